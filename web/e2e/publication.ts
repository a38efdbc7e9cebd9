// A publication of a made-up country, by the command itself: `public`, and `earlier`, the same log when it was
// shorter.

import { execFileSync } from "node:child_process";
import { existsSync, mkdirSync, readFileSync, rmSync, statSync, writeFileSync } from "node:fs";
import { join, resolve } from "node:path";

const TARGET = resolve(process.env.CARGO_TARGET_DIR ?? join(import.meta.dirname, "../../target"));
/** The command. */
export const BINARY = resolve(process.env.COTEJO_BIN ?? join(TARGET, "debug/cotejo"));
const FOLDER = join(TARGET, "e2e");

export const PUBLIC = join(FOLDER, "public");
export const EARLIER = join(FOLDER, "earlier");
const COUNTRY = join(FOLDER, "country");
const STAMP = join(FOLDER, "made-by");

const STATIONS = 300;
const PHOTOGRAPHS = 60;

/** Makes it, unless this binary has made it before. */
export function makePublication(): void {
  if (!existsSync(BINARY)) throw new Error(`no command at ${BINARY}: build it, or name it by COTEJO_BIN`);
  const { size, mtimeMs } = statSync(BINARY);
  const stamp = `${size} ${mtimeMs} ${STATIONS} ${PHOTOGRAPHS}\n`;
  if (existsSync(STAMP) && readFileSync(STAMP, "utf8") === stamp) return;
  rmSync(FOLDER, { recursive: true, force: true });
  mkdirSync(FOLDER, { recursive: true });
  const election = join(FOLDER, "election");
  const country = (name: string): string => join(COUNTRY, name);
  const steps = [
    ["simulate", COUNTRY, "--stations", `${STATIONS}`, "--photos", `${PHOTOGRAPHS}`, "--photos-level", "1-2"],
    ["new", election, "--from", country("election.toml"), "--register", country("register.csv")],
    [
      "import",
      election,
      country("council.csv"),
      "--profile",
      country("profile.toml"),
      "--account",
      "council",
    ],
    ["publish", election, "--to", EARLIER],
    [
      "import",
      election,
      country("campaign.csv"),
      "--profile",
      country("profile.toml"),
      "--account",
      "campaign",
    ],
    ["read", election, country("photos"), "--account", "volunteers"],
    ["claim", election, country("claims.toml")],
    ["publish", election, "--to", PUBLIC],
  ];
  for (const step of steps) {
    console.log(`e2e: cotejo ${step.slice(0, 2).join(" ")} …`);
    try {
      execFileSync(BINARY, step, { stdio: ["ignore", "ignore", "pipe"] });
    } catch (error) {
      // The planted faults are findings, so that a step may end with 1.
      const { status, stderr } = error as { status: number; stderr: Buffer };
      if (status !== 1) throw new Error(`cotejo ${step.join(" ")} ends with ${status}: ${stderr}`);
    }
  }
  writeFileSync(STAMP, stamp);
}

/** A file of the country that the publication was made from, or of the publication. */
export function read(folder: string, path: string): Buffer {
  return readFileSync(join(folder, path));
}

/** The rows of an account's result file, by station. */
export function sheets(account: string): Map<string, Record<string, string>> {
  const [head = "", ...lines] = read(COUNTRY, `${account}.csv`).toString("utf8").trim().split(/\r?\n/);
  const columns = head.split(",");
  const rows = lines.map((line) => {
    const cells = line.split(",");
    return Object.fromEntries(columns.map((column, at) => [column, cells[at] ?? ""]));
  });
  return new Map(rows.map((row) => [row.station ?? "", row]));
}

export interface Listed {
  readonly station: string;
  readonly centre: string;
  readonly centreName: string;
  readonly state: string;
  readonly stateName: string;
}

/** The register's stations. */
export function register(): Listed[] {
  const [head = "", ...lines] = read(COUNTRY, "register.csv").toString("utf8").trim().split(/\r?\n/);
  const columns = head.split(",");
  return lines.map((line) => {
    const cells = line.split(",");
    const cell = (name: string): string => cells[columns.indexOf(name)] ?? "";
    return {
      station: cell("station"),
      centre: cell("centre"),
      centreName: cell("centre_name"),
      state: cell("state"),
      stateName: cell("state_name"),
    };
  });
}

/** The value of a data file. */
// biome-ignore lint/suspicious/noExplicitAny: tests look into it as they like
export function data(folder: string, name: string): any {
  const text = read(folder, `${name}.js`).toString("utf8");
  return JSON.parse(text.slice(`cotejo.put(${JSON.stringify(name)},`.length, -");\n".length));
}

/** A data file's bytes. */
export function dataFile(name: string, value: unknown): Buffer {
  return Buffer.from(`cotejo.put(${JSON.stringify(name)},${JSON.stringify(value)});\n`);
}

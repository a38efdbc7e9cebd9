// A small publication, made by the command line, and what can be done to a copy of it.

import { spawnSync } from "node:child_process";
import {
  cpSync,
  existsSync,
  mkdirSync,
  readdirSync,
  readFileSync,
  rmSync,
  statSync,
  writeFileSync,
} from "node:fs";
import { dirname, join, relative, sep } from "node:path";
import { fileURLToPath } from "node:url";
import { sign } from "@noble/ed25519";
import { bundlePath, entryPath, tilePath } from "../src/publication/layout.ts";
import { compareText, fromBase64, toBase64, toHex, toUtf8 } from "../src/record/bytes.ts";
import { leafHash, sha256 } from "../src/record/hash.ts";
import { keyId } from "../src/record/key.ts";
import { bundleCount, edgeTiles, parseBundle, tileInTree } from "../src/verify/tile.ts";
import { Edge } from "../src/verify/tree.ts";

const TARGET = process.env.CARGO_TARGET_DIR ?? fileURLToPath(new URL("../../target", import.meta.url));
/** Where publications are made. */
export const WORK = join(TARGET, "web-test");

/** The command, as it was built last. */
function binary(): string {
  const built = [process.env.COTEJO_BIN, join(TARGET, "debug/cotejo"), join(TARGET, "release/cotejo")];
  const there = built.filter((path) => path !== undefined && existsSync(path)) as string[];
  const newest = there.sort((a, b) => statSync(b).mtimeMs - statSync(a).mtimeMs)[0];
  if (newest === undefined)
    throw new Error("there is no cotejo binary: `cargo build -p cotejo`, or COTEJO_BIN");
  return process.env.COTEJO_BIN ?? newest;
}

/** Runs the command, which may end with "differs", and gives what it prints. */
export function cotejo(...words: string[]): string {
  const env = { ...process.env, COTEJO_HOUR: "2026-05-10T22Z" };
  const run = spawnSync(binary(), words, { cwd: WORK, env, encoding: "utf8", maxBuffer: 1 << 28 });
  if (run.status !== 0 && run.status !== 1) throw new Error(`cotejo ${words.join(" ")}: ${run.stderr}`);
  return run.stdout;
}

/** What a test works with: a published folder and who made it. */
export interface Publication {
  readonly folder: string;
  readonly operator: string;
  /** The election's folder, with its keys. */
  readonly election: string;
}

/** A country of some stations with planted faults, three accounts, photographs and claims. Made once a build. */
export function publication(stations = 300): Publication {
  const name = `p${stations}`;
  const folder = join(WORK, name, "public");
  const election = join(WORK, name, "election");
  const stamp = join(WORK, name, "made");
  const build = String(statSync(binary()).mtimeMs);
  if (!existsSync(stamp) || readFileSync(stamp, "utf8").split("\n")[0] !== build) {
    rmSync(join(WORK, name), { recursive: true, force: true });
    mkdirSync(join(WORK, name), { recursive: true });
    const country = (file: string): string => `${name}/country/${file}`;
    cotejo("simulate", `${name}/country`, "--stations", String(stations), "--seed", "7", "--photos", "8");
    cotejo(
      "new",
      `${name}/election`,
      "--from",
      country("election.toml"),
      "--register",
      country("register.csv"),
    );
    cotejo("read", `${name}/election`, country("photos"), "--account", "volunteers");
    for (const account of ["council", "campaign"])
      cotejo(
        "import",
        `${name}/election`,
        country(`${account}.csv`),
        "--profile",
        country("profile.toml"),
        "--account",
        account,
      );
    cotejo("claim", `${name}/election`, country("claims.toml"));
    const said = cotejo("publish", `${name}/election`, "--to", `${name}/public`, "--json");
    writeFileSync(stamp, `${build}\n${(JSON.parse(said) as { operator: string }).operator}`);
  }
  return { folder, election, operator: readFileSync(stamp, "utf8").split("\n")[1]! };
}

/** A copy of a publication that may be damaged; it costs a link a file. */
export function copyOf({ folder }: Publication, name: string): string {
  const copy = join(WORK, name);
  rmSync(copy, { recursive: true, force: true });
  mkdirSync(dirname(copy), { recursive: true });
  if (spawnSync("cp", ["-al", folder, copy]).status !== 0) cpSync(folder, copy, { recursive: true });
  return copy;
}

/** Writes a file of a copy anew; the publication's own stays as it is. */
export function write(folder: string, path: string, bytes: Uint8Array): void {
  const full = join(folder, path);
  rmSync(full, { force: true });
  mkdirSync(dirname(full), { recursive: true });
  writeFileSync(full, bytes);
}

export const read = (folder: string, path: string): Uint8Array =>
  new Uint8Array(readFileSync(join(folder, path)));
export const remove = (folder: string, path: string): void => rmSync(join(folder, path));

/** The paths of all files, sorted. */
export function paths(folder: string): string[] {
  const entries = readdirSync(folder, { recursive: true, withFileTypes: true });
  return entries
    .filter((entry) => entry.isFile())
    .map((entry) => relative(folder, join(entry.parentPath, entry.name)).split(sep).join("/"))
    .sort();
}

/** A private key of the election, to do what its holder could. */
export class Key {
  constructor(
    readonly name: string,
    readonly seed: Uint8Array,
  ) {}

  static of({ election }: Publication, name: RegExp): Key {
    for (const path of paths(join(election, "keys"))) {
      const key = Key.ofText(readFileSync(join(election, "keys", path), "utf8"));
      if (name.test(key.name)) return key;
    }
    throw new Error(`no key ${name}`);
  }

  /** The key in the text of its file. */
  static ofText(text: string): Key {
    const [, , name, , ...base64] = text.trim().split("+");
    return new Key(name!, fromBase64(base64.join("+"))!.slice(1));
  }

  /** A note over a text. `publicKey` is the one that its id is made of. */
  note(text: string, publicKey: Uint8Array): Uint8Array {
    const signature = sign(toUtf8(text), this.seed);
    const line = toBase64(new Uint8Array([...keyId(this.name, "ed25519", publicKey), ...signature]));
    return toUtf8(`${text}\n\u2014 ${this.name} ${line}\n`);
  }
}

/** The first `count` entries of a log. */
export function entriesOf(folder: string, count: number): Uint8Array[] {
  const size = sizeOf(folder);
  const bundles = Array.from({ length: bundleCount(size) }, (_, index) => {
    const { width } = tileInTree(0, index, size)!;
    return parseBundle(read(folder, bundlePath(index, width)), width)!;
  });
  return bundles.flat().slice(0, count);
}

export function sizeOf(folder: string): number {
  return Number(new TextDecoder().decode(read(folder, "log/checkpoint")).split("\n")[1]);
}

/** The bundles, entry files and tiles of a log of these entries, and its root. */
export function logFiles(entries: Uint8Array[]): { files: Map<string, Uint8Array>; root: Uint8Array } {
  const files = new Map<string, Uint8Array>();
  const edge = new Edge();
  const join = (parts: Uint8Array[]): Uint8Array => new Uint8Array(Buffer.concat(parts));
  const size = entries.length;
  entries.forEach((entry, index) => {
    files.set(entryPath(index), entry);
  });
  for (let index = 0; index < bundleCount(size); index++) {
    const some = entries.slice(index * 256, (index + 1) * 256);
    const lengths = some.map((entry) => Uint8Array.of(entry.length >> 8, entry.length & 255));
    files.set(bundlePath(index, some.length), join(some.flatMap((entry, at) => [lengths[at]!, entry])));
    for (const entry of some)
      edge.push(leafHash(entry), 0, (level, tile, hashes) => {
        files.set(tilePath({ level, index: tile, width: 256 }), join(hashes));
      });
  }
  for (const tile of edgeTiles(size)) files.set(tilePath(tile), join(edge.levels[tile.level]!));
  return { files, root: edge.root() };
}

/** The lists of these files, by their paths, as the manifest's note names the topmost one. */
export function listsOf(files: Iterable<[path: string, bytes: Uint8Array]>): Map<string, Uint8Array> {
  const folders = new Map<string, Map<string, Uint8Array>>([["", new Map()]]);
  const put = (path: string, bytes: Uint8Array): void => {
    const name = path.lastIndexOf("/", path.length - (path.endsWith("/manifest.sha256") ? 17 : 1)) + 1;
    const folder = path.slice(0, name);
    if (!folders.has(folder)) folders.set(folder, new Map());
    folders.get(folder)!.set(path.slice(name), bytes);
  };
  for (const [path, bytes] of files) put(path, bytes);
  const lists = new Map<string, Uint8Array>();
  while (folders.size > 0) {
    // The deepest first, so that what lies in a folder comes before it.
    const depth = (folder: string): number => folder.split("/").length;
    const [folder] = [...folders.keys()].sort((a, b) => depth(b) - depth(a));
    const lines = [...folders.get(folder!)!].sort(([a], [b]) => compareText(a, b));
    const list = toUtf8(lines.map(([name, bytes]) => `${toHex(sha256(bytes))}  ${name}\n`).join(""));
    folders.delete(folder!);
    lists.set(`${folder}manifest.sha256`, list);
    if (folder !== "") put(`${folder}manifest.sha256`, list);
  }
  return lists;
}

/** Draws numbers by a seed (mulberry32). */
export function draws(seed: number): (below: number) => number {
  let state = seed >>> 0;
  return (below) => {
    state = (state + 0x6d2b79f5) >>> 0;
    let mixed = Math.imul(state ^ (state >>> 15), state | 1);
    mixed ^= mixed + Math.imul(mixed ^ (mixed >>> 7), mixed | 61);
    return ((mixed ^ (mixed >>> 14)) >>> 0) % below;
  };
}

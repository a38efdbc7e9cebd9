// A record whose contests reach further than tables and data files may: both verifiers say so, and none is published.

import { mkdirSync, rmSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { expect, test } from "vitest";
import { cotejo, WORK } from "./publication.ts";
import { fromReport, fromRust, verify } from "./reports.ts";

/** The greatest number of contests. */
const CONTESTS = 65_535;

/** An election of so many stations, at each of which every contest is held; gives its folder and the operator's key. */
function election(name: string, stations: number): { folder: string; operator: string } {
  const own = join(WORK, "wide", name);
  rmSync(own, { recursive: true, force: true });
  mkdirSync(own, { recursive: true });
  const contests = Array.from(
    { length: CONTESTS },
    (_, n) => `[[contests]]\nid = "c${n}"\nname = ""\noptions = [{ id = "a", name = "" }]\n`,
  );
  writeFileSync(
    join(own, "election.toml"),
    `id = "wide"\nname = "Wide"\ndate = "2026-05-10"\norigin = "cotejo.example/wide"\n${contests.join("")}`,
  );
  const codes = Array.from({ length: stations }, (_, n) => `s${n},1\n`);
  writeFileSync(join(own, "register.csv"), `station,registered\n${codes.join("")}`);
  const folder = join(own, "election");
  cotejo("new", folder, "--from", join(own, "election.toml"), "--register", join(own, "register.csv"));
  const { keys } = JSON.parse(cotejo("keys", folder, "--json")) as { keys: { key: string }[] };
  return { folder, operator: keys[0]!.key };
}

test("beyond 2^27 stations and areas of all contests together both verifiers refuse alike, and nothing is published", async () => {
  const most = Math.floor(2 ** 27 / CONTESTS);
  for (const [name, stations, wide] of [
    ["most", most, false],
    ["beyond", most + 1, true],
  ] as const) {
    const { folder, operator } = election(name, stations);
    const report = fromReport(await verify(folder, operator));
    expect(report).toEqual(fromRust(folder, operator));
    expect(report.problems.includes("log/checkpoint too_wide"), name).toBe(wide);
    if (wide)
      expect(() => cotejo("publish", folder, "--to", `${folder}-public`)).toThrow(/at most 134217728/);
  }
}, 120_000);

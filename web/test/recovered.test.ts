// An election whose operator's and log's keys were stolen and replaced: both verifiers agree on it, and on a checkpoint and a
// manifest that are signed by the keys before.

import { copyFileSync, cpSync, mkdirSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { expect, test } from "vitest";
import { parseVkey } from "../src/record/key.ts";
import { parseNote } from "../src/record/note.ts";
import { verifyStation } from "../src/verify/station/station.ts";
import { filesInFolder } from "./folder.ts";
import { cotejo, Key, WORK } from "./publication.ts";
import { fromReport, fromRust, verify } from "./reports.ts";
import { Small } from "./small.ts";

/** Makes a key in a file beside the elections, and gives its public key. */
function made(name: string, file: string): string {
  rmSync(join(WORK, file), { force: true });
  return (JSON.parse(cotejo("recover", "key", name, "--to", file, "--json")) as { key: string }).key;
}

test("keys that were stolen and replaced", async () => {
  mkdirSync(WORK, { recursive: true });
  const keepers = ["keeper-1", "keeper-2", "keeper-3"].map((name) => made(name, `${name}.key`));
  const small = new Small("recovered", ...keepers);
  small.give("importer-campaign", "importer");
  // So many that the theft is not in the first bundle.
  const rows = Array.from({ length: 300 }, (_, at) => `${at + 1},10,6,4\n`);
  writeFileSync(join(WORK, small.path("campaign.csv")), `station,valid,a,b\n${rows.join("")}`);
  small.import("campaign");
  const entries = JSON.parse(cotejo("tally", small.path("election"), "--json")) as { entries: number };
  const stolen = entries.entries;
  // The thief takes in what it likes, and publishes.
  small.give("importer-council", "importer");
  small.import("council");
  const before = small.publish("before");
  const keys = join(small.election, "keys");
  const oldLog = readFileSync(join(keys, "log.key"), "utf8");

  const operator = made("operator-2", "operator-2.key");
  const log = made("cotejo.example/small", "log-2.key");
  const recovery = small.path("recovery.txt");
  const say = ["--operator", operator, "--from", String(stolen), "--log", log, "--reason", "stolen"];
  cotejo("recover", "sign", small.path("election"), recovery, ...say, "--key", "keeper-1.key");
  cotejo("recover", "sign", small.path("election"), recovery, "--key", "keeper-3.key");
  copyFileSync(join(WORK, "log-2.key"), join(keys, "log.key"));
  cotejo("recover", "append", small.path("election"), recovery);
  copyFileSync(join(WORK, "operator-2.key"), join(keys, "operator.key"));
  small.publish();

  for (const key of [small.operator, operator, log]) {
    const report = await verify(small.folder, key);
    expect(report.problems).toEqual([]);
    expect(fromReport(report)).toEqual(fromRust(small.folder, key));
    expect(Object.keys(report.refused)).toContain("entry_void");
  }
  // The campaign's three hundred sheets alone.
  const { results } = await verify(small.folder, operator);
  const campaign = results![0]!.views.filter(({ account }) => account !== undefined);
  expect(campaign.map(({ account }) => account)).toEqual(["campaign"]);
  expect(campaign[0]!.country.figures.slice(5).map(({ sum }) => sum)).toEqual([1800, 1200]);
  const recoveries = [Number((await verify(small.folder, operator)).checkpoint!.size) - 1];
  const files = filesInFolder(small.folder);
  const site = new TextDecoder().decode(await files.read("site.js", 1 << 20));
  const { shards, log: said } = JSON.parse(site.slice(site.indexOf("{"), -3)) as {
    shards: number;
    log: { recoveries: number[] };
  };
  expect(said.recoveries).toEqual(recoveries);
  const given = { files, key: parseVkey(operator), code: "7", shards };
  expect((await verifyStation({ ...given, recoveries })).problems).toEqual([]);
  const hidden = await verifyStation({ ...given, key: parseVkey(small.operator) });
  expect(hidden.problems.map(({ code }) => code)).toContain("not_signed");

  // The old key signs what the new one must.
  const wrong = join(WORK, small.path("wrong"));
  const copy = (): void => {
    rmSync(wrong, { recursive: true, force: true });
    cpSync(small.folder, wrong, { recursive: true });
  };
  const expectCode = async (file: string, code: string): Promise<void> => {
    const report = await verify(wrong, small.operator);
    expect(report.problems.map((problem) => [problem.file, problem.code])).toContainEqual([file, code]);
    expect(fromReport(report)).toEqual(fromRust(wrong, small.operator));
  };
  copy();
  const checkpoint = join(wrong, "log/checkpoint");
  const { text } = parseNote(readFileSync(checkpoint))!;
  const old = Key.ofText(oldLog);
  const oldVkey = (await verify(small.folder, operator)).log!;
  writeFileSync(checkpoint, old.note(text, parseVkey(oldVkey)!.public));
  await expectCode("log/checkpoint", "checkpoint_key");
  // A manifest of before the recovery is the old operator's, with the log that has gone on beside it.
  const mirror = join(WORK, small.path("mirror"));
  rmSync(mirror, { recursive: true, force: true });
  cpSync(before, mirror, { recursive: true });
  cpSync(join(small.folder, "log"), join(mirror, "log"), { recursive: true });
  const report = await verify(mirror, small.operator);
  expect(report.problems).toEqual([]);
  expect(report.asOf).toBeLessThan(report.checkpoint!.size);
  expect(fromReport(report)).toEqual(fromRust(mirror, small.operator));
});

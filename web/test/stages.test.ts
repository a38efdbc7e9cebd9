// Stages of an account and empty rows, in a publication: both verifiers find it right, and a station's check finds what the
// pages' data say of them.

import { readFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { expect, test } from "vitest";
import { parseVkey } from "../src/record/key.ts";
import { verifyStation } from "../src/verify/station/station.ts";
import { filesInFolder } from "./folder.ts";
import { cotejo, WORK } from "./publication.ts";
import { fromReport, fromRust, verify } from "./reports.ts";
import { Small } from "./small.ts";

interface Data {
  accounts: Record<string, number>;
  readings: { account: string; stage?: string; empty?: boolean; as_of?: string }[];
}

const file = (small: Small): string => join(small.folder, "station/all.js");

/** What the data file says of a station. */
function dataOf(small: Small, code: string): Data {
  const text = readFileSync(file(small), "utf8");
  const all = JSON.parse(text.slice(text.indexOf("{"), -3)) as Record<
    string,
    { contests: { president: Data } }
  >;
  return all[code]!.contests.president;
}

/** Takes in rows for the authority, whose stage they are of. */
function take(small: Small, rows: string, account: string, ...more: string[]): void {
  writeFileSync(join(WORK, small.path("rows.csv")), `station,valid,a,b\n${rows}`);
  const words = ["--profile", small.path("campaign.toml"), "--account", account, ...more];
  cotejo("import", small.path("election"), small.path("rows.csv"), ...words);
}

async function problemsOf(small: Small, code: string): Promise<readonly { code: string }[]> {
  const files = filesInFolder(small.folder);
  const report = await verifyStation({ files, key: parseVkey(small.operator), code, shards: 0 });
  return report.problems;
}

function publication(name: string): Small {
  const small = new Small(name);
  take(
    small,
    "0101.1,10,6,4\n0201.1,0,0,0\n",
    "authority",
    "--stage",
    "early",
    "--as-of",
    "2026-05-10T23:40Z",
  );
  take(small, "0101.1,11,7,4\n", "authority", "--stage", "late");
  take(small, "0201.1,12,5,7\n", "authority", "--stage", "early");
  cotejo("account", small.path("election"), "add", "observers", "--stage", "first");
  cotejo("account", small.path("election"), "add", "observers", "--stage", "second");
  take(small, "0101.1,10,6,4\n", "observers", "--stage", "second");
  take(small, "0101.1,10,5,5\n", "observers", "--stage", "first");
  small.publish();
  return small;
}

test("stages and empty rows are published, and both verifiers and the check of a station agree", async () => {
  const small = publication("stages");
  const [first, second] = [dataOf(small, "0101.1"), dataOf(small, "0201.1")];
  expect(first.accounts).toEqual({ authority: 1, observers: 2 });
  expect(first.readings.map(({ stage }) => stage)).toEqual(["early", "late", "second", "first"]);
  expect(first.readings[0]!.as_of).toBe("2026-05-10T23:40Z");
  expect(second.accounts).toEqual({ authority: 1 });
  expect(second.readings.map(({ empty }) => empty)).toEqual([true, undefined]);
  const report = await verify(small.folder, small.operator);
  expect(report.problems).toEqual([]);
  expect(report.refused).toEqual({});
  expect(fromReport(report)).toEqual(fromRust(small.folder, small.operator));
  for (const code of ["0101.1", "0201.1"]) expect(await problemsOf(small, code)).toEqual([]);
});

test.each([
  ["another stage", '"stage":"early"', '"stage":"late"'],
  ["no empty row", '"empty":true,', ""],
  ["another minute", "T23:40Z", "T23:41Z"],
])("a data file that says %s is found", async (_, from, to) => {
  const small = publication("said-wrongly");
  const text = readFileSync(file(small), "utf8");
  expect(text).toContain(from);
  writeFileSync(file(small), text.replaceAll(from, to));
  const found = [...(await problemsOf(small, "0101.1")), ...(await problemsOf(small, "0201.1"))];
  expect(found.map(({ code }) => code)).toContain("differs_from_entry");
});

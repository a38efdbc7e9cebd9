// A key of several roles: both verifiers agree by which of them a reading was written, and so does a station's check.

import { expect, test } from "vitest";
import { parseVkey } from "../src/record/key.ts";
import { verifyStation } from "../src/verify/station/station.ts";
import { filesInFolder } from "./folder.ts";
import { fromReport, fromRust, verify } from "./reports.ts";
import { Small } from "./small.ts";

/** By which entries' grants the data file says that an account's readings were written. */
async function grantsOf(small: Small, account: string): Promise<number[]> {
  const bytes = await filesInFolder(small.folder).read("station/all.js", 1 << 20);
  const text = new TextDecoder().decode(bytes);
  const data = JSON.parse(text.slice(text.indexOf("{"), -3)) as Record<
    string,
    { contests: { president: { readings: { account: string; grant: number }[] } } }
  >;
  const readings = Object.values(data).flatMap(({ contests }) => contests.president.readings);
  return readings.filter((reading) => reading.account === account).map(({ grant }) => grant);
}

/** Both verifiers find the folder right, with nothing refused, and so do the checks of its stations. */
async function expectAgreement(small: Small): Promise<void> {
  const report = await verify(small.folder, small.operator);
  expect(report.problems).toEqual([]);
  expect(report.refused).toEqual({});
  expect(fromReport(report)).toEqual(fromRust(small.folder, small.operator));
  for (const code of ["0101.1", "0201.1"]) {
    const files = filesInFolder(small.folder);
    const station = await verifyStation({ files, key: parseVkey(small.operator), code, shards: 0 });
    expect(station.problems).toEqual([]);
  }
}

test("a key that was a reviewer before it was an importer", async () => {
  const small = new Small("roles");
  small.give("importer-campaign", "reviewer");
  small.give("importer-campaign", "importer");
  small.import("campaign");
  small.publish();
  expect(await grantsOf(small, "campaign")).toEqual([2, 2]);
  await expectAgreement(small);
});

test("a key of one area that is given the whole country, and stations that get their areas later", async () => {
  const small = new Small("areas");
  small.give("importer-campaign", "importer", "--area", "01");
  small.give("importer-campaign", "importer");
  small.import("campaign");
  // The council's file tells the areas, after the campaign's readings.
  small.import("council");
  small.publish();
  expect(await grantsOf(small, "campaign")).toEqual([2, 2]);
  await expectAgreement(small);
});

test("a key of the whole country and of one area writes by the earlier grant", async () => {
  const small = new Small("earlier");
  small.import("council");
  small.give("importer-campaign", "importer");
  small.give("importer-campaign", "importer", "--area", "01");
  small.import("campaign");
  small.publish();
  const [first, second] = await grantsOf(small, "campaign");
  expect(first).toBe(second);
  await expectAgreement(small);
});

test("a station's check refuses a grant by which the reading was not written", async () => {
  const small = new Small("wrong");
  small.give("importer-campaign", "reviewer");
  small.give("importer-campaign", "importer");
  small.import("campaign");
  small.publish();
  const files = filesInFolder(small.folder);
  const wrong = {
    ...files,
    async read(path: string, most: number) {
      const bytes = await files.read(path, most);
      if (path !== "station/all.js" || bytes === undefined) return bytes;
      const text = new TextDecoder().decode(bytes);
      return new TextEncoder().encode(text.replaceAll('"grant":2', '"grant":1'));
    },
  };
  const key = parseVkey(small.operator);
  const { problems } = await verifyStation({ files: wrong, key, code: "0101.1", shards: 0 });
  expect(problems.map(({ code, found }) => [code, found])).toEqual([["entry_refused", "entry_wrong_role"]]);
});

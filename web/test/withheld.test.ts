// Both verifiers say the same of publications whose record withholds documents: after the withholding, before it, with
// the bytes and without them.

import { cpSync, readdirSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { beforeAll, expect, test } from "vitest";
import { documentPath, picturePath, thumbnailPath } from "../src/publication/layout.ts";
import { toHex, toUtf8 } from "../src/record/bytes.ts";
import { sha256 } from "../src/record/hash.ts";
import { parseVkey } from "../src/record/key.ts";
import { verifyStation } from "../src/verify/station/station.ts";
import { filesInFolder } from "./folder.ts";
import { cotejo, type Publication, paths, publication, read, remove, WORK, write } from "./publication.ts";
import { fromReport, fromRust, verify } from "./reports.ts";

const NAME = "withheld";
const path = (name: string): string => join(WORK, NAME, name);

/** The record's photographs: the first is withheld, the second with a copy in its place. */
let photographs: { readonly station: string; readonly digits: string }[];
let made: Publication;

interface StationFile {
  readonly contests: Record<
    string,
    { readonly captures: { image: string; withheld?: number; shown?: string }[] }
  >;
}

function stationFiles(folder: string): Record<string, StationFile> {
  const files = readdirSync(join(folder, "station")).filter((file) => file.endsWith(".js"));
  const texts = files.map((file) => readFileSync(join(folder, "station", file), "utf8"));
  return Object.assign({}, ...texts.map((text) => JSON.parse(text.slice(text.indexOf("{"), -3))));
}

function capturesIn(folder: string): { station: string; image: string; withheld?: number; shown?: string }[] {
  return Object.entries(stationFiles(folder)).flatMap(([station, { contests }]) =>
    Object.values(contests).flatMap(({ captures }) => captures.map((capture) => ({ station, ...capture }))),
  );
}

function publish(to: string): string {
  cotejo("publish", `${NAME}/election`, "--to", `${NAME}/${to}`);
  return path(to);
}

beforeAll(() => {
  made = publication();
  rmSync(join(WORK, NAME), { recursive: true, force: true });
  cpSync(made.election, path("election"), { recursive: true });
  photographs = capturesIn(made.folder).map(({ station, image }) => ({ station, digits: image }));
  expect(photographs.length).toBeGreaterThan(2);
  publish("public");
  cpSync(path("public"), path("before"), { recursive: true });
  cotejo("keys", `${NAME}/election`, "add", "reviewer-1", "--role", "reviewer");
  // Another photograph of the record stands for the one with parts covered.
  writeFileSync(path("covered"), read(made.folder, documentPath(photographs[2]!.digits)));
  const withhold = (digits: string, ...more: string[]): string =>
    cotejo(
      "withhold",
      `${NAME}/election`,
      `sha256:${digits}`,
      "--reviewer",
      "reviewer-1",
      "--reason",
      "w",
      ...more,
    );
  withhold(photographs[0]!.digits);
  withhold(photographs[1]!.digits, "--instead", path("covered"));
  publish("public");
}, 300_000);

/** Verifies a folder by both, which must agree; gives the report. */
async function both(folder: string) {
  const report = await verify(folder, made.operator);
  expect(fromReport(report)).toEqual(fromRust(folder, made.operator));
  return report;
}

test("a publication without what is withheld agrees, for both", async () => {
  const folder = path("public");
  const report = await both(folder);
  expect(report.problems).toEqual([]);
  expect(report.remarks.map(({ code }) => code)).not.toContain("withheld_shown");
  const [withheld, covered, copy] = photographs.map(({ digits }) => digits);
  for (const digits of [withheld!, covered!])
    for (const gone of [documentPath(digits), picturePath(digits), thumbnailPath(digits)])
      expect(paths(folder)).not.toContain(gone);
  const captures = capturesIn(folder).filter((capture) => capture.withheld !== undefined);
  expect(captures.map(({ image, shown }) => [image, shown]).sort()).toEqual(
    [
      [withheld, undefined],
      [covered, copy],
    ].sort(),
  );
  const [president] = report.results!;
  const view = president!.views.find(({ account }) => account === "volunteers");
  expect(view!.country.coverage.withheldStations).toBe(2);
}, 60_000);

test("a station whose photograph is withheld agrees; one whose photograph is only missing does not", async () => {
  const files = filesInFolder(path("public"));
  const shards = /^all\.js$/.test(readdirSync(path("public/station")).sort()[0]!)
    ? 0
    : readdirSync(path("public/station"))[0]!.split(".")[0]!.length;
  const check = (code: string) => verifyStation({ files, key: parseVkey(made.operator), code, shards });
  for (const { station } of photographs.slice(0, 3)) expect((await check(station)).problems).toEqual([]);
  const { station, digits } = photographs[3]!;
  const gone = documentPath(digits);
  const bytes = read(path("public"), gone);
  remove(path("public"), gone);
  expect((await check(station)).problems.map(({ file, code }) => [file, code])).toEqual([[gone, "missing"]]);
  write(path("public"), gone, bytes);
}, 60_000);

test("what is withheld and there all the same is remarked, or wrong where it is not what its name says", async () => {
  const folder = path("shown");
  cpSync(path("public"), folder, { recursive: true });
  const file = documentPath(photographs[0]!.digits);
  write(folder, file, read(made.folder, file));
  const report = await both(folder);
  expect(report.problems).toEqual([]);
  expect(report.remarks).toContainEqual({ code: "withheld_shown", documents: 1, some: [file] });
  write(folder, file, toUtf8("other bytes"));
  expect((await both(folder)).problems.map(({ file, code }) => [file, code])).toEqual([
    [file, "differs_from_name"],
  ]);
}, 60_000);

test("a publication of before, whose manifest lists the bytes, agrees with them and without them", async () => {
  const folder = path("before");
  cpSync(path("public/log"), join(folder, "log"), { recursive: true });
  const with_ = await both(folder);
  expect(with_.problems).toEqual([]);
  expect(with_.remarks.map(({ code }) => code)).toContain("withheld_shown");
  for (const { digits } of photographs.slice(0, 2))
    for (const gone of [documentPath(digits), picturePath(digits), thumbnailPath(digits)])
      remove(folder, gone);
  const without = await both(folder);
  expect(without.problems).toEqual([]);
  expect(without.remarks.map(({ code }) => code)).not.toContain("withheld_shown");
  // Nothing else may be missing. (Where a document is, the count is not compared as of the manifest.)
  const other = photographs[3]!.digits;
  for (const gone of [documentPath(other), picturePath(other)]) remove(folder, gone);
  const problems = (await both(folder)).problems.filter(({ code }) => code !== "differs_from_count");
  expect(problems.map(({ file, code }) => [file, code])).toEqual([
    [picturePath(other), "missing"],
    [documentPath(other), "missing"],
  ]);
}, 60_000);

test("a copy that is not there is missing", async () => {
  const folder = path("copy");
  cpSync(path("public"), folder, { recursive: true });
  const digits = toHex(sha256(new Uint8Array(readFileSync(path("covered")))));
  remove(folder, documentPath(digits));
  expect((await both(folder)).problems.map(({ code }) => code)).toEqual(["missing"]);
}, 60_000);

// Lists that the command and the browser's verifier must both have: rules with their severities, reserved words, problem codes, paths.

import { expect, test } from "vitest";
import * as layout from "../src/publication/layout.ts";
import { isMisleading, RESERVED } from "../src/record/misleading.ts";
import { RULES } from "../src/record/rules.ts";
import { CODES } from "../src/verify/problem.ts";
import { vectors } from "./vectors.ts";

test("rules have the same codes, severities and order", () => {
  const rules = vectors<{ code: string; severity: string }[]>("rules");
  expect(Object.entries(RULES)).toEqual(rules.map(({ code, severity }) => [code, severity]));
});

test("reserved words are the same, and the same ids are misleading", () => {
  const names = vectors<{ reserved: string[]; ids: [id: string, good: boolean][] }>("names");
  expect(RESERVED).toEqual(names.reserved);
  expect(names.ids.filter(([id, good]) => isMisleading(id) === good)).toEqual([]);
});

test("problem codes are the same, with those of what only one of the two looks for", () => {
  expect([...vectors<string[]>("problems")].sort()).toEqual([...CODES].sort());
});

test("so many stations are divided into as many shards", () => {
  const shards = vectors<[stations: number, digits: number][]>("shards");
  expect(shards.map(([stations]) => [stations, layout.shardDigits(stations)])).toEqual(shards);
});

test("codes are the same parts of files' names", () => {
  const slugs = vectors<[code: string, slug: string][]>("slugs");
  expect(slugs.map(([code]) => [code, layout.slug(code)])).toEqual(slugs);
});

test("paths are the same", () => {
  const patterns = vectors<Record<string, string>>("layout");
  const hex = "ab".repeat(32);
  const filled = (name: string, values: Record<string, string> = {}): string =>
    Object.entries({ hex2: "ab", hex, ...values }).reduce(
      (path, [place, value]) => path.replaceAll(`{${place}}`, value),
      patterns[name] ?? `no ${name}`,
    );
  const shard = layout.stationShard("0101.1", 2).slice(layout.STATIONS.length);
  const tile = { level: 1, index: 1_067, width: 256 };
  const own: Record<string, [mine: string, values?: Record<string, string>]> = {
    checkpoint: [layout.CHECKPOINT],
    cosigned: [layout.COSIGNED],
    tile: [layout.tilePath(tile), { tile: "1/x001/067" }],
    partial_tile: [layout.tilePath({ ...tile, width: 6 }), { tile: "1/x001/067", width: "6" }],
    entry: [layout.entryPath(1_234_067), { entry: "x001/x234/067" }],
    document: [layout.documentPath(hex)],
    thumbnail: [layout.thumbnailPath(hex)],
    web_image: [layout.picturePath(hex)],
    manifest: [layout.MANIFEST],
    manifest_list: [layout.MANIFEST_LIST],
    archive: [layout.ARCHIVE],
    verifier_script: [layout.VERIFIER],
    site_data: [layout.dataFile(layout.SITE)],
    stations: [layout.dataFile(layout.stationShard("0101.1", 2)), { shard }],
    search_index: [layout.dataFile(layout.SEARCH_INDEX)],
    search_words: [layout.dataFile(layout.searchPiece("é")), { prefix: layout.slug("é") }],
    search_areas: [layout.dataFile(layout.searchAreas(3)), { chunk: "3" }],
    gzip: [`${layout.MANIFEST}${layout.COMPRESSED}`, { path: layout.MANIFEST }],
    page_station: [layout.PAGES.station],
    page_search: [layout.PAGES.search],
    page_verify: [layout.PAGES.verify],
    page_area: [layout.areaPage("01/ñ"), { slug: layout.slug("01/ñ") }],
    page_finding: [layout.rulePage("all_zero"), { rule: "all_zero" }],
  };
  for (const [name, [mine, values]] of Object.entries(own))
    expect([name, filled(name, values)]).toEqual([name, mine]);
  expect(filled("tile", { tile: "" })).toBe(layout.TILES);
  for (const index of [0, 999, 1_000, 1_234_067])
    expect(layout.entryIndex(layout.entryPath(index))).toBe(index);
  for (const other of ["log/entry/7", "log/entry/x000/007", "log/entry/", "log/entry/-01", "log/tile/0/007"])
    expect([other, layout.entryIndex(other)]).toEqual([other, undefined]);
});

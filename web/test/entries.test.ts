// Entries, laws, words, registers and the values in them are taken or refused as the Rust side does.

import { expect, test } from "vitest";
import { toHex } from "../src/record/bytes.ts";
import { parseEntry } from "../src/record/entry.ts";
import { leafHash } from "../src/record/hash.ts";
import { parseLaw } from "../src/record/law.ts";
import * as names from "../src/record/names.ts";
import { parseRegister } from "../src/record/register.ts";
import { parseWords } from "../src/record/words.ts";
import { MAX_EXTENT } from "../src/verify/tally.ts";
import { bytes, vectors } from "./vectors.ts";

/** A law by its sizes: so many contests, each with so many options and areas, one group after the other, and spaces behind it
 * up to so many bytes. */
interface Sizes {
  groups: [contests: number, options: number, areas: number][];
  bytes: number;
  taken: boolean;
}

/** The text that these sizes stand for. */
function textOf({ groups, bytes: length }: Sizes): string {
  const several = (count: number, id: string): string =>
    Array.from({ length: count }, (_, n) => `"${id}${n}"`).join();
  const contests = groups.flatMap(([count, options, areas]) =>
    new Array<string>(count).fill(`"options":[${several(options, "o")}],"areas":[${several(areas, "a")}]`),
  );
  const all = contests.map((rest, number) => `{"id":"c${number}",${rest}}`).join();
  return `{"id":"e","date":"2026-05-10","origin":"o","contests":[${all}]}`.padEnd(length);
}

type Judged = [text: string, good: boolean][];
interface Vectors {
  entries: { bytes: string; type: string | null; leaf: string; name: string | null }[];
  laws: Judged;
  words: Judged;
  /** Not read strictly by type: values of another kind, keys that stand there twice or are not known. */
  refused: { entries: string[]; laws: string[]; words: string[] };
  registers: {
    levels: string[];
    all: {
      blob: string;
      stations: { code: string; registered: number | null; areas: string[]; place: number[] | null }[] | null;
    }[];
  };
  values: Record<
    | "dates"
    | "hours"
    | "ids"
    | "stations"
    | "percentages"
    | "blobs"
    | "minutes"
    | "entry_names"
    | "reading_names"
    | "languages"
    | "masks",
    Judged
  >;
}

const { entries, laws, words, refused, registers, values } = vectors<Vectors>("entries");
const text = (base64: string): string => Buffer.from(base64, "base64").toString();

test("entries are taken or refused alike", () => {
  const differing = entries
    .map((one) => ({ ...one, found: parseEntry(bytes(one.bytes))?.body.type ?? null }))
    .filter(({ type, found }) => type !== found)
    .map(({ type, found, bytes: base64 }) => ({ type, found, text: text(base64) }));
  expect(differing).toEqual([]);
  for (const { bytes: base64, leaf, name } of entries) {
    expect(toHex(leafHash(bytes(base64)))).toBe(leaf);
    expect(parseEntry(bytes(base64))?.name ?? null).toBe(name);
  }
  const count = (is: (type: string | null) => boolean): number =>
    entries.filter(({ type }) => is(type)).length;
  expect(count((type) => type === null)).toBeGreaterThan(1000);
  expect(count((type) => type !== null && type !== "unknown")).toBeGreaterThan(300);
});

const utf8 = new TextEncoder();

test.each([
  ["laws", laws, parseLaw],
  ["words", words, parseWords],
] as const)("%s are taken or refused alike", (_, judged, parse) => {
  const differing = judged.filter(([one, good]) => (parse(utf8.encode(one)) !== undefined) !== good);
  expect(differing).toEqual([]);
  expect(judged.filter(([, good]) => good).length).toBeGreaterThan(30);
});

test("values of another kind, repeated keys and unknown keys are refused at every place", () => {
  expect(refused.entries.filter((one) => parseEntry(bytes(one)) !== undefined).map(text)).toEqual([]);
  const taken = (texts: string[], parse: (bytes: Uint8Array) => unknown): string[] =>
    texts.filter((one) => parse(utf8.encode(one)) !== undefined);
  expect(taken(refused.laws, parseLaw)).toEqual([]);
  expect(taken(refused.words, parseWords)).toEqual([]);
  expect(refused.entries.length).toBeGreaterThan(1200);
  expect(refused.laws.length).toBeGreaterThan(400);
  expect(refused.words.length).toBeGreaterThan(400);
});

test("registers are read alike", () => {
  for (const { blob, stations } of registers.all) {
    const read = parseRegister(bytes(blob), registers.levels)?.map(({ code, registered, areas, place }) => ({
      code,
      registered: registered ?? null,
      areas: areas.flatMap((area) => [area.code, area.name]),
      place: place ?? null,
    }));
    expect([text(blob), read ?? null]).toEqual([text(blob), stations]);
  }
});

test("the greatest and least of everything are taken, and what lies one beyond is refused", () => {
  type Limits = [text: string, taken: boolean][];
  const limits = vectors<{
    entries: Limits;
    laws: Limits;
    words: Limits;
    registers: Limits;
    levels: string[];
    law_sizes: Sizes[];
    extent: number;
  }>("limits");
  const wrong = (list: Limits, take: (text: string) => unknown): string[] =>
    list.filter(([one, taken]) => (take(one) !== undefined) !== taken).map(([one]) => one.slice(0, 2000));
  expect(wrong(limits.entries, (one) => parseEntry(bytes(one)))).toEqual([]);
  expect(wrong(limits.laws, (one) => parseLaw(utf8.encode(one)))).toEqual([]);
  for (const sizes of limits.law_sizes) {
    const law = parseLaw(utf8.encode(textOf(sizes)));
    expect(law !== undefined, JSON.stringify(sizes.groups)).toBe(sizes.taken);
  }
  expect(limits.extent).toBe(MAX_EXTENT);
  expect(wrong(limits.words, (one) => parseWords(utf8.encode(one)))).toEqual([]);
  expect(wrong(limits.registers, (one) => parseRegister(utf8.encode(one), limits.levels))).toEqual([]);
  for (const list of [limits.entries, limits.laws, limits.words, limits.registers])
    expect(new Set(list.map(([, taken]) => taken)).size).toBe(2);
});

test.each([
  ["dates", names.isDate],
  ["hours", names.isHour],
  ["ids", names.isId],
  ["stations", names.isStationCode],
  ["percentages", names.isPercentage],
  ["blobs", names.isBlobName],
  ["minutes", names.isMinute],
  ["entry_names", names.isEntryName],
  ["reading_names", names.isReadingName],
  ["languages", names.isLanguage],
  ["masks", names.isMask],
] as const)("%s are taken or refused alike", (kind, is) => {
  const differing = values[kind].filter(([value, good]) => is(value) !== good);
  expect(differing).toEqual([]);
});

// Records that go on with entries of kinds that are wrong, or nearly, each rightly signed: both verifiers make the same of
// them. COTEJO_MUTANTS says how many there are.

import { expect, test } from "vitest";
import { foldOf, type Log, plain, readingsOf } from "./folded.ts";
import { bytes, vectors } from "./vectors.ts";

interface Mutants extends Log {
  mutants: [kind: string, from: number, to: number][];
}

const records = vectors<Mutants[]>("mutants");

/** How many entries of each kind counted, and how many were refused, by code. */
function byKind(): Map<string, Map<string, number>> {
  const kinds = new Map<string, Map<string, number>>();
  for (const { mutants, expected } of records) {
    const refused = new Map(
      [...expected.refused].reverse().map(([place, code]) => [place.split("/")[0], code]),
    );
    for (const [kind, from, to] of mutants) {
      const codes = kinds.get(kind) ?? new Map<string, number>();
      kinds.set(kind, codes);
      for (let at = from; at < to; at += 1) {
        const code = refused.get(String(at)) ?? "counts";
        codes.set(code, (codes.get(code) ?? 0) + 1);
      }
    }
  }
  return kinds;
}

test("mutants of every kind reach the fold, and no kind is stopped by signatures alone", () => {
  const kinds = byKind();
  expect(kinds.size).toBeGreaterThanOrEqual(20);
  for (const [kind, codes] of kinds) {
    expect(
      [...codes.keys()].filter((code) => code !== "entry_bad_signature"),
      kind,
    ).not.toEqual([]);
  }
});

test.each(records.map((record, at) => [at, record] as const))(
  "record %i with mutants has the same tally",
  async (at, record) => {
    const tally = await foldOf(
      record.entries.map(bytes),
      record.blobs.map(bytes),
      [1000, 7, 256, 1][at % 4]!,
    );
    expect(plain(tally)).toEqual(record.expected);
    expect(readingsOf(tally)).toEqual(record.readings);
  },
);

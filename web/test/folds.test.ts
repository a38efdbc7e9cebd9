// Whole logs with all that can be wrong in them give the same tally as on the Rust side: refused entries,
// states, standing readings, totals by area, findings.

import { expect, test } from "vitest";
import { compareText, toHex } from "../src/record/bytes.ts";
import { leafHash, sha256 } from "../src/record/hash.ts";
import { findingsOf } from "../src/verify/findings.ts";
import { Fold } from "../src/verify/fold/fold.ts";
import { readStart } from "../src/verify/start.ts";
import { Tally, type View } from "../src/verify/tally.ts";
import { type Total, totalsOf } from "../src/verify/totals.ts";
import { bytes, vectors } from "./vectors.ts";

const logs = vectors<Log[]>("folds");

interface Log {
  entries: string[];
  blobs: string[];
  /** Of each reading that counts, its entry, and the entry of the grant by which it was written. */
  grants: [reading: number, grant: number][];
  expected: Expected;
}

interface Expected {
  refused: [number, string][];
  findings: [number, string][];
  [other: string]: unknown;
}

function plainTotal({ area, coverage, figures }: Total) {
  const { stations, ofStations, registered, ofRegistered, withoutRegistered, partlyReadRegistered } =
    coverage;
  const { withheldStations, withheldFigures } = coverage;
  return {
    area: area ?? null,
    coverage: [
      stations,
      ofStations ?? null,
      registered,
      ofRegistered ?? null,
      withoutRegistered,
      partlyReadRegistered,
      withheldStations,
      withheldFigures,
    ],
    figures: figures.map(({ sum, read, illegible }) => [sum, read, illegible]),
  };
}

/** Folds a log, so many entries at a time. */
async function tallyOf(entries: Uint8Array[], blobs: Uint8Array[], window: number): Promise<Tally> {
  const named = new Map(blobs.map((blob) => [`sha256:${toHex(sha256(blob))}`, blob]));
  const read = async (name: string) => named.get(name);
  const start = await readStart("first", entries[0]!, read);
  if ("code" in start) throw new Error(start.code);
  const fold = new Fold(start, read);
  for (let at = 0; at < entries.length; at += window) {
    const some = entries.slice(at, at + window);
    await fold.take(some, some.map(leafHash));
  }
  return new Tally(fold);
}

/** By which entry's grant each reading that counts was written. */
function grantsOf({ fold }: Tally): [reading: number, grant: number][] {
  const rows = fold.contests.flatMap(({ readings }) => [...readings.values()].flat());
  return rows
    .map(({ entry, signers }): [number, number] => [entry, signers[0]!.grant.entry])
    .sort(([a], [b]) => a - b);
}

/** A tally in the form of the vectors. */
function plain(tally: Tally) {
  const { fold } = tally;
  const stations = tally.stations();
  const contests = tally.election.contests.map((_, contest) => {
    const views: View[] = ["accepted", ...tally.accounts(contest).map((account) => ({ account }))];
    return {
      states: stations.map((station) => tally.outcome(contest, station).state),
      views: views.map((view) => {
        const { country, noArea, areas } = totalsOf(tally, view, contest);
        const codes = [...areas.keys()].sort(compareText);
        return {
          view: view === "accepted" ? "" : view.account,
          standing: stations.map((station) =>
            tally.counts(station) ? (tally.stands(view, contest, station)?.entry ?? null) : null,
          ),
          country: plainTotal(country),
          no_area: noArea === undefined ? null : plainTotal(noArea),
          areas: codes.map((code) => plainTotal(areas.get(code)!)),
        };
      }),
    };
  });
  return {
    refused: fold.refused.map(({ entry, code }) => [entry, code]),
    unknown_types: Object.fromEntries(fold.unknownTypes),
    blobs: [...fold.blobs()].sort(),
    withheld: [...fold.withheld].map(([document, { instead }]) => [document, instead ?? null]).sort(),
    closed: fold.closedBy ?? null,
    polls_close: tally.pollsClose() ?? null,
    statements: fold.statements.size,
    stations: stations.map(({ code, listed, registered, area, place }) => ({
      code,
      listed,
      registered: registered ?? null,
      area: area?.code ?? null,
      place: place ?? null,
    })),
    contests,
    findings: findingsOf(tally).map(({ rule, reading }) => [reading.entry, rule]),
  };
}

test("the drawn logs hold every reason for a refusal that a drawing finds, and most rules", () => {
  const codes = new Set(logs.flatMap(({ expected }) => expected.refused.map(([, code]) => code)));
  const rules = new Set(logs.flatMap(({ expected }) => expected.findings.map(([, rule]) => rule)));
  expect([...codes].sort()).toEqual(
    [
      "entry_bad_signature",
      "entry_blob",
      "entry_closed",
      "entry_expired_key",
      "entry_malformed",
      "entry_misleading_name",
      "entry_needs_two",
      "entry_no_such_document",
      "entry_no_such_entry",
      "entry_other_election",
      "entry_replay",
      "entry_revoked_key",
      "entry_second_election",
      "entry_too_many_accounts",
      "entry_too_many_readings",
      "entry_unknown_contest",
      "entry_unknown_key",
      "entry_wrong_account",
      "entry_wrong_area",
      "entry_wrong_role",
    ].sort(),
  );
  expect(rules.size).toBeGreaterThan(11);
});

test.each(logs.map((log, at) => [at, log] as const))("log %i has the same tally", async (at, log) => {
  const tally = await tallyOf(log.entries.map(bytes), log.blobs.map(bytes), [1, 7, 256, 1000][at % 4]!);
  expect(plain(tally)).toEqual(log.expected);
  expect(grantsOf(tally)).toEqual([...log.grants].sort(([a], [b]) => a - b));
});

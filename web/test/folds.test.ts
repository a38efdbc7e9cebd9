// Whole logs with all that can be wrong in them give the same tally as on the Rust side: refused entries,
// states, standing readings, totals by area, findings.

import { expect, test } from "vitest";
import { compareText, toHex } from "../src/record/bytes.ts";
import { sha256 } from "../src/record/hash.ts";
import { findingsOf } from "../src/verify/findings.ts";
import { Fold } from "../src/verify/fold/fold.ts";
import { nameOf, type ReadingRow } from "../src/verify/fold/rows.ts";
import { readStart } from "../src/verify/start.ts";
import { STATES } from "../src/verify/state.ts";
import { Tally, type View } from "../src/verify/tally.ts";
import { type Total, totalsOf } from "../src/verify/totals.ts";
import { bytes, vectors } from "./vectors.ts";

const logs = vectors<Log[]>("folds");

interface Log {
  entries: string[];
  blobs: string[];
  /** Of each reading that counts, its place, its name, the entry of the grant by which it was written, and of each
   * further voice its entry, its signers and the entry of its grant; its stage, whether it is an empty row, the minute which
   * it refers to, whether it has evidence, and the seal that it opens. */
  readings: [
    place: string,
    name: string,
    grant: number,
    voices: [number, string[], number][],
    stage: string | null,
    empty: boolean,
    asOf: string | null,
    evidence: boolean,
    sealed: number | null,
  ][];
  expected: Expected;
}

interface Expected {
  refused: [place: string, string][];
  findings: [place: string, rule: string, severity: string, sum: string | null][];
  [other: string]: unknown;
}

function plainTotal({ area, coverage, figures }: Total) {
  const { stations, ofStations, registered, ofRegistered, withoutRegistered, partlyReadRegistered } =
    coverage;
  const { contestedStations, contestedRegistered, withheldStations, withheldFigures } = coverage;
  return {
    area: area ?? null,
    coverage: [
      stations,
      ofStations ?? null,
      registered,
      ofRegistered ?? null,
      withoutRegistered,
      contestedStations,
      contestedRegistered,
      partlyReadRegistered,
      withheldStations,
      withheldFigures,
    ],
    figures: figures.map(({ sum, contested, read, illegible }) => [sum, contested, read, illegible]),
  };
}

/** Folds a log, so many entries at a time. */
async function tallyOf(entries: Uint8Array[], blobs: Uint8Array[], window: number): Promise<Tally> {
  const named = new Map(blobs.map((blob) => [`sha256:${toHex(sha256(blob))}`, blob]));
  const read = async (name: string) => named.get(name);
  const start = await readStart("first", entries[0]!, read);
  if ("code" in start) throw new Error(start.code);
  let fold = new Fold(start, read);
  for (let at = 0; at < entries.length; ) {
    const some = entries.slice(at, at + window);
    if (await fold.take(some)) at += window;
    else {
      fold = fold.again();
      at = 0;
    }
  }
  return new Tally(fold);
}

/** A place, as `12` or `12/3`. */
const placeOf = ({ entry, row }: { entry: number; row: number | undefined }): string =>
  row === undefined ? String(entry) : `${entry}/${row}`;

/** The readings that count in the form of the vectors. */
function readingsOf({ fold }: Tally): Log["readings"] {
  const rows = fold.contests.flatMap(({ readings }) => [...readings.values()].flat());
  rows.sort((a, b) => a.entry - b.entry || (a.row ?? 0) - (b.row ?? 0));
  return rows.map((row) => [
    placeOf(row),
    nameOf(row),
    row.signers[0]!.grant.entry,
    (row.furtherVoices ?? []).map(({ entry, signers }) => {
      const names = new Set(signers.map(({ signer }) => signer.key.name));
      return [entry, [...names], signers[0]!.grant.entry];
    }),
    fold.accounts.stageName(row.account, row.stage) ?? null,
    row.empty,
    row.asOf ?? null,
    row.evidence,
    row.sealedAt ?? null,
  ]);
}

const placeOrNull = (row: ReadingRow | undefined): string | null => (row === undefined ? null : placeOf(row));

function nameOfView(view: View): string {
  if (view === "accepted") return "";
  return view.stage === undefined ? view.account : `${view.account}/${view.stage}`;
}

/** A tally in the form of the vectors. */
function plain(tally: Tally) {
  const { fold } = tally;
  const stations = tally.stations();
  const contests = tally.law.contests.map((_, contest) => {
    const accounts = tally.accounts(contest).map((account) => ({ account }));
    const views: View[] = ["accepted", ...accounts, ...tally.stages(contest)];
    return {
      states: stations.map((station) => tally.outcome(contest, station).state),
      views: views.map((view) => {
        const { country, noArea, areas } = totalsOf(tally, view, contest);
        const codes = [...areas.keys()].sort(compareText);
        return {
          view: nameOfView(view),
          standing: stations.map((station) =>
            placeOrNull(tally.counts(contest, station) ? tally.stands(view, contest, station) : undefined),
          ),
          country: plainTotal(country),
          no_area: noArea === undefined ? null : plainTotal(noArea),
          areas: codes.map((code) => plainTotal(areas.get(code)!)),
        };
      }),
    };
  });
  return {
    refused: fold.refused.map((refused) => [placeOf(refused), refused.code]),
    operators: fold.succession.chiefs.map(({ entry, key }) => [entry, key.vkey]),
    log_keys: fold.succession.logs.map(({ entry, key }) => [entry, key.vkey]),
    unknown_types: Object.fromEntries(fold.unknownTypes),
    blobs: [...fold.blobs()].sort(),
    withheld: [...fold.withheld].map(([document, { instead }]) => [document, instead ?? null]).sort(),
    closed: fold.closedBy ?? null,
    polls_close: tally.pollsClose() ?? null,
    statements: fold.statements.size,
    words: fold.wordsBlob ?? null,
    name: tally.name,
    stations: stations.map(({ code, listed, registered, area, place }) => ({
      code,
      listed,
      registered: registered ?? null,
      area: area?.code ?? null,
      place: place ?? null,
    })),
    contests,
    findings: findingsOf(tally).map(({ rule, severity, sum, reading }) => [
      placeOf(reading),
      rule,
      severity,
      sum ?? null,
    ]),
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
      "entry_key_taken",
      "entry_known_account",
      "entry_malformed",
      "entry_misleading_name",
      "entry_needs_two",
      "entry_no_such_document",
      "entry_no_such_entry",
      "entry_not_within",
      "entry_other_election",
      "entry_replay",
      "entry_revoked_key",
      "entry_second_election",
      "entry_second_seal",
      "entry_too_few",
      "entry_too_many_accounts",
      "entry_too_many_keys",
      "entry_too_many_readings",
      "entry_unknown_account",
      "entry_unknown_contest",
      "entry_unknown_key",
      "entry_unknown_stage",
      "entry_void",
      "entry_wrong_account",
      "entry_wrong_area",
      "entry_wrong_role",
      "entry_wrong_stage",
    ].sort(),
  );
  expect(rules.size).toBeGreaterThan(12);
  expect(rules).toContain("outside_contest");
});

test("the logs have every state, readings without evidence, and seals that are opened", () => {
  const states = logs.flatMap(({ expected }) =>
    (expected as Expected & { contests: { states: string[] }[] }).contests.flatMap(
      (contest) => contest.states,
    ),
  );
  expect([...new Set(states)].sort()).toEqual([...STATES].sort());
  const readings = logs.flatMap((log) => log.readings);
  expect(readings.filter(([, , , , evidence]) => !evidence).length).toBeGreaterThan(100);
  expect(readings.filter(([, , , , , sealed]) => sealed !== null).length).toBeGreaterThan(50);
});

test("where a stolen operator's key was replaced, what the thief did counts for nothing", () => {
  const { refused, contests } = logs.at(-1)!.expected as Expected & {
    contests: { views: { country: { figures: number[][] } }[] }[];
  };
  expect(refused).toEqual([
    ["4", "entry_void"],
    ["5", "entry_void"],
    ["6", "entry_void"],
    ["7", "entry_void"],
    ["8", "entry_void"],
    ["11", "entry_too_few"],
    ["13", "entry_revoked_key"],
    ["14", "entry_void"],
  ]);
  // 200, 201 and 202 votes, at three stations.
  expect(contests[0]!.views[0]!.country.figures.at(-1)).toEqual([603, 0, 3, 0]);
});

test("the drawn logs have rows that count beside rows that do not, further voices, stages and empty rows", () => {
  const all = logs.flatMap(({ readings }) => readings);
  const rows = logs.filter(({ readings, expected }) => {
    const entries = new Set(readings.map(([place]) => place.split("/")[0]));
    return expected.refused.some(([place]) => place.includes("/") && entries.has(place.split("/")[0]));
  });
  expect(rows.length).toBeGreaterThan(10);
  expect(all.filter(([place]) => place.includes("/")).length).toBeGreaterThan(200);
  expect(all.filter(([, , , voices]) => voices.length > 0).length).toBeGreaterThan(10);
  expect(all.filter(([, , , , stage]) => stage !== null).length).toBeGreaterThan(200);
  expect(all.filter(([, , , , , empty]) => empty).length).toBeGreaterThan(30);
});

test.each(logs.map((log, at) => [at, log] as const))("log %i has the same tally", async (at, log) => {
  const tally = await tallyOf(log.entries.map(bytes), log.blobs.map(bytes), [1, 7, 256, 1000][at % 4]!);
  expect(plain(tally)).toEqual(log.expected);
  expect(readingsOf(tally)).toEqual(log.readings);
});

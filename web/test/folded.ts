// A log's tally in the form of the vectors that the Rust side writes: refused entries, states, standing readings, totals by
// area, findings.

import { compareText, toHex } from "../src/record/bytes.ts";
import { sha256 } from "../src/record/hash.ts";
import { findingsOf } from "../src/verify/findings.ts";
import { Fold } from "../src/verify/fold/fold.ts";
import { nameOf, type ReadingRow } from "../src/verify/fold/rows.ts";
import { readStart } from "../src/verify/start.ts";
import { Tally, type View } from "../src/verify/tally.ts";
import { type Total, Totals } from "../src/verify/totals.ts";

export interface Log {
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

export interface Expected {
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
export async function foldOf(entries: Uint8Array[], blobs: Uint8Array[], window: number): Promise<Tally> {
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
export function readingsOf({ fold }: Tally): Log["readings"] {
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
export function plain(tally: Tally) {
  const { fold } = tally;
  const stations = tally.stations();
  const contests = tally.law.contests.map((_, contest) => {
    const accounts = tally.accounts(contest).map((account) => ({ account }));
    const views: View[] = ["accepted", ...accounts, ...tally.stages(contest)];
    return {
      states: stations.map((station) => tally.outcome(contest, station).state),
      views: views.map((view) => {
        const totals = new Totals(tally, view, contest);
        const { country, noArea } = totals;
        const held = tally.held[contest];
        const areas = [...fold.register.areas.values()].filter(
          (area) => held === undefined || held.isIn(area),
        );
        areas.sort((a, b) => compareText(a.code, b.code));
        return {
          view: nameOfView(view),
          standing: stations.map((station) =>
            placeOrNull(tally.counts(contest, station) ? tally.stands(view, contest, station) : undefined),
          ),
          country: plainTotal(country),
          no_area: noArea === undefined ? null : plainTotal(noArea),
          areas: areas.map((area) => plainTotal(totals.of(area))),
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

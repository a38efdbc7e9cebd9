// Folds in `reading` entries: a station's figures, and which reading they correct. What decides about one reading is here
// for rows of `readings` as well.

import type { Counts } from "../../record/figure.ts";
import { brokenRules } from "../../record/rules.ts";
import type { Method } from "../../record/sheet.ts";
import type { Authorised } from "../keys.ts";
import type { Refusal } from "../refusal.ts";
import type { Fold } from "./fold.ts";
import type { FoldEntry } from "./list.ts";
import { append, type ContestRows, nameOf, type ReadingRow, voicesOf } from "./rows.ts";

/** How many readings of one station and contest one key may have written, further voices among them. */
const MAX_READINGS_OF_ONE_KEY = 64;

export const foldReading: FoldEntry<"reading"> = (fold, { body, name, authorised }) => {
  const rows = checkReadings(fold, body.contest, body.account);
  if (typeof rows === "string") return rows;
  const { station, account, method, of, line, at, counts, corrects } = body;
  const own = { station, account, method, of, line, at, counts, corrects };
  return foldOne(fold, rows, { ...own, entryName: name, row: undefined, authorised });
};

/** A reading as its entry has it. */
export interface Candidate {
  readonly station: string;
  readonly account: string;
  readonly method: Method;
  readonly of: string;
  readonly line: number | undefined;
  readonly at: string;
  readonly counts: Counts;
  /** The name of the reading that it replaces. */
  readonly corrects: string | undefined;
  readonly entryName: string;
  readonly row: number | undefined;
  /** Who may write the entry, the area of their roles aside. */
  readonly authorised: readonly Authorised[];
}

/** What an entry of readings needs whatever its rows; gives what its contest has, or why none of them counts. */
export function checkReadings(fold: Fold, contest: string, account: string): ContestRows | Refusal {
  const rows = fold.contestRows(contest);
  if (rows === undefined) return "entry_unknown_contest";
  if (fold.closedBy !== undefined) return "entry_closed";
  return fold.checkAccount(account) ?? rows;
}

/** Folds in one reading; gives why it counts for nothing, where it does. */
export function foldOne(fold: Fold, rows: ContestRows, candidate: Candidate): Refusal | undefined {
  const { entryName, row, account, corrects } = candidate;
  let signers = fold.withinArea(candidate.authorised, candidate.station);
  if (signers.length === 0) return "entry_wrong_area";
  const known = fold.register.stations.get(candidate.station);
  const others = (known && rows.readings.get(known)) ?? [];
  // Found among the station's readings: the names of all readings are not kept a second time.
  const same = others.find((other) => other.row === row && other.entryName === entryName);
  if (same !== undefined) {
    const before = new Set(voicesOf(same).flatMap((voice) => voice.map(({ signer }) => signer)));
    signers = signers.filter(({ signer }) => !before.has(signer));
  }
  const [first] = signers;
  if (first === undefined) return "entry_replay";
  const led = others.flatMap(voicesOf).filter(([leader]) => leader!.signer === first.signer);
  if (led.length >= MAX_READINGS_OF_ONE_KEY) return "entry_too_many_readings";
  if (same !== undefined) {
    same.furtherVoices ??= [];
    same.furtherVoices.push({ entry: fold.entries, signers });
    return undefined;
  }
  let corrected: ReadingRow | undefined;
  if (corrects !== undefined) {
    corrected = others.find((other) => nameOf(other) === corrects);
    // Who gave a reading only a further voice does not own it.
    const may = signers.some(
      ({ signer, grant }) =>
        grant.role === "reviewer" || corrected?.signers.some((of) => of.signer === signer),
    );
    if (corrected === undefined || corrected.account !== account || corrected.correctedBy || !may)
      return "entry_no_such_entry";
  }
  fold.addAccount(account);
  const { method, of, line, at, counts } = candidate;
  const added: ReadingRow = {
    entry: fold.entries,
    row,
    entryName,
    station: fold.register.add(candidate.station),
    contest: fold.contests.indexOf(rows),
    account,
    method,
    of,
    line,
    at,
    signers,
    ...rows.pack(counts),
    broken: brokenRules(counts, rows.contest, fold.start.law.rules),
    furtherVoices: undefined,
    correctedBy: undefined,
  };
  append(rows.readings, added.station, added);
  if (corrected !== undefined) corrected.correctedBy = added;
  return undefined;
}

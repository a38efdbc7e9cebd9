// Folds in `reading` entries: a station's figures, and which reading they correct. What decides about one reading is here
// for rows of `readings` as well.

import type { Counts } from "../../record/figure.ts";
import { isEmptyRow } from "../../record/law.ts";
import { brokenRules } from "../../record/rules.ts";
import type { Method } from "../../record/sheet.ts";
import type { BodyNamed } from "../../record/types.ts";
import type { Authorised } from "../keys.ts";
import type { Refusal } from "../refusal.ts";
import type { Fold } from "./fold.ts";
import type { FoldEntry } from "./list.ts";
import { type ContestRows, nameOf, type ReadingRow } from "./rows.ts";

/** How many readings of one station and contest one key may have written, further voices among them. */
const MAX_READINGS_OF_ONE_KEY = 64;

export const foldReading: FoldEntry<"reading"> = (fold, { body, name, authorised }) => {
  const checked = checkReadings(fold, body);
  if (typeof checked === "string") return checked;
  const { rows, stage } = checked;
  const { station, account, method, of, salted, line, at, asOf, counts, corrects } = body;
  const own = { station, account, stage, method, of, salted, line, at, asOf, counts, corrects };
  return foldOne(fold, rows, { ...own, entryName: name, row: undefined, authorised });
};

/** A reading as its entry has it. */
export interface Candidate {
  readonly station: string;
  readonly account: string;
  /** The number of the account's stage. */
  readonly stage: number;
  readonly method: Method;
  readonly of: readonly string[];
  readonly salted: boolean;
  readonly line: number | undefined;
  readonly at: string;
  readonly asOf: string | undefined;
  readonly counts: Counts;
  /** The name of the reading that it replaces. */
  readonly corrects: string | undefined;
  readonly entryName: string;
  readonly row: number | undefined;
  /** Who may write the entry, the area of their roles aside. */
  readonly authorised: readonly Authorised[];
}

/** What an entry of readings needs whatever its rows; gives what its contest has and the number of its stage, or why none
 * of them counts. */
export function checkReadings(
  fold: Fold,
  { contest, account, stage: named }: BodyNamed<"reading" | "readings">,
): { readonly rows: ContestRows; readonly stage: number } | Refusal {
  const rows = fold.contestRows(contest);
  if (rows === undefined) return "entry_unknown_contest";
  if (fold.closedBy !== undefined) return "entry_closed";
  const stage = fold.accounts.stageOf(account, named);
  return typeof stage === "string" ? stage : { rows, stage };
}

/** Folds in one reading; gives why it counts for nothing, where it does. */
export function foldOne(fold: Fold, rows: ContestRows, candidate: Candidate): Refusal | undefined {
  const { entryName, row, account, stage, corrects } = candidate;
  let signers = fold.withinArea(candidate.authorised, candidate.station);
  if (signers.length === 0) return "entry_wrong_area";
  const known = fold.register.stations.get(candidate.station);
  // Found among the station's readings: the names of all readings are not kept a second time.
  const same = known && rows.find(known, nameOf(candidate));
  if (same !== undefined) {
    const before = rows.signedBy(same);
    signers = signers.filter(({ signer }) => !before.has(signer));
  }
  const [first] = signers;
  if (first === undefined) return "entry_replay";
  const led = known === undefined ? 0 : rows.ledBy(known, first.signer);
  if (led >= MAX_READINGS_OF_ONE_KEY) return "entry_too_many_readings";
  if (same !== undefined) {
    rows.addVoice(same, { entry: fold.entries, signers });
    vouch(fold, rows, same, candidate.salted, signers);
    return undefined;
  }
  let corrected: ReadingRow | undefined;
  if (corrects !== undefined) {
    corrected = known && rows.find(known, corrects);
    // Who gave a reading only a further voice does not own it.
    const may = signers.some(
      ({ signer, grant }) =>
        grant.role === "reviewer" || corrected?.signers.some((of) => of.signer === signer),
    );
    const isOfSame = corrected?.account === account && corrected.stage === stage;
    if (corrected === undefined || !isOfSame || corrected.correctedBy || !may) return "entry_no_such_entry";
  }
  const { method, of, line, at, asOf, counts } = candidate;
  const isShown = (image: string): boolean =>
    fold.evidence.hasImage(image, rows.contest.id, candidate.station);
  const added: ReadingRow = Object.assign(rows.pack(counts), {
    entry: fold.entries,
    row,
    entryName,
    station: fold.register.add(candidate.station),
    contest: rows.number,
    account,
    stage,
    empty: isEmptyRow(fold.start.law, method, counts),
    method,
    of,
    evidence:
      method === "file"
        ? of.every((document) => fold.evidence.hasSource(document))
        : // A gateway gives it to a message.
          method !== "message" && of.every(isShown),
    gateways: undefined,
    sealedAt: undefined,
    line,
    at,
    asOf,
    signers,
    broken: brokenRules(counts, rows.contest, fold.start.law),
    furtherVoices: undefined,
    correctedBy: undefined,
  });
  vouch(fold, rows, added, candidate.salted, signers);
  rows.add(added);
  if (corrected !== undefined) corrected.correctedBy = added;
  return undefined;
}

/** Takes in what signers by whom a reading counts say for it besides its text: as gateways, or by a seal that it opens. */
function vouch(
  fold: Fold,
  { contest }: ContestRows,
  row: ReadingRow,
  salted: boolean,
  signers: readonly Authorised[],
): void {
  if (row.method === "message")
    for (const { signer, grant } of signers)
      if (grant.role === "gateway" && !row.gateways?.includes(signer)) {
        row.gateways = [...(row.gateways ?? []), signer];
        row.evidence = true;
      }
  if (!salted) return;
  const sealed = fold.evidence.sealedAt(row.entryName, contest.id, row.of[0]!, signers);
  // A text that everybody can read is sealed by nobody any more.
  if (sealed !== undefined && sealed < row.entry) row.sealedAt = Math.min(sealed, row.sealedAt ?? sealed);
}

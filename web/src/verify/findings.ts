// Findings: the rules that the readings break, those that one sheet alone can break and those that need the
// whole record (docs/record.md, "The rules of a sheet"). Readings that hold no place have none, but the stations that an
// account lists with nothing but zeros are told.

import { type Broken, brokenRule, identicalOnceIn, RULE_CODES, type Rule } from "../record/rules.ts";
import { holdsPlace, inPlace } from "./fold/place.ts";
import { append, type ReadingRow } from "./fold/rows.ts";
import { isHeldAt } from "./held.ts";
import { contradict } from "./state.ts";
import type { Tally } from "./tally.ts";

export interface Finding extends Broken {
  readonly reading: ReadingRow;
}

/** All findings in the order of the log and of the rows, and of the page's rules for each reading. */
export function findingsOf(tally: Tally): Finding[] {
  const findings: Finding[] = [];
  const add = (rule: Rule, reading: ReadingRow): void => {
    findings.push({ ...brokenRule(rule), reading });
  };
  tally.law.contests.forEach((_, contest) => {
    for (const [station, readings] of tally.fold.contests[contest]!.readings) {
      const first = new Map<string, ReadingRow>();
      const counted = new Set(readings.filter(holdsPlace).map(({ account }) => account));
      for (const row of readings) {
        if (holdsPlace(row)) for (const broken of row.broken) findings.push({ ...broken, reading: row });
        else if (isAllZeros(row) && !counted.has(row.account)) {
          add("all_zero", row);
          counted.add(row.account);
        }
        if (row.correctedBy !== undefined) continue;
        if (!row.evidence) add("no_evidence", row);
        if (!isHeldAt(tally.held[contest], station)) add("outside_contest", row);
      }
      for (const row of inPlace(readings)) {
        const before = first.get(row.account);
        if (before !== undefined) {
          if (contradict(before, row)) add("more_than_one_sheet", row);
          continue;
        }
        first.set(row.account, row);
        if (!station.listed) add("unknown_station", row);
        const stated = row.figures[0]!;
        const differs = station.registered !== undefined && stated >= 0 && stated !== station.registered;
        if (differs || station.registeredDiffers) add("registered_differs", row);
        if (station.areaDiffers) add("area_differs", row);
      }
    }
    for (const account of tally.accounts(contest)) identical(tally, contest, account, add);
    sharedPhotographs(tally, contest, add);
  });
  const rank = new Map(RULE_CODES.map((rule, at) => [rule, at]));
  return findings.sort(
    (a, b) =>
      a.reading.entry - b.reading.entry ||
      (a.reading.row ?? 0) - (b.reading.row ?? 0) ||
      rank.get(a.rule)! - rank.get(b.rule)!,
  );
}

/** Whether it is an empty row that nothing corrects, and reads zeros. */
const isAllZeros = ({ empty, correctedBy, broken }: ReadingRow): boolean =>
  empty && correctedBy === undefined && broken.some(({ rule }) => rule === "all_zero");

/** Stations of one account whose options have the same figures, too large to be chance. */
function identical(
  tally: Tally,
  contest: number,
  account: string,
  add: (rule: Rule, reading: ReadingRow) => void,
): void {
  const onceIn = tally.law.rules.identicalOneIn;
  const groups = new Map<string, ReadingRow[]>();
  for (const station of tally.stationsStanding({ account }, contest)) {
    const row = tally.stands({ account }, contest, station)!;
    if (identicalOnceIn(tally.optionsOf(row.figures)) >= onceIn) append(groups, row.options, row);
  }
  for (const group of groups.values())
    if (group.length > 1) for (const row of group) add("identical_counts", row);
}

/** Readings of one photograph for more than one station, whichever account they belong to; rows of a file share their
 * document by nature. */
function sharedPhotographs(
  tally: Tally,
  contest: number,
  add: (rule: Rule, reading: ReadingRow) => void,
): void {
  const groups = new Map<string, ReadingRow[]>();
  for (const readings of tally.fold.contests[contest]!.readings.values())
    for (const row of readings) {
      if ((row.method !== "code" && row.method !== "typed") || !holdsPlace(row)) continue;
      for (const image of row.of) append(groups, image, row);
    }
  const shared = new Set<ReadingRow>();
  for (const group of groups.values())
    if (group.some(({ station }) => station !== group[0]!.station)) for (const row of group) shared.add(row);
  for (const row of shared) add("shared_photograph", row);
}

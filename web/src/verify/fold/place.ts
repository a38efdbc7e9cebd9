// Which readings hold a place (docs/record.md, "Which readings hold a place"): those that no other one corrects and that are
// no empty rows. Of each account those of the latest of its stages count at a station.

import type { ReadingRow } from "./rows.ts";

/** Whether a reading holds a place. */
export const holdsPlace = ({ correctedBy, empty }: ReadingRow): boolean =>
  correctedBy === undefined && !empty;

/** Those of a station's readings of a contest that hold a place and are of the stage that their account is at there, in
 * their order. */
export function inPlace(readings: readonly ReadingRow[]): readonly ReadingRow[] {
  const holding = readings.filter(holdsPlace);
  if (holding.every(({ stage }) => stage === 0)) return holding;
  const at = new Map<string, number>();
  for (const { account, stage } of holding) at.set(account, Math.max(stage, at.get(account) ?? 0));
  return holding.filter(({ account, stage }) => stage === at.get(account));
}

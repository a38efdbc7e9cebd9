// Which readings hold a place: those from which the state of a station and what stands for an account are decided.

import type { ReadingRow } from "./rows.ts";

/** The readings of a station and contest that hold a place, in the order of the log: no other one corrects them, and people
 * or a file have read them, not a program alone. */
export function inPlace(readings: readonly ReadingRow[]): ReadingRow[] {
  return readings.filter((row) => row.correctedBy === undefined && row.method !== "machine");
}

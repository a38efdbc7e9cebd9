// How many readings of one side are independent of each other (docs/record.md, "States"): a largest matching, in which each
// signer is given a reading of its own, and what that was taken from is given to nobody else. One more reading or signer
// takes no pair away, so that the number never falls.

import type { Granted } from "./keys.ts";

/** What a reading was taken from. */
export type Source = string | object;
/** Whose readings are not independent of each other: a key, or an account by its id. */
type Signer = Granted | string;

/** What independence hangs on in one reading. */
export interface Taken {
  /** Who signed it, in any voice. */
  readonly keys: readonly Granted[];
  /** Whose telling it is, where it was taken from a file. */
  readonly fileOf: string | undefined;
  readonly source: Source;
}

/** How many of these readings are independent of each other, counted up to `wanted`. `times` says how often what a reading
 * was taken from may be given away: once, but for a photograph that several have typed unseen by each other.
 *
 * The lesser of two numbers: in one every key is a signer, in the other all keys that read files for one account are the
 * same. */
export function independent(
  taken: readonly Taken[],
  times: ReadonlyMap<Source, number>,
  wanted: number,
): number {
  const byKey = matching(taken, ({ keys }) => keys, times, wanted);
  if (taken.every(({ fileOf }) => fileOf === undefined)) return byKey;
  return matching(taken, ({ keys, fileOf }) => (fileOf === undefined ? keys : [fileOf]), times, byKey);
}

/** The most signers that can each be given something that one of its readings was taken from, by augmenting paths (Kuhn
 * 1955). */
function matching(
  taken: readonly Taken[],
  signersOf: (taken: Taken) => readonly Signer[],
  times: ReadonlyMap<Source, number>,
  wanted: number,
): number {
  const read = new Map<Signer, Set<Source>>();
  for (const one of taken)
    for (const signer of signersOf(one)) read.set(signer, (read.get(signer) ?? new Set()).add(one.source));
  const given = new Map<Source, Set<Signer>>();
  const holds = new Map<Signer, Source>();
  const give = (signer: Signer, source: Source): void => {
    given.set(source, (given.get(source) ?? new Set()).add(signer));
    holds.set(signer, source);
  };
  /** Gives a signer a source; those who have one may be given another. Breadth first: no log is deep enough to exhaust the
   * stack. */
  const augment = (first: Signer): boolean => {
    const reachedBy = new Map<Source, Signer>();
    const next = [first];
    for (const signer of next)
      for (const source of read.get(signer)!) {
        if (reachedBy.has(source)) continue;
        reachedBy.set(source, signer);
        const own = given.get(source);
        if ((own?.size ?? 0) >= (times.get(source) ?? 1)) {
          next.push(...own!);
          continue;
        }
        for (let free: Source | undefined = source; free !== undefined; ) {
          const by: Signer = reachedBy.get(free)!;
          const before = holds.get(by);
          if (before !== undefined) given.get(before)!.delete(by);
          give(by, free);
          free = before;
        }
        return true;
      }
    return false;
  };
  let count = 0;
  for (const signer of read.keys()) {
    if (count === wanted) break;
    if (augment(signer)) count++;
  }
  return count;
}

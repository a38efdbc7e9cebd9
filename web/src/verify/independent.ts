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

/** How many of these readings are independent of each other, counted up to `wanted`.
 *
 * The lesser of two numbers: in one every key is a signer, in the other all keys that read files for one account are the
 * same. */
export function independent(taken: readonly Taken[], wanted: number): number {
  const byKey = matching(taken, ({ keys }) => keys, wanted);
  if (taken.every(({ fileOf }) => fileOf === undefined)) return byKey;
  return matching(taken, ({ keys, fileOf }) => (fileOf === undefined ? keys : [fileOf]), byKey);
}

/** The most signers that can each be given something that one of its readings was taken from, by augmenting paths (Kuhn
 * 1955). */
function matching(
  taken: readonly Taken[],
  signersOf: (taken: Taken) => readonly Signer[],
  wanted: number,
): number {
  const read = new Map<Signer, Set<Source>>();
  for (const one of taken)
    for (const signer of signersOf(one)) read.set(signer, (read.get(signer) ?? new Set()).add(one.source));
  const given = new Map<Source, Signer>();
  // Each source with the signer by whom it was reached, and what that one has to give up for it. What was reached in vain
  // since something was given last leads nowhere and is passed over, so that all signers together look at each source once
  // between two that are given.
  const reached = new Map<Source, { readonly by: Signer; readonly givesUp: Source | undefined }>();
  /** Gives a signer a source; those who have one may be given another. Breadth first: no log is deep enough to exhaust the
   * stack. */
  const augment = (first: Signer): boolean => {
    const next: { readonly signer: Signer; readonly has: Source | undefined }[] = [
      { signer: first, has: undefined },
    ];
    for (const { signer, has } of next)
      for (const source of read.get(signer)!) {
        if (reached.has(source)) continue;
        reached.set(source, { by: signer, givesUp: has });
        const other = given.get(source);
        if (other !== undefined) {
          next.push({ signer: other, has: source });
          continue;
        }
        for (let free: Source | undefined = source; free !== undefined; ) {
          const { by, givesUp }: { by: Signer; givesUp: Source | undefined } = reached.get(free)!;
          given.set(free, by);
          free = givesUp;
        }
        return true;
      }
    return false;
  };
  let count = 0;
  for (const signer of read.keys()) {
    if (count === wanted) break;
    if (!augment(signer)) continue;
    count++;
    reached.clear();
  }
  return count;
}

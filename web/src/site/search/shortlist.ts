// The shortlist: which candidate areas are scored exactly, since loading the file of every candidate would take too long.

import type { Fit } from "./candidates.ts";

const MOST = 300;

/** The candidates from at most so many files of `chunk` areas: those that fit most words, then those that may lie in an
 * area which fits the others, then those that fit best. */
export function shortlist(fits: readonly Fit[], chunk: number, mostChunks: number): Set<number> {
  const sorted = fits.map((fit) => [...fit.costs.keys()].sort((a, b) => a - b));
  const numbers = new Set(sorted.flat());
  const ranked = Array.from(numbers, (number) => {
    let [unfit, away, cost] = [0, 0, 0];
    fits.forEach((fit, at) => {
      const own = fit.costs.get(number) ?? (fit.common ? 0 : undefined);
      cost += own ?? 0;
      if (own !== undefined) return;
      unfit++;
      away += number - lastUpTo(sorted[at]!, number);
    });
    return { number, unfit, away, cost };
  });
  ranked.sort(
    (a, b) => a.unfit - b.unfit || compare(a.away, b.away) || a.cost - b.cost || a.number - b.number,
  );
  const chunks = new Set<number>();
  const near = ranked.filter(({ number }) => {
    if (chunks.size < mostChunks) chunks.add(Math.floor(number / chunk));
    return chunks.has(Math.floor(number / chunk));
  });
  return new Set(near.slice(0, MOST).map(({ number }) => number));
}

/** The order of two numbers, of which infinities are alike. */
export const compare = (a: number, b: number): number => (a === b ? 0 : a - b);

/** The last of some sorted numbers that is no more than this one: what it lies in stands before an area, and near. */
function lastUpTo(sorted: readonly number[], number: number): number {
  let [low, high] = [0, sorted.length];
  while (low < high) {
    const middle = (low + high) >> 1;
    if (sorted[middle]! <= number) low = middle + 1;
    else high = middle;
  }
  return sorted[low - 1] ?? -Infinity;
}

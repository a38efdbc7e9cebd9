// Finding areas by words: in any order, as they are typed, with small errors, with the names of what an area
// lies in among them.

import { type Fit, fitOf } from "./candidates.ts";
import { type Cost, costOf } from "./match.ts";
import { type Area, above, type Pieces } from "./pieces.ts";
import { words } from "./words.ts";

export interface Result {
  readonly area: Area;
  /** What it lies in, from the topmost down. */
  readonly above: readonly Area[];
}

export interface Found {
  readonly results: readonly Result[];
  /** How many there are, as far as was looked. */
  readonly all: number;
  /** Whether no area fits all words, and these fit some. */
  readonly partly: boolean;
}

const MOST_WORDS = 8;
/** How many results are shown. */
export const SHOWN = 25;
/** How many candidates are looked at closely, and how many files of areas are got for them. */
const LOOKED_AT = 300;
const CHUNKS = 8;
/** Of a single letter, which says little, so that the first key is answered at once. */
const CHUNKS_OF_LETTER = 2;
/** As many results as make looking for errors needless. */
const ENOUGH = 3;
/** What a word that does not fit costs. */
const UNFIT = 1_000;

export const NOTHING: Found = { results: [], all: 0, partly: false };

/** Searches twice: for what was typed, then with errors where that found little. */
export async function* search(query: string, source: Pieces): AsyncGenerator<Found> {
  const typed = [...new Set(words(query))].slice(0, MOST_WORDS);
  if (typed.length === 0) {
    yield NOTHING;
    return;
  }
  const exact = await look(typed, source, false);
  yield exact;
  if (exact.all < ENOUGH || exact.partly) yield best(exact, await look(typed, source, true));
}

function best(exact: Found, tolerant: Found): Found {
  return tolerant.all === 0 || (tolerant.partly && !exact.partly) ? exact : tolerant;
}

async function look(typed: readonly string[], source: Pieces, tolerant: boolean): Promise<Found> {
  const fits = await Promise.all(typed.map((word) => fitOf(word, source, tolerant)));
  const { chunk } = await source.index();
  const chunks = typed.join("").length > 1 ? CHUNKS : CHUNKS_OF_LETTER;
  const candidates = shortlist(fits, chunk, chunks);
  const areas = await source.withAbove(await source.areas(candidates));
  const scored: { result: Result; cost: Cost }[] = [];
  for (const number of candidates) {
    const area = areas.get(number);
    if (area === undefined) continue;
    const way = above(area, areas);
    scored.push({ result: { area, above: way }, cost: costIn(typed, fits, area, way, tolerant) });
  }
  const least = scored.reduce((cost, each) => Math.min(cost, each.cost), Infinity);
  const partly = least >= UNFIT;
  // Of those that fit some words, the ones that fit most.
  const kept = scored.filter(({ cost }) => (partly ? cost < least + UNFIT : cost < UNFIT));
  kept.sort(
    (a, b) =>
      a.cost - b.cost ||
      b.result.area.stations - a.result.area.stations ||
      a.result.area.number - b.result.area.number,
  );
  const whole = Math.max(kept.length, partly ? 0 : wholes(fits));
  return { results: kept.slice(0, SHOWN).map(({ result }) => result), all: whole, partly };
}

/** The candidates: those that fit most words, then those that may lie in an area which fits the others, then those
 * that fit best. */
function shortlist(fits: readonly Fit[], chunk: number, mostChunks: number): Set<number> {
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
  return new Set(near.slice(0, LOOKED_AT).map(({ number }) => number));
}

/** Infinities are alike. */
const compare = (a: number, b: number): number => (a === b ? 0 : a - b);

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

/** How many areas fit every word by themselves. */
function wholes(fits: readonly Fit[]): number {
  const [first, ...others] = [...fits].sort((a, b) => a.costs.size - b.costs.size);
  return [...(first?.costs.keys() ?? [])].filter((number) =>
    others.every((fit) => fit.common || fit.costs.has(number)),
  ).length;
}

/** What an area costs: words that fit it, or else what it lies in. */
function costIn(
  typed: readonly string[],
  fits: readonly Fit[],
  area: Area,
  way: readonly Area[],
  tolerant: boolean,
): Cost {
  let around: string[] | undefined;
  return typed.reduce((sum, word, at) => {
    const own = fits[at]!.costs.get(area.number);
    if (own !== undefined) return sum + own;
    around ??= [...way, area].flatMap(({ code, name }) => [...words(code), ...words(name)]);
    const costs = around.map((other) => costOf(word, other, tolerant) ?? UNFIT);
    return sum + Math.min(UNFIT, ...costs);
  }, 0);
}

// Finding areas and their stations by words: in any order, as they are typed, with small errors, with the names of what
// an area lies in among them.

import { type Fit, fitOf } from "./candidates.ts";
import { type Cost, costOf } from "./match.ts";
import { type Area, above, type Pieces } from "./pieces.ts";
import { compare, shortlist } from "./shortlist.ts";
import { isNumber, stationsIn } from "./stations.ts";
import { parts, words } from "./words.ts";

export interface Result {
  readonly area: Area;
  /** What it lies in, from the topmost down. */
  readonly above: readonly Area[];
  /** A station of the area, by its code, where that was found. */
  readonly station?: string;
}

export interface Found {
  readonly results: readonly Result[];
  /** How many there are, as far as was looked. */
  readonly all: number;
  /** Whether these fit all words; or some, because nothing fits all; or are only the largest areas, because one letter
   * says little. */
  readonly kind: "whole" | "partly" | "largest";
}

const MOST_WORDS = 8;
/** How many results are shown. */
export const SHOWN = 25;
/** How many files of areas are got for the candidates. */
const CHUNKS = 8;
/** Of a single letter, which says little, so that the first key is answered at once. */
const CHUNKS_OF_LETTER = 2;
/** As many results as make looking further needless. */
const ENOUGH = 3;
/** What a word that does not fit costs, and a little more for each of its letters: long words say more. */
const UNFIT = 1_000;

export const NOTHING: Found = { results: [], all: 0, kind: "whole" };

/** Searches twice: for what was typed, then with errors where that found little. The first letter is answered from the
 * index itself, where that knows areas that begin so. */
export async function* search(query: string, source: Pieces): AsyncGenerator<Found> {
  const typed = [...new Set(words(query))].slice(0, MOST_WORDS);
  if (typed.length === 0) {
    yield NOTHING;
    return;
  }
  if (isLetter(typed)) {
    const first = await largest(typed[0]!, source);
    if (first.all > 0) yield first;
    if (first.all >= ENOUGH) return;
  }
  const exact = await look(typed, source, false);
  const certain = exact.results[0]?.station !== undefined;
  if (exact.kind === "whole" && (certain || exact.all >= ENOUGH)) {
    yield exact;
    return;
  }
  // Nothing is said to be nothing only when all has been looked at.
  if (exact.all > 0) yield exact;
  yield best(exact, await look(typed, source, true));
}

const isLetter = (typed: readonly string[]): boolean => typed.join("").length === 1;

/** The largest areas with a word that begins so. */
async function largest(letter: string, source: Pieces): Promise<Found> {
  const { largest } = await source.index();
  const fitting = [...largest.values()].filter(({ code, name }) =>
    [...parts(code), ...parts(name)].some((word) => word.startsWith(letter)),
  );
  const results = fitting.map((area) => ({ area, above: above(area, largest) }));
  return { results: results.slice(0, SHOWN), all: results.length, kind: "largest" };
}

function best(exact: Found, tolerant: Found): Found {
  return tolerant.all === 0 || (tolerant.kind === "partly" && exact.kind === "whole") ? exact : tolerant;
}

async function look(typed: readonly string[], source: Pieces, tolerant: boolean): Promise<Found> {
  const fits = await Promise.all(typed.map((word) => fitOf(word, source, tolerant)));
  const { chunk } = await source.index();
  const candidates = shortlist(fits, chunk, isLetter(typed) ? CHUNKS_OF_LETTER : CHUNKS);
  // A number may be that of a station, which is in no area's name.
  const named = fits.filter((_, at) => !isNumber(typed[at]!));
  if (named.length < fits.length)
    for (const number of shortlist(named, chunk, CHUNKS)) candidates.add(number);
  const areas = await source.withAbove(await source.areas(candidates));
  const scored: { result: Result; cost: Cost }[] = [];
  for (const number of candidates) {
    const area = areas.get(number);
    if (area === undefined) continue;
    const way = above(area, areas);
    const costs = costsIn(typed, fits, area, way, tolerant);
    scored.push({ result: { area, above: way }, cost: costs.reduce((a, b) => a + b, 0) });
    for (const { station, cost } of stationsIn(area, typed, costs))
      if (cost < UNFIT) scored.push({ result: { area, above: way, station }, cost });
  }
  const least = scored.reduce((cost, each) => Math.min(cost, each.cost), Infinity);
  const partly = least >= UNFIT;
  // Of those that fit some words, the ones that fit most.
  const kept = scored.filter(({ cost }) => (partly ? cost < least + UNFIT : cost < UNFIT));
  const size = ({ area, station }: Result): number => (station === undefined ? area.stations : Infinity);
  kept.sort(
    (a, b) =>
      a.cost - b.cost ||
      compare(size(b.result), size(a.result)) ||
      a.result.area.number - b.result.area.number,
  );
  const all = Math.max(kept.length, partly ? 0 : wholes(fits));
  return {
    results: kept.slice(0, SHOWN).map(({ result }) => result),
    all,
    kind: partly ? "partly" : "whole",
  };
}

/** How many areas fit every word by themselves. */
function wholes(fits: readonly Fit[]): number {
  const [first, ...others] = [...fits].sort((a, b) => a.costs.size - b.costs.size);
  return [...(first?.costs.keys() ?? [])].filter((number) =>
    others.every((fit) => fit.common || fit.costs.has(number)),
  ).length;
}

/** What each word costs in an area: by the area's own words, or else by those of what it lies in. */
function costsIn(
  typed: readonly string[],
  fits: readonly Fit[],
  area: Area,
  way: readonly Area[],
  tolerant: boolean,
): Cost[] {
  let around: string[] | undefined;
  return typed.map((word, at) => {
    const own = fits[at]!.costs.get(area.number);
    if (own !== undefined) return own;
    around ??= [...way, area].flatMap(({ code, name }) => [...parts(code), ...parts(name)]);
    const costs = around.map((other) => costOf(word, other, tolerant) ?? Infinity);
    return Math.min(UNFIT + word.length, ...costs);
  });
}

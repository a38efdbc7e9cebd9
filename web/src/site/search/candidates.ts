// Which pieces of the index a typed word can be in, and which areas it fits.

import { type Cost, costOf, isCode, TELLING } from "./match.ts";
import type { Pieces } from "./pieces.ts";

/** The most pieces that are got for one word, and for its errors. */
const MOST = 12;
/** A single letter says little: the first pieces will do. */
const MOST_OF_LETTER = 2;
const MOST_NEAR = 64;

/** The areas that a word fits, with how well; every area where the word is too common to say. */
export interface Fit {
  readonly costs: ReadonlyMap<number, Cost>;
  readonly common: boolean;
}

/** The pieces that may hold words which begin so: the longest that is a beginning of the word, and those that begin
 * with it. */
export function piecesOf(word: string, pieces: readonly string[]): string[] {
  const inner = pieces
    .filter((piece) => word.startsWith(piece))
    .sort((a, b) => b.length - a.length)
    .slice(0, 1);
  const longer = pieces.filter((piece) => piece !== word && piece.startsWith(word));
  return [...inner, ...longer].slice(0, Array.from(word).length > 1 ? MOST : MOST_OF_LETTER);
}

/** The pieces that may hold what was meant where one of the first two letters is wrong, or leading zeros or more are missing
 * before a code. */
export function piecesNear(word: string, pieces: readonly string[]): string[] {
  if (isCode(word)) {
    const codes = word.length < TELLING ? [] : pieces.filter((piece) => /^[0-9]/.test(piece));
    return [...piecesOf(`0${word}`, pieces), ...codes].slice(0, MOST_NEAR);
  }
  const [first = "", second = "", third = ""] = Array.from(word);
  // A letter too few or too many at the beginning, or two changed about.
  const sure = new Set([second + first, second + third, first + third, first + first]);
  const near = (piece: string): number => {
    const [a = "", b = ""] = Array.from(piece);
    if (sure.has(a + b)) return 0;
    if (a === first || b === second) return 1;
    // A letter is missing before the first.
    return b === first ? 2 : 3;
  };
  const ranked = pieces.map((piece) => ({ piece, rank: near(piece) })).filter(({ rank }) => rank < 3);
  ranked.sort((a, b) => a.rank - b.rank);
  return ranked.slice(0, MOST_NEAR).map(({ piece }) => piece);
}

export async function fitOf(word: string, source: Pieces, tolerant: boolean): Promise<Fit> {
  const { pieces } = await source.index();
  const wanted = new Set(piecesOf(word, pieces));
  if (tolerant) for (const piece of piecesNear(word, pieces)) wanted.add(piece);
  const costs = new Map<number, Cost>();
  let common = false;
  for (const piece of await Promise.all([...wanted].map((prefix) => source.piece(prefix)))) {
    for (const [other, places] of piece) {
      const cost = costOf(word, other, tolerant);
      if (cost === undefined) continue;
      if (places === undefined) common = true;
      else for (const place of places) if (cost < (costs.get(place) ?? Infinity)) costs.set(place, cost);
    }
  }
  return { costs, common };
}

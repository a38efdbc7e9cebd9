// How well a typed word fits a word of the index.

import { distance, tolerance } from "./distance.ts";
import { bare } from "./words.ts";

/** The less, the better: 0 the word itself, 1 its beginning, more with every error. */
export type Cost = number;
export const BEGINNING = 1;
const ERROR = 2;
/** What is added where only a beginning fits with errors. */
const OF_BEGINNING = 1;

/** What parts of codes cost: without leading zeros, from within, and of a code that goes on. */
const [BARE, WITHIN, SHORTER] = [2, 4, 5];
/** How many digits say something, wherever they stand. */
export const TELLING = 3;

/** Whether a word may be (a part of) a code. */
export const isCode = (word: string): boolean => /[0-9]/.test(word);

/** Undefined where it does not fit. */
export function costOf(typed: string, word: string, tolerant: boolean): Cost | undefined {
  if (word === typed) return 0;
  if (word.startsWith(typed)) return BEGINNING;
  if (!tolerant) return undefined;
  if (isCode(typed)) return costOfCode(typed, word);
  const most = tolerance(typed);
  if (most === 0) return undefined;
  const { whole, prefix } = distance(typed, word, most);
  if (whole <= most) return ERROR * whole;
  if (prefix <= most) return ERROR * prefix + OF_BEGINNING;
  return undefined;
}

/** Codes are exact, another digit is another place; but people leave out what stands before, and add what follows. */
function costOfCode(typed: string, word: string): Cost | undefined {
  const [own, other] = [bare([typed]), bare([word])];
  if (own === "" || !isCode(word)) return undefined;
  if (other.startsWith(own)) return other === own ? BARE : BARE + BEGINNING;
  if (typed.length >= TELLING && word.includes(typed)) return WITHIN;
  if (other.length >= TELLING && own.startsWith(other)) return SHORTER + own.length - other.length;
  return undefined;
}

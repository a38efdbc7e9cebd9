// How well a typed word fits a word of the index.

import { distance, tolerance } from "./distance.ts";

/** The less, the better: 0 the word itself, 1 its beginning, more with every error. */
export type Cost = number;
const BEGINNING = 1;
const ERROR = 2;
/** What is added where only a beginning fits with errors. */
const OF_BEGINNING = 1;

/** Undefined where it does not fit. */
export function costOf(typed: string, word: string, tolerant: boolean): Cost | undefined {
  if (word === typed) return 0;
  if (word.startsWith(typed)) return BEGINNING;
  // Codes are exact: another digit is another place.
  const most = tolerant && !/[0-9]/.test(typed) ? tolerance(typed) : 0;
  if (most === 0) return undefined;
  const { whole, prefix } = distance(typed, word, most);
  if (whole <= most) return ERROR * whole;
  if (prefix <= most) return ERROR * prefix + OF_BEGINNING;
  return undefined;
}

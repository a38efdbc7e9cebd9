// Which stations of an area the typed words name: by their codes, whole or the beginning, whatever stands between the
// digits and with or without leading zeros; or by their numbers within the area, as in "liceo bolivar 3".

import { BEGINNING, type Cost, isCode } from "./match.ts";
import type { Area } from "./pieces.ts";
import { bare, words } from "./words.ts";

const NUMBER = /^[0-9]{1,4}$/;

/** Whether a word may be a station's number within its area. */
export const isNumber = (word: string): boolean => NUMBER.test(word);

/** The stations with what they cost, where each word costs `costs` in the area. */
export function stationsIn(
  area: Area,
  typed: readonly string[],
  costs: readonly Cost[],
): { station: string; cost: Cost }[] {
  const whole = bare(typed);
  const sum = costs.reduce((a, b) => a + b, 0);
  const areaCode = bare(words(area.code));
  return area.own.map((station) => {
    const code = bare(words(station));
    const within = station.startsWith(area.code);
    const number = lastNumber(within ? station.slice(area.code.length) : station);
    /** What a text costs as this station's code. A code that goes on from the area's needs all of that. */
    const asCode = (text: string): Cost => {
      if (!isCode(text) || (within && text.length < areaCode.length)) return Infinity;
      if (text === code) return 0;
      const rest = text.startsWith(areaCode) ? text.slice(areaCode.length) : "";
      if (within && isNumber(rest) && Number(rest) === number) return 0;
      return code.startsWith(text) ? BEGINNING : Infinity;
    };
    const byWord = typed.map((word, at) => {
      const others = sum - costs[at]!;
      if (typed.length > 1 && isNumber(word) && Number(word) === number) return others;
      return within ? Infinity : others + asCode(bare([word]));
    });
    return { station, cost: Math.min(asCode(whole), ...byWord) };
  });
}

/** The number that a text ends in. */
function lastNumber(text: string): number | undefined {
  const digits = /[0-9]+(?=[^0-9]*$)/.exec(text);
  return digits === null ? undefined : Number(digits[0]);
}

// What may stand for a figure that a form does not have (docs/record.md, "What may stand for a missing figure"): a fixed
// list, and nothing else. An illegible figure is never replaced.

import { type Counts, FIELDS, type Field, type Figure, ILLEGIBLE, NOT_ON_FORM } from "./figure.ts";

export const figureOf = (counts: Counts, field: Field): Figure => counts.fields[FIELDS.indexOf(field)]!;

/** What a sheet says of a figure, or else what stands for it; undefined where nobody knows. A station's registered
 * voters, for which the register's number may stand, are no sheet's alone. */
export function known(counts: Counts, field: Field): number | undefined {
  const stated = figureOf(counts, field);
  if (stated >= 0) return stated;
  if (stated === ILLEGIBLE) return undefined;
  if (field === "valid") return optionsSum(counts);
  if (field !== "ballots") return undefined;
  const valid = known(counts, "valid");
  const besides = [figureOf(counts, "null"), figureOf(counts, "blank")];
  if (valid === undefined || besides.includes(ILLEGIBLE)) return undefined;
  return valid + (sumOnForm(besides) ?? 0);
}

/** The sum of the options' figures; undefined where one is illegible or there are none. */
export const optionsSum = (counts: Counts): number | undefined => sumOnForm(counts.options.values());

/** The sum of those figures that are on the form; undefined where one is illegible or there are none. */
export function sumOnForm(figures: Iterable<Figure>): number | undefined {
  let sum: number | undefined;
  for (const figure of figures) {
    if (figure === ILLEGIBLE) return undefined;
    if (figure !== NOT_ON_FORM) sum = (sum ?? 0) + figure;
  }
  return sum;
}

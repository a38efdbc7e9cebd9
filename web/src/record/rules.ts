// The rules of a sheet (docs/record.md, "The rules of a sheet"): their codes and severities, and the check of those that
// one sheet alone can break.

import { type Counts, FIELDS, type Field, type Figure, ILLEGIBLE } from "./figure.ts";
import type { Contest, Thresholds } from "./law.ts";

/** Whether the figures cannot all be right where a rule is broken (`error`), or can be and are worth a look. */
export type Severity = "error" | "warning";

/** All rules in the order in which findings list them, also those that need more than one sheet. A test compares them
 * with the command's. */
export const RULES = {
  sum_not_valid: "error",
  parts_not_ballots: "error",
  ballots_over_registered: "error",
  unknown_station: "error",
  outside_contest: "error",
  unknown_option: "error",
  more_than_one_sheet: "error",
  registered_differs: "warning",
  illegible_figure: "warning",
  all_zero: "warning",
  null_share: "warning",
  blank_share: "warning",
  turnout_high: "warning",
  turnout_low: "warning",
  identical_counts: "warning",
  shared_photograph: "warning",
} as const satisfies Record<string, Severity>;
export type Rule = keyof typeof RULES;

/** The rules' codes in their order. */
export const RULE_CODES = Object.keys(RULES) as readonly Rule[];

/** Whether the figures cannot all be right where it is broken. */
export const isError = (rule: Rule): boolean => RULES[rule] === "error";

export const figureOf = (counts: Counts, field: Field): Figure => counts.fields[FIELDS.indexOf(field)]!;

/** The sum of the options' figures; undefined where one is illegible or there are none. */
function optionsSum(counts: Counts): number | undefined {
  let sum: number | undefined;
  for (const figure of counts.options.values()) {
    if (figure === ILLEGIBLE) return undefined;
    sum = (sum ?? 0) + figure;
  }
  return sum;
}

/** The ballots, or else the valid votes (or the options' sum) with the null and blank ones that were read. */
function ballotsShown(counts: Counts): number | undefined {
  const ballots = figureOf(counts, "ballots");
  if (ballots >= 0) return ballots;
  const valid = figureOf(counts, "valid");
  const votes = valid >= 0 ? valid : optionsSum(counts);
  if (votes === undefined) return undefined;
  return votes + Math.max(figureOf(counts, "null"), 0) + Math.max(figureOf(counts, "blank"), 0);
}

/** The rules that this sheet breaks, in the order of [`RULES`]. */
export function brokenRules(counts: Counts, contest: Contest, thresholds: Thresholds): Rule[] {
  const broken: Rule[] = [];
  const rule = (name: Rule, isBroken: boolean): void => {
    if (isBroken) broken.push(name);
  };
  const [registered, ballots, valid, blank, nul] = counts.fields as [Figure, Figure, Figure, Figure, Figure];
  const [sum, shown] = [optionsSum(counts), ballotsShown(counts)];

  rule("sum_not_valid", sum !== undefined && valid >= 0 && sum !== valid);
  const parts = [nul, blank];
  const legible = !parts.includes(ILLEGIBLE) && parts.some((part) => part >= 0);
  const known = Math.max(nul, 0) + Math.max(blank, 0);
  rule("parts_not_ballots", valid >= 0 && ballots >= 0 && legible && valid + known !== ballots);
  rule("ballots_over_registered", shown !== undefined && registered >= 0 && shown > registered);
  const options = new Set(contest.options);
  rule(
    "unknown_option",
    [...counts.options.keys()].some((id) => !options.has(id)),
  );
  rule("illegible_figure", [...counts.fields, ...counts.options.values()].includes(ILLEGIBLE));
  rule("all_zero", sum === 0 && shown === 0);

  const { sharesFrom } = thresholds;
  const over = (part: number, whole: number, percent: number): boolean => part * 100 > whole * percent;
  if (shown !== undefined && shown >= sharesFrom) {
    rule("null_share", nul >= 0 && over(nul, shown, thresholds.nullAbovePercent));
    rule("blank_share", blank >= 0 && over(blank, shown, thresholds.blankAbovePercent));
  }
  if (shown !== undefined && registered >= sharesFrom && shown <= registered) {
    rule("turnout_high", over(shown, registered, thresholds.turnoutAbovePercent));
    rule("turnout_low", shown * 100 < registered * thresholds.turnoutBelowPercent);
  }
  return broken;
}

/** How often two stations that lean exactly alike come out with these same figures, as "once in so many":
 * the product of √(4πv) over the figures above zero. */
export function identicalOnceIn(options: readonly Figure[]): number {
  return options.reduce((onceIn, v) => (v > 0 ? onceIn * Math.sqrt(4 * Math.PI * v) : onceIn), 1);
}

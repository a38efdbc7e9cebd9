// The rules of a sheet (docs/record.md, "The rules of a sheet"): their codes and severities, and the check of those that
// one sheet alone can break.

import { type Counts, FIELDS, type Field, type Figure, ILLEGIBLE, NOT_ON_FORM, OPTIONS } from "./figure.ts";
import type { Contest, Law, SumRule } from "./law.ts";
import type { Severity } from "./severity.ts";
import { known, optionsSum, sumOnForm } from "./standin.ts";

/** All rules in the order in which findings list them, also those that need more than one sheet. A test compares them
 * with the command's. */
export const RULES = {
  sum_not_valid: "error",
  parts_not_ballots: "error",
  // Where the election does not say.
  sum_differs: "error",
  ballots_over_registered: "error",
  unknown_station: "error",
  outside_contest: "error",
  unknown_option: "error",
  unknown_figure: "error",
  more_than_one_sheet: "error",
  registered_differs: "warning",
  area_differs: "warning",
  illegible_figure: "warning",
  all_zero: "warning",
  null_share: "warning",
  blank_share: "warning",
  turnout_high: "warning",
  turnout_low: "warning",
  identical_counts: "warning",
  shared_photograph: "warning",
  no_evidence: "warning",
} as const satisfies Record<string, Severity>;
export type Rule = keyof typeof RULES;

/** The rules' codes in their order. */
export const RULE_CODES = Object.keys(RULES) as readonly Rule[];

/** A rule that a sheet breaks. */
export interface Broken {
  readonly rule: Rule;
  readonly severity: Severity;
  /** Of `sum_differs`, the figure that is not the sum of its parts. */
  readonly sum?: string;
}

/** Each rule but that of sums, broken: one object for all readings. */
const BROKEN = Object.fromEntries(
  RULE_CODES.map((rule): [Rule, Broken] => [rule, { rule, severity: RULES[rule] }]),
) as Record<Rule, Broken>;
export const brokenRule = (rule: Rule): Broken => BROKEN[rule];

/** The number of a figure in a sum, where it was read. */
function readOf(counts: Counts, of: string): number | undefined {
  if (of === OPTIONS) return optionsSum(counts);
  const field = FIELDS.indexOf(of as Field);
  const figure = field >= 0 ? counts.fields[field]! : (counts.more.get(of) ?? NOT_ON_FORM);
  return figure >= 0 ? figure : undefined;
}

/** Whether all figures of a sum were read and do not add up. */
function differs({ of, parts }: SumRule, counts: Counts): boolean {
  const whole = readOf(counts, of);
  let sum = 0;
  for (const part of parts) {
    const number = readOf(counts, part);
    if (number === undefined) return false;
    sum += number;
  }
  return whole !== undefined && whole !== sum;
}

const OPTIONS_OF = new WeakMap<Contest, ReadonlySet<string>>();

/** A contest's options, made once: it may have thousands. */
function optionsOf(contest: Contest): ReadonlySet<string> {
  const options = OPTIONS_OF.get(contest) ?? new Set(contest.options);
  OPTIONS_OF.set(contest, options);
  return options;
}

/** The rules that this sheet breaks, in the order of [`RULES`], those of sums in the election's order. */
export function brokenRules(counts: Counts, contest: Contest, law: Law): Broken[] {
  const broken: Broken[] = [];
  const rule = (name: Rule, isBroken: boolean): void => {
    if (isBroken) broken.push(BROKEN[name]);
  };
  const [registered, ballots, valid, blank, nul] = counts.fields as [Figure, Figure, Figure, Figure, Figure];
  const [sum, shown] = [optionsSum(counts), known(counts, "ballots")];
  const { figures, sums, rules: thresholds } = law;
  // A sum of the election takes the place of the usual rule about the same figure.
  const usual = (field: Field): boolean => !sums.some(({ of }) => of === field);

  rule("sum_not_valid", usual("valid") && sum !== undefined && valid >= 0 && sum !== valid);
  const besides = sumOnForm([nul, blank]);
  // The options' sum may stand for the valid votes, but where the election says that these are another sum.
  const counted = valid === NOT_ON_FORM && !usual("valid") ? undefined : known(counts, "valid");
  const added = besides !== undefined && counted !== undefined ? counted + besides : undefined;
  rule("parts_not_ballots", usual("ballots") && added !== undefined && ballots >= 0 && added !== ballots);
  for (const own of sums)
    if (differs(own, counts)) broken.push({ rule: "sum_differs", severity: own.severity, sum: own.of });
  rule("ballots_over_registered", shown !== undefined && registered >= 0 && shown > registered);
  const options = optionsOf(contest);
  rule(
    "unknown_option",
    [...counts.options.keys()].some((id) => !options.has(id)),
  );
  rule(
    "unknown_figure",
    [...counts.more.keys()].some((id) => !figures.includes(id)),
  );
  const all = [...counts.fields, ...counts.more.values(), ...counts.options.values()];
  rule("illegible_figure", all.includes(ILLEGIBLE));
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

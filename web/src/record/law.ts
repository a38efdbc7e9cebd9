// The law of an election (docs/record.md, "The law"): what counting rests on, never changed.

import { fromUtf8 } from "./bytes.ts";
import { type Expected, readExpected } from "./expected.ts";
import { type Counts, FIELDS, MAX_OPTIONS, NOT_ON_FORM, OPTIONS } from "./figure.ts";
import { JsonError, parseObject } from "./json.ts";
import { given, Members, ShapeError } from "./members.ts";
import { Names } from "./misleading.ts";
import { isAreaCode, isDate, isId, isMask, isMinute, isPercentage, MAX_U32 } from "./names.ts";
import { SEVERITIES, type Severity } from "./severity.ts";
import { METHODS, type Method } from "./sheet.ts";
import { MAX_STAGES, readStages } from "./stages.ts";

/** A way to win. */
export interface Win {
  readonly way: string;
  readonly of?: (typeof SHARES)[number];
  readonly percent?: string;
  readonly lead?: string;
  readonly seats?: number;
  readonly formula?: string;
}

export interface Contest {
  readonly id: string;
  /** The options' ids in the order in which they are shown. */
  readonly options: readonly string[];
  /** Where it is held by the law; everywhere where there are none. */
  readonly areas: readonly string[];
  readonly wins: readonly Win[];
}

export interface Account {
  readonly id: string;
  /** In their order; empty where it has none. */
  readonly stages: readonly string[];
}

/** One reading of this method and account suffices. */
export interface Alone {
  readonly method: Method;
  /** Undefined: every account that there is. */
  readonly account: string | undefined;
}

/** A rule of a sheet: a figure is the sum of others. They are named as one of the five, as `options` for the options' sum,
 * or by the id of a further figure. */
export interface SumRule {
  readonly of: string;
  readonly parts: readonly string[];
  readonly severity: Severity;
}

/** Thresholds of the rules that warn. */
export interface Thresholds {
  readonly nullAbovePercent: number;
  readonly blankAbovePercent: number;
  readonly turnoutAbovePercent: number;
  readonly turnoutBelowPercent: number;
  readonly sharesFrom: number;
  readonly identicalOneIn: number;
}

export interface Law {
  readonly id: string;
  readonly date: string;
  readonly origin: string;
  readonly levels: readonly string[];
  readonly contests: readonly Contest[];
  readonly accounts: readonly Account[];
  /** The ids of the figures that sheets have besides the five and the options, in the order in which they are shown. */
  readonly figures: readonly string[];
  readonly sums: readonly SumRule[];
  readonly register: {
    readonly complete: boolean;
    readonly stations: number | undefined;
    readonly registered: number | undefined;
    readonly pollsClose: string | undefined;
    readonly areas: readonly Expected[];
  };
  /** The masks of which a station's code fits one. */
  readonly codes: readonly string[];
  readonly acceptance: { readonly agree: number; readonly alone: readonly Alone[] };
  /** Whether an empty row of a file is a reading as any other. */
  readonly zeros: "real" | undefined;
  readonly rules: Thresholds;
}

const MAX_LEVELS = 8;
/** As many as have numbers of 16 bits: the 35,000 communes of France, the 5,570 municipalities of Brazil twice. */
const MAX_CONTESTS = 65_535;
/** The most options of all contests together: twice the candidates of Brazil's municipal elections. */
const MAX_ALL_OPTIONS = 1_000_000;
/** The most areas of a contest. */
export const MAX_CONTEST_AREAS = 1_000;
/** The most areas that the law may name for all contests together. */
const MAX_ALL_CONTEST_AREAS = 1_000_000;
/** The most bytes of the blob of a law, or of words. */
const MAX_DEFINITION_BYTES = 64 << 20;
const MAX_WAYS = 8;
const MAX_SEATS = 10_000;
/** The most accounts of a record. */
export const MAX_ACCOUNTS = 256;
const MAX_ALONE = 256;
/** The methods of which one reading may suffice: a program alone never does. */
const SUFFICE = METHODS.filter((method) => method !== "machine");
const MAX_FIGURES = 16;
const MAX_SUMS = 16;
const MAX_PARTS = 16;
const MAX_CODES = 64;
const SHARES = ["valid", "cast", "registered"] as const;

/** Reads a law; undefined where the bytes are none. */
export const parseLaw = (bytes: Uint8Array): Law | undefined => parseDocument(bytes, "law", readLaw);

/** Reads the blob of a law or of words, one JSON object; undefined where it is not what `read` asks for. */
export function parseDocument<T>(
  bytes: Uint8Array,
  where: string,
  read: (members: Members) => T,
): T | undefined {
  if (bytes.length > MAX_DEFINITION_BYTES) return undefined;
  const text = fromUtf8(bytes);
  if (text === undefined) return undefined;
  try {
    const members = new Members(parseObject(text), where);
    const document = read(members);
    members.endWithRoom();
    return document;
  } catch (error) {
    if (error instanceof JsonError || error instanceof ShapeError) return undefined;
    throw error;
  }
}

function readLaw(m: Members): Law {
  const law = {
    id: distinct("id", [m.name("id", isId)], 1)[0]!,
    date: m.name("date", isDate),
    origin: m.text("origin"),
    levels: distinct("levels", m.optionalNames("levels", isId), MAX_LEVELS),
    contests: readContests(m),
    accounts: readAccounts(m),
    figures: distinct("figures", m.optionalNames("figures", isId), MAX_FIGURES),
    sums: atMost("sums", m.optionalListOf("sums", readSum), MAX_SUMS),
    register: readRegister(m.optionalMembers("register")),
    codes: atMost("codes", m.optionalNames("codes", isMask), MAX_CODES),
    acceptance: readAcceptance(m.optionalMembers("acceptance")),
    zeros: m.optionalOneOf("zeros", ["real"]),
    rules: readRules(m.optionalMembers("rules")),
  };
  checkFigures(law);
  checkAlone(law);
  return law;
}

function readSum(m: Members): SumRule {
  return {
    of: m.name("of", isId),
    parts: m.optionalNames("parts", isId),
    severity: m.optionalOneOf("severity", SEVERITIES) ?? "error",
  };
}

/** Whether what suffices alone is of accounts that there are. */
function checkAlone({ acceptance, accounts }: Law): void {
  atMost("acceptance.alone", [...acceptance.alone], MAX_ALONE);
  const isThere = (account: string | undefined): boolean =>
    account === undefined || accounts.some(({ id }) => id === account);
  if (!acceptance.alone.every(({ account }) => isThere(account)))
    throw new ShapeError("acceptance.alone: an account is not among the accounts");
}

/** Whether no further figure is an option, and every sum is one of figures that there are. */
function checkFigures({ figures, sums, contests }: Law): void {
  const further = new Set(figures);
  if (contests.some(({ options }) => options.some((id) => further.has(id))))
    throw new ShapeError("figures: one is an option");
  unique(
    "sums",
    sums.map(({ of }) => of),
  );
  const known = new Set<string>([...FIELDS, OPTIONS, ...figures]);
  for (const { of, parts } of sums) {
    if (parts.length < 2) throw new ShapeError("sums: at least two parts are needed");
    atMost("parts", unique("parts", [...parts, of]), MAX_PARTS + 1);
    if (![of, ...parts].every((id) => known.has(id)))
      throw new ShapeError("sums: a figure that there is not");
  }
}

/** Whether an empty row, which holds no place, is what a reading is: a file so lists the stations that are still to come. */
export function isEmptyRow({ zeros }: Law, method: Method, { fields, options }: Counts): boolean {
  if (method !== "file" || zeros === "real") return false;
  // The registered voters say nothing of what was counted.
  const told = [...fields.filter((_, at) => FIELDS[at] !== "registered"), ...options.values()];
  return told.every((figure) => figure === 0 || figure === NOT_ON_FORM);
}

function readContests(m: Members): Contest[] {
  const contests = m.optionalListOf("contests", (contest) => ({
    id: contest.name("id", isId),
    options: notEmpty("options", distinct("options", contest.optionalNames("options", isId), MAX_OPTIONS)),
    areas: readAreas(contest, "areas"),
    wins: atMost("wins", contest.optionalListOf("wins", readWin), MAX_WAYS),
  }));
  distinct("contests", ids(contests), MAX_CONTESTS);
  const together = (of: (contest: Contest) => readonly string[]): number =>
    contests.reduce((sum, contest) => sum + of(contest).length, 0);
  within(
    "options of all contests",
    together(({ options }) => options),
    MAX_ALL_OPTIONS,
  );
  within(
    "areas of all contests",
    together(({ areas }) => areas),
    MAX_ALL_CONTEST_AREAS,
  );
  return notEmpty("contests", contests);
}

/** The areas of a contest, all different. */
export const readAreas = (m: Members, key: string): string[] =>
  unique(key, atMost(key, m.optionalNames(key, isAreaCode), MAX_CONTEST_AREAS));

function readWin(m: Members): Win {
  return {
    way: m.name("way", isId),
    ...given("of", m.optionalOneOf("of", SHARES)),
    ...given("percent", m.optionalName("percent", isPercentage)),
    ...given("lead", m.optionalName("lead", isPercentage)),
    ...given("seats", m.optionalNumber("seats", MAX_SEATS, 1)),
    ...given("formula", m.optionalName("formula", isId)),
  };
}

function readAccounts(m: Members): Account[] {
  const accounts = m.optionalListOf("accounts", (account) => ({
    id: account.name("id", isId),
    stages: distinct("stages", readStages(account) ?? [], MAX_STAGES),
  }));
  distinct("accounts", ids(accounts), MAX_ACCOUNTS);
  return accounts;
}

const ids = (list: readonly { readonly id: string }[]): string[] => list.map(({ id }) => id);

/** Refuses a list in which a text stands twice. */
export function unique(where: string, list: string[]): string[] {
  if (new Set(list).size !== list.length) throw new ShapeError(`${where}: an id stands there twice`);
  return list;
}

/** Refuses too many ids, and ids that stand there twice or could be taken for something else. */
function distinct(where: string, list: string[], most: number): string[] {
  const names = new Names();
  for (const id of list) {
    if (!names.allows(id)) throw new ShapeError(`${where}: ${id} could be taken for something else`);
    if (!names.add(id)) throw new ShapeError(`${where}: ${id} stands there twice`);
  }
  return atMost(where, list, most);
}

/** Refuses a list of more than so many. */
export function atMost<T>(where: string, list: T[], most: number): T[] {
  within(where, list.length, most);
  return list;
}

function within(where: string, found: number, most: number): void {
  if (found > most) throw new ShapeError(`${where}: ${found} are over ${most}`);
}

function notEmpty<T>(where: string, list: T[]): T[] {
  if (list.length === 0) throw new ShapeError(`${where}: at least one is needed`);
  return list;
}

function readRegister(m: Members | undefined): Law["register"] {
  const register = {
    complete: m?.optionalBoolean("complete") ?? false,
    stations: m?.optionalNumber("stations"),
    registered: m?.optionalNumber("registered"),
    pollsClose: m?.optionalName("polls_close", isMinute),
    areas: m === undefined ? [] : readExpected(m, "areas"),
  };
  m?.end();
  unique(
    "register.areas",
    register.areas.map((expected) => expected.area),
  );
  return register;
}

function readAcceptance(m: Members | undefined): Law["acceptance"] {
  const alone = m?.optionalListOf("alone", (one) => ({
    method: one.oneOf("method", SUFFICE),
    account: one.optionalName("account", isId),
  }));
  const acceptance = { agree: m?.optionalNumber("agree", 16, 1) ?? 2, alone: alone ?? [] };
  m?.end();
  return acceptance;
}

function readRules(m: Members | undefined): Thresholds {
  const percent = (key: string, usual: number): number => m?.optionalNumber(key, 100) ?? usual;
  const rules = {
    nullAbovePercent: percent("null_above_percent", 15),
    blankAbovePercent: percent("blank_above_percent", 15),
    turnoutAbovePercent: percent("turnout_above_percent", 98),
    turnoutBelowPercent: percent("turnout_below_percent", 5),
    sharesFrom: m?.optionalNumber("shares_from", MAX_U32) ?? 50,
    identicalOneIn: m?.optionalNumber("identical_one_in", MAX_U32) ?? 10_000,
  };
  m?.end();
  return rules;
}

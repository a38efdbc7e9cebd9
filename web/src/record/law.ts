// The law of an election (docs/record.md, "The law"): what counting rests on, never changed.

import { fromUtf8 } from "./bytes.ts";
import { type Expected, readExpected } from "./expected.ts";
import { MAX_OPTIONS } from "./figure.ts";
import { JsonError, parseObject } from "./json.ts";
import { given, Members, ShapeError } from "./members.ts";
import { Names } from "./misleading.ts";
import { isAreaCode, isDate, isId, isMask, isMinute, isPercentage, MAX_U32 } from "./names.ts";
import { METHODS, type Method } from "./sheet.ts";

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
  readonly register: {
    readonly complete: boolean;
    readonly stations: number | undefined;
    readonly registered: number | undefined;
    readonly pollsClose: string | undefined;
    readonly areas: readonly Expected[];
  };
  /** The masks of which a station's code fits one. */
  readonly codes: readonly string[];
  readonly acceptance: { readonly agree: number; readonly alone: readonly Method[] };
  /** Whether an empty row of a file is a reading as any other. */
  readonly zeros: "real" | undefined;
  readonly rules: Thresholds;
}

const MAX_LEVELS = 8;
const MAX_CONTESTS = 1_000;
/** The most areas of a contest. */
export const MAX_CONTEST_AREAS = 1_000;
const MAX_WAYS = 8;
const MAX_SEATS = 10_000;
/** The most accounts of a record. */
export const MAX_ACCOUNTS = 256;
const MAX_CODES = 64;
const SHARES = ["valid", "cast", "registered"] as const;

/** Reads a law; undefined where the bytes are none. */
export const parseLaw = (bytes: Uint8Array): Law | undefined => parseDocument(bytes, "law", readLaw);

/** Reads a blob that is one JSON object; undefined where it is not what `read` asks for. */
export function parseDocument<T>(
  bytes: Uint8Array,
  where: string,
  read: (members: Members) => T,
): T | undefined {
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
  return {
    id: distinct("id", [m.name("id", isId)], 1)[0]!,
    date: m.name("date", isDate),
    origin: m.text("origin"),
    levels: distinct("levels", m.optionalNames("levels", isId), MAX_LEVELS),
    contests: readContests(m),
    accounts: readAccounts(m),
    register: readRegister(m.optionalMembers("register")),
    codes: atMost("codes", m.optionalNames("codes", isMask), MAX_CODES),
    acceptance: readAcceptance(m.optionalMembers("acceptance")),
    zeros: m.optionalOneOf("zeros", ["real"]),
    rules: readRules(m.optionalMembers("rules")),
  };
}

function readContests(m: Members): Contest[] {
  const contests = m.optionalListOf("contests", (contest) => ({
    id: contest.name("id", isId),
    options: notEmpty("options", distinct("options", contest.optionalNames("options", isId), MAX_OPTIONS)),
    areas: readAreas(contest, "areas"),
    wins: atMost("wins", contest.optionalListOf("wins", readWin), MAX_WAYS),
  }));
  distinct("contests", ids(contests), MAX_CONTESTS);
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
  const accounts = m.optionalListOf("accounts", (account) => ({ id: account.name("id", isId) }));
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
  if (list.length > most) throw new ShapeError(`${where}: ${list.length} are over ${most}`);
  return list;
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
  const isMethod = (text: string): boolean => METHODS.some((method) => method === text);
  const alone = m?.optionalNames("alone", isMethod) ?? [];
  const acceptance = { agree: m?.optionalNumber("agree", 16, 1) ?? 2, alone: alone as Method[] };
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

// The definition of an election (docs/record.md, "The definition").

import { fromUtf8 } from "./bytes.ts";
import { type Expected, readExpected } from "./expected.ts";
import { type Counts, FIELDS, MAX_OPTIONS, NOT_ON_FORM, OPTIONS } from "./figure.ts";
import { type Json, JsonError, parseObject } from "./json.ts";
import { Members, ShapeError } from "./members.ts";
import { Names } from "./misleading.ts";
import { isAreaCode, isBlobName, isDate, isId, isMinute, MAX_U32 } from "./names.ts";
import { SEVERITIES, type Severity } from "./severity.ts";
import { METHODS, type Method } from "./sheet.ts";
import { readStages } from "./stages.ts";

export interface Named {
  readonly id: string;
  readonly name: string;
}

export interface Contest extends Named {
  /** In the order in which they are shown. */
  readonly options: readonly Named[];
}

export interface Account extends Named {
  /** In their order; empty where it has none. */
  readonly stages: readonly string[];
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

/** One reading of this method and account suffices. */
export interface Alone {
  readonly method: Method;
  readonly account: string;
}

/** A rule of a sheet: a figure is the sum of others. They are named as one of the five, as `options` for the options' sum,
 * or by the id of a further figure. */
export interface SumRule {
  readonly of: string;
  readonly parts: readonly string[];
  readonly severity: Severity;
}

export interface Election extends Named {
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
  readonly acceptance: { readonly agree: number; readonly alone: readonly Alone[] };
  /** What rows of nothing but zeros are; placeholders where nothing is said. */
  readonly zeros: "real" | undefined;
  readonly rules: Thresholds;
  /** A map's document, as the name of a blob. */
  readonly map: string | undefined;
}

const MAX_LEVELS = 8;
const MAX_CONTESTS = 1_000;
const MAX_ALONE = 256;
/** The methods of which one reading may suffice: a program alone never does. */
const SUFFICE = METHODS.filter((method) => method !== "machine");
const MAX_ACCOUNTS = 256;
const MAX_FIGURES = 16;
const MAX_SUMS = 16;
const MAX_PARTS = 16;
const CODES = ["qr", "data_matrix", "pdf417", "aztec", "code_39", "code_128", "itf"];

/** Reads a definition; undefined where the bytes are none. */
export function parseElection(bytes: Uint8Array): Election | undefined {
  const text = fromUtf8(bytes);
  if (text === undefined) return undefined;
  try {
    return readElection(new Members(parseObject(text), "definition"));
  } catch (error) {
    if (error instanceof JsonError || error instanceof ShapeError) return undefined;
    throw error;
  }
}

function readElection(m: Members): Election {
  const election: Election = {
    id: m.name("id", isId),
    name: m.text("name"),
    date: m.name("date", isDate),
    origin: m.text("origin"),
    levels: distinct("levels", texts(m.optionalList("levels") ?? [], isId)),
    contests: m.list("contests").map(readContest),
    accounts: (m.optionalList("accounts") ?? []).map(readAccount),
    figures: distinct("figures", texts(m.optionalList("figures") ?? [], isId)),
    sums: m.optionalListOf("sums", readSum),
    register: readRegister(m.optionalMembers("register")),
    acceptance: readAcceptance(m.optionalMembers("acceptance")),
    zeros: m.optionalOneOf("zeros", ["real"]),
    rules: readRules(m.optionalMembers("rules")),
    map: readMap(m.optionalMembers("map")),
  };
  readSheet(m.optionalMembers("sheet"));
  m.endWithRoom();
  const { levels, contests, accounts, register, acceptance } = election;
  checkFigures(election);
  within("levels", levels.length, 0, MAX_LEVELS);
  within("contests", contests.length, 1, MAX_CONTESTS);
  within("accounts", accounts.length, 0, MAX_ACCOUNTS);
  distinct("id", [election.id]);
  distinct("contests", ids(contests));
  distinct("accounts", ids(accounts));
  const { alone } = acceptance;
  within("acceptance.alone", alone.length, 0, MAX_ALONE);
  if (!alone.every(({ account }) => accounts.some(({ id }) => id === account)))
    throw new ShapeError("acceptance.alone: an account is not among the accounts");
  unique(
    "register.areas",
    register.areas.map((expected) => expected.area),
  );
  return election;
}

/** Whether a reading is an empty row, which holds no place: a file so lists the stations that are still to come. */
export function isEmptyRow({ zeros }: Election, method: Method, { fields, options }: Counts): boolean {
  if (method !== "file" || zeros === "real") return false;
  // The registered voters say nothing of what was counted.
  const told = [...fields.filter((_, at) => FIELDS[at] !== "registered"), ...options.values()];
  return told.every((figure) => figure === 0 || figure === NOT_ON_FORM);
}

function readSum(m: Members): SumRule {
  return {
    of: m.name("of", isId),
    parts: texts(m.list("parts"), isId),
    severity: m.optionalOneOf("severity", SEVERITIES) ?? "error",
  };
}

/** Whether no further figure is an option, and every sum is one of figures that there are. */
function checkFigures({ figures, sums, contests }: Election): void {
  within("figures", figures.length, 0, MAX_FIGURES);
  const options = new Set(contests.flatMap((contest) => ids(contest.options)));
  if (figures.some((id) => options.has(id))) throw new ShapeError("figures: one is an option");
  within("sums", sums.length, 0, MAX_SUMS);
  unique(
    "sums",
    sums.map(({ of }) => of),
  );
  const known = new Set<string>([...FIELDS, OPTIONS, ...figures]);
  for (const { of, parts } of sums) {
    within("parts", parts.length, 2, MAX_PARTS);
    unique("parts", [...parts, of]);
    if (![of, ...parts].every((id) => known.has(id)))
      throw new ShapeError("sums: a figure that there is not");
  }
}

const ids = (list: readonly Named[]): string[] => list.map(({ id }) => id);

function unique(where: string, list: string[]): string[] {
  if (new Set(list).size !== list.length) throw new ShapeError(`${where}: an id stands there twice`);
  return list;
}

/** Refuses ids that stand there twice or could be taken for something else. */
function distinct(where: string, list: string[]): string[] {
  const names = new Names();
  for (const id of list) {
    if (!names.allows(id)) throw new ShapeError(`${where}: ${id} could be taken for something else`);
    if (!names.add(id)) throw new ShapeError(`${where}: ${id} stands there twice`);
  }
  return list;
}

function within(where: string, found: number, least: number, most: number): void {
  if (found < least || found > most)
    throw new ShapeError(`${where}: ${found} is not within ${least} to ${most}`);
}

function texts(list: Json[], is: (text: string) => boolean): string[] {
  return list.map((text) => {
    if (typeof text !== "string" || !is(text)) throw new ShapeError("a list holds something malformed");
    return text;
  });
}

function readAccount(value: Json): Account {
  const m = new Members(value, "accounts");
  const account = { id: m.name("id", isId), name: m.text("name"), stages: readStages(m) ?? [] };
  m.end();
  distinct("stages", account.stages);
  return account;
}

function readOption(value: Json): Named {
  const m = new Members(value, "options");
  const option = { id: m.name("id", isId), name: m.text("name") };
  m.optionalName("color", (text) => text.length === 7 && /^#[0-9a-fA-F]{6}$/.test(text));
  m.end();
  return option;
}

function readContest(value: Json): Contest {
  const m = new Members(value, "contests");
  const contest = {
    id: m.name("id", isId),
    name: m.text("name"),
    options: m.list("options").map(readOption),
  };
  m.end();
  within("options", contest.options.length, 1, MAX_OPTIONS);
  distinct("options", ids(contest.options));
  return contest;
}

function readRegister(m: Members | undefined): Election["register"] {
  const register = {
    complete: m?.optionalBoolean("complete") ?? false,
    stations: m?.optionalNumber("stations"),
    registered: m?.optionalNumber("registered"),
    pollsClose: m?.optionalName("polls_close", isMinute),
    areas: m === undefined ? [] : readExpected(m, "areas"),
  };
  m?.end();
  return register;
}

function readAcceptance(m: Members | undefined): Election["acceptance"] {
  const acceptance = {
    agree: m?.optionalNumber("agree", 16, 1) ?? 2,
    alone:
      m?.optionalListOf("alone", (one) => ({
        method: one.oneOf("method", SUFFICE),
        account: one.name("account", isId),
      })) ?? [],
  };
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

/** How a sheet looks: nothing that a reader of the record needs, but all of it must be well-formed. */
function readMap(m: Members | undefined): string | undefined {
  m?.optionalText("file");
  m?.optionalText("property");
  const document = m?.optionalName("document", isBlobName);
  unique("map.areas", texts(m?.optionalList("areas") ?? [], isAreaCode));
  m?.end();
  return document;
}

function readSheet(m: Members | undefined): void {
  const code = m?.optionalMembers("code");
  if (code !== undefined) {
    code.optionalName("kind", (kind) => CODES.includes(kind));
    code.text("layout");
    code.text("station");
    for (const value of code.optionalList("boxes") ?? []) {
      const box = new Members(value, "boxes");
      box.name("option", isId);
      box.optionalNumber("count", MAX_U32);
      box.end();
    }
    code.optionalName("contest", isId);
    code.end();
  }
  const redact = m?.optionalList("redact") ?? [];
  for (const value of redact) {
    const part = new Members(value, "redact");
    part.text("name");
    for (const side of ["left", "top", "right", "bottom"]) part.number(side, 2 ** 31 - 1, -(2 ** 31));
    part.end();
  }
  m?.end();
}

// Entries (docs/record.md, "Entries"): signed notes of two lines, the type and one JSON object.

import { type Counts, readCounts } from "./figure.ts";
import { JsonError, parseObject } from "./json.ts";
import { Members, ShapeError } from "./members.ts";
import {
  isAreaCode,
  isBlobName,
  isDate,
  isEntryHash,
  isHour,
  isId,
  isPercentage,
  isStationCode,
  MAX_U32,
} from "./names.ts";
import { type Note, parseNote } from "./note.ts";

/** The longest entry, in bytes: what a log's bundle has room for. */
export const MAX_ENTRY_BYTES = 65_535;
export const MAX_SIGNERS = 16;
const VERSION = "cotejo/v1 ";

export const ROLES = ["operator", "importer", "agent", "typist", "reviewer", "observer"] as const;
export type Role = (typeof ROLES)[number];
export const METHODS = ["file", "code", "typed", "message"] as const;
export type Method = (typeof METHODS)[number];
const BOUNDS = ["exactly", "at_least", "more_than", "about"];

/** How many stations and registered voters an area has. */
export interface Expected {
  readonly area: string;
  readonly stations?: number;
  readonly registered?: number;
}

interface Common {
  readonly election: string;
  readonly at: string;
}

export type Body =
  | (Common & { type: "election"; definition: string; operator: string; log: string })
  | (Common & { type: "register"; stations: string; expected: Expected[] })
  | (Common & { type: "key"; key: string; role: Role; area?: string; account?: string; until?: string })
  | (Common & { type: "revoke"; key: string })
  | (Common & { type: "source"; document: string })
  | (Common & {
      type: "capture";
      account: string;
      station: string;
      contest: string;
      image: string;
      media: string;
    })
  | Reading
  | (Common & { type: "claim"; id: string; account: string })
  | (Common & { type: "ruling"; station: string; contest: string; stands?: string; reason: string })
  | (Common & { type: "observation"; station: string })
  | { type: "unknown"; header: string };

export type Reading = Common & {
  type: "reading";
  account: string;
  station: string;
  contest: string;
  counts: Counts;
  method: Method;
  /** A blob's name. */
  of: string;
  line?: number;
  /** The hash of the reading that this one replaces. */
  corrects?: string;
};

export interface Entry {
  readonly note: Note;
  readonly body: Body;
}

/** Reads an entry; undefined where the bytes are none. */
export function parseEntry(bytes: Uint8Array): Entry | undefined {
  const note = bytes.length <= MAX_ENTRY_BYTES ? parseNote(bytes, MAX_SIGNERS) : undefined;
  if (note === undefined) return undefined;
  try {
    return { note, body: parseText(note.text) };
  } catch (error) {
    if (error instanceof JsonError || error instanceof ShapeError) return undefined;
    throw error;
  }
}

function parseText(text: string): Body {
  const end = text.indexOf("\n");
  const header = text.slice(0, end);
  const read = header.startsWith(VERSION) ? READERS.get(header.slice(VERSION.length)) : undefined;
  if (read === undefined) return { type: "unknown", header };
  const line = text.slice(end + 1);
  if (line.indexOf("\n") !== line.length - 1) throw new ShapeError("the text is not two lines");
  const members = new Members(parseObject(line.slice(0, -1)), header);
  const common = { election: members.name("election", isId), at: members.name("at", isHour) };
  const body = read(members, common);
  members.end();
  return body;
}

const READERS = new Map<string, (members: Members, common: Common) => Body>([
  [
    "election",
    (m, common) => ({
      type: "election",
      ...common,
      definition: m.name("definition", isBlobName),
      operator: m.text("operator"),
      log: m.text("log"),
    }),
  ],
  [
    "register",
    (m, common) => {
      const stations = m.name("stations", isBlobName);
      m.number("count", MAX_U32);
      m.optionalName("of", isBlobName);
      return { type: "register", ...common, stations, expected: readExpected(m, "expected") };
    },
  ],
  [
    "key",
    (m, common) => ({
      type: "key",
      ...common,
      key: m.text("key"),
      role: oneOf(ROLES, m.text("role")),
      ...given("area", m.optionalName("area", isAreaCode)),
      ...given("account", m.optionalName("account", isId)),
      ...given("until", m.optionalName("until", isHour)),
    }),
  ],
  [
    "revoke",
    (m, common) => {
      m.text("reason");
      return { type: "revoke", ...common, key: m.text("key") };
    },
  ],
  [
    "source",
    (m, common) => {
      m.number("bytes");
      for (const key of ["media", "title", "publisher"]) m.text(key);
      m.optionalName("date", isDate);
      return { type: "source", ...common, document: m.name("document", isBlobName) };
    },
  ],
  [
    "capture",
    (m, common) => {
      m.optionalName("redacted_from", isBlobName);
      return {
        type: "capture",
        ...common,
        ...sheet(m),
        image: m.name("image", isBlobName),
        media: m.text("media"),
      };
    },
  ],
  [
    "reading",
    (m, common) => {
      const corrects = m.optionalMembers("corrects");
      const corrected = corrects?.name("entry", isEntryHash);
      corrects?.text("reason");
      corrects?.end();
      return {
        type: "reading",
        ...common,
        ...sheet(m),
        counts: readCounts(m.members("counts")),
        method: oneOf(METHODS, m.text("method")),
        of: m.name("of", isBlobName),
        ...given("line", m.optionalNumber("line", MAX_U32)),
        ...given("corrects", corrected),
      };
    },
  ],
  ["claim", (m, common) => ({ type: "claim", ...common, ...readClaim(m.members("claim")) })],
  [
    "ruling",
    (m, common) => ({
      type: "ruling",
      ...common,
      station: m.name("station", isStationCode),
      contest: m.name("contest", isId),
      ...given("stands", m.optionalName("stands", isEntryHash)),
      reason: m.text("reason"),
    }),
  ],
  [
    "observation",
    (m, common) => {
      for (const answer of m.optionalMap("answers")?.values() ?? [])
        if (typeof answer !== "string") throw new ShapeError("an answer is not a text");
      m.optionalText("words");
      return { type: "observation", ...common, station: m.name("station", isStationCode) };
    },
  ],
]);

/** A member only where there is a value. */
function given<K extends string, V>(key: K, value: V | undefined): { [key in K]?: V } {
  return (value === undefined ? {} : { [key]: value }) as { [key in K]?: V };
}

function oneOf<T extends string>(all: readonly T[], text: string): T {
  const found = all.find((one) => one === text);
  if (found === undefined) throw new ShapeError(`${text} is none of ${all.join(", ")}`);
  return found;
}

function sheet(m: Members): { account: string; station: string; contest: string } {
  return {
    account: m.name("account", isId),
    station: m.name("station", isStationCode),
    contest: m.name("contest", isId),
  };
}

/** A list of `{"area", "stations", "registered"}`. */
export function readExpected(members: Members, key: string): Expected[] {
  return (members.optionalList(key) ?? []).map((value) => {
    const m = new Members(value, key);
    const expected = {
      area: m.name("area", isAreaCode),
      ...given("stations", m.optionalNumber("stations")),
      ...given("registered", m.optionalNumber("registered")),
    };
    m.end();
    return expected;
  });
}

function readClaim(m: Members): { id: string; account: string } {
  const claim = { id: m.name("id", isId), account: m.name("account", isId) };
  m.text("who");
  m.text("where");
  m.name("when", isDate);
  m.optionalName("document", isBlobName);
  m.optionalText("words");
  m.optionalName("area", isAreaCode);
  const contest = m.optionalName("contest", isId);
  const named = new Set<string>();
  const name = (of: string): void => {
    if (named.has(of)) throw new ShapeError(`${of} is given twice`);
    named.add(of);
  };
  const figures = m.optionalList("figures") ?? [];
  for (const value of figures) {
    const figure = new Members(value, "figures");
    name(figure.name("of", isId));
    const number = figure.optionalNumber("number");
    const percent = figure.optionalName("percent", isPercentage);
    oneOf(BOUNDS, figure.optionalText("bound") ?? "exactly");
    figure.end();
    if (number === undefined && percent === undefined) throw new ShapeError("a figure says nothing");
  }
  const counts = m.optionalList("counts") ?? [];
  for (const value of counts) {
    const count = new Members(value, "counts");
    name(count.text("of"));
    count.number("number");
    oneOf(BOUNDS, count.optionalText("bound") ?? "exactly");
    count.end();
  }
  m.end();
  if (figures.length + counts.length === 0) throw new ShapeError("nothing is claimed");
  if (figures.length > 0 && contest === undefined) throw new ShapeError("figures need a contest");
  return claim;
}

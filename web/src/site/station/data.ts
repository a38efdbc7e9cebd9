// A station as its data file has it.

import { stationShard } from "../../publication/layout.ts";
import { FIELDS, type Field } from "../../record/figure.ts";
import { STATES, type State } from "../../verify/state.ts";
import { type Failure, LoadError, load } from "../load.ts";
import { count, entries, type Json, list, maybeText, object, own, text } from "../values.ts";

/** A figure: what was read, that it cannot be, or undefined where the form does not have it. */
export type Figure = number | "illegible" | undefined;

/** Where a reading stands: its entry's place in the log, and its row where that is one of many. */
export interface Place {
  readonly entry: number;
  readonly row: number | undefined;
}

export interface Reading extends Place {
  readonly account: string;
  readonly fields: Readonly<Record<Field, Figure>>;
  /** Further figures. */
  readonly more: ReadonlyMap<string, Figure>;
  readonly options: ReadonlyMap<string, Figure>;
  readonly method: string;
  /** The first document or photograph that it was read from, by its hash; empty of a message. */
  readonly of: string;
  /** What is passed on of it: itself, the copy in its place where it is withheld, or nothing. */
  readonly shown: string;
  /** Whether a document, photographs or a gateway stand behind it. */
  readonly evidence: boolean;
  readonly line: number | undefined;
  readonly at: string;
  readonly signer: string;
  /** The reading that replaced it. */
  readonly correctedBy: Place | undefined;
}

export interface Capture {
  readonly entry: number;
  readonly account: string;
  readonly image: string;
  /** What is passed on of it: itself, the copy in its place where it is withheld, or nothing. */
  readonly shown: string;
  readonly media: string;
  readonly at: string;
  readonly signer: string;
  /** Whether there are small copies of what is shown. */
  readonly copies: boolean;
}

export interface Finding {
  readonly rule: string;
  /** Of a sum, the figure that is not the sum of its parts. */
  readonly sum: string | undefined;
  readonly reading: Place | undefined;
}

export interface Ruling {
  readonly entry: number;
  readonly at: string;
  readonly signer: string;
  readonly reason: string;
  /** The reading that stands; none where none does. */
  readonly stands: Place | undefined;
}

export interface InContest {
  readonly state: State;
  /** Which reading stands. */
  readonly accepted: number | undefined;
  /** Which reading stands for each account. */
  readonly accounts: ReadonlyMap<string, number>;
  readonly captures: readonly Capture[];
  readonly readings: readonly Reading[];
  readonly findings: readonly Finding[];
  readonly rulings: readonly Ruling[];
}

export interface Area {
  readonly code: string;
  readonly name: string;
  readonly level: string;
  /** Where it is a section of another area's page, that page's path within a language's folder. */
  readonly page: string | undefined;
}

export interface Station {
  readonly code: string;
  readonly areas: readonly Area[];
  readonly registered: number | undefined;
  readonly place: readonly [latitude: number, longitude: number] | undefined;
  readonly contests: ReadonlyMap<string, InContest>;
}

/** Gets a station; undefined where the record names none of that code. */
export async function loadStation(root: string, code: string, shards: number): Promise<Station | undefined> {
  const data = await load(root, stationShard(code, shards));
  const value = own(data, code);
  return value === undefined ? undefined : readStation(code, value);
}

export function readStation(code: string, value: unknown): Station {
  const station = object(value);
  return {
    code,
    areas: list(station.areas, (area) => {
      const { code, name, level, page } = object(area);
      return {
        code: text(code),
        name: maybeText(name) ?? text(code),
        level: text(level),
        page: maybeText(page),
      };
    }),
    registered: count(station.registered),
    place: readPlace(station.place),
    contests: new Map(entries(station.contests, readContest)),
  };
}

function readPlace(value: unknown): [number, number] | undefined {
  const [latitude, longitude] = Array.isArray(value) ? value : [];
  const both = Number.isFinite(latitude) && Number.isFinite(longitude);
  return both ? [latitude as number, longitude as number] : undefined;
}

function readContest(value: unknown): InContest {
  const contest = object(value);
  const places = list(contest.readings, (reading) => {
    const { entry, row } = object(reading);
    return { entry: count(entry) ?? 0, row: count(row) };
  });
  const place = (at: unknown): Place | undefined => places[count(at) ?? -1];
  const readings = list(contest.readings, (reading) => readReading(reading, place));
  const index = (at: unknown): number | undefined => {
    const number = count(at);
    return number !== undefined && number < readings.length ? number : undefined;
  };
  const accounts = entries(contest.accounts, index);
  return {
    state: STATES.find((state) => state === contest.state) ?? "pending",
    accepted: index(contest.accepted),
    accounts: new Map(accounts.flatMap(([id, at]) => (at === undefined ? [] : [[id, at]]))),
    captures: list(contest.captures, readCapture),
    readings,
    findings: list(contest.findings, (finding) => {
      const { rule, sum, reading } = object(finding);
      return { rule: text(rule), sum: maybeText(sum), reading: place(reading) };
    }),
    rulings: list(contest.rulings, (ruling) => {
      const { reason, stands, ...rest } = object(ruling);
      return { ...signed(rest), reason: text(reason), stands: place(stands) };
    }),
  };
}

function signed({ entry, at, signer }: Json): { entry: number; at: string; signer: string } {
  return { entry: count(entry) ?? 0, at: text(at), signer: text(signer) };
}

const figure = (value: unknown): Figure => (value === "illegible" ? value : count(value));

function readReading(value: unknown, place: (at: unknown) => Place | undefined): Reading {
  const reading = object(value);
  const { more, options, ...fields } = object(reading.counts);
  const [of] = Array.isArray(reading.of) ? reading.of : [];
  return {
    ...signed(reading),
    row: count(reading.row),
    account: text(reading.account),
    fields: Object.fromEntries(FIELDS.map((field) => [field, figure(fields[field])])) as Record<
      Field,
      Figure
    >,
    more: new Map(entries(more, figure)),
    options: new Map(entries(options, figure)),
    method: text(reading.method),
    of: digits(of),
    shown: shownOf(reading, of),
    evidence: reading.evidence !== false,
    line: count(reading.line),
    correctedBy: place(reading.corrected_by),
  };
}

function readCapture(value: unknown): Capture {
  const capture = object(value);
  return {
    ...signed(capture),
    account: text(capture.account),
    image: digits(capture.image),
    shown: shownOf(capture, capture.image),
    media: text(capture.media),
    copies: capture.copies === true,
  };
}

/** What is passed on of a document: itself, or the copy in its place where it is withheld. */
const shownOf = ({ withheld, shown }: Json, document: unknown): string =>
  digits(withheld === undefined ? document : shown);

/** A hash's digits, which become part of a path; nothing else does. */
const digits = (value: unknown): string => (/^[0-9a-f]{64}$/.test(text(value)) ? text(value) : "");

export function failureOf(error: unknown): Failure {
  return error instanceof LoadError ? error.failure : "broken";
}

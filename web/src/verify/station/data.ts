// The pages' data files: `station/<shard>.js` and `site.js`, classic scripts of exactly
// `cotejo.put("<name>",<JSON>);` and a newline. What they say is compared with what the log gives.

import { compareText, fromUtf8 } from "../../record/bytes.ts";
import { FIELDS, type Figure, ILLEGIBLE, NOT_ON_FORM } from "../../record/figure.ts";
import { given as ifGiven } from "../../record/members.ts";
import type { Finding } from "../findings.ts";
import { append, capturesOf, type ReadingRow } from "../fold/rows.ts";
import type { Station } from "../register.ts";
import type { Tally } from "../tally.ts";

/** Any JSON value, as `JSON.parse` gives it. */
export type Plain = null | boolean | number | string | Plain[] | { [key: string]: Plain | undefined };
export type PlainObject = { [key: string]: Plain | undefined };

/** The longest data file, in bytes. */
export const MAX_DATA_BYTES = 256 << 20;

/** What a data file puts under its name; undefined where its bytes are not of that form. */
export function parseData(bytes: Uint8Array, name: string): PlainObject | undefined {
  const text = fromUtf8(bytes);
  const [before, after] = [`cotejo.put(${JSON.stringify(name)},`, ");\n"];
  if (text === undefined || !text.startsWith(before) || !text.endsWith(after)) return undefined;
  try {
    const value = JSON.parse(text.slice(before.length, -after.length)) as Plain;
    return isObject(value) ? value : undefined;
  } catch {
    return undefined;
  }
}

export function isObject(value: Plain | undefined): value is PlainObject {
  return typeof value === "object" && value !== null && !Array.isArray(value);
}

/** An object without inherited keys: codes and ids may be any text, `__proto__` too. */
export const emptyObject = (): PlainObject => Object.create(null) as PlainObject;

const plainFigure = (figure: Figure): Plain => (figure === ILLEGIBLE ? "illegible" : figure);

/** A reading's counts as data files have them: what the form does not have is left out. */
export function plainCounts(
  { figures }: Pick<ReadingRow, "figures">,
  further: readonly string[],
  options: readonly string[],
): PlainObject {
  const byId = (ids: readonly string[], from: number): PlainObject => {
    const found = emptyObject();
    ids.forEach((id, at) => {
      const figure = figures[from + at]!;
      if (figure !== NOT_ON_FORM) found[id] = plainFigure(figure);
    });
    return found;
  };
  const more = byId(further, FIELDS.length);
  return {
    ...byId(FIELDS, 0),
    ...(isEmpty(more) ? {} : { more }),
    options: byId(options, FIELDS.length + further.length),
  };
}

const digitsOf = (blob: string): string => blob.slice("sha256:".length);

/** Of a document that is withheld: the entry that says so, and the copy in its place where one is passed on. */
function ifWithheld({ fold }: Tally, document: string): { withheld?: number; shown?: string } {
  const withheld = fold.withheld.get(document);
  if (withheld === undefined) return {};
  const instead = fold.insteadOf(document);
  return { withheld: withheld.entry, ...(instead === undefined ? {} : { shown: digitsOf(instead) }) };
}

/** The same of the first of several that is withheld. */
function firstWithheld(tally: Tally, documents: readonly string[]): { withheld?: number; shown?: string } {
  const withheld = documents.find((document) => tally.fold.withheld.has(document));
  return withheld === undefined ? {} : ifWithheld(tally, withheld);
}

/** The entry that gave the role by which a reading was written; a data file may leave it out. */
function grantOf(row: ReadingRow, given: Plain | undefined): { grant?: number } {
  return given === undefined ? {} : { grant: row.signers[0]!.grant.entry };
}

/** A part of a data file, by keys and places. */
function part(value: Plain | undefined, ...keys: readonly (string | number)[]): Plain | undefined {
  let at = value;
  for (const key of keys) {
    if (typeof key === "number") at = Array.isArray(at) ? at[key] : undefined;
    else at = isObject(at) && Object.hasOwn(at, key) ? at[key] : undefined;
  }
  return at;
}

/** What a station's data file must say of it, by the log alone. Where the log leaves a choice, `given` is what
 * the file says. */
export function stationData(
  tally: Tally,
  station: Station,
  findings: readonly Finding[],
  given?: { readonly data: Plain | undefined },
): PlainObject {
  const areas: Plain[] = [];
  for (let area = station.area; area !== undefined; area = area.parent)
    areas.unshift({
      code: area.code,
      ...(area.name === "" ? {} : { name: area.name }),
      level: tally.law.levels[area.level] ?? "",
    });
  const contests = emptyObject();
  const found = new Map<number, Finding[]>();
  for (const finding of findings) append(found, finding.reading.contest, finding);
  for (const contest of tally.contestsAt(station)) {
    const { id, options } = tally.law.contests[contest]!;
    const rows = tally.readings(contest, station);
    const places = new Map(rows.map((row, at) => [row, at]));
    const placeOf = (row: ReadingRow): number => places.get(row)!;
    const { state, stands } = tally.outcome(contest, station);
    // Where a station counts in no total of the contest, nothing stands for it.
    const counts = tally.counts(contest, station);
    const accounts = emptyObject();
    for (const account of new Set(rows.map((row) => row.account))) {
      const own = tally.stands({ account }, contest, station);
      if (own !== undefined && counts) accounts[account] = placeOf(own);
    }
    const contestRows = tally.fold.contests[contest]!;
    contests[id] = {
      state,
      ...(stands === undefined || !counts ? {} : { accepted: placeOf(stands) }),
      accounts,
      captures: capturesOf(contestRows, station).map(({ entry, account, image, media, at, signer }) => ({
        entry,
        account,
        image: digitsOf(image),
        media,
        at,
        signer,
        ...ifWithheld(tally, image),
      })),
      readings: rows.map((row, at) => ({
        entry: row.entry,
        ...(row.row === undefined ? {} : { row: row.row }),
        account: row.account,
        ...ifGiven("stage", tally.fold.accounts.stageName(row.account, row.stage)),
        ...(row.empty ? { empty: true } : {}),
        ...ifGiven("as_of", row.asOf),
        counts: plainCounts(row, tally.law.figures, options),
        method: row.method,
        of: row.of.map(digitsOf),
        ...firstWithheld(tally, row.of),
        evidence: row.evidence,
        ...(row.sealedAt === undefined ? {} : { sealed: row.sealedAt }),
        ...(row.line === undefined ? {} : { line: row.line }),
        at: row.at,
        signer: row.signers[0]!.signer.key.name,
        ...grantOf(row, given === undefined ? 0 : part(given.data, "contests", id, "readings", at, "grant")),
        ...(row.furtherVoices === undefined
          ? {}
          : {
              voices: row.furtherVoices.map(({ entry, signers: [first] }) => ({
                entry,
                signer: first!.signer.key.name,
                grant: first!.grant.entry,
              })),
            }),
        ...(row.correctedBy === undefined ? {} : { corrected_by: placeOf(row.correctedBy) }),
      })),
      findings: (found.get(contest) ?? []).map(({ rule, sum, reading }) => ({
        rule,
        ...(sum === undefined ? {} : { sum }),
        reading: placeOf(reading),
      })),
      rulings: (contestRows.rulings.get(station) ?? [])
        .slice(-1)
        .map(({ entry, at, signer, reason, stands: of }) => ({
          entry,
          at,
          signer,
          reason,
          ...(of === undefined ? {} : { stands: placeOf(of) }),
        })),
    };
  }
  return {
    areas,
    ...(station.registered === undefined ? {} : { registered: station.registered }),
    ...(station.place === undefined ? {} : { place: [...station.place] }),
    contests,
  };
}

/** A place at which two values differ, with both. */
export interface Difference {
  readonly at: string;
  readonly found: string;
  readonly expected: string;
}

/** What the log may say nothing of: where a station lies that the register has no place for, which page lists it, and
 * whether small copies of pictures exist. */
const NOT_OF_THE_LOG = new Set(["place", "page", "copies"]);

export function isEmpty(value: Plain | undefined): boolean {
  if (value === undefined) return true;
  return typeof value === "object" && value !== null && Object.keys(value).length === 0;
}

const MAX_WORDS = 300;
const words = (value: Plain | undefined): string =>
  value === undefined ? "nothing" : JSON.stringify(value).slice(0, MAX_WORDS);

/** Where two values first differ. Nothing, an empty list and an empty object are the same. */
export function difference(
  found: Plain | undefined,
  expected: Plain | undefined,
  at = "",
): Difference | undefined {
  if (isEmpty(found) && isEmpty(expected)) return undefined;
  if (Array.isArray(found) && Array.isArray(expected)) {
    for (let place = 0; place < Math.max(found.length, expected.length); place++) {
      const differs = difference(found[place], expected[place], `${at}[${place}]`);
      if (differs !== undefined) return differs;
    }
    return undefined;
  }
  if (isObject(found) && isObject(expected)) {
    const keys = new Set([...Object.keys(expected), ...Object.keys(found)]);
    for (const key of [...keys].sort(compareText)) {
      if (NOT_OF_THE_LOG.has(key) && !Object.hasOwn(expected, key)) continue;
      const own = (value: PlainObject): Plain | undefined =>
        Object.hasOwn(value, key) ? value[key] : undefined;
      const differs = difference(own(found), own(expected), at === "" ? key : `${at}.${key}`);
      if (differs !== undefined) return differs;
    }
    return undefined;
  }
  return found === expected ? undefined : { at, found: words(found), expected: words(expected) };
}

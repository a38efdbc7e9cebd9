// `readings`: many rows of one document, in one entry with one set of signatures. Each row is a reading of its own.

import { entryType } from "../entrytype.ts";
import {
  type Counts,
  FIELDS,
  type Figure,
  MAX_FURTHER,
  MAX_OPTIONS,
  NO_FIGURES,
  NOT_ON_FORM,
  readRowFigure,
} from "../figure.ts";
import type { Json } from "../json.ts";
import { type Members, ShapeError } from "../members.ts";
import { isBlobName, isId, isMinute, isReadingName, isStationCode, MAX_U32 } from "../names.ts";

const MAX_BYTES = 32_768;
const MAX_ROWS = 256;

/** A row: a station's figures. */
export interface Row {
  readonly station: string;
  /** The line of the document on which it begins; undefined where the document has no lines. */
  readonly line: number | undefined;
  readonly counts: Counts;
  /** The minute which the figures refer to; it decides nothing. */
  readonly asOf: string | undefined;
  /** The name of the reading that it replaces. */
  readonly corrects: string | undefined;
}

export const readings = entryType({
  name: "readings",
  maxBytes: MAX_BYTES,
  read: (m) => {
    const figures = eachOnce(m.list("figures"), isId);
    if (figures.filter((id) => !isField(id)).length > MAX_FURTHER)
      throw new ShapeError("more than 64 further figures");
    const options = eachOnce(m.list("options"), isId);
    if (options.length > MAX_OPTIONS) throw new ShapeError("more than 2000 options");
    if (figures.length + options.length === 0) throw new ShapeError("rows without a figure");
    const rows = m.list("rows");
    if (rows.length < 1 || rows.length > MAX_ROWS) throw new ShapeError("not 1 to 256 rows");
    const asOf = readAsOf(m, rows.length);
    const corrected = readCorrections(m.optionalMembers("corrects"), rows.length);
    return {
      account: m.name("account", isId),
      stage: m.optionalName("stage", isId),
      contest: m.name("contest", isId),
      /** A blob's name. */
      of: m.name("of", isBlobName),
      rows: rows.map((row, at) => ({
        ...readRow(row, figures, options),
        asOf: asOf(at),
        corrects: corrected.get(at),
      })),
    };
  },
  mayWrite: (role, { rows }) =>
    role === "importer" || (role === "reviewer" && rows.every(({ corrects }) => corrects !== undefined)),
  account: ({ account }) => account,
});

const isField = (id: string): boolean => (FIELDS as readonly string[]).includes(id);

/** Texts that `is` allows, none of them twice. */
function eachOnce(list: readonly Json[], is: (text: string) => boolean): string[] {
  const texts = list.map((text) => {
    if (typeof text !== "string" || !is(text)) throw new ShapeError("a figure or an option is malformed");
    return text;
  });
  if (new Set(texts).size !== texts.length) throw new ShapeError("a figure or an option stands there twice");
  return texts;
}

function readRow(
  row: Json,
  figures: readonly string[],
  options: readonly string[],
): Omit<Row, "asOf" | "corrects"> {
  if (!Array.isArray(row) || row.length !== 2 + figures.length + options.length)
    throw new ShapeError("a row does not have a figure for each of figures and options");
  const [station, line] = row;
  if (typeof station !== "string" || !isStationCode(station)) throw new ShapeError("a station is malformed");
  if (typeof line !== "number" || line < 0 || line > MAX_U32) throw new ShapeError("a line is malformed");
  const fields: Figure[] = FIELDS.map((field) => {
    const at = figures.indexOf(field);
    return at < 0 ? NOT_ON_FORM : readRowFigure(row[2 + at]!);
  });
  const further = figures.every(isField) ? NO_FIGURES : byId(figures, row, 2, isFurther);
  const given = byId(options, row, 2 + figures.length);
  const counts = { fields, more: further, options: given };
  return { station, line: line === 0 ? undefined : line, counts };
}

const isFurther = (id: string): boolean => !isField(id);

/** The figures of a row by the ids of their places, of which the first is `from`; those that the form has. */
function byId(
  ids: readonly string[],
  row: readonly Json[],
  from: number,
  isOne: (id: string) => boolean = () => true,
): ReadonlyMap<string, Figure> {
  const found = new Map<string, Figure>();
  ids.forEach((id, at) => {
    if (!isOne(id)) return;
    const figure = readRowFigure(row[from + at]!);
    if (figure !== NOT_ON_FORM) found.set(id, figure);
  });
  return found;
}

/** The minute which a row's figures refer to, all together or row by row. */
function readAsOf(m: Members, rows: number): (row: number) => string | undefined {
  const whole = m.optionalName("as_of", isMinute);
  const minutes = m.optionalTexts("rows_as_of");
  if (minutes === undefined) return () => whole;
  if (whole !== undefined) throw new ShapeError("as_of and rows_as_of exclude each other");
  if (minutes.length !== rows) throw new ShapeError("rows_as_of is not as long as rows");
  for (const minute of minutes)
    if (minute !== "" && !isMinute(minute)) throw new ShapeError("a minute is malformed");
  return (row) => minutes[row] || undefined;
}

/** The names of the readings that rows replace, by the rows' numbers. */
function readCorrections(m: Members | undefined, rows: number): ReadonlyMap<number, string> {
  const corrected = new Map<number, string>();
  if (m === undefined) return corrected;
  m.text("reason");
  m.optionalListOf("rows", (correction) => {
    const row = correction.number("row", rows - 1);
    if (corrected.has(row)) throw new ShapeError("a row corrects twice");
    corrected.set(row, correction.name("reading", isReadingName));
  });
  m.end();
  if (corrected.size === 0) throw new ShapeError("no row corrects");
  if (new Set(corrected.values()).size !== corrected.size)
    throw new ShapeError("a reading is corrected twice");
  return corrected;
}

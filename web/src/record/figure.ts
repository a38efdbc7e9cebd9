// Figures: a number that was read, one that cannot be read, and one that the form does not have are three
// things (docs/record.md, *figure*). Packed as numbers, since a record has millions of them.

import type { Json, JsonObject } from "./json.ts";
import { type Members, ShapeError } from "./members.ts";
import { isId, MAX_U32 } from "./names.ts";

/** A figure: 0 and more where it was read. */
export type Figure = number;
export const ILLEGIBLE: Figure = -1;
export const NOT_ON_FORM: Figure = -2;

/** The five figures that every sheet may have besides the options', in the order of the vocabulary. */
export const FIELDS = ["registered", "ballots", "valid", "blank", "null"] as const;
export type Field = (typeof FIELDS)[number];
/** What the options' sum is called among the figures of a sum. */
export const OPTIONS = "options";
export const MAX_OPTIONS = 2_000;
/** The most further figures of a reading. */
export const MAX_FURTHER = 64;

/** Whether both were read and differ. */
export const contradicts = (a: Figure, b: Figure): boolean => a >= 0 && b >= 0 && a !== b;

/** The figures of one sheet as one reading has them. */
export interface Counts {
  /** In the order of [`FIELDS`]. */
  readonly fields: readonly Figure[];
  /** Further figures, by their ids. */
  readonly more: ReadonlyMap<string, Figure>;
  readonly options: ReadonlyMap<string, Figure>;
}

function figure(value: Json): Figure {
  if (value === "illegible") return ILLEGIBLE;
  if (typeof value === "number" && value >= 0 && value <= MAX_U32) return value;
  throw new ShapeError("a figure is neither a number from 0 to 4294967295 nor illegible");
}

/** Reads a figure of a row, which is an empty text where the form does not have it. */
export const readRowFigure = (value: Json): Figure => (value === "" ? NOT_ON_FORM : figure(value));

/** Reads the `counts` of a reading. */
export function readCounts(members: Members): Counts {
  const fields = FIELDS.map((field) => {
    const value = members.optionalAny(field);
    return value === undefined ? NOT_ON_FORM : figure(value);
  });
  const further = members.optionalMap("more");
  const more = further === undefined ? NO_FIGURES : byId(further, 1, MAX_FURTHER);
  const options = byId(members.map("options"), 0, MAX_OPTIONS);
  members.end();
  return { fields, more, options };
}

/** One map for the many readings that have no further figures. */
export const NO_FIGURES: ReadonlyMap<string, Figure> = new Map();

function byId(given: JsonObject, least: number, most: number): ReadonlyMap<string, Figure> {
  if (given.size < least || given.size > most) throw new ShapeError(`not ${least} to ${most} figures`);
  const figures = new Map<string, Figure>();
  for (const [id, value] of given) {
    if (!isId(id)) throw new ShapeError("the id of a figure is malformed");
    figures.set(id, figure(value));
  }
  return figures;
}

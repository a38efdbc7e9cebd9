// What the fold keeps of readings, rulings and captures that count, by contest and station.

import { type Counts, type Figure, NOT_ON_FORM } from "../../record/figure.ts";
import type { Contest } from "../../record/law.ts";
import { isError, type Rule } from "../../record/rules.ts";
import type { Method } from "../../record/sheet.ts";
import type { Authorised } from "../keys.ts";
import type { Station } from "../register.ts";

/** A reading that counts. */
export interface ReadingRow {
  /** Its entry's place in the log, from 0. */
  readonly entry: number;
  /** Its row in that entry, from 0, where that is one of many. */
  readonly row: number | undefined;
  /** Its entry's name. */
  readonly entryName: string;
  readonly station: Station;
  /** The contest's place in the law. */
  readonly contest: number;
  readonly account: string;
  readonly method: Method;
  readonly of: string;
  readonly line: number | undefined;
  readonly at: string;
  /** Who may have written it, each signer once for each grant that allowed it, in the order of the signature lines and
   * of the grants; at least one. The first is the reading's signer and grant. */
  readonly signers: readonly Authorised[];
  /** The five fields of the sheet, then the options as the contest shows them. */
  readonly figures: readonly Figure[];
  /** Rules that it breaks by itself. */
  readonly broken: readonly Rule[];
  /** Options that the contest lacks: in no total, but on the sheet. */
  readonly otherOptions: ReadonlyMap<string, Figure> | undefined;
  /** Who signed the same text in later entries, in the order of the log. */
  furtherVoices: Voice[] | undefined;
  correctedBy: ReadingRow | undefined;
}

/** A further voice of a reading: signers by whom it counts, of one entry. */
export interface Voice {
  /** That entry's place in the log. */
  readonly entry: number;
  /** As a reading's. */
  readonly signers: readonly Authorised[];
}

/** A reading's name. */
export const nameOf = ({ entryName, row }: Pick<ReadingRow, "entryName" | "row">): string =>
  row === undefined ? entryName : `${entryName}/${row}`;

/** The signers of each voice of a reading; those of its own entry first. */
export function voicesOf({ signers, furtherVoices }: ReadingRow): (readonly Authorised[])[] {
  return furtherVoices === undefined ? [signers] : [signers, ...furtherVoices.map((voice) => voice.signers)];
}

/** A ruling that counts; the last one of a station stands. */
export interface RulingRow {
  readonly entry: number;
  readonly at: string;
  readonly signer: string;
  readonly reason: string;
  readonly stands: ReadingRow | undefined;
}

/** A capture that counts. */
export interface CaptureRow {
  readonly entry: number;
  readonly account: string;
  readonly image: string;
  readonly media: string;
  readonly at: string;
  readonly signer: string;
}

/** What a contest's entries say of each station. */
export class ContestRows {
  readonly readings = new Map<Station, ReadingRow[]>();
  readonly rulings = new Map<Station, RulingRow[]>();
  /** By the station's code: a capture does not add a station. */
  readonly captures = new Map<string, CaptureRow[]>();
  readonly #places: Map<string, number>;

  constructor(readonly contest: Contest) {
    this.#places = new Map(contest.options.map((id, at) => [id, at]));
  }

  /** The figures of a sheet in the contest's order; options that the contest lacks apart. */
  pack(counts: Counts): Pick<ReadingRow, "figures" | "otherOptions"> {
    const figures = [...counts.fields, ...this.contest.options.map(() => NOT_ON_FORM)];
    let otherOptions: Map<string, Figure> | undefined;
    for (const [id, figure] of counts.options) {
      const place = this.#places.get(id);
      if (place !== undefined) figures[counts.fields.length + place] = figure;
      else {
        otherOptions ??= new Map();
        otherOptions.set(id, figure);
      }
    }
    return { figures, otherOptions };
  }
}

/** Adds a value to the list of a key. */
export function append<K, V>(map: Map<K, V[]>, key: K, value: V): void {
  const list = map.get(key);
  if (list === undefined) map.set(key, [value]);
  else list.push(value);
}

/** Whether a reading breaks a rule that is an error. */
export const hasErrors = (row: ReadingRow): boolean => row.broken.some(isError);

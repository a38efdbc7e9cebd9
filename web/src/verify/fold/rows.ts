// What the fold keeps of readings, rulings and captures that count, by contest and station.

import { type Counts, FIELDS, type Figure, NOT_ON_FORM } from "../../record/figure.ts";
import type { Contest, Law } from "../../record/law.ts";
import type { Broken } from "../../record/rules.ts";
import type { Method } from "../../record/sheet.ts";
import type { Authorised, Granted } from "../keys.ts";
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
  /** The number of the account's stage, from 1; 0 where it was written before the account had stages. */
  readonly stage: number;
  /** Whether it is an empty row, which holds no place. */
  readonly empty: boolean;
  readonly method: Method;
  /** What it was taken from, in its order: a document, or photographs; nothing for a message. */
  readonly of: readonly string[];
  /** Whether a document, photographs or a gateway stood behind it where it was written. */
  evidence: boolean;
  /** The gateways that have passed a message on. */
  gateways: Granted[] | undefined;
  /** The place of the seal that it opens. */
  sealedAt: number | undefined;
  readonly line: number | undefined;
  readonly at: string;
  /** The minute which its figures refer to. */
  readonly asOf: string | undefined;
  /** Who may have written it, each signer once for each grant that allowed it, in the order of the signature lines and
   * of the grants; at least one. The first is the reading's signer and grant. */
  readonly signers: readonly Authorised[];
  /** The five fields of the sheet, then the election's further figures and the contest's options as they are shown. */
  readonly figures: readonly Figure[];
  /** Rules that it breaks by itself. */
  readonly broken: readonly Broken[];
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
  /** The captures without a station, by their photographs. */
  readonly capturesOfNoStation = new Map<string, CaptureRow[]>();
  readonly #width: number;
  readonly #further: Map<string, number>;
  readonly #places: Map<string, number>;

  constructor(
    readonly contest: Contest,
    { figures }: Pick<Law, "figures">,
  ) {
    const [further, options] = [FIELDS.length, FIELDS.length + figures.length];
    this.#width = options + contest.options.length;
    this.#further = new Map(figures.map((id, at) => [id, further + at]));
    this.#places = new Map(contest.options.map((id, at) => [id, options + at]));
  }

  /** The figures of a sheet in the contest's order, without further ones that the election lacks; options that the
   * contest lacks apart. */
  pack(counts: Counts): Pick<ReadingRow, "figures" | "otherOptions"> {
    const figures = [...counts.fields];
    while (figures.length < this.#width) figures.push(NOT_ON_FORM);
    for (const [id, figure] of counts.more) {
      const place = this.#further.get(id);
      if (place !== undefined) figures[place] = figure;
    }
    let otherOptions: Map<string, Figure> | undefined;
    for (const [id, figure] of counts.options) {
      const place = this.#places.get(id);
      if (place !== undefined) figures[place] = figure;
      else {
        otherOptions ??= new Map();
        otherOptions.set(id, figure);
      }
    }
    return { figures, otherOptions };
  }
}

/** The captures of a station's sheet, in the order of the log: those that say so, and those of no station from which one
 * of its readings was taken. */
export function capturesOf(rows: ContestRows, station: Station): CaptureRow[] {
  const images = new Set((rows.readings.get(station) ?? []).flatMap(({ of }) => of));
  const ofImages = [...images].flatMap((image) => rows.capturesOfNoStation.get(image) ?? []);
  return [...(rows.captures.get(station.code) ?? []), ...ofImages].sort((a, b) => a.entry - b.entry);
}

/** Adds a value to the list of a key. */
export function append<K, V>(map: Map<K, V[]>, key: K, value: V): void {
  const list = map.get(key);
  if (list === undefined) map.set(key, [value]);
  else list.push(value);
}

/** Whether a reading breaks a rule that is an error. */
export const hasErrors = (row: ReadingRow): boolean =>
  row.broken.some(({ severity }) => severity === "error");

// What the fold keeps of readings, rulings and captures that count, by contest and station.

import { type Counts, FIELDS, type Figure } from "../../record/figure.ts";
import type { Contest, Law } from "../../record/law.ts";
import type { Broken } from "../../record/rules.ts";
import type { Method } from "../../record/sheet.ts";
import type { Authorised, Granted } from "../keys.ts";
import type { Station } from "../register.ts";
import { Packed } from "./packed.ts";

/** A reading that counts. */
export interface ReadingRow extends Packed {
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
  /** Rules that it breaks by itself. */
  readonly broken: readonly Broken[];
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

/** How many voices of one station and contest are looked through one by one. */
const CROWD = 64;

/** What the readings of one station and contest are asked for, where they are too many to be looked through each time. */
class Crowd {
  readonly byName = new Map<string, ReadingRow>();
  /** How many voices are counted for each key: it is their first signer. */
  readonly led = new Map<Granted, number>();
  /** The keys by which each reading counts. */
  readonly signed = new Map<ReadingRow, Set<Granted>>();

  add(row: ReadingRow, voice: readonly Authorised[]): void {
    this.byName.set(nameOf(row), row);
    const [first] = voice;
    this.led.set(first!.signer, (this.led.get(first!.signer) ?? 0) + 1);
    const signed = this.signed.get(row) ?? new Set();
    for (const { signer } of voice) signed.add(signer);
    this.signed.set(row, signed);
  }
}

/** What a contest's entries say of each station. */
export class ContestRows {
  readonly readings = new Map<Station, ReadingRow[]>();
  readonly rulings = new Map<Station, RulingRow[]>();
  /** By the station's code: a capture does not add a station. */
  readonly captures = new Map<string, CaptureRow[]>();
  /** The captures without a station, by their photographs. */
  readonly capturesOfNoStation = new Map<string, CaptureRow[]>();
  readonly #crowds = new Map<Station, Crowd>();
  /** The places of further figures and of options, once one is asked for: a law has many contests. */
  #places: { readonly further: Map<string, number>; readonly options: Map<string, number> } | undefined;

  constructor(
    readonly contest: Contest,
    readonly law: Pick<Law, "figures">,
    /** Its place in the law. */
    readonly number: number,
  ) {}

  /** Adds a reading behind its station's others. */
  add(row: ReadingRow): void {
    append(this.readings, row.station, row);
    this.#hear(row, row.signers);
  }

  /** Adds a further voice of a reading. */
  addVoice(row: ReadingRow, voice: Voice): void {
    row.furtherVoices ??= [];
    row.furtherVoices.push(voice);
    this.#hear(row, voice.signers);
  }

  /** Takes in a voice that was added. */
  #hear(row: ReadingRow, voice: readonly Authorised[]): void {
    const crowd = this.#crowds.get(row.station);
    if (crowd !== undefined) crowd.add(row, voice);
    else {
      const all = this.#readingsOf(row.station);
      const voices = all.reduce((sum, { furtherVoices }) => sum + 1 + (furtherVoices?.length ?? 0), 0);
      if (voices <= CROWD) return;
      const made = new Crowd();
      for (const one of all) for (const own of voicesOf(one)) made.add(one, own);
      this.#crowds.set(row.station, made);
    }
  }

  #readingsOf(station: Station): readonly ReadingRow[] {
    return this.readings.get(station) ?? [];
  }

  /** The station's reading that has this name. */
  find(station: Station, name: string): ReadingRow | undefined {
    const crowd = this.#crowds.get(station);
    if (crowd !== undefined) return crowd.byName.get(name);
    return this.#readingsOf(station).find((row) => nameOf(row) === name);
  }

  /** The keys by which a reading counts. */
  signedBy(row: ReadingRow): ReadonlySet<Granted> {
    const signed = this.#crowds.get(row.station)?.signed.get(row);
    return signed ?? new Set(voicesOf(row).flatMap((voice) => voice.map(({ signer }) => signer)));
  }

  /** How many voices of a station's readings are counted for a key: it is the first signer of each. */
  ledBy(station: Station, key: Granted): number {
    const crowd = this.#crowds.get(station);
    if (crowd !== undefined) return crowd.led.get(key) ?? 0;
    const voices = this.#readingsOf(station).flatMap(voicesOf);
    return voices.filter(([first]) => first!.signer === key).length;
  }

  /** The figures of a sheet, without further ones that the election lacks; options that the contest lacks apart. */
  pack(counts: Counts): Packed {
    const sheet = FIELDS.length + this.law.figures.length;
    this.#places ??= {
      further: new Map(this.law.figures.map((id, at) => [id, FIELDS.length + at])),
      options: new Map(this.contest.options.map((id, at) => [id, sheet + at])),
    };
    const { further, options } = this.#places;
    const given = new Map<number, Figure>(counts.fields.map((figure, at) => [at, figure]));
    for (const [id, figure] of counts.more) {
      const place = further.get(id);
      if (place !== undefined) given.set(place, figure);
    }
    let otherOptions: Map<string, Figure> | undefined;
    for (const [id, figure] of counts.options) {
      const place = options.get(id);
      if (place !== undefined) given.set(place, figure);
      else {
        otherOptions ??= new Map();
        otherOptions.set(id, figure);
      }
    }
    return new Packed(given, { sheet, width: sheet + this.contest.options.length }, otherOptions);
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

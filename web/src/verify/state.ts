// The state of a station and contest (docs/record.md, "States"): sides of readings with the same figures of the options,
// and whether they suffice.

import { contradicts, FIELDS, type Figure, ILLEGIBLE, NOT_ON_FORM } from "../record/figure.ts";
import type { Law } from "../record/law.ts";
import { inPlace } from "./fold/place.ts";
import { append, hasErrors, type ReadingRow, type RulingRow, voicesOf } from "./fold/rows.ts";
import { independent, type Source, type Taken } from "./independent.ts";

export const STATES = ["missing", "pending", "accepted", "contested", "disputed", "ruled"] as const;
export type State = (typeof STATES)[number];
/** What of the law decides: its policy, and how many figures stand before the options'. */
type Rules = Pick<Law, "acceptance" | "figures">;

/** A station's outcome in a contest: its state and the reading that stands, of a side the first. */
export interface Outcome {
  readonly state: State;
  readonly stands: ReadingRow | undefined;
}

/** Whether two readings both read a number for one figure, and the numbers differ. */
export function contradict(a: ReadingRow, b: ReadingRow): boolean {
  const other = b.figures;
  return a.figures.some((figure, at) => contradicts(figure, other[at]!));
}

/** The readings of one station and contest, in the order of the log, as sides are decided from them. */
export class OfStation {
  /** The first entries that show figures of the options, by the photograph that they were taken from and those figures. */
  #firstShown: Map<string, number> | undefined;

  constructor(
    readonly readings: readonly ReadingRow[],
    readonly rules: Rules,
  ) {}

  /** The outcome, by the ruling that stands where there is one. */
  outcome(ruling: RulingRow | undefined): Outcome {
    if (ruling !== undefined) return { state: "ruled", stands: ruling.stands };
    const current = inPlace(this.readings);
    if (current.length === 0) return { state: "missing", stands: undefined };
    const takingPart = current.filter(takesPart);
    const sides = new Map<string, ReadingRow[]>();
    for (const row of takingPart) append(sides, row.options, row);
    const sufficient = [...sides.values()].filter((side) => this.#suffices(side));
    const [side] = sufficient;
    if (side === undefined) return { state: "pending", stands: undefined };
    if (sufficient.length > 1) return { state: "disputed", stands: undefined };
    return { state: isContradicted(side, takingPart) ? "contested" : "accepted", stands: side[0] };
  }

  /** The readings of a reading's side, itself among them, in the order of the log. */
  side(of: ReadingRow): ReadingRow[] {
    const { options } = of;
    return inPlace(this.readings).filter((row) => takesPart(row) && row.options === options);
  }

  /** The figures of a side that stands. Those of the options are the same in all its readings; of the others it is the
   * number that all read who read one, where they read several the one that suffices by itself, or else it is illegible. */
  figures(side: readonly ReadingRow[]): readonly Figure[] {
    const byFigure = Array.from({ length: this.#optionsFrom }, () => new Map<Figure, ReadingRow[]>());
    for (const row of side) {
      const { figures } = row;
      byFigure.forEach((ofNumber, at) => {
        append(ofNumber, figures[at]!, row);
      });
    }
    return side[0]!.figures.map((first, at) => {
      const ofNumber = byFigure[at];
      if (ofNumber === undefined) return first;
      const read = [...ofNumber].filter(([figure]) => figure >= 0);
      if (read.length === 0) return ofNumber.has(ILLEGIBLE) ? ILLEGIBLE : NOT_ON_FORM;
      if (read.length === 1) return read[0]![0];
      const sufficient = read.filter(([, rows]) => this.#suffices(rows));
      return sufficient.length === 1 ? sufficient[0]![0] : ILLEGIBLE;
    });
  }

  /** How many figures of a sheet stand before the options'. */
  get #optionsFrom(): number {
    return FIELDS.length + this.rules.figures.length;
  }

  /** Whether readings of the same options, at least one, suffice. */
  #suffices(side: readonly ReadingRow[]): boolean {
    const { agree, alone } = this.rules.acceptance;
    const sufficesAlone = (row: ReadingRow): boolean =>
      !hasErrors(row) &&
      alone.some(({ method, account }) => method === row.method && (account ?? row.account) === row.account);
    if (agree <= 1 || side.some(sufficesAlone)) return true;
    return side.length >= agree && independent(this.#taken(side), agree) >= agree;
  }

  /** What independence hangs on in the readings of a side. Where one has typed a photograph blind after a seal, those that
   * typed it blind are taken each from a photograph of their own, and the others, who may have copied, are left out. */
  #taken(side: readonly ReadingRow[]): Taken[] {
    const firstShown = this.#shownAfterSeals(side);
    return side.flatMap((row) => {
      const source = sourceOf(row, firstShown);
      const keys = voicesOf(row).flatMap((voice) => voice.map(({ signer }) => signer));
      const taken = {
        keys: row.method === "message" ? (row.gateways ?? []) : keys,
        fileOf: row.method === "file" ? row.account : undefined,
      };
      return source === undefined ? [] : [{ ...taken, source }];
    });
  }

  /** Of the photographs that one of a side has typed blind after a seal: the first entry that shows the side's figures. */
  #shownAfterSeals(side: readonly ReadingRow[]): Map<string, number> {
    const shown = new Map<string, number>();
    for (const row of side) {
      const image = row.of[0];
      if (row.sealedAt === undefined || image === undefined) continue;
      this.#firstShown ??= this.#allFirstShown();
      const first = this.#firstShown.get(`${image}\n${row.options}`)!;
      if (row.sealedAt <= first) shown.set(image, first);
    }
    return shown;
  }

  /** The first entry that shows each of the station's figures. Whoever typed later may have seen it, corrected or not. */
  #allFirstShown(): Map<string, number> {
    const all = new Map<string, number>();
    for (const row of this.readings) {
      const shown = `${row.of[0]}\n${row.options}`;
      if (!all.has(shown)) all.set(shown, row.entry);
    }
    return all;
  }
}

/** Whether a reading that holds a place takes part: it has evidence, and it read a number for an option. */
const takesPart = ({ evidence, readsOption }: ReadingRow): boolean => evidence && readsOption;

/** The entry by which a reading was typed: the seal that it opens, or its own. */
const typedAt = ({ sealedAt, entry }: ReadingRow): number => sealedAt ?? entry;

/** A message is taken from nothing that another one is. */
function sourceOf(row: ReadingRow, firstShown: ReadonlyMap<string, number>): Source | undefined {
  const document = row.of[0];
  if (document === undefined) return row;
  const first = firstShown.get(document);
  if (first === undefined) return document;
  const { name, id } = row.signers[0]!.signer.key;
  return typedAt(row) <= first ? `${document}\n${name}\n${id}` : undefined;
}

/** Whether a reading that takes part contradicts one of the side. */
function isContradicted(side: readonly ReadingRow[], takingPart: readonly ReadingRow[]): boolean {
  // Of each figure the number that the side read.
  const numbers = new Map<number, Figure>();
  let several = false;
  for (const { figures } of side)
    figures.forEach((figure, at) => {
      if (figure < 0) return;
      several ||= (numbers.get(at) ?? figure) !== figure;
      numbers.set(at, figure);
    });
  return (
    several ||
    takingPart.some(({ figures }) =>
      figures.some((figure, at) => figure >= 0 && (numbers.get(at) ?? figure) !== figure),
    )
  );
}

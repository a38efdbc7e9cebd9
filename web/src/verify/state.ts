// The state of a station and contest (docs/record.md, "States"): sides of readings with the same figures of the options,
// and whether they suffice.

import { contradicts, FIELDS, type Figure, ILLEGIBLE, NOT_ON_FORM } from "../record/figure.ts";
import type { Law } from "../record/law.ts";
import { inPlace } from "./fold/place.ts";
import { hasErrors, type ReadingRow, type RulingRow, voicesOf } from "./fold/rows.ts";
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
  return a.figures.some((figure, at) => contradicts(figure, b.figures[at]!));
}

/** The outcome of a station's readings, in the order of the log, and of the ruling that stands. */
export function outcomeOf(
  readings: readonly ReadingRow[],
  ruling: RulingRow | undefined,
  rules: Rules,
): Outcome {
  if (ruling !== undefined) return { state: "ruled", stands: ruling.stands };
  const current = inPlace(readings);
  if (current.length === 0) return { state: "missing", stands: undefined };
  const takingPart = current.filter((row) => takesPart(row, rules));
  const sides = new Map<string, ReadingRow[]>();
  for (const row of takingPart) {
    const side = sides.get(optionsOf(row, rules));
    if (side === undefined) sides.set(optionsOf(row, rules), [row]);
    else side.push(row);
  }
  const sufficient = [...sides.values()].filter((side) => suffices(side, readings, rules));
  const [side] = sufficient;
  if (side === undefined) return { state: "pending", stands: undefined };
  if (sufficient.length > 1) return { state: "disputed", stands: undefined };
  return { state: isContradicted(side, takingPart) ? "contested" : "accepted", stands: side[0] };
}

/** The readings of a reading's side, itself among them, in the order of the log. */
export function sideOf(of: ReadingRow, readings: readonly ReadingRow[], rules: Rules): ReadingRow[] {
  const options = optionsOf(of, rules);
  return inPlace(readings).filter((row) => takesPart(row, rules) && optionsOf(row, rules) === options);
}

/** The figures of a side that stands. Those of the options are the same in all its readings; of the others it is the number
 * that all read who read one, where they read several the one that suffices by itself, or else it is illegible. */
export function figuresOf(
  side: readonly ReadingRow[],
  readings: readonly ReadingRow[],
  rules: Rules,
): readonly Figure[] {
  return side[0]!.figures.map((first, at) => {
    if (at >= optionsFrom(rules)) return first;
    const figures = side.map((row) => row.figures[at]!);
    const read = [...new Set(figures.filter((figure) => figure >= 0))];
    if (read.length === 0) return figures.includes(ILLEGIBLE) ? ILLEGIBLE : NOT_ON_FORM;
    if (read.length === 1) return read[0]!;
    const sufficient = read.filter((figure) =>
      suffices(
        side.filter((row) => row.figures[at] === figure),
        readings,
        rules,
      ),
    );
    return sufficient.length === 1 ? sufficient[0]! : ILLEGIBLE;
  });
}

/** The options' figures, as a text that is the same where they are. */
const optionsOf = ({ figures }: ReadingRow, rules: Rules): string => figures.slice(optionsFrom(rules)).join();

/** How many figures of a sheet stand before the options'. */
const optionsFrom = ({ figures }: Rules): number => FIELDS.length + figures.length;

/** Whether a reading that holds a place takes part: it has evidence, and it read a number for an option. */
const takesPart = ({ evidence, figures }: ReadingRow, rules: Rules): boolean =>
  evidence && figures.slice(optionsFrom(rules)).some((figure) => figure >= 0);

/** Whether readings of the same options, at least one, suffice; `all` are the station's. */
function suffices(side: readonly ReadingRow[], all: readonly ReadingRow[], rules: Rules): boolean {
  const { agree, alone } = rules.acceptance;
  const sufficesAlone = (row: ReadingRow): boolean =>
    !hasErrors(row) &&
    alone.some(({ method, account }) => method === row.method && (account ?? row.account) === row.account);
  if (agree <= 1 || side.some(sufficesAlone)) return true;
  return side.length >= agree && independent(takenOf(side, all, rules), agree) >= agree;
}

/** What independence hangs on in the readings of a side. Where one has typed a photograph blind after a seal, those that typed
 * it blind are taken each from a photograph of their own, and the others, who may have copied, are left out. */
function takenOf(side: readonly ReadingRow[], all: readonly ReadingRow[], rules: Rules): Taken[] {
  const firstShown = firstShownOf(side, all, rules);
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

/** Of the photographs that one of a side has typed blind after a seal: the first entry that shows the side's figures. */
function firstShownOf(
  side: readonly ReadingRow[],
  all: readonly ReadingRow[],
  rules: Rules,
): Map<string, number> {
  const firstShown = new Map<string, number>();
  for (const { of, sealedAt } of side) {
    const image = of[0];
    if (sealedAt === undefined || image === undefined) continue;
    const options = optionsOf(side[0]!, rules);
    // Whoever typed later may have seen this one, corrected or not.
    const shown = all.filter((row) => row.of[0] === image && optionsOf(row, rules) === options);
    const first = shown.reduce((least, { entry }) => Math.min(least, entry), Number.POSITIVE_INFINITY);
    if (sealedAt <= first) firstShown.set(image, first);
  }
  return firstShown;
}

/** Whether a reading that takes part contradicts one of the side. */
function isContradicted(side: readonly ReadingRow[], takingPart: readonly ReadingRow[]): boolean {
  return side[0]!.figures.some((_, at) => {
    const numbers = new Set(side.map((row) => row.figures[at]!).filter((figure) => figure >= 0));
    if (numbers.size === 0) return false;
    const others = takingPart.map((row) => row.figures[at]!).filter((figure) => figure >= 0);
    return numbers.size > 1 || others.some((figure) => !numbers.has(figure));
  });
}

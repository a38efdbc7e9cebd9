// The figures of a reading: all that its contest has, or, where at most one in eight of its options has one, those that are
// there with their places. So what is kept is in proportion to what was written, however many options a contest has.

import { type Figure, NOT_ON_FORM } from "../../record/figure.ts";

/** At least one of so many options has a figure, or else the few that have one are kept with their places. */
const FEW = 8;

/** A figure at its place among a contest's. */
type Placed = readonly [place: number, figure: Figure];

const NONE: readonly Placed[] = [];

export class Packed {
  /** None where there are few. */
  readonly #all: readonly Figure[] | undefined;
  /** In the order of their places. */
  readonly #few: readonly Placed[] = NONE;
  /** How many figures a contest has, and how many of them stand before the options'. */
  readonly #width: number;
  readonly #sheet: number;

  /** `given` are the figures that are there, each at its place. */
  constructor(
    given: ReadonlyMap<number, Figure>,
    { sheet, width }: { readonly sheet: number; readonly width: number },
    /** Options that the contest lacks: in no total, but on the sheet. */
    readonly otherOptions: ReadonlyMap<string, Figure> | undefined,
  ) {
    this.#width = width;
    this.#sheet = sheet;
    const few = [...given].filter(([, figure]) => figure !== NOT_ON_FORM);
    const ofOptions = few.filter(([place]) => place >= sheet).length;
    if (width - sheet >= FEW && ofOptions * FEW <= width - sheet) this.#few = few.sort(([a], [b]) => a - b);
    else this.#all = this.#expand(few);
  }

  #expand(given: readonly Placed[]): Figure[] {
    const all = new Array<Figure>(this.#width).fill(NOT_ON_FORM);
    for (const [place, figure] of given) all[place] = figure;
    return all;
  }

  /** The five fields of the sheet, then the election's further figures and the contest's options as they are shown. */
  get figures(): readonly Figure[] {
    return this.#all ?? this.#expand(this.#few);
  }

  /** The options' figures, as a text that is the same where and only where they are. */
  get options(): string {
    if (this.#all !== undefined) return this.#all.slice(this.#sheet).join();
    const few = this.#few.filter(([place]) => place >= this.#sheet);
    return few.map(([place, figure]) => `${place}:${figure}`).join();
  }

  /** Whether a number was read for an option. */
  get readsOption(): boolean {
    if (this.#all !== undefined) return this.#all.some((figure, at) => at >= this.#sheet && figure >= 0);
    return this.#few.some(([place, figure]) => place >= this.#sheet && figure >= 0);
  }
}

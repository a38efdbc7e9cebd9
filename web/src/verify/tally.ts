// The tally of a folded log: the outcome of each station, and which reading stands for each account.

import { compareText } from "../record/bytes.ts";
import { FIELDS, type Figure } from "../record/figure.ts";
import type { Law } from "../record/law.ts";
import { nameOf } from "../record/words.ts";
import type { Fold } from "./fold/fold.ts";
import { holdsPlace, inPlace } from "./fold/place.ts";
import type { ReadingRow, RulingRow } from "./fold/rows.ts";
import { ContestsAt, type Held, heldOf, isHeldAt, ListedByArea } from "./held.ts";
import type { Station } from "./register.ts";
import { OfStation, type Outcome, STATES, type State } from "./state.ts";

/** Whose telling of the result is looked at: an account's readings, of the latest of its stages at each station or of one
 * stage alone, or those that the acceptance policy and the rulings let stand, whoever they are from. */
export type View = { readonly account: string; readonly stage?: number } | "accepted";

/** The widest [`Tally.extent`] of a record whose tables and data files are made and compared: 2^27. */
export const MAX_EXTENT = 2 ** 27;

const MISSING: Outcome = { state: "missing", stands: undefined };

/** A folded log. */
export class Tally {
  readonly law: Law;
  /** Where each contest is held; undefined where that is everywhere. */
  readonly held: readonly (Held | undefined)[];
  readonly listed: ListedByArea;
  readonly #contestsAt: ContestsAt;
  readonly #outcomes: Map<Station, Outcome>[];
  readonly #standing: Map<string, Map<Station, ReadingRow>>[];

  constructor(readonly fold: Fold) {
    this.law = fold.start.law;
    this.held = heldOf(fold);
    this.listed = new ListedByArea(fold.register, this.law.register.complete);
    this.#contestsAt = new ContestsAt(fold, this.held);
    this.#outcomes = fold.contests.map(({ readings, rulings }) => {
      const outcomes = new Map<Station, Outcome>();
      for (const station of new Set([...readings.keys(), ...rulings.keys()]))
        outcomes.set(station, this.#of(readings.get(station) ?? []).outcome(rulings.get(station)?.at(-1)));
      return outcomes;
    });
    this.#standing = fold.contests.map((rows) => {
      const standing = new Map<string, Map<Station, ReadingRow>>();
      const of = (account: string): Map<Station, ReadingRow> => {
        let own = standing.get(account);
        if (own === undefined) {
          own = new Map();
          standing.set(account, own);
        }
        return own;
      };
      for (const [station, readings] of rows.readings)
        for (const row of inPlace(readings))
          if (!of(row.account).has(station)) of(row.account).set(station, row);
      for (const [station, rulings] of rows.rulings) {
        const stands = rulings.at(-1)?.stands;
        if (stands !== undefined) of(stands.account).set(station, stands);
      }
      return standing;
    });
  }

  /** All stations in the order of their codes. */
  stations(): Station[] {
    return [...this.fold.register.stations.values()].sort((a, b) => compareText(a.code, b.code));
  }

  /** The accounts that have readings in a contest, in the order of their ids. */
  accounts(contest: number): string[] {
    return [...this.#standing[contest]!.keys()].sort(compareText);
  }

  /** The stages of which a reading of a contest holds a place, of the accounts in the order of their ids. */
  stages(contest: number): { readonly account: string; readonly stage: number }[] {
    const found = new Map<string, { account: string; stage: number }>();
    for (const readings of this.fold.contests[contest]!.readings.values())
      for (const { account, stage } of readings.filter(holdsPlace))
        if (stage > 0) found.set(`${stage} ${account}`, { account, stage });
    return [...found.values()].sort((a, b) => compareText(a.account, b.account) || a.stage - b.stage);
  }

  readings(contest: number, station: Station): readonly ReadingRow[] {
    return this.fold.contests[contest]!.readings.get(station) ?? [];
  }

  ruling(contest: number, station: Station): RulingRow | undefined {
    return this.fold.contests[contest]!.rulings.get(station)?.at(-1);
  }

  /** Whether the station counts in a contest: it is on the register, or the register is not complete; and the contest is
   * held there. */
  counts(contest: number, station: Station): boolean {
    return (station.listed || !this.law.register.complete) && isHeldAt(this.held[contest], station);
  }

  outcome(contest: number, station: Station): Outcome {
    return this.#outcomes[contest]!.get(station) ?? MISSING;
  }

  /** The reading that stands for a station; whether the station counts is another question. */
  stands(view: View, contest: number, station: Station): ReadingRow | undefined {
    if (view === "accepted") return this.outcome(contest, station).stands;
    const { account, stage } = view;
    if (stage === undefined) return this.#standing[contest]!.get(account)?.get(station);
    const isOfStage = (row: ReadingRow): boolean => row.account === account && row.stage === stage;
    return this.readings(contest, station).find((row) => isOfStage(row) && holdsPlace(row));
  }

  /** The stations that count for which a reading stands. */
  stationsStanding(view: View, contest: number): Station[] {
    const ofView = (): Iterable<Station> => {
      if (view === "accepted") return this.#outcomes[contest]!.keys();
      const { account, stage } = view;
      if (stage !== undefined) return this.fold.contests[contest]!.readings.keys();
      return this.#standing[contest]!.get(account)?.keys() ?? [];
    };
    const stands = (station: Station): boolean => this.stands(view, contest, station) !== undefined;
    return [...ofView()].filter((station) => this.counts(contest, station) && stands(station));
  }

  /** How far the record's contests reach: of all together, the stations that count at which each is held, and the areas in
   * which or in parts of which it is. So many lines have the tables of stations, and those of totals for each view. */
  extent(): number {
    const areas = this.fold.register.areas.size;
    return this.held.reduce((sum, held) => {
      if (held === undefined) return sum + this.listed.all.stations + areas;
      const stations = held.parts.reduce((all, part) => all + this.listed.of(part).stations, 0);
      return sum + stations + held.areas(this.listed);
    }, 0);
  }

  /** The contests that are held at a station, and those of which there are readings, rulings or photographs of it, by their
   * places in the law. */
  contestsAt(station: Station): number[] {
    return this.#contestsAt.of(station);
  }

  /** The figures that stand for a station that counts; where a side stands, those of its readings together. */
  figures(view: View, contest: number, station: Station): readonly Figure[] | undefined {
    const together = this.#together(view, contest, station);
    const [first] = together;
    if (together.length <= 1) return first?.figures;
    return this.#of(this.readings(contest, station)).figures(together);
  }

  /** Whether what stands for a station is contested: it counts in the totals and covers nothing. */
  isContested(view: View, contest: number, station: Station): boolean {
    return view === "accepted" && this.outcome(contest, station).state === "contested";
  }

  /** The reading that stands for a station that counts, or those of the side that stands. */
  #together(view: View, contest: number, station: Station): readonly ReadingRow[] {
    const stands = this.counts(contest, station) ? this.stands(view, contest, station) : undefined;
    if (stands === undefined) return [];
    const { state } = this.outcome(contest, station);
    if (view !== "accepted" || state === "ruled") return [stands];
    return this.#of(this.readings(contest, station)).side(stands);
  }

  #of(readings: readonly ReadingRow[]): OfStation {
    return new OfStation(readings, this.law);
  }

  /** How many of the figures that stand for a station rest on withheld documents alone: no reading that stands there and
   * reads the figure was taken from a document whose bytes are passed on. */
  withheldFigures(view: View, contest: number, station: Station): number {
    const { withheld } = this.fold;
    if (withheld.size === 0) return 0;
    const together = this.#together(view, contest, station);
    const standing = this.figures(view, contest, station) ?? [];
    // The places of figures that a withheld reading reads, and of those that another one does.
    const [hidden, shown] = [new Set<number>(), new Set<number>()];
    for (const { of, figures } of together) {
      const into = of.some((document) => withheld.has(document)) ? hidden : shown;
      figures.forEach((figure, at) => {
        if (figure >= 0 && figure === standing[at]) into.add(at);
      });
    }
    return [...hidden].filter((at) => !shown.has(at)).length;
  }

  /** What the election is called, by the words that stand. */
  get name(): string {
    return nameOf(this.law, this.fold.words);
  }

  /** When the last polls close: the latest of what the law and the register say of the country and of areas. */
  pollsClose(): string | undefined {
    const areas = [...this.fold.expected.values()].map((expected) => expected.pollsClose);
    return [...areas, this.fold.pollsClose]
      .filter((minute) => minute !== undefined)
      .sort()
      .at(-1);
  }

  /** The names of a contest's figures, in their order. */
  figureNames(contest: number): string[] {
    const { figures, contests } = this.law;
    return [...FIELDS, ...figures, ...contests[contest]!.options];
  }

  /** How many figures a contest has. */
  width(contest: number): number {
    const { figures, contests } = this.law;
    return FIELDS.length + figures.length + contests[contest]!.options.length;
  }

  /** Those of a contest's figures that are the options'. */
  optionsOf(figures: readonly Figure[]): readonly Figure[] {
    return figures.slice(FIELDS.length + this.law.figures.length);
  }

  /** How many stations that count are in each state. */
  states(contest: number): Record<State, number> {
    const counts = Object.fromEntries(STATES.map((state) => [state, 0])) as Record<State, number>;
    const parts = this.held[contest]?.parts.map((part) => this.listed.of(part)) ?? [this.listed.all];
    counts.missing = parts.reduce((sum, { stations }) => sum + stations, 0);
    for (const [station, { state }] of this.#outcomes[contest]!) {
      if (!this.counts(contest, station)) continue;
      counts.missing--;
      counts[state]++;
    }
    return counts;
  }
}

// Totals by area with their coverage (docs/record.md, "Totals"). Missing is not zero. Those of areas where nothing stands are
// not kept: they say how many stations there are, and nothing else.

import { type Figure, ILLEGIBLE } from "../record/figure.ts";
import type { Listed } from "./held.ts";
import type { Area } from "./register.ts";
import type { Tally, View } from "./tally.ts";

/** One figure summed over stations. */
export interface Sum {
  /** The sum of what was read. */
  sum: number;
  /** How much of it is of contested stations. */
  contested: number;
  /** At how many stations it was read. */
  read: number;
  illegible: number;
}

/** How much of an area a total covers. */
export interface Coverage {
  /** Stations with a standing reading. */
  stations: number;
  /** Stations in the area, where that is known. */
  ofStations: number | undefined;
  /** Registered voters of the covered stations, as far as known. */
  registered: number;
  ofRegistered: number | undefined;
  /** Covered stations whose registered voters are not known. */
  withoutRegistered: number;
  /** Stations among them whose figures stand and are contested. */
  contestedStations: number;
  /** Registered voters of contested stations, as far as known. */
  contestedRegistered: number;
  /** Registered voters of covered stations that are not contested with an option's figure that was not read. */
  partlyReadRegistered: number;
  /** Covered stations at which a figure rests on withheld documents alone. */
  withheldStations: number;
  /** How many figures at these stations do: read in no document whose bytes are passed on. */
  withheldFigures: number;
}

export interface Total {
  /** The area's code; undefined for the country and for the stations in no area. */
  readonly area: string | undefined;
  readonly coverage: Coverage;
  /** In the order of [`Tally.figureNames`]. */
  readonly figures: readonly Sum[];
}

/** What of an area's coverage is added to that of the area above. */
const ADDED = [
  "stations",
  "registered",
  "withoutRegistered",
  "contestedStations",
  "contestedRegistered",
  "partlyReadRegistered",
  "withheldStations",
  "withheldFigures",
] as const;

/** The sum of a figure where nothing stands. */
const NOTHING: Sum = Object.freeze({ sum: 0, contested: 0, read: 0, illegible: 0 });

/** A total that grows. */
class Growing {
  readonly coverage: Coverage = {
    stations: 0,
    ofStations: undefined,
    registered: 0,
    ofRegistered: undefined,
    withoutRegistered: 0,
    contestedStations: 0,
    contestedRegistered: 0,
    partlyReadRegistered: 0,
    withheldStations: 0,
    withheldFigures: 0,
  };
  /** Undefined where nothing stands. */
  #sums: Sum[] | undefined;
  readonly #width: number;

  constructor(
    readonly tally: Tally,
    contest: number,
  ) {
    this.#width = tally.width(contest);
  }

  get figures(): readonly Sum[] {
    return this.#sums ?? new Array<Sum>(this.#width).fill(NOTHING);
  }

  #own(): Sum[] {
    const length = this.#width;
    this.#sums ??= Array.from({ length }, () => ({ sum: 0, contested: 0, read: 0, illegible: 0 }));
    return this.#sums;
  }

  /** Adds what stands at a station; `withheld` is how many of the figures rest on withheld documents alone. */
  add(
    listedVoters: number | undefined,
    figures: readonly Figure[],
    contested: boolean,
    withheld: number,
  ): void {
    const { coverage } = this;
    coverage.stations++;
    if (contested) coverage.contestedStations++;
    if (withheld > 0) coverage.withheldStations++;
    coverage.withheldFigures += withheld;
    const registered = listedVoters ?? (figures[0]! >= 0 ? figures[0] : undefined);
    if (registered === undefined) coverage.withoutRegistered++;
    else {
      coverage.registered += registered;
      if (contested) coverage.contestedRegistered += registered;
      else if (this.tally.optionsOf(figures).some((figure) => figure < 0))
        coverage.partlyReadRegistered += registered;
    }
    const sums = this.#own();
    figures.forEach((figure, at) => {
      const sum = sums[at]!;
      if (figure >= 0) {
        sum.sum += figure;
        if (contested) sum.contested += figure;
        sum.read++;
      } else if (figure === ILLEGIBLE) sum.illegible++;
    });
  }

  addAll(below: Growing): void {
    for (const key of ADDED) this.coverage[key] += below.coverage[key];
    if (below.#sums === undefined) return;
    const sums = this.#own();
    below.#sums.forEach((more, at) => {
      const sum = sums[at]!;
      sum.sum += more.sum;
      sum.contested += more.contested;
      sum.read += more.read;
      sum.illegible += more.illegible;
    });
  }
}

/** The totals of a contest as one view has it. */
export class Totals {
  readonly country: Total;
  /** The stations in no area; undefined where every station is in one, or where the contest is not held everywhere. */
  readonly noArea: Total | undefined;
  /** The areas where something stands. */
  readonly #areas = new Map<Area, Growing>();

  constructor(
    readonly tally: Tally,
    view: View,
    readonly contest: number,
  ) {
    const country = new Growing(tally, contest);
    const noArea = new Growing(tally, contest);
    for (const station of tally.stationsStanding(view, contest)) {
      const into = station.area === undefined ? noArea : this.#growing(station.area);
      const withheld = tally.withheldFigures(view, contest, station);
      const figures = tally.figures(view, contest, station)!;
      into.add(station.registered, figures, tally.isContested(view, contest, station), withheld);
    }
    for (const { parent } of [...this.#areas.keys()])
      for (let at = parent; at !== undefined && !this.#areas.has(at); at = at.parent) this.#growing(at);
    // An area stands behind the one above it.
    const lowestFirst = [...this.#areas].sort(([a], [b]) => b.number - a.number);
    for (const [{ parent }, growing] of lowestFirst)
      (parent === undefined ? country : this.#growing(parent)).addAll(growing);
    country.addAll(noArea);
    this.country = this.#finish(undefined, country, this.#ofCountry());
    const none = tally.held[contest] === undefined && tally.listed.none.stations > 0;
    this.noArea = none ? this.#finish(undefined, noArea, this.#orListed({}, tally.listed.none)) : undefined;
  }

  /** The total of an area in which the contest is held, or in a part of it. */
  of(area: Area): Total {
    const growing = this.#areas.get(area) ?? new Growing(this.tally, this.contest);
    return this.#finish(area.code, growing, this.#ofArea(area));
  }

  #growing(area: Area): Growing {
    let growing = this.#areas.get(area);
    if (growing === undefined) {
      growing = new Growing(this.tally, this.contest);
      this.#areas.set(area, growing);
    }
    return growing;
  }

  #finish(area: string | undefined, growing: Growing, { stations, registered }: Extent): Total {
    const { coverage, figures } = growing;
    coverage.ofStations = stations;
    coverage.ofRegistered = registered;
    return { area, coverage, figures };
  }

  /** How many stations and voters an area has in the contest: where it is held in the whole area, as expected or listed;
   * else as many as those of its areas that lie within have together. */
  #ofArea(area: Area): Extent {
    const held = this.tally.held[this.contest];
    if (held === undefined || held.has(area)) return this.#said(area);
    return sumOf(held.below(area).map((part) => this.#said(part)));
  }

  #ofCountry(): Extent {
    const held = this.tally.held[this.contest];
    if (held === undefined) return this.#orListed(this.tally.law.register, this.tally.listed.all);
    const nothing = { stations: 0, registered: 0, unknown: 0 };
    const unknown = held.unknown.map((code) =>
      this.#orListed(this.tally.fold.expected.get(code) ?? {}, nothing),
    );
    return sumOf([...held.parts.map((part) => this.#said(part)), ...unknown]);
  }

  #said(area: Area): Extent {
    return this.#orListed(this.tally.fold.expected.get(area.code) ?? {}, this.tally.listed.of(area));
  }

  /** What is expected, or else, where the register is complete, what is listed. */
  #orListed(expected: Extent, { stations, registered, unknown }: Listed): Extent {
    const { complete } = this.tally.law.register;
    return {
      stations: expected.stations ?? (complete ? stations : undefined),
      registered: expected.registered ?? (complete && unknown === 0 ? registered : undefined),
    };
  }
}

/** How many stations and registered voters there are, as far as that is known. */
interface Extent {
  readonly stations?: number | undefined;
  readonly registered?: number | undefined;
}

/** The sums where all are known. */
function sumOf(parts: readonly Extent[]): Extent {
  const sum = (of: (part: Extent) => number | undefined): number | undefined =>
    parts.map(of).reduce<number | undefined>((all, one) => {
      return all === undefined || one === undefined ? undefined : all + one;
    }, 0);
  return { stations: sum((part) => part.stations), registered: sum((part) => part.registered) };
}

// Totals by area with their coverage (docs/record.md, "Totals"). Missing is not zero.

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
  readonly figures: Sum[];
}

/** The totals of a contest as one view has it. */
export interface Totals {
  readonly country: Total;
  /** The stations in no area; undefined where every station is in one. */
  readonly noArea: Total | undefined;
  /** Every area, by its code. */
  readonly areas: ReadonlyMap<string, Total>;
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

/** A total that grows, with what the register lists of its area. */
class Growing {
  readonly figures: Sum[];
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
  readonly listed: Listed = { stations: 0, registered: 0, unknown: 0 };

  constructor(
    readonly tally: Tally,
    contest: number,
    readonly area?: Area,
  ) {
    const { length } = tally.figureNames(contest);
    this.figures = Array.from({ length }, () => ({ sum: 0, contested: 0, read: 0, illegible: 0 }));
  }

  /** Adds a station; `withheld` is how many of the figures that stand there rest on withheld documents alone. */
  add(
    listedVoters: number | undefined,
    figures: readonly Figure[] | undefined,
    contested: boolean,
    withheld: number,
  ): void {
    this.listed.stations++;
    if (listedVoters === undefined) this.listed.unknown++;
    else this.listed.registered += listedVoters;
    if (figures === undefined) return;
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
    figures.forEach((figure, at) => {
      const sum = this.figures[at]!;
      if (figure >= 0) {
        sum.sum += figure;
        if (contested) sum.contested += figure;
        sum.read++;
      } else if (figure === ILLEGIBLE) sum.illegible++;
    });
  }

  addAll(below: Growing): void {
    for (const key of ["stations", "registered", "unknown"] as const) this.listed[key] += below.listed[key];
    for (const key of ADDED) this.coverage[key] += below.coverage[key];
    below.figures.forEach((more, at) => {
      const sum = this.figures[at]!;
      sum.sum += more.sum;
      sum.contested += more.contested;
      sum.read += more.read;
      sum.illegible += more.illegible;
    });
  }
}

/** The totals of a contest as `view` has it: of the country and of every area, in one pass. */
export function totalsOf(tally: Tally, view: View, contest: number): Totals {
  const country = new Growing(tally, contest);
  const noArea = new Growing(tally, contest);
  const areas = new Map<Area, Growing>();
  for (const area of tally.fold.register.areas.values()) areas.set(area, new Growing(tally, contest, area));
  for (const station of tally.fold.register.stations.values()) {
    if (!tally.counts(contest, station)) continue;
    const into = station.area === undefined ? noArea : areas.get(station.area)!;
    const withheld = tally.withheldFigures(view, contest, station);
    const figures = tally.figures(view, contest, station);
    into.add(station.registered, figures, tally.isContested(view, contest, station), withheld);
  }
  // An area stands after the one above it.
  for (const [area, growing] of [...areas].reverse())
    (area.parent === undefined ? country : areas.get(area.parent)!).addAll(growing);
  country.addAll(noArea);

  const { register } = tally.law;
  /** What is expected, or else, where the register is complete, what is listed. */
  const orListed = (expected: Extent, { stations, registered, unknown }: Listed): Extent => ({
    stations: expected.stations ?? (register.complete ? stations : undefined),
    registered: expected.registered ?? (register.complete && unknown === 0 ? registered : undefined),
  });
  const held = tally.held[contest];
  /** How many stations and voters an area has in the contest: where it is held in the whole area, as expected or listed;
   * else as many as those of its areas that lie within have together. */
  const extentOf = ({ area, listed }: Growing, expected: Extent): Extent => {
    if (held === undefined || held.has(area)) return orListed(expected, listed);
    const parts = held.within(area);
    const of = parts.map(({ code, listed: own }) => orListed(tally.fold.expected.get(code) ?? {}, own));
    return { stations: sum(of.map((one) => one.stations)), registered: sum(of.map((one) => one.registered)) };
  };
  const finish = (growing: Growing, { stations, registered }: Extent): Total => {
    const { coverage, figures, area } = growing;
    coverage.ofStations = stations;
    coverage.ofRegistered = registered;
    return { area: area?.code, coverage, figures };
  };
  return {
    country: finish(country, extentOf(country, register)),
    noArea: noArea.listed.stations > 0 ? finish(noArea, orListed({}, noArea.listed)) : undefined,
    areas: new Map(
      [...areas].map(([area, growing]) => [
        area.code,
        finish(growing, extentOf(growing, tally.fold.expected.get(area.code) ?? {})),
      ]),
    ),
  };
}

/** How many stations and registered voters there are, as far as that is known. */
interface Extent {
  readonly stations?: number | undefined;
  readonly registered?: number | undefined;
}

/** The sum where all are known. */
function sum(numbers: readonly (number | undefined)[]): number | undefined {
  return numbers.reduce((all, one) => (all === undefined || one === undefined ? undefined : all + one), 0);
}

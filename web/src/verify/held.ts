// Where contests are held (docs/record.md, "Contests that are not held everywhere"): everywhere, or in areas that the law
// or a register names, by the register as it stands.

import type { Fold } from "./fold/fold.ts";
import { append } from "./fold/rows.ts";
import type { Area, Register, Station } from "./register.ts";

/** What the register lists of an area, of the stations that count wherever a contest is held. */
export interface Listed {
  stations: number;
  registered: number;
  /** Stations whose registered voters are not known. */
  unknown: number;
}

const nothing = (): Listed => ({ stations: 0, registered: 0, unknown: 0 });

/** What is listed in each area, in no area and in the whole country. Made once of a finished record: no contest changes
 * it. */
export class ListedByArea {
  readonly #areas = new Map<Area, Listed>();
  /** Of each area, how many lie within it, itself among them. */
  readonly #within = new Map<Area, number>();
  readonly none = nothing();
  readonly all = nothing();

  /** `onlyListed` is whether stations count only where they are on the register. */
  constructor({ areas, stations }: Register, onlyListed: boolean) {
    for (const area of areas.values()) this.#areas.set(area, nothing());
    for (const station of stations.values()) {
      if (onlyListed && !station.listed) continue;
      const listed = station.area === undefined ? this.none : this.of(station.area);
      listed.stations++;
      if (station.registered === undefined) listed.unknown++;
      else listed.registered += station.registered;
    }
    const add = (to: Listed, more: Listed): void => {
      to.stations += more.stations;
      to.registered += more.registered;
      to.unknown += more.unknown;
    };
    add(this.all, this.none);
    // An area stands after the one above it.
    for (const [area, listed] of [...this.#areas].reverse()) {
      const within = (this.#within.get(area) ?? 0) + 1;
      this.#within.set(area, within);
      add(area.parent === undefined ? this.all : this.of(area.parent), listed);
      if (area.parent !== undefined)
        this.#within.set(area.parent, (this.#within.get(area.parent) ?? 0) + within);
    }
  }

  /** How many areas lie within one, itself among them. */
  areasWithin(area: Area): number {
    return this.#within.get(area)!;
  }

  of(area: Area): Listed {
    return this.#areas.get(area)!;
  }
}

/** The areas of a contest that is not held everywhere. */
export class Held {
  /** Those of them that lie in no other one. */
  readonly parts: readonly Area[];
  /** The codes of those that no register has named; they lie in the country alone. */
  readonly unknown: readonly string[];
  readonly #named: ReadonlySet<Area>;
  /** The parts within each area that stands above one. */
  readonly #below = new Map<Area, Area[]>();

  constructor({ areas }: Register, codes: readonly string[]) {
    const named = codes.map((code) => areas.get(code));
    this.unknown = codes.filter((_, at) => named[at] === undefined);
    this.#named = new Set(named.filter((area) => area !== undefined));
    this.parts = [...this.#named].filter(({ parent }) => !this.has(parent));
    for (const part of this.parts)
      for (let above = part.parent; above !== undefined; above = above.parent)
        append(this.#below, above, part);
  }

  /** Whether an area is one of them or lies in one. What is in no known area lies in none. */
  has(area: Area | undefined): boolean {
    for (let at = area; at !== undefined; at = at.parent) if (this.#named.has(at)) return true;
    return false;
  }

  /** The parts that lie below an area. */
  below(area: Area): readonly Area[] {
    return this.#below.get(area) ?? [];
  }

  /** In how many areas the contest is held, or in parts of how many. */
  areas(listed: ListedByArea): number {
    return this.parts.reduce((sum, part) => sum + listed.areasWithin(part), this.#below.size);
  }

  /** Whether the contest is held in an area or in a part of it. */
  isIn(area: Area): boolean {
    return this.has(area) || this.#below.has(area);
  }
}

/** Where each contest of a fold is held, in their order; undefined where that is everywhere. */
export const heldOf = (fold: Fold): (Held | undefined)[] =>
  fold.contests.map(({ contest }) => {
    const areas = fold.contestAreas.get(contest.id)!;
    return areas.length === 0 ? undefined : new Held(fold.register, areas);
  });

/** Whether a contest is held at a station. */
export const isHeldAt = (held: Held | undefined, station: Station): boolean =>
  held === undefined || held.has(station.area);

/** The contests of each station, by their places in the law: those that are held there, and those of which the record says
 * something there. */
export class ContestsAt {
  readonly #everywhere: number[] = [];
  /** By the parts of the others. */
  readonly #byPart = new Map<Area, number[]>();
  /** Of stations at which a contest is not held and of which there are readings, rulings or photographs. */
  readonly #outside = new Map<Station, Set<number>>();

  constructor(fold: Fold, all: readonly (Held | undefined)[]) {
    all.forEach((held, contest) => {
      if (held === undefined) {
        this.#everywhere.push(contest);
        return;
      }
      for (const part of held.parts) append(this.#byPart, part, contest);
      const { readings, rulings, captures } = fold.contests[contest]!;
      const shown = [...captures.keys()].map((code) => fold.register.stations.get(code));
      for (const station of [...readings.keys(), ...rulings.keys(), ...shown]) {
        if (station === undefined || held.has(station.area)) continue;
        this.#outside.set(station, (this.#outside.get(station) ?? new Set()).add(contest));
      }
    });
  }

  /** Those of a station, in the order of the law. */
  of(station: Station): number[] {
    const all = new Set([...this.#everywhere, ...(this.#outside.get(station) ?? [])]);
    for (let at = station.area; at !== undefined; at = at.parent)
      for (const contest of this.#byPart.get(at) ?? []) all.add(contest);
    return [...all].sort((a, b) => a - b);
  }
}

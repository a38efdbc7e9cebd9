// Where a contest is held (docs/record.md, "Contests that are not held everywhere"): everywhere, or in areas that the law
// or a register names, by the register as it stands.

import type { Fold } from "./fold/fold.ts";
import { type Area, type Station, within } from "./register.ts";

/** What the register lists of an area. */
export interface Listed {
  stations: number;
  registered: number;
  /** Stations whose registered voters are not known. */
  unknown: number;
}

/** One of a contest's areas that lies in no other one. */
interface Part {
  readonly code: string;
  /** Undefined where no register has named it. */
  readonly area: Area | undefined;
  readonly listed: Listed;
}

/** The areas of a contest that is not held everywhere. */
export class Held {
  readonly #parts: readonly Part[];
  readonly #named: ReadonlySet<Area | undefined>;

  constructor({ register }: Fold, codes: readonly string[]) {
    const named = codes.map((code) => ({ code, area: register.areas.get(code) }));
    this.#named = new Set(named.map(({ area }) => area));
    this.#parts = named
      .filter(({ area }) => !this.has(area?.parent))
      .map((part) => ({ ...part, listed: { stations: 0, registered: 0, unknown: 0 } }));
    const byArea = new Map(this.#parts.map((part) => [part.area, part]));
    for (const station of register.stations.values()) {
      if (!station.listed) continue;
      for (let at = station.area; at !== undefined; at = at.parent) {
        const listed = byArea.get(at)?.listed;
        if (listed === undefined) continue;
        listed.stations++;
        if (station.registered === undefined) listed.unknown++;
        else listed.registered += station.registered;
        break;
      }
    }
  }

  /** Whether an area is one of them or lies in one. What is in no known area lies in none. */
  has(area: Area | undefined): boolean {
    for (let at = area; at !== undefined; at = at.parent) if (this.#named.has(at)) return true;
    return false;
  }

  /** The parts that lie within an area (the country where there is none). Those that no register has named lie in the
   * country alone. */
  within(area: Area | undefined): readonly Part[] {
    if (area === undefined) return this.#parts;
    return this.#parts.filter((part) => part.area !== undefined && within(part.area, area));
  }
}

/** Where each contest of a fold is held, in their order; undefined where that is everywhere. */
export const heldOf = (fold: Fold): (Held | undefined)[] =>
  fold.contests.map(({ contest }) => {
    const areas = fold.contestAreas.get(contest.id)!;
    return areas.length === 0 ? undefined : new Held(fold, areas);
  });

/** Whether a contest is held at a station. */
export const isHeldAt = (held: Held | undefined, station: Station): boolean =>
  held === undefined || held.has(station.area);

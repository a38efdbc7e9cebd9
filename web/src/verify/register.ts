// The register as the log has built it so far: stations and the country's tree of areas.

import type { Listed, Place } from "../record/register.ts";

export interface Area {
  readonly code: string;
  /** Its place in the order in which areas were first named: behind the one above it. */
  readonly number: number;
  name: string;
  /** 0 for the topmost. */
  readonly level: number;
  readonly parent: Area | undefined;
}

export interface Station {
  readonly code: string;
  /** Its lowest area. */
  area: Area | undefined;
  registered: number | undefined;
  /** Whether it is on the register. */
  listed: boolean;
  /** Whether two registers gave other numbers of registered voters; the first stands. */
  registeredDiffers: boolean;
  /** Whether two registers put it into other areas; the first stands. */
  areaDiffers: boolean;
  place: Place | undefined;
}

/** The stations that registers, readings and rulings have named, and the areas, in the order of their first naming. */
export class Register {
  readonly stations = new Map<string, Station>();
  readonly areas = new Map<string, Area>();

  /** Takes in what a register's blob lists. */
  list(listed: readonly Listed[]): void {
    for (const { code, registered, areas, place } of listed) {
      const station = this.add(code);
      const { lowest, elsewhere } = this.#path(areas);
      station.listed = true;
      if (elsewhere || (station.area !== undefined && lowest !== undefined && lowest !== station.area))
        station.areaDiffers = true;
      station.area ??= lowest;
      station.place ??= place;
      if (station.registered === undefined) station.registered = registered;
      else if (registered !== undefined && registered !== station.registered)
        station.registeredDiffers = true;
    }
  }

  /** The lowest of the areas of a station, and whether one of them stands elsewhere in the tree: an area that is known
   * keeps its place. */
  #path(areas: Listed["areas"]): { lowest: Area | undefined; elsewhere: boolean } {
    let above: Area | undefined;
    let elsewhere = false;
    areas.forEach(({ code, name }, level) => {
      let area = this.areas.get(code);
      if (area === undefined) {
        area = { code, number: this.areas.size, name, level, parent: above };
        this.areas.set(code, area);
      } else {
        if (area.name === "") area.name = name;
        if (area.parent !== above || area.level !== level) elsewhere = true;
      }
      above = area;
    });
    return { lowest: above, elsewhere };
  }

  /** The station of that code, added as unlisted where there is none. */
  add(code: string): Station {
    let station = this.stations.get(code);
    if (station === undefined) {
      station = {
        code,
        area: undefined,
        registered: undefined,
        listed: false,
        registeredDiffers: false,
        areaDiffers: false,
        place: undefined,
      };
      this.stations.set(code, station);
    }
    return station;
  }
}

/** Whether `area` is `from` or stands above it. */
export function within(from: Area | undefined, area: Area): boolean {
  for (let at = from; at !== undefined; at = at.parent) if (at === area) return true;
  return false;
}

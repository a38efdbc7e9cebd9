// The stations' data files, compared with the count done anew.

import { dataFile, shardDigits, stationShard } from "../../publication/layout.ts";
import { type Finding, findingsOf } from "../findings.ts";
import { append } from "../fold/rows.ts";
import type { Problems } from "../problem.ts";
import type { Station } from "../register.ts";
import type { Tally } from "../tally.ts";
import { difference, MAX_DATA_BYTES, parseData, stationData } from "./data.ts";

/** The data files that a record of these stations must have. */
export class DataFiles {
  readonly #tally: Tally;
  readonly #findings = new Map<Station, Finding[]>();
  /** Each file's name and stations, by its path. */
  readonly #files = new Map<string, { readonly name: string; readonly stations: Station[] }>();
  /** How many stations were compared. */
  compared = 0;

  constructor(tally: Tally) {
    this.#tally = tally;
    for (const finding of findingsOf(tally)) append(this.#findings, finding.reading.station, finding);
    const stations = tally.stations();
    const digits = shardDigits(stations.length);
    for (const station of stations) {
      const name = stationShard(station.code, digits);
      const file = this.#files.get(dataFile(name)) ?? { name, stations: [] };
      file.stations.push(station);
      this.#files.set(dataFile(name), file);
    }
  }

  /** The paths of the files. */
  paths(): string[] {
    return [...this.#files.keys()].sort();
  }

  has(path: string): boolean {
    return this.#files.has(path);
  }

  /** Compares one of the files. `malformed` is reported only where the bytes are those that the manifest names: otherwise
   * differing bytes are reported already. */
  compare(path: string, bytes: Uint8Array, asNamed: boolean, problems: Problems): void {
    if (bytes.length > MAX_DATA_BYTES) {
      problems.add(path, "too_large");
      return;
    }
    const { name, stations } = this.#files.get(path)!;
    const data = parseData(bytes, name);
    if (data === undefined) {
      if (asNamed) problems.add(path, "malformed");
      return;
    }
    for (const station of stations) {
      const given = Object.hasOwn(data, station.code) ? data[station.code] : undefined;
      const findings = this.#findings.get(station) ?? [];
      const expected = stationData(this.#tally, station, findings, { data: given });
      const differs = difference(given, expected, station.code);
      if (differs !== undefined) problems.add(path, "differs_from_count", { ...differs });
      this.compared++;
    }
    const known = new Set(stations.map((station) => station.code));
    for (const at of Object.keys(data).filter((code) => !known.has(code)))
      problems.add(path, "differs_from_count", { at, found: "a station", expected: "nothing" });
  }
}

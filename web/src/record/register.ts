// A register's blob (docs/record.md, "The register's blob"): the stations that it lists, with their areas.

import { fromUtf8 } from "./bytes.ts";
import { isAreaCode, isStationCode, MAX_U32 } from "./names.ts";

/** A station as a register lists it. */
export interface Listed {
  readonly code: string;
  readonly registered: number | undefined;
  /** From the top down; none where they are not known. */
  readonly areas: readonly { readonly code: string; readonly name: string }[];
  readonly place: Place | undefined;
}

/** A place by WGS 84, in degrees. */
export type Place = readonly [latitude: number, longitude: number];

/** Reads a register's blob; undefined where any line is wrong. Bytes that are not UTF-8 are wrong anywhere. */
export function parseRegister(bytes: Uint8Array, levels: readonly string[]): Listed[] | undefined {
  const text = fromUtf8(bytes);
  if (text === undefined) return undefined;
  const header = ["station", "registered", ...levels.flatMap((level) => [level, `${level}_name`])];
  const places = header.length;
  const stations: Listed[] = [];
  let first = true;
  for (const row of csvRows(text.startsWith("\ufeff") ? text.slice(1) : text)) {
    if (first) {
      if (row.length > places) header.push("latitude", "longitude");
      if (row.length !== header.length) return undefined;
      if (row.some((cell, at) => cell !== header[at])) return undefined;
      first = false;
      continue;
    }
    if (row.length !== header.length) return undefined;
    const station = readStation(row, places);
    if (station === undefined) return undefined;
    stations.push(station);
  }
  return first ? undefined : stations;
}

function readStation(row: readonly string[], places: number): Listed | undefined {
  const [code, voters] = row as [string, string];
  const registered = voters === "" ? undefined : Number(voters);
  if (!isStationCode(code) || !/^[0-9]*$/.test(voters) || (registered ?? 0) > MAX_U32) return undefined;
  const areas: { code: string; name: string }[] = [];
  if (row.slice(2, places).some((cell) => cell !== "")) {
    for (let at = 2; at < places; at += 2) {
      if (!isAreaCode(row[at]!)) return undefined;
      areas.push({ code: row[at]!, name: row[at + 1]! });
    }
  }
  const [north, east] = row.slice(places) as [string?, string?];
  if (north === undefined || east === undefined || (north === "" && east === ""))
    return { code, registered, areas, place: undefined };
  const [latitude, longitude] = [degrees(north, 90), degrees(east, 180)];
  if (latitude === undefined || longitude === undefined) return undefined;
  return { code, registered, areas, place: [latitude, longitude] };
}

/** Decimal degrees, of which six decimals count, up to `most` north or south, east or west. */
function degrees(text: string, most: number): number | undefined {
  const [, sign, whole, decimals = ""] = /^(-?)([0-9]{1,3})(?:\.([0-9]{1,15}))?$/.exec(text) ?? [];
  if (whole === undefined) return undefined;
  const millionths = Number(whole + decimals.slice(0, 6).padEnd(6, "0"));
  if (millionths > most * 1e6) return undefined;
  return millionths === 0 ? 0 : (sign === "-" ? -millionths : millionths) / 1e6;
}

/** The rows of a CSV text (RFC 4180): lines end in LF, CR or both, empty ones are passed over, a quote within
 * an unquoted cell stands for itself, and what follows a closing quote belongs to the cell. */
function* csvRows(text: string): Generator<string[]> {
  let at = 0;
  while (at < text.length) {
    if (text[at] === "\n" || text[at] === "\r") {
      at++;
      continue;
    }
    const row: string[] = [];
    for (let ended = false; !ended; ) {
      let cell = "";
      if (text[at] === '"') {
        at++;
        for (;;) {
          const quote = text.indexOf('"', at);
          cell += text.slice(at, quote < 0 ? text.length : quote);
          at = quote < 0 ? text.length : quote + 1;
          if (quote < 0 || text[at] !== '"') break;
          cell += '"';
          at++;
        }
      }
      const start = at;
      while (at < text.length && text[at] !== "," && text[at] !== "\n" && text[at] !== "\r") at++;
      row.push(cell + text.slice(start, at));
      ended = text[at] !== ",";
      at++;
    }
    yield row;
  }
}

// The search index in its pieces (docs/pages.md): `search/index` names the pieces, `search/w-…` hold words with
// the numbers of their areas, `search/a-…` the areas.

import { SEARCH_INDEX, searchAreas, searchPiece } from "../../publication/layout.ts";
import { load } from "../load.ts";
import { count, entries, list, maybeText, object, text } from "../values.ts";

export interface Area {
  readonly number: number;
  readonly code: string;
  readonly name: string;
  /** The number of the area that it lies in. */
  readonly parent: number | undefined;
  /** Its page within the language's folder. */
  readonly page: string;
  /** How many stations it has. */
  readonly stations: number;
  /** The codes of the stations directly in it, where they are listed. */
  readonly own: readonly string[];
}

/** The index of the pieces. */
export interface Index {
  readonly areas: number;
  readonly chunk: number;
  readonly pieces: readonly string[];
  /** The areas with the most stations, and so whatever they lie in. */
  readonly largest: ReadonlyMap<number, Area>;
}

/** A word's areas by number; undefined for a word of too many. */
export type Places = readonly number[] | undefined;
export type Piece = readonly (readonly [word: string, places: Places])[];

/** Gets a data file's value by its name. */
export type Loader = (name: string) => Promise<unknown>;

export class Pieces {
  readonly #load: Loader;
  #index: Promise<Index> | undefined;
  readonly #pieces = new Map<string, Promise<Piece>>();
  readonly #chunks = new Map<number, Promise<Area[]>>();

  constructor(loader: Loader) {
    this.#load = loader;
  }

  static of(root: string): Pieces {
    return new Pieces((name) => load(root, name));
  }

  index(): Promise<Index> {
    this.#index ??= this.#load(SEARCH_INDEX).then((value) => {
      const { areas, chunk, pieces, largest } = object(value);
      const rows = list(largest, (row) => {
        const [number, ...area] = list(row, (cell) => cell);
        return readArea(count(number) ?? 0, area);
      });
      return {
        areas: count(areas) ?? 0,
        chunk: count(chunk) || 1,
        pieces: list(pieces, text),
        largest: new Map(rows.map((area) => [area.number, area])),
      };
    });
    this.#index.catch(() => {
      this.#index = undefined;
    });
    return this.#index;
  }

  piece(prefix: string): Promise<Piece> {
    return kept(this.#pieces, prefix, () => this.#load(searchPiece(prefix)).then(readPiece));
  }

  /** Areas by their numbers; those that there are not are left out. */
  async areas(numbers: Iterable<number>): Promise<Map<number, Area>> {
    const { areas, chunk } = await this.index();
    const wanted = [...new Set(numbers)].filter((number) => number < areas);
    const chunks = [...new Set(wanted.map((number) => Math.floor(number / chunk)))];
    const loaded = await Promise.all(chunks.map((at) => this.#chunk(at, chunk)));
    const byChunk = new Map(chunks.map((at, place) => [at, loaded[place]!]));
    const found = new Map<number, Area>();
    for (const number of wanted) {
      const area = byChunk.get(Math.floor(number / chunk))?.[number % chunk];
      if (area !== undefined) found.set(number, area);
    }
    return found;
  }

  #chunk(at: number, size: number): Promise<Area[]> {
    return kept(this.#chunks, at, () =>
      this.#load(searchAreas(at)).then((value) =>
        list(value, (row) => row).map((row, place) => readArea(at * size + place, row)),
      ),
    );
  }

  /** Adds the areas that these lie in, up to the topmost. */
  async withAbove(found: Map<number, Area>): Promise<Map<number, Area>> {
    for (;;) {
      const missing = [...found.values()].flatMap(({ number, parent }) =>
        // An area stands before those within it: whatever says otherwise would never end.
        parent !== undefined && parent < number && !found.has(parent) ? [parent] : [],
      );
      if (missing.length === 0) return found;
      const more = await this.areas(missing);
      if (more.size === 0) return found;
      for (const [number, area] of more) found.set(number, area);
    }
  }
}

/** An area's way from the topmost down, without itself. */
export function above(area: Area, areas: ReadonlyMap<number, Area>): Area[] {
  const way: Area[] = [];
  for (let { parent, number } = area; parent !== undefined && parent < number; ) {
    const next = areas.get(parent);
    if (next === undefined) break;
    way.unshift(next);
    ({ parent, number } = next);
  }
  return way;
}

function kept<K, V>(cache: Map<K, Promise<V>>, key: K, make: () => Promise<V>): Promise<V> {
  let value = cache.get(key);
  if (value === undefined) {
    value = make();
    cache.set(key, value);
    value.catch(() => cache.delete(key));
  }
  return value;
}

function readPiece(value: unknown): Piece {
  return entries(value, (places): Places => {
    if (!Array.isArray(places)) return undefined;
    let at = 0;
    return list(places, count).map((step) => {
      at += step ?? 0;
      return at;
    });
  });
}

function readArea(number: number, row: unknown): Area {
  const [code, name, parent, page, stations, own] = list(row, (cell) => cell);
  // What the codes begin with, and how each goes on.
  const [beginning = "", ...ends] = list(own, text);
  return {
    number,
    code: text(code),
    name: maybeText(name) ?? text(code),
    parent: count(parent),
    page: text(page),
    stations: count(stations) ?? 0,
    own: ends.map((end) => beginning + end),
  };
}

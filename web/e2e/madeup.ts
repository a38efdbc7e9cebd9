// A search index of 30,000 stations in 12,000 centres, in the form that `crates/site` writes (docs/pages.md).

import { slug } from "../src/publication/layout.ts";
import { words } from "../src/site/search/words.ts";
import { dataFile } from "./publication.ts";

const [STATES, MUNICIPALITIES, CENTRES] = [24, 14, 36];
const CHUNK = 200;
const LARGEST = 200;
const PIECE = 40_000;
const KINDS = ["Escuela", "Liceo", "Unidad Educativa", "Colegio", "Centro Cívico", "Ambulatorio"];
const FIRST = [
  "Simón",
  "Andrés",
  "José",
  "María",
  "Francisco",
  "Teresa",
  "Luisa",
  "Rómulo",
  "Cecilio",
  "Juan",
];
const LAST = [
  "Bolívar",
  "Bello",
  "Vargas",
  "Miranda",
  "Sucre",
  "Cáceres",
  "Gallegos",
  "Acosta",
  "Roscio",
  "Mora",
];

type Row = [
  code: string,
  name: string,
  parent: number | null,
  page: string,
  stations: number,
  own?: readonly string[],
];

function rows(): Row[] {
  const all: Row[] = [];
  const two = (n: number): string => String(n).padStart(2, "0");
  const pick = (from: readonly string[], n: number): string => from[n % from.length]!;
  for (let state = 1; state <= STATES; state++) {
    const top = all.length;
    all.push([two(state), `Estado ${pick(LAST, state)} ${state}`, null, `area/${two(state)}.html`, 1_250]);
    for (let of = 1; of <= MUNICIPALITIES; of++) {
      const [code, parent] = [two(state) + two(of), all.length];
      all.push([
        code,
        `Municipio ${pick(FIRST, of)} ${pick(LAST, state + of)}`,
        top,
        `area/${code}.html`,
        90,
      ]);
      for (let at = 1; at <= CENTRES; at++) {
        const n = all.length;
        const name = `${pick(KINDS, n)} ${pick(FIRST, n * 7)} ${pick(LAST, n * 3 + at)} ${n}`;
        const own = code + two(at);
        const stations = ["1", "2", "3"].slice(0, 2 + (n % 2));
        const page = `area/${code}.html#a-${own}`;
        all.push([own, name, parent, page, stations.length, [`${own}.0`, ...stations]]);
      }
    }
  }
  return all;
}

export function madeUpIndex(): Map<string, Buffer> {
  const all = rows();
  const found = new Map<string, number[]>();
  all.forEach(([code, name], number) => {
    for (const word of new Set([...words(code), ...words(name)]))
      found.set(word, [...(found.get(word) ?? []), number]);
  });
  const entries = [...found].sort(([a], [b]) => (a < b ? -1 : 1));
  const files = new Map<string, Buffer>();
  const put = (name: string, value: unknown): void => {
    files.set(`${name}.js`, dataFile(name, value));
  };
  const pieces: string[] = [];
  const piece = (prefix: string, of: typeof entries): void => {
    pieces.push(prefix);
    const steps = of.map(([word, places]) => [word, places.map((at, n) => at - (places[n - 1] ?? 0))]);
    put(`search/w-${slug(prefix)}`, Object.fromEntries(steps));
  };
  const split = (of: typeof entries, letters: number): void => {
    const groups = new Map<string, typeof entries>();
    for (const entry of of) {
      const prefix = Array.from(entry[0]).slice(0, letters).join("");
      groups.set(prefix, [...(groups.get(prefix) ?? []), entry]);
    }
    for (const [prefix, own] of groups) {
      if (JSON.stringify(own).length <= PIECE || own.length === 1) {
        piece(prefix, own);
        continue;
      }
      const whole = own.filter(([word]) => word === prefix);
      if (whole.length > 0) piece(prefix, whole);
      split(
        own.filter(([word]) => word !== prefix),
        letters + 1,
      );
    }
  };
  split(entries, 2);
  for (let at = 0; at * CHUNK < all.length; at++)
    put(`search/a-${at}`, all.slice(at * CHUNK, (at + 1) * CHUNK));
  const largest = all.map((row, number) => [number, ...row.slice(0, 5)]);
  largest.sort((a, b) => Number(b[5]) - Number(a[5]));
  put("search/index", {
    areas: all.length,
    chunk: CHUNK,
    pieces: pieces.sort(),
    largest: largest.slice(0, LARGEST),
  });
  return files;
}

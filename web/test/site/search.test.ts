import { describe, expect, test } from "vitest";
import { slug } from "../../src/publication/layout.ts";
import { piecesNear, piecesOf } from "../../src/site/search/candidates.ts";
import { distance, tolerance } from "../../src/site/search/distance.ts";
import { costOf } from "../../src/site/search/match.ts";
import { Pieces } from "../../src/site/search/pieces.ts";
import { type Found, search } from "../../src/site/search/search.ts";
import { parts, words } from "../../src/site/search/words.ts";

describe("words", () => {
  test("have small letters without accents, as the index has them", () => {
    expect(words("Peña de Águila-2, İzmir")).toEqual(["pena", "de", "aguila", "2", "izmir"]);
    expect(words("\u202e<b>ÇA</b>")).toEqual(["b", "ca", "b"]);
    expect(words("١٢ 東京")).toEqual(["12", "東京"]);
    expect(words("Straße ılıca ſ")).toEqual(["strasse", "ilica", "s"]);
    expect(words(" — ")).toEqual([]);
    expect(parts("東京都")).toEqual(["東京都", "京都", "都"]);
    expect(parts("第3区 Lima")).toEqual(["第3区", "区", "lima"]);
    expect(words("w".repeat(500))[0]).toHaveLength(40);
    expect(words("ΟΔΟΣ")).toEqual(["οδοσ"]);
  });
});

describe("distance", () => {
  test("counts a letter too many, too few, another, and two changed about", () => {
    expect(distance("caracas", "caracas", 2)).toEqual({ whole: 0, prefix: 0 });
    expect(distance("carcas", "caracas", 2).whole).toBe(1);
    expect(distance("carracas", "caracas", 2).whole).toBe(1);
    expect(distance("karacas", "caracas", 2).whole).toBe(1);
    expect(distance("acracas", "caracas", 2).whole).toBe(1);
    expect(distance("acracsa", "caracas", 2).whole).toBe(2);
  });

  test("is to the nearest beginning, too", () => {
    expect(distance("univrsi", "universidad", 1)).toEqual({ whole: 2, prefix: 1 });
    expect(distance("xxxx", "universidad", 1)).toEqual({ whole: 2, prefix: 2 });
  });

  test("agrees with the plain definition on random words", () => {
    let seed = 7;
    const random = (n: number): number => {
      seed = (seed * 1_103_515_245 + 12_345) % 2_147_483_648;
      return Math.floor((seed / 2_147_483_648) * n);
    };
    const word = (): string => Array.from({ length: 1 + random(6) }, () => "abc"[random(3)]).join("");
    for (let round = 0; round < 2_000; round++) {
      const [a, b] = [word(), word()];
      const plain = (a: string, b: string): number => {
        const of = (i: number, j: number): number => {
          if (i === 0 || j === 0) return i + j;
          const cost = a[i - 1] === b[j - 1] ? 0 : 1;
          let least = Math.min(of(i - 1, j) + 1, of(i, j - 1) + 1, of(i - 1, j - 1) + cost);
          if (i > 1 && j > 1 && a[i - 1] === b[j - 2] && a[i - 2] === b[j - 1])
            least = Math.min(least, of(i - 2, j - 2) + 1);
          return least;
        };
        return of(a.length, b.length);
      };
      const prefixes = Array.from({ length: b.length + 1 }, (_, end) => plain(a, b.slice(0, end)));
      const expected = { whole: Math.min(3, plain(a, b)), prefix: Math.min(3, ...prefixes) };
      expect(distance(a, b, 2), `${a} ${b}`).toEqual(expected);
    }
  });

  test("short words may have no errors, long ones two", () => {
    expect(["ana", "anas", "escuela", "escuelas"].map(tolerance)).toEqual([0, 1, 1, 2]);
  });
});

describe("cost", () => {
  test("rises from the word itself over its beginning to errors", () => {
    const costs = ["libertad", "libert", "libertda", "liebrtda"].map((typed) =>
      costOf(typed, "libertad", true),
    );
    expect(costs).toEqual([0, 1, 2, 4]);
    expect(costOf("libertda", "libertad", false)).toBeUndefined();
  });

  test("codes are exact", () => {
    expect(costOf("110601011", "110601012", true)).toBeUndefined();
    expect(costOf("1106", "110601012", true)).toBe(1);
  });
});

type Row = [
  code: string,
  name: string,
  parent: number | null,
  page: string,
  stations: number,
  own?: readonly string[],
];

/** An index of some areas as `crates/site` writes it, with pieces of two letters. */
function indexOf(rows: Row[], chunk = 3): { pieces: Pieces; asked: string[] } {
  const found = new Map<string, Set<number>>();
  rows.forEach(([code, name, , , , own = []], number) => {
    const [beginning = "", ...ends] = own;
    const apart = ends.map((end) => beginning + end).filter((station) => !station.startsWith(code));
    for (const word of [code, name, ...apart].flatMap(parts))
      found.set(word, (found.get(word) ?? new Set()).add(number));
  });
  const files = new Map<string, unknown>();
  const prefixes = new Set([...found.keys()].map((word) => word.slice(0, 2)));
  for (const prefix of prefixes) {
    const own = [...found].filter(([word]) => word.slice(0, 2) === prefix);
    const steps = (places: Set<number>): number[] => {
      const sorted = [...places].sort((a, b) => a - b);
      return sorted.map((place, at) => place - (sorted[at - 1] ?? 0));
    };
    files.set(`search/w-${slug(prefix)}`, Object.fromEntries(own.map(([word, of]) => [word, steps(of)])));
  }
  for (let at = 0; at * chunk < rows.length; at++)
    files.set(`search/a-${at}`, rows.slice(at * chunk, (at + 1) * chunk));
  const largest = rows
    .map(
      ([code, name, parent, page, stations], number) => [number, code, name, parent, page, stations] as const,
    )
    .sort((a, b) => b[5] - a[5])
    .slice(0, 5);
  files.set("search/index", { areas: rows.length, chunk, pieces: [...prefixes].sort(), largest });
  const asked: string[] = [];
  const pieces = new Pieces(async (name) => {
    asked.push(name);
    if (!files.has(name)) throw new Error(name);
    return files.get(name);
  });
  return { pieces, asked };
}

const ROWS: Row[] = [
  ["01", "Distrito Capital", null, "area/01.html", 400],
  ["0101", "Libertador", 0, "area/0101.html", 400],
  ["010101", "Escuela Simón Bolívar", 1, "area/0101.html#a-010101", 5, ["010101.0", "1", "2", "3", "4", "5"]],
  ["010102", "Liceo Andrés Bello", 1, "area/0101.html#a-010102", 9, ["010102.", "01", "02", "09", "10"]],
  ["02", "Amazonas", null, "area/02.html", 60],
  ["0201", "Atures", 4, "area/0201.html", 60],
  ["020101", "Escuela Simón Bolívar", 5, "area/0201.html#a-020101", 7, ["34", "521", "522", "611"]],
  ["020102", "Escuela Libertad", 5, "area/0201.html#a-020102", 3],
];

async function last(query: string, pieces: Pieces): Promise<Found> {
  let found: Found | undefined;
  for await (const each of search(query, pieces)) found = each;
  return found!;
}

const codes = ({ results }: Found): string[] => results.map(({ area }) => area.code);

describe("search", () => {
  const { pieces } = indexOf(ROWS);

  test("finds words in any order, whatever their accents, the larger area first", async () => {
    expect(codes(await last("bolivar SIMON", pieces))).toEqual(["020101", "010101"]);
  });

  test("finds misspelt words, in their first letters, too", async () => {
    expect(codes(await last("ecsuela bolvar", pieces))).toEqual(["020101", "010101"]);
    expect(codes(await last("vellos lizeo", pieces))).toEqual(["010102"]);
    expect(codes(await last("mazonas", pieces))).toEqual(["02"]);
  });

  test("the word itself stands before its beginning, and that before errors", async () => {
    expect(codes(await last("libertad", pieces))).toEqual(["020102", "0101"]);
  });

  test("finds a centre by its name and what it lies in", async () => {
    expect(codes(await last("escuela bolivar amazonas", pieces))).toEqual(["020101"]);
    expect(codes(await last("capital escuela", pieces))).toEqual(["010101"]);
  });

  test("finds codes by their beginning", async () => {
    expect(codes(await last("0201", pieces))).toEqual(["0201", "020101", "020102"]);
  });

  test("says the way to each", async () => {
    const { results } = await last("bello", pieces);
    expect(results[0]!.above.map(({ name }) => name)).toEqual(["Distrito Capital", "Libertador"]);
  });

  test("where no area fits all words, those that fit most are given as such", async () => {
    const found = await last("escuela xyzzyx bolivar", pieces);
    expect(found.kind).toBe("partly");
    expect(codes(found)).toEqual(["020101", "010101"]);
  });

  const stations = ({ results }: Found): (string | undefined)[] => results.map(({ station }) => station);

  test("finds a station by its code, whatever stands between the digits, without leading zeros", async () => {
    for (const typed of ["010101.04", "010101-4", "01010104", "10101.04", "1010104", "010101 04"])
      expect(stations(await last(typed, pieces)), typed).toContain("010101.04");
    expect(stations(await last("010101.04", pieces))).toEqual(["010101.04"]);
  });

  test("finds stations by the beginning of a code, and those of a centre by the centre's", async () => {
    expect(stations(await last("0101020", pieces)).filter(Boolean)).toEqual([
      "010102.01",
      "010102.02",
      "010102.09",
    ]);
    const found = await last("010102", pieces);
    expect([codes(found)[0], ...stations(found)].slice(0, 4)).toEqual([
      "010102",
      undefined,
      "010102.01",
      "010102.02",
    ]);
  });

  test("finds stations whose codes have nothing of their areas'", async () => {
    expect(stations(await last("34521", pieces)).filter(Boolean)).toEqual(["34521"]);
    expect(stations(await last("345", pieces)).filter(Boolean)).toEqual(["34521", "34522"]);
    expect(stations(await last("bolivar 34522", pieces))[0]).toBe("34522");
  });

  test("finds a station by the name of its centre and its number there", async () => {
    expect(stations(await last("liceo bello 9", pieces))[0]).toBe("010102.09");
    expect(stations(await last("liceo bello 10", pieces))[0]).toBe("010102.10");
    expect(stations(await last("3 bolivar capital", pieces))[0]).toBe("010101.03");
    expect(codes(await last("liceo bello", pieces))).toEqual(["010102"]);
  });

  test("finds codes by what stands within them", async () => {
    expect(codes(await last("10102", pieces))).toContain("010102");
    expect(codes(await last("0102", pieces))).toContain("020102");
    expect(codes(await last("20102", pieces))[0]).toBe("020102");
  });

  test("a single letter is answered by the largest areas, from the index alone", async () => {
    const { pieces, asked } = indexOf(ROWS);
    for await (const { kind, results } of search("l", pieces)) {
      expect(kind).toBe("largest");
      expect(results.map(({ area, above }) => [area.name, above.map(({ name }) => name)])).toEqual([
        ["Libertador", ["Distrito Capital"]],
        ["Liceo Andrés Bello", ["Distrito Capital", "Libertador"]],
      ]);
      break;
    }
    expect(asked).toEqual(["search/index"]);
    expect(codes(await last("0", pieces))).toEqual(["01", "0101", "02", "0201", "010102"]);
    // What the index does not know is looked for in its pieces.
    expect(codes(await last("e", pieces))).toEqual(["020101", "010101", "020102"]);
  });

  test("finds what stands within a name without spaces, other forms of letters, and digits of all scripts", async () => {
    const rows: Row[] = [
      ["w1", "上海市浦东新区张江", null, "area/w1.html", 3],
      ["w2", "Großstraße 4", null, "area/w2.html", 3, ["٥٦", ""]],
      ["w3", "Yalı ıhlamur", null, "area/w3.html", 3],
    ];
    const { pieces } = indexOf(rows);
    for (const [query, code] of [
      ["浦东新区", "w1"],
      ["张江", "w1"],
      ["grossstrasse", "w2"],
      ["ihlamur", "w3"],
      ["56", "w2"],
    ] as const) {
      const found = await last(query, pieces);
      expect(found.kind, query).toBe("whole");
      expect(codes(found)[0], query).toBe(code);
    }
    expect(stations(await last("56", pieces))).toContain("٥٦");
    expect((await last("江张", pieces)).all).toBe(0);
  });

  test("nothing is nothing", async () => {
    expect(await last("zzzz", pieces)).toMatchObject({ results: [], all: 0 });
    expect(await last(" ,;", pieces)).toMatchObject({ results: [], all: 0 });
  });

  test("asks only for the pieces that it needs", async () => {
    const { pieces, asked } = indexOf(ROWS);
    await last("libertad", pieces);
    expect(asked).toContain("search/w-li");
    const { pieces: others, asked: few } = indexOf(ROWS);
    await last("0201", others);
    expect(few.filter((name) => name.startsWith("search/w-"))).toEqual(["search/w-02"]);
  });

  test("a file that failed is asked for again", async () => {
    let fails = true;
    const { pieces: whole } = indexOf(ROWS);
    const flaky = new Pieces(async (name) => {
      if (fails) throw new Error(name);
      return name === "search/index" ? whole.index() : [];
    });
    await expect(flaky.index()).rejects.toThrow();
    fails = false;
    expect((await flaky.index()).areas).toBe(ROWS.length);
  });
});

describe("pieces", () => {
  const pieces = ["e", "es", "esc", "escu", "este", "es-x", "le"];

  test("hold a word in the longest that is its beginning, and longer words in those that begin with it", () => {
    expect(piecesOf("escuela", pieces)).toEqual(["escu"]);
    expect(piecesOf("esc", pieces)).toEqual(["esc", "escu"]);
    expect(piecesOf("estado", pieces)).toEqual(["es"]);
    expect(piecesOf("xx", pieces)).toEqual([]);
  });

  test("of misspelt words are looked for by either of the first two letters", () => {
    expect(piecesNear("secuela", pieces)).toEqual(expect.arrayContaining(["es", "esc", "escu"]));
    expect(piecesNear("scuela", pieces)).toEqual(expect.arrayContaining(["esc"]));
    expect(piecesNear("liceo", pieces)).toEqual(["le"]);
  });
});

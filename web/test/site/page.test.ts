import { expect, test } from "vitest";
import { inLanguage } from "../../src/site/election.ts";
import { Format } from "../../src/site/format.ts";
import { stationIn } from "../../src/site/links.ts";
import { plainNumber, sorted } from "../../src/site/sort.ts";
import { readStation } from "../../src/site/station/data.ts";
import { enlarged, moved, transformOf, turned, WHOLE, within } from "../../src/site/station/viewing.ts";
import { count, list, own, text } from "../../src/site/values.ts";
import { filesIn } from "../../src/site/verify/folder.tsx";

test("numbers and hours are written as the pages write them", () => {
  const [english, spanish, portuguese] = [new Format("en-GB"), new Format("es"), new Format("pt-BR")];
  expect([english, spanish, portuguese].map((format) => format.number(7_156_462))).toEqual([
    "7,156,462",
    "7.156.462",
    "7.156.462",
  ]);
  expect(spanish.number(1_234)).toBe("1.234");
  expect(english.signed(-12)).toBe("\u221212");
  expect(english.signed(12)).toBe("+12");
  expect(english.hour("2024-07-28T22Z")).toBe("28 July 2024, 22\u00a0h UTC");
  expect(spanish.hour("2024-07-28T22Z")).toBe("28 de julio de 2024, 22\u00a0h UTC");
  expect(portuguese.hour("2024-07-28T22Z")).toBe("28 de julho de 2024, 22\u00a0h UTC");
  expect(english.hour("<b>")).toBe("<b>");
  expect(english.hour("2024-99-99T22Z")).toBe("2024-99-99T22Z");
});

test("values of the wrong kind count as not there", () => {
  expect([count(-1), count(1.5), count("1"), count(2 ** 53), count(0)]).toEqual([
    undefined,
    undefined,
    undefined,
    undefined,
    0,
  ]);
  expect(text({})).toBe("");
  expect(list("abc", text)).toEqual([]);
  expect(own({ a: 1 }, "toString")).toBeUndefined();
});

test("a name is shown in the page's language, else in the one not said, else in the first", () => {
  const name = { es: "Alcaldía", en: "Mayor" };
  expect([inLanguage(name, "es"), inLanguage(name, "pt")]).toEqual(["Alcaldía", "Mayor"]);
  expect(inLanguage({ ...name, und: "M." }, "pt")).toBe("M.");
  expect(inLanguage("Mayor", "es")).toBe("Mayor");
  for (const nothing of ["", {}, undefined, 7, { en: 7 }]) expect(inLanguage(nothing, "en")).toBeUndefined();
});

test("an odd station breaks nothing", () => {
  const station = readStation("1", {
    areas: [null, { code: "01" }],
    contests: { c: { state: "odd", accepted: 7, accounts: { a: 0, b: 9 }, readings: [{ of: ["../../x"] }] } },
  });
  const contest = station.contests.get("c")!;
  expect(contest.state).toBe("pending");
  expect(contest.accepted).toBeUndefined();
  expect([...contest.accounts]).toEqual([["a", 0]]);
  expect(contest.readings[0]).toMatchObject({ of: "", fields: { registered: undefined } });
  expect(station.areas[1]).toEqual({ code: "01", name: "01", level: "" });
  expect(readStation("2", 5).contests.size).toBe(0);
});

test("a figure that cannot be read, one that is not on the form and a zero are three things", () => {
  const reading = { counts: { ballots: 0, valid: "illegible", options: { a: 0, b: "illegible" } } };
  const station = readStation("1", { contests: { c: { readings: [reading] } } });
  const { fields, options } = station.contests.get("c")!.readings[0]!;
  expect([fields.ballots, fields.valid, fields.blank]).toEqual([0, "illegible", undefined]);
  expect([options.get("a"), options.get("b"), options.get("c")]).toEqual([0, "illegible", undefined]);
});

test("an address names a station, or none", () => {
  expect(stationIn("#01%2F%C3%B1.04")).toBe("01/ñ.04");
  expect(stationIn("#")).toBeUndefined();
  expect(stationIn("#%")).toBeUndefined();
});

test("rows sort by numbers where all are numbers, by the language's order else, and stay where equal", () => {
  const { compare } = new Format("es").collator();
  const by = (rows: (string | number)[], direction: "ascending" | "descending" = "ascending") =>
    sorted(rows, (row) => row, direction, compare);
  expect(by(["1.200", "30", "4"])).toEqual(["4", "30", "1.200"]);
  expect(by([30, 4, 100], "descending")).toEqual([100, 30, 4]);
  expect(by(["zona", "Álava", "ñandú", "nube"])).toEqual(["Álava", "nube", "ñandú", "zona"]);
  expect(plainNumber("\u22121,204")).toBe(-1204);
  expect(plainNumber("–")).toBeUndefined();
  const rows = [
    { key: 1, name: "b" },
    { key: 1, name: "a" },
  ];
  expect(sorted(rows, ({ key }) => key, "descending", compare)).toEqual(rows);
});

test("a picture is enlarged about a point, kept in its frame, and turned on", () => {
  const frame = { width: 400, height: 300 };
  const twice = enlarged(WHOLE, 2, { x: 100, y: 50 });
  expect(twice).toEqual({ x: -100, y: -50, scale: 2, turns: 0 });
  expect(within(moved(twice, { x: -500, y: 500 }), frame)).toEqual({ x: -200, y: 150, scale: 2, turns: 0 });
  expect(within(enlarged(twice, 0.01), frame)).toEqual({ ...WHOLE, x: 0, y: 0 });
  expect(enlarged(WHOLE, 100).scale).toBe(12);
  expect(turned(turned(WHOLE)).turns).toBe(2);
  // A wide picture in a wide frame becomes smaller on its side, a high one larger.
  expect(transformOf(turned(WHOLE), frame, frame)).toBe("translate(0px, 0px) rotate(90deg) scale(0.75)");
  expect(transformOf(turned(WHOLE), frame, { width: 30, height: 40 })).toContain("scale(1.33");
  expect(transformOf(turned(WHOLE), frame, { width: 0, height: 0 })).toContain("scale(1)");
});

test("a chosen folder may hold the publication further down", () => {
  const file = new Blob();
  const chosen = ["a/site/log/checkpoint", "a/site/manifest", "a/other"].map((path) => ({ path, file }));
  expect(filesIn(chosen).map(({ path }) => path)).toEqual(["log/checkpoint", "manifest"]);
  expect(filesIn([{ path: "log/checkpoint", file }])).toHaveLength(1);
});

// Many contests, each at few stations: time and memory are those of the readings, not of contests times stations.

import { setFlagsFromString } from "node:v8";
import { runInNewContext } from "node:vm";
import { expect, test } from "vitest";
import { findingsOf } from "../src/verify/findings.ts";
import { resultsOf } from "../src/verify/results.ts";
import { STATES } from "../src/verify/state.ts";
import { stationData } from "../src/verify/station/data.ts";
import { foldOf } from "./folded.ts";
import { bytes, vectors } from "./vectors.ts";

interface Municipal {
  entries: string[];
  blobs: string[];
  contests: [id: string, states: number[], views: [stations: number, of: number, sums: number[]][]][];
  findings: number;
  extent: number;
}

setFlagsFromString("--expose-gc");
const collect = runInNewContext("gc") as () => void;

/** What is held on to, in MB of a million bytes. */
function held(): number {
  collect();
  return process.memoryUsage().heapUsed / 1e6;
}

test("six thousand contests at twelve thousand stations take what their readings take", async () => {
  const { entries, blobs, contests, findings, extent } = vectors<Municipal>("municipal");
  const log = entries.map(bytes);
  const named = blobs.map(bytes);
  const [before, began] = [held(), performance.now()];
  const tally = await foldOf(log, named, 256);
  const results = resultsOf(tally);
  const found = findingsOf(tally);
  const parts = [...tally.fold.register.stations.values()].map((station) => {
    const data = stationData(tally, station, []);
    return Object.keys(data.contests as object).length;
  });
  const took = performance.now() - began;
  const grown = held() - before;
  console.log(`${Math.round(took)} ms, ${Math.round(grown)} MB`);
  expect(took).toBeLessThan(60_000);
  expect(grown).toBeLessThan(200);
  expect(new Set(parts)).toEqual(new Set([2]));
  expect(found.length).toBe(findings);
  expect(tally.extent()).toBe(extent);
  const plain = results.map(({ contest, states, views }) => [
    contest,
    STATES.map((state) => states[state]),
    views.map(({ country: { coverage, figures } }) => [
      coverage.stations,
      coverage.ofStations,
      figures.map(({ sum }) => sum),
    ]),
  ]);
  expect(plain).toEqual(contests);
}, 120_000);

// Whole logs with all that can be wrong in them give the same tally as on the Rust side.

import { expect, test } from "vitest";
import { STATES } from "../src/verify/state.ts";
import { type Expected, foldOf, type Log, plain, readingsOf } from "./folded.ts";
import { bytes, vectors } from "./vectors.ts";

const logs = vectors<Log[]>("folds");

test("the drawn logs hold every reason for a refusal that a drawing finds, and most rules", () => {
  const codes = new Set(logs.flatMap(({ expected }) => expected.refused.map(([, code]) => code)));
  const rules = new Set(logs.flatMap(({ expected }) => expected.findings.map(([, rule]) => rule)));
  expect([...codes].sort()).toEqual(
    [
      "entry_bad_signature",
      "entry_blob",
      "entry_closed",
      "entry_expired_key",
      "entry_key_taken",
      "entry_known_account",
      "entry_malformed",
      "entry_misleading_name",
      "entry_needs_two",
      "entry_no_such_document",
      "entry_no_such_entry",
      "entry_not_within",
      "entry_other_election",
      "entry_replay",
      "entry_revoked_key",
      "entry_second_election",
      "entry_second_seal",
      "entry_too_few",
      "entry_too_many_accounts",
      "entry_too_many_keys",
      "entry_too_many_readings",
      "entry_unknown_account",
      "entry_unknown_contest",
      "entry_unknown_key",
      "entry_unknown_stage",
      "entry_void",
      "entry_wrong_account",
      "entry_wrong_area",
      "entry_wrong_role",
      "entry_wrong_stage",
    ].sort(),
  );
  expect(rules.size).toBeGreaterThan(12);
  expect(rules).toContain("outside_contest");
});

test("the logs have every state, readings without evidence, and seals that are opened", () => {
  const states = logs.flatMap(({ expected }) =>
    (expected as Expected & { contests: { states: string[] }[] }).contests.flatMap(
      (contest) => contest.states,
    ),
  );
  expect([...new Set(states)].sort()).toEqual([...STATES].sort());
  const readings = logs.flatMap((log) => log.readings);
  expect(readings.filter(([, , , , evidence]) => !evidence).length).toBeGreaterThan(100);
  expect(readings.filter(([, , , , , sealed]) => sealed !== null).length).toBeGreaterThan(50);
});

test("where a stolen operator's key was replaced, what the thief did counts for nothing", () => {
  const { refused, contests } = logs.at(-1)!.expected as Expected & {
    contests: { views: { country: { figures: number[][] } }[] }[];
  };
  expect(refused).toEqual([
    ["4", "entry_void"],
    ["5", "entry_void"],
    ["6", "entry_void"],
    ["7", "entry_void"],
    ["8", "entry_void"],
    ["11", "entry_too_few"],
    ["13", "entry_revoked_key"],
    ["14", "entry_void"],
  ]);
  // 200, 201 and 202 votes, at three stations.
  expect(contests[0]!.views[0]!.country.figures.at(-1)).toEqual([603, 0, 3, 0]);
});

test("the drawn logs have rows that count beside rows that do not, further voices, stages and empty rows", () => {
  const all = logs.flatMap(({ readings }) => readings);
  const rows = logs.filter(({ readings, expected }) => {
    const entries = new Set(readings.map(([place]) => place.split("/")[0]));
    return expected.refused.some(([place]) => place.includes("/") && entries.has(place.split("/")[0]));
  });
  expect(rows.length).toBeGreaterThan(10);
  expect(all.filter(([place]) => place.includes("/")).length).toBeGreaterThan(200);
  expect(all.filter(([, , , voices]) => voices.length > 0).length).toBeGreaterThan(10);
  expect(all.filter(([, , , , stage]) => stage !== null).length).toBeGreaterThan(200);
  expect(all.filter(([, , , , , empty]) => empty).length).toBeGreaterThan(30);
});

test.each(logs.map((log, at) => [at, log] as const))("log %i has the same tally", async (at, log) => {
  const tally = await foldOf(log.entries.map(bytes), log.blobs.map(bytes), [1, 7, 256, 1000][at % 4]!);
  expect(plain(tally)).toEqual(log.expected);
  expect(readingsOf(tally)).toEqual(log.readings);
});

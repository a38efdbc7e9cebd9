// The state of a station and contest (docs/record.md, "States"), and whether readings suffice.

import { contradicts } from "../record/figure.ts";
import type { Law } from "../record/law.ts";
import { hasErrors, type ReadingRow, type RulingRow, voicesOf } from "./fold/rows.ts";
import type { Granted } from "./keys.ts";

export const STATES = ["missing", "pending", "accepted", "disputed", "ruled"] as const;
export type State = (typeof STATES)[number];

/** A station's outcome in a contest: its state and the reading that stands. */
export interface Outcome {
  readonly state: State;
  readonly stands: ReadingRow | undefined;
}

/** Whether two readings both read a number for one figure, and the numbers differ. */
export function contradict(a: ReadingRow, b: ReadingRow): boolean {
  return a.figures.some((figure, at) => contradicts(figure, b.figures[at]!));
}

/** The outcome of a station's readings, in the order of the log, and of the ruling that stands. */
export function outcomeOf(
  readings: readonly ReadingRow[],
  ruling: RulingRow | undefined,
  policy: Law["acceptance"],
): Outcome {
  if (ruling !== undefined) return { state: "ruled", stands: ruling.stands };
  const current = readings.filter((row) => row.correctedBy === undefined);
  if (current.length === 0) return { state: "missing", stands: undefined };
  for (let at = 1; at < current.length; at++)
    for (let before = 0; before < at; before++)
      if (contradict(current[before]!, current[at]!)) return { state: "disputed", stands: undefined };
  const suffices =
    current.some((row) => policy.alone.includes(row.method) && !hasErrors(row)) ||
    independent(current) >= policy.agree;
  return suffices ? { state: "accepted", stands: current[0] } : { state: "pending", stands: undefined };
}

/** How many readings can be chosen at most so that no two share a signer and no two have the same `of`:
 * a largest matching between signers and `of`, found with augmenting paths (Kuhn 1955). Signers that signed
 * one of the readings together, in one entry, are one signer. */
export function independent(readings: readonly ReadingRow[]): number {
  if (readings.length <= 1) return readings.length;
  const above = new Map<Granted, Granted>();
  const root = (signer: Granted): Granted => {
    let at = signer;
    for (let next = above.get(at); next !== undefined; next = above.get(at)) at = next;
    return at;
  };
  const voices = readings.flatMap((row) => voicesOf(row).map((signers) => ({ signers, of: row.of })));
  for (const { signers } of voices) {
    const first = root(signers[0]!.signer);
    for (const { signer } of signers) {
      const other = root(signer);
      if (other !== first) above.set(other, first);
    }
  }
  const documents = new Map<Granted, Set<string>>();
  for (const { signers, of } of voices) {
    const signer = root(signers[0]!.signer);
    documents.set(signer, (documents.get(signer) ?? new Set()).add(of));
  }
  const matched = new Map<string, Granted>();
  const augment = (signer: Granted, tried: Set<string>): boolean => {
    for (const of of documents.get(signer) ?? []) {
      if (tried.has(of)) continue;
      tried.add(of);
      const other = matched.get(of);
      if (other === undefined || augment(other, tried)) {
        matched.set(of, signer);
        return true;
      }
    }
    return false;
  };
  return [...documents.keys()].filter((signer) => augment(signer, new Set())).length;
}

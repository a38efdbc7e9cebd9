// Trust: the checkpoint's signatures and cosignatures, the keys that the record names against the one that the reader
// trusts, and the checkpoint that the reader saw before.

import { bundlePath, CHECKPOINT } from "../publication/layout.ts";
import type { VerifyingKey } from "../record/key.ts";
import { verifyNote } from "../record/note.ts";
import type { Checkpoint } from "./checkpoint.ts";
import type { Files } from "./files.ts";
import { contradiction, type Memory, remember, remembered } from "./lastcheckpoint.ts";
import { checkPolicy, type Policy } from "./policy.ts";
import type { Problems } from "./problem.ts";
import type { Start } from "./start.ts";
import type { Succession } from "./succession.ts";
import { FULL_WIDTH, tileInTree } from "./tile.ts";

/** What a reader brings along. */
export interface Given {
  readonly files: Files;
  /** The operator's or the log's key, as the reader got it from elsewhere. */
  readonly key?: VerifyingKey | undefined;
  readonly policy?: Policy | undefined;
  /** Where checkpoints are remembered. */
  readonly memory?: Memory | undefined;
}

/** What a reader should know besides the problems. */
export type Remark =
  /** No key was given: the record was checked against the one that it names itself. */
  | { readonly code: "no_key"; readonly key: string }
  /** The policy holds, by these witnesses. */
  | { readonly code: "policy_holds"; readonly witnesses: readonly string[] }
  /** Nothing can be remembered here, so that a log that shrinks will not be noticed. */
  | { readonly code: "no_memory" }
  /** The log continues what this reader saw when it had so many entries. */
  | { readonly code: "continues"; readonly size: number }
  /** Files that the manifest does not name were not checked. */
  | { readonly code: "not_in_manifest"; readonly files: number; readonly some: readonly string[] }
  /** Documents that the record withholds are there. */
  | { readonly code: "withheld_shown"; readonly documents: number; readonly some: readonly string[] }
  /** The publication was made when the log had so many entries: count, tables and pages are as of those. */
  | { readonly code: "as_of"; readonly entries: number; readonly log: number }
  /** The publication has no data files of stations to compare. */
  | { readonly code: "no_station_data" }
  /** The data file does not say who gave the signers of so many entries their roles: their signatures were not
   * verified. */
  | { readonly code: "signers_not_known"; readonly entries: number };

/** The path of the bundle that begins with the first entry. */
export const firstBundle = (size: number): string => bundlePath(0, tileInTree(0, 0, size)?.width ?? 1);

/** Checks that the key which is the log's at the checkpoint's size has signed it. */
export async function checkLogKey(
  checkpoint: Checkpoint,
  succession: Succession,
  problems: Problems,
): Promise<void> {
  const key = succession.logKeyAt(checkpoint.size);
  if (key.name !== checkpoint.origin) {
    problems.add(CHECKPOINT, "other_origin", { found: checkpoint.origin, expected: key.name });
    return;
  }
  const verdict = key.kind === "ed25519" ? await verifyNote(checkpoint.note, key) : "bad_signature";
  if (verdict === "good") return;
  for (const { key: other } of succession.logs)
    if (other.kind === "ed25519" && (await verifyNote(checkpoint.note, other)) === "good") {
      problems.add(CHECKPOINT, "checkpoint_key", { found: other.vkey, expected: key.vkey });
      return;
    }
  problems.add(CHECKPOINT, verdict, { expected: key.vkey });
}

/** Checks the key that the reader trusts: it signed the first entry, the checkpoint or the manifest, which was made when the
 * log had `published` entries, where there is one. */
export function checkKey(
  { key }: Given,
  checkpoint: Checkpoint,
  succession: Succession,
  published: number | undefined,
  problems: Problems,
): void {
  if (key === undefined) return;
  const { operator, log } = succession.start;
  const known = [operator, log, succession.logKeyAt(checkpoint.size)];
  if (published !== undefined) known.push(succession.operatorAt(published));
  if (known.every(({ vkey }) => vkey !== key.vkey)) {
    const found = succession.operatorAt(checkpoint.size).vkey;
    problems.add(bundlePath(0, FULL_WIDTH), "other_key", { found, expected: key.vkey });
  }
}

/** Checks a checkpoint's cosignatures. Gives what is worth a remark. */
export async function checkTrust(
  { key, policy }: Given,
  start: Start,
  checkpoint: Checkpoint,
  problems: Problems,
): Promise<Remark[]> {
  const remarks: Remark[] = [];
  if (key === undefined && policy === undefined) remarks.push({ code: "no_key", key: start.operator.vkey });
  if (policy !== undefined) {
    const verdict = await checkPolicy(policy, checkpoint);
    if (verdict.holds) remarks.push({ code: "policy_holds", witnesses: verdict.witnesses });
    else problems.add(CHECKPOINT, verdict.code, { at: "policy", found: String(verdict.cosigned) });
  }
  return remarks;
}

/** Compares a checkpoint with what this reader saw before. */
export async function checkSeen(
  { files, memory }: Given,
  checkpoint: Checkpoint,
  problems: Problems,
): Promise<Remark[]> {
  if (memory === undefined) return [{ code: "no_memory" }];
  const seen = remembered(memory, checkpoint.origin);
  if (seen === undefined) return [];
  const wrong = await contradiction(files, seen, checkpoint);
  if (wrong === undefined) return [{ code: "continues", size: seen.size }];
  const { code, ...details } = wrong;
  problems.add(CHECKPOINT, code, details);
  return [];
}

/** Remembers a checkpoint with which nothing is wrong. */
export function keepSeen({ memory }: Given, checkpoint: Checkpoint, problems: Problems): Remark[] {
  if (memory === undefined || problems.list.some(({ file }) => file === CHECKPOINT)) return [];
  return remember(memory, checkpoint) ? [] : [{ code: "no_memory" }];
}

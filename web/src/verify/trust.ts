// Trust: the checkpoint's signatures and cosignatures, the keys that the record names against the one that the reader
// trusts, and the checkpoint that the reader saw before.

import { bundlePath, CHECKPOINT, COSIGNED } from "../publication/layout.ts";
import type { VerifyingKey } from "../record/key.ts";
import { verifyNote } from "../record/note.ts";
import { type Checkpoint, parseCheckpoint } from "./checkpoint.ts";
import type { Files } from "./files.ts";
import { contradiction, type Memory, remember, remembered } from "./lastcheckpoint.ts";
import type { Got } from "./logfiles.ts";
import { checkPolicy, type Policy } from "./policy.ts";
import type { Problems } from "./problem.ts";
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
  /** The policy holds for the last checkpoint that was kept as cosigned, of so many entries, and not for the newest. */
  | {
      readonly code: "policy_held";
      readonly witnesses: readonly string[];
      readonly entries: number;
      readonly log: number;
    }
  /** The last checkpoint that was kept as cosigned is of so many entries. */
  | { readonly code: "cosigned"; readonly entries: number; readonly log: number }
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

/** Checks that the key which is the log's at its size has signed a checkpoint; gives whether it has. */
async function checkLogKey(
  file: string,
  checkpoint: Checkpoint,
  succession: Succession,
  problems: Problems,
): Promise<boolean> {
  const key = succession.logKeyAt(checkpoint.size);
  if (key.name !== checkpoint.origin) {
    problems.add(file, "other_origin", { found: checkpoint.origin, expected: key.name });
    return false;
  }
  const verdict = key.kind === "ed25519" ? await verifyNote(checkpoint.note, key) : "bad_signature";
  if (verdict === "good") return true;
  for (const { key: other } of succession.logs)
    if (other.kind === "ed25519" && (await verifyNote(checkpoint.note, other)) === "good") {
      problems.add(file, "checkpoint_key", { found: other.vkey, expected: key.vkey });
      return false;
    }
  problems.add(file, verdict, { expected: key.vkey });
  return false;
}

/** Checks the signatures of the newest checkpoint and of the last one that was kept as cosigned, which the log must go on
 * from, and the policy's cosignatures on one of them. Gives what is worth a remark. */
export async function checkCheckpoints(
  { files, policy }: Given,
  checkpoint: Checkpoint,
  read: Got<Uint8Array> | undefined,
  succession: Succession,
  problems: Problems,
): Promise<Remark[]> {
  const remarks: Remark[] = [];
  await checkLogKey(CHECKPOINT, checkpoint, succession, problems);
  const whole = problems.list.every(({ file }) => !file.startsWith("log/"));
  const { size } = checkpoint;
  const cosigned = read && (await checkCosigned(files, read, checkpoint, whole, succession, problems));
  if (cosigned !== undefined) remarks.push({ code: "cosigned", entries: cosigned.size, log: size });
  if (policy === undefined) return remarks;
  const newest = await checkPolicy(policy, checkpoint);
  if (newest.holds) return [...remarks, { code: "policy_holds", witnesses: newest.witnesses }];
  // Witnesses need some time: the newest one may wait for them.
  const last =
    newest.code === "policy" && cosigned !== undefined ? await checkPolicy(policy, cosigned) : newest;
  if (last.holds)
    return [
      ...remarks,
      { code: "policy_held", witnesses: last.witnesses, entries: cosigned!.size, log: size },
    ];
  if (last !== newest && last.code !== "policy") problems.add(COSIGNED, last.code, { at: "policy" });
  problems.add(CHECKPOINT, newest.code, { at: "policy", found: String(newest.cosigned) });
  return remarks;
}

/** The last checkpoint that was kept as cosigned, where the log's key has signed it and the log goes on from it. */
async function checkCosigned(
  files: Files,
  { value, code }: Got<Uint8Array>,
  newest: Checkpoint,
  whole: boolean,
  succession: Succession,
  problems: Problems,
): Promise<Checkpoint | undefined> {
  if (code === "missing") return undefined;
  const cosigned = value && parseCheckpoint(value);
  if (cosigned === undefined) {
    problems.add(COSIGNED, code ?? "malformed");
    return undefined;
  }
  let good = await checkLogKey(COSIGNED, cosigned, succession, problems);
  const [found, expected] = [String(cosigned.size), `at most ${newest.size}`];
  if (cosigned.size > newest.size) {
    problems.add(COSIGNED, "checkpoint_ahead", { found, expected });
    good = false;
  } else if (whole) {
    const wrong = await contradiction(files, cosigned, newest);
    if (wrong !== undefined) {
      problems.add(COSIGNED, "root_differs", { found: wrong.expected, expected: wrong.found });
      good = false;
    }
  }
  return good ? cosigned : undefined;
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

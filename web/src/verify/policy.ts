// Cosignatures and policies (C2SP tlog-cosignature, tlog-policy): which logs are believed, and which
// witnesses must have cosigned.

import { sameBytes } from "../record/bytes.ts";
import { parseVkey, type VerifyingKey } from "../record/key.ts";
import { decimal } from "../record/names.ts";
import { verifyNote } from "../record/note.ts";
import type { Checkpoint } from "./checkpoint.ts";
import { parseWitnessKey, verifyCosignature, type WitnessKey } from "./witnesskey.ts";

const MAX_POLICY_CHARACTERS = 1 << 20;
const MAX_DEFINED = 1024;

interface Witness {
  readonly name: string;
  readonly key: WitnessKey;
}

interface Group {
  readonly name: string;
  readonly threshold: number;
  readonly members: readonly string[];
}

export interface Policy {
  readonly logs: readonly VerifyingKey[];
  readonly witnesses: readonly Witness[];
  readonly groups: readonly Group[];
  /** The witness or group that must have cosigned; undefined for none. */
  readonly quorum: string | undefined;
}

/** A policy that cannot be read, with its line. */
export class PolicyError extends Error {
  constructor(
    readonly line: number,
    what: string,
  ) {
    super(`policy line ${line}: ${what}`);
  }
}

/** Reads a policy file. Throws a [`PolicyError`]. */
export function parsePolicy(text: string): Policy {
  const logs: VerifyingKey[] = [];
  const witnesses: Witness[] = [];
  const groups: Group[] = [];
  const taken = new Set<string>();
  let quorum: string | undefined;
  let hasQuorum = false;
  let line = 0;
  const fail = (what: string): never => {
    throw new PolicyError(line, what);
  };
  const wrongKey = (): never => fail("the key is malformed or of the wrong type");
  const defined = (name: string): boolean =>
    witnesses.some((w) => w.name === name) || groups.some((g) => g.name === name);
  const free = (name: string): void => {
    if (name === "none" || defined(name)) fail(`the name ${name} is taken`);
  };
  const room = (list: readonly unknown[]): void => {
    if (list.length >= MAX_DEFINED) fail(`there are more than ${MAX_DEFINED} of them`);
  };
  if (text.length > MAX_POLICY_CHARACTERS) fail("the file is too long");
  for (const words of (text.endsWith("\n") ? text.slice(0, -1) : text).split("\n")) {
    line++;
    // biome-ignore lint/suspicious/noControlCharactersInRegex: they are what is looked for
    if (/[\u0000-\u0008\u000a-\u001f\u007f]/.test(words)) fail("it has control characters");
    const [first, ...rest] = words.split(/[ \t]+/).filter((word) => word !== "");
    if (first === undefined || first.startsWith("#")) continue;
    if (first === "log" && (rest.length === 1 || rest.length === 2)) {
      const key = parseVkey(rest[0]!);
      const log = key?.kind === "ed25519" ? key : wrongKey();
      if (logs.some((one) => sameBytes(one.public, log.public))) fail("the log's key is there already");
      room(logs);
      logs.push(log);
    } else if (first === "witness" && (rest.length === 2 || rest.length === 3)) {
      free(rest[0]!);
      const witness = parseWitnessKey(rest[1]!) ?? wrongKey();
      if (witnesses.some((one) => sameBytes(one.key.public, witness.public)))
        fail("the key is there already");
      room(witnesses);
      witnesses.push({ name: rest[0]!, key: witness });
    } else if (first === "group" && rest.length >= 2) {
      const [name, number, ...members] = rest as [string, string, ...string[]];
      free(name);
      room(groups);
      for (const member of members) {
        if (!defined(member)) fail(`${member} is not defined`);
        if (taken.has(member)) fail("a member belongs to a group already");
        taken.add(member);
      }
      const threshold = number === "all" ? members.length : number === "any" ? 1 : (decimal(number) ?? 0);
      if (threshold < 1 || threshold > members.length) fail("the threshold is out of range");
      groups.push({ name, threshold, members });
    } else if (first === "quorum" && rest.length === 1) {
      if (hasQuorum) fail("there is a second quorum line");
      hasQuorum = true;
      if (rest[0] !== "none") quorum = defined(rest[0]!) ? rest[0] : fail(`${rest[0]} is not defined`);
    } else {
      fail("it is unknown or has the wrong number of items");
    }
  }
  line++;
  return hasQuorum ? { logs, witnesses, groups, quorum } : fail("there is no quorum line");
}

/** What a policy says of a checkpoint: the witnesses that cosigned, or why it does not hold. */
export type PolicyVerdict =
  | { readonly holds: true; readonly witnesses: readonly string[] }
  | {
      readonly holds: false;
      readonly code: "policy" | "bad_signature" | "not_signed";
      readonly cosigned: number;
    };

/** Whether a checkpoint is signed by one of the policy's logs under its own origin and cosigned by the quorum. */
export async function checkPolicy(policy: Policy, checkpoint: Checkpoint): Promise<PolicyVerdict> {
  const fails = (code: "policy" | "bad_signature" | "not_signed", cosigned = 0): PolicyVerdict => ({
    holds: false,
    code,
    cosigned,
  });
  const logs = policy.logs.filter((log) => log.name === checkpoint.origin);
  if (logs.length === 0) return fails("policy");
  const verdicts = await Promise.all(logs.map((log) => verifyNote(checkpoint.note, log)));
  if (verdicts.includes("bad_signature")) return fails("bad_signature");
  if (!verdicts.includes("good")) return fails("not_signed");
  const seen = new Set<string>();
  for (const { name, key } of policy.witnesses) {
    for (const signature of checkpoint.note.signatures) {
      if (signature.name !== key.name || signature.id !== key.id) continue;
      if (!(await verifyCosignature(checkpoint, key, signature.bytes))) return fails("bad_signature");
      seen.add(name);
    }
  }
  const groups = new Map(policy.groups.map((group) => [group.name, group]));
  // Members were defined before their group, so that this ends.
  const holds = (name: string): boolean => {
    const group = groups.get(name);
    return group === undefined ? seen.has(name) : group.members.filter(holds).length >= group.threshold;
  };
  if (policy.quorum !== undefined && !holds(policy.quorum)) return fails("policy", seen.size);
  return { holds: true, witnesses: policy.witnesses.map((w) => w.name).filter((name) => seen.has(name)) };
}

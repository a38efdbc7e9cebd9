// The accounts that a record has, with their stages (docs/record.md, "`account`"): what is written for any other counts for
// nothing.

import { type Law, MAX_ACCOUNTS } from "../../record/law.ts";
import { Names } from "../../record/misleading.ts";
import type { Refusal } from "../refusal.ts";

export class Accounts {
  readonly #stages = new Map<string, readonly string[]>();
  readonly #names = new Names();

  constructor(law: Law) {
    for (const { id, stages } of law.accounts) this.#add(id, stages);
  }

  #add(id: string, stages: readonly string[]): void {
    this.#names.add(id);
    this.#stages.set(id, stages);
  }

  has(id: string): boolean {
    return this.#stages.has(id);
  }

  /** Adds an account, or stages behind those that it has, unless it is refused. */
  declare(id: string, stages: readonly string[]): Refusal | undefined {
    const own = new Names();
    const isMisleading = (stage: string): boolean => {
      const allowed = own.allows(stage);
      own.add(stage);
      return !allowed;
    };
    if (!this.#names.allows(id) || stages.some(isMisleading)) return "entry_misleading_name";
    const before = this.#stages.get(id);
    if (before !== undefined) {
      const adds = stages.length > before.length && before.every((stage, at) => stages[at] === stage);
      if (!adds) return "entry_known_account";
    } else if (this.#stages.size >= MAX_ACCOUNTS) return "entry_too_many_accounts";
    this.#add(id, stages);
    return undefined;
  }

  /** The id of an account's stage by its number; undefined for 0. */
  stageName(id: string, stage: number): string | undefined {
    return this.#stages.get(id)?.[stage - 1];
  }

  /** The number of the stage that a reading of an account names, counted from 1, or 0 where the account has no stages and it
   * names none; or why it counts for nothing. */
  stageOf(id: string, stage: string | undefined): number | Refusal {
    const stages = this.#stages.get(id);
    if (stages === undefined) return "entry_unknown_account";
    return stageNumber(stages, stage) ?? "entry_unknown_stage";
  }
}

/** The number of a stage among an account's, from 1; 0 for none of an account without stages. */
export function stageNumber(stages: readonly string[], stage: string | undefined): number | undefined {
  if (stage === undefined) return stages.length === 0 ? 0 : undefined;
  const at = stages.indexOf(stage);
  return at < 0 ? undefined : at + 1;
}

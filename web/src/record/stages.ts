// The stages of an account, in which it tells the result: a later one's readings take the place of an earlier one's.

import { type Members, ShapeError } from "./members.ts";
import { isId } from "./names.ts";

export const MAX_STAGES = 16;

/** The stages of an account in their order: 1 to 16 different ids. */
export function readStages(m: Members): string[] | undefined {
  const stages = m.optionalTexts("stages");
  if (stages === undefined) return undefined;
  if (stages.length < 1 || stages.length > MAX_STAGES || !stages.every(isId))
    throw new ShapeError("stages are not 1 to 16 ids");
  if (new Set(stages).size !== stages.length) throw new ShapeError("a stage stands there twice");
  return stages;
}

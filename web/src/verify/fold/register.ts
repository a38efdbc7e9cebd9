// Folds in `register` entries: the stations that their blob lists, and the expected numbers of areas.

import { parseRegister } from "../../record/register.ts";
import type { FoldEntry } from "./list.ts";

export const foldRegister: FoldEntry<"register"> = async (fold, { body, name }) => {
  const blob = await fold.readBlob(body.stations);
  const listed = blob === undefined ? undefined : parseRegister(blob, fold.start.election.levels);
  if (listed === undefined) return "entry_blob";
  const replay = fold.once(name);
  if (replay !== undefined) return replay;
  fold.register.list(listed);
  fold.blobs.add(body.stations);
  for (const expected of body.expected) fold.expected.set(expected.area, expected);
  return undefined;
};

// Folds in `register` entries: the stations that their blob lists, and the expected numbers and closing times of areas.

import { parseRegister } from "../../record/register.ts";
import type { FoldEntry } from "./list.ts";

export const foldRegister: FoldEntry<"register"> = async (fold, { body, name }) => {
  // Who has not the bytes of a withheld document would count otherwise than who has.
  if (fold.withheld.has(body.stations)) return "entry_blob";
  const blob = await fold.readBlob(body.stations);
  const listed = blob === undefined ? undefined : parseRegister(blob, fold.start.law.levels);
  if (listed === undefined) return "entry_blob";
  const replay = fold.once(name);
  if (replay !== undefined) return replay;
  fold.register.list(listed);
  fold.needs(body.stations);
  if (body.of !== undefined) fold.documents.add(body.of);
  for (const expected of body.expected) fold.expected.set(expected.area, expected);
  for (const { contest, areas } of body.contests)
    if (fold.contestAreas.has(contest)) fold.contestAreas.set(contest, areas);
  if (body.pollsClose !== undefined) fold.pollsClose = body.pollsClose;
  return undefined;
};

// Folds in `readings` entries: each row is judged by itself, in the order of the rows.

import type { FoldEntry } from "./list.ts";
import { checkReadings, foldOne } from "./reading.ts";

export const foldReadings: FoldEntry<"readings"> = (fold, { body, name, authorised }) => {
  const checked = checkReadings(fold, body);
  if (typeof checked === "string") return checked;
  const { rows, stage } = checked;
  const { account, at } = body;
  const shared = { account, stage, method: "file", of: [body.of], salted: false, at, authorised } as const;
  body.rows.forEach((row, number) => {
    const place = { entryName: name, row: number };
    const refusal = foldOne(fold, rows, { ...row, ...place, ...shared });
    if (refusal !== undefined) fold.refuse(refusal, number);
  });
  return undefined;
};

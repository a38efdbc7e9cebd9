// Folds in `readings` entries: each row is judged by itself, in the order of the rows.

import type { FoldEntry } from "./list.ts";
import { checkReadings, foldOne } from "./reading.ts";

export const foldReadings: FoldEntry<"readings"> = (fold, { body, name, authorised }) => {
  const checked = checkReadings(fold, body);
  if (typeof checked === "string") return checked;
  const { rows, stage } = checked;
  const { account, of, at } = body;
  body.rows.forEach((row, number) => {
    const shared = { entryName: name, account, stage, method: "file", of, at, authorised } as const;
    const refusal = foldOne(fold, rows, { ...row, ...shared, row: number });
    if (refusal !== undefined) fold.refuse(refusal, number);
  });
  return undefined;
};

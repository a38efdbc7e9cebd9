// What each type of entry changes in the fold: one file a type, and the list of them.

import type { BodyNamed, TypeName } from "../../record/types.ts";
import type { Authorised } from "../keys.ts";
import type { Refusal } from "../refusal.ts";
import { foldAccount } from "./account.ts";
import { foldAmend } from "./amend.ts";
import { foldCapture } from "./capture.ts";
import { foldClaim } from "./claim.ts";
import { foldClose } from "./close.ts";
import type { Fold } from "./fold.ts";
import { foldKey } from "./key.ts";
import { foldReading } from "./reading.ts";
import { foldReadings } from "./readings.ts";
import { foldRegister } from "./register.ts";
import { foldRevoke } from "./revoke.ts";
import { foldRuling } from "./ruling.ts";
import { foldSeal } from "./seal.ts";
import { foldSource } from "./source.ts";
import { foldStatement } from "./statement.ts";
import { foldWithhold } from "./withhold.ts";

/** An entry whose signers may write it, the area of their roles aside. */
export interface Signed<Name extends TypeName> {
  readonly body: BodyNamed<Name>;
  /** Its name, 64 hexadecimal digits. */
  readonly name: string;
  readonly authorised: readonly Authorised[];
}

/** Folds in an entry; gives why it counts for nothing, where it does. */
export type FoldEntry<Name extends TypeName> = (
  fold: Fold,
  entry: Signed<Name>,
) => Refusal | undefined | Promise<Refusal | undefined>;

/** All types but `election`, which begins the fold, and `recover`, which the succession judges: they need no role. */
export const FOLDED: { readonly [Name in Exclude<TypeName, "election" | "recover">]: FoldEntry<Name> } = {
  account: foldAccount,
  register: foldRegister,
  key: foldKey,
  revoke: foldRevoke,
  source: foldSource,
  amend: foldAmend,
  capture: foldCapture,
  seal: foldSeal,
  reading: foldReading,
  readings: foldReadings,
  claim: foldClaim,
  ruling: foldRuling,
  statement: foldStatement,
  withhold: foldWithhold,
  close: foldClose,
};

// `recover`: the holders of the recovery keys name another operator's key, or another key of the log.

import { entryType } from "../entrytype.ts";
import { parseVkey, type VerifyingKey } from "../key.ts";
import { given, type Members, ShapeError } from "../members.ts";
import { isEntryName } from "../names.ts";

/** The most entries that one `recover` keeps. */
const MAX_KEPT = 500;

/** The key that a text is, where it signs notes. */
export function signingKey(text: string): VerifyingKey {
  const key = parseVkey(text);
  if (key?.kind !== "ed25519") throw new ShapeError("a key is no vkey, or a cosigner's");
  return key;
}

function optionalKey(m: Members, name: string): VerifyingKey | undefined {
  const text = m.optionalText(name);
  return text === undefined ? undefined : signingKey(text);
}

export const recover = entryType({
  name: "recover",
  read: (m) => {
    m.text("reason");
    const [operator, log] = [optionalKey(m, "operator"), optionalKey(m, "log")];
    const from = m.optionalNumber("from", undefined, 1);
    const keep = m.optionalTexts("keep") ?? [];
    if (operator === undefined && log === undefined) throw new ShapeError("recover names no key");
    if ((operator === undefined) !== (from === undefined))
      throw new ShapeError("operator and from go together");
    if (keep.length > (operator === undefined ? 0 : MAX_KEPT) || !keep.every(isEntryName))
      throw new ShapeError("recover.keep is not what it may be");
    return { ...given("operator", operator), ...given("from", from), keep, ...given("log", log) };
  },
  // Recovery keys sign it, whatever roles they have.
  mayWrite: () => false,
});

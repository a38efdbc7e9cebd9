// `election`: the first entry of a record. It names the law, the words, the operator's key and the log's.

import { entryType } from "../entrytype.ts";
import { parseVkey, type VerifyingKey } from "../key.ts";
import { given, type Members, ShapeError } from "../members.ts";
import { isBlobName } from "../names.ts";
import { signingKey } from "./recover.ts";

/** The keys whose holders together replace the operator's key or the log's, and how many of them must sign. */
export interface Recovery {
  readonly keys: readonly VerifyingKey[];
  readonly of: number;
}

const MAX_RECOVERY_KEYS = 16;

function readRecovery(m: Members, others: readonly string[]): Recovery {
  const keys = (m.optionalTexts("keys") ?? []).map(signingKey);
  const of = m.number("of", keys.length, 1);
  m.end();
  const names = [...keys, ...others.flatMap((text) => parseVkey(text) ?? [])].map(
    ({ name, id }) => `${name}+${id}`,
  );
  // The operator's key and the log's may be one, as without recovery keys.
  const distinct = keys.every(
    (_, at) => names.indexOf(names[at]!) === at && names.lastIndexOf(names[at]!) === at,
  );
  if (keys.length > MAX_RECOVERY_KEYS || !distinct)
    throw new ShapeError("recovery.keys is not what it may be");
  return { keys, of };
}

export const election = entryType({
  name: "election",
  read: (m) => {
    const [operator, log] = [m.text("operator"), m.text("log")];
    const recovery = m.optionalMembers("recovery");
    return {
      law: m.name("law", isBlobName),
      words: m.name("words", isBlobName),
      operator,
      log,
      ...given("recovery", recovery && readRecovery(recovery, [operator, log])),
    };
  },
  // The first entry is signed by the operator that it names; no role allows another one.
  mayWrite: () => false,
});

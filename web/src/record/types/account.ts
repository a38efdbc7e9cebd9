// `account`: an account that the definition does not name, or further stages of one.

import { anyOf, entryType } from "../entrytype.ts";
import { isId } from "../names.ts";
import { readStages } from "../stages.ts";

export const account = entryType({
  name: "account",
  read: (m) => ({ account: m.name("account", isId), stages: readStages(m) ?? [] }),
  mayWrite: anyOf("operator"),
});

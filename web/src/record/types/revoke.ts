// `revoke`: takes from a key every role that it was given before.

import { anyOf, entryType } from "../entrytype.ts";

export const revoke = entryType({
  name: "revoke",
  read: (m) => {
    m.text("reason");
    return { key: m.text("key") };
  },
  mayWrite: anyOf("operator"),
});

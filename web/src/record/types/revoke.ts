// `revoke`: takes from a key every role that it was given before.

import { anyOf, entryType } from "../entrytype.ts";
import { given } from "../members.ts";

export const revoke = entryType({
  name: "revoke",
  read: (m) => {
    m.text("reason");
    /** The entry from which on what the key wrote is void. */
    const from = given("from", m.optionalNumber("from", undefined, 1));
    return { key: m.text("key"), ...from };
  },
  mayWrite: anyOf("operator", "registrar"),
});

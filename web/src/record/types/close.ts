// `close`: nothing more is taken in.

import { anyOf, entryType } from "../entrytype.ts";

export const close = entryType({
  name: "close",
  read: (m) => ({ reason: m.text("reason") }),
  mayWrite: anyOf("operator"),
});

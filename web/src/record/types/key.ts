// `key`: gives a key a role, within an area, for an account, until an hour.

import { anyOf, entryType, ROLES } from "../entrytype.ts";
import { given } from "../members.ts";
import { isAreaCode, isHour, isId } from "../names.ts";

export const key = entryType({
  name: "key",
  read: (m) => ({
    key: m.text("key"),
    role: m.oneOf("role", ROLES),
    ...given("area", m.optionalName("area", isAreaCode)),
    ...given("account", m.optionalName("account", isId)),
    ...given("until", m.optionalName("until", isHour)),
  }),
  mayWrite: anyOf("operator"),
});

// `key`: gives a key a role, within an area, for an account, until an hour.

import { anyOf, entryType, GIVEN_BY_REGISTRARS, ROLES, type Role } from "../entrytype.ts";
import { given, type Members, ShapeError } from "../members.ts";
import { isAreaCode, isHour, isId } from "../names.ts";

/** The most keys that one grant of a registrar gives roles to. */
const MAX_KEYS_GIVEN = 100_000;

/** What a registrar may give, and to how many keys. */
export interface Gives {
  readonly roles: readonly Role[];
  readonly most: number;
}

/** A registrar has both members, and no other role has either. */
function readGives(m: Members, role: Role): Gives | undefined {
  const [gives, most] = [m.optionalTexts("gives"), m.optionalNumber("keys", MAX_KEYS_GIVEN, 1)];
  if (role !== "registrar" && gives === undefined && most === undefined) return undefined;
  const roles = GIVEN_BY_REGISTRARS.filter((one) => gives?.includes(one));
  const fits = roles.length > 0 && roles.length === gives?.length;
  if (role !== "registrar" || !fits || most === undefined)
    throw new ShapeError("gives and keys do not fit the role");
  return { roles, most };
}

/** A stage is that of an account. */
function readStage(m: Members): string | undefined {
  const stage = m.optionalName("stage", isId);
  if (stage !== undefined && !m.has("account")) throw new ShapeError("a stage without an account");
  return stage;
}

export const key = entryType({
  name: "key",
  read: (m) => {
    const role = m.oneOf("role", ROLES);
    return {
      key: m.text("key"),
      role,
      ...given("area", m.optionalName("area", isAreaCode)),
      ...given("account", m.optionalName("account", isId)),
      ...given("stage", readStage(m)),
      ...given("until", m.optionalName("until", isHour)),
      ...given("gives", readGives(m, role)),
    };
  },
  mayWrite: anyOf("operator", "registrar"),
});

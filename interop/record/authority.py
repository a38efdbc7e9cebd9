"""Who may write what: chief operators, what is void, grants ("Who may write what", "Keys that are replaced")."""

from dataclasses import dataclass, field

from .note import BadSignature
from .values import key_of


class Refused(Exception):
    """An entry or row counts for nothing, for the reason that its code says."""

    def __init__(self, code):
        super().__init__(code)
        self.code = code


@dataclass(eq=False)
class Grant:
    """A role of a key, by a `key` entry or as a chief operator."""

    place: int
    key: object
    role: str
    bounds: dict = field(default_factory=dict)  # area, account, stage, until, gives, keys: those that are there
    chief: bool = False
    by: "Grant | None" = None  # a registrar's grant, by which this was given
    gave: set = field(default_factory=set)  # the keys that a registrar gave roles by this grant

    def areas(self):
        """The areas that bound this grant: its own, and its registrar's."""
        return [each.bounds["area"] for each in (self, self.by) if each and "area" in each.bounds]


class Succession:
    """Chief operators, the log's keys and what is void, from `recover` and the chief's `revoke` entries alone."""

    def __init__(self, entries, without=frozenset()):
        first = entries[0].body
        self.election, self.origin = first["election"], key_of(first["log"]).name
        self.recovery = {key_of(vkey).line: key_of(vkey) for vkey in first.get("recovery", {}).get("keys", [])}
        self.needed = first.get("recovery", {}).get("of", 0)
        self.chiefs = [(0, key_of(first["operator"]))]  # each from its place on
        self.logs = [(0, key_of(first["log"]))]
        self.voids = []  # (from, up to, keys, names that are kept)
        self.codes = {}  # of each `recover` entry: its code, None where it counts
        self.revocations = set()  # the places of those that make something void
        names = set()
        for entry in entries:
            if entry.kind == "recover" and not entry.wrong:
                self.codes[entry.place] = self.recover(entry, names)
        names = set()
        for entry in entries:
            if entry.kind == "revoke" and not entry.wrong and "from" in entry.body and entry.place not in without:
                self.revoke(entry, names)

    def recover(self, entry, names):
        body = entry.body
        try:
            signers = entry.signers(self.recovery)
        except BadSignature:
            return "entry_bad_signature"
        if body["election"] != self.election:
            return "entry_other_election"
        if not self.needed or len(signers) < self.needed:
            return "entry_too_few"
        if entry.name in names:
            return "entry_replay"
        names.add(entry.name)
        operator, log = (key_of(body[part]) if part in body else None for part in ("operator", "log"))
        if log and log.name != self.origin:
            return "entry_malformed"
        if body.get("from", 0) > entry.place:
            return "entry_no_such_entry"
        taken = {*self.recovery, *(key.line for _, key in self.chiefs + self.logs)}
        new = [key.line for key in (operator, log) if key]
        if len(set(new)) < len(new) or taken & set(new):
            return "entry_key_taken"
        if operator:
            earlier = {key for _, key in self.chiefs}
            self.voids.append((body["from"], entry.place, earlier, set(body.get("keep", []))))
            self.chiefs.append((entry.place, operator))
        if log:
            self.logs.append((entry.place, log))
        return None

    def revoke(self, entry, names):
        """Makes void what a chief operator's `revoke` with `from` says; the fold says with what code it is refused."""
        body, place = entry.body, entry.place
        try:
            signers = entry.signers(self.chiefs_before(place))
        except BadSignature:
            return
        chief = self.chief(place)
        if chief not in signers or self.is_void(entry, chief) or body["election"] != self.election:
            return
        if self.refuses_from(body, place) or entry.name in names:
            return
        names.add(entry.name)
        self.revocations.add(place)
        self.voids.append((body["from"], place, {key_of(body["key"])}, set()))

    def refuses_from(self, body, place):
        """Whether a `revoke` may not reach back so: of a chief operator's key so far, or from a later place."""
        return body["from"] > place or key_of(body["key"]).line in self.chiefs_before(place)

    def chief(self, place):
        return [key for at, key in self.chiefs if at < place or place == 0][-1]

    def chiefs_before(self, place):
        return {key.line: key for at, key in self.chiefs if at < place}

    def is_void(self, entry, key):
        return any(
            start <= entry.place < end and key in keys and entry.name not in kept
            for start, end, keys, kept in self.voids
        )


def allows(grant, kind, body):
    """Rule 4: whether the role allows the type."""
    role = grant.role
    if kind in ("register", "account", "amend", "close"):
        return role == "operator"
    if kind == "key":
        return role in ("operator", "registrar")
    if kind == "revoke":
        return grant.chief if "from" in body else role in ("operator", "registrar")
    if kind in ("source", "claim"):
        return role in ("operator", "importer")
    if kind == "capture":
        return role == "agent"
    if kind == "seal":
        return role in ("agent", "typist")
    if kind == "reading":
        by_method = {"file": ("importer",), "message": ("agent", "gateway"), "typed": ("agent", "typist")}
        return role in by_method.get(body["method"], ("agent",)) or role == "reviewer" and "corrects" in body
    if kind == "readings":
        every = len(body.get("corrects", {}).get("rows", [])) == len(body["rows"])
        return role == "importer" or role == "reviewer" and every
    if kind == "ruling":
        return role == "reviewer"
    if kind == "statement":
        return role in ("operator", "reviewer", "observer") or role in ("agent", "typist") and body["kind"] == "look"
    return kind == "withhold" and role in ("operator", "reviewer")


class Authority:
    """The grants as they stand, entry by entry."""

    def __init__(self, succession):
        self.succession = succession
        self.grants = {}  # by a key's line: its grants in their order
        self.keys = {}  # by a key's line: the key that was given a role
        self.known = dict(succession.recovery)  # by line: those, and the recovery keys
        self.void_keys = set()  # lines of keys to which void entries gave roles
        self.ended = {}  # by a key's line: the places at which its roles ended
        self.enthrone(0, succession.chiefs[0][1])

    def enthrone(self, place, key):
        """Makes a key the chief operator's, in the place of those before."""
        for line in self.succession.chiefs_before(place):
            self.end(place, line)
        self.give(Grant(place, key, "operator", chief=True))

    def give(self, grant):
        self.keys[grant.key.line] = self.known[grant.key.line] = grant.key
        self.grants.setdefault(grant.key.line, []).append(grant)
        if grant.by:
            grant.by.gave.add(grant.key.line)

    def end(self, place, line):
        self.ended.setdefault(line, []).append(place)

    def signers(self, entry):
        """The known keys that signed: those that were given a role. A bad line of one of these refuses the entry."""
        if entry.kind == "revoke" and "from" in entry.body:
            return entry.signers(self.succession.chiefs_before(entry.place))
        return [key for key in entry.signers(self.known) if key.line in self.keys]

    def authorised(self, entry, signers):
        """The grants, in the order of the signers, by which rules 1 to 6 let the entry be written."""
        if not signers:
            void = any((name, key_id) in self.void_keys for name, key_id, _ in entry.lines)
            raise Refused("entry_void" if void else "entry_unknown_key")
        passed, closest = [], (0, None)
        for key in signers:
            for grant in self.grants[key.line]:
                rule, code = self.fails(entry, grant)
                if not code:
                    passed.append(grant)
                elif rule >= closest[0]:
                    closest = (rule, code)
        if not passed:
            raise Refused(closest[1])
        return passed

    def fails(self, entry, grant):
        """The first of rules 2 to 6 at which a grant fails, and the code."""
        body, bounds = entry.body, grant.bounds
        if any(grant.place < place < entry.place for place in self.ended.get(grant.key.line, [])):
            return 2, "entry_revoked_key"
        if self.succession.is_void(entry, grant.key):
            return 2, "entry_void"
        if body["at"] > bounds.get("until", body["at"]):
            return 3, "entry_expired_key"
        if not allows(grant, entry.kind, body):
            return 4, "entry_wrong_role"
        if entry.kind in ("capture", "reading", "readings", "claim"):
            account = body["claim"]["account"] if entry.kind == "claim" else body["account"]
            if bounds.get("account", account) != account:
                return 5, "entry_wrong_account"
        if entry.kind in ("reading", "readings"):
            stage = body.get("stage")
            if "stage" in bounds and bounds["stage"] != stage:
                return 5, "entry_wrong_stage"
            if stage is not None and "account" not in bounds and grant.role != "reviewer":
                return 5, "entry_wrong_stage"
        if grant.role == "registrar":
            return 6, self.not_within(entry.kind, body, grant)
        return 0, None

    def not_within(self, kind, body, grant):
        """Rule 6: what a registrar gives or revokes lies within its bounds."""
        line = key_of(body["key"]).line
        if not all(each.by and each.by.key is grant.key for each in self.grants.get(line, [])):
            return "entry_not_within"
        if kind == "revoke":
            return None if line in self.grants else "entry_not_within"
        bounds = grant.bounds
        within = (
            body["role"] in bounds["gives"]
            and ("area" in body or "area" not in bounds)
            and all(body.get(part) == bounds[part] for part in ("account", "stage") if part in bounds)
            and ("until" not in bounds or "until" in body and body["until"] <= bounds["until"])
        )
        if not within:
            return "entry_not_within"
        if len(grant.gave) >= bounds["keys"] and line not in grant.gave:
            return "entry_too_many_keys"
        return None

    def taken(self, key):
        """Whether a key may be given no role, since another has its name and key id, or it is none of people's."""
        succession = self.succession
        same = [self.keys.get(key.line)] + [each for _, each in succession.chiefs if each.line == key.line]
        others = {*succession.recovery, *(each.line for _, each in succession.logs)}
        return key.line in others or any(each and each.vkey != key.vkey for each in same)

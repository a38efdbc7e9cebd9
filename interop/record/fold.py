"""The fold: entry after entry, what counts and what is refused, with its code ("The fold" of docs/record.md)."""

from collections import Counter

from . import law, readings, register
from .authority import Authority, Grant, Refused
from .note import BadSignature
from .opening import of_blob, opened
from .strict import Wrong
from .values import key_of, misleading

CLOSED = ("source", "capture", "seal", "claim", "close")
MOST_READINGS, MOST_ACCOUNTS = 64, 256


class Fold:
    """What a log comes to, its states and totals left to others."""

    def __init__(self, entries, blob, without=frozenset()):
        """`blob` gives the bytes of a blob by its name, or None; revocations at the places `without` make nothing void."""
        self.blob = blob
        self.law, self.succession = opened(entries, blob, without)
        self.election = self.law["id"]
        self.authority = Authority(self.succession)
        self.register = register.Register(self.law)
        self.contests = {contest["id"]: contest for contest in self.law["contests"]}
        self.areas = {contest["id"]: contest.get("areas", []) for contest in self.law["contests"]}
        self.accounts = {each["id"]: each.get("stages", []) for each in self.law.get("accounts", [])}
        self.counted, self.refused = Counter({"election": 1}), []  # by type; (place, row, code)
        self.names = {entries[0].name}  # of entries that count, but readings
        self.readings = {}  # by name, in their order
        self.written = Counter()  # readings by (signer, station, contest)
        self.sealed, self.seals = set(), {}  # (signer, image, contest); by the reading's name
        self.sources, self.captures = set(), {}  # documents; by (image, contest) the stations
        self.statements, self.rulings, self.claims = set(), {}, {}
        self.named, self.needed = set(), {entries[0].body["law"]}  # documents that may, and may not, be withheld
        self.withheld = set()
        self.closed = False
        self.speak(entries[0].body["words"])
        for entry in entries[1:]:
            try:
                kind = self.take(entry)
                self.counted.update([kind] if kind else [])
            except Refused as refused:
                if entry.kind == "key" and refused.code == "entry_void":
                    self.authority.void_keys.add(key_of(entry.body["key"]).line)
                self.refused.append((entry.place, None, refused.code))
        refused = {place for place, _, _ in self.refused} & self.succession.revocations
        if refused:  # what is refused makes nothing void; whether the key had a role is known only now
            self.__init__(entries, blob, without | refused)
        self.settle_seals()

    def speak(self, name):
        """Takes words that count: they and their map's document may not be withheld."""
        words = of_blob(self.blob, name, law.read_words)
        documents = {name, words.get("map", {}).get("document", name)}
        if documents & self.withheld:
            raise Wrong("withheld")
        self.needed |= documents

    # One entry

    def take(self, entry):
        """Counts an entry, or refuses it; gives the type that it counts as, none where no row of it does."""
        if entry.wrong:
            raise Refused("entry_malformed")
        if entry.kind == "recover":
            self.recover(entry)
            return "recover"
        try:
            signers = self.authority.signers(entry)
        except BadSignature as error:
            raise Refused("entry_bad_signature") from error
        if entry.kind is None:
            return "unknown"
        if entry.body["election"] != self.election:
            raise Refused("entry_other_election")
        if entry.kind == "election":
            raise Refused("entry_second_election")
        grants = self.authority.authorised(entry, signers)
        if entry.kind in ("reading", "readings"):
            return entry.kind if self.take_readings(entry, grants) else None
        if self.closed and (entry.kind in CLOSED or entry.kind == "statement" and entry.body["kind"] == "observation"):
            raise Refused("entry_closed")
        if entry.name in self.names:  # a blob that did is there, so that it may be asked for afterwards
            raise Refused("entry_replay")
        if "station" in entry.body:
            grants = self.of_station(grants, entry.body["station"])
        getattr(self, "take_" + entry.kind)(entry, entry.body, grants)
        self.names.add(entry.name)
        return entry.kind

    def contest(self, contest):
        if contest not in self.contests:
            raise Refused("entry_unknown_contest")

    def account(self, account):
        if account not in self.accounts:
            raise Refused("entry_unknown_account")

    def of_station(self, grants, station):
        """Rule 7: the grants in whose areas the station lies."""
        within = [g for g in grants if all(self.register.lies_in(station, [area]) for area in g.areas())]
        if not within:
            raise Refused("entry_wrong_area")
        return within

    def two(self, grants):
        """Whether an operator, and a reviewer with another key, have signed."""
        return any(
            one.role == "operator" and other.role == "reviewer" and one.key is not other.key
            for one in grants
            for other in grants
        )

    def recover(self, entry):
        code = self.succession.codes[entry.place]
        if code:
            raise Refused(code)
        if "operator" in entry.body:
            self.authority.enthrone(entry.place, key_of(entry.body["operator"]))

    # Types, in the page's order

    def take_amend(self, entry, body, grants):
        try:
            self.speak(body["words"])
        except Wrong as error:
            raise Refused("entry_blob") from error

    def take_account(self, entry, body, grants):
        account, stages = body["account"], body.get("stages", [])
        if misleading(account, self.accounts) or any(misleading(stage, stages) for stage in stages):
            raise Refused("entry_misleading_name")
        known = self.accounts.get(account)
        if known is not None and (len(stages) <= len(known) or stages[: len(known)] != known):
            raise Refused("entry_known_account")
        if known is None and len(self.accounts) >= MOST_ACCOUNTS:
            raise Refused("entry_too_many_accounts")
        self.accounts[account] = stages

    def take_register(self, entry, body, grants):
        try:
            if body["stations"] in self.withheld:
                raise Wrong("withheld")
            lines = of_blob(self.blob, body["stations"], lambda data: register.read(data, self.register.levels))
        except Wrong as error:
            raise Refused("entry_blob") from error
        self.register.add(lines)
        self.needed.add(body["stations"])
        self.named |= {body["of"]} if "of" in body else set()
        self.register.expected.update({each["area"]: each for each in body.get("expected", [])})
        if "polls_close" in body:
            self.register.country["polls_close"] = body["polls_close"]
        self.areas.update({each["contest"]: each["areas"] for each in body.get("contests", [])})

    def take_key(self, entry, body, grants):
        key = key_of(body["key"])
        if self.authority.taken(key):
            raise Refused("entry_key_taken")
        operator = any(grant.role == "operator" for grant in grants)
        bounds = {part: body[part] for part in ("area", "account", "stage", "until", "gives", "keys") if part in body}
        self.authority.give(Grant(entry.place, key, body["role"], bounds, by=None if operator else grants[0]))

    def take_revoke(self, entry, body, grants):
        key = key_of(body["key"])
        may_not = (
            self.succession.refuses_from(body, entry.place)
            if "from" in body
            else key is self.succession.chief(entry.place)
        )
        if may_not or self.authority.keys.get(key.line) is not key:
            raise Refused("entry_no_such_entry")
        self.authority.end(entry.place, key.line)

    def take_source(self, entry, body, grants):
        self.sources.add(body["document"])
        self.named.add(body["document"])

    def take_capture(self, entry, body, grants):
        self.account(body["account"])
        self.captures.setdefault((body["image"], body["contest"]), set()).add(body.get("station"))
        self.named.add(body["image"])

    def take_seal(self, entry, body, grants):
        self.contest(body["contest"])
        sealed = (grants[0].key, body["image"], body["contest"])
        if sealed in self.sealed:
            raise Refused("entry_second_seal")
        self.sealed.add(sealed)
        signers = {grant.key for grant in grants}
        self.seals.setdefault(body["reading"], []).append((entry.place, body["contest"], body["image"], signers))

    def take_claim(self, entry, body, grants):
        self.account(body["claim"]["account"])
        self.claims[body["claim"]["account"], body["claim"]["id"]] = entry.place

    def take_ruling(self, entry, body, grants):
        self.contest(body["contest"])
        sheet = (body["contest"], body["station"])
        stands = self.readings.get(body["stands"]) if "stands" in body else None
        if "stands" in body and (stands is None or (stands.contest, stands.station) != sheet):
            raise Refused("entry_no_such_entry")
        self.rulings[sheet] = stands

    def take_statement(self, entry, body, grants):
        if "follows" in body and body["follows"] not in self.statements:
            raise Refused("entry_no_such_entry")
        self.statements.add(entry.name)
        if "document" in body:
            self.named.add(body["document"])

    def take_withhold(self, entry, body, grants):
        if not self.two(grants):
            raise Refused("entry_needs_two")
        if body["document"] not in self.named or body["document"] in self.needed:
            raise Refused("entry_no_such_document")
        if body["withheld"]:
            self.withheld.add(body["document"])
        else:
            self.withheld.discard(body["document"])

    def take_close(self, entry, body, grants):
        self.closed = True

    # Readings

    def take_readings(self, entry, grants):
        """A `reading`, or the rows of a `readings`: each counts or is refused by itself. Gives whether any counts."""
        body = entry.body
        self.contest(body["contest"])
        if self.closed:
            raise Refused("entry_closed")
        self.account(body["account"])
        stages = self.accounts[body["account"]]
        if body.get("stage") not in (stages or [None]):
            raise Refused("entry_unknown_stage")
        counted = False
        for reading in readings.of_entry(entry):
            try:
                self.take_reading(reading, grants)
                counted = True
            except Refused as refused:
                if reading.row is None:
                    raise
                self.refused.append((entry.place, reading.row, refused.code))
        return counted

    def take_reading(self, reading, grants):
        grants = self.of_station(grants, reading.station)
        before = self.readings.get(reading.name)
        if before:
            grants = [grant for grant in grants if grant.key not in before.signers()]
            if not grants:
                raise Refused("entry_replay")
        writer = (grants[0].key, reading.station, reading.contest)
        if self.written[writer] >= MOST_READINGS:
            raise Refused("entry_too_many_readings")
        if not before and reading.corrects:
            self.correct(reading, grants)
        self.written[writer] += 1
        counts = before or reading
        counts.voices.append(list(dict.fromkeys(grant.key for grant in grants)))
        counts.gateways += dict.fromkeys(grant.key for grant in grants if grant.role == "gateway")
        if not before:
            reading.taken_from_record = self.is_from_record(reading)
            self.readings[reading.name] = reading

    def correct(self, reading, grants):
        earlier = self.readings.get(reading.corrects)
        if (
            earlier is None
            or earlier.corrected
            or (earlier.station, earlier.contest, earlier.account, earlier.stage)
            != (reading.station, reading.contest, reading.account, reading.stage)
            or not any(g.role == "reviewer" or g.key in earlier.own_signers() for g in grants)
        ):
            raise Refused("entry_no_such_entry")
        earlier.corrected = True

    def is_from_record(self, reading):
        """Whether the record has, before it, all that it was taken from."""
        if reading.method == "file":
            return reading.of[0] in self.sources
        stations = [self.captures.get((image, reading.contest), set()) for image in reading.of]
        return all(known & {reading.station, None} for known in stations)

    def settle_seals(self):
        """Which readings open a seal, and which are blind: decided once all is there, since voices may come later."""
        alike, firsts = {}, {}
        for reading in self.readings.values():
            if reading.image:
                votes = tuple(reading.options.get(option) for option in self.contests[reading.contest]["options"])
                alike[reading.name] = (reading.station, reading.contest, reading.image, votes)
                firsts.setdefault(alike[reading.name], reading.place)
        for name, sheet in alike.items():
            reading = self.readings[name]
            reading.opens = self.opened_by(reading) if reading.salt else None
            before = reading.place if reading.opens is None else min(reading.opens, reading.place)
            reading.blind = firsts[sheet] >= before

    def opened_by(self, reading):
        """The place of the first seal in the log that it opens."""
        for place, contest, image, signers in self.seals.get(reading.name, []):
            if (contest, image) == (reading.contest, reading.image) and signers & set(reading.signers()):
                return place
        return None

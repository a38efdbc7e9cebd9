"""Which readings hold a place, sides and states of a station's sheet ("The fold" of docs/record.md, from there on)."""

from collections import defaultdict

from .sheets import broken
from .values import ILLEGIBLE


def matching(edges):
    """The most edges of which no two share an end (Kuhn's augmenting paths)."""
    ways, taken = defaultdict(list), {}
    for one, other in dict.fromkeys(edges):
        ways[one].append(other)

    def augment(one, seen):
        for other in ways[one]:
            if other not in seen:
                seen.add(other)
                if other not in taken or augment(taken[other], seen):
                    taken[other] = one
                    return True
        return False

    return sum(augment(one, set()) for one in ways)


def unite(groups):
    """Of each member of groups who stands for all that groups join (union of sets)."""
    head = {}

    def find(member):
        while head.setdefault(member, member) is not member:
            member = head[member]
        return member

    for group in groups:
        first, *others = group
        for other in others:
            head[find(other)] = find(first)
        find(first)
    return {member: find(member) for member in head}


def signer_classes(part):
    """Of the keys that wrote readings that take part, which are one signer."""
    groups, files = [voice for reading in part for voice in reading.voices], defaultdict(list)
    for reading in part:
        if reading.method == "file":
            files[reading.account] += reading.signers()
    return unite(groups + list(files.values()))


def taken_from(reading):
    """What a reading was taken from; a blind one and a message from what no other was."""
    return ("own", reading.name) if reading.blind or reading.method == "message" else ("blob", reading.of[0])


def independent(side, classes):
    """How many voices of a side can be chosen of which no two share a signer or what they were taken from."""
    blind = {reading.of[0] for reading in side if reading.blind}
    left = [
        reading
        for reading in side
        if reading.blind or reading.method not in ("code", "typed") or reading.of[0] not in blind
    ]
    return matching([(classes[voice[0]], taken_from(reading)) for reading in left for voice in reading.voices])


class Sheet:
    """The readings of one station and contest, and what they come to."""

    def __init__(self, fold, contest, station, readings):
        self.law, self.contest, self.station, self.all = fold.law, fold.contests[contest], station, readings
        self.register, self.accounts, self.fold = fold.register, fold.accounts, fold
        self.further = fold.law.get("figures", [])
        zeros = "zeros" in fold.law
        self.holding = [r for r in readings if not r.corrected and (zeros or not r.is_empty())]
        self.at = {}
        for reading in self.holding:
            self.at[reading.account] = max(self.at.get(reading.account, -1), self.rank(reading))
        self.ruled = (contest, station) in fold.rulings
        self.ruling = fold.rulings.get((contest, station))
        self.state, self.reading, self.side = self.decide()

    def rank(self, reading):
        """A stage's place among its account's; one written before there were stages is before the first."""
        return -1 if reading.stage is None else self.accounts[reading.account].index(reading.stage)

    def figures(self, reading):
        return reading.figures(self.contest, self.further)

    def takes_part(self, reading):
        evidence = reading.gateway if reading.method == "message" else reading.evidence
        read = any(type(reading.options.get(option)) is int for option in self.contest["options"])
        return evidence and reading.method != "machine" and read and self.rank(reading) == self.at[reading.account]

    def decide(self):
        """The state, the reading that stands (or none), and the side that it stands for."""
        if self.ruled:
            return "ruled", self.ruling, [self.ruling] if self.ruling else []
        if not self.holding:
            return "missing", None, []
        part = [reading for reading in self.holding if self.takes_part(reading)]
        sides = defaultdict(list)
        for reading in part:
            sides[tuple(reading.options.get(option) for option in self.contest["options"])].append(reading)
        classes = signer_classes(part)
        enough = [side for side in sides.values() if self.suffices(side, classes)]
        if not enough:
            return "pending", None, []
        if len(enough) > 1:
            return "disputed", None, []
        contradicted = any(contradict(self.figures(one), self.figures(other)) for one in enough[0] for other in part)
        return "contested" if contradicted else "accepted", enough[0][0], enough[0]

    def suffices(self, side, classes):
        acceptance = self.law.get("acceptance", {})
        alone = [(each["method"], each["account"]) for each in acceptance.get("alone", [])]
        for reading in side:
            if (reading.method, reading.account) in alone:
                if all(severity != "error" for _, severity in broken(reading, self.law, self.contest, self.register)):
                    return True
        return independent(side, classes) >= acceptance.get("agree", 2)

    def standing(self):
        """The figures that stand: a ruled reading's own, or a side's."""
        read = [self.figures(reading) for reading in self.side]
        together = {}
        for name in dict.fromkeys(name for each in read for name in each):
            numbers = {each[name] for each in read if name in each and each[name] != ILLEGIBLE}
            together[name] = numbers.pop() if len(numbers) == 1 else ILLEGIBLE
        return together

    def of_account(self, account):
        """The reading that stands for an account: the ruled one if it is the account's, else the first of its stage."""
        if self.ruling and self.ruling.account == account:
            return self.ruling
        own = [r for r in self.holding if r.account == account and self.rank(r) == self.at[account]]
        return own[0] if own else None

    def of_stage(self, account, stage):
        return next((r for r in self.holding if (r.account, r.stage) == (account, stage)), None)


def contradict(one, other):
    """Whether both read a number for one figure, and the numbers differ."""
    return any(name in other and ILLEGIBLE not in (one[name], other[name]) and one[name] != other[name] for name in one)

"""Which readings hold a place, sides and states of a station's sheet ("The fold" of docs/record.md, from there on)."""

from collections import defaultdict

from .sheets import broken
from .sides import suffices
from .values import ILLEGIBLE


class Sheet:
    """The readings of one station and contest, and what they come to."""

    def __init__(self, fold, contest, station, readings):
        self.law, self.contest, self.station, self.all = fold.law, fold.contests[contest], station, readings
        self.register, self.accounts, self.withheld = fold.register, fold.accounts, fold.withheld
        self.further = fold.law.get("figures", [])
        zeros = "zeros" in fold.law
        self.holding = [r for r in readings if r.holds_place(zeros)]
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
        read = any(type(reading.options.get(option)) is int for option in self.contest["options"])
        return reading.has_evidence() and read and self.rank(reading) == self.at[reading.account]

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
        enough = [side for side in sides.values() if self.suffices(side)]
        if not enough:
            return "pending", None, []
        if len(enough) > 1:
            return "disputed", None, []
        contradicted = any(contradict(self.figures(one), self.figures(other)) for one in enough[0] for other in part)
        return "contested" if contradicted else "accepted", enough[0][0], enough[0]

    def stands_for_nothing(self):
        """Whatever the state is, nothing stands here: the contest is not held at the station."""
        self.reading, self.side = None, []

    def suffices(self, side):
        return suffices(side, self.law, self.contest)

    def standing(self):
        """The figures that stand: a ruled reading's own, or a side's."""
        read = [(reading, self.figures(reading)) for reading in self.side]
        together = {}
        for name in dict.fromkeys(name for _, figures in read for name in figures):
            of_number = defaultdict(list)
            for reading, figures in read:
                if type(figures.get(name)) is int:
                    of_number[figures[name]].append(reading)
            enough = [n for n, part in of_number.items() if len(of_number) == 1 or self.suffices(part)]
            together[name] = enough[0] if len(enough) == 1 else ILLEGIBLE
        return together

    def told_by(self):
        """The accounts of which a reading stands: it holds a place, or a ruling names it."""
        return list(dict.fromkeys([*self.at, *([self.ruling.account] if self.ruling else [])]))

    def of_account(self, account):
        """The reading that stands for an account: the ruled one if it is the account's, else the first of its stage."""
        if self.ruling and self.ruling.account == account:
            return self.ruling
        return self.first_of(account)

    def first_of(self, account):
        """The first reading that holds a place, of the stage that the account is at."""
        return next(r for r in self.holding if r.account == account and self.rank(r) == self.at[account])

    def waiting(self, account):
        """The first row with which an account lists the station with nothing but zeros, while nothing of it holds a place."""
        rows = (r for r in self.all if r.account == account and r.is_empty() and not r.corrected)
        zeros = (r for r in rows if ("all_zero", "warning") in broken(r, self.law, self.contest))
        return next(zeros, None) if account not in self.at else None

    def of_stage(self, account, stage):
        return next((r for r in self.holding if (r.account, r.stage) == (account, stage)), None)


def contradict(one, other):
    """Whether both read a number for one figure, and the numbers differ."""
    return any(name in other and ILLEGIBLE not in (one[name], other[name]) and one[name] != other[name] for name in one)

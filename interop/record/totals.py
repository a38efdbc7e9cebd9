"""Sums of the figures read, and what the whole record comes to ("States", from totals on, of docs/record.md)."""

from collections import Counter, defaultdict

from .sheets import broken
from .states import Sheet
from .values import ILLEGIBLE


# The rules that this reader asks: those that hold one sheet against other sheets or registers are not among them.
ASKED = (
    "sum_not_valid",
    "parts_not_ballots",
    "sum_differs",
    "ballots_over_registered",
    "unknown_station",
    "outside_contest",
    "unknown_option",
    "unknown_figure",
    "illegible_figure",
    "all_zero",
    "null_share",
    "blank_share",
    "turnout_high",
    "turnout_low",
    "no_evidence",
)


class Total:
    """Sums over stations of what stands at each."""

    def __init__(self):
        self.stations = self.registered = self.without_registered = 0
        self.withheld_figures = self.withheld_stations = 0
        self.sums, self.read, self.illegible = Counter(), Counter(), Counter()

    def add(self, sheet, figures, readings):
        """A station's figures, of the readings that stand there; its voters are the register's, or else the figures'."""
        registered = sheet.register.registered.get(sheet.station, figures.get("registered", ILLEGIBLE))
        of_each = [(reading.of, sheet.figures(reading)) for reading in readings] if sheet.withheld else []
        self.stations += 1
        if registered == ILLEGIBLE:
            self.without_registered += 1
        else:
            self.registered += registered
        rest = 0
        for name, value in figures.items():
            if value == ILLEGIBLE:
                self.illegible[name] += 1
                continue
            self.sums[name] += value
            self.read[name] += 1
            if of_each:
                rest += all(sheet.withheld & set(of) for of, read in of_each if read.get(name) == value)
        self.withheld_figures += rest
        self.withheld_stations += rest > 0

    def told(self):
        names = sorted({*self.read, *self.illegible})
        return {
            "stations": self.stations,
            "covered_registered": self.registered,
            "without_registered": self.without_registered,
            "withheld_figures": self.withheld_figures,
            "withheld_stations": self.withheld_stations,
            "figures": {
                name: {"sum": self.sums[name], "stations": self.read[name], "illegible": self.illegible[name]}
                for name in names
            },
        }


class Totals:
    """The totals of the country, or of an area: by who is counted."""

    def __init__(self):
        self.totals, self.accounts, self.stages = defaultdict(Total), defaultdict(Total), defaultdict(Total)

    def add(self, sheet, figures):
        if sheet.reading:
            self.totals["accepted"].add(sheet, figures, sheet.side)
            if sheet.state != "contested":
                self.totals["uncontested"].add(sheet, figures, sheet.side)
        for account in sheet.told_by():
            stands = sheet.of_account(account)
            self.accounts[account].add(sheet, sheet.figures(stands), [stands])
            for stage in sheet.accounts[account]:
                first = sheet.of_stage(account, stage)
                if first:
                    self.stages[f"{account}/{stage}"].add(sheet, sheet.figures(first), [first])

    def told(self, register, areas, area):
        return {
            "of_stations": register.extent(areas, area, "stations"),
            "of_registered": register.extent(areas, area, "registered"),
            "totals": {name: self.totals[name].told() for name in ("accepted", "uncontested")},
            "accounts": {account: total.told() for account, total in self.accounts.items()},
            "stages": {stage: total.told() for stage, total in self.stages.items()},
        }


def result(fold):
    """All that this reader tells of a record, as JSON."""
    sheets = defaultdict(lambda: defaultdict(list))
    for reading in fold.readings.values():
        sheets[reading.contest][reading.station].append(reading)
    added = {station for stations in sheets.values() for station in stations} | {station for _, station in fold.rulings}
    known, findings = sorted(fold.register.listed | added), []
    contests = {contest: of_contest(fold, contest, known, sheets[contest], findings) for contest in fold.contests}
    return {
        "election": fold.election,
        "entries": dict(fold.counted),
        "refused": [
            {"entry": place, "code": code} | ({} if row is None else {"row": row}) for place, row, code in fold.refused
        ],
        "contests": contests,
        "findings": findings,
        "withheld": sorted(fold.withheld),
        "closed": fold.closed,
        "polls_close": fold.register.polls_close(),
        "operator": fold.succession.chiefs[-1][1].vkey,
    }


def of_contest(fold, contest, known, read, findings):
    register, areas = fold.register, fold.areas[contest]
    country, by_area, stations, states = Totals(), defaultdict(Totals), {}, Counter()
    for station in known:
        inside = not areas or register.lies_in(station, areas)
        if not inside and station not in read:
            continue
        sheet = Sheet(fold, contest, station, read.get(station, []))
        for reading in sheet.all:
            where = {"contest": contest, "station": station, "entry": reading.place, "row": reading.row}
            findings += [{"rule": rule, **where} for rule in rules(fold, sheet, reading, inside)]
        counts = inside and (station in register.listed or not register.complete)
        if not counts:
            sheet.stands_for_nothing()
        figures = sheet.standing()
        stations[station] = {
            "state": sheet.state,
            "reading": sheet.reading and sheet.reading.name,
            "figures": figures,
            "accounts": {account: sheet.of_account(account).name for account in sheet.told_by() if counts},
        }
        if counts:
            states[sheet.state] += 1
            for total in [country, *(by_area[area] for area in register.areas(station))]:
                total.add(sheet, figures)
    return {
        "stations": stations,
        "states": dict(states),
        **country.told(register, areas, None),
        "areas": {area: total.told(register, areas, area) for area, total in by_area.items()},
    }


def rules(fold, sheet, reading, inside):
    """The codes of what is found of one reading."""
    if not inside and not reading.corrected:
        yield "outside_contest"
    if reading not in sheet.holding:
        if reading is sheet.waiting(reading.account):
            yield "all_zero"
        return
    for rule, _ in broken(reading, sheet.law, sheet.contest):
        yield rule
    if reading.station not in fold.register.listed and reading is sheet.first_of(reading.account):
        yield "unknown_station"
    if not reading.has_evidence():
        yield "no_evidence"

"""Sums of the figures read, and what the whole record comes to ("Totals" of docs/record.md)."""

from collections import Counter, defaultdict

from .sheets import broken
from .states import Sheet
from .values import ILLEGIBLE


class Total:
    """Sums over stations of what was read at each."""

    def __init__(self):
        self.stations = self.registered = self.without_registered = 0
        self.withheld_figures = self.withheld_stations = 0
        self.sums, self.read, self.illegible = Counter(), Counter(), Counter()

    def add(self, sheet, figures, readings):
        """A station's figures, of the readings that stand there; its voters are the register's, or else the figures'."""
        registered, withheld = sheet.register.registered.get(sheet.station), sheet.fold.withheld
        of_each = [(reading.of, sheet.figures(reading)) for reading in readings]
        if registered is None and figures.get("registered", ILLEGIBLE) != ILLEGIBLE:
            registered = figures["registered"]
        self.stations += 1
        self.registered += registered or 0
        self.without_registered += registered is None
        rest = 0
        for name, value in figures.items():
            if value == ILLEGIBLE:
                self.illegible[name] += 1
                continue
            self.sums[name] += value
            self.read[name] += 1
            rest += all(withheld & set(of) for of, read in of_each if type(read.get(name)) is int)
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


def result(fold):
    """All that this reader tells of a record, as JSON."""
    sheets = defaultdict(lambda: defaultdict(list))
    for reading in fold.readings.values():
        sheets[reading.contest][reading.station].append(reading)
    for contest, station in fold.rulings:
        sheets[contest][station]  # a ruling adds its station
    findings = Counter()
    contests = {contest: of_contest(fold, contest, sheets[contest], findings) for contest in fold.contests}
    return {
        "election": fold.election,
        "entries": dict(fold.counted),
        "refused": [
            {"entry": place, "code": code} | ({} if row is None else {"row": row}) for place, row, code in fold.refused
        ],
        "contests": contests,
        "findings": dict(findings),
        "withheld": sorted(fold.withheld),
        "closed": fold.closed,
    }


def of_contest(fold, contest, read, findings):
    register, areas = fold.register, fold.areas[contest]
    held = {s for s in register.listed if not areas or register.lies_in(s, areas)}
    totals = {"accepted": Total(), "uncontested": Total()}
    accounts = {account: Total() for account in fold.accounts}
    stages = {account: {stage: Total() for stage in known} for account, known in fold.accounts.items() if known}
    stations = {}
    for station in sorted({*held, *read}):
        sheet = Sheet(fold, contest, station, read.get(station, []))
        inside = not areas or register.lies_in(station, areas)
        counts = inside and (station in register.listed or not register.complete)
        figures = sheet.standing()
        stations[station] = {"state": sheet.state, "reading": sheet.reading and sheet.reading.name, "figures": figures}
        for reading in sheet.all:
            if not reading.corrected:
                findings.update(rules(fold, contest, sheet, reading, inside))
        if not counts:
            continue
        if sheet.reading:
            totals["accepted"].add(sheet, figures, sheet.side)
            if sheet.state != "contested":
                totals["uncontested"].add(sheet, figures, sheet.side)
        for account in {reading.account for reading in sheet.all}:
            stands = sheet.of_account(account)
            if stands:
                accounts[account].add(sheet, sheet.figures(stands), [stands])
            for stage in fold.accounts[account]:
                first = sheet.of_stage(account, stage)
                if first:
                    stages[account][stage].add(sheet, sheet.figures(first), [first])
    return {
        "stations": stations,
        "states": dict(Counter(each["state"] for each in stations.values())),
        "of_stations": register.extent(areas, "stations"),
        "of_registered": register.extent(areas, "registered"),
        "totals": {name: total.told() for name, total in totals.items()},
        "accounts": {account: total.told() for account, total in accounts.items()},
        "stages": {account: {s: total.told() for s, total in known.items()} for account, known in stages.items()},
    }


def rules(fold, contest, sheet, reading, inside):
    """The codes of what is found of one reading that nobody corrected."""
    found = [rule for rule, _ in broken(reading, fold.law, fold.contests[contest], fold.register)]
    if not (reading.gateway if reading.method == "message" else reading.evidence):
        found.append("no_evidence")
    if not inside:
        found.append("outside_contest")
    return found

"""The rules of a sheet that one reading and the register decide ("The rules of a sheet" of docs/methods.md)."""

from .law import RULES
from .values import FIVE, ILLEGIBLE


def thresholds(law):
    return {**RULES, **law.get("rules", {})}


def number(value):
    return value if type(value) is int else None


def votes(reading, contest):
    """The options' sum: of the figures read, none where one is illegible or none was read."""
    read = [reading.options[option] for option in contest["options"] if option in reading.options]
    return None if not read or ILLEGIBLE in read else sum(read)


def ballots_shown(five, options_sum):
    """The ballots, or else the valid votes or the options' sum with the null and blank ones that were read."""
    if number(five.get("ballots")) is not None:
        return five["ballots"]
    valid = number(five.get("valid"))
    valid = options_sum if valid is None else valid
    return None if valid is None else valid + sum(number(five.get(part)) or 0 for part in ("null", "blank"))


def voters(reading, register):
    """The registered voters: the sheet's; the register's where the form has none."""
    if "registered" in reading.five:
        return number(reading.five["registered"])
    return register.registered.get(reading.station)


def broken(reading, law, contest, register):
    """The rules that a reading breaks, each with its severity."""
    five, rules, options_sum = reading.five, thresholds(law), votes(reading, contest)
    ballots, valid, null, blank = (number(five.get(part)) for part in ("ballots", "valid", "null", "blank"))
    further, sums = law.get("figures", []), law.get("sums", [])
    own = {each["of"] for each in sums}
    if "valid" not in own and None not in (options_sum, valid) and options_sum != valid:
        yield "sum_not_valid", "error"
    parts = [five[part] for part in ("null", "blank") if part in five]
    if "ballots" not in own and None not in (valid, ballots) and parts and ILLEGIBLE not in parts:
        if valid + sum(parts) != ballots:
            yield "parts_not_ballots", "error"
    shown, registered = ballots_shown(five, options_sum), voters(reading, register)
    if None not in (shown, registered) and shown > registered:
        yield "ballots_over_registered", "error"
    if reading.station not in register.listed:
        yield "unknown_station", "error"
    if any(option not in contest["options"] for option in reading.options):
        yield "unknown_option", "error"
    if any(figure not in further for figure in reading.more):
        yield "unknown_figure", "warning"
    if reading.has_illegible():
        yield "illegible_figure", "warning"
    if options_sum == 0 and shown == 0:
        yield "all_zero", "warning"
    if shown is not None and shown >= rules["shares_from"]:
        for part, votes_of in (("null", null), ("blank", blank)):
            if votes_of is not None and votes_of * 100 > shown * rules[f"{part}_above_percent"]:
                yield f"{part}_share", "warning"
    if None not in (shown, registered) and registered >= rules["shares_from"]:
        if registered * rules["turnout_above_percent"] < shown * 100 <= registered * 100:
            yield "turnout_high", "warning"
        if shown * 100 < registered * rules["turnout_below_percent"]:
            yield "turnout_low", "warning"
    read = {**{name: number(five.get(name)) for name in FIVE}, "options": options_sum}
    read |= {name: number(reading.more.get(name)) for name in further}
    for each in sums:
        terms = [read[part] for part in each["parts"]]
        if read[each["of"]] is not None and None not in terms and read[each["of"]] != sum(terms):
            yield "sum_differs", each.get("severity", "error")

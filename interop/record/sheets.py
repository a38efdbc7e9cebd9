"""The rules of a sheet that its figures alone decide ("The rules of a sheet" of docs/methods.md)."""

from .law import RULES
from .values import FIVE, ILLEGIBLE


def number(value):
    return value if type(value) is int else None


def votes(reading):
    """The options' sum, of all options that the sheet has: none where one is illegible or none was read."""
    read = reading.options.values()
    return None if not read or ILLEGIBLE in read else sum(read)


def ballots_shown(five, options_sum):
    """The ballots, or else what may stand for them: nothing is made of an illegible figure."""
    if "ballots" in five:
        return number(five["ballots"])
    parts = [five.get("valid", options_sum), *(five[part] for part in ("null", "blank") if part in five)]
    return None if None in parts or ILLEGIBLE in parts else sum(parts)


def broken(reading, law, contest):
    """The rules that a reading breaks by itself, each with its severity."""
    five, rules, options_sum = reading.five, {**RULES, **law.get("rules", {})}, votes(reading)
    registered, ballots, valid, null, blank = (
        number(five.get(part)) for part in ("registered", "ballots", "valid", "null", "blank")
    )
    further, sums = law.get("figures", []), law.get("sums", [])
    own = {each["of"] for each in sums}
    if "valid" not in own and None not in (options_sum, valid) and options_sum != valid:
        yield "sum_not_valid", "error"
    parts = [five[part] for part in ("null", "blank") if part in five]
    counted = options_sum if "valid" not in five and "valid" not in own else valid
    if "ballots" not in own and None not in (counted, ballots) and parts and ILLEGIBLE not in parts:
        if counted + sum(parts) != ballots:
            yield "parts_not_ballots", "error"
    shown = ballots_shown(five, options_sum)
    if None not in (shown, registered) and shown > registered:
        yield "ballots_over_registered", "error"
    if any(option not in contest["options"] for option in reading.options):
        yield "unknown_option", "error"
    if any(figure not in further for figure in reading.more):
        yield "unknown_figure", "error"
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

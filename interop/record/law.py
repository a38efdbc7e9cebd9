"""The law and the words: their keys, and what a law's ids may be ("The law" and "The words" of docs/record.md)."""

from . import values as v
from .shapes import EXPECTED, STAGES, require
from .strict import array, boolean, mapping, one_of, parse, record, text, whole

WAY = record(
    {"way": v.ident},
    {
        "of": one_of("valid", "cast", "registered"),
        "percent": v.percentage,
        "lead": v.percentage,
        "seats": whole(1, 10_000),
        "formula": v.ident,
    },
)
SUM = record({"of": v.ident, "parts": array(v.ident, 2, 16, different=True)}, {"severity": one_of("error", "warning")})
RULES = {
    "null_above_percent": 15,
    "blank_above_percent": 15,
    "turnout_above_percent": 98,
    "turnout_below_percent": 5,
    "shares_from": 50,
    "identical_one_in": 10_000,
}
LAW = record(
    {
        "id": v.ident,
        "date": v.date,
        "origin": text,
        "contests": array(
            record(
                {"id": v.ident, "options": array(v.ident, 1, 2000, different=True)},
                {"areas": v.areas, "wins": array(WAY, 0, 8)},
            ),
            1,
            65_535,
        ),
    },
    {
        "levels": array(v.ident, 0, 8, different=True),
        "accounts": array(record({"id": v.ident}, {"stages": STAGES}), 0, 256),
        "figures": array(v.ident, 0, 16, different=True),
        "sums": array(SUM, 0, 16),
        "register": record(
            {},
            {
                "complete": boolean,
                "stations": v.big_number,
                "registered": v.big_number,
                "polls_close": v.minute,
                "areas": EXPECTED,
            },
        ),
        "codes": array(v.mask, 0, 64),
        "acceptance": record(
            {},
            {
                "agree": whole(1, 16),
                "alone": array(
                    record({"method": one_of("file", "code", "typed", "message")}, {"account": v.ident}), 0, 256
                ),
            },
        ),
        "zeros": one_of("real"),
        "rules": record({}, {rule: whole(0, 100) if rule.endswith("percent") else v.number for rule in RULES}),
    },
    room=True,
)


# Of a law or words in bytes; and of all contests of a law together.
MOST_BYTES, MOST_OPTIONS, MOST_AREAS = 2**26, 1_000_000, 1_000_000


def read_law(data):
    """The law of a blob's bytes."""
    require(len(data) <= MOST_BYTES, f"a law of more than {MOST_BYTES} bytes")
    made = parse(data)
    LAW(made)
    contests = [contest["id"] for contest in made["contests"]]
    accounts = [account["id"] for account in made.get("accounts", [])]
    further = made.get("figures", [])
    expected = [each["area"] for each in made.get("register", {}).get("areas", [])]
    options = [contest["options"] for contest in made["contests"]]
    held = sum(len(contest.get("areas", [])) for contest in made["contests"])
    require(sum(map(len, options)) <= MOST_OPTIONS, f"more than {MOST_OPTIONS} options of all contests together")
    require(held <= MOST_AREAS, f"more than {MOST_AREAS} areas of all contests together")
    stages = [account["stages"] for account in made.get("accounts", []) if "stages" in account]
    require(len(set(expected)) == len(expected), "an area stands twice in a list")
    for ids in [[made["id"]], made.get("levels", []), contests, accounts, further, *options, *stages]:
        require(len(set(ids)) == len(ids), "an id stands twice in a list")
        small = [v.lower(each) for each in ids]
        require(len(set(small)) == len(small), "two ids of a list differ in nothing but case")
        for each in ids:
            require(not v.misleading(each), f"the id {each!r} is misleading")
    alone = {each["account"] for each in made.get("acceptance", {}).get("alone", []) if "account" in each}
    require(alone <= set(accounts), "an account may suffice alone that the law does not name")
    require(not set(further) & {each for ids in options for each in ids}, "a further figure has the id of an option")
    known = {*v.FIVE, "options", *further}
    for each in made.get("sums", []):
        require({each["of"], *each["parts"]} <= known, "a sum of a figure that there is not")
        require(each["of"] not in each["parts"], "a sum that is a part of itself")
    sums = [each["of"] for each in made.get("sums", [])]
    require(len(set(sums)) == len(sums), "two sums of the same figure")
    return made


PERCENT = whole(-(2**31), 2**31 - 1)
BOX = record({"option": v.ident}, {"count": v.number})
CODES = one_of("qr", "data_matrix", "pdf417", "aztec", "code_39", "code_128", "itf")
NAMES = mapping(v.ident, v.name, 0, 2**32)
WORDS = record(
    {},
    {
        "name": v.name,
        "levels": NAMES,
        "accounts": NAMES,
        "stages": NAMES,
        "figures": NAMES,
        "contests": mapping(
            v.ident,
            record(
                {},
                {
                    "name": v.name,
                    "options": mapping(
                        v.ident, record({}, {"name": v.name, "color": v.color, "withdrew": boolean}), 0, 2**32
                    ),
                },
            ),
            0,
            2**32,
        ),
        "questions": array(
            record({"id": v.ident, "text": v.name}, {"answers": mapping(v.ident, v.name, 0, 64)}), 0, 64
        ),
        "about": v.name,
        "licence": text,
        "sheet": record(
            {},
            {
                "code": record(
                    {"layout": text, "station": text},
                    {"kind": CODES, "boxes": array(BOX, 0, 2**32), "contest": v.ident},
                ),
                "redact": array(
                    record({"name": text, **{side: PERCENT for side in ("left", "top", "right", "bottom")}}), 0, 32
                ),
            },
        ),
        "map": record(
            {},
            {
                "file": text,
                "property": text,
                "document": v.blob_name,
                "areas": array(v.area_code, 0, 2**32, different=True),
            },
        ),
    },
    room=True,
)


def read_words(data):
    """The words of a blob's bytes."""
    require(len(data) <= MOST_BYTES, f"words of more than {MOST_BYTES} bytes")
    made = parse(data)
    WORDS(made)
    questions = [each["id"] for each in made.get("questions", [])]
    require(len(set(questions)) == len(questions), "two questions with the same id")
    return made

"""The keys of each entry type, and what of them goes together ("Entries" of docs/record.md)."""

from . import values as v
from .strict import Wrong, array, boolean, mapping, one_of, parse, record, text, whole

EXPECTED = array(
    record({"area": v.area_code}, {"stations": v.big_number, "registered": v.big_number, "polls_close": v.minute}),
    0,
    2**32,
)
PLACE = whole(1, 2**53 - 1)
METHODS = ("file", "code", "typed", "message", "machine")
BOUND = one_of("exactly", "at_least", "more_than", "about")
COUNTS = record(
    {"options": mapping(v.ident, v.figure, 0, 2000)},
    {**{figure: v.figure for figure in v.FIVE}, "more": mapping(v.ident, v.figure, 1, 64)},
)
CLAIM = record(
    {"id": v.ident, "account": v.ident, "who": text, "where": text, "when": v.date},
    {
        "document": v.blob_name,
        "words": text,
        "area": v.area_code,
        "contest": v.ident,
        "figures": array(
            record({"of": v.ident}, {"number": v.big_number, "percent": v.percentage, "bound": BOUND}), 0, 2**32
        ),
        "counts": array(record({"of": text, "number": v.big_number}, {"bound": BOUND}), 0, 2**32),
    },
)
BLOBS = array(v.blob_name, 1, 16, different=True)
STAGES = array(v.ident, 1, 16, different=True)

# type: keys that are needed, keys that are optional (besides `election` and `at`, which all need)
TYPES = {
    "election": (
        {"law": v.blob_name, "words": v.blob_name, "operator": v.vkey, "log": v.vkey},
        {"recovery": record({"keys": array(v.vkey, 1, 16), "of": whole(1, 16)})},
    ),
    "amend": ({"words": v.blob_name, "reason": text}, {}),
    "account": ({"account": v.ident}, {"stages": STAGES}),
    "register": (
        {"stations": v.blob_name, "count": v.number},
        {
            "of": v.blob_name,
            "expected": EXPECTED,
            "polls_close": v.minute,
            "contests": array(record({"contest": v.ident, "areas": v.areas}), 0, 2**32),
        },
    ),
    "key": (
        {"key": v.vkey, "role": v.role},
        {
            "area": v.area_code,
            "account": v.ident,
            "stage": v.ident,
            "until": v.hour,
            "gives": array(one_of("importer", "agent", "typist", "observer"), 1, 4, different=True),
            "keys": whole(1, 100_000),
        },
    ),
    "revoke": ({"key": v.vkey, "reason": text}, {"from": PLACE}),
    "recover": (
        {"reason": text},
        {"operator": v.vkey, "from": PLACE, "keep": array(v.entry_name, 0, 500), "log": v.vkey},
    ),
    "source": (
        {"document": v.blob_name, "bytes": v.big_number, "media": text, "title": text, "publisher": text},
        {"date": v.date},
    ),
    "capture": (
        {"account": v.ident, "contest": v.ident, "image": v.blob_name, "media": text},
        {"station": v.station_code, "redacted_from": v.blob_name, "original": v.digits},
    ),
    "seal": ({"contest": v.ident, "image": v.blob_name, "reading": v.entry_name}, {}),
    "reading": (
        {
            "account": v.ident,
            "station": v.station_code,
            "contest": v.ident,
            "counts": COUNTS,
            "method": one_of(*METHODS),
        },
        {
            "stage": v.ident,
            "of": BLOBS,
            "salt": v.digits,
            "line": whole(1, v.MOST),
            "as_of": v.minute,
            "corrects": record({"reading": v.reading_name, "reason": text}),
        },
    ),
    "readings": (
        {
            "account": v.ident,
            "contest": v.ident,
            "of": v.blob_name,
            "figures": array(v.ident, 0, 69, different=True),
            "options": array(v.ident, 0, 2000, different=True),
            "rows": array(lambda row: array(lambda each: None, 2, 2**32)(row), 1, 256),
        },
        {
            "stage": v.ident,
            "as_of": v.minute,
            "rows_as_of": array(lambda each: each == "" or v.minute(each), 1, 256),
            "corrects": record(
                {"reason": text, "rows": array(record({"row": whole(0, 255), "reading": v.reading_name}), 1, 256)}
            ),
        },
    ),
    "claim": ({"claim": CLAIM}, {}),
    "ruling": ({"station": v.station_code, "contest": v.ident, "reason": text}, {"stands": v.reading_name}),
    "statement": (
        {"kind": v.ident},
        {
            "document": v.blob_name,
            "follows": v.entry_name,
            "station": v.station_code,
            "answers": mapping(v.ident, v.ident, 0, 64),
        },
    ),
    "withhold": ({"document": v.blob_name, "withheld": boolean, "reason": text}, {"instead": v.blob_name}),
    "close": ({"reason": text}, {}),
}
SHAPES = {
    kind: record({"election": v.ident, "at": v.hour, **needed}, optional, room=True)
    for kind, (needed, optional) in TYPES.items()
}


def require(holds, what):
    if not holds:
        raise Wrong(what)


def election(body):
    if "recovery" in body:
        keys = [v.key_of(vkey).line for vkey in body["recovery"]["keys"]]
        others = [v.key_of(body[part]).line for part in ("operator", "log")]
        require(len(set(keys)) == len(keys), "a recovery key is named twice")
        require(not set(keys) & set(others), "a recovery key is the operator's or the log's")
        require(body["recovery"]["of"] <= len(keys), "more recovery keys are needed than there are")


def key(body):
    registrar = body["role"] == "registrar"
    require(("gives" in body) == registrar and ("keys" in body) == registrar, "`gives` and `keys` are a registrar's")
    require("stage" not in body or "account" in body, "a stage without its account")


def recover(body):
    require("operator" in body or "log" in body, "neither an operator's nor a log's key")
    require(("from" in body) == ("operator" in body), "`from` and `operator` go together")
    require("keep" not in body or "operator" in body, "`keep` without `operator`")


def reading(body):
    method, of = body["method"], body.get("of")
    require((of is None) == (method == "message"), "`of` and the method do not go together")
    require(method != "file" or len(of) == 1, "a row of a file is of one document")
    require("salt" not in body or method == "typed", "a salt is of typed readings")


def readings(body):
    figures, options, rows = body["figures"], body["options"], body["rows"]
    require(figures or options, "neither figures nor options")
    require(sum(figure not in v.FIVE for figure in figures) <= 64, "more than 64 further figures")
    for row in rows:
        require(len(row) == 2 + len(figures) + len(options), "a row with another number of cells")
        v.station_code(row[0])
        v.number(row[1])
        for each in row[2:]:
            v.cell(each)
    if "rows_as_of" in body:
        require("as_of" not in body and len(body["rows_as_of"]) == len(rows), "`rows_as_of` has a value for each row")
    if "corrects" in body:
        corrected = body["corrects"]["rows"]
        require(all(each["row"] < len(rows) for each in corrected), "corrects with a row that is not there")
        for part in ("row", "reading"):
            require(len({each[part] for each in corrected}) == len(corrected), f"a {part} is named twice")


def claim(body):
    said = body["claim"]
    figures, counts = said.get("figures", []), said.get("counts", [])
    require(figures or counts, "neither a figure nor a count")
    require(not figures or "contest" in said, "figures without their contest")
    require(all("number" in each or "percent" in each for each in figures), "a figure without number and percentage")
    subjects = [each["of"] for each in figures + counts]
    require(len(set(subjects)) == len(subjects), "a subject is named twice")


def statement(body):
    require("document" in body or "follows" in body or body.get("answers"), "no document, nothing followed, no answer")


def withhold(body):
    require("instead" not in body or body["withheld"], "`instead` where nothing is withheld")
    require(body.get("instead") != body["document"], "`instead` is the document itself")


MORE = {shape.__name__: shape for shape in (election, key, recover, reading, readings, claim, statement, withhold)}


def entry(kind, line):
    """The object of an entry of a known type, out of its line."""
    body = parse(line)
    SHAPES[kind](body)
    if kind in MORE:
        MORE[kind](body)
    return body

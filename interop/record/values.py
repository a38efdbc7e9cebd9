"""Names and values of the record, each as a shape, and misleading names ("Names and values" of docs/record.md)."""

import base64
import binascii
import calendar
import functools
import hashlib
import re

from .ed25519 import PublicKey
from .strict import Wrong, array, mapping, one_of, text, whole

WHITE_SPACE = frozenset("\t\n\v\f\r \x85\xa0\u1680\u2028\u2029\u202f\u205f\u3000") | {
    chr(c) for c in range(0x2000, 0x200B)
}
CONTROL = re.compile("[\x00-\x1f\x7f-\x9f]")
FIVE = ("registered", "ballots", "valid", "blank", "null")
MOST = 2**32 - 1
ILLEGIBLE = "illegible"


def label(most):
    def check(value):
        text(value)
        if not 1 <= len(value.encode()) <= most:
            raise Wrong(f"expected 1 to {most} bytes")
        if CONTROL.search(value) or value[0] in WHITE_SPACE or value[-1] in WHITE_SPACE:
            raise Wrong("a control character, or white space at an end")

    return check


ident, station_code, area_code = label(64), label(100), label(300)
areas = array(area_code, 0, 1000, different=True)


def matching(pattern, what):
    compiled = re.compile(pattern)

    def check(value):
        text(value)
        if not compiled.fullmatch(value):
            raise Wrong(f"expected {what}")

    return check


blob_name = matching("sha256:[0-9a-f]{64}", "sha256: and 64 hexadecimal digits")
digits = entry_name = matching("[0-9a-f]{64}", "64 lower-case hexadecimal digits")
reading_name = matching("[0-9a-f]{64}(/(0|[1-9][0-9]?|1[0-9]{2}|2[0-4][0-9]|25[0-5]))?", "a reading's name")
color = matching("#[0-9a-fA-F]{6}", "# and six hexadecimal digits")
language = matching("[A-Za-z0-9-]{1,35}", "a language tag")
name = mapping(language, text, 1, 64)
number = whole(0, MOST)
big_number = whole(0, 2**53 - 1)
LINE = re.compile("[0-9]{4}-[0-9]{2}-[0-9]{2}")


def date(value):
    text(value)
    if not LINE.fullmatch(value):
        raise Wrong("expected YYYY-MM-DD")
    year, month, day = (int(part) for part in value.split("-"))
    days = (0, 31, 29 if calendar.isleap(year) else 28, 31, 30, 31, 30, 31, 31, 30, 31, 30, 31)
    if not (1 <= month <= 12 and 1 <= day <= days[month]):
        raise Wrong("no day of the calendar")


def moment(pattern):
    compiled = re.compile(pattern)

    def check(value):
        text(value)
        date(value[:10])
        if not compiled.fullmatch(value[10:]):
            raise Wrong("expected an hour YYYY-MM-DDTHHZ, or a minute YYYY-MM-DDTHH:MMZ")

    return check


hour = moment("T([01][0-9]|2[0-3])Z")
minute = moment("T([01][0-9]|2[0-3]):[0-5][0-9]Z")
PERCENTAGE = re.compile(r"[0-9]{1,3}(\.[0-9]{1,4})?")


def percentage(value):
    text(value)
    if not PERCENTAGE.fullmatch(value):
        raise Wrong("expected a percentage")
    before, _, after = value.partition(".")
    if int(before) > 100 or int(before) == 100 and int(after or "0"):
        raise Wrong("more than 100 percent")


def figure(value):
    if value != ILLEGIBLE or type(value) is not str:
        number(value)


def cell(value):
    if type(value) is not str or value != "":
        figure(value)


def mask(value):
    text(value)
    if not 1 <= len(value.encode()) <= 100:
        raise Wrong("expected 1 to 100 bytes")


def fits(code, mask_text):
    """Whether a station's code fits a mask."""
    kinds = {"9": "0123456789", "A": "ABCDEFGHIJKLMNOPQRSTUVWXYZ"}
    return len(code) == len(mask_text) and all(
        place == "*" or sign in kinds.get(place, place) for sign, place in zip(code, mask_text)
    )


def base64_bytes(value):
    """The bytes of base64, standard, padded and canonical."""
    try:
        made = base64.b64decode(value, validate=True)
    except (ValueError, binascii.Error) as error:
        raise Wrong(f"not base64: {error}") from error
    if base64.b64encode(made).decode() != value:
        raise Wrong("base64 that is not canonical")
    return made


class Key:
    """A verifier key: its text, name, key id and public key."""

    def __init__(self, vkey):
        parts = vkey.split("+", 2)
        if len(parts) != 3 or len(vkey.encode()) > 512:
            raise Wrong("expected <name>+<key id>+<base64>, at most 512 bytes")
        self.vkey, (self.name, self.id, encoded) = vkey, parts
        if not key_name(self.name):
            raise Wrong("a key's name has 1 to 255 bytes, no white space and no control characters")
        made = base64_bytes(encoded)
        if len(made) != 33 or made[0] != 1:
            raise Wrong("expected an Ed25519 key (type 01)")
        if self.id != hashlib.sha256(self.name.encode() + b"\n" + made).hexdigest()[:8]:
            raise Wrong("the key id is not this key's")
        self.public = PublicKey(made[1:])
        self.line = (self.name, self.id)  # what its signature lines say


def key_name(value):
    return 1 <= len(value.encode()) <= 255 and not any(c in WHITE_SPACE or c == "+" or c < " " for c in value)


@functools.cache
def key_of(vkey):
    return Key(vkey)


def vkey(value):
    text(value)
    key_of(value)


RESERVED = frozenset(
    [
        "accepted",
        "ruled",
        "pending",
        "disputed",
        "missing",
        "contested",
        "all",
        "none",
        "others",
        "total",
        "country",
        "registered",
        "ballots",
        "valid",
        "blank",
        "null",
        "options",
        "turnout",
        "stations",
        "station",
        "contest",
        "area",
        "line",
        "of",
        "as_of",
        "entry",
        "row",
    ]
)
DEVICE = re.compile(r"(con|prn|aux|nul|com[1-9]|lpt[1-9])( *\..*)?", re.DOTALL | re.ASCII)
LOWER = {c: c + 32 for c in range(ord("A"), ord("Z") + 1)}


def lower(value):
    """With small ASCII letters; nothing else is changed."""
    return value.translate(LOWER)


def misleading(value, others=()):
    """Whether somebody could take an id for something else, beside the other ids of its list."""
    small = lower(value)
    return bool(
        small in RESERVED
        or value[0] == "."
        or value[-1] in ". "
        or any(sign in '/\\:*?"<>|' for sign in value)
        or DEVICE.fullmatch(small)
        or any(other != value and lower(other) == small for other in others)
    )


role = one_of("operator", "registrar", "importer", "agent", "gateway", "typist", "reviewer", "observer")

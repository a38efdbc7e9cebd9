"""Entries as signed notes ("Entries" of docs/record.md): their parts, their names, whose lines they bear."""

import hashlib
import re

from . import shapes
from .strict import Wrong
from .values import base64_bytes, key_name

PREFIX = "cotejo/v1 "
MOST, MOST_READINGS = 65_535, 32_768
CONTROL = re.compile(b"[\x00-\x09\x0b-\x1f]")
DASH = "\u2014 "


class BadSignature(Exception):
    """A line names a key that is known, and does not verify."""


def split(data):
    """The signed text of a note, and its signature lines as (name, key id, signature)."""
    if not 1 <= len(data) <= MOST:
        raise Wrong("an entry has 1 to 65,535 bytes")
    if CONTROL.search(data):
        raise Wrong("a control character")
    try:
        whole = data.decode("utf-8")
    except UnicodeDecodeError as error:
        raise Wrong(f"not UTF-8: {error}") from error
    end = whole.rfind("\n\n")
    if end < 0 or not whole.endswith("\n"):
        raise Wrong("no blank line before the signature lines, or none that ends")
    lines = whole[end + 2 : -1].split("\n")
    if len(lines) > 16:
        raise Wrong("more than 16 signature lines")
    return whole[: end + 1].encode(), [signature_line(line) for line in lines]


def signature_line(line):
    name, space, encoded = line.removeprefix(DASH).partition(" ")
    if not line.startswith(DASH) or not space or not key_name(name):
        raise Wrong("a signature line is an em dash, a key's name and base64")
    made = base64_bytes(encoded)
    if len(made) < 5:
        raise Wrong("a signature of less than five bytes")
    return name, made[:4].hex(), made[4:]


class Entry:
    """An entry at its place of the log. What is wrong with its bytes is kept in `wrong`."""

    def __init__(self, place, data):
        self.place, self.kind, self.body, self.wrong, self.lines = place, None, None, None, []
        self.known = {}  # of keys whose line was verified: whether it did
        try:
            self.text, self.lines = split(data)
            self.name = hashlib.sha256(self.text).hexdigest()
            self.kind, self.body = self.read(len(data))
        except Wrong as error:
            self.wrong = str(error)

    def read(self, size):
        """The type and the object; no type where it is unknown."""
        first, _, rest = self.text.decode().partition("\n")
        kind = first.removeprefix(PREFIX)
        if not first.startswith(PREFIX) or kind not in shapes.SHAPES:
            return None, None
        if rest.count("\n") != 1:
            raise Wrong("the text is two lines")
        if kind == "readings" and size > MOST_READINGS:
            raise Wrong("readings have at most 32,768 bytes")
        return kind, shapes.entry(kind, rest)

    def signers(self, keys):
        """Of `keys` (by name and key id) those whose lines stand here, in the lines' order; all lines must verify."""
        found = []
        for name, key_id, signature in self.lines:
            key = keys.get((name, key_id))
            if key is None:
                continue
            seen = (key.vkey, signature)
            if seen not in self.known:
                self.known[seen] = key.public.verifies(self.text, signature)
            if not self.known[seen]:
                raise BadSignature(name)
            if key not in found:
                found.append(key)
        return found

"""JSON with less allowed than RFC 8259, and the shapes that values are held to ("The JSON" of docs/record.md)."""

import re

SPACE = re.compile(r"[ \t\n\r]*")
PLAIN = re.compile(r'[^"\\\x00-\x1f]*')
NUMBER = re.compile(r"(-?)(0|[1-9][0-9]*)(?![0-9.eE])")
HEX = re.compile(r"[0-9A-Fa-f]{4}")
ESCAPES = {'"': '"', "\\": "\\", "/": "/", "b": "\b", "f": "\f", "n": "\n", "r": "\r", "t": "\t"}
WORDS = (("true", True), ("false", False))
SAFE = 2**53 - 1
DEEPEST = 32  # more than any shape here has: what lies deeper is refused by its shape anyway


class Wrong(ValueError):
    """What was read is not what the page asks for."""


class Parser:
    def __init__(self, text):
        self.text, self.at = text, 0

    def fail(self, what):
        raise Wrong(f"byte {len(self.text[: self.at].encode('utf-8', 'replace'))}: {what}")

    def space(self):
        self.at = SPACE.match(self.text, self.at).end()

    def next(self):
        self.space()
        return self.text[self.at : self.at + 1]

    def take(self, sign):
        if self.next() != sign:
            self.fail(f"expected {sign!r}")
        self.at += 1

    def value(self, depth):
        sign = self.next()
        if sign == '"':
            return self.string()
        if sign == "{":
            return self.object(depth + 1)
        if sign == "[":
            return self.list(depth + 1)
        number = NUMBER.match(self.text, self.at)
        if number:
            self.at = number.end()
            minus, digits = number.groups()
            if len(digits) > 16 or int(digits) > SAFE or minus and digits == "0":
                self.fail("a number that not every parser keeps")
            return -int(digits) if minus else int(digits)
        for word, value in WORDS:
            if self.text.startswith(word, self.at):
                self.at += len(word)
                return value
        self.fail("no value that may stand here")

    def string(self):
        self.take('"')
        parts = []
        while True:
            plain = PLAIN.match(self.text, self.at)
            parts.append(plain.group())
            self.at = plain.end()
            sign = self.text[self.at : self.at + 1]
            self.at += 1
            if sign == '"':
                return "".join(parts)
            if sign != "\\":
                self.fail("a text without its end, or a control character in it")
            parts.append(self.escape())

    def escape(self):
        sign = self.text[self.at : self.at + 1]
        self.at += 1
        if sign in ESCAPES and sign:
            return ESCAPES[sign]
        if sign != "u":
            self.fail("no such escape")
        unit = self.unit()
        if 0xD800 <= unit < 0xDC00 and self.text.startswith("\\u", self.at):
            self.at += 2
            low = self.unit()
            if 0xDC00 <= low < 0xE000:
                return chr(0x10000 + ((unit - 0xD800) << 10) + (low - 0xDC00))
            unit = 0xD800
        if 0xD800 <= unit < 0xE000:
            self.fail("a lone surrogate")
        return chr(unit)

    def unit(self):
        digits = HEX.match(self.text, self.at)
        if not digits:
            self.fail("four hexadecimal digits")
        self.at += 4
        return int(digits.group(), 16)

    def object(self, depth):
        self.deep(depth)
        self.take("{")
        made = {}
        if self.next() == "}":
            self.at += 1
            return made
        while True:
            self.space()
            key = self.string()
            if key in made:
                self.fail(f"the key {key!r} stands twice")
            self.take(":")
            made[key] = self.value(depth)
            if self.next() != ",":
                self.take("}")
                return made
            self.at += 1

    def list(self, depth):
        self.deep(depth)
        self.take("[")
        made = []
        if self.next() == "]":
            self.at += 1
            return made
        while True:
            made.append(self.value(depth))
            if self.next() != ",":
                self.take("]")
                return made
            self.at += 1

    def deep(self, depth):
        if depth > DEEPEST:
            self.fail("too many objects and lists within each other")


def parse(data):
    """The one object that bytes or a text hold."""
    try:
        text = data.decode("utf-8") if isinstance(data, bytes) else data
    except UnicodeDecodeError as error:
        raise Wrong(f"not UTF-8: {error}") from error
    parser = Parser(text)
    made = parser.value(0)
    parser.space()
    if parser.at != len(text):
        parser.fail("something follows the object")
    if type(made) is not dict:
        raise Wrong("not an object")
    return made


# Shapes: each is a function that raises Wrong where a value is not of it.


def whole(low, high):
    def check(value):
        if type(value) is not int or not low <= value <= high:
            raise Wrong(f"expected an integer from {low} to {high}")

    return check


def text(value):
    if type(value) is not str:
        raise Wrong("expected a text")


def boolean(value):
    if type(value) is not bool:
        raise Wrong("expected true or false")


def one_of(*words):
    def check(value):
        if type(value) is not str or value not in words:
            raise Wrong(f"expected one of {', '.join(words)}")

    return check


def array(item, low, high, different=False):
    def check(value):
        if type(value) is not list or not low <= len(value) <= high:
            raise Wrong(f"expected a list of {low} to {high}")
        for each in value:
            item(each)
        if different and len(set(value)) != len(value):
            raise Wrong("something stands twice in a list")

    return check


def mapping(key, item, low, high):
    def check(value):
        if type(value) is not dict or not low <= len(value) <= high:
            raise Wrong(f"expected an object of {low} to {high} keys")
        for name, each in value.items():
            key(name)
            item(each)

    return check


def record(needed, optional=None, room=False):
    """An object with the keys needed and perhaps the optional ones; with `room` perhaps `x`."""
    optional = optional or {}

    def check(value):
        if type(value) is not dict:
            raise Wrong("expected an object")
        for name in needed:
            if name not in value:
                raise Wrong(f"the key {name!r} is missing")
        for name, each in value.items():
            shape = needed.get(name) or optional.get(name)
            if shape is None and name == "x" and room:
                shape = room_to_grow
            if shape is None:
                raise Wrong(f"the key {name!r} is not known")
            try:
                shape(each)
            except Wrong as error:
                raise Wrong(f"{name}: {error}") from error

    return check


def room_to_grow(value):
    """The value of `x`: an object, with at most 8 objects and lists within each other, itself the first."""
    if type(value) is not dict:
        raise Wrong("expected an object")
    level = [value]
    for _ in range(8):
        level = [
            each for one in level for each in (one.values() if type(one) is dict else one) if type(each) in (dict, list)
        ]
    if level:
        raise Wrong("more than 8 objects and lists within each other")

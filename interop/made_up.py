"""Made-up logs for the tests of the third reader: entries signed here, in plain Python."""

import base64
import functools
import hashlib
import json
from collections import Counter

from record import ed25519
from record.fold import Fold
from record.note import Entry
from record.states import Sheet
from record.totals import result

ELECTION = "example-2026"
ORIGIN = "count.example/2026"
NOW = "2026-05-10T22Z"
LAW = {
    "id": ELECTION,
    "date": "2026-05-10",
    "origin": ORIGIN,
    "levels": ["state", "town"],
    "contests": [{"id": "mayor", "options": ["ana", "luis"]}],
    "accounts": [{"id": "council", "stages": ["first", "second"]}, {"id": "volunteers"}, {"id": "campaign"}],
    "register": {"complete": True},
    "acceptance": {"agree": 2, "alone": []},
}
REGISTER = """station,registered,state,state_name,town,town_name
a1,400,A,North,A1,One
a2,300,A,,A2,Two
b1,200,B,"South, the",B1,Three
c1,,,,,
"""


class Signer:
    """A key made of a name, its seed being the name's hash."""

    def __init__(self, name, seed=None):
        half = hashlib.sha512(hashlib.sha256((seed or name).encode()).digest()).digest()
        self.scalar = int.from_bytes(half[:32], "little") & ((1 << 254) - 8) | 1 << 254
        self.prefix, self.name = half[32:], name
        self.public = ed25519.encode(ed25519.multiply_by_table(ed25519.base_table(), self.scalar))
        self.id = hashlib.sha256(name.encode() + b"\n\x01" + self.public).digest()[:4]
        encoded = base64.b64encode(b"\x01" + self.public).decode()
        self.vkey = f"{name}+{self.id.hex()}+{encoded}"

    def sign(self, message):
        r = int.from_bytes(hashlib.sha512(self.prefix + message).digest(), "little") % ed25519.L
        point = ed25519.encode(ed25519.multiply_by_table(ed25519.base_table(), r))
        k = int.from_bytes(hashlib.sha512(point + self.public + message).digest(), "little") % ed25519.L
        return point + ((r + k * self.scalar) % ed25519.L).to_bytes(32, "little")

    def line(self, message, wrong=False):
        signature = self.sign(message + b"x" if wrong else message)
        return f"\u2014 {self.name} {base64.b64encode(self.id + signature).decode()}\n".encode()


@functools.cache
def key(name):
    return Signer(name)


def blob_name(data):
    return "sha256:" + hashlib.sha256(data).hexdigest()


def note(kind, body, signers, wrong=()):
    """The bytes of an entry, signed by keys of these names; the lines of `wrong` do not verify."""
    line = body if isinstance(body, str) else json.dumps(body, ensure_ascii=False, separators=(",", ":"))
    text = f"cotejo/v1 {kind}\n{line}\n".encode()
    return text + b"\n" + b"".join(key(name).line(text, name in wrong) for name in signers)


def name_of(data):
    return hashlib.sha256(data[: data.rfind(b"\n\n") + 1]).hexdigest()


class Made:
    """A log as it grows."""

    def __init__(self, law=None, recovery=None, register=REGISTER):
        self.blobs, self.notes, self.log_key = {}, [], key(ORIGIN)
        law = {**LAW, **(law or {})}
        first = {
            "law": self.blob(json.dumps(law).encode()),
            "words": self.blob(b"{}"),
            "operator": key("operator").vkey,
            "log": key(ORIGIN).vkey,
        }
        if recovery:
            first["recovery"] = {"keys": [key(name).vkey for name in recovery[0]], "of": recovery[1]}
        self.add("election", first, "operator")
        if register is not None:
            self.add("register", {"stations": self.blob(register.encode()), "count": 4}, "operator")

    def blob(self, data):
        self.blobs[blob_name(data)] = data
        return blob_name(data)

    def add(self, kind, body, *signers, wrong=(), at=NOW):
        """Adds an entry; gives its name."""
        return self.put(note(kind, {"election": ELECTION, "at": at, **body}, signers, wrong))

    def put(self, data):
        self.notes.append(data)
        return name_of(data)

    def key(self, name, role, by="operator", at=NOW, **bounds):
        return self.add("key", {"key": key(name).vkey, "role": role, **bounds}, by, at=at)

    def document(self, name, by="operator"):
        """A source that counts."""
        document = blob_name(name.encode())
        body = {"document": document, "bytes": 1, "media": "text/csv", "title": name, "publisher": "p"}
        self.add("source", body, by)
        return document

    def photograph(self, name, by="agent", account="volunteers", **more):
        """A capture that counts."""
        image = blob_name(name.encode())
        self.add("capture", {"account": account, "contest": "mayor", "image": image, "media": "image/jpeg", **more}, by)
        return image

    def read(self, of, ana, luis, *by, station="a1", method="typed", account="volunteers", counts=None, at=NOW, **more):
        """A reading of two options."""
        options = {option: value for option, value in (("ana", ana), ("luis", luis)) if value is not None}
        body = {"account": account, "station": station, "contest": "mayor", "method": method, **more}
        body["counts"] = {"options": options, **(counts or {})}
        if of is not None:
            body["of"] = of if isinstance(of, list) else [of]
        return self.add("reading", body, *by, at=at)

    def rows(self, of, rows, by="importer", account="campaign", figures=(), options=("ana", "luis"), **more):
        body = {"account": account, "contest": "mayor", "of": of, "figures": list(figures), "options": list(options)}
        return self.add("readings", {**body, "rows": rows, **more}, by)

    def rule(self, station, stands=None, by="reviewer", reason="seen"):
        body = {"station": station, "contest": "mayor", "reason": reason}
        return self.add("ruling", body | ({"stands": stands} if stands else {}), by)

    def fold(self):
        entries = [Entry(place, data) for place, data in enumerate(self.notes)]
        return Fold(entries, self.blobs.get)

    def told(self):
        return result(self.fold())

    def found(self):
        """How many findings there are of each rule."""
        return dict(Counter(each["rule"] for each in self.told()["findings"]))

    def codes(self):
        """The codes of what was refused, by place (and row)."""
        return {place if row is None else (place, row): code for place, row, code in self.fold().refused}

    def last(self):
        """The code of the last entry; None where it counts."""
        return self.codes().get(len(self.notes) - 1)

    def sheet(self, station="a1"):
        fold = self.fold()
        return Sheet(fold, "mayor", station, [r for r in fold.readings.values() if r.station == station])

    def state(self, station="a1"):
        return self.sheet(station).state

    def write(self, folder):
        """Writes the log's folder: bundles, tiles of hashes, blobs and a signed checkpoint."""
        hashes = [hashlib.sha256(b"\x00" + each).digest() for each in self.notes]
        entries = [len(each).to_bytes(2, "big") + each for each in self.notes]
        write_tiles(folder / "tile" / "entries", entries)
        level, row = 0, hashes
        while row:
            write_tiles(folder / "tile" / str(level), row)
            level, row = level + 1, [root(row[at : at + 256]) for at in range(0, len(row) - 255, 256)]
        for name, data in self.blobs.items():
            digits = name.removeprefix("sha256:")
            path = folder / "blob" / "sha256" / digits[:2] / digits
            path.parent.mkdir(parents=True, exist_ok=True)
            path.write_bytes(data)
        text = f"{ORIGIN}\n{len(hashes)}\n{base64.b64encode(root(hashes)).decode()}\n".encode()
        (folder / "checkpoint").write_bytes(text + b"\n" + self.log_key.line(text))


def root(hashes):
    """The root of RFC 6962's tree over hashes."""
    if len(hashes) == 1:
        return hashes[0]
    if not hashes:
        return hashlib.sha256(b"").digest()
    half = 1 << (len(hashes) - 1).bit_length() - 1
    return hashlib.sha256(b"\x01" + root(hashes[:half]) + root(hashes[half:])).digest()


def write_tiles(folder, parts):
    """Writes tiles of 256 parts, the last one partial."""
    for start in range(0, len(parts), 256):
        part = parts[start : start + 256]
        path = folder / f"{start // 256:03}"
        path = path if len(part) == 256 else path.with_name(path.name + ".p") / str(len(part))
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_bytes(b"".join(part))

"""A log's folder: its entries up to the checkpoint's size, and its blobs ("Folders" of docs/record.md)."""

import hashlib
import pathlib

from .note import Entry
from .strict import Wrong

BUNDLE = 256


class Log:
    """Tiles of hashes and the checkpoint's signatures are not looked at: here the entries are the record."""

    def __init__(self, folder):
        self.folder = pathlib.Path(folder)

    def size(self):
        lines = (self.folder / "checkpoint").read_text("utf-8").split("\n")
        if len(lines) < 3 or not lines[1].isdecimal():
            raise Wrong("checkpoint: expected the log's size in the second line")
        return int(lines[1])

    def entries(self):
        """The entries in their order."""
        size, made = self.size(), []
        for bundle in range(-(-size // BUNDLE)):
            wanted = min(BUNDLE, size - bundle * BUNDLE)
            for data in self.bundle(bundle, wanted):
                made.append(Entry(len(made), data))
        return made

    def bundle(self, number, wanted):
        """The first `wanted` entries of a bundle: of the full one, or of the partial one with just so many."""
        path = self.folder / "tile" / "entries" / tile_path(number)
        if not path.is_file():
            path = path.with_name(path.name + ".p") / str(wanted)
        data, at, made = path.read_bytes(), 0, []
        while at < len(data) and len(made) < wanted:
            length = int.from_bytes(data[at : at + 2], "big")
            entry = data[at + 2 : at + 2 + length]
            at += 2 + length
            if not length or len(entry) != length:
                raise Wrong(f"{path}: an entry without its end")
            made.append(entry)
        if len(made) != wanted:
            raise Wrong(f"{path}: expected {wanted} entries, found {len(made)}")
        return made

    def blob(self, name):
        """The bytes of a blob; none where it is missing or not what its name says."""
        digits = name.removeprefix("sha256:")
        path = self.folder / "blob" / "sha256" / digits[:2] / digits
        if not path.is_file():
            return None
        data = path.read_bytes()
        return data if hashlib.sha256(data).hexdigest() == digits else None


def tile_path(number):
    """A tile's number as a path: groups of three digits, all but the last after an `x` (tlog-tiles)."""
    parts = [f"{number % 1000:03}"]
    while number >= 1000:
        number //= 1000
        parts.append(f"x{number % 1000:03}")
    return "/".join(reversed(parts))

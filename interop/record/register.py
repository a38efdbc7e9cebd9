"""Stations and areas: the register's blobs, and what is known of a station ("The register's blob" of docs/record.md)."""

import functools
import re

from .strict import Wrong
from .values import MOST, area_code, station_code

CELL = re.compile(r'(?:"((?:[^"]|"")*)"|([^",\r\n]*))(,|\r?\n|\Z)')
DEGREES = re.compile(r"-?([0-9]{1,3})(?:\.([0-9]{1,15}))?")
DIGITS = re.compile("[0-9]+")


def rows(text):
    """The rows of CSV by RFC 4180; lines may end in LF, too, and the last one need not."""
    at, row = 0, []
    while at < len(text) or row:
        cell = CELL.match(text, at)
        if not cell:
            raise Wrong("a cell that is not as RFC 4180 has it")
        quoted, plain, end = cell.groups()
        row.append(plain if quoted is None else quoted.replace('""', '"'))
        at = cell.end()
        if end != ",":
            yield row
            row = []


def degrees(value, most):
    found = DEGREES.fullmatch(value)
    if not found:
        raise Wrong("expected degrees")
    whole, after = int(found.group(1)), (found.group(2) or "")[:6]
    if whole > most or whole == most and int(after or "0"):
        raise Wrong(f"expected at most {most} degrees")


def read(data, levels):
    """The lines of a register's blob, as (station, registered or None, area codes from the top down)."""
    try:
        lines = rows(data.decode("utf-8"))
    except UnicodeDecodeError as error:
        raise Wrong(f"not UTF-8: {error}") from error
    header = ["station", "registered"] + [each for level in levels for each in (level, level + "_name")]
    first = next(lines, None)
    if first not in (header, header + ["latitude", "longitude"]):
        raise Wrong(f"expected the header {','.join(header)}")
    made = []
    for row in lines:
        if len(row) != len(first):
            raise Wrong("a line with another number of cells")
        station_code(row[0])
        if row[1] and (not DIGITS.fullmatch(row[1]) or int(row[1][-20:]) > MOST or len(row[1].lstrip("0")) > 10):
            raise Wrong("registered voters are digits, or nothing")
        cells, place = row[2 : len(header)], row[len(header) :]
        codes = cells[::2]
        if any(cells):
            for code in codes:
                area_code(code)
        if any(place):
            degrees(place[0], 90)
            degrees(place[1], 180)
        made.append((row[0], int(row[1]) if row[1] else None, codes if any(cells) else []))
    return made


class Register:
    """What registers have said so far."""

    def __init__(self, law):
        said = law.get("register", {})
        self.levels, self.complete, self.country = law.get("levels", []), said.get("complete", False), dict(said)
        self.registered, self.lowest, self.parent, self.listed = {}, {}, {}, set()
        self.expected = {each["area"]: each for each in said.get("areas", [])}

    def add(self, lines):
        for station, registered, codes in lines:
            self.listed.add(station)
            if registered is not None:
                self.registered.setdefault(station, registered)
            for above, code in zip([None, *codes], codes):
                self.parent.setdefault(code, above)
            if codes:
                self.lowest.setdefault(station, codes[-1])

    def polls_close(self):
        """The latest minute in which polls close, in the country or in an area; None where nobody has said."""
        return max(
            (each["polls_close"] for each in (self.country, *self.expected.values()) if "polls_close" in each),
            default=None,
        )

    def above(self, area):
        """The areas in which an area lies, from the lowest up. One that no register has named lies in none."""
        found = []
        while (area := self.parent.get(area)) is not None:
            found.append(area)
        return found

    def areas(self, station):
        """The areas in which a station lies, by the tree."""
        lowest = self.lowest.get(station)
        return [] if lowest is None else [lowest, *self.above(lowest)]

    def lies_in(self, station, areas):
        return any(area in areas for area in self.areas(station))

    def extent(self, contests, area, what):
        """How many stations or registered voters an area, or without one the country, should have; None if unknown.

        `contests` are the areas in which a contest is held, none where it is held everywhere."""
        if not contests or area is not None and any(each in contests for each in (area, *self.above(area))):
            return self.said(area, what)
        topmost = [each for each in contests if not any(above in contests for above in self.above(each))]
        parts = [self.said(each, what) for each in topmost if area is None or area in self.above(each)]
        return None if None in parts else sum(parts)

    def said(self, area, what):
        """What is expected of an area or the country, or else, where the register is complete, what is listed there."""
        expected = self.country if area is None else self.expected.get(area, {})
        if what in expected:
            return expected[what]
        listed = [self.registered.get(station) for station in self.listed_in.get(area, [])]
        if not self.complete or what == "registered" and None in listed:
            return None
        return len(listed) if what == "stations" else sum(listed)

    @functools.cached_property
    def listed_in(self):
        """Of each area, and of None for the country, the stations listed; asked once all registers are read."""
        made = {}
        for station in self.listed:
            for area in [None, *self.areas(station)]:
                made.setdefault(area, []).append(station)
        return made

"""Readings that count: a sheet's figures, who wrote them and what they were taken from."""

from dataclasses import dataclass, field

from .values import FIVE, ILLEGIBLE


@dataclass(eq=False)
class Reading:
    place: int
    row: int | None
    name: str
    account: str
    stage: str | None
    station: str
    contest: str
    method: str
    of: list
    five: dict  # the five figures, as far as the form has them
    more: dict  # further figures
    options: dict
    salt: str | None = None
    corrects: str | None = None
    voices: list = field(default_factory=list)  # of each voice the keys by whom it counts
    gateways: list = field(default_factory=list)  # those of its signers that may write it as one
    corrected: bool = False
    taken_from_record: bool = False  # the record had, before it, all that it was taken from
    opens: int | None = None  # the place of the seal that it opens
    blind: bool = False

    @property
    def image(self):
        """The photograph that it is of, of several pages the first."""
        return None if self.method in ("file", "message") else self.of[0]

    def has_evidence(self):
        return bool(self.gateways) if self.method == "message" else self.taken_from_record

    def own_signers(self):
        """Those of the first voice: who owns the reading."""
        return self.voices[0]

    def signers(self):
        return [key for voice in self.voices for key in voice]

    def is_empty(self):
        """A row of a file that says nothing: none of the ballots' and options' figures is a number but 0, or illegible."""
        figures = [value for name, value in self.five.items() if name != "registered"] + list(self.options.values())
        return self.method == "file" and all(value == 0 for value in figures)

    def holds_place(self, zeros):
        return not self.corrected and self.method != "machine" and (zeros or not self.is_empty())

    def figures(self, contest, further):
        """The figures that count: the five, the law's further ones and the contest's options."""
        parts = ((self.five, FIVE), (self.more, further), (self.options, contest["options"]))
        return {name: values[name] for values, names in parts for name in names if name in values}

    def has_illegible(self):
        return any(ILLEGIBLE in values.values() for values in (self.five, self.more, self.options))


def of_entry(entry):
    """The reading of a `reading`, or those of the rows of a `readings`."""
    body = entry.body
    if entry.kind == "reading":
        counts = body["counts"]
        return [
            Reading(
                entry.place,
                None,
                entry.name,
                body["account"],
                body.get("stage"),
                body["station"],
                body["contest"],
                body["method"],
                body.get("of", []),
                {name: counts[name] for name in FIVE if name in counts},
                counts.get("more", {}),
                counts["options"],
                body.get("salt"),
                body.get("corrects", {}).get("reading"),
            )
        ]
    corrects = {each["row"]: each["reading"] for each in body.get("corrects", {}).get("rows", [])}
    figures, options, made = body["figures"], body["options"], []
    for row, (station, _, *cells) in enumerate(body["rows"]):
        said = {name: cell for name, cell in zip(figures, cells) if cell != ""}
        votes = {name: cell for name, cell in zip(options, cells[len(figures) :]) if cell != ""}
        made.append(
            Reading(
                entry.place,
                row,
                f"{entry.name}/{row}",
                body["account"],
                body.get("stage"),
                station,
                body["contest"],
                "file",
                [body["of"]],
                {name: cell for name, cell in said.items() if name in FIVE},
                {name: cell for name, cell in said.items() if name not in FIVE},
                votes,
                corrects=corrects.get(row),
            )
        )
    return made

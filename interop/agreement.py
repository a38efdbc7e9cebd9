"""Holds the third reader (reader.py) against the command: what both tell of one log must be the same.

    python3 interop/agreement.py --cotejo target/release/cotejo FOLDER...
    python3 interop/agreement.py --cotejo target/release/cotejo --chance 40

Each FOLDER is an election's or a publication's, with the log in `log/`; --chance makes logs up (chance.py). The command's
side is what `cotejo export` and `cotejo tally` write (docs/tables.md, docs/json.md). COTEJO_BIN names the command where
--cotejo does not. Exit code 0 where everything agrees, 1 where something differs, 2 where a folder could not be read.
"""

import argparse
import json
import os
import pathlib
import subprocess
import sys
import tempfile
import time
from collections import Counter

from chance import Chance, Sides
from record.fold import Fold
from record.log import Log
from record.opening import NoRecord
from record.strict import Wrong
from record.totals import ASKED, Total, result
from record.values import FIVE, ILLEGIBLE

LISTED = 10_000  # so many refused entries and rows does the command's table have at most
SHOWN = 20
STEPS = 60  # entries of a log that is made up, besides those that it begins with


class Comparison:
    """What was compared, and where the two differ."""

    def __init__(self):
        self.compared, self.differences = Counter(), []

    def same(self, what, where, reader, command):
        self.compared[what] += 1
        if reader != command:
            self.differences.append(f"{what} of {where}: the reader has {reader!r}, the command {command!r}")

    def same_keys(self, what, reader, command):
        """The keys that both have; those that one alone has are differences."""
        self.compared[what] += len(set(reader) | set(command))
        for key in sorted(set(reader) ^ set(command), key=str):
            self.differences.append(f"{what}: only the {'reader' if key in reader else 'command'} has {key}")
        return [key for key in reader if key in command]


class Command:
    """What the command says of a folder."""

    def __init__(self, cotejo, folder, tables):
        self.cotejo, self.folder, self.tables = cotejo, folder, pathlib.Path(tables)
        self.run("export", folder, "--to", tables, "--format", "jsonl")

    def run(self, *words):
        ran = subprocess.run([self.cotejo, *words], capture_output=True, text=True, check=False)
        if ran.returncode not in (0, 1):
            raise Wrong(f"{words[0]}: {ran.stderr.strip()}")
        return ran.stdout

    def tally(self, contest):
        return json.loads(self.run("tally", self.folder, "--json", "--contest", contest))

    def table(self, name):
        with open(self.tables / f"{name}.jsonl", encoding="utf-8") as lines:
            return [json.loads(line) for line in lines]


def columns(fold, contest):
    """The columns of figures, and what each of them is called here."""
    five = {"null_ballots" if name == "null" else name: name for name in FIVE}
    more = {f"more_{name}": name for name in fold.law.get("figures", [])}
    return five | more | votes(fold, contest)


def votes(fold, contest):
    return {f"votes_{name}": name for name in fold.contests[contest]["options"]}


def numbers(figures, names):
    """Figures as tables have them: nothing where a figure is illegible or missing."""
    return {column: None if (value := figures.get(name)) == ILLEGIBLE else value for column, name in names.items()}


def rows_alike(comparison, what, reader, command):
    """Compares rows by their keys, each column that the reader tells."""
    for key in comparison.same_keys(what, reader, command):
        for column, value in reader[key].items():
            comparison.same(what, f"{key}, {column}", value, command[key][column])


def readings(comparison, fold, contest, made, table):
    stands = {name for each in made["stations"].values() for name in each["accounts"].values()}
    reader, further = {}, fold.law.get("figures", [])
    for each in fold.readings.values():
        if each.contest == contest:
            reader[each.name] = {
                "entry": each.place,
                "row": each.row,
                "station": each.station,
                "account": each.account,
                "stage": each.stage,
                "method": each.method,
                "document": " ".join(each.of) or None,
                "signer": each.signers()[0].name,
                "evidence": int(each.has_evidence()),
                "empty": int(each.is_empty() and "zeros" not in fold.law),
                "stands": int(each.name in stands),
                "corrected": each.corrected,
                **numbers(each.figures(fold.contests[contest], further), columns(fold, contest)),
            }
    command = {row["name"]: row | {"corrected": row["corrected_by"] is not None} for row in table}
    rows_alike(comparison, "readings", reader, command)


def stations(comparison, fold, contest, made, table):
    read = Counter(each.station for each in fold.readings.values() if each.contest == contest)
    names = {column: name for column, name in columns(fold, contest).items() if column != "registered"}
    reader = {
        station: {
            "state": each["state"],
            "readings": read[station],
            "listed": int(station in fold.register.listed),
            **numbers(each["figures"], names),
        }
        for station, each in made["stations"].items()
    }
    rows_alike(comparison, "stations", reader, {row["station"]: row for row in table})


def total_row(told, names, of_votes, uncontested=None):
    """A total as the table has it."""
    figures = told["figures"]
    sums = {
        column: figures[name]["sum"] if name in figures and figures[name]["stations"] else None
        for column, name in names.items()
    }
    contested = {"contested_stations": 0, "contested_votes": 0}
    if uncontested:
        without = uncontested["figures"]
        of_all = [sum(each[name]["sum"] for name in of_votes if name in each) for each in (figures, without)]
        contested = {
            "contested_stations": told["stations"] - uncontested["stations"],
            "contested_votes": of_all[0] - of_all[1],
        }
    told = {name: told[name] for name in told if name != "figures"}
    return told | contested | sums | {"illegible": sum(each["illegible"] for each in figures.values())}


def totals(comparison, fold, contest, made, table):
    """The totals of the country and of each area: accepted, of each account and of each of its stages."""
    names, of_votes = columns(fold, contest), list(votes(fold, contest).values())
    nothing = Total().told()
    for row in table:
        if row["level"] == "none":
            continue
        of = made if row["level"] == "country" else made["areas"].get(row["area"], {})
        account = row["account"]
        uncontested = None
        if account == "accepted":
            both = of.get("totals", {"accepted": nothing, "uncontested": nothing})
            told, uncontested = both["accepted"], both["uncontested"]
        elif row["stage"] is None:
            told = of.get("accounts", {}).get(account, nothing)
        else:
            told = of.get("stages", {}).get(f"{account}/{row['stage']}", nothing)
        reader = total_row(told, names, of_votes, uncontested)
        if of:
            reader |= {"of_stations": of["of_stations"], "of_registered": of["of_registered"]}
        for column, value in reader.items():
            where = f"{account} {row['stage'] or ''} {row['level']} {row['area'] or ''}, {column}"
            comparison.same("totals", where, value, row[column])


def findings(comparison, fold, contest, made, table):
    key = lambda each: (each["station"], each["entry"], each["row"], each["rule"])
    reader = Counter(key(each) for each in made["findings"] if each["contest"] == contest)
    # The page has no findings of readings that hold no place; the command has this one of them all the same.
    beside = {
        (each.station, each.place, each.row, "no_evidence")
        for each in fold.readings.values()
        if not each.holds_place("zeros" in fold.law)
    }
    command = Counter(key(row) for row in table if row["rule"] in ASKED and key(row) not in beside)
    for each in comparison.same_keys("findings", reader, command):
        comparison.same("findings", each, reader[each], command[each])


def refusals(comparison, made, table, tally):
    reader = {(each["entry"], each.get("row")): each["code"] for each in made["refused"]}
    comparison.same("refused", "all, by code", Counter(reader.values()), Counter(tally["refused"]))
    command = {(row["entry"], row["row"]): row["code"] for row in table}
    reader = dict(sorted(reader.items(), key=lambda each: (each[0][0], each[0][1] or 0))[:LISTED])
    for place in comparison.same_keys("refused", reader, command):
        comparison.same("refused", place, reader[place], command[place])


def agreement(cotejo, folder):
    """The comparison of a folder, and a sentence on what was read."""
    comparison, started = Comparison(), time.monotonic()
    log = Log(pathlib.Path(folder) / "log")
    entries = log.entries()
    fold = Fold(entries, log.blob)
    made = result(fold)
    seconds = time.monotonic() - started
    with tempfile.TemporaryDirectory() as tables:
        command = Command(cotejo, folder, tables)
        found = command.table("findings")
        for contest, of in made["contests"].items():
            tally = command.tally(contest)
            states = {state: number for state, number in tally["states"].items() if number}
            comparison.same("states", contest, of["states"], states)
            readings(comparison, fold, contest, of, command.table(f"readings_{contest}"))
            stations(comparison, fold, contest, of, command.table(f"stations_{contest}"))
            totals(comparison, fold, contest, of, command.table(f"totals_{contest}"))
            findings(comparison, fold, contest, made, [row for row in found if row["contest"] == contest])
        refusals(comparison, made, command.table("refused"), tally)
        comparison.same("entries", "polls_close", made["polls_close"], tally["polls_close"])
        comparison.same("entries", "withheld", made["withheld"], sorted(each["document"] for each in tally["withheld"]))
        comparison.same("entries", "the log", len(entries), tally["entries"])
        comparison.same("entries", "unknown types", fold.counted["unknown"], sum(tally["unknown_types"].values()))
    read = Counter(entries=len(entries), readings=len(fold.readings), refused=len(made["refused"]), seconds=seconds)
    return comparison, read


def chances(cotejo, number):
    """The same of so many made-up logs of each kind, all in one."""
    comparison, read = Comparison(), Counter()
    for made, seed in ((made, seed) for seed in range(number) for made in (Chance, Sides)):
        with tempfile.TemporaryDirectory() as folder:
            made(seed).log(STEPS).write(pathlib.Path(folder) / "log")
            one, of_one = agreement(cotejo, folder)
        comparison.compared += one.compared
        comparison.differences += [f"{made.__name__}, seed {seed}: {each}" for each in one.differences]
        read += of_one
    return comparison, read


def told(name, comparison, read):
    """Tells what came out; gives whether all agrees."""
    compared = ", ".join(f"{number} of {what}" for what, number in comparison.compared.items())
    print(
        f"{name}: {len(comparison.differences)} differences in {sum(comparison.compared.values())} compared ({compared})"
    )
    print(
        "  "
        + ", ".join(
            f"{number:.1f} {what}" if what == "seconds" else f"{number} {what}" for what, number in read.items()
        )
    )
    for each in comparison.differences[:SHOWN]:
        print(f"  {each}")
    return not comparison.differences


def main():
    parser = argparse.ArgumentParser(description=__doc__.split("\n", 1)[0])
    parser.add_argument("--cotejo", default=os.environ.get("COTEJO_BIN"), help="the command; else COTEJO_BIN")
    parser.add_argument("--chance", type=int, metavar="N", help="and N made-up logs of each kind")
    parser.add_argument("folders", nargs="*", metavar="FOLDER", help="an election's or a publication's folder")
    arguments = parser.parse_args()
    if not arguments.cotejo:
        parser.error("expected --cotejo or COTEJO_BIN, the path of the command")
    if not arguments.folders and not arguments.chance:
        parser.error("expected a folder, or --chance")
    agrees = True
    try:
        for folder in arguments.folders:
            agrees &= told(folder, *agreement(arguments.cotejo, folder))
        if arguments.chance:
            agrees &= told("made-up logs", *chances(arguments.cotejo, arguments.chance))
    except (NoRecord, Wrong, OSError) as error:
        print(f"agreement: {error}", file=sys.stderr)
        return 2
    return 0 if agrees else 1


if __name__ == "__main__":
    sys.exit(main())

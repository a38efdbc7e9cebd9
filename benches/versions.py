#!/usr/bin/env python3
"""Measures two versions of the command beside each other, on the same figures, in one run.

    python3 benches/versions.py BEFORE AFTER [STATIONS...] [--runs 3] [--published FOLDER]

BEFORE and AFTER are checkouts that have a binary at target/dist/cotejo (`cargo build --profile dist --all-features -p cotejo`).
Each imports, counts, publishes and verifies the campaign's sheets of Venezuela 2024, where ../shared/data has them, and simulated
countries of so many stations, by its own definitions and profiles. The two take turns, so that what the machine does
besides meets both alike; medians. Prints a table for each; `--published` keeps the last publications there.
"""

import argparse
import os
import pathlib
import shutil
import statistics
import subprocess
import sys
import tempfile
import time

ROOT = pathlib.Path(__file__).resolve().parent.parent
DATA = ROOT.parent / "shared" / "data" / "ve2024" / "campaign_sheets.csv"
COMMANDS = ["import", "tally", "publish", "verify"]


def run(command, allowed):
    """Wall seconds, processor seconds, and the most memory at once in MB."""
    with tempfile.TemporaryFile() as out:
        began = time.perf_counter()
        process = subprocess.Popen([str(part) for part in command], stdout=out, stderr=subprocess.STDOUT)
        _, status, usage = os.wait4(process.pid, 0)
        wall = time.perf_counter() - began
        process.returncode = os.waitstatus_to_exitcode(status)
        if process.returncode not in allowed:
            out.seek(0)
            sys.exit(f"{' '.join(map(str, command))}\nexit code {process.returncode}\n{out.read().decode()[-2000:]}")
    return wall, usage.ru_utime + usage.ru_stime, usage.ru_maxrss / 1024


class Version:
    """A checkout and its binary, and what was measured of it."""

    def __init__(self, checkout):
        self.checkout = pathlib.Path(checkout).resolve()
        self.cotejo = self.checkout / "target" / "dist" / "cotejo"
        self.measured = {command: [] for command in COMMANDS}
        self.sizes = {}

    def begin(self, at, definition):
        shutil.rmtree(at, ignore_errors=True)
        at.mkdir(parents=True)
        subprocess.run([self.cotejo, "new", at / "election", *definition], check=True, capture_output=True)

    def simulate(self, at, stations):
        """A country of its own, of the same figures."""
        subprocess.run(
            [self.cotejo, "simulate", at, "--stations", str(stations), "--seed", "1", "--without-faults"],
            check=True,
            capture_output=True,
        )
        definition = ["--from", at / "election.toml", "--register", at / "register.csv"]
        return definition, [at / "council.csv", "--profile", at / "profile.toml", "--account", "council"]

    def venezuela(self):
        definition = ["--from", self.checkout / "examples/venezuela-2024/election.toml"]
        profile = self.checkout / "profiles/ve2024-campaign.toml"
        return definition, [DATA, "--profile", profile, "--account", "campaign"]

    def measure(self, at, definition, file):
        self.begin(at, definition)
        election, public = at / "election", at / "public"
        steps = {
            "import": [self.cotejo, "import", election, *file],
            "tally": [self.cotejo, "tally", election, "--json"],
            "publish": [self.cotejo, "publish", election, "--to", public],
            "verify": [self.cotejo, "verify", public],
        }
        for name, command in steps.items():
            self.measured[name].append(run(command, (0, 1)))
        self.sizes = sizes(election / "log", public)

    def median(self, command, at):
        return statistics.median(one[at] for one in self.measured[command])


def bundles(log):
    """The bundles of entries of a log's present size (C2SP tlog-tiles)."""
    size = int((log / "checkpoint").read_text().split("\n")[1])
    for number in range(0, (size + 255) // 256):
        digits = f"{number:0{3 * ((len(str(number)) + 2) // 3)}}"
        parts = [digits[at : at + 3] for at in range(0, len(digits), 3)]
        path = log / "tile" / "entries" / "/".join([*("x" + part for part in parts[:-1]), parts[-1]])
        width = min(256, size - 256 * number)
        yield (path if width == 256 else path.parent / f"{path.name}.p" / str(width)).read_bytes()


def sizes(log, public):
    """A log's entries, their bytes and signatures, and the publication's files and bytes."""
    entries = signatures = raw = 0
    for bundle in bundles(log):
        at = 0
        while at < len(bundle):
            end = at + 2 + int.from_bytes(bundle[at : at + 2], "big")
            entries, raw = entries + 1, raw + end - at
            signatures += bundle[at:end].count("\n— ".encode())
            at = end
    files = [path for path in public.rglob("*") if path.is_file()]
    return {
        "bytes of the log's entries": raw,
        "entries": entries,
        "signatures": signatures,
        "files published": len(files),
        "bytes published": sum(path.stat().st_size for path in files),
    }


def report(title, before, after):
    print(f"\n### {title}\n")
    print("| what | before | after | after / before |\n|---|---|---|---|")
    for what, old in before.sizes.items():
        new = after.sizes[what]
        print(f"| {what} | {old:,} | {new:,} | {new / old:.3f} |")
    for command in COMMANDS:
        for at, (what, unit) in enumerate([("", "s"), (", processor", "s"), (", memory", "MB")]):
            old, new = before.median(command, at), after.median(command, at)
            print(f"| {command}{what} | {old:.2f} {unit} | {new:.2f} {unit} | {new / old:.2f} |")


def main():
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("before")
    parser.add_argument("after")
    parser.add_argument("stations", nargs="*", type=int)
    parser.add_argument("--runs", type=int, default=3)
    parser.add_argument("--published", type=pathlib.Path)
    args = parser.parse_args()
    with tempfile.TemporaryDirectory() as work:
        work = args.published or pathlib.Path(work)
        for stations in [None, *args.stations]:
            versions = {"before": Version(args.before), "after": Version(args.after)}
            given = {}
            for name, version in versions.items():
                at = work / f"{name}-{stations or 'venezuela'}"
                shutil.rmtree(at, ignore_errors=True)
                at.mkdir(parents=True)
                if stations is None and not DATA.exists():
                    continue
                given[name] = (at, version.simulate(at / "country", stations) if stations else version.venezuela())
            if not given:
                print(f"skipped: the real sheets are not at {DATA}")
                continue
            for _ in range(args.runs):
                for name, (at, (definition, file)) in given.items():
                    versions[name].measure(at / "made", definition, file)
            report(f"{stations:,} stations" if stations else "Venezuela 2024", **versions)


if __name__ == "__main__":
    main()

#!/usr/bin/env python3
"""Measures `cotejo publish`: time, files, bytes and memory; first, again, and with a hundred new entries.

    python3 benches/publish.py                     24,532 and 1,000,000 made-up stations, into docs/benchmarks.md
    python3 benches/publish.py --stations 24532    prints only

A made-up country has one account's reading of each station. All but the last hundred are published into an empty
folder, then nothing new, then those hundred; in the end everything into another empty folder, whose files must be
the same, byte by byte. Needs 30 GB of disk for the million, below target/.
"""

import argparse
import filecmp
import json
import os
import pathlib
import shutil
import subprocess
import sys
import tempfile
import time

ROOT = pathlib.Path(__file__).resolve().parent.parent
TARGET = pathlib.Path(os.environ.get("CARGO_TARGET_DIR", ROOT / "target")).resolve()
PAGE = ROOT / "docs" / "benchmarks.md"
BEGIN, END = "<!-- publish: begin -->", "<!-- publish: end -->"
STATIONS = (24_532, 1_000_000)
NEW = 100


def cotejo(folder, *args):
    """The command's JSON, its wall and processor seconds, and its greatest memory in MB."""
    began = time.monotonic()
    with tempfile.TemporaryFile("w+") as out:
        running = subprocess.Popen([TARGET / "dist" / "cotejo", *args, "--json"], cwd=folder, stdout=out, stderr=subprocess.DEVNULL)
        _, status, used = os.wait4(running.pid, 0)
        wall = time.monotonic() - began
        running.returncode = os.waitstatus_to_exitcode(status)
        out.seek(0)
        if running.returncode:
            sys.exit(f"cotejo {' '.join(map(str, args))} ended with {running.returncode}:\n{out.read()[-2000:]}")
        return json.load(out), wall, used.ru_utime + used.ru_stime, used.ru_maxrss // 1024


def files(folder):
    """Every file's path below the folder."""
    return sorted(str(path.relative_to(folder)) for path in folder.rglob("*") if path.is_file())


def measure(stations):
    """The table's lines for a country of so many stations."""
    folder = TARGET / "bench-publish"
    shutil.rmtree(folder, ignore_errors=True)
    folder.mkdir(parents=True)
    cotejo(folder, "simulate", "country", "--stations", str(stations), "--without-faults")
    cotejo(folder, "new", "election", "--from", "country/election.toml", "--register", "country/register.csv")
    head, *rows = (folder / "country" / "council.csv").read_bytes().splitlines(keepends=True)
    for name, some in (("first.csv", rows[:-NEW]), ("last.csv", rows[-NEW:])):
        (folder / name).write_bytes(head + b"".join(some))
    take = lambda name: cotejo(folder, "import", "election", name, "--profile", "country/profile.toml", "--account", "council")
    take("first.csv")
    runs = [("into an empty folder", cotejo(folder, "publish", "election", "--to", "public"))]
    runs.append(("again, nothing new", cotejo(folder, "publish", "election", "--to", "public")))
    take("last.csv")
    runs.append((f"{NEW} new entries", cotejo(folder, "publish", "election", "--to", "public")))
    peak = max(peak for _, (*_, peak) in runs)
    cotejo(folder, "publish", "election", "--to", "other")
    mine, other = files(folder / "public"), files(folder / "other")
    differing = [path for path in mine if not filecmp.cmp(folder / "public" / path, folder / "other" / path, shallow=False)]
    if mine != other or differing:
        sys.exit(f"publishing is not deterministic: {set(mine) ^ set(other) or differing}")
    cotejo(folder, "verify", "public")
    sizes = [(folder / "public" / path).stat().st_size for path in mine]
    lines = []
    for what, (done, wall, processor, _) in runs:
        parts = sorted(done["seconds"].items(), key=lambda part: -part[1])[:4]
        parts = ", ".join(f"{name} {seconds:.2f}" for name, seconds in parts)
        lines.append(f"| {stations:,} | {what} | {wall:.2f} | {processor:.2f} | {done['pages']['written']:,} of {done['pages']['files']:,} | {parts} |")
    packed = sum(path.endswith(".gz") for path in mine)
    lines.append(f"| {stations:,} | all | | | {len(mine):,} files ({packed:,} of them compressed copies), {sum(sizes) / 1e6:,.0f} MB; at most {peak:,} MB of memory | the same bytes in another folder |")
    shutil.rmtree(folder)
    return lines


def main():
    arguments = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    arguments.add_argument("--stations", type=int)
    stations = arguments.parse_args().stations
    subprocess.run(["cargo", "build", "--profile", "dist", "--all-features", "--locked", "--quiet", "-p", "cotejo"], cwd=ROOT, check=True)
    table = ["| stations | `publish` | seconds | of the processors | pages and data files written | of that |", "|---|---|---|---|---|---|"]
    for n in [stations] if stations else STATIONS:
        table += measure(n)
        print("\n".join(table), flush=True)
    if not stations:
        before, rest = PAGE.read_text().split(BEGIN)
        PAGE.write_text(before + BEGIN + "\n" + "\n".join(table) + "\n" + END + rest.split(END)[1])


if __name__ == "__main__":
    main()

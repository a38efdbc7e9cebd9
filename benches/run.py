#!/usr/bin/env python3
"""Measures whole commands beside what a user would pick instead, and beside the machine's limits.

    python3 benches/run.py            all of it, and writes the tables into docs/benchmarks.md
    python3 benches/run.py --quick    at most 10,000 stations, and prints only

Other people's programs are installed from PyPI into a virtual environment below target/. What is measured,
how and why stands in docs/benchmarks.md.
"""

import argparse
import json
import os
import pathlib
import platform
import shutil
import subprocess
import sys
import tempfile
import time

ROOT = pathlib.Path(__file__).resolve().parent.parent
TARGET = pathlib.Path(os.environ.get("CARGO_TARGET_DIR", ROOT / "target")).resolve()
DATA = ROOT.parent / "shared" / "data" / "ve2024" / "campaign_sheets.csv"
PAGE = ROOT / "docs" / "benchmarks.md"
BEGIN, END = "<!-- measured: begin -->", "<!-- measured: end -->"
REQUIREMENTS = ["actasum==0.1.0", "duckdb==2.0.0"]
# One command takes no longer than this, in seconds.
LONGEST = 3_600
# What takes longer than this, in seconds, is measured once, the rest three times.
LONG = 10


class Done:
    """How a command went: seconds, the most memory at once in MB, and what it printed."""

    def __init__(self, seconds, megabytes, out):
        self.seconds, self.megabytes, self.out = seconds, megabytes, out

    def json(self):
        return json.loads(self.out)


def run(*command, allowed=(0,)):
    """Runs a command to its end and measures it."""
    with tempfile.TemporaryFile() as out, tempfile.TemporaryFile() as err:
        began = time.perf_counter()
        process = subprocess.Popen([str(part) for part in command], stdout=out, stderr=err, cwd=ROOT)
        while True:
            pid, status, usage = os.wait4(process.pid, os.WNOHANG)
            seconds = time.perf_counter() - began
            if pid:
                break
            if seconds > LONGEST:
                process.kill()
            time.sleep(0.001 if seconds < 1 else 0.01)
        process.returncode = os.waitstatus_to_exitcode(status)
        out.seek(0)
        err.seek(0)
        if process.returncode not in allowed:
            tail = err.read().decode(errors="replace")[-2_000:]
            sys.exit(f"{' '.join(map(str, command))}\nexit code {process.returncode}\n{tail}")
        return Done(seconds, usage.ru_maxrss / 1024, out.read().decode(errors="replace"))


def measure(*command, before=lambda: None, allowed=(0,)):
    """The run with the median time of three, or the first where it takes long."""
    runs = []
    while len(runs) < 3:
        before()
        runs.append(run(*command, allowed=allowed))
        if runs[0].seconds > LONG:
            break
    return sorted(runs, key=lambda done: done.seconds)[len(runs) // 2]


def seconds(value):
    if value is None:
        return "—"
    return f"{value * 1000:.2g} ms" if value < 0.0995 else f"{value:.2f} s" if value < 10 else f"{value:.0f} s"


def times(ours, other):
    """How many times the other's time ours is."""
    if not other:
        return "—"
    ratio = ours / other
    return f"{ratio:.2f}×" if ratio >= 0.1 else f"1/{1 / ratio:,.0f}"


def table(header, rows):
    lines = ["| " + " | ".join(header) + " |", "|" + "---|" * len(header)]
    return "\n".join(lines + ["| " + " | ".join(map(str, row)) + " |" for row in rows])


def compared(name, ours, rival, rival_name, limit, limit_name):
    """One line of a comparison."""
    return [
        name,
        seconds(ours),
        f"{seconds(rival)} ({rival_name})" if rival else "—",
        f"{seconds(limit)} ({limit_name})" if limit else "—",
        times(ours, rival),
        times(ours, limit),
    ]


COMPARED = ["what", "ours", "rival", "limit", "ours / rival", "ours / limit"]


def empty(*folders):
    for folder in folders:
        shutil.rmtree(folder, ignore_errors=True)


def log_shape(log):
    """Entries of a log, their bytes together, and the bytes of its files without documents."""
    size = int((log / "checkpoint").read_text().split("\n")[1])
    entries = everything = 0
    for path in log.rglob("*"):
        if path.is_file() and "blob" not in path.relative_to(log).parts:
            everything += path.stat().st_size
            if "entries" in path.parts and ".p" not in str(path.relative_to(log)):
                entries += path.stat().st_size
    return size, entries, everything


class Bench:
    def __init__(self, work, programs):
        self.work, self.programs = work, programs
        release = programs or TARGET / "dist"
        self.cotejo, self.limits, self.fold = release / "cotejo", release / "limits", release / "fold"
        self.python = TARGET / "bench-venv" / "bin" / "python"
        self.actasum = TARGET / "bench-venv" / "bin" / "actasum"
        self.measured_limits = {}

    def install(self):
        """Builds our programs and installs the others."""
        crates = ["-p", "cotejo", "-p", "limits", "-p", "fold"]
        if not self.programs:
            subprocess.run(["cargo", "build", "--profile", "dist", "--quiet", "--locked", *crates], cwd=ROOT, check=True)
        venv = TARGET / "bench-venv"
        marker = venv / "installed.txt"
        if not marker.exists() or marker.read_text().split() != REQUIREMENTS:
            empty(venv)
            subprocess.run([sys.executable, "-m", "venv", venv], check=True)
            pip = [self.python, "-m", "pip", "install", "--quiet", "--disable-pip-version-check"]
            subprocess.run([*pip, *REQUIREMENTS], check=True)
            marker.write_text("\n".join(REQUIREMENTS))

    def limit(self, log):
        """The machine's limits for as many entries of that size as the log has."""
        size, entry_bytes, _ = log_shape(log)
        size = size // 256 * 256 or size
        key = (size, entry_bytes // size)
        if key not in self.measured_limits:
            self.measured_limits[key] = run(self.limits, "record", *key, self.work).json()
        return self.measured_limits[key]

    def real(self):
        """The 24,532 sheets that a campaign published."""
        if not DATA.exists():
            print(f"skipped: the real sheets are not at {DATA}", flush=True)
            return None
        election, public, theirs = self.work / "real", self.work / "real-public", self.work / "real-actasum"

        def begin():
            empty(election)
            run(self.cotejo, "new", election, "--from", ROOT / "examples/venezuela-2024/election.toml")

        profile = ROOT / "profiles/ve2024-campaign.toml"
        imported = measure(
            self.cotejo, "import", election, DATA, "--profile", profile, "--account", "campaign", "--json", before=begin
        )
        published = measure(self.cotejo, "publish", election, "--to", public, "--json", before=lambda: empty(public))
        key = published.json()["operator"]
        verified = measure(self.cotejo, "verify", public, "--key", key, "--json", allowed=(0, 1))
        limit = self.limit(public / "log")

        run(self.python, ROOT / "benches/statements.py", "campaign", DATA, theirs)
        statements, log = theirs / "statements.jsonl", theirs / "log"
        built = measure(
            self.actasum, "log", "build", "--statements", statements, "--out", log, before=lambda: empty(log)
        )
        checked = measure(self.actasum, "log", "checkpoint", "--log", log)
        official = theirs / "official.json"
        summed = measure(self.actasum, "verify", "--statements", statements, "--official", official, allowed=(0, 1))
        rows = [
            compared(
                f"import of {imported.json()['readings']:,} sheets, signed and durable",
                imported.seconds,
                built.seconds,
                "`actasum log build`, unsigned",
                limit["sign"] + limit["hash"] + limit["write"],
                "sign, hash and write",
            ),
            compared(
                "verify of the published folder",
                verified.seconds,
                checked.seconds + summed.seconds,
                "`actasum log checkpoint` and `verify`",
                limit["verify"] + limit["hash"],
                "check signatures, hash",
            ),
            compared("publish", published.seconds, None, "", None, ""),
        ]
        memory = [imported, verified, published, built, checked, summed]
        names = ["import", "verify", "publish", "actasum log build", "actasum log checkpoint", "actasum verify"]
        peaks = ", ".join(f"{name} {done.megabytes:,.0f} MB" for name, done in zip(names, memory))
        return "\n\n".join([table(COMPARED, rows), f"Memory at the peak: {peaks}."])

    def simulated(self, stations):
        """A country of so many stations, from its simulation to its verification."""
        at = self.work / f"sim-{stations}"
        country, election, public = at / "country", at / "election", at / "public"
        at.mkdir()
        made = measure(
            self.cotejo, "simulate", country, "--stations", stations, "--seed", 1, "--without-faults",
            before=lambda: empty(country),
        )

        def begin():
            empty(election)
            new = ("--from", country / "election.toml", "--register", country / "register.csv")
            run(self.cotejo, "new", election, *new)

        profile = ("--profile", country / "profile.toml", "--account", "council")
        imported = measure(self.cotejo, "import", election, country / "council.csv", *profile, "--json", before=begin)
        folded = measure(self.fold, election / "log").json()["seconds"]
        tallied = measure(self.cotejo, "tally", election, "--json", allowed=(0, 1))
        published = measure(self.cotejo, "publish", election, "--to", public, "--json", before=lambda: empty(public))
        key = published.json()["operator"]
        verified = measure(self.cotejo, "verify", public, "--key", key, "--json", allowed=(0, 1))
        size, _, log_bytes = log_shape(election / "log")
        limit = self.limit(election / "log")
        empty(public)
        parts = imported.json()["seconds"]
        return {
            "stations": stations,
            "election": election,
            "country": country,
            "size": size,
            "simulate": made,
            "import": imported,
            "append": imported.json()["readings"] / parts["read, sign and append"],
            "fold": folded,
            "tally": tallied,
            "publish": published,
            "verify": verified,
            "verify_log": verified.json()["seconds"]["log"],
            "log_bytes": log_bytes,
            "limit": limit,
        }

    def growth(self, countries):
        """Two tables: time and rates, and memory and size."""
        speed = [
            [
                f"{c['stations']:,}",
                seconds(c["simulate"].seconds),
                seconds(c["import"].seconds),
                f"{c['append']:,.0f}/s",
                f"{c['size'] / c['limit']['sign']:,.0f}/s",
                f"{c['size'] / c['fold']['fold']:,.0f}/s",
                seconds(c["tally"].seconds),
                seconds(c["publish"].seconds),
                seconds(c["verify"].seconds),
                seconds(c["verify_log"]),
                seconds(c["limit"]["verify"]),
                seconds(c["limit"]["hash"]),
                times(c["verify_log"], c["limit"]["verify"]),
                times(c["verify_log"], c["limit"]["verify"] + c["limit"]["hash"]),
            ]
            for c in countries
        ]
        header = ["stations", "simulate", "import", "read, sign and append", "limit: signing", "fold alone", "tally", "publish", "verify",
                  "its log", "limit: signatures", "limit: hashing", "log / signatures",
                  "log / both"]
        memory = [
            [
                f"{c['stations']:,}",
                *(f"{c[verb].megabytes:,.0f} MB" for verb in ("simulate", "import", "tally", "publish", "verify")),
                f"{c['log_bytes'] / 1e6:,.1f} MB",
                f"{c['log_bytes'] / c['size']:,.0f}",
            ]
            for c in countries
        ]
        sizes = ["stations", "simulate", "import", "tally", "publish", "verify", "log on disk", "bytes an entry"]
        return "\n\n".join([table(header, speed), "Memory at the peak, and the log's size:", table(sizes, memory)])

    def prove(self, large, small):
        """A station's proof, from the largest country; the rival's from a smaller one."""
        station = (large["country"] / "council.csv").read_text().splitlines()[large["stations"] // 2].split(",")[0]
        to = self.work / "proof"
        command = (self.cotejo, "prove", large["election"])
        by_station = measure(*command, station, "--to", to, "--json", before=lambda: empty(to))
        entry = by_station.json()["entries"][-1]
        by_entry = measure(*command, "--entry", entry, "--to", to, "--json", before=lambda: empty(to))

        theirs = self.work / "prove-actasum"
        run(self.python, ROOT / "benches/statements.py", "simulated", small["country"] / "council.csv", theirs)
        log = theirs / "log"
        run(self.actasum, "log", "build", "--statements", theirs / "statements.jsonl", "--out", log)
        one = (small["country"] / "council.csv").read_text().splitlines()[small["stations"] // 2].split(",")[0]
        rival = measure(self.actasum, "log", "prove", "--log", log, "--station", one, "--out", theirs / "proof.json")
        name = f"`actasum log prove`, {small['stations']:,} stations"
        of = f"one of {large['stations']:,} stations"
        rows = [
            compared(f"prove {of}, by its code", by_station.seconds, rival.seconds, name, None, ""),
            compared(f"prove {of}, by its place in the log", by_entry.seconds, rival.seconds, name, None, ""),
        ]
        said = by_station.json()
        parts = ", ".join(f"{part} {seconds(value)}" for part, value in sorted(said["seconds"].items()))
        tail = f"By its code: {said['tiles_read']} tiles read; {parts}. By its place: "
        said = by_entry.json()
        parts = ", ".join(f"{part} {seconds(value)}" for part, value in sorted(said["seconds"].items()))
        return "\n\n".join([table(COMPARED, rows), f"{tail}{said['tiles_read']} tiles read; {parts}."])

    def exports(self, country):
        """The tables of the largest country, by us and by DuckDB."""
        to, theirs = self.work / "export", self.work / "export-duckdb"
        ours = {}
        for kind in ("csv", "parquet"):
            done = measure(
                self.cotejo, "export", country["election"], "--to", to / kind, "--format", kind, "--json",
                before=lambda kind=kind: empty(to / kind),
            )
            size = sum(path.stat().st_size for path in (to / kind).iterdir())
            ours[kind] = (done, done.json()["seconds"]["write"], size)
        rival = run(self.python, ROOT / "benches/duckdb_export.py", to / "csv", theirs).json()
        rows, sizes = [], []
        for kind, (done, wrote, size) in ours.items():
            limit = run(self.limits, "write", size, self.work).json()["write"]
            rows.append(
                compared(f"write {rival['rows']:,} rows as {kind}", wrote, rival[kind]["seconds"], "DuckDB", limit,
                         "write the bytes")
            )
            sizes.append(
                f"{kind}: {size / 1e6:,.1f} MB by us, {rival[kind]['bytes'] / 1e6:,.1f} MB by DuckDB; the whole "
                f"command with the fold {seconds(done.seconds)} and {done.megabytes:,.0f} MB at the peak"
            )
        return "\n\n".join([table(COMPARED, rows), ". ".join(sizes) + "."])


def machine():
    """The machine in general terms, and how busy it was."""
    memory = os.sysconf("SC_PAGE_SIZE") * os.sysconf("SC_PHYS_PAGES") / (1 << 30)
    names = {}
    try:
        for line in pathlib.Path("/proc/cpuinfo").read_text().splitlines():
            name, _, value = line.partition(":")
            names[name.strip()] = value.strip()
    except OSError:
        pass
    load = os.getloadavg()[0]
    cores = os.cpu_count()
    busy = " The machine was not idle: the times are longer than they need be." if load > 0.3 * cores else ""
    return (
        f"{platform.system()} on {platform.machine()} ({names.get('model name', 'processor not named')}), {cores} "
        f"cores, {memory:.0f} GB of memory, Python {platform.python_version()}. Load when it began: {load:.1f}.{busy}"
    )


def main():
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--quick", action="store_true", help="at most 10,000 stations; docs/ is left as it is")
    parser.add_argument("--stations", type=int, nargs="+", help="the sizes of the simulated countries")
    parser.add_argument("--work", type=pathlib.Path, default=TARGET / "bench", help="a folder that is emptied")
    parser.add_argument("--programs", type=pathlib.Path, help="use cotejo, limits and fold from this folder")
    parser.add_argument("--keep", action="store_true", help="leave the working folder")
    args = parser.parse_args()
    sizes = args.stations or ([2_000, 10_000] if args.quick else [10_000, 100_000, 1_000_000])
    empty(args.work)
    args.work.mkdir(parents=True)
    bench = Bench(args.work.resolve(), args.programs)
    began = time.perf_counter()
    bench.install()

    parts = []

    def part(title, text):
        if text:
            parts.append(f"### {title}\n\n{text}")
            print(f"\n{parts[-1]}", flush=True)

    parts.append(machine())
    print(parts[0], flush=True)
    part("Real sheets: Venezuela, 28 July 2024", bench.real())
    countries = []
    for size in sizes:
        print(f"\nsimulated: {size:,} stations …", flush=True)
        countries.append(bench.simulated(size))
    part("Growth: simulated stations", bench.growth(countries))
    small = max((c for c in countries if c["stations"] <= 100_000), key=lambda c: c["stations"], default=countries[0])
    part("Proof of one station", bench.prove(countries[-1], small))
    part("Exports", bench.exports(countries[-1]))
    print(f"\nAll of it took {time.perf_counter() - began:,.0f} s.")

    if not args.quick and not args.stations:
        before, rest = PAGE.read_text().split(BEGIN)
        after = rest.split(END)[1]
        body = "\n\n".join(parts)
        PAGE.write_text(f"{before}{BEGIN}\n\n{body}\n\n{END}{after}")
        print(f"The tables are in {PAGE.relative_to(ROOT)}.")
    if not args.keep:
        empty(args.work)


if __name__ == "__main__":
    main()

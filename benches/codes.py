#!/usr/bin/env python3
"""Measures the reading of sheets' codes beside the readers that people use today.

    python3 benches/codes.py            both sets, and writes the tables into docs/benchmarks.md
    python3 benches/codes.py FOLDER     prints only; [--every N] takes some of the pictures

FOLDER holds pictures and a truth.tsv (file, level, text). Without one, two sets of 2,000 made-up sheets are made
below target/ with ../shared/tools/make_sheets.py. Other people's readers are installed from PyPI into a virtual
environment below target/ (zbar itself is Debian's libzbar0). What is measured and how stands in docs/benchmarks.md.
"""

import argparse
import collections
import json
import os
import pathlib
import subprocess
import sys
import time

ROOT = pathlib.Path(__file__).resolve().parent.parent
MAKER = ROOT.parent / "shared" / "tools" / "make_sheets.py"
PAGE = ROOT / "docs" / "benchmarks.md"
BEGIN, END = "<!-- codes: begin -->", "<!-- codes: end -->"
# The second seed was chosen when the reader was finished.
SEEDS, A_LEVEL = (20240728, 31415926), 400
TARGET = pathlib.Path(os.environ.get("CARGO_TARGET_DIR", ROOT / "target")).resolve()
REQUIREMENTS = ["numpy==2.4.6", "opencv-python-headless==5.0.0.93", "zxing-cpp==3.1.1", "pyzbar==0.1.9", "rxing==0.1.0", "pillow==13.0.0", "segno==1.6.6"]


def environment():
    """The interpreter that has the others' readers."""
    folder = TARGET / "codes-venv"
    python = folder / "bin" / "python"
    if not python.exists():
        subprocess.run([sys.executable, "-m", "venv", folder], check=True)
        subprocess.run([python, "-m", "pip", "install", "--quiet", *REQUIREMENTS], check=True)
    return python


def truth(folder, every):
    rows = [line.split("\t") for line in (folder / "truth.tsv").read_text().splitlines()]
    return [row for row in rows[::every] if row]


def peers(folder, every):
    """What each of the others reads: a line of JSON a picture and reader."""
    import cv2
    import numpy
    import rxing
    import zxingcpp
    from PIL import Image
    from pyzbar import pyzbar

    cv2.setNumThreads(1)
    opencv = cv2.QRCodeDetector()
    qr_code = pyzbar.ZBarSymbol.QRCODE

    def by_opencv(grey):
        text, _, _ = opencv.detectAndDecode(grey)
        return [text] if text else []

    def by_rxing(grey):
        # It raises where it finds nothing that it can read.
        try:
            found = rxing.decode(Image.fromarray(grey))
        except ValueError as error:
            if "RXing decoding failed" not in str(error):
                raise
            return []
        return [found.text]

    readers = {
        "zxing-cpp": lambda grey: [found.text for found in zxingcpp.read_barcodes(grey, formats=zxingcpp.BarcodeFormat.QRCode)],
        "zbar": lambda grey: [found.data.decode(errors="replace") for found in pyzbar.decode(grey, symbols=[qr_code])],
        "opencv": by_opencv,
        "rxing": by_rxing,
    }
    for file, level, text in truth(folder, every):
        coded = numpy.fromfile(folder / file, numpy.uint8)
        began = time.process_time()
        grey = cv2.imdecode(coded, cv2.IMREAD_GRAYSCALE)
        print(json.dumps({"reader": "decoding", "level": level, "outcome": "none", "ms": 1000 * (time.process_time() - began)}))
        for name, reader in readers.items():
            began = time.process_time()
            try:
                found = reader(grey)
            except cv2.error:
                found = []
            took = 1000 * (time.process_time() - began)
            outcome = "right" if text in found else "wrong" if found else "none"
            print(json.dumps({"reader": name, "level": level, "outcome": outcome, "ms": took}))


def made(seed):
    """The folder with the made-up sheets of a seed."""
    folder = TARGET / f"sheets-{seed}"
    if not (folder / "truth.tsv").exists():
        print(f"making {5 * A_LEVEL} sheets of seed {seed} in {folder}", file=sys.stderr)
        subprocess.run([environment(), MAKER, folder, str(A_LEVEL)], check=True,
                       env={**os.environ, "SEED": str(seed)}, stdout=subprocess.DEVNULL)
    return folder


def rates(folder, *options):
    """What our own reader's measuring program prints, line by line."""
    program = TARGET / "dist" / "examples" / "rates"
    done = subprocess.run([program, folder, *options], stdout=subprocess.PIPE, text=True, check=True)
    return done.stdout.splitlines()


def measured(folder, every):
    """The tables of a folder, as lines."""
    some = ["--every", str(every)]
    lines = [json.loads(line) for line in rates(folder, "--each", *some)]
    # A sheet that was read is right whether or not something beside it is taken for another code.
    outcomes = {"damaged": "none", "nothing": "none", "right, and a damaged one": "right"}
    rows = [{"reader": "cotejo", "level": line["level"], "ms": line["find_ms"],
             "outcome": outcomes.get(line["outcome"], line["outcome"])} for line in lines]
    decoding = sum(line["decode_ms"] for line in lines) / len(lines)
    others = subprocess.run([environment(), __file__, folder, *some, "--peers"],
                            stdout=subprocess.PIPE, text=True, check=True)
    rows += [json.loads(line) for line in others.stdout.splitlines()]
    turbo = [row["ms"] for row in rows if row["reader"] == "decoding"]
    rows = [row for row in rows if row["reader"] != "decoding"]
    table = collections.defaultdict(list)
    for row in rows:
        table[row["reader"], row["level"]].append(row)
        table[row["reader"], "all"].append(row)
    levels = sorted({row["level"] for row in rows}) + ["all"]
    readers = list(dict.fromkeys(row["reader"] for row in rows))
    yield "| level | " + " | ".join(readers) + " |"
    yield "|" + "---|" * (len(readers) + 1)
    for level in levels:
        cells = []
        for reader in readers:
            some_rows = table[reader, level]
            count = collections.Counter(row["outcome"] for row in some_rows)
            wrong = len(some_rows) - count["right"] - count["none"]
            mean = sum(row["ms"] for row in some_rows) / len(some_rows)
            cells.append(f"{100 * count['right'] / len(some_rows):.2f}%, {wrong} wrong, {mean:.1f} ms")
        yield f"| {level} | " + " | ".join(cells) + " |"
    yield ""
    yield (f"{len(lines)} pictures. Decoding their JPEG takes us {decoding:.1f} ms each, "
           f"libjpeg-turbo (OpenCV) {sum(turbo) / len(turbo):.1f} ms.")
    for name, chosen in (("Levels 1 to 3", ["--levels", "1,2,3"]), ("All levels", [])):
        yield ""
        yield f"{name}: {rates(folder, '--threads', '2', *some, *chosen)[0]}."


def main():
    parser = argparse.ArgumentParser(description=__doc__.split("\n", 1)[0])
    parser.add_argument("folder", type=pathlib.Path, nargs="?")
    parser.add_argument("--every", type=int, default=1, help="only every so many pictures")
    parser.add_argument("--peers", action="store_true", help=argparse.SUPPRESS)
    arguments = parser.parse_args()
    if arguments.peers:
        return peers(arguments.folder, arguments.every)
    subprocess.run(["cargo", "build", "--profile", "dist", "--quiet", "-p", "cotejo-sheet", "--example", "rates"], check=True, cwd=ROOT)
    if arguments.folder:
        return print("\n".join(measured(arguments.folder, arguments.every)))
    if not MAKER.exists():
        return print(f"{MAKER} is not there: the reading of codes was not measured")
    text = []
    for seed in SEEDS:
        text += [f"#### Seed {seed}, {A_LEVEL} pictures a level", "", *measured(made(seed), arguments.every), ""]
        print("\n".join(text[-15:]), flush=True)
    page = PAGE.read_text()
    before, rest = page.split(BEGIN)
    after = rest.split(END)[1]
    PAGE.write_text(f"{before}{BEGIN}\n\n" + "\n".join(text) + f"\n{END}{after}")


if __name__ == "__main__":
    main()

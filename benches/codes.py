#!/usr/bin/env python3
"""Measures the reading of sheets' codes beside the readers that people use today.

    python3 benches/codes.py FOLDER [--every N]

FOLDER holds pictures and a truth.tsv (file, level, text), as `cotejo simulate --photos` and other makers of
made-up sheets write it. Other people's readers are installed from PyPI into a virtual environment below target/
(zbar itself is Debian's libzbar0). Each runs on one thread and is given the same grey pixels; what counts is the
processor's time, since machines that do other work make all else unfair. A reading counts as right where the
text is the truth, byte by byte, and as wrong where another text is given.
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
TARGET = pathlib.Path(os.environ.get("CARGO_TARGET_DIR", ROOT / "target")).resolve()
REQUIREMENTS = ["numpy==2.4.6", "opencv-python-headless==5.0.0.93", "zxing-cpp==3.1.1", "pyzbar==0.1.9", "rxing==0.1.0", "pillow==13.0.0"]


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
        grey = cv2.imread(str(folder / file), cv2.IMREAD_GRAYSCALE)
        for name, reader in readers.items():
            began = time.process_time()
            try:
                found = reader(grey)
            except cv2.error:
                found = []
            took = 1000 * (time.process_time() - began)
            outcome = "right" if text in found else "wrong" if found else "none"
            print(json.dumps({"reader": name, "level": level, "outcome": outcome, "ms": took}))


def main():
    parser = argparse.ArgumentParser(description=__doc__.split("\n", 1)[0])
    parser.add_argument("folder", type=pathlib.Path)
    parser.add_argument("--every", type=int, default=1, help="only every so many pictures")
    parser.add_argument("--peers", action="store_true", help=argparse.SUPPRESS)
    arguments = parser.parse_args()
    if arguments.peers:
        return peers(arguments.folder, arguments.every)
    subprocess.run(["cargo", "build", "--release", "--quiet", "-p", "sheet", "--example", "rates"], check=True, cwd=ROOT)
    ours = subprocess.Popen(
        [TARGET / "release" / "examples" / "rates", arguments.folder, "--each", "--every", str(arguments.every)],
        stdout=subprocess.PIPE, text=True)
    lines = [json.loads(line) for line in ours.stdout]
    if ours.wait():
        sys.exit("our reader failed")
    rows = [{"reader": "cotejo", "level": line["level"], "ms": line["find_ms"],
             "outcome": "none" if line["outcome"] in ("damaged", "nothing") else line["outcome"]} for line in lines]
    decoding = sum(line["decode_ms"] for line in lines) / len(lines)
    others = subprocess.run([environment(), __file__, arguments.folder, "--every", str(arguments.every), "--peers"],
                            stdout=subprocess.PIPE, text=True, check=True)
    rows += [json.loads(line) for line in others.stdout.splitlines()]
    table = collections.defaultdict(list)
    for row in rows:
        table[row["reader"], row["level"]].append(row)
        table[row["reader"], "all"].append(row)
    levels = sorted({row["level"] for row in rows}) + ["all"]
    readers = list(dict.fromkeys(row["reader"] for row in rows))
    print(f"{len(lines)} pictures; decoding their JPEG takes us {decoding:.1f} ms each\n")
    print("| level | " + " | ".join(readers) + " |\n|" + "---|" * (len(readers) + 1))
    for level in levels:
        cells = []
        for reader in readers:
            some = table[reader, level]
            count = collections.Counter(row["outcome"] for row in some)
            wrong = len(some) - count["right"] - count["none"]
            mean = sum(row["ms"] for row in some) / len(some)
            cells.append(f"{100 * count['right'] / len(some):.1f}%, {wrong} wrong, {mean:.1f} ms")
        print(f"| {level} | " + " | ".join(cells) + " |")


if __name__ == "__main__":
    main()

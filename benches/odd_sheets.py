#!/usr/bin/env python3
"""Makes odd pictures of sheets out of good ones: without a code, with a damaged one, with one of something else, with two.

    python3 benches/odd_sheets.py FOLDER OUT N [SEED]      needs: pip numpy opencv-python-headless segno

FOLDER holds made-up sheets with their truth.tsv. `rates FOLDER --each` says where their codes lie. Writes N pictures of
each of the four kinds and their truth.tsv: what each may be read as, or nothing at all. None may be read as anything else.
"""

import json
import pathlib
import random
import subprocess
import sys

import cv2
import numpy
import segno

ROOT = pathlib.Path(__file__).resolve().parent.parent
RATES = ROOT / "target" / "dist" / "examples" / "rates"


def square(corners, left, top, right, bottom):
    """A rectangle in sides of the code, as it is seen."""
    unit = numpy.float32([[0, 0], [1, 0], [1, 1], [0, 1]])
    plane = cv2.getPerspectiveTransform(unit, numpy.float32(corners))
    points = numpy.float32([[[left, top]], [[right, top]], [[right, bottom]], [[left, bottom]]])
    return cv2.perspectiveTransform(points, plane).astype(numpy.int32)


def torn(grey, corners, draw):
    """The code's place is as light as paper, or noise."""
    place = square(corners, -0.1, -0.1, 1.1, 1.1)
    light = int(numpy.percentile(grey, 85))
    if draw.random() < 0.5:
        cv2.fillPoly(grey, [place], light)
        return grey
    mask = numpy.zeros_like(grey)
    cv2.fillPoly(mask, [place], 255)
    cells = draw.randint(20, 60)
    noise = numpy.random.default_rng(draw.randrange(1 << 30)).integers(0, 2, (cells, cells)).astype(numpy.uint8)
    size = grey.shape[::-1]
    noise = cv2.resize(noise * light, size, interpolation=cv2.INTER_NEAREST)
    return numpy.where(mask > 0, noise, grey)


def damaged(grey, corners, draw):
    """A part of the code is covered, up to a half of it."""
    share = draw.uniform(0.03, 0.5)
    shade = draw.choice([0, 40, 128, 255])
    if draw.random() < 0.5:
        at = draw.uniform(0, 1 - share)
        cv2.fillPoly(grey, [square(corners, -0.1, at, 1.1, at + share)], shade)
    else:
        for _ in range(int(60 * share)):
            x, y = draw.uniform(0, 0.9), draw.uniform(0, 0.9)
            cv2.fillPoly(grey, [square(corners, x, y, x + 0.13, y + 0.13)], draw.choice([0, 255]))
    return grey


def other(grey, corners, draw):
    """Another code stands in its place: an address, or a text that is nearly laid out as a sheet's is."""
    figures = ",".join(str(draw.choice([0, 1, 7, 120])) for _ in range(draw.choice([37, 39])))
    text = draw.choice([
        f"https://example.org/{draw.randrange(1 << 40):x}",
        f"11060101{draw.randint(0, 9)}.04.1.0001!{figures}!0!0",
        f"110601011.04.1.0001!{figures}!0",
        f"110601011-04-1-0001!{figures}!0!0",
        "<script>alert(1)</script>" * draw.randint(1, 5),
    ])
    matrix = numpy.array([list(row) for row in segno.make(text, error="m", micro=False).matrix], numpy.uint8)
    side = matrix.shape[0]
    code = cv2.resize((1 - matrix) * 200 + 30, (side * 8, side * 8), interpolation=cv2.INTER_NEAREST)
    from_ = numpy.float32([[0, 0], [side * 8, 0], [side * 8, side * 8], [0, side * 8]])
    plane = cv2.getPerspectiveTransform(from_, numpy.float32(corners))
    size = grey.shape[::-1]
    mask = cv2.warpPerspective(numpy.full_like(code, 255), plane, size)
    seen = cv2.warpPerspective(code, plane, size)
    cv2.fillPoly(grey, [square(corners, -0.1, -0.1, 1.1, 1.1)], 230)
    return numpy.where(mask > 127, seen, grey)


def main():
    folder, out, count = pathlib.Path(sys.argv[1]), pathlib.Path(sys.argv[2]), int(sys.argv[3])
    draw = random.Random(int(sys.argv[4]) if len(sys.argv) > 4 else 1)
    out.mkdir(parents=True)
    lines = subprocess.run([RATES, folder, "--each"], check=True, stdout=subprocess.PIPE, text=True).stdout
    read = [line for line in map(json.loads, lines.splitlines()) if line["outcome"] == "right"]
    truth = []

    def keep(kind, number, picture, text):
        name = f"{kind}-{number:04}.jpg"
        cv2.imwrite(str(out / name), picture, [cv2.IMWRITE_JPEG_QUALITY, draw.randint(40, 90)])
        truth.append(f"{name}\t{kind}\t{text}\n")

    def load(line):
        return cv2.imread(str(folder / line["file"]), cv2.IMREAD_GRAYSCALE)

    for number in range(count):
        for kind, make in (("torn", torn), ("damaged", damaged), ("other", other)):
            line = draw.choice(read)
            text = line["text"] if kind == "damaged" else ""
            keep(kind, number, make(load(line), line["corners"], draw), text)
        one, two = draw.choice(read), draw.choice(read)
        left, right = load(one), load(two)
        height = max(left.shape[0], right.shape[0])
        both = numpy.full((height, left.shape[1] + right.shape[1]), 90, numpy.uint8)
        both[: left.shape[0], : left.shape[1]] = left
        both[: right.shape[0], left.shape[1]:] = right
        keep("two", number, both, f"{one['text']} | {two['text']}")
    (out / "truth.tsv").write_text("".join(truth))


if __name__ == "__main__":
    main()

#!/usr/bin/env python3
"""Writes the licences of every crate and package that the released binary contains: name, version, licence, and the text
of each licence file that its source carries. From `cargo metadata` and web/package-lock.json; asks no network."""

import json
import pathlib
import subprocess
import sys

ROOT = pathlib.Path(__file__).resolve().parent.parent
NAMES = ("licen", "copying", "copyright", "notice", "unlicense", "ofl")


def texts(folder):
    files = [file for file in folder.iterdir() if file.is_file() and file.name.lower().startswith(NAMES)]
    for file in sorted(files):
        yield file.name, file.read_text(errors="replace").strip()


def crates():
    tree = subprocess.run(
        ["cargo", "tree", "--locked", "-p", "cotejo", "--all-features", "-e", "normal", "--prefix", "none", "-f", "{p}"],
        cwd=ROOT, check=True, capture_output=True, text=True).stdout
    linked = {tuple(line.split()[:2]) for line in tree.splitlines() if line}
    metadata = json.loads(subprocess.run(
        ["cargo", "metadata", "--locked", "--format-version", "1", "--all-features"],
        cwd=ROOT, check=True, capture_output=True, text=True).stdout)
    for package in sorted(metadata["packages"], key=lambda package: (package["name"], package["version"])):
        if package["source"] and (package["name"], "v" + package["version"]) in linked:
            yield package["name"], package["version"], package["license"], pathlib.Path(package["manifest_path"]).parent


def scripts():
    """The npm packages that go into the pages' scripts."""
    lock = json.loads((ROOT / "web" / "package-lock.json").read_text())
    for path, package in sorted(lock["packages"].items()):
        if path and not package.get("dev"):
            yield path.removeprefix("node_modules/"), package["version"], package.get("license"), ROOT / "web" / path


def main():
    print("The binary contains Cotejo (MIT OR Apache-2.0) and the packages below; the numbers lead to the texts of their licences,\n"
          "each of which stands once. JPEG files are written with code that is based in part on the work of the Independent JPEG\n"
          "Group. SQLite, which libsqlite3-sys brings, is in the public domain.\n")
    numbers = {}
    for name, version, licence, folder in [*crates(), *scripts()]:
        if not folder.is_dir():
            sys.exit(f"{name} {version}: its source is not at {folder}; build first")
        own = [f"{file} [{numbers.setdefault(text, len(numbers) + 1)}]" for file, text in texts(folder)]
        print(f"{name} {version}: {licence}" + "".join(f", {file}" for file in own))
    for text, number in numbers.items():
        print(f"\n{'=' * 100}\n[{number}]\n\n{text}")


main()

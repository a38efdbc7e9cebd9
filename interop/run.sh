#!/usr/bin/env bash
# Other people's programs read what ours has written: aics-tlog and actasum, from PyPI, verify our
# checkpoints, inclusions and consistency, and refuse them once a byte is changed; and exiftool, from
# Debian, finds nothing in the photographs that we publish. Before that, the tests of the reader in Python, which was
# written from docs/record.md alone (reader.py).
#
#   interop/run.sh            builds cotejo (release) and runs all of it
#   COTEJO=path interop/run.sh   uses that binary
#
# Exit code 0 only where every result came out as it must; nothing is skipped.
set -euo pipefail
cd "$(dirname "$0")/.."

python3 -m unittest discover --quiet --start-directory interop

target="${CARGO_TARGET_DIR:-target}"
if [ -z "${COTEJO:-}" ]; then
    cargo build --release --quiet --locked -p cotejo
    COTEJO="$target/release/cotejo"
fi

venv="$target/interop-venv"
if ! cmp -s interop/requirements.txt "$venv/installed.txt"; then
    rm -rf "$venv"
    python3 -m venv "$venv"
    # aics-tlog asks for Python 3.12 and runs on 3.11.
    "$venv/bin/pip" install --quiet --disable-pip-version-check --ignore-requires-python \
        --requirement interop/requirements.txt
    cp interop/requirements.txt "$venv/installed.txt"
fi
if ! command -v exiftool >/dev/null; then
    echo "interop: exiftool is missing: apt-get install libimage-exiftool-perl (Debian, Ubuntu)" >&2
    exit 1
fi
"$venv/bin/python" interop/interop.py --cotejo "$COTEJO" --work "$target/interop"
"$venv/bin/python" interop/metadata.py --cotejo "$COTEJO" --work "$target/interop-metadata"

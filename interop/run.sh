#!/usr/bin/env bash
# Other people's programs read what ours has written: aics-tlog and actasum, from PyPI, verify our
# checkpoints, inclusions and consistency, and refuse them once a byte is changed; and exiftool, from
# Debian, finds nothing in the photographs that we publish. Before that, the reader in Python, which was written from
# docs/record.md alone (reader.py): its tests, and cotejo and it read the same logs to the same figures (agreement.py).
#
#   interop/run.sh            builds cotejo (release) and runs all of it
#   COTEJO=path interop/run.sh   uses that binary
#
# Exit code 0 only where every result came out as it must; nothing is skipped, but for real elections whose files are not
# in ../shared/data: it is said which.
set -euo pipefail
cd "$(dirname "$0")/.."

python3 -m unittest discover --quiet --start-directory interop

target="${CARGO_TARGET_DIR:-target}"
if [ -z "${COTEJO:-}" ]; then
    cargo build --release --quiet --locked -p cotejo
    COTEJO="$target/release/cotejo"
fi

logs="$target/interop-agreement"
rm -rf "$logs"
mkdir -p "$logs"
"$COTEJO" demo --stations 500 --to "$logs/demo" >"$logs/demo.txt" 2>&1
elections=("$logs/demo")
data=../shared/data
if [ -d "$data/ve2024" ]; then
    "$COTEJO" new "$logs/venezuela" --from examples/venezuela-2024/election.toml
    "$COTEJO" import "$logs/venezuela" "$data/ve2024/campaign_sheets.csv" \
        --profile profiles/ve2024-campaign.toml --account campaign
    "$COTEJO" import "$logs/venezuela" "$data/ve2024/qr_readings.csv" --profile profiles/ve2024-qr.toml --account volunteers
    elections+=("$logs/venezuela")
else
    echo "interop: not run: Venezuela 2024, since $data/ve2024 is not there"
fi
if [ -d "$data/bo2019" ]; then
    "$COTEJO" new "$logs/bolivia" --from examples/bolivia-2019/election.toml
    import_stage() {
        "$COTEJO" import "$logs/bolivia" "$data/bo2019/$1.zip" --profile profiles/bo2019.toml --account authority --stage "$2"
    }
    import_stage preliminary_2019-10-20T1940 preliminary-1
    import_stage preliminary_2019-10-21T1829 preliminary-2
    import_stage final_count definitive
    elections+=("$logs/bolivia")
else
    echo "interop: not run: Bolivia 2019, since $data/bo2019 is not there"
fi
python3 interop/agreement.py --cotejo "$COTEJO" "${elections[@]}" --chance 25

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

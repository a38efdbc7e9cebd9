#!/usr/bin/env bash
# Builds what is given to others: one stripped binary with all features, which comes out the same, byte for byte, wherever
# this source is built with the same toolchain on the same kind of machine; its SHA-256; the licences of what it contains;
# man pages and shell completions.
#
#   release/build.sh [FOLDER]     into FOLDER, target/release-files by default
set -euo pipefail
cd "$(dirname "${BASH_SOURCE[0]}")/.."
root="$PWD"
target="${CARGO_TARGET_DIR:-$root/target}"
out="${1:-$target/release-files}"
cargo_home="${CARGO_HOME:-$HOME/.cargo}"
sysroot="$(rustc --print sysroot)"

# No path of this machine goes into the binary, neither from Rust nor from C.
export RUSTFLAGS="--remap-path-prefix=$root=/cotejo --remap-path-prefix=$cargo_home=/cargo --remap-path-prefix=$sysroot=/rust --remap-path-prefix=$target=/target"
export CFLAGS="-ffile-prefix-map=$root=/cotejo -ffile-prefix-map=$cargo_home=/cargo -ffile-prefix-map=$target=/target"
# The time of the newest commit stands in for the time of building, wherever a tool writes one.
SOURCE_DATE_EPOCH="$(git log -1 --format=%ct 2>/dev/null || echo 0)"
export SOURCE_DATE_EPOCH

echo "release: builds cotejo with all features (profile dist)"
cargo build --profile dist --locked --quiet --all-features -p cotejo
rm -rf "$out"
mkdir -p "$out"
cp "$target/dist/cotejo" "$out/cotejo"
cp LICENSE-MIT LICENSE-APACHE CHANGELOG.md README.md "$out/"
echo "release: man pages and shell completions"
cargo run --profile dist --locked --quiet --all-features -p cotejo --example manual -- "$out"
echo "release: licences of what it contains"
python3 release/licences.py > "$out/THIRD-PARTY-LICENCES.txt"
(cd "$out" && find . -type f ! -name SHA256SUMS -printf '%P\n' | LC_ALL=C sort | xargs sha256sum > SHA256SUMS)
echo "release: $out/cotejo has $(stat -c %s "$out/cotejo") bytes, SHA-256 $(sha256sum "$out/cotejo" | cut -d' ' -f1)"

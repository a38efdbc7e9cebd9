"""Lets other people's transparency-log programs check a log that cotejo made.

Makes up an election, publishes it, and serves the published folder over HTTP; then aics-tlog reads it
as any client of a C2SP log would, actasum's note module reads its checkpoints, and the witnesses of both
cosign them. Each result is one line. Run it by run.sh, which installs the programs.
"""

import argparse
import base64
import functools
import http.server
import json
import pathlib
import shutil
import socket
import subprocess
import sys
import threading
import time
import urllib.error
import urllib.request

from actasum import merkle as actasum_merkle
from actasum import note as actasum_note
from actasum.log import Checkpoint as ActasumCheckpoint
from actasum.log import check_checkpoint
from actasum.statement import FormatError
from aics_tlog import DirectoryTileStore, VerifiedTileReader
from aics_tlog import consistency_proof_from_tiles, inclusion_proof_from_tiles

BIN = pathlib.Path(sys.executable).parent
STATIONS = 2_000

failures = 0


def report(program, what, good, detail=""):
    """Prints one result, and remembers where it is not what it must be."""
    global failures
    failures += not good
    print(f"interop: {program}: {what} {'ok' if good else 'FAILED'}{' — ' + detail if detail else ''}", flush=True)


def cotejo(binary, *args, allowed=(0,)):
    """Runs one of our verbs and gives its JSON."""
    done = subprocess.run([binary, *map(str, args), "--json"], capture_output=True, text=True)
    if done.returncode not in allowed:
        sys.exit(f"interop: cotejo {args[0]}: exit code {done.returncode}\n{done.stdout}{done.stderr}")
    return json.loads(done.stdout)


def aics(*args):
    """Runs aics-tlog; gives whether it accepted, and the JSON that it printed."""
    done = subprocess.run([BIN / "aics-tlog", *map(str, args)], capture_output=True, text=True)
    try:
        said = json.loads(done.stdout)
    except ValueError:
        said = {}
    if done.returncode not in (0, 1) or not said:
        sys.exit(f"interop: aics-tlog {args[0]}: exit code {done.returncode}\n{done.stdout}{done.stderr}")
    return done.returncode == 0, said


def reason(said):
    """Why aics-tlog refused, in its words."""
    return str(said.get("error") or said.get("reason") or said)[:160]


class Quiet(http.server.SimpleHTTPRequestHandler):
    def log_message(self, *_):
        pass


def serve(folder):
    """Serves a folder on a free port of this machine; gives its address and what to stop."""
    handler = functools.partial(Quiet, directory=folder)
    server = http.server.ThreadingHTTPServer(("127.0.0.1", 0), handler)
    threading.Thread(target=server.serve_forever, daemon=True).start()
    return f"http://127.0.0.1:{server.server_port}/", server


def changed(log, copy, path, at):
    """A copy of the log in which one byte of one file is another."""
    shutil.rmtree(copy, ignore_errors=True)
    shutil.copytree(log, copy)
    file = copy / path
    file.chmod(0o644)
    data = bytearray(file.read_bytes())
    data[at] ^= 1
    file.write_bytes(data)
    return copy


def make_log(binary, work):
    """Makes up an election and publishes it; gives the log, its key, and its earlier checkpoints."""
    country, election, public = work / "country", work / "election", work / "public"
    cotejo(binary, "simulate", country, "--stations", STATIONS, "--seed", 7, "--without-faults")
    made = cotejo(binary, "new", election, "--from", country / "election.toml", "--register", country / "register.csv")
    earlier = []
    for account in ("council", "campaign"):
        kept = work / f"checkpoint-{len(earlier)}"
        shutil.copy(election / "log" / "checkpoint", kept)
        earlier.append(kept)
        profile = country / "profile.toml"
        # An entry for a few rows each, so that the log has more than one bundle.
        rows = country / f"{account}.csv"
        cotejo(binary, "import", election, rows, "--profile", profile, "--account", account, "--batch", 4)
    cotejo(binary, "publish", election, "--to", public)
    return public / "log", made, earlier, election


def check_aics(url, log, keys, made, earlier, work):
    """aics-tlog on the log as it is."""
    common = ("--tiles", url, "--vkey-file", keys)
    good, said = aics("verify-checkpoint", *common, "--origin", made["origin"])
    size = said.get("size") or int((log / "checkpoint").read_text().split("\n")[1])
    report("aics-tlog", f"checkpoint of {size} entries", good, "" if good else reason(said))

    for index in (0, size // 2, size - 1):
        entry = work / f"entry-{index}"
        good, said = aics("verify-inclusion", *common, "--index", index, "--entry-out", entry)
        # What it proved must be an entry of ours.
        good = good and entry.read_bytes().startswith(b"cotejo/v1 ")
        report("aics-tlog", f"inclusion of entry {index} of {size}", good, "" if good else reason(said))

    for old in earlier:
        before = int(old.read_text().split("\n")[1])
        good, said = aics("verify-consistency", *common, "--old-checkpoint", old)
        report("aics-tlog", f"consistency from {before} to {size}", good, "" if good else reason(said))
    return size


def check_aics_refuses(log, keys, election, made, earlier, work, size):
    """aics-tlog on copies of the log in which one byte is another, and on a forked checkpoint."""
    middle = size // 2 // 256
    bundle, tile = f"tile/entries/{middle:03}", f"tile/0/{middle:03}"
    note = (log / "checkpoint").read_bytes()
    lines = note.split(b"\n")
    root_at = len(lines[0]) + len(lines[1]) + 2
    size_at = len(lines[0]) + len(lines[1])
    cases = [
        ("the root in the checkpoint", "checkpoint", root_at + 5, ("verify-checkpoint",)),
        ("the size in the checkpoint", "checkpoint", size_at, ("verify-checkpoint",)),
        ("the checkpoint's signature", "checkpoint", len(note) - 20, ("verify-checkpoint",)),
        (f"an entry in {bundle}", bundle, 100, ("verify-inclusion", "--index", middle * 256)),
        (f"a hash in {tile}", tile, 100, ("verify-inclusion", "--index", middle * 256)),
        (f"a hash in {tile}", tile, 8_000, ("verify-consistency", "--old-checkpoint", earlier[1])),
    ]
    for what, path, at, command in cases:
        copy = changed(log, work / "changed", path, at)
        url, server = serve(copy)
        good, said = aics(command[0], "--tiles", url, "--vkey-file", keys, *command[1:])
        server.shutdown()
        report("aics-tlog", f"{command[0]} refuses a changed byte of {what}", not good, reason(said))

    # An earlier checkpoint with the log's own signature, over a history that is not this one's.
    secret = (election / "keys" / "log.key").read_text().strip()
    signer = actasum_note.Signer.parse(secret.splitlines()[-1])
    text = f"{made['origin']}\n{size - 1}\n{base64.b64encode(bytes(32)).decode()}\n"
    forked = work / "forked"
    forked.write_text(f"{text}\n{signer.sign(text)}", newline="")
    url, server = serve(log)
    good, said = aics("verify-consistency", "--tiles", url, "--vkey-file", keys, "--old-checkpoint", forked)
    server.shutdown()
    report("aics-tlog", "verify-consistency refuses another history under the log's own key", not good, reason(said))
    return forked


def check_actasum(log, made, earlier, size):
    """actasum's note module on our checkpoints, and its tree on our tiles."""
    key = actasum_note.Verifier.parse(made["log"])
    for file in [*earlier, log / "checkpoint"]:
        text = file.read_bytes().decode()
        try:
            checkpoint, verified = check_checkpoint(text, key)
            good = checkpoint.origin == made["origin"] and [v.verifier for v in verified] == [key]
            report("actasum", f"note of the checkpoint of {checkpoint.size} entries", good)
        except FormatError as error:
            report("actasum", f"note of {file.name}", False, str(error))

    text = (log / "checkpoint").read_bytes().decode()
    for at in (3, len(text.split("\n\n")[0]) - 5, len(text) - 20):
        other = text[:at] + chr(ord(text[at]) ^ 1) + text[at + 1 :]
        try:
            check_checkpoint(other, key)
            report("actasum", f"the note with byte {at} changed is refused", False)
        except FormatError as error:
            report("actasum", f"the note with byte {at} changed is refused", True, str(error))

    # The proofs that aics-tlog makes from our tiles hold by actasum's own tree.
    trusted = ActasumCheckpoint.parse(actasum_note.parse_note(text).text)
    tiles = VerifiedTileReader(DirectoryTileStore(log), trusted.size, trusted.root)
    for index in (0, size // 2, size - 1):
        leaf = actasum_merkle.leaf_hash(tiles.entry(index))
        proof = inclusion_proof_from_tiles(tiles, index, size)
        good = actasum_merkle.verify_inclusion(leaf, index, size, proof, trusted.root)
        report("actasum", f"inclusion of entry {index} of {size}", good)
        proof = [bytes(32), *proof[1:]]
        good = actasum_merkle.verify_inclusion(leaf, index, size, proof, trusted.root)
        report("actasum", f"inclusion of entry {index} with another hash is refused", not good)
    old = ActasumCheckpoint.parse(actasum_note.parse_note(earlier[1].read_bytes().decode()).text)
    proof = consistency_proof_from_tiles(tiles, old.size, size)
    good = actasum_merkle.verify_consistency(old.size, size, old.root, trusted.root, proof)
    report("actasum", f"consistency from {old.size} to {size}", good)


def check_cosigned(program, note, line, keys, witness, work):
    """aics-tlog counts a witness's cosignature of our checkpoint."""
    cosigned = work / "cosigned"
    cosigned.write_bytes(note + line)
    args = ("verify-checkpoint", "--note", cosigned, "--vkey-file", keys, "--witness-key", witness, "--quorum", 1)
    good, said = aics(*args)
    report(program, "cosigned our checkpoint, which aics-tlog verifies", good, "" if good else reason(said))


def check_actasum_witness(log, keys, made, work):
    """actasum's witness cosigns our checkpoint."""
    folder, request, line = work / "actasum-witness", work / "request", work / "cosignature"

    def run(*args):
        done = subprocess.run([BIN / "actasum", "witness", *map(str, args)], capture_output=True, text=True)
        if done.returncode:
            report("actasum witness", str(args[0]), False, (done.stdout + done.stderr).strip())
        return done.stdout.strip()

    witness = run("init", "--dir", folder, "--name", "witness.example/actasum").splitlines()[-1]
    run("trust", "--dir", folder, "--log-key", made["log"])
    note = (log / "checkpoint").read_bytes()
    request.write_bytes(b"old 0\n\n" + note)
    run("add-checkpoint", "--dir", folder, "--request", request, "--out", line)
    if line.exists():
        check_cosigned("actasum witness", note, line.read_bytes(), keys, witness, work)


def post(url, body):
    """Posts an add-checkpoint request (C2SP tlog-witness); gives the status and the answer."""
    try:
        with urllib.request.urlopen(urllib.request.Request(url + "add-checkpoint", data=body), timeout=30) as answer:
            return answer.status, answer.read()
    except urllib.error.HTTPError as error:
        return error.code, error.read()


def check_aics_witness(log, keys, made, earlier, forked, work):
    """aics-witness, over HTTP, cosigns our log as it grows, and does not cosign another history."""
    folder = work / "aics-witness"
    folder.mkdir()
    config = ("--config", folder / "witness.json")
    with socket.socket() as free:
        free.bind(("127.0.0.1", 0))
        listen = f"127.0.0.1:{free.getsockname()[1]}"

    def run(verb, *args):
        return subprocess.run(
            [BIN / "aics-witness", verb, *map(str, (*config, *args))], capture_output=True, text=True, check=True
        ).stdout.strip()

    said = run("init", "--name", "witness.example/aics", "--listen", listen)
    witness = next(word for word in said.replace('"', " ").split() if word.startswith("witness.example/aics+"))
    run("add-log", "--origin", made["origin"], "--vkey", made["log"])
    url = f"http://{listen}/"
    serving = subprocess.Popen(
        [BIN / "aics-witness", "serve", *map(str, config)], stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL
    )
    try:
        for _ in range(100):
            try:
                urllib.request.urlopen(url + "healthz", timeout=5).read()
                break
            except OSError:
                time.sleep(0.1)
        old, new = earlier[1].read_bytes(), (log / "checkpoint").read_bytes()
        status, answer = post(url, b"old 0\n\n" + old)
        report("aics-witness", "cosigns an earlier checkpoint", status == 200, f"status {status}")

        status, answer = post(url, b"old 0\n\n" + new)
        report("aics-witness", "does not take the new one from another size", status == 409, f"status {status}")

        before = ActasumCheckpoint.parse(actasum_note.parse_note(old.decode()).text)
        after = ActasumCheckpoint.parse(actasum_note.parse_note(new.decode()).text)
        tiles = VerifiedTileReader(DirectoryTileStore(log), after.size, after.root)
        proof = consistency_proof_from_tiles(tiles, before.size, after.size)

        def request(proof):
            lines = [f"old {before.size}", *(base64.b64encode(node).decode() for node in proof)]
            return "\n".join(lines).encode() + b"\n\n" + new

        status, answer = post(url, request([bytes(32), *proof[1:]]))
        report("aics-witness", "refuses a consistency proof with another hash", status == 422, f"status {status}")
        status, answer = post(url, b"old %d\n\n" % before.size + forked.read_bytes())
        report("aics-witness", "refuses another history under the log's own key", status == 422, f"status {status}")
        status, answer = post(url, request(proof))
        report("aics-witness", f"cosigns the log's growth from {before.size} to {after.size}", status == 200, f"status {status}")
        if status == 200:
            check_cosigned("aics-witness", new, answer, keys, witness, work)
    finally:
        serving.terminate()
        serving.wait(timeout=30)


def main():
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--cotejo", required=True, help="the binary")
    parser.add_argument("--work", required=True, type=pathlib.Path, help="a folder that is emptied first")
    args = parser.parse_args()
    work = args.work.resolve()
    shutil.rmtree(work, ignore_errors=True)
    work.mkdir(parents=True)

    log, made, earlier, election = make_log(args.cotejo, work)
    # aics-tlog takes no key from beside the tiles.
    keys = work / "keys.txt"
    keys.write_text(f"log {made['log']}\n")
    url, server = serve(log)
    size = check_aics(url, log, keys, made, earlier, work)
    forked = check_aics_refuses(log, keys, election, made, earlier, work, size)
    check_actasum(log, made, earlier, size)
    check_actasum_witness(log, keys, made, work)
    check_aics_witness(log, keys, made, earlier, forked, work)
    server.shutdown()
    print(f"interop: {'all results are as they must be' if not failures else f'{failures} FAILED'}")
    return 1 if failures else 0


if __name__ == "__main__":
    sys.exit(main())

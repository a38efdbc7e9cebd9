"""A third reader of the public record, in Python's standard library alone, written from docs/record.md and docs/methods.md.

    python3 interop/reader.py LOG           a summary of the log in the folder LOG
    python3 interop/reader.py LOG --json    states, totals, refusals and findings, with sorted keys

It takes the bundles of entries for the log, and verifies neither tiles nor checkpoints, cosignatures, entry files nor
manifests with their lists. Of the rules of a sheet it asks those of totals.ASKED, none that holds a sheet against others.
It names no grants, does no arithmetic of claims, says not who has won, and makes nothing of closing times but to tell the
latest. Exit code 0 where the log is a record, 2 where it is none or could not be read.
"""

import argparse
import json
import sys
from collections import Counter

from record.fold import Fold
from record.log import Log
from record.opening import NoRecord
from record.strict import Wrong
from record.totals import result


def read(folder):
    """What the log in a folder comes to."""
    log = Log(folder)
    return result(Fold(log.entries(), log.blob))


def summary(made):
    yield f"{made['election']}: " + ", ".join(f"{count} {kind}" for kind, count in sorted(made["entries"].items()))
    for code, count in sorted(Counter(each["code"] for each in made["refused"]).items()):
        yield f"refused: {count} {code}"
    for contest, told in sorted(made["contests"].items()):
        yield f"{contest}: " + ", ".join(f"{count} {state}" for state, count in sorted(told["states"].items()))
        for name, total in [*told["totals"].items(), *sorted(told["accounts"].items())]:
            sums = ", ".join(f"{figure} {each['sum']}" for figure, each in total["figures"].items())
            yield f"  {name}: {total['stations']} stations; {sums}"
    for rule, count in sorted(Counter(each["rule"] for each in made["findings"]).items()):
        yield f"found: {count} {rule}"


def main():
    parser = argparse.ArgumentParser(description=__doc__.split("\n", 1)[0])
    parser.add_argument("log", help="the folder of a log")
    parser.add_argument("--json", action="store_true", help="write JSON")
    arguments = parser.parse_args()
    try:
        made = read(arguments.log)
    except (NoRecord, Wrong, OSError) as error:
        print(f"reader: {arguments.log}: {error}", file=sys.stderr)
        return 2
    if arguments.json:
        print(json.dumps(made, ensure_ascii=False, indent=1, sort_keys=True))
    else:
        print("\n".join(summary(made)))
    return 0


if __name__ == "__main__":
    sys.exit(main())

"""From a result table to the statements and the official totals that actasum reads.

    python statements.py campaign sheets.csv OUT     the table of the 2024 campaign in Venezuela
    python statements.py simulated council.csv OUT   the council's file of a simulated country

Writes OUT/statements.jsonl, one statement a row, and OUT/official.json, the sums of the rows by area.
"""

import csv
import json
import pathlib
import sys

CAMPAIGN_OPTIONS = "EG NM LM JABE JOBR AE CF DC EM BERA".split()


def campaign(row):
    """Station, area, registered, valid, blank, null, votes of a row of the campaign's table."""
    station = f"{int(row['CENTRO']):09}.{int(row['MESA']):02}"
    votes = {option: int(row[option]) for option in CAMPAIGN_OPTIONS}
    return station, row["COD_EDO"], int(row["RE"]), int(row["VOTOS_VALIDOS"]), None, int(row["VOTOS_NULOS"]), votes


def simulated(row):
    """The same of a row of a simulated account."""
    figures = ("station", "registered", "ballots", "valid", "blank", "null")
    votes = {option: int(votes) for option, votes in row.items() if option not in figures}
    station = row["station"]
    return station, station[:2], int(row["registered"]), int(row["valid"]), int(row["blank"]), int(row["null"]), votes


def main():
    kind, path, out = sys.argv[1], sys.argv[2], pathlib.Path(sys.argv[3])
    out.mkdir(parents=True, exist_ok=True)
    read = {"campaign": campaign, "simulated": simulated}[kind]
    areas = {}
    with open(path, encoding="utf-8-sig", newline="") as source, open(out / "statements.jsonl", "w") as statements:
        for row in csv.DictReader(source):
            station, area, registered, valid, blank, null, votes = read(row)
            counts = {"candidatures": votes, "null": null, "registered": registered, "candidature_total": valid}
            if blank is None:
                counts["not_on_sheet"] = {"blank": "no-field"}
            else:
                counts["blank"] = blank
            statement = {
                "spec": "actasum/statement/v0.1",
                "profile": "benchmark",
                "election": "benchmark",
                "station": station,
                "constituency": area,
                "counts": counts,
            }
            json.dump(statement, statements, sort_keys=True, separators=(",", ":"))
            statements.write("\n")
            total = areas.setdefault(area, {"candidatures": dict.fromkeys(votes, 0), "null": 0, "stations": 0})
            total["stations"] += 1
            total["null"] += null
            if blank is not None:
                total["blank"] = total.get("blank", 0) + blank
            for option, number in votes.items():
                total["candidatures"][option] += number
    official = {
        "spec": "actasum/official-totals/v0.1",
        "profile": "benchmark",
        "election": "benchmark",
        "level": "constituency",
        "grouping": "constituency",
        "areas": areas,
    }
    (out / "official.json").write_text(json.dumps(official))


if __name__ == "__main__":
    main()

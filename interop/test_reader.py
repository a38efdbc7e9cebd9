"""Tests of the third reader: python3 -m unittest discover -s interop. Each rule of the page has a made-up log or value."""

import base64
import hashlib
import itertools
import json
import pathlib
import random
import re
import subprocess
import sys
import tempfile
import unittest

from made_up import LAW, Made, Signer, blob_name, key, root
from record import ed25519, law, register, sheets, sides, strict, values
from record import note as notes
from record.fold import Fold
from record.strict import Wrong
from record.totals import result

HERE = pathlib.Path(__file__).parent


class Json(unittest.TestCase):
    def refused(self, *texts):
        for text in texts:
            with self.subTest(text), self.assertRaises(Wrong):
                strict.parse(text)

    def test_what_every_parser_takes_alike_is_read(self):
        self.assertEqual(
            strict.parse(' {"a" : [1, true,"\\u00e9\\ud83d\\ude00\\n"],\t"b":{} }\n'),
            {"a": [1, True, "é😀\n"], "b": {}},
        )

    def test_a_key_that_stands_twice_is_refused_also_where_it_is_escaped(self):
        self.refused('{"a":1,"a":1}', '{"a":1,"\\u0061":2}', '{"b":{"a":1,"a":1}}')

    def test_numbers_that_not_every_parser_keeps_are_refused(self):
        self.refused(
            *('{"a":%s}' % n for n in ("1.0", "1e2", "-0", "01", "9007199254740992", "+1", "0x1", "1" * 5000, "NaN"))
        )
        self.assertEqual(strict.parse('{"a":-9007199254740991}'), {"a": -(2**53 - 1)})

    def test_lone_surrogates_byte_order_marks_and_what_follows_are_refused(self):
        self.refused(
            '{"a":"\\ud800"}',
            '{"a":"\\udc00"}',
            '{"a":"\\ud800\\u0041"}',
            "\ufeff{}",
            "{}{}",
            "[]",
            "1",
            "",
            '{"a":1,}',
        )
        self.refused(
            '{"a":"\t"}', "{'a':1}", '{"a":null}', '{"a":\u00a01}', '{"a":"\\x"}', '{"a"', b'{"a":"\xff"}', "[" * 99999
        )

    def test_values_of_another_kind_are_refused(self):
        for shape, value in (
            (strict.record({}), []),
            (strict.array(strict.text, 0, 1), {}),
            (strict.boolean, 0),
            (strict.whole(0, 1), True),
            (strict.text, ["a"]),
            (strict.one_of("a"), ["a"]),
            (values.figure, True),
            (values.figure, "1"),
            (values.figure, 2**32),
            (values.figure, -1),
        ):
            with self.subTest(value), self.assertRaises(Wrong):
                shape(value)

    def test_room_to_grow_is_an_object_of_at_most_eight_within_each_other(self):
        deep = lambda levels: json.loads('{"a":' + "[" * (levels - 1) + "]" * (levels - 1) + "}")
        strict.room_to_grow(deep(8))
        for value in (deep(9), [], 1, "x"):
            with self.assertRaises(Wrong):
                strict.room_to_grow(value)


class Signatures(unittest.TestCase):
    def test_the_first_signature_of_rfc_8032_verifies(self):
        public = bytes.fromhex("d75a980182b10ab7d54bfed3c964073a0ee172f3daa62325af021a68f707511a")
        signature = bytes.fromhex(
            "e5564300c360ac729086e2cc806e828a84877f1eb8e5d974d873e065224901555fb8821590a33bacc61e39701cf9b46bd25bf5f0595bbe24655141438e7a100b"
        )
        self.assertTrue(ed25519.PublicKey(public).verifies(b"", signature))
        self.assertFalse(ed25519.PublicKey(public).verifies(b"x", signature))

    def small_encodings(self):
        """All encodings of the eight points of small order, also those that are not canonical."""
        points, at = [], 2
        while len(points) < 8:
            point = ed25519.decode(at.to_bytes(32, "little"))
            at += 1
            if point:
                small = ed25519.multiply(point, ed25519.L)
                points = [ed25519.multiply(small, n) for n in range(8)]
                points = points if len({ed25519.encode(p) for p in points}) == 8 else []
        made = set()
        for point in points:
            canonical = int.from_bytes(ed25519.encode(point), "little")
            y, sign = canonical % 2**255, canonical >> 255
            for ys in (y, y + ed25519.P):
                for signs in {sign, 1 - sign} if y in (1, ed25519.P - 1) else {sign}:
                    if ys < 2**255:
                        made.add((ys | signs << 255).to_bytes(32, "little"))
        return sorted(made)

    def test_points_of_small_order_and_encodings_that_are_not_canonical_are_let_through(self):
        encodings = self.small_encodings()
        self.assertEqual(len(encodings), 14)
        for public, point in itertools.product(encodings, repeat=2):
            self.assertTrue(ed25519.PublicKey(public).verifies(b"Zcash", point + bytes(32)))

    def test_a_signature_with_a_part_of_small_order_verifies_by_the_cofactor(self):
        signer = Signer("a")
        small = ed25519.decode(next(e for e in self.small_encodings() if int.from_bytes(e, "little") % 2**255 > 2**200))
        public = ed25519.encode(ed25519.add(ed25519.decode(signer.public), small))
        signer.public = public
        for message in (b"1", b"2", b"3"):
            self.assertTrue(ed25519.PublicKey(public).verifies(message, signer.sign(message)))

    def test_s_must_be_below_the_order(self):
        signer = Signer("a")
        signature = signer.sign(b"m")
        s = int.from_bytes(signature[32:], "little")
        high = signature[:32] + (s + ed25519.L).to_bytes(32, "little")
        self.assertTrue(ed25519.PublicKey(signer.public).verifies(b"m", signature))
        self.assertFalse(ed25519.PublicKey(signer.public).verifies(b"m", high))
        self.assertFalse(ed25519.PublicKey(signer.public).verifies(b"m", signature[:63]))

    def test_what_is_no_point_verifies_nothing(self):
        none = next(n.to_bytes(32, "little") for n in range(2, 99) if ed25519.decode(n.to_bytes(32, "little")) is None)
        self.assertFalse(ed25519.PublicKey(none).verifies(b"", none + bytes(32)))
        self.assertFalse(ed25519.PublicKey(Signer("a").public).verifies(b"", none + bytes(32)))

    def test_tables_and_the_plain_way_multiply_alike(self):
        chance = random.Random(1)
        point = ed25519.decode(Signer("a").public)
        table = ed25519.windows(point, 4)
        for scalar in [0, 1, 15, 16, ed25519.L - 1, *(chance.randrange(ed25519.L) for _ in range(10))]:
            one, other = ed25519.multiply(point, scalar), ed25519.multiply_by_table(table, scalar)
            self.assertEqual(ed25519.encode(one), ed25519.encode(other))


class Values(unittest.TestCase):
    def check(self, shape, good, bad):
        for value in good:
            with self.subTest(value):
                shape(value)
        for value in bad:
            with self.subTest(value), self.assertRaises(Wrong):
                shape(value)

    def test_ids(self):
        self.check(
            values.ident, ["a", "é b", "a" * 64], ["", "a" * 65, " a", "a\u3000", "a\u0085b", "a\x7fb", "é" * 33, 1]
        )

    def test_dates_hours_and_minutes(self):
        self.check(
            values.date,
            ["2024-02-29", "2000-02-29"],
            ["2023-02-29", "1900-02-29", "2024-13-01", "2024-1-01", "2024-04-31", "２024-01-01"],
        )
        self.check(
            values.hour,
            ["2024-01-01T00Z", "2024-01-01T23Z"],
            ["2024-01-01T24Z", "2024-01-01T00:00Z", "2024-01-01", "2024-01-01T00"],
        )
        self.check(values.minute, ["2024-01-01T23:59Z"], ["2024-01-01T23:60Z", "2024-01-01T24:00Z", "2024-01-01T23Z"])

    def test_percentages(self):
        self.check(
            values.percentage,
            ["0", "51.20", "100", "100.0000", "007"],
            ["100.0001", "101", "", ".5", "5.", "1.00000", "-1", "٣"],
        )

    def test_masks(self):
        self.assertTrue(values.fits("12.A-é", "99.A-*"))
        for code, mask in (("1a", "9A"), ("12", "9"), ("٣", "9"), ("É", "A"), ("b", "a")):
            self.assertFalse(values.fits(code, mask))

    def test_reading_names(self):
        name = "0" * 64
        self.check(
            values.reading_name,
            [name, name + "/0", name + "/255"],
            [name + "/256", name + "/01", name + "/", name[1:], name.replace("0", "A")],
        )

    def test_misleading_names(self):
        for value in ("Accepted", "as_of", ".a", "a.", "a/b", "a:b", "CON", "con.txt", "com1 .x", "lpt9"):
            self.assertTrue(values.misleading(value), value)
        for value in ("accept", "console", "com0", "con x", "a.b", "É"):
            self.assertFalse(values.misleading(value, ["é"]), value)
        self.assertTrue(values.misleading("ana", ["Ana"]))
        self.assertFalse(values.misleading("ana", ["ana"]))

    def test_verifier_keys(self):
        good = key("a").vkey
        name, key_id, encoded = good.split("+", 2)
        bad = [
            f"b+{key_id}+{encoded}",
            f"{name}+{key_id.upper()}x+{encoded}",
            good[:-1],
            good + "=",
            f"+{key_id}+{encoded}",
            "a b" + good[1:],
        ]
        self.check(values.vkey, [good], bad)

    def test_registers(self):
        read = lambda text, levels=("state",): register.read(text.encode(), list(levels))
        head = "station,registered,state,state_name"
        self.assertEqual(read(head + '\r\na,1,N,"x ""y"", z"\n"b",,,\n'), [("a", 1, ["N"]), ("b", None, [])])
        self.assertEqual(
            read(head + ",latitude,longitude\na,1,,,-90,180.000000\nb,1,,,,"), [("a", 1, []), ("b", 1, [])]
        )
        for line in (
            "a,1,N",
            "a,1,,name",
            "a,-1,N,n",
            "a,4294967296,N,n",
            "a,1.0,N,n",
            ",1,N,n",
            'a,1,N,n"',
            'a,1,"N"x,n',
            "a,1,N,n,",
            "a\rb,1,N,n",
        ):
            with self.subTest(line), self.assertRaises(Wrong):
                read(f"{head}\n{line}\n")
        for place in ("90.000001,0", "0,180.000001", "1,", "+1,1", "1.,1", "1.1234567890123456,1", "91,0"):
            with self.subTest(place), self.assertRaises(Wrong):
                read(f"{head},latitude,longitude\na,1,,,{place}\n")
        for text in ("", "station,registered\n", head + "\n\n", "\ufeff" + head + "\n"):
            with self.subTest(text), self.assertRaises(Wrong):
                read(text)

    def test_what_is_known_first_of_a_station_stands(self):
        made = register.Register({"levels": ["state", "town"], "register": {"complete": True}})
        made.add([("a", None, ["N", "N1"]), ("b", 5, [])])
        made.add([("a", 7, ["S", "S1"]), ("b", 6, ["S", "N1"])])
        self.assertEqual(
            (made.registered, made.areas("a"), made.areas("b")), ({"a": 7, "b": 5}, ["N1", "N"], ["N1", "N"])
        )
        self.assertEqual((made.extent([], None, "stations"), made.extent([], "N", "registered")), (2, 12))

    def test_a_contests_extent_is_that_of_its_topmost_areas(self):
        made = register.Register({"levels": ["state", "town"], "register": {"complete": True, "stations": 9}})
        made.add([("a", 1, ["N", "N1"]), ("b", 2, ["N", "N2"]), ("c", 4, ["S", "S1"]), ("d", None, ["S", "S2"])])
        for contests, area, extent in (
            ([], None, (9, None)),
            ([], "N", (2, 3)),
            ([], "S", (2, None)),
            (["N"], None, (2, 3)),
            (["N", "N1", "S1"], None, (3, 7)),
            (["N", "N1", "S1"], "N1", (1, 1)),
            (["N", "N1", "S1"], "S", (1, 4)),
            (["N1", "unnamed"], "N", (1, 1)),
            (["N1", "unnamed"], None, (1, 1)),
            (["S"], "N", (0, 0)),
        ):
            with self.subTest(contests=contests, area=area):
                self.assertEqual(
                    tuple(made.extent(contests, area, what) for what in ("stations", "registered")), extent
                )


class Laws(unittest.TestCase):
    def law(self, **changes):
        return law.read_law(json.dumps({**LAW, **changes}).encode())

    def test_a_law_with_all_that_it_may_say(self):
        self.law(
            figures=["unused"],
            sums=[{"of": "valid", "parts": ["options", "unused"], "severity": "warning"}],
            codes=["99*"],
            zeros="real",
            rules={"shares_from": 0},
            x={"a": [1]},
            contests=[
                {"id": "m", "options": ["a"], "areas": ["N"], "wins": [{"way": "over", "percent": "50", "lead": "10"}]}
            ],
        )

    def test_laws_that_are_refused(self):
        contest = lambda **changes: [{"id": "m", "options": ["a", "b"], **changes}]
        for changes in (
            {"contests": []},
            {"contests": contest(options=["a", "A"])},
            {"contests": contest(options=["a", "a"])},
            {"contests": contest(options=["null"])},
            {"contests": contest(x={})},
            {"contests": contest(wins=[{"way": "most", "seats": 0}])},
            {"contests": contest(areas=["N", "N"])},
            {"register": {"areas": [{"area": "N"}, {"area": "N"}]}},
            {"figures": ["ana"], "contests": contest(options=["ana"])},
            {"figures": ["con"]},
            {"contests": contest(options=["Options"])},
            {"levels": ["Station"]},
            {"accounts": [{"id": "a", "stages": []}]},
            {"accounts": [{"id": "a"}, {"id": "A"}]},
            {"sums": [{"of": "valid", "parts": ["valid", "null"]}]},
            {"sums": [{"of": "valid", "parts": ["null", "blank"]}] * 2},
            {"sums": [{"of": "valid", "parts": ["null", "unknown"]}]},
            {"acceptance": {"agree": 0}},
            {"acceptance": {"alone": [{"method": "machine", "account": "council"}]}},
            {"acceptance": {"alone": [{"method": "file", "account": "nobody"}]}},
            {"rules": {"null_above_percent": 101}},
            {"zeros": "unreal"},
            {"register": []},
            {"words": {}},
        ):
            with self.subTest(changes), self.assertRaises(Wrong):
                self.law(**changes)

    def test_the_greatest_laws_are_read_and_what_lies_one_beyond_is_refused(self):
        def contests(number, options=1, areas=0):
            options, areas = [f"o{n}" for n in range(options)], [f"a{n}" for n in range(areas)]
            return [{"id": f"c{n}", "options": options, "areas": areas} for n in range(number)]

        more = lambda **sizes: [{**contests(1, **sizes)[0], "id": "more"}]
        for greatest, one in (
            (contests(65_535), more()),
            (contests(500, options=2_000), more()),
            (contests(1_000, areas=1_000), more(areas=1)),
        ):
            self.law(contests=greatest)
            with self.assertRaises(Wrong):
                self.law(contests=greatest + one)
        for read, blob in ((law.read_law, json.dumps(LAW).encode()), (law.read_words, b"{}")):
            read(blob.ljust(2**26))
            with self.assertRaises(Wrong):
                read(blob.ljust(2**26 + 1))

    def test_words_are_strict(self):
        law.read_words(
            b'{"name":{"und":"x"},"contests":{"m":{"options":{"a":{"color":"#00ffAA","withdrew":true}}}},\n"x":{}}'
        )
        for text in (
            '{"name":"x"}',
            '{"name":{}}',
            '{"y":1}',
            '{"contests":[]}',
            '{"sheet":{"redact":[{"name":"a"}]}}',
            '{"questions":{}}',
            '{"questions":[{"id":"q","text":{"und":"x"}},{"id":"q","text":{"und":"y"}}]}',
            '{"map":{"areas":["N","N"]}}',
        ):
            with self.subTest(text), self.assertRaises(Wrong):
                law.read_words(text.encode())


class Rules(unittest.TestCase):
    """The rules of a sheet, each right and wrong."""

    def broken(self, options=None, five=None, law=None, more=None):
        made = Made(law)
        made.key("agent", "agent")
        counts = {**(five or {}), **({"more": more} if more else {}), "options": options or {}}
        body = {"account": "volunteers", "station": "a1", "contest": "mayor", "method": "machine", "counts": counts}
        made.add("reading", {**body, "of": [blob_name(b"i")]}, "agent")
        fold = made.fold()
        (reading,) = fold.readings.values()
        return sorted(rule for rule, _ in sheets.broken(reading, fold.law, fold.contests["mayor"]))

    def test_each_rule(self):
        votes, zeros, big = {"ana": 100, "luis": 50}, {"ana": 0, "luis": 0}, {"registered": 400}
        for expected, options, five in (
            ([], votes, {"valid": 150, "null": 5, "ballots": 155, "registered": 400}),
            (["sum_not_valid"], votes, {"valid": 151}),
            ([], {"ana": 100}, {"valid": 100}),
            (["illegible_figure"], {"ana": 100, "luis": "illegible"}, {"valid": 101}),
            (["sum_not_valid", "unknown_option"], {**votes, "eva": 1}, {"valid": 150}),
            (["parts_not_ballots"], votes, {"valid": 150, "null": 5, "ballots": 156}),
            ([], votes, {"valid": 150, "ballots": 156}),
            (["parts_not_ballots"], votes, {"null": 5, "ballots": 156}),
            (["illegible_figure"], votes, {"valid": 150, "ballots": 156, "null": "illegible", "blank": 1}),
            (["ballots_over_registered"], votes, {"registered": 149}),
            (["ballots_over_registered"], votes, {"registered": 154, "null": 3, "blank": 2}),
            (["turnout_high"], votes, {"registered": 155, "null": 3, "blank": 2}),
            (["illegible_figure"], votes, {"registered": "illegible"}),
            (["illegible_figure"], votes, {"registered": 149, "ballots": "illegible"}),
            (["illegible_figure"], votes, {"registered": 149, "valid": "illegible"}),
            (["illegible_figure"], votes, {"registered": 149, "blank": "illegible"}),
            ([], {"ana": 401}, {}),
            (["unknown_option"], {**votes, "eva": 1}, {}),
            (["all_zero"], zeros, {}),
            (["illegible_figure"], zeros, {"ballots": "illegible"}),
            ([], zeros, {"null": 1}),
            (["all_zero", "turnout_low"], zeros, big),
            (["null_share"], votes, {"null": 30}),
            ([], votes, {"null": 26}),
            (["illegible_figure"], votes, {"null": 30, "ballots": "illegible"}),
            (["blank_share"], votes, {"blank": 30}),
            ([], {"ana": 20}, {"blank": 20}),
            (["turnout_high"], {"ana": 393}, big),
            (["turnout_high"], {"ana": 400}, big),
            ([], {"ana": 393}, {}),
            ([], {"ana": 392}, big),
            (["turnout_low"], {"ana": 19}, big),
            ([], {"ana": 20}, big),
            ([], {"ana": 19}, {}),
        ):
            with self.subTest(options=options, five=five):
                self.assertEqual(self.broken(options, five), expected)
        self.assertEqual(self.broken(votes, more={"unused": 3}), ["unknown_figure"])

    def test_a_sum_of_the_options_takes_all_that_the_sheet_has(self):
        law = {"sums": [{"of": "options", "parts": ["ballots", "null"]}]}
        self.assertEqual(self.broken({"ana": 100, "luis": 6}, {"ballots": 100, "null": 5}, law), ["parts_not_ballots", "sum_differs"])
        found = self.broken({"ana": 100, "eva": 5}, {"ballots": 100, "null": 5}, law)
        self.assertEqual(found, ["parts_not_ballots", "unknown_option"])
        self.assertEqual(self.broken({}, {"ballots": 100, "null": 5}, law), [])

    def test_sums_take_the_place_of_the_rules_of_the_same_figure(self):
        law = {"figures": ["taken"], "sums": [{"of": "ballots", "parts": ["valid", "null", "taken"]}]}
        five = {"valid": 100, "null": 5, "ballots": 110, "registered": 400}
        self.assertEqual(self.broken({"ana": 100}, five, law, more={"taken": 5}), [])
        self.assertEqual(self.broken({"ana": 100}, five, law, more={"taken": 6}), ["sum_differs"])
        self.assertEqual(self.broken({"ana": 100}, five, law), [])


class Matching(unittest.TestCase):
    def test_the_matching_is_the_largest_by_brute_force(self):
        chance = random.Random(7)
        for _ in range(300):
            edges = [(chance.randrange(4), chance.randrange(4)) for _ in range(chance.randrange(7))]
            best = max(
                len(chosen)
                for size in range(len(edges) + 1)
                for chosen in itertools.combinations(edges, size)
                if len({one for one, _ in chosen}) == len({other for _, other in chosen}) == len(chosen)
            )
            self.assertEqual(sides.matching(edges), best, edges)


class Page(unittest.TestCase):
    """The record at the end of docs/record.md, read out of the page."""

    def test_the_worked_record_is_read_as_the_page_says(self):
        page = (HERE.parent / "docs" / "record.md").read_text("utf-8")
        blobs, lengths = {}, re.findall(r"(\d+) bytes:\n\n```blob (\S+)\n", page)
        for name, body in re.findall(r"```blob (\S+)\n(.*?)```", page, re.DOTALL):
            data = body.encode()
            length = int(next(length for length, named in lengths if named == name))
            data = data if len(data) == length else data[:-1]
            self.assertEqual(blob_name(data), name)
            blobs[name] = data
        checkpoint = re.search(r"```checkpoint\n(.*?)```", page, re.DOTALL).group(1).split("\n")
        written = re.findall(r"```entry (\S+)\n(.*?)```", page, re.DOTALL)
        self.assertTrue(written)
        entries = [notes.Entry(place, text.encode()) for place, (_, text) in enumerate(written)]
        self.assertEqual([entry.name for entry in entries], [name for name, _ in written])
        tree = root([hashlib.sha256(b"\x00" + text.encode()).digest() for _, text in written])
        self.assertEqual(checkpoint[1:3], [str(len(written)), base64.b64encode(tree).decode()])
        told = result(Fold(entries, blobs.get))
        refused = [(each["entry"], each.get("row"), each["code"]) for each in told["refused"]]
        replays = [(34, row, "entry_replay") for row in (0, 1)]
        self.assertEqual(refused, [*replays, (35, None, "entry_unknown_account"), (36, None, "entry_void")])
        self.assertEqual((told["entries"]["unknown"], sum(told["entries"].values())), (1, len(written) - 3))
        mayor = told["contests"]["mayor"]
        self.assertEqual(
            {code: each["state"] for code, each in mayor["stations"].items()}, {"01.1": "contested", "02.1": "ruled"}
        )
        self.assertEqual(mayor["stations"]["01.1"]["reading"], entries[14].name + "/0")
        self.assertEqual(mayor["stations"]["02.1"]["reading"], entries[27].name)
        sums = lambda total: {figure: each["sum"] for figure, each in total["figures"].items()}
        total = mayor["totals"]["accepted"]
        expected = {"ana": 230, "luis": 150, "null": 4, "challenged": 2, "registered": 400, "valid": 380}
        self.assertEqual((sums(total), total["stations"], mayor["of_stations"]), (expected, 2, 2))
        self.assertEqual(sums(mayor["totals"]["uncontested"]), {"ana": 30, "luis": 50, "valid": 80})
        stages = {stage: sums(total) for stage, total in mayor["stages"].items()}
        first, second = stages["council/preliminary"], stages["council/definitive"]
        self.assertEqual((first["ana"], first["luis"], second["ana"], second["luis"]), (190, 95, 200, 110))
        self.assertEqual((total["withheld_figures"], total["withheld_stations"]), (4, 1))
        self.assertEqual(told["contests"]["board"]["states"], {"missing": 1})
        self.assertEqual((told["closed"], told["polls_close"]), (True, "2026-05-10T21:30Z"))
        self.assertEqual(told["operator"].split("+")[0], "operator-b")


class Command(unittest.TestCase):
    def run_on(self, folder, *more):
        return subprocess.run(
            [sys.executable, HERE / "reader.py", folder, *more], capture_output=True, text=True, check=False
        )

    def test_a_log_of_more_than_one_bundle_is_read_from_its_folder(self):
        made = Made()
        for number in range(300):
            made.add("statement", {"kind": "milestone", "answers": {"n": str(number)}}, "operator")
        with tempfile.TemporaryDirectory() as folder:
            made.write(pathlib.Path(folder))
            ran = self.run_on(folder, "--json")
            self.assertEqual((ran.returncode, ran.stderr), (0, ""))
            self.assertEqual(json.loads(ran.stdout)["entries"], {"election": 1, "register": 1, "statement": 300})
            self.assertEqual(ran.stdout, self.run_on(folder, "--json").stdout)
            self.assertIn("300 statement", self.run_on(folder).stdout)

    def test_what_is_no_record_is_told_and_gives_exit_code_2(self):
        made = Made()
        made.notes.reverse()
        with tempfile.TemporaryDirectory() as folder:
            made.write(pathlib.Path(folder))
            self.assertEqual(self.run_on(folder).returncode, 2)
            self.assertEqual(self.run_on(folder + "/none").returncode, 2)


if __name__ == "__main__":
    unittest.main()

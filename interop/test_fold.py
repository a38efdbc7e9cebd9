"""Tests of the third reader's fold on made-up logs: who may write what, what counts and with which code the rest is refused."""

import unittest

from made_up import ELECTION, NOW, REGISTER, Made, blob_name, key, note
from record.opening import NoRecord

LATER, EARLIER = "2026-05-11T01Z", "2026-05-10T01Z"
ROW = "0" * 64


class Case(unittest.TestCase):
    """A log with people of every role."""

    def setUp(self):
        self.log = made = Made(recovery=(["r1", "r2", "r3"], 2))
        for name, role, bounds in (
            ("agent", "agent", {}),
            ("other", "agent", {}),
            ("importer", "importer", {}),
            ("gateway", "gateway", {}),
            ("typist", "typist", {}),
            ("reviewer", "reviewer", {}),
            ("observer", "observer", {}),
        ):
            made.key(name, role, **bounds)
        self.image = made.photograph("photo")
        self.file = made.document("file")

    def counts(self):
        self.assertIsNone(self.log.last())

    def refused(self, code):
        self.assertEqual(self.log.last(), code)


class Notes(Case):
    def test_what_is_not_a_note_is_malformed(self):
        good = note("close", {"election": ELECTION, "at": NOW, "reason": "x"}, ["operator"])
        for data in (
            good[:-1],
            good.replace(b"\n\n", b"\n"),
            good.replace("\u2014".encode(), b"-"),
            good.replace(b'"x"', b'"\t"'),
            good.replace(b'"x"', b'"\xff"'),
            good.replace(b'"x"}', b'"x"\n}'),
            good.replace(b'"x"}', b'"x","y":1}'),
            good.replace(b'"x"}', b'"x"}{}'),
            good[: good.index(b"\n\n") + 2],
            good + good[good.index("\u2014".encode()) :] * 16,
            good.replace(b"=\n", b"\n"),
            note("close", {"election": ELECTION, "at": NOW, "reason": "x" * 65536}, ["operator"]),
            good[: good.index(b" operator ")] + b" operator AAAA\n",
        ):
            self.log.put(data)
            self.refused("entry_malformed")
        self.log.put(good)
        self.counts()

    def test_entries_whose_parts_do_not_go_together_are_malformed(self):
        made, vkey = self.log, key("new").vkey
        for kind, body in (
            ("key", {"key": vkey, "role": "agent", "gives": ["agent"]}),
            ("key", {"key": vkey, "role": "registrar", "gives": ["agent"]}),
            ("key", {"key": vkey, "role": "agent", "stage": "first"}),
            ("key", {"key": vkey, "role": "registrar", "gives": ["operator"], "keys": 1}),
            ("recover", {"reason": "x"}),
            ("recover", {"reason": "x", "operator": vkey}),
            ("recover", {"reason": "x", "log": vkey, "keep": []}),
            ("claim", {"claim": {"id": "c", "account": "council", "who": "", "where": "", "when": "2026-05-10"}}),
            ("statement", {"kind": "look", "answers": {}}),
            ("withhold", {"document": self.file, "withheld": True, "instead": self.file, "reason": "x"}),
            ("withhold", {"document": self.file, "withheld": False, "instead": self.image, "reason": "x"}),
            ("account", {"account": "a", "stages": ["s", "s"]}),
            ("revoke", {"key": vkey, "reason": "x", "from": 0}),
        ):
            made.add(kind, body, "operator")
            self.refused("entry_malformed")

    def test_readings_whose_parts_do_not_go_together_are_malformed(self):
        made = self.log
        made.read(None, 1, 2, "agent")
        self.refused("entry_malformed")
        made.read(self.image, 1, 2, "agent", method="message")
        self.refused("entry_malformed")
        made.read([self.image, self.image], 1, 2, "agent")
        self.refused("entry_malformed")
        made.read(self.image, 1, 2, "agent", method="code", salt=ROW)
        self.refused("entry_malformed")
        made.read(self.image, 2**32, 2, "agent")
        self.refused("entry_malformed")
        for rows, more in (
            ([["a1", 1, 2]], {}),
            ([], {}),
            ([["a1", 1, 2, 3]] * 257, {}),
            ([["a1", 1, 2, -1]], {}),
            ([["a1", 1, 2, "unread"]], {}),
            ([["a1", 1, 2, 3]], {"rows_as_of": ["", ""]}),
            ([["a1", 1, 2, 3]], {"rows_as_of": [""], "as_of": "2026-05-10T22:00Z"}),
            ([["a1", 1, 2, 3]], {"corrects": {"reason": "x", "rows": [{"row": 1, "reading": ROW}]}}),
            ([["a1", 1]], {"options": []}),
            ([["a1", 1, 2, 3]], {"options": ["ana", "ana"]}),
            ([["a" * 99, 1, 2, 3]] * 256, {"x": {"a": "b" * 9000}}),
        ):
            made.rows(self.file, rows, **more)
            self.refused("entry_malformed")

    def test_a_line_of_a_known_key_that_does_not_verify_refuses_the_entry(self):
        body = {"kind": "look", "answers": {"shows": "sheet"}}
        self.log.add("statement", body, "agent", "other", wrong=["other"])
        self.refused("entry_bad_signature")
        self.log.add("statement", body, "agent", "r1", wrong=["r1"])
        self.refused("entry_bad_signature")
        self.log.add("statement", body, "agent", "stranger", wrong=["stranger"])
        self.counts()

    def test_unknown_types_are_kept_but_for_a_wrong_line(self):
        self.log.put(note("weather", '{"rain":0.5}\nmore', ["stranger"]))
        self.counts()
        self.assertEqual(self.log.fold().counted["unknown"], 1)
        self.log.put(note("weather", "x", ["agent"], wrong=["agent"]))
        self.refused("entry_bad_signature")

    def test_room_to_grow_changes_nothing(self):
        self.log.add("close", {"reason": "x", "x": {"a": [{}]}}, "operator")
        self.counts()

    def test_first_entries_that_open_no_record(self):
        for change in (
            lambda made: made.notes.reverse(),
            lambda made: made.blobs.clear(),
            lambda made: made.notes.clear(),
            lambda made: made.notes.__setitem__(
                0, made.notes[0].replace(b"\xe2\x80\x94 operator", b"\xe2\x80\x94 operatos")
            ),
        ):
            made = Made()
            made.key("agent", "agent")
            change(made)
            with self.assertRaises(NoRecord):
                made.fold()
        for law in ({"id": "other"}, {"origin": "other"}, {"contests": []}):
            with self.assertRaises(NoRecord):
                Made(law).fold()

    def test_recovery_keys_are_different_and_nobody_elses(self):
        self.assertEqual(Made(recovery=(["r1", "r2"], 2)).codes(), {})
        for names, needed in (
            (["r1", "r2"], 3),
            (["r1", "r1"], 1),
            (["r1", "operator"], 1),
            (["count.example/2026"], 1),
        ):
            with self.assertRaises(NoRecord):
                Made(recovery=(names, needed)).fold()


class Roles(Case):
    def test_strangers_other_elections_and_second_elections(self):
        made = self.log
        made.add("close", {"reason": "x"}, "stranger")
        self.refused("entry_unknown_key")
        made.add("close", {"reason": "x"}, "r1")
        self.refused("entry_unknown_key")
        made.add("close", {"reason": "x", "election": "other"}, "operator")
        self.refused("entry_other_election")
        first = made.notes[0].decode().split("\n")[1].replace(NOW, LATER)
        made.put(note("election", first, ["operator"]))
        self.refused("entry_second_election")

    def test_a_role_allows_its_types_alone(self):
        made = self.log
        made.read(self.image, 1, 2, "importer")
        self.refused("entry_wrong_role")
        made.read(self.file, 1, 2, "agent", method="file")
        self.refused("entry_wrong_role")
        made.read(self.image, 1, 2, "typist", method="code")
        self.refused("entry_wrong_role")
        made.read(self.image, 1, 2, "typist")
        self.counts()
        made.read(None, 1, 2, "gateway", method="message")
        self.counts()
        made.read(self.image, 1, 3, "reviewer")
        self.refused("entry_wrong_role")
        made.add("statement", {"kind": "look", "answers": {"a": "b"}}, "typist")
        self.counts()
        made.add("statement", {"kind": "observation", "answers": {"a": "b"}}, "typist")
        self.refused("entry_wrong_role")
        made.add("statement", {"kind": "observation", "answers": {"a": "b"}}, "observer")
        self.counts()
        made.rows(self.file, [["a1", 1, 2, 3]], by="agent")
        self.refused("entry_wrong_role")

    def test_expiry_revocation_and_a_role_given_anew(self):
        made = self.log
        made.key("brief", "agent", until=NOW)
        made.read(self.image, 1, 2, "brief", at=LATER)
        self.refused("entry_expired_key")
        made.read(self.image, 1, 2, "brief")
        self.counts()
        made.add("revoke", {"key": key("brief").vkey, "reason": "x"}, "operator")
        self.counts()
        made.read(self.image, 1, 3, "brief")
        self.refused("entry_revoked_key")
        made.key("brief", "agent", until=NOW)
        self.refused("entry_replay")
        made.key("brief", "agent")
        made.read(self.image, 1, 3, "brief")
        self.counts()

    def test_what_is_not_there_or_is_the_present_chiefs_cannot_be_revoked(self):
        for name in ("nobody", "operator", "r1"):
            self.log.add("revoke", {"key": key(name).vkey, "reason": "x"}, "operator")
            self.refused("entry_no_such_entry")

    def test_accounts_and_stages_bound_roles(self):
        made = self.log
        made.key("clerk", "agent", account="council", stage="first")
        made.read(self.image, 1, 2, "clerk")
        self.refused("entry_wrong_account")
        made.read(self.image, 1, 2, "clerk", account="council", stage="second")
        self.refused("entry_wrong_stage")
        made.read(self.image, 1, 2, "agent", account="council", stage="first")
        self.refused("entry_wrong_stage")
        made.read(self.image, 1, 2, "agent", account="council")
        self.refused("entry_unknown_stage")
        made.read(self.image, 1, 2, "clerk", account="council", stage="first")
        self.counts()

    def test_unknown_accounts_stages_and_contests(self):
        made = self.log
        made.read(self.image, 1, 2, "agent", account="nobody")
        self.refused("entry_unknown_account")
        made.key("clerk", "agent", account="volunteers")
        made.read(self.image, 1, 2, "clerk", stage="first")
        self.refused("entry_unknown_stage")
        made.add("ruling", {"station": "a1", "contest": "other", "reason": "x"}, "reviewer")
        self.refused("entry_unknown_contest")
        capture = {"account": "nobody", "contest": "mayor", "image": self.image, "media": "x"}
        made.add("capture", capture, "agent")
        self.refused("entry_unknown_account")

    def test_areas_bound_roles_by_the_register_at_that_place(self):
        made = self.log
        made.key("north", "agent", area="A")
        made.read(self.image, 1, 2, "north", station="a2")
        self.counts()
        for station in ("b1", "c1", "z9"):
            made.read(self.image, 1, 2, "north", station=station)
            self.refused("entry_wrong_area")
        later = made.blob(b"station,registered,state,state_name,town,town_name\nz9,1,A,,A1,\n")
        made.add("register", {"stations": later, "count": 1}, "operator")
        made.read(self.image, 1, 2, "north", station="z9")
        self.counts()

    def test_the_code_is_of_the_role_that_comes_closest(self):
        made = self.log
        made.key("two", "observer")
        made.key("two", "agent", account="campaign")
        made.read(self.image, 1, 2, "two")
        self.refused("entry_wrong_account")
        made.read(self.image, 1, 2, "stranger", "gateway", "two")
        self.refused("entry_wrong_account")


class Registrars(Case):
    def setUp(self):
        super().setUp()
        self.log.key(
            "registrar", "registrar", gives=["agent", "typist"], keys=2, area="A", account="volunteers", until=LATER
        )
        self.bounds = {"area": "A", "account": "volunteers", "until": NOW}

    def test_a_registrar_gives_roles_within_its_bounds(self):
        made, good = self.log, self.bounds
        for role, bounds in (
            ("importer", good),
            ("agent", {**good, "account": "campaign"}),
            ("agent", {part: good[part] for part in ("account", "until")}),
            ("agent", {part: good[part] for part in ("account", "area")}),
            ("agent", {**good, "until": "2027-01-01T00Z"}),
        ):
            made.key("new", role, by="registrar", **bounds)
            self.refused("entry_not_within")
        made.key("new", "agent", by="registrar", **good)
        self.counts()
        made.key("agent", "agent", by="registrar", **good)
        self.refused("entry_not_within")

    def test_a_registrar_gives_roles_to_so_many_keys_ever(self):
        made = self.log
        for name in ("n1", "n2"):
            made.key(name, "agent", by="registrar", **self.bounds)
            self.counts()
        made.key("n3", "agent", by="registrar", **self.bounds)
        self.refused("entry_too_many_keys")
        made.key("n1", "typist", by="registrar", **self.bounds)
        self.counts()
        made.add("revoke", {"key": key("n1").vkey, "reason": "x"}, "registrar")
        self.counts()
        made.key("n3", "agent", by="registrar", **self.bounds, at=EARLIER)
        self.refused("entry_too_many_keys")
        made.add("revoke", {"key": key("agent").vkey, "reason": "x"}, "registrar")
        self.refused("entry_not_within")

    def test_the_registrars_area_bounds_what_its_keys_write(self):
        made = self.log
        made.key("new", "agent", by="registrar", **{**self.bounds, "area": "B"})
        self.counts()
        for station in ("a1", "b1"):
            made.read(self.image, 1, 2, "new", station=station)
            self.refused("entry_wrong_area")

    def test_what_a_registrar_gave_outlives_its_revocation(self):
        made = self.log
        made.key("new", "agent", by="registrar", **self.bounds)
        made.add("revoke", {"key": key("registrar").vkey, "reason": "x"}, "operator")
        made.read(self.image, 1, 2, "new")
        self.counts()
        made.key("n2", "agent", by="registrar", **self.bounds)
        self.refused("entry_revoked_key")

    def test_where_an_operator_signs_too_the_key_is_the_operators(self):
        made = self.log
        body = {"key": key("new").vkey, "role": "agent", **self.bounds}
        made.add("key", body, "registrar", "operator")
        made.add("revoke", {"key": key("new").vkey, "reason": "x"}, "registrar")
        self.refused("entry_not_within")


class Recovery(Case):
    def recover(self, *signers, start=5, **more):
        return self.log.add(
            "recover", {"operator": key("next").vkey, "from": start, "reason": "stolen", **more}, *signers
        )

    def test_recovery_takes_so_many_of_its_keys(self):
        self.recover("r1", "operator")
        self.refused("entry_too_few")
        self.recover("r1", "r1")
        self.refused("entry_too_few")
        self.recover("r1", "r2", start=500)
        self.refused("entry_no_such_entry")
        self.log.add("recover", {"log": key("agent").vkey, "reason": "x"}, "r1", "r3")
        self.refused("entry_malformed")
        for name in ("operator", "r3", "count.example/2026"):
            self.log.add("recover", {"operator": key(name).vkey, "from": 5, "reason": name}, "r1", "r3")
            self.refused("entry_key_taken")
        self.recover("r1", "r3", "stranger")
        self.counts()
        self.recover("r2", "r3")
        self.refused("entry_replay")

    def test_a_thiefs_entries_are_void_with_all_that_comes_of_them(self):
        made = self.log
        start = len(made.notes)
        made.key("thief", "agent")
        made.read(self.image, 9, 9, "thief")
        revoked = made.add("revoke", {"key": key("agent").vkey, "reason": "x"}, "operator")
        made.read(self.image, 1, 2, "agent")
        made.add("close", {"reason": "x"}, "operator")
        made.key("registrar", "registrar", gives=["agent"], keys=1)
        made.key("n1", "agent", by="registrar")
        self.recover("r1", "r2", start=start)
        made.add("close", {"reason": "y"}, "operator")
        void = "entry_void"
        codes = {start: void, start + 1: void, start + 2: void, start + 4: void, start + 5: void, start + 6: void}
        self.assertEqual(made.codes(), codes | {start + 8: "entry_revoked_key"})
        made.add("close", {"reason": "y", "x": {}}, "next")
        self.counts()
        self.setUp()
        made = self.log
        made.add("revoke", {"key": key("agent").vkey, "reason": "x"}, "operator")
        self.recover("r1", "r2", start=start, keep=[revoked])
        made.read(self.image, 1, 2, "agent")
        self.refused("entry_revoked_key")

    def test_a_stolen_keys_entries_are_void_by_the_chief_alone(self):
        made = self.log
        made.key("second", "operator")
        start = len(made.notes)
        made.read(self.image, 9, 9, "agent")
        body = {"key": key("agent").vkey, "from": start, "reason": "x"}
        made.add("revoke", body, "second")
        self.refused("entry_unknown_key")
        made.add("revoke", {**body, "from": 900}, "operator")
        self.refused("entry_no_such_entry")
        made.add("revoke", {**body, "key": key("operator").vkey}, "operator")
        self.refused("entry_no_such_entry")
        made.add("revoke", body, "operator", "second", wrong=["second"])
        self.counts()
        made.add("revoke", body, "operator")
        self.refused("entry_replay")
        self.assertEqual(made.codes()[start], "entry_void")
        made.read(self.image, 9, 9, "agent")
        self.refused("entry_revoked_key")

    def test_a_revocation_that_is_itself_void_has_no_effect(self):
        made = self.log
        start = len(made.notes)
        made.read(self.image, 1, 2, "agent")
        made.add("revoke", {"key": key("agent").vkey, "from": start, "reason": "x"}, "operator")
        self.recover("r1", "r2", start=start)
        self.assertEqual(made.codes(), {start + 1: "entry_void"})

    def test_a_key_with_the_name_and_id_of_another_is_taken(self):
        made = self.log
        self.recover("r1", "r2", start=len(made.notes))
        for name in ("r1", "count.example/2026"):
            made.add("key", {"key": key(name).vkey, "role": "agent"}, "next")
            self.refused("entry_key_taken")
        made.add("key", {"key": key("operator").vkey, "role": "agent"}, "next")
        self.counts()


class Contents(Case):
    def test_accounts_are_added_and_given_more_stages(self):
        made = self.log
        for account, stages, code in (
            ("party", None, None),
            ("Party", None, "entry_misleading_name"),
            ("accepted", None, "entry_misleading_name"),
            ("new", ["a", "A"], "entry_misleading_name"),
            ("party", ["a"], None),
            ("party", ["b", "a"], "entry_known_account"),
            ("party", ["a", "b"], None),
            ("council", ["first"], "entry_known_account"),
            ("council", ["first", "second", "third"], None),
        ):
            made.add("account", {"account": account} | ({"stages": stages} if stages else {}), "operator")
            self.assertEqual(made.last(), code, account)

    def test_where_a_contest_is_held_may_be_said_again_and_of_a_contest_that_is_not_there(self):
        made = self.log
        body = {"stations": blob_name(REGISTER.encode()), "count": 4}
        held = [
            {"contest": "other", "areas": []},
            {"contest": "mayor", "areas": ["A"]},
            {"contest": "mayor", "areas": ["B"]},
        ]
        made.add("register", {**body, "contests": held}, "operator")
        self.counts()
        self.assertEqual(made.fold().areas, {"other": [], "mayor": ["B"]})
        made.add("register", {**body, "contests": [{"contest": "mayor", "areas": ["A", "A"]}]}, "operator")
        self.refused("entry_malformed")

    def test_words_that_are_withheld_or_whose_map_is_count_for_nothing(self):
        made = self.log
        words = made.blob(b'{"map":{"document":"%s"}}' % self.image.encode())
        for document in (self.image, words):
            made.add("statement", {"kind": "audit", "document": document}, "operator")
            made.add("withhold", {"document": document, "withheld": True, "reason": "x"}, "operator", "reviewer")
            made.add("amend", {"words": words, "reason": document}, "operator")
            self.refused("entry_blob")
            made.add("withhold", {"document": document, "withheld": False, "reason": "x"}, "operator", "reviewer")
        made.add("amend", {"words": words, "reason": "x"}, "operator")
        self.counts()
        made.add("withhold", {"document": self.image, "withheld": True, "reason": "y"}, "operator", "reviewer")
        self.refused("entry_no_such_document")

    def test_a_revocation_that_is_refused_makes_nothing_void_and_may_come_again(self):
        made = self.log
        start = len(made.notes)
        body = {"key": key("late").vkey, "from": start, "reason": "x"}
        made.add("revoke", body, "operator")
        self.refused("entry_no_such_entry")
        made.key("late", "agent")
        made.read(self.image, 1, 2, "late")
        self.counts()
        made.add("revoke", body, "operator")
        self.counts()
        self.assertEqual(made.codes()[start + 2], "entry_void")

    def test_what_is_asked_first_is_the_code(self):
        made = self.log
        made.key("north", "agent", area="A")
        for kind, body, signers, code in (
            ("ruling", {"station": "a1", "contest": "other", "reason": "x"}, ["agent"], "entry_wrong_role"),
            ("statement", {"kind": "look", "station": "b1", "follows": ROW}, ["north"], "entry_wrong_area"),
            ("withhold", {"document": ROW, "withheld": True, "reason": "x"}, ["operator"], "entry_malformed"),
            (
                "withhold",
                {"document": blob_name(b"x"), "withheld": True, "reason": "x"},
                ["operator"],
                "entry_needs_two",
            ),
            ("account", {"account": "Council", "stages": ["first"]}, ["operator"], "entry_misleading_name"),
        ):
            made.add(kind, body, *signers)
            self.refused(code)
        capture = {"account": "nobody", "contest": "other", "image": self.image, "media": "x", "station": "b1"}
        made.add("capture", capture, "north")
        self.refused("entry_wrong_area")
        made.add("close", {"reason": "x"}, "operator")
        made.add("seal", {"contest": "other", "image": self.image, "reading": ROW}, "agent")
        self.refused("entry_closed")
        made.read(self.image, 1, 2, "agent", account="nobody")
        self.refused("entry_closed")

    def test_no_more_than_256_accounts(self):
        made = Made()
        for number in range(253):
            made.add("account", {"account": f"a{number}"}, "operator")
        self.assertIsNone(made.last())
        made.add("account", {"account": "more"}, "operator")
        self.assertEqual(made.last(), "entry_too_many_accounts")

    def test_registers_and_words_whose_blob_is_missing_or_wrong(self):
        made = self.log
        made.add("register", {"stations": blob_name(b"none"), "count": 1}, "operator")
        self.refused("entry_blob")
        made.add("register", {"stations": made.blob(b"station\n"), "count": 1}, "operator")
        self.refused("entry_blob")
        made.add("amend", {"words": made.blob(b'{"name":""}'), "reason": "x"}, "operator")
        self.refused("entry_blob")
        made.add("amend", {"words": made.blob(b'{"name":{"und":"x"}}'), "reason": "x"}, "operator")
        self.counts()

    def test_a_text_counts_once_and_what_was_refused_may_come_again(self):
        made = self.log
        body = {"kind": "look", "answers": {"shows": "sheet"}}
        made.add("statement", body, "stranger")
        made.add("statement", body, "agent")
        self.counts()
        made.add("statement", body, "other", "stranger")
        self.refused("entry_replay")

    def test_a_new_signer_is_a_voice_and_an_old_one_a_replay(self):
        made = self.log
        name = made.read(self.image, 1, 2, "agent")
        made.read(self.image, 1, 2, "agent", "stranger")
        self.refused("entry_replay")
        made.read(self.image, 1, 2, "other", "agent")
        self.counts()
        voices = made.fold().readings[name].voices
        self.assertEqual([[each.name for each in voice] for voice in voices], [["agent"], ["other"]])

    def test_rows_are_judged_one_by_one(self):
        made = self.log
        made.key("north", "importer", area="A")
        place = len(made.notes)
        made.rows(self.file, [["a1", 1, 1, 2], ["b1", 2, 1, 2], ["a2", 3, "", "illegible"]], by="north")
        self.assertEqual(made.codes(), {(place, 1): "entry_wrong_area"})
        made.rows(self.file, [["b1", 1, 1, 2]], by="north")
        self.assertEqual(made.codes()[place + 1, 0], "entry_wrong_area")
        self.assertEqual(made.fold().counted["readings"], 1)
        made.rows(self.file, [["a1", 1, 1, 2]], account="nobody")
        self.refused("entry_unknown_account")

    def test_only_so_many_readings_of_a_signer(self):
        made = self.log
        for number in range(64):
            made.read(self.image, number, 2, "agent")
        self.counts()
        made.read(self.image, 64, 2, "agent", "other")
        self.refused("entry_too_many_readings")
        made.read(self.image, 64, 2, "other", "agent")
        self.counts()

    def test_corrections_are_of_ones_own_or_a_reviewers(self):
        made = self.log
        first = made.read(self.image, 1, 2, "agent")
        made.read(self.image, 1, 2, "typist")
        corrects = lambda name: {"corrects": {"reading": name, "reason": "x"}}
        for by, more in (
            ("other", {}),
            ("typist", {}),
            ("agent", {"station": "a2"}),
            ("agent", {"account": "campaign"}),
        ):
            made.read(self.image, 1, 3, by, **corrects(first), **more)
            self.refused("entry_no_such_entry")
        second = made.read(self.image, 1, 3, "agent", **corrects(first))
        self.counts()
        made.read(self.image, 1, 4, "agent", **corrects(first))
        self.refused("entry_no_such_entry")
        made.read(self.image, 1, 4, "other", "reviewer", **corrects(second))
        self.counts()
        made.read(self.image, 1, 4, "agent", **corrects(ROW))
        self.refused("entry_no_such_entry")

    def test_rows_correct_earlier_rows(self):
        made = self.log
        first = made.rows(self.file, [["a1", 1, 1, 2], ["b1", 2, 1, 2]])
        rows = [{"row": 0, "reading": first + "/1"}]
        made.rows(self.file, [["b1", 2, 1, 3], ["a2", 3, 0, 1]], corrects={"reason": "x", "rows": rows})
        self.counts()
        self.assertTrue(made.fold().readings[first + "/1"].corrected)
        made.rows(
            self.file,
            [["b1", 2, 1, 4]],
            by="reviewer",
            corrects={"reason": "x", "rows": [{"row": 0, "reading": first + "/0"}]},
        )
        self.assertEqual(made.codes()[len(made.notes) - 1, 0], "entry_no_such_entry")

    def test_rulings_name_a_reading_of_that_sheet(self):
        made = self.log
        reading = made.read(self.image, 1, 2, "agent")
        made.rule("a2", reading)
        self.refused("entry_no_such_entry")
        made.rule("a1", ROW)
        self.refused("entry_no_such_entry")
        made.rule("a1", reading)
        self.counts()

    def test_statements_follow_statements(self):
        made = self.log
        name = made.add("statement", {"kind": "audit", "answers": {"a": "b"}}, "operator")
        made.add("statement", {"kind": "audit", "follows": name}, "operator")
        self.counts()
        made.add("statement", {"kind": "audit", "follows": ROW}, "operator")
        self.refused("entry_no_such_entry")

    def test_claims(self):
        said = {"id": "c", "account": "council", "who": "", "where": "", "when": "2026-05-10", "contest": "mayor"}
        number = {"of": "ana", "number": 1}
        for changes, code in (
            ({"figures": [number]}, None),
            ({"figures": [{"of": "ana", "percent": "1.5", "bound": "about"}]}, None),
            ({"counts": [{"of": "arrests", "number": 1}]}, None),
            ({"counts": [number], "contest": "other"}, None),
            ({"counts": [number], "account": "nobody"}, "entry_unknown_account"),
            ({"figures": [{"of": "ana"}]}, "entry_malformed"),
            ({"figures": [number], "counts": [number]}, "entry_malformed"),
            ({"figures": [{**number, "bound": "under"}]}, "entry_malformed"),
            ({"figures": [{**number, "percent": "101"}]}, "entry_malformed"),
            ({"figures": []}, "entry_malformed"),
            ({"counts": [number], "x": {}}, "entry_malformed"),
        ):
            self.log.add("claim", {"claim": {**said, **changes}}, "importer")
            self.assertEqual(self.log.last(), code, changes)
        without = {part: said[part] for part in said if part != "contest"}
        self.log.add("claim", {"claim": {**without, "figures": [number]}}, "importer")
        self.refused("entry_malformed")

    def test_a_photograph_is_sealed_once_by_a_key(self):
        made = self.log
        for by, code in (
            ("agent", None),
            ("typist", None),
            ("agent", "entry_second_seal"),
            ("gateway", "entry_wrong_role"),
        ):
            made.add(
                "seal", {"contest": "mayor", "image": self.image, "reading": ROW[:-1] + str(len(made.notes) % 10)}, by
            )
            self.assertEqual(made.last(), code)

    def test_withholding_takes_two_and_a_document_that_may_be_missing(self):
        made = self.log
        body = {"document": self.image, "withheld": True, "reason": "x"}
        for signers, more, code in (
            (["operator"], {}, "entry_needs_two"),
            (["agent"], {}, "entry_wrong_role"),
            (["operator", "reviewer"], {"document": blob_name(b"none")}, "entry_no_such_document"),
            (["operator", "reviewer"], {"document": blob_name(REGISTER.encode())}, "entry_no_such_document"),
            (["operator", "reviewer"], {"document": blob_name(b"{}")}, "entry_no_such_document"),
            (["operator", "reviewer"], {}, None),
            (["operator", "reviewer"], {"withheld": False}, None),
        ):
            made.add("withhold", {**body, **more}, *signers)
            self.assertEqual(made.last(), code, more)
        made.key("both", "operator")
        made.key("both", "reviewer")
        made.add("withhold", {**body, "reason": "y"}, "both")
        self.refused("entry_needs_two")

    def test_after_closing_audits_and_rulings_count(self):
        made = self.log
        reading = made.read(self.image, 1, 2, "agent")
        made.add("close", {"reason": "x"}, "operator")
        self.counts()
        made.read(self.image, 1, 2, "agent")
        self.refused("entry_closed")
        made.rows(self.file, [["a1", 1, 1, 2]])
        self.refused("entry_closed")
        made.add("close", {"reason": "y"}, "operator")
        self.refused("entry_closed")
        made.document("late")
        self.refused("entry_closed")
        made.add("statement", {"kind": "observation", "answers": {"a": "b"}}, "observer")
        self.refused("entry_closed")
        made.read(self.image, 1, 2, "stranger")
        self.refused("entry_unknown_key")
        made.add("statement", {"kind": "audit", "answers": {"a": "b"}}, "observer")
        self.counts()
        made.rule("a1", reading)
        self.counts()


if __name__ == "__main__":
    unittest.main()

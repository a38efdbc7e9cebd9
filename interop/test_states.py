"""Tests of the third reader's states and totals on made-up logs: places, evidence, sides, seals, stages, what rests on what."""

import itertools
import unittest

from made_up import REGISTER, Made, blob_name

SALT = "ab" * 32


def everybody(law=None, **more):
    """A log with agents, typists, importers of two accounts, a gateway and a reviewer."""
    made = Made(law, **more)
    for name in ("agent", "agent2", "agent3"):
        made.key(name, "agent")
    for name in ("typist", "typist2"):
        made.key(name, "typist")
    for name in ("importer", "importer2"):
        made.key(name, "importer")
    made.key("clerk", "importer", account="council")
    made.key("gateway", "gateway")
    made.key("reviewer", "reviewer")
    return made


class Places(unittest.TestCase):
    def test_nothing_is_missing_and_one_voice_is_pending(self):
        made = everybody()
        self.assertEqual(made.state(), "missing")
        made.read(made.photograph("p"), 1, 2, "agent")
        self.assertEqual(made.state(), "pending")

    def test_an_empty_row_holds_no_place_unless_zeros_are_real(self):
        for law, state in ((None, "missing"), ({"zeros": "real"}, "pending")):
            made = everybody(law)
            made.rows(made.document("f"), [["a1", 1, 400, 0, 0, ""]], figures=["registered", "null"])
            self.assertEqual(made.state(), state)
        made = everybody()
        made.rows(made.document("f"), [["a1", 1, 0, "illegible"]])
        made.read(made.photograph("p", station="b1"), 0, 0, "agent", station="b1")
        self.assertEqual((made.state("a1"), made.state("b1")), ("pending", "pending"))

    def test_a_correction_takes_the_place(self):
        made = everybody()
        image = made.photograph("p")
        first = made.read(image, 1, 2, "agent")
        made.read(image, 1, 3, "agent", corrects={"reading": first, "reason": "x"})
        self.assertEqual(made.told()["contests"]["mayor"]["accounts"]["volunteers"]["figures"]["luis"]["sum"], 3)

    def test_a_ruling_stands_also_for_what_was_corrected_or_for_none(self):
        made = everybody()
        image = made.photograph("p")
        first = made.read(image, 1, 2, "agent")
        made.read(image, 1, 3, "agent", corrects={"reading": first, "reason": "x"})
        made.rule("a1", first)
        self.assertEqual((made.state(), made.sheet().standing()), ("ruled", {"ana": 1, "luis": 2}))
        made.rule("a1", reason="again")
        self.assertEqual((made.state(), made.sheet().standing()), ("ruled", {}))

    def test_a_ruling_stands_for_the_account_of_its_reading_alone(self):
        made = everybody()
        image = made.photograph("p")
        for account, luis in (("volunteers", 2), ("volunteers", 3), ("campaign", 4), ("campaign", 5)):
            name = made.read(image, 1, luis, "agent", account=account)
        made.rule("a1", name)
        accounts = made.told()["contests"]["mayor"]["accounts"]
        luis = {account: accounts[account]["figures"]["luis"]["sum"] for account in ("volunteers", "campaign")}
        self.assertEqual(luis, {"volunteers": 2, "campaign": 5})


class Evidence(unittest.TestCase):
    def accepted_with(self, prepare, method="code"):
        made = everybody({"acceptance": {"agree": 1}})
        of = prepare(made)
        by = "importer" if method == "file" else "agent"
        made.read(of, 1, 2, by, method=method)
        found = made.found().get("no_evidence", 0)
        self.assertEqual(found, made.state() == "pending")
        return made.state() == "accepted"

    def test_images_must_be_captures_of_that_contest_and_station(self):
        self.assertTrue(self.accepted_with(lambda made: made.photograph("p")))
        self.assertTrue(self.accepted_with(lambda made: made.photograph("p", station="a1")))
        self.assertFalse(self.accepted_with(lambda made: made.photograph("p", station="a2")))
        self.assertFalse(self.accepted_with(lambda made: blob_name(b"p")))
        self.assertFalse(self.accepted_with(lambda made: [made.photograph("p"), blob_name(b"q")]))
        self.assertFalse(self.accepted_with(lambda made: made.document("p")))

    def test_files_must_be_sources(self):
        self.assertTrue(self.accepted_with(lambda made: made.document("f"), "file"))
        self.assertFalse(self.accepted_with(lambda made: made.photograph("f"), "file"))

    def test_a_source_that_comes_later_is_no_evidence(self):
        made = everybody({"acceptance": {"agree": 1}})
        made.read(blob_name(b"f"), 1, 2, "importer", method="file")
        made.document("f")
        self.assertEqual(made.state(), "pending")

    def test_a_gateway_that_signs_later_is_the_signer_of_the_message(self):
        made = everybody({"acceptance": {"agree": 2}})
        made.key("gateway2", "gateway")
        made.read(None, 1, 2, "agent", method="message")
        made.read(None, 1, 2, "agent2", method="message", counts={"valid": 3})
        for by, counts, state in (("gateway", {}, "pending"), ("gateway2", {"valid": 3}, "accepted")):
            made.read(None, 1, 2, by, method="message", counts=counts)
            self.assertEqual(made.state(), state)

    def test_messages_need_their_gateway(self):
        made = everybody({"acceptance": {"agree": 1}})
        made.read(None, 1, 2, "agent", method="message")
        self.assertEqual(made.state(), "pending")
        made.read(None, 1, 2, "gateway", method="message")
        self.assertEqual(made.state(), "accepted")

    def test_a_message_that_its_sender_and_the_gateway_signed_has_evidence(self):
        made = everybody({"acceptance": {"agree": 1}})
        made.read(None, 1, 2, "agent", "gateway", method="message")
        self.assertEqual(made.state(), "accepted")

    def test_machines_hold_no_place_and_have_no_findings(self):
        made = everybody({"acceptance": {"agree": 1}})
        made.read(made.photograph("p"), 1, 2, "agent", method="machine")
        self.assertEqual((made.state(), made.found()), ("missing", {}))


class Sides(unittest.TestCase):
    def test_two_signers_of_two_photographs_are_independent(self):
        made = everybody()
        made.read(made.photograph("p"), 1, 2, "agent")
        made.read(made.photograph("q"), 1, 2, "agent2")
        self.assertEqual(made.state(), "accepted")

    def test_not_so_two_of_one_photograph_or_one_of_two(self):
        made = everybody()
        image = made.photograph("p")
        made.read(image, 1, 2, "agent")
        made.read(image, 1, 2, "agent2")
        self.assertEqual(made.state(), "pending")
        made.read(made.photograph("q", station="a2"), 1, 2, "agent", station="a2")
        made.read(made.photograph("r", station="a2"), 1, 2, "agent", station="a2", method="code")
        self.assertEqual(made.state("a2"), "pending")

    def test_a_reading_that_several_sign_counts_for_one_of_them(self):
        made = everybody({"acceptance": {"agree": 3}})
        made.read(made.photograph("p"), 1, 2, "agent", "agent2", "agent3")
        made.read(made.photograph("q"), 1, 2, "agent", "agent2")
        self.assertEqual(made.state(), "pending")
        made.read(made.photograph("r"), 1, 2, "agent2")
        self.assertEqual(made.state(), "accepted")

    def test_who_signed_something_else_together_is_independent_all_the_same(self):
        made = everybody()
        made.read(made.photograph("p"), 1, 2, "agent")
        made.read(made.photograph("q"), 1, 2, "agent2")
        made.read(made.photograph("r"), 7, 7, "agent", "agent2")
        self.assertEqual(made.state(), "contested")

    def test_a_key_that_writes_files_for_two_accounts_does_not_agree_with_itself(self):
        made = everybody()
        for account, name in (("campaign", "f"), ("volunteers", "g")):
            made.rows(made.document(name), [["a1", 1, 1, 2]], account=account)
        self.assertEqual(made.state(), "pending")
        made.rows(made.document("h"), [["a1", 1, 1, 2]], by="importer2", account="volunteers")
        self.assertEqual(made.state(), "accepted")

    def test_the_lesser_of_the_two_ways_to_count_holds(self):
        made = everybody({"acceptance": {"agree": 3}})
        made.rows(made.document("f"), [["a1", 1, 1, 2]], by="importer", account="campaign")
        made.rows(made.document("g"), [["a1", 1, 1, 2]], by="importer", account="volunteers")
        made.rows(made.document("h"), [["a1", 1, 1, 2]], by="importer2", account="campaign")
        self.assertEqual(made.state(), "pending")
        made.read(made.photograph("p"), 1, 2, "agent")
        self.assertEqual(made.state(), "accepted")

    def test_the_files_of_one_account_are_one_voice(self):
        made = everybody()
        for by, name in (("importer", "f"), ("importer2", "g")):
            made.rows(made.document(name), [["a1", 1, 1, 2]], by=by)
        self.assertEqual(made.state(), "pending")
        made.key("own", "importer")
        made.rows(made.document("h"), [["a1", 1, 1, 2]], by="own", account="volunteers")
        self.assertEqual(made.state(), "accepted")

    def test_a_gateways_messages_are_one_voice(self):
        made = everybody()
        made.read(None, 1, 2, "gateway", method="message")
        made.read(None, 1, 2, "gateway", method="message", counts={"valid": 3})
        self.assertEqual(made.state(), "pending")
        made.read(made.photograph("p"), 1, 2, "agent")
        self.assertEqual(made.state(), "accepted")

    def test_a_further_voice_adds_a_signer_and_no_further_source(self):
        made = everybody()
        image = made.photograph("p")
        for by in ("agent", "agent2"):
            made.read(image, 1, 2, by)
        self.assertEqual(made.state(), "pending")
        made.read(made.photograph("q"), 1, 2, "agent")
        self.assertEqual(made.state(), "accepted")

    def test_what_read_no_option_takes_no_part(self):
        made = everybody()
        made.read(made.photograph("p"), None, None, "agent", counts={"valid": 3})
        made.read(made.photograph("q"), "illegible", None, "agent2", counts={"valid": 3})
        made.read(made.photograph("r"), "illegible", None, "agent3", counts={"valid": 3})
        self.assertEqual(made.state(), "pending")

    def test_a_contradiction_contests_and_two_sides_dispute(self):
        made = everybody()
        made.read(made.photograph("p"), 1, 2, "agent")
        made.read(made.photograph("q"), 1, 2, "agent2")
        made.read(made.photograph("r"), 1, 3, "typist")
        self.assertEqual(made.state(), "contested")
        told = made.told()["contests"]["mayor"]["totals"]
        self.assertEqual((told["accepted"]["stations"], told["uncontested"]["stations"]), (1, 0))
        made.read(made.photograph("s"), 1, 3, "typist2")
        self.assertEqual(made.state(), "disputed")
        self.assertEqual(made.told()["contests"]["mayor"]["totals"]["accepted"]["stations"], 0)

    def test_what_left_an_option_out_is_another_side_and_contradicts_nothing(self):
        made = everybody()
        made.read(made.photograph("p"), 1, 2, "agent")
        made.read(made.photograph("q"), 1, 2, "agent2")
        made.read(made.photograph("r"), 1, None, "typist")
        self.assertEqual(made.state(), "accepted")

    def test_figures_that_a_sides_readings_read_differently_are_illegible_and_contest(self):
        made = everybody()
        made.read(made.photograph("p"), 1, 2, "agent", counts={"valid": 3, "null": 4, "blank": "illegible"})
        made.read(made.photograph("q"), 1, 2, "agent2", counts={"null": 5, "ballots": "illegible", "blank": 1})
        expected = {"ana": 1, "luis": 2, "valid": 3, "null": "illegible", "ballots": "illegible", "blank": 1}
        self.assertEqual((made.state(), made.sheet().standing()), ("contested", expected))

    def test_of_several_numbers_the_one_that_suffices_by_itself_stands(self):
        made = everybody()
        for name, by, null in (("p", "agent", 4), ("q", "agent2", 4), ("r", "agent3", 5)):
            made.read(made.photograph(name), 1, 2, by, counts={"null": null})
        self.assertEqual((made.state(), made.sheet().standing()["null"]), ("contested", 4))
        made.read(made.photograph("s"), 1, 2, "typist", counts={"null": 5})
        self.assertEqual(made.sheet().standing()["null"], "illegible")

    def test_errors_that_need_the_register_hinder_nobody_from_sufficing_alone(self):
        law = {"acceptance": {"agree": 2, "alone": [{"method": "code", "account": "volunteers"}]}}
        for ana, counts, state in ((401, {}, "accepted"), (401, {"registered": 400}, "pending")):
            made = everybody(law)
            made.read(made.photograph("p"), ana, 2, "agent", method="code", counts=counts)
            self.assertEqual(made.state(), state)
        made.read(made.photograph("q", station="z9"), 1, 2, "agent", method="code", station="z9")
        self.assertEqual(made.state("z9"), "accepted")

    def test_one_errorless_reading_of_a_method_and_account_suffices_alone(self):
        law = {"acceptance": {"agree": 2, "alone": [{"method": "code", "account": "volunteers"}]}}
        for method, account, counts, state in (
            ("code", "volunteers", {}, "accepted"),
            ("code", "volunteers", {"valid": 3}, "accepted"),
            ("code", "volunteers", {"valid": 4}, "pending"),
            ("code", "campaign", {}, "pending"),
            ("typed", "volunteers", {}, "pending"),
        ):
            made = everybody(law)
            made.read(made.photograph("p"), 1, 2, "agent", method=method, account=account, counts=counts)
            self.assertEqual(made.state(), state)

    def test_a_method_without_an_account_suffices_alone_for_every_account(self):
        for method, account, state in (("code", "campaign", "accepted"), ("typed", "volunteers", "pending")):
            made = everybody({"acceptance": {"agree": 2, "alone": [{"method": "code"}]}})
            made.read(made.photograph("p"), 1, 2, "agent", method=method, account=account)
            self.assertEqual(made.state(), state)

    def test_the_order_of_the_entries_changes_no_state_and_no_figure(self):
        readings = (
            ("p", 1, 2, "agent", {}),
            ("q", 1, 2, "agent2", {"null": 1}),
            ("p", 1, 3, "typist", {}),
            ("r", 1, 2, "agent3", {"null": 2}),
        )
        seen = set()
        for order in itertools.permutations(readings):
            made = everybody()
            images = {name: made.photograph(name) for name in "pqr"}
            for name, ana, luis, by, counts in order:
                made.read(images[name], ana, luis, by, counts=counts)
            sheet = made.sheet()
            seen.add((sheet.state, tuple(sorted(sheet.standing().items()))))
        self.assertEqual(seen, {("contested", (("ana", 1), ("luis", 2), ("null", "illegible")))})


class Seals(unittest.TestCase):
    def state(self, *steps, second_salt="cd" * 32, more=()):
        """Two typists of one photograph; the steps are in the order given."""
        made = everybody()
        image = made.photograph("p")
        shadow = everybody()
        names = {
            "typist": shadow.read(image, 1, 2, "typist", salt=SALT),
            "typist2": shadow.read(image, 1, 2, "typist2", salt=second_salt),
        }
        for step in steps:
            by, what = step.split()
            if what == "seals":
                made.add("seal", {"contest": "mayor", "image": image, "reading": names[by]}, by)
            elif what == "types":
                made.read(image, 1, 2, by, salt=SALT if by == "typist" else second_salt)
            else:
                made.read(image, 1, 2, by)
        return made.state()

    def test_two_who_typed_the_same_photograph_unseen_are_independent(self):
        self.assertEqual(self.state("typist seals", "typist2 seals", "typist types", "typist2 types"), "accepted")

    def test_a_seal_after_a_reading_of_the_photograph_is_not_blind(self):
        self.assertEqual(self.state("typist seals", "typist types", "typist2 seals", "typist2 types"), "pending")
        self.assertEqual(self.state("typist types", "typist2 types"), "pending")

    def test_a_seal_opened_by_another_is_not_opened(self):
        self.assertEqual(self.state("typist seals", "typist2 seals", "typist types", "typist2 reads"), "pending")

    def test_open_readings_of_the_photograph_of_a_blind_one_are_left_out(self):
        self.assertEqual(self.state("typist seals", "typist types", "agent reads"), "pending")

    def test_the_first_reading_of_a_photograph_is_blind_without_a_seal(self):
        self.assertEqual(self.state("typist seals", "agent reads", "typist types"), "accepted")
        self.assertEqual(self.state("agent reads", "typist seals", "typist types"), "pending")

    def test_a_seal_makes_independent_its_own_key_alone(self):
        made = everybody()
        image, shadow = made.photograph("p"), everybody()
        for by, salt in (("typist", SALT), ("typist2", "cd" * 32)):
            name = shadow.read(image, 1, 2, "typist", by, salt=salt)
            made.add("seal", {"contest": "mayor", "image": image, "reading": name}, by)
        for by, salt in (("typist", SALT), ("typist2", "cd" * 32)):
            made.read(image, 1, 2, "typist", by, salt=salt)
        self.assertEqual([each.blind for each in made.sheet().all], [True, True])
        self.assertEqual(made.state(), "pending")

    def test_a_seal_that_comes_later_and_a_voice_of_its_key_take_nothing_away(self):
        made, shadow = everybody(), everybody()
        image, other = made.photograph("p"), "cd" * 32
        sealed = shadow.read(image, 1, 2, "typist2", salt=other)
        made.add("seal", {"contest": "mayor", "image": image, "reading": sealed}, "typist2")
        first = made.read(image, 1, 2, "typist", salt=SALT)
        made.read(image, 1, 2, "typist2", salt=other)
        self.assertEqual(made.state(), "accepted")
        made.add("seal", {"contest": "mayor", "image": image, "reading": first}, "agent")
        made.read(image, 1, 2, "agent", salt=SALT)
        self.assertEqual(made.state(), "accepted")

    def test_who_was_shown_other_figures_is_blind_and_who_was_shown_the_same_is_not(self):
        for luis, corrected, blind in ((3, False, True), (2, False, False), (2, True, False)):
            made = everybody()
            image = made.photograph("p")
            first = made.read(image, 1, luis, "agent")
            if corrected:
                made.read(image, 1, 9, "agent", corrects={"reading": first, "reason": "x"})
            name = everybody().read(image, 1, 2, "typist", salt=SALT)
            made.add("seal", {"contest": "mayor", "image": image, "reading": name}, "typist")
            made.read(image, 1, 2, "typist", salt=SALT)
            self.assertEqual(made.sheet().all[-1].blind, blind)


class Stages(unittest.TestCase):
    def test_a_later_stage_takes_an_earlier_ones_place_and_each_is_counted_apart(self):
        made = everybody()
        for stage, luis in (("second", 3), ("first", 2), ("second", 4)):
            made.rows(made.document(stage), [["a1", 1, 1, luis]], by="clerk", account="council", stage=stage)
        told = made.told()["contests"]["mayor"]
        luis = lambda total: total["figures"]["luis"]["sum"]
        stages = [luis(told["stages"]["council/" + stage]) for stage in ("first", "second")]
        self.assertEqual((luis(told["accounts"]["council"]), stages), (3, [2, 3]))

    def test_another_accounts_reading_never_stands_for_an_account(self):
        made = everybody()
        made.rows(made.document("first"), [["a1", 1, 1, 9]])
        made.rows(made.document("second"), [["a1", 1, 1, 3]], by="clerk", account="council", stage="first")
        accounts = made.told()["contests"]["mayor"]["accounts"]
        luis = {account: accounts[account]["figures"]["luis"]["sum"] for account in ("council", "campaign")}
        self.assertEqual(luis, {"council": 3, "campaign": 9})

    def test_a_reading_of_an_earlier_stage_takes_no_part(self):
        made = everybody({"acceptance": {"agree": 1}})
        for stage, luis in (("first", 2), ("second", 3)):
            made.rows(made.document(stage), [["a1", 1, 1, luis]], by="clerk", account="council", stage=stage)
        self.assertEqual((made.state(), made.sheet().standing()["luis"]), ("accepted", 3))


class Totals(unittest.TestCase):
    def mayor(self, made):
        return made.told()["contests"]["mayor"]

    def test_unlisted_stations_count_where_the_register_is_not_complete(self):
        for law, stations in ((None, 1), ({"register": {"complete": False, "stations": 9}}, 2)):
            made = everybody(law)
            made.rows(made.document("f"), [["a1", 1, 1, 2], ["z9", 2, 1, 2]])
            mayor = self.mayor(made)
            self.assertEqual(mayor["accounts"]["campaign"]["stations"], stations)
            self.assertEqual(mayor["of_stations"], 4 if law is None else 9)
            self.assertEqual(made.found()["unknown_station"], 1)

    def test_a_reading_outside_of_the_contests_areas_is_found_and_counts_in_no_total(self):
        made = everybody()
        made.rows(made.document("f"), [["a1", 1, 100, 2], ["b1", 2, 100, 2], ["c1", 3, 100, 2]])
        body = {
            "stations": blob_name(REGISTER.encode()),
            "count": 4,
            "contests": [{"contest": "mayor", "areas": ["A"]}],
        }
        made.add("register", {**body, "expected": [{"area": "A", "stations": 7}]}, "operator")
        mayor = self.mayor(made)
        self.assertEqual(made.found(), {"outside_contest": 2})
        self.assertEqual((mayor["accounts"]["campaign"]["stations"], mayor["of_stations"]), (1, 7))
        self.assertEqual(mayor["of_registered"], 700)
        made.add("register", {**body, "contests": [{"contest": "mayor", "areas": []}]}, "operator")
        self.assertEqual(self.mayor(made)["accounts"]["campaign"]["stations"], 3)

    def test_what_was_not_read_is_not_zero(self):
        made = everybody()
        made.rows(made.document("f"), [["a1", 1, 1, ""], ["a2", 2, 1, "illegible"], ["b1", 3, 1, 2]])
        figures = self.mayor(made)["accounts"]["campaign"]["figures"]
        self.assertEqual(figures["luis"], {"sum": 2, "stations": 1, "illegible": 1})
        self.assertEqual(figures["ana"], {"sum": 3, "stations": 3, "illegible": 0})

    def test_unknown_options_and_further_figures_are_in_no_total(self):
        made = everybody({"figures": ["unused"]})
        made.rows(made.document("f"), [["a1", 1, 9, 8, 100, 7]], figures=["unused", "torn"], options=["ana", "eva"])
        told = made.told()
        figures = told["contests"]["mayor"]["accounts"]["campaign"]["figures"]
        self.assertEqual({name: each["sum"] for name, each in figures.items()}, {"unused": 9, "ana": 100})
        self.assertEqual(made.found(), {"unknown_figure": 1, "unknown_option": 1})

    def test_the_registers_voters_go_before_the_sheets(self):
        made = everybody()
        made.rows(made.document("f"), [["a1", 1, 9, 1, 2], ["c1", 1, 70, 30, 2]], figures=["registered"])
        total = self.mayor(made)["accounts"]["campaign"]
        self.assertEqual((total["covered_registered"], total["without_registered"]), (470, 0))

    def test_figures_rest_on_withheld_documents_where_every_reading_of_them_does(self):
        made = everybody()
        first, second = made.photograph("p"), made.photograph("q")
        made.read(first, 1, 2, "agent", counts={"valid": 3})
        made.read(second, 1, 2, "agent2")
        made.add("withhold", {"document": first, "withheld": True, "reason": "x"}, "operator", "reviewer")
        accepted = self.mayor(made)["totals"]["accepted"]
        self.assertEqual((accepted["stations"], accepted["withheld_figures"], accepted["withheld_stations"]), (1, 1, 1))
        made.add("withhold", {"document": second, "withheld": True, "reason": "x"}, "operator", "reviewer")
        self.assertEqual(self.mayor(made)["totals"]["accepted"]["withheld_figures"], 3)
        made.add("withhold", {"document": first, "withheld": False, "reason": "x"}, "operator", "reviewer")
        self.assertEqual(self.mayor(made)["totals"]["accepted"]["withheld_figures"], 0)


if __name__ == "__main__":
    unittest.main()

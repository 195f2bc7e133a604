"""Would catch: a command line that is not understood and ends with another code than 2, or without saying what to write;
a tail of a feed that begins at its head; sentences that stay English in Hindi; a summary without its flags.
"""

import json
import re
import unittest

from house import Story

USAGE, UNREACHABLE, KEY = 2, 4, 5
HEADER = "full_name,mobile,designation"


class Command(Story):
    def setUp(self):
        super().setUp()
        self.house.registration.start()
        self.house.load()

    def write(self, *lines):
        path = self.house.file("list.csv")
        path.write_text("\n".join(lines) + "\n", encoding="utf-8")
        return path

    def in_both_languages(self, *arguments, code):
        """What is said in Hindi and in English, which must not be the same."""
        said = [self.house.karmayogi("--lang", language, *arguments, code=code).err for language in ("hi", "en")]
        self.assertNotEqual(*said)
        self.assertTrue(any("\u0900" <= letter <= "\u097f" for letter in said[0]), said[0])
        self.assertFalse(any("\u0900" <= letter <= "\u097f" for letter in said[1]), said[1])
        return said

    def test_value_that_is_not_understood__ends_with_2_and_says_what_to_write(self):
        path = self.write(HEADER, "Asha Devi,9876543210,Constable")
        wrong = [
            (("--reporting", "nonsense", "report", "courses"), "tcp://"),
            (("--registration", "tcp://127.0.0.1", "org", "list"), "tcp://"),
            (("--registration", "tcp://127.0.0.1:70000", "org", "list"), "tcp://"),
            (("import", path, "--org", "hapur-police", "--chunk-rows", "0"), "4,096"),
            (("import", path, "--columns", "guess"), "position"),
            (("report", "onboarding", "--org", "police", "--by", "shoe"), "district"),
            (("report", "onboarding", "--org", "police", "--sort", "shoe"), "share"),
            (("report", "onboarding"), "--org"),
            (("report", "figures", "--measures", "shoes"), "karmayogi report definitions"),
            (("report", "figures"), "--measures"),
            (("report", "figures", "--measures", "onboarded", "--by", "group,gender,level,district"), "3"),
            (("report", "figures", "--measures", "onboarded", "--filter", "gender"), "DIMENSION=CODE"),
            (("report", "figures", "--measures", "onboarded", "--filter", "shoe=1"), "karmayogi report definitions"),
            (("course", "list", "--kind", "course,shoe"), "curated_program"),
            (("course", "review", "x", "--version-read", "3"), "--pass"),
            (("course", "review", "x", "--pass"), "--version-read"),
            (("course", "update", "x"), "--help"),
            (("course", "get"), "--igot-id"),
            (("list", "show", "shoes"), "competencies"),
            (("feed", "tail", "--service", "reporting"), "catalogue"),
        ]
        for arguments, told in wrong:
            for said in self.in_both_languages(*arguments, code=USAGE):
                self.assertIn(told, said, arguments)
        self.stop_all()

    def test_figure_that_is_not_there__is_refused_with_those_that_there_are(self):
        self.house.reporting.start()
        known = self.house.json("report", "definitions")
        measures = ", ".join(each["measure"] for each in known["measures"])
        for wrong in ("shoes", "learners", "onboarded,learners"):  # learners: in the contract, but not built
            for said in self.in_both_languages("report", "figures", "--measures", wrong, code=USAGE):
                self.assertRegex(said, rf"--measures [^:]*: {measures}[.।]\n$")
        for said in self.in_both_languages("report", "definitions", "learners", code=USAGE):
            self.assertIn(measures, said)
        filters = {word for each in known["measures"] for word in each["filters"]}
        rows = {word for each in known["measures"] for word in each["dimensions"]}
        self.assertIn("available_language", filters - rows)
        for option, form, words in (("--by", "{}", rows), ("--filter", "{}=1", filters)):
            for wrong in ("shoe", "cadre"):
                for said in self.in_both_languages(
                    *("report", "figures", "--measures", "onboarded", option, form.format(wrong)), code=USAGE
                ):
                    self.assertEqual(set(re.findall(r"[a-z_]+", said.split(": ")[-1])), words)
        self.stop_all()

    def test_service_that_is_not_there__is_said_in_the_language_of_the_command(self):
        self.registration = self.house.registration
        self.registration.stop()
        for said in self.in_both_languages("--timeout", 1, "org", "list", code=UNREACHABLE):
            self.assertIn(self.registration.endpoint, said)
        self.registration.start()
        self.house.karmayogi("keys", "new", "stranger")
        for said in self.in_both_languages("--as", "stranger", "org", "list", code=KEY):
            self.assertIn("stranger", said)
            self.assertIn("keys admit", said)
        self.stop_all()

    def test_report_that_waits_for_a_position_in_vain__is_not_told_to_send_it_again(self):
        self.house.reporting.start()
        position = self.house.status("registration")["position"]
        later = f"registration:{position['epoch']}:{position['sequence'] + 1000}"
        for said in self.in_both_languages(
            *("--timeout", 1, "report", "onboarding", "--org", "police", "--at-least", later), code=UNREACHABLE
        ):
            self.assertNotIn("same request id", said)
            self.assertNotIn("अनुरोध-संख्या", said)
        self.stop_all()

    def test_organisation_without_a_district__says_so(self):
        self.assertRegex(self.house.karmayogi("org", "get", "meerut-range").out, r"(?m)^District +\(no district\)$")
        self.assertRegex(self.house.karmayogi("org", "get", "hapur-police").out, r"(?m)^District +661$")
        self.stop_all()

    def test_tail_of_the_feed__is_its_end__and_from_its_beginning_where_that_is_asked(self):
        for number in range(150):  # more than a small page holds
            self.house.karmayogi("org", "update", "hapur-police", "--name-en", f"Hapur Police {number}")
        head = self.house.status("registration")["position"]["sequence"]

        def shown(*arguments):
            return [int(line.split()[0]) for line in self.house.karmayogi("feed", "tail", *arguments).out.splitlines()]

        self.assertEqual(shown("--limit", 3), [head - 2, head - 1, head])
        self.assertEqual(shown("--limit", head + 5), list(range(1, head + 1)))
        self.assertEqual(shown("--from", 2, "--limit", 3), [2, 3, 4])
        self.assertEqual(shown("--from", head), [head])
        self.assertEqual(len(shown()), head)
        last = self.house.karmayogi("feed", "tail", "--limit", 1)
        self.assertIn("organisation_updated hapur-police", last.out)
        event = json.loads(self.house.karmayogi("--json", "feed", "tail", "--limit", 1).out)["events"][0]
        self.assertEqual(event["organisation_updated"]["organisation"]["name_en"], "Hapur Police 149")
        self.stop_all()

    def test_contact_that_was_shown__stands_in_the_feed_with_whose_it_is(self):
        given = ("--name", "Asha Devi", "--org", "hapur-police", "--mobile", "9876543210", "--designation", "constable")
        official = self.house.json("official", "register", *given)["official_id"]
        self.house.karmayogi("official", "reveal", official, "--purpose", "call about the training batch")
        last = self.house.karmayogi("feed", "tail", "--limit", 1).out
        self.assertTrue(last.endswith(f"  contact_revealed {official}\n"), last)
        self.stop_all()

    def test_feed_of_the_catalogue__is_read_as_well(self):
        self.house.catalogue.start()
        head = self.house.status("catalogue")["position"]["sequence"]
        lines = self.house.karmayogi("feed", "tail", "--service", "catalogue").out.splitlines()
        self.assertEqual(len(lines), head)
        self.stop_all()

    def test_summary_of_an_import__lists_flags_with_their_numbers(self):
        path = self.write(HEADER, *(f"Asha Devi,987654321{i},Wizard" for i in range(3)))
        done = self.house.karmayogi("import", path, "--org", "hapur-police")
        self.assertRegex(done.out, r"(?m)^ +3  designation:DESIGNATION_UNKNOWN ")
        self.assertRegex(self.house.karmayogi("--lang", "hi", "import", path, "--org", "hapur-police").out, "पहले से दर्ज")
        path = self.write(HEADER, "Usha Devi,9876543220,Wizard")
        flags = self.house.json("import", path, "--org", "hapur-police")["flagged_by_reason"]
        self.assertEqual([(each["reason"], each["rows"]) for each in flags], [("DESIGNATION_UNKNOWN", 1)])
        self.stop_all()

    def test_import_that_is_shown_again__says_which_it_is(self):
        path = self.write(HEADER, "Asha Devi,9876543210,Constable")
        import_id = self.house.json("import", path, "--org", "hapur-police")["import_id"]
        self.assertIn(import_id, self.house.karmayogi("import", "show", import_id).out.splitlines()[0])
        self.stop_all()

    def test_official_without_a_designation__is_shown_without_a_stray_line(self):
        done = self.house.karmayogi(
            *("official", "register", "--name", "Asha Devi", "--org", "hapur-police", "--mobile", "9876543210")
        )
        self.assertNotIn("Designation", done.out)
        self.stop_all()


if __name__ == "__main__":
    unittest.main()

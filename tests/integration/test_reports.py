"""Would catch: a report that says something else in Hindi than in English, groups digits as nobody here does, shows a
percentage where no strength was declared, counts people on a day before they were there, or does not say how fresh it is.
"""

import datetime
import re
import unittest

from house import Story
from recount import IST

DEVANAGARI = "[\u0900-\u097f]"
GOOD = {"meerut-police": (169, 1203), "hapur-police": (661, 87)}


class Reports(Story):
    def setUp(self):
        super().setUp()
        self.house.start("registration", "reporting")
        self.house.load()
        for number, (organisation, (district, good)) in enumerate(GOOD.items(), 1):
            path = self.house.sample(organisation, good, seed=30 + number, district=district)
            self.position = self.house.import_list(path, organisation, district).position()
        self.total = sum(good for _, good in GOOD.values())

    def report(self, *more, organisation="meerut-range"):
        return self.house.karmayogi(
            "report", "onboarding", "--org", organisation, "--by", "district", "--at-least", self.position, *more
        )

    def figures(self, *more):
        rows = self.report("--json", *more).json()["rows"]
        return {row["code"]: row["onboarded"] for row in rows if row["onboarded"]}

    def test_report_by_district__for_people_in_both_languages_and_for_programs(self):
        english, hindi = self.report().out, self.report("--lang", "hi").out
        for out in (english, hindi):
            self.assertRegex(out, r"(?<![\d,])1,203(?![\d,])")
            self.assertRegex(out, r"(?<![\d,])87(?![\d,])")
            self.assertRegex(out, r"(?<![\d,])1,290(?![\d,])")
        self.assertIn("Meerut", english)
        self.assertNotRegex(english, DEVANAGARI)
        self.assertIn("मेरठ", hindi)
        self.assertIn("हापुड़", hindi)
        self.assertNotIn("Meerut", hindi)
        self.assertEqual(self.figures(), {"169": 1203, "661": 87})
        report = self.report("--json").json()
        self.assertEqual(report["total"]["onboarded"], self.total)
        freshness = report["freshness"][0]
        service, epoch, sequence = self.position.split(":")
        self.assertEqual((freshness["counted_to"]["service"], freshness["counted_to"]["epoch"]), (service, epoch))
        self.assertGreaterEqual(freshness["counted_to"]["sequence"], int(sequence))
        self.stop_all()

    def test_yesterday__nobody_was_there(self):
        self.assertEqual(self.figures("--as-of", "yesterday"), {})
        yesterday = datetime.datetime.now(IST).date() - datetime.timedelta(days=1)
        self.assertEqual(self.report("--json", "--as-of", yesterday.isoformat()).json()["total"]["onboarded"], 0)
        tomorrow = yesterday + datetime.timedelta(days=2)
        done = self.house.karmayogi("report", "onboarding", "--org", "meerut-range", "--as-of", tomorrow.isoformat(), code=(1, 2))
        self.assertTrue(done.err)
        self.stop_all()

    def test_strength__is_a_percentage_where_declared__and_said_to_be_missing_where_not(self):
        self.assertRegex(self.report().out, r"\b5,400 +22\.27\b")  # 1,203 of 5,400, rounded down
        zone = self.report("--json", organisation="meerut-zone").json()["total"]
        self.assertEqual(zone["strength"]["count"], 15250, "what is below the zone is declared, all of it")
        # Another unit in the zone, whose strength nobody has declared: then the zone's is not known either.
        self.house.karmayogi(
            *("org", "create", "ghaziabad-police", "--parent", "meerut-zone", "--kind", "district-unit"),
            *("--name-en", "District Police, Ghaziabad", "--district", 145),
        )
        position = self.house.status("registration")["position"]
        self.position = f"{position['service']}:{position['epoch']}:{position['sequence']}"
        for language, missing in (("en", "not declared"), ("hi", "अघोषित")):
            out = self.report("--lang", language, organisation="meerut-zone").out
            rows = [line for line in out.splitlines() if missing in line]
            self.assertEqual(len(rows), 2, out)  # Ghaziabad, and the zone
            self.assertNotRegex("".join(rows), r"\d\.\d")
        zone = self.report("--json", organisation="meerut-zone").json()["total"]
        self.assertIsNone(zone["strength"])
        self.stop_all()

    def test_report_by_organisation__adds_up_and_agrees_with_the_districts(self):
        report = self.house.json("report", "onboarding", "--org", "meerut-range", "--by", "organisation", "--at-least", self.position)
        told = {row["code"]: row["onboarded"] for row in report["rows"] if row["onboarded"]}
        self.assertEqual(told, {organisation: good for organisation, (_, good) in GOOD.items()})
        self.assertEqual(report["total"]["onboarded"], self.total)
        self.stop_all()

    def test_large_numbers__are_grouped_as_in_india(self):
        self.house.karmayogi(
            *("org", "strength", "police", 1880000, "--source", "made up for a test", "--on", "2026-01-01")
        )
        for language in ("en", "hi"):
            out = self.report("--lang", language, organisation="police").out
            self.assertTrue(re.search(r"18,80,000", out), out)
        self.stop_all()

    def test_position_that_is_not_there_yet__ends_with_a_clear_refusal(self):
        service, epoch, sequence = self.position.split(":")
        ahead = f"{service}:{epoch}:{int(sequence) + 1000}"
        done = self.house.karmayogi(
            *("--timeout", 1, "report", "onboarding", "--org", "meerut-range", "--at-least", ahead), code=4
        )
        self.assertTrue(done.err)
        former = f"{service}:{int(epoch) ^ 1}:{sequence}"
        done = self.house.karmayogi("report", "onboarding", "--org", "meerut-range", "--at-least", former, code=1)
        self.assertIn("EPOCH_CHANGED", done.out + done.err)
        self.stop_all()


if __name__ == "__main__":
    unittest.main()

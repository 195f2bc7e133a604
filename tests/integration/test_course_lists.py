"""Would catch: an import of courses by the command that loses a verdict, a refused row, an import that broke off; a count
or a report that differs from what the list says; a CSV of courses that cannot be imported again.
"""

import csv
import io
import json
import re
import unittest
from collections import Counter

from house import DATA, Story, until

COUNT, HINDI = 120, 40


class CourseLists(Story):
    def setUp(self):
        super().setUp()
        self.house.start("catalogue", "registration", "reporting")
        for name in ("competencies", "providers", "cadres", "trades"):
            self.house.karmayogi("list", "load", name, DATA / f"{name}.csv")

    def sample(self, *more):
        self.house.karmayogi(
            *("sample", "courses", "--count", COUNT, "--hindi", HINDI, "--seed", 3, "--lists", DATA, *more),
            *("--out", self.house.file("courses.csv"), "--truth", self.house.file("truth.csv")),
        )
        return self.house.file("courses.csv")

    def load(self, path, *more, code=(0, 3)):
        return self.house.json("course", "import", path, *more, code=code)

    def counted(self, *filters):
        return self.house.json("course", "count", *filters)

    def test_list_of_courses__is_imported_counted_and_reported_the_same(self):
        path = self.sample("--bad", 5, "--repeated", 2, "--clashing", 2)
        checked = self.load(path, "--validate-only")
        self.assertEqual(self.counted()["total"]["courses"], 0)
        done = self.load(path, "--verdicts", self.house.file("verdicts.csv"))
        self.assertEqual({**checked, "validate_only": False}["refused"], done["refused"])
        with open(self.house.file("verdicts.csv"), encoding="utf-8", newline="") as file:
            verdicts = list(csv.DictReader(file))
        kinds = Counter(row["verdict"] for row in verdicts)
        self.assertEqual(kinds, Counter({kind: done[kind] for kind in kinds}))
        self.assertEqual(sum(kinds.values()), done["rows"])
        with open(done["refused_file"], encoding="utf-8", newline="") as file:
            self.assertEqual(len(list(csv.DictReader(file))), done["refused"])

        count = self.counted()
        self.assertEqual(count["total"]["courses"], COUNT)
        languages = {each["language"]: each["available"] for each in count["total"]["languages"]}
        self.assertEqual(languages["hi"], HINDI)
        self.assertEqual(self.house.karmayogi("course", "list", "--language", "hi", "--count").out.strip(), str(HINDI))
        report = until(
            lambda: self.house.json("report", "courses", "--at-least", done["position"]), "the courses to be counted"
        )
        self.counted_alike(report, count)
        self.counted_alike(self.house.json("report", "courses", "--filter", "available_language=hi"), self.counted("--language", "hi"))
        self.tables_add_up(done["position"])
        self.report_shows_what_fits(count)
        self.stop_all()

    def counted_alike(self, report, count):
        """Reporting, which counts sets of languages, says the same as the catalogue, which counts languages."""

        def told(one):
            return one["kind"], one["courses"], [(each["language"], each["available"]) for each in one["languages"]]

        self.assertEqual(told(report["total"]), told(count["total"]))
        self.assertEqual(
            {kind: (courses, dict(languages)) for kind, courses, languages in map(told, report["rows"])},
            {kind: (courses, dict(languages)) for kind, courses, languages in map(told, count["rows"]) if courses},
        )

    def report_shows_what_fits(self, count):
        """A table in 80 columns has Hindi and English always; --all and the CSV have every language."""
        available = {each["language"]: each["available"] for each in count["total"]["languages"]}
        for language, header, total in (("en", ("Kind", "English", "Hindi"), "Total"), ("hi", ("प्रकार", "अंग्रेज़ी", "हिंदी"), "योग")):
            shown = self.house.karmayogi("--lang", language, "report", "courses").out
            lines = shown.splitlines()
            heads = next(line.split() for line in lines if line.startswith(header[0]))
            self.assertLessEqual(max(len(line) for line in lines if line.startswith("---")), 80)
            self.assertTrue(set(header) <= set(heads), shown)
            hidden = len(available) - (len(heads) - 2)
            self.assertGreater(hidden, 0, "the list has too few languages to try this")
            self.assertRegex(shown, rf": {hidden} \(--all")
            totals = next(line.split() for line in lines if line.startswith(total))
            self.assertEqual(totals[2 + heads[2:].index(header[2])], str(HINDI))
            self.assertEqual([int(each) for each in totals[2:]], sorted(map(int, totals[2:]), reverse=True))
            whole = self.house.karmayogi("--lang", language, "report", "courses", "--all").out
            self.assertNotIn("(--all", whole)
            totals = [each for line in whole.splitlines() if line.startswith(total) for each in line.split()[1:]]
            self.assertEqual([int(each) for each in totals], [COUNT, *available.values()])
        # English is shown where no course can be taken in it, too.
        one = self.house.karmayogi("report", "courses", "--filter", "course_languages=hi").out
        self.assertRegex(one, r"(?m)^Kind +Courses +Hindi +English$")
        self.assertRegex(one, r"(?m)^Total +(\d+) +\1 +0$")
        self.assertNotIn("(--all", one)
        rows = list(csv.DictReader(io.StringIO(self.house.karmayogi("report", "courses", "--csv").out)))
        self.assertEqual({code: sum(int(row[code]) for row in rows) for code in available}, available)
        self.assertEqual(list(rows[0])[4:], list(available))

    def tables_add_up(self, position):
        """The tables for people and the CSV say the same as the JSON."""
        for language, total in (("en", "Total"), ("hi", "योग")):
            for arguments in (("course", "count"), ("report", "courses", "--at-least", position)):
                out = self.house.karmayogi("--lang", language, *arguments).out
                totals = [line.split() for line in out.splitlines() if line.startswith(total)]
                self.assertTrue(totals and all(int(line[1]) == COUNT for line in totals[:1]), out)
        for language in ("en", "hi"):  # the names of kinds, too
            first, second = (
                re.findall(r"(?m)^(\S+(?: \S+)*) {2,}\d+ {2,}\d", self.house.karmayogi("--lang", language, *verb).out)
                for verb in (("course", "count"), ("report", "courses"))
            )
            self.assertEqual(first[: len(second)], second)
            self.assertGreater(len(second), 6)
        rows = list(csv.DictReader(io.StringIO(self.house.karmayogi("report", "courses", "--csv").out)))
        self.assertEqual(sum(int(row["courses"]) for row in rows), COUNT)
        counts = list(csv.DictReader(io.StringIO(self.house.karmayogi("course", "count", "--csv").out)))
        self.assertEqual(
            [row["available"] for row in counts if not row["kind"] and row["language"] == "hi"], [str(HINDI)]
        )

    def test_import_again__changes_nothing_and_goes_on_with_its_id(self):
        path = self.sample()
        first = self.load(path, code=0)
        again = self.load(path, code=0)
        self.assertEqual(again["already_there"], again["rows"])
        self.assertEqual(self.load(path, "--import-id", first["import_id"], code=0)["stored"], first["stored"])
        shown = self.house.karmayogi("course", "import", "show", first["import_id"], "--all").out
        self.assertIn(first["import_id"], shown.splitlines()[0])
        self.assertIn("courses.csv", shown)
        self.stop_all()

    def test_csv_of_the_list__can_be_imported_again(self):
        self.load(self.sample(), code=0)
        written = self.house.file("written.csv")
        out = self.house.karmayogi("course", "list", "--state", "draft,live,retired", "--all", "--csv").out
        written.write_text(out, encoding="utf-8")
        again = self.load(written, code=0)
        self.assertEqual((again["rows"], again["already_there"]), (out.count("\n") - 1, again["rows"]))
        pages = self.house.karmayogi("--json", "course", "list", "--all", "--page-size", 7).out.splitlines()
        self.assertEqual(len({json.loads(line)["course_id"] for line in pages}), COUNT)
        self.stop_all()

    def test_row_with_other_content__is_refused_until_an_update_is_asked_for(self):
        header = "course_id,title_en,languages,provider,duration,state"
        path = self.house.file("one.csv")
        path.write_text(f"{header}\nfirst-aid,First Aid,en,Somebody,60,live\n", encoding="utf-8")
        self.load(path, code=0)
        path.write_text(f"{header}\nfirst-aid,First Aid,en|hi,Somebody,75,live\n", encoding="utf-8")
        self.assertEqual(self.load(path, code=3)["refused_by_reason"][0]["reason"], "COURSE_EXISTS")
        changed = self.load(path, "--update-existing", code=0)
        self.assertEqual(changed["updated"] + changed["flagged"], 1)
        self.assertEqual(self.house.json("course", "get", "first-aid")["content"]["languages"], ["en", "hi"])
        self.assertFalse(path.with_name("one.csv.refused.csv").exists())
        self.stop_all()

    def test_file_of_courses_that_cannot_be_right__is_refused_before_anything_is_sent(self):
        path = self.house.file("bad.csv")
        for content, told in (
            ("course_id,languages\na,en\n", "title_en"),
            ("title_en,shoe size\nA,9\n", "shoe size"),
            ("title_en;languages\nA;en\n", ";"),
            ("Courses of 2026,,\ntitle_en,languages,duration\nA,en,60\n", "2"),
            ("title_en,published_on\nA,03-25-2026\nB,04-26-2026\n", "yyyy-mm-dd"),
        ):
            path.write_text(content, encoding="utf-8")
            for language in ("en", "hi"):
                done = self.house.karmayogi("--lang", language, "course", "import", path, code=6)
                self.assertIn(told, done.err)
                self.assertNotIn("--columns", done.err)
        self.stop_all()


if __name__ == "__main__":
    unittest.main()

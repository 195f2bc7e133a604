"""Would catch: a quickstart that works only where it was written: in its own checkout, on its own ports, the first time;
that changes a figure when it is run again; that registers somebody else than the lists say; that states other figures than
the documents do; or that leaves a process behind.
"""

import csv
import os
import re
import shutil
import subprocess
import tempfile
import unittest
from collections import Counter
from pathlib import Path

from documents import FENCE
from house import ROOT, free_ports
from recount import Recount, differences

BUILD_AND_RUN_S = 1200
PORTS = 13  # three services, and their admin ports ten above
RANGE = {"meerut": 169, "bulandshahr": 134, "baghpat": 124, "hapur": 661}
ONBOARDED = {"Meerut": "4,783", "Bulandshahr": "5,196", "Baghpat": "1,591", "Hapur": "2,076", "Total": "13,646"}
# In the order of the documents; how many each has is made up, and so is that they are 1,00,000 in all.
DEPARTMENTS = [
    ["School Education", "38,300"],
    ["Police", "20,700"],
    ["Medical Health and Family Welfare", "17,600"],
    ["Home Guards", "8,500"],
    ["Agriculture", "5,900"],
    ["Power Corporation", "5,000"],
    ["Panchayati Raj", "4,000"],
    ["Total", "1,00,000"],
]
# In the order in which their lists are imported.
LISTS = "police school-education medical-health home-guards agriculture power-corporation panchayati-raj".split()
# The documents say how many courses there are, and how many of them can be taken in Hindi.
COURSES, IN_HINDI = 4179, 840
KINDS = (
    "Course|Program|Curated Program|Blended Program|Invite-only Program|Moderated Course|Standalone Assessment|"
    "Comprehensive Assessment|Learning Pathway|Event|External|Case Study"
).split("|")
KINDS_IN_HINDI = dict(zip("पाठ्यक्रम|कार्यक्रम|क्यूरेटेड कार्यक्रम|मिश्रित शिक्षण कार्यक्रम".split("|"), KINDS))
VERDICTS = {"good": {"stored", "flagged"}, "bad": {"refused"}, "repeated": {"already_there"}, "clashing": {"refused"}}
NOT_COPIED = shutil.ignore_patterns("build", "var", ".git", "__pycache__")


def shown_in_readme():
    """The rows with figures that README.md shows of the output, without those of the day and of the moment."""
    chapter = (ROOT / "README.md").read_text(encoding="utf-8").split("\n## What you then see\n")[1].split("\n## ")[0]
    lines = [line for kind, block in FENCE.findall(chapter) if kind == "text" for line in block.splitlines()]
    return [" ".join(line.split()) for line in lines if re.search(r"\S\s{2,}\S", line) and re.search(r"\d", line)]


def rows_of(path):
    with open(path, encoding="utf-8-sig", newline="") as file:
        return list(csv.DictReader(file))


class Quickstart(unittest.TestCase):
    def setUp(self):
        self.folder = Path(tempfile.mkdtemp(prefix="karmayogi quickstart "))
        self.copy = self.folder / "a clean copy"
        shutil.copytree(ROOT, self.copy, ignore=NOT_COPIED)
        self.samples = self.copy / "var/samples"
        self.environment = {k: v for k, v in os.environ.items() if not k.startswith("KARMAYOGI_")}
        self.addCleanup(shutil.rmtree, self.folder, ignore_errors=True)
        self.addCleanup(self.quickstart, "stop", code=None)

    def quickstart(self, *verb, code=0, **environment):
        process = subprocess.run(
            [self.copy / "deploy/quickstart", *verb],
            stdin=subprocess.DEVNULL,
            stdout=subprocess.PIPE,
            stderr=subprocess.STDOUT,
            env={**self.environment, **environment},
            cwd=self.folder,
            timeout=BUILD_AND_RUN_S,
            check=False,
        )
        out = process.stdout.decode("utf-8")
        if code is not None:
            self.assertEqual(process.returncode, code, out)
        return out

    def processes(self):
        """Processes that run a program of the copy."""
        found = []
        for process in Path("/proc").glob("[0-9]*"):
            try:
                if str(self.copy) in os.readlink(process / "exe"):
                    found.append(process.name)
            except OSError:
                continue
        return found

    @staticmethod
    def table(out, step):
        """The rows of what a step prints that hold a figure, as lists of cells."""
        section = out.split(f"\n== {step}")[1].split("\n== ")[0]
        rows = [re.split(r"\s{2,}", line.strip()) for line in section.splitlines() if re.search(r"\d", line)]
        return [row for row in rows if len(row) > 1]

    def check_tables(self, out):
        """Exactly the figures that are stated; returns all tables, to be compared with those of another run."""
        of_range = self.table(out, "Onboarding in Meerut Range")
        of_state = self.table(out, "The departments of the state")
        self.assertEqual({row[0]: row[1] for row in of_range}, ONBOARDED, out)
        self.assertEqual([row[:2] for row in of_state], DEPARTMENTS, out)
        self.assertIn("not declared", of_state[-2])
        return of_range, of_state, self.check_courses(out)

    def check_courses(self, out):
        """What reporting counted is what the catalogue counted, and what the file holds."""
        by_reporting = {row[0]: row for row in self.table(out, "Live courses by kind") if len(row) > 4}
        by_catalogue = {row[0]: row for row in self.table(out, "The same, counted by the catalogue") if len(row) > 4}
        live, hindi = self.recount_courses()
        self.assertEqual(list(by_reporting), [*KINDS, "Total"])
        for name in [*KINDS, "Total"]:
            # Kind, courses, English, Hindi, and other languages as they fit.
            told = by_reporting[name]
            self.assertEqual([told[1], told[3]], [f"{live[name]:,}", f"{hindi[name]:,}"], out)
            self.assertEqual(by_catalogue[name][: len(told)], told[: len(by_catalogue[name])], out)
        self.assertEqual((live["Total"], hindi["Total"]), (COURSES, IN_HINDI))
        return by_reporting, by_catalogue

    def recount_courses(self):
        """Live courses of each kind, and those in Hindi, straight from the cells of the file's good rows."""
        live, hindi = Counter(), Counter()
        truth = rows_of(self.samples / "courses.truth.csv")
        for row, known in zip(rows_of(self.samples / "courses.csv"), truth, strict=True):
            if known["kind"] != "good" or row["state"] != "live":
                continue
            kind = KINDS_IN_HINDI.get(row["kind"]) or {name.lower(): name for name in KINDS}[row["kind"].lower()]
            in_hindi = "hi" in re.split(r"\s*[|;]\s*", row["languages"])
            live.update([kind, "Total"])
            hindi.update([kind, "Total"] if in_hindi else [])
        return live, hindi

    def check_verdicts(self, recount):
        """Every verdict of all lists is the recount's, whatever run wrote them."""
        kinds = Counter()
        for name, district in RANGE.items():
            expected = recount.take(self.samples / f"{name}.csv", f"{name}-police", district, "up-police-pno")
            self.assertEqual(differences(expected, self.copy / f"var/verdicts/{name}.csv")[:10], [])
            kinds.update(verdict.kind for verdict in expected)
        for name in LISTS:
            issuer = "up-police-pno" if name == "police" else ""
            expected = recount.take(self.samples / f"state/{name}.csv", issuer=issuer, named=True)
            self.assertEqual(differences(expected, self.copy / f"var/verdicts/{name}.csv")[:10], [])
            kinds.update(verdict.kind for verdict in expected)
        return kinds

    def check_truth(self, truth, verdicts):
        """The sample's own truth holds: nothing good was refused, nothing bad was taken. Of a first run."""
        rows, told = rows_of(truth), rows_of(verdicts)
        self.assertEqual([row["line"] for row in rows], [row["line"] for row in told])
        wrong = [(row, verdict) for row, verdict in zip(rows, told) if verdict["verdict"] not in VERDICTS[row["kind"]]]
        self.assertEqual(wrong[:10], [])

    def test_quickstart__in_a_clean_copy__registers_range_state_and_courses_and_leaves_nothing_behind(self):
        first = self.quickstart(KARMAYOGI_PORT_BASE=str(free_ports(PORTS)))
        tables = self.check_tables(first)
        printed = {" ".join(line.split()) for line in first.splitlines()}
        self.assertGreater(len(shown_in_readme()), 20)
        self.assertEqual([row for row in shown_in_readme() if row not in printed], [], "README.md shows other figures")
        recount = Recount(self.copy / "deploy/data", more_organisations=[self.samples / "state/organisations.csv"])
        kinds = self.check_verdicts(recount)
        self.assertEqual(kinds["stored"] + kinds["flagged"], 100000)
        for name in RANGE:
            self.check_truth(self.samples / f"{name}.truth.csv", self.copy / f"var/verdicts/{name}.csv")
        for name in LISTS:
            self.check_truth(self.samples / f"state/{name}.truth.csv", self.copy / f"var/verdicts/{name}.csv")
        self.check_truth(self.samples / "courses.truth.csv", self.copy / "var/verdicts/catalogue/courses.csv")
        self.assertIn("var/refused/meerut.csv", first)
        self.assertEqual(len(self.processes()), 3)

        # The ports of the first start are remembered.
        again = self.quickstart()
        self.assertEqual(self.check_tables(again), tables)
        self.assertEqual(self.check_verdicts(recount)["stored"], 0)
        self.assertEqual(again.count("runs already"), 3)
        self.assertEqual(self.quickstart("status").count("runs as process"), 3)
        self.assertIn("holds the scale small", self.quickstart("--scale", "state", code=1))

        self.quickstart("stop")
        self.assertEqual(self.processes(), [])
        self.assertEqual(self.quickstart("status", code=3).count("does not run"), 3)

        self.assertEqual(self.check_tables(self.quickstart("restart")), tables)
        self.assertEqual(self.check_tables(self.quickstart("fresh")), tables)
        self.quickstart("stop")
        self.assertEqual(self.processes(), [])


if __name__ == "__main__":
    unittest.main()

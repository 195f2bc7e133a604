"""Would catch: a quickstart that works only where it was written: in its own checkout, on its own ports, the first time;
that changes a figure when it is run again; or that leaves a process behind.
"""

import os
import re
import shutil
import subprocess
import tempfile
import unittest
from collections import Counter
from pathlib import Path

from house import ROOT, free_ports
from recount import Recount, differences

BUILD_AND_RUN_S = 1200
LISTS = {"meerut": 169, "bulandshahr": 134, "baghpat": 124, "hapur": 661}
ONBOARDED = {"Meerut": "4,783", "Bulandshahr": "5,196", "Baghpat": "1,591", "Hapur": "2,076", "Total": "13,646"}
NOT_COPIED = shutil.ignore_patterns("build", "var", ".git", "__pycache__")


class Quickstart(unittest.TestCase):
    def setUp(self):
        self.folder = Path(tempfile.mkdtemp(prefix="karmayogi quickstart "))
        self.copy = self.folder / "a clean copy"
        shutil.copytree(ROOT, self.copy, ignore=NOT_COPIED)
        self.environment = {k: v for k, v in os.environ.items() if not k.startswith("KARMAYOGI_")}
        self.environment["KARMAYOGI_PORT_BASE"] = str(free_ports(3))
        self.addCleanup(shutil.rmtree, self.folder, ignore_errors=True)
        self.addCleanup(self.quickstart, "stop", code=None)

    def quickstart(self, *verb, code=0):
        process = subprocess.run(
            [self.copy / "deploy/quickstart", *verb],
            stdin=subprocess.DEVNULL,
            stdout=subprocess.PIPE,
            stderr=subprocess.STDOUT,
            env=self.environment,
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

    def table(self, out):
        """Rows of the report: {first column: figures}."""
        section = out.split("== Onboarding in Meerut Range")[1].split("\n== ")[0]
        rows = [re.split(r"\s{2,}", line.strip()) for line in section.splitlines() if re.search(r"\d", line)]
        return {row[0]: row[1:] for row in rows}

    def check_table(self, out):
        table = self.table(out)
        told = {name: figures[0] for name, figures in table.items() if figures and name in ONBOARDED}
        self.assertEqual(told, ONBOARDED, out)

    def check_verdicts(self, recount):
        """Every verdict of the four lists is the recount's, whatever run wrote them."""
        kinds = Counter()
        for name, district in LISTS.items():
            path = self.copy / f"var/samples/{name}.csv"
            expected = recount.take(path, f"{name}-police", district, "up-police-pno")
            self.assertEqual(differences(expected, self.copy / f"var/verdicts/{name}.csv")[:10], [])
            kinds.update(verdict.kind for verdict in expected)
        return kinds

    def test_quickstart__in_a_clean_copy__registers_the_range_and_leaves_nothing_behind(self):
        recount = Recount(self.copy / "deploy/data")
        first = self.quickstart()
        self.check_table(first)
        kinds = self.check_verdicts(recount)
        self.assertEqual(kinds["stored"] + kinds["flagged"], 13646)
        self.assertGreater(kinds["refused"], 0)
        self.assertIn("var/refused/meerut.csv", first)
        self.assertEqual(len(self.processes()), 3)

        again = self.quickstart()
        self.check_table(again)
        self.assertEqual(self.check_verdicts(recount)["stored"], 0)
        self.assertEqual(self.quickstart("status").count("runs as process"), 3)

        self.quickstart("stop")
        self.assertEqual(self.processes(), [])
        self.assertEqual(self.quickstart("status", code=3).count("does not run"), 3)

        self.check_table(self.quickstart("restart"))
        self.quickstart("stop")
        self.assertEqual(self.processes(), [])


if __name__ == "__main__":
    unittest.main()

"""Would catch: a file of refused rows that cannot be imported as it is once it is corrected, or whose import adds anybody
but the corrected; and a list sent with --validate-only that stores somebody all the same.
"""

import csv
import unittest

from house import DATA, Story
from recount import Recount, differences

ISSUER = "up-police-pno"


def rows_of(path):
    with open(path, encoding="utf-8-sig", newline="") as file:
        return list(csv.DictReader(file))


def write_rows(path, rows):
    with open(path, "w", encoding="utf-8", newline="") as file:
        writer = csv.DictWriter(file, list(rows[0]))
        writer.writeheader()
        writer.writerows(rows)


def correct(refused, corrected):
    """The refused rows with the cells that a clerk would have put right; returns how many that were."""
    right = {row["refused_line"]: row for row in corrected}
    count = 0
    for row in refused:
        if row["refused_line"] in right:
            row.update({name: cell for name, cell in right[row["refused_line"]].items() if name in row})
            count += 1
    return count


class RefusedRows(Story):
    def setUp(self):
        super().setUp()
        self.house.start("registration", "reporting")
        self.house.load()
        self.good = 400
        self.path = self.house.sample("meerut", self.good, seed=5, district=169, bad=6, clashing=4, repeated=2)
        self.refused_path = self.house.file("meerut.refused.csv")

    def test_corrected_file__imports_as_it_is__and_adds_only_the_corrected(self):
        recount = Recount(DATA)
        recount.take(self.path, "meerut-police", 169, ISSUER)
        self.house.import_list(self.path, "meerut-police", 169, code=3)
        refused = rows_of(self.refused_path)
        corrected = correct(refused, rows_of(self.house.file("meerut.corrected.csv")))
        self.assertGreater(corrected, 0)
        self.assertLess(corrected, len(refused), "the clashing rows stay as they are")
        again = self.house.file("again.csv")
        write_rows(again, refused)

        done = self.house.import_list(again, "meerut-police", 169, code=3)
        expected = recount.take(again, "meerut-police", 169, ISSUER, named=True)
        self.assert_none(differences(expected, self.house.file("again.verdicts.csv")))
        added = [verdict for verdict in expected if verdict.kind in ("stored", "flagged")]
        self.assertEqual(len(added), corrected)
        self.assertEqual(self.house.onboarded("meerut-range", done.position()), self.good + corrected)
        self.assertEqual(self.house.listed("meerut-range"), self.good + corrected)

        # And once more: nobody is added, and the file of refused rows holds the clashing ones alone.
        self.house.import_list(again, "meerut-police", 169, code=3)
        self.assertEqual(self.house.listed("meerut-range"), self.good + corrected)
        self.assertEqual(len(rows_of(self.house.file("again.refused.csv"))), len(refused) - corrected)
        self.stop_all()

    def test_every_refused_row__is_in_the_file_with_line_reason_and_sentence(self):
        self.house.import_list(self.path, "meerut-police", 169, code=3)
        verdicts = [row for row in rows_of(self.house.file("meerut.verdicts.csv")) if row["verdict"] == "refused"]
        refused = rows_of(self.refused_path)
        self.assertEqual(
            [(row["line"], row["reasons"]) for row in verdicts],
            [(row["refused_line"], row["refused_reasons"]) for row in refused],
        )
        self.assertTrue(all(row["refused_sentences"] for row in refused))
        self.stop_all()

    def test_validation__tells_the_verdicts_and_stores_nothing(self):
        before = self.house.status("registration")["position"]
        done = self.house.import_list(self.path, "meerut-police", 169, "--validate-only", code=3)
        self.assertTrue(done.out.strip())
        kinds = [row["verdict"] for row in rows_of(self.house.file("meerut.verdicts.csv"))]
        self.assertEqual(kinds.count("stored") + kinds.count("flagged"), self.good)
        self.assertEqual(self.house.status("registration")["position"], before)
        self.assertEqual(self.house.listed("meerut-range"), 0)
        self.stop_all()


if __name__ == "__main__":
    unittest.main()

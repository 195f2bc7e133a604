"""Would catch: an import that cannot be taken up again where it broke off, that gives a row another verdict the second
time, that takes other rows under the same id, or whose verdicts cannot be read again.
"""

import csv
import unittest
import uuid

from house import Story
from raw_caller import uuid7

CHUNK_ROWS = 50


class ResumedImport(Story):
    def setUp(self):
        super().setUp()
        self.registration = self.house.registration
        self.registration.start()
        self.house.load()
        self.good = 330
        self.path = self.house.sample("hapur", self.good, seed=8, district=661)
        self.id = str(uuid.UUID(bytes=uuid7()))
        self.arguments = self.house.import_arguments(
            self.path, "hapur-police", 661, "--chunk-rows", CHUNK_ROWS, "--import-id", self.id
        )

    def verdicts(self):
        with open(self.house.file("hapur.verdicts.csv"), encoding="utf-8", newline="") as file:
            return list(csv.reader(file))

    def test_import_that_broke_off__goes_on_under_its_id__with_the_verdicts_that_were_given(self):
        whole = self.house.karmayogi(*self.arguments, code=3)
        first = self.verdicts()
        # Another house, the same list; the service dies after the third chunk was committed and not answered.
        self.registration.stop()
        self.registration.remove_store()
        self.registration.start()
        self.house.load()
        self.registration.stop()
        self.registration.start(fault="writer.committed:3")
        with self.house.begin(*self.arguments) as command:
            self.registration.await_fault()
            command.kill()
            command.communicate()
        self.registration.start()
        show = self.house.json("import", "show", self.id)
        self.assertEqual(int(show["totals"]["rows"]), 3 * CHUNK_ROWS)
        self.assertEqual(self.house.listed("hapur-police"), self.stored(first[1 : 3 * CHUNK_ROWS + 1]))

        again = self.house.karmayogi(*self.arguments, code=3)
        self.assertEqual(self.verdicts(), first)
        self.assertEqual(self.house.listed("hapur-police"), self.good)
        self.assertEqual(again.code, whole.code)
        # And once more under the same id: answered from what was committed, nothing new.
        position = self.house.status("registration")["position"]
        self.house.karmayogi(*self.arguments, code=3)
        self.assertEqual(self.verdicts(), first)
        self.assertEqual(self.house.status("registration")["position"], position)
        self.stop_all()

    @staticmethod
    def stored(verdicts):
        return sum(row[2] in ("stored", "flagged") for row in verdicts)

    def test_other_rows_under_the_same_id__are_refused__and_nothing_is_stored(self):
        self.house.karmayogi(*self.arguments, code=3)
        # The same name, for the file's name is one of the settings.
        other = self.house.folder / "hapur.csv"
        self.house.sample("other", 60, seed=9, district=661).rename(other)
        done = self.house.import_list(
            other, "hapur-police", 661, "--chunk-rows", CHUNK_ROWS, "--import-id", self.id, code=1
        )
        self.assertIn("IMPORT_CHUNK_CHANGED", done.out + done.err)
        done = self.house.import_list(
            self.path, "meerut-police", 661, "--chunk-rows", CHUNK_ROWS, "--import-id", self.id, code=1
        )
        self.assertIn("IMPORT_SETTINGS_CHANGED", done.out + done.err)
        self.assertEqual(self.house.listed("police"), self.good)
        self.stop_all()

    def test_verdicts__can_be_read_again_by_the_imports_id(self):
        self.house.karmayogi(*self.arguments, code=3)
        given = self.verdicts()
        again = self.house.file("shown.csv")
        self.house.karmayogi("import", "show", self.id, "--verdicts", again)
        with open(again, encoding="utf-8", newline="") as file:
            self.assertEqual(list(csv.reader(file)), given)
        totals = self.house.json("import", "show", self.id)["totals"]
        self.assertEqual(int(totals["refused"]), sum(row[2] == "refused" for row in given[1:]))
        self.house.karmayogi("import", "show", str(uuid.UUID(bytes=uuid7())), code=1)
        self.stop_all()


if __name__ == "__main__":
    unittest.main()

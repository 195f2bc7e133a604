"""Would catch: a file that cannot be right as a whole and is sent all the same, or is refused without the line and without
saying what to do, in English or Hindi.
"""

import csv
import unittest

from house import Story

FILE_CANNOT_BE_USED = 6
HEADER = "full_name,mobile,designation"
GOOD = "Asha Devi,9876543210,Constable"


class BadFiles(Story):
    def setUp(self):
        super().setUp()
        self.registration = self.house.registration
        self.registration.start()
        self.house.load()
        self.before = self.house.status("registration")["position"]

    def write(self, *lines, encoding="utf-8", end="\n"):
        path = self.house.file("list.csv")
        path.write_bytes(b"".join(line if isinstance(line, bytes) else (line + end).encode(encoding) for line in lines))
        return path

    def refused(self, path, *told):
        """The file is refused in both languages, with what must be told."""
        for language, full_stop in (("en", "."), ("hi", "।")):
            done = self.house.karmayogi("--lang", language, "import", path, "--org", "hapur-police", code=FILE_CANNOT_BE_USED)
            said = done.out + done.err
            for each in told:
                self.assertIn(each, said)
            self.assertTrue(said.rstrip().endswith(full_stop), said)

    def end(self):
        self.assertEqual(self.house.status("registration")["position"], self.before)
        self.assertEqual(self.house.listed("police"), 0)
        self.stop_all()

    def test_file_that_is_not_utf8__is_refused_with_the_line(self):
        self.refused(self.write(HEADER, GOOD, GOOD, b"Ren\xe9 Khan,9876543211,Constable\n", GOOD), "4")
        self.refused(self.write(HEADER, GOOD, b"A\x00B,9876543211,Constable\n"), "3")
        self.refused(self.write(HEADER, GOOD, encoding="utf-16"), "UTF-16")
        self.end()

    def test_file_whose_quotes_do_not_close__is_refused_with_the_line_where_they_open(self):
        self.refused(self.write(HEADER, GOOD, '"Asha Devi,9876543210,Constable', GOOD, GOOD), "3")
        self.refused(self.write(HEADER, 'Asha "Rani" Devi,9876543210,Constable', GOOD), "2")
        self.end()

    def test_file_with_a_header_that_means_nothing__is_refused_with_its_names(self):
        self.refused(self.write("full_name,mobile,shoe size", GOOD), "shoe size")
        self.refused(self.write("full_name,mobile,Mobile Number", GOOD), "Mobile Number")
        self.refused(self.write("mobile,designation", "9876543210,Constable"))
        self.end()

    def test_file_without_rows_or_not_there__is_refused(self):
        self.refused(self.write(HEADER))
        self.refused(self.write())
        for path in (self.house.file("nowhere.csv"), self.house.folder):
            done = self.house.karmayogi("import", path, "--org", "hapur-police", code=FILE_CANNOT_BE_USED)
            self.assertIn(str(path), done.err)
        self.end()

    def test_file_that_is_saved_otherwise__is_refused_with_what_to_do(self):
        self.refused(self.write(HEADER.replace(",", ";"), GOOD.replace(",", ";")), ";", "CSV UTF-8")
        self.refused(self.write(HEADER.replace(",", "\t"), GOOD.replace(",", "\t")), "TAB", "CSV UTF-8")
        self.refused(self.write("Staff of Hapur Police,,", "", HEADER, GOOD), "3")
        self.refused(self.write("हापुड़ पुलिस 2026", HEADER, GOOD), "2")
        self.refused(self.write(b"PK\x03\x04\x14\x00\x06\x00", b"\x08\x00\xff"), "CSV UTF-8")
        self.refused(self.write(HEADER, b"A\x00B,9876543211,Constable\n"), "NUL")
        for what in (("org", "load"), ("list", "load", "designations")):
            for lines in (("code;name_en", "x;y"), ("shoe,size", "x,y"), (b"PK\x03\x04", b"\xff")):
                done = self.house.karmayogi(*what, self.write(*lines), code=FILE_CANNOT_BE_USED)
                self.assertNotIn("--columns", done.err)
        self.assertIn("shoe, size", self.house.karmayogi("org", "load", self.write("shoe,size", "x,y"), code=6).err)
        self.end()

    def test_old_list_of_refused_rows__is_put_aside_when_it_is_over(self):
        bad = self.write(HEADER, GOOD, "?????,9876543211,Constable")
        self.house.karmayogi("import", bad, "--org", "hapur-police", code=3)
        refused = bad.with_name("list.csv.refused.csv")
        self.assertIn("?????", refused.read_text(encoding="utf-8"))
        self.house.karmayogi("import", self.write(HEADER, GOOD), "--org", "hapur-police")
        self.assertFalse(refused.exists())
        self.assertIn("?????", bad.with_name("list.csv.refused.csv~").read_text(encoding="utf-8"))
        self.stop_all()

    def test_column_of_census_codes__is_judged_as_a_whole(self):
        # 138 is Meerut's census code and Etah's LGD code: cell by cell nothing would be wrong with it.
        rows = [f"Asha Devi,98765432{number},138,Meerut" for number in range(10, 20)]
        self.refused(self.write("full_name,mobile,district_code,district_name", *rows), "138")
        self.end()

    def test_organisation_that_is_not_there__is_said_before_anything_is_sent(self):
        path = self.write(HEADER, GOOD)
        for language in ("en", "hi"):
            done = self.house.karmayogi("--lang", language, "import", path, "--org", "hapur-polis", code=1)
            self.assertIn("ORGANISATION_UNKNOWN", done.out + done.err)
        self.end()

    def test_rows_with_too_many_cells__are_refused_one_by_one(self):
        path = self.write(HEADER, "Singh, Ram,9876543211,Constable", GOOD)
        self.house.karmayogi(
            *("import", path, "--org", "hapur-police", "--verdicts", self.house.file("list.verdicts.csv")), code=3
        )
        with open(self.house.file("list.verdicts.csv"), encoding="utf-8", newline="") as file:
            told = [(row["line"], row["verdict"], row["reasons"]) for row in csv.DictReader(file)]
        self.assertEqual(told, [("2", "refused", "row:CELL_COUNT"), ("3", "stored", "")])
        self.stop_all()

    def test_service_that_is_not_there__is_said_with_its_address(self):
        self.registration.stop()
        path = self.write(HEADER, GOOD)
        done = self.house.karmayogi("--timeout", 2, "import", path, "--org", "hapur-police", code=4)
        self.assertIn(self.registration.endpoint, done.err)
        self.stop_all()


if __name__ == "__main__":
    unittest.main()

"""Would catch: a row that is counted twice, dropped in silence, refused without cause or stored as somebody else, whatever
the layout, the line ends and the spelling of a list. Every verdict is compared with a recount that shares no code with
the services; the odd rows below with what is written beside them, too.
"""

import csv
import unittest
from collections import Counter

from house import DATA, Story
from recount import Recount, differences

ISSUER = "up-police-pno"

STORED, FLAGGED, THERE, REFUSED = "stored", "flagged", "already_there", "refused"

# One list, read from top to bottom. Cells by column; what must become of the row; why.
ODD_ROWS = [
    # names
    ({"full_name": "Singh, Ram", "mobile": "9000000001"}, REFUSED, "full_name:NAME_CHARACTERS"),
    ({"full_name": "राम \n कुमार", "mobile": "9000000002"}, STORED, ""),
    ({"full_name": "Shri A.K. D'Souza-Khan (Sr)", "mobile": "9000000003"}, STORED, ""),
    ({"full_name": "श्रीमती ज़ैनब", "mobile": "९०००००००४४"}, STORED, ""),
    ({"full_name": "जैनब", "mobile": "+91 90000-00044"}, THERE, ""),
    ({"full_name": "?????", "mobile": "9000000005"}, REFUSED, "full_name:NAME_DESTROYED"),
    ({"full_name": "jke dqekj", "mobile": "9000000006"}, REFUSED, "full_name:LEGACY_FONT"),
    ({"full_name": "", "mobile": "9000000007"}, REFUSED, "full_name:NAME_MISSING"),
    ({"full_name": "\ufeffSunita\u200b Devi", "mobile": "9000000008"}, STORED, ""),
    ({"full_name": "मो0 राशिद", "mobile": "9000000045"}, STORED, ""),
    ({"full_name": "मो॰ राशिद", "mobile": "9000000045.0"}, THERE, ""),
    ({"full_name": "मो० राशिद", "mobile": "'9000000045"}, THERE, ""),
    ({"full_name": "कु0 रेखा", "mobile": "9000000046", "parent_name": "NA"}, STORED, ""),
    ({"full_name": "रेखा", "mobile": "'9000000046.0", "parent_name": "स्व0 मो० आलम"}, REFUSED, "mobile:MOBILE_TAKEN row:CONTENT_DIFFERS"),
    ({"full_name": "मो00 राशिद", "mobile": "9000000047"}, REFUSED, "full_name:NAME_CHARACTERS"),
    ({"full_name": "मो0राशिद", "mobile": "9000000047"}, REFUSED, "full_name:NAME_CHARACTERS"),
    ({"full_name": "Md0 Rashid", "mobile": "9000000047"}, REFUSED, "full_name:NAME_CHARACTERS"),
    # mobiles
    ({"full_name": "Ravi", "mobile": "9000000048.00"}, REFUSED, "mobile:MOBILE_CHARACTERS"),
    ({"full_name": "Ravi", "mobile": "'"}, REFUSED, "mobile:MOBILE_CHARACTERS"),
    # nothing said
    ({"full_name": "Nobody", "mobile": "NA", "employee_id": "-", "email": "nil", "roster_serial": "."}, REFUSED, "row:KEY_MISSING"),
    ({"full_name": "Na", "employee_id": "N1", "mobile": "--", "email": "N/A", "birth_date": "-", "gender": "none", "category": "नहीं",
      "office_pin_code": "शून्य", "mother_tongue": "अप्राप्त", "tags": "nil", "parent_name": "N.A.", "district_code": "na",
      "district_name": "–", "engagement": ".", "effective_on": "NULL", "group": "लागू  नहीं", "email_kind": "—"}, STORED, ""),
    ({"full_name": "Na", "employee_id": "'N1", "designation": "NA"}, THERE, ""),
    ({"full_name": "Na", "employee_id": "N2", "designation": "-"}, FLAGGED, "DESIGNATION_MISSING"),
    ({"full_name": "-", "employee_id": "N3"}, REFUSED, "full_name:NAME_MISSING"),
    ({"full_name": "Na", "employee_id": "N3", "organisation": "NA"}, REFUSED, "organisation:ORGANISATION_UNKNOWN"),
    ({"full_name": "Na", "external_system_id": "N3", "external_system_name": "NA"}, REFUSED,
     "external_system_name:EXTERNAL_SYSTEM_NAME_MISSING"),
    ({"full_name": "Na", "employee_id": "N4", "designation": "हे0का0", "district_code": "'169.0", "office_pin_code": "250001.0"}, STORED, ""),
    ({"full_name": "Na", "employee_id": "N4", "designation": "मुख्य आरक्षी", "district_code": "169"}, THERE, ""),
    ({"full_name": "Na", "employee_id": "N4.0", "designation": "उ०नि०"}, STORED, ""),
    ({"full_name": "Ravi", "mobile": "9.87E+09"}, REFUSED, "mobile:MOBILE_SPREADSHEET"),
    ({"full_name": "Ravi", "mobile": "98765"}, REFUSED, "mobile:MOBILE_DIGITS"),
    ({"full_name": "Ravi", "mobile": "5876543210"}, REFUSED, "mobile:MOBILE_FIRST_DIGIT"),
    ({"full_name": "Ravi", "mobile": "98765432x0"}, REFUSED, "mobile:MOBILE_CHARACTERS"),
    ({"full_name": "Ravi", "mobile": "09876500000"}, STORED, ""),
    ({"full_name": "ravi", "mobile": "919876500000"}, THERE, ""),
    ({"full_name": "Ravi Two", "mobile": "98765 00000"}, FLAGGED, "SHARED_MOBILE"),
    ({"full_name": "Ravi Three", "mobile": "9876500000"}, FLAGGED, "SHARED_MOBILE"),
    ({"full_name": "Ravi Four", "mobile": "9876500000"}, FLAGGED, "SHARED_MOBILE"),
    ({"full_name": "Ravi Five", "mobile": "9876500000"}, FLAGGED, "SHARED_MOBILE"),
    ({"full_name": "Ravi Six", "mobile": "9876500000"}, REFUSED, "mobile:MOBILE_SHARED_TOO_OFTEN"),
    # issued ids: leading zeros count, letter case does not
    ({"full_name": "Mohan", "employee_id": "00712/A"}, STORED, ""),
    ({"full_name": "Mohan", "employee_id": "00712/a"}, THERE, ""),
    ({"full_name": "Mohan", "employee_id": "712/A"}, STORED, ""),
    ({"full_name": "Sohan", "employee_id": "712/A"}, REFUSED, "employee_id:ISSUED_ID_TAKEN row:CONTENT_DIFFERS"),
    ({"full_name": "Sohan", "employee_id": "PNO 9"}, REFUSED, "employee_id:EMPLOYEE_ID_FORM"),
    ({"full_name": "Sohan", "employee_id": "1" * 31}, REFUSED, "employee_id:EMPLOYEE_ID_FORM"),
    ({"full_name": "Sohan"}, REFUSED, "row:KEY_MISSING"),
    ({"full_name": "Gita", "external_system_id": "X-1"}, REFUSED, "external_system_name:EXTERNAL_SYSTEM_NAME_MISSING"),
    ({"full_name": "Gita", "external_system_id": "X-1", "external_system_name": "Manav Sampada, UP"}, STORED, ""),
    ({"full_name": "Gita", "external_system_id": "x-1", "external_system_name": "MANAV  SAMPADA / UP"}, THERE, ""),
    ({"full_name": "Asha", "roster_serial": "17"}, STORED, ""),
    ({"full_name": "Usha", "roster_serial": "17", "organisation": "hapur-police", "district_code": ""}, STORED, ""),
    # e-mails: a personal one identifies, that of a post does not
    ({"full_name": "Lata", "email": "Lata@Mail.Example"}, STORED, ""),
    ({"full_name": "Lata", "email": "lata@mail.example", "mobile": "9000000031"}, REFUSED, "email:EMAIL_TAKEN row:CONTENT_DIFFERS"),
    ({"full_name": "Lata", "email": "lata@@mail.example"}, REFUSED, "email:EMAIL_FORM"),
    ({"full_name": "Lata", "email": "लता@mail.example"}, REFUSED, "email:EMAIL_LETTERS"),
    ({"full_name": "Thana One", "email": "sho@up.example", "email_kind": "post", "employee_id": "T1"}, STORED, ""),
    ({"full_name": "Thana Two", "email": "sho@up.example", "email_kind": "पद", "employee_id": "T2"}, STORED, ""),
    # two keys that lead to two people
    ({"full_name": "Mohan", "employee_id": "712/A", "email": "lata@mail.example"}, REFUSED, "employee_id:ISSUED_ID_TAKEN email:EMAIL_TAKEN"),
    # dates
    ({"full_name": "Birju", "employee_id": "B1", "birth_date": "31-02-1990"}, REFUSED, "birth_date:BIRTH_DATE_NOT_EXISTING"),
    ({"full_name": "Birju", "employee_id": "B1", "birth_date": "01-02-85"}, REFUSED, "birth_date:BIRTH_DATE_TWO_DIGIT_YEAR"),
    ({"full_name": "Birju", "employee_id": "B1", "birth_date": "1985"}, REFUSED, "birth_date:BIRTH_DATE_FORM"),
    ({"full_name": "Birju", "employee_id": "B1", "birth_date": "01/02/2020"}, REFUSED, "birth_date:BIRTH_DATE_RANGE"),
    ({"full_name": "Birju", "employee_id": "B1", "birth_date": "१५.०६.१९८५"}, STORED, ""),
    ({"full_name": "Birju", "employee_id": "B1", "birth_date": "31213"}, THERE, ""),
    ({"full_name": "Birju", "employee_id": "B2", "birth_date": "15-06-1985"}, FLAGGED, "LIKELY_DUPLICATE"),
    ({"full_name": "Kallu", "employee_id": "B3", "birth_date": "01-01-1985"}, STORED, ""),
    ({"full_name": "Kallu", "employee_id": "B4", "birth_date": "01-01-1985"}, STORED, ""),
    ({"full_name": "Kallu", "employee_id": "B5", "birth_date": "01-01-1985", "parent_name": "Ram Dayal"}, STORED, ""),
    ({"full_name": "Kallu", "employee_id": "B6", "birth_date": "01-01-1985", "parent_name": "Shri RAM DAYAL"}, FLAGGED, "LIKELY_DUPLICATE"),
    ({"full_name": "Birju", "employee_id": "B1", "birth_date": "15-Jun-1985"}, THERE, ""),
    ({"full_name": "Birju", "employee_id": "B1", "birth_date": "१५ जून १९८५ 00:00:00"}, THERE, ""),
    ({"full_name": "Birju", "employee_id": "B1", "birth_date": "1985/06/15"}, THERE, ""),
    ({"full_name": "Birju", "employee_id": "B1", "birth_date": "1985-06-15T00:00:00"}, THERE, ""),
    ({"full_name": "Birju", "employee_id": "B1", "birth_date": "1985-06-15 09:30:00"}, REFUSED, "birth_date:BIRTH_DATE_FORM"),
    ({"full_name": "Birju", "employee_id": "B1", "birth_date": "15-Jun-85"}, REFUSED, "birth_date:BIRTH_DATE_TWO_DIGIT_YEAR"),
    ({"full_name": "Birju", "employee_id": "B1", "birth_date": "31 जून 1985"}, REFUSED, "birth_date:BIRTH_DATE_NOT_EXISTING"),
    ({"full_name": "Birju", "employee_id": "B1", "birth_date": "Jun-15-1985"}, REFUSED, "birth_date:BIRTH_DATE_FORM"),
    ({"full_name": "Birju", "employee_id": "B7", "effective_on": "31-12-2199"}, REFUSED, "effective_on:IN_THE_FUTURE"),
    # places
    ({"full_name": "Dev", "employee_id": "D1", "district_code": "138", "district_name": "Meerut"}, REFUSED, "district_code:DISTRICT_CENSUS_CODE"),
    ({"full_name": "Dev", "employee_id": "D1", "district_code": "138", "district_name": "बागपत"}, REFUSED, "district_code:DISTRICT_DISAGREES"),
    ({"full_name": "Dev", "employee_id": "D1", "district_code": "9999"}, REFUSED, "district_code:DISTRICT_UNKNOWN"),
    ({"full_name": "Dev", "employee_id": "D1", "district_code": "meerut"}, REFUSED, "district_code:DISTRICT_CODE_FORM"),
    ({"full_name": "Dev", "employee_id": "D1", "district_name": "Atlantis"}, REFUSED, "district_name:DISTRICT_UNKNOWN"),
    ({"full_name": "Dev", "employee_id": "D1", "district_code": "", "district_name": "Allahabad"}, STORED, ""),
    ({"full_name": "Dev", "employee_id": "D1", "district_code": "0120", "district_name": "इलाहाबाद"}, THERE, ""),
    ({"full_name": "Dev", "employee_id": "D2", "organisation": "meerut-polis"}, REFUSED, "organisation:ORGANISATION_UNKNOWN"),
    ({"full_name": "Dev", "employee_id": "D2", "organisation": "uttar-pradesh"}, REFUSED, "organisation:ORGANISATION_NO_DEPARTMENT"),
    # post
    ({"full_name": "Pawan", "employee_id": "P1", "designation": "Grand Vizier"}, FLAGGED, "DESIGNATION_UNKNOWN"),
    ({"full_name": "Pawan", "employee_id": "P1", "designation": 'Grand Vizier'}, THERE, ""),
    ({"full_name": "Pawan", "employee_id": "P0", "designation": 'Constable, "Reserve"\nLines'}, FLAGGED, "DESIGNATION_UNKNOWN"),
    ({"full_name": "Pawan", "employee_id": "P2", "designation": ""}, FLAGGED, "DESIGNATION_MISSING"),
    ({"full_name": "Pawan", "employee_id": "P3", "designation": "मुख्य आरक्षी"}, STORED, ""),
    ({"full_name": "Pawan", "employee_id": "P3", "designation": "H.C."}, THERE, ""),
    ({"full_name": "Pawan", "employee_id": "P4", "group": "Group E"}, REFUSED, "group:GROUP_UNKNOWN"),
    ({"full_name": "Pawan", "employee_id": "P4", "group": "समूह ग", "gender": "पुरुष", "category": "EWS"}, STORED, ""),
    ({"full_name": "Pawan", "employee_id": "P5", "gender": "Mail"}, REFUSED, "gender:GENDER_UNKNOWN"),
    ({"full_name": "Pawan", "employee_id": "P5", "category": "Royal"}, REFUSED, "category:CATEGORY_UNKNOWN"),
    ({"full_name": "Pawan", "employee_id": "P5", "engagement": "pirate"}, REFUSED, "engagement:ENGAGEMENT_UNKNOWN"),
    ({"full_name": "Pawan", "employee_id": "P5", "mother_tongue": "Klingon"}, REFUSED, "mother_tongue:MOTHER_TONGUE_UNKNOWN"),
    ({"full_name": "Pawan", "employee_id": "P5", "mother_tongue": "हिन्दी", "office_pin_code": "250 001"}, STORED, ""),
    ({"full_name": "Pawan", "employee_id": "P6", "office_pin_code": "025001"}, REFUSED, "office_pin_code:PIN_CODE_FORM"),
    ({"full_name": "Pawan", "employee_id": "P6", "tags": "Cyber Cell| Traffic;cyber cell"}, STORED, ""),
    ({"full_name": "Pawan", "employee_id": "P7", "tags": "Cell 2"}, REFUSED, "tags:TAG_CHARACTERS"),
    # everything at once
    ({"full_name": "R2D2", "mobile": "12", "group": "Z", "birth_date": "x"}, REFUSED,
     "full_name:NAME_CHARACTERS mobile:MOBILE_DIGITS group:GROUP_UNKNOWN birth_date:BIRTH_DATE_FORM"),
]  # fmt: skip


def write_odd_list(path):
    usual = {"designation": "Constable", "district_code": "169"}
    columns = list(dict.fromkeys(name for cells, _, _ in ODD_ROWS for name in {**cells, **usual}))
    with open(path, "w", encoding="utf-8", newline="") as file:
        writer = csv.DictWriter(file, columns)
        writer.writeheader()
        writer.writerows({**usual, **cells} for cells, _, _ in ODD_ROWS)


class ImportAndRecount(Story):
    def setUp(self):
        super().setUp()
        self.house.start("registration", "reporting")
        self.house.load()
        self.recount = Recount(DATA)

    def import_and_compare(self, path, organisation, district, named=False):
        """Imports a list; every verdict must be the recount's. Returns the recount's."""
        expected = self.recount.take(path, organisation, district, ISSUER, named)
        self.done = self.house.import_list(path, organisation, district)
        self.assert_none(differences(expected, self.house.file(f"{path.stem}.verdicts.csv")))
        return expected

    def check_figures(self):
        """Reporting counts who the recount says is registered, and so does registration's list."""
        registered = sum(self.recount.registered.sequences.values())
        self.assertEqual(self.house.onboarded("police", self.done.position()), registered)
        self.assertEqual(self.house.listed("police"), registered)

    def check_truth(self, path, expected):
        """The sample's own account: good rows remain, the others do not."""
        with open(path.with_suffix(".truth.csv"), encoding="utf-8", newline="") as file:
            kinds = {int(row["line"]): row["kind"] for row in csv.DictReader(file)}
        wanted = {"good": {STORED, FLAGGED}, "bad": {REFUSED}, "repeated": {THERE}, "clashing": {REFUSED}}
        self.assert_none([verdict for verdict in expected if verdict.kind not in wanted[kinds[verdict.line]]])
        self.assertEqual(len(kinds), len(expected))

    def test_lists_of_two_seeds_sizes_and_layouts__get_the_recounts_verdict_in_every_row(self):
        spreadsheet = self.house.sample("hapur", 700, seed=71, district=661, bom=None, crlf=None)
        self.assertTrue(spreadsheet.read_bytes().startswith(b"\xef\xbb\xbf"))
        self.assertIn(b"\r\n", spreadsheet.read_bytes())
        named = self.house.sample("meerut", 1200, seed=4242, district=169, layout="named", bad=5, repeated=3, clashing=3)

        for path, organisation, district, is_named, good in (
            (spreadsheet, "hapur-police", 661, False, 700),
            (named, "meerut-police", 169, True, 1200),
        ):
            first = self.import_and_compare(path, organisation, district, is_named)
            self.check_truth(path, first)
            again = self.import_and_compare(path, organisation, district, is_named)
            kinds = Counter(verdict.kind for verdict in again)
            self.assertEqual(kinds[STORED] + kinds[FLAGGED], 0)
            self.assertGreaterEqual(kinds[THERE], good)
        # The same people again, said to serve elsewhere: nobody is counted in two places.
        self.import_and_compare(spreadsheet, "baghpat-police", 124)
        self.assertEqual(sum(self.recount.registered.sequences.values()), 1900)
        self.check_figures()
        self.stop_all()

    def test_odd_rows__get_the_verdict_that_is_written_beside_them(self):
        path = self.house.file("odd.csv")
        write_odd_list(path)
        expected = self.recount.take(path, "meerut-police", 0, ISSUER, named=True)
        for (cells, kind, why), verdict in zip(ODD_ROWS, expected):
            with self.subTest(cells=cells):
                told = [":".join(reason) for reason in verdict.reasons] + list(verdict.flags)
                self.assertEqual((verdict.kind, sorted(told)), (kind, sorted(why.split())))
        self.recount = Recount(DATA)
        self.done = self.house.karmayogi(
            *("import", path, "--org", "meerut-police", "--employee-id-issuer", ISSUER, "--columns", "named"),
            *("--refused", self.house.file("odd.refused.csv"), "--verdicts", self.house.file("odd.verdicts.csv")),
            code=3,
        )
        expected = self.recount.take(path, "meerut-police", 0, ISSUER, named=True)
        self.assert_none(differences(expected, self.house.file("odd.verdicts.csv")))
        self.check_figures()
        self.stop_all()


if __name__ == "__main__":
    unittest.main()

"""Would catch: a search of logs that finds nobody, finds people where there are none, or is content with no logs at all."""

import contextlib
import io
import sys
import tempfile
import unittest
from pathlib import Path

import private_data

LINE = '{"time":"2026-11-22T20:46:52.027Z","level":"info","service":"registration","event":"%s"}\n'
INNOCENT = (
    "ready",
    'stopped","failed":false,"position":9876543210,"left_out":9876543210,"to":"12',
    'backup_done","file":"registration-20261122T204652Z-9f3c11d2a4b58e76-4783.mdb',
    'failed","trail":"tcp://127.0.0.1:27102: import 01939a6b-9876-7543-8210-9f3c11d2a4b5, entry 17 of 2026-11-22',
    'connection_refused","reason":"unknown_key","address":"127.0.0.1","key":"rq:rM>}U?@Lns47E1%kR.o@n%FcmmsL/@{H8]yf7',
    'store_opened","path":"/tmp/karmayogi house asha_dev/stores/registration","version":"0.1.0',
)
PEOPLE = {
    "a mobile": ("9876543210", "+91 9876543210", "09876543210", "98765 43210", "6000000000"),
    "an e-mail": ("asha.devi@mail.example", "a+b@x.co"),
    "a birth date": ("1987-06-05", "05-06-1987", "5/6/1987", "05.06.2004", "1987/6/5"),
    "a name": ("Asha Devi", "a row of Kumar", "Meena Devi", "Rukhsana"),
    "Hindi": ("\u0930\u093e\u092e", "\\u0930\\u093e\\u092e"),
}


class PrivateData(unittest.TestCase):
    def found(self, text):
        return {what for what, _ in private_data.finds(LINE % text, private_data.all_patterns())}

    def test_lines_as_services_write_them__hold_nobody(self):
        for text in INNOCENT:
            with self.subTest(text=text):
                self.assertEqual(self.found(text), set())

    def test_planted_people__are_found_wherever_they_stand(self):
        for what, values in PEOPLE.items():
            for value in values:
                for text in (value, f'x","trail":"row 7: {value}: refused', f'x","number":{value},"y":"'):
                    with self.subTest(text=text):
                        self.assertIn(what, self.found(text))

    def test_names__are_those_of_the_samples(self):
        names = private_data.sample_names()
        self.assertGreater(len(names), 100)
        self.assertIn("Rajesh", names)

    def test_folder__ends_with_1_for_a_find_and_for_nothing_to_read(self):
        with tempfile.TemporaryDirectory() as folder:
            self.assertEqual(self.end_of(folder), 1)
            log = Path(folder) / "story" / "registration.1.log"
            log.parent.mkdir()
            log.write_text(LINE % "ready", encoding="utf-8")
            self.assertEqual(self.end_of(folder), 0)
            log.write_text(LINE % "ready" + LINE % "9876543210", encoding="utf-8")
            self.assertEqual(self.end_of(folder), 1)
            secret = 'D:)Q[IlAW!ahhC2ac:9*A}h:p?([4%wOTJ%JR%cs'
            log.write_text(LINE % f"x{secret}y", encoding="utf-8")
            self.assertEqual(self.end_of(folder), 0)
            (log.parent / "secrets.txt").write_text(f"{'x' * 40}\n{secret}", encoding="utf-8")
            self.assertEqual(self.end_of(folder), 1)

    def end_of(self, folder):
        former, sys.argv = sys.argv, ["private_data.py", folder]
        try:
            with contextlib.redirect_stdout(io.StringIO()):
                return private_data.main()
        finally:
            sys.argv = former


if __name__ == "__main__":
    unittest.main()

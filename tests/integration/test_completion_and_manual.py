"""Would catch: a verb or an option that the manual page or the completion of bash does not know; a page that groff minds;
a completion that offers what the command then refuses.
"""

import json
import subprocess
import unittest

from house import BIN

SHARE = BIN.parent / "share"
COMPLETION, MANUAL = SHARE / "karmayogi.bash", SHARE / "karmayogi.1"


def described():
    done = subprocess.run([BIN / "karmayogi", "describe", "json"], check=True, capture_output=True)
    return json.loads(done.stdout)


def completed(*words):
    """What bash would offer for the last of the words; it splits them at = as it does at a prompt."""
    split = ["karmayogi"]
    for word in words:
        split += [part for part in word.replace("=", "\0=\0").split("\0") if part or not word]
    script = f"""
        compopt() {{ :; }}
        source "$1"; shift
        COMP_WORDS=("$@") COMP_CWORD=$(($# - 1))
        _karmayogi
        printf '%s\\n' "${{COMPREPLY[@]}}"
    """
    done = subprocess.run(
        ["bash", "--norc", "-c", script, "bash", COMPLETION, *split], check=True, capture_output=True, text=True
    )
    assert not done.stderr, done.stderr
    return [line.strip() for line in done.stdout.splitlines() if line.strip()]


class CompletionAndManual(unittest.TestCase):
    def setUp(self):
        self.tables = described()
        self.everywhere = [f"--{option['name']}" for option in self.tables["everywhere"]]

    def test_manual__has_every_verb_and_option__and_groff_minds_nothing(self):
        groff = ["groff", "-ww", "-man", "-Tutf8", "-P-cbou", "-rHY=0", MANUAL]
        done = subprocess.run(groff, check=True, capture_output=True, text=True)
        self.assertEqual(done.stderr, "")
        text = " ".join(done.stdout.replace("‐\n", "").split())

        def known(part):
            self.assertTrue(part in text, f"the manual page does not have: {part}")

        for verb in self.tables["verbs"]:
            known(f"karmayogi {verb['name']}")
            known(" ".join(verb["summary"].split()))
            for option in verb["options"]:
                known(f"--{option['name']}" + (f"={option['value']}" if option["value"] else ""))
        for option in self.everywhere:
            known(option)
        known("3 done, but rows of the file were refused")
        known("70 a defect")

    def test_completion__is_a_script_that_bash_takes(self):
        subprocess.run(["bash", "-n", COMPLETION], check=True)

    def test_completion__knows_every_verb(self):
        for family in self.tables["families"]:
            self.assertIn(family["name"], completed(""))
            self.assertIn(family["name"], completed("--lang", "hi", family["name"][:2]))
        for verb in self.tables["verbs"]:
            words = verb["name"].split()
            self.assertIn(words[-1], completed(*words[:-1], words[-1][:1]))

    def test_completion__knows_every_option(self):
        for verb in self.tables["verbs"]:
            offered = completed(*verb["name"].split(), "--")
            wanted = [f"--{option['name']}" + ("=" if option["value"] else "") for option in verb["options"]]
            self.assertLessEqual(set(wanted), set(offered), verb["name"])
            self.assertLessEqual(set(self.everywhere), {each.rstrip("=") for each in offered})

    def test_completion__offers_the_words_of_a_value(self):
        for verb in self.tables["verbs"]:
            for option in verb["options"]:
                for value in option["words"].split():
                    given = (*verb["name"].split(), f"--{option['name']}", value[:1])
                    self.assertIn(value, completed(*given), f"{verb['name']} {option['name']}")
        self.assertEqual(completed("report", "onboarding", "--by=dis"), ["district"])
        self.assertEqual(completed("report", "figures", "--by", "district,gen"), ["district,gender"])
        self.assertEqual(completed("--lang", "h"), ["hi"])
        self.assertEqual(completed("course", "list", "--kind=blended"), ["blended-program"])
        self.assertEqual(completed("list", "load", "compe"), ["competencies"])
        self.assertEqual(completed("status", "rep"), ["reporting"])
        self.assertEqual(completed("backup", "cat"), ["catalogue"])
        self.assertEqual(completed("keys", "admit", "manav-sampada", "--at", "regi"), ["registration"])
        self.assertEqual(completed("restore", "--service", "cat"), ["catalogue"])

    def test_completion__offers_files_where_a_file_is_meant(self):
        given = str(SHARE / "karmayogi.b")
        self.assertEqual(completed("import", given), [str(COMPLETION)])
        self.assertEqual(completed("import", "x.csv", "--refused", given), [str(COMPLETION)])
        self.assertEqual(completed("list", "load", "designations", given), [str(COMPLETION)])


if __name__ == "__main__":
    unittest.main()

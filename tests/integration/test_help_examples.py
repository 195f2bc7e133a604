"""Would catch: a verb without an example in its --help; an example that does not work: an option that was renamed, an
organisation that the lists do not have, a file that nobody writes.

Every example of every --help is run as it stands, by bash, against real services with the range loaded.
"""

import os
import re
import shlex
import subprocess
import unittest

from house import BIN, PATIENCE_S, ROOT, Done, Story

DISTRICTS = {"meerut-police": 169, "bulandshahr-police": 134, "baghpat-police": 124, "hapur-police": 661}
ROWS = 12  # of each district: enough for the official 1-2-3
IMPORT_ID = "019a9f6e-7d7a-7c4e-9b0a-3f2d1c0b9a88"  # as `import show' has it

# The house keeps its stores elsewhere than the quickstart.
BACKED_UP = (
    "karmayogi backup registration && mkdir -p var/registration && ln -sfn ../../stores/registration/backups var/registration/"
)

# Exit codes other than 0 that an example may end with: made-up lists have rows that are refused.
CODES = {"import": (0, 3), "course import": (0, 3)}

# What must be there before the example of a verb can work.
BEFORE = {
    "import show": [f"karmayogi import meerut.csv --org meerut-police --district 169 --import-id {IMPORT_ID}"],
    "course import show": [f"karmayogi course import courses.csv --import-id {IMPORT_ID}"],
    "official unblock": ["karmayogi official block 1-2-3 --reason 'under inquiry'"],
    "restore": [BACKED_UP],
    "store check": [BACKED_UP],
    "keys revoke": ["karmayogi keys admit manav-sampada --at registration --roles registrar"],
}

# What these write is read by others; a tree can be loaded again only while nobody has changed it.
FIRST = ("sample", "sample courses", "keys new", "org load")


def examples(text):
    """The command lines of a help text; one that is broken into lines is one again."""
    lines = re.sub(r"\\\n\s*", "", text).splitlines()
    return [line.strip() for line in lines if line.startswith("  karmayogi ")]


class HelpExamples(Story):
    def setUp(self):
        super().setUp()
        house = self.house
        (house.folder / "deploy").symlink_to(ROOT / "deploy")
        (house.folder / "var").mkdir()
        (house.folder / "var/keys").symlink_to(house.keys)
        self.environment = {k: v for k, v in os.environ.items() if not k.startswith("KARMAYOGI_")}
        self.environment["PATH"] = f"{BIN}:{self.environment['PATH']}"
        for service in house.services:
            self.environment[f"KARMAYOGI_{service.name.upper()}"] = service.endpoint

    def run_line(self, line):
        if line.startswith(("karmayogi report", "karmayogi health")):  # no line before it waits for what it wrote
            self.house.settle()
        process = subprocess.run(
            ["bash", "-c", line],
            cwd=self.house.folder,
            env=self.environment,
            stdin=subprocess.DEVNULL,
            capture_output=True,
            timeout=2 * PATIENCE_S,
            check=False,
        )
        return Done(shlex.split(line)[1:], process)

    def fill(self):
        self.house.start("catalogue", "registration", "reporting")
        self.house.load()
        for seed, (organisation, district) in enumerate(DISTRICTS.items()):
            path = self.house.sample(organisation, ROWS, 100 + seed, district)
            self.house.import_list(path, organisation, district)
        self.house.settle()

    def tried(self, verb):
        """What is wrong with the examples of a verb."""
        name, found = verb["name"], examples(verb["more"])
        if not found:
            return [f"`karmayogi {name} --help' has no example"]
        for line in BEFORE.get(name, []):
            self.run_line(line)
        wrong = []
        for line in found:
            done = self.run_line(line)
            if not line.startswith(f"karmayogi {name}"):
                wrong.append(f"the example of {name} is of another verb: {line}")
            if done.code not in CODES.get(name, (0,)):
                wrong.append(str(done))
        return wrong

    def test_example_of_every_verb__works(self):
        verbs = self.house.json("describe", "json")["verbs"]
        self.fill()
        verbs.sort(key=lambda verb: verb["name"] not in FIRST)  # stable: the others stay in their order
        self.assert_none([each for verb in verbs for each in self.tried(verb)])
        self.stop_all()

    def test_help_of_every_verb__shows_the_example_that_is_tried(self):
        described = self.house.json("describe", "json")
        self.environment["ASAN_OPTIONS"] = "detect_leaks=0"  # argp itself leaves two bytes behind when it prints help
        for verb in described["verbs"]:
            done = self.run_line(f"karmayogi {verb['name']} --help")
            self.assertEqual(done.code, 0, str(done))
            for line in examples(verb["more"]):
                self.assertIn(" ".join(line.split()), " ".join(done.out.replace("\\\n", " ").split()))
            for option in verb["options"]:
                self.assertIn(f"--{option['name']}", done.out)

    def test_example_of_every_family__is_one_of_its_verbs_and_is_understood(self):
        self.fill()
        described = self.house.json("describe", "json")
        wrong = []
        for line in [each["example"] for each in described["families"]] + examples(described["more"]):
            done = self.run_line(line)
            if done.code not in (0, 3, 6):  # 6: files that another example writes
                wrong.append(str(done))
        self.assert_none(wrong)
        self.stop_all()


if __name__ == "__main__":
    unittest.main()

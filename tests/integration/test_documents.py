"""Would catch: a command line in README.md or ARCHITECTURE.md that does not work: a verb or an option that was renamed, a
file that nothing writes, a step that an earlier one makes impossible.

Every command line of the documents is run as it stands, in order, by bash, in a copy of the tree with real services.
Two things are put in its place: the ports of the services, and the id of an import where the text says ID.
"""

import json
import os
import re
import shlex
import shutil
import subprocess
import tempfile
import unittest

from documents import FENCE, commands, complaints
from house import BIN, PATIENCE_S, ROOT, SERVICES, Done, Story, until

DOCUMENTS = ("README.md", "ARCHITECTURE.md")
RANGE = {"meerut-police": 169, "bulandshahr-police": 134, "baghpat-police": 124, "hapur-police": 661}
ROWS = 40  # of each district
IMPORT_ID = re.compile(r"\b[0-9a-f]{8}-[0-9a-f]{4}-7[0-9a-f]{3}-[0-9a-f]{4}-[0-9a-f]{12}\b")
NOT_COPIED = shutil.ignore_patterns("build", "var", ".git", "__pycache__", "golden")

# Exit codes other than 0 that the text explains beside the command.
CODES = {
    r"karmayogi( course)? import .*\.csv": (0, 3),  # rows were refused
    r"karmayogi health": (0, 1),  # something needs somebody: this machine's disk may be nearly full
}

# What the blocks of the documents may be: command lines, what is printed, and what another test looks at.
KINDS = {
    "sh": "run here",
    "text": "no command",
    "yaml": "promtool, here",
    "c": "test_clients.py",
    "cmake": "test_clients.py",
    "python": "test_clients.py",
}

# What is not run here: where it is run, and how that place shows it.
QUICKSTART = "tests/integration/test_quickstart.py"
CLIENTS = "tests/integration/test_clients.py"
ELSEWHERE = {
    "./deploy/quickstart": (QUICKSTART, "first = self.quickstart("),
    "deploy/quickstart status": (QUICKSTART, 'self.quickstart("status")'),
    "deploy/quickstart stop": (QUICKSTART, 'self.quickstart("stop")'),
    "deploy/quickstart restart": (QUICKSTART, 'self.quickstart("restart")'),
    "deploy/quickstart fresh": (QUICKSTART, 'self.quickstart("fresh")'),
    "deploy/quickstart fresh --scale state": (QUICKSTART, '"--scale", "state"'),  # there refused; else too large for a test
    "KARMAYOGI_PORT_BASE=9101 deploy/quickstart": (QUICKSTART, "self.quickstart(KARMAYOGI_PORT_BASE="),
    "./tests/run": (".ci/run", "\ntests/run || fail"),  # it is what runs this
    ".ci/run": (".ci/run", "\ntests/run || fail"),  # the same
    "tests/fuzz/run --quick": (".ci/run", "tests/fuzz/run --quick ||"),
    "tests/fault/run": (".ci/run", "tests/fault/run --quick --seed 1 simulator"),
    "tests/fault/run simulator": (".ci/run", "tests/fault/run --quick --seed 1 simulator"),
    "buf lint": (".ci/run", '"$buf" lint'),
    "buf breaking": (".ci/run", '"$buf" breaking'),
    # It would change the machine; there it is installed into a folder.
    "sudo cmake --install build/release --component client && sudo ldconfig": (CLIENTS, '"--component", "client"'),
    "cc onboard.c $(pkg-config --cflags --libs karmayogi)": (
        "tests/integration/clients/c/build",
        "onboard.c $(pkg-config --cflags --libs karmayogi)",
    ),
    "apt-get install python3-zmq python3-protobuf protobuf-compiler": ("deploy/packages/test.txt", "\npython3-zmq"),
    # These would write into what is committed; that there is nothing to add is what is tested.
    "tests/golden/make": ("tests/integration/test_goldens.py", "run tests/golden/make"),
    "tests/golden/make_store": ("tests/integration/test_golden_store.py", "golden_store"),
}


def text_of(document):
    return (ROOT / document).read_text(encoding="utf-8")


def without_remark(line):
    """A command line without what stands behind a # at its end."""
    return re.sub(r"\s+# .*$", "", line)


def is_named(line, described):
    """Whether a line is only the name of a verb, or of several, as a sentence has it."""
    words = line.removeprefix("karmayogi ").strip()
    verbs = {verb["name"] for verb in described["verbs"]} | {family["name"] for family in described["families"]}
    return line in ("karmayogi", *(f"karmayogi-{name}" for name in SERVICES)) or words in verbs


class Documents(Story):
    def setUp(self):
        super().setUp()
        self.copy = self.house.folder / "a checkout"
        shutil.copytree(ROOT, self.copy, ignore=NOT_COPIED)
        (self.copy / "build").mkdir()
        (self.copy / "build/release").symlink_to(BIN.parent)
        (self.copy / "var").mkdir()
        (self.copy / "var/keys").symlink_to(self.house.keys)
        for service in self.house.services:
            (self.copy / "var" / service.name).symlink_to(service.store)
        self.described = self.house.json("describe", "json")
        self.imports = {}  # id of the last import by the words that began it
        self.exported = self.copy / "exported"
        self.exported.touch()

    def fill(self):
        """What the documents count on: a smaller quickstart, and the file of one's own."""
        self.house.start("catalogue", "registration", "reporting")
        self.house.load()
        for name in ("competencies", "providers", "cadres", "trades"):
            self.house.karmayogi("list", "load", name, self.copy / f"deploy/data/{name}.csv")
        for seed, (organisation, district) in enumerate(RANGE.items()):
            self.house.import_list(self.house.sample(organisation, ROWS, 100 + seed, district), organisation, district)
        shutil.copy(self.house.sample("own", ROWS, 200, 661, bad=20), self.copy / "FILE.csv")
        self.house.settle()

    def environment(self):
        kept = {name: value for name, value in os.environ.items() if not name.startswith("KARMAYOGI_")}
        more = {f"KARMAYOGI_{service.name.upper()}": service.endpoint for service in self.house.services}
        more |= {"PAGER": "cat", "MANPAGER": "cat", "TERM": "dumb", "DESTDIR": str(self.copy / "installed")}
        more["ASAN_OPTIONS"] = "detect_leaks=0"  # argp itself leaves two bytes behind when it prints help
        return {**kept, **more}

    def to_run(self, line):
        """The line with the ports of this house, and with the import that it speaks of."""
        for i, service in enumerate(self.house.services):
            line = line.replace(f"127.0.0.1:{7101 + i}", service.endpoint.removeprefix("tcp://"))
            line = line.replace(f"127.0.0.1:{7111 + i}", f"{service.admin[0]}:{service.admin[1]}")
        return re.sub(r"\bID\b", self.imports.get(self.began(line), "ID"), line)

    @staticmethod
    def began(line):
        """What an import is known by: the command that began it, with its file where there is one."""
        found = re.match(r"karmayogi (course )?import (?!show)(\S+)", line)
        if found:
            return found.group()
        return "karmayogi course import courses.csv" if "course" in line else "karmayogi import FILE.csv"

    def run_line(self, line):
        """Runs one line where the lines before it left off: their exported variables are there."""
        if line.startswith(("karmayogi report", "karmayogi health")):  # no line before it waits for what it wrote
            self.house.settle()
        script = f'. "$1"; trap \'code=$?; export -p > "$1"; exit $code\' EXIT\n{self.to_run(line)}'
        process = subprocess.run(
            ["bash", "--norc", "-c", script, "bash", str(self.exported)],
            cwd=self.copy,
            env=self.environment(),
            stdin=subprocess.DEVNULL,
            capture_output=True,
            timeout=2 * PATIENCE_S,
            check=False,
        )
        done = Done(shlex.split(line, comments=True)[1:], process)
        ids = IMPORT_ID.findall(done.out + done.err)
        if re.match(r"karmayogi (course )?import (?!show)", line) and ids:
            self.imports[self.began(line)] = ids[0]
        return done

    def tried(self, line):
        """What is wrong with a command line of a document: a list, of one sentence at most."""
        if without_remark(line) in ELSEWHERE or is_named(line, self.described):
            return []
        done = self.run_line(line)
        if "KeyRefused" in done.out:  # the text says that a service sees a new key within about a second
            done = until(lambda: (again := self.run_line(line)).code == 0 and again, f"{line}\n{done.out}")
        codes = next((codes for start, codes in CODES.items() if re.match(start, line)), (0,))
        return [] if done.code in codes else [f"{line}\nended with {done.code}\n{done.out}{done.err}"]

    def test_every_command_line__works_as_it_stands(self):
        self.fill()
        self.assert_none([wrong for document in DOCUMENTS for line in commands(text_of(document)) for wrong in self.tried(line)])
        self.stop_all()

    def test_line_that_does_not_work__is_told(self):
        self.fill()
        for line in (
            "karmayogi repotr onboarding",
            "karmayogi status --no-such-option",
            "karmayogi import not-there.csv --org hapur-police",
            "karmayogi official get 1-999999-0",
            "no-such-program",
        ):
            self.assertEqual(len(self.tried(line)), 1, line)
        self.assertEqual(self.tried("karmayogi status"), [])
        self.stop_all()


class Extraction(unittest.TestCase):
    def test_blocks_and_sentences__give_their_command_lines_in_order(self):
        text = (
            "Ask `karmayogi status\n--counters` or `karmayogi.h`, or `./tests/run`.\n"
            "```sh\n# a remark alone\nfirst --one \\\n    --two   # why\n\n(cd a && b)\n```\n"
            "```text\nnot this\n```\n"
            "`common/base` | `karmayogi health` | `tests/unit`\n"
        )
        wanted = ["karmayogi status --counters", "./tests/run", "first --one --two   # why", "(cd a && b)", "karmayogi health"]
        self.assertEqual(commands(text), wanted)
        self.assertEqual(complaints(text), [])

    def test_what_would_hide_a_command_line__is_told(self):
        for text, what in (
            ("```\nkarmayogi status\n```\n", "does not say what it is"),
            ("```text\nkarmayogi status\n```\n", "in a block of text"),
            ("```sh\nkarmayogi status\n", "not closed"),
            ("Ask `karmayogi status.\n\nMore `code`.\n", "not closed"),
        ):
            self.assertIn(what, "".join(complaints(text)))

    def test_documents__hide_none_and_hold_every_verb(self):
        found = []
        for document in DOCUMENTS:
            self.assertEqual(complaints(text_of(document)), [], document)
            found += commands(text_of(document))
        self.assertEqual(found[0].split()[0], "./deploy/quickstart")
        described = json.loads(subprocess.run([BIN / "karmayogi", "describe", "json"], check=True, capture_output=True).stdout)
        missing = [
            verb["name"] for verb in described["verbs"] if not any(line.startswith(f"karmayogi {verb['name']}") for line in found)
        ]
        self.assertEqual(missing, [], "verbs that no document shows")

    def test_block_of_every_kind__is_looked_at_by_a_test(self):
        blocks = [block for document in DOCUMENTS for block in FENCE.findall(text_of(document))]
        self.assertEqual({kind for kind, _ in blocks}, set(KINDS))
        for text in (text for kind, text in blocks if kind == "yaml"):
            with tempfile.NamedTemporaryFile("w", suffix=".yml") as file:
                file.write(text)
                file.flush()
                done = subprocess.run(["promtool", "check", "config", file.name], capture_output=True, text=True, check=False)
            self.assertEqual(done.returncode, 0, done.stdout + done.stderr)

    def test_table_of_what_runs_elsewhere__is_true(self):
        found = {without_remark(line) for document in DOCUMENTS for line in commands(text_of(document))}
        self.assertEqual(set(ELSEWHERE) - found, set(), "not in the documents any more")
        for line, (where, shown) in ELSEWHERE.items():
            self.assertTrue(shown in (ROOT / where).read_text(encoding="utf-8"), f"{where} does not run {line} any more")


if __name__ == "__main__":
    unittest.main()

"""Would catch: an installed library that cannot be built against, needs a header that is not installed, or shows more than
its functions; an example that rots; a caller in C or Python that loses its write when a service restarts, is not
counted, or is not told why it was refused; an example in README.md that is not the one that runs.
"""

import os
import re
import shutil
import subprocess
import sys
import tempfile
import unittest
from pathlib import Path

from house import BIN, DATA, ROOT, SERVICES, Story

CLIENTS = ROOT / "tests/integration/clients"
BUILD = BIN.parent
FLAGS = os.environ.get("KARMAYOGI_CLIENT_CFLAGS", "")  # the sanitizers, where the library has them
PYTHON = sys.executable


def run(*command, **environment):
    """Runs a tool that must succeed; returns what it printed."""
    done = subprocess.run(
        list(map(str, command)), stdin=subprocess.DEVNULL, stdout=subprocess.PIPE, stderr=subprocess.STDOUT,
        env={**os.environ, "CFLAGS": FLAGS, **environment}, timeout=300, check=False,
    )
    out = done.stdout.decode("utf-8", errors="replace")
    assert done.returncode == 0, f"{' '.join(map(str, command))}\nended with {done.returncode}\n{out}"
    return out


class Prefix:
    """What `cmake --install --component client` makes, the example built against it in both ways, and the contracts in
    Python made of what is installed. Its path has no blank: pkg-config knows no quoting.
    """

    def __init__(self):
        self.folder = Path(tempfile.mkdtemp(prefix="karmayogi-prefix-"))
        self.prefix = self.folder / "prefix"
        run("cmake", "--install", BUILD, "--component", "client", "--prefix", self.prefix)
        self.library = next(self.prefix.rglob("libkarmayogi.so"))
        self.pkg_config = next(self.prefix.rglob("karmayogi.pc")).parent
        self.contracts = self.folder / "contracts"
        self.contracts.mkdir()
        protos = self.prefix / "share/karmayogi/proto"
        run("protoc", f"--proto_path={protos}", f"--python_out={self.contracts}", *protos.rglob("*.proto"))

    def build_with_cmake(self):
        # A copy: nothing of the source tree is within reach.
        source, build = self.folder / "source", self.folder / "build"
        shutil.copytree(CLIENTS / "c", source)
        run("cmake", "-S", source, "-B", build, f"-DCMAKE_PREFIX_PATH={self.prefix}")
        run("cmake", "--build", build)
        return build / "onboard"

    def build_with_pkg_config(self):
        out = self.folder / "onboard-pkg-config"
        run(CLIENTS / "c/build", out, PKG_CONFIG_PATH=str(self.pkg_config))
        return out

    def close(self):
        shutil.rmtree(self.folder, ignore_errors=True)


class Clients(Story):
    @classmethod
    def setUpClass(cls):
        cls.installed = Prefix()
        cls.addClassCleanup(cls.installed.close)
        cls.programs = {
            "C, CMake": [cls.installed.build_with_cmake()],
            "C, pkg-config": [cls.installed.build_with_pkg_config()],
            "Python": [PYTHON, "-B", CLIENTS / "python/onboard.py"],
        }

    def setUp(self):
        super().setUp()
        self.house.karmayogi("keys", "new", "training-portal")
        for service, roles in (("registration", "registrar,follower"), ("reporting", "reader")):
            self.house.karmayogi("keys", "admit", "training-portal", "--at", service, "--roles", roles)
        self.house.start("registration", "reporting")
        self.house.load()
        self.mobiles = iter(range(9811000000, 9812000000))

    def begin(self, program, *more, name="training-portal", endpoint=None):
        house = self.house
        environment = {
            **os.environ,
            "LD_LIBRARY_PATH": str(self.installed.library.parent),
            "PYTHONPATH": str(self.installed.contracts),
        }
        return subprocess.Popen(
            list(map(str, [
                *self.programs[program], endpoint or house.registration.endpoint, house.reporting.endpoint, house.keys,
                name, "hapur-police", next(self.mobiles), *more,
            ])),
            stdin=subprocess.PIPE, stdout=subprocess.PIPE, stderr=subprocess.STDOUT, env=environment,
        )

    def run_to_end(self, process, code=0):
        out = process.communicate(timeout=120)[0].decode("utf-8")
        self.assertEqual(process.returncode, code, out)
        return out

    def test_examples__register_find_list_follow_and_are_counted(self):
        # With a history of the catalogue, answers of registration tell how far that is known, too.
        self.house.start("catalogue")
        self.house.karmayogi("list", "load", "competencies", DATA / "competencies.csv")
        self.house.settle()
        for count, program in enumerate(self.programs):
            with self.subTest(program):
                out = self.run_to_end(self.begin(program))
                self.assertRegex(out, r"refused: code 3, \w+: .+\n  person\.mobile: MOBILE_\w+: ")
                registered = re.search(r"registered (\d+-\d+-[\dX]) at registration:\d+:\d+", out)[1]
                self.assertIn(f"found {registered}: Sunita Devi, ", out)
                pages = re.search(rf"listed {count + 1} officials of hapur-police on (\d+) pages", out)[1]
                self.assertGreaterEqual(int(pages), (count + 2) // 2)  # two on a page
                self.assertRegex(out, rf"read the feed up to entry \d+ on ([2-9]|\d\d+) pages; it tells of {registered} 1 ")
                self.assertIn(f"onboarded in hapur-police: {count} before, {count + 1} now", out)
                self.assertEqual(self.house.listed("hapur-police"), count + 1)
        self.stop_all()

    def test_service_restarted_in_between__the_same_connection_goes_on(self):
        for count, program in enumerate(self.programs):
            with self.subTest(program):
                process = self.begin(program, 60000, "wait")
                lines = []
                while not lines or lines[-1] not in ("waiting for a line\n", ""):
                    lines.append(process.stdout.readline().decode("utf-8"))
                self.assertEqual(lines[-1], "waiting for a line\n", "".join(lines))
                for service in (self.house.registration, self.house.reporting):
                    service.kill()
                    service.start()
                out = process.communicate(b"go on\n", timeout=120)[0].decode("utf-8")
                self.assertEqual(process.returncode, 0, "".join(lines) + out)
                self.assertIn(f"onboarded in hapur-police: {count} before, {count + 1} now", out)
        self.stop_all()

    def test_wrong_key_and_nobody_there__are_told_and_nothing_is_written(self):
        self.house.karmayogi("keys", "new", "stranger")
        for program in self.programs:
            with self.subTest(program):
                out = self.run_to_end(self.begin(program, 60000, name="stranger"), code=1)
                self.assertRegex(out, r"KEY_REFUSED|KeyRefused")
                out = self.run_to_end(self.begin(program, 300, endpoint=self.house.catalogue.endpoint), code=1)
                self.assertRegex(out, r"UNREACHABLE|NoAnswer")
        self.assertEqual(self.house.listed("hapur-police"), 0)
        self.stop_all()


class Installed(unittest.TestCase):
    def test_library__shows_the_functions_of_its_header_and_no_others(self):
        installed = Prefix()
        self.addCleanup(installed.close)
        header = (installed.prefix / "include/karmayogi/karmayogi.h").read_text(encoding="utf-8")
        declared = set(re.findall(r"^[a-z][\w \*]*?\b(karmayogi_\w+)\(", header, re.MULTILINE))
        symbols = run("nm", "--dynamic", "--defined-only", installed.library).splitlines()
        shown = {line.split()[2].split("@")[0] for line in symbols if line.split()[1] in "TDBRVW"}
        self.assertIn("karmayogi_call", declared)
        self.assertEqual(shown, declared)
        self.assertIn("libkarmayogi.so.0", run("readelf", "--dynamic", installed.library))
        # The headers stand alone, in C and in C++.
        every = sorted((installed.prefix / "include").rglob("*.h"))
        for language in ("c", "c++"):
            for path in every if language == "c" else [installed.prefix / "include/karmayogi/karmayogi.h"]:
                if language == "c++" and not shutil.which("c++"):
                    continue
                run(os.environ.get("CC", "cc"), "-x", language, "-fsyntax-only", "-Wall", "-Werror", f"-I{installed.prefix}/include", path)

    def test_services__are_a_component_of_their_own(self):
        folder = Path(tempfile.mkdtemp(prefix="karmayogi prefix "))
        self.addCleanup(shutil.rmtree, folder, ignore_errors=True)
        run("cmake", "--install", BUILD, "--component", "services", "--prefix", folder)
        programs = {path.name for path in (folder / "bin").iterdir()}
        self.assertLessEqual({"karmayogi", *(f"karmayogi-{name}" for name in SERVICES)}, programs)
        self.assertEqual([*folder.rglob("*.so*"), *folder.rglob("*.h")], [], "programs of services need no client library")
        for program in sorted(programs):
            run(folder / "bin" / program, "--help")

    def test_readme__shows_what_is_here(self):
        sources = "".join(
            re.sub(r"^[ \t]+", "", path.read_text(encoding="utf-8"), flags=re.MULTILINE)
            for path in sorted(CLIENTS.rglob("*")) if path.suffix in (".c", ".py", ".txt")
        )
        readme = (ROOT / "README.md").read_text(encoding="utf-8")
        shown = re.findall(r"^```(?:c|python|cmake)\n(.*?)^```", readme, re.MULTILINE | re.DOTALL)
        self.assertGreaterEqual(len(shown), 3)
        for block in shown:
            for part in block.split("...\n"):  # three dots: something is left out
                part = re.sub(r"^[ \t]+", "", part.strip("\n") + "\n", flags=re.MULTILINE)
                self.assertIn(part, sources, f"README.md shows what is not in {CLIENTS.name}/:\n{part}")


if __name__ == "__main__":
    unittest.main()

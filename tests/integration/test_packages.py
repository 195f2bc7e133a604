"""Would catch: deploy/packages/install asking the network when nothing is missing, installing what is there already, or
going on after a failure.
"""

import os
import subprocess
import tempfile
import unittest
from pathlib import Path

from house import ROOT

INSTALL = ROOT / "deploy/packages/install"


class Packages(unittest.TestCase):
    def setUp(self):
        folder = tempfile.TemporaryDirectory(prefix="karmayogi packages ")
        self.addCleanup(folder.cleanup)
        self.folder = Path(folder.name)
        self.calls = self.folder / "calls"
        self.calls.touch()
        self.policy = self.folder / "policy-rc.d"
        self.program("sudo", 'exec "$@"')

    def program(self, name, script):
        path = self.folder / name
        path.write_text(f"#!/bin/sh\n{script}\n", encoding="utf-8")
        path.chmod(0o755)

    def install(self, *purposes, missing=(), apt="exit 0"):
        """Runs install where dpkg knows everything but the missing packages."""
        absent = " | ".join(missing) or "none"
        self.program("dpkg-query", f'case $3 in {absent}) exit 1 ;; *) echo installed ;; esac')
        self.program("apt-get", f'echo "$@" >> "{self.calls}"; {apt}')
        return subprocess.run(
            [INSTALL, *purposes],
            env={**os.environ, "PATH": f"{self.folder}:{os.environ['PATH']}", "KARMAYOGI_POLICY": str(self.policy)},
            stdin=subprocess.DEVNULL,
            stdout=subprocess.PIPE,
            stderr=subprocess.PIPE,
            timeout=60,
            check=False,
        )

    def told(self):
        return self.calls.read_text(encoding="utf-8").splitlines()

    def test_nothing_missing__asks_no_network(self):
        self.assertEqual(self.install("build", "run", "test").returncode, 0)
        self.assertEqual(self.told(), [])

    def test_missing_packages__are_installed_and_no_others(self):
        self.assertEqual(self.install("build", "run", missing=["liblmdb-dev", "libev4"]).returncode, 0)
        update, install = self.told()
        self.assertTrue(update.startswith("update"))
        self.assertEqual([word for word in install.split() if word.startswith("lib")], ["liblmdb-dev", "libev4"])

    def test_what_is_installed__is_not_started_meanwhile(self):
        asks = f'[ "$1" = update ] || {{ "{self.policy}"; echo "starts: $?" >> "{self.calls}"; }}'
        self.assertEqual(self.install("test", missing=["libcmocka-dev"], apt=asks).returncode, 0)
        self.assertEqual(self.told()[-1], "starts: 101")
        self.assertFalse(self.policy.exists())

    def test_policy_of_the_machine__is_left_alone(self):
        self.policy.write_text("#!/bin/sh\nexit 7\n", encoding="ascii")
        self.policy.chmod(0o755)
        asks = f'[ "$1" = update ] || {{ "{self.policy}"; echo "starts: $?" >> "{self.calls}"; }}'
        self.assertEqual(self.install("test", missing=["libcmocka-dev"], apt=asks).returncode, 0)
        self.assertEqual(self.told()[-1], "starts: 7")
        self.assertTrue(self.policy.exists())

    def test_failing_apt__ends_with_failure_and_names_the_packages(self):
        done = self.install("build", missing=["liblmdb-dev"], apt="exit 100")
        self.assertEqual(done.returncode, 1)
        self.assertIn(b"apt-get update failed", done.stderr)
        done = self.install("build", missing=["liblmdb-dev"], apt='[ "$1" = update ]')
        self.assertEqual(done.returncode, 1)
        self.assertIn(b"liblmdb-dev", done.stderr)

    def test_unknown_purpose__is_refused(self):
        self.assertNotEqual(self.install("cooking").returncode, 0)
        self.assertNotEqual(self.install().returncode, 0)
        self.assertEqual(self.told(), [])

    def test_every_purpose__lists_packages_once(self):
        for path in (ROOT / "deploy/packages").glob("*.txt"):
            names = [line.split()[0] for line in path.read_text(encoding="utf-8").splitlines() if line and line[0] != "#"]
            self.assertTrue(names, path)
            self.assertEqual(len(names), len(set(names)), path)


if __name__ == "__main__":
    unittest.main()

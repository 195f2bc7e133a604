"""Would catch: deploy/processes.bash ending a process that it did not start, taking a dead one for a running one, or
leaving one behind.
"""

import os
import subprocess
import tempfile
import unittest
from pathlib import Path

from house import ROOT, until


class Processes(unittest.TestCase):
    def setUp(self):
        folder = tempfile.TemporaryDirectory(prefix="karmayogi processes ")
        self.addCleanup(folder.cleanup)
        self.folder = Path(folder.name)

    def run_bash(self, script):
        whole = f'run_folder=$1 log_folder=$1; source "$2"; {script}'
        words = ["bash", "-euo", "pipefail", "-c", whole, "bash", self.folder, ROOT / "deploy/processes.bash"]
        return subprocess.run(words, stdin=subprocess.DEVNULL, stdout=subprocess.PIPE, timeout=60, check=False)

    def bash(self, script, code=0):
        done = self.run_bash(script)
        self.assertEqual(done.returncode, code, script)
        return done.stdout.decode()

    def is_running(self, pid):
        # What belongs to a script that has ended is waited for by nobody we know, so a corpse may lie about.
        try:
            stat = Path(f"/proc/{pid}/stat").read_text(encoding="ascii")
        except FileNotFoundError:
            return False
        return stat.rsplit(")", 1)[1].split()[0] != "Z"

    def test_process__is_found_by_another_shell__and_stopped(self):
        self.bash("process_start nap tag sleep 1000")
        pid = self.bash("process_pid nap")
        self.assertTrue(self.is_running(pid))
        self.bash("process_is_current nap tag")
        self.bash("process_is_current nap other", code=1)
        self.assertIn("stopped", self.bash("process_stop nap"))
        self.assertFalse(self.is_running(pid))
        self.bash("process_pid nap", code=1)
        self.assertEqual(self.bash("process_stop nap"), "")

    def test_process_that_ends_at_once__does_not_run(self):
        self.bash("process_start brief tag sh -c 'echo gone'")
        until(lambda: (self.folder / "brief.log").read_text(encoding="utf-8") == "gone\n", "the log")
        until(lambda: self.run_bash("process_pid brief").returncode == 1, "the process to be seen as ended")

    def test_foreign_process_with_a_remembered_number__is_left_alone(self):
        with subprocess.Popen(["sleep", "1000"]) as foreign:
            (self.folder / "nap.pid").write_text(f"{foreign.pid} 12345 tag\n", encoding="ascii")
            self.bash("process_pid nap", code=1)
            self.assertEqual(self.bash("process_stop nap"), "")
            self.assertIsNone(foreign.poll())
            foreign.kill()
        self.assertFalse((self.folder / "nap.pid").exists())

    def test_process_that_does_not_want_to_end__is_killed_and_that_is_said(self):
        # exec, so that there is no second process whose end the shell would wait for
        ignoring = "import signal, time; signal.signal(signal.SIGTERM, signal.SIG_IGN); print(1, flush=True); time.sleep(1000)"
        self.bash(f"process_start mule tag python3 -c '{ignoring}'")
        until(lambda: (self.folder / "mule.log").read_text(encoding="utf-8"), "the process to begin")
        pid = self.bash("process_pid mule")
        self.assertIn("was killed", self.bash("process_stop mule"))
        until(lambda: not self.is_running(pid), "the process to be gone")

    def test_damaged_pid_file__is_no_process(self):
        for text in ("", "\n", "x", f"{os.getpid()}", "999999999 1 tag"):
            with self.subTest(text=text):
                (self.folder / "nap.pid").write_text(text, encoding="ascii")
                self.bash("process_pid nap", code=1)


if __name__ == "__main__":
    unittest.main()

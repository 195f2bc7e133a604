"""Load clients, and what becomes of the services meanwhile: for tests/fault/load, tests/fault/network and measurements.

A run's numbers come from the load client (tests/fault/load/load.c) and from /proc; what was promised is held against the
feed by tests/fault/load/recount.c, and against what registration lists and reporting counts.
"""

import json
import os
import re
import signal
import subprocess
import threading
from pathlib import Path

from house import _die_with_the_test, until

ROOT = Path(__file__).resolve().parents[2]
PROGRAMS = Path(os.environ.get("KARMAYOGI_BIN", ROOT / "build/fault/bin")).parent / "tests/fault/load"
ORGANISATIONS = ("meerut-police", "bulandshahr-police", "baghpat-police", "hapur-police")


class Broken(AssertionError):
    """A promise was broken; the sentence says which."""


def hold(holds, sentence):
    if not holds:
        raise Broken(sentence)


class Load:
    """One load client at one service, running; .lines are its seconds so far."""

    def __init__(self, house, service, *words, key="desk", journal=None, wrapper=(), endpoint=None, **options):
        self.journal = journal
        arguments = [*wrapper, PROGRAMS / "load", "--endpoint", endpoint or service.endpoint]
        arguments += ["--server-key", house.keys / f"{service.name}.public", "--key", house.keys / f"{key}.secret"]
        for organisation in ORGANISATIONS:
            arguments += ["--organisation", "meerut-range" if service.name == "reporting" else organisation]
        for word in words:
            arguments += ["--do", word]
        if journal:
            arguments += ["--journal", journal]
        for name, value in options.items():
            arguments += [f"--{name.replace('_', '-')}"] + ([] if value is True else [str(value)])
        self.lines, self.summary = [], None
        self.process = subprocess.Popen(
            list(map(str, arguments)),
            stdin=subprocess.DEVNULL,
            stdout=subprocess.PIPE,
            stderr=subprocess.PIPE,
            preexec_fn=_die_with_the_test,
        )
        self.reader = threading.Thread(target=self._read, daemon=True)
        self.reader.start()

    def _read(self):
        for line in self.process.stdout:
            told = json.loads(line)
            if "summary" in told:
                self.summary = told["summary"]
            else:
                self.lines.append(told)

    def is_running(self):
        return self.process.poll() is None

    def finish(self, seconds=180, early=False):
        """Waits for the end, which is asked for where it is early; the summary."""
        if early:
            self.process.send_signal(signal.SIGTERM)
        try:
            self.process.wait(seconds)
        except subprocess.TimeoutExpired as stuck:
            self.process.kill()
            raise Broken(f"a load client did not end within {seconds} s") from stuck
        self.reader.join(10)
        error = self.process.stderr.read().decode()
        self.process.stdout.close()
        self.process.stderr.close()
        hold(self.process.returncode == 0, f"a load client ended with {self.process.returncode}: {error}")
        hold(self.summary["wrong"] == 0, f"{self.summary['wrong']} answers were wrong: {self.summary}")
        return self.summary

    def kill(self):
        if self.is_running():
            self.process.kill()
            self.process.wait()


def recount(house, journals, service=None):
    """What the feed says of the journals; fails where a promise was broken."""
    service = service or house.registration
    done = subprocess.run(
        [PROGRAMS / "recount", service.endpoint, house.keys / f"{service.name}.public", house.keys / "desk.secret", *journals],
        stdout=subprocess.PIPE,
        stderr=subprocess.PIPE,
        stdin=subprocess.DEVNULL,
        check=False,
        timeout=600,
    )
    hold(done.returncode in (0, 1), f"the recount failed: {done.stderr.decode()}")
    counts = json.loads(done.stdout)
    hold(done.returncode == 0, f"the feed does not hold what was promised: {counts}")
    return counts


def agree(house, counts):
    """Registration's list and reporting's figures hold just the officials that the feed told of."""
    position = f"registration:{counts['epoch']}:{counts['sequence']}"
    listed = house.listed("uttar-pradesh")
    hold(listed == counts["registered"], f"registration lists {listed}, and its feed told of {counts['registered']}")
    counted = house.onboarded("uttar-pradesh", position)
    hold(counted == counts["registered"], f"reporting counts {counted}, and the feed told of {counts['registered']}")


def settle(house, journals, seed, **options):
    """Sends again what nobody answered, and some of what was; the same request has the same answer. Returns how many."""
    again = 0
    for journal in journals:
        client = Load(house, house.registration, "again", known=journal, journal=f"{journal}.again", seed=seed, **options)
        told = client.finish()
        hold(told["different"] == 0, f"{told['different']} requests were answered otherwise the second time: {told}")
        hold(told["refused"] + told["unanswered"] == 0, f"requests that were done are refused the second time: {told}")
        again += told["ok"]
    return again


def resident_kib(process):
    """RSS of a process, from the kernel."""
    return int(re.search(r"VmRSS:\s+(\d+)", Path(f"/proc/{process.pid}/status").read_text(encoding="ascii")).group(1))


class Memory:
    """RSS of the services, looked at four times a second."""

    def __init__(self, services):
        self.services, self.samples = services, {each.name: [] for each in services}
        self.over = threading.Event()
        self.thread = threading.Thread(target=self._look, daemon=True)
        self.thread.start()

    def _look(self):
        while not self.over.wait(0.25):
            for each in self.services:
                try:
                    self.samples[each.name].append(resident_kib(each.process))
                except (OSError, AttributeError):
                    continue

    def finish(self):
        self.over.set()
        self.thread.join()
        return self.samples


def await_followers(house):
    until(lambda: not house.is_behind(), "reporting to have caught up")

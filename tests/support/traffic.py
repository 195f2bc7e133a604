"""Load clients, and what becomes of the services meanwhile: for tests/fault/load, tests/fault/network and measurements.

A run's numbers come from the load client (tests/fault/load/load.c) and from /proc; what was promised is held against the
feed by tests/fault/load/recount.c, and against what registration lists and reporting counts.
"""

import argparse
import json
import os
import random
import re
import signal
import subprocess
import threading
import time
from pathlib import Path

from house import BIN, die_with_the_test, until

PROGRAMS = BIN.parent / "tests/fault/load"
ORGANISATIONS = ("meerut-police", "bulandshahr-police", "baghpat-police", "hapur-police")
STATE = "uttar-pradesh"
SAMPLE = 2000  # acknowledged requests of a journal that are sent a second time


class Broken(AssertionError):
    """A promise was broken; the sentence says which."""


class NotTried(Exception):
    """What this machine lacks, so that nothing could be proved."""


def hold(holds, sentence):
    if not holds:
        raise Broken(sentence)


def options(description):
    """What tests/fault/run hands to every part."""
    parser = argparse.ArgumentParser(description=description)
    parser.add_argument("--quick", action="store_true", help="a little of everything (without anything else said)")
    parser.add_argument("--minutes", type=float, default=0, help="go on for about so long")
    parser.add_argument("--hours", type=float, default=0, help="the same in hours")
    parser.add_argument("--seed", type=int, default=int.from_bytes(os.urandom(3), "big"), help="where choices begin")
    told = parser.parse_args()
    told.minutes += told.hours * 60
    return told


class Load:
    """One load client at one service, running; .lines are its seconds so far."""

    def __init__(self, house, service, *words, key="desk", journal=None, **more):
        arguments = [*house.wrapper, PROGRAMS / "load", "--endpoint", service.endpoint]
        arguments += ["--server-key", house.keys / f"{service.name}.public", "--key", house.keys / f"{key}.secret"]
        for organisation in [STATE] if service.name == "reporting" else ORGANISATIONS:
            arguments += ["--organisation", organisation]
        for word in words:
            arguments += ["--do", word]
        if journal:
            arguments += ["--journal", journal]
        for name, value in more.items():
            arguments += [f"--{name.replace('_', '-')}"] + ([] if value is True else [value])
        self.lines, self.summary = [], None
        self.process = subprocess.Popen(
            list(map(str, arguments)),
            stdin=subprocess.DEVNULL,
            stdout=subprocess.PIPE,
            stderr=subprocess.PIPE,
            preexec_fn=die_with_the_test,
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
        """Waits for the end, which is asked for where it is early; the summary. A bound, so that nobody is stuck."""
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


class Journals:
    """The journals of a run: what was promised, and whether it was kept."""

    def __init__(self, house, seed):
        self.house, self.seed, self.kept = house, seed, []

    def new(self, key="desk"):
        """A new journal with people of its own, as options of a load client. A request id belongs to its caller."""
        path = self.house.file(f"journal-{len(self.kept)}")
        people = (self.seed * 1000 + len(self.kept)) % 1_000_000_000
        path.touch()
        self.kept.append((path, people, key))
        return {"journal": path, "seed": people, "key": key}

    def _again(self, path, people, key, lines, name):
        """Sends requests again, each under its own id. The answer must be the first one; none may be refused."""
        if not lines:
            return 0
        known = path.with_suffix(f".{name}")
        known.write_text("".join(lines), encoding="ascii")
        told = Load(
            self.house,
            self.house.registration,
            "again",
            key=key,
            seed=people,
            known=known,
            journal=path.with_suffix(f".{name}.again"),
            in_flight=256,
            connections=4,
            timeout_ms=60000,
            seconds=86400,
        ).finish(seconds=1200)
        hold(told["different"] == 0, f"{told['different']} requests have another answer the second time: {told}")
        hold(told["ok"] == len(lines), f"of {len(lines)} requests sent a second time {told['ok']} were done: {told}")
        return len(lines)

    @staticmethod
    def _choose(path, chance):
        """Lines of requests that nobody answered, and a sample of the others."""
        unanswered, sample, seen = [], [], 0
        with open(path, encoding="ascii") as lines:
            for line in lines:
                if " ? " in line:
                    unanswered.append(line)
                    continue
                seen += 1
                if len(sample) < SAMPLE:
                    sample.append(line)
                elif chance.random() * seen < SAMPLE:
                    sample[chance.randrange(SAMPLE)] = line
        return unanswered, sample

    def settle(self, chance):
        """Sends again what nobody answered, and a sample of what was. Returns how many of each."""
        unsure = sampled = 0
        for path, people, key in self.kept:
            unanswered, sample = self._choose(path, chance)
            unsure += self._again(path, people, key, unanswered, "unsure")
            sampled += self._again(path, people, key, sample, "sample")
        return unsure, sampled

    def recount(self):
        """What the feed says of all journals; fails where a promise was broken."""
        house, service = self.house, self.house.registration
        files = [file for path, *_ in self.kept for file in (path, *path.parent.glob(f"{path.name}.*.again"))]
        command = [*house.wrapper, PROGRAMS / "recount", service.endpoint]
        command += [house.keys / "registration.public", house.keys / "desk.secret"]
        done = subprocess.run(
            [*command, *files], stdin=subprocess.DEVNULL, capture_output=True, check=False, timeout=1200
        )
        hold(done.returncode in (0, 1), f"the recount failed: {done.stderr.decode()}")
        counts = json.loads(done.stdout)
        hold(done.returncode == 0, f"the feed does not hold what was promised: {counts}")
        return counts

    def hold_to(self, chance):
        """All of it: sends again, recounts, and compares with the list and with the figures."""
        unsure, sampled = self.settle(chance)
        counts = self.recount()
        hold(counts["unsure"] == counts["unsure_done"] == 0, f"after all was sent again something is unsure: {counts}")
        until(lambda: not self.house.is_behind(), "reporting to have caught up", seconds=600)
        listed = self.house.listed(STATE)
        hold(listed == counts["registered"], f"registration lists {listed}, and its feed told of {counts['registered']}")
        counted = self.house.onboarded(STATE, f"registration:{counts['epoch']}:{counts['sequence']}")
        hold(counted == counts["registered"], f"reporting counts {counted}, and the feed told of {counts['registered']}")
        return {**counts, "again": unsure + sampled, "was_unsure": unsure}


def anonymous_kib(process):
    """Memory of a process that is not the store's file, mapped: RssAnon, from the kernel."""
    status = Path(f"/proc/{process.pid}/status").read_text(encoding="ascii")
    return int(re.search(r"RssAnon:\s+(\d+)", status).group(1))


def resident_kib(process):
    status = Path(f"/proc/{process.pid}/status").read_text(encoding="ascii")
    return int(re.search(r"VmRSS:\s+(\d+)", status).group(1))


def descriptors(process):
    return len(os.listdir(f"/proc/{process.pid}/fd"))


class Memory:
    """The most that a service's memory was, looked at four times a second."""

    def __init__(self, service):
        self.process = service.process
        self.before_kib = self.most_kib = self.last_kib = anonymous_kib(self.process)
        self.over = threading.Event()
        self.thread = threading.Thread(target=self._look, daemon=True)
        self.thread.start()

    def _look(self):
        while not self.over.wait(0.25):
            try:
                self.last_kib = anonymous_kib(self.process)
            except (OSError, AttributeError):  # it has ended, or is a zombie
                return
            self.most_kib = max(self.most_kib, self.last_kib)

    def finish(self):
        self.over.set()
        self.thread.join()
        return self


def main(name, run, told):
    """A part's frame: run(told) gives the last line; what is broken is told with its seed, and its files are kept."""
    began = time.monotonic()
    try:
        print(f"{name}: {run(told, random.Random(told.seed))}, in {time.monotonic() - began:.0f} s")
    except NotTried as why:
        print(f"{name}: NOTHING WAS TRIED: {why}")
        return 1
    except AssertionError as broken:  # those of the house, too: somebody waited in vain
        print(f"{name}: BROKEN with --seed {told.seed}: {broken}")
        return 1
    return 0

"""Runs the parts of this folder within a time, counts what they did, and says what they found."""

import argparse
import os
import random
import subprocess
import sys
import time
import traceback
from pathlib import Path

from behind import Behind
from clocks import Clocks
from full import Full
from house import die_with_the_test
from kills import Kills
from restored import Restored
from stops import Stops
from tally import Tally

QUICK_S, ROUND_S = 55, 90
# Beside each other: what mostly waits, and what works.
WAITING, WORKING = {"stops": Stops}, {"behind": Behind, "restored": Restored, "full": Full, "clocks": Clocks, "kills": Kills}


def arguments():
    parser = argparse.ArgumentParser(prog="tests/fault/processes/run", description=__doc__)
    parser.add_argument("--quick", action="store_true", help="about a minute (without anything else said)")
    parser.add_argument("--minutes", type=int, metavar="N", help="about N minutes")
    parser.add_argument("--cycles", type=int, metavar="N", help="of the part kills alone: at least as many, however long")
    parser.add_argument("--seed", type=int, metavar="S", help="where random choices begin")
    parser.add_argument("--tally", type=Path, help=argparse.SUPPRESS)
    parser.add_argument("parts", nargs="*", metavar="PART", help=f"of {', '.join([*WAITING, *WORKING])}; all without any")
    given = parser.parse_args()
    unknown = set(given.parts) - {*WAITING, *WORKING}
    if unknown:
        parser.error(f"there is no part {', '.join(sorted(unknown))}")
    return given


class Run:
    def __init__(self, given, seed, parts):
        self.tally = Tally()
        self.seconds = given.minutes * 60 if given.minutes else QUICK_S
        self.quick, self.cycles = not given.minutes, given.cycles
        self.begun = time.monotonic()
        self.parts = {name: part(random.Random(f"{seed} {name}"), self.tally, self.quick) for name, part in parts.items()}

    def left_s(self):
        return self.begun + self.seconds - time.monotonic()

    def enough(self, part):
        if self.cycles:
            return self.tally.counts["cycles"] >= self.cycles
        return self.left_s() <= 0 or part.has_done_enough()

    def go(self):
        """Turns of each part, again and again, until the time is over or something was found. Kills come last, and take
        what is left of a round."""
        first = True
        while first or (self.left_s() > 0 and not self.quick and not self.tally.findings):
            first = False
            for name, part in self.parts.items():
                part.begin_round(min(self.left_s(), ROUND_S))
                while not self.tally.findings:
                    self.tally.findings += [(kind, f"{name}: {sentence}") for kind, sentence in part.turn()]
                    if self.enough(part):
                        break
        if not self.tally.findings:
            for name, part in self.parts.items():
                self.tally.findings += [(kind, f"{name}: {sentence}") for kind, sentence in part.close()]
        if self.tally.findings:
            self.keep()

    def keep(self):
        """What is there when something was found; and says where."""
        os.environ["KARMAYOGI_KEEP"] = "1"
        for part in self.parts.values():
            if part.load is not None:
                print(f"kept: {part.load.house.folder}", flush=True)
                part.end_load()


def beside(given, seed, path):
    """The parts that mostly wait, in a process of their own; it ends by itself."""
    words = ["--minutes", str(given.minutes)] if given.minutes else ["--quick"]
    command = [sys.executable, "-B", __file__, *words, "--seed", str(seed), "--tally", str(path), *WAITING]
    return subprocess.Popen(command, preexec_fn=die_with_the_test)


def main():
    given = arguments()
    seed = random.SystemRandom().getrandbits(31) if given.seed is None else given.seed
    chosen = given.parts or ([*WORKING] if not given.cycles else ["kills"])
    run = Run(given, seed, {name: part for name, part in {**WAITING, **WORKING}.items() if name in chosen})
    other, path = None, Path(f"/tmp/karmayogi-processes-{os.getpid()}.json")
    if given.tally is None:
        print(f"seed {seed}", flush=True)
        if not given.parts and not given.cycles:
            other = beside(given, seed, path)
    try:
        run.go()
    except BaseException:
        traceback.print_exc()
        run.tally.findings.append(("wrong", "it could not go on; see above"))
        run.keep()
    if other is not None:
        if other.wait() != 0 or not path.exists():
            run.tally.findings.append(("wrong", f"{', '.join(WAITING)}: see above"))
        run.tally.take(path)
    if given.tally is not None:
        run.tally.leave(given.tally)
    else:
        run.tally.tell(seed)
    sys.exit(1 if run.tally.findings else 0)


if __name__ == "__main__":
    main()

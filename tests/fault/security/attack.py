"""Attacks a house of real services, part by part, and tells in figures what was tried and what was wrong.

usage: run [--quick | --minutes N] [--seed S]
"""

import argparse
import os
import sys
import time

from flood import Flood
from ground import Ground
from key_stories import KeyStories
from matrix import Matrix
from replay import Replay
from said import Said
from tables import disagreements


PARTS = (Matrix.part, Replay.part, Flood.part, KeyStories.part, Said.part)


def attack(seed, size):
    """One house, all parts; (figures, what is wrong)."""
    ground = Ground(seed)
    figures = []
    try:
        for part in PARTS:
            figures.append(part(ground, size))
            print(f"  {figures[-1]}", flush=True)
        for service in ground.house.services:
            if service.is_running():
                service.stop()
        ground.wrong += ground.house.sanitizer_remarks()
    finally:
        if ground.wrong or len(figures) < len(PARTS):
            os.environ["KARMAYOGI_KEEP"] = "1"
            for sentence in ground.wrong[:40]:
                print(f"  wrong: {sentence}")
            print(f"the state is kept in {ground.house.folder}", flush=True)
        ground.close()
    return figures, ground.wrong


def main():
    parser = argparse.ArgumentParser(prog="run")
    parser.add_argument("--quick", action="store_true")
    parser.add_argument("--minutes", type=int)
    parser.add_argument("--seed", type=int)
    given = parser.parse_args()
    seed = given.seed if given.seed is not None else int.from_bytes(os.urandom(4), "big")
    end = time.monotonic() + 60 * (given.minutes or 0)
    rounds = 0
    while rounds == 0 or time.monotonic() < end:
        print(f"security: seed {seed + rounds}", flush=True)
        wrong, methods = disagreements()
        figures, found = attack(seed + rounds, 1 if not given.minutes else 4)
        for sentence in wrong[:40]:
            print(f"  wrong: {sentence}")
        wrong += found
        rounds += 1
        if wrong:
            print(f"security: seed {seed + rounds - 1}: {len(wrong)} wrong")
            return 1
    print(f"security: {methods} methods in three tables; {'; '.join(figures)}; {rounds} rounds; 0 wrong")
    return 0


if __name__ == "__main__":
    sys.exit(main())

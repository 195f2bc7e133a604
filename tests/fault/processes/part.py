"""What every part of a run has."""

import time


class Part:
    """Made once in a run; does turns, each of which returns findings."""

    ROUND_S = QUICK_S = 0  # of a round that it takes at most, and of a quick run; 0: one turn

    def __init__(self, chance, tally, quick):
        self.chance, self.tally, self.quick = chance, tally, quick
        self.load, self.round_ends = None, 0.0

    def begin_round(self, seconds):
        self.round_ends = time.monotonic() + min(self.QUICK_S if self.quick else self.ROUND_S, seconds)

    def has_done_enough(self):
        return time.monotonic() >= self.round_ends

    def turn(self):
        raise NotImplementedError

    def close(self):
        """The end of a run. Returns findings."""
        if self.load is not None:
            self.end_load()
        return []

    def end_load(self):
        self.tally.add_load(self.load)
        self.load.close()
        self.load = None

"""Services and a client that stand still (SIGSTOP) while others work, and then go on: what they had not read is read, what
they had not answered is answered, and nothing is done twice.

A request is tried for 10 s where nobody says otherwise, and for 60 s at the most. A quick run stands still for longer than
the first, others for longer than the second.
"""

import csv
import signal
import time

from house import DATA
from load import Load
from part import Part
from recount import Recount

USUAL_S, MOST_S = 10, 60
WINDOWS = [("registration",), ("catalogue", "reporting"), ("registration", "catalogue", "reporting")]
ROWS = 600
ISSUER = "up-police-pno"


class Stops(Part):
    ROUND_S = QUICK_S = 3600

    def __init__(self, *more):
        super().__init__(*more)
        self.turns = 0

    def has_done_enough(self):
        return self.turns >= 2 if self.quick else super().has_done_enough()

    def turn(self):
        if self.load is None:
            self.load = Load(self.chance)
            self.load.ledger.strangers.add("desk")
            self.recount = Recount(DATA)
        load, still_s = self.load, (USUAL_S if self.quick else MOST_S) + self.chance.randint(1, 4)
        importing = self.begin_list()
        still = [importing] + [getattr(load.house, name).process for name in WINDOWS[self.turns % len(WINDOWS)]]
        self.turns += 1
        answers = load.desk.answers + self.chance.randint(5, 100)
        moments = {"stop": None, "end": None}

        def meanwhile():
            now = time.monotonic()
            if moments["stop"] is None and load.desk.answers >= answers:
                moments.update(stop=now, end=now + still_s)
                signal_all(still, signal.SIGSTOP)
            elif moments["end"] is not None and now >= moments["end"]:
                moments["end"] = None
                signal_all(still, signal.SIGCONT)

        load.desk.run(load.errands.draw(), meanwhile, patience_s=still_s + 90)
        while moments["end"] is not None:  # no request waited for those who stand still
            load.desk.step()
            meanwhile()
        self.tally.add(stops=len(still))
        return self.end_list(importing) + load.ledger.close_cycle()

    # ---- a client of its own: the command with a list

    def begin_list(self):
        house = self.load.house
        self.path = house.sample(f"list{self.turns}", ROWS, seed=self.chance.getrandbits(30), district=169)
        self.arguments = house.import_arguments(self.path, "meerut-police", 169, "--chunk-rows", 5)
        return house.begin(*self.arguments)

    def end_list(self, importing):
        """Whether it came through or gave up: sent again, every row is there as the official that it became at first."""
        importing.communicate(timeout=120)
        before = self.verdicts() if importing.returncode in (0, 3) else {}
        self.load.house.karmayogi(*self.arguments, code=(0, 3))
        after = self.verdicts()
        expected = self.recount.take(self.path, "meerut-police", 169, ISSUER)
        findings = []
        for mine, (row, official_id) in zip(expected, after.items(), strict=True):
            if (mine.kind == "refused") != (official_id == ""):
                findings.append(("lost", f"row {row} of {self.path} should be {mine.kind}"))
            if before.get(row, official_id) != official_id:
                findings.append(("twice", f"row {row} of {self.path} was {before[row]} at first, and then {official_id}"))
        return findings

    def verdicts(self):
        """{row: official, or empty where it was refused}"""
        with open(self.load.house.file(f"{self.path.stem}.verdicts.csv"), encoding="utf-8", newline="") as file:
            return {number: told["official_id"] for number, told in enumerate(csv.DictReader(file), 1)}

    def close(self):
        findings = []
        if self.load is not None:
            findings = self.load.deep() + self.load.check_stores()
            if not findings:
                self.end_load()
        return findings


def signal_all(processes, number):
    for process in processes:
        if process.poll() is None:
            process.send_signal(number)

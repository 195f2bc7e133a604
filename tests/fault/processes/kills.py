"""Services killed over and over while hundreds of requests are on the way: at random moments and at random fault points, one
of them or all at once. A house lives for many cycles, so that what one kill spoiled stays visible.
"""

from house import SERVICES
from load import Load
from part import Part

CYCLES_OF_A_HOUSE = 120
DEEP_CYCLES = 40  # so often everything is counted once more, from nothing
# Fault points with the most passages that one cycle is sure to make.
POINTS = {
    "registration": {"writer.begin": 6, "writer.applied": 6, "writer.committed": 6, "import.row": 30, "reply.send": 200},
    "catalogue": {"writer.begin": 5, "writer.applied": 5, "writer.committed": 5, "import.row": 8, "reply.send": 50},
    "reporting": {"follower.applied": 3, "writer.begin": 3, "writer.applied": 3, "writer.committed": 3, "reply.send": 12},
}
VICTIMS = [("registration",)] * 5 + [("catalogue",)] * 2 + [("reporting",)] * 2 + [("registration", "reporting"), SERVICES]


class Kills(Part):
    ROUND_S = QUICK_S = 3600  # all that is left of it

    def __init__(self, *more):
        super().__init__(*more)
        self.cycles = 0

    def turn(self):
        """One cycle, with at least one kill."""
        if self.load is None:
            self.load = Load(self.chance, POINTS)
        load, before = self.load, self.load.guard.kills
        victims, moment = self.chance.choice(VICTIMS), load.desk.answers + self.chance.randint(20, 380)

        def meanwhile():
            if load.desk.answers >= moment and load.guard.kills == before:
                load.guard.kill(*victims)

        load.desk.run(load.errands.draw(), meanwhile)
        if load.guard.kills == before:
            load.guard.kill(*victims)
        self.tally.check_judges(load.ledger)
        findings = load.ledger.close_cycle()
        self.cycles += 1
        self.tally.add(kills=load.guard.kills - before, cycles=1)
        if self.cycles % CYCLES_OF_A_HOUSE == 0 and not findings:
            findings = self.end_house()
        elif self.cycles % DEEP_CYCLES == 0 and not findings:
            findings = load.deep()
        return findings

    def end_house(self):
        """Everything once more, and then another house."""
        findings = self.load.deep() + self.load.check_stores()
        if not findings:
            self.end_load()
        return findings

    def close(self):
        return self.end_house() if self.load is not None else []

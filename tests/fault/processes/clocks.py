"""Clocks that are set: those of registration and of the catalogue, and with them sometimes the callers', go forward and back
by hours, days and years in the middle of the load, and services are killed and start at another time than they ended at.
Requests may be refused as too old then; what was acknowledged is there once, and gives the same answer again.

Reporting's clock is fifty years ahead all the time: services need not agree about the time.
"""

from clock import DAY_MS, HOUR_MS, MINUTE_MS, YEAR_MS, Clock
from days import Days
from desk import Ask
from load import Load
from part import Part

JUMPS_MS = [-4 * MINUTE_MS, HOUR_MS, -HOUR_MS, 6 * DAY_MS, 8 * DAY_MS, -30 * DAY_MS, YEAR_MS, -YEAR_MS, -4 * YEAR_MS, 40 * YEAR_MS]
# By another clock a request may be too old or too new, a day in the future or before the last one.
TOLERATED = {"REQUEST_TOO_OLD", "BEFORE_LAST_CHANGE", "IN_THE_FUTURE", "BEFORE_LIVE", "BEFORE_EDITION"}


class Clocks(Part):
    ROUND_S, QUICK_S = 20, 7

    def turn(self):
        if self.load is None:
            days = Days(self.chance, self.tally)
            try:
                findings = days.run()
            finally:
                days.close()
            if findings:
                return findings
            self.begin()
        load = self.load
        moments, self.follow = self.draw_moments(load.desk.answers), self.chance.random() < 0.5
        kill = self.chance.choice((None, load.desk.answers + self.chance.randint(10, 200)))
        kills = load.guard.kills

        def meanwhile():
            if moments and load.desk.answers >= moments[0]:
                moments.pop(0)
                self.jump()
            if kill is not None and load.desk.answers >= kill and load.guard.kills == kills:
                load.guard.kill(self.chance.choice(("registration", "catalogue")))

        load.desk.run(load.errands.draw(officials=60, lists=2, courses=15, reports=0), meanwhile)
        self.set_all(0)
        load.guard.kill("registration", "catalogue")  # they start at another time than they ended at
        load.ledger.expected.clear()  # an errand that ended early knows too little
        self.tally.add(kills=load.guard.kills - kills)
        return load.ledger.close_cycle()

    def begin(self):
        self.load = Load(self.chance, prepare=self.prepare)
        self.load.errands.tolerated = TOLERATED

    def prepare(self, house):
        self.clocks = {service.name: Clock(service) for service in house.services}
        self.clocks["reporting"].set(50 * YEAR_MS)

    def draw_moments(self, answers):
        moments = []
        for _ in range(self.chance.randint(1, 8)):
            answers += self.chance.randint(5, 60)
            moments.append(answers)
        return moments

    def jump(self):
        ahead_ms = self.chance.choice([*JUMPS_MS, *[0] * 4])
        names = self.chance.choice((["registration"], ["catalogue"], ["registration", "catalogue"]))
        for name in names:
            self.clocks[name].set(ahead_ms)
        if self.follow:
            Ask.ahead_ms = ahead_ms
        self.tally.add(jumps=len(names))

    def set_all(self, ahead_ms):
        self.clocks["registration"].set(ahead_ms)
        self.clocks["catalogue"].set(ahead_ms)
        Ask.ahead_ms = ahead_ms

    def close(self):
        findings = []
        if self.load is not None:
            findings = self.load.deep() + self.load.check_stores()
            if not findings:
                self.end_load()
        return findings

"""A follower that is days behind: reporting is away while very much is written; then it catches up, killed again and again
on the way, and every figure is exact.
"""

from house import until
from load import Load
from part import Part

ROWS = {True: 3000, False: 30000}  # by `quick`
CYCLES = {True: 3, False: 40}
KILLS = ["follower.applied:1", "writer.committed:1", "writer.applied:1"]  # there are at least two pages


class Behind(Part):
    def turn(self):
        self.load = load = Load(self.chance)
        load.ledger.strangers.add("desk")
        findings = self.fall_behind(load) or self.catch_up(load) or load.deep() or load.check_stores()
        if not findings:
            self.tally.add(behind=1)
            self.end_load()
        return findings

    def fall_behind(self, load):
        """Reporting is away; nobody asks for figures."""
        load.stop(load.house.reporting)
        load.desk.disconnect("reporting")
        path = load.house.sample("many", ROWS[self.quick], seed=self.chance.getrandbits(30), district=661)
        load.house.import_list(path, "hapur-police", 661)
        findings = []
        for _ in range(CYCLES[self.quick]):
            findings += load.cycle(reports=0)
        return findings

    def catch_up(self, load):
        """Killed at a fault point time and again, and then let go on."""
        service = load.house.reporting
        for fault in self.chance.sample(KILLS, len(KILLS)):
            service.start(fault=fault, wait=False)
            service.await_fault()
            load.guard.kills += 1
            self.tally.add(kills=1)
        service.start()
        load.desk.connect("reporting")
        load.house.settle()
        until(lambda: not load.house.is_behind(), "reporting to catch up")
        return load.cycle()

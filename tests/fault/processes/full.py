"""Disks and maps that fill up under load: the service whose disk it is refuses writes and answers reads, is killed and starts
again without any room, and goes on by itself when there is room. A full map needs a start with a larger one.
"""

import os
import shutil

from clock import pretend
from desk import OK, Ask
from errands import CATALOGUE
from house import until
from karmayogi.catalogue.v1 import course_pb2
from karmayogi.registration.v1 import service_pb2
from ledger import officials_by_district
from load import Load
from part import Part
from raw_caller import REGISTRATION
from small_disk import SmallDisk

# MiB: what its first start needs, and some more. A page of a feed wants 17 at once; registration has to do without.
DISKS = {"registration": 6, "catalogue": 4, "reporting": 20}
MAPS = {"registration": 3, "catalogue": 2, "reporting": 17.2}
REFUSALS = 40  # so many before something is done about it
ROWS = 8000  # of a list that fills the map of reporting


class Full(Part):
    """A turn fills disks and maps, each in a house of its own."""

    def __init__(self, *more):
        super().__init__(*more)
        self.disk = None

    def turn(self):
        kinds = [(kind, name) for kind in (self.of_disk, self.of_map) for name in DISKS]
        for kind, name in self.chance.sample(kinds, 2) if self.quick else kinds:
            findings = kind(name)
            if findings:
                return [(found, f"{kind.__name__} {name}: {sentence}") for found, sentence in findings]
            self.tally.add(fillings=1)
        return []

    def begin(self, prepare):
        self.load = Load(self.chance, prepare=prepare)
        self.load.ledger.strangers.add("desk")
        return self.load.cycle(officials=20, courses=5, lists=0)

    def end(self):
        findings = self.load.cycle(officials=20, courses=5) + self.load.deep() + self.load.check_stores()
        self.tally.add(kills=self.load.guard.kills)
        if not findings:
            self.end_load()
            self.close_disk()
        return findings

    def end_load(self):
        if self.disk is not None and "KARMAYOGI_KEEP" in os.environ:  # of something that was found
            shutil.copytree(self.disk.folder, self.load.house.folder / "small disk")
        super().end_load()

    def close_disk(self):
        if self.disk is not None:
            self.disk.close()
            self.disk = None

    def of_disk(self, name):
        findings = self.begin(lambda house: setattr(self, "disk", SmallDisk(getattr(house, name), DISKS[name])))
        self.load.folders[name] = self.disk.folder
        self.disk.fill()
        return findings + self.fill_up(name, [lambda: self.load.guard.kill(name), self.disk.clear]) + self.end()

    def of_map(self, name):
        def small(house):
            bytes_ = str(int(MAPS[name] * (1 << 20)))
            getattr(house, name).environment = {**pretend(), "PRETEND_MAP_BYTES": bytes_}

        def enlarge():
            getattr(self.load.house, name).environment = {}
            self.load.guard.kill(name)

        findings = self.begin(small)
        return findings + self.fill_up(name, [lambda: self.load.guard.kill(name), enlarge]) + self.end()

    # ---- what happens

    def fill_up(self, name, steps):
        """Load, and when enough was refused, a read and the next step. Returns findings."""
        fill = self.fill_reporting if name == "reporting" else self.fill_writer
        reads = fill(name, steps)
        findings = [("wrong", f"could not be read with no room left: {ask}") for ask in reads if ask.status.code != OK]
        return findings + self.load.ledger.close_cycle()

    def fill_writer(self, name, steps):
        desk, reads = self.load.desk, []
        seen = desk.passing[name, "DISK_FULL"]

        def meanwhile():
            nonlocal seen
            if steps and desk.passing[name, "DISK_FULL"] >= seen + REFUSALS:
                seen = desk.passing[name, "DISK_FULL"]
                reads.append(desk.ask(read_of(name)))
                steps.pop(0)()

        while steps:
            desk.run(self.load.errands.draw(officials=150, courses=60, lists=6, course_lists=6, reports=0), meanwhile)
        return reads

    def fill_reporting(self, _, steps):
        """Nobody writes to reporting but the feeds; it is asked without a position, and answers with what it has."""
        load, reporting = self.load, self.load.house.reporting
        path = load.house.sample("many", ROWS, seed=self.chance.getrandbits(30), district=661)
        load.house.import_list(path, "hapur-police", 661)
        reads = []
        while steps:
            until(lambda: reporting.events("store_full"), "reporting to have no room")
            reads.append(load.desk.ask(officials_by_district()))
            steps.pop(0)()
            load.desk.step()  # the guard starts it, where that was the step
            if reporting.process.poll() is None:
                reporting.await_ready()
        until(lambda: not load.house.is_behind(), "reporting to catch up")
        return reads


def read_of(name):
    if name == "registration":
        request = service_pb2.ListOfficialsRequest(organisation_id="police", whole_subtree=True)
        return Ask(name, f"{REGISTRATION}/ListOfficials", request, service_pb2.ListOfficialsResponse, False)
    return Ask(name, f"{CATALOGUE}/CountCourses", course_pb2.CountCoursesRequest(), course_pb2.CountCoursesResponse, False)

"""A house with a desk, its ledger and errands: what every part puts under load."""

import datetime

from desk import Desk, Guard
from errands import Errands
from house import House
from karmayogi.reporting.v1 import service_pb2 as reporting_service
from ledger import OFFICIAL_MEASURES, Ledger, figures_by, judge_figures
from recount_figures import Figures

LAST_DAY = datetime.date(2999, 12, 31)  # a recount is of all that was done; clocks are set, and reporting's is ahead


class Load:
    def __init__(self, chance, points=None, prepare=lambda house: None):
        self.chance = chance
        self.house = House()
        self.folders = {}  # of stores that only their services see under their own path
        self.guard = Guard(self.house, chance, points)
        self.desk = Desk(self.house, chance, self.guard)
        try:
            prepare(self.house)
            self.house.start()
            self.house.load()
            self.desk.open()
            self.ledger = Ledger(self.desk)
            self.ledger.begin()
        except BaseException:
            self.close()
            raise
        self.errands = Errands(self.ledger, chance)

    def close(self):
        self.desk.close()
        self.house.close()

    def cycle(self, meanwhile=lambda: None, **shares):
        """Errands to their end, and what can be told of them. Returns findings."""
        self.desk.run(self.errands.draw(**shares), meanwhile)
        return self.ledger.close_cycle()

    # ---- starting and stopping

    def restart(self, *names):
        """Services end by themselves and begin again; what they were to die at is over."""
        points, self.guard.points = self.guard.points, {}
        for name in names or [service.name for service in self.house.services]:
            service = getattr(self.house, name)
            self.stop(service)
            service.start()
            self.desk.send_again([name])
        self.guard.points = points

    def stop(self, service):
        """Asks a service to end; one that is about to die at its fault point may do that instead."""
        self.desk.send_again(self.guard.look())
        try:
            service.stop()
        except AssertionError:
            if not service.events("fault"):
                raise
            self.guard.kills += 1

    # ---- everything once more

    def deep(self):
        """Both feeds from their beginning, and reporting as it followed against one built from nothing. Returns findings."""
        self.restart()
        findings = self.read_again()
        position = self.position()
        followed = self.house.records(position)
        self.house.rebuild_reporting()
        self.desk.send_again(["reporting"])
        if self.house.records(position) != followed:
            findings.append(("wrong", "reporting built from nothing has other records than the one that followed"))
        return findings + list(self.ledger.judge_now()) + list(self.recount())

    def recount(self):
        """The second implementation of the figures, from what the command prints of the feed. Yields findings."""
        feed = self.house.karmayogi("--json", "feed", "tail").out.splitlines()
        measures, by = ["onboarded", "blocked", "retired"], ["organisation", "designation"]
        _, counted = Figures(feed).count(measures, by=by, as_of=LAST_DAY)
        by = [reporting_service.DIMENSION_ORGANISATION, reporting_service.DIMENSION_DESIGNATION]
        answer = self.desk.ask(figures_by(by, OFFICIAL_MEASURES, self.ledger.positions())).answer
        told = {tuple(key.code for key in row.keys): [figure.value for figure in row.figures] for row in answer.rows}
        self.ledger.counts += 1
        yield from judge_figures("organisations and designations", counted, told)

    def read_again(self):
        findings, again = [], Ledger(self.desk)
        again.begin()
        for service, seen in self.ledger.seen.items():
            if again.seen[service] != seen:
                findings.append(("wrong", f"the feed of {service} read again from its beginning has other entries"))
        if again.counted.by_district() != self.ledger.counted.by_district():
            findings.append(("wrong", "the feed of registration read again counts other officials"))
        if again.counted.by_kind() != self.ledger.counted.by_kind():
            findings.append(("wrong", "the feed of the catalogue read again counts other courses"))
        return findings

    def position(self):
        epoch, sequence = self.ledger.heads["registration"]
        return f"registration:{epoch}:{sequence}"

    def check_stores(self):
        """Every service ends by itself, and an operator's check finds its store sound. Returns findings."""
        findings = []
        for service in self.house.services:
            self.stop(service)
            done = self.house.karmayogi("store", "check", "--store", self.folders.get(service.name, service.store), code=(0, 1))
            if done.code:
                findings.append(("wrong", str(done)))
        return findings + [("wrong", remark) for remark in self.house.sanitizer_remarks()]

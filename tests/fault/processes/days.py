"""What is promised about time, with clocks that are set while the services run: how long a request id is good for, which day it
is, that a wait is a wait and an age an age whatever the clock of the day says.
"""

import datetime
import time

from clock import DAY_MS, HOUR_MS, MINUTE_MS, YEAR_MS, Clock
from desk import OK, Ask
from karmayogi.core.v1 import position_pb2, types_pb2 as core_pb2
from karmayogi.registration.v1 import service_pb2, types_pb2
from ledger import officials_by_district, rows_of
from load import Load
from raw_caller import REGISTRATION
from recount import IST

UNIT, DISTRICT = "hapur-police", 661


def day(ahead_ms, days=0):
    """The day in India by a clock that is ahead."""
    now = datetime.datetime.fromtimestamp(time.time() + ahead_ms / 1000, IST)
    return now.date() + datetime.timedelta(days=days)


def message(date):
    return core_pb2.Date(year=date.year, month=date.month, day=date.day)


class Days:
    def __init__(self, chance, tally):
        self.tally, self.findings = tally, []
        self.load = Load(chance, prepare=self.prepare)
        self.load.desk.twice = 0  # each request is sent once here
        self.people = self.load.errands.person

    def prepare(self, house):
        self.clocks = {service.name: Clock(service) for service in house.services}

    def set(self, name, ahead_ms):
        self.clocks[name].set(ahead_ms)
        self.tally.add(jumps=1)

    def close(self):
        self.load.close()

    # ---- asking

    def registration(self, method, **fields):
        request, answer = getattr(service_pb2, f"{method}Request"), getattr(service_pb2, f"{method}Response")
        return Ask("registration", f"{REGISTRATION}/{method}", request(**fields), answer)

    def register(self, person=None, **more):
        post = types_pb2.Post(organisation_id=UNIT, district_code=DISTRICT)
        return self.registration("RegisterOfficial", person=person or self.people(), post=post, **more)

    def told(self, ask):
        """OK, or the reason of a refusal; of a field where it is about one."""
        status = self.load.desk.ask(ask).status
        return "OK" if status.code == OK else (status.violations[0].reason if status.violations else status.reason)

    def expect(self, what, expected, found):
        if expected != found:
            self.findings.append(("wrong", f"{what}: {expected} was expected, and it is {found}"))

    # ---- promises

    def run(self):
        for promise in (self.seven_days, self.ahead, self.the_day, self.ages, self.waits):
            promise()
            for name in self.clocks:
                self.set(name, 0)
        return self.findings

    def seven_days(self):
        first = self.register()
        self.expect("a request", "OK", self.told(first))
        for ahead_ms, expected in (
            (7 * DAY_MS - HOUR_MS, "OK"),
            (7 * DAY_MS + HOUR_MS, "REQUEST_TOO_OLD"),
            (30 * YEAR_MS, "REQUEST_TOO_OLD"),
            (0, "OK"),
            (-4 * MINUTE_MS, "OK"),
            (-HOUR_MS, "REQUEST_TOO_OLD"),
            (0, "OK"),
        ):
            self.set("registration", ahead_ms)
            again = first.again()
            self.expect(f"the same request {ahead_ms} ms later", expected, self.told(again))
            if expected == "OK":
                self.expect("its answer", first.reply[1:], again.reply[1:])

    def ahead(self):
        """Ids of callers whose clocks are ahead of the service's."""
        for ahead_ms, expected in ((-4 * MINUTE_MS, "OK"), (-6 * MINUTE_MS, "REQUEST_TOO_OLD"), (-YEAR_MS, "REQUEST_TOO_OLD")):
            self.set("registration", ahead_ms)
            refused = self.register()
            self.expect(f"an id from {-ahead_ms} ms ahead", expected, self.told(refused))
            self.set("registration", 0)
            self.expect("the same at the true time", "OK", self.told(refused.again()))

    def the_day(self):
        """Days of effect are the service's, those of a figure reporting's."""
        before = self.onboarded(self.load.desk.ask(self.register()).position)
        self.set("registration", 3 * DAY_MS)
        future = self.register(effective_on=message(day(3 * DAY_MS, 1)))
        self.expect("tomorrow by its clock", "IN_THE_FUTURE", self.told(future))
        asked = self.load.desk.ask(self.register())
        official = asked.answer.official
        self.expect("the day of effect", message(day(3 * DAY_MS)), official.effective_on)
        self.set("registration", 0)
        block = self.registration("BlockOfficial", official_id=official.official_id, reason="No")
        self.expect("a change before the last one", "BEFORE_LAST_CHANGE", self.told(block))
        self.expect("officials of today", before, self.onboarded(asked.position))
        self.set("reporting", 3 * DAY_MS)
        self.expect("officials in three days", before + 1, self.onboarded(asked.position))

    def onboarded(self, position):
        rows = rows_of(self.load.desk.ask(officials_by_district([position])).answer)
        return rows.get(str(DISTRICT), [0])[0]

    def ages(self):
        """Somebody who will be fourteen in two days."""
        today = day(0)
        born = datetime.date(today.year - 14, today.month, 1) + datetime.timedelta(days=today.day + 1)
        person = types_pb2.Person(name="Asha Rama", mobile="6999999999", birth_date=message(born))
        self.expect("thirteen years", "BIRTH_DATE_RANGE", self.told(self.register(person)))
        self.set("registration", 3 * DAY_MS)
        self.expect("fourteen years", "OK", self.told(self.register(person)))

    def waits(self):
        """A read that waits for a position goes on waiting, and is answered when that is there."""
        head = self.load.desk.ask(self.register()).position
        wanted = position_pb2.Position(service="registration", epoch=head.epoch, sequence=head.sequence + 1)
        waiting = self.registration("GetOrganisation", organisation_id=UNIT)
        waiting.at_least, waiting.writes = [wanted], False
        self.load.desk.send(waiting)
        for ahead_ms in (YEAR_MS, -YEAR_MS, 40 * YEAR_MS, -40 * YEAR_MS, 0):
            for name in self.clocks:
                self.set(name, ahead_ms)
            self.expect("whether registration is ready", 200, self.load.house.registration.get("/readyz")[0])
            for _ in range(20):
                self.load.desk.step()
            self.expect("a call that waits", (None, 0), (waiting.reply, sum(self.load.desk.passing.values())))
            ages = [int(feed["age_ms"]) < HOUR_MS for feed in self.load.house.status("reporting")["follows"]]
            self.expect("ages of the feeds", [True, True], ages)
            self.expect("whether reporting is ready", 200, self.load.house.reporting.get("/readyz")[0])
        self.load.desk.ask(self.register())
        while waiting.reply is None:
            self.load.desk.step()
        self.expect("what waited", OK, waiting.status.code)

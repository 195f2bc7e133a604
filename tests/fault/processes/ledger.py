"""What was asked and answered, held against what the services say afterwards. The judges are plain functions from data to
findings, so that planted.py can hand them data that is wrong.

A finding is (kind, sentence); kinds are `lost`, `twice` and `wrong`.
"""

import collections
import time

from desk import OK, Ask
from karmayogi.catalogue.v1 import event_pb2 as catalogue_event
from karmayogi.core.v1 import feed_pb2, position_pb2
from karmayogi.registration.v1 import event_pb2 as registration_event, service_pb2
from karmayogi.reporting.v1 import service_pb2 as reporting_service

EVENTS = {"registration": registration_event.Event, "catalogue": catalogue_event.Event}
READ = "karmayogi.core.v1.FeedService/Read"
TOO_OLD = "REQUEST_TOO_OLD"  # by the service's clock; an earlier try may have been accepted
DAY_MS, AHEAD_MS = 86_400_000, 300_000
FIGURES = "karmayogi.reporting.v1.ReportingService/GetFigures"
OFFICIAL_MEASURES = (reporting_service.MEASURE_ONBOARDED, reporting_service.MEASURE_BLOCKED, reporting_service.MEASURE_RETIRED)


# ---- judges


def judge_entries(entries, after, asks, seen, strangers=()):
    """New entries of a feed behind number `after`; `asks`: requests by id; `seen`: ids of entries before, which grows;
    `strangers`: callers of whose requests nothing is known."""
    for entry in entries:
        key = (entry.caller, entry.request_id)
        ask = asks.get(entry.request_id)
        after += 1
        if entry.sequence != after:
            yield "lost", f"the feed goes from entry {after - 1} to {entry.sequence}"
            after = entry.sequence
        if key in seen:
            yield "twice", f"entries {seen[key]} and {entry.sequence} are of one request: {ask}"
        seen[key] = entry.sequence
        if entry.caller in strangers:
            continue
        if ask is None or ask.caller != entry.caller:
            yield "wrong", f"nobody asked for entry {entry.sequence} of {entry.caller}"
        elif ask.reply and ask.status.code != OK and not (ask.tries > 1 and ask.status.reason == TOO_OLD):
            yield "wrong", f"refused, and entry {entry.sequence} is there: {ask}"
        elif ask.reply and ask.position and ask.position.sequence != entry.sequence:
            yield "wrong", f"answered with entry {ask.position.sequence}, and it is {entry.sequence}: {ask}"


def judge_asks(asks, seen):
    """Requests that have their answer: every accepted one has its entry."""
    for ask in asks:
        if ask.reply and ask.status.code == OK and (ask.caller, ask.request_id) not in seen:
            yield "lost", f"acknowledged as entry {ask.position.sequence}, which is not there: {ask}"


def judge_repetition(first, again, changed=frozenset()):
    """The same request sent again. `changed`: officials whose person is another one by now, which answers show."""
    if again.status.reason == TOO_OLD and not in_time(again):
        return
    if again.status.code != OK:
        yield "lost", f"acknowledged at first, and then {again}"
    elif again.position != first.position:
        yield "twice", f"entry {first.position.sequence} at first, and then {again.position.sequence}: {first}"
    elif bare(first, changed) != bare(again, changed):
        yield "wrong", f"another answer than at first: {first}"


def in_time(ask):
    """Whether the id is one of the last seven days, or of the next five minutes, by the true time."""
    age_ms = time.time() * 1000 - int.from_bytes(ask.request_id[:6], "big")
    return -AHEAD_MS < age_ms < 7 * DAY_MS


def bare(ask, changed):
    """The answer without a person who is another one by now: answers show the person as known today."""
    answer = ask.answer
    if ask.method.endswith("/RevealContact"):
        asked = service_pb2.RevealContactRequest.FromString(ask.body)
        return b"" if asked.official_id in changed else ask.reply[2]
    if "official" not in answer.DESCRIPTOR.fields_by_name or answer.official.official_id not in changed:
        return ask.reply[2]
    answer.official.ClearField("person")
    return answer.SerializeToString()


def judge_state(what, expected, found):
    """A record as it should be by the last acknowledged answer about it."""
    if expected != found:
        yield "wrong", f"{what} should be\n{expected}\nand is\n{found}"


def judge_figures(name, counted, told):
    if counted != told:
        keys = sorted(key for key in {*counted, *told} if counted.get(key) != told.get(key))[:5]
        shown = ", ".join(f"{key}: {counted.get(key)} counted, {told.get(key)} told" for key in keys)
        yield "wrong", f"figures of {name} differ: {shown}"


# ---- a recount that goes along with the feeds


class Counted:
    """What the feeds say, counted entry by entry; shares nothing with the service."""

    def __init__(self):
        self.officials, self.versions, self.districts = {}, {}, collections.Counter()
        self.courses, self.course_versions, self.kinds = {}, {}, collections.Counter()

    def take(self, service, entry):
        for packed in entry.events:
            event = EVENTS[service].FromString(packed)
            kind = event.WhichOneof("kind")
            if service == "registration" and kind.startswith("official_"):
                self.take_official(getattr(event, kind).official)
            elif service == "catalogue" and kind.startswith("course_"):
                self.take_course(getattr(event, kind).course)

    def take_official(self, official):
        key = official.official_id
        if official.version <= self.versions.get(key, 0):
            return
        if key in self.officials:
            self.districts[self.officials[key]] -= 1
        self.versions[key] = official.version
        self.officials[key] = (official.post.district_code, official.state)
        self.districts[self.officials[key]] += 1

    def take_course(self, course):
        key = course.course_id
        if course.version <= self.course_versions.get(key, 0):
            return
        self.course_versions[key] = course.version
        if key in self.courses:
            self.kinds[self.courses.pop(key)] -= 1
        if course.life.HasField("live_from") and not course.life.HasField("retired_on"):
            self.courses[key] = course.content.kind
            self.kinds[course.content.kind] += 1

    def by_district(self):
        """{code: [onboarded, blocked, retired]}"""
        rows = collections.defaultdict(lambda: [0, 0, 0])
        for (district, state), count in self.districts.items():
            if count:
                rows[str(district) if district else ""][state - 1] += count
        return dict(rows)

    def by_kind(self):
        return {str(kind): [count] for kind, count in self.kinds.items() if count}


def figures_by(dimensions, measures, at_least=()):
    request = reporting_service.GetFiguresRequest(measures=measures, by=dimensions)
    request.page.page_size = 1000
    return Ask("reporting", FIGURES, request, reporting_service.GetFiguresResponse, writes=False, at_least=at_least)


def officials_by_district(at_least=()):
    return figures_by([reporting_service.DIMENSION_DISTRICT], OFFICIAL_MEASURES, at_least)


def courses_by_kind(at_least=()):
    return figures_by([reporting_service.DIMENSION_COURSE_KIND], (reporting_service.MEASURE_COURSES,), at_least)


def rows_of(answer):
    return {row.keys[0].code: [figure.value for figure in row.figures] for row in answer.rows}


def counted_to(answer, service):
    return next((each.counted_to.sequence for each in answer.freshness if each.counted_to.service == service), 0)


# ---- the books of one house


class Ledger:
    def __init__(self, desk):
        self.desk = desk
        self.counted = Counted()
        self.cursors = {name: feed_pb2.FeedCursor() for name in EVENTS}
        self.heads = {}  # positions of the newest entries
        self.seen = {name: {} for name in EVENTS}
        self.asks = {name: {} for name in EVENTS}  # of the present cycle
        self.reports = []  # answers of reporting in the present cycle
        self.expected = {}  # official or course: what the last acknowledged answer said of it
        self.strangers = set()  # callers beside the desk
        self.changed = set()  # officials whose person is not what it was
        self.acknowledged = self.refused = self.entries = self.counts = 0

    def note(self, ask):
        """Before it is sent: an entry may be there without an answer."""
        if ask.writes:
            self.asks[ask.service][ask.request_id] = ask
        elif ask.service == "reporting":
            self.reports.append(ask)
        return ask

    def read(self, service):
        """Entries behind the cursor, page by page."""
        entries = []
        while True:
            request = feed_pb2.ReadRequest(cursor=self.cursors[service])
            ask = self.desk.ask(Ask(service, READ, request, feed_pb2.ReadResponse, writes=False))
            assert ask.status.code == OK, f"the feed of {service} cannot be read on: {ask}"
            page = ask.answer
            entries += page.entries
            self.cursors[service] = page.through
            if page.through.sequence >= page.head:
                self.heads[service] = (page.epoch, page.through.sequence)
                return entries

    def begin(self):
        """What others wrote before is counted, and not asked for."""
        for service in EVENTS:
            for entry in self.read(service):
                self.counted.take(service, entry)
                self.seen[service][entry.caller, entry.request_id] = entry.sequence

    def positions(self):
        return [
            position_pb2.Position(service=name, epoch=epoch, sequence=sequence)
            for name, (epoch, sequence) in self.heads.items()
        ]

    def close_cycle(self):
        """Everything that can be told of the requests of a cycle, all of which have their answers. Returns findings."""
        findings = []
        for service in EVENTS:
            after, asks = self.cursors[service].sequence, self.asks[service]
            entries = self.read(service)
            self.entries += len(entries)
            findings += judge_entries(entries, after, asks, self.seen[service], self.strangers)
            findings += judge_asks([ask for ask in asks.values() if not ask.settled], self.seen[service])
            findings += self.judge_reports(service, entries, after)
        findings += self.judge_repetitions()
        findings += self.judge_records()
        findings += self.judge_now()
        for asks in self.asks.values():
            self.acknowledged += sum(ask.status.code == OK for ask in asks.values())
            self.refused += sum(ask.status.code != OK for ask in asks.values())
            asks.clear()
        self.reports.clear()
        self.expected.clear()
        return findings

    def judge_reports(self, service, entries, after):
        """Every answer of reporting against the count of exactly those entries that it says it had counted."""
        asked = {}
        for ask in self.reports:
            if ask.status.code == OK and ask.of == service:
                asked.setdefault(counted_to(ask.answer, service), []).append(ask.answer)
        count = self.counted.by_district if service == "registration" else self.counted.by_kind
        by_sequence = {entry.sequence: entry for entry in entries}
        for sequence in range(after, after + len(entries) + 1):
            if sequence in by_sequence:
                self.counted.take(service, by_sequence[sequence])
            for answer in asked.pop(sequence, ()):
                self.counts += 1
                yield from judge_figures(f"{service} at entry {sequence}", count(), rows_of(answer))
        for sequence in asked:
            yield "wrong", f"reporting says that it counted entry {sequence} of {service}, before the cycle or never there"

    def judge_now(self):
        if "reporting" in self.desk.away:
            return
        for ask, count in ((officials_by_district, self.counted.by_district), (courses_by_kind, self.counted.by_kind)):
            answered = self.desk.ask(ask(self.positions()))
            if answered.status.code != OK:
                yield "wrong", f"no figures: {answered}"
            else:
                self.counts += 1
                yield from judge_figures("today", count(), rows_of(answered.answer))

    def judge_repetitions(self):
        firsts = [ask for asks in self.asks.values() for ask in asks.values() if ask.status.code == OK]
        for first, again in zip(firsts, self.desk.ask_all([ask.again() for ask in firsts])):
            yield from judge_repetition(first, again, self.changed)

    def judge_records(self):
        for (kind, key), (read, expected) in list(self.expected.items()):
            ask = self.desk.ask(read())
            found = getattr(ask.answer, kind) if ask.status.code == OK else str(ask)
            yield from judge_state(f"{kind} {key}", expected, found)

"""What callers want of the services, as generators that yield an Ask and are given it back with its reply: officials with
their changes and transfers, lists of officials, courses from draft to retirement, lists of courses, figures. Each does some
things that must be refused. The ledger is told of every request before it is sent.
"""

import functools
import itertools

from desk import OK, Ask
from karmayogi.catalogue.v1 import course_pb2, import_pb2 as course_import, types_pb2 as course_types
from karmayogi.registration.v1 import import_pb2, service_pb2, types_pb2
from ledger import courses_by_kind, officials_by_district
from raw_caller import REGISTRATION, uuid7

CATALOGUE = "karmayogi.catalogue.v1.CatalogueService"
UNITS = {"meerut-police": 169, "bulandshahr-police": 134, "baghpat-police": 124, "hapur-police": 661}
DESIGNATIONS = ["Constable", "Woman Constable", "Constable Driver", "Constable PAC"]
SYLLABLES = ["ra", "ma", "ka", "la", "na", "ta", "sha", "vi", "ja", "pa"]
COURSE_COLUMNS = ["COURSE_ID", "KIND", "TITLE_EN", "LANGUAGES", "PROVIDER", "DURATION", "STATE", "PUBLISHED_ON"]


def in_letters(number):
    """A number as a name: names have no digits."""
    return "".join(SYLLABLES[int(digit)] for digit in str(number)).title()


class Tolerated(Exception):
    """A refusal that is no defect, after which there is nothing left to ask."""


def until_tolerated(errand):
    try:
        yield from errand
    except Tolerated:
        pass


class Errands:
    """Makes errands for one house; names and mobiles are never used twice."""

    def __init__(self, ledger, chance):
        self.ledger, self.chance = ledger, chance
        self.tolerated = set()  # reasons of refusals that end an errand, and are no defect
        self.people, self.courses = itertools.count(1), itertools.count(1)
        self.mobiles = {}  # of officials, as last acknowledged

    def ask(self, service, method, request, answer, caller=None, settled=False):
        package = REGISTRATION if service == "registration" else CATALOGUE
        ask = Ask(service, f"{package}/{method}", request, answer)
        ask.caller, ask.settled = caller, settled
        return self.ledger.note(ask)

    def registration(self, method, **fields):
        request, answer = getattr(service_pb2, f"{method}Request"), getattr(service_pb2, f"{method}Response")
        return self.ask("registration", method, request(**fields), answer)

    def catalogue(self, method, **fields):
        request, answer = getattr(course_pb2, f"{method}Request"), getattr(course_pb2, f"{method}Response")
        return self.ask("catalogue", method, request(**fields), answer)

    def draw(self, officials=100, lists=3, courses=20, course_lists=2, reports=10):
        """The errands of one cycle, in any order."""
        drawn = [self.official() for _ in range(officials)] + [self.list_of_officials() for _ in range(lists)]
        drawn += [self.course() for _ in range(courses)] + [self.list_of_courses() for _ in range(course_lists)]
        drawn += [self.report() for _ in range(reports)]
        self.chance.shuffle(drawn)
        return [until_tolerated(errand) for errand in drawn]

    def must(self, asked):
        if asked.status.reason in self.tolerated:
            raise Tolerated
        assert asked.status.code == OK, f"refused without a reason: {asked}\n{asked.status}"
        return asked

    # ---- officials

    def person(self):
        number = next(self.people)
        return types_pb2.Person(name=f"Asha {in_letters(number)}", mobile=str(6000000000 + number * 7919 % 3999999999))

    def official(self):
        person, unit = self.person(), self.chance.choice(list(UNITS))
        post = types_pb2.Post(organisation_id=unit, district_code=UNITS[unit], designation=self.chance.choice(DESIGNATIONS))
        asked = yield self.registration("RegisterOfficial", person=person, post=post)
        self.must(asked)
        official = asked.answer.official
        self.mobiles[official.official_id] = person.mobile
        self.expect(official)
        yield from self.refused_ones(official, person, post)
        for change in self.chance.choices((self.update, self.block, self.transfer, self.reveal), k=self.chance.randrange(3)):
            yield from change(official)
        if self.chance.random() < 0.1:
            yield from self.change("RetireOfficial", official, reason="Superannuated")

    def refused_ones(self, official, person, post):
        lot = self.chance.random()
        if lot < 0.1:
            must_not((yield self.registration("RegisterOfficial", person=person, post=post)))
        elif lot < 0.2:
            wrong = types_pb2.Person(name=person.name, mobile="12345")
            must_not((yield self.registration("RegisterOfficial", person=wrong, post=post)))
        elif lot < 0.3:
            stale = official.version + 1 + self.chance.randrange(3)
            must_not((yield self.registration("BlockOfficial", official_id=official.official_id, version=stale, reason="No")))

    def change(self, method, official, **fields):
        asked = yield self.registration(method, official_id=official.official_id, version=official.version, **fields)
        self.must(asked)
        official.CopyFrom(asked.answer.official)
        self.expect(official)

    def update(self, official):
        if self.chance.random() < 0.3:
            self.ledger.changed.add(official.official_id)
            person = self.person()
            yield from self.change("UpdateOfficial", official, person=person, update_mask=["person.mobile"])
            self.mobiles[official.official_id] = person.mobile
        else:
            post = types_pb2.Post(designation=self.chance.choice(DESIGNATIONS), group=self.chance.randint(1, 4))
            mask = ["post.designation", "post.group"]
            yield from self.change("UpdateOfficial", official, post=post, update_mask=mask)

    def block(self, official):
        if official.state == types_pb2.OFFICIAL_STATE_ACTIVE:
            yield from self.change("BlockOfficial", official, reason="On long leave")
        if self.chance.random() < 0.6:
            yield from self.change("UnblockOfficial", official, reason="Came back")

    def transfer(self, official):
        unit = self.chance.choice([unit for unit in UNITS if unit != official.post.organisation_id])
        wanted = dict(official_id=official.official_id, to_organisation_id=unit, version=official.version, reason="Posting")
        asked = yield self.registration("RequestTransfer", **wanted)
        self.must(asked)
        transfer = asked.answer.transfer_id
        second = yield self.registration("RequestTransfer", official_id=official.official_id, to_organisation_id=unit)
        must_not(second)
        decision = self.chance.choice(("APPROVE", "APPROVE", "REFUSE", "WITHDRAW"))
        decided = service_pb2.TransferDecision.Value(f"TRANSFER_DECISION_{decision}")
        asked = yield self.registration("DecideTransfer", transfer_id=transfer, decision=decided, reason="As agreed")
        self.must(asked)
        official.CopyFrom(asked.answer.official)
        self.expect(official)
        must_not((yield self.registration("DecideTransfer", transfer_id=transfer, decision=decided, reason="Again")))

    def reveal(self, official):
        asked = yield self.registration("RevealContact", official_id=official.official_id, purpose="To call back")
        self.must(asked)
        assert asked.answer.person.mobile == self.mobiles[official.official_id], asked

    def expect(self, official):
        key = official.official_id
        request = service_pb2.GetOfficialRequest(official_id=key)
        read = functools.partial(
            Ask, "registration", f"{REGISTRATION}/GetOfficial", request, service_pb2.GetOfficialResponse, False
        )
        kept = types_pb2.Official()
        kept.CopyFrom(official)
        self.ledger.expected["official", key] = (read, kept)

    def list_of_officials(self):
        """A list in two chunks; the first one is sent again under another request id."""
        unit = self.chance.choice(list(UNITS))
        settings = import_pb2.ImportSettings(organisation_id=unit, district_code=UNITS[unit])
        columns = [import_pb2.IMPORT_COLUMN_FULL_NAME, import_pb2.IMPORT_COLUMN_MOBILE, import_pb2.IMPORT_COLUMN_DESIGNATION]
        import_id, first, chunks = uuid7(), 1, []
        caller = self.chance.choice(self.ledger.desk.names)
        for rows in (self.chance.randint(5, 25), self.chance.randint(1, 10)):
            people = [self.person() for _ in range(rows)]
            bad = {i for i in range(rows) if self.chance.random() < 0.1}
            made = [
                import_pb2.ImportRow(line=first + i, cells=[who.name, "" if i in bad else who.mobile, "Constable"])
                for i, who in enumerate(people)
            ]
            request = import_pb2.ImportOfficialsRequest(
                import_id=import_id, first_row=first, settings=settings, columns=columns, rows=made
            )
            asked = yield self.ask("registration", "ImportOfficials", request, import_pb2.ImportOfficialsResponse, caller)
            self.must(asked)
            totals = asked.answer.totals
            assert (totals.rows, totals.refused) == (rows, len(bad)), (rows, bad, totals)
            chunks.append((request, asked))
            first += rows
        request, before = chunks[0]
        asked = yield self.ask("registration", "ImportOfficials", request, import_pb2.ImportOfficialsResponse, caller, True)
        self.must(asked)
        assert asked.answer.verdicts == before.answer.verdicts, f"a chunk sent again has other verdicts: {asked}"

    # ---- courses

    def content(self, minutes, kind=None):
        return course_pb2.CourseContent(
            kind=kind or self.chance.choice((1, 3, 6, 10)),
            texts=[course_types.CourseText(language="en", title=f"Course {in_letters(minutes)}")],
            languages=["en"],
            provider="Somebody",
            duration_minutes=minutes,
        )

    def course(self):
        key, minutes = f"course-{next(self.courses)}", self.chance.randint(10, 300)
        course = self.must((yield self.catalogue("CreateCourse", course_id=key, content=self.content(minutes)))).answer.course
        stale = dict(course_id=key, version=course.version + 5)
        must_not((yield self.catalogue("SubmitCourseForReview", **stale)))
        passed = course_types.REVIEW_DECISION_PASS
        for method, fields in (("SubmitCourseForReview", {}), ("ReviewCourse", {"decision": passed}), ("PublishCourse", {})):
            if self.chance.random() < 0.1:
                break
            asked = yield self.catalogue(method, course_id=key, version=course.version, **fields)
            course = self.must(asked).answer.course
        else:
            yield from self.live_course(course)
            return
        self.expect_course(course)

    def live_course(self, course):
        if self.chance.random() < 0.4:
            fields = dict(content=self.content(self.chance.randint(10, 300)), update_mask=["duration_minutes"])
            asked = yield self.catalogue("UpdateCourse", course_id=course.course_id, version=course.version, **fields)
            course = self.must(asked).answer.course
        if self.chance.random() < 0.2:
            fields = dict(version=course.version, reason="Out of date")
            course = self.must((yield self.catalogue("RetireCourse", course_id=course.course_id, **fields))).answer.course
        self.expect_course(course)

    def expect_course(self, course):
        request = course_pb2.GetCourseRequest(course_id=course.course_id)
        read = functools.partial(Ask, "catalogue", f"{CATALOGUE}/GetCourse", request, course_pb2.GetCourseResponse, False)
        self.ledger.expected["course", course.course_id] = (read, course)

    def list_of_courses(self):
        columns = [course_import.CourseImportColumn.Value(f"COURSE_IMPORT_COLUMN_{name}") for name in COURSE_COLUMNS]
        rows = []
        for line in range(self.chance.randint(4, 16)):
            cells = [f"listed-{next(self.courses)}", "Course", f"Course {in_letters(line)}", "en", "Somebody", str(30 + line)]
            rows.append(course_import.CourseImportRow(line=line + 2, cells=[*cells, "live", "15-08-2025"]))
        request = course_import.ImportCoursesRequest(import_id=uuid7(), first_row=1, columns=columns, rows=rows)
        caller = self.chance.choice(self.ledger.desk.names)
        for settled in (False, True):
            asked = yield self.ask("catalogue", "ImportCourses", request, course_import.ImportCoursesResponse, caller, settled)
            self.must(asked)
            assert asked.answer.totals.refused == 0, asked.answer

    # ---- figures

    def report(self):
        """Figures while others write: whatever they were counted to, they are exactly that."""
        for _ in range(self.chance.randint(1, 3)):
            service, question = self.chance.choice((("registration", officials_by_district), ("catalogue", courses_by_kind)))
            ask = question(self.ledger.positions())
            ask.of = service
            self.must((yield self.ledger.note(ask)))


def must_not(asked):
    assert asked.status.code != OK, f"accepted, and should not have been: {asked}"
    return asked

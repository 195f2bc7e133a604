"""Would catch: a figure of a past day that an entry made later does not reach, or that it moves where it should not; rows
that do not add up; an official who is counted in two organisations because of a transfer, or in the wrong one on a past day; a filter that counts others; a course that is counted by an edition of another day; a page of another
count; a definition that the code has and the document has not; and a model that counts otherwise once it was built again.

Everything is counted a second time from what the feeds say, by recount_figures.py.
"""

import datetime
import json
import random
import unittest

from google.protobuf.json_format import MessageToDict
from house import ROOT, Story
from karmayogi.catalogue.v1 import course_pb2, event_pb2, service_pb2 as catalogue_pb2, types_pb2 as catalogue_types_pb2
from karmayogi.core.v1 import feed_pb2, status_pb2, types_pb2 as core_pb2
from karmayogi.registration.v1 import service_pb2 as registration_pb2, types_pb2
from karmayogi.reporting.v1 import service_pb2
from raw_caller import REGISTRATION, RawCaller
from recount_figures import Figures, IST

CATALOGUE = "karmayogi.catalogue.v1.CatalogueService"
REPORTING = "karmayogi.reporting.v1.ReportingService"
CODES = status_pb2.Code
OFFICIALS, CHANGES, COURSES = 240, 260, 24
OF_OFFICIALS = ("organisation", "district", "division", "designation", "level", "group", "gender", "category", "engagement")
PEOPLE = ("onboarded", "blocked", "retired")
ORGANISATIONS = ("meerut-police", "hapur-police", "baghpat-police", "bulandshahr-police", "meerut-range", "district-health")
DESIGNATIONS = ("Constable", "Head Constable", "Sub-Inspector", "Woman Constable", "Keeper of the Seal")
DISTRICTS = (169, 661, 124, 134, 118)
APPROVE = registration_pb2.TRANSFER_DECISION_APPROVE
REFUSE = registration_pb2.TRANSFER_DECISION_REFUSE
WITHDRAW = registration_pb2.TRANSFER_DECISION_WITHDRAW


def date_message(day):
    return core_pb2.Date(year=day.year, month=day.month, day=day.day)


def month_ends(today, count):
    day = today
    for _ in range(count):
        yield day
        day = day.replace(day=1) - datetime.timedelta(days=1)


class AllFigures(Story):
    def setUp(self):
        super().setUp()
        self.house.start("registration", "catalogue", "reporting")
        self.house.load()
        create = ("org", "create", "health", "--parent", "uttar-pradesh", "--kind", "department", "--name-en", "Health")
        self.house.karmayogi(*create)
        self.house.karmayogi(
            *("org", "create", "district-health", "--parent", "health", "--kind", "district-unit", "--name-en", "Agra Health"),
            *("--district", 118),
        )
        self.callers = {
            service.name: RawCaller(service, self.house.keys / "desk.secret") for service in self.house.services
        }
        for caller in self.callers.values():
            self.addCleanup(caller.close)
        self.today = datetime.datetime.now(IST).date()
        self.random = random.Random(2076)
        self.positions = {}
        self.mobile = 9000000000
        self.transfers = []  # those that were approved

    # ---- what is entered

    def call(self, service, method, request, answer):
        header, message = self.callers[service].call(method, request, answer)
        self.assertEqual(CODES.Name(header.status.code), "CODE_OK_UNSPECIFIED", f"{method} {header.status} {request}")
        for position in header.positions:
            self.positions[position.service] = position
        return message

    def register_one(self, day, organisation=None):
        self.mobile += 1
        pick = self.random.choice
        post = types_pb2.Post(
            organisation_id=organisation or pick(ORGANISATIONS),
            designation=pick(DESIGNATIONS),
            district_code=pick((0, *DISTRICTS)),
            group=self.random.randrange(7),
            gender=self.random.randrange(5),
            category=self.random.randrange(6),
            engagement=self.random.randrange(9),
        )
        request = registration_pb2.RegisterOfficialRequest(
            person=types_pb2.Person(name="Asha Devi", mobile=str(self.mobile)), post=post, effective_on=date_message(day)
        )
        answer = registration_pb2.RegisterOfficialResponse
        return self.call("registration", f"{REGISTRATION}/RegisterOfficial", request, answer).official

    def ask_for_transfer(self, official, organisation, day):
        request = registration_pb2.RequestTransferRequest(
            official_id=official.official_id, to_organisation_id=organisation, effective_on=date_message(day), reason="An order"
        )
        answer = registration_pb2.RequestTransferResponse
        return self.call("registration", f"{REGISTRATION}/RequestTransfer", request, answer).transfer

    def decide_transfer(self, transfer, decision):
        request = registration_pb2.DecideTransferRequest(transfer_id=transfer.transfer_id, decision=decision, reason="As agreed")
        answer = registration_pb2.DecideTransferResponse
        return self.call("registration", f"{REGISTRATION}/DecideTransfer", request, answer).official

    def transfer_one(self, official, day):
        """Asked for, and most often approved."""
        there = official.post.organisation_id
        transfer = self.ask_for_transfer(official, self.random.choice([one for one in ORGANISATIONS if one != there]), day)
        decision = self.random.choice((APPROVE, APPROVE, APPROVE, APPROVE, REFUSE, WITHDRAW))
        official = self.decide_transfer(transfer, decision)
        self.assertEqual(official.post.organisation_id, transfer.to_organisation_id if decision == APPROVE else there)
        if decision == APPROVE:
            self.transfers.append(transfer)
        return official

    def change_one(self, official, day):
        """Something that may happen to the official on the day; returns the official as it is then."""
        active = official.state == types_pb2.OFFICIAL_STATE_ACTIVE
        what = self.random.choice(("post", "post", "post", "move", "move", "Block" if active else "Unblock", "Retire"))
        if what == "move":
            return self.transfer_one(official, day)
        if what != "post":
            name, more = f"{what}Official", {"reason": "An order"}
        else:
            pick = self.random.choice
            fields = {
                "designation": pick(DESIGNATIONS),
                "district_code": pick(DISTRICTS),
                "group": self.random.randrange(1, 7),
                "category": self.random.randrange(1, 6),
                "engagement": self.random.randrange(1, 9),
            }
            mask = self.random.sample(sorted(fields), self.random.randrange(1, 4))
            more = {"post": types_pb2.Post(**{name: fields[name] for name in mask})}
            more["update_mask"] = [f"post.{name}" for name in mask]
            name = "UpdateOfficial"
        request = getattr(registration_pb2, f"{name}Request")(
            official_id=official.official_id, effective_on=date_message(day), **more
        )
        answer = getattr(registration_pb2, f"{name}Response")
        return self.call("registration", f"{REGISTRATION}/{name}", request, answer).official

    def enter_officials(self):
        """Effective days go back for more than a year, whatever the day on which they are entered."""
        officials = [self.register_one(self.today - datetime.timedelta(days=self.random.randrange(430))) for _ in range(OFFICIALS)]
        for _ in range(CHANGES):
            at = self.random.randrange(OFFICIALS)
            official = officials[at]
            if official.state == types_pb2.OFFICIAL_STATE_RETIRED:
                continue
            newest = datetime.date(official.effective_on.year, official.effective_on.month, official.effective_on.day)
            later = self.random.choice((0, self.random.randrange(1, 90), self.random.randrange(1, 90)))
            officials[at] = self.change_one(official, min(newest + datetime.timedelta(days=later), self.today))

    def course_content(self):
        pick = self.random.choice
        return course_pb2.CourseContent(
            kind=self.random.randrange(1, 13),
            texts=[catalogue_types_pb2.CourseText(language="en", title="A course")],
            languages=pick((["en"], ["hi"], ["hi", "en"], ["en", "hi", "ur"])),
            provider=pick(("lbsnaa", "upaam", "Somebody else")),
            duration_minutes=self.random.randrange(10, 600),
            competency_codes=pick(([], ["law"], ["teamwork"], ["law", "office-work"])),
        )

    def course_call(self, name, **fields):
        request = getattr(catalogue_pb2, f"{name}Request", None) or getattr(course_pb2, f"{name}Request")
        answer = getattr(catalogue_pb2, f"{name}Response", None) or getattr(course_pb2, f"{name}Response")
        return self.call("catalogue", f"{CATALOGUE}/{name}", request(**fields), answer)

    def publish(self, key, day):
        self.course_call("SubmitCourseForReview", course_id=key)
        course = self.course_call("GetCourse", course_id=key).course
        self.course_call("ReviewCourse", course_id=key, version=course.version, decision=catalogue_types_pb2.REVIEW_DECISION_PASS)
        self.course_call("PublishCourse", course_id=key, effective_on=date_message(day))

    def enter_courses(self):
        entry = catalogue_types_pb2.MasterEntry
        lists = {
            catalogue_types_pb2.MASTER_LIST_COMPETENCY: [
                entry(code="law", name_en="Law", area=3),
                entry(code="teamwork", name_en="Teamwork", area=1),
                entry(code="office-work", name_en="Office work", area=2),
            ],
            catalogue_types_pb2.MASTER_LIST_PROVIDER: [
                entry(code="lbsnaa", name_en="LBSNAA", name_hi="एलबीएसएनएए"),
                entry(code="upaam", name_en="UPAAM", name_hi="उपाम"),
            ],
        }
        for number, entries in lists.items():
            self.course_call("PutMasterEntries", list=number, entries=entries)
        for i in range(COURSES):
            key, day = f"course-{i}", self.today - datetime.timedelta(days=self.random.randrange(100, 400))
            self.course_call("CreateCourse", course_id=key, content=self.course_content())
            if i % 6 == 5:
                continue  # stays a draft
            self.publish(key, day)
            if i % 3 == 0:
                mask = ["kind", "languages", "provider", "duration_minutes", "competency_codes", "original_language"]
                self.course_call("UpdateCourse", course_id=key, content=self.course_content(), update_mask=mask)
                day += datetime.timedelta(days=self.random.randrange(60))
                if i % 2 == 0:
                    self.publish(key, day)  # otherwise it stays staged
            if i % 4 == 0:
                retired = day + datetime.timedelta(days=self.random.randrange(40))
                self.course_call("RetireCourse", course_id=key, reason="Out of date", effective_on=date_message(retired))

    # ---- what the feeds say

    def registration_dump(self):
        return self.house.karmayogi("--json", "feed", "tail").out.splitlines()

    def catalogue_dump(self):
        """The same of the catalogue: entries of its feed as objects, one a line."""
        lines, cursor = [], feed_pb2.FeedCursor()
        while True:
            page = self.call(
                "catalogue", "karmayogi.core.v1.FeedService/Read", feed_pb2.ReadRequest(cursor=cursor), feed_pb2.ReadResponse
            )
            for entry in page.entries:
                events = [
                    MessageToDict(
                        event_pb2.Event.FromString(packed),
                        including_default_value_fields=True,
                        preserving_proto_field_name=True,
                        use_integers_for_enums=True,
                    )
                    for packed in entry.events
                ]
                lines.append(json.dumps({"sequence": entry.sequence, "events": events}))
            cursor = page.through
            if cursor.sequence >= page.head:
                return lines

    # ---- what reporting says

    def request(self, measures, organisation=None, by=(), filters=None, as_of=None, since=None, **more):
        dimension = lambda name: service_pb2.Dimension.Value(f"DIMENSION_{name.upper()}")
        request = service_pb2.GetFiguresRequest(
            organisation_id=organisation or "",
            measures=[service_pb2.Measure.Value(f"MEASURE_{name.upper()}") for name in measures],
            by=[dimension(name) for name in by],
            filters=[service_pb2.FigureFilter(dimension=dimension(name), codes=codes) for name, codes in (filters or {}).items()],
            **more,
        )
        for name, day in (("as_of", as_of), ("since", since)):
            if day:
                getattr(request, name).CopyFrom(date_message(day))
        return request

    def get(self, request, **header):
        return self.callers["reporting"].call(f"{REPORTING}/GetFigures", request, service_pb2.GetFiguresResponse, **header)

    def asked(self, measures, organisation=None, **question):
        """(total, {codes: figures}) as reporting answers, over all pages."""
        request = self.request(measures, organisation, **question)
        request.page.page_size = 1000
        rows = {}
        while True:
            header, answer = self.get(request, at_least=list(self.positions.values()))
            self.assertEqual(CODES.Name(header.status.code), "CODE_OK_UNSPECIFIED", f"{header.status} {request}")
            for row in answer.rows:
                rows[tuple(key.code for key in row.keys)] = [figure.value for figure in row.figures]
            if not answer.page.next_page_token:
                return [figure.value for figure in answer.total.figures], rows
            request.page.page_token = answer.page.next_page_token

    def check(self, measures, **question):
        total, rows = self.asked(measures, **question)
        expected_total, expected_rows = self.recount.count(measures, **question)
        with self.subTest(measures=measures, **question):
            self.assertEqual(total, expected_total)
            self.assertEqual(rows, expected_rows)
            if question.get("by"):
                self.assertEqual([sum(row[i] for row in rows.values()) for i in range(len(measures))], total)
        return rows

    # ---- the story

    def check_transfers(self):
        """Figures on the days around transfers, between organisations and between departments, most of them entered late."""
        ends = [(one.from_organisation_id, one.to_organisation_id) for one in self.transfers]
        departments = [tuple("health" if end == "district-health" else "police" for end in pair) for pair in ends]
        for pair in (("police", "police"), ("police", "health"), ("health", "police")):
            self.assertIn(pair, departments)
        for transfer in self.transfers[:12]:
            day = transfer.effective_on
            day = datetime.date(day.year, day.month, day.day)
            for at in (day - datetime.timedelta(days=1), day):
                self.check(PEOPLE, by=("organisation", "district"), as_of=at)

    def check_late_transfer(self):
        """Counted in the receiving department from the day that was said, not before, and nowhere else; asking counts nothing."""
        day = self.today - datetime.timedelta(days=50)
        official = self.register_one(day - datetime.timedelta(days=30), "meerut-police")

        def counted():
            return [
                [self.asked(("onboarded",), organisation, as_of=at)[0][0] for organisation in ("police", "health", "uttar-pradesh")]
                for at in (day - datetime.timedelta(days=1), day, self.today)
            ]

        before = counted()
        transfer = self.ask_for_transfer(official, "district-health", day)
        self.assertEqual(counted(), before)
        moved = self.decide_transfer(transfer, APPROVE)
        self.assertEqual((moved.official_id, moved.version), (official.official_id, 2))
        expected = [before[0], *([police - 1, health + 1, all_of_them] for police, health, all_of_them in before[1:])]
        self.assertEqual(counted(), expected)

    def check_officials(self):
        shown = 0
        for day in month_ends(self.today, 13):
            for dimension in OF_OFFICIALS:
                shown += len(self.check(PEOPLE, by=(dimension,), as_of=day))
        self.assertGreater(shown, 300, "days on which nobody is counted prove nothing")
        for organisation in ("uttar-pradesh", "police", "meerut-range", "health"):
            self.check(PEOPLE, organisation=organisation, by=("organisation", "district"), as_of=self.today)
        filters = (
            {"gender": ["2"]},
            {"organisation": ["meerut-range", "district-health"], "group": ["3", "0"]},
            {"division": ["Meerut"], "designation": ["constable", "-"]},
            {"level": ["3", "4"], "category": ["2", "3"], "engagement": ["1"]},
        )
        for one in filters:
            for by in ((), ("district",), ("organisation", "gender", "designation")):
                for day in (self.today, self.today - datetime.timedelta(days=200)):
                    self.check(PEOPLE, by=by, filters=one, as_of=day)

    def check_periods(self):
        measures = (*PEOPLE, "courses", "course_minutes")
        for by, ago in (("day", 200), ("week", 300), ("month", 420), ("month", 100)):
            since = self.today - datetime.timedelta(days=ago)
            self.check(measures, by=(by,), since=since)
            self.check(PEOPLE, by=(by, "division"), since=since, filters={"gender": ["1", "2"]})
            self.check(PEOPLE, by=("organisation", by, "group"), since=since, as_of=self.today - datetime.timedelta(days=30))
        month = [f"{self.today.year - 1}-12", f"{self.today.year}-01"]
        self.check(measures, filters={"month": month})
        self.check(PEOPLE, by=("district",), filters={"month": month, "gender": ["2"]})

    def check_courses(self):
        measures = ("courses", "course_minutes")
        for day in month_ends(self.today, 13):
            for by in ("course_kind", "course_languages", "provider"):
                self.check(measures, by=(by,), as_of=day)
            self.check(measures, by=("provider", "course_languages"), as_of=day, filters={"available_language": ["hi"]})
            self.check(measures, by=("course_kind",), as_of=day, filters={"competency_area": ["3", "1"]})
        rows = self.check(measures, by=("course_languages",))
        self.assertGreater(len(rows), 2)

    def check_strengths(self):
        request = self.request(("strength", "onboarded"), "police", by=("organisation",))
        _, answer = self.get(request)
        rows = {row.keys[0].code: row.figures[0] for row in answer.rows}
        for organisation in ("meerut-zone",):
            declared = self.recount.registration.strength(organisation, self.today)
            self.assertEqual((rows[organisation].state, rows[organisation].value), (service_pb2.FIGURE_STATE_KNOWN, declared))
        _, answer = self.get(self.request(("strength",), "health", by=("organisation",)))
        self.assertEqual(answer.total.figures[0].state, service_pb2.FIGURE_STATE_NOT_DECLARED)
        self.assertEqual(answer.rows[0].figures[0].state, service_pb2.FIGURE_STATE_NOT_DECLARED)

    def check_pages(self):
        """Pages of any size are the answer of one page, and are of one count whatever happens between them."""
        question = {"by": ("designation", "district"), "as_of": self.today}
        whole = self.asked(PEOPLE, **question)
        request = self.request(PEOPLE, **question)
        request.page.page_size = 7
        rows, tokens = {}, []
        while True:
            header, answer = self.get(request)
            self.assertEqual([figure.value for figure in answer.total.figures], whole[0])
            self.assertLessEqual(len(answer.rows), 7)
            rows.update({tuple(key.code for key in row.keys): [one.value for one in row.figures] for row in answer.rows})
            if not answer.page.next_page_token:
                break
            tokens.append(answer.page.next_page_token)
            if len(tokens) == 2:
                self.register_one(self.today)
                self.assertNotEqual(self.asked(PEOPLE, **question)[0], whole[0])
            request.page.page_token = tokens[-1]
        self.assertEqual(rows, whole[1])
        self.assertGreater(len(tokens), 2)
        other = self.request(PEOPLE, by=("district",), as_of=self.today)
        other.page.page_token = tokens[0]
        self.assertEqual(self.get(other)[0].status.reason, "PAGE_TOKEN")

    def check_refusals(self):
        at_dawn = {"as_of": self.today + datetime.timedelta(days=2)}
        for question, reason in (
            (self.request(("learners",)), "MEASURE"),
            (self.request(("courses",), by=("district",)), "DIMENSION"),
            (self.request(("onboarded",), by=("cadre",)), "DIMENSION"),
            (self.request(("onboarded",), filters={"district": ["9999"]}), "FILTER"),
            (self.request(("onboarded",), by=("day",)), "SINCE"),
            (self.request(("onboarded",), by=("day",), since=datetime.date(1990, 1, 1)), "SINCE"),
            (self.request(("onboarded",), "nowhere"), "ORGANISATION_UNKNOWN"),
            (self.request(("onboarded",), **at_dawn), "IN_THE_FUTURE"),
        ):
            self.assertEqual(self.get(question)[0].status.reason, reason, question)

    def check_definitions(self):
        """What the service says of its figures is in ARCHITECTURE.md, word for word."""
        _, answer = self.callers["reporting"].call(
            f"{REPORTING}/ListFigureDefinitions",
            service_pb2.ListFigureDefinitionsRequest(),
            service_pb2.ListFigureDefinitionsResponse,
        )
        text = " ".join((ROOT / "ARCHITECTURE.md").read_text(encoding="utf-8").split())
        missing = []
        for one in (*answer.measures, *answer.dimensions):
            word = (
                service_pb2.Measure.Name(one.measure)[len("MEASURE_") :]
                if isinstance(one, service_pb2.MeasureDefinition)
                else service_pb2.Dimension.Name(one.dimension)[len("DIMENSION_") :]
            )
            self.assertTrue(one.name_hi and one.definition_hi, one)
            row = f"| `{word}` | {one.name_en}, {one.name_hi} | {one.definition_en} |"
            if row not in text:
                missing.append(row)
        self.assertEqual(missing, [], "not in ARCHITECTURE.md, \"Definitions of figures\"")
        self.assertEqual(len(answer.measures), 6)

    def check_freshness(self):
        self.asked(("onboarded", "courses"))
        for measures, services in ((PEOPLE, ["registration"]), (("courses",), ["catalogue"]), (("blocked", "courses"), ["registration", "catalogue"])):
            header, answer = self.get(self.request(measures))
            self.assertEqual([one.counted_to.service for one in answer.freshness], services)
            self.assertEqual([one.service for one in header.positions], services)
            for one in answer.freshness:
                self.assertEqual(one.counted_to, self.positions[one.counted_to.service])
        stale = type(self.positions["catalogue"])()
        stale.CopyFrom(self.positions["catalogue"])
        stale.epoch ^= 1
        self.assertEqual(self.get(self.request(("courses",)), at_least=[stale])[0].status.reason, "EPOCH_CHANGED")

    def onboarding_agrees(self):
        """GetOnboarding is one question to the same engine, by every dimension of officials."""
        for dimension in OF_OFFICIALS:
            request = service_pb2.GetOnboardingRequest(
                organisation_id="police", by=service_pb2.Dimension.Value(f"DIMENSION_{dimension.upper()}")
            )
            _, answer = self.callers["reporting"].call(f"{REPORTING}/GetOnboarding", request, service_pb2.GetOnboardingResponse)
            told = {(row.code,): [row.onboarded, row.blocked, row.retired] for row in answer.rows}
            _, rows = self.asked(PEOPLE, "police", by=(dimension,))
            self.assertEqual({code: row for code, row in told.items() if any(row)}, rows, dimension)

    def test_figures_of_every_kind__are_those_of_a_count_from_the_feeds(self):
        self.enter_officials()
        self.enter_courses()
        self.recount = Figures(self.registration_dump(), self.catalogue_dump())
        self.check_officials()
        self.check_transfers()
        self.check_periods()
        self.check_courses()
        self.check_strengths()
        self.check_freshness()
        self.onboarding_agrees()
        self.check_refusals()
        self.check_definitions()
        questions = [
            {"measures": PEOPLE, "by": ("organisation", "month", "designation"), "since": self.today - datetime.timedelta(days=400)},
            {"measures": ("courses", "course_minutes"), "by": ("month", "provider"), "since": self.today - datetime.timedelta(days=400)},
        ]
        before = [self.asked(**question) for question in questions]
        self.house.rebuild_reporting()
        self.assertEqual([self.asked(**question) for question in questions], before)
        self.check_pages()
        self.check_late_transfer()
        self.stop_all()


if __name__ == "__main__":
    unittest.main()

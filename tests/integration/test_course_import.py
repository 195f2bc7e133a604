"""Would catch: a row of a list of courses with a verdict that the accepted forms do not give it; a good row that is lost
beside a bad one; a course that differs from its row; totals that do not add up; verdicts that change when a chunk is sent
again, after a restart, or after a kill in its middle; a second list that changes more, or less, than it says.

The recount (recount_courses.py) shares no code with the services.
"""

import collections
import datetime
import unittest

from house import Story
from karmayogi.catalogue.v1 import course_pb2, import_pb2, service_pb2, types_pb2
from karmayogi.core.v1 import status_pb2, types_pb2 as core_pb2
from raw_caller import RawCaller, uuid7
from recount import IST
from recount_courses import CADRES, COLUMNS, COMPETENCIES, PROVIDERS, TRADES, Generator, Shelf

CATALOGUE = "karmayogi.catalogue.v1.CatalogueService"
CHUNK_ROWS = 50
KINDS = {number: name for name, number in import_pb2.CourseVerdictKind.items()}


class Sender:
    """Sends one list, chunk by chunk, with all columns."""

    def __init__(self, story, rows, **settings):
        self.story, self.rows, self.import_id = story, rows, uuid7()
        self.settings = import_pb2.CourseImportSettings(label="list.csv", **settings)

    def chunks(self):
        return range(0, len(self.rows), CHUNK_ROWS)

    def request(self, first, **more):
        rows = [
            import_pb2.CourseImportRow(line=first + i + 2, cells=[row.get(name, "") for name in COLUMNS])
            for i, row in enumerate(self.rows[first : first + CHUNK_ROWS])
        ]
        return import_pb2.ImportCoursesRequest(
            import_id=self.import_id, first_row=first + 1, settings=self.settings, columns=COLUMNS.values(), rows=rows, **more
        )

    def send(self, first, **more):
        answer = self.story.call("ImportCourses", self.request(first, **more), import_pb2.ImportCoursesResponse)
        return list(answer.verdicts)

    def send_all(self):
        return [verdict for first in self.chunks() for verdict in self.send(first)]


def told(verdict):
    """As the recount says it."""
    violations = sorted((each.field, each.reason) for each in verdict.violations)
    flags = sorted((each.field, each.reason) for each in verdict.flags)
    return KINDS[verdict.kind].removeprefix("COURSE_VERDICT_KIND_"), verdict.course_id, violations, flags


class CourseImport(Story):
    def setUp(self):
        super().setUp()
        self.today = datetime.datetime.now(IST).date()
        self.caller = None
        self.start()
        self.put_lists()

    def start(self, **more):
        self.house.catalogue.start(**more)
        self.connect()

    def connect(self):
        if self.caller:
            self.caller.close()
        self.caller = RawCaller(self.house.catalogue, self.house.keys / "desk.secret")

    def tearDown(self):
        self.caller.close()

    def call(self, method, request, answer):
        header, answer = self.caller.call(f"{CATALOGUE}/{method}", request, answer)
        self.assertEqual(header.status.code, status_pb2.CODE_OK_UNSPECIFIED, (method, header.status))
        return answer

    def put(self, list_, entries):
        request = service_pb2.PutMasterEntriesRequest(list=list_, entries=entries)
        self.call("PutMasterEntries", request, service_pb2.PutMasterEntriesResponse)

    def put_lists(self):
        entry = types_pb2.MasterEntry
        for with_theme in (False, True):  # themes first
            competencies = [
                entry(code=code, name_en=english, name_hi=hindi, area=area, theme_code=theme)
                for code, area, theme, english, hindi in COMPETENCIES
                if bool(theme) == with_theme
            ]
            self.put(types_pb2.MASTER_LIST_COMPETENCY, competencies)
        for list_, entries in (
            (types_pb2.MASTER_LIST_PROVIDER, PROVIDERS),
            (types_pb2.MASTER_LIST_CADRE, CADRES),
            (types_pb2.MASTER_LIST_TRADE, TRADES),
        ):
            self.put(list_, [entry(code=code, name_en=english, name_hi=hindi) for code, english, hindi in entries])

    def check_verdicts(self, shelf, rows, verdicts):
        """Every verdict is the recount's. Returns how many there are of each kind."""
        self.assertEqual([verdict.row for verdict in verdicts], list(range(1, len(rows) + 1)))
        expected = [shelf.judge(row) for row in rows]
        self.assert_none(
            f"row {i}: {rows[i]}\n  {told(verdict)}\n  should be {mine}"
            for i, (mine, verdict) in enumerate(zip(expected, verdicts))
            if told(verdict) != mine
        )
        return collections.Counter(mine[0] for mine in expected)

    def assert_none(self, wrong):
        super().assert_none(list(wrong))

    def check_courses(self, shelf):
        """What the catalogue has is what the recount has."""
        there, token = {}, ""
        while True:
            request = course_pb2.ListCoursesRequest(
                filter=course_pb2.CourseFilter(states=[1, 4, 5]), page=core_pb2.PageRequest(page_size=97, page_token=token)
            )
            answer = self.call("ListCourses", request, course_pb2.ListCoursesResponse)
            there.update((course.course_id, course) for course in answer.courses)
            token = answer.page.next_page_token
            if not token:
                break
        self.assertEqual(sorted(there), sorted(shelf.courses))
        for course_id, (mine, state, edition) in shelf.courses.items():
            course, content = there[course_id], there[course_id].content
            with self.subTest(course=course_id):
                self.assertEqual((course.life.state, course.version), (state, shelf.versions[course_id]))
                if edition:
                    from_ = course.life.edition_from
                    self.assertEqual(datetime.date(from_.year, from_.month, from_.day), edition)
                texts = sorted((text.language, text.title, text.description) for text in content.texts)
                self.assertEqual(texts, sorted(mine["texts"]))
                audience = content.audience
                self.assertEqual(
                    {
                        "igot_id": content.igot_id,
                        "kind": content.kind,
                        "languages": list(content.languages),
                        "original_language": content.original_language,
                        "provider": content.provider,
                        "provider_code": content.provider_code,
                        "duration": content.duration_minutes,
                        "competencies": list(content.competency_codes),
                        "cadres": list(audience.cadre_codes),
                        "trades": list(audience.trade_codes),
                        "level_from": audience.level_from,
                        "level_to": audience.level_to,
                        "keywords": list(content.keywords),
                        "state_code": content.state_code,
                        "language_version_of": content.language_version_of,
                    },
                    {key: value for key, value in mine.items() if key != "texts"},
                )

    def check_standing(self, sender, kinds, verdicts):
        """The import's totals, and its verdicts read again, in pages and by kind."""
        answer = self.call(
            "GetCourseImport",
            import_pb2.GetCourseImportRequest(import_id=sender.import_id),
            import_pb2.GetCourseImportResponse,
        )
        totals = answer.totals
        self.assertEqual(answer.settings, sender.settings)
        self.assertEqual(totals.rows, sum(kinds.values()))
        self.assertEqual(
            (totals.stored, totals.flagged, totals.already_there, totals.refused, totals.updated),
            tuple(kinds[kind] for kind in ("STORED", "FLAGGED", "ALREADY_THERE", "REFUSED", "UPDATED")),
        )
        for wanted in ([], [import_pb2.COURSE_VERDICT_KIND_REFUSED, import_pb2.COURSE_VERDICT_KIND_UPDATED]):
            listed, token = [], ""
            while not listed or token:
                request = import_pb2.ListCourseImportVerdictsRequest(
                    import_id=sender.import_id, kinds=wanted, page=core_pb2.PageRequest(page_size=37, page_token=token)
                )
                page = self.call("ListCourseImportVerdicts", request, import_pb2.ListCourseImportVerdictsResponse)
                listed += page.verdicts
                token = page.page.next_page_token
            mine = [verdict for verdict in verdicts if not wanted or verdict.kind in wanted]
            self.assertEqual([told(verdict) for verdict in listed], [told(verdict) for verdict in mine])

    def test_list_of_every_kind__has_the_verdicts_and_courses_of_the_recount(self):
        maker = Generator(3, self.today)
        rows = maker.rows(400)
        shelf = Shelf(self.today)
        sender = Sender(self, rows)
        tried = [verdict for verdict in sender.send(0, validate_only=True)]
        verdicts = sender.send_all()
        self.assertEqual([verdict.kind for verdict in tried], [verdict.kind for verdict in verdicts[:CHUNK_ROWS]])
        kinds = self.check_verdicts(shelf, rows, verdicts)
        self.assertTrue(all(kinds[kind] > 10 for kind in ("STORED", "FLAGGED", "ALREADY_THERE", "REFUSED")), kinds)
        self.check_courses(shelf)
        self.check_standing(sender, kinds, verdicts)

        # The next list brings the catalogue to what it says.
        shelf.update_existing, shelf.state = True, 4
        changed = [dict(row, duration="45", igot_id=row["igot_id"]) for row in rows[::3]] + maker.rows(60)
        sender = Sender(self, changed, update_existing=True, state=types_pb2.LIFE_STATE_LIVE)
        verdicts = sender.send_all()
        kinds = self.check_verdicts(shelf, changed, verdicts)
        self.assertGreater(kinds["UPDATED"], 10, kinds)
        self.check_courses(shelf)
        self.check_standing(sender, kinds, verdicts)
        self.stop_all()

    def test_list__broken_off_by_kills_and_a_restart__comes_to_the_same(self):
        rows = Generator(4, self.today).rows(200)
        shelf = Shelf(self.today)
        sender = Sender(self, rows)
        verdicts = sender.send(0)
        for first, fault in (
            (50, "import.row:17"),
            (100, "writer.applied:1"),
            (150, "writer.committed:1"),
        ):
            self.house.catalogue.stop()
            self.start(fault=fault)
            with self.subTest(fault=fault):
                self.caller.send_frames(
                    b"",
                    self.caller.header(f"{CATALOGUE}/ImportCourses").SerializeToString(),
                    sender.request(first).SerializeToString(),
                )
                self.house.catalogue.await_fault()
                self.start()
                verdicts += sender.send(first)
        kinds = self.check_verdicts(shelf, rows, verdicts)
        self.check_courses(shelf)
        self.house.catalogue.stop()
        self.start()
        self.check_courses(shelf)
        self.check_standing(sender, kinds, verdicts)
        self.assertEqual([told(verdict) for verdict in sender.send_all()], [told(verdict) for verdict in verdicts])
        self.check_courses(shelf)
        self.stop_all()


if __name__ == "__main__":
    unittest.main()

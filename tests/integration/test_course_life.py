"""Would catch: a course that is live before its review is passed, or changed while somebody reviews it; an edit that
others see before it is published; an id on iGOT that two courses have; a step that is taken twice or on a version that
nobody read; a list that leaves out or repeats a course between its pages, a filter that means something else than its
comment says, a count that differs from a recount over the feed; and a catalogue that knows anything else after a restart.
"""

import datetime
import unittest

from house import Story
from karmayogi.catalogue.v1 import course_pb2, event_pb2, service_pb2, types_pb2
from karmayogi.core.v1 import feed_pb2, status_pb2, types_pb2 as core_pb2
from raw_caller import RawCaller, admit, make_key
from recount import IST

CATALOGUE = "karmayogi.catalogue.v1.CatalogueService"
CODES = status_pb2.Code
KINDS = range(1, 13)
LANGUAGES = ("hi", "en", "bho", "ta")
AREAS = {"ethics": 1, "ethics-office": 1, "files": 2, "public-health": 3, "vaccination": 3}
THEMES = {"ethics-office": "ethics", "vaccination": "public-health"}
AFTER_REVIEW = (types_pb2.LIFE_STATE_LIVE, types_pb2.LIFE_STATE_RETIRED)
LIVE = types_pb2.LIFE_STATE_LIVE


def date_message(day):
    return core_pb2.Date(year=day.year, month=day.month, day=day.day)


def content_of(number):
    """A course whose fields differ from its neighbours' in every combination that the filters look at."""
    languages = [LANGUAGES[number % 4], LANGUAGES[(number // 4 + number) % 4]]
    codes = sorted(AREAS)
    return course_pb2.CourseContent(
        kind=1 + number % 12,
        texts=[
            types_pb2.CourseText(language="en", title=f"Course number {number}", description="What it is about."),
            types_pb2.CourseText(language="hi", title=f"पाठ्यक्रम {number}"),
        ],
        languages=sorted(set(languages)),
        original_language=languages[0],
        provider=("Karmayogi Bharat", "कर्मयोगी भारत", "Somebody else", "nimhans")[number % 4],
        duration_minutes=number * 7 % 240,
        competency_codes=sorted({codes[number % 5], codes[number // 5 % 5]})[: number % 3],
        audience=types_pb2.Audience(
            cadre_codes=["anm"] if number % 3 == 1 else [],
            trade_codes=["roads"] if number % 5 == 1 else [],
            level_from=number % 7,
            level_to=(number % 7 + 3) if number % 2 else 0,
        ),
        state_code=9 if number % 6 == 0 else 0,
        igot_id=f"do_11{number}" if number % 2 else "",
        keywords=["one", "two"],
    )


def passes(course, filter_):
    """The filter, as the comments of the contract have it; shares nothing with the service."""
    content = course.content
    everybody = not content.audience.cadre_codes and not content.audience.trade_codes
    asked = set(filter_.competency_codes)
    with_sub_themes = asked | {code for code, theme in THEMES.items() if theme in asked}
    return all(
        (
            course.life.state in (list(filter_.states) or [LIVE]),
            not filter_.kinds or content.kind in filter_.kinds,
            not filter_.languages or set(content.languages) & set(filter_.languages),
            not filter_.provider_codes or (content.provider_code or "-") in filter_.provider_codes,
            not asked or set(content.competency_codes) & with_sub_themes,
            not filter_.competency_areas
            or {AREAS[code] for code in content.competency_codes} & set(filter_.competency_areas),
            not filter_.cadre_codes or everybody or set(content.audience.cadre_codes) & set(filter_.cadre_codes),
            not filter_.trade_codes or everybody or set(content.audience.trade_codes) & set(filter_.trade_codes),
            not filter_.level
            or content.audience.level_from <= filter_.level <= (content.audience.level_to or filter_.level),
            not filter_.state_code or content.state_code == filter_.state_code,
            content.duration_minutes >= filter_.duration_minutes_from,
            not filter_.duration_minutes_to or content.duration_minutes <= filter_.duration_minutes_to,
            not filter_.flag or (filter_.flag == "PROVIDER_UNKNOWN" and not content.provider_code),
        )
    )


FILTERS = [
    {},
    {"states": [1]},
    {"states": [1, 4, 5]},
    {"kinds": [1, 12]},
    {"languages": ["bho"]},
    {"languages": ["xx"]},
    {"provider_codes": ["-"]},
    {"provider_codes": ["karmayogi-bharat", "-"]},
    {"competency_codes": ["ethics"]},
    {"competency_codes": ["vaccination", "files"]},
    {"competency_areas": [3]},
    {"cadre_codes": ["anm"]},
    {"trade_codes": ["roads"], "languages": ["hi", "ta"]},
    {"level": 5},
    {"state_code": 9, "states": [1, 4, 5]},
    {"duration_minutes_from": 60, "duration_minutes_to": 120},
    {"flag": "PROVIDER_UNKNOWN"},
    {"flag": "SOMETHING"},
]


class CourseLife(Story):
    def setUp(self):
        super().setUp()
        for name, roles in (("author", ["registrar"]), ("guest", ["reader"])):
            admit(self.house.catalogue, name, make_key(self.house.folder, name), roles)
        self.house.start("catalogue")
        self.desk = self.caller(self.house.keys / "desk.secret")
        self.today = datetime.datetime.now(IST).date()
        self.put_lists()

    def caller(self, secret):
        caller = RawCaller(self.house.catalogue, secret)
        self.addCleanup(caller.close)
        return caller

    def day(self, ago):
        return date_message(self.today - datetime.timedelta(days=ago))

    def request(self, method, **fields):
        module = service_pb2 if "MasterEntries" in method else course_pb2
        return getattr(module, f"{method}Request")(**fields), getattr(module, f"{method}Response")

    def call(self, method, who=None, **fields):
        request, answer_type = self.request(method, **fields)
        header, answer = (who or self.desk).call(f"{CATALOGUE}/{method}", request, answer_type)
        self.assertEqual(CODES.Name(header.status.code), "CODE_OK_UNSPECIFIED", (method, header))
        return answer

    def refused(self, reason, method, /, who=None, code="FAILED_PRECONDITION", **fields):
        request, _ = self.request(method, **fields)
        header, body = (who or self.desk).call(f"{CATALOGUE}/{method}", request, locale="hi")
        self.assertEqual((CODES.Name(header.status.code), header.status.reason), (f"CODE_{code}", reason), method)
        self.assertEqual(body, b"")
        self.assertRegex(header.status.sentence, "[ऀ-ॿ]")
        return header.status

    def put_lists(self):
        entry = types_pb2.MasterEntry
        themes = [
            entry(code="ethics", name_en="Ethics", name_hi="नैतिकता", area=1),
            entry(code="files", name_en="Files", area=2),
            entry(code="public-health", name_en="Public health", area=3),
        ]
        sub_themes = [
            entry(code="ethics-office", name_en="In the office", area=1, theme_code="ethics"),
            entry(code="vaccination", name_en="In the office", area=3, theme_code="public-health"),
        ]
        providers = [
            entry(code="karmayogi-bharat", name_en="Karmayogi Bharat", name_hi="कर्मयोगी भारत"),
            entry(code="nimhans", name_en="NIMHANS"),
        ]
        self.assertEqual(self.call("PutMasterEntries", list=1, entries=sub_themes + themes).added, 5)
        self.call("PutMasterEntries", list=2, entries=providers)
        self.call("PutMasterEntries", list=3, entries=[entry(code="anm", name_en="ANM", designation_codes=["anm"])])
        self.call("PutMasterEntries", list=4, entries=[entry(code="roads", name_en="Roads")])
        again = self.call("PutMasterEntries", list=1, entries=themes)
        self.assertEqual((again.added, again.changed, again.unchanged), (0, 0, 3))
        wrong = entry(code="hygiene", name_en="Hygiene", area=2, theme_code="public-health")
        self.refused("AREA", "PutMasterEntries", code="INVALID_ARGUMENT", list=1, entries=[wrong])
        listed = self.call("ListMasterEntries", list=1, page=core_pb2.PageRequest(page_size=2))
        self.assertEqual([one.code for one in listed.entries], ["ethics", "ethics-office"])
        self.assertTrue(listed.page.next_page_token)

    def everything_in_the_feed(self):
        """The newest state of every course, from the feed alone, and the kinds of events of each in order."""
        courses, kinds, cursor = {}, {}, feed_pb2.FeedCursor()
        while True:
            request = feed_pb2.ReadRequest(cursor=cursor)
            header, page = self.desk.call("karmayogi.core.v1.FeedService/Read", request, feed_pb2.ReadResponse)
            self.assertEqual(CODES.Name(header.status.code), "CODE_OK_UNSPECIFIED", header)
            for entry in page.entries:
                for event in map(event_pb2.Event.FromString, entry.events):
                    kind = event.WhichOneof("kind")
                    if kind == "master_entries_put":
                        continue
                    course = getattr(event, kind).course
                    known = courses.get(course.course_id)
                    self.assertEqual(course.version, known.version + 1 if known else 1)
                    self.assertFalse(course.HasField("staged"))
                    courses[course.course_id] = course
                    kinds.setdefault(course.course_id, []).append(kind)
            cursor = page.through
            if cursor.sequence == page.head:
                return courses, kinds

    def publish(self, course_id, days_ago=0):
        self.call("SubmitCourseForReview", course_id=course_id)
        version = self.call("GetCourse", course_id=course_id).course.version
        self.call("ReviewCourse", course_id=course_id, version=version, decision=1)
        return self.call("PublishCourse", course_id=course_id, effective_on=self.day(days_ago)).course

    def restart(self):
        self.house.catalogue.stop()
        self.house.catalogue.start()

    def test_a_course__from_its_draft_to_its_end(self):
        author, guest = (self.caller(self.house.folder / f"{name}.secret") for name in ("author", "guest"))
        content = content_of(1)
        made = self.call("CreateCourse", who=author, course_id="do_113", content=content)
        self.assertTrue(made.created)
        self.assertEqual(made.course.content.provider_code, "karmayogi-bharat")
        self.assertEqual((made.course.version, made.course.life.state), (1, types_pb2.LIFE_STATE_DRAFT))
        self.assertFalse(self.call("CreateCourse", who=author, course_id="do_113", content=content).created)
        self.refused("COURSE_EXISTS", "CreateCourse", code="ALREADY_EXISTS", course_id="do_113", content=content_of(2))
        status = self.refused("IGOT_ID_TAKEN", "CreateCourse", code="ALREADY_EXISTS", course_id="other", content=content)
        self.assertEqual(status.violations[0].detail, "do_113")
        self.refuse_wrong_contents()
        self.review_the_draft(author, guest)
        self.restart()
        self.edit_what_is_live(author, guest)
        self.retire()
        courses, kinds = self.everything_in_the_feed()
        self.assertEqual([kind.removeprefix("course_") for kind in kinds["do_113"]],
                         "created updated submitted reviewed submitted reviewed published updated updated updated "
                         "submitted reviewed reviewed submitted reviewed published updated retired".split())
        self.assertEqual(courses["do_113"].content.texts[0].title, "A better title")
        self.stop_all()

    def refuse_wrong_contents(self):
        wrong = {
            "KIND_MISSING": {"kind": 0},
            "LANGUAGE_UNKNOWN": {"languages": ["hindi"], "original_language": ""},
            "ORIGINAL_LANGUAGE": {"original_language": "ur"},
            "COMPETENCY_UNKNOWN": {"competency_codes": ["juggling"]},
            "CADRE_UNKNOWN": {"audience": types_pb2.Audience(cadre_codes=["kings"])},
            "COURSE_UNKNOWN": {"part_course_ids": ["nowhere"]},
            "LEGACY_FONT": {"texts": [types_pb2.CourseText(language="hi", title="jke dqekj")]},
            "LEVEL_RANGE": {"audience": types_pb2.Audience(level_from=9, level_to=3)},
            "TITLE_MISSING": {"texts": [types_pb2.CourseText(language="hi", description="x")]},
        }
        for reason, fields in wrong.items():
            with self.subTest(reason):
                content = content_of(0)
                for name, value in fields.items():
                    content.ClearField(name)
                    content.MergeFrom(course_pb2.CourseContent(**{name: value}))
                self.refused(reason, "CreateCourse", code="INVALID_ARGUMENT", course_id="wrong", content=content)
        large = content_of(0)
        for i in range(64):
            large.modules.add(module_id=f"m{i}").titles.add(language="en", text=f"{i} " + "Module " * 35)
        large.texts[0].description = large.texts[1].description = "Reading " * 249
        for i, language in enumerate(("as", "bn", "ta", "te")):
            large.texts.add(language=language, title="Training " * 54, description="Learning " * 220)
        self.refused("TOO_LARGE", "CreateCourse", code="INVALID_ARGUMENT", course_id="wrong", content=large)
        self.refused("COURSE_UNKNOWN", "GetCourse", code="NOT_FOUND", course_id="wrong")

    def review_the_draft(self, author, guest):
        steps = {"course_id": "do_113"}
        better = course_pb2.CourseContent(duration_minutes=90, kind=2)
        changed = self.call("UpdateCourse", who=author, content=better, update_mask=["duration_minutes"], **steps).course
        self.assertEqual((changed.content.duration_minutes, changed.content.kind, changed.version), (90, 2, 2))
        same = self.call("UpdateCourse", who=author, content=better, update_mask=["duration_minutes"], **steps).course
        self.assertEqual(same.version, 2)
        self.refused("MASK", "UpdateCourse", code="INVALID_ARGUMENT", content=better, update_mask=["course_id"], **steps)
        self.refused("VERSION_MISMATCH", "UpdateCourse", code="ABORTED", content=better, version=1,
                     update_mask=["kind"], **steps)
        self.refused("NOT_REVIEWED", "PublishCourse", **steps)
        self.refused("NOT_IN_REVIEW", "ReviewCourse", version=2, decision=1, **steps)
        self.call("SubmitCourseForReview", who=author, version=2, **steps)
        self.refused("IN_REVIEW", "SubmitCourseForReview", **steps)
        self.refused("IN_REVIEW", "UpdateCourse", content=better, update_mask=["kind"], **steps)
        self.refused("NOT_REVIEWED", "PublishCourse", **steps)
        self.refused("VERSION_MISSING", "ReviewCourse", code="INVALID_ARGUMENT", decision=1, **steps)
        self.refused("DECISION_MISSING", "ReviewCourse", code="INVALID_ARGUMENT", version=3, **steps)
        self.refused("REMARK_MISSING", "ReviewCourse", code="INVALID_ARGUMENT", version=3, decision=2, **steps)
        self.refused("ROLE_MISSING", "ReviewCourse", who=author, code="PERMISSION_DENIED", version=3, decision=1, **steps)
        self.refused("ROLE_MISSING", "UpdateCourse", who=guest, code="PERMISSION_DENIED", **steps)
        back = self.call("ReviewCourse", version=3, decision=2, remark="  Say  more. ", **steps).course
        self.assertEqual((back.life.state, back.life.remark), (types_pb2.LIFE_STATE_DRAFT, "Say more."))
        self.call("SubmitCourseForReview", who=author, **steps)
        self.call("ReviewCourse", version=5, decision=1, **steps)
        self.refused("IN_REVIEW", "UpdateCourse", content=better, update_mask=["kind"], **steps)
        self.refused("IN_THE_FUTURE", "PublishCourse", code="INVALID_ARGUMENT", effective_on=self.day(-1), **steps)
        live = self.call("PublishCourse", effective_on=self.day(10), **steps).course
        self.assertEqual((live.life.state, live.life.edition, live.version), (LIVE, 1, 7))
        self.assertEqual(live.life.live_from, self.day(10))

    def edit_what_is_live(self, author, guest):
        steps = {"course_id": "do_113"}
        self.refused("NOTHING_STAGED", "SubmitCourseForReview", **steps)
        self.refused("NOTHING_STAGED", "PublishCourse", **steps)
        before = self.call("GetCourse", who=guest, **steps).course
        edit = course_pb2.CourseContent(igot_id="do_new", texts=[types_pb2.CourseText(language="en", title="A better title")])
        staged = self.call("UpdateCourse", who=author, content=edit, update_mask=["texts", "igot_id"], **steps).course
        self.assertEqual((staged.staged.igot_id, staged.content), ("do_new", before.content))
        # Only those who may write see it, by whatever id.
        seen = self.call("GetCourse", who=guest, igot_id="do_111").course
        self.assertFalse(seen.HasField("staged"))
        self.assertEqual((seen.content, seen.life.staged_state), (before.content, types_pb2.LIFE_STATE_DRAFT))
        self.refused("COURSE_UNKNOWN", "GetCourse", who=guest, code="NOT_FOUND", igot_id="do_new")
        self.assertTrue(self.call("GetCourse", who=author, igot_id="do_new").course.HasField("staged"))
        listed = self.call("ListCourses", who=guest).courses
        self.assertEqual([(one.course_id, one.HasField("staged")) for one in listed], [("do_113", False)])
        # An edit back to what is live is none; its id on iGOT is free again.
        self.call("UpdateCourse", who=author, content=before.content, update_mask=["texts", "igot_id"], **steps)
        self.refused("NOTHING_STAGED", "SubmitCourseForReview", **steps)
        self.refused("COURSE_UNKNOWN", "GetCourse", code="NOT_FOUND", igot_id="do_new")
        self.call("UpdateCourse", who=author, content=edit, update_mask=["texts", "igot_id"], **steps)
        self.call("SubmitCourseForReview", **steps)
        self.restart()
        version = self.call("GetCourse", **steps).course.version
        self.call("ReviewCourse", version=version, decision=1, **steps)
        self.call("ReviewCourse", version=version + 1, decision=2, remark="Not yet", **steps)
        self.call("SubmitCourseForReview", **steps)
        self.call("ReviewCourse", version=version + 3, decision=1, **steps)
        self.refused("BEFORE_LAST_CHANGE", "PublishCourse", effective_on=self.day(11), **steps)
        live = self.call("PublishCourse", effective_on=self.day(3), **steps).course
        self.assertEqual((live.life.edition, live.life.live_from, live.life.edition_from), (2, self.day(10), self.day(3)))
        self.assertEqual((live.content.igot_id, live.content.texts[0].title), ("do_new", "A better title"))
        self.assertFalse(live.HasField("staged"))
        self.refused("COURSE_UNKNOWN", "GetCourse", code="NOT_FOUND", igot_id="do_111")
        again = course_pb2.CourseContent(igot_id="do_later")
        self.call("UpdateCourse", content=again, update_mask=["igot_id"], **steps)

    def retire(self):
        steps = {"course_id": "do_113"}
        self.refused("REASON_MISSING", "RetireCourse", code="INVALID_ARGUMENT", reason=" ", **steps)
        self.refused("BEFORE_LAST_CHANGE", "RetireCourse", reason="Old", effective_on=self.day(4), **steps)
        gone = self.call("RetireCourse", reason="Old", effective_on=self.day(3), **steps).course
        self.assertEqual((gone.life.state, gone.life.remark), (types_pb2.LIFE_STATE_RETIRED, "Old"))
        self.assertFalse(gone.HasField("staged"))
        for method, more in (("UpdateCourse", {"content": gone.content, "update_mask": ["kind"]}),
                             ("SubmitCourseForReview", {}), ("PublishCourse", {}), ("RetireCourse", {"reason": "x"}),
                             ("ReviewCourse", {"version": gone.version, "decision": 1})):
            self.refused("RETIRED", method, **more, **steps)
        # What the staged edit wanted is free; what the course had stays its own.
        freed = content_of(3)
        freed.igot_id = "do_later"
        self.call("CreateCourse", course_id="heir", content=freed)
        freed.igot_id = "do_new"
        self.refused("IGOT_ID_TAKEN", "CreateCourse", code="ALREADY_EXISTS", course_id="thief", content=freed)

    def test_parts__are_counted_once_and_never_nested(self):
        for number in (1, 2, 3):
            self.call("CreateCourse", course_id=f"part-{number}", content=content_of(number))
        program = content_of(13)
        program.part_course_ids.extend(["part-1", "part-2"])
        made = self.call("CreateCourse", course_id="program", content=program).course
        self.assertEqual(made.total_duration_minutes, 13 * 7 + 1 * 7 + 2 * 7)
        nested = content_of(5)
        nested.part_course_ids.append("program")
        status = self.refused("PARTS_NESTED", "CreateCourse", code="INVALID_ARGUMENT", course_id="outer", content=nested)
        self.assertEqual(status.violations[0].field, "content.part_course_ids")
        inner = course_pb2.CourseContent(part_course_ids=["part-3"])
        edit = {"content": inner, "update_mask": ["part_course_ids"]}
        self.refused("PARTS_NESTED", "UpdateCourse", code="INVALID_ARGUMENT", course_id="part-1", **edit)
        longer = course_pb2.CourseContent(duration_minutes=1000)
        self.call("UpdateCourse", course_id="part-1", content=longer, update_mask=["duration_minutes"])
        self.assertEqual(self.call("GetCourse", course_id="program").course.total_duration_minutes, 13 * 7 + 1000 + 14)
        self.call("UpdateCourse", course_id="program", content=inner, update_mask=["part_course_ids"])
        self.call("UpdateCourse", course_id="part-1", content=course_pb2.CourseContent(part_course_ids=["part-2"]),
                  update_mask=["part_course_ids"])
        self.stop_all()

    def listed(self, filter_, page_size):
        """All pages; no course may come twice, and they come by id."""
        courses, page = [], core_pb2.PageRequest(page_size=page_size)
        while True:
            answer = self.call("ListCourses", filter=filter_, page=page)
            courses.extend(answer.courses)
            self.assertLess(answer.ByteSize(), 1 << 20)
            if not answer.page.next_page_token:
                break
            page.page_token = answer.page.next_page_token
        ids = [course.course_id for course in courses]
        self.assertEqual(ids, sorted(set(ids)))
        return courses

    def check_counts(self, filter_, found):
        answer = self.call("CountCourses", filter=filter_)
        self.assertEqual([row.kind for row in answer.rows], list(KINDS))
        rows = {0: answer.total, **{row.kind: row for row in answer.rows}}
        for kind, row in rows.items():
            among = [course.content for course in found if kind in (0, course.content.kind)]
            self.assertEqual(row.courses, len(among))
            expected = {}
            for content in among:
                for language in content.languages:
                    available, original = expected.get(language, (0, 0))
                    expected[language] = (available + 1, original + (language == content.original_language))
            told = {one.language: (one.available, one.original) for one in row.languages}
            self.assertEqual(told, expected)
            order = [(-one.available, one.language) for one in row.languages]
            self.assertEqual(order, sorted(order))

    def test_lists_and_counts__are_those_of_a_recount_over_the_feed(self):
        for number in range(60):
            self.call("CreateCourse", course_id=f"course-{number:03}", content=content_of(number))
            if number % 4 != 3:
                self.publish(f"course-{number:03}", days_ago=5)
            if number % 9 == 1:
                self.call("RetireCourse", course_id=f"course-{number:03}", reason="Old")
        for number in (4, 8):
            edit = course_pb2.CourseContent(languages=["ur"], original_language="ur")
            self.call("UpdateCourse", course_id=f"course-{number:03}", content=edit,
                      update_mask=["languages", "original_language"])
        for restarted in (False, True):
            if restarted:
                self.restart()
            courses, _ = self.everything_in_the_feed()
            for fields in FILTERS:
                with self.subTest(restarted=restarted, **fields):
                    filter_ = course_pb2.CourseFilter(**fields)
                    expected = [courses[id_] for id_ in sorted(courses) if passes(courses[id_], filter_)]
                    found = self.listed(filter_, page_size=7)
                    for course in found:
                        course.ClearField("staged")
                    self.assertEqual(found, expected)
                    self.check_counts(filter_, expected)
        self.assertGreater(self.call("CountCourses").total.courses, 20)
        token = self.call("ListCourses", page=core_pb2.PageRequest(page_size=1)).page.next_page_token
        other = course_pb2.CourseFilter(level=1)
        self.refused("PAGE_TOKEN", "ListCourses", code="OUT_OF_RANGE", filter=other,
                     page=core_pb2.PageRequest(page_size=1, page_token=token))
        many = course_pb2.CourseFilter(languages=["hi"] * 257)
        self.refused("FILTER_COUNT", "CountCourses", code="INVALID_ARGUMENT", filter=many)
        self.stop_all()


if __name__ == "__main__":
    unittest.main()

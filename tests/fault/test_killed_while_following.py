"""Would catch: a course that registration keeps half, twice, in an old state or not at all because it was killed while it
followed the catalogue; a page of the catalogue's that becomes part of registration's own history; a registration that
does not answer while the catalogue is away; an answer without the course whose position its caller named; a catalogue made
anew whose courses are mixed with the former one's.

What registration keeps is read from its store by kept_courses, a program of the tests.
"""

import os
import subprocess
import unittest
from pathlib import Path

from house import BIN, Service, Story, free_ports, until
from karmayogi.catalogue.v1 import course_pb2, import_pb2, types_pb2
from karmayogi.core.v1 import position_pb2, status_pb2, types_pb2 as core_pb2
from karmayogi.registration.v1 import service_pb2, types_pb2 as registration_types
from raw_caller import REGISTRATION, RawCaller, uuid7

CATALOGUE = "karmayogi.catalogue.v1.CatalogueService"
KEPT = Path(os.environ.get("KEPT_COURSES", BIN.parent / "tests/kept_courses"))
COLUMNS = ["COURSE_ID", "KIND", "TITLE_EN", "TITLE_HI", "LANGUAGES", "PROVIDER", "DURATION", "STATE", "PUBLISHED_ON"]
FAULTS = [
    "follower.applied:1",
    "writer.applied:1",
    "writer.committed:1",
    "writer.begin:1",
    "follower.applied:2",
    "writer.committed:2",
]
OK = status_pb2.CODE_OK_UNSPECIFIED


def kept(store):
    done = subprocess.run([KEPT, store], capture_output=True, check=False, timeout=120)
    assert done.returncode == 0, done.stderr.decode()
    return done.stdout.decode("utf-8").splitlines()


def day_of(date):
    return f"{date.year}-{date.month}-{date.day}"


def line_of(course):
    """A course of the catalogue as kept_courses prints it; none of these had a module that it lost."""
    life, content = course.life, course.content
    assessed = content.kind in (7, 8) or any(module.kind == course_pb2.MODULE_KIND_ASSESSMENT for module in content.modules)
    words = [course.course_id, course.version, life.state, life.edition]
    words += map(day_of, (life.live_from, life.edition_from, life.retired_on))
    words += ["kind", content.kind, "minutes", content.duration_minutes, "assessment", int(assessed)]
    words += [f"{text.language}:{text.title}" for text in content.texts]
    words += [word for language in content.languages for word in ("in", language)]
    for module in content.modules:
        flags = f"{int(module.kind == course_pb2.MODULE_KIND_ASSESSMENT)}{int(module.is_optional)}0"
        words += ["module", module.module_id, module.duration_minutes, flags]
    return " ".join(map(str, words))


class KilledWhileFollowing(Story):
    def setUp(self):
        super().setUp()
        self.house.start("catalogue", "registration")

    def call(self, service, method, request, answer, **fields):
        with RawCaller(service, self.house.keys / "desk.secret") as caller:
            return caller.call(method, request, answer, **fields)

    def import_courses(self, number, state, update=False):
        """Twenty courses of this number; returns the position."""
        columns = [import_pb2.CourseImportColumn.Value(f"COURSE_IMPORT_COLUMN_{name}") for name in COLUMNS]
        kinds = ["Course", "Program", "Standalone Assessment", "Event"]
        rows = []
        for i in range(20):
            title = f"Course {number}.{i}" + (" anew" if update else "")
            cells = [f"c{number}-{i}", kinds[i % 4], title, f"पाठ्यक्रम {i}" if i % 3 else "", "hi|en" if i % 2 else "ta"]
            rows.append(import_pb2.CourseImportRow(line=i + 2, cells=[*cells, "Somebody", str(30 + i), state, "15-08-2025"]))
        request = import_pb2.ImportCoursesRequest(
            import_id=uuid7(),
            first_row=1,
            columns=columns,
            rows=rows,
            settings=import_pb2.CourseImportSettings(update_existing=update),
        )
        header, answer = self.call(
            self.house.catalogue, f"{CATALOGUE}/ImportCourses", request, import_pb2.ImportCoursesResponse
        )
        self.assertEqual(header.status.code, OK, header)
        self.assertEqual(answer.totals.flagged, 20, answer.totals)
        return header.positions[0]

    def create_course(self, number):
        module = course_pb2.Module
        title = [core_pb2.LocalizedText(language="en", text="Part")]
        content = course_pb2.CourseContent(
            kind=course_pb2.COURSE_KIND_COURSE,
            texts=[types_pb2.CourseText(language="en", title=f"Made by hand {number}")],
            languages=["en"],
            provider="Somebody",
            duration_minutes=60,
            modules=[
                module(module_id="intro", titles=title, duration_minutes=20),
                module(module_id="more", titles=title, duration_minutes=15, is_optional=True),
                module(module_id="quiz", titles=title, duration_minutes=5, kind=course_pb2.MODULE_KIND_ASSESSMENT),
            ],
        )
        request = course_pb2.CreateCourseRequest(course_id=f"hand-{number}", content=content)
        header, _ = self.call(
            self.house.catalogue, f"{CATALOGUE}/CreateCourse", request, course_pb2.CreateCourseResponse
        )
        self.assertEqual(header.status.code, OK, header)
        return header.positions[0]

    def ask_registration(self, *at_least, **fields):
        """A read of registration that includes these positions."""
        request = service_pb2.ListMasterEntriesRequest(list=registration_types.MASTER_LIST_DISTRICT)
        header, _ = self.call(
            self.house.registration,
            f"{REGISTRATION}/ListMasterEntries",
            request,
            service_pb2.ListMasterEntriesResponse,
            at_least=list(at_least),
            **fields,
        )
        return header

    def expected(self):
        """Every course of the catalogue, as registration should keep it."""
        lines, token = [], ""
        while True:
            request = course_pb2.ListCoursesRequest(
                filter=course_pb2.CourseFilter(states=[1, 2, 3, 4, 5]), page=core_pb2.PageRequest(page_token=token)
            )
            _, answer = self.call(
                self.house.catalogue, f"{CATALOGUE}/ListCourses", request, course_pb2.ListCoursesResponse
            )
            lines += map(line_of, answer.courses)
            token = answer.page.next_page_token
            if not token:
                return sorted(lines)

    def check_kept(self, service, position):
        """Once it has followed up to a position, registration keeps exactly what the catalogue has."""
        header = self.ask_registration(position)
        self.assertEqual(header.status.code, OK, header)
        self.assertIn(position, header.positions)
        service.stop()
        self.assertEqual(sorted(kept(service.store)), self.expected())
        service.start()

    def kept_by_another(self):
        """What a registration with an empty store comes to by the same feed."""
        other = Service(self.house, "registration", free_ports(1))
        other.store = self.house.folder / "stores" / "another registration"
        head = self.house.status("catalogue")["position"]
        other.start()
        self.addCleanup(lambda: other.is_running() and other.kill())
        at_least = [position_pb2.Position(service="catalogue", epoch=int(head["epoch"]), sequence=int(head["sequence"]))]
        header, _ = self.call(
            other,
            f"{REGISTRATION}/ListMasterEntries",
            service_pb2.ListMasterEntriesRequest(list=registration_types.MASTER_LIST_DISTRICT),
            service_pb2.ListMasterEntriesResponse,
            at_least=at_least,
        )
        self.assertEqual(header.status.code, OK, header)
        other.stop()
        return kept(other.store)

    def test_registration_killed_while_it_follows__keeps_every_course_once(self):
        registration = self.house.registration
        position = self.import_courses(0, "draft")
        self.check_kept(registration, position)
        before = self.house.status("registration")["position"]["sequence"]
        for number, fault in enumerate(FAULTS, 1):
            with self.subTest(fault=fault):
                registration.stop()
                registration.start(fault=fault)
                for _ in range(int(fault[-1])):  # a page each
                    self.import_courses(number * 10 + _, "live")
                    until(
                        lambda: not registration.is_running() or not self.lags(),
                        "registration to follow, or to be killed",
                    )
                registration.await_fault()
                self.create_course(number)
                position = self.import_courses(number - 1 if number == 1 else (number - 1) * 10, "live", update=True)
                registration.start()
                self.check_kept(registration, position)
        self.assertEqual(self.house.status("registration")["position"]["sequence"], before)
        registration.stop()
        mine = kept(registration.store)
        self.assertEqual(len(mine), 20 * (1 + sum(int(fault[-1]) for fault in FAULTS)) + len(FAULTS))
        self.assertEqual(self.kept_by_another(), mine)
        self.stop_all()

    def lags(self):
        """Whether registration is behind the catalogue; it may be gone by now."""
        head = self.house.status("catalogue")["position"]["sequence"]
        done = self.house.karmayogi("--json", "status", "registration", code=None)
        return done.code != 0 or done.json()[0]["follows"][0]["applied"]["sequence"] != head

    def test_catalogue_that_goes_and_is_made_anew__is_waited_for_and_then_followed(self):
        house = self.house
        former = self.import_courses(1, "live")
        self.check_kept(house.registration, former)
        house.catalogue.stop()
        header = self.ask_registration()
        self.assertEqual(header.status.code, OK, header)
        self.assertEqual([each.service for each in header.positions], ["registration", "catalogue"])
        to_come = position_pb2.Position(service="catalogue", epoch=former.epoch, sequence=former.sequence + 1)
        with RawCaller(house.registration, house.keys / "desk.secret") as caller:
            header = caller.header(f"{REGISTRATION}/ListMasterEntries", at_least=[to_come])
            header.timeout_ms = 1
            caller.send_frames(b"", header.SerializeToString(), b"\x08\x02")
            self.assertEqual(caller.receive()[0].status.reason, "POSITION_NOT_REACHED")
        house.catalogue.remove_store()
        house.catalogue.start()
        position = self.import_courses(2, "live")
        until(lambda: house.registration.events("rebuild_switched"), "registration to follow the new catalogue")
        header = self.ask_registration(former)
        self.assertEqual((header.status.code, header.status.reason), (status_pb2.CODE_ABORTED, "EPOCH_CHANGED"))
        self.check_kept(house.registration, position)
        self.stop_all()


if __name__ == "__main__":
    unittest.main()

"""Would catch: a change that overwrites somebody else's, an official who is counted after retiring or not counted after
being unblocked, a figure of a past day that moves when something is entered late, and a reporting that knows other
records after it was rebuilt from the feed.
"""

import datetime
import unittest

from house import Story, until
from karmayogi.core.v1 import status_pb2, types_pb2 as core_pb2
from karmayogi.registration.v1 import service_pb2, types_pb2
from raw_caller import REGISTRATION, RawCaller
from recount import IST

CODES = status_pb2.Code
DAYS = 12


def date_message(day):
    return core_pb2.Date(year=day.year, month=day.month, day=day.day)


class ChangesAndDays(Story):
    def setUp(self):
        super().setUp()
        self.house.start("registration", "reporting")
        self.house.load()
        self.desk = RawCaller(self.house.registration, self.house.keys / "desk.secret")
        self.addCleanup(self.desk.close)
        self.today = datetime.datetime.now(IST).date()
        self.position = None
        self.mobile = 9000000000

    def day(self, days_ago):
        return self.today - datetime.timedelta(days=days_ago)

    def call(self, method, request):
        """An accepted request; returns the official as it is then."""
        answer_type = getattr(service_pb2, f"{method}Response")
        header, answer = self.desk.call(f"{REGISTRATION}/{method}", request, answer_type)
        self.assertEqual(CODES.Name(header.status.code), "CODE_OK_UNSPECIFIED", header)
        position = header.positions[0]
        self.position = f"{position.service}:{position.epoch}:{position.sequence}"
        return answer.official

    def refused(self, method, request):
        header, _ = self.desk.call(f"{REGISTRATION}/{method}", request)
        return CODES.Name(header.status.code), header.status.reason

    def register(self, organisation, days_ago):
        self.mobile += 1
        return self.call(
            "RegisterOfficial",
            service_pb2.RegisterOfficialRequest(
                person=types_pb2.Person(name="Asha Devi", mobile=str(self.mobile)),
                post=types_pb2.Post(organisation_id=organisation, designation="Constable"),
                effective_on=date_message(self.day(days_ago)),
            ),
        )

    def change(self, method, official, days_ago, **more):
        request = getattr(service_pb2, f"{method}Request")(
            official_id=official.official_id, effective_on=date_message(self.day(days_ago)), **more
        )
        return self.call(method, request)

    def report(self, days_ago, by="district", organisation="meerut-range"):
        return self.house.json(
            *("report", "onboarding", "--org", organisation, "--by", by, "--at-least", self.position),
            *("--as-of", self.day(days_ago).isoformat()),
        )

    def test_figures_of_every_day__are_those_of_a_count_by_hand(self):
        history = {}  # official id -> [(day, district, state)]

        def note(official, days_ago):
            history.setdefault(official.official_id, []).append(
                (self.day(days_ago), official.post.district_code, types_pb2.OfficialState.Name(official.state))
            )
            return official

        meerut = [note(self.register("meerut-police", ago), ago) for ago in (10, 9, 9, 5, 0)]
        hapur = [note(self.register("hapur-police", ago), ago) for ago in (11, 10, 3)]
        note(self.change("BlockOfficial", meerut[0], 8, reason="Complaint"), 8)
        note(self.change("UnblockOfficial", meerut[0], 4, reason="Settled"), 4)
        note(self.change("RetireOfficial", meerut[1], 6, reason="Superannuation"), 6)
        moved = types_pb2.Post(district_code=124)
        note(self.change("UpdateOfficial", hapur[0], 7, post=moved, update_mask=["post.district_code"]), 7)
        note(self.change("BlockOfficial", hapur[1], 2, reason="Complaint"), 2)
        note(self.change("RetireOfficial", hapur[1], 1, reason="Voluntary"), 1)
        note(self.change("RetireOfficial", meerut[4], 0, reason="Entered by mistake"), 0)

        for days_ago in range(DAYS + 1):
            with self.subTest(days_ago=days_ago):
                self.check_day(history, days_ago)
        self.check_rebuilt_model_is_the_same()
        self.check_day(history, 5)
        self.stop_all()

    def check_day(self, history, days_ago):
        report = self.report(days_ago)
        wanted = {}
        for changes in history.values():
            reached = [change for change in changes if change[0] <= self.day(days_ago)]
            if reached:
                _, district, state = reached[-1]
                figures = wanted.setdefault(district, {"ACTIVE": 0, "BLOCKED": 0, "RETIRED": 0})
                figures[state.removeprefix("OFFICIAL_STATE_")] += 1
        told = {
            int(row["code"]): {"ACTIVE": row["onboarded"], "BLOCKED": row["blocked"], "RETIRED": row["retired"]}
            for row in report["rows"]
            if row["code"] and (row["onboarded"] or row["blocked"] or row["retired"])
        }
        self.assertEqual(told, wanted)
        for figure in ("onboarded", "blocked", "retired"):
            self.assertEqual(report["total"][figure], sum(row[figure] for row in report["rows"]))
        self.assertEqual(report["as_of"], self.day(days_ago).isoformat())

    def check_rebuilt_model_is_the_same(self):
        before = self.house.records(self.position)
        self.assertEqual(len(before.splitlines()), 8)
        self.house.rebuild_reporting()
        self.assertEqual(self.house.records(self.position), before)

    def test_change_with_a_version_that_is_not_the_newest__is_refused(self):
        official = self.register("meerut-police", 3)
        self.assertEqual(official.version, 1)
        request = service_pb2.UpdateOfficialRequest(
            official_id=official.official_id,
            version=1,
            person=types_pb2.Person(name="Asha Kumari"),
            update_mask=["person.name"],
        )
        self.assertEqual(self.call("UpdateOfficial", request).version, 2)
        self.assertEqual(self.refused("UpdateOfficial", request), ("CODE_ABORTED", "VERSION_MISMATCH"))
        request.version = 0
        self.assertEqual(self.call("UpdateOfficial", request).version, 3)
        self.assertEqual(self.house.onboarded("meerut-range", self.position), 1)
        self.stop_all()

    def test_changes_that_the_state_does_not_allow__are_refused_and_change_nothing(self):
        official = self.register("meerut-police", 3)
        fields = {"official_id": official.official_id, "reason": "Because"}
        block, unblock = service_pb2.BlockOfficialRequest(**fields), service_pb2.UnblockOfficialRequest(**fields)
        retire = service_pb2.RetireOfficialRequest(**fields)
        self.assertEqual(self.refused("UnblockOfficial", unblock)[1], "NOT_BLOCKED")
        self.call("BlockOfficial", block)
        self.assertEqual(self.refused("BlockOfficial", block)[1], "BLOCKED_ALREADY")
        retire.effective_on.CopyFrom(date_message(self.day(1)))
        self.assertEqual(self.refused("RetireOfficial", retire)[1], "BEFORE_LAST_CHANGE")
        retire.effective_on.CopyFrom(date_message(self.day(-1)))
        self.assertEqual(self.refused("RetireOfficial", retire)[1], "IN_THE_FUTURE")
        retire.ClearField("effective_on")
        self.assertEqual(self.call("RetireOfficial", retire).version, 3)
        for method, request in (("RetireOfficial", retire), ("BlockOfficial", block), ("UnblockOfficial", unblock)):
            self.assertEqual(self.refused(method, request)[1], "RETIRED")
        report = self.report(0)
        self.assertEqual([report["total"][figure] for figure in ("onboarded", "blocked", "retired")], [0, 0, 1])
        self.stop_all()

    def test_same_request_sent_twice__also_through_a_kill__is_done_once(self):
        header = self.desk.header(f"{REGISTRATION}/RegisterOfficial")
        body = service_pb2.RegisterOfficialRequest(
            person=types_pb2.Person(name="Asha Devi", mobile="9000000077"),
            post=types_pb2.Post(organisation_id="meerut-police", designation="Constable"),
        ).SerializeToString()
        answers = []
        for kill in (False, False, True):
            if kill:
                self.house.registration.kill()
                self.house.registration.start()
            self.desk.send_frames(b"", header.SerializeToString(), body)
            reply, answer = self.desk.receive()
            self.assertEqual(CODES.Name(reply.status.code), "CODE_OK_UNSPECIFIED")
            answers.append((answer, reply.positions[0].sequence))
        self.assertEqual(len(set(answers)), 1)
        other = body.replace(b"9000000077", b"9000000078")
        self.desk.send_frames(b"", header.SerializeToString(), other)
        self.assertEqual(self.desk.receive()[0].status.reason, "REQUEST_ID_REUSED")
        until(lambda: self.house.listed("meerut-range") == 1, "one official")
        self.stop_all()


if __name__ == "__main__":
    unittest.main()

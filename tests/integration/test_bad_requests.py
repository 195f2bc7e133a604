"""Would catch: a message that crashes a service, hangs it, leaves half a record behind, or is refused without saying why,
in the caller's language.
"""

import unittest

from house import Story, until
from karmayogi.core.v1 import envelope_pb2, position_pb2, status_pb2, types_pb2 as core_pb2
from karmayogi.registration.v1 import import_pb2, service_pb2, types_pb2
from raw_caller import REGISTRATION, RawCaller, uuid7

REGISTER = f"{REGISTRATION}/RegisterOfficial"
GET = f"{REGISTRATION}/GetOfficial"
IMPORT = f"{REGISTRATION}/ImportOfficials"
LIST = f"{REGISTRATION}/ListOrganisations"
EIGHT_DAYS_MS = 8 * 86400 * 1000

CODES = status_pb2.Code


def official(**person):
    """A request that is fine but for what the test changes."""
    fields = {"name": "Asha Devi", "mobile": "9876543210", **person}
    return service_pb2.RegisterOfficialRequest(
        person=types_pb2.Person(**fields), post=types_pb2.Post(organisation_id="hapur-police", designation="Constable")
    )


class BadRequests(Story):
    def setUp(self):
        super().setUp()
        self.registration = self.house.registration
        self.registration.start()
        self.house.load()
        self.before = self.position()
        self.desk = RawCaller(self.registration, self.house.keys / "desk.secret")
        self.addCleanup(self.desk.close)

    def position(self):
        return self.house.status("registration")["position"]

    def refused(self, code, reason, method, request=b"", **header):
        """Sends, wants exactly this refusal with a sentence and no body; returns the status."""
        reply, body = self.desk.call(method, request, **header)
        self.assertEqual((CODES.Name(reply.status.code), reply.status.reason), (code, reason))
        self.assertTrue(reply.status.sentence)
        self.assertEqual(body, b"")
        return reply.status

    def end(self):
        """Nothing was stored, the service lives and ends by itself."""
        self.assertEqual(self.position(), self.before)
        self.assertEqual(self.house.listed("meerut-range"), 0)
        self.stop_all()

    def test_methods_that_are_unknown_or_not_built__are_told_apart(self):
        self.refused("CODE_UNIMPLEMENTED", "METHOD_UNKNOWN", f"{REGISTRATION}/SellOfficial")
        self.refused("CODE_INVALID_ARGUMENT", "METHOD_MALFORMED", "")
        self.refused("CODE_UNIMPLEMENTED", "METHOD_NOT_BUILT", f"{REGISTRATION}/MergeOfficials")
        self.end()

    def test_bytes_that_are_no_message__are_refused(self):
        self.refused("CODE_INVALID_ARGUMENT", "BODY_MALFORMED", GET, b"\xff\xff\xff\xff")
        self.refused("CODE_INVALID_ARGUMENT", "BODY_MALFORMED", GET, b"\x0a\x7fshort")
        self.refused("CODE_INVALID_ARGUMENT", "BODY_MALFORMED", GET, b"\x0a\x03a\xc3(")
        self.refused("CODE_INVALID_ARGUMENT", "BODY_MALFORMED", GET, b"\x0a\x03a\x00b")
        self.end()

    def test_headers_that_break_a_rule__are_refused(self):
        desk = self.desk
        good = desk.header(LIST)
        for change in (
            {"request_id": b"short"},
            {"request_id": b"\x00" * 16},
            {"timeout_ms": 60001},
            {"actor": "a" * 256},
            {"traceparent": "t" * 65},
            {"locale": "ta"},
            {"method": "m" * 128},
            {"at_least": [position_pb2.Position(service="registration")] * 17},
        ):
            with self.subTest(change=list(change)):
                header = envelope_pb2.RequestHeader()
                header.CopyFrom(good)
                for name, value in change.items():
                    header.ClearField(name)
                    header.MergeFrom(envelope_pb2.RequestHeader(**{name: value}))
                desk.send_frames(b"", header.SerializeToString(), b"")
                reply, _ = desk.receive()
                self.assertEqual(CODES.Name(reply.status.code), "CODE_INVALID_ARGUMENT")
                self.assertTrue(reply.status.reason)
                self.assertTrue(reply.status.sentence)
        desk.send_frames(b"", b"\xff\xfe no header", b"")
        reply, _ = desk.receive()
        self.assertEqual(CODES.Name(reply.status.code), "CODE_INVALID_ARGUMENT")
        self.end()

    def test_messages_of_another_shape__are_logged_and_counted__and_the_connection_goes_on(self):
        for frames in ([b""], [b"", b"x"], [b"x", b"y", b"z"], [b"", b"x", b"y", b"z"], [b""] * 40):
            self.desk.send_frames(*frames)
        told = until(lambda: len(self.registration.events("message_malformed")) >= 5, "five lines message_malformed")
        self.assertTrue(told)
        self.assertEqual(self.desk.call(LIST)[0].status.code, CODES.CODE_OK_UNSPECIFIED)
        counters = self.house.status("registration")["counters"]
        self.assertEqual([each["value"] for each in counters if each["name"] == "messages_malformed_total"], [5])
        self.end()

    def test_oversized_messages__are_refused_or_end_the_connection__and_others_are_served(self):
        self.refused("CODE_INVALID_ARGUMENT", "BODY_TOO_LARGE", GET, b"\x0a" + b"x" * 65536)
        with RawCaller(self.registration, self.house.keys / "desk.secret") as flood:
            flood.send_frames(b"", flood.header(IMPORT).SerializeToString(), b"x" * (6 << 20))
            self.assertEqual(self.desk.call(LIST)[0].status.code, CODES.CODE_OK_UNSPECIFIED)
            self.assertIsNone(flood.receive(0))
        self.end()

    def test_small_message_that_unpacks_to_a_large_one__is_refused(self):
        # Two bytes a row: two million empty rows fit into 4 MiB and would unpack to hundreds of megabytes.
        body = import_pb2.ImportOfficialsRequest(import_id=uuid7(), first_row=1).SerializeToString() + b"\x2a\x00" * (2 << 20)
        reply, _ = self.desk.call(IMPORT, body[: (4 << 20) - 64])
        self.assertEqual(CODES.Name(reply.status.code), "CODE_INVALID_ARGUMENT")
        self.end()

    def test_late_request__is_answered_that_time_was_over(self):
        ahead = position_pb2.Position(
            service="registration", epoch=int(self.before["epoch"]), sequence=self.before["sequence"] + 1000
        )
        header = self.desk.header(LIST, at_least=[ahead])
        header.timeout_ms = 50
        self.desk.send_frames(b"", header.SerializeToString(), b"")
        reply, _ = self.desk.receive()
        self.assertEqual(
            (CODES.Name(reply.status.code), reply.status.reason), ("CODE_DEADLINE_EXCEEDED", "POSITION_NOT_REACHED")
        )
        self.end()

    def test_position_of_a_former_epoch__is_answered_at_once(self):
        former = position_pb2.Position(service="registration", epoch=int(self.before["epoch"]) ^ 1, sequence=1)
        self.refused("CODE_ABORTED", "EPOCH_CHANGED", LIST, at_least=[former])
        elsewhere = position_pb2.Position(service="payroll", epoch=1, sequence=1)
        self.refused("CODE_INVALID_ARGUMENT", "POSITION_UNKNOWN", LIST, at_least=[elsewhere])
        self.end()

    def test_request_id_of_last_week__is_refused(self):
        header = self.desk.header(REGISTER)
        old = (int.from_bytes(header.request_id[:6], "big") - EIGHT_DAYS_MS).to_bytes(6, "big")
        header.request_id = old + header.request_id[6:]
        self.desk.send_frames(b"", header.SerializeToString(), official().SerializeToString())
        reply, _ = self.desk.receive()
        self.assertEqual((CODES.Name(reply.status.code), reply.status.reason), ("CODE_INVALID_ARGUMENT", "REQUEST_TOO_OLD"))
        self.end()

    def test_values_that_break_a_rule__are_refused_by_field_rule_and_sentence_in_both_languages(self):
        no_such_day = core_pb2.Date(year=1990, month=2, day=31)
        unknown_place = official()
        unknown_place.post.organisation_id = "meerut-polis"
        census_code = official()
        census_code.post.district_code = 9999
        for request, field, reason in (
            (official(name="?????"), "name", "NAME_DESTROYED"),
            (official(name="jke dqekj"), "name", "LEGACY_FONT"),
            (official(name=""), "name", "NAME_MISSING"),
            (official(mobile="98765"), "mobile", "MOBILE_DIGITS"),
            (official(mobile="9.87E+09"), "mobile", "MOBILE_SPREADSHEET"),
            (official(email="asha@@mail.example"), "email", "EMAIL_FORM"),
            (official(birth_date=no_such_day), "birth_date", "BIRTH_DATE_NOT_EXISTING"),
            (unknown_place, "organisation", "ORGANISATION_UNKNOWN"),
            (census_code, "district", "DISTRICT_UNKNOWN"),
        ):
            for locale, full_stop in (("en", "."), ("hi", "।")):
                with self.subTest(reason=reason, locale=locale):
                    reply, _ = self.desk.call(REGISTER, request, locale=locale)
                    self.assertEqual(CODES.Name(reply.status.code), "CODE_INVALID_ARGUMENT")
                    violation = reply.status.violations[0]
                    self.assertEqual(violation.reason, reason)
                    self.assertIn(field, violation.field)
                    self.assertTrue(violation.sentence.endswith(full_stop), violation.sentence)
        self.end()

    def test_import_request_with_a_good_row_and_bad_settings__stores_nothing(self):
        row = import_pb2.ImportRow(line=1, cells=["Asha Devi", "9876543210"])
        columns = [import_pb2.IMPORT_COLUMN_FULL_NAME, import_pb2.IMPORT_COLUMN_MOBILE]
        settings = import_pb2.ImportSettings(organisation_id="meerut-polis")

        def request(**change):
            fields = {"import_id": uuid7(), "first_row": 1, "settings": settings, "columns": columns, "rows": [row], **change}
            return import_pb2.ImportOfficialsRequest(**fields)

        for bad in (
            request(),
            request(import_id=b"short"),
            request(first_row=0),
            request(columns=[columns[0], columns[0]]),
            request(columns=[]),
            request(rows=[]),
            request(rows=[row] * 4097),
        ):
            reply, body = self.desk.call(IMPORT, bad)
            if reply.status.code == CODES.CODE_OK_UNSPECIFIED:
                answer = import_pb2.ImportOfficialsResponse.FromString(body)
                self.assertEqual(answer.totals.refused, answer.totals.rows)
                self.assertEqual(answer.verdicts[0].violations[0].reason, "ORGANISATION_UNKNOWN")
            else:
                self.assertEqual(CODES.Name(reply.status.code), "CODE_INVALID_ARGUMENT")
        self.assertEqual(self.house.listed("meerut-range"), 0)
        self.stop_all()


if __name__ == "__main__":
    unittest.main()

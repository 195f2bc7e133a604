"""Would catch: a door that opens without a key, with any key, or wider than the key's roles; and a refusal that nobody
can see afterwards, neither in the log nor in the counters.
"""

import unittest

import zmq
from house import Story, until
from karmayogi.core.v1 import status_pb2
from karmayogi.registration.v1 import service_pb2, types_pb2
from raw_caller import REGISTRATION, RawCaller, admit, make_key

LIST = f"{REGISTRATION}/ListOrganisations"
CREATE = f"{REGISTRATION}/CreateOrganisation"
PUT = f"{REGISTRATION}/PutMasterEntries"
STATE = types_pb2.Organisation(organisation_id="uttar-pradesh", kind="state", name_en="Uttar Pradesh")


class KeysAndRoles(Story):
    def setUp(self):
        super().setUp()
        self.registration = self.house.registration
        self.registration.start()

    def await_refused_connection(self, *reasons):
        """The log tells of a refused connection; the peer got no answer."""

        def told():
            lines = self.registration.events("connection_refused")
            return [line for line in lines if line["reason"] in reasons]

        return until(told, f"a line connection_refused for {reasons}")

    def counter(self, name, label):
        counters = self.house.status("registration")["counters"]
        return sum(each["value"] for each in counters if (each["name"], each["label"]) == (name, label))

    def caller(self, name, *roles):
        admit(self.registration, name, make_key(self.house.keys, name), roles)
        until(lambda: self.is_admitted(name), f"the key of {name} to be admitted")
        return RawCaller(self.registration, self.house.keys / f"{name}.secret")

    def is_admitted(self, name):
        with RawCaller(self.registration, self.house.keys / f"{name}.secret") as caller:
            caller.send_frames(b"", caller.header(LIST).SerializeToString(), b"")
            return caller.receive(500) is not None

    def test_caller_without_curve__is_refused_logged_and_counted(self):
        with RawCaller(self.registration) as caller:
            caller.send_frames(b"", caller.header(LIST).SerializeToString(), b"")
            told = self.await_refused_connection("handshake")
            self.assertIsNone(caller.receive(0))
        self.assertGreaterEqual(self.counter("connections_refused_total", told[0]["reason"]), 1)
        self.stop_all()

    def test_caller_with_an_unknown_key__is_refused_logged_and_counted(self):
        with RawCaller(self.registration, zmq.curve_keypair()) as caller:
            caller.send_frames(b"", caller.header(LIST).SerializeToString(), b"")
            self.await_refused_connection("unknown_key")
            self.assertIsNone(caller.receive(0))
        self.assertGreaterEqual(self.counter("connections_refused_total", "unknown_key"), 1)
        self.stop_all()

    def test_caller_who_expects_another_server_key__gets_no_answer(self):
        stranger, _ = zmq.curve_keypair()
        with RawCaller(self.registration, self.house.keys / "desk.secret", stranger) as caller:
            caller.send_frames(b"", caller.header(LIST).SerializeToString(), b"")
            self.await_refused_connection("handshake")
            self.assertIsNone(caller.receive(0))
        self.stop_all()

    def test_reader__may_read__and_may_not_write(self):
        with self.caller("viewer", "reader") as viewer:
            header, _ = viewer.call(LIST)
            self.assertEqual(header.status.code, status_pb2.CODE_OK_UNSPECIFIED)
            before = self.counter("requests_refused_total", "ROLE_MISSING")
            for method in (CREATE, PUT, "karmayogi.core.v1.FeedService/Read"):
                header, body = viewer.call(method, service_pb2.CreateOrganisationRequest(organisation=STATE))
                self.assertEqual((header.status.code, header.status.reason), (status_pb2.CODE_PERMISSION_DENIED, "ROLE_MISSING"))
                self.assertEqual(body, b"")
                self.assertTrue(header.status.sentence)
        told = [(line["caller"], line["method"]) for line in self.registration.events("caller_refused")]
        self.assertIn(("viewer", CREATE), told)
        self.assertIn(("viewer", PUT), told)
        self.assertEqual(self.counter("requests_refused_total", "ROLE_MISSING"), before + 3)
        self.assertEqual(self.house.status("registration")["position"]["sequence"], 0)
        self.stop_all()

    def test_registrar__may_not_change_master_lists__and_hears_it_in_hindi(self):
        with self.caller("clerk", "registrar") as clerk:
            header, _ = clerk.call(PUT, service_pb2.PutMasterEntriesRequest(), locale="hi")
            self.assertEqual(header.status.reason, "ROLE_MISSING")
            self.assertRegex(header.status.sentence, "[\u0900-\u097f]")
        self.stop_all()

    def test_revoked_key__is_refused_on_a_connection_that_it_has_already(self):
        with self.caller("leaver", "reader") as leaver:
            self.assertEqual(leaver.call(LIST)[0].status.code, status_pb2.CODE_OK_UNSPECIFIED)
            (self.house.keys / "registration/callers/leaver.json").unlink()

            def refused():
                return leaver.call(LIST)[0].status.code == status_pb2.CODE_UNAUTHENTICATED

            until(refused, "the revoked key to be refused")
        self.assertIn("KEY_REVOKED", [line["reason"] for line in self.registration.events("caller_refused")])
        self.stop_all()

    def test_the_command_with_a_wrong_key__ends_with_5_and_says_what_to_do(self):
        make_key(self.house.keys, "stranger")
        done = self.house.karmayogi("--as", "stranger", "--timeout", 3, "org", "get", "uttar-pradesh", code=5)
        self.assertTrue(done.err.strip())
        done = self.house.karmayogi("--as", "nobody", "org", "get", "uttar-pradesh", code=5)
        self.assertIn("nobody.secret", done.err)
        self.stop_all()


if __name__ == "__main__":
    unittest.main()

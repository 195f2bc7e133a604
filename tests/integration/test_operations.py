"""Would catch: a service that nobody can watch, or that tells its watchers something else than it does: metrics that
Prometheus does not read or that count wrongly, readiness that hides a fault or invents one, an admin port through which
a stranger can harm the service, a stop that loses what was asked, a --check that finds nothing.
"""

import http.client
import os
import re
import signal
import socket
import subprocess
import unittest

from house import PATIENCE_S, Story, until
from karmayogi.core.v1 import admin_pb2, status_pb2
from karmayogi.registration.v1 import service_pb2, types_pb2
from raw_caller import REGISTRATION, RawCaller

CODES = status_pb2.Code
LIST = f"{REGISTRATION}/ListOrganisations"
GET = f"{REGISTRATION}/GetOfficial"
REGISTER = f"{REGISTRATION}/RegisterOfficial"
STATUS = "karmayogi.core.v1.AdminService/GetStatus"
UNITS = ("_total", "_seconds", "_bytes", "_entries", "_calls", "_slots", "_state", "_info")


def labels(**pairs):
    return ",".join(f'{name}="{value}"' for name, value in pairs.items())


class Metrics(Story):
    def setUp(self):
        super().setUp()
        self.house.start()
        self.house.load()
        self.registration = self.house.registration

    def desk(self, service=None):
        desk = RawCaller(service or self.registration, self.house.keys / "desk.secret")
        self.addCleanup(desk.close)
        return desk

    def counted(self, before, name, **pairs):
        key = f"karmayogi_{name}", labels(**pairs)
        return self.registration.metrics().get(key, 0) - before.get(key, 0)

    def test_pages_of_all_services__are_what_prometheus_reads(self):
        for service in self.house.services:
            desk = self.desk(service)
            desk.call(STATUS)
            desk.call("no.such/Method")
            desk.send_frames(b"x")
            until(lambda each=service: each.metrics()["karmayogi_messages_malformed_total", ""] == 1, "the malformed one")
            with self.subTest(service=service.name):
                self.assert_page(service)
        self.stop_all()

    def assert_page(self, service):
        status, kind, text = service.get("/metrics")
        self.assertEqual((status, kind), (200, "text/plain; version=0.0.4; charset=utf-8"))
        checked = subprocess.run(
            ["promtool", "check", "metrics"],
            input=text.encode(),
            stdout=subprocess.PIPE,
            stderr=subprocess.STDOUT,
            timeout=PATIENCE_S,
            check=False,
        )
        self.assertEqual((checked.returncode, checked.stdout.decode()), (0, ""))
        helped = re.findall(r"^# HELP (\S+) \S.*\.$|^# HELP (\S+) 1; ", text, re.MULTILINE)
        typed = re.findall(r"^# TYPE (\S+) (?:counter|gauge|histogram)$", text, re.MULTILINE)
        self.assertEqual([first or second for first, second in helped], typed)
        self.assertEqual(len(typed), len(set(typed)))
        self.assert_none([name for name in typed if not name.startswith("karmayogi_") or not name.endswith(UNITS)])
        named = {re.sub(r"_(bucket|sum|count)$", "", name) if "_seconds" in name or "_calls_" in name else name
                 for name, _ in service.metrics()}
        self.assert_none(sorted(named - set(typed)))
        self.assertEqual(service.metrics()["karmayogi_build_info", self.version(service)], 1)

    def version(self, service):
        return labels(service=service.name, version=service.events("ready")[-1]["version"])

    def test_requests_and_refusals__are_counted_as_they_were_sent(self):
        desk = self.desk()
        before = self.registration.metrics()
        for _ in range(7):
            desk.call(LIST)
        for _ in range(3):
            desk.call(GET, service_pb2.GetOfficialRequest(official_id="1-1-9"))
        for i in range(50):
            desk.call(f"{REGISTRATION}/Sell{i}")
        desk.send_frames(b"", b"no header", b"")
        desk.receive()
        self.assertEqual(self.counted(before, "requests_total", method=LIST, code="OK"), 7)
        self.assertEqual(self.counted(before, "request_duration_seconds_count", method=LIST), 7)
        refused = [value for (name, label), value in self.registration.metrics().items()
                   if name == "karmayogi_requests_total" and f'method="{GET}"' in label and 'code="OK"' not in label]
        self.assertEqual(refused, [3])
        self.assertEqual(self.counted(before, "requests_total", method="unknown", code="UNIMPLEMENTED"), 50)
        self.assertEqual(self.counted(before, "requests_total", method="unknown", code="INVALID_ARGUMENT"), 1)
        self.assertEqual(self.counted(before, "requests_refused_total", reason="METHOD_UNKNOWN"), 50)
        self.assertNotIn("Sell", self.registration.get("/metrics")[2])
        self.assert_status_agrees()
        self.stop_all()

    def assert_status_agrees(self):
        """GetStatus and the page are made of the same numbers. (Asking for the one is itself a request.)"""
        _, answer = self.desk().call(STATUS, b"", admin_pb2.GetStatusResponse)
        page = self.registration.metrics()
        for counter in answer.counters:
            if counter.name == "requests_total" and counter.label not in (STATUS, "karmayogi.core.v1.FeedService/Read"):
                sum_ = sum(value for (name, label), value in page.items()
                           if name == "karmayogi_requests_total" and f'method="{counter.label}"' in label)
                self.assertEqual(sum_, counter.value, counter.label)
            elif counter.name == "requests_refused_total":
                self.assertEqual(page[f"karmayogi_{counter.name}", labels(reason=counter.label)], counter.value)
        self.assertEqual(answer.queue_limit_calls, page["karmayogi_queue_limit_calls", ""])
        self.assertEqual(answer.admin_address, self.registration.events("ready")[-1]["admin"])
        self.assertGreater(answer.resident_bytes, 0)
        self.assertGreater(answer.store_free_bytes, 0)

    def test_writes__move_head_batches_and_commits(self):
        before = self.registration.metrics()
        done = self.house.karmayogi("official", "register", "--name", "Asha Devi", "--org", "hapur-police",
                                    *("--mobile", "9876543210", "--designation", "constable"))
        self.assertTrue(done.out)
        self.assertEqual(self.counted(before, "feed_head_entries"), 1)
        self.assertEqual(self.counted(before, "batches_total"), self.counted(before, "commit_duration_seconds_count"))
        self.assertGreaterEqual(self.counted(before, "batches_total"), 1)
        self.assertGreaterEqual(self.counted(before, "batch_size_calls_sum"), 1)
        head = self.registration.metrics()["karmayogi_feed_head_entries", ""]
        feed = labels(feed="registration")
        until(lambda: self.house.reporting.metrics()["karmayogi_followed_lag_entries", feed] == 0
              and self.house.status("reporting")["follows"][0]["applied"]["sequence"] == head, "reporting to follow")
        self.assertEqual(self.house.reporting.metrics()["karmayogi_followed_rebuilds_total", feed], 0)
        self.stop_all()

    def test_stranger_without_a_key__is_counted_by_reason(self):
        with RawCaller(self.registration) as stranger:
            stranger.send_frames(b"", b"", b"")
            until(lambda: any(name == "karmayogi_connections_refused_total" for name, _ in self.registration.metrics()),
                  "the stranger to be counted")
        self.stop_all()


class Readiness(Story):
    def ready(self, service):
        return service.get("/readyz")[0]

    def test_follower_beyond_its_bound__is_not_ready__and_health_says_so(self):
        house, reporting = self.house, self.house.reporting
        house.start("registration", "catalogue")
        reporting.start(extra=["--feed-bound", "2"])
        until(lambda: self.ready(reporting) == 200, "reporting to be ready")
        until(lambda: self.ready(house.registration) == 200, "registration to be ready")
        well = house.karmayogi("health")
        self.assertIn("All is well.", well.out)
        self.assert_picture(well.out)
        house.registration.kill()
        status, _, reasons = until(lambda: self.not_ready(reporting), "reporting to notice")
        self.assertEqual(status, 503)
        self.assertRegex(reasons, r"^The feed of registration was last known to be complete \d+ s ago; 2 s are allowed\.\n")
        self.assertEqual(reporting.get("/livez"), (200, "text/plain; charset=utf-8", "ok\n"))
        self.assertEqual(reporting.metrics()["karmayogi_ready_state", ""], 0)
        self.assertGreater(reporting.metrics()["karmayogi_followed_age_seconds", labels(feed="registration")], 2)
        self.assert_health_tells(house)
        house.registration.start()
        until(lambda: self.ready(reporting) == 200, "reporting to be ready again")
        until(lambda: house.karmayogi("health", code=None).code == 0, "all to be well again")
        self.stop_all()

    def assert_picture(self, english):
        """Every row in Hindi as well, in the width of a terminal; what is known of a service is told."""
        hindi = self.house.karmayogi("health", "--lang", "hi").out
        rows = {line.split("  ")[0]: re.split(r" {2,}", line)[1:] for line in english.splitlines() if "  " in line}
        self.assertLessEqual(max(map(len, english.splitlines())), 80)
        self.assertEqual(len(english.splitlines()), len(hindi.splitlines()))
        for line in hindi.splitlines():
            self.assertTrue(line.startswith("-") or not line or "\u0900" <= line[0] <= "\u097f", line)
        self.assertEqual(rows["Newest own entry"][2], "-", "reporting has no entries of its own")
        self.assertEqual(rows["Admin port"], [":".join(map(str, service.admin)) for service in self.house.services])
        self.assertTrue(all(re.fullmatch(r"[\d.]+ MiB", cell) and float(cell.split()[0]) > 0 for cell in rows["Memory"]))
        self.assertTrue(all(re.fullmatch(r"[\d.]+ MiB / 64 GiB", cell) for cell in rows["Store, in use"]), rows)
        for feed, behind in (("registration", 1), ("catalogue", 2)):
            self.assertEqual(len(rows[f"Behind {feed}"]), behind)
            self.assertTrue(all(re.fullmatch(r"\d+ \([\d.]+ s ago\)", cell) for cell in rows[f"Behind {feed}"]), rows)

    def test_status__of_a_service__says_how_far_it_has_read__and_counters_by_themselves(self):
        self.house.start("registration", "catalogue", "reporting")
        self.house.karmayogi("report", "definitions")

        def told():
            out = self.house.karmayogi("status", "reporting", "--counters").out
            return out if out.count(" s ago\n") == 2 else None

        first, counters = until(told, "both feeds to be read to their end").split("\n\n")
        self.assertEqual(len(re.findall(r"(?m)^Read to its end  +[\d.]+ s ago$", first)), 2)
        self.assertLessEqual(max(map(len, first.splitlines())), 60)
        self.assertRegex(counters, r"(?m)^requests_total \S*/ListFigureDefinitions +1$")
        self.assertNotIn("requests_total", first)
        hindi = self.house.karmayogi("status", "reporting", "--lang", "hi").out
        self.assertEqual(len(re.findall(r"(?m)^अंत तक पढ़ी  +[\d.]+ s पहले$", hindi)), 2)
        self.stop_all()

    def not_ready(self, service):
        answer = service.get("/readyz")
        return answer if answer[0] != 200 else None

    def assert_health_tells(self, house):
        told = house.karmayogi("--json", "--timeout", "1", "health", code=4).json()
        found = {(each["service"], each["check"]) for each in told["warnings"]}
        self.assertFalse(told["well"])
        self.assertLessEqual({("registration", "reachable"), ("reporting", "feed_age")}, found)
        self.assertEqual([each["reachable"] for each in told["services"]], [False, True, True])
        hindi = house.karmayogi("--timeout", "1", "health", "--lang", "hi", code=4)
        self.assertIn("registration", hindi.out)
        self.assertIn("उत्तर नहीं देती", hindi.out)

    def test_feed_that_a_service_can_do_without__does_not_take_it_out(self):
        house, registration = self.house, self.house.registration
        house.start("catalogue", "reporting")
        registration.start(extra=["--feed-bound", "2"])
        until(lambda: house.karmayogi("health", code=None).code == 0, "all to be well")
        house.catalogue.kill()
        age = ("karmayogi_followed_age_seconds", labels(feed="catalogue"))
        until(lambda: registration.metrics()[age] > 2, "the catalogue's feed to be late")
        self.assertEqual(self.ready(registration), 200)
        told = house.karmayogi("--json", "--timeout", "1", "health", code=4).json()
        self.assertIn(("registration", "feed_age"), {(each["service"], each["check"]) for each in told["warnings"]})
        house.catalogue.start()
        until(lambda: registration.metrics()[age] < 2, "the catalogue's feed to go on")
        self.stop_all()


class AdminPort(Story):
    def setUp(self):
        super().setUp()
        self.service = self.house.catalogue
        self.service.start()

    def connect(self):
        peer = socket.create_connection(self.service.admin, timeout=PATIENCE_S)
        self.addCleanup(peer.close)
        return peer

    def assert_serves(self):
        self.assertEqual(self.house.status("catalogue")["service"], "catalogue")

    def test_requests__of_other_kinds__are_refused(self):
        self.assertEqual(self.service.get("/livez", "POST")[0], 405)
        self.assertEqual(self.service.get("/metrics", "DELETE")[0], 405)
        self.assertEqual(self.service.get("/")[0], 404)
        self.assertEqual(self.service.get("/metrics/../livez")[0], 404)
        self.assertEqual(self.service.get("/metrics", "HEAD")[2], "")
        self.stop_all()

    def test_garbage_slow_and_many_connections__do_not_reach_the_service(self):
        for garbage in (b"\x00" * 5000, b"\xff\r\n\r\n", b"GET " + b"/" * 100000, b"GET /livez HTTP/1.1\r\nHost: x\r\nX: "):
            for _ in range(60):
                try:
                    self.connect().sendall(garbage)
                except OSError:
                    pass  # it has ended the connection already
            self.assert_serves()
        # All of them hold their places or wait for one; none does so for ever.
        until(self.lives, "the admin port to answer again")
        self.assert_serves()
        self.stop_all()

    def lives(self):
        try:
            return self.service.get("/livez", seconds=5)[0] == 200
        except (OSError, http.client.HTTPException):
            return False

    def test_scrapes_in_a_row__leave_nothing_open(self):
        descriptors = f"/proc/{self.service.process.pid}/fd"
        self.service.metrics()
        before = len(os.listdir(descriptors))
        for _ in range(200):
            self.service.metrics()
        until(lambda: len(os.listdir(descriptors)) <= before, "the connections to be closed")
        self.stop_all()

    def test_port_that_is_taken__is_said_and_the_service_does_not_start(self):
        other = self.house.registration
        address = "%s:%d" % self.service.admin
        other.start(wait=False, extra=["--admin", address])
        self.assertEqual(other.process.wait(PATIENCE_S), 1)
        other.process = None
        trail = other.events("failed")[-1]["trail"]
        self.assertIn(f"admin port {address}", trail)
        self.assertIn("--admin", trail)
        self.assertEqual(other.events("ready"), [])
        self.stop_all()

    def test_port_that_is_not_wanted__is_not_there(self):
        self.service.stop()
        self.service.start(extra=["--admin", "none"])
        self.assertIsNone(self.service.admin)
        self.assertEqual(self.house.status("catalogue")["admin_address"], "")
        self.stop_all()


class Stopping(Story):
    REQUESTS = 400

    def test_sigterm_under_load__answers_or_refuses_what_it_took__and_nothing_else_is_stored(self):
        self.house.start("registration")
        self.house.load()
        registration = self.house.registration
        desk = RawCaller(registration, self.house.keys / "desk.secret")
        self.addCleanup(desk.close)
        for i in range(self.REQUESTS):
            request = service_pb2.RegisterOfficialRequest(
                person=types_pb2.Person(name="Asha Devi", mobile=f"98765{i:05}"),
                post=types_pb2.Post(organisation_id="hapur-police", designation="Constable"),
            )
            desk.send_frames(b"", desk.header(REGISTER).SerializeToString(), request.SerializeToString())
        replies = [desk.receive()]
        registration.process.send_signal(signal.SIGTERM)
        while len(replies) < self.REQUESTS and replies[-1]:
            replies.append(desk.receive(PATIENCE_S * 1000 if registration.is_running() else 1000))
            self.assert_not_ready_while_stopping(registration)
        self.assertEqual(registration.process.wait(PATIENCE_S), 0)
        registration.process = None
        # What was still on the way when the service closed its socket has no answer, and is not stored either.
        codes = [CODES.Name(reply[0].status.code) for reply in replies if reply]
        self.assertLessEqual(set(codes), {"CODE_OK_UNSPECIFIED", "CODE_UNAVAILABLE"})
        registration.start()
        self.assertEqual(self.house.listed("hapur-police"), codes.count("CODE_OK_UNSPECIFIED"))
        self.stop_all()

    def assert_not_ready_while_stopping(self, service):
        if not service.events("stopping"):
            return
        try:
            status, _, text = service.get("/readyz", seconds=2)
        except (OSError, http.client.HTTPException):
            return  # it has ended
        self.assertEqual(status, 503)
        self.assertIn("The service is stopping.", text)


class Check(Story):
    def check(self, service, *extra):
        """Exit code and all that is said."""
        environment = {k: v for k, v in os.environ.items() if not k.startswith("KARMAYOGI_")}
        done = subprocess.run(
            [*service.arguments(), *extra, "--check"],
            env=environment,
            stdin=subprocess.DEVNULL,
            stdout=subprocess.PIPE,
            stderr=subprocess.STDOUT,
            timeout=PATIENCE_S,
            check=False,
        )
        return done.returncode, done.stdout.decode()

    def test_check__of_fine_settings__makes_nothing(self):
        for service in self.house.services:
            self.assertEqual(self.check(service), (0, "The settings are fine.\n"))
            self.assertFalse(service.store.exists())

    def test_check__finds_what_would_keep_the_service_from_starting(self):
        service, keys = self.house.registration, self.house.keys

        def wrong(*extra):
            return self.assert_wrong(self.check(service, *extra))

        self.assertIn("--admin", wrong("--admin", "7111"))
        self.assertIn("--listen", wrong("--listen", "127.0.0.1:7101"))
        self.assertIn("--feed-bound", wrong("--feed-bound", "0"))
        self.assertIn("no key file", wrong("--catalogue-key", "/dev/null"))
        secret = keys / "registration" / "registration.secret"
        secret.chmod(0o644)
        self.assertIn("registration.secret", wrong())
        secret.chmod(0o600)
        (keys / "registration" / "callers" / "x.json").write_text("{", encoding="ascii")
        self.assertIn("x.json", wrong())
        (keys / "registration" / "callers" / "x.json").unlink()
        self.assertEqual(self.check(service)[0], 0)

    def test_check__of_a_store_in_use__says_so_and_leaves_it_alone(self):
        service = self.house.catalogue
        service.start()
        self.assertIn("another process", self.assert_wrong(self.check(service)))
        service.stop()
        self.assertEqual(self.check(service), (0, "The settings are fine.\n"))

    def assert_wrong(self, done):
        self.assertEqual(done[0], 2, done[1])
        self.assertNotIn("fine", done[1])
        return done[1]


if __name__ == "__main__":
    unittest.main()

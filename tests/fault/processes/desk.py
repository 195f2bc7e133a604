"""A desk with many callers: keeps hundreds of requests to all services on the way at once, sends each again under its id
until it has an answer, and starts a service again that was killed.

What is asked comes from errands: generators that yield an Ask, get its Reply, and go on. A request without an answer is
sent again; one that was refused for the moment alone (UNAVAILABLE, RESOURCE_EXHAUSTED, DEADLINE_EXCEEDED) too. Now and
then a request is sent twice at once, as an impatient caller does.
"""

import collections
import itertools
import signal
import time

import zmq
from house import PATIENCE_S
from karmayogi.core.v1 import envelope_pb2, status_pb2
from raw_caller import admit, make_key, read_key, uuid7

OK = status_pb2.CODE_OK_UNSPECIFIED
PASSING = (status_pb2.CODE_UNAVAILABLE, status_pb2.CODE_RESOURCE_EXHAUSTED, status_pb2.CODE_DEADLINE_EXCEEDED)
ROLES = ["administrator", "person-follower"]
LINES = 4  # connections to each service
AGAIN_S = 3  # without an answer for so long, a request is sent again
ANSWERS_AT_ONCE = 64


class Ask:
    """One request; the same id for all of its tries."""

    ahead_ms = 0  # of the callers' clock

    def __init__(self, service, method, request, answer=None, writes=True, at_least=()):
        self.service, self.method, self.answer_type, self.writes = service, method, answer, writes
        self.body = request if isinstance(request, bytes) else request.SerializeToString()
        self.request_id, self.at_least = uuid7(self.ahead_ms), list(at_least)
        self.reply = None  # (status, positions, bytes of the answer)
        self.tries = 0
        self.caller = self.errand = None
        self.settled = False  # answered from an entry that another request made
        self.of = None  # a report: whose feed it counts
        self.sent_s = 0.0

    @property
    def status(self):
        return self.reply[0]

    @property
    def position(self):
        return self.reply[1][0] if self.reply[1] else None

    @property
    def answer(self):
        return self.answer_type.FromString(self.reply[2])

    def again(self):
        """The same request once more, whose answer is not known yet."""
        other = Ask(self.service, self.method, self.body, self.answer_type, self.writes)
        other.request_id, other.caller = self.request_id, self.caller
        return other

    def __str__(self):
        told = f"{status_pb2.Code.Name(self.status.code)} {self.status.reason}" if self.reply else "no answer"
        return f"{self.method.rpartition('/')[2]} {self.request_id.hex()} of {self.caller}: {told}"


class Guard:
    """Ends services as a power cut would, and starts again whatever ended. One that ended otherwise is a failure."""

    def __init__(self, house, chance, points=None):
        self.house, self.chance, self.points = house, chance, points or {}
        self.kills, self.starts = 0, {service.name: 0 for service in house.services}

    def kill(self, *names):
        for name in names:
            service = getattr(self.house, name)
            if service.is_running():
                service.process.send_signal(signal.SIGKILL)
        for name in names:
            getattr(self.house, name).process.wait(PATIENCE_S)

    def look(self):
        """Starts what has been killed, often with a fault point at which it kills itself. Returns their names."""
        ended = [each for each in self.house.services if each.process is not None and each.process.poll() is not None]
        for service in ended:
            code, service.process = service.process.returncode, None
            assert code == -signal.SIGKILL, f"{service.name} ended with {code}:\n{service.log_end()}"
            self.kills += 1
            self.starts[service.name] += 1
            service.start(fault=self.draw(service.name), wait=False)
        return [service.name for service in ended]

    def draw(self, name):
        points = self.points.get(name, {})
        if not points or self.chance.random() < 0.5:
            return None
        point = self.chance.choice(sorted(points))
        return f"{point}:{self.chance.randint(1, points[point])}"


class Desk:
    def __init__(self, house, chance, guard=None, callers=3):
        self.house, self.chance, self.guard = house, chance, guard
        self.context = zmq.Context()
        self.poller = zmq.Poller()
        self.lines = {}  # (service, number): socket
        self.owner = {}  # socket: service
        self.away = set()  # services that are not to be asked
        self.waiting = {}  # (service, request id): asks on the way; a repetition may run beside the first one
        self.turn = itertools.count()
        self.names = [f"clerk-{number}" for number in range(callers)]
        self.twice = 0.02
        self.answers = self.repeats = 0
        self.passing = collections.Counter()  # (service, reason): refusals of the moment
        for name in self.names:
            public = make_key(house.keys, name)
            for service in house.services:
                admit(service, name, public, ROLES)

    def open(self):
        """Connects to all services; they look once a second for new keys, so before they are started is best."""
        for service in self.house.services:
            self.connect(service.name)

    def close(self):
        self.context.destroy(linger=0)

    def connect(self, name):
        """New connections; what was on the way over former ones is gone with them."""
        self.disconnect(name)
        self.away.discard(name)
        service = getattr(self.house, name)
        server = read_key(self.house.keys / f"{name}.public")["public_key"].encode()
        for number in range(LINES):
            key = read_key(self.house.keys / f"{self.names[number % len(self.names)]}.secret")
            line = self.context.socket(zmq.DEALER)
            line.linger, line.reconnect_ivl, line.sndhwm, line.rcvhwm = 0, 10, 0, 0
            line.curve_publickey, line.curve_secretkey = key["public_key"].encode(), key["secret_key"].encode()
            line.curve_serverkey = server
            line.connect(service.endpoint)
            self.lines[name, number] = line
            self.owner[line] = name
            self.poller.register(line, zmq.POLLIN)

    def disconnect(self, name):
        self.away.add(name)
        for number in range(LINES):
            old = self.lines.pop((name, number), None)
            if old is not None:
                self.poller.unregister(old)
                del self.owner[old]
                old.close(linger=0)

    # ---- sending

    def line_of(self, ask):
        """A line of the caller whose request it is; a new request gets a caller."""
        if ask.caller is None:
            ask.caller = self.names[next(self.turn) % len(self.names)]
        numbers = [number for number in range(LINES) if self.names[number % len(self.names)] == ask.caller]
        return self.lines[ask.service, numbers[next(self.turn) % len(numbers)]]

    def send(self, ask):
        line = self.line_of(ask)
        header = envelope_pb2.RequestHeader(
            method=ask.method, request_id=ask.request_id, timeout_ms=20000, at_least=ask.at_least, actor="tests"
        ).SerializeToString()
        copies = 2 if self.chance.random() < self.twice else 1
        for _ in range(copies):
            line.send_multipart([b"", header, ask.body])
        self.repeats += copies - 1
        ask.tries += copies
        ask.sent_s = time.monotonic()
        self.waiting[ask.service, ask.request_id] = ask

    def begin(self, errand, reply=None):
        """Lets an errand go on until it has asked for something, or is at its end."""
        try:
            ask = errand.send(reply)
        except StopIteration:
            return
        ask.errand = errand
        self.send(ask)

    # ---- receiving

    def receive(self, line):
        for _ in range(ANSWERS_AT_ONCE):
            try:
                frames = line.recv_multipart(zmq.NOBLOCK)
            except zmq.Again:
                return
            header = envelope_pb2.ReplyHeader.FromString(frames[1])
            ask = self.waiting.get((self.owner[line], header.request_id))
            if ask is not None:  # otherwise the second copy of one that has its answer
                self.take(ask, header, frames[2])

    def take(self, ask, header, body):
        if header.status.code in PASSING:
            self.passing[ask.service, header.status.reason] += 1
            ask.sent_s = time.monotonic() - AGAIN_S + min(header.status.retry_after_ms, 200) / 1000
            return
        del self.waiting[ask.service, ask.request_id]
        ask.reply = header.status, list(header.positions), body
        self.answers += 1
        if ask.errand is not None:
            self.begin(ask.errand, ask)

    def send_again(self, services):
        """After a start: everything that is still without an answer. Lines first, so that no old copy comes late."""
        for name in services:
            self.connect(name)
        for ask in list(self.waiting.values()):
            if ask.service in services:
                self.send(ask)

    # ---- the work

    def step(self, wait_ms=5):
        if self.guard is not None:
            self.send_again(self.guard.look())
        for line, _ in self.poller.poll(wait_ms):
            self.receive(line)
        now = time.monotonic()
        for ask in list(self.waiting.values()):
            if now - ask.sent_s > AGAIN_S:
                self.send(ask)

    def run(self, errands, meanwhile=lambda: None, patience_s=PATIENCE_S):
        """Until every errand is at its end."""
        for errand in errands:
            self.begin(errand)
        end = time.monotonic() + patience_s
        while self.waiting:
            self.step()
            meanwhile()
            if time.monotonic() > end:
                stuck = "\n".join(str(ask) for ask in list(self.waiting.values())[:5])
                raise AssertionError(f"{len(self.waiting)} requests had no answer after {patience_s} s:\n{stuck}")

    def ask(self, ask, patience_s=PATIENCE_S):
        """One request and its answer, beside whatever else is on the way."""
        self.send(ask)
        end = time.monotonic() + patience_s
        while ask.reply is None:
            self.step()
            assert time.monotonic() < end, f"not answered after {patience_s} s: {ask}"
        return ask

    def ask_all(self, asks):
        self.run([_alone(ask) for ask in asks])
        return asks


def _alone(ask):
    yield ask

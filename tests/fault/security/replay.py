"""What was sent once, sent again: the bytes of a connection, the frames of a live one, and the request ids.

Would catch: a write that happens twice because somebody in the middle repeated bytes that they cannot read; a frame
that is taken although it was altered or moved; an answer that is given to somebody who did not ask the question.
"""

import contextlib
import threading

from ground import REGISTER, REVEAL, STATUS, ask, person, register, word
from house import until
from karmayogi.core.v1 import feed_pb2
from karmayogi.registration.v1 import import_pb2, service_pb2, types_pb2
from raw_caller import REGISTRATION, make_key, uuid7
from tap import LONG, Tap, connect

IMPORT = f"{REGISTRATION}/ImportOfficials"
PUT = f"{REGISTRATION}/PutMasterEntries"
READ = "karmayogi.core.v1.FeedService/Read"


def drain(peer, until_bytes):
    """Reads what comes, until so many bytes or the end; how many there were."""
    had = 0
    with contextlib.suppress(OSError):
        while had < until_bytes:
            bytes_ = peer.recv(65536)
            if not bytes_:
                break
            had += len(bytes_)
    return had


def altered(frame, random):
    """One bit of what is encrypted is another."""
    at = random.randrange(9 if frame[0] & LONG else 2, len(frame))
    return frame[:at] + bytes([frame[at] ^ 1 << random.randrange(8)]) + frame[at + 1 :]


def relabelled(frame, flags):
    return bytes([frame[0] ^ flags]) + frame[1:]


def claiming(frame, length):
    """The same bytes, announced as a frame of another length."""
    body = frame[9:] if frame[0] & LONG else frame[2:]
    return bytes([frame[0] | LONG]) + length.to_bytes(8, "big") + body


# What somebody in the middle does with the third of the three frames of a message, the body.
SPOILERS = {
    "untouched": lambda frame, random: frame,
    "repeated": lambda frame, random: frame + frame,
    "left out": lambda frame, random: b"",
    "one bit altered": altered,
    "cut short": lambda frame, random: frame[: random.randrange(1, len(frame))],
    "announced longer": lambda frame, random: claiming(frame, len(frame) + random.randrange(1, 4096)),
    "announced as 2^63 bytes": lambda frame, random: claiming(frame, 1 << 63),
    "announced as 2^64-1 bytes": lambda frame, random: claiming(frame, (1 << 64) - 1),
    "announced as 5 MiB": lambda frame, random: claiming(frame, 5 << 20),
    "announced as empty": lambda frame, random: claiming(frame, 0),
    "called a command": lambda frame, random: relabelled(frame, 4),
    "as not the last one": lambda frame, random: relabelled(frame, 1),
    "before random bytes": lambda frame, random: random.randbytes(random.randrange(1, 300)) + frame,
}
GOES_ON = ("untouched", "left out", "called a command", "as not the last one", "cut short", "announced longer")  # the service cannot tell, or waits for the rest
TAKEN = {"untouched": 2, "repeated": 1}  # of that message and the one behind it


class Replay:
    def __init__(self, ground):
        self.ground, self.service = ground, ground.house.registration
        self.streams = self.frames = self.ids = 0
        self.next = 1000
        self.honest = 0

    @classmethod
    def part(cls, ground, size):
        return cls(ground).run(size)

    def official(self, **more):
        self.next += 1
        return register(self.next, **more)

    def accepted(self):
        return self.ground.sequence(self.service)

    def still_counts(self, before):
        """Nothing happened since, and the next honest write is counted: the oracle is awake."""
        ground = self.ground
        ground.expect(self.accepted() == before, f"{self.accepted() - before} commands too many after a replay")
        status, _ = ask(ground.clerk, REGISTER, self.official())
        ground.expect(status.code == 0 and self.accepted() == before + 1, f"an honest write after a replay: {word(status)}")
        self.honest += 4

    def run(self, rounds):
        self.ground.clerk = self.ground.admitted(self.service, "clerk", "registrar", "follower")
        first = self.accepted()
        for _ in range(rounds):
            self.stream_again()
            for what, spoil in SPOILERS.items():
                self.frame_spoilt(what, spoil)
        ground, taken = self.ground, self.accepted() - first
        ground.expect(taken == self.honest, f"{taken} commands were accepted where {self.honest} were sent honestly")
        self.requests_again()
        return f"{self.streams} connections replayed, {self.frames} frames spoilt, {self.ids} request ids used again"

    # ---- bytes

    def stream_again(self):
        """All that a caller ever sent, once in one piece and once in step with what the service answered then."""
        ground = self.ground
        with Tap(self.service.endpoint) as tap:
            caller = ground.caller(self.service, "clerk", tap.endpoint)
            for _ in range(3):
                status, _ = ask(caller, REGISTER, self.official())
                ground.expect(status.code == 0, f"through the tap: {word(status)}")
            recorded = tap.connections[0]
        before = self.accepted()
        sent = [recorded.greeting, *recorded.frames]
        ground.expect(len(recorded.messages) >= 9, "the tap recorded nothing to replay")
        for in_step in (False, True):
            with connect(self.service.endpoint) as peer:
                with contextlib.suppress(OSError):
                    for piece in sent if in_step else [b"".join(sent)]:
                        peer.sendall(piece)
                        if in_step and piece is not sent[-1]:
                            peer.settimeout(0.3)
                            drain(peer, 1)
                peer.settimeout(30)
                ground.expect(drain(peer, 1 << 30) < recorded.answered, "a replayed connection was answered like the first")
            self.streams += 1
        self.still_counts(before)

    def frame_spoilt(self, what, spoil):
        """The body of the second message of a live connection; then nothing is taken of it any more, and it ends."""
        ground = self.ground
        seen = []

        def spoil_sixth(_, frame):
            seen.append(frame)
            return spoil(frame, ground.random) if len(seen) == 6 else frame

        with Tap(self.service.endpoint, spoil_sixth) as tap:
            caller = ground.caller(self.service, "clerk", tap.endpoint)
            ask(caller, REGISTER, self.official())
            before = self.accepted()
            second, request_id = self.official(), uuid7()
            # A third one behind it shows whether the connection is still believed.
            for body, each in ((second, request_id), (self.official(), uuid7())):
                header = caller.header(REGISTER)
                header.request_id = each
                caller.send_frames(b"", header.SerializeToString(), body.SerializeToString())
            until(lambda: len(seen) >= 6, f"the frame {what} to pass the tap")
            if TAKEN.get(what):
                until(lambda: self.accepted() >= before + TAKEN[what], f"what was sent before a frame {what} to be taken")
            if what not in GOES_ON:
                until(tap.connections[0].ended.is_set, f"the service to hang up after a frame {what}", 10)
            ground.expect(ask(ground.clerk, STATUS) is not None, "no answer to somebody else")
            tap.close()
            caller.close()
            ground.callers.remove(caller)
        taken = self.accepted() - before
        ground.expect(taken == TAKEN.get(what, 0), f"a frame {what}: {taken} commands were taken")
        status, _ = ask(ground.clerk, REGISTER, second, request_id)
        ground.expect(status.code == 0, f"sent again after a frame {what}: {word(status)}")
        taken = max(taken, 1)
        ground.expect(self.accepted() == before + taken, f"after a frame {what} there is not exactly one of it")
        self.frames += 1
        self.honest += 1 + taken

    # ---- request ids

    def answered(self, caller, method, request, request_id, wanted, commands):
        """One use of a request id: what is answered, and how many commands are accepted by it."""
        before = self.accepted()
        status, body = ask(caller, method, request, request_id)
        said = "OK/" if status.code == 0 else word(status)
        self.ground.expect(said == wanted, f"{method} under a used id: {said} instead of {wanted}")
        taken = self.accepted() - before
        self.ground.expect(taken == commands, f"{method} under a used id: {taken} commands instead of {commands}")
        self.ids += 1
        return body

    def requests_again(self):
        ground, service = self.ground, self.service
        clerk, other = ground.clerk, ground.admitted(service, "other-clerk", "registrar")
        viewer = ground.admitted(service, "viewer", "reader")
        first, request_id = self.official(), uuid7()
        body = self.answered(clerk, REGISTER, first, request_id, "OK/", 1)
        official = service_pb2.RegisterOfficialResponse.FromString(body).official.official_id
        again = self.answered(clerk, REGISTER, first, request_id, "OK/", 0)
        ground.expect(again == body, "the same request was answered otherwise the second time")
        self.answered(clerk, REGISTER, self.official(), request_id, "INVALID_ARGUMENT/REQUEST_ID_REUSED", 0)
        reveal = service_pb2.RevealContactRequest(official_id=official, purpose="security test")
        self.answered(clerk, REVEAL, reveal, request_id, "INVALID_ARGUMENT/REQUEST_ID_REUSED", 0)
        # Ids are each caller's own: another one's request is judged for itself, and leaves a trace of its own.
        self.answered(other, REGISTER, first, request_id, "ALREADY_EXISTS/ISSUED_ID_TAKEN", 0)
        self.answered(viewer, REGISTER, first, request_id, "PERMISSION_DENIED/ROLE_MISSING", 0)
        self.reveal_again(official, reveal, other, viewer)
        self.second_key(first, request_id, body)
        self.import_again(other)
        self.at_once()

    def reveal_again(self, official, reveal, other, viewer):
        """What is unmasked is never answered from another caller's request."""
        request_id = uuid7()
        shown = self.answered(self.ground.clerk, REVEAL, reveal, request_id, "OK/", 1)
        mobile = service_pb2.RevealContactResponse.FromString(shown).person.mobile
        self.ground.expect(len(mobile) >= 10, "RevealContact shows no mobile: nothing is proved")
        self.answered(self.ground.clerk, REVEAL, reveal, request_id, "OK/", 0)
        self.answered(viewer, REVEAL, reveal, request_id, "PERMISSION_DENIED/ROLE_MISSING", 0)
        self.answered(other, REVEAL, reveal, request_id, "OK/", 1)
        status, body = ask(self.ground.clerk, READ, feed_pb2.ReadRequest())
        entries = [each for each in feed_pb2.ReadResponse.FromString(body).entries if each.request_id == request_id]
        self.ground.expect(status.code == 0 and [each.caller for each in entries] == ["clerk", "other-clerk"], "audit trail")

    def second_key(self, first, request_id, body):
        """A caller whose key is being replaced is the same caller."""
        ground, service = self.ground, self.service
        folder = service.house.keys / "fresh"
        folder.mkdir()
        text = (service.house.keys / "registration/callers/clerk.json").read_text(encoding="utf-8")
        old = (service.house.keys / "registration.public").read_text(encoding="utf-8")
        public = make_key(folder, "clerk")
        ground.expect(public not in text + old, "a new key is an old one")
        path = service.house.keys / "registration/callers/clerk.second.json"
        path.write_text(f'{{"name": "clerk", "public_key": "{public}", "roles": ["registrar"]}}', encoding="utf-8")
        (folder / "clerk.secret").rename(service.house.keys / "clerk-second.secret")
        until(lambda: ground.is_known(service, "clerk-second"), "the second key to be admitted")
        again = self.answered(ground.caller(service, "clerk-second"), REGISTER, first, request_id, "OK/", 0)
        ground.expect(again == body, "the second key of a caller was not given the first answer")

    def import_again(self, other):
        """A chunk is known by its import id: only who began an import goes on with it."""
        self.next += 1
        columns = [import_pb2.IMPORT_COLUMN_FULL_NAME, import_pb2.IMPORT_COLUMN_MOBILE]
        row = import_pb2.ImportRow(line=2, cells=[person(self.next).name, person(self.next).mobile])
        settings = import_pb2.ImportSettings(organisation_id="hapur-police", district_code=661)
        chunk = import_pb2.ImportOfficialsRequest(
            import_id=uuid7(), first_row=1, settings=settings, columns=columns, rows=[row]
        )
        self.answered(self.ground.clerk, IMPORT, chunk, uuid7(), "OK/", 1)
        self.answered(self.ground.clerk, IMPORT, chunk, uuid7(), "OK/", 0)
        self.answered(other, IMPORT, chunk, uuid7(), "PERMISSION_DENIED/IMPORT_OTHER_CALLER", 0)
        changed = import_pb2.ImportOfficialsRequest()
        changed.CopyFrom(chunk)
        changed.rows[0].cells[0] = "Geeta Devi"
        self.answered(self.ground.clerk, IMPORT, changed, uuid7(), "FAILED_PRECONDITION/IMPORT_CHUNK_CHANGED", 0)

    def at_once(self):
        """One request over eight connections at the same moment happens once."""
        before, request, request_id, answers = self.accepted(), self.official(), uuid7(), []
        callers = [self.ground.caller(self.service, "clerk") for _ in range(8)]
        threads = [threading.Thread(target=lambda c=c: answers.append(ask(c, REGISTER, request, request_id))) for c in callers]
        for thread in threads:
            thread.start()
        for thread in threads:
            thread.join(60)
        self.ids += len(answers)
        self.ground.expect(self.accepted() == before + 1, "a request that came eight times at once was not done once")
        self.ground.expect(len({body for _, body in answers}) == 1, "eight times the same request: different answers")
        self.ground.expect(types_pb2.Official is not None and len(answers) == 8, "not all of them were answered")

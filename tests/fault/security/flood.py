"""Peers who mean no good: openings that are no handshake, handshakes that never end, large pieces of frames, and callers
who send what is no request; while an honest caller works.

Would catch: a service that crashes, stops answering others, or keeps memory and descriptors for peers without a key.
"""

import contextlib
import resource
import socket

from ground import ON_THE_WAY, REGISTER, STATUS, ask, ask_all, memory_kib, register, word
from house import until
from raw_caller import REGISTRATION, make_key
from zmtp import OPENINGS, connect, frame, greeting, has_ended

STRANGERS = 2000
LARGE = 100  # strangers who send most of a frame of 4 MiB
MOST_KIB = 256 << 10  # what may come before the service looks, on a busy machine; without bounds all 400 MiB come
LIST = f"{REGISTRATION}/ListOrganisations"
CALLS = 400
FEW_DESCRIPTORS = 160


class Flood:
    def __init__(self, ground):
        self.ground, self.service = ground, ground.house.registration
        self.worked = 0
        self.next = 50000

    @classmethod
    def part(cls, ground, size):
        return cls(ground).run(size)

    def run(self, size):
        soft, hard = resource.getrlimit(resource.RLIMIT_NOFILE)
        resource.setrlimit(resource.RLIMIT_NOFILE, (hard, hard))
        self.honest = self.ground.caller(self.service, "clerk")
        strangers = max(100, min(STRANGERS * size, hard // 2))
        openings = self.openings(size)
        self.handshakes(strangers, openings)
        self.large_pieces()
        messages = self.malformed_messages(size)
        self.descriptors_taken()
        resource.setrlimit(resource.RLIMIT_NOFILE, (soft, hard))
        return (
            f"{len(openings)} wrong openings, {strangers:,} handshakes left open, {LARGE} large pieces, {messages:,} malformed "
            f"messages while {self.worked:,} honest calls were answered"
        )

    def work(self, caller=None, calls=CALLS):
        """An honest caller reads and writes; every call is answered, and well."""
        requests = [(LIST, b"")] * (calls - 10)
        for _ in range(10):
            self.next += 1
            requests.append((REGISTER, register(self.next).SerializeToString()))
        answers = ask_all(caller or self.honest, requests)
        answered = [each for each in answers if each and each[0].code == 0]
        self.ground.expect(len(answered) == calls, f"{len(answered)} of {calls} honest calls were answered well")
        self.worked += len(answered)

    def bounded(self, before, what):
        _, most = memory_kib(self.service)
        self.ground.expect(most <= before + MOST_KIB, f"{what}: from {before} KiB to {most} KiB of memory")

    def await_ended(self, peers, what):
        """The service hangs up on all of them, though they do not."""
        until(lambda: all(has_ended(peer) for peer in peers), f"the service to hang up on {what}")
        for peer in peers:
            peer.close()

    def send(self, peer, bytes_):
        with contextlib.suppress(OSError):  # hung up on already
            peer.settimeout(0.2)
            peer.sendall(bytes_)

    def openings(self, size):
        before, peers = memory_kib(self.service)[1], []
        for _ in range(size):
            for what, make in OPENINGS.items():
                peer = connect(self.service.endpoint)
                peers.append(peer)
                bytes_ = make(self.ground.random)
                if self.ground.random.randrange(2):
                    self.send(peer, bytes_)
                else:  # in pieces
                    cut = self.ground.random.randrange(len(bytes_) + 1)
                    self.send(peer, bytes_[:cut])
                    self.send(peer, bytes_[cut:])
                if self.ground.random.randrange(4) == 0:
                    with contextlib.suppress(OSError):
                        peer.shutdown(socket.SHUT_WR)
                self.ground.expect(ask(self.honest, STATUS) is not None, f"no answer to others after {what}")
        self.work()
        self.bounded(before, "wrong openings")
        return peers

    def handshakes(self, count, openings):
        """Thousands who begin and never finish; some say a byte now and then. In the end nobody of them is left."""
        before, refused = memory_kib(self.service)[1], self.refused()
        peers, start = [], greeting()
        for number in range(count):
            peer = connect(self.service.endpoint)
            self.send(peer, start[: number % 65])
            peers.append(peer)
            if number % 500 == 0:
                self.work(calls=ON_THE_WAY)
                for slow in peers[-20:]:
                    self.send(slow, b"\0")
        newcomer = self.ground.caller(self.service, "other-clerk")
        self.work(newcomer, calls=ON_THE_WAY)
        self.work()
        self.bounded(before, f"{count} handshakes")
        self.await_ended(openings, "openings that are none")
        self.await_ended(peers, "handshakes that do not end")
        counted = self.refused() - refused
        self.ground.expect(counted > count // 2, f"{counted} of {count} refused connections were counted")
        lines = len(self.service.events("connection_refused"))
        self.ground.expect(lines < count // 4, f"{lines} lines in the log of {count} strangers")
        self.work()

    def refused(self):
        return self.ground.counter(self.service, "connections_refused_total", "handshake")

    def large_pieces(self):
        before, peers = memory_kib(self.service)[1], []
        piece = greeting() + frame(b"x" * ((4 << 20) - 1), length=4 << 20)
        for _ in range(LARGE):
            peers.append(connect(self.service.endpoint))
            self.send(peers[-1], piece)
        self.work()
        self.bounded(before, f"{LARGE} pieces of 4 MiB from peers without a key")
        for peer in peers:  # whose last bytes nobody takes
            peer.close()

    def malformed_messages(self, size):
        """An admitted caller whose messages are no requests: each is counted, none harms the others."""
        before = self.ground.counter(self.service, "messages_malformed_total")
        random, sent = self.ground.random, 0
        noise = self.ground.caller(self.service, "viewer")
        for number in range(200 * size):
            count = random.choice((1, 2, 4, 5, 40, 1000)) if number % 50 else 20000
            noise.send_frames(*[random.randbytes(random.randrange(0, 8)) for _ in range(count)])
            noise.send_frames(b"x", b"", b"")
            noise.send_frames(b"", bytes(5000), b"")
            sent += 3
            if number % 20 == 0:
                self.work(calls=20)

        def counted():
            return self.ground.counter(self.service, "messages_malformed_total") - before == sent

        until(counted, f"{sent} malformed messages to be counted")
        status, _ = ask(noise, LIST)
        self.ground.expect(status.code == 0, f"after malformed messages: {word(status)}")
        return sent

    def descriptors_taken(self):
        """With few descriptors and more strangers than those: who works goes on, a key can be revoked, others get in."""
        service, ground = self.service, self.ground
        service.stop()
        service.wrapper = ["prlimit", f"--nofile={FEW_DESCRIPTORS}:{FEW_DESCRIPTORS}"]
        service.start()
        leaver, stayer = ground.admitted(service, "leaver", "reader"), ground.admitted(service, "stayer", "registrar")
        peers = [connect(service.endpoint) for _ in range(2 * FEW_DESCRIPTORS)]
        (ground.house.keys / "registration/callers/leaver.json").unlink()

        def revoked():
            answer = ask(leaver, STATUS)
            return answer is None or answer[0].reason == "KEY_REVOKED"

        until(revoked, "a key to be revoked while strangers hold the descriptors")
        self.work(stayer, calls=ON_THE_WAY)
        make_key(ground.house.keys, "late")
        late = ground.admitted(service, "late", "registrar")
        self.work(late, calls=ON_THE_WAY)
        service.stop()
        for peer in peers:
            peer.close()
        service.wrapper = []
        service.start()

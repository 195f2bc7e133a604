"""A machine in the middle: a proxy on the loopback address that records, repeats and spoils what passes, without any
key. It knows ZMTP's frames, whose first bytes are not encrypted.
"""

import contextlib
import select
import socket
import threading

GREETING_BYTES = 64
LONG, COMMAND = 2, 4


def connect(endpoint, seconds=10):
    host, _, port = endpoint.removeprefix("tcp://").rpartition(":")
    return socket.create_connection((host, int(port)), timeout=seconds)


def split_frames(stream):
    """The whole frames of a stream behind its greeting, with their headers, and what is left."""
    frames = []
    while len(stream) >= 2:
        long = bool(stream[0] & LONG)
        header = 9 if long else 2
        if len(stream) < header:
            break
        length = header + int.from_bytes(stream[1:header], "big")
        if len(stream) < length:
            break
        frames.append(stream[:length])
        stream = stream[length:]
    return frames, stream


class Connection:
    """One caller's connection through the tap; what it sent is in `greeting` and `frames`."""

    def __init__(self, tap, caller):
        self.tap, self.caller = tap, caller
        self.service = connect(tap.target)
        self.greeting, self.rest, self.frames, self.answered = b"", b"", [], 0
        self.ended = threading.Event()
        self.thread = threading.Thread(target=self.run, daemon=True)
        self.thread.start()

    @property
    def messages(self):
        return [frame for frame in self.frames if not frame[0] & COMMAND]

    def run(self):
        try:
            while True:
                for end in select.select([self.caller, self.service], [], [])[0]:
                    bytes_ = end.recv(65536)
                    if not bytes_:
                        return
                    if end is self.service:
                        self.answered += len(bytes_)
                        self.caller.sendall(bytes_)
                    else:
                        self.pass_on(bytes_)
        except (OSError, ValueError):
            return
        finally:
            self.ended.set()
            self.close()

    def pass_on(self, bytes_):
        missing = GREETING_BYTES - len(self.greeting)
        self.greeting += bytes_[:missing]
        if missing > 0:
            self.service.sendall(bytes_[:missing])
        frames, self.rest = split_frames(self.rest + bytes_[max(missing, 0) :])
        for frame in frames:
            self.frames.append(frame)
            spoil = self.tap.spoil if not frame[0] & COMMAND else None
            self.service.sendall(spoil(self, frame) if spoil else frame)

    def close(self):
        for end in (self.caller, self.service):
            with contextlib.suppress(OSError):
                end.shutdown(socket.SHUT_RDWR)
            end.close()


class Tap:
    """spoil: what becomes of each message frame, as a function of the connection and the frame; None: nothing."""

    def __init__(self, target, spoil=None):
        self.target, self.spoil, self.connections = target, spoil, []
        self.listener = socket.create_server(("127.0.0.1", 0))
        self.endpoint = f"tcp://127.0.0.1:{self.listener.getsockname()[1]}"
        self.thread = threading.Thread(target=self.accept, daemon=True)
        self.thread.start()

    def accept(self):
        while True:
            try:
                caller, _ = self.listener.accept()
                self.connections.append(Connection(self, caller))
            except OSError:
                return

    def close(self):
        with contextlib.suppress(OSError):
            self.listener.shutdown(socket.SHUT_RDWR)
        self.listener.close()
        self.thread.join(10)
        for connection in self.connections:
            connection.close()
            connection.thread.join(10)

    def __enter__(self):
        return self

    def __exit__(self, *_):
        self.close()

"""A caller that knows nothing of the project's code: ZeroMQ, CURVE and the contracts alone; for what `karmayogi` would
never send. Needs Debian's python3-zmq and python3-protobuf, and the contracts as Python modules on PYTHONPATH.
"""

import json
import os
import time
from pathlib import Path

import zmq
from karmayogi.core.v1 import envelope_pb2

REGISTRATION = "karmayogi.registration.v1.RegistrationService"


def uuid7(ahead_ms=0):
    """16 bytes: the time in milliseconds, by a clock that may be ahead, then random ones."""
    random = bytearray(os.urandom(10))
    random[0] = 0x70 | random[0] & 0x0F
    random[2] = 0x80 | random[2] & 0x3F
    return (int(time.time() * 1000) + ahead_ms).to_bytes(6, "big") + bytes(random)


def read_key(path):
    return json.loads(Path(path).read_text(encoding="utf-8"))


class RawCaller:
    """One DEALER socket to one service."""

    def __init__(self, service, secret=None, server_key=None, password=None):
        """secret: path of NAME.secret, or a (public, secret) pair, or None for a caller without CURVE; it may have a password."""
        self.context = zmq.Context()
        self.socket = self.context.socket(zmq.DEALER)
        self.socket.linger = 0
        if secret is not None:
            pair = secret if isinstance(secret, tuple) else self._pair(secret)
            self.socket.curve_publickey, self.socket.curve_secretkey = pair
            public = server_key or read_key(service.house.keys / f"{service.name}.public")["public_key"].encode()
            self.socket.curve_serverkey = public
        if password is not None:
            self.socket.plain_username, self.socket.plain_password = b"desk", password
        self.monitor = self.socket.get_monitor_socket()
        self.socket.connect(service.endpoint)

    @staticmethod
    def _pair(path):
        key = read_key(path)
        return key["public_key"].encode(), key["secret_key"].encode()

    def close(self):
        self.socket.disable_monitor()
        self.context.destroy(linger=0)

    def __enter__(self):
        return self

    def __exit__(self, *_):
        self.close()

    def send_frames(self, *frames):
        self.socket.send_multipart(list(frames))

    def receive(self, wait_ms=30000):
        """(ReplyHeader, body), or None where nothing came."""
        if not self.socket.poll(wait_ms):
            return None
        frames = self.socket.recv_multipart()
        header = envelope_pb2.ReplyHeader.FromString(frames[1])
        return header, frames[2]

    def header(self, method, **fields):
        return envelope_pb2.RequestHeader(method=method, request_id=uuid7(), timeout_ms=20000, **fields)

    def call(self, method, request=b"", answer=None, **fields):
        """Sends a message or raw bytes; (ReplyHeader, answer or body)."""
        body = request if isinstance(request, bytes) else request.SerializeToString()
        self.send_frames(b"", self.header(method, **fields).SerializeToString(), body)
        reply = self.receive()
        assert reply is not None, f"no answer to {method}"
        header, bytes_ = reply
        return header, (answer.FromString(bytes_) if answer is not None else bytes_)


def make_key(folder, name):
    """Writes NAME.secret as the contract of key files has it; returns its public key."""
    public, secret = zmq.curve_keypair()
    path = Path(folder) / f"{name}.secret"
    path.touch(mode=0o600)
    path.write_text(
        json.dumps({"name": name, "public_key": public.decode(), "secret_key": secret.decode()}), encoding="utf-8"
    )
    return public.decode()


def admit(service, name, public_key, roles):
    """Lets a key call a service, with these roles; returns the file whose removal revokes it."""
    path = service.house.keys / service.name / "callers" / f"{name}.json"
    text = json.dumps({"name": name, "public_key": public_key, "roles": list(roles)})
    fresh = path.with_suffix(".tmp")
    fresh.write_text(text, encoding="utf-8")
    fresh.rename(path)
    return path

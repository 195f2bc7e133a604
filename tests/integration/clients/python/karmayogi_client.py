"""Calling Karmayogi services from Python: ZeroMQ, CURVE and the contracts, nothing else. Copy it, or write your own.

Needs Debian's python3-zmq and python3-protobuf, and the contracts as Python modules:

    mkdir contracts
    cd PREFIX/share/karmayogi/proto
    protoc --python_out=.../contracts $(find karmayogi -name '*.proto')
"""

import json
import os
import time
from pathlib import Path

import zmq
from zmq.utils.monitor import recv_monitor_message

from karmayogi.core.v1 import envelope_pb2, feed_pb2, status_pb2


class Refused(Exception):
    """The service said no: status.code, .reason, .sentence, .violations; position(s) may tell what it knew."""

    def __init__(self, status):
        super().__init__(f"{status_pb2.Code.Name(status.code)} {status.reason}: {status.sentence}")
        self.status = status


class KeyRefused(Exception):
    """The service does not admit our key, or has another key than the one we were given."""


class NoAnswer(Exception):
    """The time is over; whether a write was done is not known. Call again with the same request id to learn it."""


def new_request_id():
    """A UUID of version 7: 16 bytes, the time in milliseconds and then random ones."""
    random = bytearray(os.urandom(10))
    random[0] = 0x70 | random[0] & 0x0F
    random[2] = 0x80 | random[2] & 0x3F
    return int(time.time() * 1000).to_bytes(6, "big") + bytes(random)


def read_key(path):
    return {name: text.encode() for name, text in json.loads(Path(path).read_text(encoding="utf-8")).items()}


PATIENCE = (status_pb2.CODE_UNAVAILABLE, status_pb2.CODE_RESOURCE_EXHAUSTED)
KEY_EVENTS = zmq.EVENT_HANDSHAKE_FAILED_AUTH | zmq.EVENT_HANDSHAKE_FAILED_PROTOCOL


class Connection:
    """A connection to one service, for one thread. Makes itself again when it breaks."""

    def __init__(self, endpoint, own_key_file, service_key_file, actor="", locale="en"):
        own, service = read_key(own_key_file), read_key(service_key_file)
        self.actor, self.locale, self.positions = actor, locale, []
        self.context = zmq.Context()
        self.socket = self.context.socket(zmq.DEALER)
        self.socket.linger = 0
        self.socket.curve_publickey, self.socket.curve_secretkey = own["public_key"], own["secret_key"]
        self.socket.curve_serverkey = service["public_key"]
        self.monitor = self.socket.get_monitor_socket(KEY_EVENTS)
        self.socket.connect(endpoint)

    def close(self):
        self.socket.disable_monitor()
        self.context.destroy(linger=0)

    def call(self, method, request, answer_type, request_id=None, at_least=(), timeout_s=10.0, try_s=2.0):
        """The answer; .positions are then those of the reply. Sends again under the same id until there is one."""
        end = time.monotonic() + timeout_s
        request_id = request_id or new_request_id()
        while (left_s := end - time.monotonic()) > 0:
            header = envelope_pb2.RequestHeader(
                method=method, request_id=request_id, timeout_ms=max(1, min(60000, int(left_s * 1000))),
                actor=self.actor, locale=self.locale, at_least=at_least,
            )
            self.socket.send_multipart([b"", header.SerializeToString(), request.SerializeToString()])
            reply, body = self._await_reply(request_id, min(end, time.monotonic() + try_s))
            if reply is None:
                continue
            status = reply.status
            if status.code == status_pb2.CODE_OK_UNSPECIFIED:
                self.positions = list(reply.positions)
                return answer_type.FromString(body)
            pause_s = max(status.retry_after_ms / 1000, 0.1)
            if status.code not in PATIENCE or time.monotonic() + pause_s > end:
                raise Refused(status)
            time.sleep(pause_s)
        raise NoAnswer(f"{method}: no answer within {timeout_s} s")

    def position(self, service):
        """Of the last reply, that of one service: a reply tells those of the feeds which its service follows, too."""
        return next(position for position in self.positions if position.service == service)

    def _await_reply(self, request_id, until):
        """(ReplyHeader, body) of this request; (None, b"") when it is time to send it again."""
        poller = zmq.Poller()
        poller.register(self.socket, zmq.POLLIN)
        poller.register(self.monitor, zmq.POLLIN)
        while (left_s := until - time.monotonic()) > 0:
            ready = dict(poller.poll(int(left_s * 1000) + 1))
            if self.monitor in ready:
                recv_monitor_message(self.monitor)
                raise KeyRefused("the handshake failed: is the key admitted, and is the service's .public file its own?")
            if self.socket in ready:
                _, header, body = self.socket.recv_multipart()
                reply = envelope_pb2.ReplyHeader.FromString(header)
                if reply.request_id == request_id:  # else: to a call that was given up
                    return reply, body
        return None, b""

    def feed(self, cursor=None, max_bytes=0, wait_ms=0):
        """Pages of the service's feed after a cursor, to its end. Keep page.through with what you made of the page, in one
        transaction, and every entry takes effect exactly once."""
        cursor = cursor or feed_pb2.FeedCursor()
        while True:
            request = feed_pb2.ReadRequest(cursor=cursor, max_bytes=max_bytes, wait_ms=wait_ms)
            page = self.call(
                "karmayogi.core.v1.FeedService/Read", request, feed_pb2.ReadResponse,
                timeout_s=10 + wait_ms / 1000, try_s=2 + wait_ms / 1000,
            )
            if page.from_sequence != cursor.sequence or (cursor.epoch and page.epoch != cursor.epoch):
                raise ValueError("the page does not go on where it was asked to")
            yield page
            cursor = page.through
            if cursor.sequence == page.head:
                return

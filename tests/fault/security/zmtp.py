"""What peers without a key say first: greetings of ZMTP, right and wrong, and things that are none."""

import socket


def greeting(mechanism=b"CURVE", major=3, minor=1, as_server=0):
    signature = b"\xff" + (1).to_bytes(8, "big") + b"\x7f"
    return signature + bytes([major, minor]) + mechanism.ljust(20, b"\0")[:20] + bytes([as_server]) + bytes(31)


def frame(body, flags=4, length=None):
    return bytes([flags | 2]) + (len(body) if length is None else length).to_bytes(8, "big") + body


def command(name, body):
    return frame(bytes([len(name)]) + name + body)


def hello(random, size=192, version=b"\1\0"):
    """The first command of CURVE, as long as it should be, with a box that nobody can open."""
    return command(b"HELLO", (version + bytes(72) + random.randbytes(size))[: size + 2])


# What is sent, as a function of a source of chance; the connection is left open afterwards.
OPENINGS = {
    "nothing": lambda r: b"",
    "one byte": lambda r: b"\xff",
    "half a greeting": lambda r: greeting()[: r.randrange(1, 64)],
    "a greeting alone": lambda r: greeting(),
    "another signature": lambda r: b"\x7f" + greeting()[1:],
    "random bytes": lambda r: r.randbytes(r.randrange(1, 2000)),
    "zeros": lambda r: bytes(4096),
    "a web request": lambda r: b"GET / HTTP/1.1\r\nHost: localhost\r\n\r\n",
    "TLS": lambda r: b"\x16\x03\x01\x02\x00\x01\x00\x01\xfc\x03\x03" + r.randbytes(500),
    "ZMTP 1": lambda r: b"\x01\x00\x05\x00hello",
    "ZMTP 2": lambda r: b"\xff" + bytes(8) + b"\x7f\x01\x05\x00\x00",
    "ZMTP 4": lambda r: greeting(major=4) + hello(r),
    "no mechanism": lambda r: greeting(b"NULL") + command(b"READY", b""),
    "a password": lambda r: greeting(b"PLAIN") + command(b"HELLO", b"\4desk\4desk"),
    "an unknown mechanism": lambda r: greeting(b"KERBEROS"),
    "a mechanism of 20 bytes": lambda r: greeting(b"C" * 20),
    "as the server": lambda r: greeting(as_server=1) + command(b"WELCOME", bytes(160)),
    "a HELLO that cannot be opened": lambda r: greeting() + hello(r),
    "a short HELLO": lambda r: greeting() + hello(r, size=r.randrange(0, 190)),
    "a long HELLO": lambda r: greeting() + hello(r, size=5000),
    "a HELLO of another version": lambda r: greeting() + hello(r, version=b"\2\0"),
    "INITIATE first": lambda r: greeting() + command(b"INITIATE", r.randbytes(300)),
    "READY first": lambda r: greeting() + command(b"READY", r.randbytes(30)),
    "an ERROR": lambda r: greeting() + command(b"ERROR", b"\xff" + b"x" * 255),
    "a message first": lambda r: greeting() + frame(b"\7MESSAGE" + r.randbytes(100), flags=0),
    "many small frames": lambda r: greeting() + b"\1\0" * 5000,
    "a frame of 2^63 bytes": lambda r: greeting() + frame(b"x", length=1 << 63),
    "a frame of 2^64-1 bytes": lambda r: greeting() + frame(b"x", length=(1 << 64) - 1),
    "a frame of 5 MiB": lambda r: greeting() + frame(b"x" * 1000, length=5 << 20),
    "half a frame": lambda r: greeting() + frame(b"x" * 1000, length=2000),
    "half a header of a frame": lambda r: greeting() + b"\x06\x00\x00",
}


def has_ended(peer):
    """Whether the other side has closed; what it said before is read and dropped."""
    peer.setblocking(False)
    try:
        while peer.recv(65536):
            continue
    except BlockingIOError:
        return False
    except OSError:
        return True
    return True


def connect(endpoint):
    host, _, port = endpoint.removeprefix("tcp://").rpartition(":")
    peer = socket.create_connection((host, int(port)), timeout=30)
    peer.setsockopt(socket.IPPROTO_TCP, socket.TCP_NODELAY, 1)
    return peer

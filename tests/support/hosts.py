"""Two hosts on one machine: network namespaces with a link between them, and what may go wrong on it.

Needs root, and a kernel that lets it make namespaces; without, everything here says so and fails. Names and addresses are
of this process alone, nothing outside of the namespaces is touched, and both go with the process: close() on every way out
that Python knows. (Addresses are of the range for measurements, RFC 2544, and seen from inside only.)
"""

import atexit
import contextlib
import os
import subprocess

from house import House
from traffic import NotTried


def _run(*words, check=True):
    done = subprocess.run(list(map(str, words)), stdin=subprocess.DEVNULL, capture_output=True, check=False)
    if check and done.returncode != 0:
        raise AssertionError(f"{' '.join(map(str, words))}: {done.stderr.decode().strip()}")
    return done


class Host:
    """One namespace, at one end of the link."""

    def __init__(self, name, interface, address):
        self.name, self.interface, self.address = name, interface, address
        self.wrapper = ["ip", "netns", "exec", name]

    def ip(self, *words):
        _run("ip", "-n", self.name, *words)

    def run(self, *words, check=True):
        return _run(*self.wrapper, *words, check=check)

    def begin(self):
        self.ip("link", "set", "lo", "up")
        self.ip("link", "set", self.interface, "up")
        self.give_address()

    def give_address(self):
        self.ip("address", "add", f"{self.address}/30", "dev", self.interface)

    def take_address(self):
        self.ip("address", "del", f"{self.address}/30", "dev", self.interface)

    @contextlib.contextmanager
    def no_link(self):
        self.ip("link", "set", self.interface, "down")
        try:
            yield
        finally:
            self.ip("link", "set", self.interface, "up")

    @contextlib.contextmanager
    def no_address(self):
        self.take_address()
        try:
            yield
        finally:
            self.give_address()

    @contextlib.contextmanager
    def deaf(self, share=1.0):
        """Drops so much of what comes in, by chance: all of it, or a share of the packets."""
        rule = ["INPUT", "--in-interface", self.interface]
        if share < 1:
            rule += ["--match", "statistic", "--mode", "random", "--probability", f"{share:.3f}"]
        rule += ["--jump", "DROP"]
        self.run("iptables", "--append", *rule)
        try:
            yield
        finally:
            self.run("iptables", "--delete", *rule)

    @contextlib.contextmanager
    def shaped(self, *discipline):
        """What goes out passes a queueing discipline of the kernel."""
        self.run("tc", "qdisc", "add", "dev", self.interface, "root", *discipline)
        try:
            yield
        finally:
            self.run("tc", "qdisc", "del", "dev", self.interface, "root")

    def can_shape(self, *discipline):
        done = self.run("tc", "qdisc", "add", "dev", self.interface, "root", *discipline, check=False)
        if done.returncode == 0:
            self.run("tc", "qdisc", "del", "dev", self.interface, "root")
        return done.returncode == 0


class Hosts:
    """Two of them, linked."""

    def __init__(self):
        number = os.getpid()
        self.here = Host(f"karmayogi-{number}-a", f"kmy{number}a"[:15], "198.18.0.1")
        self.there = Host(f"karmayogi-{number}-b", f"kmy{number}b"[:15], "198.18.0.2")
        atexit.register(self.close)
        if os.geteuid() != 0:
            raise NotTried("making network namespaces needs root")
        try:
            for host in self.both:
                _run("ip", "netns", "add", host.name)
            peer = ["peer", "name", self.there.interface, "netns", self.there.name]
            _run("ip", "link", "add", self.here.interface, "netns", self.here.name, "type", "veth", *peer)
            for host in self.both:
                host.begin()
        except (AssertionError, OSError) as why:
            self.close()
            raise NotTried(f"network namespaces are not permitted here, or a package is missing: {why}") from why

    @property
    def both(self):
        return [self.here, self.there]

    def close(self):
        """The link goes with its ends."""
        for host in self.both:
            with contextlib.suppress(OSError):
                _run("ip", "netns", "delete", host.name, check=False)


class TwoHosts(House):
    """Registration and the catalogue on one host, reporting and whoever calls on the other."""

    def __init__(self, hosts):
        self.hosts, self.wrapper = hosts, hosts.there.wrapper
        super().__init__()

    def place(self):
        for service in self.services:
            host = self.hosts.there if service is self.reporting else self.hosts.here
            service.wrapper = host.wrapper
            service.endpoint = f"tcp://{host.address}:{service.endpoint.rpartition(':')[2]}"

    def command(self, *arguments, keys=None):
        return [*self.wrapper, *super().command(*arguments, keys=keys)]

"""Keys: those that are none, those that are no longer, those whose roles change, and those that are kept badly; tokens of
pages; and what a process leaves behind when it dies.

Would catch: a door that opens to a wrong key, or stays open to a former one; a token that leads somebody else to a page;
a secret that others may read, or that a dump of memory holds.
"""

import contextlib
import json
import os
import resource
import signal
import subprocess

import zmq
from ground import REGISTER, STATUS, ask, register, word
from house import BIN, until
from karmayogi.core.v1 import admin_pb2, feed_pb2, position_pb2, types_pb2
from karmayogi.registration.v1 import service_pb2
from karmayogi.registration.v1 import types_pb2 as registration_types
from raw_caller import REGISTRATION, RawCaller, read_key
from replay import READ

LIST = f"{REGISTRATION}/ListOrganisations"
MASTERS = f"{REGISTRATION}/ListMasterEntries"
BACKUP = "karmayogi.core.v1.AdminService/StartBackup"
REVOKED = "UNAUTHENTICATED/KEY_REVOKED"
MISSING = "PERMISSION_DENIED/ROLE_MISSING"


class KeyStories:
    def __init__(self, ground):
        self.ground, self.house, self.service = ground, ground.house, ground.house.registration
        self.callers = ground.house.keys / "registration/callers"
        self.stories = 0

    @classmethod
    def part(cls, ground, _):
        stories = cls(ground)
        names = [name for name in dir(cls) if name.startswith("story_")]
        for name in names:
            getattr(stories, name)()
            stories.stories += 1
        return f"{stories.stories} stories of keys, {stories.tokens} page tokens"

    def said(self, answer, wanted, what):
        said = "no answer" if answer is None else "OK/" if answer[0].code == 0 else word(answer[0])
        self.ground.expect(said == wanted, f"{what}: {said} instead of {wanted}")
        self.ground.expect(answer is None or answer[0].code == 0 or answer[1] == b"", f"{what}: a refusal with a body")

    def await_said(self, caller, method, wanted, what, request=b""):
        def is_so():
            answer = ask(caller, method, request)
            return answer and ("OK/" if answer[0].code == 0 else word(answer[0])) == wanted

        until(is_so, f"{what} to be answered {wanted}")

    # ---- keys that are none

    def story_strange_keys(self):
        """Nothing, a password, an unknown key, a known name with another key, another server's key: never an answer."""
        server = read_key(self.house.keys / "registration.public")["public_key"].encode()
        other = read_key(self.house.keys / "catalogue.public")["public_key"].encode()
        desk = read_key(self.house.keys / "desk.secret")
        pair = desk["public_key"].encode(), desk["secret_key"].encode()
        refused = self.connections_refused()
        strangers = {
            "no key": RawCaller(self.service),
            "an unknown key": RawCaller(self.service, zmq.curve_keypair()),
            "the key of a service as a caller's": RawCaller(self.service, self.house.keys / "catalogue/catalogue.secret"),
            "another service's key": RawCaller(self.service, pair, other),
            "a random server key": RawCaller(self.service, pair, zmq.curve_keypair()[0]),
            "a password": RawCaller(self.service, password=b"desk"),
        }
        self.ground.expect(server != other, "two services have one key")
        for stranger in strangers.values():
            with contextlib.suppress(zmq.Again):  # its connection was ended already
                header = stranger.header(STATUS).SerializeToString()
                stranger.socket.send_multipart([b"", header, b""], zmq.NOBLOCK)
        until(lambda: self.connections_refused() >= refused + len(strangers), "the strangers to be refused")
        for what, stranger in strangers.items():
            self.ground.expect(stranger.receive(0) is None, f"{what} was answered")
            stranger.close()

    def connections_refused(self):
        return sum(self.ground.counter(self.service, "connections_refused_total", why) for why in ("handshake", "unknown_key"))

    # ---- keys that are no longer

    def story_revoked_while_it_works(self):
        """On its connection, while it waits for the feed and for a position, and while its backup is made."""
        path = self.ground.key(self.service, "former", "administrator", "follower")
        caller = self.ground.admitted(self.service, "former", "administrator", "follower")
        status, body = ask(caller, READ, feed_pb2.ReadRequest(max_bytes=1))
        head = feed_pb2.ReadResponse.FromString(body).head
        cursor = self.head_cursor(caller)
        waits = {"the feed": self.wait(caller, READ, feed_pb2.ReadRequest(cursor=cursor, wait_ms=20000))}
        ahead = position_pb2.Position(service="registration", epoch=cursor.epoch, sequence=head + 100000)
        waits["a position"] = self.wait(caller, LIST, b"", at_least=[ahead])
        self.said(ask(caller, BACKUP), "OK/", "a backup")
        path.unlink()
        answers = {}
        while len(answers) < len(waits):
            reply = caller.receive()
            if not self.ground.expect(reply is not None, "a revoked caller waits on"):
                return
            answers[reply[0].request_id] = (reply[0].status, reply[1])
        for what, request_id in waits.items():
            self.said(answers.get(request_id), REVOKED, f"waiting for {what} with a revoked key")
        self.said(ask(caller, STATUS), REVOKED, "a revoked key")
        again = self.ground.caller(self.service, "former")
        self.ground.expect(ask(again, STATUS, wait_ms=1000) is None, "a revoked key connected anew")
        until(lambda: self.backup_state() == admin_pb2.BACKUP_STATE_DONE, "the backup that was begun to be done")

    def wait(self, caller, method, request, **fields):
        header = caller.header(method, **fields)
        header.timeout_ms = 30000
        caller.send_frames(b"", header.SerializeToString(), request if isinstance(request, bytes) else request.SerializeToString())
        return header.request_id

    def head_cursor(self, caller):
        """Where a follower stands that has everything."""
        cursor = feed_pb2.FeedCursor()
        while True:
            _, body = ask(caller, READ, feed_pb2.ReadRequest(cursor=cursor))
            page = feed_pb2.ReadResponse.FromString(body)
            cursor = page.through
            if cursor.sequence == page.head:
                return cursor

    def backup_state(self):
        desk = self.ground.caller(self.service, "desk")
        _, body = ask(desk, "karmayogi.core.v1.AdminService/GetBackup")
        return admin_pb2.GetBackupResponse.FromString(body).backup.state

    # ---- roles that change

    def story_roles_change_on_one_connection(self):
        caller = self.ground.admitted(self.service, "changing", "reader")
        request = register(70001)
        self.said(ask(caller, REGISTER, request), MISSING, "a reader who writes")
        self.ground.key(self.service, "changing", "registrar")
        self.await_said(caller, REGISTER, "OK/", "a reader who became a registrar", request)
        self.ground.key(self.service, "changing")
        self.await_said(caller, LIST, MISSING, "a registrar who lost every role")
        self.said(ask(caller, STATUS), "OK/", "a key without roles that asks for the status")
        self.said(ask(caller, REGISTER, register(70002)), MISSING, "a key without roles that writes")

    def story_persons_are_for_those_who_may_see_them(self):
        """A follower of persons who becomes a plain one while it waits is refused, and sees nobody from then on."""
        name = "watcher"
        caller = self.ground.admitted(self.service, name, "person-follower")
        _, body = ask(caller, READ, feed_pb2.ReadRequest(with_person=True))
        self.ground.expect(b"Meena Devi" in body, "the feed with persons has none: nothing is proved")
        _, body = ask(caller, READ, feed_pb2.ReadRequest())
        self.ground.expect(b"Meena Devi" not in body, "the feed without persons shows one")
        cursor = self.head_cursor(caller)
        waiting = self.wait(caller, READ, feed_pb2.ReadRequest(cursor=cursor, wait_ms=20000, with_person=True))
        self.ground.key(self.service, name, "follower")
        reply = caller.receive()
        if self.ground.expect(reply and reply[0].request_id == waiting, "a follower that lost a role waits on"):
            self.said((reply[0].status, reply[1]), MISSING, "waiting for persons without the role")
        self.said(ask(caller, READ, feed_pb2.ReadRequest(with_person=True)), MISSING, "persons without the role")
        _, body = ask(caller, READ, feed_pb2.ReadRequest())
        self.ground.expect(body and b"Meena Devi" not in body, "a plain follower sees a person")

    # ---- keys that are kept badly

    def story_one_key_under_two_names(self):
        """The list stays as it was, for everybody, and the log says which files."""
        caller = self.ground.admitted(self.service, "single", "reader")
        public = read_key(self.house.keys / "single.secret")["public_key"]
        twin = self.callers / "twin.json"
        twin.write_text(json.dumps({"name": "twin", "public_key": public, "roles": ["administrator"]}), encoding="utf-8")

        def told():
            return any("twin.json" in line["trail"] for line in self.service.events("callers_unreadable"))

        until(told, "the log to name the two files")
        self.said(ask(caller, LIST), "OK/", "a key that is in two files")
        self.said(ask(caller, BACKUP), MISSING, "a key that somebody admitted again as an administrator")
        twin.unlink()
        self.ground.admitted(self.service, "after-twin", "reader")

    def story_files_that_others_may_read(self):
        """A service does not start with a secret that others may read or the group may change, and does not quote it."""
        secret = self.house.keys / "catalogue/catalogue.secret"
        words = read_key(secret)
        check = [str(BIN / "karmayogi-catalogue"), *self.house.catalogue.arguments()[1:], "--check"]
        for mode, wanted in ((0o600, True), (0o640, True), (0o644, False), (0o660, False), (0o602, False), (0o620, False)):
            secret.chmod(mode)
            done = subprocess.run(check, stdout=subprocess.PIPE, stderr=subprocess.STDOUT, timeout=60, check=False)
            text = done.stdout.decode("utf-8")
            refused = "may read or change it" in text
            self.ground.expect(refused != wanted, f"a secret of mode {mode:04o}: {text}")
            self.ground.expect(words["secret_key"] not in text, f"a secret of mode {mode:04o} is quoted")
        secret.chmod(0o600)

    # ---- pages

    def story_tokens_of_pages(self):
        """A token goes on with one query of one caller; any other use, and any change, is refused."""
        ground = self.ground
        clerk, other = ground.caller(self.service, "clerk"), ground.caller(self.service, "other-clerk")
        districts = registration_types.MASTER_LIST_DISTRICT
        first = service_pb2.ListMasterEntriesRequest(list=districts, page=types_pb2.PageRequest(page_size=5))
        _, body = ask(clerk, MASTERS, first)
        token = service_pb2.ListMasterEntriesResponse.FromString(body).page.next_page_token
        self.tokens = 0

        def use(caller, method, kind, wanted, token, what, **fields):
            page = types_pb2.PageRequest(page_size=5, page_token=token)
            self.said(ask(caller, method, kind(page=page, **fields)), wanted, what)
            self.tokens += 1

        kind, refused = service_pb2.ListMasterEntriesRequest, "OUT_OF_RANGE/PAGE_TOKEN"
        use(clerk, MASTERS, kind, "OK/", token, "a page token", list=districts)
        use(other, MASTERS, kind, refused, token, "another caller's page token", list=districts)
        designations = registration_types.MASTER_LIST_DESIGNATION
        use(clerk, MASTERS, kind, refused, token, "a page token of another list", list=designations)
        use(clerk, LIST, service_pb2.ListOrganisationsRequest, refused, token, "a page token of another method")
        alphabet = "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789-_"
        for _ in range(100):
            at = ground.random.randrange(len(token))
            letter = ground.random.choice([each for each in alphabet if each != token[at]])
            use(clerk, MASTERS, kind, refused, token[:at] + letter + token[at + 1 :], "an altered token", list=districts)
            made = "".join(ground.random.choices(alphabet, k=ground.random.randrange(1, 200)))
            use(clerk, MASTERS, kind, refused, made, "an invented token", list=districts)

    # ---- what is left of a process

    def story_no_dump_of_memory(self):
        """A service that dies leaves no file with its memory, whatever the shell that started it allows."""
        catalogue = self.house.catalogue
        catalogue.stop()
        catalogue.wrapper = ["prlimit", "--core=unlimited"]
        catalogue.start()
        limits = open(f"/proc/{catalogue.process.pid}/limits", encoding="ascii").read()
        self.ground.expect("Max core file size        0 " in limits, "a service may dump its memory")
        pid = catalogue.process.pid
        os.kill(pid, signal.SIGABRT)
        _, status, _ = os.wait4(pid, 0)
        catalogue.process.returncode = -signal.SIGABRT
        catalogue.process = None
        self.ground.expect(os.WIFSIGNALED(status), "a service that was killed did not die of it")
        self.ground.expect(not os.WCOREDUMP(status), "a service that died left a dump of its memory")
        catalogue.wrapper = []
        catalogue.start()
        hard = resource.getrlimit(resource.RLIMIT_CORE)[1]
        self.ground.expect(hard != 0, "dumps are forbidden here anyway: nothing is proved")

"""An example of another team's program in Python: registers an official, finds her again, walks a list and the feed, and
sees her counted. Uses karmayogi_client.py beside it and the contracts.

    onboard.py REGISTRATION REPORTING KEYS NAME ORGANISATION MOBILE [TIMEOUT_MS] [wait]

The same arguments, and the same exit codes, as the example in C (../c/onboard.c).
"""

import contextlib
import sys
from pathlib import Path

from karmayogi_client import Connection, KeyRefused, NoAnswer, Refused, new_request_id

from karmayogi.core.v1 import types_pb2 as core
from karmayogi.registration.v1 import event_pb2, service_pb2 as registration, types_pb2 as types
from karmayogi.reporting.v1 import service_pb2 as reporting

REGISTRATION = "karmayogi.registration.v1.RegistrationService"
REPORTING = "karmayogi.reporting.v1.ReportingService"


def show_refusal(status):
    print(f"refused: code {status.code}, {status.reason}: {status.sentence}")
    for violation in status.violations:
        print(f"  {violation.field}: {violation.reason}: {violation.sentence}")


def registration_of(organisation, mobile):
    return registration.RegisterOfficialRequest(
        person=types.Person(name="Sunita Devi", mobile=mobile),
        post=types.Post(organisation_id=organisation, designation="Constable"),
    )


def register_official(service, organisation, mobile, timeout_s):
    """One write, under one request id however often it has to be sent."""
    method, request = f"{REGISTRATION}/RegisterOfficial", registration_of(organisation, mobile)
    request_id = new_request_id()  # kept with what is to be written, it can be asked again even after a crash
    answer = service.call(
        method, request, registration.RegisterOfficialResponse, request_id=request_id, timeout_s=timeout_s
    )
    official_id, position = answer.official.official_id, service.position("registration")
    print(f"registered {official_id} at {position.service}:{position.epoch}:{position.sequence}")
    # The same id again is the same request: it happens once, and the first answer comes back.
    again = service.call(method, request, registration.RegisterOfficialResponse, request_id=request_id)
    assert again.official.official_id == official_id, "the same request has registered twice"
    return official_id, position


def show_a_refusal(service, organisation):
    try:
        request = registration_of(organisation, "12")
        service.call(f"{REGISTRATION}/RegisterOfficial", request, registration.RegisterOfficialResponse)
    except Refused as refused:
        show_refusal(refused.status)
    else:
        raise AssertionError("a mobile of two digits was taken")


def look_up(service, official_id):
    request = registration.GetOfficialRequest(official_id=official_id)
    official = service.call(f"{REGISTRATION}/GetOfficial", request, registration.GetOfficialResponse).official
    person = official.person
    print(f"found {official.official_id}: {person.name}, {official.post.designation}, mobile {person.mobile}")


def walk_list(service, organisation):
    officials = pages = 0
    token = ""
    while token or not pages:
        page = core.PageRequest(page_size=2, page_token=token)
        request = registration.ListOfficialsRequest(organisation_id=organisation, page=page)
        answer = service.call(f"{REGISTRATION}/ListOfficials", request, registration.ListOfficialsResponse)
        officials, pages, token = officials + len(answer.officials), pages + 1, answer.page.next_page_token
    print(f"listed {officials} officials of {organisation} on {pages} pages")


def read_feed(service, official_id):
    pages = found = through = 0
    for page in service.feed(max_bytes=4096):  # small, to show several pages
        for entry in page.entries:
            for event in map(event_pb2.Event.FromString, entry.events):
                found += event.official_registered.official.official_id == official_id
        pages, through = pages + 1, page.through.sequence
    print(f"read the feed up to entry {through} on {pages} pages; it tells of {official_id} {found} time(s)")
    assert found == 1, "the feed does not tell of the registration once"


def onboarded(service, organisation, position):
    """What reporting counts, once it has counted up to a position of registration."""
    request = reporting.GetOnboardingRequest(organisation_id=organisation)
    answer = service.call(
        f"{REPORTING}/GetOnboarding", request, reporting.GetOnboardingResponse, at_least=[position]
    )
    return answer.total.onboarded


def newest(service, organisation, timeout_s):
    """Where registration's history stands: every answer tells it."""
    request = registration.GetOrganisationRequest(organisation_id=organisation)
    service.call(
        f"{REGISTRATION}/GetOrganisation", request, registration.GetOrganisationResponse, timeout_s=timeout_s
    )
    return service.position("registration")


def connect(endpoint, keys, name, service):
    return Connection(endpoint, keys / f"{name}.secret", keys / f"{service}.public", actor="S. Verma, training cell")


def run(endpoints, keys, name, organisation, mobile, timeout_s, wait):
    with contextlib.ExitStack() as stack:  # closed whatever happens: an open socket keeps a program from ending
        registrar, reports = (
            stack.enter_context(contextlib.closing(connect(endpoint, keys, name, service)))
            for service, endpoint in zip(("registration", "reporting"), endpoints)
        )
        before = newest(registrar, organisation, timeout_s)
        count_before = onboarded(reports, organisation, before)
        show_a_refusal(registrar, organisation)
        official_id, written = register_official(registrar, organisation, mobile, timeout_s)
        if wait:
            print("waiting for a line", flush=True)
            sys.stdin.readline()
        look_up(registrar, official_id)
        walk_list(registrar, organisation)
        read_feed(registrar, official_id)
        count = onboarded(reports, organisation, written)
        print(f"onboarded in {organisation}: {count_before} before, {count} now")
        assert count == count_before + 1, "one registration has not made exactly one more"


def main(arguments):
    if not 6 <= len(arguments) <= 8:
        print(__doc__, file=sys.stderr)
        return 2
    timeout_s = float(arguments[6]) / 1000 if len(arguments) > 6 else 10.0
    try:
        run(arguments[:2], Path(arguments[2]), *arguments[3:6], timeout_s, len(arguments) > 7)
    except Refused as refused:
        show_refusal(refused.status)
        return 1
    except (KeyRefused, NoAnswer) as reason:
        print(f"refused: {type(reason).__name__}: {reason}")
        return 1
    except AssertionError as broken:
        print(f"onboard.py: {broken}", file=sys.stderr)
        return 4
    return 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))

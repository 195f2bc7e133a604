"""The golden stores: what was asked of them when they were made, and what they answered. For tests/golden/make_store and
for the test that asks again.
"""

from golden import Contracts, meaning
from google.protobuf import json_format

REGISTRATION = "karmayogi.registration.v1.RegistrationService"
REPORTING = "karmayogi.reporting.v1.ReportingService"
AS_OF = {"year": 2025, "month": 12, "day": 31}  # a day that is over on every machine
LISTS = ("DESIGNATION", "MOTHER_TONGUE", "ORGANISATION_KIND", "DISTRICT")


class Asker:
    """Asks by names and JSON, so that questions and answers can be kept in a file."""

    def __init__(self, contracts_folder):
        contracts = Contracts(contracts_folder)
        self.methods, self.new = contracts.methods(), contracts.new

    def ask(self, caller, method, request):
        """The answer's meaning; anything but OK is a failure."""
        descriptor = self.methods[method]
        body = json_format.ParseDict(request, self.new(descriptor.input_type.full_name))
        header, answer = caller.call(method, body)
        assert header.status.code == 0, f"{method}: {header.status}"
        message = self.new(descriptor.output_type.full_name)
        message.MergeFromString(answer)
        return without_words(meaning(message))


def without_words(told):
    """An answer without what may change: the sentences for people, and how fresh figures are on the day of asking."""
    if isinstance(told, list):
        return [without_words(each) for each in told]
    if isinstance(told, dict):
        return {key: without_words(each) for key, each in told.items() if key not in ("sentence", "freshness")}
    return told


def questions(officials, import_id):
    """(service, method, request) of everything that is asked of a golden store."""
    by_official = [("GetOfficial", {"official_id": official}) for official in officials]
    found = [
        *by_official,
        ("ListOfficials", {"organisation_id": "police", "whole_subtree": True, "page": {"page_size": 1000}}),
        ("ListOfficials", {"organisation_id": "police", "whole_subtree": True, "states": ["OFFICIAL_STATE_RETIRED"]}),
        ("FindOfficials", {"issued_id": {"issuer": "up-police-pno", "value": "014753192"}}),
        ("FindOfficials", {"mobile": "9876543210"}),
        ("FindOfficials", {"email": "sunita@example.org"}),
        ("GetOrganisation", {"organisation_id": "hapur-police"}),
        ("ListOrganisations", {"whole_subtree": True, "page": {"page_size": 1000}}),
        ("GetImport", {"import_id": import_id}),
        ("ListImportVerdicts", {"import_id": import_id, "page": {"page_size": 1000}}),
    ]
    found += [("ListMasterEntries", {"list": f"MASTER_LIST_{name}", "page": {"page_size": 1000}}) for name in LISTS]
    asked = [("registration", f"{REGISTRATION}/{method}", request) for method, request in found]
    asked.append(("registration", "karmayogi.core.v1.FeedService/Read", {"cursor": {}}))
    for by in ("DIMENSION_ORGANISATION", "DIMENSION_DISTRICT"):
        for as_of in ({"year": 2025, "month": 5, "day": 1}, AS_OF):
            request = {"organisation_id": "police", "by": by, "as_of": as_of}
            asked.append(("reporting", f"{REPORTING}/GetOnboarding", request))
    asked.append(("reporting", f"{REPORTING}/ListCountedOfficials", {"page": {"page_size": 1000}}))
    return asked


def joined(spans, like):
    """Spans of days as an earlier release would have cut them: neighbours that differ only in what it did not know, made
    one again. What is counted on a day is the same; a release that counts by more cuts finer.
    """
    known = {key for span in like for key in span} - {"first_day", "end_day"}
    found = []
    for span in spans:
        told = {key: value for key, value in span.items() if key in known}
        if not found or {key: found[-1].get(key) for key in known} != {key: told.get(key) for key in known}:
            found.append({"first_day": span["first_day"], **told})
        found[-1]["end_day"] = span.get("end_day")  # none: it still holds, which is a statement as well
    return found


def lost(before, now, where="answer"):
    """What of an answer is not as it was, one line each. What is new in it does not matter."""
    if isinstance(before, dict) and isinstance(now, dict):
        if "spans" in before and "spans" in now:
            spans = before["spans"]
            before, now = {**before, "spans": joined(spans, spans)}, {**now, "spans": joined(now["spans"], spans)}
        return [line for key in before for line in lost(before[key], now.get(key), f"{where}.{key}")]
    if isinstance(before, list) and isinstance(now, list):
        if len(before) != len(now):
            return [f"{where}: {len(now)} in place of {len(before)}"]
        return [line for i, each in enumerate(before) for line in lost(each, now[i], f"{where}[{i}]")]
    return [] if before == now else [f"{where}: {now!r} in place of {before!r}"]

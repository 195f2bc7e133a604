"""Registration: a small state with its lists and five officials."""

from stories import Call, Page, Story, date, import_id

KINDS = ("state", "department", "range", "district-unit", "police-station")
COLUMNS = [f"IMPORT_COLUMN_{name}" for name in ("FULL_NAME", "MOBILE", "EMAIL", "EMPLOYEE_ID", "DESIGNATION", "BIRTH_DATE")]


def entries(master_list, *items):
    return Call("PutMasterEntries", {"list": f"MASTER_LIST_{master_list}", "entries": list(items)})


def named(code, english, hindi="", **more):
    return {"code": code, "name_en": english, "name_hi": hindi, **more}


def organisation(name, parent, kind, district=0, **more):
    return {"organisation_id": name, "parent_id": parent, "kind": kind, "name_en": name.title(), "name_hi": "संगठन",
            "district_code": district, "established_on": date(1950, 1, 26), **more}


def create(*arguments, **more):
    return Call("CreateOrganisation", {"organisation": organisation(*arguments, **more)})


def official(name, number, organisation_id="meerut-police", expect="OK", **person):
    return Call("RegisterOfficial", {
        "person": {"name": name, "issued_ids": [{"issuer": "employee-police", "value": f"PNO-{number}"}], **person},
        "post": {"organisation_id": organisation_id, "designation": "Constable", "group": "GROUP_C",
                 "gender": "GENDER_FEMALE", "tags": ["traffic"]}}, expect)


def rows(first, *texts, validate_only=False, expect="OK"):
    return Call("ImportOfficials", {
        "import_id": import_id(1), "first_row": first, "validate_only": validate_only,
        "settings": {"organisation_id": "meerut-police", "label": "Constables", "employee_id_issuer": "employee-police",
                     "birth_date_order": "DATE_ORDER_DAY_FIRST"},
        "columns": COLUMNS,
        "rows": [{"line": first + i + 1, "cells": text.split("|")} for i, text in enumerate(texts)]}, expect)


def course(number, version=1, state="LIFE_STATE_LIVE", title="Basics"):
    return {"course_id": f"course-{number}", "version": version,
            "life": {"state": state, "edition": version, "live_from": date(2026, 1, 1), "edition_from": date(2026, 1, 1)},
            "content": {"kind": "COURSE_KIND_COURSE", "texts": [{"language": "en", "title": title}], "languages": ["en", "hi"],
                        "duration_minutes": 60, "modules": [{"module_id": f"m-{i}", "duration_minutes": 10} for i in range(3)]}}


RAM, MOHAN, GOPAL = "1-1-5", "1-2-3", "1-3-1"
TRANSFER = Call("RequestTransfer", {"official_id": RAM, "to_organisation_id": "hapur-police", "reason": "order 12"})
LIST = rows(1, "Asha Devi|9811111111|asha@example.in|PNO-21|Constable|15/08/1990",  # stored
            "Ram Kumar|9876543210||PNO-22|Constable|",  # flagged: shares the mobile
            "x0Y|123||PNO-1|Emperor|31/02/1990",  # refused for many reasons
            "Mohan Lal|9876543211||PNO-2|Constable|")  # there already

SETUP = (
    [entries("ORGANISATION_KIND", *(named(kind, kind) for kind in KINDS)),
     entries("DISTRICT", named("169", "Meerut", "मेरठ", census2011_code=138), named("661", "Hapur", "हापुड़")),
     entries("DESIGNATION", named("constable", "Constable", "आरक्षी", aliases=["Sipahi"], level=3),
             named("head-constable", "Head Constable", "मुख्य आरक्षी"))]
    + [create("up", "", "state"), create("police", "up", "department"), create("health", "up", "department"),
       create("meerut-range", "police", "range"), create("meerut-police", "meerut-range", "district-unit", 169),
       create("hapur-police", "meerut-range", "district-unit", 661),
       Call("DeclareStrength", {"organisation_id": "meerut-police",
                                "strength": {"count": 100, "source": "order 7", "declared_on": date(2026, 4, 1)}})]
    + [official("Ram Kumar", 1, mobile="9876543210", email="ram@example.in", birth_date=date(1980, 3, 5)),
       official("Mohan Lal", 2, mobile="9876543211"), official("Leela Devi", 3, "health", mobile="9876543212"),
       official("Gopal Das", 4, mobile="9876543213")]
)

STORIES = [
    Story("PutMasterEntries", entries("DESIGNATION", named("patwari", "Patwari", "पटवारी", aliases=["Lekhpal", "लेखपाल"]),
                                      named("constable", "Police Constable", "आरक्षी"))),
    Story("PutMasterEntries, refused", Call("PutMasterEntries", {"list": "MASTER_LIST_DESIGNATION",
                                                                 "entries": [named("patwari", "Constable")]}, "ALIAS_TAKEN")),
    Story("ListMasterEntries", Call("ListMasterEntries", {"list": "MASTER_LIST_DESIGNATION", "page": {"page_size": 1}})),
    Story("CreateOrganisation", create("thana", "meerut-police", "police-station", 169, strengths=[])),
    Story("CreateOrganisation, there already", create("health", "up", "department")),
    Story("CreateOrganisation, refused", Call("CreateOrganisation", {"organisation": organisation("thana", "nowhere", "range")},
                                              "ORGANISATION_PARENT_UNKNOWN")),
    Story("UpdateOrganisation", Call("UpdateOrganisation", {"organisation": organisation("health", "up", "department", 169),
                                                            "update_mask": ["name_hi", "district_code"], "version": 1})),
    Story("DeclareStrength", Call("DeclareStrength", {
        "organisation_id": "meerut-police", "strength": {"count": 120, "source": "order 9", "declared_on": date(2026, 9, 1)}})),
    Story("GetOrganisation", Call("GetOrganisation", {"organisation_id": "meerut-police"})),
    Story("ListOrganisations", Call("ListOrganisations", {"parent_id": "up", "whole_subtree": True, "page": {"page_size": 3}})),
    Story("RegisterOfficial", official("Sita Devi", 9, mobile="9876543210", email="sita@example.in", birth_date=date(1990, 1, 1),
                                       parent_name="Shri Janak Ram")),
    Story("RegisterOfficial in a new department", official("Sita Devi", 9, "health", mobile="9800000000")),
    Story("RegisterOfficial, taken", official("Sita Devi", 1, mobile="9876543299", expect="ISSUED_ID_TAKEN")),
    Story("RegisterOfficial, malformed", official("x0Y", 1, mobile="12", email="a", expect="NAME_CHARACTERS")),
    Story("RegisterOfficial in a legacy font", official("jke dqekj", 9, mobile="9800000000", expect="LEGACY_FONT")),
    Story("RegisterOfficial, repeated", official("Sita Devi", 9, mobile="9800000000"), same=True,
          before=[official("Sita Devi", 9, mobile="9800000000")]),
    Story("a refusal, repeated", official("Sita Devi", 1, expect="ISSUED_ID_TAKEN"), same=True,
          before=[official("Sita Devi", 1, expect="ISSUED_ID_TAKEN")]),
    Story("an id used twice", official("Sita Devi", 8, expect="REQUEST_ID_REUSED"), same=True, before=[official("Sita Devi", 9)]),
    Story("GetOfficial", Call("GetOfficial", {"official_id": RAM})),
    Story("GetOfficial, nobody", Call("GetOfficial", {"official_id": "1-99-0"}, "OFFICIAL_ID")),
    Story("FindOfficials by mobile", Call("FindOfficials", {"mobile": "9876543210"})),
    Story("FindOfficials by e-mail", Call("FindOfficials", {"email": "ram@example.in"})),
    Story("FindOfficials by id", Call("FindOfficials", {"issued_id": {"issuer": "employee-police", "value": "pno-1"}})),
    Story("ListOfficials", Call("ListOfficials", {"organisation_id": "police", "whole_subtree": True, "page": {"page_size": 2}})),
    Story("UpdateOfficial", Call("UpdateOfficial", {
        "official_id": RAM, "version": 1, "person": {"mobile": "9811111111", "name": "Ram Kumar Singh"},
        "post": {"designation": "Head Constable"}, "update_mask": ["person.mobile", "person.name", "post.designation"]})),
    Story("UpdateOfficial, overtaken", Call("UpdateOfficial", {
        "official_id": RAM, "version": 7, "person": {"mobile": "9811111111"}, "update_mask": ["person.mobile"]}, "VERSION_MISMATCH")),
    Story("BlockOfficial", Call("BlockOfficial", {"official_id": RAM, "reason": "inquiry"})),
    Story("UnblockOfficial", Call("UnblockOfficial", {"official_id": RAM, "reason": "over"}),
          before=[Call("BlockOfficial", {"official_id": RAM, "reason": "inquiry"})]),
    Story("RetireOfficial", Call("RetireOfficial", {"official_id": RAM, "reason": "age"}), before=[TRANSFER]),
    Story("RevealContact", Call("RevealContact", {"official_id": RAM, "purpose": "a call about the certificate"})),
    Story("ImportOfficials", LIST),
    Story("ImportOfficials, the next chunk", rows(5, "Vimla|9822222222||PNO-31|Constable|", "Kamla|9822222223||PNO-32||"), before=[LIST]),
    Story("ImportOfficials, repeated", LIST, before=[LIST]),
    Story("ImportOfficials, changed", rows(1, "Vimla|9822222222||PNO-31|Constable|", expect="IMPORT_CHUNK_CHANGED"), before=[LIST]),
    Story("ImportOfficials, validated", rows(1, "Vimla|9822222222||PNO-31|Constable|", "Vimla|9822222222||PNO-31|Constable|",
                                             validate_only=True)),
    Story("GetImport", Call("GetImport", {"import_id": import_id(1)}), before=[LIST]),
    Story("ListImportVerdicts", Call("ListImportVerdicts", {"import_id": import_id(1), "page": {"page_size": 3}}), before=[LIST]),
    Story("RequestTransfer", TRANSFER),
    Story("DecideTransfer", Call("DecideTransfer", {"transfer_id": RAM + "/1", "decision": "TRANSFER_DECISION_APPROVE",
                                                    "reason": "as agreed"}), before=[TRANSFER]),
    Story("DecideTransfer, withdrawn", Call("DecideTransfer", {"transfer_id": RAM + "/1", "reason": "not now",
                                                               "decision": "TRANSFER_DECISION_WITHDRAW"}), before=[TRANSFER]),
    Story("ListTransfers", Call("ListTransfers", {"organisation_id": "hapur-police", "page": {"page_size": 5}}), before=[TRANSFER]),
    Story("Read", Call("Read", {"cursor": {}, "with_person": True, "departments": [1, 2]})),
    Story("Read of some kinds", Call("Read", {"event_kinds": [3], "max_bytes": 100})),
    Story("Read from another history", Call("Read", {"cursor": {"epoch": 1, "sequence": 9}}, "CURSOR_MISMATCH")),
    Story("GetStatus", Call("GetStatus", {})),
    Story("a page of courses", Page("catalogue", {"course_created": {"course": course(1)}}, {"course_published": {"course": course(2, 2)}})),
    Story("a page of changed courses", Page("catalogue", {"course_published": {"course": course(1, 2, title="More")}}),
          before=[Page("catalogue", {"course_created": {"course": course(1)}})]),
    Story("a batch", create("thana", "meerut-police", "police-station", 169), official("Sita Devi", 9, mobile="9800000000"),
          Call("RevealContact", {"official_id": MOHAN, "purpose": "a call"}),
          Call("BlockOfficial", {"official_id": GOPAL, "reason": "inquiry"})),
]

"""The catalogue: its lists, and courses in every state of their life."""

from stories import Call, Story, date, import_id

COLUMNS = [f"COURSE_IMPORT_COLUMN_{name}" for name in
           ("COURSE_ID", "IGOT_ID", "KIND", "TITLE_EN", "TITLE_HI", "LANGUAGES", "PROVIDER", "DURATION", "COMPETENCIES", "STATE")]


def entries(master_list, *items, expect="OK"):
    return Call("PutMasterEntries", {"list": f"MASTER_LIST_{master_list}", "entries": list(items)}, expect)


def competency(code, english, **more):
    return {"code": code, "name_en": english, "area": "COMPETENCY_AREA_BEHAVIOURAL", **more}


def content(title="Basics", **more):
    return {"kind": "COURSE_KIND_COURSE", "languages": ["hi", "en"], "original_language": "hi", "provider": "iGOT Karmayogi",
            "texts": [{"language": "en", "title": title, "description": "What one must know"},
                      {"language": "hi", "title": "मूल बातें", "description": "जो जानना ज़रूरी है"}],
            "duration_minutes": 90, "competency_codes": ["empathy"], "keywords": ["basics", "one"],
            "audience": {"cadre_codes": ["anm"], "level_from": 1, "level_to": 5},
            "modules": [{"module_id": f"m-{i}", "duration_minutes": 10, "kind": "MODULE_KIND_MATERIAL",
                         "titles": [{"language": "en", "text": "A module"}]} for i in range(2)], **more}


def create(course_id, expect="OK", legacy=False, **more):
    return Call("CreateCourse", {"course_id": course_id, "content": content(**more), "accept_legacy_looking_text": legacy}, expect)


def update(course_id, title, version=0, expect="OK"):
    return Call("UpdateCourse", {"course_id": course_id, "version": version, "update_mask": ["texts"],
                                 "content": {"texts": [{"language": "en", "title": title}, {"language": "hi", "title": "नया"}]}}, expect)


def submit(course_id):
    return Call("SubmitCourseForReview", {"course_id": course_id})


def review(course_id, version, decision="PASS"):
    return Call("ReviewCourse", {"course_id": course_id, "version": version, "decision": f"REVIEW_DECISION_{decision}",
                                 "remark": "as agreed"})


def publish(course_id):
    return Call("PublishCourse", {"course_id": course_id})


def made_live(course_id, **more):
    return [create(course_id, **more), submit(course_id), review(course_id, 2), publish(course_id)]


def rows(first, *texts, update_existing=False, validate_only=False):
    return Call("ImportCourses", {
        "import_id": import_id(2), "first_row": first, "validate_only": validate_only, "columns": COLUMNS,
        "settings": {"state": "LIFE_STATE_LIVE", "update_existing": update_existing, "label": "iGOT"},
        "rows": [{"line": first + i + 1, "cells": text.split(",")} for i, text in enumerate(texts)]})


LIST = rows(1, "row-1,do_1,course,First steps,पहले कदम,hi; en,igot,60,Citizen Centricity / Empathy,live",
            "row-2,do_2,course,Second steps,,en,Somebody,1:30,,draft",
            "live,,course,Basics,मूल बातें,hi,igot,90,empathy,live",
            "x y,,cour se,,,xx,igot,many,nothing,someday")

SETUP = [
    entries("COMPETENCY", competency("citizen-centricity", "Citizen Centricity", name_hi="नागरिक केंद्रितता")),
    entries("COMPETENCY", competency("empathy", "Empathy", name_hi="सहानुभूति", theme_code="citizen-centricity")),
    entries("PROVIDER", {"code": "igot", "name_en": "iGOT Karmayogi", "name_hi": "आईगॉट"}),
    entries("CADRE", {"code": "anm", "name_en": "ANM", "name_hi": "एएनएम"}),
    *made_live("live", igot_id="do_99"),
    create("draft"),
]

STORIES = [
    Story("PutMasterEntries", entries("COMPETENCY", competency("patience", "Patience", aliases=["Forbearance"],
                                                               theme_code="citizen-centricity"),
                                      competency("empathy", "Compassion", theme_code="citizen-centricity"))),
    Story("PutMasterEntries, refused", entries("PROVIDER", {"code": "other", "name_en": "iGOT Karmayogi"}, expect="ALIAS_TAKEN")),
    Story("ListMasterEntries", Call("ListMasterEntries", {"list": "MASTER_LIST_COMPETENCY", "page": {"page_size": 1}})),
    Story("CreateCourse", create("new", igot_id="do_7")),
    Story("CreateCourse, a program", create("program", kind="COURSE_KIND_PROGRAM", modules=[], part_course_ids=["live", "draft"])),
    Story("CreateCourse, refused", create("new", expect="LANGUAGE_UNKNOWN", competency_codes=["nothing"], languages=["xx"])),
    Story("CreateCourse in a legacy font", create("new", title="jktLo laxzg vkSj d`f\"k", expect="LEGACY_FONT")),
    Story("CreateCourse, there already", create("draft")),
    Story("CreateCourse, there with other content", create("draft", title="Other", expect="COURSE_EXISTS")),
    Story("UpdateCourse", update("draft", "More basics", 1)),
    Story("UpdateCourse, live", update("live", "More basics")),
    Story("UpdateCourse, overtaken", update("draft", "More basics", 9, expect="VERSION_MISMATCH")),
    Story("SubmitCourseForReview", submit("draft")),
    Story("ReviewCourse", review("draft", 2), before=[submit("draft")]),
    Story("ReviewCourse, returned", review("draft", 2, "RETURN"), before=[submit("draft")]),
    Story("PublishCourse", publish("draft"), before=[submit("draft"), review("draft", 2)]),
    Story("PublishCourse, an edit", publish("live"), before=[update("live", "More"), submit("live"), review("live", 6)]),
    Story("RetireCourse", Call("RetireCourse", {"course_id": "live", "reason": "replaced"}), before=[update("live", "More")]),
    Story("GetCourse", Call("GetCourse", {"course_id": "live"})),
    Story("GetCourse by iGOT's id", Call("GetCourse", {"igot_id": "do_99"})),
    Story("ListCourses", Call("ListCourses", {"filter": {"languages": ["hi"], "competency_codes": ["citizen-centricity"],
                                                         "cadre_codes": ["anm"]}, "page": {"page_size": 1}})),
    Story("CountCourses", Call("CountCourses", {"filter": {"competency_areas": ["COMPETENCY_AREA_BEHAVIOURAL"],
                                                           "provider_codes": ["igot"]}})),
    Story("ImportCourses", LIST),
    Story("ImportCourses, updating", rows(1, "live,do_99,course,Better basics,बेहतर,hi; en,igot,95,empathy,live",
                                          "draft,,course,Drafted,,en,igot,15,,live", update_existing=True)),
    Story("ImportCourses, repeated", LIST, before=[LIST]),
    Story("ImportCourses, validated", rows(1, "row-1,do_1,course,First steps,पहले कदम,hi,igot,60,empathy,live", validate_only=True)),
    Story("GetCourseImport", Call("GetCourseImport", {"import_id": import_id(2)}), before=[LIST]),
    Story("ListCourseImportVerdicts", Call("ListCourseImportVerdicts", {"import_id": import_id(2)}), before=[LIST]),
    Story("Read", Call("Read", {"cursor": {}})),
    Story("GetStatus", Call("GetStatus", {})),
    Story("a batch", create("new"), submit("draft"), update("live", "More")),
]

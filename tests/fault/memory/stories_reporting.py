"""Reporting: what two pages of each feed made, and every question about it."""

from stories import Call, Page, Story, date


def organisation(name, parent="", district=0, version=1, strength=0):
    told = {"organisation_id": name, "parent_id": parent, "name_en": name.title(), "name_hi": "संगठन", "district_code": district,
            "version": version}
    if strength:
        told["strengths"] = [{"count": strength, "source": "order 7", "declared_on": date(2026, 4, 1)}]
    return {"organisation_created" if version == 1 else "organisation_updated": {"organisation": told}}


def official(official_id, where, version=1, state="ACTIVE", day=date(2026, 6, 1), designation="constable"):
    told = {"official_id": official_id, "version": version, "state": f"OFFICIAL_STATE_{state}", "effective_on": day,
            "post": {"organisation_id": where, "district_code": 169, "designation_code": designation, "level": 3,
                     "group": "GROUP_C", "gender": "GENDER_FEMALE", "category": "CATEGORY_OBC"}}
    return {"official_registered" if version == 1 else "official_updated": {"official": told}}


def entries(master_list, *items):
    return {"master_entries_put": {"list": f"MASTER_LIST_{master_list}", "entries": list(items)}}


def course(name, version=1, minutes=60, language="hi"):
    life = {"state": "LIFE_STATE_LIVE", "edition": version, "live_from": date(2026, 5, 1), "edition_from": date(2026, 4 + version, 1)}
    return {"course_published": {"course": {
        "course_id": name, "version": version, "life": life,
        "content": {"kind": "COURSE_KIND_COURSE", "languages": ["en", language], "provider_code": "igot",
                    "competency_codes": ["empathy"], "duration_minutes": minutes}}}}


def figures(*measures, by=(), expect="OK", **more):
    return Call("GetFigures", {"organisation_id": "up", "measures": [f"MEASURE_{m}" for m in measures],
                               "by": [f"DIMENSION_{d}" for d in by], **more}, expect)


DISTRICTS = entries("DISTRICT", {"code": "169", "name_en": "Meerut", "name_hi": "मेरठ", "division_en": "Meerut", "division_hi": "मेरठ"},
                    {"code": "661", "name_en": "Hapur", "name_hi": "हापुड़", "division_en": "Meerut", "division_hi": "मेरठ"})

SETUP = [
    Page("registration", DISTRICTS, entries("DESIGNATION", {"code": "constable", "name_en": "Constable", "name_hi": "आरक्षी"}),
         organisation("up"), organisation("police", "up", strength=100), organisation("meerut-police", "police", 169, strength=10),
         official("1-1-5", "meerut-police"), official("1-2-3", "meerut-police", day=date(2026, 7, 15)),
         official("1-3-1", "police")),
    Page("registration", official("1-1-5", "police", 2, day=date(2026, 8, 1)), official("1-2-3", "meerut-police", 2, "BLOCKED",
                                                                                        date(2026, 9, 1))),
    Page("catalogue", {"master_entries_put": {"list": "MASTER_LIST_COMPETENCY", "entries": [
        {"code": "empathy", "name_en": "Empathy", "area": "COMPETENCY_AREA_BEHAVIOURAL"}]}},
         {"master_entries_put": {"list": "MASTER_LIST_PROVIDER", "entries": [{"code": "igot", "name_en": "iGOT"}]}},
         course("one"), course("two", language="ur")),
]

STORIES = [
    Story("GetOnboarding", Call("GetOnboarding", {"organisation_id": "up", "by": "DIMENSION_ORGANISATION"})),
    Story("GetOnboarding by district", Call("GetOnboarding", {"organisation_id": "police", "by": "DIMENSION_DISTRICT",
                                                              "as_of": date(2026, 8, 2)})),
    Story("GetOnboarding of nothing", Call("GetOnboarding", {"organisation_id": "nowhere"}, "ORGANISATION_UNKNOWN")),
    Story("GetFigures", figures("ONBOARDED", "BLOCKED", by=("DISTRICT", "DESIGNATION", "GENDER"))),
    Story("GetFigures by day", figures("ONBOARDED", "COURSES", by=("DAY",), since=date(2026, 5, 1), page={"page_size": 2})),
    Story("GetFigures, filtered", figures("ONBOARDED", by=("ORGANISATION",), filters=[
        {"dimension": "DIMENSION_DISTRICT", "codes": ["169"]}, {"dimension": "DIMENSION_DESIGNATION", "codes": ["constable"]}])),
    Story("GetFigures of courses", figures("COURSES", "COURSE_MINUTES", by=("COURSE_KIND", "PROVIDER"))),
    Story("GetFigures, strength", figures("STRENGTH", by=("ORGANISATION",))),
    Story("GetFigures, refused", figures("STRENGTH", by=("GENDER",), expect="DIMENSION")),
    Story("ListCountedOfficials", Call("ListCountedOfficials", {"page": {"page_size": 2}})),
    Story("ListFigureDefinitions", Call("ListFigureDefinitions", {})),
    Story("GetStatus", Call("GetStatus", {})),
    Story("a page of officials", Page("registration", official("1-4-X", "meerut-police", designation="patwari"),
                                      official("1-1-5", "meerut-police", 3, day=date(2026, 9, 1)))),
    Story("a page of organisations", Page("registration", organisation("health", "up"), organisation("police", "up", 0, 2, 120),
                                          official("2-1-0", "health"))),
    Story("a page of lists", Page("registration", DISTRICTS, entries("DESIGNATION", {"code": "patwari", "name_en": "Patwari"}))),
    Story("a page of courses", Page("catalogue", course("one", 2, 75), course("three"), {"master_entries_put": {
        "list": "MASTER_LIST_COMPETENCY", "entries": [{"code": "patience", "name_en": "Patience",
                                                       "area": "COMPETENCY_AREA_FUNCTIONAL"}]}})),
]

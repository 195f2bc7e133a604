#pragma once
/* catalogue_desk - the catalogue at a desk (service_desk.h), with a few entries in its lists. */
#include "domain/reason.h"
#include "service.h"
#include "service_desk.h"

#include <karmayogi/catalogue/v1/event.pb-c.h>
#include <karmayogi/catalogue/v1/service.pb-c.h>

#define CAT(name) Karmayogi__Catalogue__V1__##name

static inline void desk_open(struct desk *desk)
{
    if (catalogue_new(&desk->catalogue, desk->folder) != 0)
        fail_msg("%s", error_trail());
    desk_start(desk, &catalogue_service, desk->catalogue->store);
}

static inline void desk_close(struct desk *desk)
{
    writer_deinit(&desk->writer);
    catalogue_free(desk->catalogue);
}

static inline void desk_reopen(struct desk *desk)
{
    desk_close(desk);
    desk_open(desk);
}

static inline void desk_entry(struct desk *desk, CAT(MasterList) list, const char *code, const char *name_en,
                              const char *name_hi, const char *theme)
{
    CAT(PutMasterEntriesRequest) request = KARMAYOGI__CATALOGUE__V1__PUT_MASTER_ENTRIES_REQUEST__INIT;
    CAT(MasterEntry) entry = KARMAYOGI__CATALOGUE__V1__MASTER_ENTRY__INIT, *entries[] = {&entry};
    entry.code = TEXT(code);
    entry.name_en = TEXT(name_en);
    entry.name_hi = TEXT(name_hi);
    entry.theme_code = TEXT(theme);
    if (list == KARMAYOGI__CATALOGUE__V1__MASTER_LIST__MASTER_LIST_COMPETENCY)
        entry.area = KARMAYOGI__CATALOGUE__V1__COMPETENCY_AREA__COMPETENCY_AREA_BEHAVIOURAL;
    request.list = list;
    request.n_entries = 1;
    request.entries = entries;
    struct call *call = desk_send(desk, "PutMasterEntries", &request.base);
    if (call_refused(call))
        fail_msg("%s: %s", code, call->status.sentence);
    call_free(call);
}

static inline int desk_setup(void **state)
{
    struct desk *desk = calloc(1, sizeof *desk);
    assert_non_null(desk);
    desk_init(desk, "catalogue");
    desk_open(desk);
    CAT(MasterList) competencies = KARMAYOGI__CATALOGUE__V1__MASTER_LIST__MASTER_LIST_COMPETENCY;
    desk_entry(desk, competencies, "citizen-centricity", "Citizen Centricity", "नागरिक केंद्रितता", "");
    desk_entry(desk, competencies, "empathy", "Empathy", "सहानुभूति", "citizen-centricity");
    desk_entry(desk, KARMAYOGI__CATALOGUE__V1__MASTER_LIST__MASTER_LIST_PROVIDER, "igot", "iGOT Karmayogi", "आईगॉट",
               "");
    desk_entry(desk, KARMAYOGI__CATALOGUE__V1__MASTER_LIST__MASTER_LIST_CADRE, "anm", "ANM", "एएनएम", "");
    *state = desk;
    return 0;
}

static inline int desk_teardown(void **state)
{
    struct desk *desk = *state;
    desk_close(desk);
    desk_deinit(desk);
    free(desk);
    return 0;
}

/* The course, or NULL where there is none. */
static inline CAT(Course) * desk_course(struct desk *desk, const char *id)
{
    CAT(GetCourseRequest) request = KARMAYOGI__CATALOGUE__V1__GET_COURSE_REQUEST__INIT;
    request.key_case = KARMAYOGI__CATALOGUE__V1__GET_COURSE_REQUEST__KEY_COURSE_ID;
    request.course_id = TEXT(id);
    struct call *call = desk_send(desk, "GetCourse", &request.base);
    if (call_refused(call)) {
        assert_int_equal(call->status.code, STATUS_NOT_FOUND);
        call_free(call);
        return NULL;
    }
    CAT(GetCourseResponse) *answer = desk_take(desk, call, &karmayogi__catalogue__v1__get_course_response__descriptor);
    return answer->course;
}

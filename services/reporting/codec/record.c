/* record - see record.h. */
#include "codec/record.h"

#include "base/error.h"
#include "wire/envelope.h"

#include <karmayogi/reporting/v1/record.pb-c.h>

#define REPORTING(name) Karmayogi__Reporting__V1__##name

static char *text(const char *given)
{
    return (char *)(uintptr_t)(given ? given : "");
}

static int unreadable(const char *what)
{
    return error_raise("a record of %s cannot be read", what);
}

int record_pack_counted(const struct counted *counted, struct arena *arena, struct buffer *out)
{
    REPORTING(CountedRecord) record = KARMAYOGI__REPORTING__V1__COUNTED_RECORD__INIT;
    REPORTING(SpanRecord) *spans = arena_zalloc(arena, counted->span_count + 1, sizeof *spans);
    record.spans = arena_zalloc(arena, counted->span_count + 1, sizeof *record.spans);
    if (!spans || !record.spans)
        return error_raise("no room for a record");
    for (size_t i = 0; i < counted->span_count; i++) {
        karmayogi__reporting__v1__span_record__init(&spans[i]);
        spans[i].first_day = counted->spans[i].first_day;
        spans[i].organisation = counted->spans[i].organisation;
        spans[i].district_code = counted->spans[i].district_code;
        spans[i].state = (uint32_t)counted->spans[i].state;
        spans[i].designation = counted->spans[i].designation;
        spans[i].level = counted->spans[i].level;
        spans[i].group = counted->spans[i].group;
        spans[i].gender = counted->spans[i].gender;
        spans[i].category = counted->spans[i].category;
        spans[i].engagement = counted->spans[i].engagement;
        record.spans[i] = &spans[i];
    }
    record.n_spans = counted->span_count;
    record.version = counted->version;
    return wire_pack(&record.base, out);
}

int record_unpack_counted(struct store_bytes bytes, struct arena *arena, struct counted *counted)
{
    const REPORTING(CountedRecord) *record = (REPORTING(CountedRecord) *)wire_unpack(
        &karmayogi__reporting__v1__counted_record__descriptor, bytes.data, bytes.length, arena);
    if (!record || record->n_spans > COUNTED_SPANS)
        return unreadable("an official");
    counted->version = record->version;
    counted->span_count = record->n_spans;
    for (size_t i = 0; i < record->n_spans; i++)
        counted->spans[i] = (struct span){
            .first_day = record->spans[i]->first_day,
            .organisation = record->spans[i]->organisation,
            .district_code = record->spans[i]->district_code,
            .state = (enum counted_state)record->spans[i]->state,
            .designation = record->spans[i]->designation,
            .level = (uint8_t)record->spans[i]->level,
            .group = (uint8_t)record->spans[i]->group,
            .gender = (uint8_t)record->spans[i]->gender,
            .category = (uint8_t)record->spans[i]->category,
            .engagement = (uint8_t)record->spans[i]->engagement,
        };
    return 0;
}

int record_pack_organisation(const struct model_organisation *organisation, struct arena *arena, struct buffer *out)
{
    REPORTING(CountedOrganisationRecord) record = KARMAYOGI__REPORTING__V1__COUNTED_ORGANISATION_RECORD__INIT;
    REPORTING(StrengthRecord) *strengths = arena_zalloc(arena, organisation->strength_count + 1, sizeof *strengths);
    record.strengths = arena_zalloc(arena, organisation->strength_count + 1, sizeof *record.strengths);
    if (!strengths || !record.strengths)
        return error_raise("no room for a record");
    for (size_t i = 0; i < organisation->strength_count; i++) {
        karmayogi__reporting__v1__strength_record__init(&strengths[i]);
        strengths[i].count = organisation->strengths[i].count;
        strengths[i].source = organisation->strengths[i].source;
        strengths[i].declared_on = organisation->strengths[i].declared_on;
        record.strengths[i] = &strengths[i];
    }
    record.n_strengths = organisation->strength_count;
    record.organisation_id = organisation->id;
    record.parent = organisation->parent;
    record.name_en = organisation->name_en;
    record.name_hi = organisation->name_hi;
    record.district_code = organisation->district_code;
    record.version = organisation->version;
    return wire_pack(&record.base, out);
}

int record_unpack_organisation(struct store_bytes bytes, struct arena *arena, struct model_organisation *organisation)
{
    const REPORTING(CountedOrganisationRecord) *record = (REPORTING(CountedOrganisationRecord) *)wire_unpack(
        &karmayogi__reporting__v1__counted_organisation_record__descriptor, bytes.data, bytes.length, arena);
    struct model_strength *strengths = record ? arena_zalloc(arena, record->n_strengths + 1, sizeof *strengths) : NULL;
    if (!strengths)
        return unreadable("an organisation");
    for (size_t i = 0; i < record->n_strengths; i++)
        strengths[i] = (struct model_strength){record->strengths[i]->count, record->strengths[i]->source,
                                               record->strengths[i]->declared_on};
    *organisation = (struct model_organisation){
        .id = record->organisation_id,
        .parent = record->parent,
        .name_en = record->name_en,
        .name_hi = record->name_hi,
        .district_code = record->district_code,
        .strengths = strengths,
        .strength_count = record->n_strengths,
        .version = record->version,
    };
    return 0;
}

int record_pack_district(const struct district *district, struct buffer *out)
{
    REPORTING(CountedDistrictRecord) record = KARMAYOGI__REPORTING__V1__COUNTED_DISTRICT_RECORD__INIT;
    record.name_en = text(district->name_en);
    record.name_hi = text(district->name_hi);
    record.division_en = text(district->division_en);
    record.division_hi = text(district->division_hi);
    return wire_pack(&record.base, out);
}

int record_unpack_district(struct store_bytes bytes, struct arena *arena, struct district *district)
{
    const REPORTING(CountedDistrictRecord) *record = (REPORTING(CountedDistrictRecord) *)wire_unpack(
        &karmayogi__reporting__v1__counted_district_record__descriptor, bytes.data, bytes.length, arena);
    if (!record)
        return unreadable("a district");
    district->name_en = record->name_en;
    district->name_hi = record->name_hi;
    district->division_en = record->division_en;
    district->division_hi = record->division_hi;
    return 0;
}

int record_pack_designation(const struct designation *designation, struct buffer *out)
{
    REPORTING(CountedDesignationRecord) record = KARMAYOGI__REPORTING__V1__COUNTED_DESIGNATION_RECORD__INIT;
    record.code = text(designation->code);
    record.name_en = text(designation->name_en);
    record.name_hi = text(designation->name_hi);
    return wire_pack(&record.base, out);
}

int record_unpack_designation(struct store_bytes bytes, struct arena *arena, struct designation *designation)
{
    const REPORTING(CountedDesignationRecord) *record = (REPORTING(CountedDesignationRecord) *)wire_unpack(
        &karmayogi__reporting__v1__counted_designation_record__descriptor, bytes.data, bytes.length, arena);
    if (!record)
        return unreadable("a designation");
    *designation = (struct designation){.code = record->code, .name_en = record->name_en, .name_hi = record->name_hi};
    return 0;
}

int record_pack_course(const struct course *course, struct arena *arena, struct buffer *out)
{
    REPORTING(CountedCourseRecord) record = KARMAYOGI__REPORTING__V1__COUNTED_COURSE_RECORD__INIT;
    REPORTING(CourseSpanRecord) *spans = arena_zalloc(arena, course->span_count + 1, sizeof *spans);
    record.spans = arena_zalloc(arena, course->span_count + 1, sizeof *record.spans);
    if (!spans || !record.spans)
        return error_raise("no room for a record");
    for (size_t i = 0; i < course->span_count; i++) {
        const struct course_span *span = &course->spans[i];
        karmayogi__reporting__v1__course_span_record__init(&spans[i]);
        spans[i].first_day = span->first_day;
        spans[i].live = span->live;
        spans[i].kind = span->kind;
        spans[i].minutes = span->minutes;
        spans[i].languages = text(span->languages);
        spans[i].provider_code = text(span->provider);
        spans[i].n_competency_codes = span->competency_count;
        spans[i].competency_codes = (char **)(uintptr_t)span->competencies;
        record.spans[i] = &spans[i];
    }
    record.n_spans = course->span_count;
    record.version = course->version;
    return wire_pack(&record.base, out);
}

int record_unpack_course(struct store_bytes bytes, struct arena *arena, struct course *course)
{
    const REPORTING(CountedCourseRecord) *record = (REPORTING(CountedCourseRecord) *)wire_unpack(
        &karmayogi__reporting__v1__counted_course_record__descriptor, bytes.data, bytes.length, arena);
    if (!record || record->n_spans > COURSE_SPANS)
        return unreadable("a course");
    course->version = record->version;
    course->span_count = record->n_spans;
    for (size_t i = 0; i < record->n_spans; i++)
        course->spans[i] = (struct course_span){
            .first_day = record->spans[i]->first_day,
            .live = record->spans[i]->live,
            .kind = (uint8_t)record->spans[i]->kind,
            .minutes = record->spans[i]->minutes,
            .languages = record->spans[i]->languages,
            .provider = record->spans[i]->provider_code,
            .competencies = (const char *const *)record->spans[i]->competency_codes,
            .competency_count = record->spans[i]->n_competency_codes,
        };
    return 0;
}

int record_pack_entry(const struct course_entry *entry, struct buffer *out)
{
    REPORTING(CourseEntryRecord) record = KARMAYOGI__REPORTING__V1__COURSE_ENTRY_RECORD__INIT;
    record.name_en = text(entry->name_en);
    record.name_hi = text(entry->name_hi);
    record.area = entry->area;
    return wire_pack(&record.base, out);
}

int record_unpack_entry(struct store_bytes bytes, struct arena *arena, struct course_entry *entry)
{
    const REPORTING(CourseEntryRecord) *record = (REPORTING(CourseEntryRecord) *)wire_unpack(
        &karmayogi__reporting__v1__course_entry_record__descriptor, bytes.data, bytes.length, arena);
    if (!record)
        return unreadable("an entry of a list of the catalogue");
    entry->name_en = record->name_en;
    entry->name_hi = record->name_hi;
    entry->area = (uint8_t)record->area;
    return 0;
}

/* model - see model.h. */
#include "domain/model.h"

#include "base/hash.h"
#include "domain/growth.h"

#include <string.h>

#define MOST_DISTRICTS UINT16_MAX /* places of districts in a row */

struct model_slot {
    uint64_t number; /* 0: empty */
    uint32_t row;    /* newest row of the official */
};

static int no_memory(void)
{
    return error_raise("out of memory for the model");
}

struct model *model_new(void)
{
    return calloc(1, sizeof(struct model));
}

static void free_organisation(struct model_organisation *organisation)
{
    free(organisation->id);
    free(organisation->name_en);
    free(organisation->name_hi);
    for (size_t i = 0; i < organisation->strength_count; i++)
        free(organisation->strengths[i].source);
    free(organisation->strengths);
}

void model_free(struct model *model)
{
    if (!model)
        return;
    for (uint32_t i = 0; i < model->organisation_count; i++)
        free_organisation(&model->organisations[i]);
    for (uint32_t i = 0; i < model->district_count; i++) {
        free(model->districts[i].name_en);
        free(model->districts[i].name_hi);
    }
    free(model->organisations);
    free(model->id_slots);
    free(model->districts);
    dictionary_deinit(&model->divisions);
    dictionary_deinit(&model->designations);
    free(model->rows);
    free(model->slots);
    free(model);
}

static int copy_organisation(struct model_organisation *copy, const struct model_organisation *organisation)
{
    *copy = (struct model_organisation){
        .parent = organisation->parent, .district_code = organisation->district_code, .version = organisation->version};
    copy->id = strdup(organisation->id);
    copy->name_en = strdup(organisation->name_en);
    copy->name_hi = strdup(organisation->name_hi);
    copy->strengths = calloc(organisation->strength_count + 1, sizeof *copy->strengths);
    if (!copy->id || !copy->name_en || !copy->name_hi || !copy->strengths)
        return no_memory();
    for (size_t i = 0; i < organisation->strength_count; i++) {
        copy->strengths[i] = organisation->strengths[i];
        copy->strengths[i].source = strdup(organisation->strengths[i].source);
        if (!copy->strengths[i].source)
            return no_memory();
        copy->strength_count++;
    }
    return 0;
}

/* Where the id's ordinal is, or would be put. */
static uint32_t *find_id(const struct model *model, uint32_t *slots, size_t count, const char *id)
{
    size_t at = (size_t)hash_bytes(id, strlen(id)) & (count - 1);
    while (slots[at] != 0 && strcmp(model->organisations[slots[at] - 1].id, id) != 0)
        at = (at + 1) & (count - 1);
    return &slots[at];
}

uint32_t model_find(const struct model *model, const char *id)
{
    return model->id_slot_count ? *find_id(model, model->id_slots, model->id_slot_count, id) : 0;
}

static int grow_id_slots(struct model *model)
{
    if ((size_t)model->organisation_count * 2 < model->id_slot_count)
        return 0;
    size_t count = model->id_slot_count ? model->id_slot_count * 2 : 256;
    uint32_t *slots = calloc(count, sizeof *slots);
    if (!slots)
        return no_memory();
    for (uint32_t i = 0; i < model->organisation_count; i++)
        *find_id(model, slots, count, model->organisations[i].id) = i + 1;
    free(model->id_slots);
    model->id_slots = slots;
    model->id_slot_count = count;
    return 0;
}

int model_put_organisation(struct model *model, uint32_t ordinal, const struct model_organisation *organisation)
{
    struct model_organisation copy;
    assert(ordinal >= 1 && ordinal <= model->organisation_count + 1 && organisation->parent < ordinal);
    int result = growth_one_more((void **)&model->organisations, model->organisation_count, &model->organisation_room,
                                 sizeof *model->organisations);
    if (result == 0)
        result = grow_id_slots(model);
    if (result == 0 && model_district_place(model, organisation->district_code) <
                           0) /* so that a report by district has a row for it */
        result = no_memory();
    if (result)
        return result;
    result = copy_organisation(&copy, organisation);
    if (result) {
        free_organisation(&copy);
        return result;
    }
    if (ordinal <= model->organisation_count) {
        free_organisation(&model->organisations[ordinal - 1]);
        model->organisations[ordinal - 1] = copy;
        return 0;
    }
    model->organisations[model->organisation_count++] = copy;
    *find_id(model, model->id_slots, model->id_slot_count, copy.id) = ordinal;
    return 0;
}

int64_t model_district_place(struct model *model, uint32_t code)
{
    if (code == 0)
        return 0;
    for (uint32_t i = 0; i < model->district_count; i++)
        if (model->districts[i].code == code)
            return (int64_t)i + 1;
    if (model->district_count == MOST_DISTRICTS)
        return error_raise("more districts than a model holds");
    int result = growth_one_more((void **)&model->districts, model->district_count, &model->district_room,
                                 sizeof *model->districts);
    if (result)
        return result;
    model->districts[model->district_count] = (struct model_district){.code = code};
    return ++model->district_count;
}

int model_put_district(struct model *model, const struct district *given)
{
    int64_t place = model_district_place(model, given->code);
    int64_t division = given->division_en[0] ? dictionary_put(&model->divisions, given->division_en, given->division_en,
                                                              given->division_hi)
                                             : 0;
    if (place <= 0 || division < 0)
        return place < 0 ? (int)place : (int)division;
    struct model_district *district = &model->districts[place - 1];
    char *english = strdup(given->name_en), *hindi = strdup(given->name_hi);
    if (!english || !hindi) {
        free(english);
        free(hindi);
        return no_memory();
    }
    free(district->name_en);
    free(district->name_hi);
    district->name_en = english;
    district->name_hi = hindi;
    district->division = (uint32_t)division;
    return 0;
}

static const char *told(const char *name)
{
    return name && name[0] ? name : NULL;
}

int64_t model_put_designation(struct model *model, const struct designation *designation)
{
    if (!designation->code[0])
        return 0;
    return dictionary_put(&model->designations, designation->code, told(designation->name_en),
                          told(designation->name_hi));
}

static struct model_slot *find_slot(struct model_slot *slots, size_t count, uint64_t number)
{
    size_t at = (size_t)hash_bytes(&number, sizeof number) & (count - 1);
    while (slots[at].number != 0 && slots[at].number != number)
        at = (at + 1) & (count - 1);
    return &slots[at];
}

static int grow_slots(struct model *model)
{
    if (model->slots_used * 4 < model->slot_count * 3)
        return 0;
    size_t count = model->slot_count ? model->slot_count * 2 : 1024;
    struct model_slot *slots = calloc(count, sizeof *slots);
    if (!slots)
        return no_memory();
    for (size_t i = 0; i < model->slot_count; i++)
        if (model->slots[i].number)
            *find_slot(slots, count, model->slots[i].number) = model->slots[i];
    free(model->slots);
    model->slots = slots;
    model->slot_count = count;
    return 0;
}

static int fill_row(struct model *model, const struct span *span, struct model_row *row)
{
    int64_t district = model_district_place(model, span->district_code);
    if (district < 0)
        return (int)district;
    assert(span->organisation <= model->organisation_count && span->designation <= model->designations.count);
    *row = (struct model_row){
        .organisation = span->organisation,
        .first_day = span->first_day,
        .end_day = MODEL_DAY_OPEN,
        .designation = span->designation,
        .district = (uint16_t)district,
        .state = (uint8_t)span->state,
        .level = span->level,
        .group = span->group,
        .gender = span->gender,
        .category = span->category,
        .engagement = span->engagement,
    };
    return 0;
}

/* One more row, which is the official's newest. */
static int append(struct model *model, uint64_t number, const struct span *span)
{
    struct model_row row;
    int result = growth_one_more((void **)&model->rows, model->row_count, &model->row_room, sizeof *model->rows);
    if (result == 0)
        result = grow_slots(model);
    if (result == 0)
        result = fill_row(model, span, &row);
    if (result)
        return result;
    struct model_slot *slot = find_slot(model->slots, model->slot_count, number);
    if (slot->number == number) {
        model->rows[slot->row].end_day = span->first_day;
    } else {
        slot->number = number;
        model->slots_used++;
    }
    slot->row = model->row_count;
    model->rows[model->row_count++] = row;
    return 0;
}

int model_load_official(struct model *model, const struct counted *counted)
{
    for (size_t i = 0; i < counted->span_count; i++) {
        int result = append(model, counted->number, &counted->spans[i]);
        if (result)
            return result;
    }
    return 0;
}

int model_change_official(struct model *model, uint64_t number, enum counted_outcome outcome, const struct span *newest)
{
    switch (outcome) {
    case COUNTED_OLD:
    case COUNTED_UNCHANGED:
        return 0;
    case COUNTED_APPENDED:
        return append(model, number, newest);
    case COUNTED_REPLACED:
        break;
    }
    const struct model_slot *slot = find_slot(model->slots, model->slot_count, number);
    assert(slot->number == number);
    return fill_row(model, newest, &model->rows[slot->row]);
}

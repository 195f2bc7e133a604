/*
 * course_model - see course_model.h. Courses are thousands, not millions: their rows are made anew after every page, so
 * that an area that a competency gets later reaches the courses that have it.
 */
#include "domain/course_model.h"

#include "domain/growth.h"

#include <string.h>

#define DAY_OPEN INT32_MAX

/* A row whose areas are not filled in. */
struct held_row {
    struct course_row row;
    uint32_t *competencies; /* places */
    size_t competency_count;
};

struct course_held {
    struct held_row *rows;
    size_t row_count;
};

struct course_model *course_model_new(void)
{
    return calloc(1, sizeof(struct course_model));
}

static void free_held(struct course_held *held)
{
    for (size_t i = 0; i < held->row_count; i++)
        free(held->rows[i].competencies);
    free(held->rows);
    *held = (struct course_held){0};
}

void course_model_free(struct course_model *model)
{
    if (!model)
        return;
    for (uint32_t i = 0; i < model->ids.count; i++)
        free_held(&model->courses[i]);
    free(model->courses);
    free(model->area_of);
    free(model->rows);
    dictionary_deinit(&model->ids);
    dictionary_deinit(&model->providers);
    dictionary_deinit(&model->languages);
    dictionary_deinit(&model->competencies);
    free(model);
}

/* Place of a competency, made where it is missing, without an area. */
static int64_t competency_place(struct course_model *model, const char *code)
{
    uint32_t known = dictionary_find(&model->competencies, code);
    if (known)
        return known;
    int result =
        growth_one_more((void **)&model->area_of, model->competencies.count, &model->area_room, sizeof *model->area_of);
    int64_t place = result ? result : dictionary_put(&model->competencies, code, NULL, NULL);
    if (place > 0)
        model->area_of[place - 1] = 0;
    return place;
}

int course_model_put_entry(struct course_model *model, const struct course_entry *entry)
{
    int64_t place = -1;
    switch (entry->list) {
    case COURSE_LIST_PROVIDER:
        place = dictionary_put(&model->providers, entry->code, entry->name_en, entry->name_hi);
        break;
    case COURSE_LIST_COMPETENCY:
        place = competency_place(model, entry->code);
        if (place > 0)
            model->area_of[place - 1] = entry->area < COURSE_AREAS ? entry->area : 0;
        break;
    }
    return place < 0 ? (int)place : 0;
}

static int hold_span(struct course_model *model, const struct course_span *span, int32_t end_day, struct held_row *held)
{
    int64_t languages = dictionary_put(&model->languages, span->languages, NULL, NULL);
    int64_t provider = span->provider[0] ? dictionary_put(&model->providers, span->provider, NULL, NULL) : 0;
    held->competencies = calloc(span->competency_count + 1, sizeof *held->competencies);
    if (languages < 0 || provider < 0 || !held->competencies)
        return error_raise("out of memory for the courses");
    for (size_t i = 0; i < span->competency_count; i++) {
        int64_t place = competency_place(model, span->competencies[i]);
        if (place < 0)
            return (int)place;
        held->competencies[held->competency_count++] = (uint32_t)place;
    }
    held->row = (struct course_row){
        .first_day = span->first_day,
        .end_day = end_day,
        .languages = (uint32_t)languages,
        .provider = (uint32_t)provider,
        .minutes = span->minutes,
        .kind = span->kind,
    };
    return 0;
}

static int hold(struct course_model *model, const struct course_span *spans, size_t span_count,
                struct course_held *held)
{
    held->rows = calloc(span_count + 1, sizeof *held->rows);
    if (!held->rows)
        return error_raise("out of memory for the courses");
    for (size_t i = 0; i < span_count; i++) {
        int32_t end_day = i + 1 < span_count ? spans[i + 1].first_day : DAY_OPEN;
        if (!spans[i].live)
            continue;
        int result = hold_span(model, &spans[i], end_day, &held->rows[held->row_count++]);
        if (result)
            return result;
    }
    return 0;
}

int course_model_put(struct course_model *model, const char *id, const struct course_span *spans, size_t span_count)
{
    struct course_held held = {0};
    int result =
        growth_one_more((void **)&model->courses, model->ids.count, &model->course_room, sizeof *model->courses);
    if (result == 0)
        result = hold(model, spans, span_count, &held);
    uint32_t known = model->ids.count;
    int64_t place = result ? result : dictionary_put(&model->ids, id, NULL, NULL);
    if (place < 0) {
        free_held(&held);
        return (int)place;
    }
    if ((uint32_t)place <= known)
        free_held(&model->courses[place - 1]);
    model->courses[place - 1] = held;
    return 0;
}

int course_model_settle(struct course_model *model)
{
    model->row_count = 0;
    for (uint32_t i = 0; i < model->ids.count; i++) {
        for (size_t k = 0; k < model->courses[i].row_count; k++) {
            const struct held_row *held = &model->courses[i].rows[k];
            int result =
                growth_one_more((void **)&model->rows, model->row_count, &model->row_room, sizeof *model->rows);
            if (result)
                return result;
            struct course_row *row = &model->rows[model->row_count++];
            *row = held->row;
            for (size_t c = 0; c < held->competency_count; c++)
                row->areas |= (uint8_t)(1u << model->area_of[held->competencies[c] - 1]);
        }
    }
    return 0;
}

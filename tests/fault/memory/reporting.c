/* reporting - what of the service the stories need to know: it is opened without the runtime that it would make. */
#include "house.h"

#include "base/error.h"
#include "service.h"

#include <stdlib.h>
#include <string.h>

static void close_service(void *context)
{
    struct reporting *reporting = context;
    if (reporting)
        reporting->runtime = NULL; /* it is the house's */
    reporting_free(reporting);
}

static int open_service(struct runtime *runtime, const char *folder, void **context, struct store **store)
{
    struct reporting *reporting = calloc(1, sizeof *reporting);
    if (!reporting)
        return error_system("reporting");
    arena_init(&reporting->scratch, REPORTING_SCRATCH_BYTES);
    reporting->generation = reporting->courses.generation = 1;
    int result = pages_init(&reporting->pages);
    if (result == 0)
        result = stored_open(&reporting->store, folder);
    if (result == 0)
        result = reporting_load(reporting, 1, &reporting->model);
    if (result == 0)
        result = reporting_load_courses(reporting, 1, &reporting->courses.model);
    if (result) {
        reporting_free(reporting);
        return result;
    }
    reporting->runtime = runtime;
    *context = reporting;
    *store = reporting->store;
    return 0;
}

static const struct follower_hooks *follower(const char *feed)
{
    return strcmp(feed, STORED_REGISTRATION) == 0 ? &reporting_follower_hooks : &reporting_course_hooks;
}

static bool out_of_step(const void *context)
{
    const struct reporting *reporting = context;
    return reporting->out_of_step || reporting->courses.out_of_step;
}

/* Places are given in the order of arrival, and after a start in that of the keys. */
static const char *code_of(const struct dictionary *dictionary, uint32_t place)
{
    return place ? dictionary->entries[place - 1].code : "-";
}

static int tell_officials(const struct model *model, struct buffer *out)
{
    int result = 0;
    for (uint32_t i = 0; i < model->organisation_count && result == 0; i++) {
        const struct model_organisation *organisation = &model->organisations[i];
        result = buffer_printf(out, "%s under %u, %s, district %u, %zu strengths, version %llu\n", organisation->id,
                               organisation->parent, organisation->name_en, organisation->district_code,
                               organisation->strength_count, (unsigned long long)organisation->version);
    }
    for (uint32_t i = 0; i < model->district_count && result == 0; i++)
        result = buffer_printf(out, "district %u %s\n", model->districts[i].code,
                               model->districts[i].name_en ? model->districts[i].name_en : "-");
    for (uint32_t i = 0; i < model->row_count && result == 0; i++) {
        const struct model_row *row = &model->rows[i];
        result = buffer_printf(out, "row %u %d-%d %s %u %u\n", row->organisation, row->first_day, row->end_day,
                               code_of(&model->designations, row->designation),
                               row->district ? model->districts[row->district - 1].code : 0, row->state);
    }
    return result ? result : buffer_printf(out, "%u designations\n", model->designations.count);
}

static int tell_courses(const struct course_model *model, struct buffer *out)
{
    int result = buffer_printf(out, "%u courses, %u providers\n", model->ids.count, model->providers.count);
    for (uint32_t i = 0; i < model->row_count && result == 0; i++) {
        const struct course_row *row = &model->rows[i];
        result = buffer_printf(out, "course %d-%d %s %s %u %u %u\n", row->first_day, row->end_day,
                               code_of(&model->languages, row->languages), code_of(&model->providers, row->provider),
                               row->minutes, row->kind, row->areas);
    }
    return result;
}

/* The loop's models; the writer's tree is made again when it is needed. */
static int tell(void *context, struct buffer *out)
{
    const struct reporting *reporting = context;
    int result = tell_officials(reporting->model, out);
    return result ? result : tell_courses(reporting->courses.model, out);
}

const struct house_service house_service = {.runtime = &reporting_service,
                                            .tables = STORED_TABLES,
                                            .open = open_service,
                                            .close = close_service,
                                            .follower = follower,
                                            .out_of_step = out_of_step,
                                            .tell = tell};

/* service - see service.h. */
#include "service.h"

#include "base/error.h"
#include "runtime/log.h"

#include <jansson.h>
#include <stdlib.h>

static int aborted(void *context)
{
    struct reporting *reporting = context;
    model_free(reporting->tree); /* read again from the store when the next page comes */
    reporting->tree = NULL;
    return 0;
}

const struct runtime_service reporting_service = {
    .name = "reporting", .routes = reporting_routes, .hooks = {.aborted = aborted}};

int reporting_load(struct reporting *reporting, uint32_t generation, struct model **out)
{
    struct store_txn *txn;
    struct model *model = model_new();
    if (!model)
        return error_system("model");
    int result = store_begin_read(reporting->store, &txn);
    if (result == 0) {
        result = stored_load(txn, generation, model);
        store_abort(txn);
    }
    if (result) {
        model_free(model);
        return result;
    }
    log_event(LOG_INFO, "model_loaded", "{s:i, s:i, s:i}", "generation", (int)generation, "organisations",
              (int)model->organisation_count, "rows", (int)model->row_count);
    *out = model;
    return 0;
}

int reporting_load_courses(struct reporting *reporting, uint32_t generation, struct course_model **out)
{
    struct store_txn *txn;
    struct course_model *model = course_model_new();
    if (!model)
        return error_system("courses");
    int result = store_begin_read(reporting->store, &txn);
    if (result == 0) {
        result = stored_load_courses(txn, generation, model);
        store_abort(txn);
    }
    if (result) {
        course_model_free(model);
        return result;
    }
    log_event(LOG_INFO, "courses_loaded", "{s:i, s:i, s:i}", "generation", (int)generation, "courses",
              (int)model->ids.count, "rows", (int)model->row_count);
    *out = model;
    return 0;
}

static int open_models(struct reporting *reporting, const char *path)
{
    int result = stored_open(&reporting->store, path);
    if (result > 0)
        return error_raise("the store was written by a newer version of this program: %s", path);
    if (result == 0)
        result = follower_generation(reporting->store, STORED_FOLLOWERS, STORED_REGISTRATION, &reporting->generation);
    if (result == 0)
        result =
            follower_generation(reporting->store, STORED_FOLLOWERS, STORED_CATALOGUE, &reporting->courses.generation);
    if (result == 0)
        result = reporting_load(reporting, reporting->generation, &reporting->model);
    return result ? result
                  : reporting_load_courses(reporting, reporting->courses.generation, &reporting->courses.model);
}

static int follow(struct reporting *reporting, const char *service, const char *endpoint, const char *key_file,
                  struct follower_hooks hooks, bool dispensable)
{
    struct keys_pair key;
    int result = keys_read(&key, key_file);
    if (result)
        return error_pass(result, "key of %s", service);
    struct follower_options follower = {
        .service = service,
        .connection = {.endpoint = endpoint, .server_public_key = key.public_key},
        .table = STORED_FOLLOWERS,
        .hooks = hooks,
        .dispensable = dispensable,
    };
    return runtime_follow(reporting->runtime, &follower);
}

int reporting_new(struct reporting **out, const struct reporting_options *options)
{
    struct reporting *reporting = calloc(1, sizeof *reporting);
    if (!reporting)
        return error_system("reporting");
    arena_init(&reporting->scratch, REPORTING_SCRATCH_BYTES);
    int result = pages_init(&reporting->pages);
    if (result == 0)
        result = open_models(reporting, options->common.store);
    if (result == 0) {
        struct runtime_options runtime = {
            .service = &reporting_service, .context = reporting, .store = reporting->store, .config = options->common};
        result = runtime_new(&reporting->runtime, &runtime);
    }
    if (result == 0)
        result = follow(reporting, STORED_REGISTRATION, options->registration_endpoint, options->registration_key,
                        reporting_follower_hooks, false);
    if (result == 0)
        result = follow(reporting, STORED_CATALOGUE, options->catalogue_endpoint, options->catalogue_key,
                        reporting_course_hooks, true); /* officials are counted whether the catalogue is there or not */
    if (result) {
        reporting_free(reporting);
        return result;
    }
    *out = reporting;
    return 0;
}

int reporting_run(struct reporting *reporting)
{
    return runtime_run(reporting->runtime);
}

void reporting_free(struct reporting *reporting)
{
    if (!reporting)
        return;
    runtime_free(reporting->runtime);
    model_free(reporting->model);
    model_free(reporting->next);
    model_free(reporting->tree);
    course_model_free(reporting->courses.model);
    course_model_free(reporting->courses.next);
    pages_deinit(&reporting->pages);
    store_close(reporting->store);
    arena_deinit(&reporting->scratch);
    free(reporting);
}

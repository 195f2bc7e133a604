/* feed_reporting - the feeds of registration and of the catalogue as reporting follows them, into its store and its
 * models in memory; see feed_pages.h. The first byte chooses the feed. */
#include "feed_pages.h"
#include "reporting_office.h"

static struct office *office;

int LLVMFuzzerInitialize(int *argc, char ***argv)
{
    (void)argc, (void)argv;
    office_setup((void **)&office);
    scratch_remove(office->folder);
    return 0;
}

static struct feed_pages pages_of(bool catalogue)
{
    return (struct feed_pages){.writer = &office->writer,
                               .time = &office->time,
                               .options = {.service = catalogue ? STORED_CATALOGUE : STORED_REGISTRATION,
                                           .table = STORED_FOLLOWERS,
                                           .hooks = catalogue ? reporting_course_hooks : reporting_follower_hooks,
                                           .context = &office->reporting,
                                           .store = office->reporting.store,
                                           .bound_ms = 60000}};
}

/* The model in memory is what the store holds. */
static void check_model(void)
{
    struct reporting *reporting = &office->reporting;
    struct model *model;
    struct course_model *courses;
    assert(!reporting->out_of_step && !reporting->courses.out_of_step);
    assert(reporting_load(reporting, reporting->generation, &model) == 0);
    assert(model->organisation_count == reporting->model->organisation_count);
    assert(model->row_count == reporting->model->row_count);
    assert(reporting_load_courses(reporting, reporting->courses.generation, &courses) == 0);
    assert(courses->row_count == reporting->courses.model->row_count);
    model_free(model);
    course_model_free(courses);
}

/* As a new service has them. */
static void empty_models(void)
{
    struct reporting *reporting = &office->reporting;
    model_free(reporting->model);
    model_free(reporting->next);
    model_free(reporting->tree);
    course_model_free(reporting->courses.model);
    course_model_free(reporting->courses.next);
    reporting->next = reporting->tree = NULL;
    reporting->courses.next = NULL;
    reporting->generation = reporting->courses.generation = 1;
    reporting->next_generation = reporting->courses.next_generation = 0;
    assert(reporting_load(reporting, 1, &reporting->model) == 0);
    assert(reporting_load_courses(reporting, 1, &reporting->courses.model) == 0);
}

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
    static struct arena arena;
    arena.cap_bytes = LIMIT_ARENA_BYTES;
    struct fuzz_input input = {data, size, &arena};
    struct feed_pages pages = pages_of(fuzz_choice(&input, 2));
    pages_run(&pages, &input);
    check_model();
    pages_forget_all(&pages);
    empty_models();
    arena_reset(&arena);
    return 0;
}

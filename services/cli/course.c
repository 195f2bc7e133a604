/* course - `karmayogi course`: its verbs, and the one that shows a course. */
#include "course.h"

#include "base/error.h"

enum { OPTION_IGOT_ID };

static const struct cli_method get_method = CLI_CATALOGUE_METHOD(GetCourse, get_course);

int course_get(struct cli *cli, const char *course_id, const char *igot_id, course **found)
{
    Karmayogi__Catalogue__V1__GetCourseRequest request = KARMAYOGI__CATALOGUE__V1__GET_COURSE_REQUEST__INIT;
    Karmayogi__Catalogue__V1__GetCourseResponse *answer;
    int result;

    if (course_id) {
        request.key_case = KARMAYOGI__CATALOGUE__V1__GET_COURSE_REQUEST__KEY_COURSE_ID;
        request.course_id = (char *)(uintptr_t)course_id;
    } else {
        request.key_case = KARMAYOGI__CATALOGUE__V1__GET_COURSE_REQUEST__KEY_IGOT_ID;
        request.igot_id = (char *)(uintptr_t)igot_id;
    }
    result = cli_call(cli, &get_method, &request, &answer);
    if (result == 0)
        *found = answer->course;
    return result == 0 && !answer->course ? error_raise("the answer holds no course") : result;
}

static int run_get(struct cli *cli, const struct arguments *arguments)
{
    course *found;
    int result;

    if ((arguments->count == 1) == (arguments->options[OPTION_IGOT_ID] != NULL))
        return cli_error(cli, CLI_USAGE, WORD_ID_OR_IGOT_ID);
    result =
        course_get(cli, arguments->count ? arguments->positional[0] : NULL, arguments->options[OPTION_IGOT_ID], &found);
    return result == 0 ? course_show(cli, found) : result;
}

static const struct argp_option get_options[] = {
    VERB_OPTION(OPTION_IGOT_ID, "igot-id", "ID", "Find it by its id on iGOT"), {0}};

static const struct verb verbs[] = {
    {"create", "ID", "Create a course as a draft.",
     "Needed are a title, languages, a provider and the minutes.\n\nExample:\n  karmayogi course create fir-writing "
     "--title-en \"Writing an FIR\" --languages hi,en \\\n      --provider \"State Police Academy\" --duration 90",
     course_create_options, 1, 1, course_create_run},
    {"update", "ID", "Change a draft, or stage an edit of a live course.",
     "What is given is changed; an empty text clears it. An edit of a live course takes its place when it is "
     "published.\n\nExample:\n  karmayogi course update fir-writing --title-hi \"प्रथम सूचना रिपोर्ट लेखन\"",
     course_update_options, 1, 1, course_update_run},
    {"submit", "ID", "Submit the draft, or the staged edit, for review.",
     "Example:\n  karmayogi course submit fir-writing", course_submit_options, 1, 1, course_submit_run},
    {"review", "ID", "End the review: pass it, or return it to its authors.",
     "Needs the role administrator. `course get' shows the version.\n\nExample:\n  karmayogi course review fir-writing "
     "--pass --version-read 3",
     course_review_options, 1, 1, course_review_run},
    {"publish", "ID", "Make the reviewed draft or edit live.",
     "Needs the role administrator.\n\nExample:\n  karmayogi course publish fir-writing", course_publish_options, 1, 1,
     course_publish_run},
    {"retire", "ID", "Take a course out of use; final.",
     "Needs the role administrator.\n\nExample:\n  karmayogi course retire fir-writing --reason \"replaced by a new "
     "course\"",
     course_retire_options, 1, 1, course_retire_run},
    {"get", "[ID]", "Show a course, by its id or its id on iGOT.", "Example:\n  karmayogi course get fir-writing",
     get_options, 0, 1, run_get},
    {"list", "", "List courses: those that are live, where no state is asked for.",
     "Options with several values take them separated by commas; a course passes that passes every option by any of "
     "its values. What --csv writes can be imported. With --json one JSON object a line.\n\nExample:\n  karmayogi "
     "course list --language hi --kind course,curated-program",
     course_list_options, 0, 0, course_list_run},
    {"count", "", "Count courses by kind and by language.",
     "A course counts in every language in which it can be taken, so languages do not add up to the courses; those "
     "made first in a language do.\n\nExample:\n  karmayogi course count --state live",
     course_count_options, 0, 0, course_count_run},
    {"import", "FILE", "Import the courses of a CSV file (`course import show ID' reads the verdicts again).",
     "Needs the role administrator. Every row gets its verdict: stored, flagged (stored, and worth a look), changed "
     "(with --update-existing), already there, or refused. The refused rows are written to a file that can be "
     "corrected "
     "and imported as it is.\n\nThe file is UTF-8 with a header that names columns in any order, in English or Hindi: "
     "course_id, igot_id, kind, title_en, title_hi, languages, provider, duration and more. Ends with 3 where rows "
     "were "
     "refused.\n\nExample:\n  karmayogi course import courses.csv --state live --published-on 2026-04-01",
     course_import_options, 1, 1, course_import_run},
    {"import show", "ID", "Show the totals and verdicts of an import of courses again.",
     "Example:\n  karmayogi course import show 019a9f6e-7d7a-7c4e-9b0a-3f2d1c0b9a88 --refused",
     course_import_show_options, 1, 1, course_import_show_run},
    {.run = NULL},
};

const struct verb_family verb_course = {"course", "The catalogue: courses, one at a time, and lists of them",
                                        "karmayogi course list --language hi", verbs};

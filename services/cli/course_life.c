/* course_life - `karmayogi course submit`, `review`, `publish` and `retire`: what happens to a course. */
#include "course.h"

#include "message.h"

enum {
    OPTION_VERSION,
    OPTION_PASS,
    OPTION_RETURN,
    OPTION_REMARK,
    OPTION_REASON,
    OPTION_ON,
};

static const struct cli_method submit_method = CLI_CATALOGUE_METHOD(SubmitCourseForReview, submit_course_for_review);
static const struct cli_method review_method = CLI_CATALOGUE_METHOD(ReviewCourse, review_course);
static const struct cli_method publish_method = CLI_CATALOGUE_METHOD(PublishCourse, publish_course);
static const struct cli_method retire_method = CLI_CATALOGUE_METHOD(RetireCourse, retire_course);

int course_submit_run(struct cli *cli, const struct arguments *arguments)
{
    Karmayogi__Catalogue__V1__SubmitCourseForReviewRequest request =
        KARMAYOGI__CATALOGUE__V1__SUBMIT_COURSE_FOR_REVIEW_REQUEST__INIT;
    Karmayogi__Catalogue__V1__SubmitCourseForReviewResponse *answer;
    int result = verb_number(cli, arguments, OPTION_VERSION, "--version-read", UINT64_MAX >> 1, &request.version);

    request.course_id = (char *)(uintptr_t)arguments->positional[0];
    if (result == 0)
        result = cli_call(cli, &submit_method, &request, &answer);
    return result == 0 ? course_show(cli, answer->course) : result;
}

int course_review_run(struct cli *cli, const struct arguments *arguments)
{
    Karmayogi__Catalogue__V1__ReviewCourseRequest request = KARMAYOGI__CATALOGUE__V1__REVIEW_COURSE_REQUEST__INIT;
    Karmayogi__Catalogue__V1__ReviewCourseResponse *answer;
    bool pass = arguments->options[OPTION_PASS] != NULL;
    int result = 0;

    if (pass == (arguments->options[OPTION_RETURN] != NULL))
        result = cli_error(cli, CLI_USAGE, WORD_PASS_OR_RETURN);
    if (result == 0 && !arguments->options[OPTION_VERSION])
        result = cli_error(cli, CLI_USAGE, WORD_OPTION_NEEDED, "--version-read N");
    if (result == 0)
        result = verb_number(cli, arguments, OPTION_VERSION, "--version-read", UINT64_MAX >> 1, &request.version);
    request.course_id = (char *)(uintptr_t)arguments->positional[0];
    request.decision = pass ? KARMAYOGI__CATALOGUE__V1__REVIEW_DECISION__REVIEW_DECISION_PASS
                            : KARMAYOGI__CATALOGUE__V1__REVIEW_DECISION__REVIEW_DECISION_RETURN;
    request.remark = verb_text(arguments, OPTION_REMARK);
    if (result == 0)
        result = cli_call(cli, &review_method, &request, &answer);
    return result == 0 ? course_show(cli, answer->course) : result;
}

int course_publish_run(struct cli *cli, const struct arguments *arguments)
{
    Karmayogi__Catalogue__V1__PublishCourseRequest request = KARMAYOGI__CATALOGUE__V1__PUBLISH_COURSE_REQUEST__INIT;
    Karmayogi__Catalogue__V1__PublishCourseResponse *answer;
    int32_t effective_on = DATE_NONE;
    int result = verb_number(cli, arguments, OPTION_VERSION, "--version-read", UINT64_MAX >> 1, &request.version);

    if (result == 0)
        result = verb_date(cli, arguments, OPTION_ON, "--on", &effective_on);
    request.course_id = (char *)(uintptr_t)arguments->positional[0];
    request.effective_on = message_date(&cli->arena, effective_on);
    if (result == 0)
        result = cli_call(cli, &publish_method, &request, &answer);
    return result == 0 ? course_show(cli, answer->course) : result;
}

int course_retire_run(struct cli *cli, const struct arguments *arguments)
{
    Karmayogi__Catalogue__V1__RetireCourseRequest request = KARMAYOGI__CATALOGUE__V1__RETIRE_COURSE_REQUEST__INIT;
    Karmayogi__Catalogue__V1__RetireCourseResponse *answer;
    int32_t effective_on = DATE_NONE;
    int result = verb_number(cli, arguments, OPTION_VERSION, "--version-read", UINT64_MAX >> 1, &request.version);

    if (result == 0)
        result = verb_date(cli, arguments, OPTION_ON, "--on", &effective_on);
    if (result == 0 && !arguments->options[OPTION_REASON])
        result = cli_error(cli, CLI_USAGE, WORD_OPTION_NEEDED, "--reason TEXT");
    request.course_id = (char *)(uintptr_t)arguments->positional[0];
    request.reason = verb_text(arguments, OPTION_REASON);
    request.effective_on = message_date(&cli->arena, effective_on);
    if (result == 0)
        result = cli_call(cli, &retire_method, &request, &answer);
    return result == 0 ? course_show(cli, answer->course) : result;
}

const struct argp_option course_submit_options[] = {COURSE_VERSION(OPTION_VERSION), {0}};

const struct argp_option course_review_options[] = {
    VERB_OPTION(OPTION_PASS, "pass", NULL, "The review is passed"),
    VERB_OPTION(OPTION_RETURN, "return", NULL, "Back to its authors; needs a remark"),
    VERB_OPTION(OPTION_REMARK, "remark", "TEXT", "What to change, or anything else to remember"),
    VERB_OPTION(OPTION_VERSION, "version-read", "N", "The version that was read and is decided on; needed"),
    {0},
};

const struct argp_option course_publish_options[] = {
    VERB_OPTION(OPTION_ON, "on", "DATE", "Day from which the edition holds (today)"),
    COURSE_VERSION(OPTION_VERSION),
    {0}};

const struct argp_option course_retire_options[] = {
    VERB_OPTION(OPTION_REASON, "reason", "TEXT", "Why; needed"),
    VERB_OPTION(OPTION_ON, "on", "DATE", "Day from which it is not live (today)"),
    COURSE_VERSION(OPTION_VERSION),
    {0},
};

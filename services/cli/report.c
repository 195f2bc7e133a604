/* report - `karmayogi report`: what its verbs share, and the records that figures are counted from. */
#include "report.h"

#include "message.h"
#include "message_json.h"

#include "base/cleanup.h"
#include "base/clock.h"
#include "base/date.h"
#include "base/error.h"
#include "base/limits.h"
#include "base/number.h"

#include <errno.h>
#include <karmayogi/catalogue/v1/service.pb-c.h>
#include <karmayogi/registration/v1/service.pb-c.h>
#include <string.h>
#include <unistd.h>

enum { OPTION_OUT };

static const struct cli_method counted_method = CLI_REPORTING_METHOD(ListCountedOfficials, list_counted_officials);

static void show_freshness(struct cli *cli, const freshness *fresh)
{
    struct arena *arena = &cli->arena;
    char instant[MESSAGE_INSTANT_BYTES], sequence[NUMBER_TEXT_BYTES];
    const Karmayogi__Core__V1__Position *to = fresh->counted_to;
    const char *age = fresh->age_ms < 0 ? cli_word(cli, WORD_NEVER_SINCE_START)
                                        : arena_printf(arena, "%.1f s", (double)fresh->age_ms / 1000);

    if (!to)
        return;
    if (fresh->committed_at_ms == 0)
        cli_say(cli, WORD_COUNTED_NOTHING, to->service, age ? age : "");
    else
        cli_say(cli, WORD_COUNTED_TO, number_indian((int64_t)to->sequence, sequence), to->service,
                message_instant(fresh->committed_at_ms, instant), age ? age : "",
                message_position_text(arena, to->service, to->epoch, to->sequence));
    if (fresh->rebuilding)
        cli_say(cli, WORD_IS_REBUILDING, to->service);
}

void report_freshness(struct cli *cli, Karmayogi__Reporting__V1__Freshness *const *each, size_t count)
{
    for (size_t i = 0; i < count; i++)
        show_freshness(cli, each[i]);
}

int report_day(struct cli *cli, const struct arguments *arguments, unsigned index, const char *name, int32_t *days)
{
    const char *text = arguments->options[index];
    struct clock clock = clock_system();
    int32_t today = date_of_instant(clock_utc_ms(&clock));

    if (text && strcmp(text, "today") == 0)
        *days = today;
    else if (text && strcmp(text, "yesterday") == 0)
        *days = today - 1;
    else
        return verb_date(cli, arguments, index, name, days);
    return 0;
}

int report_at_least(struct cli *cli, const struct arguments *arguments, unsigned index)
{
    const char *text = arguments->options[index];

    return !text || message_position_parse(&cli->at_least, text)
               ? 0
               : cli_error(cli, CLI_USAGE, WORD_NOT_A_POSITION, "--at-least");
}

const ProtobufCEnumDescriptor *report_coded(dimension by)
{
    switch ((int)by) { /* the others have codes of their own */
    case KARMAYOGI__REPORTING__V1__DIMENSION__DIMENSION_GROUP:
        return &karmayogi__registration__v1__group__descriptor;
    case KARMAYOGI__REPORTING__V1__DIMENSION__DIMENSION_GENDER:
        return &karmayogi__registration__v1__gender__descriptor;
    case KARMAYOGI__REPORTING__V1__DIMENSION__DIMENSION_CATEGORY:
        return &karmayogi__registration__v1__category__descriptor;
    case KARMAYOGI__REPORTING__V1__DIMENSION__DIMENSION_ENGAGEMENT:
        return &karmayogi__registration__v1__engagement__descriptor;
    case KARMAYOGI__REPORTING__V1__DIMENSION__DIMENSION_COURSE_KIND:
        return &karmayogi__catalogue__v1__course_kind__descriptor;
    case KARMAYOGI__REPORTING__V1__DIMENSION__DIMENSION_COMPETENCY_AREA:
        return &karmayogi__catalogue__v1__competency_area__descriptor;
    case KARMAYOGI__REPORTING__V1__DIMENSION__DIMENSION_PLAN_STATE:
        return &karmayogi__catalogue__v1__life_state__descriptor;
    case KARMAYOGI__REPORTING__V1__DIMENSION__DIMENSION_DEVELOPMENT_KIND:
        return &karmayogi__catalogue__v1__development_kind__descriptor;
    case KARMAYOGI__REPORTING__V1__DIMENSION__DIMENSION_DEVELOPMENT_STATE:
        return &karmayogi__catalogue__v1__development_state__descriptor;
    default:
        return NULL;
    }
}

static const char *coded_key(struct cli *cli, dimension by, const char *code)
{
    const ProtobufCEnumDescriptor *words = report_coded(by);
    char word[MESSAGE_WORD_BYTES] = "";
    const char *known = NULL;
    uint64_t value = 0;

    if (words && number_parse_u64(code, INT32_MAX, &value))
        message_enum_word(words, (int)value, word);
    if (word[0])
        known = arena_printf(&cli->arena, "%s", word);
    else if (value == 0 && words)
        known = cli_word(cli, WORD_NOT_SAID);
    return known ? known : code;
}

const char *report_key(struct cli *cli, dimension by, const char *code, const char *name_en, const char *name_hi)
{
    const char *name = cli_in_language(cli, name_en, name_hi);

    if (name[0])
        return name;
    if (strcmp(code, "before") == 0)
        return cli_word(cli, WORD_BEFORE);
    if (strcmp(code, "-") == 0)
        return cli_word(cli, WORD_NOT_IN_LIST);
    if (code[0])
        return coded_key(cli, by, code);
    return cli_word(cli, by == KARMAYOGI__REPORTING__V1__DIMENSION__DIMENSION_DISTRICT       ? WORD_NO_DISTRICT
                         : by == KARMAYOGI__REPORTING__V1__DIMENSION__DIMENSION_ORGANISATION ? WORD_ORGANISATION_ITSELF
                                                                                             : WORD_NONE);
}

char *report_basis_points(uint32_t points, char text[32])
{
    char whole[NUMBER_TEXT_BYTES];

    snprintf(text, 32, "%.24s.%02u", number_indian(points / 100, whole), points % 100);
    return text;
}

bool report_wants_bars(const struct arguments *arguments, unsigned index)
{
    return arguments->options[index] || isatty(STDOUT_FILENO) == 1;
}

static int write_records(struct cli *cli, FILE *out)
{
    Karmayogi__Core__V1__PageRequest page = KARMAYOGI__CORE__V1__PAGE_REQUEST__INIT;
    Karmayogi__Reporting__V1__ListCountedOfficialsRequest request =
        KARMAYOGI__REPORTING__V1__LIST_COUNTED_OFFICIALS_REQUEST__INIT;
    Karmayogi__Reporting__V1__ListCountedOfficialsResponse *answer;
    char token[CLI_TOKEN_BYTES];

    request.page = &page;
    page.page_size = LIMIT_PAGE_SIZE;
    do {
        int result = cli_call(cli, &counted_method, &request, &answer);

        if (result != 0)
            return result;
        for (size_t i = 0; i < answer->n_officials; i++) {
            json_t *object = message_json(&answer->officials[i]->base);

            result = json_dumpf(object, out, JSON_COMPACT);
            json_decref(object);
            if (result != 0 || fputc('\n', out) == EOF)
                return error_system("write the records");
        }
        page.page_token = cli_next_page(cli, answer->page, token);
    } while (page.page_token[0]);
    return 0;
}

static int run_records(struct cli *cli, const struct arguments *arguments)
{
    const char *path = arguments->options[OPTION_OUT];
    CLEANUP(fclose_pointer) FILE *file = path ? fopen(path, "we") : NULL;
    int result, closed;

    if (path && !file)
        return cli_error(cli, CLI_FILE, WORD_CANNOT_WRITE, path, strerror(errno));
    result = write_records(cli, file ? file : stdout);
    if (!file || result != 0)
        return result;
    closed = fclose(file);
    file = NULL;
    return closed == 0 ? 0 : cli_error(cli, CLI_FILE, WORD_CANNOT_WRITE, path, strerror(errno));
}

static const struct argp_option records_options[] = {
    VERB_OPTION(OPTION_OUT, "out", "FILE", "Write to a file and not to the standard output"),
    {0},
};

static const struct verb verbs[] = {
    {"onboarding", "", "How many officials are onboarded, against the strength to be reached.",
     "Per cent is rounded down. Where no strength is declared there is no percentage.\n\nExample:\n  karmayogi report "
     "onboarding --org meerut-range --by district --lang hi",
     report_onboarding_options, 0, 0, report_onboarding_run},
    {"figures", "", "Any figures by up to three dimensions, as of a day.",
     "`karmayogi report definitions' says which measures and dimensions there are and what they mean. A filter names a "
     "dimension and the values that count, as codes or words; several filters must all hold. With day, week or month "
     "--since is needed, and a row is what the period changed.\n\nExample:\n  karmayogi report figures --measures "
     "onboarded,blocked --by district,gender \\\n      --filter group=c,d --filter gender=female",
     report_figures_options, 0, 0, report_figures_run},
    {"courses", "", "Live courses by kind and by the languages in which they can be taken.",
     "A course counts in each of its languages, so the columns do not add up to Courses. Shown are Hindi, English and "
     "the "
     "other languages with the most courses, as many as the terminal has room for; --all, --csv and --json give all of "
     "them. Whole sets of languages: `karmayogi report figures --measures courses --by "
     "course_languages'.\n\nExample:\n  "
     "karmayogi report courses",
     report_courses_options, 0, 0, report_courses_run},
    {"definitions", "[MEASURE]", "What the measures and dimensions mean.",
     "With a measure only that one, with the dimensions by which it adds up.\n\nExample:\n  karmayogi report "
     "definitions onboarded",
     report_definitions_options, 0, 1, report_definitions_run},
    {"records", "", "The counted records, one JSON object a line, by official.",
     "To compare a rebuilt model with the one before. Needs the role administrator.\n\nExample:\n  karmayogi report "
     "records --out records.jsonl",
     records_options, 0, 0, run_records},
    {.run = NULL},
};

const struct verb_family verb_report = {"report", "Figures: who is onboarded, where, of how many; courses",
                                        "karmayogi report onboarding --org meerut-range --by district", verbs};

/* official_list - officials as tables, CSV and JSON, and `karmayogi official list`. */
#include "csv_file.h"
#include "listing.h"
#include "message.h"
#include "message_json.h"
#include "official.h"
#include "table.h"

#include "base/cleanup.h"
#include "base/error.h"
#include "base/number.h"

#include <karmayogi/registration/v1/service.pb-c.h>
#include <string.h>

enum {
    OPTION_ORG,
    OPTION_SUBTREE,
    OPTION_DISTRICT,
    OPTION_DESIGNATION,
    OPTION_STATE,
    OPTION_FLAG,
    OPTION_LISTING,
};

typedef Karmayogi__Registration__V1__Official official;
typedef Karmayogi__Registration__V1__OfficialState official_state;

static const struct cli_method list_method = CLI_REGISTRATION_METHOD(ListOfficials, list_officials);

static const char *state_word(const struct cli *cli, official_state state)
{
    switch (state) {
    case KARMAYOGI__REGISTRATION__V1__OFFICIAL_STATE__OFFICIAL_STATE_ACTIVE:
        return cli_word(cli, WORD_STATE_ACTIVE);
    case KARMAYOGI__REGISTRATION__V1__OFFICIAL_STATE__OFFICIAL_STATE_BLOCKED:
        return cli_word(cli, WORD_STATE_BLOCKED);
    case KARMAYOGI__REGISTRATION__V1__OFFICIAL_STATE__OFFICIAL_STATE_RETIRED:
        return cli_word(cli, WORD_STATE_RETIRED);
    case KARMAYOGI__REGISTRATION__V1__OFFICIAL_STATE__OFFICIAL_STATE_UNSPECIFIED:
    default:
        return "";
    }
}

static const char *joined(struct arena *arena, char *const *words, size_t count)
{
    const char *text = "";

    for (size_t i = 0; i < count && text; i++)
        text = arena_printf(arena, "%s%s%s", text, i ? " " : "", words[i]);
    return text ? text : "";
}

static const char *issued_ids_text(struct arena *arena, const Karmayogi__Registration__V1__Person *person)
{
    const char *text = "";

    for (size_t i = 0; person && i < person->n_issued_ids && text; i++)
        text = arena_printf(arena, "%s%s%s=%s", text, i ? " " : "", person->issued_ids[i]->issuer,
                            person->issued_ids[i]->value);
    return text ? text : "";
}

void official_columns(const struct cli *cli, struct table *table)
{
    static const enum word headers[] = {WORD_OFFICIAL,    WORD_NAME,   WORD_ORGANISATION, WORD_DISTRICT,
                                        WORD_DESIGNATION, WORD_MOBILE, WORD_STATE,        WORD_FLAGS};

    for (size_t i = 0; i < sizeof(headers) / sizeof(headers[0]); i++)
        table_column(table, cli_word(cli, headers[i]), headers[i] == WORD_DISTRICT ? TABLE_RIGHT : TABLE_LEFT);
}

void official_row(struct cli *cli, struct table *table, const official *one)
{
    char district[16] = "";

    if (one->post && one->post->district_code)
        snprintf(district, sizeof(district), "%u", one->post->district_code);
    table_cell(table, one->official_id);
    table_cell(table, one->person ? one->person->name : "");
    table_cell(table, one->post ? one->post->organisation_id : "");
    table_cell(table, district);
    table_cell(table, one->post ? one->post->designation : "");
    table_cell(table, one->person ? one->person->mobile : "");
    table_cell(table, state_word(cli, one->state));
    table_cell(table, joined(&cli->arena, one->flags, one->n_flags));
}

static void line(const struct cli *cli, struct table *table, enum word name, const char *text)
{
    if (!text || !text[0])
        return;
    table_cell(table, cli_word(cli, name));
    table_cell(table, text);
}

static void show_person(struct cli *cli, struct table *table, const Karmayogi__Registration__V1__Person *person)
{
    char date[DATE_TEXT_BYTES];

    line(cli, table, WORD_TITLE, person->title);
    line(cli, table, WORD_NAME, person->name);
    line(cli, table, WORD_PARENT_NAME, person->parent_name);
    line(cli, table, WORD_MOBILE, person->mobile);
    line(cli, table, WORD_EMAIL, person->email);
    line(cli, table, WORD_BIRTH_DATE, message_date_text(person->birth_date, date));
    line(cli, table, WORD_ISSUED_IDS, issued_ids_text(&cli->arena, person));
}

/* Enums of the contract begin with 0 for "not said", and their words stand together in the same order. */
static const char *enum_text(const struct cli *cli, int value, enum word first, enum word last)
{
    return value > 0 && value <= (int)(last - first) + 1 ? cli_word(cli, (enum word)((int)first + value - 1)) : "";
}

static void show_post(struct cli *cli, struct table *table, const Karmayogi__Registration__V1__Post *post)
{
    struct arena *arena = &cli->arena;

    line(cli, table, WORD_ORGANISATION, post->organisation_id);
    line(cli, table, WORD_DISTRICT, post->district_code ? arena_printf(arena, "%u", post->district_code) : "");
    if (post->designation[0])
        line(cli, table, WORD_DESIGNATION,
             arena_printf(arena, "%s (%s)", post->designation,
                          post->designation_code[0] ? post->designation_code : cli_word(cli, WORD_NOT_IN_LIST)));
    line(cli, table, WORD_GROUP, enum_text(cli, (int)post->group, WORD_GROUP_A, WORD_GROUP_OTHERS));
    line(cli, table, WORD_GENDER, enum_text(cli, (int)post->gender, WORD_GENDER_MALE, WORD_GENDER_OTHERS));
    line(cli, table, WORD_CATEGORY, enum_text(cli, (int)post->category, WORD_CATEGORY_GENERAL, WORD_CATEGORY_EWS));
    line(cli, table, WORD_ENGAGEMENT,
         enum_text(cli, (int)post->engagement, WORD_ENGAGEMENT_REGULAR, WORD_ENGAGEMENT_TRAINEE));
    line(cli, table, WORD_MOTHER_TONGUE, post->mother_tongue);
    line(cli, table, WORD_PIN_CODE, post->office_pin_code);
    line(cli, table, WORD_TAGS, joined(arena, post->tags, post->n_tags));
}

int official_show(struct cli *cli, const official *one)
{
    CLEANUP(table_deinit) struct table table = {0};
    char date[DATE_TEXT_BYTES], version[NUMBER_TEXT_BYTES];

    if (!one)
        return error_raise("the answer holds no official");
    if (cli->json)
        return message_json_show(one);
    table_column(&table, cli_word(cli, WORD_OFFICIAL), TABLE_LEFT);
    table_column(&table, one->official_id, TABLE_LEFT);
    line(cli, &table, WORD_STATE, state_word(cli, one->state));
    if (one->person)
        show_person(cli, &table, one->person);
    if (one->post)
        show_post(cli, &table, one->post);
    line(cli, &table, WORD_REGISTERED_ON, message_date_text(one->registered_on, date));
    line(cli, &table, WORD_EFFECTIVE_ON, message_date_text(one->effective_on, date));
    if (one->version) /* a revealed person comes without */
        line(cli, &table, WORD_VERSION, number_indian((int64_t)one->version, version));
    line(cli, &table, WORD_FLAGS, joined(&cli->arena, one->flags, one->n_flags));
    return table_print(&table, stdout);
}

static const char *const csv_header[] = {
    "official_id",      "version",         "state",      "title",         "full_name",     "parent_name",
    "mobile",           "email",           "issued_ids", "organisation",  "district_code", "designation",
    "designation_code", "level",           "group",      "gender",        "category",      "engagement",
    "mother_tongue",    "office_pin_code", "tags",       "registered_on", "effective_on",  "flags",
};

#define CSV_COLUMNS (sizeof(csv_header) / sizeof(csv_header[0]))

static int write_csv(struct cli *cli, const official *one)
{
    static const Karmayogi__Registration__V1__Person nobody = KARMAYOGI__REGISTRATION__V1__PERSON__INIT;
    static const Karmayogi__Registration__V1__Post nothing = KARMAYOGI__REGISTRATION__V1__POST__INIT;
    const Karmayogi__Registration__V1__Person *person = one->person ? one->person : &nobody;
    const Karmayogi__Registration__V1__Post *post = one->post ? one->post : &nothing;
    char state[MESSAGE_WORD_BYTES], group[MESSAGE_WORD_BYTES], gender[MESSAGE_WORD_BYTES], category[MESSAGE_WORD_BYTES];
    char engagement[MESSAGE_WORD_BYTES], registered[DATE_TEXT_BYTES], effective[DATE_TEXT_BYTES];
    struct arena *arena = &cli->arena;
    const char *version = arena_printf(arena, "%llu", (unsigned long long)one->version);
    const char *district = arena_printf(arena, "%u", post->district_code);
    const char *level = arena_printf(arena, "%u", post->level);
    const char *cells[CSV_COLUMNS] = {
        one->official_id,
        version,
        message_enum_word(&karmayogi__registration__v1__official_state__descriptor, one->state, state),
        person->title,
        person->name,
        person->parent_name,
        person->mobile,
        person->email,
        issued_ids_text(arena, person),
        post->organisation_id,
        district,
        post->designation,
        post->designation_code,
        level,
        message_enum_word(&karmayogi__registration__v1__group__descriptor, post->group, group),
        message_enum_word(&karmayogi__registration__v1__gender__descriptor, post->gender, gender),
        message_enum_word(&karmayogi__registration__v1__category__descriptor, post->category, category),
        message_enum_word(&karmayogi__registration__v1__engagement__descriptor, post->engagement, engagement),
        post->mother_tongue,
        post->office_pin_code,
        joined(arena, post->tags, post->n_tags),
        date_format(message_days(one->registered_on), registered),
        date_format(message_days(one->effective_on), effective),
        joined(arena, one->flags, one->n_flags),
    };

    return arena->failed ? error_raise("out of memory for a row") : csv_write_row(stdout, cells, CSV_COLUMNS, "\n");
}

/* One list, and the page of it that came last. */
struct officials {
    struct listing listing;
    Karmayogi__Registration__V1__ListOfficialsRequest request;
    const Karmayogi__Registration__V1__ListOfficialsResponse *answer;
};

static int ask_page(void *context, struct listing_page *page)
{
    struct officials *officials = context;
    int result = cli_call(officials->listing.cli, &list_method, &officials->request, &officials->answer);

    if (result == 0)
        *page = (struct listing_page){officials->answer->n_officials, officials->answer->page};
    return result;
}

static int show_page(void *context)
{
    CLEANUP(table_deinit) struct table table = {0};
    const struct officials *officials = context;
    const Karmayogi__Registration__V1__ListOfficialsResponse *page = officials->answer;
    struct cli *cli = officials->listing.cli;
    int result = 0;

    official_columns(cli, &table);
    for (size_t i = 0; i < page->n_officials && result == 0; i++) {
        if (officials->listing.csv)
            result = write_csv(cli, page->officials[i]);
        else if (cli->json)
            result = message_json_print(message_json(&page->officials[i]->base));
        else
            official_row(cli, &table, page->officials[i]);
    }
    return result == 0 && table_rows(&table) ? table_print(&table, stdout) : result;
}

int official_list_run(struct cli *cli, const struct arguments *arguments)
{
    struct officials officials = {.request = KARMAYOGI__REGISTRATION__V1__LIST_OFFICIALS_REQUEST__INIT};
    uint64_t district = 0;
    official_state state;
    int state_value = 0;
    int result = listing_begin(&officials.listing, cli, arguments, OPTION_LISTING);

    if (result == 0)
        result = verb_number(cli, arguments, OPTION_DISTRICT, "--district", UINT32_MAX, &district);
    if (result == 0)
        result = verb_enum(cli, arguments, OPTION_STATE, "--state",
                           &karmayogi__registration__v1__official_state__descriptor, &state_value);
    if (result != 0)
        return result;
    officials.request.organisation_id = verb_text(arguments, OPTION_ORG);
    officials.request.whole_subtree = arguments->options[OPTION_SUBTREE] != NULL;
    officials.request.district_code = (uint32_t)district;
    officials.request.designation_code = verb_text(arguments, OPTION_DESIGNATION);
    officials.request.flag = verb_text(arguments, OPTION_FLAG);
    officials.request.page = &officials.listing.page;
    state = (official_state)state_value;
    officials.request.states = &state;
    officials.request.n_states = state_value != 0;
    if (officials.listing.csv && !officials.listing.count_only)
        result = csv_write_row(stdout, csv_header, CSV_COLUMNS, "\n");
    if (result == 0)
        result = listing_walk(&officials.listing, ask_page, show_page, &officials);
    return result == 0 ? listing_finish(&officials.listing, WORD_OFFICIALS_ALL, WORD_OFFICIALS_MORE) : result;
}

const struct argp_option official_list_options[] = {
    VERB_OPTION(OPTION_ORG, "org", "ID", "Only of this organisation"),
    VERB_OPTION(OPTION_SUBTREE, "subtree", NULL, "And of everything below it"),
    VERB_OPTION(OPTION_DISTRICT, "district", "CODE", "Only of this district"),
    VERB_OPTION(OPTION_DESIGNATION, "designation", "CODE", "Only with this designation; - for those not in the list"),
    VERB_OPTION(OPTION_STATE, "state", "active|blocked|retired", "Only in this state"),
    VERB_OPTION(OPTION_FLAG, "flag", "FLAG", "Only with this flag, such as SHARED_MOBILE"),
    LISTING_OPTIONS(OPTION_LISTING, "officials"),
    {0},
};

/* organisation - `karmayogi org`: the tree of organisations. */
#include "organisation.h"

#include "message.h"
#include "message_json.h"
#include "table.h"

#include "base/cleanup.h"
#include "base/limits.h"
#include "base/number.h"

#include <karmayogi/registration/v1/service.pb-c.h>
#include <string.h>

#define MOST_STRENGTH 100000000

enum {
    OPTION_PARENT,
    OPTION_KIND,
    OPTION_NAME_EN,
    OPTION_NAME_HI,
    OPTION_DISTRICT,
    OPTION_ESTABLISHED,
    OPTION_STRENGTH,
    OPTION_SOURCE,
    OPTION_STRENGTH_ON,
    OPTION_VERSION,
    OPTION_ON,
    OPTION_BELOW,
    OPTION_TREE,
};

typedef Karmayogi__Registration__V1__Organisation organisation;

static const struct cli_method create_method = CLI_REGISTRATION_METHOD(CreateOrganisation, create_organisation);
static const struct cli_method update_method = CLI_REGISTRATION_METHOD(UpdateOrganisation, update_organisation);
static const struct cli_method strength_method = CLI_REGISTRATION_METHOD(DeclareStrength, declare_strength);
static const struct cli_method get_method = CLI_REGISTRATION_METHOD(GetOrganisation, get_organisation);
static const struct cli_method list_method = CLI_REGISTRATION_METHOD(ListOrganisations, list_organisations);

static const Karmayogi__Registration__V1__Strength *newest_strength(const organisation *node)
{
    return node->n_strengths ? node->strengths[node->n_strengths - 1] : NULL;
}

static void line(struct table *table, const char *name, const char *text)
{
    table_cell(table, name);
    table_cell(table, text);
}

static int show(struct cli *cli, const organisation *node)
{
    CLEANUP(table_deinit) struct table table = {0};
    char date[DATE_TEXT_BYTES];
    struct arena *arena = &cli->arena;

    table_column(&table, cli_word(cli, WORD_ORGANISATION), TABLE_LEFT);
    table_column(&table, node->organisation_id, TABLE_LEFT);
    line(&table, cli_word(cli, WORD_NAME),
         arena_printf(arena, "%s%s%s", node->name_en, node->name_hi[0] ? " · " : "", node->name_hi));
    line(&table, cli_word(cli, WORD_KIND), node->kind);
    line(&table, cli_word(cli, WORD_ABOVE), node->parent_id);
    line(&table, cli_word(cli, WORD_DISTRICT),
         node->district_code ? arena_printf(arena, "%u", node->district_code) : cli_word(cli, WORD_NO_DISTRICT));
    line(&table, cli_word(cli, WORD_ESTABLISHED), message_date_text(node->established_on, date));
    line(&table, cli_word(cli, WORD_CHILDREN), arena_printf(arena, "%u", node->child_count));
    line(&table, cli_word(cli, WORD_VERSION), arena_printf(arena, "%llu", (unsigned long long)node->version));
    if (!node->n_strengths)
        line(&table, cli_word(cli, WORD_STRENGTH), cli_word(cli, WORD_NOT_DECLARED));
    for (size_t i = 0; i < node->n_strengths; i++) {
        char count[NUMBER_TEXT_BYTES];

        line(&table, cli_word(cli, WORD_STRENGTH),
             arena_printf(arena, "%s (%s, %s)", number_indian(node->strengths[i]->count, count),
                          message_date_text(node->strengths[i]->declared_on, date), node->strengths[i]->source));
    }
    return table_print(&table, stdout);
}

static int show_answer(struct cli *cli, const organisation *node)
{
    if (cli->json)
        return message_json_show(node);
    return node ? show(cli, node) : 0;
}

static int read_strength(struct cli *cli, const struct arguments *arguments, const char *count, const char *on,
                         unsigned on_index, Karmayogi__Registration__V1__Strength *strength)
{
    uint64_t number = 0;
    int32_t days = DATE_NONE;
    char most[NUMBER_TEXT_BYTES];

    if (!arguments->options[OPTION_SOURCE])
        return cli_error(cli, CLI_USAGE, WORD_OPTION_NEEDED, "--strength-source / --source");
    if (!number_parse_u64(count, MOST_STRENGTH, &number))
        return cli_error(cli, CLI_USAGE, WORD_NOT_A_NUMBER, "strength", number_indian(MOST_STRENGTH, most));
    karmayogi__registration__v1__strength__init(strength);
    strength->count = (uint32_t)number;
    strength->source = verb_text(arguments, OPTION_SOURCE);
    if (verb_date(cli, arguments, on_index, on, &days) != 0)
        return CLI_USAGE;
    strength->declared_on = message_date(&cli->arena, days);
    return 0;
}

static int read_node(struct cli *cli, const struct arguments *arguments, organisation *node)
{
    uint64_t district = 0;
    int32_t established = DATE_NONE;
    int result = verb_number(cli, arguments, OPTION_DISTRICT, "--district", UINT32_MAX, &district);

    if (result == 0)
        result = verb_date(cli, arguments, OPTION_ESTABLISHED, "--established", &established);
    karmayogi__registration__v1__organisation__init(node);
    node->organisation_id = (char *)(uintptr_t)arguments->positional[0];
    node->parent_id = verb_text(arguments, OPTION_PARENT);
    node->kind = verb_text(arguments, OPTION_KIND);
    node->name_en = verb_text(arguments, OPTION_NAME_EN);
    node->name_hi = verb_text(arguments, OPTION_NAME_HI);
    node->district_code = (uint32_t)district;
    node->established_on = message_date(&cli->arena, established);
    return result;
}

int organisation_create(struct cli *cli, Karmayogi__Registration__V1__Organisation *node, bool *created,
                        Karmayogi__Registration__V1__Organisation **answer)
{
    Karmayogi__Registration__V1__CreateOrganisationRequest request =
        KARMAYOGI__REGISTRATION__V1__CREATE_ORGANISATION_REQUEST__INIT;
    Karmayogi__Registration__V1__CreateOrganisationResponse *response;
    int result;

    request.organisation = node;
    result = cli_call(cli, &create_method, &request, &response);
    if (result == 0) {
        *created = response->created;
        *answer = response->organisation;
    }
    return result;
}

static int run_create(struct cli *cli, const struct arguments *arguments)
{
    Karmayogi__Registration__V1__Strength strength, *strengths = &strength;
    organisation node, *answer;
    bool created;
    int result = read_node(cli, arguments, &node);

    if (result == 0 && arguments->options[OPTION_STRENGTH]) {
        result = read_strength(cli, arguments, arguments->options[OPTION_STRENGTH], "--strength-on", OPTION_STRENGTH_ON,
                               &strength);
        node.strengths = &strengths;
        node.n_strengths = 1;
    }
    if (result == 0)
        result = organisation_create(cli, &node, &created, &answer);
    if (result != 0)
        return result;
    if (!cli->json)
        cli_say(cli, created ? WORD_CREATED : WORD_WAS_THERE, node.organisation_id);
    return show_answer(cli, answer);
}

static int run_update(struct cli *cli, const struct arguments *arguments)
{
    static const struct {
        unsigned option;
        const char *path;
    } fields[] = {{OPTION_NAME_EN, "name_en"},
                  {OPTION_NAME_HI, "name_hi"},
                  {OPTION_KIND, "kind"},
                  {OPTION_DISTRICT, "district_code"}};
    Karmayogi__Registration__V1__UpdateOrganisationRequest request =
        KARMAYOGI__REGISTRATION__V1__UPDATE_ORGANISATION_REQUEST__INIT;
    Karmayogi__Registration__V1__UpdateOrganisationResponse *response;
    char *mask[sizeof(fields) / sizeof(fields[0])];
    organisation node;
    int result = read_node(cli, arguments, &node);

    if (result == 0)
        result = verb_number(cli, arguments, OPTION_VERSION, "--version-read", UINT64_MAX >> 1, &request.version);
    for (size_t i = 0; i < sizeof(fields) / sizeof(fields[0]); i++) {
        if (arguments->options[fields[i].option])
            mask[request.n_update_mask++] = (char *)(uintptr_t)fields[i].path;
    }
    if (result == 0 && request.n_update_mask == 0)
        result = cli_error(cli, CLI_USAGE, WORD_NOTHING_TO_CHANGE);
    request.organisation = &node;
    request.update_mask = mask;
    if (result == 0)
        result = cli_call(cli, &update_method, &request, &response);
    return result == 0 ? show_answer(cli, response->organisation) : result;
}

static int run_strength(struct cli *cli, const struct arguments *arguments)
{
    Karmayogi__Registration__V1__Strength strength;
    Karmayogi__Registration__V1__DeclareStrengthRequest request =
        KARMAYOGI__REGISTRATION__V1__DECLARE_STRENGTH_REQUEST__INIT;
    Karmayogi__Registration__V1__DeclareStrengthResponse *response;
    int result = read_strength(cli, arguments, arguments->positional[1], "--on", OPTION_ON, &strength);

    request.organisation_id = (char *)(uintptr_t)arguments->positional[0];
    request.strength = &strength;
    if (result == 0)
        result = cli_call(cli, &strength_method, &request, &response);
    return result == 0 ? show_answer(cli, response->organisation) : result;
}

static int run_get(struct cli *cli, const struct arguments *arguments)
{
    Karmayogi__Registration__V1__GetOrganisationRequest request =
        KARMAYOGI__REGISTRATION__V1__GET_ORGANISATION_REQUEST__INIT;
    Karmayogi__Registration__V1__GetOrganisationResponse *response;
    int result;

    request.organisation_id = (char *)(uintptr_t)arguments->positional[0];
    result = cli_call(cli, &get_method, &request, &response);
    return result == 0 ? show_answer(cli, response->organisation) : result;
}

int organisation_walk(struct cli *cli, const char *below, bool whole_subtree,
                      int (*take)(void *context, Karmayogi__Registration__V1__Organisation *node), void *context)
{
    Karmayogi__Core__V1__PageRequest page = KARMAYOGI__CORE__V1__PAGE_REQUEST__INIT;
    Karmayogi__Registration__V1__ListOrganisationsRequest request =
        KARMAYOGI__REGISTRATION__V1__LIST_ORGANISATIONS_REQUEST__INIT;
    Karmayogi__Registration__V1__ListOrganisationsResponse *response;
    int result;

    request.parent_id = (char *)(uintptr_t)below;
    request.whole_subtree = whole_subtree;
    request.page = &page;
    page.page_size = LIMIT_PAGE_SIZE;
    do {
        result = cli_call(cli, &list_method, &request, &response);
        for (size_t i = 0; result == 0 && i < response->n_organisations; i++)
            result = take(context, response->organisations[i]);
        if (result != 0)
            return result;
        page.page_token = response->page ? response->page->next_page_token : (char *)(uintptr_t) "";
    } while (page.page_token[0]);
    return 0;
}

/* Rows of the list. */
struct listing {
    struct cli *cli;
    struct table table;
    json_t *json;
};

static int list_node(void *context, organisation *node)
{
    struct listing *listing = context;
    const Karmayogi__Registration__V1__Strength *strength = newest_strength(node);

    if (listing->json)
        return json_array_append_new(listing->json, message_json(&node->base));
    table_cell(&listing->table, node->organisation_id);
    table_cell(&listing->table, cli_in_language(listing->cli, node->name_en, node->name_hi));
    table_cell(&listing->table, node->kind);
    table_cell(&listing->table, node->parent_id);
    if (strength)
        table_count(&listing->table, strength->count);
    else
        table_cell(&listing->table, cli_word(listing->cli, WORD_NOT_DECLARED));
    return 0;
}

static int run_list(struct cli *cli, const struct arguments *arguments)
{
    struct listing listing = {.cli = cli, .json = cli->json ? json_array() : NULL};
    int result;

    if (arguments->options[OPTION_TREE] && !cli->json)
        return organisation_tree(cli, verb_text(arguments, OPTION_BELOW));
    table_column(&listing.table, cli_word(cli, WORD_ORGANISATION), TABLE_LEFT);
    table_column(&listing.table, cli_word(cli, WORD_NAME), TABLE_LEFT);
    table_column(&listing.table, cli_word(cli, WORD_KIND), TABLE_LEFT);
    table_column(&listing.table, cli_word(cli, WORD_ABOVE), TABLE_LEFT);
    table_column(&listing.table, cli_word(cli, WORD_STRENGTH), TABLE_RIGHT);
    result = organisation_walk(cli, verb_text(arguments, OPTION_BELOW),
                               arguments->options[OPTION_BELOW] == NULL || arguments->options[OPTION_TREE], list_node,
                               &listing);
    if (result == 0)
        result = cli->json ? message_json_print_pretty(json_incref(listing.json)) : table_print(&listing.table, stdout);
    json_decref(listing.json);
    table_deinit(&listing.table);
    return result;
}

static const struct argp_option create_options[] = {
    VERB_OPTION(OPTION_PARENT, "parent", "ID", "The node above; none for the state alone"),
    VERB_OPTION(OPTION_KIND, "kind", "CODE", "Code in the list of organisation kinds"),
    VERB_OPTION(OPTION_NAME_EN, "name-en", "TEXT", "Name in English"),
    VERB_OPTION(OPTION_NAME_HI, "name-hi", "TEXT", "Name in Hindi"),
    VERB_OPTION(OPTION_DISTRICT, "district", "CODE", "LGD code of the district it works in"),
    VERB_OPTION(OPTION_ESTABLISHED, "established", "DATE", "The day from which it exists (today)"),
    VERB_OPTION(OPTION_STRENGTH, "strength", "N", "People to be onboarded, with everything below it"),
    VERB_OPTION(OPTION_SOURCE, "strength-source", "TEXT", "Who says so, such as an order and its number"),
    VERB_OPTION(OPTION_STRENGTH_ON, "strength-on", "DATE", "From when (today)"),
    {0},
};

static const struct argp_option update_options[] = {
    VERB_OPTION(OPTION_NAME_EN, "name-en", "TEXT", "New name in English"),
    VERB_OPTION(OPTION_NAME_HI, "name-hi", "TEXT", "New name in Hindi"),
    VERB_OPTION(OPTION_KIND, "kind", "CODE", "New kind"),
    VERB_OPTION(OPTION_DISTRICT, "district", "CODE", "New district"),
    VERB_OPTION(OPTION_VERSION, "version-read", "N", "Refuse where it was changed since this version"),
    {0},
};

static const struct argp_option strength_options[] = {
    VERB_OPTION(OPTION_SOURCE, "source", "TEXT", "Who says so, such as an order and its number; needed"),
    VERB_OPTION(OPTION_ON, "on", "DATE", "From when (today)"),
    {0},
};

static const struct argp_option list_options[] = {
    VERB_OPTION(OPTION_BELOW, "below", "ID", "Only what is below this node; without --tree its children alone"),
    VERB_OPTION(OPTION_TREE, "tree", NULL, "All levels, drawn as a tree"),
    {0},
};

static const struct verb verbs[] = {
    {"create", "ID", "Create an organisation.",
     "Example:\n  karmayogi org create hapur-lines --parent hapur-police \\\n      --kind police-station --name-en "
     "\"Reserve Police Lines, Hapur\"",
     create_options, 1, 1, run_create},
    {"update", "ID", "Change names, kind or district.",
     "Example:\n  karmayogi org update hapur-police --name-en \"Hapur Police\"", update_options, 1, 1, run_update},
    {"strength", "ID N", "Declare the strength to be reached.",
     "Example:\n  karmayogi org strength hapur-police 2150 \\\n      --source \"made up for trying\" --on 2025-04-01",
     strength_options, 2, 2, run_strength},
    {"get", "ID", "Show an organisation.", "Example:\n  karmayogi org get meerut-range", NULL, 1, 1, run_get},
    {"list", "", "List organisations, or draw the tree.", "Example:\n  karmayogi org list --below police --tree",
     list_options, 0, 0, run_list},
    {"load", "FILE", "Create the organisations of a CSV file.",
     "The header names organisation_id, parent_id, kind, name_en, name_hi, district_code, established_on, strength, "
     "strength_source, strength_on, in any order. Rows are created in the order of the file; the same rows again are "
     "fine.\n\nExample:\n  karmayogi org load deploy/data/organisations.csv",
     NULL, 1, 1, organisation_load},
    {.run = NULL},
};

const struct verb_family verb_org = {"org", "The tree of organisations, and strengths to be reached",
                                     "karmayogi org list --below police --tree", verbs};

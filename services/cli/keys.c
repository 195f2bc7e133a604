/* keys - `karmayogi keys`: the keys of services and callers, and who is admitted where. */
#include "keys_folder.h"
#include "message_json.h"
#include "table.h"
#include "verb.h"

#include "base/cleanup.h"
#include "base/error.h"
#include "base/text.h"

#include <dirent.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

#define ALL_ROLES  "reader, registrar, administrator, follower, person-follower"
#define NAMES_MOST 4096 /* files of one folder that are shown */
#define DESK       "desk"

enum { OPTION_AT, OPTION_ROLES, OPTION_PUBLIC };

static int told(struct cli *cli, int outcome, const char *what)
{
    if (outcome < 0)
        return outcome;
    if (!cli->json)
        cli_say(cli, outcome == KEYS_FOLDER_DONE ? WORD_KEY_MADE : WORD_KEY_STAYS, what);
    return 0;
}

static int check_name(struct cli *cli, const char *name)
{
    return text_is_slug(name) ? 0 : cli_error(cli, CLI_USAGE, WORD_NOT_A_SLUG, name);
}

static int admit(struct cli *cli, const char *service, const char *name, unsigned roles, const char *public_file,
                 bool keep)
{
    const char *path = arena_printf(&cli->arena, "%s/%s/callers/%s.json", cli->keys_folder, service, name);
    int outcome = keys_folder_admit(cli->keys_folder, service, name, roles, public_file, keep);

    if (outcome < 0 || !path)
        return outcome < 0 ? outcome : error_raise("out of memory");
    if (outcome == KEYS_FOLDER_NONE)
        return cli_error(cli, CLI_KEY, WORD_NO_KEY_OR_SERVICE, name, service, cli->keys_folder);
    if (outcome == KEYS_FOLDER_OTHER_KEY)
        return cli_error(cli, CLI_KEY, WORD_OTHER_KEY, path, name, service);
    if (outcome == KEYS_FOLDER_OTHER_NAME)
        return cli_error(cli, CLI_KEY, WORD_OTHER_NAME, service);
    return told(cli, outcome, path);
}

static int make_service(struct cli *cli, const char *name)
{
    const char *path = arena_printf(&cli->arena, "%s/%s/%s.secret", cli->keys_folder, name, name);

    return path ? told(cli, keys_folder_service(cli->keys_folder, name), path) : error_raise("out of memory");
}

static int make_pair(struct cli *cli, const char *name)
{
    const char *path = arena_printf(&cli->arena, "%s/%s.secret", cli->keys_folder, name);

    return path ? told(cli, keys_folder_pair(cli->keys_folder, name), path) : error_raise("out of memory");
}

static int run_setup(struct cli *cli, const struct arguments *arguments)
{
    static const char *const services[] = {"registration", "catalogue", "reporting"};
    int result = 0;

    (void)arguments;
    for (size_t i = 0; i < 3 && result == 0; i++)
        result = make_service(cli, services[i]);
    if (result == 0)
        result = make_pair(cli, DESK);
    for (size_t i = 0; i < 2 && result == 0; i++)
        result = admit(cli, services[i], "reporting", ROLE_FOLLOWER, NULL, true);
    if (result == 0)
        result = admit(cli, "catalogue", "registration", ROLE_FOLLOWER, NULL, true);
    /* Follower as well: so that `feed tail` works at the desk. */
    for (size_t i = 0; i < 3 && result == 0; i++)
        result = admit(cli, services[i], DESK, ROLE_ADMINISTRATOR | ROLE_FOLLOWER, NULL, true);
    return result == 0 && cli->json ? message_json_print(json_pack("{s:s}", "folder", cli->keys_folder)) : result;
}

static int run_new(struct cli *cli, const struct arguments *arguments)
{
    int result = check_name(cli, arguments->positional[0]);

    return result == 0 ? make_pair(cli, arguments->positional[0]) : result;
}

static int run_service(struct cli *cli, const struct arguments *arguments)
{
    int result = check_name(cli, arguments->positional[0]);

    return result == 0 ? make_service(cli, arguments->positional[0]) : result;
}

static int check_at(struct cli *cli, const struct arguments *arguments)
{
    const char *service = arguments->options[OPTION_AT];
    int result = check_name(cli, arguments->positional[0]);

    if (result == 0 && !service)
        result = cli_error(cli, CLI_USAGE, WORD_OPTION_NEEDED, "--at SERVICE");
    return result == 0 ? check_name(cli, service) : result;
}

static int run_admit(struct cli *cli, const struct arguments *arguments)
{
    const char *words = arguments->options[OPTION_ROLES];
    unsigned roles = words ? keys_folder_roles(words) : 0;
    int result = check_at(cli, arguments);

    if (result == 0 && roles == 0)
        result = cli_error(cli, CLI_USAGE, WORD_NOT_A_WORD, "--roles", ALL_ROLES);
    return result == 0 ? admit(cli, arguments->options[OPTION_AT], arguments->positional[0], roles,
                               arguments->options[OPTION_PUBLIC], false)
                       : result;
}

static int run_revoke(struct cli *cli, const struct arguments *arguments)
{
    const char *name = arguments->positional[0], *service = arguments->options[OPTION_AT];
    int result = check_at(cli, arguments);
    unsigned removed;

    if (result == 0)
        result = keys_folder_revoke(cli->keys_folder, service, name, &removed);
    if (result == KEYS_FOLDER_NONE)
        return cli_error(cli, CLI_REFUSED, WORD_NOT_ADMITTED, name, service);
    if (result == 0 && !cli->json)
        cli_say(cli, WORD_REVOKED, name, service);
    return result;
}

static const char *roles_text(struct arena *arena, unsigned roles)
{
    const char *text = "";

    for (unsigned role = 1; role && role <= ROLE_PERSON_FOLLOWER && text; role <<= 1) {
        if (roles & role)
            text = arena_printf(arena, "%s%s%s", text, text[0] ? "," : "", keys_role_word(role));
    }
    return text ? text : "";
}

/* A row of `keys show`. */
static void show_key(struct cli *cli, struct table *table, json_t *list, const char *where,
                     const struct keys_caller *key, const char *what)
{
    if (list) {
        json_array_append_new(list, json_pack("{s:s, s:s, s:s, s:s}", "name", key->name, "at", where, "roles",
                                              roles_text(&cli->arena, key->roles), "public_key", key->public_key));
        return;
    }
    table_cell(table, key->name);
    table_cell(table, what);
    table_cell(table, where);
    table_cell(table, roles_text(&cli->arena, key->roles));
    table_cell(table, key->public_key);
}

static int is_key_file(const struct dirent *entry)
{
    const char *ending = strrchr(entry->d_name, '.');

    return ending && ending != entry->d_name && strcmp(ending, ".public") == 0;
}

static int is_caller_file(const struct dirent *entry)
{
    const char *ending = strrchr(entry->d_name, '.');

    return ending && ending != entry->d_name && strcmp(ending, ".json") == 0;
}

/* A file of the list as it stands; what cannot be read shows with its file's name alone. */
static void read_caller(const char *path, const char *file, struct keys_caller *key)
{
    json_t *object = path ? json_load_file(path, 0, NULL) : NULL;
    const char *name = json_string_value(json_object_get(object, "name"));
    const char *public_key = json_string_value(json_object_get(object, "public_key"));
    const json_t *roles = json_object_get(object, "roles");

    snprintf(key->name, sizeof(key->name), "%.63s", name ? name : file);
    snprintf(key->public_key, sizeof(key->public_key), "%s", public_key ? public_key : "");
    key->roles = 0;
    for (size_t i = 0; i < json_array_size(roles); i++) {
        const char *role = json_string_value(json_array_get(roles, i));

        key->roles |= role ? keys_role_parse(role) : 0;
    }
    json_decref(object);
}

static void show_callers(struct cli *cli, struct table *table, json_t *list, const char *service)
{
    const char *folder = arena_printf(&cli->arena, "%s/%s/callers", cli->keys_folder, service);
    struct dirent **entries = NULL;
    int count = folder ? scandir(folder, &entries, is_caller_file, alphasort) : -1;

    for (int i = 0; i < count; i++) {
        struct keys_caller key = {0};

        read_caller(arena_printf(&cli->arena, "%s/%s", folder, entries[i]->d_name), entries[i]->d_name, &key);
        show_key(cli, table, list, service, &key, cli_word(cli, WORD_ADMITTED));
        free(entries[i]);
    }
    free(entries);
}

static void show_own(struct cli *cli, struct table *table, json_t *list, const char *file)
{
    const char *path = arena_printf(&cli->arena, "%s/%s", cli->keys_folder, file);
    struct keys_caller key = {.roles = 0};
    struct keys_pair pair;
    const char *secret;

    if (!path || keys_read(&pair, path) < 0)
        return;
    memcpy(key.name, pair.name, sizeof(key.name));
    memcpy(key.public_key, pair.public_key, sizeof(key.public_key));
    secret = arena_printf(&cli->arena, "%s/%s.secret", cli->keys_folder, pair.name);
    show_key(cli, table, list, "", &key,
             cli_word(cli, secret && access(secret, F_OK) == 0 ? WORD_KEY_OF_CALLER : WORD_KEY_OF_SERVICE));
}

static int run_show(struct cli *cli, const struct arguments *arguments)
{
    CLEANUP(table_deinit) struct table table = {0};
    json_t *list = cli->json ? json_array() : NULL;
    struct dirent **entries = NULL;
    int count = scandir(cli->keys_folder, &entries, is_key_file, alphasort);

    (void)arguments;
    table_column(&table, cli_word(cli, WORD_NAME), TABLE_LEFT);
    table_column(&table, "", TABLE_LEFT);
    table_column(&table, cli_word(cli, WORD_AT), TABLE_LEFT);
    table_column(&table, cli_word(cli, WORD_ROLES), TABLE_LEFT);
    table_column(&table, cli_word(cli, WORD_PUBLIC_KEY), TABLE_LEFT);
    for (int i = 0; i < count; i++)
        show_own(cli, &table, list, entries[i]->d_name);
    for (int i = 0; i < count; i++) {
        entries[i]->d_name[strlen(entries[i]->d_name) - strlen(".public")] = '\0';
        show_callers(cli, &table, list, entries[i]->d_name);
        free(entries[i]);
    }
    free(entries);
    if (count < 0)
        return cli_error(cli, CLI_KEY, WORD_KEY_MISSING, cli->keys_folder);
    return list ? message_json_print_pretty(list) : table_print(&table, stdout);
}

static const struct argp_option admit_options[] = {
    VERB_OPTION(OPTION_AT, "at", "registration|catalogue|reporting", "At which service; needed"),
    VERB_OPTION(OPTION_ROLES, "roles", "A,B", "What the key may do: " ALL_ROLES "; needed"),
    VERB_OPTION(OPTION_PUBLIC, "public", "FILE", "A public key that was made elsewhere"),
    {0},
};

static const struct argp_option revoke_options[] = {
    VERB_OPTION(OPTION_AT, "at", "registration|catalogue|reporting", "At which service; needed"),
    {0},
};

static const struct verb verbs[] = {
    {"setup", "", "Make the keys of a single machine; what exists stays.",
     "Pairs for registration, catalogue and reporting; reporting admitted as follower at the other two, registration "
     "at "
     "the catalogue; the operator `desk' admitted everywhere as administrator and follower.\n\nExample:\n  karmayogi "
     "keys setup --keys var/keys",
     NULL, 0, 0, run_setup},
    {"new", "NAME", "Make the pair of an operator or of a calling system.",
     "Example:\n  karmayogi keys new manav-sampada", NULL, 1, 1, run_new},
    {"service", "NAME", "Make the pair of a service.", "Example:\n  karmayogi keys service registration", NULL, 1, 1,
     run_service},
    {"admit", "NAME", "Admit a key at a service.",
     "A running service reads the list again by itself, within about a second.\n\nExample:\n  karmayogi keys admit "
     "manav-sampada --at "
     "registration "
     "--roles registrar",
     admit_options, 1, 1, run_admit},
    {"revoke", "NAME", "Admit a key no more.", "Example:\n  karmayogi keys revoke manav-sampada --at registration",
     revoke_options, 1, 1, run_revoke},
    {"show", "", "Show the keys and who is admitted where.", "Example:\n  karmayogi keys show", NULL, 0, 0, run_show},
    {.run = NULL},
};

const struct verb_family verb_keys = {"keys", "Keys, and who is admitted where as what", "karmayogi keys setup", verbs};

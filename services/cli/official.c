/* official - `karmayogi official`: one official at a time. */
#include "official.h"

#include "message.h"
#include "message_json.h"
#include "table.h"

#include "base/cleanup.h"
#include "base/error.h"
#include "base/limits.h"
#include "base/number.h"

#include <karmayogi/registration/v1/service.pb-c.h>
#include <string.h>

enum {
    OPTION_TITLE,
    OPTION_NAME,
    OPTION_PARENT_NAME,
    OPTION_MOBILE,
    OPTION_EMAIL,
    OPTION_EMAIL_KIND,
    OPTION_BIRTH_DATE,
    OPTION_ISSUED_IDS,
    OPTION_ORG,
    OPTION_DISTRICT,
    OPTION_DESIGNATION,
    OPTION_GROUP,
    OPTION_GENDER,
    OPTION_CATEGORY,
    OPTION_ENGAGEMENT,
    OPTION_MOTHER_TONGUE,
    OPTION_PIN_CODE,
    OPTION_TAGS,
    OPTION_EFFECTIVE_ON,
    OPTION_LEGACY,
    OPTION_VERSION,
    OPTION_REASON,
    OPTION_PURPOSE,
};

typedef Karmayogi__Registration__V1__Person person;
typedef Karmayogi__Registration__V1__Post post;

static const struct cli_method register_method = CLI_REGISTRATION_METHOD(RegisterOfficial, register_official);
static const struct cli_method get_method = CLI_REGISTRATION_METHOD(GetOfficial, get_official);
static const struct cli_method find_method = CLI_REGISTRATION_METHOD(FindOfficials, find_officials);
static const struct cli_method update_method = CLI_REGISTRATION_METHOD(UpdateOfficial, update_official);
static const struct cli_method block_method = CLI_REGISTRATION_METHOD(BlockOfficial, block_official);
static const struct cli_method unblock_method = CLI_REGISTRATION_METHOD(UnblockOfficial, unblock_official);
static const struct cli_method retire_method = CLI_REGISTRATION_METHOD(RetireOfficial, retire_official);
static const struct cli_method reveal_method = CLI_REGISTRATION_METHOD(RevealContact, reveal_contact);

/* A person and a post as the options say, with what they point to. */
struct said {
    person person;
    post post;
    Karmayogi__Registration__V1__IssuedId ids[LIMIT_ISSUED_IDS], *id_pointers[LIMIT_ISSUED_IDS];
    char *tags[LIMIT_TAGS + 1];
    Karmayogi__Core__V1__Date *effective_on;
    uint64_t version;
};

static char *text_in(struct cli *cli, const char *text, size_t length)
{
    char *copy = arena_string(&cli->arena, text, length);

    return copy ? copy : (char *)(uintptr_t) "";
}

/* ISSUER=VALUE, separated by commas. */
static int read_issued_ids(struct cli *cli, const struct arguments *arguments, struct said *said)
{
    const char *rest = verb_text(arguments, OPTION_ISSUED_IDS);

    said->person.issued_ids = said->id_pointers;
    while (*rest) {
        size_t length = strcspn(rest, ","), issuer = strcspn(rest, "=");
        Karmayogi__Registration__V1__IssuedId *id;

        if (issuer >= length || said->person.n_issued_ids == LIMIT_ISSUED_IDS)
            return cli_error(cli, CLI_USAGE, WORD_ISSUED_ID_FORM);
        id = &said->ids[said->person.n_issued_ids];
        karmayogi__registration__v1__issued_id__init(id);
        id->issuer = text_in(cli, rest, issuer);
        id->value = text_in(cli, rest + issuer + 1, length - issuer - 1);
        said->id_pointers[said->person.n_issued_ids++] = id;
        rest += length + (rest[length] == ',');
    }
    return 0;
}

static void read_tags(struct cli *cli, const struct arguments *arguments, struct said *said)
{
    const char *rest = verb_text(arguments, OPTION_TAGS);

    said->post.tags = said->tags;
    while (*rest && said->post.n_tags <= LIMIT_TAGS) { /* one too many is refused by the service */
        size_t length = strcspn(rest, "|;");

        said->tags[said->post.n_tags++] = text_in(cli, rest, length);
        rest += length + (rest[length] != '\0');
    }
}

static int read_person(struct cli *cli, const struct arguments *arguments, struct said *said)
{
    int email_kind = 0;
    int32_t birth_date = DATE_NONE;
    int result = verb_enum(cli, arguments, OPTION_EMAIL_KIND, "--email-kind",
                           &karmayogi__registration__v1__email_kind__descriptor, &email_kind);

    if (result == 0)
        result = verb_date(cli, arguments, OPTION_BIRTH_DATE, "--birth-date", &birth_date);
    karmayogi__registration__v1__person__init(&said->person);
    said->person.title = verb_text(arguments, OPTION_TITLE);
    said->person.name = verb_text(arguments, OPTION_NAME);
    said->person.parent_name = verb_text(arguments, OPTION_PARENT_NAME);
    said->person.mobile = verb_text(arguments, OPTION_MOBILE);
    said->person.email = verb_text(arguments, OPTION_EMAIL);
    said->person.email_kind = (Karmayogi__Registration__V1__EmailKind)email_kind;
    said->person.birth_date = message_date(&cli->arena, birth_date);
    return result == 0 ? read_issued_ids(cli, arguments, said) : result;
}

static int read_post(struct cli *cli, const struct arguments *arguments, struct said *said)
{
    uint64_t district = 0;
    int group = 0, gender = 0, category = 0, engagement = 0;
    const struct {
        unsigned option;
        const char *name;
        const ProtobufCEnumDescriptor *words;
        int *value;
    } enums[] = {
        {OPTION_GROUP, "--group", &karmayogi__registration__v1__group__descriptor, &group},
        {OPTION_GENDER, "--gender", &karmayogi__registration__v1__gender__descriptor, &gender},
        {OPTION_CATEGORY, "--category", &karmayogi__registration__v1__category__descriptor, &category},
        {OPTION_ENGAGEMENT, "--engagement", &karmayogi__registration__v1__engagement__descriptor, &engagement},
    };
    int result = verb_number(cli, arguments, OPTION_DISTRICT, "--district", UINT32_MAX, &district);

    for (size_t i = 0; i < sizeof(enums) / sizeof(enums[0]) && result == 0; i++)
        result = verb_enum(cli, arguments, enums[i].option, enums[i].name, enums[i].words, enums[i].value);
    karmayogi__registration__v1__post__init(&said->post);
    said->post.organisation_id = verb_text(arguments, OPTION_ORG);
    said->post.district_code = (uint32_t)district;
    said->post.designation = verb_text(arguments, OPTION_DESIGNATION);
    said->post.group = (Karmayogi__Registration__V1__Group)group;
    said->post.gender = (Karmayogi__Registration__V1__Gender)gender;
    said->post.category = (Karmayogi__Registration__V1__Category)category;
    said->post.engagement = (Karmayogi__Registration__V1__Engagement)engagement;
    said->post.mother_tongue = verb_text(arguments, OPTION_MOTHER_TONGUE);
    said->post.office_pin_code = verb_text(arguments, OPTION_PIN_CODE);
    read_tags(cli, arguments, said);
    return result;
}

static int read_said(struct cli *cli, const struct arguments *arguments, struct said *said)
{
    int32_t effective_on = DATE_NONE;
    int result;

    memset(said, 0, sizeof(*said));
    result = read_person(cli, arguments, said);
    if (result == 0)
        result = read_post(cli, arguments, said);
    if (result == 0)
        result = verb_date(cli, arguments, OPTION_EFFECTIVE_ON, "--effective-on", &effective_on);
    if (result == 0)
        result = verb_number(cli, arguments, OPTION_VERSION, "--version-read", UINT64_MAX >> 1, &said->version);
    said->effective_on = message_date(&cli->arena, effective_on);
    return result;
}

static int run_register(struct cli *cli, const struct arguments *arguments)
{
    Karmayogi__Registration__V1__RegisterOfficialRequest request =
        KARMAYOGI__REGISTRATION__V1__REGISTER_OFFICIAL_REQUEST__INIT;
    Karmayogi__Registration__V1__RegisterOfficialResponse *answer;
    struct said said;
    int result = read_said(cli, arguments, &said);

    request.person = &said.person;
    request.post = &said.post;
    request.effective_on = said.effective_on;
    request.accept_legacy_looking_text = arguments->options[OPTION_LEGACY] != NULL;
    if (result == 0)
        result = cli_call(cli, &register_method, &request, &answer);
    return result == 0 ? official_show(cli, answer->official) : result;
}

static int run_update(struct cli *cli, const struct arguments *arguments)
{
    static const struct {
        unsigned option;
        const char *path;
    } fields[] = {
        {OPTION_TITLE, "person.title"},
        {OPTION_NAME, "person.name"},
        {OPTION_PARENT_NAME, "person.parent_name"},
        {OPTION_MOBILE, "person.mobile"},
        {OPTION_EMAIL, "person.email"},
        {OPTION_EMAIL_KIND, "person.email_kind"},
        {OPTION_BIRTH_DATE, "person.birth_date"},
        {OPTION_ISSUED_IDS, "person.issued_ids"},
        {OPTION_DISTRICT, "post.district_code"},
        {OPTION_DESIGNATION, "post.designation"},
        {OPTION_GROUP, "post.group"},
        {OPTION_GENDER, "post.gender"},
        {OPTION_CATEGORY, "post.category"},
        {OPTION_ENGAGEMENT, "post.engagement"},
        {OPTION_MOTHER_TONGUE, "post.mother_tongue"},
        {OPTION_PIN_CODE, "post.office_pin_code"},
        {OPTION_TAGS, "post.tags"},
    };
    Karmayogi__Registration__V1__UpdateOfficialRequest request =
        KARMAYOGI__REGISTRATION__V1__UPDATE_OFFICIAL_REQUEST__INIT;
    Karmayogi__Registration__V1__UpdateOfficialResponse *answer;
    char *mask[sizeof(fields) / sizeof(fields[0])];
    struct said said;
    int result = read_said(cli, arguments, &said);

    for (size_t i = 0; i < sizeof(fields) / sizeof(fields[0]); i++) {
        if (arguments->options[fields[i].option])
            mask[request.n_update_mask++] = (char *)(uintptr_t)fields[i].path;
    }
    if (result == 0 && request.n_update_mask == 0)
        result = cli_error(cli, CLI_USAGE, WORD_NOTHING_TO_CHANGE);
    request.official_id = (char *)(uintptr_t)arguments->positional[0];
    request.version = said.version;
    request.person = &said.person;
    request.post = &said.post;
    request.update_mask = mask;
    request.effective_on = said.effective_on;
    request.accept_legacy_looking_text = arguments->options[OPTION_LEGACY] != NULL;
    if (result == 0)
        result = cli_call(cli, &update_method, &request, &answer);
    return result == 0 ? official_show(cli, answer->official) : result;
}

static int run_get(struct cli *cli, const struct arguments *arguments)
{
    Karmayogi__Registration__V1__GetOfficialRequest request = KARMAYOGI__REGISTRATION__V1__GET_OFFICIAL_REQUEST__INIT;
    Karmayogi__Registration__V1__GetOfficialResponse *answer;
    int result;

    request.official_id = (char *)(uintptr_t)arguments->positional[0];
    result = cli_call(cli, &get_method, &request, &answer);
    return result == 0 ? official_show(cli, answer->official) : result;
}

static int read_key(struct cli *cli, const struct arguments *arguments, struct said *said,
                    Karmayogi__Registration__V1__FindOfficialsRequest *request)
{
    const char *id = verb_text(arguments, OPTION_ISSUED_IDS), *equals = strchr(id, '=');
    unsigned given = (arguments->options[OPTION_ISSUED_IDS] != NULL) + (arguments->options[OPTION_MOBILE] != NULL) +
                     (arguments->options[OPTION_EMAIL] != NULL);

    if (given != 1)
        return cli_error(cli, CLI_USAGE, WORD_ONE_KEY);
    if (arguments->options[OPTION_MOBILE]) {
        request->key_case = KARMAYOGI__REGISTRATION__V1__FIND_OFFICIALS_REQUEST__KEY_MOBILE;
        request->mobile = verb_text(arguments, OPTION_MOBILE);
    } else if (arguments->options[OPTION_EMAIL]) {
        request->key_case = KARMAYOGI__REGISTRATION__V1__FIND_OFFICIALS_REQUEST__KEY_EMAIL;
        request->email = verb_text(arguments, OPTION_EMAIL);
    } else {
        karmayogi__registration__v1__issued_id__init(&said->ids[0]);
        if (equals)
            said->ids[0].issuer = text_in(cli, id, (size_t)(equals - id));
        said->ids[0].value =
            equals ? text_in(cli, equals + 1, strlen(equals + 1)) : verb_text(arguments, OPTION_ISSUED_IDS);
        request->key_case = KARMAYOGI__REGISTRATION__V1__FIND_OFFICIALS_REQUEST__KEY_ISSUED_ID;
        request->issued_id = &said->ids[0];
    }
    return 0;
}

static int run_find(struct cli *cli, const struct arguments *arguments)
{
    Karmayogi__Registration__V1__FindOfficialsRequest request =
        KARMAYOGI__REGISTRATION__V1__FIND_OFFICIALS_REQUEST__INIT;
    Karmayogi__Registration__V1__FindOfficialsResponse *answer;
    CLEANUP(table_deinit) struct table table = {0};
    struct said said;
    int result = read_key(cli, arguments, &said, &request);

    if (result == 0)
        result = cli_call(cli, &find_method, &request, &answer);
    if (result != 0)
        return result;
    if (cli->json)
        return message_json_show(answer);
    if (answer->n_officials == 0) {
        cli_say(cli, WORD_NOBODY_FOUND);
        return 0;
    }
    official_columns(cli, &table);
    for (size_t i = 0; i < answer->n_officials; i++)
        official_row(cli, &table, answer->officials[i]);
    return table_print(&table, stdout);
}

/* Block, unblock and retire ask the same; their messages differ by name alone. */
#define CHANGE(name, Name, NAME)                                                                                       \
    static int run_##name(struct cli *cli, const struct arguments *arguments)                                          \
    {                                                                                                                  \
        Karmayogi__Registration__V1__##Name##OfficialRequest request =                                                 \
            KARMAYOGI__REGISTRATION__V1__##NAME##_OFFICIAL_REQUEST__INIT;                                              \
        Karmayogi__Registration__V1__##Name##OfficialResponse *answer;                                                 \
        struct said said;                                                                                              \
        int result = read_said(cli, arguments, &said);                                                                 \
                                                                                                                       \
        if (result == 0 && !arguments->options[OPTION_REASON])                                                         \
            result = cli_error(cli, CLI_USAGE, WORD_OPTION_NEEDED, "--reason TEXT");                                   \
        request.official_id = (char *)(uintptr_t)arguments->positional[0];                                             \
        request.version = said.version;                                                                                \
        request.reason = verb_text(arguments, OPTION_REASON);                                                          \
        request.effective_on = said.effective_on;                                                                      \
        if (result == 0)                                                                                               \
            result = cli_call(cli, &name##_method, &request, &answer);                                                 \
        return result == 0 ? official_show(cli, answer->official) : result;                                            \
    }

CHANGE(block, Block, BLOCK)
CHANGE(unblock, Unblock, UNBLOCK)
CHANGE(retire, Retire, RETIRE)

static int run_reveal(struct cli *cli, const struct arguments *arguments)
{
    Karmayogi__Registration__V1__RevealContactRequest request =
        KARMAYOGI__REGISTRATION__V1__REVEAL_CONTACT_REQUEST__INIT;
    Karmayogi__Registration__V1__RevealContactResponse *answer;
    Karmayogi__Registration__V1__Official whole = KARMAYOGI__REGISTRATION__V1__OFFICIAL__INIT;
    int result;

    if (!arguments->options[OPTION_PURPOSE])
        return cli_error(cli, CLI_USAGE, WORD_OPTION_NEEDED, "--purpose TEXT");
    request.official_id = (char *)(uintptr_t)arguments->positional[0];
    request.purpose = verb_text(arguments, OPTION_PURPOSE);
    result = cli_call(cli, &reveal_method, &request, &answer);
    if (result != 0)
        return result;
    if (cli->json)
        return message_json_show(answer);
    whole.official_id = request.official_id;
    whole.person = answer->person;
    return official_show(cli, &whole);
}

#define PERSON_AND_POST                                                                                                \
    VERB_OPTION(OPTION_NAME, "name", "TEXT", "Full name"),                                                             \
        VERB_OPTION(OPTION_TITLE, "title", "TEXT", "श्री, Smt., Dr. and so on"),                                        \
        VERB_OPTION(OPTION_PARENT_NAME, "parent-name", "TEXT", "Parent's or husband's name"),                          \
        VERB_OPTION(OPTION_MOBILE, "mobile", "NUMBER", "Mobile number"),                                               \
        VERB_OPTION(OPTION_EMAIL, "email", "ADDRESS", "E-mail address"),                                               \
        VERB_OPTION(OPTION_EMAIL_KIND, "email-kind", "personal|post", "Whose mailbox it is"),                          \
        VERB_OPTION(OPTION_BIRTH_DATE, "birth-date", "DATE", "Date of birth, dd-mm-yyyy or yyyy-mm-dd"),               \
        VERB_OPTION(OPTION_ISSUED_IDS, "issued-id", "ISSUER=VALUE,...",                                                \
                    "Issued ids, such as up-police-pno=112233445"),                                                    \
        VERB_OPTION(OPTION_DISTRICT, "district", "CODE", "LGD code (the organisation's)"),                             \
        VERB_OPTION(OPTION_DESIGNATION, "designation", "TEXT", "In words or by code"),                                 \
        VERB_WORDS(OPTION_GROUP, "group", "WORD", VERB_WORDS_GROUP, "a, b, c, d, contractual-staff or others"),        \
        VERB_WORDS(OPTION_GENDER, "gender", "WORD", VERB_WORDS_GENDER, "male, female, transgender or others"),         \
        VERB_WORDS(OPTION_CATEGORY, "category", "WORD", VERB_WORDS_CATEGORY, "general, obc, sc, st or ews"),           \
        VERB_WORDS(OPTION_ENGAGEMENT, "engagement", "WORD", VERB_WORDS_ENGAGEMENT,                                     \
                   "regular, contractual, outsourced, honorary, ..."),                                                 \
        VERB_OPTION(OPTION_MOTHER_TONGUE, "mother-tongue", "WORD", "By name or code"),                                 \
        VERB_OPTION(OPTION_PIN_CODE, "pin-code", "CODE", "Pin code of the office"),                                    \
        VERB_OPTION(OPTION_TAGS, "tags", "A|B", "Tags, separated by | or ;"),                                          \
        VERB_OPTION(OPTION_EFFECTIVE_ON, "effective-on", "DATE", "Day from which it holds (today)"),                   \
        VERB_OPTION(OPTION_LEGACY, "accept-legacy-text", NULL, "Take a name that looks like Kruti Dev as it is")

static const struct argp_option register_options[] = {
    VERB_OPTION(OPTION_ORG, "org", "ID", "Where the official serves; needed"),
    PERSON_AND_POST,
    {0},
};

static const struct argp_option update_options[] = {
    PERSON_AND_POST,
    VERB_OPTION(OPTION_VERSION, "version-read", "N", "Refuse where it was changed since this version"),
    {0},
};

static const struct argp_option find_options[] = {
    VERB_OPTION(OPTION_ISSUED_IDS, "issued-id", "ISSUER=VALUE", "An issued id, such as up-police-pno=112233445"),
    VERB_OPTION(OPTION_MOBILE, "mobile", "NUMBER", "A mobile number in any form"),
    VERB_OPTION(OPTION_EMAIL, "email", "ADDRESS", "An e-mail address"),
    {0},
};

static const struct argp_option change_options[] = {
    VERB_OPTION(OPTION_REASON, "reason", "TEXT", "Why; needed"),
    VERB_OPTION(OPTION_EFFECTIVE_ON, "effective-on", "DATE", "Day from which it holds (today)"),
    VERB_OPTION(OPTION_VERSION, "version-read", "N", "Refuse where it was changed since this version"),
    {0},
};

static const struct argp_option reveal_options[] = {
    VERB_OPTION(OPTION_PURPOSE, "purpose", "TEXT", "Why you need it, kept in the audit trail; needed"),
    {0},
};

static const struct verb verbs[] = {
    {"register", "", "Register one official.",
     "Needed are a name, the organisation, and an issued id, a mobile or an e-mail.\n\nExample:\n  karmayogi official "
     "register --name \"Sunita Devi\" --org hapur-police \\\n      --mobile 9876543210 --designation constable --group "
     "c "
     "--gender female",
     register_options, 0, 0, run_register},
    {"get", "ID", "Show an official, masked.", "Example:\n  karmayogi official get 1-2-3", NULL, 1, 1, run_get},
    {"find", "", "Find who has an issued id, a mobile or an e-mail.",
     "Example:\n  karmayogi official find --mobile 9876543210", find_options, 0, 0, run_find},
    {"list", "", "List officials, masked.",
     "With --json one JSON object a line.\n\nExample:\n  karmayogi official list --org meerut-range --subtree --count",
     official_list_options, 0, 0, official_list_run},
    {"update", "ID", "Change person or post of an official.",
     "What is given is changed; an empty text clears it. The organisation changes by transfer alone.\n\nExample:\n  "
     "karmayogi official update 1-2-3 --mobile 9876543211",
     update_options, 1, 1, run_update},
    {"transfer", "ID", "Ask another organisation to take over an official.",
     "Nothing changes before `official decide' has approved it.\n\nExample:\n  karmayogi official transfer 1-2-3 --to "
     "hapur-police --reason \"order 12 of 2026\"",
     official_transfer_options, 1, 1, official_transfer_run},
    {"transfers", "", "List the open transfers.",
     "With --json one JSON object a line.\n\nExample:\n  karmayogi official transfers --org hapur-police",
     official_transfers_options, 0, 0, official_transfers_run},
    {"decide", "TRANSFER", "Approve, refuse or withdraw a transfer.",
     "Approved, the official serves in the receiving organisation from the day of the transfer on, and keeps the id. A "
     "reason is needed to refuse or to withdraw.\n\nExample:\n  karmayogi official decide 1-2-3/1 --approve",
     official_decide_options, 1, 1, official_decide_run},
    {"block", "ID", "Count an official no more, until unblocked.",
     "Example:\n  karmayogi official block 1-2-3 --reason \"under inquiry\"", change_options, 1, 1, run_block},
    {"unblock", "ID", "Count a blocked official again.",
     "Example:\n  karmayogi official unblock 1-2-3 --reason \"inquiry closed\"", change_options, 1, 1, run_unblock},
    {"retire", "ID", "The official has left service; final.",
     "Example:\n  karmayogi official retire 1-2-3 --reason \"superannuation\"", change_options, 1, 1, run_retire},
    {"reveal", "ID", "Show mobile, e-mail and birth date in full; who asked is kept.",
     "Example:\n  karmayogi official reveal 1-2-3 --purpose \"call about the training batch\"", reveal_options, 1, 1,
     run_reveal},
    {.run = NULL},
};

const struct verb_family verb_official = {"official", "Officials, one at a time, and lists of them",
                                          "karmayogi official list --org meerut-range --subtree --count", verbs};

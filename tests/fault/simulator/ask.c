/* ask - what a caller may think of: small pools of names, numbers and places, so that commands meet each other. */
#include "command.h"

#include "base/clock.h"
#include "base/date.h"
#include "base/official_number.h"

#include <karmayogi/registration/v1/service.pb-c.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#define R(name)        Karmayogi__Registration__V1__##name
#define C(name)        Karmayogi__Core__V1__##name
#define INIT(name)     KARMAYOGI__REGISTRATION__V1__##name##__INIT
#define TEXT(text)     ((char *)(uintptr_t)(text))
#define PICK(desk, of) (of)[chance_below(&(desk)->chance, sizeof(of) / sizeof(of)[0])]
#define ROWS_MOST      12
#define UNITS          6
#define BEGIN_DAY      20779 /* about the day on which every run begins: 22 November 2026 */

static const char *const names[] = {"राम कुमार",   "Sita Devi", "Mohan Lal", "गीता शर्मा", "Abdul Rahman",
                                    "Asha Verma", "रमेश यादव",  "Sunita",    "K. Singh",  "Imran Khan"};
static const char *const wrong_names[] = {"", "?????", "Ram 2", "jke dqekj"};
static const char *const places[] = {"police",       "meerut-police", "meerut-police",
                                     "hapur-police", "health",        "health-meerut"};
static const char *const designations[] = {"Constable", "head-constable", "Wizard", ""};

static void mobile(struct desk *desk, char text[16])
{
    snprintf(text, 16, "98765432%02u", chance_below(&desk->chance, 24));
}

static void place(struct desk *desk, char text[32])
{
    if (chance_hits(&desk->chance, 150))
        snprintf(text, 32, "unit-%u", chance_below(&desk->chance, UNITS + 1));
    else
        snprintf(text, 32, "%s", PICK(desk, places));
}

/* Some day of the weeks before, or none: today. Return: NULL or @date. */
static C(Date) * some_day(struct desk *desk, C(Date) * date)
{
    int year, month, day;
    if (chance_hits(&desk->chance, 900))
        return NULL;
    karmayogi__core__v1__date__init(date);
    date_to_civil(BEGIN_DAY + 2 - (int32_t)chance_below(&desk->chance, 12), &year, &month, &day);
    date->year = year;
    date->month = month;
    date->day = day;
    return date;
}

static void official_id(struct desk *desk, char text[OFFICIAL_NUMBER_TEXT_BYTES])
{
    uint64_t number =
        heard_count && chance_hits(&desk->chance, 950)
            ? heard[chance_below(&desk->chance, (uint32_t)heard_count)].number
            : official_number((uint16_t)(1 + chance_below(&desk->chance, 2)), 1 + chance_below(&desk->chance, 40));
    official_number_format(number, text);
    if (chance_hits(&desk->chance, 10))
        text[0] = '9'; /* the check character is wrong */
}

static uint64_t version(struct desk *desk)
{
    return chance_hits(&desk->chance, 700) ? 0 : 1 + chance_below(&desk->chance, 3);
}

/* --- officials --- */

/* Who somebody is, in room that lives as long. */
struct somebody {
    R(Person) person;
    R(Post) post;
    R(IssuedId) id;
    R(IssuedId) * ids[1];
    C(Date) birth;
    char mobile[16], email[40], value[16], place[32];
};

static void make_somebody(struct desk *desk, struct somebody *who)
{
    *who = (struct somebody){.person = INIT(PERSON), .post = INIT(POST), .id = INIT(ISSUED_ID)};
    who->ids[0] = &who->id;
    who->person.name = TEXT(chance_hits(&desk->chance, 30) ? PICK(desk, wrong_names) : PICK(desk, names));
    mobile(desk, who->mobile);
    if (chance_hits(&desk->chance, 600))
        who->person.mobile = who->mobile;
    snprintf(who->email, sizeof who->email, "p%u@example.in", chance_below(&desk->chance, 60));
    if (chance_hits(&desk->chance, 300))
        who->person.email = who->email;
    snprintf(who->value, sizeof who->value, "E-%u", chance_below(&desk->chance, 90));
    who->id.issuer = TEXT("employee-police");
    who->id.value = who->value;
    if (chance_hits(&desk->chance, 700)) {
        who->person.issued_ids = who->ids;
        who->person.n_issued_ids = 1;
    }
    karmayogi__core__v1__date__init(&who->birth);
    who->birth.year = 1980 + (int32_t)chance_below(&desk->chance, 3);
    who->birth.month = 3;
    who->birth.day = 4;
    if (chance_hits(&desk->chance, 500))
        who->person.birth_date = &who->birth;
    place(desk, who->place);
    who->post.organisation_id = who->place;
    who->post.designation = TEXT(PICK(desk, designations));
    who->post.district_code = chance_hits(&desk->chance, 100) ? 661 : 0;
    who->post.group = (R(Group))chance_below(&desk->chance, 7);
    who->post.gender = (R(Gender))chance_below(&desk->chance, 5);
    who->post.engagement = (R(Engagement))chance_below(&desk->chance, 4);
}

static struct command *ask_register(struct desk *desk)
{
    R(RegisterOfficialRequest) request = INIT(REGISTER_OFFICIAL_REQUEST);
    struct somebody who;
    C(Date) day;
    make_somebody(desk, &who);
    request.person = &who.person;
    request.post = &who.post;
    request.effective_on = some_day(desk, &day);
    return command_new(desk, "RegisterOfficial", &request.base);
}

static struct command *ask_update(struct desk *desk)
{
    static const char *const paths[] = {"person.name",       "person.mobile",       "person.email",
                                        "person.issued_ids", "post.designation",    "post.group",
                                        "post.gender",       "post.district_code",  "person.birth_date",
                                        "post.engagement",   "post.organisation_id"};
    R(UpdateOfficialRequest) request = INIT(UPDATE_OFFICIAL_REQUEST);
    char id[OFFICIAL_NUMBER_TEXT_BYTES];
    char *mask[2];
    struct somebody who;
    C(Date) day;
    make_somebody(desk, &who);
    official_id(desk, id);
    request.official_id = id;
    request.person = &who.person;
    request.post = &who.post;
    request.version = version(desk);
    request.effective_on = some_day(desk, &day);
    request.update_mask = mask;
    request.n_update_mask = 1 + chance_below(&desk->chance, 2);
    mask[0] = TEXT(PICK(desk, paths));
    mask[1] = TEXT(PICK(desk, paths));
    return command_new(desk, "UpdateOfficial", &request.base);
}

/* Block, unblock and retire have requests of one form. */
static struct command *ask_change(struct desk *desk)
{
    static const char *const methods[] = {"BlockOfficial", "BlockOfficial", "UnblockOfficial", "RetireOfficial"};
    R(BlockOfficialRequest) request = INIT(BLOCK_OFFICIAL_REQUEST);
    char id[OFFICIAL_NUMBER_TEXT_BYTES];
    C(Date) day;
    official_id(desk, id);
    request.official_id = id;
    request.version = version(desk);
    request.reason = TEXT(chance_hits(&desk->chance, 950) ? "order 7" : "");
    request.effective_on = some_day(desk, &day);
    return command_new(desk, PICK(desk, methods), &request.base);
}

static struct command *ask_reveal(struct desk *desk)
{
    R(RevealContactRequest) request = INIT(REVEAL_CONTACT_REQUEST);
    char id[OFFICIAL_NUMBER_TEXT_BYTES];
    official_id(desk, id);
    request.official_id = id;
    request.purpose = TEXT("a call");
    return command_new(desk, "RevealContact", &request.base);
}

static struct command *ask_transfer(struct desk *desk)
{
    R(RequestTransferRequest) request = INIT(REQUEST_TRANSFER_REQUEST);
    char id[OFFICIAL_NUMBER_TEXT_BYTES], to[32];
    C(Date) day;
    official_id(desk, id);
    place(desk, to);
    request.official_id = id;
    request.to_organisation_id = to;
    request.reason = TEXT("order 8");
    request.version = version(desk);
    request.effective_on = some_day(desk, &day);
    return command_new(desk, "RequestTransfer", &request.base);
}

static struct command *ask_decide(struct desk *desk)
{
    R(DecideTransferRequest) request = INIT(DECIDE_TRANSFER_REQUEST);
    size_t count = transfer_count < TRANSFERS_MOST ? transfer_count : TRANSFERS_MOST;
    char id[64];
    if (count == 0)
        return ask_register(desk);
    snprintf(id, sizeof id, "%s", transfers[chance_below(&desk->chance, (uint32_t)count)]);
    request.transfer_id = id;
    request.decision = (R(TransferDecision))(1 + chance_below(&desk->chance, 3));
    request.reason = TEXT("seen");
    return command_new(desk, "DecideTransfer", &request.base);
}

/* --- lists --- */

struct row {
    R(ImportRow) row;
    char *cells[6];
    char mobile[16], email[40], value[16];
};

static void make_row(struct desk *desk, struct row *row, uint32_t line)
{
    struct somebody who;
    make_somebody(desk, &who);
    *row = (struct row){.row = INIT(IMPORT_ROW)};
    memcpy(row->mobile, who.mobile, sizeof row->mobile);
    memcpy(row->email, who.email, sizeof row->email);
    memcpy(row->value, who.value, sizeof row->value);
    row->cells[0] = who.person.name;
    row->cells[1] = chance_hits(&desk->chance, 600) ? row->mobile : TEXT("");
    row->cells[2] = chance_hits(&desk->chance, 200) ? row->email : TEXT("");
    row->cells[3] = chance_hits(&desk->chance, 700) ? row->value : TEXT("");
    row->cells[4] = who.post.designation;
    row->row.line = line;
    row->cells[5] = TEXT(chance_hits(&desk->chance, 400) ? "04-03-1981" : "");
    row->row.n_cells = 6;
    row->row.cells = row->cells;
}

static struct command *new_chunk(struct desk *desk, bool validates)
{
    static R(ImportColumn)
        columns[] = {1, 3, 2, 10, 5, 8}; /* name, mobile, e-mail, employee id, designation, birth date */
    R(ImportOfficialsRequest) request = INIT(IMPORT_OFFICIALS_REQUEST);
    R(ImportSettings) settings = INIT(IMPORT_SETTINGS);
    struct row rows[ROWS_MOST];
    R(ImportRow) * pointers[ROWS_MOST];
    request.n_rows = 1 + chance_below(&desk->chance, ROWS_MOST);
    for (size_t i = 0; i < request.n_rows; i++) {
        make_row(desk, &rows[i], desk->import_row + (uint32_t)i + 1);
        pointers[i] = &rows[i].row;
    }
    settings.organisation_id = TEXT("meerut-police");
    settings.label = TEXT("list.csv");
    request.settings = &settings;
    request.import_id = (ProtobufCBinaryData){UUID_BYTES, desk->import_id.bytes};
    request.first_row = desk->import_row;
    request.columns = columns;
    request.n_columns = sizeof columns / sizeof columns[0];
    request.rows = pointers;
    request.validate_only = validates;
    struct command *command = command_new(desk, "ImportOfficials", &request.base);
    command->validates = validates;
    if (!validates && chance_hits(&desk->chance, 900)) /* else the next one overlaps it */
        desk->import_row += (uint32_t)request.n_rows;
    return command;
}

/* The chunk before once more, as a program does that has lost its request ids. */
static struct command *chunk_again(struct desk *desk)
{
    R(ImportOfficialsRequest) *request = (R(ImportOfficialsRequest) *)protobuf_c_message_unpack(
        &karmayogi__registration__v1__import_officials_request__descriptor, NULL, desk->chunk->body.length,
        desk->chunk->body.data);
    if (chance_hits(&desk->chance, 150))
        request->rows[0]->line += 1000; /* other bytes: IMPORT_CHUNK_CHANGED */
    struct command *command = command_new(desk, "ImportOfficials", &request->base);
    protobuf_c_message_free_unpacked(&request->base, NULL);
    return command;
}

static struct command *ask_import(struct desk *desk)
{
    if (desk->import_row == 0 || chance_hits(&desk->chance, 200)) {
        struct clock clock = clock_system();
        if (uuid_v7(&desk->import_id, clock_utc_ms(&clock)) != 0)
            abort();
        desk->import_row = 1;
        desk->chunk = NULL;
    }
    if (desk->chunk && chance_hits(&desk->chance, 250))
        return chunk_again(desk);
    bool validates = chance_hits(&desk->chance, 350);
    struct command *command = new_chunk(desk, validates);
    if (!validates)
        desk->chunk = command;
    return command;
}

/* --- the state --- */

static struct command *ask_entry(struct desk *desk, R(MasterList) list, const char *code, const char *name)
{
    R(PutMasterEntriesRequest) request = INIT(PUT_MASTER_ENTRIES_REQUEST);
    R(MasterEntry) entry = INIT(MASTER_ENTRY), *entries[] = {&entry};
    entry.code = TEXT(code);
    entry.name_en = TEXT(name);
    request.list = list;
    request.n_entries = 1;
    request.entries = entries;
    return command_new(desk, "PutMasterEntries", &request.base);
}

static struct command *ask_organisation(struct desk *desk, const char *id, const char *above, const char *kind,
                                        uint32_t district)
{
    R(CreateOrganisationRequest) request = INIT(CREATE_ORGANISATION_REQUEST);
    R(Organisation) organisation = INIT(ORGANISATION);
    C(Date) day = KARMAYOGI__CORE__V1__DATE__INIT;
    day.year = 1950;
    day.month = 1;
    day.day = 26;
    organisation.organisation_id = TEXT(id);
    organisation.parent_id = TEXT(above);
    organisation.kind = TEXT(kind);
    organisation.name_en = TEXT(id);
    organisation.district_code = district;
    organisation.established_on = &day;
    request.organisation = &organisation;
    return command_new(desk, "CreateOrganisation", &request.base);
}

static struct command *ask_unit(struct desk *desk)
{
    static const char *const above[] = {"police", "meerut-police", "health", "unit-0", "nowhere"};
    char id[32];
    snprintf(id, sizeof id, "unit-%u", chance_below(&desk->chance, UNITS));
    return ask_organisation(desk, id, PICK(desk, above), "office", chance_hits(&desk->chance, 300) ? 169 : 0);
}

static struct command *ask_strength(struct desk *desk)
{
    R(DeclareStrengthRequest) request = INIT(DECLARE_STRENGTH_REQUEST);
    R(Strength) strength = INIT(STRENGTH);
    char id[32];
    place(desk, id);
    request.organisation_id = id;
    request.strength = &strength;
    strength.count = chance_below(&desk->chance, 500);
    strength.source = TEXT("order 9");
    return command_new(desk, "DeclareStrength", &request.base);
}

static struct command *ask_designation(struct desk *desk)
{
    return ask_entry(desk, KARMAYOGI__REGISTRATION__V1__MASTER_LIST__MASTER_LIST_DESIGNATION,
                     chance_hits(&desk->chance, 500) ? "wizard" : "inspector",
                     chance_hits(&desk->chance, 500) ? "Wizard" : "Inspector");
}

static struct command *ask_nonsense(struct desk *desk)
{
    R(GetOfficialRequest) request = INIT(GET_OFFICIAL_REQUEST);
    static const char *const methods[] = {"RegisterOfficials", "MergeOfficials", "Enrol", "RegisterOfficial"};
    request.official_id = TEXT("1-1-9");
    return command_new(desk, PICK(desk, methods), &request.base);
}

struct command *ask_anything(struct desk *desk)
{
    static struct command *(*const asks[])(struct desk *) = {
        ask_register, ask_register, ask_register, ask_register, ask_import,   ask_import,      ask_import,
        ask_update,   ask_update,   ask_update,   ask_change,   ask_change,   ask_reveal,      ask_transfer,
        ask_transfer, ask_decide,   ask_decide,   ask_unit,     ask_strength, ask_designation, ask_nonsense};
    return PICK(desk, asks)(desk);
}

void ask_state(struct desk *desk)
{
    static const char *const kinds[] = {"state", "department", "range", "district-unit", "office"};
    struct command *begin[24];
    size_t count = 0;
    for (size_t i = 0; i < sizeof kinds / sizeof kinds[0]; i++)
        begin[count++] = ask_entry(desk, KARMAYOGI__REGISTRATION__V1__MASTER_LIST__MASTER_LIST_ORGANISATION_KIND,
                                   kinds[i], kinds[i]);
    R(MasterList) districts = KARMAYOGI__REGISTRATION__V1__MASTER_LIST__MASTER_LIST_DISTRICT;
    begin[count++] = ask_entry(desk, districts, "169", "Meerut");
    begin[count++] = ask_entry(desk, districts, "661", "Hapur");
    R(MasterList) posts = KARMAYOGI__REGISTRATION__V1__MASTER_LIST__MASTER_LIST_DESIGNATION;
    begin[count++] = ask_entry(desk, posts, "constable", "Constable");
    begin[count++] = ask_entry(desk, posts, "head-constable", "Head Constable");
    begin[count++] = ask_organisation(desk, "up", "", "state", 0);
    begin[count++] = ask_organisation(desk, "police", "up", "department", 0);
    begin[count++] = ask_organisation(desk, "meerut-police", "police", "district-unit", 169);
    begin[count++] = ask_organisation(desk, "hapur-police", "police", "district-unit", 661);
    begin[count++] = ask_organisation(desk, "health", "up", "department", 0);
    begin[count++] = ask_organisation(desk, "health-meerut", "health", "district-unit", 169);
    for (size_t i = 0; i < count; i++) {
        command_send(desk, begin[i], 20000);
        if (begin[i]->outcome != OUTCOME_ACCEPTED)
            world_break("a state cannot even begin: %s", begin[i]->reason);
    }
}

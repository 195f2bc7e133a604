/* commands - see commands.h. */
#include "commands.h"

#include "base/official_number.h"

#define ROW_BYTES 256

void commands_init(struct commands *commands)
{
    *commands = (struct commands){0};
    commands->officials = calloc(COMMANDS_OFFICIALS, sizeof *commands->officials);
    assert_non_null(commands->officials);
}

void commands_free(struct commands *commands)
{
    for (size_t i = 0; i < commands->count; i++) {
        free(commands->list[i].body);
        free(commands->list[i].answer);
    }
    free(commands->list);
    free(commands->officials);
}

static void *copy(const void *bytes, size_t length)
{
    void *copied = malloc(length + 1);
    assert_non_null(copied);
    if (length)
        memcpy(copied, bytes, length);
    return copied;
}

/* Behind its time an id is of the seed, so that a run can be repeated. */
static void seed_id(struct uuid *id, struct splitmix *random)
{
    uint64_t bits = splitmix_next(random);
    id->bytes[6] = 0x70; /* version */
    id->bytes[7] = 0;
    id->bytes[8] = 0x80; /* variant */
    memcpy(id->bytes + 9, &bits, 7);
}

/* Keeps the body of @call, which is gone. */
static size_t keep(struct commands *commands, const struct desk *desk, struct call *call, struct splitmix *random)
{
    if (commands->count == commands->room) {
        commands->room = commands->room ? commands->room * 2 : 256;
        commands->list = realloc(commands->list, commands->room * sizeof *commands->list);
        assert_non_null(commands->list);
    }
    struct command *command = &commands->list[commands->count];
    *command = (struct command){.route = call->route,
                                .id = call->header.request_id,
                                .made_ms = desk->time.now_utc_ms,
                                .body = copy(call->body.data, call->body.length),
                                .body_length = call->body.length};
    seed_id(&command->id, random);
    call_free(call);
    return commands->count++;
}

struct call *commands_call(const struct commands *commands, size_t number, struct desk *desk)
{
    const struct command *command = &commands->list[number];
    struct call *call = call_new();
    assert_non_null(call);
    call->route = command->route;
    call->header.request_id = command->id;
    snprintf(call->caller.name, sizeof call->caller.name, "%s", desk->caller);
    call->deadline_ms = desk->time.now_monotonic_ms + 10000;
    uint8_t *body = arena_alloc(&call->arena, command->body_length + 1);
    assert_non_null(body);
    memcpy(body, command->body, command->body_length);
    call->body = (struct store_bytes){body, command->body_length};
    hash_128(body, command->body_length, call->body_hash);
    if (!call_store_outcome(call, call->route->decode(call)))
        fail_msg("%s", error_trail());
    return call;
}

static void note_official(struct commands *commands, const struct call *call)
{
    struct arena arena;
    arena_init(&arena, 1u << 20);
    const R(RegisterOfficialResponse) *answer =
        (const void *)wire_unpack(&karmayogi__registration__v1__register_official_response__descriptor,
                                  call->answer.data, call->answer.length, &arena);
    if (answer && answer->official)
        snprintf(commands->officials[commands->official_count++ % COMMANDS_OFFICIALS], OFFICIAL_NUMBER_TEXT_BYTES, "%s",
                 answer->official->official_id);
    arena_deinit(&arena);
}

void commands_note(struct commands *commands, size_t number, const struct call *call)
{
    struct command *command = &commands->list[number];
    command->accepted = !call_refused(call) && !call->solo;
    if (!command->accepted || call->position_count == 0)
        return;
    free(command->answer);
    command->answer = copy(call->answer.data, call->answer.length);
    command->answer_length = call->answer.length;
    command->sequence = call->positions[0].sequence;
    if (strstr(command->route->method, "/RegisterOfficial"))
        note_official(commands, call);
}

bool commands_is_same(const struct commands *commands, size_t number, const struct call *call)
{
    const struct command *command = &commands->list[number];
    return !call_refused(call) && call->position_count == 1 && call->positions[0].sequence == command->sequence &&
           call->answer.length == command->answer_length &&
           (command->answer_length == 0 || memcmp(call->answer.data, command->answer, command->answer_length) == 0);
}

/* The small state */

static struct call *entries_call(struct desk *desk, R(MasterList) list, const char *const *codes, size_t count)
{
    R(PutMasterEntriesRequest) request = KARMAYOGI__REGISTRATION__V1__PUT_MASTER_ENTRIES_REQUEST__INIT;
    R(MasterEntry) rows[16], *pointers[16];
    for (size_t i = 0; i < count; i++) {
        karmayogi__registration__v1__master_entry__init(&rows[i]);
        rows[i].code = rows[i].name_en = TEXT(codes[i]);
        pointers[i] = &rows[i];
    }
    request.list = list;
    request.n_entries = count;
    request.entries = pointers;
    return desk_call(desk, "PutMasterEntries", &request.base);
}

size_t commands_found(struct commands *commands, struct desk *desk, size_t nth, struct splitmix *random)
{
    static const char *const kinds[] = {"state", "department", "range", "district-unit"};
    static const char *const districts[] = {"169", "661"};
    static const char *const designations[] = {"constable", "head-constable"};
    static const struct {
        const char *id, *parent, *kind;
        uint32_t district;
    } organisations[] = {{"up", "", "state", 0},
                         {"police", "up", "department", 0},
                         {"meerut-range", "police", "range", 0},
                         {"meerut-police", "meerut-range", "district-unit", 169},
                         {"hapur-police", "meerut-range", "district-unit", 661},
                         {"health", "up", "department", 0}};
    struct call *call = NULL;
    if (nth == 0)
        call = entries_call(desk, KARMAYOGI__REGISTRATION__V1__MASTER_LIST__MASTER_LIST_ORGANISATION_KIND, kinds, 4);
    else if (nth == 1)
        call = entries_call(desk, KARMAYOGI__REGISTRATION__V1__MASTER_LIST__MASTER_LIST_DISTRICT, districts, 2);
    else if (nth == 2)
        call = entries_call(desk, KARMAYOGI__REGISTRATION__V1__MASTER_LIST__MASTER_LIST_DESIGNATION, designations, 2);
    else if (nth - 3 < sizeof organisations / sizeof organisations[0])
        call = desk_organisation_call(desk, organisations[nth - 3].id, organisations[nth - 3].parent,
                                      organisations[nth - 3].kind, organisations[nth - 3].district);
    return call ? keep(commands, desk, call, random) : SIZE_MAX;
}

/* Random ones */

static const char *pick(struct splitmix *random, const char *const *list, size_t count)
{
    return list[splitmix_below(random, count)];
}

/* name | mobile | e-mail | employee id | designation; some of it missing, and now and then somebody who is there. */
static void make_row(struct commands *commands, struct splitmix *random, char row[ROW_BYTES])
{
    static const char *const first[] = {"Asha", "Mohan", "Sita", "Ramesh", "Farida", "Gurpreet", "Lakshmi", "John"};
    static const char *const last[] = {"Devi", "Kumar", "Sharma", "Singh", "Khan", "Yadav", "Rao", "Verma"};
    uint32_t person = ++commands->next_person;
    if (splitmix_chance(random, 800) && person > 4)
        person -= (uint32_t)splitmix_below(random, 4) + 1;
    int length = snprintf(row, ROW_BYTES, "%s %s|", pick(random, first, 8), pick(random, last, 8));
    if (splitmix_chance(random, 8000))
        length += snprintf(row + length, ROW_BYTES - (size_t)length, "9%09u", 800000000 + person);
    length += snprintf(row + length, ROW_BYTES - (size_t)length, "|");
    if (splitmix_chance(random, 5000))
        length += snprintf(row + length, ROW_BYTES - (size_t)length, "person.%u@example.in", person);
    snprintf(row + length, ROW_BYTES - (size_t)length, "|PNO-%06u|%s", person,
             splitmix_chance(random, 9000) ? "Constable" : "Head Constable");
}

static struct call *make_import(struct commands *commands, struct desk *desk, struct splitmix *random, size_t rows_most)
{
    size_t count = 1 + splitmix_below(random, rows_most);
    char(*rows)[ROW_BYTES] = calloc(count, sizeof *rows);
    const char **texts = calloc(count, sizeof *texts);
    assert_non_null(rows);
    assert_non_null(texts);
    for (size_t i = 0; i < count; i++) {
        make_row(commands, random, rows[i]);
        texts[i] = rows[i];
    }
    struct chunk chunk = {
        .import_id = import_new_id(desk), .validate_only = splitmix_chance(random, 500), .count = count, .rows = texts};
    seed_id(&chunk.import_id, random);
    struct call *call = import_call(desk, &chunk);
    free(texts);
    free(rows);
    return call;
}

static struct call *make_register(struct commands *commands, struct desk *desk, struct splitmix *random)
{
    static const char *const places[] = {"meerut-police", "hapur-police", "health"};
    char row[ROW_BYTES], *cells[5], *rest = row;
    make_row(commands, random, row);
    for (size_t i = 0; i < 5; i++)
        cells[i] = strsep(&rest, "|");
    return desk_register_call(desk, cells[0], cells[1], cells[2], cells[3], pick(random, places, 3));
}

/* Something that happens to an official who is known. */
static struct call *make_change(struct desk *desk, struct splitmix *random, const char *official)
{
    R(BlockOfficialRequest) block = KARMAYOGI__REGISTRATION__V1__BLOCK_OFFICIAL_REQUEST__INIT;
    R(UnblockOfficialRequest) unblock = KARMAYOGI__REGISTRATION__V1__UNBLOCK_OFFICIAL_REQUEST__INIT;
    R(RevealContactRequest) reveal = KARMAYOGI__REGISTRATION__V1__REVEAL_CONTACT_REQUEST__INIT;
    R(RequestTransferRequest) transfer = KARMAYOGI__REGISTRATION__V1__REQUEST_TRANSFER_REQUEST__INIT;
    block.official_id = unblock.official_id = reveal.official_id = transfer.official_id = TEXT(official);
    block.reason = unblock.reason = transfer.reason = TEXT("order 12");
    reveal.purpose = TEXT("an accident");
    transfer.to_organisation_id = TEXT("health");
    switch (splitmix_below(random, 4)) {
    case 0:
        return desk_call(desk, "BlockOfficial", &block.base);
    case 1:
        return desk_call(desk, "UnblockOfficial", &unblock.base);
    case 2:
        return desk_call(desk, "RevealContact", &reveal.base);
    default:
        return desk_call(desk, "RequestTransfer", &transfer.base);
    }
}

static struct call *make_organisation(struct commands *commands, struct desk *desk, struct splitmix *random)
{
    char id[32];
    snprintf(id, sizeof id, "unit-%u", ++commands->next_organisation);
    return desk_organisation_call(desk, id, splitmix_chance(random, 5000) ? "meerut-range" : "police", "district-unit",
                                  169);
}

size_t commands_random(struct commands *commands, struct desk *desk, struct splitmix *random, size_t rows_most)
{
    size_t known = commands->official_count < COMMANDS_OFFICIALS ? commands->official_count : COMMANDS_OFFICIALS;
    uint64_t kind = splitmix_below(random, 100);
    const char *code = "lekhpal";
    struct call *call;
    if (kind < 15)
        call = make_import(commands, desk, random, rows_most);
    else if (kind < 20)
        call = make_organisation(commands, desk, random);
    else if (kind < 22)
        call = entries_call(desk, KARMAYOGI__REGISTRATION__V1__MASTER_LIST__MASTER_LIST_DESIGNATION, &code, 1);
    else if (kind < 50 && known > 0)
        call = make_change(desk, random, commands->officials[splitmix_below(random, known)]);
    else
        call = make_register(commands, desk, random);
    return keep(commands, desk, call, random);
}

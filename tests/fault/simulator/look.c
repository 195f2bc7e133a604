/* look - reads of both services, and whether they say what is so: registration's records against its own feed, reports
 * against a count that is made again from the feed. */
#include "command.h"

#include "base/clock.h"
#include "base/date.h"
#include "base/official_number.h"
#include "history.h"

#include <karmayogi/registration/v1/service.pb-c.h>
#include <karmayogi/reporting/v1/service.pb-c.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#define R(name)    Karmayogi__Registration__V1__##name
#define P(name)    Karmayogi__Reporting__V1__##name
#define C(name)    Karmayogi__Core__V1__##name
#define TEXT(text) ((char *)(uintptr_t)(text))
#define CALM_MS    60000
#define CODES_MOST 64

/* Return: whether there is an answer; @answer then is it, unpacked, to be freed with free_answer(). */
static bool read_one(struct desk *desk, struct client *client, const char *method, const ProtobufCMessage *request,
                     const struct position *at_least, const ProtobufCMessageDescriptor *descriptor,
                     struct client_call *call, ProtobufCMessage **answer)
{
    struct buffer body = {0};
    if (wire_pack(request, &body) != 0)
        abort();
    *call = (struct client_call){.method = method,
                                 .body = body.data,
                                 .body_length = body.length,
                                 .at_least = at_least,
                                 .at_least_count = at_least ? 1 : 0,
                                 .timeout_ms = world.is_calm ? CALM_MS : 3000};
    world_tell(desk->node, "reads %s", strrchr(method, '/') + 1);
    int result = client_call(client, call);
    if (result < 0)
        world_break("the client failed");
    const struct status *status = &call->reply.status;
    world_trace(desk->node, "hears code %llu after %llu tries", status->code, call->tries, 0);
    if (result)
        world_tell(desk->node, "refused: %s", status->reason);
    if (status->code == STATUS_INTERNAL || status->code == STATUS_DATA_LOSS)
        world_break("%s was refused as it must never be: %s", method, status->reason);
    *answer = result ? NULL : protobuf_c_message_unpack(descriptor, NULL, call->answer_length, call->answer);
    if (result == 0 && !*answer)
        world_break("the answer to %s cannot be read", method);
    buffer_deinit(&body);
    return result == 0;
}

static void end_read(struct client_call *call, ProtobufCMessage *answer)
{
    if (answer)
        protobuf_c_message_free_unpacked(answer, NULL);
    client_call_deinit(call);
}

/* --- registration --- */

/* Whoever was told of a version must never be shown an older one of the same history. */
static void look_at_official(struct desk *desk)
{
    R(GetOfficialRequest) request = KARMAYOGI__REGISTRATION__V1__GET_OFFICIAL_REQUEST__INIT;
    const struct heard known = heard[chance_below(&desk->chance, (uint32_t)heard_count)];
    char id[OFFICIAL_NUMBER_TEXT_BYTES];
    struct client_call call;
    ProtobufCMessage *message;
    request.official_id = official_number_format(known.number, id);
    bool found =
        read_one(desk, desk->registration, "karmayogi.registration.v1.RegistrationService/GetOfficial", &request.base,
                 NULL, &karmayogi__registration__v1__get_official_response__descriptor, &call, &message);
    bool is_same = call.reply.position_count && call.reply.positions[0].epoch == known.epoch;
    if (found && is_same && ((R(GetOfficialResponse) *)message)->official->version < known.version)
        world_break("%s was at version %llu, and is read at version %llu", id, (unsigned long long)known.version,
                    (unsigned long long)((R(GetOfficialResponse) *)message)->official->version);
    if (!found && is_same && call.reply.status.code == STATUS_NOT_FOUND)
        world_break("%s was registered, and is not found", id);
    end_read(&call, message);
}

static int32_t day_of(const C(Date) * date)
{
    return date_from_civil(date->year, date->month, date->day);
}

static void compare_official(const struct history *history, const R(Official) * official)
{
    uint64_t number = official_number_parse(official->official_id);
    const struct told *told = history_official(history, history->count, number, INT32_MAX);
    if (!told)
        world_break("%s is there, and the feed never told of it", official->official_id);
    const R(Post) *post = official->post;
    if (told->version != official->version || told->state != (uint32_t)official->state ||
        told->day != day_of(official->effective_on) || strcmp(told->organisation, post->organisation_id) != 0 ||
        told->district != post->district_code || told->group != (uint32_t)post->group ||
        told->gender != (uint32_t)post->gender || told->engagement != (uint32_t)post->engagement ||
        strcmp(told->designation, post->designation_code) != 0)
        world_break("%s (version %llu) is not what the feed tells of it (version %llu)", official->official_id,
                    (unsigned long long)official->version, (unsigned long long)told->version);
}

void look_at_officials(struct desk *desk)
{
    const struct history *history = history_now();
    R(ListOfficialsRequest) request = KARMAYOGI__REGISTRATION__V1__LIST_OFFICIALS_REQUEST__INIT;
    C(PageRequest) page = KARMAYOGI__CORE__V1__PAGE_REQUEST__INIT;
    char token[1024] = "";
    uint64_t *numbers;
    size_t expected = history_officials(history, history->count, &numbers), count = 0;
    free(numbers);
    page.page_size = 40;
    page.page_token = token;
    request.page = &page;
    do {
        struct client_call call;
        ProtobufCMessage *message;
        if (!read_one(desk, desk->registration, "karmayogi.registration.v1.RegistrationService/ListOfficials",
                      &request.base, NULL, &karmayogi__registration__v1__list_officials_response__descriptor, &call,
                      &message))
            world_break("officials cannot be listed: %s", call.reply.status.reason);
        const R(ListOfficialsResponse) *answer = (R(ListOfficialsResponse) *)message;
        for (size_t i = 0; i < answer->n_officials; i++, count++)
            compare_official(history, answer->officials[i]);
        snprintf(token, sizeof token, "%s", answer->page ? answer->page->next_page_token : "");
        end_read(&call, message);
    } while (token[0]);
    if (count != expected)
        world_break("%zu officials are listed, and the feed tells of %zu", count, expected);
}

/* Without the officials that are named: of several who are alike any will do. */
static void say_verdict(const R(RowVerdict) * verdict, const char *mobile, struct buffer *out)
{
    int result = buffer_printf(out, "%s: %d", mobile, (int)verdict->kind);
    for (size_t i = 0; i < verdict->n_violations && result == 0; i++)
        result = buffer_printf(out, " %s", verdict->violations[i]->reason);
    for (size_t i = 0; i < verdict->n_flags && result == 0; i++)
        result = buffer_printf(out, " %s", verdict->flags[i]->reason);
    if (result != 0 || buffer_printf(out, "\n") != 0)
        abort();
}

/* Every mobile, and one row for every pair of name and mobile: validated, so that nothing changes. */
static void validate_rows(struct desk *desk, struct buffer *out, unsigned number)
{
    static const char *const names[] = {"राम कुमार", "Sita Devi", "Mohan Lal", "गीता शर्मा", "Sunita"};
    static R(ImportColumn) columns[] = {1, 3, 10, 8}; /* name, mobile, employee id, birth date */
    static struct uuid id;
    R(ImportOfficialsRequest) request = KARMAYOGI__REGISTRATION__V1__IMPORT_OFFICIALS_REQUEST__INIT;
    R(ImportSettings) settings = KARMAYOGI__REGISTRATION__V1__IMPORT_SETTINGS__INIT;
    R(ImportRow) row = KARMAYOGI__REGISTRATION__V1__IMPORT_ROW__INIT, *rows[] = {&row};
    char mobile[16] = "", value[16] = "", *cells[] = {TEXT(names[number % 5]), mobile, value, TEXT("04-03-1981")};
    struct client_call call;
    ProtobufCMessage *message;
    struct clock clock = clock_system();
    if (id.bytes[6] == 0 && uuid_v7(&id, clock_utc_ms(&clock)) != 0)
        abort();
    snprintf(mobile, sizeof mobile, "98765432%02u", number % 24);
    snprintf(value, sizeof value, "E-%u", 200 + number);
    settings.organisation_id = TEXT("meerut-police");
    request.settings = &settings;
    request.import_id = (ProtobufCBinaryData){UUID_BYTES, id.bytes};
    request.first_row = 1;
    request.columns = columns;
    request.n_columns = 4;
    request.n_rows = 1;
    request.rows = rows;
    row.line = 1;
    row.cells = cells;
    row.n_cells = 4;
    request.validate_only = true;
    if (!read_one(desk, desk->registration, "karmayogi.registration.v1.RegistrationService/ImportOfficials",
                  &request.base, NULL, &karmayogi__registration__v1__import_officials_response__descriptor, &call,
                  &message))
        world_break("a row cannot be validated: %s", call.reply.status.reason);
    say_verdict(((R(ImportOfficialsResponse) *)message)->verdicts[0], mobile, out);
    end_read(&call, message);
}

void look_at_memory(struct desk *desk, struct buffer *out)
{
    for (unsigned i = 0; i < 24; i++)
        validate_rows(desk, out, i);
}

/* --- reporting --- */

struct row {
    char code[64];
    uint64_t figures[4]; /* by state */
};

struct count {
    struct row rows[CODES_MOST];
    size_t row_count;
    struct row total;
};

/* Return: the code of the row, in @code where it has to be made; NULL: not counted. */
static const char *code_of(const struct history *history, uint64_t through, const struct told *told, int dimension,
                           const char *root, char code[16])
{
    const char *child = history_child(history, through, told->organisation, root);
    uint32_t number;
    if (!child)
        return NULL;
    switch (dimension) {
    case KARMAYOGI__REPORTING__V1__DIMENSION__DIMENSION_ORGANISATION:
        return child;
    case KARMAYOGI__REPORTING__V1__DIMENSION__DIMENSION_DESIGNATION:
        return told->designation[0] ? told->designation : "-";
    case KARMAYOGI__REPORTING__V1__DIMENSION__DIMENSION_DISTRICT:
        if (told->district == 0)
            return "";
        number = told->district;
        break;
    case KARMAYOGI__REPORTING__V1__DIMENSION__DIMENSION_GROUP:
        number = told->group;
        break;
    case KARMAYOGI__REPORTING__V1__DIMENSION__DIMENSION_GENDER:
        number = told->gender;
        break;
    case KARMAYOGI__REPORTING__V1__DIMENSION__DIMENSION_ENGAGEMENT:
        number = told->engagement;
        break;
    default:
        return "";
    }
    snprintf(code, 16, "%u", number);
    return code;
}

static struct row *row_of(struct count *count, const char *code)
{
    for (size_t i = 0; i < count->row_count; i++)
        if (strcmp(count->rows[i].code, code) == 0)
            return &count->rows[i];
    if (count->row_count == CODES_MOST)
        abort();
    struct row *row = &count->rows[count->row_count++];
    *row = (struct row){0};
    snprintf(row->code, sizeof row->code, "%s", code);
    return row;
}

static void count_again(const struct history *history, uint64_t through, int dimension, const char *root, int32_t day,
                        struct count *count)
{
    uint64_t *numbers;
    size_t officials = history_officials(history, through, &numbers);
    *count = (struct count){0};
    for (size_t i = 0; i < officials; i++) {
        const struct told *told = history_official(history, through, numbers[i], day);
        char made[16];
        const char *code = told ? code_of(history, through, told, dimension, root, made) : NULL;
        if (!code || told->state > 3)
            continue;
        row_of(count, code)->figures[told->state]++;
        count->total.figures[told->state]++;
    }
    free(numbers);
}

static void compare_row(const char *what, const P(OnboardingRow) * row, const struct row *counted)
{
    if (row->onboarded != counted->figures[1] || row->blocked != counted->figures[2] ||
        row->retired != counted->figures[3])
        world_break("%s '%s' of a report: %llu, %llu, %llu; counted again: %llu, %llu, %llu", what, row->code,
                    (unsigned long long)row->onboarded, (unsigned long long)row->blocked,
                    (unsigned long long)row->retired, (unsigned long long)counted->figures[1],
                    (unsigned long long)counted->figures[2], (unsigned long long)counted->figures[3]);
}

static void compare_report(const P(GetOnboardingResponse) * report, int dimension, const char *root)
{
    struct count count;
    if (report->n_freshness < 1 || !report->freshness[0]->counted_to)
        world_break("a report does not say how far it counts");
    const C(Position) *to = report->freshness[0]->counted_to;
    const struct history *history = history_of(to->epoch);
    if (to->epoch == 0)
        return; /* it has not heard of anything yet */
    if (!history || to->sequence > history->count)
        world_break("a report counts up to entry %llu of an epoch that has %zu", (unsigned long long)to->sequence,
                    history ? history->count : 0);
    count_again(history, to->sequence, dimension, root, day_of(report->as_of), &count);
    compare_row("total", report->total, &count.total);
    struct row sum = {0};
    for (size_t i = 0; i < report->n_rows; i++) {
        compare_row("row", report->rows[i], row_of(&count, report->rows[i]->code));
        sum.figures[1] += report->rows[i]->onboarded;
        sum.figures[2] += report->rows[i]->blocked;
        sum.figures[3] += report->rows[i]->retired;
    }
    if (dimension != 0)
        compare_row("sum of the rows", report->total, &sum);
}

static void check_reached(const P(GetOnboardingResponse) * report, const struct position *asked)
{
    const C(Position) *to = report->freshness[0]->counted_to;
    if (to->epoch == asked->epoch && to->sequence < asked->sequence)
        world_break("a report that was to include entry %llu counts up to %llu", (unsigned long long)asked->sequence,
                    (unsigned long long)to->sequence);
    const struct history *now = history_now();
    if (to->epoch != asked->epoch && asked->epoch == now->epoch)
        world_break("a report that was to include entry %llu of this epoch counts another one",
                    (unsigned long long)asked->sequence);
}

void look_at_report(struct desk *desk, uint64_t sequence, bool must)
{
    static const char *const roots[] = {"up", "up", "police", "health", "meerut-police", "unit-0"};
    static const int dimensions[] = {0, 1, 2, 4, 6, 7, 9};
    P(GetOnboardingRequest) request = KARMAYOGI__REPORTING__V1__GET_ONBOARDING_REQUEST__INIT;
    C(Date) day = KARMAYOGI__CORE__V1__DATE__INIT;
    struct position position = {.service = "registration", .epoch = history_now()->epoch, .sequence = sequence};
    struct client_call call;
    ProtobufCMessage *message;
    const char *root = roots[chance_below(&desk->chance, must ? 4 : 6)];
    int dimension = dimensions[chance_below(&desk->chance, 7)];
    request.organisation_id = TEXT(root);
    request.by = (P(Dimension))dimension;
    if (chance_hits(&desk->chance, 300)) {
        day.year = 2026;
        day.month = 11;
        day.day = 10 + (int32_t)chance_below(&desk->chance, 12);
        request.as_of = &day;
    }
    if (read_one(desk, desk->reporting, "karmayogi.reporting.v1.ReportingService/GetOnboarding", &request.base,
                 sequence ? &position : NULL, &karmayogi__reporting__v1__get_onboarding_response__descriptor, &call,
                 &message)) {
        compare_report((P(GetOnboardingResponse) *)message, dimension, root);
        if (sequence)
            check_reached((P(GetOnboardingResponse) *)message, &position);
    } else if (must) {
        world_break("reporting does not count: %s", call.reply.status.reason);
    } else if (strcmp(call.reply.status.reason, "EPOCH_CHANGED") == 0 && position.epoch == history_now()->epoch) {
        world_break("reporting says that this epoch is over");
    }
    end_read(&call, message);
}

void look_at_records(struct desk *desk, struct buffer *out)
{
    P(ListCountedOfficialsRequest) request = KARMAYOGI__REPORTING__V1__LIST_COUNTED_OFFICIALS_REQUEST__INIT;
    C(PageRequest) page = KARMAYOGI__CORE__V1__PAGE_REQUEST__INIT;
    char token[1024] = "";
    page.page_size = 500;
    page.page_token = token;
    request.page = &page;
    do {
        struct client_call call;
        ProtobufCMessage *message;
        if (!read_one(desk, desk->reporting, "karmayogi.reporting.v1.ReportingService/ListCountedOfficials",
                      &request.base, NULL, &karmayogi__reporting__v1__list_counted_officials_response__descriptor,
                      &call, &message))
            world_break("counted records cannot be listed: %s", call.reply.status.reason);
        P(ListCountedOfficialsResponse) *answer = (P(ListCountedOfficialsResponse) *)message;
        snprintf(token, sizeof token, "%s", answer->page ? answer->page->next_page_token : "");
        for (size_t i = 0; i < answer->n_officials; i++)
            if (wire_pack(&answer->officials[i]->base, out) != 0)
                abort();
        end_read(&call, message);
    } while (token[0]);
}

void look_at_anything(struct desk *desk)
{
    if (heard_count && chance_hits(&desk->chance, 400)) {
        look_at_official(desk);
        return;
    }
    uint64_t head = history_now()->count;
    look_at_report(desk, chance_hits(&desk->chance, 500) ? head : 0, false);
}

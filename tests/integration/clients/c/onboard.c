/*
 * onboard - an example of another team's program in C: registers an official, finds her again, walks a list and the
 * feed, and sees her counted. Built from what is installed alone.
 *
 *     onboard REGISTRATION REPORTING KEYS NAME ORGANISATION MOBILE [TIMEOUT_MS] [wait]
 *
 * REGISTRATION and REPORTING are endpoints, KEYS is a folder with NAME.secret, registration.public and
 * reporting.public. NAME needs the roles registrar and follower at registration and reader at reporting. With `wait` it
 * waits for a line on its input between writing and reading, so that a service can be restarted meanwhile.
 *
 * Ends with 0; 1: a service refused something or did not answer; 2: usage; 3: the machinery here failed; 4: an answer
 * is not what the contract promises.
 */
#include <karmayogi/karmayogi.h>

#include <inttypes.h>
#include <karmayogi/core/v1/feed.pb-c.h>
#include <karmayogi/registration/v1/event.pb-c.h>
#include <karmayogi/registration/v1/service.pb-c.h>
#include <karmayogi/reporting/v1/service.pb-c.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#define REGISTRATION "karmayogi.registration.v1.RegistrationService/"
#define REPORTING    "karmayogi.reporting.v1.ReportingService/"

typedef Karmayogi__Registration__V1__Event Event;
typedef Karmayogi__Registration__V1__RegisterOfficialRequest RegisterRequest;
typedef Karmayogi__Registration__V1__RegisterOfficialResponse RegisterResponse;
typedef Karmayogi__Registration__V1__GetOfficialRequest GetRequest;
typedef Karmayogi__Registration__V1__GetOfficialResponse GetResponse;
typedef Karmayogi__Registration__V1__ListOfficialsRequest ListRequest;
typedef Karmayogi__Registration__V1__ListOfficialsResponse ListResponse;
typedef Karmayogi__Core__V1__ReadResponse FeedPage;
typedef Karmayogi__Reporting__V1__GetOnboardingRequest OnboardingRequest;
typedef Karmayogi__Reporting__V1__GetOnboardingResponse OnboardingResponse;

static void fail_here(void)
{
    fprintf(stderr, "onboard: %s\n", karmayogi_error());
    exit(3);
}

static _Noreturn void broken_promise(const char *what)
{
    fprintf(stderr, "onboard: %s\n", what);
    exit(4);
}

/* What a refusal says: a code and reasons for programs, sentences for people. */
static void show_refusal(const struct karmayogi_call *call)
{
    const struct karmayogi_violation *violations;
    size_t count = karmayogi_call_violations(call, &violations);

    printf("refused: code %d, %s: %s\n", karmayogi_call_code(call), karmayogi_call_reason(call),
           karmayogi_call_sentence(call));
    for (size_t i = 0; i < count; i++)
        printf("  %s: %s: %s\n", violations[i].field, violations[i].reason, violations[i].sentence);
}

static struct karmayogi_call *new_call(const char *method, const struct karmayogi_position *at_least)
{
    struct karmayogi_call *call;

    if (karmayogi_call_new(&call, method) < 0 || (at_least && karmayogi_call_at_least(call, at_least) < 0))
        fail_here();
    return call;
}

/* One call that has to be answered; the answer belongs to @call. */
static const void *ask(struct karmayogi *service, struct karmayogi_call *call, const ProtobufCMessage *request,
                       const ProtobufCMessageDescriptor *answer)
{
    int code = karmayogi_call(service, call, request);
    const void *message = code == KARMAYOGI_OK ? karmayogi_call_message(call, answer) : NULL;

    if (code < 0)
        fail_here();
    if (code > 0) {
        show_refusal(call);
        exit(1);
    }
    if (!message)
        broken_promise("the answer cannot be read");
    return message;
}

static struct karmayogi_position position_of(const struct karmayogi_call *call)
{
    const struct karmayogi_position *positions;
    size_t count = karmayogi_call_positions(call, &positions);

    /* A read also tells how far the catalogue is known that registration follows. */
    for (size_t i = 0; i < count; i++) {
        if (strcmp(positions[i].service, "registration") == 0)
            return positions[i];
    }
    broken_promise("an answer of registration has its position");
}

static void fill(RegisterRequest *request, Karmayogi__Registration__V1__Person *person,
                 Karmayogi__Registration__V1__Post *post, char *organisation, char *mobile)
{
    karmayogi__registration__v1__register_official_request__init(request);
    karmayogi__registration__v1__person__init(person);
    karmayogi__registration__v1__post__init(post);
    person->name = "Sunita Devi";
    person->mobile = mobile;
    post->organisation_id = organisation;
    post->designation = "Constable";
    request->person = person;
    request->post = post;
}

/* register_official() - one write, under one request id however often it has to be sent */
static struct karmayogi_position register_official(struct karmayogi *registration, char *organisation, char *mobile,
                                                   char id[32])
{
    Karmayogi__Registration__V1__Person person;
    Karmayogi__Registration__V1__Post post;
    RegisterRequest request;
    struct karmayogi_call *call = new_call(REGISTRATION "RegisterOfficial", NULL);

    fill(&request, &person, &post, organisation, mobile);
    const RegisterResponse *answer =
        ask(registration, call, &request.base, &karmayogi__registration__v1__register_official_response__descriptor);
    struct karmayogi_position position = position_of(call);
    snprintf(id, 32, "%s", answer->official->official_id);
    printf("registered %s at %s:%" PRIu64 ":%" PRIu64 "\n", id, position.service, position.epoch, position.sequence);

    /* The same call again is the same request: it happens once, and the first answer comes back. */
    answer =
        ask(registration, call, &request.base, &karmayogi__registration__v1__register_official_response__descriptor);
    if (strcmp(answer->official->official_id, id) != 0)
        broken_promise("the same request has registered twice");
    karmayogi_call_free(call);
    return position;
}

static void show_a_refusal(struct karmayogi *registration, char *organisation)
{
    Karmayogi__Registration__V1__Person person;
    Karmayogi__Registration__V1__Post post;
    RegisterRequest request;
    struct karmayogi_call *call = new_call(REGISTRATION "RegisterOfficial", NULL);

    fill(&request, &person, &post, organisation, "12");
    int code = karmayogi_call(registration, call, &request.base);
    if (code < 0)
        fail_here();
    if (code == KARMAYOGI_OK)
        broken_promise("a mobile of two digits was taken");
    show_refusal(call);
    karmayogi_call_free(call);
}

static void look_up(struct karmayogi *registration, char *id)
{
    GetRequest request = KARMAYOGI__REGISTRATION__V1__GET_OFFICIAL_REQUEST__INIT;
    struct karmayogi_call *call = new_call(REGISTRATION "GetOfficial", NULL);

    request.official_id = id;
    const GetResponse *answer =
        ask(registration, call, &request.base, &karmayogi__registration__v1__get_official_response__descriptor);
    printf("found %s: %s, %s, mobile %s\n", answer->official->official_id, answer->official->person->name,
           answer->official->post->designation, answer->official->person->mobile);
    karmayogi_call_free(call);
}

/* walk_list() - a list, two officials a page. Return: how many there are. */
static unsigned walk_list(struct karmayogi *registration, char *organisation)
{
    Karmayogi__Core__V1__PageRequest page = KARMAYOGI__CORE__V1__PAGE_REQUEST__INIT;
    ListRequest request = KARMAYOGI__REGISTRATION__V1__LIST_OFFICIALS_REQUEST__INIT;
    unsigned officials = 0, pages = 0;
    char token[2048] = "";

    request.organisation_id = organisation;
    request.page = &page;
    page.page_size = 2;
    page.page_token = token;
    do {
        struct karmayogi_call *call = new_call(REGISTRATION "ListOfficials", NULL);
        const ListResponse *answer =
            ask(registration, call, &request.base, &karmayogi__registration__v1__list_officials_response__descriptor);
        officials += (unsigned)answer->n_officials;
        pages++;
        snprintf(token, sizeof(token), "%s", answer->page ? answer->page->next_page_token : "");
        karmayogi_call_free(call);
    } while (token[0] != '\0');
    printf("listed %u officials of %s on %u pages\n", officials, organisation, pages);
    return officials;
}

/* was_registered() - whether an entry of the feed tells that @id was registered */
static int was_registered(struct karmayogi_call *page, const Karmayogi__Core__V1__FeedEntry *entry, const char *id)
{
    for (size_t i = 0; i < entry->n_events; i++) {
        const Event *event = karmayogi_call_unpack(page, &karmayogi__registration__v1__event__descriptor,
                                                   entry->events[i].data, entry->events[i].len);
        if (event && event->kind_case == KARMAYOGI__REGISTRATION__V1__EVENT__KIND_OFFICIAL_REGISTERED &&
            strcmp(event->official_registered->official->official_id, id) == 0)
            return 1;
    }
    return 0;
}

/* read_feed() - all that registration committed so far; a program that keeps a model of its own would store the cursor
 * with what it made of each page, in one transaction, and go on from there. */
static void read_feed(struct karmayogi *registration, const char *id)
{
    struct karmayogi_feed_query query = {.max_bytes = 4096}; /* small, to show several pages */
    struct karmayogi_cursor cursor = {0};
    unsigned pages = 0, found = 0;
    uint64_t head = 0;

    do {
        struct karmayogi_call *call;
        int code = karmayogi_feed_read(registration, &cursor, &query, &call, &cursor);
        if (code < 0)
            fail_here();
        if (code > 0) {
            show_refusal(call);
            exit(1);
        }
        const FeedPage *page = karmayogi_call_message(call, &karmayogi__core__v1__read_response__descriptor);
        for (size_t i = 0; i < page->n_entries; i++)
            found += (unsigned)was_registered(call, page->entries[i], id);
        head = page->head;
        pages++;
        karmayogi_call_free(call);
    } while (cursor.sequence < head);
    printf("read the feed up to entry %" PRIu64 " on %u pages; it tells of %s %u time(s)\n", cursor.sequence, pages, id,
           found);
    if (found != 1)
        broken_promise("the feed does not tell of the registration once");
}

/* onboarded() - what reporting counts, once it has counted up to a position of registration */
static uint64_t onboarded(struct karmayogi *reporting, char *organisation, const struct karmayogi_position *at_least)
{
    OnboardingRequest request = KARMAYOGI__REPORTING__V1__GET_ONBOARDING_REQUEST__INIT;
    struct karmayogi_call *call = new_call(REPORTING "GetOnboarding", at_least);

    request.organisation_id = organisation;
    const OnboardingResponse *answer =
        ask(reporting, call, &request.base, &karmayogi__reporting__v1__get_onboarding_response__descriptor);
    uint64_t count = answer->total->onboarded;
    karmayogi_call_free(call);
    return count;
}

/* newest() - where registration's history stands: every answer tells it */
static struct karmayogi_position newest(struct karmayogi *registration, char *organisation)
{
    Karmayogi__Registration__V1__GetOrganisationRequest request =
        KARMAYOGI__REGISTRATION__V1__GET_ORGANISATION_REQUEST__INIT;
    struct karmayogi_call *call = new_call(REGISTRATION "GetOrganisation", NULL);

    request.organisation_id = organisation;
    ask(registration, call, &request.base, &karmayogi__registration__v1__get_organisation_response__descriptor);
    struct karmayogi_position position = position_of(call);
    karmayogi_call_free(call);
    return position;
}

static struct karmayogi *connect_to(const char *service, const char *endpoint, const char *keys, const char *name,
                                    uint32_t timeout_ms)
{
    char own[4096], theirs[4096];
    struct karmayogi *connection;

    snprintf(own, sizeof(own), "%s/%s.secret", keys, name);
    snprintf(theirs, sizeof(theirs), "%s/%s.public", keys, service);
    if (karmayogi_open(&connection, endpoint, own, theirs) < 0 ||
        karmayogi_set_actor(connection, "S. Verma, training cell") < 0)
        fail_here();
    karmayogi_set_timeout(connection, timeout_ms);
    return connection;
}

int main(int argc, char **argv)
{
    char id[32];

    if (argc < 7 || argc > 9) {
        fprintf(stderr, "usage: onboard REGISTRATION REPORTING KEYS NAME ORGANISATION MOBILE [TIMEOUT_MS] [wait]\n");
        return 2;
    }
    uint32_t timeout_ms = argc > 7 ? (uint32_t)strtoul(argv[7], NULL, 10) : 0;
    struct karmayogi *registration = connect_to("registration", argv[1], argv[3], argv[4], timeout_ms);
    struct karmayogi *reporting = connect_to("reporting", argv[2], argv[3], argv[4], timeout_ms);
    char *organisation = argv[5];

    struct karmayogi_position before = newest(registration, organisation);
    uint64_t count_before = onboarded(reporting, organisation, &before);
    show_a_refusal(registration, organisation);
    struct karmayogi_position written = register_official(registration, organisation, argv[6], id);
    if (argc > 8) {
        printf("waiting for a line\n");
        fflush(stdout);
        getchar();
    }
    look_up(registration, id);
    walk_list(registration, organisation);
    read_feed(registration, id);
    uint64_t count = onboarded(reporting, organisation, &written);
    printf("onboarded in %s: %" PRIu64 " before, %" PRIu64 " now\n", organisation, count_before, count);
    if (count != count_before + 1)
        broken_promise("one registration has not made exactly one more");
    karmayogi_close(reporting);
    karmayogi_close(registration);
    return 0;
}

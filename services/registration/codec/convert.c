/* convert - see convert.h. The numbers of enums are the same on both sides; the assertions below keep it so. */
#include "codec/convert.h"

#include <assert.h>

#define SAME(domain, generated) static_assert((int)(domain) == (int)(KARMAYOGI__REGISTRATION__V1__##generated), #domain)
SAME(GROUP_OTHERS, GROUP__GROUP_OTHERS);
SAME(GENDER_OTHERS, GENDER__GENDER_OTHERS);
SAME(CATEGORY_EWS, CATEGORY__CATEGORY_EWS);
SAME(ENGAGEMENT_TRAINEE, ENGAGEMENT__ENGAGEMENT_TRAINEE);
SAME(OFFICIAL_RETIRED, OFFICIAL_STATE__OFFICIAL_STATE_RETIRED);
SAME(TRANSFER_WITHDRAWN, TRANSFER_STATE__TRANSFER_STATE_WITHDRAWN);
SAME(EMAIL_POST, EMAIL_KIND__EMAIL_KIND_POST);
SAME(MASTER_DISTRICT, MASTER_LIST__MASTER_LIST_DISTRICT);

static bool issued_id_messages(const struct person *person, struct arena *arena, REGISTRATION(Person) * message)
{
    message->issued_ids = arena_zalloc(arena, LIMIT_ISSUED_IDS, sizeof(REGISTRATION(IssuedId) *));
    REGISTRATION(IssuedId) *ids = arena_zalloc(arena, LIMIT_ISSUED_IDS, sizeof *ids);
    if (!message->issued_ids || !ids)
        return false;
    for (size_t i = 0; i < person->issued_id_count; i++) {
        karmayogi__registration__v1__issued_id__init(&ids[i]);
        ids[i].issuer = convert_text(person->issued_ids[i].issuer);
        ids[i].value = convert_text(person->issued_ids[i].value);
        message->issued_ids[i] = &ids[i];
    }
    message->n_issued_ids = person->issued_id_count;
    return true;
}

REGISTRATION(Person) * convert_person_message(const struct person *person, struct arena *arena)
{
    bool failed = false;
    REGISTRATION(Person) *message = arena_alloc(arena, sizeof *message);
    if (!message)
        return NULL;
    karmayogi__registration__v1__person__init(message);
    message->title = convert_text(person->title);
    message->name = convert_text(person->name);
    message->parent_name = convert_text(person->parent_name);
    message->mobile = convert_text(person->mobile);
    message->email = convert_text(person->email);
    message->email_kind = (REGISTRATION(EmailKind))person->email_kind;
    message->birth_date = convert_date_message(person->birth_date, arena, &failed);
    return !failed && issued_id_messages(person, arena, message) ? message : NULL;
}

REGISTRATION(Post) * convert_post_message(const struct post *post, struct arena *arena)
{
    REGISTRATION(Post) *message = arena_alloc(arena, sizeof *message);
    char **tags = arena_zalloc(arena, LIMIT_TAGS, sizeof *tags);
    if (!message || !tags)
        return NULL;
    karmayogi__registration__v1__post__init(message);
    message->organisation_id = convert_text(post->organisation_id);
    message->district_code = post->district_code;
    message->designation = convert_text(post->designation);
    message->designation_code = convert_text(post->designation_code);
    message->level = post->level;
    message->group = (REGISTRATION(Group))post->group;
    message->gender = (REGISTRATION(Gender))post->gender;
    message->category = (REGISTRATION(Category))post->category;
    message->engagement = (REGISTRATION(Engagement))post->engagement;
    message->mother_tongue = convert_text(post->mother_tongue);
    message->office_pin_code = convert_text(post->office_pin_code);
    for (size_t i = 0; i < post->tag_count; i++)
        tags[i] = convert_text(post->tags[i]);
    message->n_tags = post->tag_count;
    message->tags = tags;
    return message;
}

REGISTRATION(Official) * convert_official_message(const struct official *official, struct arena *arena)
{
    bool failed = false;
    REGISTRATION(Official) *message = arena_alloc(arena, sizeof *message);
    char *id = arena_alloc(arena, OFFICIAL_NUMBER_TEXT_BYTES);
    char **flags = arena_zalloc(arena, OFFICIAL_FLAGS, sizeof *flags);
    if (!message || !id || !flags)
        return NULL;
    karmayogi__registration__v1__official__init(message);
    message->official_id = official_number_format(official->number, id);
    message->version = official->version;
    message->state = (REGISTRATION(OfficialState))official->state;
    message->person = convert_person_message(&official->person, arena);
    message->post = convert_post_message(&official->post, arena);
    message->registered_on = convert_date_message(official->registered_on, arena, &failed);
    message->effective_on = convert_date_message(official->effective_on, arena, &failed);
    message->changed_at_ms = official->changed_at_ms;
    for (size_t i = 0; i < official->flag_count; i++)
        flags[i] = convert_text(official->flags[i]);
    message->n_flags = official->flag_count;
    message->flags = flags;
    return failed || !message->person || !message->post ? NULL : message;
}

static bool strength_messages(const struct organisation *organisation, struct arena *arena,
                              REGISTRATION(Organisation) * message)
{
    bool failed = false;
    if (organisation->strength_count == 0)
        return true;
    REGISTRATION(Strength) *strengths = arena_zalloc(arena, organisation->strength_count, sizeof *strengths);
    message->strengths = arena_zalloc(arena, organisation->strength_count, sizeof *message->strengths);
    if (!strengths || !message->strengths)
        return false;
    for (size_t i = 0; i < organisation->strength_count; i++) {
        karmayogi__registration__v1__strength__init(&strengths[i]);
        strengths[i].count = organisation->strengths[i].count;
        strengths[i].source = convert_text(organisation->strengths[i].source);
        strengths[i].declared_on = convert_date_message(organisation->strengths[i].declared_on, arena, &failed);
        message->strengths[i] = &strengths[i];
    }
    message->n_strengths = organisation->strength_count;
    return !failed;
}

REGISTRATION(Organisation) * convert_organisation_message(const struct organisation *organisation, struct arena *arena)
{
    bool failed = false;
    REGISTRATION(Organisation) *message = arena_alloc(arena, sizeof *message);
    if (!message)
        return NULL;
    karmayogi__registration__v1__organisation__init(message);
    message->organisation_id = convert_text(organisation->id);
    message->parent_id = convert_text(organisation->parent_id);
    message->kind = convert_text(organisation->kind);
    message->name_en = convert_text(organisation->name_en);
    message->name_hi = convert_text(organisation->name_hi);
    message->district_code = organisation->district_code;
    message->department_number = organisation->department_number;
    message->established_on = convert_date_message(organisation->established_on, arena, &failed);
    message->version = organisation->version;
    message->child_count = organisation->child_count;
    return !failed && strength_messages(organisation, arena, message) ? message : NULL;
}

REGISTRATION(MasterEntry) * convert_master_entry_message(const struct master_entry *entry, struct arena *arena)
{
    bool failed = false;
    REGISTRATION(MasterEntry) *message = arena_alloc(arena, sizeof *message);
    char **aliases = arena_zalloc(arena, MASTER_ALIASES, sizeof *aliases);
    if (!message || !aliases)
        return NULL;
    karmayogi__registration__v1__master_entry__init(message);
    message->code = convert_text(entry->code);
    message->name_en = convert_text(entry->name_en);
    message->name_hi = convert_text(entry->name_hi);
    for (size_t i = 0; i < entry->alias_count; i++)
        aliases[i] = convert_text(entry->aliases[i]);
    message->n_aliases = entry->alias_count;
    message->aliases = aliases;
    message->level = entry->level;
    message->division_en = convert_text(entry->division_en);
    message->division_hi = convert_text(entry->division_hi);
    message->census2011_code = entry->census2011_code;
    message->valid_from = convert_date_message(entry->valid_from, arena, &failed);
    message->valid_to = convert_date_message(entry->valid_to, arena, &failed);
    message->successor = convert_text(entry->successor);
    return failed ? NULL : message;
}

static void take_issued_ids(const REGISTRATION(Person) * message, struct person *person)
{
    person->issued_id_count = 0;
    for (size_t i = 0; i < message->n_issued_ids && i < LIMIT_ISSUED_IDS; i++)
        person->issued_ids[person->issued_id_count++] =
            (struct issued_id){message->issued_ids[i]->issuer, message->issued_ids[i]->value};
}

bool convert_person(const REGISTRATION(Person) * message, struct person *person)
{
    if (!message)
        return false;
    *person = (struct person){
        .title = message->title,
        .name = message->name,
        .parent_name = message->parent_name,
        .mobile = message->mobile,
        .email = message->email,
        .email_kind = (enum email_kind)message->email_kind,
    };
    take_issued_ids(message, person);
    return convert_date(message->birth_date, &person->birth_date) == CONVERT_DATE_OK &&
           message->n_issued_ids <= LIMIT_ISSUED_IDS;
}

bool convert_post(const REGISTRATION(Post) * message, struct post *post)
{
    if (!message || message->n_tags > LIMIT_TAGS)
        return false;
    *post = (struct post){
        .organisation_id = message->organisation_id,
        .district_code = message->district_code,
        .designation = message->designation,
        .designation_code = message->designation_code,
        .level = message->level,
        .group = (enum group)message->group,
        .gender = (enum gender)message->gender,
        .category = (enum category)message->category,
        .engagement = (enum engagement)message->engagement,
        .mother_tongue = message->mother_tongue,
        .office_pin_code = message->office_pin_code,
        .tag_count = message->n_tags,
    };
    for (size_t i = 0; i < message->n_tags; i++)
        post->tags[i] = message->tags[i];
    return true;
}

bool convert_organisation(const REGISTRATION(Organisation) * message, struct organisation *organisation)
{
    if (!message || message->n_strengths > ORGANISATION_STRENGTHS)
        return false;
    *organisation = (struct organisation){
        .id = message->organisation_id,
        .parent_id = message->parent_id,
        .kind = message->kind,
        .name_en = message->name_en,
        .name_hi = message->name_hi,
        .district_code = message->district_code,
        .department_number = (uint16_t)message->department_number,
        .version = message->version,
        .strength_count = message->n_strengths,
    };
    for (size_t i = 0; i < message->n_strengths; i++) {
        struct strength *strength = &organisation->strengths[i];
        strength->count = message->strengths[i]->count;
        strength->source = message->strengths[i]->source;
        if (convert_date(message->strengths[i]->declared_on, &strength->declared_on) != CONVERT_DATE_OK)
            return false;
    }
    return convert_date(message->established_on, &organisation->established_on) == CONVERT_DATE_OK;
}

enum reason convert_master_entry(const REGISTRATION(MasterEntry) * message, struct master_entry *entry)
{
    *entry = (struct master_entry){
        .code = message->code,
        .name_en = message->name_en,
        .name_hi = message->name_hi,
        .level = message->level,
        .division_en = message->division_en,
        .division_hi = message->division_hi,
        .census2011_code = message->census2011_code,
        .successor = message->successor,
    };
    if (message->n_aliases > MASTER_ALIASES)
        return REASON_ALIAS_COUNT;
    for (size_t i = 0; i < message->n_aliases; i++)
        entry->aliases[entry->alias_count++] = message->aliases[i];
    if (convert_date(message->valid_from, &entry->valid_from) != CONVERT_DATE_OK ||
        convert_date(message->valid_to, &entry->valid_to) != CONVERT_DATE_OK)
        return REASON_DATE_FORM;
    return REASON_NONE;
}

/* A number of an enum as it came: unknown ones are a finding. */
static int known(int value, int last, enum field field, struct findings *findings)
{
    if (value >= 0 && value <= last)
        return value;
    findings_add(findings, field, REASON_ENUM_UNKNOWN, NULL);
    return 0;
}

static void draft_person(const REGISTRATION(Person) * message, struct draft *draft, struct findings *findings)
{
    struct person *person = &draft->person;
    person->title = message->title;
    person->name = message->name;
    person->parent_name = message->parent_name;
    person->mobile = message->mobile;
    person->email = message->email;
    person->email_kind = (enum email_kind)known((int)message->email_kind, EMAIL_POST, FIELD_EMAIL_KIND, findings);
    if (convert_date(message->birth_date, &person->birth_date) != CONVERT_DATE_OK)
        findings_add(findings, FIELD_BIRTH_DATE, REASON_BIRTH_DATE_NOT_EXISTING, NULL);
    if (message->n_issued_ids > LIMIT_ISSUED_IDS)
        findings_add(findings, FIELD_ISSUED_IDS, REASON_ISSUED_ID_COUNT, NULL);
    take_issued_ids(message, person);
    for (size_t i = 0; i < person->issued_id_count; i++)
        draft->issued_id_fields[i] = FIELD_ISSUED_IDS;
}

static void draft_post(const REGISTRATION(Post) * message, struct draft *draft, struct findings *findings)
{
    draft->organisation_id = message->organisation_id;
    draft->district_code = message->district_code;
    draft->designation = message->designation;
    draft->group = (enum group)known((int)message->group, GROUP_OTHERS, FIELD_GROUP, findings);
    draft->gender = (enum gender)known((int)message->gender, GENDER_OTHERS, FIELD_GENDER, findings);
    draft->category = (enum category)known((int)message->category, CATEGORY_EWS, FIELD_CATEGORY, findings);
    draft->engagement =
        (enum engagement)known((int)message->engagement, ENGAGEMENT_TRAINEE, FIELD_ENGAGEMENT, findings);
    draft->mother_tongue = message->mother_tongue;
    draft->office_pin_code = message->office_pin_code;
    if (message->n_tags > LIMIT_TAGS)
        findings_add(findings, FIELD_TAGS, REASON_TAG_COUNT, NULL);
    for (size_t i = 0; i < message->n_tags && i < LIMIT_TAGS; i++)
        draft->tags[draft->tag_count++] = message->tags[i];
}

void convert_draft(const REGISTRATION(Person) * person, const REGISTRATION(Post) * post, struct draft *draft,
                   struct findings *findings)
{
    draft_init(draft);
    if (person)
        draft_person(person, draft, findings);
    if (post)
        draft_post(post, draft, findings);
}

REGISTRATION(Transfer) * convert_transfer_message(const struct transfer *transfer, struct arena *arena)
{
    bool failed = false;
    REGISTRATION(Transfer) *message = arena_alloc(arena, sizeof *message);
    char *official = arena_alloc(arena, OFFICIAL_NUMBER_TEXT_BYTES);
    char *id = arena_alloc(arena, TRANSFER_ID_BYTES);
    if (!message || !official || !id)
        return NULL;
    karmayogi__registration__v1__transfer__init(message);
    message->transfer_id = transfer_id_format(transfer->official, transfer->ordinal, id);
    message->official_id = official_number_format(transfer->official, official);
    message->state = (REGISTRATION(TransferState))transfer->state;
    message->from_organisation_id = convert_text(transfer->from_id);
    message->to_organisation_id = convert_text(transfer->to_id);
    message->effective_on = convert_date_message(transfer->effective_on, arena, &failed);
    message->reason = convert_text(transfer->reason);
    message->requested_by = convert_text(transfer->requested_by);
    message->requested_at_ms = transfer->requested_at_ms;
    message->decided_by = convert_text(transfer->decided_by);
    message->decision_reason = convert_text(transfer->decision_reason);
    message->decided_at_ms = transfer->decided_at_ms;
    return failed ? NULL : message;
}

bool convert_transfer(const REGISTRATION(Transfer) * message, struct transfer *transfer)
{
    if (!message || message->state <= 0 || (int)message->state > TRANSFER_WITHDRAWN ||
        convert_date(message->effective_on, &transfer->effective_on) != CONVERT_DATE_OK)
        return false;
    transfer->official = official_number_parse(message->official_id);
    transfer->state = (enum transfer_state)message->state;
    transfer->from_id = message->from_organisation_id;
    transfer->to_id = message->to_organisation_id;
    transfer->reason = message->reason;
    transfer->requested_by = message->requested_by;
    transfer->requested_at_ms = message->requested_at_ms;
    transfer->decided_by = message->decided_by;
    transfer->decision_reason = message->decision_reason;
    transfer->decided_at_ms = message->decided_at_ms;
    return transfer->official != 0 && transfer->effective_on != DATE_NONE;
}

/* row_registration - rows of a staff list and drafts of requests through the rules of officials. Whoever is accepted
 * keeps the limits, and is accepted again, as the same, when it is said once more. Cells are lines of the input. */
#include "domain/draft.h"
#include "domain/identity.h"
#include "domain/mask.h"
#include "fuzz.h"

#define TODAY 20779 /* 22 November 2026 */

static struct master_lists *lists;
static struct organisations *tree;

static void entry(enum master_list list, const char *code, const char *name_en, const char *name_hi)
{
    const struct master_entry entry = {.code = code,
                                       .name_en = name_en,
                                       .name_hi = name_hi,
                                       .division_en = "",
                                       .division_hi = "",
                                       .successor = "",
                                       .valid_from = DATE_NONE,
                                       .valid_to = DATE_NONE};
    assert(master_lists_put(lists, list, &entry) == 0);
}

static void organisation(uint32_t number, uint32_t parent, const char *id, uint16_t department, uint32_t district)
{
    const struct organisation organisation = {.number = number,
                                              .parent_number = parent,
                                              .id = id,
                                              .parent_id = "",
                                              .kind = "office",
                                              .name_en = id,
                                              .name_hi = "",
                                              .district_code = district,
                                              .department_number = department,
                                              .established_on = 0,
                                              .version = 1};
    assert(organisations_put(tree, &organisation) == 0);
}

int LLVMFuzzerInitialize(int *argc, char ***argv)
{
    (void)argc, (void)argv;
    lists = master_lists_new();
    tree = organisations_new();
    assert(lists && tree);
    entry(MASTER_DISTRICT, "169", "Meerut", "मेरठ");
    entry(MASTER_DISTRICT, "661", "Hapur", "हापुड़");
    entry(MASTER_DESIGNATION, "constable", "Constable", "आरक्षी");
    entry(MASTER_MOTHER_TONGUE, "hi", "Hindi", "हिंदी");
    organisation(1, 0, "up", 0, 0);
    organisation(2, 1, "police", 1, 0);
    organisation(3, 2, "meerut-police", 1, 169);
    return 0;
}

static bool short_text(const char *text, size_t most)
{
    return fuzz_is_text(text) && strlen(text) <= most;
}

/* ARCHITECTURE.md, "Accepted forms". */
static void check_official(const struct official *official)
{
    const struct person *person = &official->person;
    const struct post *post = &official->post;
    assert(fuzz_says(person->name) && short_text(person->name, LIMIT_NAME_BYTES));
    assert(fuzz_is_text(person->title) && short_text(person->parent_name, LIMIT_NAME_BYTES));
    assert(!person->mobile[0] || (strlen(person->mobile) == 10 && person->mobile[0] >= '6'));
    assert(short_text(person->email, 254) && person->issued_id_count <= LIMIT_ISSUED_IDS);
    assert(person->mobile[0] || person->email[0] || person->issued_id_count);
    for (size_t i = 0; i < person->issued_id_count; i++)
        assert(fuzz_says(person->issued_ids[i].issuer) && fuzz_says(person->issued_ids[i].value) &&
               strlen(person->issued_ids[i].value) <= 30);
    assert(organisations_id(tree, post->organisation_id) && post->tag_count <= LIMIT_TAGS);
    assert(post->district_code == 0 || post->district_code == 169 || post->district_code == 661);
    assert(short_text(post->designation, LIMIT_NAME_BYTES) && fuzz_is_text(post->designation_code));
    assert(short_text(post->office_pin_code, 6) && official->effective_on <= TODAY);
    assert(person->birth_date == DATE_NONE || person->birth_date < TODAY);
}

static void check_findings(const struct findings *findings, struct arena *arena)
{
    for (size_t i = 0; i < findings->count; i++) {
        const struct finding *finding = &findings->items[i];
        assert(finding->field > FIELD_NONE && finding->field < FIELD_COUNT && fuzz_says(field_word(finding->field)));
        assert(finding->reason > REASON_NONE && finding->reason < REASON_COUNT);
        assert(!finding->detail || fuzz_is_text(finding->detail));
        for (int hindi = 0; hindi < 2; hindi++)
            assert(fuzz_says(
                vocabulary_sentence(&reason_vocabulary, arena, finding->reason, finding->detail, hindi != 0)));
    }
}

/* What is stored, said in a request. */
static struct draft draft_of(const struct official *official)
{
    struct draft draft;
    draft_init(&draft);
    draft.person = official->person;
    draft.organisation_id = official->post.organisation_id;
    draft.district_code = official->post.district_code;
    draft.designation = official->post.designation;
    draft.group = official->post.group;
    draft.gender = official->post.gender;
    draft.category = official->post.category;
    draft.engagement = official->post.engagement;
    draft.mother_tongue = official->post.mother_tongue;
    draft.office_pin_code = official->post.office_pin_code;
    draft.tag_count = official->post.tag_count;
    for (size_t i = 0; i < draft.tag_count; i++)
        draft.tags[i] = official->post.tags[i];
    draft.effective_on = official->effective_on;
    draft.accept_legacy_looking_text = true;
    return draft;
}

static void check_again(const struct official *official, const struct draft_context *context)
{
    static struct official again;
    struct draft draft = draft_of(official);
    struct findings findings = {0}, flags = {0};
    struct identity_key keys[IDENTITY_KEYS];
    struct person masked;
    const char *differing = "";
    assert(draft_check(&draft, context, &again, &findings, &flags) == 0);
    assert(findings.count == 0);
    /* At most two titles are split off at a time: of three, the last is in front of the name that was stored. */
    if (strcmp(official->person.name, again.person.name) == 0)
        assert(identity_same_content(official, &again, context->arena, &differing));
    int count = identity_keys(official, context->arena, keys);
    assert(count >= 0 && (size_t)count <= IDENTITY_KEYS);
    for (int i = 0; i < count; i++)
        assert(fuzz_says(keys[i].text) && identity_holds(official, &keys[i], context->arena));
    assert(mask_person(&official->person, context->arena, &masked) == 0);
    assert(masked.birth_date == DATE_NONE && fuzz_is_text(masked.mobile) && fuzz_is_text(masked.email));
    assert(!official->person.mobile[0] || strcmp(masked.mobile, official->person.mobile) != 0);
}

static struct import_settings settings_of(uint8_t choice)
{
    return (struct import_settings){.organisation_id = choice & 1 ? "meerut-police" : "",
                                    .district_code = choice & 2 ? 169 : 0,
                                    .birth_date_order = choice & 4 ? DATE_MONTH_FIRST : DATE_DAY_FIRST,
                                    .employee_id_issuer = choice & 8 ? "police-pno" : "",
                                    .engagement = choice & 16 ? ENGAGEMENT_HONORARY : ENGAGEMENT_NONE,
                                    .effective_on = choice & 32 ? TODAY - 30 : DATE_NONE,
                                    .label = "",
                                    .accept_legacy_looking_text = choice & 64};
}

static void row(struct fuzz_input *input)
{
    static struct official official;
    const char *cells[DRAFT_CELLS] = {0};
    const struct draft_context context = {lists, tree, TODAY, input->arena};
    const struct import_settings settings = settings_of(fuzz_byte(input));
    struct findings findings = {0}, flags = {0};
    struct draft draft;
    for (size_t i = 1; i < DRAFT_CELLS && input->left > 0; i++)
        cells[i] = fuzz_line(input);
    draft_init(&draft);
    if (draft_from_row(&draft, cells, &settings, &context, &findings) != 0 ||
        draft_check(&draft, &context, &official, &findings, &flags) != 0) {
        assert(input->arena->failed);
        return;
    }
    check_findings(&findings, input->arena);
    check_findings(&flags, input->arena);
    if (findings.count > 0)
        return;
    check_official(&official);
    check_again(&official, &context);
}

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
    static struct arena arena;
    arena.cap_bytes = LIMIT_ARENA_BYTES;
    struct fuzz_input input = {data, size, &arena};
    row(&input);
    arena_reset(&arena);
    return 0;
}

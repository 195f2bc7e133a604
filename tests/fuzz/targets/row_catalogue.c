/* row_catalogue - rows of a list of courses through the rules of the catalogue. What is accepted keeps the limits, and
 * is accepted again, as the same, when it is said once more. Cells are lines of the input. */
#include "domain/card.h"
#include "domain/row.h"
#include "fuzz.h"

#define TODAY 20779 /* 22 November 2026 */

static struct master_lists *lists;

static void entry(enum master_list list, const char *code, const char *name_en, const char *name_hi, const char *theme)
{
    const struct master_entry entry = {.code = code,
                                       .name_en = name_en,
                                       .name_hi = name_hi,
                                       .area = list == MASTER_COMPETENCY ? AREA_BEHAVIOURAL : AREA_NONE,
                                       .theme_code = theme,
                                       .successor = "",
                                       .valid_from = DATE_NONE,
                                       .valid_to = DATE_NONE};
    assert(master_lists_put(lists, list, &entry) == 0);
}

int LLVMFuzzerInitialize(int *argc, char ***argv)
{
    (void)argc, (void)argv;
    lists = master_lists_new();
    assert(lists);
    entry(MASTER_COMPETENCY, "citizen-centricity", "Citizen Centricity", "नागरिक केंद्रितता", "");
    entry(MASTER_COMPETENCY, "empathy", "Empathy", "सहानुभूति", "citizen-centricity");
    entry(MASTER_PROVIDER, "igot", "iGOT Karmayogi", "आईगॉट", "");
    entry(MASTER_CADRE, "anm", "ANM", "एएनएम", "");
    entry(MASTER_TRADE, "roads", "Roads", "सड़क", "");
    return 0;
}

static void check_strings(const struct course_strings *strings, size_t most)
{
    assert(strings->count <= most);
    for (size_t i = 0; i < strings->count; i++)
        assert(fuzz_says(strings->items[i]));
}

/* catalogue/v1/course.proto, and the limits of domain/course.h. */
static void check_content(const struct course_content *content)
{
    assert(content->kind > 0 && content->kind <= COURSE_KIND_LAST);
    assert(content->text_count >= 1 && content->text_count <= COURSE_LANGUAGES);
    for (size_t i = 0; i < content->text_count; i++) {
        assert(fuzz_says(content->texts[i].title) && strlen(content->texts[i].title) <= COURSE_TITLE_BYTES);
        assert(fuzz_is_text(content->texts[i].description) &&
               strlen(content->texts[i].description) <= COURSE_DESCRIPTION_BYTES);
    }
    check_strings(&content->languages, COURSE_LANGUAGES);
    check_strings(&content->competencies, COURSE_COMPETENCIES);
    check_strings(&content->cadres, COURSE_AUDIENCE);
    check_strings(&content->trades, COURSE_AUDIENCE);
    check_strings(&content->keywords, COURSE_KEYWORDS);
    assert(content->languages.count >= 1 && content->duration_minutes <= COURSE_MINUTES);
    assert(content->level_from <= COURSE_LEVEL_MOST && content->level_to <= COURSE_LEVEL_MOST);
    assert(fuzz_is_text(content->igot_id) && strlen(content->igot_id) <= COURSE_ID_BYTES);
}

static void check_findings(const struct findings *findings, struct arena *arena)
{
    for (size_t i = 0; i < findings->count; i++) {
        const struct finding *finding = &findings->items[i];
        assert(finding->field > FIELD_NONE && finding->field < FIELD_COUNT);
        assert(finding->reason > REASON_NONE && finding->reason < REASON_COUNT);
        for (int hindi = 0; hindi < 2; hindi++)
            assert(fuzz_says(
                vocabulary_sentence(&reason_vocabulary, arena, finding->reason, finding->detail, hindi != 0)));
    }
}

static void check_again(const struct row *row, const char *const cells[ROW_CELLS], const struct draft_context *context)
{
    const struct course_draft draft = {row->course_id, row->content, true};
    const struct course course = {.id = row->course_id, .version = 1, .content = row->content};
    struct course_content content;
    struct findings findings = {0};
    struct row completed = *row;
    assert(course_check(&draft, COURSE_ALL, context, &content, &findings) == 0 && findings.count == 0);
    assert(course_content_equal(&row->content, &content));
    /* A list that comes again says nothing new of what it made. */
    assert(row_complete(&completed, cells, &row->content, context->arena) == 0);
    assert(course_content_equal(&row->content, &completed.content));
    struct card *card = card_new(&course);
    assert(card);
    card_free(card);
}

static void row(struct fuzz_input *input)
{
    const char *cells[ROW_CELLS] = {0};
    const struct draft_context context = {.lists = lists, .day = TODAY, .arena = input->arena};
    uint8_t choice = fuzz_byte(input);
    const struct row_settings settings = {.state = choice & 1   ? LIFE_LIVE
                                                   : choice & 2 ? LIFE_RETIRED
                                                                : LIFE_DRAFT,
                                          .published_on = choice & 4 ? TODAY - 30 : DATE_NONE,
                                          .provider = choice & 8 ? "igot" : "",
                                          .label = "",
                                          .accept_legacy_looking_text = choice & 16};
    struct findings findings = {0};
    struct row row = {0};
    for (size_t i = 1; i < ROW_CELLS && input->left > 0; i++)
        cells[i] = fuzz_line(input);
    if (row_read(cells, &settings, &context, &row, &findings) != 0) {
        assert(input->arena->failed);
        return;
    }
    check_findings(&findings, input->arena);
    if (findings.count > 0)
        return;
    assert(course_id_is_fine(row.course_id));
    assert(row.life.state == LIFE_DRAFT || row.life.state == LIFE_LIVE || row.life.state == LIFE_RETIRED);
    check_content(&row.content);
    check_again(&row, cells, &context);
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

#pragma once
/* domain_fixture - a small state with its lists, and rows checked against it. Today is 22 November 2026. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>

#include <cmocka.h>

#include "base/text.h"
#include "domain/draft.h"
#include "domain/identity.h"

#include <stdio.h>
#include <string.h>

struct house {
    struct arena arena;
    struct master_lists *lists;
    struct organisations *tree;
    struct draft_context context;
    struct import_settings settings;
};

static inline void house_list(struct house *house, enum master_list list, struct master_entry entry)
{
    if (entry.valid_from == 0)
        entry.valid_from = DATE_NONE;
    if (entry.valid_to == 0)
        entry.valid_to = DATE_NONE;
    assert_string_equal(reason_word(master_entry_check(house->lists, list, &entry, &house->arena)), "");
    assert_int_equal(master_lists_put(house->lists, list, &entry), 0);
}

static inline void house_lists(struct house *house)
{
    static const struct master_entry designations[] = {
        {.code = "constable",
         .name_en = "Constable",
         .name_hi = "आरक्षी",
         .aliases = {"Sipahi", "सिपाही"},
         .alias_count = 2,
         .level = 3},
        {.code = "head-constable", .name_en = "Head Constable", .name_hi = "मुख्य आरक्षी", .level = 4},
        {.code = "asha", .name_en = "ASHA worker", .name_hi = "आशा कार्यकर्त्री"},
        {.code = "patwari", .name_en = "Patwari", .valid_to = 20000 /* 2024-10-04 */},
    };
    static const struct master_entry districts[] = {
        {.code = "138", .name_en = "Etah", .name_hi = "एटा", .census2011_code = 202},
        {.code = "169", .name_en = "Meerut", .name_hi = "मेरठ", .census2011_code = 138},
        {.code = "134", .name_en = "Bulandshahr", .name_hi = "बुलंदशहर", .census2011_code = 142},
        {.code = "120",
         .name_en = "Prayagraj",
         .name_hi = "प्रयागराज",
         .aliases = {"Allahabad", "इलाहाबाद"},
         .alias_count = 2,
         .census2011_code = 175},
        {.code = "661", .name_en = "Hapur", .name_hi = "हापुड़"},
        {.code = "800",
         .name_en = "Mahakumbh",
         .valid_from = 20058 /* 2024-12-01 */,
         .valid_to = 20178 /* 2025-03-31 */,
         .successor = "120"},
    };
    static const char *const kinds[] = {"state", "department", "range", "district-unit", "police-station"};
    static const struct master_entry tongues[] = {
        {.code = "hi", .name_en = "Hindi", .name_hi = "हिन्दी"},
        {.code = "ur", .name_en = "Urdu", .name_hi = "उर्दू"},
    };
    for (size_t i = 0; i < sizeof designations / sizeof designations[0]; i++)
        house_list(house, MASTER_DESIGNATION, designations[i]);
    for (size_t i = 0; i < sizeof districts / sizeof districts[0]; i++)
        house_list(house, MASTER_DISTRICT, districts[i]);
    for (size_t i = 0; i < sizeof tongues / sizeof tongues[0]; i++)
        house_list(house, MASTER_MOTHER_TONGUE, tongues[i]);
    for (size_t i = 0; i < sizeof kinds / sizeof kinds[0]; i++)
        house_list(house, MASTER_ORGANISATION_KIND, (struct master_entry){.code = kinds[i], .name_en = kinds[i]});
}

static inline void house_create(struct house *house, const char *id, const char *parent, const char *kind,
                                uint32_t district)
{
    struct organisation wanted = {.id = id,
                                  .parent_id = parent,
                                  .kind = kind,
                                  .name_en = id,
                                  .name_hi = "",
                                  .district_code = district,
                                  .established_on = date_from_civil(1950, 1, 26)};
    struct organisation created;
    struct finding finding;
    int outcome = organisation_create(house->tree, house->lists, &wanted, house->context.today, &house->arena, &created,
                                      &finding);
    assert_string_equal(reason_word(finding.reason), "");
    assert_int_equal(outcome, ORGANISATION_CREATE);
    assert_int_equal(organisations_put(house->tree, &created), 0);
}

static inline int house_open(void **state)
{
    static struct house house;
    house = (struct house){0};
    arena_init(&house.arena, (size_t)256 << 20);
    house.lists = master_lists_new();
    house.tree = organisations_new();
    house.context = (struct draft_context){house.lists, house.tree, date_from_civil(2026, 11, 22), &house.arena};
    house.settings = (struct import_settings){
        .organisation_id = "meerut-police", .employee_id_issuer = "", .effective_on = DATE_NONE, .label = ""};
    house_lists(&house);
    house_create(&house, "up", "", "state", 0);
    house_create(&house, "police", "up", "department", 0);
    house_create(&house, "meerut-range", "police", "range", 0);
    house_create(&house, "meerut-police", "meerut-range", "district-unit", 169);
    house_create(&house, "health", "up", "department", 0);
    *state = &house;
    return 0;
}

static inline int house_close(void **state)
{
    struct house *house = *state;
    arena_deinit(&house->arena);
    master_lists_free(house->lists);
    organisations_free(house->tree);
    return 0;
}

/* A row, read and checked. */
struct checked {
    const char *cells[DRAFT_CELLS];
    struct draft draft;
    struct official official;
    struct findings findings;
    struct findings flags;
};

/* A row with nothing to complain of. */
static inline void row_init(struct checked *row)
{
    memset(row, 0, sizeof *row);
    row->cells[FIELD_FULL_NAME] = "Ram Kumar";
    row->cells[FIELD_MOBILE] = "9876543210";
    row->cells[FIELD_DESIGNATION] = "Constable";
}

static inline void row_check(struct house *house, struct checked *row)
{
    memset(&row->findings, 0, sizeof row->findings);
    memset(&row->flags, 0, sizeof row->flags);
    assert_int_equal(draft_from_row(&row->draft, row->cells, &house->settings, &house->context, &row->findings), 0);
    assert_int_equal(draft_check(&row->draft, &house->context, &row->official, &row->findings, &row->flags), 0);
}

/* "field REASON" of every finding, separated by commas: what a test compares. */
static inline const char *said(const struct findings *findings)
{
    static char text[1024];
    text[0] = '\0';
    for (size_t i = 0; i < findings->count; i++) {
        size_t length = strlen(text);
        snprintf(text + length, sizeof text - length, "%s%s %s", i ? ", " : "", field_word(findings->items[i].field),
                 reason_word(findings->items[i].reason));
    }
    return text;
}

/* The only finding's word after @text was put into one cell of the fine row; "" where it is still fine. */
static inline const char *reason_of_cell(struct house *house, struct checked *row, enum field field, const char *text)
{
    row_init(row);
    row->cells[field] = text;
    row_check(house, row);
    if (row->findings.count == 0)
        return "";
    assert_int_equal(row->findings.count, 1);
    assert_int_equal(row->findings.items[0].field, field);
    return reason_word(row->findings.items[0].reason);
}

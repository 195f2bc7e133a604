#pragma once
/* domain_fixture - the master lists of a small catalogue, and courses checked against them. Today is 22 November 2026.
 */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>

#include <cmocka.h>

#include "base/text.h"
#include "domain/card.h"
#include "domain/draft.h"
#include "domain/life.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#define TODAY 20779 /* 2026-11-22 */

struct house {
    struct arena arena;
    struct master_lists *lists;
    struct draft_context context;
};

static inline struct master_entry entry(const char *code, const char *name_en)
{
    return (struct master_entry){.code = code, .name_en = name_en, .valid_from = DATE_NONE, .valid_to = DATE_NONE};
}

static inline struct master_entry competency(const char *code, const char *name_en, enum competency_area area,
                                             const char *theme)
{
    struct master_entry made = entry(code, name_en);
    made.area = area;
    made.theme_code = theme;
    return made;
}

/* What is wrong with entries of one request; "" where they may stand. */
static inline const char *judged(struct house *house, enum master_list list, const struct master_entry *entries,
                                 size_t count)
{
    struct finding finding = {0};
    assert_int_equal(master_entries_check(house->lists, list, entries, count, &house->arena, &finding), 0);
    return reason_word((enum reason)finding.reason);
}

static inline void house_put(struct house *house, enum master_list list, struct master_entry made)
{
    assert_string_equal(judged(house, list, &made, 1), "");
    assert_int_equal(master_lists_put(house->lists, list, &made), 0);
}

static inline int house_setup(void **state)
{
    struct house *house = calloc(1, sizeof *house);
    assert_non_null(house);
    arena_init(&house->arena, (size_t)64 << 20);
    house->lists = master_lists_new();
    assert_non_null(house->lists);
    house->context = (struct draft_context){house->lists, TODAY, &house->arena};
    house_put(house, MASTER_COMPETENCY, competency("ethics", "Ethics", AREA_BEHAVIOURAL, ""));
    house_put(house, MASTER_COMPETENCY, competency("health", "Public health", AREA_DOMAIN, ""));
    house_put(house, MASTER_COMPETENCY, competency("ethics-office", "In the office", AREA_BEHAVIOURAL, "ethics"));
    struct master_entry old = competency("typing", "Typing", AREA_FUNCTIONAL, "");
    old.valid_to = TODAY - 1;
    old.successor = "ethics";
    house_put(house, MASTER_COMPETENCY, old);
    struct master_entry bharat = entry("karmayogi-bharat", "Karmayogi Bharat");
    bharat.name_hi = "कर्मयोगी भारत";
    house_put(house, MASTER_PROVIDER, bharat);
    house_put(house, MASTER_CADRE, entry("anm", "ANM"));
    house_put(house, MASTER_TRADE, entry("roads", "Roads"));
    *state = house;
    return 0;
}

static inline int house_teardown(void **state)
{
    struct house *house = *state;
    master_lists_free(house->lists);
    arena_deinit(&house->arena);
    free(house);
    return 0;
}

/* A draft that has nothing wrong; tests change one thing. */
static const struct course_text draft_texts[] = {{"en", " How to  listen ", "At the counter."}, {"hi", "सुनना", ""}};
static const char *const draft_languages[] = {"hi", "en"};

static inline struct course_draft fine_draft(void)
{
    return (struct course_draft){
        .course_id = "do_113",
        .content = {.kind = 1,
                    .texts = draft_texts,
                    .text_count = 2,
                    .languages = {draft_languages, 2},
                    .provider = "karmayogi  BHARAT",
                    .duration_minutes = 60},
    };
}

/* "field REASON, field REASON" of everything that is wrong with a draft; "" where nothing is. */
static inline const char *found(struct house *house, const struct course_draft *draft, struct course_content *content)
{
    static char text[600];
    size_t length = 0;
    struct findings findings = {0};
    assert_int_equal(course_check(draft, COURSE_ALL, &house->context, content, &findings), 0);
    text[0] = '\0';
    for (size_t i = 0; i < findings.count; i++)
        length += (size_t)snprintf(text + length, sizeof text - length, "%s%s %s", i ? ", " : "",
                                   field_word((enum field)findings.items[i].field),
                                   reason_word((enum reason)findings.items[i].reason));
    return text;
}

/* The content of fine_draft(), checked. */
static inline struct course_content fine_content(struct house *house)
{
    struct course_content content;
    const struct course_draft draft = fine_draft();
    assert_string_equal(found(house, &draft, &content), "");
    return content;
}

#define WITH_HOUSE(test) cmocka_unit_test_setup_teardown(test, house_setup, house_teardown)

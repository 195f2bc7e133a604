#pragma once
/* vocabulary_checks - what must hold of the reasons and fields of every service: see base/finding.h. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>

#include <cmocka.h>

#include "base/finding.h"
#include "base/text.h"

#include <stdlib.h>
#include <string.h>

/** Every reason has an English and a Hindi sentence of its own, well formed; the detail stands in both or in none. */
static inline void vocabulary_check_sentences(const struct vocabulary *vocabulary)
{
    struct arena arena;
    arena_init(&arena, 1 << 20);
    const char **sentences = calloc(vocabulary->reason_count, 2 * sizeof *sentences);
    size_t count = 0;
    assert_non_null(sentences);
    for (unsigned reason = 1; reason < vocabulary->reason_count; reason++) {
        const char *english = vocabulary_sentence(vocabulary, &arena, reason, "@@", false);
        const char *hindi = vocabulary_sentence(vocabulary, &arena, reason, "@@", true);
        assert_true(strlen(english) > 20 && strlen(hindi) > 20);
        assert_null(strstr(english, "{}"));
        assert_null(strstr(hindi, "{}"));
        assert_int_equal(strstr(english, "@@") != NULL, strstr(hindi, "@@") != NULL);
        assert_string_equal(english + strlen(english) - 1, ".");
        assert_string_equal(hindi + strlen(hindi) - 3, "।");
        assert_true(text_is_utf8(hindi, strlen(hindi)));
        assert_string_equal(text_clean(&arena, hindi), hindi);
        for (const char *at = english; *at; at++)
            assert_true((unsigned char)*at < 0x80);
        sentences[count++] = english;
        sentences[count++] = hindi;
    }
    for (size_t i = 0; i < count; i++) {
        for (size_t k = 0; k < i; k++)
            assert_string_not_equal(sentences[i], sentences[k]);
    }
    free(sentences);
    arena_deinit(&arena);
}

/** Words of reasons lead back to them; words of fields are there and differ. */
static inline void vocabulary_check_words(const struct vocabulary *vocabulary)
{
    assert_string_equal(vocabulary_word(vocabulary, 0), "");
    for (unsigned reason = 1; reason < vocabulary->reason_count; reason++)
        assert_int_equal(vocabulary_reason(vocabulary, vocabulary_word(vocabulary, reason)), reason);
    assert_int_equal(vocabulary_reason(vocabulary, ""), 0);
    assert_int_equal(vocabulary_reason(vocabulary, "no_such_word"), 0);
    assert_string_equal(vocabulary->fields[0], "");
    for (unsigned field = 1; field < vocabulary->field_count; field++) {
        assert_non_null(vocabulary->fields[field]);
        assert_true(*vocabulary->fields[field] != '\0');
        for (unsigned other = 0; other < field; other++)
            assert_string_not_equal(vocabulary->fields[field], vocabulary->fields[other]);
    }
}

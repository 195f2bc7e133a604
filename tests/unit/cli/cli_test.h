#pragma once
/* cli_test - what the tests of the command share: cmocka, and files with a given content. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>

#include <cmocka.h>

#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

/** test_file() - a file with @length bytes at @content; its path, to be removed and freed by test_file_gone(). */
static inline char *test_file(const char *content, size_t length)
{
    char *path = strdup("/tmp/karmayogi-cli-test-XXXXXX");
    int descriptor = mkstemp(path);

    assert_true(descriptor >= 0);
    assert_int_equal(write(descriptor, content, length), (ssize_t)length);
    close(descriptor);
    return path;
}

static inline void test_file_gone(char *path)
{
    unlink(path);
    free(path);
}

/** test_read() - the whole file, NUL-terminated, to be freed. */
static inline char *test_read(const char *path)
{
    FILE *file = fopen(path, "re");
    char *content = calloc(1, 1 << 20);

    assert_non_null(file);
    assert_true(fread(content, 1, (1 << 20) - 1, file) < (1 << 20) - 1);
    fclose(file);
    return content;
}

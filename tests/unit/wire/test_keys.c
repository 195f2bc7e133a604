/* Key files, and the list of admitted keys. */
#include "base/cleanup.h"
#include "base/error.h"
#include "wire/keys.h"

#include <fcntl.h>
#include <ftw.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/resource.h>
#include <sys/stat.h>
#include <unistd.h>

// clang-format off
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <cmocka.h>
// clang-format on

struct place {
    char folder[64];
    char path[160]; /* the last that place_path() made */
};

static const char *place_path(struct place *place, const char *name)
{
    snprintf(place->path, sizeof(place->path), "%s/%s", place->folder, name);
    return place->path;
}

static void place_write(struct place *place, const char *name, const char *text, mode_t mode)
{
    CLEANUP(fclose_pointer) FILE *file = fopen(place_path(place, name), "we");
    assert_non_null(file);
    assert_true(fputs(text, file) >= 0);
    assert_int_equal(fchmod(fileno(file), mode), 0);
}

static size_t place_read(struct place *place, const char *name, char *text, size_t room)
{
    CLEANUP(fclose_pointer) FILE *file = fopen(place_path(place, name), "re");
    assert_non_null(file);
    size_t length = fread(text, 1, room - 1, file);
    text[length] = '\0';
    return length;
}

static int setup(void **state)
{
    struct place *place = calloc(1, sizeof(*place));
    snprintf(place->folder, sizeof(place->folder), "%s", "/tmp/karmayogi-keys-XXXXXX");
    *state = place;
    return mkdtemp(place->folder) ? 0 : -1;
}

static int remove_entry(const char *path, const struct stat *status, int type, struct FTW *walk)
{
    (void)status;
    (void)type;
    (void)walk;
    return remove(path);
}

static int teardown(void **state)
{
    struct place *place = *state;
    nftw(place->folder, remove_entry, 8, FTW_DEPTH | FTW_PHYS);
    free(place);
    return 0;
}

static void test_keys__pair_written__reads_back_with_the_modes_of_its_halves(void **state)
{
    /* Would catch: a secret that others can read, and halves that do not fit together. */
    struct place *place = *state;
    struct keys_pair pair, secret, public;
    struct stat status;

    assert_int_equal(keys_make(&pair, "desk"), 0);
    assert_int_equal(keys_write(&pair, place_path(place, "new")), 0);
    assert_int_equal(stat(place->path, &status), 0);
    assert_int_equal(status.st_mode & 07777, 0700);
    assert_int_equal(keys_read(&secret, place_path(place, "new/desk.secret")), 0);
    assert_memory_equal(&secret, &pair, sizeof(pair));
    assert_int_equal(stat(place->path, &status), 0);
    assert_int_equal(status.st_mode & 07777, 0600);
    assert_int_equal(keys_read(&public, place_path(place, "new/desk.public")), 0);
    assert_string_equal(public.public_key, pair.public_key);
    assert_string_equal(public.name, "desk");
    assert_string_equal(public.secret_key, "");
}

static void test_keys__pair_that_exists__is_never_overwritten(void **state)
{
    /* Would catch: a second `keys make` that locks a running system out. */
    static const char *const halves[] = {"desk.secret", "desk.public"};
    struct place *place = *state;
    struct keys_pair first, second, read;

    assert_int_equal(keys_make(&first, "desk"), 0);
    assert_int_equal(keys_make(&second, "desk"), 0);
    assert_string_not_equal(first.secret_key, second.secret_key);
    assert_int_equal(keys_write(&first, place->folder), 0);
    assert_int_equal(keys_write(&second, place->folder), 1);
    /* Nor is the half that is left when the other one is gone. */
    for (size_t i = 0; i < 2; i++) {
        assert_int_equal(unlink(place_path(place, halves[i])), 0);
        assert_int_equal(keys_write(&second, place->folder), 1);
        assert_int_equal(access(place_path(place, halves[i]), F_OK), -1);
        assert_int_equal(keys_read(&read, place_path(place, halves[1 - i])), 0);
        assert_string_equal(read.public_key, first.public_key);
        assert_int_equal(unlink(place->path), 0);
        assert_int_equal(keys_write(&first, place->folder), 0);
    }
}

static void test_keys__secret_that_others_may_read__is_refused_with_what_to_do(void **state)
{
    /* Would catch: a secret used although the whole machine knows it. The group may read: Kubernetes' fsGroup. */
    static const struct {
        mode_t mode;
        bool is_taken;
    } cases[] = {{0600, true},  {0400, true},  {0440, true},  {0640, true},  {0644, false},
                 {0604, false}, {0602, false}, {0660, false}, {0620, false}, {0777, false}};
    struct place *place = *state;
    struct keys_pair pair, read;

    assert_int_equal(keys_make(&pair, "desk"), 0);
    assert_int_equal(keys_write(&pair, place->folder), 0);
    const char *path = place_path(place, "desk.secret");
    for (size_t i = 0; i < sizeof(cases) / sizeof(cases[0]); i++) {
        assert_int_equal(chmod(path, cases[i].mode), 0);
        assert_int_equal(keys_read(&read, path) == 0, cases[i].is_taken);
        if (cases[i].is_taken)
            continue;
        assert_string_equal(read.secret_key, "");
        assert_non_null(strstr(error_trail(), path));
        assert_non_null(strstr(error_trail(), "chmod 600"));
        assert_null(strstr(error_trail(), pair.secret_key));
    }
}

static void test_keys__file_that_is_no_key_file__is_named_and_not_quoted(void **state)
{
    /* Would catch: an error without the file's name, and one that puts the secret into the log. */
    static const char key[] = "Yne@$w-vo<fVvi]a<NY6T1ed:M$fCG*[IaLV{hID";
    static const char secret[] = "D:)Q[IlAW!ahhC2ac:9*A}h:p?([4%wOTJ%JR%cs";
    static const char *const texts[] = {
        "",
        "{",
        "[]",
        "\"D:)Q[IlAW!ahhC2ac:9*A}h:p?([4%wOTJ%JR%cs\"",
        ("{\"name\": \"desk\", \"public_key\": \"rq:rM>}U?@Lns47E1%kR.o@n%FcmmsL/@{H8]yf7\", \"secret_key\": "
         "D:)Q[IlAW!ahhC2ac:9*A}h:p?([4%wOTJ%JR%cs}"),
        "{\"name\": \"desk\"}",
        "{\"name\": \"Desk!\", \"public_key\": \"rq:rM>}U?@Lns47E1%kR.o@n%FcmmsL/@{H8]yf7\"}",
        "{\"name\": \"desk\", \"public_key\": \"too short\"}",
        "{\"name\": \"desk\", \"public_key\": \"rq:rM>}U?@Lns47E1%kR.o@n%FcmmsL/@{H8]yf7\", \"secret_key\": \"x\"}",
        "{\"name\": \"desk\", \"public_key\": \"rq:rM>}U?@Lns47E1%kR.o@n%FcmmsL/@{H8]yf7\", \"secret_key\": 5}",
        ("{\"name\": \"desk\", \"public_key\": \"D:)Q[IlAW!ahhC2ac:9*A}h:p?([4%wOTJ%JR%cs\", \"secret_key\": "
         "\"D:)Q[IlAW!ahhC2ac:9*A}h:p?([4%wOTJ%JR%cs\"}"),
        "{\"name\": \"a\", \"name\": \"b\", \"public_key\": \"rq:rM>}U?@Lns47E1%kR.o@n%FcmmsL/@{H8]yf7\"}",
    };
    struct place *place = *state;
    struct keys_pair pair;

    for (size_t i = 0; i < sizeof(texts) / sizeof(texts[0]); i++) {
        place_write(place, "bad.secret", texts[i], 0600);
        assert_true(keys_read(&pair, place_path(place, "bad.secret")) < 0);
        assert_non_null(strstr(error_trail(), place->path));
        assert_null(strstr(error_trail(), secret));
        assert_string_equal(pair.secret_key, "");
    }
    /* The pair of the ZeroMQ manual, right. */
    char text[256];
    snprintf(text, sizeof(text), "{\"name\": \"desk\", \"public_key\": \"%s\", \"secret_key\": \"%s\"}", key, secret);
    place_write(place, "good.secret", text, 0600);
    assert_int_equal(keys_read(&pair, place_path(place, "good.secret")), 0);
}

static void test_keys__file_missing_a_folder_or_endless__is_refused(void **state)
{
    /* Would catch: a start that hangs on a pipe or takes all memory. */
    struct place *place = *state;
    struct keys_pair pair;
    char text[20000];

    assert_true(keys_read(&pair, place_path(place, "none.public")) < 0);
    assert_non_null(strstr(error_trail(), place->path));
    assert_true(keys_read(&pair, place->folder) < 0);
    assert_true(keys_read(&pair, "/dev/zero") < 0);
    assert_int_equal(mkfifo(place_path(place, "pipe"), 0600), 0);
    assert_true(keys_read(&pair, place->path) < 0);
    memset(text, ' ', sizeof(text) - 1);
    text[sizeof(text) - 1] = '\0';
    place_write(place, "long.public", text, 0600);
    assert_true(keys_read(&pair, place_path(place, "long.public")) < 0);
}

static void test_keys__name_that_is_no_slug__makes_no_key(void **state)
{
    /* Would catch: a name that leads out of the folder. */
    static const char *const names[] = {"", "../desk", "Desk", "a b", "-a", "a--b", "हिन्दी"};
    struct keys_pair pair;
    (void)state;

    for (size_t i = 0; i < sizeof(names) / sizeof(names[0]); i++)
        assert_true(keys_make(&pair, names[i]) < 0);
}

static void test_keys__roles__have_words_both_ways(void **state)
{
    /* Would catch: a role that a file can name but a list cannot show. */
    (void)state;

    for (unsigned role = 1; role <= ROLE_PERSON_FOLLOWER; role <<= 1)
        assert_int_equal(keys_role_parse(keys_role_word(role)), role);
    assert_int_equal(keys_role_parse("root"), 0);
    assert_int_equal(keys_role_parse(""), 0);
    assert_null(keys_role_word(0));
    assert_null(keys_role_word(ROLE_READER | ROLE_REGISTRAR));
    assert_null(keys_role_word(ROLE_PERSON_FOLLOWER << 1));
}

static void test_callers__roles__include_what_they_imply(void **state)
{
    /* Would catch: an administrator who may not read. */
    static const struct {
        unsigned given, had;
    } cases[] = {
        {ROLE_READER, ROLE_READER},
        {ROLE_REGISTRAR, ROLE_REGISTRAR | ROLE_READER},
        {ROLE_ADMINISTRATOR, ROLE_ADMINISTRATOR | ROLE_REGISTRAR | ROLE_READER},
        {ROLE_FOLLOWER, ROLE_FOLLOWER},
        {ROLE_PERSON_FOLLOWER, ROLE_PERSON_FOLLOWER | ROLE_FOLLOWER},
        {0, 0},
    };
    struct place *place = *state;

    for (size_t i = 0; i < sizeof(cases) / sizeof(cases[0]); i++) {
        struct keys_pair pair;
        struct keys_callers *callers;
        assert_int_equal(keys_make(&pair, "desk"), 0);
        assert_int_equal(keys_caller_write(&pair, cases[i].given, place->folder), 0);
        assert_int_equal(keys_callers_new(&callers, place->folder), 0);
        const struct keys_caller *caller = keys_callers_find(callers, pair.public_key);
        assert_non_null(caller);
        assert_string_equal(caller->name, "desk");
        assert_int_equal(caller->roles, cases[i].had);
        keys_callers_free(callers);
    }
}

static void test_callers__same_key_admitted_again__changes_its_roles_and_another_key_is_added(void **state)
{
    /* Would catch: a rotation that throws the key out that is still in use, and a list with one key twice. */
    struct place *place = *state;
    struct keys_pair first, second;
    struct keys_callers *callers;
    char text[1000];

    assert_int_equal(keys_make(&first, "desk"), 0);
    assert_int_equal(keys_make(&second, "desk"), 0);
    assert_int_equal(keys_caller_write(&first, ROLE_READER, place->folder), 0);
    assert_int_equal(keys_caller_write(&second, ROLE_READER, place->folder), 0);
    assert_int_equal(keys_caller_write(&second, ROLE_FOLLOWER, place->folder), 0);
    assert_int_equal(keys_caller_write(&first, ROLE_REGISTRAR, place->folder), 0);
    assert_int_equal(access(place_path(place, "callers/desk.3.json"), F_OK), -1);
    assert_int_equal(keys_callers_new(&callers, place->folder), 0);
    assert_int_equal(keys_callers_find(callers, first.public_key)->roles, ROLE_REGISTRAR | ROLE_READER);
    assert_int_equal(keys_callers_find(callers, second.public_key)->roles, ROLE_FOLLOWER);
    keys_callers_free(callers);
    place_read(place, "callers/desk.json", text, sizeof(text));
    assert_null(strstr(text, first.secret_key));
    assert_non_null(strstr(text, "registrar"));
}

static void test_callers__list_of_many__finds_each_and_nothing_else(void **state)
{
    /* Would catch: a search that loses some, or takes a part of a key for the key. */
    enum { MANY = 40 };
    struct place *place = *state;
    struct keys_pair pairs[MANY], stranger;
    struct keys_callers *callers;

    for (int i = 0; i < MANY; i++) {
        char name[16];
        snprintf(name, sizeof(name), "desk-%d", i);
        assert_int_equal(keys_make(&pairs[i], name), 0);
        assert_int_equal(keys_caller_write(&pairs[i], ROLE_READER, place->folder), 0);
    }
    assert_int_equal(keys_callers_new(&callers, place->folder), 0);
    for (int i = 0; i < MANY; i++)
        assert_string_equal(keys_callers_find(callers, pairs[i].public_key)->name, pairs[i].name);
    assert_int_equal(keys_make(&stranger, "desk-1"), 0);
    assert_null(keys_callers_find(callers, stranger.public_key));
    assert_null(keys_callers_find(callers, ""));
    pairs[0].public_key[39] = '\0';
    assert_null(keys_callers_find(callers, pairs[0].public_key));
    keys_callers_free(callers);
}

static void test_callers__folder_changed__is_read_again_and_only_then(void **state)
{
    /* Would catch: a revocation that takes effect at the next start, and a folder parsed on every tick. */
    struct place *place = *state;
    struct keys_pair desk, other;
    struct keys_callers *callers;

    assert_int_equal(keys_make(&desk, "desk"), 0);
    assert_int_equal(keys_make(&other, "other"), 0);
    /* No folder yet: nobody is admitted, and that may change. */
    assert_int_equal(keys_callers_new(&callers, place->folder), 0);
    assert_null(keys_callers_find(callers, desk.public_key));
    assert_int_equal(keys_callers_refresh(callers), 0);
    assert_int_equal(keys_caller_write(&desk, ROLE_READER, place->folder), 0);
    assert_int_equal(keys_callers_refresh(callers), 1);
    assert_int_equal(keys_callers_refresh(callers), 0);
    assert_int_equal(keys_caller_write(&other, ROLE_READER, place->folder), 0);
    assert_int_equal(keys_callers_refresh(callers), 1);
    assert_int_equal(keys_caller_write(&desk, ROLE_REGISTRAR, place->folder), 0);
    assert_int_equal(keys_callers_refresh(callers), 1);
    assert_int_equal(keys_callers_find(callers, desk.public_key)->roles, ROLE_REGISTRAR | ROLE_READER);
    assert_int_equal(unlink(place_path(place, "callers/desk.json")), 0);
    assert_int_equal(keys_callers_refresh(callers), 1);
    assert_null(keys_callers_find(callers, desk.public_key));
    assert_non_null(keys_callers_find(callers, other.public_key));
    /* What is no list of callers does not count. */
    place_write(place, "callers/README", "not a key", 0644);
    place_write(place, "callers/.other.json.Ab12", "half wri", 0644);
    assert_int_equal(keys_callers_refresh(callers), 0);
    keys_callers_free(callers);
}

static void test_callers__a_file_not_understood__keeps_the_former_list_and_is_named(void **state)
{
    /* Would catch: one bad file that locks everybody out, or a list with silent holes. */
    static const char *const texts[] = {
        "{",
        "{}",
        "{\"name\": \"bad\", \"public_key\": \"rq:rM>}U?@Lns47E1%kR.o@n%FcmmsL/@{H8]yf7\"}",
        "{\"name\": \"bad\", \"public_key\": \"rq:rM>}U?@Lns47E1%kR.o@n%FcmmsL/@{H8]yf7\", \"roles\": [\"root\"]}",
        "{\"name\": \"bad\", \"public_key\": \"rq:rM>}U?@Lns47E1%kR.o@n%FcmmsL/@{H8]yf7\", \"roles\": [5]}",
        "{\"name\": \"good\", \"public_key\": \"rq:rM>}U?@Lns47E1%kR.o@n%FcmmsL/@{H8]yf7\", \"roles\": []}",
        "{\"name\": \"ba\", \"public_key\": \"rq:rM>}U?@Lns47E1%kR.o@n%FcmmsL/@{H8]yf7\", \"roles\": []}",
        "{\"name\": \"bad\", \"public_key\": \"rq:rM\", \"roles\": []}",
        ("{\"name\": \"bad\", \"public_key\": \"rq:rM>}U?@Lns47E1%kR.o@n%FcmmsL/@{H8]yf7\", \"roles\": [], "
         "\"secret_key\": "
         "\"D:)Q[IlAW!ahhC2ac:9*A}h:p?([4%wOTJ%JR%cs\"}"),
    };
    struct place *place = *state;
    struct keys_pair desk;
    struct keys_callers *callers, *none;

    assert_int_equal(keys_make(&desk, "desk"), 0);
    assert_int_equal(keys_caller_write(&desk, ROLE_READER, place->folder), 0);
    assert_int_equal(keys_callers_new(&callers, place->folder), 0);
    for (size_t i = 0; i < sizeof(texts) / sizeof(texts[0]); i++) {
        place_write(place, "callers/bad.json", texts[i], 0644);
        assert_true(keys_callers_refresh(callers) < 0);
        assert_non_null(strstr(error_trail(), "callers/bad.json"));
        assert_non_null(keys_callers_find(callers, desk.public_key));
        assert_true(keys_callers_new(&none, place->folder) < 0);
        assert_null(none);
    }
    assert_int_equal(unlink(place_path(place, "callers/bad.json")), 0);
    assert_int_equal(keys_callers_refresh(callers), 0);
    /* A revocation takes effect all the same. */
    place_write(place, "callers/bad.json", "{", 0644);
    assert_int_equal(unlink(place_path(place, "callers/desk.json")), 0);
    assert_true(keys_callers_refresh(callers) < 0);
    assert_null(keys_callers_find(callers, desk.public_key));
    keys_callers_free(callers);
}

static void test_callers__one_key_in_two_files__is_refused(void **state)
{
    /* Would catch: a key that stays admitted after one of its files was removed. */
    struct place *place = *state;
    struct keys_pair desk, twin;
    struct keys_callers *callers;

    assert_int_equal(keys_make(&desk, "desk"), 0);
    twin = desk;
    snprintf(twin.name, sizeof(twin.name), "%s", "twin");
    assert_int_equal(keys_caller_write(&desk, ROLE_READER, place->folder), 0);
    assert_int_equal(keys_caller_write(&twin, ROLE_ADMINISTRATOR, place->folder), 0);
    assert_true(keys_callers_new(&callers, place->folder) < 0);
    assert_non_null(strstr(error_trail(), "desk"));
    assert_non_null(strstr(error_trail(), "twin"));
}

static void test_callers__no_descriptor_left__a_removed_file_revokes_its_key_all_the_same(void **state)
{
    /* Would catch: strangers who hold every descriptor, and with them keep a revoked key alive. */
    struct place *place = *state;
    struct keys_pair desk, leaver;
    struct keys_callers *callers;
    struct rlimit limit, none = {0};

    assert_int_equal(keys_make(&desk, "desk"), 0);
    assert_int_equal(keys_make(&leaver, "leaver"), 0);
    assert_int_equal(keys_caller_write(&desk, ROLE_READER, place->folder), 0);
    assert_int_equal(keys_caller_write(&leaver, ROLE_READER, place->folder), 0);
    assert_int_equal(keys_callers_new(&callers, place->folder), 0);
    assert_int_equal(getrlimit(RLIMIT_NOFILE, &limit), 0);
    none.rlim_max = limit.rlim_max;
    assert_int_equal(setrlimit(RLIMIT_NOFILE, &none), 0);
    assert_int_equal(unlink(place_path(place, "callers/leaver.json")), 0);
    int result = keys_callers_refresh(callers);
    assert_int_equal(setrlimit(RLIMIT_NOFILE, &limit), 0);
    assert_true(result < 0);
    assert_null(keys_callers_find(callers, leaver.public_key));
    assert_non_null(keys_callers_find(callers, desk.public_key));
    assert_int_equal(keys_callers_refresh(callers), 1);
    assert_int_equal(keys_callers_refresh(callers), 0);
    assert_non_null(keys_callers_find(callers, desk.public_key));
    keys_callers_free(callers);
}

static void test_callers__folder_gone__keeps_the_former_list(void **state)
{
    /* Would catch: everybody locked out by a mount that failed. */
    struct place *place = *state;
    struct keys_pair desk;
    struct keys_callers *callers;
    char away[200];

    assert_int_equal(keys_make(&desk, "desk"), 0);
    assert_int_equal(keys_caller_write(&desk, ROLE_READER, place->folder), 0);
    assert_int_equal(keys_callers_new(&callers, place->folder), 0);
    snprintf(away, sizeof(away), "%s/away", place->folder);
    assert_int_equal(rename(place_path(place, "callers"), away), 0);
    assert_true(keys_callers_refresh(callers) < 0);
    assert_non_null(strstr(error_trail(), place->path));
    assert_non_null(keys_callers_find(callers, desk.public_key));
    keys_callers_free(callers);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test_setup_teardown(test_keys__pair_written__reads_back_with_the_modes_of_its_halves, setup,
                                        teardown),
        cmocka_unit_test_setup_teardown(test_keys__pair_that_exists__is_never_overwritten, setup, teardown),
        cmocka_unit_test_setup_teardown(test_keys__secret_that_others_may_read__is_refused_with_what_to_do, setup,
                                        teardown),
        cmocka_unit_test_setup_teardown(test_keys__file_that_is_no_key_file__is_named_and_not_quoted, setup, teardown),
        cmocka_unit_test_setup_teardown(test_keys__file_missing_a_folder_or_endless__is_refused, setup, teardown),
        cmocka_unit_test_setup_teardown(test_keys__name_that_is_no_slug__makes_no_key, setup, teardown),
        cmocka_unit_test_setup_teardown(test_keys__roles__have_words_both_ways, setup, teardown),
        cmocka_unit_test_setup_teardown(test_callers__roles__include_what_they_imply, setup, teardown),
        cmocka_unit_test_setup_teardown(
            test_callers__same_key_admitted_again__changes_its_roles_and_another_key_is_added, setup, teardown),
        cmocka_unit_test_setup_teardown(test_callers__list_of_many__finds_each_and_nothing_else, setup, teardown),
        cmocka_unit_test_setup_teardown(test_callers__folder_changed__is_read_again_and_only_then, setup, teardown),
        cmocka_unit_test_setup_teardown(test_callers__a_file_not_understood__keeps_the_former_list_and_is_named, setup,
                                        teardown),
        cmocka_unit_test_setup_teardown(test_callers__one_key_in_two_files__is_refused, setup, teardown),
        cmocka_unit_test_setup_teardown(test_callers__no_descriptor_left__a_removed_file_revokes_its_key_all_the_same,
                                        setup, teardown),
        cmocka_unit_test_setup_teardown(test_callers__folder_gone__keeps_the_former_list, setup, teardown),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}

/* keys_folder: who is admitted. A mistake here locks somebody out or lets somebody in. */
#include "cli_test.h"

#include "keys_folder.h"

#include <sys/stat.h>

static char folder[] = "/tmp/karmayogi-keys-test-XXXXXX";

static unsigned roles_of(const char *service, const char *name)
{
    char path[256];
    struct keys_callers *callers;
    struct keys_pair pair;
    const struct keys_caller *found;
    unsigned roles;

    snprintf(path, sizeof(path), "%s/%s.public", folder, name);
    assert_int_equal(keys_read(&pair, path), 0);
    snprintf(path, sizeof(path), "%s/%s", folder, service);
    assert_int_equal(keys_callers_new(&callers, path), 0);
    found = keys_callers_find(callers, pair.public_key);
    roles = found ? found->roles : 0;
    keys_callers_free(callers);
    return roles;
}

static void test_keys_folder__service_and_pair__are_made_once(void **state)
{
    char path[256];
    struct stat file;

    (void)state;
    assert_int_equal(keys_folder_service(folder, "registration"), KEYS_FOLDER_DONE);
    assert_int_equal(keys_folder_service(folder, "registration"), KEYS_FOLDER_THERE);
    assert_int_equal(keys_folder_pair(folder, "desk"), KEYS_FOLDER_DONE);
    assert_int_equal(keys_folder_pair(folder, "desk"), KEYS_FOLDER_THERE);
    snprintf(path, sizeof(path), "%s/registration/registration.secret", folder);
    assert_int_equal(stat(path, &file), 0);
    assert_int_equal(file.st_mode & 0777, 0600);
    snprintf(path, sizeof(path), "%s/registration.public", folder);
    assert_int_equal(access(path, R_OK), 0);
}

static void test_keys_folder__admitted_key__has_its_roles_until_revoked(void **state)
{
    unsigned removed;

    (void)state;
    assert_int_equal(keys_folder_admit(folder, "registration", "desk", ROLE_READER, NULL, false), KEYS_FOLDER_DONE);
    assert_int_equal(roles_of("registration", "desk") & ROLE_READER, ROLE_READER);
    assert_int_equal(roles_of("registration", "desk") & ROLE_REGISTRAR, 0);
    assert_int_equal(keys_folder_admit(folder, "registration", "desk", ROLE_REGISTRAR, NULL, true), KEYS_FOLDER_THERE);
    assert_int_equal(roles_of("registration", "desk") & ROLE_REGISTRAR, 0);
    assert_int_equal(keys_folder_admit(folder, "registration", "desk", ROLE_REGISTRAR, NULL, false), KEYS_FOLDER_DONE);
    assert_int_equal(roles_of("registration", "desk") & ROLE_REGISTRAR, ROLE_REGISTRAR);
    assert_int_equal(keys_folder_revoke(folder, "registration", "desk", &removed), KEYS_FOLDER_DONE);
    assert_int_equal(removed, 1);
    assert_int_equal(roles_of("registration", "desk"), 0);
    assert_int_equal(keys_folder_revoke(folder, "registration", "desk", &removed), KEYS_FOLDER_NONE);
}

static void test_keys_folder__other_key_under_the_same_name__is_not_replaced(void **state)
{
    char path[256];

    (void)state;
    assert_int_equal(keys_folder_pair(folder, "other"), KEYS_FOLDER_DONE);
    assert_int_equal(keys_folder_admit(folder, "registration", "desk", ROLE_READER, NULL, false), KEYS_FOLDER_DONE);
    snprintf(path, sizeof(path), "%s/other.public", folder);
    assert_int_equal(keys_folder_admit(folder, "registration", "desk", ROLE_READER, path, false),
                     KEYS_FOLDER_OTHER_KEY);
    snprintf(path, sizeof(path), "%s/desk.public", folder);
    assert_int_equal(keys_folder_admit(folder, "registration", "other", ROLE_READER, path, false),
                     KEYS_FOLDER_OTHER_NAME);
    assert_int_equal(keys_folder_admit(folder, "registration", "nobody", ROLE_READER, NULL, false), KEYS_FOLDER_NONE);
    assert_int_equal(keys_folder_admit(folder, "nowhere", "desk", ROLE_READER, NULL, false), KEYS_FOLDER_NONE);
}

static void test_keys_folder__roles__are_words_separated_by_commas(void **state)
{
    (void)state;
    assert_int_equal(keys_folder_roles("reader,follower"), ROLE_READER | ROLE_FOLLOWER);
    assert_int_equal(keys_folder_roles("reader,king"), 0);
    assert_int_equal(keys_folder_roles(""), 0);
}

static int set_up(void **state)
{
    (void)state;
    return mkdtemp(folder) ? 0 : -1;
}

static int tear_down(void **state)
{
    char command[128];

    (void)state;
    snprintf(command, sizeof(command), "rm -rf '%s'", folder);
    return system(command);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(test_keys_folder__service_and_pair__are_made_once),
        cmocka_unit_test(test_keys_folder__admitted_key__has_its_roles_until_revoked),
        cmocka_unit_test(test_keys_folder__other_key_under_the_same_name__is_not_replaced),
        cmocka_unit_test(test_keys_folder__roles__are_words_separated_by_commas),
    };

    return cmocka_run_group_tests(tests, set_up, tear_down);
}

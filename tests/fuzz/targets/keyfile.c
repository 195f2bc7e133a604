/* keyfile - key files and the list of callers, as somebody edited them by hand. What is accepted can be used; what is
 * not leaves nobody admitted, and a reason that does not repeat what is in the file. */
#include "wire/keyfile.h"
#include "fuzz.h"
#include "wire/keys.h"

#include <fcntl.h>
#include <sodium.h>
#include <stdio.h>
#include <sys/mman.h>
#include <sys/stat.h>
#include <unistd.h>
#include <zmq.h>

#include "scratch.h"

static int pair_file;
static char pair_path[32];
static char folder[SCRATCH_BYTES], callers_file[SCRATCH_BYTES + 32];

static void leave(void)
{
    scratch_remove(folder);
}

int LLVMFuzzerInitialize(int *argc, char ***argv)
{
    (void)argc, (void)argv;
    char callers[SCRATCH_BYTES + 16];
    pair_file = memfd_create("pair", MFD_CLOEXEC);
    snprintf(pair_path, sizeof pair_path, "/proc/self/fd/%d", pair_file);
    assert(pair_file >= 0 && sodium_init() >= 0 && scratch_make(folder));
    snprintf(callers, sizeof callers, "%s/callers", folder);
    assert(mkdir(callers, 0700) == 0);
    snprintf(callers_file, sizeof callers_file, "%s/a.json", callers);
    return atexit(leave);
}

static bool is_key(const char *text)
{
    uint8_t bytes[32];
    return strlen(text) == 40 && zmq_z85_decode(bytes, text);
}

static void put(int file, struct store_bytes bytes, mode_t mode)
{
    assert(ftruncate(file, 0) == 0 && fchmod(file, mode) == 0);
    assert(pwrite(file, bytes.data, bytes.length, 0) == (ssize_t)bytes.length);
}

/* A refusal may name the name, but never what was given as the secret. */
static void check_trail(struct store_bytes bytes)
{
    json_t *json = json_loadb(bytes.data, bytes.length, JSON_REJECT_DUPLICATES, NULL);
    const char *secret = keyfile_text(json, "secret_key");
    assert(fuzz_says(error_trail()));
    /* Unless it stands there anyway. */
    if (secret && is_key(secret) && !text_is_slug(secret) && !strstr(callers_file, secret))
        assert(!strstr(error_trail(), secret));
    json_decref(json);
}

static void pair(struct store_bytes bytes, mode_t mode)
{
    struct keys_pair pair;
    put(pair_file, bytes, mode);
    if (keys_read(&pair, pair_path) != 0) {
        check_trail(bytes);
        return;
    }
    assert(text_is_slug(pair.name) && is_key(pair.public_key));
    assert(pair.secret_key[0] == '\0' || (is_key(pair.secret_key) && (mode & 037) == 0));
}

static void caller(struct store_bytes bytes)
{
    struct keys_callers *callers = NULL;
    int file = open(callers_file, O_RDWR | O_CREAT | O_CLOEXEC, 0600);
    assert(file >= 0);
    put(file, bytes, 0600);
    assert(close(file) == 0);
    if (keys_callers_new(&callers, folder) != 0) {
        assert(!callers);
        check_trail(bytes);
        return;
    }
    /* One file, one key: whoever it names is the only one. */
    const char *key = memmem(bytes.data, bytes.length, "\"public_key\"", 12);
    assert(key);
    assert(!keys_callers_find(callers, "") && !keys_callers_find(callers, "0123456789012345678901234567890123456789"));
    keys_callers_free(callers);
}

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
    static const mode_t modes[] = {0600, 0640, 0644, 0660, 0400};
    static struct arena arena;
    arena.cap_bytes = LIMIT_ARENA_BYTES;
    struct fuzz_input input = {data, size, &arena};
    uint8_t choice = fuzz_byte(&input);
    if (choice & 1)
        caller(fuzz_rest(&input));
    else
        pair(fuzz_rest(&input), modes[choice / 2 % FUZZ_COUNT(modes)]);
    arena_reset(&arena);
    return 0;
}

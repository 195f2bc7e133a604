/* record - a record as it lies in LMDB, under its key: format byte, checksum, body. What was not written under just
 * this key is damaged, and said to be; never read as something else. Then the records that all services have. */
#include "base/bytes.h"
#include "base/hash.h"
#include "fuzz.h"
#include "store/store_private.h"

int LLVMFuzzerInitialize(int *argc, char ***argv)
{
    (void)argc, (void)argv;
    return 0;
}

/* A second reading of ARCHITECTURE.md, "The store": XXH3 of the two XXH3s of key and body. */
static uint64_t checksum(struct store_bytes key, const uint8_t *body, size_t length)
{
    uint8_t both[16];
    bytes_put64(both, hash_bytes(key.data, key.length));
    bytes_put64(both + 8, hash_bytes(body, length));
    return hash_bytes(both, sizeof both);
}

static bool is_sound(struct store_bytes key, struct store_bytes raw)
{
    const uint8_t *bytes = raw.data;
    return raw.length >= 9 && bytes[0] == 1 && bytes_get64(bytes + 1) == checksum(key, bytes + 9, raw.length - 9);
}

/* A byte (odd: the checksum is made right, so that the body is reached), the key, the record. */
int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
    static struct arena arena;
    static const struct store store;
    arena.cap_bytes = LIMIT_ARENA_BYTES;
    struct fuzz_input input = {data, size, &arena};
    bool mend = fuzz_byte(&input) & 1;
    struct store_bytes key = fuzz_take(&input, 1 + fuzz_choice(&input, 64)), raw = fuzz_rest(&input), body;
    if (mend && raw.length >= 9) {
        uint8_t *bytes = (uint8_t *)(uintptr_t)raw.data;
        bytes_put64(bytes + 1, checksum(key, bytes + 9, raw.length - 9));
    }
    MDB_val value = record_value(raw);
    int result = record_check(&store, STORE_TABLE_OUTBOX, key, &value, &body);
    assert(result == 0 || result == STORE_DAMAGED);
    assert((result == 0) == is_sound(key, raw));
    if (result == 0)
        assert(body.length == raw.length - 9 && body.data == (const uint8_t *)raw.data + 9);
    else
        assert(fuzz_says(error_trail()));
    arena_reset(&arena);
    return 0;
}

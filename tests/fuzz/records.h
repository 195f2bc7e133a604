#pragma once
/*
 * records - stored records of a service, read and packed again: a record that was read is packed into bytes that mean
 * the same, or a start after a crash would not find what was there before. An input is a byte for the kind of record,
 * and its body.
 */
#include "fuzz.h"
#include "runtime/log.h"

/** One kind of record: read @bytes and, where that can be done, pack them into @out. Return: whether they were read. */
typedef bool (*records_again)(struct store_bytes bytes, struct arena *arena, struct buffer *out);

static inline void records_run(const records_again *kinds, size_t count, const uint8_t *data, size_t size)
{
    static struct arena arena;
    CLEANUP(buffer_deinit) struct buffer once = {0}, twice = {0};
    arena.cap_bytes = LIMIT_ARENA_BYTES;
    struct fuzz_input input = {data, size, &arena};
    records_again again = kinds[fuzz_choice(&input, count)];
    if (again(fuzz_rest(&input), &arena, &once)) {
        struct store_bytes packed = {once.data ? once.data : (const uint8_t *)"", once.length};
        assert(again(packed, &arena, &twice));
        assert(fuzz_same(packed, (struct store_bytes){twice.data, twice.length}));
    }
    arena_reset(&arena);
}

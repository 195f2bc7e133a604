/* record_catalogue - the records of the catalogue's store; see records.h. */
#include "codec/record.h"
#include "records.h"

static bool course(struct store_bytes bytes, struct arena *arena, struct buffer *out)
{
    struct course course = {.id = "a"};
    return record_unpack_course(bytes, arena, &course) == 0 && record_pack_course(&course, arena, out) == 0;
}

static bool master_entry(struct store_bytes bytes, struct arena *arena, struct buffer *out)
{
    struct master_entry entry = {0};
    return record_unpack_master_entry(bytes, arena, &entry) == 0 && record_pack_master_entry(&entry, arena, out) == 0;
}

int LLVMFuzzerInitialize(int *argc, char ***argv)
{
    (void)argc, (void)argv;
    return 0;
}

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
    static const records_again kinds[] = {course, master_entry};
    records_run(kinds, FUZZ_COUNT(kinds), data, size);
    return 0;
}

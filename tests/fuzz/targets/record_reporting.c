/* record_reporting - the records of reporting's store; see records.h. */
#include "codec/record.h"
#include "records.h"

#define AGAIN(kind, record, more_arena)                                                                                \
    static bool kind(struct store_bytes bytes, struct arena *arena, struct buffer *out)                                \
    {                                                                                                                  \
        struct record kind = {0};                                                                                      \
        return record_unpack_##kind(bytes, arena, &kind) == 0 && record_pack_##kind more_arena == 0;                   \
    }

AGAIN(counted, counted, (&counted, arena, out))
AGAIN(organisation, model_organisation, (&organisation, arena, out))
AGAIN(district, district, (&district, out))
AGAIN(designation, designation, (&designation, out))
AGAIN(course, course, (&course, arena, out))
AGAIN(entry, course_entry, (&entry, out))

int LLVMFuzzerInitialize(int *argc, char ***argv)
{
    (void)argc, (void)argv;
    return 0;
}

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
    static const records_again kinds[] = {counted, organisation, district, designation, course, entry};
    records_run(kinds, FUZZ_COUNT(kinds), data, size);
    return 0;
}

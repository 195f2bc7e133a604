/* record_registration - the records of registration's store; see records.h. */
#include "codec/course.h"
#include "codec/record.h"
#include "records.h"

/* An official is two records, and a course is only read: each is packed from what one of them said. */
static bool person(struct store_bytes bytes, struct arena *arena, struct buffer *out)
{
    struct official official = {0};
    return record_unpack_person(bytes, arena, &official) == 0 && record_pack_person(&official, arena, out) == 0;
}

static bool post(struct store_bytes bytes, struct arena *arena, struct buffer *out)
{
    struct official official = {0};
    return record_unpack_post(bytes, arena, &official) == 0 && record_pack_post(&official, arena, out) == 0;
}

static bool transfer(struct store_bytes bytes, struct arena *arena, struct buffer *out)
{
    struct transfer transfer = {0};
    return record_unpack_transfer(bytes, arena, &transfer) == 0 && record_pack_transfer(&transfer, arena, out) == 0;
}

static bool organisation(struct store_bytes bytes, struct arena *arena, struct buffer *out)
{
    struct organisation organisation = {0};
    return record_unpack_organisation(bytes, arena, &organisation) == 0 &&
           record_pack_organisation(&organisation, arena, out) == 0;
}

static bool master_entry(struct store_bytes bytes, struct arena *arena, struct buffer *out)
{
    struct master_entry entry = {0};
    return record_unpack_master_entry(bytes, arena, &entry) == 0 && record_pack_master_entry(&entry, arena, out) == 0;
}

static bool course(struct store_bytes bytes, struct arena *arena, struct buffer *out)
{
    struct course course = {.id = "a"};
    return course_unpack(bytes, arena, &course) == 0 && course_pack(&course, arena, out) == 0;
}

int LLVMFuzzerInitialize(int *argc, char ***argv)
{
    (void)argc, (void)argv;
    return 0;
}

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
    static const records_again kinds[] = {person, post, transfer, organisation, master_entry, course};
    records_run(kinds, FUZZ_COUNT(kinds), data, size);
    return 0;
}

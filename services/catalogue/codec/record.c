/* record - see record.h. */
#include "codec/record.h"

#include "base/error.h"
#include "codec/convert.h"
#include "wire/envelope.h"

#include <karmayogi/catalogue/v1/record.pb-c.h>

int record_pack_course(const struct course *course, struct arena *arena, struct buffer *out)
{
    CATALOGUE(CourseRecord) record = KARMAYOGI__CATALOGUE__V1__COURSE_RECORD__INIT;
    record.course = convert_course_message(course, false, 0, true, arena);
    return record.course ? wire_pack(&record.base, out) : error_raise("no room for a course");
}

int record_unpack_course(struct store_bytes bytes, struct arena *arena, struct course *course)
{
    const CATALOGUE(CourseRecord) *record = (CATALOGUE(CourseRecord) *)wire_unpack(
        &karmayogi__catalogue__v1__course_record__descriptor, bytes.data, bytes.length, arena);
    return record && record->course ? convert_course(record->course, arena, course)
                                    : error_raise("a record of a course cannot be read");
}

int record_pack_master_entry(const struct master_entry *entry, struct arena *arena, struct buffer *out)
{
    const CATALOGUE(MasterEntry) *message = convert_master_entry_message(entry, arena);
    return message ? wire_pack(&message->base, out) : error_raise("no room for an entry");
}

int record_unpack_master_entry(struct store_bytes bytes, struct arena *arena, struct master_entry *entry)
{
    const CATALOGUE(MasterEntry) *message = (CATALOGUE(MasterEntry) *)wire_unpack(
        &karmayogi__catalogue__v1__master_entry__descriptor, bytes.data, bytes.length, arena);
    return message && convert_master_entry(message, entry) == REASON_NONE
               ? 0
               : error_raise("a record of a master entry cannot be read");
}

size_t record_content_bytes(const struct course_content *content, struct arena *arena)
{
    const CATALOGUE(CourseContent) *message = convert_content_message(content, arena);
    return message ? protobuf_c_message_get_packed_size(&message->base) : 0;
}

/* master - see master.h. */
#include "codec/master.h"

#include "codec/convert.h"
#include "codec/refuse.h"

#include <karmayogi/catalogue/v1/types.pb-c.h>

int master_take_entry(struct call *call, struct store_bytes packed, void *entry)
{
    struct master_entry *taken = entry;
    const CATALOGUE(MasterEntry) *message =
        (CATALOGUE(MasterEntry) *)call_unpack_part(call, packed, &karmayogi__catalogue__v1__master_entry__descriptor);
    if (!message)
        return 0;
    enum reason reason = convert_master_entry(message, taken);
    return reason == REASON_NONE ? 0 : refuse_reason(call, FIELD_NONE, reason, taken->code);
}

/* refusal - see refusal.h. */
#include "runtime/refusal.h"

#include <assert.h>

static const struct {
    enum status_code code;
    const char *word;
    const char *english;
    const char *hindi;
} refusals[] = {
#define X(name, code, english, hindi) {code, #name, english, hindi},
    REFUSAL_TABLE(X)
#undef X
};

/* How long to wait before a refusal of this kind may be gone. */
static uint32_t retry_after_ms(enum status_code code, enum refusal refusal)
{
    if (refusal == REFUSAL_DISK_FULL)
        return 5000;
    return code == STATUS_RESOURCE_EXHAUSTED || code == STATUS_UNAVAILABLE ? 200 : 0;
}

struct status refusal_status(enum refusal refusal, enum locale locale)
{
    assert(refusal < REFUSAL_COUNT);
    return (struct status){
        .code = refusals[refusal].code,
        .reason = refusals[refusal].word,
        .sentence = locale == LOCALE_HI ? refusals[refusal].hindi : refusals[refusal].english,
        .retry_after_ms = retry_after_ms(refusals[refusal].code, refusal),
    };
}

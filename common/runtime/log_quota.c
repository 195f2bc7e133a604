/* log_quota - see log.h. */
#include "runtime/log.h"

bool log_quota_take(struct log_quota *quota, int64_t now_ms, uint64_t *left_out)
{
    if (now_ms / 1000 != quota->second) {
        quota->second = now_ms / 1000;
        quota->lines = 0;
    }
    if (quota->lines == LOG_QUOTA_LINES) {
        quota->left_out++;
        return false;
    }
    quota->lines++;
    *left_out = quota->left_out;
    quota->left_out = 0;
    return true;
}

/* admin_backup - AdminService.StartBackup and GetBackup: the service's backup as callers see it. */
#include "base/error.h"
#include "runtime/log.h"
#include "runtime/private.h"
#include "store/store.h"
#include "wire/keys.h"

#include <karmayogi/core/v1/admin.pb-c.h>

typedef Karmayogi__Core__V1__Backup Backup;
typedef Karmayogi__Core__V1__Position PositionMessage;

static int decode_start(struct call *call)
{
    call->request = call_unpack(call, &karmayogi__core__v1__start_backup_request__descriptor);
    return 0;
}

static int decode_get(struct call *call)
{
    call->request = call_unpack(call, &karmayogi__core__v1__get_backup_request__descriptor);
    return 0;
}

static enum refusal why_failed(int outcome)
{
    switch (outcome) {
    case STORE_FULL:
        return REFUSAL_BACKUP_DISK_FULL;
    case STORE_MAP_FILLING:
        return REFUSAL_BACKUP_STORE_GROWS;
    case STORE_CANCELLED:
        return REFUSAL_BACKUP_STOPPED;
    default:
        return REFUSAL_BACKUP_FAILED;
    }
}

static int fill(const struct runtime *runtime, struct call *call, Backup *backup, PositionMessage *position)
{
    struct backups_progress progress = backups_progress(runtime->backups);
    karmayogi__core__v1__backup__init(backup);
    karmayogi__core__v1__position__init(position);
    backup->started_at_ms = progress.started_at_ms;
    backup->ended_at_ms = progress.ended_at_ms;
    backup->written_bytes = progress.written_bytes;
    backup->about_bytes = progress.about_bytes;
    switch (progress.state) {
    case BACKUPS_NONE:
        break;
    case BACKUPS_RUNNING:
        backup->state = KARMAYOGI__CORE__V1__BACKUP_STATE__BACKUP_STATE_RUNNING;
        break;
    case BACKUPS_DONE:
        backup->state = KARMAYOGI__CORE__V1__BACKUP_STATE__BACKUP_STATE_DONE;
        backup->file = arena_printf(&call->arena, "%s/%s", backups_folder(runtime->backups), progress.backup.name);
        position->service = (char *)(uintptr_t)runtime->service->name;
        position->epoch = progress.backup.taken.epoch;
        position->sequence = progress.backup.taken.sequence;
        backup->position = position;
        return backup->file ? 0 : error_raise("no room for the path");
    case BACKUPS_FAILED: {
        struct status status = refusal_status(why_failed(progress.outcome), call->header.locale);
        backup->state = KARMAYOGI__CORE__V1__BACKUP_STATE__BACKUP_STATE_FAILED;
        backup->reason = (char *)(uintptr_t)status.reason;
        backup->sentence = (char *)(uintptr_t)status.sentence;
        break;
    }
    }
    return 0;
}

static int start(void *context, struct store_txn *txn, struct call *call)
{
    (void)txn;
    struct runtime *runtime = context;
    Karmayogi__Core__V1__StartBackupResponse response = KARMAYOGI__CORE__V1__START_BACKUP_RESPONSE__INIT;
    Backup backup;
    PositionMessage position;
    if (runtime->stopping)
        return call_refuse(call, REFUSAL_STOPPING);
    int result = backups_start(runtime->backups);
    if (result == 2)
        return call_refuse(call, REFUSAL_QUEUE_FULL);
    if (result < 0)
        return result;
    response.begun = result == 0;
    if (response.begun)
        log_event(LOG_INFO, "backup_asked_for", "{s:s}", "caller", call->caller.name);
    result = fill(runtime, call, &backup, &position);
    response.backup = &backup;
    return result ? result : call_answer(call, &response.base);
}

static int get(void *context, struct store_txn *txn, struct call *call)
{
    (void)txn;
    Karmayogi__Core__V1__GetBackupResponse response = KARMAYOGI__CORE__V1__GET_BACKUP_RESPONSE__INIT;
    Backup backup;
    PositionMessage position;
    int result = fill(context, call, &backup, &position);
    response.backup = &backup;
    return result ? result : call_answer(call, &response.base);
}

/* Not a write: nothing of it is in the history. Who asked is in the log. */
const struct route start_backup_route = {
    .method = "karmayogi.core.v1.AdminService/StartBackup",
    .kind = ROUTE_READ,
    .roles = ROLE_ADMINISTRATOR,
    .decode = decode_start,
    .read = start,
};

const struct route get_backup_route = {
    .method = "karmayogi.core.v1.AdminService/GetBackup",
    .kind = ROUTE_READ,
    .roles = ROLE_ADMINISTRATOR,
    .decode = decode_get,
    .read = get,
};

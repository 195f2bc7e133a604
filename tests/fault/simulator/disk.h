#pragma once
/*
 * disk - what a service's data file would hold after a power cut: what was synced, and any part of what was written
 * since. LMDB's own calls are caught (its data pages are written, then synced; its meta pages are written through a
 * descriptor that syncs each write) and passed on to a real file, which is what LMDB maps.
 *
 * Writes and syncs take time, in which everybody else goes on.
 */
#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

struct node;
struct disk_write;

struct disk {
    uint8_t *durable; /* what is on the disk for sure */
    size_t durable_bytes, durable_room;
    struct disk_write *pending; /* written, not synced; oldest first */
    size_t pending_count, pending_room;
    uint8_t *image; /* what the next process finds; NULL: the file as it is */
    size_t image_bytes;
    bool is_full;           /* no blocks are given */
    bool has_failed;        /* a write or sync of this process failed */
    uint32_t fails_in_acts; /* 0: not */
    int64_t sync_most_us;
    uint32_t refuses_permille; /* puts for which there is no room in the transaction */
};

/** disk_freeze() - what is written from now on is lost; so may be what was not synced. @power: pages of it at random,
 * and torn; otherwise all of it is there. */
void disk_freeze(struct node *node, bool power);

/** disk_thaw() - the file becomes what was frozen, before a process opens it. */
void disk_thaw(struct node *node);

/** disk_check() - what the next process will find is a sound store: every record, every key, the outbox. */
void disk_check(const struct node *node);

/** disk_copy() - the durable file, as a backup is one. @bytes: the caller's, to free(). */
size_t disk_copy(const struct node *node, uint8_t **bytes);

/** disk_adopt() - the file was made by somebody else, and all of it is durable; or it is not there. */
void disk_adopt(struct node *node);

#pragma once
/*
 * disk - what a program does to the files of one folder, noted step by step, and what a power cut may leave of it.
 *
 * The functions of the C library that change files are defined here once more (record.c); as symbols of the executable
 * they come before those of libc, for shared libraries (LMDB) too. Writing through a shared map is not noted: name the
 * files that are written so, and they are left out. Whether anything was missed is proved by disk_verify(): the steps
 * played again must give, byte for byte, the files that are there.
 *
 * What is assumed of the disk, and it is little:
 * - a sector of 512 bytes is written whole or not at all; it never holds something else;
 * - what was written and not synced is there or not, sector by sector and in any order; a sector that was written twice
 *   holds one of both, the later one with all that was written into it before;
 * - fdatasync, fsync and a write through an O_DSYNC descriptor hold from the moment they return: for the file's bytes
 *   and its length. A sync that has not returned promises nothing, and neither does that of another file;
 * - what a file grew by and was never written reads as zeros, as blocks of posix_fallocate() do;
 * - names (made, renamed, removed) are there or not, each for itself, until their folder is synced.
 * LMDB needs of this: a meta page's 120 bytes lie in one sector, so they are never torn; its other pages may be.
 *
 * One watch at a time in a process. Any thread may write. Steps are noted in the order in which the calls returned.
 */
#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#define DISK_PAGE_BYTES   4096u
#define DISK_SECTOR_BYTES 512u
#define DISK_WHOLE        0xffu

enum disk_kind {
    DISK_WRITE,
    DISK_LENGTH, /* posix_fallocate() or ftruncate(): the file has `length` bytes now */
    DISK_SYNC,   /* of one file */
    DISK_CREATE,
    DISK_RENAME,
    DISK_REMOVE,
    DISK_SYNC_NAMES, /* of one folder */
};

struct disk_step {
    enum disk_kind kind;
    bool lasting;         /* DISK_WRITE through an O_DSYNC descriptor */
    size_t file;          /* number of the file: of the inode, not of its name */
    uint64_t offset;      /* DISK_WRITE */
    uint64_t length;      /* DISK_WRITE: of `bytes`; DISK_LENGTH: of the file */
    uint8_t *bytes;       /* DISK_WRITE */
    char *name, *to_name; /* below the watched folder; of DISK_SYNC_NAMES: the folder's, "" for the watched one */
};

struct disk_content {
    uint8_t *bytes;
    size_t filled, room; /* bytes behind `filled` are zeros, up to the length */
    uint64_t length;
};

/** What was noted. What is there when the watch begins counts as lasting. */
struct disk_record {
    char *folder;
    char **ignored;
    struct {
        char *name;
        struct disk_content content;
    } * base; /* files with numbers 0 to base_count - 1 */
    size_t base_count, file_count;
    struct disk_step *steps;
    size_t count, room;
    struct disk_inode *inodes; /* of the files, by number; while watching */
};

/**
 * disk_watch() - begin to note what happens below @folder
 * @ignored: names of files that are left out (those written through a map), ends with NULL; may be NULL
 * Return: 0, or < 0 with errno.
 */
int disk_watch(const char *folder, const char *const *ignored);

/** disk_steps() - steps noted so far: what was returned before now is below this number. */
size_t disk_steps(void);

/** disk_stop() - end the watch. Return: the record, which is the caller's: disk_record_free(). */
struct disk_record *disk_stop(void);
void disk_record_free(struct disk_record *record);

/** What the disk does to the program while it is watched. */
struct disk_trouble {
    uint64_t room_bytes; /* all watched files together; what would need more gets ENOSPC. 0: no bound */
    uint64_t fail_at;    /* the step of this number, counted from here with 1, fails with `fail_with`. 0: none */
    int fail_with;       /* an errno, such as EIO; what a write had is lost, what a sync had is not synced */
    bool deaf;           /* fsync and fdatasync do nothing and say 0: as if the program had forgotten them */
    bool late;           /* writes through O_DSYNC last no sooner than others */
};

/** disk_trouble() - from now on; NULL: none any more. */
void disk_trouble(const struct disk_trouble *trouble);

/* What a power cut leaves */

/** A part of a step that may be lost on its own. */
struct disk_piece {
    size_t step;
    uint64_t page;   /* DISK_WRITE: number of the page in its file */
    uint8_t sectors; /* DISK_WRITE: of that page, a bit each; otherwise DISK_WHOLE */
    size_t before;   /* the piece that wrote to the same page before, plus 1; 0: none */
};

/** One file as it is found after the cut. */
struct disk_found {
    const char *name;
    size_t file;
    const struct disk_content *content;
};

struct disk_replay;

/** disk_replay_new() - begins with nothing of @record done, which must outlive it. Return: NULL: out of memory. */
struct disk_replay *disk_replay_new(const struct disk_record *record);
void disk_replay_free(struct disk_replay *replay);

/**
 * disk_replay_to() - the moment in which step @steps - 1 was begun and has not returned; all before it have
 * @steps: never less than before, at most record->count. One more, record->count + 1, is the moment when all returned.
 * Return: the pieces that are not lasting yet, in order; *@count: how many. Valid until the next call.
 */
const struct disk_piece *disk_replay_to(struct disk_replay *replay, size_t steps, size_t *count);

/**
 * disk_replay_image() - what is found where these pieces reached the disk
 * @keep: for each piece the sectors that did (DISK_WHOLE, 0, or torn); of one that is no write: not 0. Sectors that a
 * later kept piece implies are added.
 * Return: the files that have names; *@count: how many. Valid until the next call.
 */
const struct disk_found *disk_replay_image(struct disk_replay *replay, uint8_t *keep, size_t *count);

/** disk_lay_down() - make the files of an image in @folder, which is there. Files of other names in it are removed,
 * unless the record ignored them. Return: 0, or < 0 with errno. */
int disk_lay_down(const struct disk_record *record, const struct disk_found *found, size_t count, const char *folder);

/** disk_verify() - whether the steps, all kept, give what lies in the watched folder now. Return: 0, or < 0; @why says
 * what differs. */
int disk_verify(const struct disk_record *record, char *why, size_t why_bytes);

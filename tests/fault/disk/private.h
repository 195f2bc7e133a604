#pragma once
/* What the files of this folder share. */
#include "disk.h"

#include <pthread.h>
#include <sys/stat.h>

struct disk_inode {
    dev_t device;
    ino_t number;
    uint64_t blocks_to; /* up to where the file has blocks */
};

/** content_write() - grows where needed. Memory that is not there ends the program: this is a test's tool. */
void content_write(struct disk_content *content, uint64_t offset, const uint8_t *bytes, size_t length);
void content_set_length(struct disk_content *content, uint64_t length);
void content_free(struct disk_content *content);

/** content_read() - of the open file @file. Return: 0, or < 0 with errno. */
int content_read(struct disk_content *content, int file);

bool disk_is_ignored(const struct disk_record *record, const char *name);

/** disk_each_file() - every regular file below @folder that is not ignored, with its name relative to it. Return: 0,
 * or what @visit returned. */
int disk_each_file(const struct disk_record *record, const char *folder,
                   int (*visit)(void *context, const char *name, int file), void *context);

/* The watch: record.c writes to files, names.c to folders. The lock is held for everything below it. */

#define DISK_NO_FILE SIZE_MAX

extern pthread_mutex_t disk_lock;
extern struct disk_record *disk_watched; /* NULL: nothing is noted */

struct disk_step *disk_add_step(enum disk_kind kind);
void disk_note_length(size_t file, uint64_t length);

/** disk_find_inode() - Return: the number of a watched file, or DISK_NO_FILE. */
size_t disk_find_inode(const struct stat *status);
size_t disk_add_inode(struct disk_record *record, const struct stat *status);

/** disk_relative_name() - makes @name, in the folder that is open as @folder, relative to the watched folder. Return:
 * whether it is in it, and not ignored. */
bool disk_relative_name(int folder, const char *name, char *relative);

/** disk_meet_trouble() - Return: 0, or what the call that is the next step fails with. */
int disk_meet_trouble(void);

/** disk_fail() - lets go of the lock. Return: -1, with errno @error. */
int disk_fail(int error);

/** disk_need() - Return: @memory; where there is none, the program ends. */
void *disk_need(void *memory);

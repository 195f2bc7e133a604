#pragma once
/* What the two halves of this folder share. */
#include "disk.h"

#include <sys/types.h>

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

#pragma once
/*
 * list - what the files of `karmayogi list` share. Registration and the catalogue have master lists of their own with
 * entries of their own; loading a file and showing a list are the same for both.
 */
#include "row_file.h"
#include "table.h"

#include <karmayogi/core/v1/master.pb-c.h>

#define LIST_ALIASES 33  /* read of one entry; more than 32 are refused by the service */
#define LIST_CODES   257 /* as above, codes of designations */

/** A list as the command knows it. */
struct list_kind {
    const ProtobufCEnumDescriptor *lists; /* whose words name it */
    const char *const *columns;           /* of a file, as in row_file.h */
    size_t column_count;
    /** entry() - the row in work as an entry, in the arena. @entry: to a message. Return: as row_file_read(). */
    int (*entry)(const struct row_file *file, ProtobufCMessage **entry);
    struct cli_method put, ask;
    const ProtobufCMessageDescriptor *message; /* an entry */
    void (*headers)(const struct cli *cli, int list, struct table *table);
    void (*row)(struct cli *cli, int list, const ProtobufCMessage *entry, struct table *table);
};

/** A method whose answer is read as the message of core: the contracts of both services have its numbers. */
#define LIST_METHOD(service, name, answer)                                                                             \
    {                                                                                                                  \
        service, name, &karmayogi__core__v1__master_##answer##__descriptor                                             \
    }

extern const struct list_kind list_of_registration, list_of_catalogue;

/** list_text() - the cell of column @index as generated structs take it, in the arena. */
char *list_text(const struct row_file *file, size_t index);

/** list_parts() - the parts of a cell that are separated by |, at most @most. Return: 0, or < 0. */
int list_parts(const struct row_file *file, size_t index, size_t most, char ***parts, size_t *count);

/** list_joined() - words separated by commas, in the arena. */
const char *list_joined(struct cli *cli, char *const *words, size_t count);

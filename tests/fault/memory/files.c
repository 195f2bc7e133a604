/* files - see files.h. */
#include "files.h"

#include <fcntl.h>
#include <ftw.h>
#include <stdbool.h>
#include <stdio.h>
#include <stdlib.h>
#include <sys/stat.h>
#include <sys/statvfs.h>
#include <unistd.h>

static int remove_entry(const char *path, const struct stat *status, int kind, struct FTW *where)
{
    (void)status, (void)kind;
    return where->level > 0 ? remove(path) : 0;
}

static void fail(const char *doing)
{
    perror(doing);
    exit(2);
}

void files_init(struct files *files)
{
    struct statvfs memory;
    bool roomy = statvfs("/dev/shm", &memory) == 0 && memory.f_bavail * memory.f_frsize > (256u << 20) &&
                 access("/dev/shm", W_OK) == 0;
    snprintf(files->folder, sizeof files->folder, "%s/karmayogi-memory-XXXXXX", roomy ? "/dev/shm" : "/tmp");
    if (!mkdtemp(files->folder))
        fail(files->folder);
    snprintf(files->live, sizeof files->live, "%s/live", files->folder);
    snprintf(files->kept, sizeof files->kept, "%s/kept", files->folder);
    snprintf(files->base, sizeof files->base, "%s/base", files->folder);
    snprintf(files->backups, sizeof files->backups, "%s/backups", files->folder);
    if (mkdir(files->live, 0700) != 0)
        fail(files->live);
}

void files_deinit(struct files *files)
{
    nftw(files->folder, remove_entry, 16, FTW_DEPTH | FTW_PHYS);
    rmdir(files->folder);
}

/* Without what was only reserved, at the end: nothing but zeros. */
static void copy(const char *from, const char *to)
{
    static char bytes[64u << 20];
    int in = open(from, O_RDONLY | O_CLOEXEC), out = open(to, O_WRONLY | O_CREAT | O_TRUNC | O_CLOEXEC, 0600);
    ssize_t length = in < 0 ? -1 : read(in, bytes, sizeof bytes);
    if (length < 0 || length == sizeof bytes || out < 0)
        fail(to);
    while (length > 0 && bytes[length - 1] == 0)
        length--;
    length = (length + 4095) / 4096 * 4096;
    if (write(out, bytes, (size_t)length) != length)
        fail(to);
    close(in);
    close(out);
}

static char *data_of(const struct files *files, char data[FILES_BYTES + 32])
{
    snprintf(data, FILES_BYTES + 32, "%s/data.mdb", files->live);
    return data;
}

void files_found(const struct files *files)
{
    char data[FILES_BYTES + 32];
    copy(data_of(files, data), files->base);
}

void files_begin(const struct files *files)
{
    copy(files->base, files->kept);
}

void files_keep(const struct files *files)
{
    char data[FILES_BYTES + 32];
    copy(data_of(files, data), files->kept);
}

void files_fresh(const struct files *files)
{
    char data[FILES_BYTES + 32];
    nftw(files->live, remove_entry, 16, FTW_DEPTH | FTW_PHYS);
    nftw(files->backups, remove_entry, 16, FTW_DEPTH | FTW_PHYS);
    copy(files->kept, data_of(files, data));
}

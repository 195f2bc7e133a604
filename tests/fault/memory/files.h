#pragma once
/* files - the store that is tried, copied anew for every run, in a folder that lives as long as the program; in memory
 * where the machine has a file system there, because what a sync costs is not what is tried. */
#define FILES_BYTES 64

struct files {
    char folder[FILES_BYTES];
    char live[FILES_BYTES + 16], kept[FILES_BYTES + 16], base[FILES_BYTES + 16], backups[FILES_BYTES + 16];
};

void files_init(struct files *files);
void files_deinit(struct files *files);

/** files_found() - what is in `live`, closed, is where every story begins: files_begin() gives it to one. */
void files_found(const struct files *files);
void files_begin(const struct files *files);

/** files_keep() - what is in `live`, closed, is what files_fresh() gives from now on. */
void files_keep(const struct files *files);
void files_fresh(const struct files *files);

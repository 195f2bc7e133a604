#pragma once
/*
 * keyfile - small JSON files that hold keys: read with care, written whole or not at all.
 */
#include <jansson.h>
#include <stdbool.h>
#include <sys/types.h>

void keyfile_json_free(json_t **json); /* usable with CLEANUP() */

/**
 * keyfile_read() - read the JSON object in @path
 * @mode:  set to the file's mode
 *
 * Return: 0, or < 0 with a trail that names @path and quotes nothing of what is in it.
 */
int keyfile_read(json_t **json, mode_t *mode, const char *path);

/** keyfile_text() - the string @name of the object; NULL where there is none. */
const char *keyfile_text(const json_t *json, const char *name);

/** keyfile_create() - write @json to @path, which must not exist. Return: 0, 1: it exists, or < 0. */
int keyfile_create(const json_t *json, const char *path, mode_t mode);

/** keyfile_replace() - write @json to @path, in place of what is there. Return: 0, or < 0. */
int keyfile_replace(const json_t *json, const char *path, mode_t mode);

/** keyfile_folder() - make the folder where it is missing, for its owner alone. Return: 0, or < 0. */
int keyfile_folder(const char *path);

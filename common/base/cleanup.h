#pragma once
/*
 * cleanup - a local variable that frees what it owns when its scope ends.
 *
 *     CLEANUP(fclose_pointer) FILE *file = fopen(path, "re");
 *
 * The cleanup functions take a pointer to the variable and tolerate NULL in it.
 */
#include <stddef.h>
#include <stdio.h>

#define CLEANUP(function) __attribute__((cleanup(function)))

void free_pointer(void *pointer_to_pointer);
void close_descriptor(const int *descriptor);
void fclose_pointer(FILE **file);

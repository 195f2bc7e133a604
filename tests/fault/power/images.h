#pragma once
/*
 * images - of one life: for every moment between two steps to the disk the images that a power cut may leave, each
 * opened as a service would open it.
 */
#include "life.h"

#include <stdatomic.h>

/** Figures of a run. In memory that parent and child share. */
struct tally {
    _Atomic uint64_t images;   /* made, and different from all others of their life or of another promise */
    _Atomic uint64_t equal;    /* made, and equal to one that was looked at: not counted above */
    _Atomic uint64_t points;   /* moments */
    _Atomic uint64_t resent;   /* images whose commands were all sent again */
    _Atomic uint64_t walked;   /* images that `karmayogi store check` looked at, too */
    _Atomic uint64_t commands; /* accepted ones that had to be there, in all images together */
    _Atomic uint64_t lives, found;
    _Atomic uint64_t disk_failed; /* lives that ended so */
    char now[256];                /* what is being looked at; for the story, should the process die over it */
    char first[512];              /* the first thing that was found */
};

struct images {
    struct life *life;
    struct tally *tally;
    struct splitmix random;
    const char *folder; /* where images lie */
    uint64_t *seen;     /* hashes of images that were looked at; a table with open addresses */
    size_t seen_room, seen_count;

    int file;
    /* One image chosen at random, where the next life begins. */
    size_t met;
    size_t chosen_state;
    struct disk_content chosen;
};

/** images_try() - of life->record, about @most of them. What is found is counted, and the first told in the tally;
 * where something was found and @stop, it ends there and leaves the image in the folder. */
void images_try(struct images *images, size_t most, bool stop);

/** images_lay_chosen() - the chosen image into the life's folder. Return: the state that it holds. */
size_t images_lay_chosen(struct images *images);

void images_init(struct images *images, struct life *life, struct tally *tally, const char *folder, uint64_t seed);
void images_free(struct images *images);

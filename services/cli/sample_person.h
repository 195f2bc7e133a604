#pragma once
/*
 * sample_person - a person of a sample file, made from the file's seed, the district and a number alone: so an earlier
 * row can be made again without being remembered, and a file of any size needs constant memory.
 *
 * Mobiles, employee ids and e-mails come from bijections of (district, seed, number): no two people of a file share one
 * by accident, nor people of different districts, nor of seeds below 100 apart while the files are short (10,000 rows).
 */
#include "sample_names.h"
#include "splitmix.h"

#include "base/arena.h"

#include <stdbool.h>
#include <stdint.h>

#define SAMPLE_MOST_PEOPLE 4000000 /* the mobiles of a district: 4 billion over 1,000 districts */

/** Spellings of a designation, from the master list's file. */
struct sample_spellings {
    const char *code;
    const char *en[8], *hi[8];
    size_t en_count, hi_count;
};

struct sample_settings {
    uint64_t seed;
    uint32_t district;            /* LGD code, 1 to 999 */
    unsigned hindi;               /* of 10,000, written in Devanagari */
    unsigned shared_mobile;       /* of 10,000, with the mobile of an earlier person; at most 8,000 */
    unsigned unknown_designation; /* of 10,000 */
    const struct sample_cadre *cadre;
    const struct sample_spellings *spellings; /* one for every post of the cadre, or NULL: as in the cadre */
};

enum sample_gender { SAMPLE_MAN, SAMPLE_WOMAN, SAMPLE_TRANSGENDER };

/** Texts live in the arena; "" where the person has none. */
struct sample_person {
    uint64_t number;
    bool hindi;
    enum sample_gender gender;
    const char *title;
    const char *name;
    const char *name_other; /* the same name in another spelling */
    const char *parent_name;
    const char *mobile; /* 10 digits */
    const char *email;
    const char *employee_id;
    const char *external_id, *external_system;
    const char *designation;
    const char *tags;
    const char *pin_code;
    char group;             /* A to D, S or O */
    const char *engagement; /* a word of the contract */
    unsigned category;      /* 0 not said, then General, OBC, SC, ST, EWS */
    unsigned mother_tongue; /* 0 not said, 1 Hindi, 2 Urdu */
    int32_t birth_date;     /* days since 1970-01-01 */
};

/** sample_person() - person number @number, < SAMPLE_MOST_PEOPLE, the same at every call. Return: 0, or < 0: arena past
 * its cap. */
int sample_person(const struct sample_settings *settings, uint64_t number, struct arena *arena,
                  struct sample_person *person);

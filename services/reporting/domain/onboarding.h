#pragma once
/*
 * onboarding - how many officials are onboarded, against the strength to be reached, as of a day. The one place of
 * these figures in the code; their definitions are in ARCHITECTURE.md, "Definitions of figures".
 */
#include "base/arena.h"
#include "domain/model.h"

/* Numbers as in karmayogi.reporting.v1.Dimension. */
enum onboarding_dimension {
    ONBOARDING_TOTAL,
    ONBOARDING_BY_ORGANISATION,
    ONBOARDING_BY_DISTRICT,
    ONBOARDING_DIMENSIONS
};

struct onboarding_strength {
    bool declared;
    uint64_t count;
    const char *source;  /* "" for a sum of several */
    int32_t declared_on; /* of the oldest for a sum */
};

struct onboarding_row {
    const char
        *code; /* organisation id or LGD code; "": the organisation's own officials, or those without a district */
    const char *name_en;
    const char *name_hi;
    uint64_t onboarded;
    uint64_t blocked;
    uint64_t retired;
    struct onboarding_strength strength;
};

struct onboarding {
    struct onboarding_row total;
    struct onboarding_row *rows;
    size_t row_count;
};

/**
 * onboarding_count() - count the subtree of organisation @root (an ordinal) as of @day
 * @report: rows in the order of creation, or by district code; strings belong to the model or @arena; the rows add up
 * to the total in all three counts
 *
 * Return: 0, or < 0: arena past its cap.
 */
int onboarding_count(const struct model *model, uint32_t root, enum onboarding_dimension by, int32_t day,
                     struct arena *arena, struct onboarding *report);

/** onboarding_share() - onboarded of the strength in hundredths of a per cent, rounded down; 0 where the strength is 0.
 */
uint32_t onboarding_share(uint64_t onboarded, uint64_t strength);

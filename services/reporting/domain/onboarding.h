#pragma once
/*
 * onboarding - how many officials are onboarded, against the strength to be reached, as of a day: one question to
 * figures.h, with a row also for whom nobody is counted and something is to be reached.
 */
#include "domain/figures.h"
#include "domain/strength.h"

struct onboarding_row {
    const char *code; /* as figures_key(); "": the organisation's own officials, or those without a district */
    const char *name_en;
    const char *name_hi;
    uint64_t onboarded;
    uint64_t blocked;
    uint64_t retired;
    struct strength strength;
};

struct onboarding {
    struct onboarding_row total;
    struct onboarding_row *rows;
    size_t row_count;
};

/** onboarding_has() - whether onboarding has rows by the dimension: it is one of officials. DIMENSION_NONE: the total
 * alone. */
bool onboarding_has(int dimension);

/**
 * onboarding_count() - count the subtree of organisation @root (an ordinal) as of @day
 * @report: rows by the codes of their keys, organisations in the order of creation; strings belong to the model or
 * @arena; the rows add up to the total in all three counts
 *
 * Return: 0, or < 0: arena past its cap.
 */
int onboarding_count(const struct model *model, uint32_t root, enum figure_dimension by, int32_t day,
                     struct arena *arena, struct onboarding *report);

/** onboarding_share() - onboarded of the strength in hundredths of a per cent, rounded down; 0 where the strength is 0.
 */
uint32_t onboarding_share(uint64_t onboarded, uint64_t strength);

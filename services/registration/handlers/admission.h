#pragma once
/*
 * admission - how an official that passed the check gets in: who else holds its keys, what that means, and storing it.
 * One path for a request and for a row of an import.
 */
#include "service.h"

/** What is known of the keys of a candidate. */
struct admission_matching {
    const struct identity_match *matches; /* in the arena that was given */
    size_t count;
    bool crowded; /* LIMIT_MOBILE_HOLDERS others have or had the mobile: nobody more may */
};

/**
 * admission_matches() - holders of the keys of @candidate other than @self (0: none), loaded from the batch's snapshot
 * @draft: what @candidate was made of, so that findings name the cells of issued ids; NULL: keys name themselves
 * Return: 0 with @matching set, or as the store said.
 */
int admission_matches(struct registration *registration, struct store_txn *txn, const struct official *candidate,
                      const struct draft *draft, uint64_t self, struct arena *arena,
                      struct admission_matching *matching);

enum admission_outcome { ADMISSION_STORED = 0, ADMISSION_ALREADY_THERE, ADMISSION_REFUSED };

struct admission {
    enum admission_outcome outcome;
    uint64_t already;         /* ALREADY_THERE: who it is */
    struct findings findings; /* REFUSED: why */
    struct findings flags;    /* STORED: what to look at; from draft_check(), added to */
};

/**
 * admission_admit() - decide and, for a new official, give it a number and store it with its event
 * @arena:     for everything that only this admission needs; details of findings live there, too
 * @draft:     what @candidate was made of
 * @candidate: from draft_check(); for STORED its number, version and flags are set
 * @admission: flags are the caller's to begin with; the rest is set for 0
 *
 * Return: 0, or as the store said.
 */
int admission_admit(struct registration *registration, struct batch *batch, struct call *call, struct arena *arena,
                    const struct draft *draft, struct official *candidate, struct admission *admission);

#pragma once
/* corpus - the stories of stories.py, as one program reads them: requests and pages of feeds in bytes. */
#include "house.h"

#define CORPUS_STEPS 32

struct story {
    const char *name;
    struct house_step before[CORPUS_STEPS]; /* done before anything fails */
    size_t before_count;
    struct house_step steps[HOUSE_CALLS]; /* what is tried: requests of one batch, or one page */
    size_t step_count;
};

struct corpus {
    struct arena arena;
    struct story setup; /* its steps before every story are its `before` */
    struct story *stories;
    size_t story_count;
};

/** corpus_read() - what stories.py wrote. Ends the program where it cannot be read. */
void corpus_read(struct corpus *corpus, const char *path);
void corpus_free(struct corpus *corpus);

#pragma once
/* listing - what verbs that list records share: pages, --all, --count, --csv. */
#include "verb.h"

/** The options, at the indexes from @first on. */
#define LISTING_OPTIONS(first, records)                                                                                \
    VERB_OPTION((first), "page-size", "N", "How many in a page, 1 to 1,000 (100)"),                                    \
        VERB_OPTION((first) + 1, "all", NULL, "All pages, not the first alone"),                                       \
        VERB_OPTION((first) + 2, "count", NULL, "Only say how many " records " there are, by walking all pages"),      \
        VERB_OPTION((first) + 3, "csv", NULL, "Write CSV")
#define LISTING_OPTION_COUNT 4

struct listing {
    struct cli *cli;
    Karmayogi__Core__V1__PageRequest page; /* of the request */
    bool count_only, csv, all;
    bool more;       /* pages that were not asked for */
    uint64_t wanted; /* records, where not all */
    uint64_t count;  /* so far */
};

/** One page: what it holds is in @context after listing_ask. */
struct listing_page {
    size_t count;
    const Karmayogi__Core__V1__PageResponse *next;
};

/** listing_begin() - read the options. Return: 0, or an exit code after complaining. */
int listing_begin(struct listing *listing, struct cli *cli, const struct arguments *arguments, unsigned first);

/**
 * listing_walk() - page after page, as many as are wanted
 * @ask: call the service with listing->page and say what came; > 0: an exit code
 * @show: show what came; not called where only the number is wanted
 * Return: 0, > 0: an exit code, < 0. A page may be short, even empty, and not be the last: services look at so many
 * records a call.
 */
int listing_walk(struct listing *listing, int (*ask)(void *context, struct listing_page *page),
                 int (*show)(void *context), void *context);

/** listing_finish() - say how many there were: @all, or @more where pages were left. Return: 0, or < 0. */
int listing_finish(const struct listing *listing, enum word all, enum word more);

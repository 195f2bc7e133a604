/* listing - see listing.h. */
#include "listing.h"

#include "base/error.h"
#include "base/limits.h"
#include "base/number.h"

#define LISTED 100 /* records that a list shows where nobody says how many */

int listing_begin(struct listing *listing, struct cli *cli, const struct arguments *arguments, unsigned first)
{
    uint64_t page_size = 0;
    int result = verb_number(cli, arguments, first, "--page-size", LIMIT_PAGE_SIZE, &page_size);

    *listing = (struct listing){.cli = cli,
                                .page = KARMAYOGI__CORE__V1__PAGE_REQUEST__INIT,
                                .count_only = arguments->options[first + 2] != NULL,
                                .csv = arguments->options[first + 3] != NULL};
    listing->all = arguments->options[first + 1] || listing->count_only;
    listing->wanted = page_size ? page_size : LISTED;
    listing->page.page_size = listing->all && !page_size ? LIMIT_PAGE_SIZE : (uint32_t)listing->wanted;
    return result;
}

int listing_walk(struct listing *listing, int (*ask)(void *context, struct listing_page *page),
                 int (*show)(void *context), void *context)
{
    char token[CLI_TOKEN_BYTES];

    do {
        struct listing_page page = {.count = 0};
        int result = ask(context, &page);

        listing->count += page.count;
        if (result == 0 && !listing->count_only)
            result = show(context);
        if (result != 0)
            return result;
        listing->page.page_token = cli_next_page(listing->cli, page.next, token);
        listing->more = token[0] != '\0';
        if (!listing->all && listing->count < listing->wanted)
            listing->page.page_size = (uint32_t)(listing->wanted - listing->count);
    } while (listing->more && (listing->all || listing->count < listing->wanted));
    listing->page.page_token = (char *)"";
    return 0;
}

int listing_finish(const struct listing *listing, enum word all, enum word more)
{
    char count[NUMBER_TEXT_BYTES];

    if (listing->count_only)
        return printf("%llu\n", (unsigned long long)listing->count) < 0 ? error_system("write the count") : 0;
    if (!listing->cli->json && !listing->csv)
        cli_say(listing->cli, listing->more ? more : all, number_indian((int64_t)listing->count, count));
    return 0;
}

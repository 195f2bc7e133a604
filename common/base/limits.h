#pragma once
/*
 * limits - every bound of the system in one place, each with its reason. A bound that an outsider can reach is refused
 * with its name.
 */

#define LIMIT_MESSAGE_BYTES          (64u << 10) /* an ordinary request or reply; the largest record is below 16 KiB */
#define LIMIT_CHUNK_BYTES            (4u << 20)  /* an import chunk: 4,096 rows of 1 KiB */
#define LIMIT_CHUNK_ROWS             4096u       /* one outbox entry a chunk; its verdicts must fit a feed page */
#define LIMIT_BATCH_COMMANDS         512u        /* one commit; more would only lengthen the wait of the first */
#define LIMIT_BATCH_BYTES            (4u << 20)  /* as above, for large commands */
#define LIMIT_EVENTS_BYTES           (6u << 20) /* of one entry: a follower unpacks them within the memory of a command */
#define LIMIT_FEED_PAGE_BYTES        (1u << 20)  /* one page; a single larger entry is sent alone */
#define LIMIT_PAGE_SIZE              1000u       /* records in one page of a list */
#define LIMIT_LIST_BYTES             (1u << 20)  /* a page of records that may be large; one more would have to fit */
#define LIMIT_COURSE_BYTES           (24u << 10) /* what is said of a course; with a staged edit below a message */
#define LIMIT_CARDS_EXAMINED         8192u       /* courses that one page of a list looks at: the loop serves others */
#define LIMIT_FILTER_VALUES          256u        /* values in one field of a filter */
#define LIMIT_NAME_BYTES             255u        /* a name in UTF-8: about 85 Devanagari letters */
#define LIMIT_QUEUE_COMMANDS         4096u /* loop to writer: a second of work at the slowest disk; see runtime/queue.h */
#define LIMIT_QUEUE_RESERVED         64u   /* of those, kept for feed pages, so that callers cannot starve a follower */
#define LIMIT_QUEUE_BYTES            (128u << 20) /* as above, by the memory of the unpacked commands */
#define LIMIT_BUFFER_BYTES           (1u << 30)   /* one growing buffer; more is a defect, not a reply */
#define LIMIT_CONNECTIONS            4096u        /* sockets of one service */
#define LIMIT_HANDSHAKES             1024u        /* of those, not admitted yet: strangers leave room for callers */
#define LIMIT_PARKED                 4096u        /* readers waiting for a position or a feed page */
#define LIMIT_PARKED_OF_CALLER       512u         /* of those, by one caller's name: nobody shuts the others out */
#define LIMIT_PARKED_RESERVED        64u          /* of those, kept for readers of the feed */
#define LIMIT_PARKED_BYTES           (64u << 20)  /* memory of all parked calls but readers of the feed */
#define LIMIT_PARKED_BYTES_OF_CALLER (16u << 20)  /* of that, by one caller's name */
#define LIMIT_FEED_KINDS             64u          /* kinds of events that a reader of the feed may name */
#define LIMIT_FEED_DEPARTMENTS       1024u        /* departments that it may name */
#define LIMIT_TIMEOUT_MS             60000u       /* longest wait that a caller may ask for */
#define LIMIT_ARENA_BYTES            (48u << 20) /* memory of one command: a full chunk unpacks to about eight times its bytes */
#define LIMIT_IDEMPOTENCY_DAYS       7           /* a request id older than this is refused */
#define LIMIT_REFUSAL_MEMORY_MS      120000 /* how long a refusal is remembered for a late duplicate */
#define LIMIT_CLOCK_AHEAD_MS         300000 /* a request id may be this far ahead of our clock */
#define LIMIT_ISSUED_IDS             8u     /* issued ids of one official */
#define LIMIT_TAGS                   16u    /* tags of one official */
#define LIMIT_MOBILE_SHARED          5u     /* officials who may give the same mobile */
#define LIMIT_MOBILE_HOLDERS         64u /* officials in any state who ever shared one: bounds the work of a look-up */
#define LIMIT_ALIKE                  16u /* of those who look alike, who are remembered: bounds it, too */
#define LIMIT_ORGANISATION_DEPTH     16u /* levels of the tree */
#define LIMIT_FEED_BOUND_S           60u /* a followed feed not known to be complete for so long: not ready */
#define LIMIT_FEED_BOUND_LEAST_S     2u  /* below that a healthy follower would seem late between two answers */
#define LIMIT_BATCH_BUSY_MS          30000u      /* a batch in the writer for so long: the disk hangs, not ready */
#define LIMIT_ADMIN_CONNECTIONS      32u         /* probes and scrapers at the admin port; more wait */
#define LIMIT_ADMIN_REQUEST_BYTES    (16u << 10) /* header of one of their requests, and memory of one connection */
#define LIMIT_ADMIN_CONNECTION_MS    5000u       /* for one request, from the connection to the last byte */
#define LIMIT_FIGURE_MEASURES        16u         /* measures of one question for figures */
#define LIMIT_FIGURE_DIMENSIONS      3u          /* dimensions of its rows */
#define LIMIT_FIGURE_FILTERS         16u         /* its filters */
#define LIMIT_FIGURE_CODES           256u        /* values that one filter names */
#define LIMIT_FIGURE_PERIODS         1100u       /* rows of days: three years of them */
#define LIMIT_FIGURE_ROWS            65536u      /* combinations that a count may meet, and so rows of all its pages */
#define LIMIT_FIGURE_KEPT            8u /* answers of several pages that are kept for who reads on: 5 MiB each at most */
#define LIMIT_STORE_MAP_BYTES        (64ull << 30) /* sparse; never resized while serving */
#define LIMIT_RESTORATIONS           16u           /* restores in the life of a store that it tells of, the newest */
#define LIMIT_FORMER_HISTORIES       8u /* histories of one feed that a follower remembers to have followed */
#define LIMIT_BACKUPS_KEPT           7u /* of one history in the folder of backups: a week of daily ones */
#define LIMIT_BACKUP_SPARE_BYTES     (64ull << 20) /* left free by a backup on the disk of the store itself */
#define LIMIT_WORKERS                1u            /* threads for what is long: a backup at a time */
#define LIMIT_WORKS                  8u            /* that wait for them */

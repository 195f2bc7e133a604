#pragma once
/* official - requests and answers of officials. Officials in answers must be masked already. */
#include "domain/change.h"
#include "domain/draft.h"
#include "runtime/page.h"

struct official_register_request {
    struct draft draft;
    struct findings findings; /* of form; empty or not, the rules go on to look */
};

struct official_change_request {
    const char *official_id;
    struct change change;
    struct findings findings;
};

struct official_find_request {
    enum { FIND_ISSUED_ID, FIND_MOBILE, FIND_EMAIL } kind;
    struct issued_id issued_id; /* issuer "": any */
    const char *text;
};

struct official_list_request {
    const char *organisation_id;
    bool whole_subtree;
    uint32_t district_code;
    const char *designation_code;
    unsigned states; /* bits 1 << enum official_state; 0: all */
    const char *flag;
    struct page page;
};

struct official_reveal_request {
    const char *official_id;
    const char *purpose;
};

int official_decode_register(struct call *call); /* call->request: struct official_register_request */
int official_decode_update(struct call *call);   /* struct official_change_request; also block, unblock, retire */
int official_decode_block(struct call *call);
int official_decode_unblock(struct call *call);
int official_decode_retire(struct call *call);
int official_decode_get(struct call *call);    /* const char *, the id */
int official_decode_find(struct call *call);   /* struct official_find_request */
int official_decode_list(struct call *call);   /* struct official_list_request */
int official_decode_reveal(struct call *call); /* struct official_reveal_request */

int official_answer_register(struct call *call, const struct official *masked);
int official_answer_change(struct call *call, enum change_kind kind, const struct official *masked);
int official_answer_get(struct call *call, const struct official *masked);
int official_answer_find(struct call *call, const struct official *masked, size_t count);
int official_answer_list(struct call *call, struct store *store, const struct page *page, const struct official *masked,
                         size_t count, struct store_bytes last);
int official_answer_reveal(struct call *call, const struct person *person);

/** official_answer_number() - the official in the stored answer of a write; 0: none. */
uint64_t official_answer_number(struct call *call);

/** official_answer_put_person() - put the person, masked, into the stored answer of a write. */
int official_answer_put_person(struct call *call, const struct person *masked);

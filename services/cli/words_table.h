#pragma once
/* words_table - all texts as one table; see words.h. */
#include "words_done.h"
#include "words_health.h"
#include "words_labels.h"
#include "words_trouble.h"

#define WORDS_TABLE(X) WORDS_TROUBLE(X) WORDS_DONE(X) WORDS_LABELS(X) WORDS_HEALTH(X)

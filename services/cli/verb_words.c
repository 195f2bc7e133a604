/* verb_words - the words that values of options may be; see verb.h. */
#include "verb.h"

#include <karmayogi/catalogue/v1/service.pb-c.h>
#include <karmayogi/registration/v1/service.pb-c.h>
#include <karmayogi/reporting/v1/service.pb-c.h>

static const ProtobufCEnumDescriptor *const words[VERB_WORDS_COUNT] = {
    [VERB_WORDS_GROUP] = &karmayogi__registration__v1__group__descriptor,
    [VERB_WORDS_GENDER] = &karmayogi__registration__v1__gender__descriptor,
    [VERB_WORDS_CATEGORY] = &karmayogi__registration__v1__category__descriptor,
    [VERB_WORDS_ENGAGEMENT] = &karmayogi__registration__v1__engagement__descriptor,
    [VERB_WORDS_COURSE_KIND] = &karmayogi__catalogue__v1__course_kind__descriptor,
    [VERB_WORDS_LIFE] = &karmayogi__catalogue__v1__life_state__descriptor,
    [VERB_WORDS_AREA] = &karmayogi__catalogue__v1__competency_area__descriptor,
    [VERB_WORDS_DIMENSION] = &karmayogi__reporting__v1__dimension__descriptor,
    [VERB_WORDS_MEASURE] = &karmayogi__reporting__v1__measure__descriptor,
};

const ProtobufCEnumDescriptor *verb_words(int key)
{
    return words[(key & ~VERB_AGAIN) >> 16];
}

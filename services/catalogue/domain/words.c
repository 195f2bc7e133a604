/* words - one table a list; see base/cell.h. */
#include "domain/words.h"

#include "domain/course.h"

#include <assert.h>

/* Numbers as in karmayogi.catalogue.v1.CourseKind. */
enum kind {
    KIND_COURSE = 1,
    KIND_PROGRAM,
    KIND_CURATED_PROGRAM,
    KIND_BLENDED_PROGRAM,
    KIND_INVITE_ONLY_PROGRAM,
    KIND_MODERATED_COURSE,
    KIND_STANDALONE_ASSESSMENT,
    KIND_COMPREHENSIVE_ASSESSMENT,
    KIND_LEARNING_PATHWAY,
    KIND_EVENT,
    KIND_EXTERNAL,
    KIND_CASE_STUDY,
};

static_assert((int)KIND_CASE_STUDY == (int)COURSE_KIND_LAST, "kinds");

static const struct cell_word kinds[] = {
    {"course", KIND_COURSE},
    {"courses", KIND_COURSE},
    {"e learning", KIND_COURSE},
    {"e learning course", KIND_COURSE},
    {"elearning course", KIND_COURSE},
    {"पाठ्यक्रम", KIND_COURSE},
    {"कोर्स", KIND_COURSE},
    {"ई लर्निंग पाठ्यक्रम", KIND_COURSE},
    {"program", KIND_PROGRAM},
    {"programme", KIND_PROGRAM},
    {"कार्यक्रम", KIND_PROGRAM},
    {"प्रोग्राम", KIND_PROGRAM},
    {"curated program", KIND_CURATED_PROGRAM},
    {"curated programme", KIND_CURATED_PROGRAM},
    {"क्यूरेटेड कार्यक्रम", KIND_CURATED_PROGRAM},
    {"क्यूरेटेड प्रोग्राम", KIND_CURATED_PROGRAM},
    {"blended program", KIND_BLENDED_PROGRAM},
    {"blended programme", KIND_BLENDED_PROGRAM},
    {"मिश्रित शिक्षण कार्यक्रम", KIND_BLENDED_PROGRAM},
    {"मिश्रित कार्यक्रम", KIND_BLENDED_PROGRAM},
    {"ब्लेंडेड प्रोग्राम", KIND_BLENDED_PROGRAM},
    {"invite only program", KIND_INVITE_ONLY_PROGRAM},
    {"invite only programme", KIND_INVITE_ONLY_PROGRAM},
    {"केवल आमंत्रण कार्यक्रम", KIND_INVITE_ONLY_PROGRAM},
    {"आमंत्रण कार्यक्रम", KIND_INVITE_ONLY_PROGRAM},
    {"moderated course", KIND_MODERATED_COURSE},
    {"मॉडरेटेड पाठ्यक्रम", KIND_MODERATED_COURSE},
    {"मॉडरेटेड कोर्स", KIND_MODERATED_COURSE},
    {"standalone assessment", KIND_STANDALONE_ASSESSMENT},
    {"स्वतंत्र मूल्यांकन", KIND_STANDALONE_ASSESSMENT},
    {"comprehensive assessment", KIND_COMPREHENSIVE_ASSESSMENT},
    {"comprehensive assessment program", KIND_COMPREHENSIVE_ASSESSMENT},
    {"व्यापक मूल्यांकन", KIND_COMPREHENSIVE_ASSESSMENT},
    {"समग्र मूल्यांकन", KIND_COMPREHENSIVE_ASSESSMENT},
    {"learning pathway", KIND_LEARNING_PATHWAY},
    {"शिक्षण पथ", KIND_LEARNING_PATHWAY},
    {"अधिगम पथ", KIND_LEARNING_PATHWAY},
    {"event", KIND_EVENT},
    {"events", KIND_EVENT},
    {"आयोजन", KIND_EVENT},
    {"इवेंट", KIND_EVENT},
    {"external", KIND_EXTERNAL},
    {"external course", KIND_EXTERNAL},
    {"बाहरी", KIND_EXTERNAL},
    {"बाह्य", KIND_EXTERNAL},
    {"case study", KIND_CASE_STUDY},
    {"केस स्टडी", KIND_CASE_STUDY},
    {"प्रकरण अध्ययन", KIND_CASE_STUDY},
    {NULL, 0},
};

static const struct cell_word states[] = {
    {"draft", LIFE_DRAFT},
    {"प्रारूप", LIFE_DRAFT},
    {"मसौदा", LIFE_DRAFT},
    {"ड्राफ्ट", LIFE_DRAFT},
    {"live", LIFE_LIVE},
    {"published", LIFE_LIVE},
    {"प्रचलित", LIFE_LIVE},
    {"प्रकाशित", LIFE_LIVE},
    {"लाइव", LIFE_LIVE},
    {"retired", LIFE_RETIRED},
    {"सेवानिवृत्त", LIFE_RETIRED},
    {"सेवानिवृत", LIFE_RETIRED},
    {"प्रचलन से बाहर", LIFE_RETIRED},
    {NULL, 0},
};

static const struct cell_word *const lists[WORDS_COUNT] = {[WORDS_KIND] = kinds, [WORDS_STATE] = states};

int words_find(enum words words, const char *text, struct arena *arena)
{
    assert(words < WORDS_COUNT);
    return cell_word(lists[words], arena, text);
}

const char *words_spelling(enum words words, size_t at)
{
    assert(words < WORDS_COUNT);
    return lists[words][at].spelling;
}

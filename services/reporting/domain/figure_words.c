/* figure_words - see figure_words.h. */
#include "domain/figure_words.h"

#include "domain/course_model.h"

#include <assert.h>
#include <string.h>

#define LENGTH(array) (sizeof(array) / sizeof(array)[0])

static const struct figure_word levels[] = {
    {"No level, or not known", "कोई स्तर नहीं, या अज्ञात"},
    {"Level 1", "स्तर 1"},
    {"Level 2", "स्तर 2"},
    {"Level 3", "स्तर 3"},
    {"Level 4", "स्तर 4"},
    {"Level 5", "स्तर 5"},
    {"Level 6", "स्तर 6"},
    {"Level 7", "स्तर 7"},
    {"Level 8", "स्तर 8"},
    {"Level 9", "स्तर 9"},
    {"Level 10", "स्तर 10"},
    {"Level 11", "स्तर 11"},
    {"Level 12", "स्तर 12"},
    {"Level 13", "स्तर 13"},
    {"Level 14", "स्तर 14"},
    {"Level 15", "स्तर 15"},
    {"Level 16", "स्तर 16"},
    {"Level 17", "स्तर 17"},
    {"Level 18", "स्तर 18"},
};

static const struct figure_word groups[] = {
    {"Not said", "नहीं बताया"}, {"Group A", "समूह क"},           {"Group B", "समूह ख"}, {"Group C", "समूह ग"},
    {"Group D", "समूह घ"},      {"Contractual Staff", "संविदा"}, {"Others", "अन्य"},
};

static const struct figure_word genders[] = {
    {"Not said", "नहीं बताया"}, {"Male", "पुरुष"}, {"Female", "महिला"}, {"Transgender", "ट्रांसजेंडर"}, {"Others", "अन्य"},
};

static const struct figure_word categories[] = {
    {"Not said", "नहीं बताया"},
    {"General", "सामान्य"},
    {"Other backward classes", "अन्य पिछड़ा वर्ग"},
    {"Scheduled castes", "अनुसूचित जाति"},
    {"Scheduled tribes", "अनुसूचित जनजाति"},
    {"Economically weaker sections", "आर्थिक रूप से कमजोर वर्ग"},
};

static const struct figure_word engagements[] = {
    {"Not said", "नहीं बताया"}, {"Regular", "नियमित"},    {"Contractual", "संविदा"},
    {"Outsourced", "आउटसोर्स"}, {"Honorary", "मानदेय"},    {"Volunteer", "स्वयंसेवक"},
    {"Elected", "निर्वाचित"},   {"Deputed", "प्रतिनियुक्त"}, {"Trainee", "प्रशिक्षु"},
};

static const struct figure_word course_kinds[] = {
    {"Not said", "नहीं बताया"},
    {"Course", "पाठ्यक्रम"},
    {"Program", "कार्यक्रम"},
    {"Curated Program", "क्यूरेटेड कार्यक्रम"},
    {"Blended Program", "मिश्रित शिक्षण कार्यक्रम"},
    {"Invite-only Program", "केवल आमंत्रण वाला कार्यक्रम"},
    {"Moderated Course", "संचालित पाठ्यक्रम"},
    {"Standalone Assessment", "स्वतंत्र मूल्यांकन"},
    {"Comprehensive Assessment", "समग्र मूल्यांकन"},
    {"Learning Pathway", "अधिगम पथ"},
    {"Event", "आयोजन"},
    {"External", "बाहरी"},
    {"Case Study", "केस स्टडी"},
};

static const struct figure_word areas[] = {
    {"Not said", "नहीं बताया"},
    {"Behavioural", "व्यवहारगत"},
    {"Functional", "कार्यात्मक"},
    {"Domain", "कार्यक्षेत्र"},
};

static_assert(LENGTH(areas) == COURSE_AREAS, "areas");

const struct figure_words figure_levels = {levels, LENGTH(levels)};
const struct figure_words figure_groups = {groups, LENGTH(groups)};
const struct figure_words figure_genders = {genders, LENGTH(genders)};
const struct figure_words figure_categories = {categories, LENGTH(categories)};
const struct figure_words figure_engagements = {engagements, LENGTH(engagements)};
const struct figure_words figure_course_kinds = {course_kinds, LENGTH(course_kinds)};
const struct figure_words figure_areas = {areas, LENGTH(areas)};

const struct figure_word figure_months[12] = {
    {"January", "जनवरी"},   {"February", "फ़रवरी"}, {"March", "मार्च"},    {"April", "अप्रैल"},
    {"May", "मई"},          {"June", "जून"},        {"July", "जुलाई"},     {"August", "अगस्त"},
    {"September", "सितंबर"}, {"October", "अक्टूबर"},  {"November", "नवंबर"}, {"December", "दिसंबर"},
};

static const struct {
    const char *code;
    struct figure_word word;
} languages[] = {
    {"as", {"Assamese", "असमिया"}},  {"bn", {"Bengali", "बांग्ला"}},   {"brx", {"Bodo", "बोडो"}},
    {"doi", {"Dogri", "डोगरी"}},     {"en", {"English", "अंग्रेज़ी"}},   {"gu", {"Gujarati", "गुजराती"}},
    {"hi", {"Hindi", "हिन्दी"}},      {"kn", {"Kannada", "कन्नड़"}},    {"kok", {"Konkani", "कोंकणी"}},
    {"ks", {"Kashmiri", "कश्मीरी"}},  {"mai", {"Maithili", "मैथिली"}}, {"ml", {"Malayalam", "मलयालम"}},
    {"mni", {"Manipuri", "मणिपुरी"}}, {"mr", {"Marathi", "मराठी"}},   {"ne", {"Nepali", "नेपाली"}},
    {"or", {"Odia", "ओड़िया"}},       {"pa", {"Punjabi", "पंजाबी"}},   {"sa", {"Sanskrit", "संस्कृत"}},
    {"sat", {"Santali", "संथाली"}},   {"sd", {"Sindhi", "सिंधी"}},     {"ta", {"Tamil", "तमिल"}},
    {"te", {"Telugu", "तेलुगु"}},       {"ur", {"Urdu", "उर्दू"}},
};

struct figure_word figure_language(const char *code, size_t length)
{
    for (size_t i = 0; i < LENGTH(languages); i++)
        if (strlen(languages[i].code) == length && memcmp(languages[i].code, code, length) == 0)
            return languages[i].word;
    return (struct figure_word){NULL, NULL};
}

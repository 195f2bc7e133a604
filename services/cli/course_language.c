/* course_language - names of languages for tables. Codes rule everywhere else; these are for reading alone. */
#include "course.h"

#include <string.h>

static const struct {
    const char *code, *en, *hi;
} languages[] = {
    {"as", "Assamese", "असमिया"},  {"bn", "Bengali", "बांग्ला"},   {"brx", "Bodo", "बोडो"},
    {"doi", "Dogri", "डोगरी"},     {"en", "English", "अंग्रेज़ी"},   {"gu", "Gujarati", "गुजराती"},
    {"hi", "Hindi", "हिंदी"},       {"kn", "Kannada", "कन्नड़"},    {"kok", "Konkani", "कोंकणी"},
    {"ks", "Kashmiri", "कश्मीरी"},  {"mai", "Maithili", "मैथिली"}, {"ml", "Malayalam", "मलयालम"},
    {"mni", "Manipuri", "मणिपुरी"}, {"mr", "Marathi", "मराठी"},   {"ne", "Nepali", "नेपाली"},
    {"or", "Odia", "ओड़िया"},       {"pa", "Punjabi", "पंजाबी"},   {"sa", "Sanskrit", "संस्कृत"},
    {"sat", "Santali", "संताली"},   {"sd", "Sindhi", "सिंधी"},     {"ta", "Tamil", "तमिल"},
    {"te", "Telugu", "तेलुगु"},       {"ur", "Urdu", "उर्दू"},
};

const char *course_language(const struct cli *cli, const char *code)
{
    for (size_t i = 0; i < sizeof(languages) / sizeof(languages[0]); i++) {
        if (strcmp(languages[i].code, code) == 0)
            return cli_in_language(cli, languages[i].en, languages[i].hi);
    }
    return code;
}

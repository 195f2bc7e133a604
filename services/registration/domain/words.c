/* words - one table a list. */
#include "domain/words.h"

#include "base/cell.h"
#include "domain/official.h"

#include <assert.h>

static const struct cell_word groups[] = {
    {"group a", GROUP_A},
    {"group b", GROUP_B},
    {"group c", GROUP_C},
    {"group d", GROUP_D},
    {"a", GROUP_A},
    {"b", GROUP_B},
    {"c", GROUP_C},
    {"d", GROUP_D},
    {"groupa", GROUP_A},
    {"groupb", GROUP_B},
    {"groupc", GROUP_C},
    {"groupd", GROUP_D},
    {"समूह क", GROUP_A},
    {"समूह ख", GROUP_B},
    {"समूह ग", GROUP_C},
    {"समूह घ", GROUP_D},
    {"क", GROUP_A},
    {"ख", GROUP_B},
    {"ग", GROUP_C},
    {"घ", GROUP_D},
    {"contractual staff", GROUP_CONTRACTUAL_STAFF},
    {"contractual", GROUP_CONTRACTUAL_STAFF},
    {"संविदा", GROUP_CONTRACTUAL_STAFF},
    {"संविदा कर्मी", GROUP_CONTRACTUAL_STAFF},
    {"संविदा कर्मचारी", GROUP_CONTRACTUAL_STAFF},
    {"others", GROUP_OTHERS},
    {"other", GROUP_OTHERS},
    {"अंय", GROUP_OTHERS},
    {NULL, 0},
};

static const struct cell_word genders[] = {
    {"male", GENDER_MALE},
    {"female", GENDER_FEMALE},
    {"m", GENDER_MALE},
    {"f", GENDER_FEMALE},
    {"पुरुष", GENDER_MALE},
    {"पुरूष", GENDER_MALE},
    {"पु", GENDER_MALE},
    {"महिला", GENDER_FEMALE},
    {"स्त्री", GENDER_FEMALE},
    {"transgender", GENDER_TRANSGENDER},
    {"t", GENDER_TRANSGENDER},
    {"third gender", GENDER_TRANSGENDER},
    {"ट्रांसजेंडर", GENDER_TRANSGENDER},
    {"किंनर", GENDER_TRANSGENDER},
    {"तृतीय लिंग", GENDER_TRANSGENDER},
    {"others", GENDER_OTHERS},
    {"other", GENDER_OTHERS},
    {"o", GENDER_OTHERS},
    {"अंय", GENDER_OTHERS},
    {NULL, 0},
};

static const struct cell_word categories[] = {
    {"general", CATEGORY_GENERAL},
    {"obc", CATEGORY_OBC},
    {"sc", CATEGORY_SC},
    {"st", CATEGORY_ST},
    {"ews", CATEGORY_EWS},
    {"gen", CATEGORY_GENERAL},
    {"ur", CATEGORY_GENERAL},
    {"unreserved", CATEGORY_GENERAL},
    {"सामांय", CATEGORY_GENERAL},
    {"अनारक्षित", CATEGORY_GENERAL},
    {"other backward class", CATEGORY_OBC},
    {"other backward classes", CATEGORY_OBC},
    {"अंय पिछडा वर्ग", CATEGORY_OBC},
    {"पिछडा वर्ग", CATEGORY_OBC},
    {"ओबीसी", CATEGORY_OBC},
    {"scheduled caste", CATEGORY_SC},
    {"scheduled castes", CATEGORY_SC},
    {"अनुसूचित जाति", CATEGORY_SC},
    {"एससी", CATEGORY_SC},
    {"scheduled tribe", CATEGORY_ST},
    {"scheduled tribes", CATEGORY_ST},
    {"अनुसूचित जनजाति", CATEGORY_ST},
    {"एसटी", CATEGORY_ST},
    {"economically weaker section", CATEGORY_EWS},
    {"economically weaker sections", CATEGORY_EWS},
    {"आर्थिक रूप से कमजोर वर्ग", CATEGORY_EWS},
    {"ईडब्ल्यूएस", CATEGORY_EWS},
    {NULL, 0},
};

static const struct cell_word engagements[] = {
    {"regular", ENGAGEMENT_REGULAR},
    {"permanent", ENGAGEMENT_REGULAR},
    {"नियमित", ENGAGEMENT_REGULAR},
    {"स्थायी", ENGAGEMENT_REGULAR},
    {"contractual", ENGAGEMENT_CONTRACTUAL},
    {"contract", ENGAGEMENT_CONTRACTUAL},
    {"संविदा", ENGAGEMENT_CONTRACTUAL},
    {"outsourced", ENGAGEMENT_OUTSOURCED},
    {"outsource", ENGAGEMENT_OUTSOURCED},
    {"outsourcing", ENGAGEMENT_OUTSOURCED},
    {"आउटसोर्स", ENGAGEMENT_OUTSOURCED},
    {"आउटसोर्सिंग", ENGAGEMENT_OUTSOURCED},
    {"honorary", ENGAGEMENT_HONORARY},
    {"honorarium", ENGAGEMENT_HONORARY},
    {"मानदेय", ENGAGEMENT_HONORARY},
    {"volunteer", ENGAGEMENT_VOLUNTEER},
    {"स्वयंसेवक", ENGAGEMENT_VOLUNTEER},
    {"elected", ENGAGEMENT_ELECTED},
    {"निर्वाचित", ENGAGEMENT_ELECTED},
    {"deputed", ENGAGEMENT_DEPUTED},
    {"deputation", ENGAGEMENT_DEPUTED},
    {"on deputation", ENGAGEMENT_DEPUTED},
    {"प्रतिनियुक्त", ENGAGEMENT_DEPUTED},
    {"प्रतिनियुक्ति", ENGAGEMENT_DEPUTED},
    {"trainee", ENGAGEMENT_TRAINEE},
    {"प्रशिक्षु", ENGAGEMENT_TRAINEE},
    {NULL, 0},
};

static const struct cell_word email_kinds[] = {
    {"personal", EMAIL_PERSONAL}, {"व्यक्तिगत", EMAIL_PERSONAL}, {"निजी", EMAIL_PERSONAL},
    {"post", EMAIL_POST},         {"पद", EMAIL_POST},          {NULL, 0},
};

static const struct cell_word *const lists[WORDS_COUNT] = {
    [WORDS_GROUP] = groups,           [WORDS_GENDER] = genders,         [WORDS_CATEGORY] = categories,
    [WORDS_ENGAGEMENT] = engagements, [WORDS_EMAIL_KIND] = email_kinds,
};

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

/* columns - see columns.h. */
#include "columns.h"

#include "base/error.h"
#include "base/text.h"

#include <ctype.h>
#include <stdio.h>
#include <string.h>

/* The first name is the one that we write ourselves; iGOT's own header comes second. */
static const char *const official_names[COLUMN_COUNT][COLUMNS_NAMES] = {
    [COLUMN_IGNORED] = {"status", "error details", "s no", "sr no", "sl no", "क्रम संख्या", "क्रमांक", "क्र सं", "क्रम सं"},
    [COLUMN_FULL_NAME] = {"full_name", "full name", "name", "official name", "employee name", "नाम", "पूरा नाम",
                          "कर्मचारी का नाम", "अधिकारी कर्मचारी का नाम"},
    [COLUMN_EMAIL] = {"email", "email id", "email address", "e mail", "mail", "ईमेल", "ई मेल", "ईमेल पता", "ई मेल पता"},
    [COLUMN_MOBILE] = {"mobile", "mobile number", "mobile no", "phone", "phone number", "contact no", "मोबाइल",
                       "मोबाइल नंबर", "मोबाइल नम्बर", "मोबाइल संख्या", "मोबाइल नं", "मो नं"},
    [COLUMN_GROUP] = {"group", "group of post", "समूह", "पद का समूह"},
    [COLUMN_DESIGNATION] = {"designation", "post", "rank", "पदनाम", "पद"},
    [COLUMN_GENDER] = {"gender", "sex", "लिंग"},
    [COLUMN_CATEGORY] = {"category", "social category", "श्रेणी", "वर्ग"},
    [COLUMN_BIRTH_DATE] = {"birth_date", "date of birth", "dob", "date of birth (dd-mm-yyyy)", "birth date", "जन्म तिथि",
                           "जन्मतिथि", "जन्म दिनांक"},
    [COLUMN_MOTHER_TONGUE] = {"mother_tongue", "mother tongue", "language", "मातृभाषा", "मातृ भाषा"},
    [COLUMN_EMPLOYEE_ID] = {"employee_id", "employee id", "employee code", "emp id", "pno", "pno number",
                            "कर्मचारी आईडी", "कर्मचारी संख्या", "कर्मचारी कोड", "पीएनओ"},
    [COLUMN_OFFICE_PIN_CODE] = {"office_pin_code", "office pin code", "pin code", "pincode", "office pincode",
                                "पिन कोड", "कार्यालय का पिन कोड", "पिनकोड", "कार्यालय पिन कोड"},
    [COLUMN_EXTERNAL_SYSTEM_ID] = {"external_system_id", "external system id", "बाह्य प्रणाली आईडी", "बाहरी प्रणाली आईडी"},
    [COLUMN_EXTERNAL_SYSTEM_NAME] = {"external_system_name", "external system name", "external system",
                                     "बाह्य प्रणाली का नाम", "बाहरी प्रणाली का नाम"},
    [COLUMN_TAGS] = {"tags", "tag", "टैग"},
    [COLUMN_PARENT_NAME] = {"parent_name", "parent name", "father's name", "fathers name", "father name",
                            "father's or husband's name", "husband's name", "father/husband name", "पिता का नाम",
                            "पिता या पति का नाम", "पिता/पति का नाम", "पति का नाम"},
    [COLUMN_ORGANISATION] = {"organisation", "organisation id", "organization", "organization id", "office", "संगठन",
                             "कार्यालय", "संगठन आईडी"},
    [COLUMN_DISTRICT_CODE] = {"district_code", "district code", "lgd code", "district lgd code", "जिला कोड", "जनपद कोड",
                              "एलजीडी कोड"},
    [COLUMN_DISTRICT_NAME] = {"district_name", "district name", "district", "जिला", "जनपद", "जिले का नाम",
                              "जनपद का नाम"},
    [COLUMN_ENGAGEMENT] = {"engagement", "kind of engagement", "employment type", "नियुक्ति का प्रकार", "सेवा का प्रकार"},
    [COLUMN_EMAIL_KIND] = {"email_kind", "email kind", "kind of email", "ईमेल का प्रकार"},
    [COLUMN_ROSTER_SERIAL] = {"roster_serial", "roster serial", "roster number", "नामावली क्रमांक", "रोस्टर क्रमांक"},
    [COLUMN_EFFECTIVE_ON] = {"effective_on", "effective on", "effective date", "effective from", "प्रभावी तिथि",
                             "प्रभावी दिनांक"},
};

static const char *const course_names[COURSE_COLUMN_COUNT][COLUMNS_NAMES] = {
    [COLUMN_IGNORED] = {"version", "flags", "error details", "s no", "sr no", "sl no", "क्रम संख्या", "क्रमांक", "क्र सं",
                        "क्रम सं"},
    [COURSE_COLUMN_ID] = {"course_id", "course id", "course code", "पाठ्यक्रम आईडी", "पाठ्यक्रम कोड", "कोर्स आईडी"},
    [COURSE_COLUMN_IGOT_ID] = {"igot_id", "igot id", "igot course id", "content id", "do id", "आईगॉट आईडी"},
    [COURSE_COLUMN_KIND] = {"kind", "content type", "course type", "type", "प्रकार", "पाठ्यक्रम का प्रकार"},
    [COURSE_COLUMN_TITLE_EN] = {"title_en", "title", "course name", "content name", "title in english",
                                "name in english", "अंग्रेज़ी शीर्षक"},
    [COURSE_COLUMN_TITLE_HI] = {"title_hi", "title in hindi", "name in hindi", "शीर्षक", "पाठ्यक्रम का नाम", "हिंदी शीर्षक"},
    [COURSE_COLUMN_DESCRIPTION_EN] = {"description_en", "description", "description in english", "अंग्रेज़ी विवरण"},
    [COURSE_COLUMN_DESCRIPTION_HI] = {"description_hi", "description in hindi", "विवरण", "हिंदी विवरण"},
    [COURSE_COLUMN_LANGUAGES] = {"languages", "language", "available languages", "भाषाएँ", "भाषा"},
    [COURSE_COLUMN_ORIGINAL_LANGUAGE] = {"original_language", "original language", "मूल भाषा"},
    [COURSE_COLUMN_PROVIDER] = {"provider", "content provider", "course provider", "प्रदाता", "पाठ्यक्रम प्रदाता"},
    [COURSE_COLUMN_DURATION] = {"duration", "content duration", "duration in minutes", "duration minutes", "अवधि"},
    [COURSE_COLUMN_COMPETENCIES] = {"competencies", "competency", "दक्षताएँ", "दक्षता", "योग्यताएँ"},
    [COURSE_COLUMN_CADRES] = {"cadres", "cadre", "संवर्ग"},
    [COURSE_COLUMN_TRADES] = {"trades", "trade", "ट्रेड", "व्यवसाय"},
    [COURSE_COLUMN_LEVEL_FROM] = {"level_from", "level from", "lowest level", "न्यूनतम स्तर"},
    [COURSE_COLUMN_LEVEL_TO] = {"level_to", "level to", "highest level", "अधिकतम स्तर"},
    [COURSE_COLUMN_KEYWORDS] = {"keywords", "keyword", "tags", "मुख्य शब्द", "कुंजी शब्द"},
    [COURSE_COLUMN_STATE_CODE] = {"state_code", "state code", "राज्य कोड"},
    [COURSE_COLUMN_LANGUAGE_VERSION_OF] = {"language_version_of", "language version of", "version of",
                                           "किसका भाषा संस्करण"},
    [COURSE_COLUMN_STATE] = {"state", "status", "content status", "course status", "स्थिति"},
    [COURSE_COLUMN_PUBLISHED_ON] = {"published_on", "published on", "last published on", "publication date",
                                    "प्रकाशन तिथि", "प्रकाशन दिनांक"},
    [COURSE_COLUMN_RETIRED_ON] = {"retired_on", "retired on", "समाप्ति तिथि", "समाप्ति दिनांक"},
};

const struct column_set columns_of_officials = {
    .names = official_names,
    .count = COLUMN_COUNT,
    .needed = {COLUMN_FULL_NAME},
    .positional = COLUMNS_IGOT,
    .dates = {COLUMN_BIRTH_DATE, COLUMN_EFFECTIVE_ON},
    .district_code = COLUMN_DISTRICT_CODE,
    .district_name = COLUMN_DISTRICT_NAME,
};

const struct column_set columns_of_courses = {
    .names = course_names,
    .count = COURSE_COLUMN_COUNT,
    .needed = {COURSE_COLUMN_TITLE_EN, COURSE_COLUMN_TITLE_HI},
    .dates = {COURSE_COLUMN_PUBLISHED_ON, COURSE_COLUMN_RETIRED_ON},
};

const char *columns_word(const struct column_set *set, unsigned kind)
{
    return set->names[kind][0];
}

/* Folded, with everything that is neither letter, mark nor digit gone: `Full Name*` = `full_name`. */
static const char *bare(const char *name, struct arena *scratch)
{
    char *folded = text_fold(scratch, name);
    char *to = folded;

    if (!folded)
        return "";
    for (const char *from = folded; *from;) {
        const char *at = from;
        uint32_t code_point = text_next(&from);

        if (text_is_letter(code_point) || text_is_mark(code_point) || (code_point < 0x80 && isdigit((int)code_point))) {
            memmove(to, at, (size_t)(from - at));
            to += from - at;
        }
    }
    *to = '\0';
    return folded;
}

unsigned columns_find(const struct column_set *set, const char *header, struct arena *scratch)
{
    const char *wanted = bare(header, scratch);

    if (strncmp(wanted, "refused", strlen("refused")) == 0)
        return COLUMN_IGNORED;
    for (unsigned kind = 0; kind < set->count; kind++) {
        for (size_t i = 0; i < COLUMNS_NAMES && set->names[kind][i]; i++) {
            if (strcmp(wanted, bare(set->names[kind][i], scratch)) == 0)
                return kind;
        }
    }
    return COLUMNS_NONE;
}

size_t columns_known(const struct column_set *set, const struct csv_row *row, struct arena *scratch)
{
    size_t known = 0;

    for (size_t i = 0; i < row->count && i < COLUMNS_MOST; i++) {
        unsigned kind = row->cells[i][0] ? columns_find(set, row->cells[i], scratch) : COLUMNS_NONE;

        known += kind != COLUMNS_NONE && kind != COLUMN_IGNORED;
    }
    return known;
}

static void note_bad(struct columns *columns, const char *name)
{
    size_t used = strlen(columns->bad);

    snprintf(columns->bad + used, sizeof(columns->bad) - used, "%s%s", used ? ", " : "", name);
    while (!text_is_utf8(columns->bad, strlen(columns->bad))) /* cut in the middle of a character */
        columns->bad[strlen(columns->bad) - 1] = '\0';
}

static void add(struct columns *columns, unsigned kind)
{
    if (kind != COLUMN_IGNORED) {
        columns->place[kind] = (unsigned char)columns->count;
        columns->sent_count++;
    }
    columns->kinds[columns->count++] = (unsigned char)kind;
}

static bool has_digit(const char *text)
{
    while (*text) {
        uint32_t code_point = text_next(&text);

        if ((code_point >= '0' && code_point <= '9') || (code_point >= 0x966 && code_point <= 0x96F))
            return true;
    }
    return false;
}

/* Digits and @ are in every row that can be registered, and in no header: the zeros of मोबाइल नं0 and पी०एन०ओ० are signs
 * of abbreviation, and folding takes them away. */
static bool looks_like_header(const struct csv_row *row, struct arena *scratch)
{
    for (size_t i = 0; i < row->count; i++) {
        const char *folded = has_digit(row->cells[i]) ? text_fold(scratch, row->cells[i]) : "";

        if (strchr(row->cells[i], '@') || !folded || has_digit(folded))
            return false;
    }
    return true;
}

static size_t without_empty_end(const struct csv_row *row)
{
    size_t count = row->count;

    while (count > 0 && row->cells[count - 1][0] == '\0')
        count--;
    return count;
}

/* A row in one cell that holds what separates cells elsewhere: the file was saved with semicolons or tabs. */
static bool is_separated_otherwise(struct columns *columns, const struct csv_row *row)
{
    static const char separators[] = ";\t";

    if (without_empty_end(row) != 1)
        return false;
    for (const char *separator = separators; *separator; separator++) {
        if (!strchr(row->cells[0], *separator))
            continue;
        snprintf(columns->bad, sizeof(columns->bad), "%s", *separator == '\t' ? "TAB" : ";");
        return true;
    }
    return false;
}

static bool has_needed(const struct columns *columns)
{
    for (size_t i = 0; i < sizeof(columns->set->needed) / sizeof(columns->set->needed[0]); i++) {
        if (columns->set->needed[i] && columns->place[columns->set->needed[i]] != COLUMNS_NONE)
            return true;
    }
    return false;
}

static int map_by_name(struct columns *columns, const struct csv_row *header, struct arena *scratch)
{
    size_t count = without_empty_end(header);
    int outcome = COLUMNS_OK;

    columns->header = true;
    if (count > COLUMNS_MOST)
        return COLUMNS_TOO_MANY;
    for (size_t i = 0; i < count; i++) {
        unsigned kind = columns_find(columns->set, header->cells[i], scratch);

        if (scratch->failed)
            return error_raise("out of memory while reading the header");
        if (header->cells[i][0] == '\0') {
            snprintf(columns->bad, sizeof(columns->bad), "%zu", i + 1);
            return COLUMNS_UNNAMED;
        }
        if (kind == COLUMNS_NONE) {
            note_bad(columns, header->cells[i]);
            outcome = COLUMNS_UNKNOWN;
            continue;
        }
        if (kind != COLUMN_IGNORED && columns->place[kind] != COLUMNS_NONE && outcome == COLUMNS_OK) {
            note_bad(columns, header->cells[i]);
            return COLUMNS_TWICE;
        }
        add(columns, kind);
    }
    if (outcome == COLUMNS_OK && !has_needed(columns))
        return COLUMNS_NO_NAME;
    return outcome;
}

int columns_map(struct columns *columns, const struct column_set *set, enum columns_mode mode,
                const struct csv_row *first, struct arena *scratch)
{
    bool header = looks_like_header(first, scratch);

    memset(columns, 0, sizeof(*columns));
    memset(columns->place, COLUMNS_NONE, sizeof(columns->place));
    columns->set = set;
    if (is_separated_otherwise(columns, first))
        return COLUMNS_SEPARATOR;
    if (mode == COLUMNS_NAMED || !set->positional || (mode == COLUMNS_AUTO && header))
        return map_by_name(columns, first, scratch);
    columns->header = header;
    for (unsigned kind = COLUMN_IGNORED + 1; kind <= set->positional; kind++)
        add(columns, kind);
    return COLUMNS_OK;
}

const char *columns_cell(const struct columns *columns, const struct csv_row *row, unsigned kind)
{
    size_t place = columns->place[kind];

    return place != COLUMNS_NONE && place < row->count ? row->cells[place] : "";
}

size_t columns_send(const struct columns *columns, const struct csv_row *row, const char **cells)
{
    size_t count = without_empty_end(row);
    size_t sent = 0;

    for (size_t i = 0; i < columns->count; i++) {
        if (i < count && columns->kinds[i] != COLUMN_IGNORED)
            cells[sent++] = row->cells[i];
    }
    for (size_t i = columns->count; i < count; i++)
        cells[sent++] = row->cells[i];
    return sent;
}

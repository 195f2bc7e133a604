/* columns - see columns.h. */
#include "columns.h"

#include "base/error.h"
#include "base/text.h"

#include <ctype.h>
#include <stdio.h>
#include <string.h>

#define COLUMN_NAMES 12

/* The first name is the one that we write ourselves; iGOT's own header comes second. */
static const char *const column_names[COLUMN_COUNT][COLUMN_NAMES] = {
    [COLUMN_IGNORED] = {"status", "error details", "s no", "sr no", "sl no", "क्रम संख्या", "क्रमांक"},
    [COLUMN_FULL_NAME] = {"full_name", "full name", "name", "official name", "employee name", "नाम", "पूरा नाम",
                          "कर्मचारी का नाम", "अधिकारी कर्मचारी का नाम"},
    [COLUMN_EMAIL] = {"email", "email id", "email address", "e mail", "mail", "ईमेल", "ई मेल", "ईमेल पता", "ई मेल पता"},
    [COLUMN_MOBILE] = {"mobile", "mobile number", "mobile no", "phone", "phone number", "मोबाइल", "मोबाइल नंबर",
                       "मोबाइल नम्बर", "मोबाइल संख्या"},
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

const char *columns_word(enum column kind)
{
    return column_names[kind][0];
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

unsigned columns_find(const char *header, struct arena *scratch)
{
    const char *wanted = bare(header, scratch);

    if (strncmp(wanted, "refused", strlen("refused")) == 0)
        return COLUMN_IGNORED;
    for (unsigned kind = 0; kind < COLUMN_COUNT; kind++) {
        for (size_t i = 0; i < COLUMN_NAMES && column_names[kind][i]; i++) {
            if (strcmp(wanted, bare(column_names[kind][i], scratch)) == 0)
                return kind;
        }
    }
    return COLUMNS_NONE;
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

/* Digits and @ are in every row that can be registered, and in no header. */
static bool looks_like_header(const struct csv_row *row)
{
    for (size_t i = 0; i < row->count; i++) {
        for (const char *cursor = row->cells[i]; *cursor;) {
            uint32_t code_point = text_next(&cursor);

            if (code_point == '@' || (code_point >= '0' && code_point <= '9') ||
                (code_point >= 0x966 && code_point <= 0x96F))
                return false;
        }
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

static int map_by_name(struct columns *columns, const struct csv_row *header, struct arena *scratch)
{
    size_t count = without_empty_end(header);
    int outcome = COLUMNS_OK;

    columns->header = true;
    if (count > COLUMNS_MOST)
        return COLUMNS_TOO_MANY;
    for (size_t i = 0; i < count; i++) {
        unsigned kind = columns_find(header->cells[i], scratch);

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
    if (outcome == COLUMNS_OK && columns->place[COLUMN_FULL_NAME] == COLUMNS_NONE)
        return COLUMNS_NO_NAME;
    return outcome;
}

int columns_map(struct columns *columns, enum columns_mode mode, const struct csv_row *first, struct arena *scratch)
{
    bool header = looks_like_header(first);

    memset(columns, 0, sizeof(*columns));
    memset(columns->place, COLUMNS_NONE, sizeof(columns->place));
    if (mode == COLUMNS_NAMED || (mode == COLUMNS_AUTO && header))
        return map_by_name(columns, first, scratch);
    columns->header = header;
    for (unsigned kind = COLUMN_FULL_NAME; kind <= COLUMNS_IGOT; kind++)
        add(columns, kind);
    return COLUMNS_OK;
}

const char *columns_cell(const struct columns *columns, const struct csv_row *row, enum column kind)
{
    size_t place = columns->place[kind];

    return place != COLUMNS_NONE && place < row->count ? row->cells[place] : "";
}

size_t columns_send(const struct columns *columns, const struct csv_row *row, const char **cells)
{
    size_t count = without_empty_end(row);
    size_t sent = 0;

    for (size_t i = 0; i < columns->count; i++) {
        if (columns->kinds[i] != COLUMN_IGNORED && i < count)
            cells[sent++] = row->cells[i];
    }
    for (size_t i = columns->count; i < count; i++)
        cells[sent++] = row->cells[i];
    return sent;
}

/* figure_measures - what is counted, and over what it adds up; see figure_table.h. */
#include "domain/figure_table.h"

#define LENGTH(array) (sizeof(array) / sizeof(array)[0])

const struct figure_measure_entry figure_measures[] = {
    {.number = MEASURE_ONBOARDED,
     .family = FAMILY_OFFICIALS,
     .column = COLUMN_ONBOARDED,
     .name_en = "Onboarded",
     .name_hi = "पंजीकृत",
     .definition_en = "Officials who are registered and active on the day.",
     .definition_hi = "वे कार्मिक जो उस दिन पंजीकृत और सक्रिय हैं।"},
    {.number = MEASURE_BLOCKED,
     .family = FAMILY_OFFICIALS,
     .column = COLUMN_BLOCKED,
     .name_en = "Blocked",
     .name_hi = "रोके गए",
     .definition_en = "Officials who are registered and blocked on the day.",
     .definition_hi = "वे कार्मिक जो उस दिन पंजीकृत हैं, पर रोके गए हैं।"},
    {.number = MEASURE_RETIRED,
     .family = FAMILY_OFFICIALS,
     .column = COLUMN_RETIRED,
     .name_en = "Retired",
     .name_hi = "सेवानिवृत्त",
     .definition_en = "Officials who were registered, and had left service on or before the day.",
     .definition_hi = "वे कार्मिक जो पंजीकृत थे और उस दिन तक सेवा छोड़ चुके थे।"},
    {.number = MEASURE_STRENGTH,
     .family = FAMILY_OFFICIALS,
     .column = COLUMN_STRENGTH,
     .only_by = UINT64_C(1) << DIMENSION_ORGANISATION,
     .unfiltered = true,
     .name_en = "Strength",
     .name_hi = "नियत संख्या",
     .definition_en = "People to be onboarded, as declared for the organisation by the day, or else the sum over what "
                      "is directly below it where each part has a strength. Not declared otherwise.",
     .definition_hi = "जितने लोगों का पंजीकरण होना है, संगठन के लिए उस दिन तक की घोषणा से; नहीं तो उसके ठीक नीचे के संगठनों का योग, "
                      "यदि हर एक की संख्या घोषित है। अन्यथा अघोषित।"},
    {.number = MEASURE_COURSES,
     .family = FAMILY_COURSES,
     .column = COLUMN_COURSES,
     .name_en = "Courses",
     .name_hi = "पाठ्यक्रम",
     .definition_en = "Courses that are live on the day: from the day on which they were first live until the day "
                      "before they were retired.",
     .definition_hi = "वे पाठ्यक्रम जो उस दिन उपलब्ध हैं: पहली बार उपलब्ध होने के दिन से हटाए जाने के पहले के दिन तक।"},
    {.number = MEASURE_COURSE_MINUTES,
     .family = FAMILY_COURSES,
     .column = COLUMN_COURSE_MINUTES,
     .name_en = "Course minutes",
     .name_hi = "पाठ्यक्रमों के मिनट",
     .definition_en = "Minutes of the courses that are live on the day, by their edition of the day: of their own, "
                      "without those of their parts.",
     .definition_hi = "उस दिन उपलब्ध पाठ्यक्रमों के मिनट, उस दिन के संस्करण से: उनके अपने, उनके भागों के बिना।"},
};
const size_t figure_measure_count = LENGTH(figure_measures);

const struct figure_measure_entry *figure_measure_find(int number)
{
    for (size_t i = 0; i < figure_measure_count; i++)
        if ((int)figure_measures[i].number == number)
            return &figure_measures[i];
    return NULL;
}

bool figure_adds_up(const struct figure_measure_entry *measure, const struct figure_dimension_entry *dimension)
{
    bool only = measure->only_by == 0 || measure->only_by >> dimension->number & 1;
    return only && !dimension->only_filter && (measure->family & dimension->families);
}

bool figure_is_filtered(const struct figure_measure_entry *measure, const struct figure_dimension_entry *dimension)
{
    return !measure->unfiltered && (measure->family & dimension->families);
}

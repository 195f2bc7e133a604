/* sample_course_words - see sample_course_words.h. */
#include "sample_course_words.h"

#include <string.h>

#define COUNT(array) (sizeof(array) / sizeof((array)[0]))
#define B            SAMPLE_BEHAVIOURAL
#define F            SAMPLE_FUNCTIONAL
#define D            SAMPLE_DOMAIN
#define ANY          SAMPLE_ANY_AREA

const struct sample_audience sample_audiences[] = {
    {"anms", NULL, "ANMs", "एएनएम"},
    {"asha-workers", NULL, "ASHA Workers", "आशा कार्यकर्ताओं"},
    {"nurses", NULL, "Nurses", "नर्सों"},
    {"doctors", NULL, "Medical Officers", "चिकित्सा अधिकारियों"},
    {"pharmacists", NULL, "Pharmacists", "फार्मासिस्टों"},
    {"police-constables", NULL, "Police Constables", "पुलिस आरक्षियों"},
    {"police-officers", NULL, "Police Officers", "पुलिस अधिकारियों"},
    {"home-guards", NULL, "Home Guards", "होमगार्डों"},
    {"fire-staff", NULL, "Fire Staff", "अग्निशमन कर्मियों"},
    {"teachers", NULL, "Teachers", "शिक्षकों"},
    {"head-teachers", NULL, "Head Teachers", "प्रधान अध्यापकों"},
    {"agriculture-field-staff", NULL, "Agriculture Field Staff", "कृषि विभाग के क्षेत्रीय कर्मियों"},
    {"power-line-staff", NULL, "Power Line Staff", "विद्युत लाइन कर्मियों"},
    {"panchayati-raj-staff", NULL, "Panchayati Raj Staff", "पंचायती राज कर्मियों"},
    {"urban-local-body-staff", NULL, "Urban Local Body Staff", "नगरीय निकाय कर्मियों"},
    {"rural-development-staff", NULL, "Rural Development Staff", "ग्राम्य विकास कर्मियों"},
    {"revenue-staff", NULL, "Revenue Staff", "राजस्व कर्मियों"},
    {"anganwadi-workers", NULL, "Anganwadi Workers", "आंगनबाड़ी कार्यकर्ताओं"},
    {"ministerial-staff", NULL, "Office Staff", "कार्यालय कर्मियों"},
    {NULL, "roads", "Road Engineers", "सड़क अभियंताओं"},
    {NULL, "irrigation", "Irrigation Engineers", "सिंचाई अभियंताओं"},
    {NULL, "buildings", "Building Engineers", "भवन अभियंताओं"},
    {NULL, "bridges", "Bridge Engineers", "सेतु अभियंताओं"},
    {NULL, "communication", "Communication Engineers", "संचार अभियंताओं"},
    {NULL, "electrical", "Electrical Engineers", "विद्युत अभियंताओं"},
};
const size_t sample_audience_count = COUNT(sample_audiences);

static const struct sample_theme themes[] = {
    {"citizen-centricity", {NULL}, "behaviour-learning-centre"},
    {"communication", {NULL}, "behaviour-learning-centre"},
    {"teamwork", {NULL}, "behaviour-learning-centre"},
    {"leadership", {NULL}, "civil-service-college"},
    {"self-management", {NULL}, "behaviour-learning-centre"},
    {"integrity", {NULL}, "civil-service-college"},
    {"office-procedure", {NULL}, "administrative-training-institute"},
    {"establishment", {NULL}, "administrative-training-institute"},
    {"administrative-law", {NULL}, "administrative-training-institute"},
    {"public-finance", {NULL}, "finance-training-institute"},
    {"procurement", {NULL}, "finance-training-institute"},
    {"digital-skills", {NULL}, "digital-government-centre"},
    {"data-for-decisions", {NULL}, "digital-government-centre"},
    {"policing", {"police-constables", "police-officers"}, "police-training-academy"},
    {"home-guard-duties", {"home-guards", "fire-staff"}, "home-guards-training-centre"},
    {"disaster-management", {"home-guards", "revenue-staff", "panchayati-raj-staff"}, "disaster-training-centre"},
    {"maternal-and-child-health", {"anms", "asha-workers"}, "health-training-institute"},
    {"disease-control", {"anms", "asha-workers", "doctors"}, "health-training-institute"},
    {"health-facilities", {"nurses", "doctors", "pharmacists"}, "health-training-institute"},
    {"primary-teaching", {"teachers"}, "teacher-training-council"},
    {"school-leadership", {"head-teachers", "teachers"}, "teacher-training-council"},
    {"agricultural-extension", {"agriculture-field-staff"}, "agriculture-training-centre"},
    {"power-distribution", {"power-line-staff", "electrical"}, "power-training-centre"},
    {"village-panchayats", {"panchayati-raj-staff"}, "panchayat-training-institute"},
    {"urban-services", {"urban-local-body-staff"}, "urban-training-institute"},
    {"rural-development", {"rural-development-staff"}, "rural-training-institute"},
    {"land-and-revenue", {"revenue-staff"}, "revenue-training-institute"},
    {"early-childhood", {"anganwadi-workers"}, "nutrition-training-centre"},
    {"road-engineering", {"roads"}, "engineers-training-institute"},
    {"bridge-engineering", {"bridges"}, "engineers-training-institute"},
    {"building-engineering", {"buildings"}, "engineers-training-institute"},
    {"irrigation-engineering", {"irrigation"}, "engineers-training-institute"},
    {"communication-engineering", {"communication"}, "engineers-training-institute"},
    {"works-management", {"roads", "bridges", "buildings", "irrigation"}, "engineers-training-institute"},
};

const char *const sample_general_providers[] = {"civil-service-college", "administrative-training-institute",
                                                "open-university", "technology-university"};
const size_t sample_general_provider_count = COUNT(sample_general_providers);

static const struct sample_form course_plain[] = {
    {ANY, "Introduction to {T}", "{T}: एक परिचय"},
    {ANY, "{T}: Fundamentals", "{T}: मूल बातें"},
    {F | D, "{T}: Advanced Course", "{T}: उन्नत पाठ्यक्रम"},
    {ANY, "{T} in Practice", "{T}: व्यवहार में"},
    {F | D, "{T}: Step by Step", "{T}: चरण दर चरण"},
    {F | D, "{T}: Rules and Procedure", "{T}: नियम एवं प्रक्रिया"},
    {F | D, "{T}: Common Mistakes and How to Avoid Them", "{T}: सामान्य त्रुटियां और उनसे बचाव"},
    {ANY, "{T}: A Refresher", "{T}: पुनश्चर्या पाठ्यक्रम"},
    {ANY, "{T}: Questions from the Field", "{T}: क्षेत्र से आए प्रश्न"},
    {ANY, "{T}: The First Year of Service", "{T}: सेवा का पहला वर्ष"},
    {F | D, "{T}: Roles and Responsibilities", "{T}: भूमिका एवं दायित्व"},
    {F | D, "{T}: Tools and Templates", "{T}: साधन एवं प्रारूप"},
    {ANY, "{T}: Good Practices from the Districts", "{T}: जनपदों के उत्कृष्ट अनुभव"},
    {F | D, "{T}: Use of Digital Tools", "{T}: डिजिटल साधनों का उपयोग"},
    {B, "{T}: Small Steps for Every Day", "{T}: प्रतिदिन के छोटे कदम"},
    {B, "{T}: Situations from Office and Field", "{T}: कार्यालय और क्षेत्र की परिस्थितियां"},
};
static const struct sample_form course_addressed[] = {
    {ANY, "{T} for {A}", "{T}: {A} के लिए"},
    {ANY, "{T}: Handbook for {A}", "{T}: {A} के लिए पुस्तिका"},
    {F | D, "{T}: Advanced Course for {A}", "{T}: {A} के लिए उन्नत पाठ्यक्रम"},
    {ANY, "{T}: Refresher for {A}", "{T}: {A} के लिए पुनश्चर्या पाठ्यक्रम"},
    {ANY, "{T}: Practical Exercises for {A}", "{T}: {A} के लिए व्यावहारिक अभ्यास"},
    {ANY, "{T}: Short Lessons for {A}", "{T}: {A} के लिए लघु पाठ"},
    {F | D, "{T}: Checklists for {A}", "{T}: {A} के लिए जांच सूची"},
};

static const struct sample_form program_plain[] = {
    {ANY, "{T}: Certificate Programme", "{T}: प्रमाण पत्र कार्यक्रम"},
    {ANY, "{T}: Induction Programme", "{T}: आधारभूत प्रशिक्षण कार्यक्रम"},
};
static const struct sample_form program_addressed[] = {
    {ANY, "{T}: Programme for {A}", "{T}: {A} के लिए कार्यक्रम"},
    {ANY, "{T}: Mid-career Programme for {A}", "{T}: {A} के लिए सेवाकालीन कार्यक्रम"},
};

static const struct sample_form curated_plain[] = {
    {ANY, "{T}: Selected Courses", "{T}: चयनित पाठ्यक्रम"},
    {ANY, "{T}: A Curated Programme", "{T}: क्यूरेटेड कार्यक्रम"},
};
static const struct sample_form curated_addressed[] = {
    {ANY, "{T}: Curated Programme for {A}", "{T}: {A} के लिए क्यूरेटेड कार्यक्रम"},
    {ANY, "{T}: Selected Courses for {A}", "{T}: {A} के लिए चयनित पाठ्यक्रम"},
};

static const struct sample_form blended_plain[] = {
    {ANY, "{T}: Blended Programme", "{T}: मिश्रित शिक्षण कार्यक्रम"},
    {ANY, "{T}: Online and Classroom Training", "{T}: ऑनलाइन एवं कक्षा प्रशिक्षण"},
};
static const struct sample_form blended_addressed[] = {
    {ANY, "{T}: Blended Programme for {A}", "{T}: {A} के लिए मिश्रित शिक्षण कार्यक्रम"},
    {ANY, "{T}: Workshop with Online Preparation for {A}", "{T}: {A} के लिए ऑनलाइन तैयारी सहित कार्यशाला"},
};

static const struct sample_form invited_plain[] = {
    {ANY, "Masterclass: {T}", "विशेष कक्षा: {T}"},
    {ANY, "{T}: Programme for Senior Officers", "{T}: वरिष्ठ अधिकारियों के लिए कार्यक्रम"},
};
static const struct sample_form invited_addressed[] = {
    {ANY, "{T}: Programme for Selected {A}", "{T}: चयनित {A} के लिए कार्यक्रम"},
};

static const struct sample_form moderated_plain[] = {
    {ANY, "{T}: Departmental Course", "{T}: विभागीय पाठ्यक्रम"},
    {F | D, "{T}: Standing Orders Explained", "{T}: स्थायी आदेशों की व्याख्या"},
};
static const struct sample_form moderated_addressed[] = {
    {ANY, "{T}: Departmental Course for {A}", "{T}: {A} के लिए विभागीय पाठ्यक्रम"},
};

static const struct sample_form assessment_plain[] = {
    {ANY, "{T}: Test Yourself", "{T}: स्वयं को परखें"},
    {ANY, "{T}: Short Assessment", "{T}: संक्षिप्त मूल्यांकन"},
};
static const struct sample_form assessment_addressed[] = {
    {ANY, "{T}: Assessment for {A}", "{T}: {A} के लिए मूल्यांकन"},
    {ANY, "{T}: Test before Training for {A}", "{T}: {A} के लिए प्रशिक्षण पूर्व परीक्षण"},
};

static const struct sample_form comprehensive_plain[] = {
    {ANY, "{T}: Final Assessment", "{T}: अंतिम मूल्यांकन"},
    {ANY, "{T}: Comprehensive Assessment", "{T}: समग्र मूल्यांकन"},
};
static const struct sample_form comprehensive_addressed[] = {
    {ANY, "{T}: Comprehensive Assessment for {A}", "{T}: {A} के लिए समग्र मूल्यांकन"},
};

static const struct sample_form pathway_plain[] = {
    {ANY, "Learning Pathway: {T}", "शिक्षण पथ: {T}"},
    {ANY, "{T}: From Beginner to Expert", "{T}: आरंभ से दक्षता तक"},
};
static const struct sample_form pathway_addressed[] = {
    {ANY, "{T}: Learning Pathway for {A}", "{T}: {A} के लिए शिक्षण पथ"},
};

static const struct sample_form event_plain[] = {
    {ANY, "Live Session: {T}", "लाइव सत्र: {T}"},
    {ANY, "Webinar: {T}", "वेबिनार: {T}"},
    {ANY, "Ask an Expert: {T}", "विशेषज्ञ से पूछें: {T}"},
};
static const struct sample_form event_addressed[] = {
    {ANY, "Live Session for {A}: {T}", "{A} के लिए लाइव सत्र: {T}"},
    {ANY, "Webinar for {A}: {T}", "{A} के लिए वेबिनार: {T}"},
};

static const struct sample_form external_plain[] = {
    {ANY, "{T}: Short University Course", "{T}: विश्वविद्यालय का लघु पाठ्यक्रम"},
    {ANY, "{T}: Free Course on the Web", "{T}: वेब पर निःशुल्क पाठ्यक्रम"},
};
static const struct sample_form external_addressed[] = {
    {ANY, "{T}: University Training for {A}", "{T}: {A} के लिए विश्वविद्यालय प्रशिक्षण"},
};

static const struct sample_form case_plain[] = {
    {ANY, "Case Study: {T}", "केस अध्ययन: {T}"},
    {ANY, "{T}: Experience of One District", "{T}: एक जनपद का अनुभव"},
    {F | D, "{T}: What Went Wrong and What Was Learnt", "{T}: क्या चूक हुई और क्या सीखा गया"},
};
static const struct sample_form case_addressed[] = {
    {ANY, "Case Study for {A}: {T}", "{A} के लिए केस अध्ययन: {T}"},
};

#define FORMS(plain, addressed) plain, COUNT(plain), addressed, COUNT(addressed)

const struct sample_course_kind sample_course_kinds[SAMPLE_COURSE_KINDS] = {
    {"Course", "पाठ्यक्रम", 52, 20, 240, FORMS(course_plain, course_addressed)},
    {"Program", "कार्यक्रम", 4, 600, 2400, FORMS(program_plain, program_addressed)},
    {"Curated Program", "क्यूरेटेड कार्यक्रम", 6, 300, 1200, FORMS(curated_plain, curated_addressed)},
    {"Blended Program", "मिश्रित शिक्षण कार्यक्रम", 6, 1200, 3000, FORMS(blended_plain, blended_addressed)},
    {"Invite-only Program", NULL, 3, 600, 1800, FORMS(invited_plain, invited_addressed)},
    {"Moderated Course", NULL, 4, 60, 300, FORMS(moderated_plain, moderated_addressed)},
    {"Standalone Assessment", NULL, 6, 15, 45, FORMS(assessment_plain, assessment_addressed)},
    {"Comprehensive Assessment", NULL, 3, 60, 120, FORMS(comprehensive_plain, comprehensive_addressed)},
    {"Learning Pathway", NULL, 3, 600, 2400, FORMS(pathway_plain, pathway_addressed)},
    {"Event", NULL, 5, 45, 120, FORMS(event_plain, event_addressed)},
    {"External", NULL, 3, 600, 3600, FORMS(external_plain, external_addressed)},
    {"Case Study", NULL, 5, 20, 60, FORMS(case_plain, case_addressed)},
};

const struct sample_audience *sample_audience_find(const char *code)
{
    for (size_t i = 0; i < COUNT(sample_audiences); i++) {
        const struct sample_audience *audience = &sample_audiences[i];

        if (strcmp(audience->cadre ? audience->cadre : audience->trade, code) == 0)
            return audience;
    }
    return NULL;
}

const struct sample_theme *sample_theme_find(const char *code)
{
    for (size_t i = 0; i < COUNT(themes); i++) {
        if (strcmp(themes[i].code, code) == 0)
            return &themes[i];
    }
    return NULL;
}

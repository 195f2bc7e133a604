/* sample_department - see sample_department.h. */
#include "sample_department.h"

/* clang-format off */
const struct sample_department sample_departments[SAMPLE_DEPARTMENTS] = {
    {"school-education", "department", "School Education", "स्कूल शिक्षा",
     "school-education", "division", "school-education-division",
     "School Education, %s Division", "स्कूल शिक्षा, %s मंडल",
     "District Education Office, %s", "जिला शिक्षा कार्यालय, %s", "education", 383, true},
    {"police", NULL, "Police", "पुलिस",
     "police", "range", "range",
     "%s Range", "%s परिक्षेत्र",
     "District Police, %s", "जनपदीय पुलिस, %s", "police", 207, true},
    {"medical-health", "department", "Medical Health and Family Welfare", "चिकित्सा स्वास्थ्य एवं परिवार कल्याण",
     "medical-health", "division", "medical-health-division",
     "Medical Health, %s Division", "चिकित्सा स्वास्थ्य, %s मंडल",
     "District Health Services, %s", "जनपदीय स्वास्थ्य सेवाएं, %s", "health", 176, true},
    {"home-guards", "department", "Home Guards", "होम गार्ड्स",
     "home-guards", "division", "home-guards-division",
     "Home Guards, %s Division", "होम गार्ड्स, %s मंडल",
     "District Home Guards, %s", "जनपदीय होम गार्ड्स, %s", "home-guards", 85, true},
    {"agriculture", "department", "Agriculture", "कृषि",
     "agriculture", "division", "agriculture-division",
     "Agriculture, %s Division", "कृषि, %s मंडल",
     "District Agriculture Office, %s", "जिला कृषि कार्यालय, %s", "agriculture", 59, true},
    {"power-corporation", "corporation", "Power Corporation", "पावर कॉरपोरेशन",
     "power", "division", "power-division",
     "Power Distribution, %s Division", "विद्युत वितरण, %s मंडल",
     "Power Distribution, %s", "विद्युत वितरण, %s", "power", 50, true},
    {"panchayati-raj", "department", "Panchayati Raj", "पंचायती राज",
     "panchayati-raj", "division", "panchayati-raj-division",
     "Panchayati Raj, %s Division", "पंचायती राज, %s मंडल",
     "District Panchayati Raj Office, %s", "जिला पंचायत राज कार्यालय, %s", "panchayati-raj", 40, false},
};
/* clang-format on */

bool sample_department_is_police(const struct sample_department *department)
{
    return !department->kind;
}

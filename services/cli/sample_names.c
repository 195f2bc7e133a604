/* sample_names - see sample_names.h. */
#include "sample_names.h"

#include <string.h>

#define COUNT(array)       (sizeof(array) / sizeof((array)[0]))
#define NAMES(name, table) const struct sample_names name = {table, COUNT(table)}

static const struct sample_name men[] = {
    {"Ram", "राम", NULL},
    {"Rajesh", "राजेश", NULL},
    {"Suresh", "सुरेश", NULL},
    {"Mahesh", "महेश", NULL},
    {"Narendra", "नरेन्द्र", "नरेंद्र"},
    {"Devendra", "देवेन्द्र", "देवेंद्र"},
    {"Jitendra", "जितेन्द्र", "जितेंद्र"},
    {"Sandeep", "संदीप", "सन्दीप"},
    {"Sanjay", "संजय", NULL},
    {"Vijay", "विजय", NULL},
    {"Ajay", "अजय", NULL},
    {"Anil", "अनिल", NULL},
    {"Sunil", "सुनील", NULL},
    {"Amit", "अमित", NULL},
    {"Sumit", "सुमित", NULL},
    {"Rohit", "रोहित", NULL},
    {"Mohit", "मोहित", NULL},
    {"Deepak", "दीपक", NULL},
    {"Manoj", "मनोज", NULL},
    {"Pramod", "प्रमोद", NULL},
    {"Vinod", "विनोद", NULL},
    {"Ashok", "अशोक", NULL},
    {"Dinesh", "दिनेश", NULL},
    {"Mukesh", "मुकेश", NULL},
    {"Rakesh", "राकेश", NULL},
    {"Yogesh", "योगेश", NULL},
    {"Pankaj", "पंकज", NULL},
    {"Arvind", "अरविन्द", "अरविंद"},
    {"Gaurav", "गौरव", NULL},
    {"Saurabh", "सौरभ", NULL},
    {"Ankit", "अंकित", NULL},
    {"Kuldeep", "कुलदीप", NULL},
    {"Harendra", "हरेन्द्र", "हरेंद्र"},
    {"Satish", "सतीश", NULL},
    {"Naresh", "नरेश", NULL},
    {"Ombir", "ओमबीर", NULL},
    {"Brijesh", "बृजेश", NULL},
    {"Shiv", "शिव", NULL},
    {"Ravindra", "रविन्द्र", "रविंद्र"},
    {"Mohan", "मोहन", NULL},
};

static const struct sample_name women[] = {
    {"Sunita", "सुनीता", NULL},    {"Anita", "अनीता", NULL},     {"Geeta", "गीता", NULL},
    {"Seema", "सीमा", NULL},      {"Rekha", "रेखा", NULL},       {"Poonam", "पूनम", NULL},
    {"Pooja", "पूजा", NULL},       {"Neha", "नेहा", NULL},        {"Priyanka", "प्रियंका", NULL},
    {"Anjali", "अंजलि", NULL},     {"Kavita", "कविता", NULL},    {"Sangeeta", "संगीता", NULL},
    {"Mamta", "ममता", NULL},      {"Babita", "बबीता", NULL},    {"Manju", "मंजू", NULL},
    {"Usha", "उषा", NULL},        {"Asha", "आशा", NULL},        {"Shashi", "शशि", NULL},
    {"Sarita", "सरिता", NULL},    {"Vandana", "वन्दना", "वंदना"}, {"Archana", "अर्चना", NULL},
    {"Nisha", "निशा", NULL},      {"Ritu", "ऋतु", NULL},         {"Shalini", "शालिनी", NULL},
    {"Preeti", "प्रीति", NULL},    {"Kiran", "किरण", NULL},      {"Laxmi", "लक्ष्मी", NULL},
    {"Savitri", "सावित्री", NULL}, {"Meena", "मीना", NULL},      {"Rajkumari", "राजकुमारी", NULL},
};

static const struct sample_name surnames[] = {
    {"Sharma", "शर्मा", NULL},       {"Verma", "वर्मा", NULL},    {"Yadav", "यादव", NULL},
    {"Singh", "सिंह", NULL},         {"Kumar", "कुमार", NULL},    {"Gupta", "गुप्ता", NULL},
    {"Mishra", "मिश्रा", NULL},      {"Tiwari", "तिवारी", NULL}, {"Pandey", "पाण्डेय", NULL},
    {"Chaudhary", "चौधरी", NULL},   {"Tyagi", "त्यागी", NULL},   {"Rana", "राणा", NULL},
    {"Saini", "सैनी", NULL},         {"Pal", "पाल", NULL},       {"Kashyap", "कश्यप", NULL},
    {"Prajapati", "प्रजापति", NULL}, {"Gautam", "गौतम", NULL},   {"Bharti", "भारती", NULL},
    {"Maurya", "मौर्य", NULL},       {"Rathore", "राठौर", NULL}, {"Dwivedi", "द्विवेदी", NULL},
    {"Shukla", "शुक्ला", NULL},       {"Malik", "मलिक", NULL},    {"Tomar", "तोमर", NULL},
    {"Solanki", "सोलंकी", NULL},     {"Bhati", "भाटी", NULL},
};

static const struct sample_name men_muslim[] = {
    {"Mohammad Aslam", "मोहम्मद असलम", NULL},
    {"Imran", "इमरान", NULL},
    {"Irfan", "इरफ़ान", "इरफान"},
    {"Salim", "सलीम", NULL},
    {"Naushad", "नौशाद", NULL},
    {"Shahid", "शाहिद", NULL},
    {"Javed", "जावेद", NULL},
    {"Arif", "आरिफ़", "आरिफ"},
    {"Parvez", "परवेज़", "परवेज"},
    {"Mohd. Rashid", "मोहम्मद राशिद", NULL},
    {"Wasim", "वसीम", NULL},
    {"Faizan", "फ़ैज़ान", "फैजान"},
};

static const struct sample_name women_muslim[] = {
    {"Shabana", "शबाना", NULL},      {"Rukhsana", "रुख़साना", "रुखसाना"}, {"Nazma", "नज़मा", "नजमा"},
    {"Farzana", "फ़रज़ाना", "फरजाना"}, {"Gulshan", "गुलशन", NULL},        {"Yasmeen", "यास्मीन", NULL},
    {"Shaheen", "शाहीन", NULL},      {"Mumtaz", "मुमताज़", "मुमताज"},
};

static const struct sample_name surnames_muslim[] = {
    {"Khan", "ख़ान", "खान"},      {"Ansari", "अंसारी", NULL}, {"Siddiqui", "सिद्दीक़ी", "सिद्दीकी"},
    {"Qureshi", "क़ुरैशी", "कुरैशी"}, {"Ali", "अली", NULL},      {"Saifi", "सैफ़ी", "सैफी"},
    {"Alam", "आलम", NULL},
};

static const struct sample_name middle_men[] = {
    {"Kumar", "कुमार", NULL},    {"Pal", "पाल", NULL},      {"Chandra", "चन्द्र", "चंद्र"},
    {"Prakash", "प्रकाश", NULL}, {"Prasad", "प्रसाद", NULL}, {"Veer", "वीर", NULL},
};

static const struct sample_name middle_women[] = {
    {"Devi", "देवी", NULL},
    {"Kumari", "कुमारी", NULL},
    {"Rani", "रानी", NULL},
};

NAMES(sample_men, men);
NAMES(sample_women, women);
NAMES(sample_surnames, surnames);
NAMES(sample_men_muslim, men_muslim);
NAMES(sample_women_muslim, women_muslim);
NAMES(sample_surnames_muslim, surnames_muslim);
NAMES(sample_middle_men, middle_men);
NAMES(sample_middle_women, middle_women);

static const struct sample_post police[] = {
    {"constable", "Constable", "आरक्षी", 'C', 590, NULL},
    {"head-constable", "Head Constable", "मुख्य आरक्षी", 'C', 170, NULL},
    {"assistant-sub-inspector", "Assistant Sub Inspector", "सहायक उप निरीक्षक", 'C', 30, NULL},
    {"sub-inspector", "Sub Inspector", "उप निरीक्षक", 'C', 80, NULL},
    {"inspector", "Inspector", "निरीक्षक", 'B', 18, NULL},
    {"deputy-superintendent", "Deputy Superintendent of Police", "पुलिस उपाधीक्षक", 'B', 4, NULL},
    {"superintendent", "Superintendent of Police", "पुलिस अधीक्षक", 'A', 1, NULL},
    {"constable-driver", "Constable Driver", "आरक्षी चालक", 'C', 30, NULL},
    {"fireman", "Fireman", "फायरमैन", 'C', 20, NULL},
    {"follower", "Follower", "अनुचर", 'D', 30, NULL},
    {"computer-operator", "Computer Operator", "कम्प्यूटर ऑपरेटर", 'S', 15, NULL},
    {"clerk", "Clerk", "लिपिक", 'C', 12, NULL},
};

static const struct sample_name police_unknown[] = {
    {"Beat Officer, Mobile Van", "बीट अधिकारी, मोबाइल वैन", NULL},
    {"Rider, \"Dial 112\" Motorcycle", "सवार, \"डायल 112\" मोटरसाइकिल", NULL},
    {"Dog Handler", "श्वान दल प्रभारी", NULL},
    {"Cook, Reserve Lines", "रसोइया, रिज़र्व लाइन", NULL},
};

static const struct sample_post health[] = {
    {"asha", "ASHA Worker", "आशा कार्यकर्ता", 'O', 480, "honorary"},
    {"anm", "Auxiliary Nurse Midwife", "सहायक नर्स मिडवाइफ", 'C', 250, NULL},
    {"staff-nurse", "Staff Nurse", "स्टाफ नर्स", 'C', 120, NULL},
    {"pharmacist", "Pharmacist", "फार्मासिस्ट", 'C', 60, NULL},
    {"medical-officer", "Medical Officer", "चिकित्सा अधिकारी", 'B', 60, NULL},
    {"peon", "Peon", "चपरासी", 'D', 30, NULL},
};

static const struct sample_name health_unknown[] = {
    {"Cold Chain Handler, Block", "कोल्ड चेन हैंडलर, विकास खण्ड", NULL},
    {"Sector Health Mobiliser", "सेक्टर स्वास्थ्य प्रेरक", NULL},
};

static const struct sample_post education[] = {
    {"teacher", "Assistant Teacher", "सहायक अध्यापक", 'C', 700, NULL},
    {"head-teacher", "Head Teacher", "प्रधान अध्यापक", 'C', 120, NULL},
    {"shiksha-mitra", "Shiksha Mitra", "शिक्षा मित्र", 'S', 150, NULL},
    {"instructor", "Part-time Instructor", "अंशकालिक अनुदेशक", 'S', 40, NULL},
    {"principal", "Principal", "प्रधानाचार्य", 'A', 8, NULL},
    {"block-education-officer", "Block Education Officer", "खंड शिक्षा अधिकारी", 'B', 3, NULL},
    {"clerk", "Clerk", "लिपिक", 'C', 20, NULL},
    {"peon", "Peon", "चपरासी", 'D', 20, NULL},
};

static const struct sample_name education_unknown[] = {
    {"Academic Resource Person, Cluster", "संकुल शिक्षक, न्याय पंचायत", NULL},
    {"Rasoiya, Mid Day Meal", "रसोइया, मध्याह्न भोजन", NULL},
};

static const struct sample_post home_guards[] = {
    {"home-guard", "Home Guard", "होमगार्ड", 'O', 900, "volunteer"},
    {"platoon-commander-home-guards", "Platoon Commander (Home Guards)", "प्लाटून कमांडर (होमगार्ड)", 'O', 35, "volunteer"},
    {"company-commander-home-guards", "Company Commander (Home Guards)", "कंपनी कमांडर (होमगार्ड)", 'O', 15, "volunteer"},
    {"block-organiser-home-guards", "Block Organiser (Home Guards)", "ब्लॉक ऑर्गनाइजर (होमगार्ड)", 'C', 30, NULL},
    {"district-commandant-home-guards", "District Commandant (Home Guards)", "जिला कमांडेंट (होमगार्ड)", 'A', 2, NULL},
    {"clerk", "Clerk", "लिपिक", 'C', 18, NULL},
};

static const struct sample_name home_guards_unknown[] = {
    {"Quarter Master, Training Centre", "क्वार्टर मास्टर, प्रशिक्षण केंद्र", NULL},
    {"Armourer", "शस्त्र मरम्मतकर्ता", NULL},
};

static const struct sample_post agriculture[] = {
    {"agriculture-technical-assistant", "Agriculture Technical Assistant", "प्राविधिक सहायक (कृषि)", 'C', 560, NULL},
    {"assistant-development-officer-agriculture", "Assistant Development Officer (Agriculture)",
     "सहायक विकास अधिकारी (कृषि)", 'C', 150, NULL},
    {"agriculture-officer", "District Agriculture Officer", "जिला कृषि अधिकारी", 'B', 12, NULL},
    {"clerk", "Clerk", "लिपिक", 'C', 110, NULL},
    {"computer-operator", "Computer Operator", "कम्प्यूटर ऑपरेटर", 'S', 60, "outsourced"},
    {"driver", "Driver", "वाहन चालक", 'C', 28, NULL},
    {"peon", "Peon", "चपरासी", 'D', 80, NULL},
};

static const struct sample_name agriculture_unknown[] = {
    {"Seed Store Keeper, Block", "बीज भंडार प्रभारी, विकास खण्ड", NULL},
    {"Plant Doctor", "पादप चिकित्सक", NULL},
};

static const struct sample_post power[] = {
    {"lineman", "Lineman", "लाइनमैन", 'C', 330, NULL},
    {"technician-electrical", "Technician (Electrical)", "तकनीशियन (विद्युत)", 'C', 210, NULL},
    {"sub-station-operator", "Substation Operator", "उपकेंद्र परिचालक", 'S', 190, "outsourced"},
    {"meter-reader", "Meter Reader", "मीटर रीडर", 'S', 90, "outsourced"},
    {"junior-engineer-electrical", "Junior Engineer (Electrical)", "अवर अभियंता (विद्युत)", 'C', 75, NULL},
    {"assistant-engineer-electrical", "Assistant Engineer (Electrical)", "सहायक अभियंता (विद्युत)", 'B', 28, NULL},
    {"executive-engineer-electrical", "Executive Engineer (Electrical)", "अधिशासी अभियंता (विद्युत)", 'A', 9, NULL},
    {"accountant", "Accountant", "लेखाकार", 'C', 18, NULL},
    {"clerk", "Clerk", "लिपिक", 'C', 50, NULL},
};

static const struct sample_name power_unknown[] = {
    {"Cable Jointer", "केबल ज्वाइंटर", NULL},
    {"Call Centre Agent, 1912", "कॉल सेंटर प्रतिनिधि, 1912", NULL},
};

static const struct sample_post panchayati_raj[] = {
    {"village-sanitation-worker", "Village Sanitation Worker", "ग्रामीण सफाईकर्मी", 'D', 600, NULL},
    {"gram-panchayat-adhikari", "Village Panchayat Officer", "ग्राम पंचायत अधिकारी", 'C', 160, NULL},
    {"panchayat-sahayak", "Panchayat Assistant", "पंचायत सहायक", 'O', 190, "honorary"},
    {"assistant-development-officer-panchayat", "Assistant Development Officer (Panchayat)",
     "सहायक विकास अधिकारी (पंचायत)", 'C', 20, NULL},
    {"district-panchayat-raj-officer", "District Panchayat Raj Officer", "जिला पंचायत राज अधिकारी", 'B', 2, NULL},
    {"computer-operator", "Computer Operator", "कम्प्यूटर ऑपरेटर", 'S', 10, NULL},
    {"clerk", "Clerk", "लिपिक", 'C', 18, NULL},
};

static const struct sample_name panchayati_raj_unknown[] = {
    {"Community Toilet Caretaker", "सामुदायिक शौचालय केयरटेकर", NULL},
    {"Khand Prerak, Sanitation", "खण्ड प्रेरक, स्वच्छता", NULL},
};

static const struct sample_cadre cadres[] = {
    {"police", police, COUNT(police), 14, police_unknown, COUNT(police_unknown)},
    {"health", health, COUNT(health), 88, health_unknown, COUNT(health_unknown)},
    {"education", education, COUNT(education), 46, education_unknown, COUNT(education_unknown)},
    {"home-guards", home_guards, COUNT(home_guards), 9, home_guards_unknown, COUNT(home_guards_unknown)},
    {"agriculture", agriculture, COUNT(agriculture), 16, agriculture_unknown, COUNT(agriculture_unknown)},
    {"power", power, COUNT(power), 7, power_unknown, COUNT(power_unknown)},
    {"panchayati-raj", panchayati_raj, COUNT(panchayati_raj), 28, panchayati_raj_unknown,
     COUNT(panchayati_raj_unknown)},
};

const struct sample_cadre *sample_cadre_find(const char *word)
{
    for (size_t i = 0; i < COUNT(cadres); i++) {
        if (strcmp(cadres[i].word, word) == 0)
            return &cadres[i];
    }
    return NULL;
}

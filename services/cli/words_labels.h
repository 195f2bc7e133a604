#pragma once
/* words_labels - headers of tables and single words; see words.h. */

/* clang-format off */

#define WORDS_LABELS(X) \
    X(TOTAL, "Total", "योग") \
    X(ROWS, "rows", "पंक्तियाँ") \
    X(LINE, "Line", "पंक्ति") \
    X(FIELD, "Field", "स्तंभ") \
    X(REASON, "Reason", "कारण") \
    X(VERDICT, "Verdict", "निर्णय") \
    X(VERDICT_STORED, "stored", "दर्ज") \
    X(VERDICT_FLAGGED, "stored and flagged", "दर्ज, पर देखने योग्य") \
    X(VERDICT_UPDATED, "changed", "बदला गया") \
    X(VERDICT_ALREADY_THERE, "already there", "पहले से दर्ज") \
    X(VERDICT_REFUSED, "refused", "अस्वीकृत") \
    X(REFUSED_FOR, "Refused for", "अस्वीकृति का कारण") \
    X(WHAT_TO_DO, "What is wrong and what to do", "क्या ग़लत है और क्या करें") \
    X(FLAGGED_FOR, "Flagged for", "संकेत का कारण") \
    X(WHAT_TO_LOOK_AT, "What to look at", "क्या देखें") \
    X(IMPORT, "Import", "आयात") \
    X(FILE, "File", "फ़ाइल") \
    X(CALLER, "Caller", "भेजने वाला") \
    X(STARTED, "Started", "आरंभ") \
    X(CHANGED, "Last changed", "अंतिम परिवर्तन") \
    X(OFFICIAL, "Official", "कार्मिक") \
    X(COURSE, "Course", "पाठ्यक्रम") \
    X(COURSES, "Courses", "पाठ्यक्रम") \
    X(TITLE_OF_COURSE, "Title", "शीर्षक") \
    X(DESCRIPTION, "Description", "विवरण") \
    X(LANGUAGE, "Language", "भाषा") \
    X(LANGUAGES, "Languages", "भाषाएँ") \
    X(AVAILABLE, "Can be taken in it", "इसमें उपलब्ध") \
    X(ORIGINAL, "Made in it first", "मूलतः इसमें बने") \
    X(VERSION_OF, "Version of", "किसका भाषा संस्करण") \
    X(PROVIDER, "Provider", "प्रदाता") \
    X(MINUTES, "Minutes", "मिनट") \
    X(DURATION, "Duration (h:mm)", "अवधि (घं:मि)") \
    X(DURATION_WITH_PARTS, "Duration with parts", "भागों सहित अवधि") \
    X(MODULE, "Module", "मॉड्यूल") \
    X(PARTS, "Made of", "किनसे बना") \
    X(COMPETENCIES, "Competencies", "दक्षताएँ") \
    X(CADRES, "Cadres", "संवर्ग") \
    X(TRADES, "Trades", "ट्रेड") \
    X(MADE_FOR_STATE, "Made for the state", "किस राज्य के लिए") \
    X(IGOT_ID, "Id on iGOT", "iGOT पर पहचान") \
    X(KEYWORDS, "Keywords", "मुख्य शब्द") \
    X(STAGED, "Staged edit", "तैयार हो रहा संस्करण") \
    X(EDITION, "Edition", "प्रकाशन संख्या") \
    X(LIVE_FROM, "Live from", "कब से उपलब्ध") \
    X(EDITION_FROM, "This edition from", "यह प्रकाशन कब से") \
    X(RETIRED_ON, "Retired on", "कब हटाया गया") \
    X(REMARK, "Remark", "टिप्पणी") \
    X(AREA, "Area", "क्षेत्र") \
    X(THEME, "Theme", "विषय") \
    X(DESIGNATIONS, "Designations", "पदनाम") \
    X(AREA_BEHAVIOURAL, "Behavioural", "व्यवहारगत") \
    X(AREA_FUNCTIONAL, "Functional", "कार्यात्मक") \
    X(AREA_DOMAIN, "Domain", "कार्यक्षेत्र") \
    X(LIFE_DRAFT, "draft", "प्रारूप") \
    X(LIFE_REVIEW, "in review", "समीक्षा में") \
    X(LIFE_REVIEWED, "reviewed", "समीक्षित") \
    X(LIFE_LIVE, "live", "उपलब्ध") \
    X(LIFE_RETIRED, "retired", "हटाया गया") \
    X(KIND_COURSE, "Course", "पाठ्यक्रम") \
    X(KIND_PROGRAM, "Program", "कार्यक्रम") \
    X(KIND_CURATED_PROGRAM, "Curated Program", "क्यूरेटेड कार्यक्रम") \
    X(KIND_BLENDED_PROGRAM, "Blended Program", "मिश्रित शिक्षण कार्यक्रम") \
    X(KIND_INVITE_ONLY_PROGRAM, "Invite-only Program", "केवल आमंत्रण वाला कार्यक्रम") \
    X(KIND_MODERATED_COURSE, "Moderated Course", "संचालित पाठ्यक्रम") \
    X(KIND_STANDALONE_ASSESSMENT, "Standalone Assessment", "स्वतंत्र मूल्यांकन") \
    X(KIND_COMPREHENSIVE_ASSESSMENT, "Comprehensive Assessment", "समग्र मूल्यांकन") \
    X(KIND_LEARNING_PATHWAY, "Learning Pathway", "अधिगम पथ") \
    X(KIND_EVENT, "Event", "आयोजन") \
    X(KIND_EXTERNAL, "External", "बाहरी") \
    X(KIND_CASE_STUDY, "Case Study", "केस स्टडी") \
    X(ORGANISATION, "Organisation", "संगठन") \
    X(ORGANISATION_ITSELF, "(the organisation itself)", "(स्वयं संगठन)") \
    X(DISTRICT, "District", "जनपद") \
    X(NO_DISTRICT, "(no district)", "(जनपद नहीं)") \
    X(NONE, "(none)", "(कोई नहीं)") \
    X(NOT_SAID, "(not said)", "(नहीं बताया गया)") \
    X(BEFORE, "until then", "उससे पहले") \
    X(MEASURE, "Measure", "मापक") \
    X(DIMENSION, "Dimension", "आयाम") \
    X(DEFINITION, "Definition", "परिभाषा") \
    X(ADDS_UP_BY, "Adds up by", "इनके अनुसार जुड़ता है") \
    X(FILTERED_BY, "Filters", "छँटाई") \
    X(DIMENSION_ORGANISATION, "Organisation", "संगठन") \
    X(DIMENSION_DISTRICT, "District", "जनपद") \
    X(DIMENSION_DIVISION, "Division", "मंडल") \
    X(DIMENSION_DESIGNATION, "Designation", "पदनाम") \
    X(DIMENSION_LEVEL, "Level", "स्तर") \
    X(DIMENSION_GROUP, "Group", "समूह") \
    X(DIMENSION_GENDER, "Gender", "लिंग") \
    X(DIMENSION_CATEGORY, "Category", "श्रेणी") \
    X(DIMENSION_ENGAGEMENT, "Engagement", "सेवा का प्रकार") \
    X(DIMENSION_CADRE, "Cadre", "संवर्ग") \
    X(DIMENSION_TRADE, "Trade", "ट्रेड") \
    X(DIMENSION_COURSES_COMPLETED, "Courses completed", "पूर्ण पाठ्यक्रम") \
    X(ONBOARDED, "Onboarded", "पंजीकृत") \
    X(BLOCKED, "Blocked", "अवरुद्ध") \
    X(RETIRED, "Retired", "सेवानिवृत्त") \
    X(STRENGTH, "Strength", "लक्ष्य संख्या") \
    X(PER_CENT, "Per cent", "प्रतिशत") \
    X(NOT_DECLARED, "not declared", "अघोषित") \
    X(NAME, "Name", "नाम") \
    X(NAME_EN, "Name in English", "अंग्रेज़ी नाम") \
    X(NAME_HI, "Name in Hindi", "हिंदी नाम") \
    X(KIND, "Kind", "प्रकार") \
    X(ABOVE, "Above it", "ऊपर का संगठन") \
    X(CHILDREN, "Directly below", "ठीक नीचे") \
    X(ESTABLISHED, "Established on", "स्थापना तिथि") \
    X(VERSION, "Version", "संस्करण") \
    X(CODE, "Code", "कोड") \
    X(LEVEL, "Level", "स्तर") \
    X(DIVISION, "Division", "मंडल") \
    X(CENSUS_CODE, "Census 2011", "जनगणना 2011") \
    X(ALIASES, "Other spellings", "अन्य वर्तनी") \
    X(STATE, "State", "स्थिति") \
    X(STATE_ACTIVE, "active", "सक्रिय") \
    X(STATE_BLOCKED, "blocked", "अवरुद्ध") \
    X(STATE_RETIRED, "retired", "सेवानिवृत्त") \
    X(TITLE, "Title", "उपाधि") \
    X(PARENT_NAME, "Parent or husband", "माता-पिता या पति") \
    X(MOBILE, "Mobile", "मोबाइल") \
    X(EMAIL, "E-mail", "ई-मेल") \
    X(BIRTH_DATE, "Date of birth", "जन्म तिथि") \
    X(ISSUED_IDS, "Issued ids", "जारी पहचान संख्याएँ") \
    X(DESIGNATION, "Designation", "पदनाम") \
    X(NOT_IN_LIST, "not in the list", "सूची में नहीं") \
    X(GROUP, "Group", "समूह") \
    X(GENDER, "Gender", "लिंग") \
    X(CATEGORY, "Category", "श्रेणी") \
    X(ENGAGEMENT, "Engagement", "सेवा का प्रकार") \
    X(MOTHER_TONGUE, "Mother tongue", "मातृभाषा") \
    X(PIN_CODE, "Pin code of the office", "कार्यालय का पिन कोड") \
    X(TAGS, "Tags", "टैग") \
    X(REGISTERED_ON, "Registered on", "पंजीकरण तिथि") \
    X(EFFECTIVE_ON, "Last change from", "अंतिम परिवर्तन की तिथि") \
    X(FLAGS, "Flags", "संकेत") \
    X(TRANSFER, "Transfer", "स्थानांतरण") \
    X(TRANSFER_FROM, "From", "कहाँ से") \
    X(TRANSFER_TO, "To", "कहाँ") \
    X(TRANSFER_ON, "With effect from", "प्रभावी तिथि") \
    X(REQUESTED_BY, "Requested by", "अनुरोधकर्ता") \
    X(REQUESTED_AT, "Requested", "अनुरोध का समय") \
    X(GROUP_A, "Group A", "समूह क") \
    X(GROUP_B, "Group B", "समूह ख") \
    X(GROUP_C, "Group C", "समूह ग") \
    X(GROUP_D, "Group D", "समूह घ") \
    X(GROUP_CONTRACTUAL, "Contractual staff", "संविदा") \
    X(GROUP_OTHERS, "Others", "अन्य") \
    X(GENDER_MALE, "Male", "पुरुष") \
    X(GENDER_FEMALE, "Female", "महिला") \
    X(GENDER_TRANSGENDER, "Transgender", "ट्रांसजेंडर") \
    X(GENDER_OTHERS, "Others", "अन्य") \
    X(CATEGORY_GENERAL, "General", "सामान्य") \
    X(CATEGORY_OBC, "OBC", "अन्य पिछड़ा वर्ग") \
    X(CATEGORY_SC, "SC", "अनुसूचित जाति") \
    X(CATEGORY_ST, "ST", "अनुसूचित जनजाति") \
    X(CATEGORY_EWS, "EWS", "आर्थिक रूप से कमजोर वर्ग") \
    X(ENGAGEMENT_REGULAR, "Regular", "नियमित") \
    X(ENGAGEMENT_CONTRACTUAL, "Contractual", "संविदा") \
    X(ENGAGEMENT_OUTSOURCED, "Outsourced", "आउटसोर्स") \
    X(ENGAGEMENT_HONORARY, "Honorary", "मानदेय") \
    X(ENGAGEMENT_VOLUNTEER, "Volunteer", "स्वयंसेवक") \
    X(ENGAGEMENT_ELECTED, "Elected", "निर्वाचित") \
    X(ENGAGEMENT_DEPUTED, "Deputed", "प्रतिनियुक्त") \
    X(ENGAGEMENT_TRAINEE, "Trainee", "प्रशिक्षु") \
    X(SERVICE, "Service", "सेवा") \
    X(POSITION, "Position", "स्थिति बिंदु") \
    X(FOLLOWS, "Follows", "अनुसरण") \
    X(BEHIND, "Entries behind", "पीछे की प्रविष्टियाँ") \
    X(READ_TO_END, "Read to its end", "अंत तक पढ़ी") \
    X(AGO, "ago", "पहले") \
    X(COUNTER, "Counted", "गिनती") \
    X(SINCE_START, "Since its start", "आरंभ से अब तक") \
    X(NEVER, "never", "कभी नहीं") \
    X(NEVER_SINCE_START, "(never since it started)", "(आरंभ से कभी नहीं)") \
    X(REBUILDING, "Rebuilding", "पुनर्निर्माण") \
    X(YES, "yes", "हाँ") \
    X(NO, "no", "नहीं") \
    X(BACKUP_FROM, "Backup begun", "बैकअप आरंभ") \
    X(RESTORED_ON, "Restored", "वापस लाया गया") \
    X(TABLES, "Tables", "सारणियाँ") \
    X(RECORDS, "Records", "अभिलेख") \
    X(DIGEST, "Digest of all records", "सब अभिलेखों का सार") \
    X(UNIT_BYTES, "bytes", "बाइट") \
    X(UNIT_RECORDS, "records", "अभिलेख") \
    X(NOT_KNOWN, "not known", "ज्ञात नहीं") \
    X(STORE_USED, "Store, in use", "भंडार, प्रयोग में") \
    X(STORE_DISK, "Store, on disk", "भंडार, डिस्क पर") \
    X(AT, "Admitted at", "कहाँ मान्य") \
    X(ADMITTED, "admitted", "मान्य") \
    X(ROLES, "Roles", "भूमिकाएँ") \
    X(PUBLIC_KEY, "Public key", "सार्वजनिक कुंजी") \
    X(KEY_OF_CALLER, "caller", "कॉल करने वाला") \
    X(KEY_OF_SERVICE, "service", "सेवा")

/* clang-format on */

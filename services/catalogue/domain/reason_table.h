#pragma once
/*
 * reason_table - the reasons themselves; see reason.h. Findings about a field first, in the order of the fields, then
 * what is said of whole records, then what only requests can get wrong. Words are part of the contract: they are never
 * renamed or reused. What stands for {} is said behind a reason where it is not plain.
 */
#include "base/import_reasons.h"

/* clang-format off */
#define REASON_TABLE(X) \
    /* ids */ \
    X(COURSE_ID_MISSING, "The row has neither a course's id nor an id on iGOT. Give one of them.", \
      "पंक्ति में न पाठ्यक्रम की आईडी है, न iGOT की। इनमें से एक दें।") \
    X(COURSE_ID_FORM, "A course's id is written with 1 to 63 of a to z, 0 to 9, and single hyphens and underscores inside, such as do_113569. Correct it.", \
      "पाठ्यक्रम की आईडी a से z, 0 से 9 और बीच में एकल योजक चिह्न तथा अधोरेखा के 1 से 63 वर्णों से लिखी जाती है, जैसे do_113569। इसे सुधारें।") \
    X(COURSE_EXISTS, "There is a course with this id and other content. Choose another id, or update that course.", \
      "इस आईडी का पाठ्यक्रम दूसरे विवरण के साथ पहले से है। दूसरी आईडी चुनें, या उस पाठ्यक्रम को बदलें।") \
    X(COURSE_UNKNOWN, "There is no course with this id. Check the id, or create the course first.", \
      "इस आईडी का कोई पाठ्यक्रम नहीं है। आईडी जाँचें, या पहले पाठ्यक्रम बनाएँ।") \
    X(IGOT_ID_FORM, "An id on iGOT has 1 to 63 letters, digits, hyphens and underscores. Copy it again, or leave it empty.", \
      "iGOT की आईडी में 1 से 63 लैटिन अक्षर, अंक, योजक चिह्न और अधोरेखाएँ होती हैं। इसे फिर उतारें, या खाली छोड़ें।") \
    /* {}: id of the course that has it */ \
    X(IGOT_ID_TAKEN, "The id on iGOT belongs to course {}. Correct it, or leave it empty.", \
      "iGOT की यह आईडी पाठ्यक्रम {} की है। इसे सुधारें, या खाली छोड़ें।") \
    /* kind, texts */ \
    X(KIND_UNKNOWN, "The kind of the course is not known. Write it as iGOT does, such as Curated Program, or in Hindi.", \
      "पाठ्यक्रम का प्रकार पहचाना नहीं गया। जैसा iGOT में है वैसा लिखें, जैसे Curated Program, या हिंदी में।") \
    X(KIND_MISSING, "It is not said of which kind the course is. Choose one of the kinds.", \
      "पाठ्यक्रम का प्रकार नहीं बताया गया है। एक प्रकार चुनें।") \
    X(TEXT_COUNT, "A course has texts in 1 to 24 languages. Give one, or leave some out.", \
      "पाठ्यक्रम के विवरण 1 से 24 भाषाओं में होते हैं। एक दें, या कुछ हटाएँ।") \
    X(TITLE_MISSING, "There is no title. Give one.", \
      "शीर्षक नहीं है। शीर्षक दें।") \
    X(TITLE_TOO_LONG, "The title has more than 500 bytes. Shorten it.", \
      "शीर्षक 500 बाइट से लंबा है। इसे छोटा करें।") \
    X(DESCRIPTION_TOO_LONG, "The description has more than 2,000 bytes. Shorten it.", \
      "विवरण 2,000 बाइट से लंबा है। इसे छोटा करें।") \
    X(TEXT_DESTROYED, "The text was destroyed when the file was saved: its letters became question marks. Save the file again as UTF-8 from where the text can be read.", \
      "फ़ाइल सहेजते समय पाठ नष्ट हो गया: अक्षरों की जगह प्रश्नचिह्न हैं। जहाँ पाठ पढ़ा जा सकता है, वहाँ से फ़ाइल को UTF-8 में फिर सहेजें।") \
    /* {}: the converted text, or its beginning */ \
    X(LEGACY_FONT, "The text looks like text in a legacy font (Kruti Dev); in Unicode it would read: {}. Put that in its place, or confirm that the text is meant as it stands.", \
      "पाठ पुराने फ़ॉन्ट (कृति देव) में लिखा लगता है; यूनिकोड में यह होगा: {}। उसे इसकी जगह लिखें, या पुष्टि करें कि पाठ ऐसा ही है।") \
    /* languages */ \
    X(LANGUAGES_MISSING, "It is not said in which language the course can be taken. Name at least one.", \
      "यह नहीं बताया गया कि पाठ्यक्रम किस भाषा में किया जा सकता है। कम से कम एक भाषा बताएँ।") \
    X(LANGUAGE_COUNT, "A course can be taken in at most 24 languages. Leave some out.", \
      "एक पाठ्यक्रम अधिकतम 24 भाषाओं में हो सकता है। कुछ हटाएँ।") \
    X(LANGUAGE_UNKNOWN, "A language is not known. Write its ISO 639 code, such as hi or en.", \
      "कोई भाषा पहचानी नहीं गई। उसका ISO 639 कोड लिखें, जैसे hi या en।") \
    X(LANGUAGE_TWICE, "A language occurs twice. Name every language once.", \
      "एक भाषा दो बार है। हर भाषा एक ही बार बताएँ।") \
    X(ORIGINAL_LANGUAGE, "The language in which the course was made first is not among its languages. Add it there, or correct it.", \
      "जिस भाषा में पाठ्यक्रम पहले बना, वह उसकी भाषाओं में नहीं है। उसे जोड़ें, या सुधारें।") \
    X(VERSION_OF_ITSELF, "A course cannot be a version of itself in other languages. Name the other course, or leave it empty.", \
      "पाठ्यक्रम अपना ही दूसरी भाषा का संस्करण नहीं हो सकता। दूसरा पाठ्यक्रम बताएँ, या खाली छोड़ें।") \
    /* provider, duration */ \
    X(PROVIDER_MISSING, "It is not said who offers the course. Name the provider.", \
      "यह नहीं बताया गया कि पाठ्यक्रम कौन देता है। प्रदाता का नाम दें।") \
    /* flag */ \
    X(PROVIDER_UNKNOWN, "The provider is not in the list of providers. Correct it, or add it to the list.", \
      "प्रदाता सूची में नहीं है। इसे सुधारें, या सूची में जोड़ें।") \
    X(DURATION_MISSING, "It is not said how long the course takes. Give minutes, or hours and minutes such as 1:30.", \
      "यह नहीं बताया गया कि पाठ्यक्रम कितना समय लेता है। मिनट, या घंटे और मिनट दें, जैसे 1:30।") \
    X(DURATION_FORM, "The duration cannot be read. Write minutes such as 90, or hours and minutes such as 1:30.", \
      "अवधि पढ़ी नहीं जा सकी। मिनट लिखें, जैसे 90, या घंटे और मिनट, जैसे 1:30।") \
    X(DURATION_RANGE, "A course takes at most 60,000 minutes, and a module 6,000. Correct the number.", \
      "एक पाठ्यक्रम अधिकतम 60,000 मिनट और एक मॉड्यूल 6,000 मिनट का होता है। संख्या सुधारें।") \
    /* modules, parts */ \
    X(MODULE_COUNT, "A course has at most 64 modules. Join some of them.", \
      "एक पाठ्यक्रम में अधिकतम 64 मॉड्यूल होते हैं। कुछ को मिला दें।") \
    X(MODULE_ID_FORM, "A module's id is written with 1 to 63 of a to z, 0 to 9, and single hyphens and underscores inside. Correct it.", \
      "मॉड्यूल की आईडी a से z, 0 से 9 और बीच में एकल योजक चिह्न तथा अधोरेखा के 1 से 63 वर्णों से लिखी जाती है। इसे सुधारें।") \
    X(MODULE_TWICE, "Two modules have the same id. Give every module an id of its own.", \
      "दो मॉड्यूल की आईडी एक ही है। हर मॉड्यूल को अलग आईडी दें।") \
    X(PART_COUNT, "A course is made of at most 64 other courses. Leave some out.", \
      "एक पाठ्यक्रम अधिकतम 64 दूसरे पाठ्यक्रमों से बनता है। कुछ हटाएँ।") \
    X(PART_TWICE, "A course occurs twice among the parts. Name every part once.", \
      "एक पाठ्यक्रम अंशों में दो बार है। हर अंश एक ही बार बताएँ।") \
    /* {}: id of the course that has parts, or is one */ \
    X(PARTS_NESTED, "A part may not have parts itself: see course {}. Name the courses that it is made of.", \
      "किसी अंश के अपने अंश नहीं हो सकते: पाठ्यक्रम {} देखें। जिन पाठ्यक्रमों से वह बना है, उन्हें बताएँ।") \
    /* competencies, audience */ \
    X(COMPETENCY_COUNT, "A course has at most 32 competencies. Leave some out.", \
      "एक पाठ्यक्रम की अधिकतम 32 दक्षताएँ होती हैं। कुछ हटाएँ।") \
    X(COMPETENCY_UNKNOWN, "A competency is not in the list of competencies. Use a code or name of the list.", \
      "कोई दक्षता सूची में नहीं है। सूची का कोड या नाम लिखें।") \
    X(AUDIENCE_COUNT, "An audience names at most 64 cadres and 64 trades. Leave some out.", \
      "लक्षित समूह में अधिकतम 64 संवर्ग और 64 विधाएँ होती हैं। कुछ हटाएँ।") \
    X(CADRE_UNKNOWN, "A cadre is not in the list of cadres. Use a code or name of the list.", \
      "कोई संवर्ग सूची में नहीं है। सूची का कोड या नाम लिखें।") \
    X(TRADE_UNKNOWN, "A trade is not in the list of trades. Use a code or name of the list.", \
      "कोई विधा सूची में नहीं है। सूची का कोड या नाम लिखें।") \
    /* {}: code of the successor, or a dash */ \
    X(ENTRY_NOT_VALID, "An entry of a master list is not in use on that day. Use the one that took its place: {}.", \
      "मास्टर सूची की कोई प्रविष्टि उस दिन प्रचलन में नहीं है। उसकी जगह की प्रविष्टि लिखें: {}।") \
    X(LEVEL_RANGE, "A level is 1 to 18, and the lowest is not above the highest; 0 stands for no bound. Correct the levels.", \
      "स्तर 1 से 18 होता है और न्यूनतम, अधिकतम से ऊपर नहीं होता; 0 का अर्थ है कोई सीमा नहीं। स्तर सुधारें।") \
    X(STATE_CODE_RANGE, "The LGD code of a state is 1 to 99, such as 9; 0 stands for the whole country. Correct it.", \
      "राज्य का एलजीडी कोड 1 से 99 होता है, जैसे 9; 0 का अर्थ है पूरा देश। इसे सुधारें।") \
    X(KEYWORD_COUNT, "There are more than 16 keywords. Leave some out.", \
      "16 से अधिक खोज शब्द हैं। कुछ हटा दें।") \
    X(KEYWORD_TOO_LONG, "A keyword has more than 63 bytes. Shorten it.", \
      "एक खोज शब्द 63 बाइट से लंबा है। इसे छोटा करें।") \
    X(TEXT_TOO_LONG, "The text has more bytes than fit. Shorten it.", \
      "पाठ निर्धारित बाइट से लंबा है। इसे छोटा करें।") \
    X(TOO_LARGE, "The course has more than 24 KiB altogether. Shorten its texts, or leave out modules.", \
      "पाठ्यक्रम का पूरा विवरण 24 KiB से बड़ा है। पाठ छोटे करें, या मॉड्यूल हटाएँ।") \
    /* life */ \
    X(LIFE_STATE, "A course is taken in as draft, live or retired. Choose one of these.", \
      "पाठ्यक्रम प्रारूप, प्रचलित या सेवानिवृत्त के रूप में लिया जाता है। इनमें से एक चुनें।") \
    X(IN_REVIEW, "The course is in review, or has passed it, and cannot be changed meanwhile. Let the reviewer return it first.", \
      "पाठ्यक्रम समीक्षा में है या समीक्षा पूरी हो चुकी है, इस बीच बदला नहीं जा सकता। पहले समीक्षक से इसे लौटवाएँ।") \
    X(NOT_IN_REVIEW, "Nothing of the course is in review. Submit it first.", \
      "पाठ्यक्रम का कुछ भी समीक्षा में नहीं है। पहले इसे समीक्षा के लिए भेजें।") \
    X(NOT_REVIEWED, "The review is not passed yet. Submit the course and have it reviewed first.", \
      "समीक्षा अभी पूरी नहीं हुई है। पहले पाठ्यक्रम भेजें और समीक्षा करवाएँ।") \
    X(NOTHING_STAGED, "The course is live and nothing is staged. Change it first.", \
      "पाठ्यक्रम प्रचलित है और कोई संशोधन तैयार नहीं है। पहले इसे बदलें।") \
    X(EDIT_STAGED, "An edit of the course is staged. Publish it, or take it back, before the course is changed at once.", \
      "पाठ्यक्रम का एक संशोधन तैयार है। एक साथ बदलने से पहले उसे प्रकाशित करें, या वापस लें।") \
    X(RETIRED, "The course is out of use, and that is final. Check the id.", \
      "पाठ्यक्रम प्रचलन से बाहर है और यह अंतिम है। आईडी जाँचें।") \
    /* {}: the version that is there */ \
    X(VERSION_MISMATCH, "The course was changed by somebody else and is now at version {}. Read it again and decide anew.", \
      "किसी और ने पाठ्यक्रम बदल दिया है, अब उसका संस्करण {} है। उसे फिर पढ़कर निर्णय लें।") \
    X(VERSION_MISSING, "A review names the version that was read. Read the course and name its version.", \
      "समीक्षा में पढ़ा गया संस्करण बताया जाता है। पाठ्यक्रम पढ़ें और उसका संस्करण बताएँ।") \
    X(DECISION_MISSING, "It is not said what the review ends with. Pass the course or return it.", \
      "यह नहीं बताया गया कि समीक्षा का निर्णय क्या है। पाठ्यक्रम स्वीकृत करें या लौटाएँ।") \
    X(REMARK_MISSING, "There is no remark. Tell the authors what to change.", \
      "टिप्पणी नहीं है। लेखकों को बताएँ कि क्या बदलना है।") \
    X(REASON_MISSING, "There is no reason. Say in a few words why this is done.", \
      "कारण नहीं दिया गया है। कुछ शब्दों में बताएँ कि यह क्यों किया जा रहा है।") \
    X(IN_THE_FUTURE, "The day lies in the future. Give today or an earlier day.", \
      "यह दिन भविष्य का है। आज या उससे पहले का दिन दें।") \
    /* {}: the day of the edition before */ \
    X(BEFORE_LAST_CHANGE, "The day lies before the edition before it, which holds from {}. Give that day or a later one.", \
      "यह दिन पिछले संस्करण से पहले का है, जो {} से लागू है। वही या बाद का दिन दें।") \
    X(DATE_FORM, "The date cannot be read, or the calendar has no such day. Write day-month-year, such as 31-12-2025.", \
      "तिथि पढ़ी नहीं जा सकी, या कैलेंडर में ऐसी तिथि नहीं है। दिन-माह-वर्ष लिखें, जैसे 31-12-2025।") \
    X(MASK, "The update mask is empty or names a field that cannot be changed. Name at least one field that can.", \
      "बदलाव की सूची खाली है या उसमें ऐसा क्षेत्र है जो बदला नहीं जा सकता। बदलने योग्य कम से कम एक क्षेत्र बताएँ।") \
    X(CONTENT_MISSING, "The request says nothing of the course. Give its content.", \
      "अनुरोध में पाठ्यक्रम का विवरण नहीं है। विवरण दें।") \
    X(KEY_UNSPECIFIED, "It is not said which course is meant. Give its id, or its id on iGOT.", \
      "यह नहीं बताया गया कि कौन सा पाठ्यक्रम है। उसकी आईडी, या iGOT की आईडी दें।") \
    X(FILTER_COUNT, "A filter names at most 256 values in a field. Leave some out.", \
      "छननी के एक क्षेत्र में अधिकतम 256 मान होते हैं। कुछ हटाएँ।") \
    /* master lists */ \
    X(LIST_UNSPECIFIED, "It is not said which master list is meant. Name one.", \
      "यह नहीं बताया गया कि कौन सी मास्टर सूची है। सूची का नाम दें।") \
    X(ENTRY_COUNT, "A request holds 1 to 256 entries. Send them in several requests.", \
      "एक अनुरोध में 1 से 256 प्रविष्टियाँ होती हैं। इन्हें कई अनुरोधों में भेजें।") \
    X(ENTRY_TWICE, "A code occurs twice in the request. Give every entry once.", \
      "एक कोड अनुरोध में दो बार है। हर प्रविष्टि एक ही बार दें।") \
    X(ENTRY_CODE_FORM, "The code of an entry is written with 1 to 63 of a to z, 0 to 9 and single hyphens inside. Correct the code.", \
      "प्रविष्टि का कोड a से z, 0 से 9 और बीच में एकल योजक चिह्न के 1 से 63 वर्णों से लिखा जाता है। कोड सुधारें।") \
    X(ENTRY_NAME_MISSING, "The entry has no English name, or one of its spellings is empty. Give a name and leave empty spellings out.", \
      "प्रविष्टि का अंग्रेज़ी नाम नहीं है, या कोई वर्तनी खाली है। नाम दें और खाली वर्तनियाँ हटाएँ।") \
    X(ENTRY_FIELD, "An entry says something that entries of this list do not have. Areas and themes are of competencies, designations of cadres and trades.", \
      "प्रविष्टि में कुछ ऐसा है जो इस सूची में नहीं होता। क्षेत्र और विषय दक्षताओं के होते हैं, पदनाम संवर्गों और विधाओं के।") \
    X(ENTRY_VALIDITY, "The last day of the entry lies before its first. Exchange or correct the days.", \
      "प्रविष्टि का अंतिम दिन उसके पहले दिन से पहले है। दिन बदलें या सुधारें।") \
    X(TEXT_NOT_CLEAN, "The text holds control characters, or blanks at its ends or in a row. Remove them.", \
      "पाठ में नियंत्रण वर्ण, या किनारों पर अथवा लगातार रिक्त स्थान हैं। इन्हें हटाएँ।") \
    X(AREA, "A competency has an area, and a sub-theme that of its theme. Correct the area.", \
      "हर दक्षता का एक क्षेत्र होता है और उप-विषय का वही क्षेत्र जो उसके विषय का है। क्षेत्र सुधारें।") \
    X(THEME_UNKNOWN, "The theme is not in the list, or is a sub-theme itself. Name a theme, and put it first.", \
      "विषय सूची में नहीं है, या स्वयं उप-विषय है। विषय बताएँ और उसे पहले रखें।") \
    X(THEME_HAS_SUB_THEMES, "The entry has sub-themes and cannot become one. Move them to another theme first.", \
      "इस प्रविष्टि के अपने उप-विषय हैं, इसलिए यह उप-विषय नहीं बन सकती। पहले उन्हें दूसरे विषय में रखें।") \
    X(ALIAS_COUNT, "An entry has at most 32 other spellings. Leave out the rarest.", \
      "एक प्रविष्टि की अधिकतम 32 अन्य वर्तनियाँ होती हैं। सबसे विरल छोड़ दें।") \
    X(ALIAS_TAKEN, "Another entry of the list has this spelling already. Remove it there or here.", \
      "सूची की दूसरी प्रविष्टि में यह वर्तनी पहले से है। इसे वहाँ से या यहाँ से हटाएँ।") \
    X(DESIGNATION_COUNT, "An entry names at most 256 designations. Leave some out.", \
      "एक प्रविष्टि में अधिकतम 256 पदनाम होते हैं। कुछ हटाएँ।") \
    X(DESIGNATION_FORM, "A designation is named by its code in the list of designations. Correct the code.", \
      "पदनाम, पदनामों की सूची के कोड से बताया जाता है। कोड सुधारें।") \
    X(DESIGNATION_TAKEN, "Another entry of the list has the designation already. Remove it there or here.", \
      "सूची की दूसरी प्रविष्टि में यह पदनाम पहले से है। इसे वहाँ से या यहाँ से हटाएँ।") \
    /* requests in general */ \
    /* imports */ \
    IMPORT_REASON_TABLE(X) \
    X(ENUM_UNKNOWN, "A value is not one of those that the contract lists. Use one of them.", \
      "कोई मान अनुबंध में दिए मानों में से नहीं है। उनमें से एक लिखें।")
/* clang-format on */

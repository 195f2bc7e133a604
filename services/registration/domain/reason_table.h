#pragma once
/*
 * reason_table - the reasons themselves; see reason.h. Findings about a field first, in the order of the fields, then
 * what is said of whole records, then what only requests can get wrong. Words are part of the contract: they are never
 * renamed or reused. What stands for {} is said behind a reason where it is not plain.
 */
#include "base/import_reasons.h"

/* clang-format off */
#define REASON_TABLE(X) \
    /* names */ \
    X(NAME_MISSING, "There is no name. Give at least one word.", \
      "नाम नहीं है। कम से कम एक शब्द दें।") \
    X(NAME_DESTROYED, "The name was destroyed when the file was saved: its letters became question marks. Save the file again as UTF-8 from where the name can be read.", \
      "फ़ाइल सहेजते समय नाम नष्ट हो गया: अक्षरों की जगह प्रश्नचिह्न हैं। जहाँ नाम पढ़ा जा सकता है, वहाँ से फ़ाइल को UTF-8 में फिर सहेजें।") \
    X(NAME_TOO_LONG, "The name has more than 255 bytes. Shorten it.", \
      "नाम 255 बाइट से लंबा है। इसे छोटा करें।") \
    X(NAME_CHARACTERS, "The name holds a digit or a sign that no name has. Use letters, blanks, full stops, apostrophes, hyphens and round brackets only.", \
      "नाम में ऐसा अंक या चिह्न है जो नाम में नहीं होता। केवल अक्षर, रिक्त स्थान, बिंदु, ऊर्ध्व अल्पविराम, योजक चिह्न और गोल कोष्ठक लिखें।") \
    /* {}: the converted text */ \
    X(LEGACY_FONT, "The name looks like text in a legacy font (Kruti Dev); in Unicode it would read: {}. Put that in its place, or confirm that the name is meant as it stands.", \
      "नाम पुराने फ़ॉन्ट (कृति देव) में लिखा लगता है; यूनिकोड में यह होगा: {}। उसे इसकी जगह लिखें, या पुष्टि करें कि नाम ऐसा ही है।") \
    /* e-mail */ \
    X(EMAIL_FORM, "This is no e-mail address. Give one address such as name@example.in, or leave it empty.", \
      "यह ई-मेल पता नहीं है। name@example.in जैसा एक पता दें, या खाली छोड़ें।") \
    X(EMAIL_LETTERS, "The e-mail address holds letters outside a to z. Give an address in Latin letters, or leave it empty.", \
      "ई-मेल पते में a से z के बाहर के अक्षर हैं। लैटिन अक्षरों में पता दें, या खाली छोड़ें।") \
    X(EMAIL_KIND_UNKNOWN, "It is not clear whose mailbox this is. Write personal or post.", \
      "यह स्पष्ट नहीं कि ई-मेल किसका है। व्यक्तिगत या पद लिखें।") \
    X(EMAIL_TAKEN, "The e-mail address belongs to official {}. Correct it, or mark it as the mailbox of a post.", \
      "यह ई-मेल पता कार्मिक {} का है। इसे सुधारें, या पद का ई-मेल बताएँ।") \
    /* mobile */ \
    X(MOBILE_DIGITS, "A mobile number has 10 digits. Correct it, or leave it empty.", \
      "मोबाइल नंबर में 10 अंक होते हैं। इसे सुधारें, या खाली छोड़ें।") \
    X(MOBILE_FIRST_DIGIT, "A mobile number in India begins with 6, 7, 8 or 9. Correct it, or leave it empty.", \
      "भारत में मोबाइल नंबर 6, 7, 8 या 9 से शुरू होता है। इसे सुधारें, या खाली छोड़ें।") \
    X(MOBILE_SPREADSHEET, "The spreadsheet has rounded the mobile number and digits are lost. Format the column as text and enter the number again.", \
      "स्प्रेडशीट ने मोबाइल नंबर को संक्षिप्त कर दिया है और अंक खो गए हैं। स्तंभ का प्रारूप टेक्स्ट करें और नंबर फिर लिखें।") \
    X(MOBILE_CHARACTERS, "The mobile number holds something other than digits, blanks and hyphens. Give one Indian number of 10 digits.", \
      "मोबाइल नंबर में अंक, रिक्त स्थान और योजक चिह्न के अलावा कुछ है। 10 अंकों का एक भारतीय नंबर दें।") \
    X(MOBILE_TAKEN, "This mobile number with this name belongs to official {}. Give an issued id or an e-mail address to tell them apart.", \
      "इस नाम के साथ यह मोबाइल नंबर कार्मिक {} का है। अलग पहचान के लिए जारी पहचान संख्या या ई-मेल पता दें।") \
    X(MOBILE_SHARED_TOO_OFTEN, "Too many officials have this mobile number, or had it. Give another one, or leave it empty.", \
      "यह मोबाइल नंबर बहुत से कार्मिकों का है या रह चुका है। दूसरा नंबर दें, या खाली छोड़ें।") \
    /* flag; {}: the id of another official with it */ \
    X(SHARED_MOBILE, "The mobile number is also that of official {}. Check whether both use it.", \
      "यह मोबाइल नंबर कार्मिक {} का भी है। जाँचें कि क्या दोनों इसका उपयोग करते हैं।") \
    /* words */ \
    X(GROUP_UNKNOWN, "The group is not known. Write Group A, Group B, Group C, Group D, Contractual Staff or Others.", \
      "समूह पहचाना नहीं गया। समूह क, समूह ख, समूह ग, समूह घ, संविदा या अन्य लिखें।") \
    X(GENDER_UNKNOWN, "The gender is not known. Write Male, Female, Transgender or Others.", \
      "लिंग पहचाना नहीं गया। पुरुष, महिला, ट्रांसजेंडर या अन्य लिखें।") \
    X(CATEGORY_UNKNOWN, "The category is not known. Write General, OBC, SC, ST or EWS.", \
      "वर्ग पहचाना नहीं गया। सामान्य, अन्य पिछड़ा वर्ग, अनुसूचित जाति, अनुसूचित जनजाति या ईडब्ल्यूएस लिखें।") \
    X(ENGAGEMENT_UNKNOWN, "How the official serves is not known. Write regular, contractual, outsourced, honorary, volunteer, elected, deputed or trainee.", \
      "सेवा का प्रकार पहचाना नहीं गया। नियमित, संविदा, आउटसोर्स, मानदेय, स्वयंसेवक, निर्वाचित, प्रतिनियुक्त या प्रशिक्षु लिखें।") \
    /* designation; the first two are flags */ \
    X(DESIGNATION_MISSING, "There is no designation. Add it when it is known.", \
      "पदनाम नहीं है। ज्ञात होने पर जोड़ें।") \
    X(DESIGNATION_UNKNOWN, "The designation is not in the list of designations. Choose one from the list, or have it added as another spelling.", \
      "पदनाम सूची में नहीं है। सूची से चुनें, या इसे दूसरी वर्तनी के रूप में जुड़वाएँ।") \
    X(DESIGNATION_DESTROYED, "The designation was destroyed when the file was saved: its letters became question marks. Save the file again as UTF-8.", \
      "फ़ाइल सहेजते समय पदनाम नष्ट हो गया: अक्षरों की जगह प्रश्नचिह्न हैं। फ़ाइल को UTF-8 में फिर सहेजें।") \
    /* birth date */ \
    X(BIRTH_DATE_FORM, "The birth date cannot be read. Write day-month-year, such as 31-12-1990.", \
      "जन्म तिथि पढ़ी नहीं जा सकी। दिन-माह-वर्ष लिखें, जैसे 31-12-1990।") \
    X(BIRTH_DATE_TWO_DIGIT_YEAR, "The year of birth has two digits, so the century is a guess. Write all four digits.", \
      "जन्म का वर्ष दो अंकों में है, इसलिए सदी स्पष्ट नहीं। वर्ष के चारों अंक लिखें।") \
    X(BIRTH_DATE_NOT_EXISTING, "The calendar has no such day of birth. Check day and month, and their order in the column.", \
      "कैलेंडर में जन्म की ऐसी कोई तिथि नहीं है। दिन और माह, और स्तंभ में उनका क्रम जाँचें।") \
    X(BIRTH_DATE_RANGE, "By this birth date the official would be younger than 14 or older than 100 years. Correct the date.", \
      "इस जन्म तिथि से कार्मिक की आयु 14 वर्ष से कम या 100 वर्ष से अधिक होगी। तिथि सुधारें।") \
    /* mother tongue */ \
    X(MOTHER_TONGUE_UNKNOWN, "The mother tongue is not in the list of languages. Choose one from the list, or leave it empty.", \
      "मातृभाषा भाषाओं की सूची में नहीं है। सूची से चुनें, या खाली छोड़ें।") \
    /* issued ids */ \
    X(EMPLOYEE_ID_FORM, "An employee id has 1 to 30 letters a to z, digits and / - . without blanks. Correct it, or leave it empty.", \
      "कर्मचारी आईडी में 1 से 30 तक a से z अक्षर, अंक और / - . होते हैं, रिक्त स्थान नहीं। इसे सुधारें, या खाली छोड़ें।") \
    X(EXTERNAL_SYSTEM_ID_FORM, "An id of another system has 1 to 30 letters a to z, digits and / - . without blanks. Correct it, or leave it empty.", \
      "दूसरी प्रणाली की आईडी में 1 से 30 तक a से z अक्षर, अंक और / - . होते हैं, रिक्त स्थान नहीं। इसे सुधारें, या खाली छोड़ें।") \
    X(EXTERNAL_SYSTEM_NAME_MISSING, "There is an id of another system, but not whose. Give the name of the system.", \
      "दूसरी प्रणाली की आईडी है, पर प्रणाली का नाम नहीं। प्रणाली का नाम दें।") \
    X(EXTERNAL_SYSTEM_NAME_FORM, "The name of a system has at least one letter and at most 255 bytes. Correct it.", \
      "प्रणाली के नाम में कम से कम एक अक्षर और अधिकतम 255 बाइट होते हैं। इसे सुधारें।") \
    X(ROSTER_SERIAL_FORM, "A roster serial has 1 to 30 letters a to z, digits and / - . without blanks. Correct it, or leave it empty.", \
      "रोस्टर क्रमांक में 1 से 30 तक a से z अक्षर, अंक और / - . होते हैं, रिक्त स्थान नहीं। इसे सुधारें, या खाली छोड़ें।") \
    X(ISSUED_ID_FORM, "An issued id has 1 to 30 letters a to z, digits and / - . without blanks. Correct it.", \
      "जारी पहचान संख्या में 1 से 30 तक a से z अक्षर, अंक और / - . होते हैं, रिक्त स्थान नहीं। इसे सुधारें।") \
    X(ISSUED_ID_SPREADSHEET, "The spreadsheet has rounded the id and digits are lost. Format the column as text and enter the id again.", \
      "स्प्रेडशीट ने आईडी को संक्षिप्त कर दिया है और अंक खो गए हैं। स्तंभ का प्रारूप टेक्स्ट करें और आईडी फिर लिखें।") \
    X(ISSUED_ID_COUNT, "An official has at most 8 issued ids. Leave out those that identify least.", \
      "एक कार्मिक की अधिकतम 8 जारी पहचान संख्याएँ होती हैं। कम उपयोगी छोड़ दें।") \
    X(ISSUED_ID_ISSUER_TWICE, "There are two ids of one issuer. Give one id for each issuer.", \
      "एक ही जारीकर्ता की दो पहचान संख्याएँ हैं। हर जारीकर्ता की एक ही संख्या दें।") \
    X(ISSUED_ID_TAKEN, "The id belongs to official {}. Correct it, or update that official.", \
      "यह पहचान संख्या कार्मिक {} की है। इसे सुधारें, या उस कार्मिक का विवरण बदलें।") \
    X(ISSUER_FORM, "An issuer is written with 1 to 63 of a to z, 0 to 9 and single hyphens inside, such as manav-sampada. Correct it.", \
      "जारीकर्ता a से z, 0 से 9 और बीच में एकल योजक चिह्न के 1 से 63 वर्णों से लिखा जाता है, जैसे manav-sampada। इसे सुधारें।") \
    /* office, tags */ \
    X(PIN_CODE_FORM, "A pin code has 6 digits and does not begin with 0. Correct it, or leave it empty.", \
      "पिन कोड में 6 अंक होते हैं और वह 0 से शुरू नहीं होता। इसे सुधारें, या खाली छोड़ें।") \
    X(TAG_COUNT, "There are more than 16 tags. Leave some out.", \
      "16 से अधिक टैग हैं। कुछ हटा दें।") \
    X(TAG_TOO_LONG, "A tag has more than 63 bytes. Shorten it.", \
      "एक टैग 63 बाइट से लंबा है। इसे छोटा करें।") \
    X(TAG_CHARACTERS, "A tag holds something other than letters and blanks. Separate tags by | or ; and use letters only.", \
      "किसी टैग में अक्षर और रिक्त स्थान के अलावा कुछ है। टैग | या ; से अलग करें और केवल अक्षर लिखें।") \
    /* place */ \
    X(ORGANISATION_MISSING, "There is no organisation. Name it in the row or for the whole list.", \
      "संगठन नहीं है। पंक्ति में या पूरी सूची के लिए संगठन बताएँ।") \
    X(ORGANISATION_UNKNOWN, "There is no organisation with this id. Correct the id, or create the organisation first.", \
      "इस आईडी का कोई संगठन नहीं है। आईडी सुधारें, या पहले संगठन बनाएँ।") \
    X(ORGANISATION_NO_DEPARTMENT, "Officials are registered in a department, not in the state as a whole. Name the department or an organisation below it.", \
      "कार्मिक विभाग में पंजीकृत होते हैं, पूरे राज्य में नहीं। विभाग या उसके नीचे का संगठन बताएँ।") \
    X(DISTRICT_CODE_FORM, "A district code is an LGD code of 1 to 5 digits. Correct it, or give the district's name.", \
      "जनपद का कोड 1 से 5 अंकों का एलजीडी कोड होता है। इसे सुधारें, या जनपद का नाम दें।") \
    X(DISTRICT_UNKNOWN, "The district is not in the list of districts. Give its LGD code or its name as in the list.", \
      "जनपद सूची में नहीं है। उसका एलजीडी कोड या सूची के अनुसार नाम दें।") \
    /* {}: LGD code of the district named */ \
    X(DISTRICT_CENSUS_CODE, "The code is the district's census code of 2011. Use its LGD code: {}.", \
      "यह जनपद का 2011 की जनगणना का कोड है। उसका एलजीडी कोड लिखें: {}।") \
    /* {}: name of the district that has the code */ \
    X(DISTRICT_DISAGREES, "District code and name disagree: the code is that of {}. Correct one of them.", \
      "जनपद का कोड और नाम मेल नहीं खाते: यह कोड {} का है। दोनों में से एक सुधारें।") \
    /* {}: code of the successor, or a dash */ \
    X(DISTRICT_NOT_VALID, "The district did not exist on that day. Use the district that took its place: {}.", \
      "उस दिन यह जनपद नहीं था। इसकी जगह का जनपद लिखें: {}।") \
    /* dates other than the birth date */ \
    X(DATE_FORM, "The date cannot be read. Write day-month-year, such as 31-12-2025.", \
      "तिथि पढ़ी नहीं जा सकी। दिन-माह-वर्ष लिखें, जैसे 31-12-2025।") \
    X(DATE_TWO_DIGIT_YEAR, "The year has two digits, so the century is a guess. Write it with four digits.", \
      "वर्ष दो अंकों में है, इसलिए सदी स्पष्ट नहीं। वर्ष चार अंकों में लिखें।") \
    X(DATE_NOT_EXISTING, "The calendar has no such day. Check the day, the month and their order.", \
      "कैलेंडर में ऐसी कोई तिथि नहीं है। दिन, माह और उनका क्रम जाँचें।") \
    X(DATE_RANGE, "The date lies before 1900 or after 2199. Correct the year.", \
      "तिथि 1900 से पहले या 2199 के बाद की है। वर्ष सुधारें।") \
    X(IN_THE_FUTURE, "The day lies in the future. Give today or an earlier day.", \
      "यह दिन भविष्य का है। आज या उससे पहले का दिन दें।") \
    /* a record as a whole */ \
    X(KEY_MISSING, "There is nothing to tell this person by. Give an issued id, a roster serial, a mobile number or an e-mail address.", \
      "इस व्यक्ति को पहचानने का कोई आधार नहीं है। जारी पहचान संख्या, रोस्टर क्रमांक, मोबाइल नंबर या ई-मेल पता दें।") \
    /* {}: words of the fields that differ */ \
    X(CONTENT_DIFFERS, "The official is registered already with other content in: {}. Update that official, or correct the row.", \
      "यह कार्मिक पहले से पंजीकृत है, पर इनमें अंतर है: {}। उस कार्मिक का विवरण बदलें, या पंक्ति सुधारें।") \
    /* flag; {}: the id of the other one */ \
    X(LIKELY_DUPLICATE, "This may be the same person as official {}. Compare both and decide.", \
      "हो सकता है कि यह और कार्मिक {} एक ही व्यक्ति हों। दोनों की तुलना करके निर्णय लें।") \
    /* changes */ \
    /* {}: the version that is there */ \
    X(VERSION_MISMATCH, "The record was changed by somebody else and is now at version {}. Read it again and decide anew.", \
      "किसी और ने अभिलेख बदल दिया है, अब उसका संस्करण {} है। उसे फिर पढ़कर निर्णय लें।") \
    X(RETIRED, "The official has left service, and that is final. Check the id.", \
      "कार्मिक सेवा छोड़ चुका है और यह अंतिम है। पहचान संख्या जाँचें।") \
    X(BLOCKED_ALREADY, "The official is blocked already. Nothing is left to do.", \
      "कार्मिक पहले से अवरुद्ध है। और कुछ करना शेष नहीं है।") \
    X(NOT_BLOCKED, "The official is not blocked. Only a blocked official can be unblocked.", \
      "कार्मिक अवरुद्ध नहीं है। केवल अवरुद्ध कार्मिक का अवरोध हटाया जा सकता है।") \
    /* {}: the day of the change before */ \
    X(BEFORE_LAST_CHANGE, "The day lies before the change before it, which holds from {}. Give that day or a later one.", \
      "यह दिन पिछले बदलाव से पहले का है, जो {} से लागू है। वही या बाद का दिन दें।") \
    X(REASON_MISSING, "There is no reason. Say in a few words why this is done.", \
      "कारण नहीं दिया गया है। कुछ शब्दों में बताएँ कि यह क्यों किया जा रहा है।") \
    X(MASK, "The update mask is empty or names a field that cannot be changed. Name at least one field that can.", \
      "बदलाव की सूची खाली है या उसमें ऐसा क्षेत्र है जो बदला नहीं जा सकता। बदलने योग्य कम से कम एक क्षेत्र बताएँ।") \
    X(TEXT_TOO_LONG, "The text has more than 255 bytes. Shorten the text.", \
      "पाठ 255 बाइट से लंबा है। पाठ छोटा करें।") \
    X(TEXT_NOT_CLEAN, "The text holds control characters, or blanks at its ends or in a row. Remove them.", \
      "पाठ में नियंत्रण वर्ण, या किनारों पर अथवा लगातार रिक्त स्थान हैं। इन्हें हटाएँ।") \
    X(PURPOSE_MISSING, "There is no purpose. Say why the contact is needed.", \
      "प्रयोजन नहीं दिया गया है। बताएँ कि संपर्क विवरण क्यों चाहिए।") \
    /* transfers */ \
    /* {}: the id of the open one */ \
    X(TRANSFER_OPEN, "A transfer of the official is open already: {}. Have it decided or withdrawn first.", \
      "इस कार्मिक का एक स्थानांतरण पहले से लंबित है: {}। पहले उस पर निर्णय लें या उसे वापस लें।") \
    X(TRANSFER_SAME_ORGANISATION, "The official serves in that organisation already. Name the receiving organisation.", \
      "कार्मिक पहले से उसी संगठन में है। वह संगठन बताएँ जहाँ स्थानांतरण होना है।") \
    X(TRANSFER_ID, "This is no id of a transfer. Copy it again, such as 2-4783-9/1.", \
      "यह किसी स्थानांतरण की आईडी नहीं है। इसे फिर उतारें, जैसे 2-4783-9/1।") \
    X(TRANSFER_UNKNOWN, "There is no transfer with this id. Look it up in the list of open transfers.", \
      "इस आईडी का कोई स्थानांतरण नहीं है। लंबित स्थानांतरणों की सूची में देखें।") \
    X(TRANSFER_DECIDED, "The transfer was decided already. Ask for another one where it is still needed.", \
      "इस स्थानांतरण पर पहले ही निर्णय हो चुका है। आवश्यक हो तो नया अनुरोध करें।") \
    /* organisations */ \
    X(ORGANISATION_ID_FORM, "An organisation's id is written with 1 to 63 of a to z, 0 to 9 and single hyphens inside, such as meerut-range. Choose another one.", \
      "संगठन की आईडी a से z, 0 से 9 और बीच में एकल योजक चिह्न के 1 से 63 वर्णों से लिखी जाती है, जैसे meerut-range। दूसरी आईडी चुनें।") \
    X(ORGANISATION_EXISTS, "There is an organisation with this id and other content. Choose another id, or update that organisation.", \
      "इस आईडी का संगठन दूसरे विवरण के साथ पहले से है। दूसरी आईडी चुनें, या उस संगठन का विवरण बदलें।") \
    X(ORGANISATION_NAME_MISSING, "The organisation has no English name. Give one.", \
      "संगठन का अंग्रेज़ी नाम नहीं है। नाम दें।") \
    X(ORGANISATION_KIND_UNKNOWN, "The kind is not in the list of kinds of organisations. Choose one from the list.", \
      "यह प्रकार संगठनों के प्रकारों की सूची में नहीं है। सूची से चुनें।") \
    X(ORGANISATION_KIND_STATE, "The top of the tree, and nothing else, is of the kind state. Choose another kind or another place in the tree.", \
      "केवल सबसे ऊपर का संगठन राज्य प्रकार का होता है। दूसरा प्रकार या दूसरा स्थान चुनें।") \
    X(ORGANISATION_STATE_EXISTS, "There is a state already. Name the organisation above the new one.", \
      "राज्य पहले से है। नए संगठन के ऊपर का संगठन बताएँ।") \
    X(ORGANISATION_PARENT_UNKNOWN, "The organisation above is not there. Create it first, or correct its id.", \
      "ऊपर का संगठन नहीं मिला। पहले उसे बनाएँ, या उसकी आईडी सुधारें।") \
    X(ORGANISATION_TOO_DEEP, "The tree of organisations has at most 16 levels. Put the new one higher.", \
      "संगठनों के वृक्ष में अधिकतम 16 स्तर होते हैं। नए संगठन को ऊपर रखें।") \
    /* {}: the day on which the one above was established */ \
    X(ORGANISATION_BEFORE_PARENT, "The organisation above was established on {} only. Give that day or a later one.", \
      "ऊपर का संगठन {} को ही स्थापित हुआ। वही या बाद का दिन दें।") \
    X(DEPARTMENT_COUNT, "The state has 65,535 departments, and no number is left for another one. Put the organisation below a department.", \
      "राज्य में 65,535 विभाग हैं और अगले के लिए संख्या नहीं बची। संगठन को किसी विभाग के नीचे रखें।") \
    X(DEPARTMENT_FULL, "The department has given all its numbers to officials. Ask the administrator.", \
      "विभाग की सभी कार्मिक संख्याएँ दी जा चुकी हैं। प्रशासक से संपर्क करें।") \
    X(STRENGTH_SOURCE_MISSING, "The strength has no source. Name the order or letter that says so.", \
      "नियत संख्या का स्रोत नहीं है। वह आदेश या पत्र बताएँ जिसमें यह लिखी है।") \
    X(STRENGTH_RANGE, "A strength is at most 100,000,000. Correct the number.", \
      "नियत संख्या अधिकतम 10,00,00,000 होती है। संख्या सुधारें।") \
    X(STRENGTH_COUNT, "An organisation keeps at most 64 declared strengths, and is created with at most one. Declare it for a day that has one already.", \
      "एक संगठन की अधिकतम 64 नियत संख्याएँ रखी जाती हैं और बनाते समय एक ही दी जाती है। पहले से घोषित दिन के लिए नई संख्या दें।") \
    /* master lists */ \
    X(LIST_UNSPECIFIED, "It is not said which master list is meant. Name one.", \
      "यह नहीं बताया गया कि कौन सी मास्टर सूची है। सूची का नाम दें।") \
    X(ENTRY_COUNT, "A request holds 1 to 256 entries. Send them in several requests.", \
      "एक अनुरोध में 1 से 256 प्रविष्टियाँ होती हैं। इन्हें कई अनुरोधों में भेजें।") \
    X(ENTRY_TWICE, "A code occurs twice in the request. Give every entry once.", \
      "एक कोड अनुरोध में दो बार है। हर प्रविष्टि एक ही बार दें।") \
    X(ENTRY_CODE_FORM, "The code of an entry is written with 1 to 63 of a to z, 0 to 9 and single hyphens inside; that of a district is its LGD code. Correct the code.", \
      "प्रविष्टि का कोड a से z, 0 से 9 और बीच में एकल योजक चिह्न के 1 से 63 वर्णों से लिखा जाता है; जनपद का कोड उसका एलजीडी कोड है। कोड सुधारें।") \
    X(ENTRY_NAME_MISSING, "The entry has no English name, or one of its spellings is empty. Give a name and leave empty spellings out.", \
      "प्रविष्टि का अंग्रेज़ी नाम नहीं है, या कोई वर्तनी खाली है। नाम दें और खाली वर्तनियाँ हटाएँ।") \
    X(ENTRY_LEVEL, "A level of the pay matrix is 1 to 18; 0 stands for none. Correct the level.", \
      "वेतन मैट्रिक्स का स्तर 1 से 18 होता है; 0 का अर्थ है कोई नहीं। स्तर सुधारें।") \
    X(ENTRY_VALIDITY, "The last day of the entry lies before its first. Exchange or correct the days.", \
      "प्रविष्टि का अंतिम दिन उसके पहले दिन से पहले है। दिन बदलें या सुधारें।") \
    X(ALIAS_COUNT, "An entry has at most 32 other spellings. Leave out the rarest.", \
      "एक प्रविष्टि की अधिकतम 32 अन्य वर्तनियाँ होती हैं। सबसे विरल छोड़ दें।") \
    X(ALIAS_TAKEN, "Another entry of the list has this spelling already. Remove it there or here.", \
      "सूची की दूसरी प्रविष्टि में यह वर्तनी पहले से है। इसे वहाँ से या यहाँ से हटाएँ।") \
    /* officials in requests */ \
    X(OFFICIAL_ID, "This is no id of an official: its form or its check character is wrong. Copy it again, such as 2-4783-9.", \
      "यह किसी कार्मिक की आईडी नहीं है: इसका रूप या जाँच वर्ण गलत है। इसे फिर उतारें, जैसे 2-4783-9।") \
    X(OFFICIAL_UNKNOWN, "There is no official with this id. Look the person up by mobile number, e-mail address or issued id.", \
      "इस आईडी का कोई कार्मिक नहीं है। व्यक्ति को मोबाइल नंबर, ई-मेल पते या जारी पहचान संख्या से खोजें।") \
    X(KEY_UNSPECIFIED, "It is not said what to look up. Give an issued id, a mobile number or an e-mail address.", \
      "यह नहीं बताया गया कि क्या खोजना है। जारी पहचान संख्या, मोबाइल नंबर या ई-मेल पता दें।") \
    IMPORT_REASON_TABLE(X) \
    /* requests in general */ \
    X(NOT_UTF8, "The text is not UTF-8, or holds a NUL. Save the file as UTF-8 and send it again.", \
      "पाठ UTF-8 में नहीं है, या उसमें NUL है। फ़ाइल UTF-8 में सहेजकर फिर भेजें।") \
    X(ENUM_UNKNOWN, "A value is not one of those that the contract lists. Use one of them.", \
      "कोई मान अनुबंध में दिए मानों में से नहीं है। उनमें से एक लिखें।") \
    X(PAGE_SIZE, "A page has at most 1,000 records. Ask for fewer.", \
      "एक पृष्ठ में अधिकतम 1,000 अभिलेख होते हैं। कम माँगें।") \
    X(PAGE_TOKEN, "The page token is damaged or belongs to another query. Begin again with the first page.", \
      "पृष्ठ का टोकन बिगड़ा हुआ है या दूसरी खोज का है। पहले पृष्ठ से फिर शुरू करें।") \
    X(NOT_BUILT, "This method is not built yet. Use another way, or a later version.", \
      "यह सुविधा अभी बनी नहीं है। दूसरा उपाय करें, या आगे के संस्करण की प्रतीक्षा करें।") \
    X(DAMAGED, "The stored record is damaged and cannot be read. Tell the administrator, who restores a backup.", \
      "सहेजा हुआ अभिलेख बिगड़ गया है और पढ़ा नहीं जा सकता। प्रशासक को बताएँ, जो बैकअप से इसे लौटाएगा।")
/* clang-format on */

#pragma once
/* words_trouble - what went wrong on this side, and what to do next; see words.h. */

/* clang-format off */

#define WORDS_TROUBLE(X) \
    X(UNKNOWN_FAMILY, \
      "`{1}' is no verb; `karmayogi --help' lists them.", \
      "`{1}' कोई क्रिया नहीं है; `karmayogi --help' में सूची है।") \
    X(UNKNOWN_VERB, \
      "`{1}' is no verb of `{2}'; `karmayogi {2} --help' lists them.", \
      "`{1}', `{2}' की क्रिया नहीं है; `karmayogi {2} --help' में सूची है।") \
    X(OPTION_NEEDED, \
      "{1} is needed; --help shows an example.", \
      "{1} आवश्यक है; --help में उदाहरण है।") \
    X(NOT_A_NUMBER, "{1} must be a number from 0 to {2}.", "{1} में 0 से {2} तक की संख्या दें।") \
    X(NOT_A_DATE, \
      "{1} must be a date that exists, such as 2026-11-22 or 22-11-2026.", \
      "{1} में ऐसी तिथि दें जो होती हो, जैसे 2026-11-22 या 22-11-2026।") \
    X(NOT_A_WORD, "{1} must be one of: {2}.", "{1} इनमें से एक हो: {2}।") \
    X(NOT_DEFINED, \
      "{1}: there is no such word; `karmayogi report definitions' says which there are.", \
      "{1}: ऐसा कोई शब्द नहीं है; `karmayogi report definitions' बताता है कि कौन-से हैं।") \
    X(NOT_A_SLUG, \
      "`{1}' is no name for a key: use a to z, 0 to 9 and inner hyphens, at most 63.", \
      "`{1}' कुंजी का नाम नहीं हो सकता: a से z, 0 से 9 और बीच में हाइफ़न लिखें, अधिकतम 63।") \
    X(NOT_A_POSITION, \
      "{1} must be a position as an import prints it: registration:EPOCH:SEQUENCE.", \
      "{1} में वैसी स्थिति दें जैसी आयात छापता है: registration:EPOCH:SEQUENCE।") \
    X(NOT_AN_IMPORT_ID, \
      "The import id must be a UUID of version 7, as `karmayogi import' printed it at its start.", \
      "आयात की पहचान UUID (संस्करण 7) हो, जैसी `karmayogi import' ने आरंभ में छापी थी।") \
    X(ISSUED_ID_FORM, \
      "--issued-id is ISSUER=VALUE, several separated by commas, at most 8, such as " \
      "up-police-pno=112233445.", \
      "--issued-id का रूप ISSUER=VALUE है, कई हों तो अल्पविराम से अलग, अधिकतम 8, जैसे " \
      "up-police-pno=112233445।") \
    X(ONE_KEY, \
      "Give exactly one of --issued-id, --mobile and --email.", \
      "--issued-id, --mobile और --email में से ठीक एक दें।") \
    X(ONE_DECISION, \
      "Give exactly one of --approve, --refuse and --withdraw.", \
      "--approve, --refuse और --withdraw में से ठीक एक दें।") \
    X(PASS_OR_RETURN, \
      "Give exactly one of --pass and --return.", \
      "--pass और --return में से ठीक एक दें।") \
    X(ID_OR_IGOT_ID, \
      "Give either the course's id or --igot-id.", \
      "या तो पाठ्यक्रम की पहचान दें या --igot-id।") \
    X(FILTER_FORM, \
      "--filter is DIMENSION=CODE,CODE, such as gender=female or district=169,134.", \
      "--filter का रूप DIMENSION=CODE,CODE है, जैसे gender=female या district=169,134।") \
    X(TOO_MANY_VALUES, "{1} takes at most {2} values.", "{1} में अधिकतम {2} मान दिए जा सकते हैं।") \
    X(NOTHING_TO_CHANGE, \
      "Nothing to change was given; --help lists what can be changed.", \
      "बदलने के लिए कुछ नहीं दिया गया; --help में सूची है।") \
    X(NOT_AN_ENDPOINT, \
      "`{1}' is no address of {2}: write tcp://HOST:PORT, such as tcp://127.0.0.1:7101.", \
      "`{1}' {2} का पता नहीं हो सकता: tcp://HOST:PORT लिखें, जैसे tcp://127.0.0.1:7101।") \
    X(UNREACHABLE, \
      "No connection to {1}: check the address, and that the service runs.", \
      "{1} से संपर्क नहीं हुआ: पता जाँचें, और यह भी कि सेवा चल रही है।") \
    X(NO_ANSWER, \
      "{1} did not answer in time: whether it was done is not known. Look before you do it again.", \
      "{1} ने समय पर उत्तर नहीं दिया: काम हुआ या नहीं, यह ज्ञात नहीं। दोबारा करने से पहले देख लें।") \
    X(POSITION_NOT_REACHED, \
      "{1} has not counted up to that position in time. Ask again, or with a longer --timeout; `karmayogi status' " \
      "shows how far it is.", \
      "{1} ने समय रहते उस स्थिति तक नहीं गिना। फिर पूछें, या अधिक --timeout दें; `karmayogi status' बताता है कि वह " \
      "कहाँ तक पहुँची है।") \
    X(KEY_REFUSED, \
      "{1} does not admit this key ({2}): ask its administrator to run `karmayogi keys admit'.", \
      "{1} इस कुंजी ({2}) को अनुमति नहीं देती: उसके प्रशासक से `karmayogi keys admit' चलाने को कहें।") \
    X(HANDSHAKE_FAILED, \
      "{1} is not the service that its public key here belongs to: check the address and the key.", \
      "{1} वह सेवा नहीं है जिसकी सार्वजनिक कुंजी यहाँ है: पता और कुंजी जाँचें।") \
    X(KEY_MISSING, \
      "There is no key {1}. Make keys with `karmayogi keys setup', or name their folder with --keys and " \
      "your key with --as.", \
      "कुंजी {1} नहीं है। `karmayogi keys setup' से कुंजियाँ बनाएँ, या --keys से फ़ोल्डर और --as से अपनी " \
      "कुंजी बताएँ।") \
    X(KEY_UNREADABLE, "The key {1} cannot be used: {2}", "कुंजी {1} काम नहीं आ सकती: {2}") \
    X(NO_KEY_OR_SERVICE, \
      "There is no key `{1}' or no service `{2}' in {3}. `karmayogi keys show' lists them; `keys new' and " \
      "`keys service' make them.", \
      "{3} में कुंजी `{1}' या सेवा `{2}' नहीं है। `karmayogi keys show' सूची देता है; `keys new' और `keys " \
      "service' उन्हें बनाते हैं।") \
    X(OTHER_KEY, \
      "{1} admits another key. Remove it with `karmayogi keys revoke {2} --at {3}' and admit again.", \
      "{1} किसी और कुंजी को अनुमति देती है। `karmayogi keys revoke {2} --at {3}' से हटाकर फिर अनुमति दें।") \
    X(OTHER_NAME, \
      "This key is admitted at {1} under another name; `karmayogi keys show' tells which.", \
      "यह कुंजी {1} पर किसी और नाम से मान्य है; `karmayogi keys show' बताता है किससे।") \
    X(NOT_ADMITTED, \
      "`{1}' is not admitted at {2}; `karmayogi keys show' lists who is.", \
      "`{1}' को {2} पर अनुमति नहीं है; `karmayogi keys show' में सूची है।") \
    X(RETRY_AFTER, "Try again in {1} s.", "{1} सेकंड बाद फिर प्रयास करें।") \
    X(CANNOT_READ, "{1} cannot be read: {2}", "{1} पढ़ी नहीं जा सकती: {2}") \
    X(CANNOT_WRITE, "{1} cannot be written: {2}", "{1} लिखी नहीं जा सकती: {2}") \
    X(SAME_FILE, \
      "The refused rows or verdicts would overwrite {1} itself; name another file.", \
      "अस्वीकृत पंक्तियाँ या निर्णय {1} को ही मिटा देंगे; दूसरी फ़ाइल का नाम दें।") \
    X(NO_LIST_FILE, \
      "{1} is no CSV file with a header that names `code'.", \
      "{1} ऐसी CSV फ़ाइल नहीं है जिसके शीर्षक में `code' हो।") \
    X(FILE_EMPTY, \
      "{1} has no rows. Nothing was sent.", \
      "{1} में कोई पंक्ति नहीं है। कुछ नहीं भेजा गया।") \
    X(FILE_NOT_UTF8, \
      "{1}, line {2}: the text is not UTF-8 ({3} lines in all). Save the file as \"CSV UTF-8\" and try " \
      "again. Nothing was sent.", \
      "{1}, पंक्ति {2}: पाठ UTF-8 नहीं है (कुल {3} पंक्तियाँ)। फ़ाइल को \"CSV UTF-8\" के रूप में सहेजकर " \
      "फिर प्रयास करें। कुछ नहीं भेजा गया।") \
    X(FILE_UTF16, \
      "{1} is UTF-16 (\"Unicode text\"). Save it as \"CSV UTF-8\" and try again. Nothing was sent.", \
      "{1} UTF-16 (\"Unicode text\") है। उसे \"CSV UTF-8\" के रूप में सहेजकर फिर प्रयास करें। कुछ नहीं " \
      "भेजा गया।") \
    X(FILE_QUOTE, \
      "{1}, row that begins on line {2}: a quote stands in the middle of a cell. Put the cell in quotes " \
      "and double the quotes inside it. Nothing was sent.", \
      "{1}, पंक्ति {2} से आरंभ: खाने के बीच में उद्धरण चिह्न है। खाने को उद्धरण चिह्नों में रखें " \
      "और भीतर के चिह्न दोहरे करें। कुछ नहीं भेजा गया।") \
    X(FILE_QUOTE_OPEN, \
      "{1}, row that begins on line {2}: a quote is opened and not closed. Close it, or double it where it " \
      "is meant. Nothing was sent.", \
      "{1}, पंक्ति {2} से आरंभ: उद्धरण चिह्न खुला है पर बंद नहीं हुआ। उसे बंद करें, या जहाँ चाहिए " \
      "वहाँ दोहरा करें। कुछ नहीं भेजा गया।") \
    X(CELL_NOT_A_NUMBER, \
      "{1}, line {2}: {3} must be a number from 0 to {4}.", \
      "{1}, पंक्ति {2}: {3} में 0 से {4} तक की संख्या दें।") \
    X(CELL_NOT_A_WORD, \
      "{1}, line {2}: {3} must be one of: {4}.", \
      "{1}, पंक्ति {2}: {3} इनमें से एक हो: {4}।") \
    X(CELL_NOT_A_DATE, \
      "{1}, line {2}: {3} must be a date that exists, such as 2026-11-22.", \
      "{1}, पंक्ति {2}: {3} में ऐसी तिथि दें जो होती हो, जैसे 2026-11-22।") \
    X(COLUMNS_UNKNOWN, \
      "{1}: these columns of the header are not known: {2}. Known are: {3}. Rename or remove them. Nothing was " \
      "sent.", \
      "{1}: शीर्षक के ये स्तंभ ज्ञात नहीं हैं: {2}। ज्ञात हैं: {3}। इनके नाम बदलें या इन्हें हटाएँ। कुछ नहीं " \
      "भेजा गया।") \
    X(COLUMNS_UNKNOWN_POSITION, \
      "{1}: these columns of the header are not known: {2}. Known are: {3}. Rename or remove them; a file " \
      "in iGOT's order without known names needs --columns position. Nothing was sent.", \
      "{1}: शीर्षक के ये स्तंभ ज्ञात नहीं हैं: {2}। ज्ञात हैं: {3}। इनके नाम बदलें या इन्हें हटाएँ; " \
      "iGOT के क्रम की फ़ाइल के लिए --columns position दें। कुछ नहीं भेजा गया।") \
    X(COLUMNS_TWICE, \
      "{1}: the column {2} is there twice. Remove one. Nothing was sent.", \
      "{1}: स्तंभ {2} दो बार है। एक हटाएँ। कुछ नहीं भेजा गया।") \
    X(COLUMNS_UNNAMED, \
      "{1}: column {2} has no name in the header. Name or remove it. Nothing was sent.", \
      "{1}: स्तंभ {2} का शीर्षक में नाम नहीं है। नाम दें या हटाएँ। कुछ नहीं भेजा गया।") \
    X(COLUMNS_TOO_MANY, \
      "{1} has more than 64 columns. Nothing was sent.", \
      "{1} में 64 से अधिक स्तंभ हैं। कुछ नहीं भेजा गया।") \
    X(COLUMNS_NO_NAME, \
      "{1}: no column of the header holds the name; call it full_name or नाम. Nothing was sent.", \
      "{1}: शीर्षक में नाम का स्तंभ नहीं है; उसे full_name या नाम लिखें। कुछ नहीं भेजा गया।") \
    X(COLUMNS_NO_TITLE, \
      "{1}: no column of the header holds a title; call it title_en or title_hi. Nothing was sent.", \
      "{1}: शीर्षक-पंक्ति में पाठ्यक्रम के नाम का स्तंभ नहीं है; उसे title_en या title_hi लिखें। कुछ नहीं भेजा " \
      "गया।") \
    X(FILE_SEPARATOR, \
      "{1}: the cells are separated by {2}, not by commas. Save the file as \"CSV UTF-8 (comma delimited)\" and " \
      "try again. Nothing was sent.", \
      "{1}: खाने अल्पविराम से नहीं, {2} से अलग किए गए हैं। फ़ाइल को \"CSV UTF-8 (comma delimited)\" के रूप में " \
      "सहेजकर फिर प्रयास करें। कुछ नहीं भेजा गया।") \
    X(FILE_TITLE, \
      "{1}: the header seems to be on line {2}, below a title. Remove the lines above it and try again. Nothing " \
      "was sent.", \
      "{1}: शीर्षक-पंक्ति पंक्ति {2} पर लगती है, उसके ऊपर कुछ और लिखा है। ऊपर की पंक्तियाँ हटाकर फिर प्रयास करें। " \
      "कुछ नहीं भेजा गया।") \
    X(FILE_SPREADSHEET, \
      "{1} is a workbook, not a CSV file. Open it and save the sheet as \"CSV UTF-8\". Nothing was sent.", \
      "{1} कार्यपुस्तिका (Excel) है, CSV फ़ाइल नहीं। उसे खोलकर पत्रक को \"CSV UTF-8\" के रूप में सहेजें। कुछ नहीं " \
      "भेजा गया।") \
    X(FILE_NUL, \
      "{1}, line {2}: there is a NUL byte, so it is no text: a damaged file, or not a CSV file at all. Nothing " \
      "was sent.", \
      "{1}, पंक्ति {2}: वहाँ NUL बाइट है, इसलिए यह पाठ नहीं है: फ़ाइल ख़राब है, या CSV है ही नहीं। कुछ नहीं " \
      "भेजा गया।") \
    X(CENSUS_CODES, \
      "{1}: the column district_code holds codes of the census of 2011 (such as {2}), not LGD codes. They " \
      "are other numbers for other districts, so nothing was sent. Replace the whole column; `karmayogi " \
      "list show districts' has both series.", \
      "{1}: स्तंभ district_code में 2011 की जनगणना के कोड हैं (जैसे {2}), LGD कोड नहीं। वे दूसरे जनपदों के " \
      "हैं, इसलिए कुछ नहीं भेजा गया। पूरा स्तंभ बदलें; `karmayogi list show districts' में दोनों हैं।") \
    X(DATES_MIXED, \
      "{1}: {2} dates can only be day first and {3} only month first; all are read day first. --date-order " \
      "decides otherwise.", \
      "{1}: {2} तिथियाँ केवल दिन-पहले और {3} केवल माह-पहले पढ़ी जा सकती हैं; सब दिन-पहले पढ़ी जा रही " \
      "हैं। --date-order से बदलें।") \
    X(DATES_MONTH_FIRST, \
      "{1}: dates are written month first and read so. --date-order decides otherwise.", \
      "{1}: तिथियाँ माह-पहले लिखी हैं और वैसे ही पढ़ी जा रही हैं। --date-order से बदलें।") \
    X(DATES_NOT_DAY_FIRST, \
      "{1}: the column {2} is written month first. Write dates as yyyy-mm-dd or dd-mm-yyyy. Nothing was sent.", \
      "{1}: स्तंभ {2} में माह पहले लिखा है। तिथियाँ yyyy-mm-dd या dd-mm-yyyy रूप में लिखें। कुछ नहीं भेजा गया।") \
    X(NOT_ABOVE_ZERO, "{1} must be a number from 1 to {2}.", "{1} में 1 से {2} तक की संख्या दें।") \
    X(LOAD_STOPPED, \
      "{1}: stopped at line {2} ({3}). The lines before it are done; correct it and load the file again.", \
      "{1}: पंक्ति {2} ({3}) पर रुका। पहले की पंक्तियाँ हो चुकी हैं; सुधारकर फ़ाइल फिर लोड करें।") \
    X(SAMPLE_SHARES, \
      "--bad, --repeated and --clashing together must be below 100 per cent, and need at least one good " \
      "row.", \
      "--bad, --repeated और --clashing मिलाकर 100 प्रतिशत से कम हों, और कम से कम एक सही पंक्ति हो।") \
    X(SAMPLE_TOO_LARGE, \
      "At most {1} people fit into one file; write several, for several districts.", \
      "एक फ़ाइल में अधिकतम {1} लोग आते हैं; कई जनपदों के लिए कई फ़ाइलें बनाएँ।") \
    X(SAMPLE_TOO_FEW, \
      "--officials must be at least {1}: the {2} of Meerut Range are among them.", \
      "--officials कम से कम {1} हो: मेरठ परिक्षेत्र के {2} इनमें सम्मिलित हैं।") \
    X(SAMPLE_HEADER, \
      "The named layout cannot do without its header; leave --no-header out.", \
      "नामित विन्यास शीर्षक के बिना नहीं हो सकता; --no-header हटाएँ।") \
    X(ONE_OF_STORE_AND_BACKUP, \
      "Give either --store or --backup; --help shows an example.", \
      "--store या --backup में से एक दें; --help में उदाहरण है।") \
    X(BACKUP_FAILED, "{1}: {2}", "{1}: {2}") \
    X(BACKUP_LOST, \
      "{1} was started anew while its backup was written, so the backup was given up. Begin again.", \
      "{1} बैकअप के बीच में फिर से शुरू हुई, इसलिए बैकअप छोड़ दिया गया। फिर शुरू करें।") \
    X(BACKUP_RUNS_ALREADY, \
      "{1}: a backup runs already; waiting for that one.", \
      "{1}: एक बैकअप पहले से चल रहा है; उसी की प्रतीक्षा है।") \
    X(DAMAGE, "damaged: {1}", "क्षतिग्रस्त: {1}") \
    X(CHECK_DIED, \
      "{1}: reading it crashed, or did not come to an end; that is damage.", \
      "{1}: पढ़ते समय प्रक्रिया टूट गई या समाप्त नहीं हुई; यह क्षति है।") \
    X(CHECK_DAMAGED, \
      "{1} is damaged ({2} places were found). Do not start a service with it. Keep it as it is, and restore the " \
      "newest sound backup into another folder: karmayogi restore --backup FILE --store FOLDER. Reporting's store " \
      "may simply be deleted: it is built again.", \
      "{1} क्षतिग्रस्त है ({2} स्थान मिले)। इससे कोई सेवा शुरू न करें। इसे ऐसे ही रहने दें, और सबसे नया सही बैकअप दूसरे " \
      "फ़ोल्डर में वापस लाएँ: karmayogi restore --backup FILE --store FOLDER। reporting का भंडार मिटाया जा सकता है: " \
      "वह फिर से बन जाता है।") \
    X(CHECK_BUSY, \
      "{1} is open in a service. Stop the service, or check a backup in its place: karmayogi backup, then karmayogi " \
      "store check --backup FILE.", \
      "{1} किसी सेवा में खुला है। सेवा बंद करें, या उसकी जगह बैकअप जाँचें: karmayogi backup, फिर karmayogi store check " \
      "--backup FILE।") \
    X(CHECK_NO_STORE, \
      "{1} holds no store: there is no data.mdb in it.", \
      "{1} में कोई भंडार नहीं है: उसमें data.mdb नहीं है।") \
    X(RESTORE_DAMAGED, \
      "{1} is damaged or no backup; nothing was restored. Take another backup.", \
      "{1} क्षतिग्रस्त है या बैकअप नहीं है; कुछ वापस नहीं लाया गया। दूसरा बैकअप लें।") \
    X(RESTORE_THERE, \
      "{1} holds a store already, and a store is never overwritten. Name a folder without one.", \
      "{1} में पहले से भंडार है, और भंडार कभी मिटाया नहीं जाता। बिना भंडार का फ़ोल्डर बताएँ।") \
    X(RESTORE_BUSY, \
      "A service or another restore works in {1}. Name another folder.", \
      "{1} में कोई सेवा या दूसरी वापसी काम कर रही है। दूसरा फ़ोल्डर बताएँ।") \
    X(RESTORE_OTHER, \
      "{1} is a backup of `{2}', not of {3}; nothing was restored.", \
      "{1}, `{2}' का बैकअप है, {3} का नहीं; कुछ वापस नहीं लाया गया।") \
    X(RESTORE_NEWER, \
      "{1} was made by a newer version of {3} (schema {2}); restore it with that version.", \
      "{1}, {3} के नए संस्करण (स्कीमा {2}) का है; उसी संस्करण से वापस लाएँ।") \
    X(RESTORE_FULL, \
      "There is no room for the store in {1}; nothing was restored. Make room, or name a folder on another disk.", \
      "{1} में भंडार के लिए जगह नहीं है; कुछ वापस नहीं लाया गया। जगह बनाएँ, या दूसरी डिस्क का फ़ोल्डर बताएँ।") \
    X(RESTORE_FAILED, "Nothing was restored: {1}", "कुछ वापस नहीं लाया गया: {1}")

/* clang-format on */

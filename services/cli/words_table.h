#pragma once
/* words_table - the texts themselves; see words.h. */

/* clang-format off */

/* What went wrong on this side, and what to do next. */
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

/* What was done. */
#define WORDS_DONE(X) \
    X(SAMPLE_DONE, \
      "{1}: {2} good rows, {3} bad, {4} repeated, {5} clashing", \
      "{1}: {2} सही पंक्तियाँ, {3} ग़लत, {4} दोहराई हुई, {5} टकराती हुई") \
    X(SAMPLE_COURSES_DONE, \
      "{1}: {2} live courses, of which {3} can be taken in Hindi; {4} drafts and {5} retired on top; {6} bad " \
      "rows, {7} repeated, {8} clashing", \
      "{1}: {2} लाइव पाठ्यक्रम, जिनमें {3} हिंदी में उपलब्ध; इनके अतिरिक्त {4} प्रारूप और {5} हटाए गए; {6} ग़लत " \
      "पंक्तियाँ, {7} दोहराई हुई, {8} टकराती हुई") \
    X(IMPORT_BEGINS, \
      "import {1}\n  read it again:                karmayogi {2} show {1}\n  go on where it breaks off: " \
      "   the same command with --import-id {1}", \
      "आयात {1}\n  फिर से पढ़ें:           karmayogi {2} show {1}\n  रुक जाने पर आगे बढ़ें:   यही आदेश, " \
      "साथ में --import-id {1}") \
    X(IMPORT_VALIDATING, \
      "only checking: nothing will be stored", \
      "केवल जाँच: कुछ भी दर्ज नहीं होगा") \
    X(IMPORT_BROKE_OFF, \
      "The import broke off after {1} of {2} rows; what was answered is stored. When the service is there " \
      "again, run the same command with --import-id {3}: it goes on with the same rows and stores nothing " \
      "twice.", \
      "आयात {2} में से {1} पंक्तियों के बाद रुक गया; जिनका उत्तर मिला वे दर्ज हैं। सेवा लौटने पर " \
      "यही आदेश --import-id {3} के साथ चलाएँ: वह उन्हीं पंक्तियों से आगे बढ़ेगा और कुछ भी दो बार दर्ज " \
      "नहीं होगा।") \
    X(REFUSED_FILE, \
      "The refused rows are in {1}; correct them there and import that file as it is.", \
      "अस्वीकृत पंक्तियाँ {1} में हैं; उन्हें वहीं सुधारें और वही फ़ाइल आयात करें।") \
    X(CREATED, "{1} was created.", "{1} बनाया गया।") \
    X(WAS_THERE, "{1} was there already, just so.", "{1} पहले से ऐसा ही था।") \
    X(ORGANISATIONS_LOADED, \
      "{1} organisations created, {2} were there already", \
      "{1} संगठन बने, {2} पहले से थे") \
    X(LIST_LOADED, \
      "{1}: {2} added, {3} changed, {4} unchanged", \
      "{1}: {2} जोड़े गए, {3} बदले गए, {4} वैसे ही रहे") \
    X(KEY_MADE, "made   {1}", "बनी    {1}") \
    X(KEY_STAYS, "stays  {1}", "है     {1}") \
    X(REVOKED, "{1} is admitted at {2} no more.", "{1} को {2} पर अब अनुमति नहीं है।") \
    X(NOBODY_FOUND, "Nobody has it.", "यह किसी के पास नहीं है।") \
    X(TRANSFERS_ALL, "{1} open transfers", "{1} लंबित स्थानांतरण") \
    X(TRANSFERS_MORE, \
      "{1} open transfers, and there are more: --all lists them, --count counts them", \
      "{1} लंबित स्थानांतरण, और भी हैं: --all सूची देता है, --count गिनता है") \
    X(OFFICIALS_ALL, "{1} officials", "{1} कार्मिक") \
    X(OFFICIALS_MORE, \
      "{1} officials, and there are more: --all lists them, --count counts them", \
      "{1} कार्मिक, और भी हैं: --all सूची देता है, --count गिनता है") \
    X(COURSES_ALL, "{1} courses", "{1} पाठ्यक्रम") \
    X(COURSES_MORE, \
      "{1} courses, and there are more: --all lists them, --count counts them", \
      "{1} पाठ्यक्रम, और भी हैं: --all सूची देता है, --count गिनता है") \
    X(ONBOARDING_TITLE, "Onboarding: {1}, as of {2}", "पंजीकरण की स्थिति: {1}, {2} को") \
    X(LANGUAGES_OVERLAP, \
      "A course counts in each of its languages: the columns do not add up to Courses.", \
      "हर पाठ्यक्रम अपनी हर भाषा में गिना गया है: स्तंभों का जोड़ पाठ्यक्रमों की संख्या नहीं है।") \
    X(LANGUAGES_HIDDEN, \
      "Languages not shown: {1} (--all shows them).", \
      "न दिखाई गई भाषाएँ: {1} (--all उन्हें भी दिखाता है)।") \
    X(FIGURES_TITLE, "Figures as of {1}", "आँकड़े: {1} को") \
    X(STRENGTH_SOURCE, "Strength: {1} ({2})", "लक्ष्य संख्या का स्रोत: {1} ({2})") \
    X(COUNTED_TO, \
      "Counted up to entry {1} of {2}, committed on {3} IST; nothing newer was there {4} ago. ({5})", \
      "{2} की प्रविष्टि {1} तक गिना गया, जो {3} (भारतीय समय) पर दर्ज हुई; {4} पहले इससे नया कुछ नहीं था। " \
      "({5})") \
    X(COUNTED_NOTHING, \
      "Nothing of {1} is counted yet; last complete {2} ago.", \
      "{1} का अभी कुछ नहीं गिना गया; अंतिम बार {2} पहले पूरा था।") \
    X(IS_REBUILDING, \
      "The model of {1} is being rebuilt; these figures are of the one before.", \
      "{1} का मॉडल फिर से बन रहा है; ये आँकड़े पिछले मॉडल के हैं।") \
    X(BACKUP_DONE, \
      "{1}: {2}\n  {3} bytes, up to {4}", \
      "{1}: {2}\n  {3} बाइट, {4} तक") \
    X(CHECK_SOUND, "sound", "सही") \
    X(RESTORE_DONE, \
      "{1} was made of {2}; {3} records, all verified.", \
      "{1}, {2} से बना; {3} अभिलेख, सब जाँचे हुए।") \
    X(RESTORE_FORMER, \
      "  the backup ends at:   {1} (begun {2})", \
      "  बैकअप का अंत:         {1} (आरंभ {2})") \
    X(RESTORE_NEW, "  the store is now at:  {1}", "  भंडार अब यहाँ है:      {1}") \
    X(RESTORE_NEXT, \
      "Next: start {1} with --store {2}. Followers notice the new epoch and recover by themselves. Then " \
      "`karmayogi health' says what was answered after the backup and is missing; have the callers send that again.", \
      "आगे: {1} को --store {2} के साथ शुरू करें। अनुसरण करने वाली सेवाएँ नया युग पहचानकर स्वयं सँभल जाती हैं। फिर `karmayogi " \
      "health' बताता है कि बैकअप के बाद उत्तर दिए गए कौन-से अनुरोध नहीं हैं; भेजने वालों से उन्हें फिर भिजवाएँ।") \
    X(NO_EVENTS, "changed nothing", "कुछ नहीं बदला")

/* Headers of tables and single words. */
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

/* `karmayogi health`: what is wrong, and what to do. */
#define WORDS_HEALTH(X) \
    X(HEALTH_WELL, "All is well.", "सब ठीक है।") \
    X(HEALTH_UNREACHABLE, \
      "{1} does not answer at {2}. Look whether it runs, and at the last lines of its log; where it runs, look " \
      "whether the address is right and your key admitted (`karmayogi keys show').", \
      "{1} {2} पर उत्तर नहीं देती। देखें कि वह चल रही है या नहीं, और उसके लॉग की अंतिम पंक्तियाँ; चल रही हो तो " \
      "पता और अपनी कुंजी की अनुमति (`karmayogi keys show') जाँचें।") \
    X(HEALTH_NOT_READY, \
      "{1} is not ready. Its admin port ({2}) gives the reasons at /readyz; so does its log.", \
      "{1} तैयार नहीं है। कारण उसके प्रशासन-द्वार ({2}) पर /readyz में और उसके लॉग में हैं।") \
    X(HEALTH_REBUILDING, \
      "{1} is building its model of {2} anew, because the history it knew is not there any more; until then it " \
      "answers from the old one. If nobody restored or replaced the store of {2}, find out what happened to it.", \
      "{1} अपना {2} वाला मॉडल फिर से बना रही है, क्योंकि जो इतिहास वह जानती थी वह अब नहीं है; तब तक वह पुराने " \
      "मॉडल से उत्तर देगी। यदि {2} का भंडार किसी ने लौटाया या बदला नहीं है, तो पता करें कि उसका क्या हुआ।") \
    X(HEALTH_FEED_NEVER, \
      "{1} has not read the feed of {2} to its end since it started. Wait a moment; if it stays so, look whether {2} " \
      "runs and admits the key of {1} as a follower.", \
      "{1} ने आरंभ से अब तक {2} की फ़ीड अंत तक नहीं पढ़ी। थोड़ा रुकें; ऐसा ही रहे तो देखें कि {2} चल रही है और " \
      "{1} की कुंजी को वहाँ अनुमति है।") \
    X(HEALTH_FEED_LATE, \
      "{1} has not known for {3} s whether the feed of {2} goes on; {4} s are allowed. Its figures may be old. Look " \
      "whether {2} runs, and at the log of {1} (feed_connection, feed_refused).", \
      "{1} को {3} सेकंड से पता नहीं कि {2} की फ़ीड आगे बढ़ी या नहीं; सीमा {4} सेकंड है। उसके आँकड़े पुराने हो " \
      "सकते हैं। देखें कि {2} चल रही है या नहीं, और {1} का लॉग (feed_connection, feed_refused)।") \
    X(HEALTH_MAP, \
      "The store of {1} holds {2} % of the {3} GiB that a store may hold. When it is full, writes are refused. The bound " \
      "is built in: tell those who build the services now.", \
      "{1} का भंडार {3} GiB की सीमा का {2} % ले चुका है। भर जाने पर लेखन बंद हो जाएगा। यह सीमा प्रोग्राम में तय है: सेवाएँ " \
      "बनाने वालों को अभी बताएँ।") \
    X(HEALTH_DISK, \
      "The disk of {1} has {2} GiB left, and the store takes {3} % of what it could have. When it is full, writes " \
      "are refused. Make room, or move the store to a larger disk.", \
      "{1} की डिस्क पर {2} GiB बचे हैं, और भंडार उपलब्ध जगह का {3} % ले चुका है। भर जाने पर लेखन बंद हो जाएगा। जगह " \
      "बनाएँ, या भंडार को बड़ी डिस्क पर ले जाएँ।") \
    X(HEALTH_QUEUE, \
      "{2} of {3} writes wait at {1}; further ones will be refused. Look at the speed of its disk, or send less at " \
      "once.", \
      "{1} पर {3} में से {2} लेखन प्रतीक्षा में हैं; इसके बाद के अस्वीकार होंगे। उसकी डिस्क की गति देखें, या एक बार " \
      "में कम भेजें।") \
    X(HEALTH_PARKED, \
      "{2} of {3} requests wait at {1} for new entries; further ones will be refused. Look whether it lags behind the " \
      "feeds that it follows.", \
      "{1} पर {3} में से {2} अनुरोध नई प्रविष्टियों की प्रतीक्षा में हैं; इसके बाद के अस्वीकार होंगे। देखें कि वह अपनी " \
      "फ़ीड से पीछे तो नहीं है।") \
    X(HEALTH_DAMAGED, \
      "{1} met damaged records {2} times since it started ({3}). Its log names them; restore the store from a backup.", \
      "{1} को आरंभ से अब तक {2} बार क्षतिग्रस्त अभिलेख मिले ({3})। लॉग में उनके नाम हैं; भंडार को बैकअप से लौटाएँ।") \
    X(HEALTH_FAILED, \
      "{1} failed at {2} requests since it started ({3}). Its log says why.", \
      "{1} आरंभ से अब तक {2} अनुरोधों पर विफल हुई ({3})। कारण उसके लॉग में है।") \
    X(HEALTH_MISSING, \
      "{1} was restored on {2} from a backup that ends at entry {3}; {4} had seen entry {5}: {6} acknowledged requests " \
      "are missing. Have the callers send them again.", \
      "{1} को {2} पर ऐसे बैकअप से वापस लाया गया जो प्रविष्टि {3} पर समाप्त होता है; {4} प्रविष्टि {5} तक देख चुकी थी: " \
      "उत्तर पाए {6} अनुरोध नहीं हैं। भेजने वालों से उन्हें फिर भिजवाएँ।") \
    X(HEALTH_RESTORED, \
      "{1} was restored on {2} from a backup that ends at entry {3} and was begun {4}; what was acknowledged after that " \
      "may be missing. Have the callers send it again.", \
      "{1} को {2} पर ऐसे बैकअप से वापस लाया गया जो प्रविष्टि {3} पर समाप्त होता है और {4} पर शुरू हुआ था; उसके बाद उत्तर पाए " \
      "अनुरोध संभवतः नहीं हैं। भेजने वालों से उन्हें फिर भिजवाएँ।") \
    X(HEALTH_VERSION, \
      "{1} runs version {2}, but {3} runs {4}. Finish the update.", \
      "{1} संस्करण {2} चला रही है, पर {3} {4} चला रही है। अद्यतन पूरा करें।") \
    X(REACHABLE, "Reachable", "उत्तर देती है") \
    X(READY, "Ready", "तैयार") \
    X(NEWEST_ENTRY, "Newest own entry", "अपनी नवीनतम प्रविष्टि") \
    X(DISK_FREE, "Left on the disk", "डिस्क पर शेष") \
    X(QUEUE, "Writes waiting", "प्रतीक्षारत लेखन") \
    X(PARKED, "Waiting for entries", "नई प्रविष्टियों की प्रतीक्षा में") \
    X(REQUESTS, "Requests", "अनुरोध") \
    X(REQUESTS_REFUSED, "of those refused", "जिनमें अस्वीकृत") \
    X(MEMORY, "Memory", "मेमोरी") \
    X(ADMIN_PORT, "Admin port", "प्रशासन-द्वार") \
    X(BEHIND_FEED, "Behind", "पीछे:")

/* clang-format on */

#define WORDS_TABLE(X) WORDS_TROUBLE(X) WORDS_DONE(X) WORDS_LABELS(X) WORDS_HEALTH(X)

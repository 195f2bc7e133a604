#pragma once
/* words_done - what was done; see words.h. */

/* clang-format off */

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

/* clang-format on */

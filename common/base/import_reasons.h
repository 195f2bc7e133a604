#pragma once
/*
 * import_reasons - reasons that every import of rows has, for the table of reasons of a service that imports; see
 * base/finding.h. runtime/imports.c looks them up by their words.
 */
/* clang-format off */
#define IMPORT_REASON_TABLE(X) \
    X(CELL_TOO_LONG, "The cell has more than 4,096 bytes. Shorten it.", \
      "इस खाने में 4,096 बाइट से अधिक पाठ है। इसे छोटा करें।") \
    X(CELL_COUNT, "The row has more cells than there are columns. Put quotes around a cell that holds a comma.", \
      "पंक्ति में स्तंभों से अधिक खाने हैं। जिस खाने में अल्पविराम हो उसे उद्धरण चिह्नों में रखें।") \
    X(IMPORT_ID, "An import's id is a UUID of version 7 in 16 bytes. Make a new one for every list.", \
      "आयात की आईडी 16 बाइट का संस्करण 7 का UUID होती है। हर सूची के लिए नई बनाएँ।") \
    X(IMPORT_UNKNOWN, "There is no import with this id. Check the id, or send the list first.", \
      "इस आईडी का कोई आयात नहीं है। आईडी जाँचें, या पहले सूची भेजें।") \
    X(IMPORT_SETTINGS_CHANGED, "The settings differ from those of the import's first chunk. Send the same settings, or begin a new import.", \
      "सेटिंग आयात के पहले खंड की सेटिंग से अलग हैं। वही सेटिंग भेजें, या नया आयात शुरू करें।") \
    X(IMPORT_CHUNK_CHANGED, "Rows of this chunk were sent before with other content or other bounds. Send the same chunk, or begin a new import.", \
      "इस खंड की पंक्तियाँ पहले दूसरे विवरण या सीमाओं के साथ भेजी गई थीं। वही खंड भेजें, या नया आयात शुरू करें।") \
    X(IMPORT_OTHER_CALLER, "The import was begun by another caller. Only that one may go on with it; begin a new import.", \
      "यह आयात किसी दूसरे ने शुरू किया था। वही इसे आगे बढ़ा सकता है; नया आयात शुरू करें।") \
    X(ROW_COUNT, "A chunk holds 1 to 4,096 rows, and its first row has a number from 1. Send the list in smaller chunks.", \
      "एक खंड में 1 से 4,096 पंक्तियाँ होती हैं और पहली पंक्ति की संख्या 1 से शुरू होती है। सूची छोटे खंडों में भेजें।") \
    X(COLUMN_TWICE, "A column is named twice. Name every column once.", \
      "एक स्तंभ दो बार बताया गया है। हर स्तंभ एक ही बार बताएँ।") \
    X(COLUMN_UNKNOWN, "A column is not known, or there are none or more than 32. Name 1 to 32 columns of the contract.", \
      "कोई स्तंभ पहचाना नहीं गया, या एक भी नहीं अथवा 32 से अधिक हैं। अनुबंध के 1 से 32 स्तंभ बताएँ।")
/* clang-format on */

#pragma once
/*
 * refusal - the refusals of the runtime itself, before or around a handler: code, word, sentence in both languages. The
 * rules' own refusals are the services'.
 */
#include "wire/envelope.h"

/* X(name, code, English, Hindi) */
#define REFUSAL_TABLE(X)                                                                                               \
    X(METHOD_UNKNOWN, STATUS_UNIMPLEMENTED, "There is no such method here. Check its name and the service's address.", \
      "ऐसी कोई विधि यहाँ नहीं है। उसका नाम और सेवा का पता जाँचें।")                                                           \
    X(METHOD_NOT_BUILT, STATUS_UNIMPLEMENTED, "This method is part of the contract but not built yet.",                \
      "यह विधि अनुबंध में है, पर अभी बनी नहीं है।")                                                                           \
    X(ROLE_MISSING, STATUS_PERMISSION_DENIED,                                                                          \
      "This key may not call this method. Ask the administrator of the service for the role.",                         \
      "इस कुंजी को यह विधि बुलाने की अनुमति नहीं है। सेवा के प्रशासक से भूमिका माँगें।")                                              \
    X(KEY_REVOKED, STATUS_UNAUTHENTICATED, "This key is not admitted any more. Ask the administrator of the service.", \
      "यह कुंजी अब मान्य नहीं है। सेवा के प्रशासक से पूछें।")                                                                      \
    X(BODY_TOO_LARGE, STATUS_INVALID_ARGUMENT, "The request is larger than this method takes. Send less at once.",     \
      "अनुरोध इस विधि की सीमा से बड़ा है। एक बार में कम भेजें।")                                                                \
    X(BODY_MALFORMED, STATUS_INVALID_ARGUMENT,                                                                         \
      "The request is no message of this method: its bytes cannot be read, or a text in it is not UTF-8.",             \
      "अनुरोध इस विधि का संदेश नहीं है: उसे पढ़ा नहीं जा सका, या उसका कोई पाठ UTF-8 में नहीं है।")                                 \
    X(BODY_EXPANDS, STATUS_INVALID_ARGUMENT, "The request unpacks to more memory than a request may use.",             \
      "अनुरोध खुलने पर अनुमत स्मृति से बड़ा है।")                                                                               \
    X(TIME_OVER, STATUS_DEADLINE_EXCEEDED,                                                                             \
      "Time was over before the request was begun. Send it again with the same request id.",                           \
      "अनुरोध शुरू होने से पहले समय समाप्त हो गया। उसी अनुरोध-संख्या से फिर भेजें।")                                                 \
    X(POSITION_NOT_REACHED, STATUS_DEADLINE_EXCEEDED,                                                                  \
      "The position that was asked for was not reached in time. Ask again.", "माँगी गई स्थिति समय पर नहीं पहुँची। फिर पूछें।") \
    X(POSITION_UNKNOWN, STATUS_INVALID_ARGUMENT, "This service does not know the service of a position in at_least.",  \
      "at_least में दी गई सेवा को यह सेवा नहीं जानती।")                                                                     \
    X(EPOCH_CHANGED, STATUS_ABORTED,                                                                                   \
      "The position belongs to another epoch: the store was made anew or restored. Read again from the beginning.",    \
      "यह स्थिति किसी और युग की है: भंडार नया बना या वापस लाया गया है। शुरू से पढ़ें।")                                           \
    X(QUEUE_FULL, STATUS_RESOURCE_EXHAUSTED, "Too many writes are waiting. Send it again in a moment.",                \
      "बहुत से लेखन प्रतीक्षा में हैं। थोड़ी देर में फिर भेजें।")                                                                      \
    X(DISK_FULL, STATUS_RESOURCE_EXHAUSTED,                                                                            \
      "The disk or the store is full: writes are refused, reads go on. The operator must make room.",                  \
      "डिस्क या भंडार भर गया है: लेखन बंद है, पढ़ना चालू है। संचालक जगह बनाए।")                                                  \
    X(BATCH_FAILED, STATUS_UNAVAILABLE, "The write was not done. Send it again with the same request id.",             \
      "लेखन नहीं हुआ। उसी अनुरोध-संख्या से फिर भेजें।")                                                                          \
    X(REQUEST_TOO_OLD, STATUS_INVALID_ARGUMENT,                                                                        \
      "The request id is older than 7 days, or in the future. Check the clock; make a new id for a new request.",      \
      "अनुरोध-संख्या 7 दिन से पुरानी है, या भविष्य की है। घड़ी जाँचें; नए अनुरोध के लिए नई संख्या बनाएँ।")                              \
    X(REQUEST_ID_REUSED, STATUS_INVALID_ARGUMENT,                                                                      \
      "Another request was sent under this request id. Make a new id for a new request.",                              \
      "इसी अनुरोध-संख्या से कोई दूसरा अनुरोध आ चुका है। नए अनुरोध के लिए नई संख्या बनाएँ।")                                         \
    X(RECORD_DAMAGED, STATUS_DATA_LOSS,                                                                                \
      "A stored record is damaged. The operator finds it in the log and restores it from a backup.",                   \
      "एक सुरक्षित अभिलेख क्षतिग्रस्त है। संचालक उसे लॉग में देखे और बैकअप से लौटाए।")                                                \
    X(INTERNAL_ERROR, STATUS_INTERNAL, "The service failed at this request. The operator finds the cause in the log.", \
      "सेवा इस अनुरोध पर विफल हुई। कारण संचालक को लॉग में मिलेगा।")                                                           \
    X(STOPPING, STATUS_UNAVAILABLE, "The service is stopping. Send it again with the same request id.",                \
      "सेवा बंद हो रही है। उसी अनुरोध-संख्या से फिर भेजें।")                                                                     \
    X(PARKED_FULL, STATUS_RESOURCE_EXHAUSTED, "Too many requests are waiting for a position. Ask again in a moment.",  \
      "बहुत से अनुरोध प्रतीक्षा में हैं। थोड़ी देर में फिर पूछें।")                                                                    \
    X(CURSOR_MISMATCH, STATUS_OUT_OF_RANGE,                                                                            \
      "The cursor does not belong to this feed: read again from the beginning into an empty model.",                   \
      "यह स्थिति-सूचक इस फ़ीड का नहीं है: शुरू से खाली प्रतिरूप में पढ़ें।")                                                          \
    X(PAGE_TOKEN, STATUS_OUT_OF_RANGE, "The page token does not belong to this query. Begin again at the first page.", \
      "यह पृष्ठ-चिह्न इस प्रश्न का नहीं है। पहले पृष्ठ से फिर शुरू करें।")                                                            \
    X(PAGE_SIZE, STATUS_INVALID_ARGUMENT, "A page has at most 1,000 records.",                                         \
      "एक पृष्ठ में अधिक से अधिक 1,000 अभिलेख होते हैं।")                                                                       \
    X(FILTER_TOO_LONG, STATUS_INVALID_ARGUMENT, "A filter names at most 64 kinds of events and 1,024 departments.",    \
      "छननी में अधिकतम 64 प्रकार की घटनाएँ और 1,024 विभाग होते हैं।")                                                         \
    X(WAIT_TOO_LONG, STATUS_INVALID_ARGUMENT, "wait_ms is at most 30,000 and less than the timeout.",                  \
      "wait_ms अधिक से अधिक 30,000 और समय-सीमा से कम हो।")

enum refusal {
#define X(name, code, english, hindi) REFUSAL_##name,
    REFUSAL_TABLE(X)
#undef X
        REFUSAL_COUNT
};

/** refusal_status() - the status for a refusal, in the caller's language; all strings are static. */
struct status refusal_status(enum refusal refusal, enum locale locale);

#pragma once
/* words_health - what `karmayogi health` finds wrong, and what to do; see words.h. */

/* clang-format off */

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

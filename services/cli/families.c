/* families - all verbs of the command, in the order in which --help lists them. */
#include "verb.h"

const struct verb_family *const verb_families[] = {
    &verb_keys,   &verb_org,    &verb_list,   &verb_official, &verb_import,  &verb_course, &verb_report,   &verb_feed,
    &verb_status, &verb_health, &verb_sample, &verb_backup,   &verb_restore, &verb_store,  &verb_describe, NULL,
};

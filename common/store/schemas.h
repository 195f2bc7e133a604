#pragma once
/*
 * schemas - the schema that this version of each service writes. Here and not with the services, because the offline
 * tools of the operator must refuse a backup that a newer version made.
 */
#define SCHEMA_REGISTRATION 3 /* 2: `courses` and `followers` are there; 3: `transfers` and `transfers_of` */
#define SCHEMA_CATALOGUE    1
#define SCHEMA_REPORTING    2 /* 2: spans hold all that officials are counted by; designations, courses */

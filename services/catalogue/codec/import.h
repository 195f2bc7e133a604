#pragma once
/* import - settings of an import of courses; the rest of its messages is in runtime/imports.h. */
#include "domain/row.h"
#include "runtime/call.h"

/** import_take_settings() - struct row_settings of a packed CourseImportSettings; as struct imports wants it. */
int import_take_settings(struct call *call, struct store_bytes packed, const void **settings,
                         struct store_bytes *canonical, unsigned *wrong);

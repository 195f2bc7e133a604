/* course - see course.h. */
#include "domain/course.h"

#include <string.h>

const struct course_module *course_find_module(const struct course *course, const char *id)
{
    for (size_t i = 0; i < course->module_count; i++)
        if (strcmp(course->modules[i].id, id) == 0)
            return &course->modules[i];
    return NULL;
}

void course_add_former_modules(struct course *course, const struct course *before)
{
    for (size_t i = 0; i < before->module_count && course->module_count < COURSE_MODULES; i++) {
        if (course_find_module(course, before->modules[i].id))
            continue;
        struct course_module *module = &course->modules[course->module_count++];
        *module = before->modules[i];
        module->is_former = true;
    }
}

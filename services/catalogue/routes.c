/* routes - the methods of the catalogue: kind, roles, size, and who decodes and handles them. What is not built yet is
 * answered UNIMPLEMENTED to a caller with the role, PERMISSION_DENIED to one without it, as it will be. */
#include "base/limits.h"
#include "codec/course.h"
#include "handlers/handlers.h"
#include "service.h"

#define METHOD(name) "karmayogi.catalogue.v1.CatalogueService/" name
#define NOT_BUILT(name, role)                                                                                          \
    {                                                                                                                  \
        .method = METHOD(name), .kind = ROUTE_NOT_BUILT, .roles = (role)                                               \
    }

/* Roles imply the smaller ones: see wire/keys.h. */
#define READERS    ROLE_READER
#define REGISTRARS ROLE_REGISTRAR
#define ADMINS     ROLE_ADMINISTRATOR

const struct route catalogue_routes[] = {
    {METHOD("PutMasterEntries"), ROUTE_WRITE, ADMINS, 0, master_decode_put, NULL, master_put, NULL},
    {METHOD("ListMasterEntries"), ROUTE_READ, READERS, 0, master_decode_list, master_list_entries, NULL, NULL},

    {METHOD("CreateCourse"), ROUTE_WRITE, REGISTRARS, 0, course_decode_create, NULL, course_handle_create, NULL},
    {METHOD("UpdateCourse"), ROUTE_WRITE, REGISTRARS, 0, course_decode_update, NULL, course_handle_update, NULL},
    {METHOD("SubmitCourseForReview"), ROUTE_WRITE, REGISTRARS, 0, course_decode_submit, NULL, course_handle_step, NULL},
    {METHOD("ReviewCourse"), ROUTE_WRITE, ADMINS, 0, course_decode_review, NULL, course_handle_step, NULL},
    {METHOD("PublishCourse"), ROUTE_WRITE, ADMINS, 0, course_decode_publish, NULL, course_handle_step, NULL},
    {METHOD("RetireCourse"), ROUTE_WRITE, ADMINS, 0, course_decode_retire, NULL, course_handle_step, NULL},
    {METHOD("GetCourse"), ROUTE_READ, READERS, 0, course_decode_get, course_handle_get, NULL, NULL},
    {METHOD("ListCourses"), ROUTE_READ, READERS, 0, course_decode_list, course_handle_list, NULL, NULL},
    NOT_BUILT("SearchCourses", ROLE_READER),
    {METHOD("CountCourses"), ROUTE_READ, READERS, 0, course_decode_count, course_handle_count, NULL, NULL},
    {METHOD("ImportCourses"), ROUTE_WRITE, ADMINS, LIMIT_CHUNK_BYTES, import_decode, NULL, import_handle,
     import_render},
    {METHOD("GetCourseImport"), ROUTE_READ, READERS, 0, import_decode_get, import_handle_get, NULL, NULL},
    {METHOD("ListCourseImportVerdicts"), ROUTE_READ, READERS, 0, import_decode_verdicts, import_handle_verdicts, NULL,
     NULL},

    NOT_BUILT("CreatePackage", ROLE_REGISTRAR),
    NOT_BUILT("UpdatePackage", ROLE_REGISTRAR),
    NOT_BUILT("SubmitPackageForReview", ROLE_REGISTRAR),
    NOT_BUILT("ReviewPackage", ROLE_ADMINISTRATOR),
    NOT_BUILT("PublishPackage", ROLE_ADMINISTRATOR),
    NOT_BUILT("RetirePackage", ROLE_ADMINISTRATOR),
    NOT_BUILT("GetPackage", ROLE_READER),
    NOT_BUILT("ListPackages", ROLE_READER),

    NOT_BUILT("CreatePlan", ROLE_REGISTRAR),
    NOT_BUILT("UpdatePlan", ROLE_REGISTRAR),
    NOT_BUILT("SubmitPlanForReview", ROLE_REGISTRAR),
    NOT_BUILT("ReviewPlan", ROLE_ADMINISTRATOR),
    NOT_BUILT("PublishPlan", ROLE_ADMINISTRATOR),
    NOT_BUILT("RetirePlan", ROLE_ADMINISTRATOR),
    NOT_BUILT("GetPlan", ROLE_READER),
    NOT_BUILT("ListPlans", ROLE_READER),

    NOT_BUILT("ProposeDevelopment", ROLE_REGISTRAR),
    NOT_BUILT("UpdateDevelopment", ROLE_REGISTRAR),
    NOT_BUILT("MoveDevelopment", ROLE_REGISTRAR),
    NOT_BUILT("GetDevelopment", ROLE_READER),
    NOT_BUILT("ListDevelopments", ROLE_READER),
    NOT_BUILT("ListMissingVersions", ROLE_READER),
    {.method = NULL},
};

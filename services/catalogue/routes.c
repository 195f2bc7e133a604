/*
 * routes - see routes.h. Nothing is built yet: a caller with the role is answered UNIMPLEMENTED, one without it
 * PERMISSION_DENIED, as it will be.
 */
#include "routes.h"

#include "wire/keys.h"

#define METHOD(name) "karmayogi.catalogue.v1.CatalogueService/" name
#define NOT_BUILT(name, role)                                                                                          \
    {                                                                                                                  \
        .method = METHOD(name), .kind = ROUTE_NOT_BUILT, .roles = (role)                                               \
    }

const struct route routes[] = {
    NOT_BUILT("PutMasterEntries", ROLE_ADMINISTRATOR),
    NOT_BUILT("ListMasterEntries", ROLE_READER),

    NOT_BUILT("CreateCourse", ROLE_REGISTRAR),
    NOT_BUILT("UpdateCourse", ROLE_REGISTRAR),
    NOT_BUILT("SubmitCourseForReview", ROLE_REGISTRAR),
    NOT_BUILT("ReviewCourse", ROLE_ADMINISTRATOR),
    NOT_BUILT("PublishCourse", ROLE_ADMINISTRATOR),
    NOT_BUILT("RetireCourse", ROLE_ADMINISTRATOR),
    NOT_BUILT("GetCourse", ROLE_READER),
    NOT_BUILT("ListCourses", ROLE_READER),
    NOT_BUILT("SearchCourses", ROLE_READER),
    NOT_BUILT("CountCourses", ROLE_READER),
    NOT_BUILT("ImportCourses", ROLE_ADMINISTRATOR),
    NOT_BUILT("GetCourseImport", ROLE_READER),
    NOT_BUILT("ListCourseImportVerdicts", ROLE_READER),

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

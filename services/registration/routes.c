/* routes - the methods of registration: kind, roles, size, and who decodes and handles them. What is not built yet
 * is answered UNIMPLEMENTED to a caller with the role, PERMISSION_DENIED to one without it, as it will be. */
#include "base/limits.h"
#include "codec/official.h"
#include "codec/organisation.h"
#include "codec/transfer.h"
#include "handlers/handlers.h"
#include "service.h"

#define METHOD(name) "karmayogi.registration.v1.RegistrationService/" name
#define NOT_BUILT(name, role)                                                                                          \
    {                                                                                                                  \
        .method = METHOD(name), .kind = ROUTE_NOT_BUILT, .roles = (role)                                               \
    }

/* Roles imply the smaller ones: see wire/keys.h. */
#define READERS     ROLE_READER
#define REGISTRARS  ROLE_REGISTRAR
#define ADMINS      ROLE_ADMINISTRATOR

#define CHUNK_BYTES LIMIT_CHUNK_BYTES

const struct route registration_routes[] = {
    {METHOD("PutMasterEntries"), ROUTE_WRITE, ADMINS, 0, master_decode_put, NULL, master_put, NULL},
    {METHOD("ListMasterEntries"), ROUTE_READ, READERS, 0, master_decode_list, master_list_entries, NULL, NULL},

    {METHOD("CreateOrganisation"), ROUTE_WRITE, REGISTRARS, 0, organisation_decode_create, NULL,
     organisation_handle_create, NULL},
    {METHOD("UpdateOrganisation"), ROUTE_WRITE, REGISTRARS, 0, organisation_decode_update, NULL,
     organisation_handle_update, NULL},
    {METHOD("DeclareStrength"), ROUTE_WRITE, REGISTRARS, 0, organisation_decode_declare, NULL,
     organisation_handle_declare, NULL},
    {METHOD("GetOrganisation"), ROUTE_READ, READERS, 0, organisation_decode_get, organisation_handle_get, NULL, NULL},
    {METHOD("ListOrganisations"), ROUTE_READ, READERS, 0, organisation_decode_list, organisation_handle_list, NULL,
     NULL},

    {METHOD("RegisterOfficial"), ROUTE_WRITE, REGISTRARS, 0, official_decode_register, NULL, official_handle_register,
     official_render},
    {METHOD("GetOfficial"), ROUTE_READ, READERS, 0, official_decode_get, official_handle_get, NULL, NULL},
    {METHOD("FindOfficials"), ROUTE_READ, READERS, 0, official_decode_find, official_handle_find, NULL, NULL},
    {METHOD("ListOfficials"), ROUTE_READ, READERS, 0, official_decode_list, official_handle_list, NULL, NULL},
    {METHOD("UpdateOfficial"), ROUTE_WRITE, REGISTRARS, 0, official_decode_update, NULL, official_handle_change,
     official_render},
    {METHOD("BlockOfficial"), ROUTE_WRITE, REGISTRARS, 0, official_decode_block, NULL, official_handle_change,
     official_render},
    {METHOD("UnblockOfficial"), ROUTE_WRITE, REGISTRARS, 0, official_decode_unblock, NULL, official_handle_change,
     official_render},
    {METHOD("RetireOfficial"), ROUTE_WRITE, REGISTRARS, 0, official_decode_retire, NULL, official_handle_change,
     official_render},
    {METHOD("RevealContact"), ROUTE_WRITE, REGISTRARS, 0, official_decode_reveal, NULL, official_handle_reveal,
     official_render_contact},

    {METHOD("ImportOfficials"), ROUTE_WRITE, REGISTRARS, CHUNK_BYTES, import_decode, NULL, import_handle,
     import_render},
    {METHOD("GetImport"), ROUTE_READ, READERS, 0, import_decode_get, import_handle_get, NULL, NULL},
    {METHOD("ListImportVerdicts"), ROUTE_READ, READERS, 0, import_decode_verdicts, import_handle_verdicts, NULL, NULL},

    {METHOD("RequestTransfer"), ROUTE_WRITE, REGISTRARS, 0, transfer_decode_request, NULL, transfer_handle_request,
     NULL},
    {METHOD("DecideTransfer"), ROUTE_WRITE, REGISTRARS, 0, transfer_decode_decide, NULL, transfer_handle_decide,
     official_render},
    {METHOD("ListTransfers"), ROUTE_READ, READERS, 0, transfer_decode_list, transfer_handle_list, NULL, NULL},

    NOT_BUILT("MergeOfficials", REGISTRARS),

    NOT_BUILT("Enrol", REGISTRARS),
    NOT_BUILT("WithdrawEnrolment", REGISTRARS),
    NOT_BUILT("RecordProgress", REGISTRARS),
    NOT_BUILT("ListEnrolments", READERS),
    NOT_BUILT("RateCourse", REGISTRARS),
    NOT_BUILT("GetCertificate", READERS),
    NOT_BUILT("VerifyCertificate", READERS),
    {.method = NULL},
};

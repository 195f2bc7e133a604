# Generated code lives in the build folder: one library per package of proto/, named karmayogi_proto_<package>.
find_program(PROTOC_C protoc-c REQUIRED)
set(PROTO_ROOT ${PROJECT_SOURCE_DIR}/proto)
set(PROTO_OUT ${PROJECT_BINARY_DIR}/generated)
file(MAKE_DIRECTORY ${PROTO_OUT})

function(karmayogi_proto package)
  file(GLOB protos CONFIGURE_DEPENDS ${PROTO_ROOT}/karmayogi/${package}/v1/*.proto)
  file(GLOB imports CONFIGURE_DEPENDS ${PROTO_ROOT}/karmayogi/core/v1/*.proto)
  set(generated)
  foreach(proto ${protos})
    file(RELATIVE_PATH path ${PROTO_ROOT} ${proto})
    string(REPLACE ".proto" ".pb-c" stem ${path})
    add_custom_command(
      OUTPUT ${PROTO_OUT}/${stem}.c ${PROTO_OUT}/${stem}.h
      COMMAND ${PROTOC_C} --proto_path=${PROTO_ROOT} --c_out=${PROTO_OUT} ${path}
      DEPENDS ${proto} ${imports} ${protos}
      VERBATIM)
    list(APPEND generated ${PROTO_OUT}/${stem}.c ${PROTO_OUT}/${stem}.h)
  endforeach()
  add_library(karmayogi_proto_${package} STATIC ${generated})
  target_include_directories(karmayogi_proto_${package} SYSTEM PUBLIC ${PROTO_OUT})
  target_link_libraries(karmayogi_proto_${package} PUBLIC ${ARGN} PkgConfig::protobufc)
  # It is part of what is installed, for whatever compiler comes then.
  set_target_properties(karmayogi_proto_${package} PROPERTIES INTERPROCEDURAL_OPTIMIZATION OFF)
endfunction()

karmayogi_proto(core)
karmayogi_proto(registration karmayogi_proto_core)
karmayogi_proto(catalogue karmayogi_proto_core)
karmayogi_proto(reporting karmayogi_proto_core)

# All contracts in one archive, for the programs of others.
add_library(karmayogi_proto STATIC $<TARGET_OBJECTS:karmayogi_proto_core> $<TARGET_OBJECTS:karmayogi_proto_registration>
  $<TARGET_OBJECTS:karmayogi_proto_catalogue> $<TARGET_OBJECTS:karmayogi_proto_reporting>)
target_link_libraries(karmayogi_proto PUBLIC PkgConfig::protobufc)
set_target_properties(karmayogi_proto PROPERTIES LINKER_LANGUAGE C INTERPROCEDURAL_OPTIMIZATION OFF)

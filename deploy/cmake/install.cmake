# What `cmake --install` puts where, in two components: `client` is what a program of another team needs to be built and
# run, `services` what a machine needs that serves.
include(GNUInstallDirs)
include(CMakePackageConfigHelpers)

install(TARGETS karmayogi karmayogi-registration karmayogi-catalogue karmayogi-reporting COMPONENT services)

set(package_dir ${CMAKE_INSTALL_LIBDIR}/cmake/karmayogi)
install(TARGETS karmayogi_shared karmayogi_proto EXPORT karmayogi COMPONENT client
  INCLUDES DESTINATION ${CMAKE_INSTALL_INCLUDEDIR})
install(EXPORT karmayogi DESTINATION ${package_dir} NAMESPACE karmayogi:: FILE karmayogi-targets.cmake COMPONENT client)
install(FILES ${PROJECT_SOURCE_DIR}/common/client/karmayogi.h
  DESTINATION ${CMAKE_INSTALL_INCLUDEDIR}/karmayogi COMPONENT client)
install(DIRECTORY ${PROJECT_BINARY_DIR}/generated/karmayogi DESTINATION ${CMAKE_INSTALL_INCLUDEDIR} COMPONENT client
  FILES_MATCHING PATTERN *.pb-c.h)
install(DIRECTORY ${PROJECT_SOURCE_DIR}/proto/karmayogi DESTINATION ${CMAKE_INSTALL_DATADIR}/karmayogi/proto COMPONENT client
  FILES_MATCHING PATTERN *.proto)

# For other builds than CMake. The prefix is told from where the file lies, so that the tree may be moved.
file(RELATIVE_PATH up_to_prefix ${CMAKE_INSTALL_FULL_LIBDIR}/pkgconfig ${CMAKE_INSTALL_PREFIX})
string(REGEX REPLACE "/$" "" up_to_prefix ${up_to_prefix})
configure_file(${CMAKE_CURRENT_LIST_DIR}/karmayogi.pc.in ${PROJECT_BINARY_DIR}/karmayogi.pc @ONLY)
install(FILES ${PROJECT_BINARY_DIR}/karmayogi.pc DESTINATION ${CMAKE_INSTALL_LIBDIR}/pkgconfig COMPONENT client)

configure_package_config_file(${CMAKE_CURRENT_LIST_DIR}/karmayogi-config.cmake.in
  ${PROJECT_BINARY_DIR}/karmayogi-config.cmake INSTALL_DESTINATION ${package_dir})
# While the number begins with 0, only programs built against the same second number are known to fit.
write_basic_package_version_file(${PROJECT_BINARY_DIR}/karmayogi-config-version.cmake COMPATIBILITY SameMinorVersion)
install(FILES ${PROJECT_BINARY_DIR}/karmayogi-config.cmake ${PROJECT_BINARY_DIR}/karmayogi-config-version.cmake
  DESTINATION ${package_dir} COMPONENT client)

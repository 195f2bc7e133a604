# How every target of the project is built: flags in one place, one function per kind of target.
# A folder is a library: every .c file of the folder belongs to it, so no list of files has to be kept.

set(CMAKE_C_STANDARD 17)
set(CMAKE_C_STANDARD_REQUIRED ON)
set(CMAKE_C_EXTENSIONS OFF)
set(CMAKE_POSITION_INDEPENDENT_CODE ON)

# Assertions stay on in every build: a broken promise must stop the process, not spoil the store.
string(REPLACE "-DNDEBUG" "" CMAKE_C_FLAGS_RELWITHDEBINFO "${CMAKE_C_FLAGS_RELWITHDEBINFO}")
string(REPLACE "-DNDEBUG" "" CMAKE_C_FLAGS_RELEASE "${CMAKE_C_FLAGS_RELEASE}")

add_library(karmayogi_flags INTERFACE)
target_compile_definitions(karmayogi_flags INTERFACE _GNU_SOURCE KARMAYOGI_VERSION="${PROJECT_VERSION}"
  $<$<BOOL:${KARMAYOGI_FAULTS}>:KARMAYOGI_FAULTS>)
target_compile_options(karmayogi_flags INTERFACE
  -Wall -Wextra -Wshadow -Wstrict-prototypes -Wmissing-prototypes -Wpointer-arith -Wwrite-strings -Wvla -Wformat=2
  -Wimplicit-fallthrough -Wnull-dereference -Wundef -fno-strict-aliasing -fno-common
  $<$<BOOL:${KARMAYOGI_WERROR}>:-Werror>)
if(KARMAYOGI_SANITIZE)
  target_compile_options(karmayogi_flags INTERFACE -fsanitize=address,undefined -fno-sanitize-recover=all -fno-omit-frame-pointer)
  target_link_options(karmayogi_flags INTERFACE -fsanitize=address,undefined)
endif()
if(KARMAYOGI_SANITIZE_THREADS)
  target_compile_options(karmayogi_flags INTERFACE -fsanitize=thread -fno-omit-frame-pointer)
  target_link_options(karmayogi_flags INTERFACE -fsanitize=thread)
endif()
if(KARMAYOGI_FUZZ)
  target_compile_options(karmayogi_flags INTERFACE -fsanitize=fuzzer-no-link)
endif()
if(KARMAYOGI_COVERAGE)
  target_compile_options(karmayogi_flags INTERFACE --coverage -fprofile-update=atomic)
  target_link_options(karmayogi_flags INTERFACE --coverage)
endif()
if(KARMAYOGI_HARDEN)
  include(CheckPIESupported)
  check_pie_supported(LANGUAGES C)
  target_compile_options(karmayogi_flags INTERFACE -U_FORTIFY_SOURCE -D_FORTIFY_SOURCE=2 -fstack-protector-strong
    -fstack-clash-protection)
  target_link_options(karmayogi_flags INTERFACE -Wl,-z,relro,-z,now,-z,noexecstack)
endif()

# karmayogi_library(NAME DIR include-root libraries...) - the folder DIR as a static library
function(karmayogi_library name dir include_root)
  file(GLOB sources CONFIGURE_DEPENDS ${dir}/*.c)
  add_library(${name} STATIC ${sources})
  target_include_directories(${name} PUBLIC ${include_root})
  target_link_libraries(${name} PUBLIC ${ARGN} PRIVATE karmayogi_flags)
endfunction()

# karmayogi_unit_tests(DIR libraries...) - every test_*.c of tests/unit/DIR is a program of its own, run by CTest
function(karmayogi_unit_tests dir)
  file(GLOB sources CONFIGURE_DEPENDS ${PROJECT_SOURCE_DIR}/tests/unit/${dir}/test_*.c)
  foreach(source ${sources})
    get_filename_component(stem ${source} NAME_WE)
    string(REPLACE "/" "." prefix ${dir})
    set(target unit.${prefix}.${stem})
    add_executable(${target} ${source})
    target_link_libraries(${target} PRIVATE ${ARGN} PkgConfig::cmocka karmayogi_flags)
    target_include_directories(${target} PRIVATE ${PROJECT_SOURCE_DIR}/tests/support)
    add_test(NAME ${target} COMMAND ${target})
    set_tests_properties(${target} PROPERTIES TIMEOUT $<IF:$<BOOL:${KARMAYOGI_SANITIZE_THREADS}>,600,120> LABELS unit)
    if(KARMAYOGI_SANITIZE_THREADS)
      set_tests_properties(${target} PROPERTIES ENVIRONMENT
        "TSAN_OPTIONS=suppressions=${PROJECT_SOURCE_DIR}/tests/support/threads.supp")
    endif()
  endforeach()
endfunction()

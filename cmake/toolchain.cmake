# Warnings are errors; ccache and mold are used when present.
add_library(boai_options INTERFACE)
target_compile_options(boai_options INTERFACE
  -Wall -Wextra -Wpedantic -Wconversion -Wsign-conversion -Wnon-virtual-dtor -Woverloaded-virtual
  -Wnull-dereference -Werror
  # GCC 12 reports false positives of these two inside libstdc++ at -O2 and above.
  $<$<CXX_COMPILER_ID:GNU>:-Wno-restrict -Wno-maybe-uninitialized -Wno-null-dereference>
  # Members left out of a designated initialiser take their declared defaults, which is the point.
  -Wno-missing-field-initializers)
if(CMAKE_UNITY_BUILD)
  # Of several files compiled as one, a local name may be that of a function in another, and the
  # types that one file keeps for itself look as if a header had them. Preset dev warns of both.
  target_compile_options(boai_options INTERFACE -Wshadow=local -Wno-subobject-linkage)
else()
  target_compile_options(boai_options INTERFACE -Wshadow)
endif()
# Headers are precompiled (cmake/precompiled.cmake) for the tests of everything, not for a program
# that is optimised: there it is the optimising that takes long.
set(BOAI_PRECOMPILE OFF)
if(CMAKE_UNITY_BUILD AND CMAKE_BUILD_TYPE STREQUAL Debug)
  set(BOAI_PRECOMPILE ON)
  # Some libraries ask for threads by a flag: precompiled headers are read by all with it or by none.
  target_compile_options(boai_options INTERFACE -pthread)
endif()
# An empty optional that is read, or an index behind the end, stops the program where it happens.
target_compile_definitions(boai_options INTERFACE $<$<CONFIG:Debug>:_GLIBCXX_ASSERTIONS>)
target_include_directories(boai_options INTERFACE ${CMAKE_SOURCE_DIR}/src)

find_program(CCACHE ccache)
if(CCACHE)
  set(CMAKE_CXX_COMPILER_LAUNCHER ${CCACHE})
  if(BOAI_PRECOMPILE)
    # What ccache wants to hear before it keeps what was compiled with precompiled headers; and that
    # it asks the compiler what was read rather than preprocess each file once more.
    set(CMAKE_CXX_COMPILER_LAUNCHER ${CMAKE_COMMAND} -E env
      CCACHE_SLOPPINESS=pch_defines,time_macros CCACHE_DEPEND=1 ${CCACHE})
  endif()
endif()
find_program(MOLD mold)
if(MOLD)
  add_link_options(-fuse-ld=mold)
endif()
set(BOAI_SANITIZE "" CACHE STRING "Sanitizers, such as address,undefined or thread")
if(BOAI_SANITIZE)
  add_compile_options(-fsanitize=${BOAI_SANITIZE} -fno-omit-frame-pointer -fno-sanitize-recover=all)
  add_link_options(-fsanitize=${BOAI_SANITIZE})
  if(BOAI_SANITIZE MATCHES thread)
    # Boost.Asio has fences, which this sanitizer does not see; its queues have locks besides.
    add_compile_options(-Wno-tsan)
  endif()
  if(BOAI_SANITIZE MATCHES undefined)
    # With the three checks for null, GCC 12 no longer compares addresses at compile time, which the
    # checks of the field tables do. A null that is used still ends in the address sanitizer.
    add_compile_options(-fno-sanitize=null,nonnull-attribute,returns-nonnull-attribute)
  endif()
endif()

find_package(PkgConfig REQUIRED)
find_package(Threads REQUIRED)
find_package(Boost 1.81 REQUIRED)

# precompile(TARGET): compiles with the headers that nearly every file reads read once for all, when
# BOAI_PRECOMPILED. Off while working: a cache of compiled files (ccache) saves more, and each file
# must name what it uses.
option(BOAI_PRECOMPILED "Precompile the headers that nearly every file reads" OFF)
if(BOAI_PRECOMPILED)
  file(WRITE ${CMAKE_BINARY_DIR}/precompiled.cpp "")
  add_library(boai_precompiled OBJECT ${CMAKE_BINARY_DIR}/precompiled.cpp)
  target_link_libraries(boai_precompiled PRIVATE boai_options)
  target_precompile_headers(boai_precompiled PRIVATE
    <algorithm> <array> <atomic> <charconv> <chrono> <condition_variable> <deque> <expected> <functional> <map>
    <memory> <mutex> <optional> <set> <span> <string> <string_view> <thread> <unordered_map> <vector>
    ${CMAKE_SOURCE_DIR}/src/base/json_text.hpp ${CMAKE_SOURCE_DIR}/src/base/result.hpp
    ${CMAKE_SOURCE_DIR}/src/base/time.hpp ${CMAKE_SOURCE_DIR}/src/record/engine.hpp)
  # Precompiled, the standard library's own code is no longer spared false alarms of GCC 12.
  target_compile_options(boai_options INTERFACE -Wno-stringop-overflow -Wno-stringop-overread -Wno-array-bounds)
endif()
function(precompile target)
  if(BOAI_PRECOMPILED)
    target_precompile_headers(${target} REUSE_FROM boai_precompiled)
  endif()
endfunction()

# add_room(NAME DEPENDS room... LINK library...): one static library of all .cpp files in this folder
# (below it too, without tests/), and one test program of all *_test.cpp files in its tests/.
function(add_room name)
  cmake_parse_arguments(ROOM "" "" "DEPENDS;LINK" ${ARGN})
  file(GLOB_RECURSE sources CONFIGURE_DEPENDS ${CMAKE_CURRENT_SOURCE_DIR}/*.cpp)
  list(FILTER sources EXCLUDE REGEX "/tests/")
  add_library(boai_${name} STATIC ${sources})
  target_link_libraries(boai_${name} PUBLIC boai_options ${ROOM_LINK})
  precompile(boai_${name})
  foreach(room ${ROOM_DEPENDS})
    target_link_libraries(boai_${name} PUBLIC boai_${room})
  endforeach()
  set_property(GLOBAL APPEND PROPERTY BOAI_ROOMS ${name})
  set_property(GLOBAL PROPERTY BOAI_ROOM_TESTS_${name} ${CMAKE_CURRENT_SOURCE_DIR}/tests)
endfunction()

# Called from tests/: builds the test program of each room that has tests.
function(add_room_tests)
  get_property(rooms GLOBAL PROPERTY BOAI_ROOMS)
  foreach(room ${rooms})
    get_property(folder GLOBAL PROPERTY BOAI_ROOM_TESTS_${room})
    file(GLOB sources CONFIGURE_DEPENDS ${folder}/*_test.cpp)
    if(sources)
      add_executable(${room}_test ${sources})
      target_link_libraries(${room}_test PRIVATE boai_${room} boai_test_support GTest::gmock GTest::gtest_main)
      gtest_discover_tests(${room}_test DISCOVERY_MODE PRE_TEST PROPERTIES LABELS ${room})
    endif()
  endforeach()
endfunction()

# Headers that many targets read are read once for all of them, where BOAI_PRECOMPILE says so
# (cmake/toolchain.cmake; docs/decisions/files-compiled-together.md).

# make_precompiled(NAME HEADERS header... LINK library... INCLUDE folder...)
function(make_precompiled name)
  if(NOT BOAI_PRECOMPILE)
    return()
  endif()
  cmake_parse_arguments(PRECOMPILED "" "" "HEADERS;LINK;INCLUDE" ${ARGN})
  set(source ${CMAKE_CURRENT_BINARY_DIR}/${name}.cpp)
  file(CONFIGURE OUTPUT ${source} CONTENT "// Made by cmake/precompiled.cmake.\n")
  add_library(${name} OBJECT ${source})
  target_link_libraries(${name} PRIVATE boai_options ${PRECOMPILED_LINK})
  target_include_directories(${name} PRIVATE ${PRECOMPILED_INCLUDE})
  target_precompile_headers(${name} PRIVATE ${PRECOMPILED_HEADERS})
endfunction()

# use_precompiled(NAME target...): does nothing where it was not made.
function(use_precompiled name)
  if(TARGET ${name})
    foreach(target ${ARGN})
      target_precompile_headers(${target} REUSE_FROM ${name})
    endforeach()
  endif()
endfunction()

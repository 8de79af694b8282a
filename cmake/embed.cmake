# embed_files(TARGET FUNCTION BASE file...): adds to TARGET a function
#   std::span<const boai::http::EmbeddedFile> boai::app::FUNCTION()
# over the bytes of the files, named by their path below BASE. The assembler reads the files, so
# that megabytes cost nothing to compile. With no files the table is empty.
# What stands in a file stands as a hash in the source: a compiler cache that goes by what the
# compiler read does not know what the assembler reads, and would give back yesterday's pages.
function(embed_files target name base)
  set(asm "")
  set(declarations "")
  set(rows "")
  set(index 0)
  set_property(DIRECTORY APPEND PROPERTY CMAKE_CONFIGURE_DEPENDS ${ARGN})
  foreach(file ${ARGN})
    file(RELATIVE_PATH path ${base} ${file})
    file(SHA256 ${file} hash)
    set(symbol "boai_embedded_${name}_${index}")
    string(APPEND asm "asm(\".section .rodata\\n.balign 16\\n${symbol}:\\n.incbin \\\"${file}\\\"\\n"
      "${symbol}_end:\\n.byte 0\\n.previous\\n.globl ${symbol}\\n.globl ${symbol}_end\\n\");\n")
    string(APPEND declarations "extern \"C\" const char ${symbol}[];\nextern \"C\" const char ${symbol}_end[];\n")
    string(APPEND rows "        // ${hash}\n        { \"${path}\", { ${symbol}, static_cast<std::size_t>(${symbol}_end - ${symbol}) } },\n")
    math(EXPR index "${index} + 1")
  endforeach()
  set(source ${CMAKE_CURRENT_BINARY_DIR}/${name}.cpp)
  file(CONFIGURE OUTPUT ${source} @ONLY CONTENT "// Made by cmake/embed.cmake.
#include \"app/assets.hpp\"

#include <vector>

@asm@
@declarations@
namespace boai::app {

std::span<const http::EmbeddedFile> @name@() {
    static const std::vector<http::EmbeddedFile> files {
@rows@    };
    return files;
}

}
")
  # Compiled alone: within a file made of several, what an object depends on would be forgotten.
  set_source_files_properties(${source} PROPERTIES
    OBJECT_DEPENDS "${ARGN}" SKIP_UNITY_BUILD_INCLUSION ON)
  target_sources(${target} PRIVATE ${source})
endfunction()

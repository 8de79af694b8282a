// The input of a command: read, it can be written and read again to the same; else fields are
// named.
#include "base/json_text.hpp"
#include "expect.hpp"
#include "modules/giving/giving_commands.hpp"
#include "modules/giving/import_request.hpp"
#include "record/json.hpp"
#include "record/validate.hpp"

namespace {

std::string written(const boai::giving::RecordGift& gift) {
    std::string json;
    {
        boai::JsonObject object { json };
        boai::record::append_fields(
            object, boai::giving::record_gift_input(), &gift, boai::record::Show::full
        );
    }
    return json;
}

}  // namespace

// NOLINTNEXTLINE(readability-identifier-naming): libFuzzer looks for this name
extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
    using boai::fuzz::expect;
    const auto fields = boai::giving::record_gift_input();
    const std::string_view json { reinterpret_cast<const char*>(data), size };
    static_cast<void>(boai::giving::read_plan_change(json));
    static_cast<void>(boai::giving::read_commit_request(json));
    boai::giving::RecordGift gift;
    const auto read = boai::record::read_json(fields, &gift, json);
    if (!read) {
        expect(!read.error().message.zh.empty(), "every refusal has a reason");
        return 0;
    }
    if (!boai::record::validate(fields, &gift)) {
        return 0;
    }
    const auto first = written(gift);
    boai::giving::RecordGift again;
    const auto reread = boai::record::read_json(fields, &again, first);
    expect(reread.has_value(), "what is written can be read");
    expect(written(again) == first, "and is the same");
    return 0;
}

/// \file
/// What the commands about disclosure notices take.
#pragma once

#include "modules/giving/disclosure/disclosure_notice.hpp"
#include "record/command.hpp"

#include <cstdint>
#include <optional>
#include <string>

namespace boai::giving {

inline constexpr std::int64_t last_hour = 23;

struct DraftNotice {
    NoticeScope scope = NoticeScope::branch;
    Id campaign;
    std::optional<Day> begins_on; ///< where the notice before ended, when left out
    std::int64_t begins_hour = 0;
    Day ends_on;
    std::int64_t ends_hour = 0;
};

inline constexpr record::FieldSpec draft_fields[] = {
    record::field<&DraftNotice::scope>(record::PlainField {
        .label = { "公示范围", "Scope" },
        .help = { "全系统包括所有下级机构，机构之间的拨付只计一次",
                  "All branches below are included; what they gave one another counts once" } }),
    record::field<&DraftNotice::campaign>(record::ReferenceField {
        .label = { "募捐活动", "Campaign" },
        .to = "giving.campaign",
        .help = { "不选则公示全部款物", "Leave empty for all gifts" } }),
    record::field<&DraftNotice::begins_on>(record::PlainField {
        .label = { "起始日期", "From" },
        .help
        = { "不填则从上一期的截止时间开始", "Left empty, it goes on from the notice before" } }),
    record::field<&DraftNotice::begins_hour>(record::NumberField {
        .label = { "起始整点（0–23）", "From hour (0 to 23)" }, .min = 0, .max = last_hour }),
    record::field<&DraftNotice::ends_on>(record::PlainField {
        .label = { "截止日期", "To" },
        .help = { "截止时间之前登记入账的款物归入本期",
                  "What was entered before this time is in the notice" },
        .required = true }),
    record::field<&DraftNotice::ends_hour>(record::NumberField {
        .label = { "截止整点（0–23）", "To hour (0 to 23)" }, .min = 0, .max = last_hour }),
};
static_assert(record::complete<DraftNotice>(draft_fields));

struct OneNotice {
    Id notice;
};

inline constexpr record::FieldSpec one_notice_fields[] = {
    record::field<&OneNotice::notice>(record::ReferenceField {
        .label = { "款物公示", "Disclosure notice" },
        .to = "giving.disclosure_notice",
        .required = true }),
};
static_assert(record::complete<OneNotice>(one_notice_fields));

struct CheckNotice {
    Id notice;
    std::string accepted;
};

inline constexpr record::FieldSpec check_fields[] = {
    record::field<&CheckNotice::notice>(record::ReferenceField {
        .label = { "款物公示", "Disclosure notice" },
        .to = "giving.disclosure_notice",
        .required = true }),
    record::field<&CheckNotice::accepted>(record::TextField {
        .label = { "提示的处理说明", "Why it stands with the warnings" },
        .help = { "有核对提示时必填；没有提示时留空", "Asked for only when there are warnings" },
        .max_length = 500,
        .multiline = true }),
};
static_assert(record::complete<CheckNotice>(check_fields));

struct AnnotateNotice {
    Id notice;
    std::string text;
};

inline constexpr record::FieldSpec annotate_fields[] = {
    record::field<&AnnotateNotice::notice>(record::ReferenceField {
        .label = { "款物公示", "Disclosure notice" },
        .to = "giving.disclosure_notice",
        .required = true }),
    record::field<&AnnotateNotice::text>(record::TextField {
        .label = { "说明内容", "What it says" },
        .help = { "会公开，不写个人信息", "Shown to everybody: no personal values" },
        .max_length = 1000,
        .required = true,
        .multiline = true }),
};
static_assert(record::complete<AnnotateNotice>(annotate_fields));

} // namespace boai::giving

#include "storage/postgresql/postgresql_errors.hpp"

#include <libpq-fe.h>

#include <algorithm>
#include <array>

namespace boai::storage {
namespace {

/// SQLSTATEs, or their first characters, and what they mean; the first that fits counts.
struct Meaning {
    std::string_view prefix;
    Errc code;
    Text text;
};

constexpr Text lost { "与数据库失去联系，请稍后重试",
                      "the database cannot be reached; try again shortly" };
constexpr Text busy { "数据库正忙，请稍后重试", "the database is busy; try again shortly" };
constexpr Text damaged { "数据库已损坏，请停止使用并从备份恢复",
                         "the database is damaged; stop and restore from a backup" };

// Source: PostgreSQL 15 manual, appendix A, "PostgreSQL Error Codes".
constexpr std::array<Meaning, 14> meanings { {
    { "23", Errc::conflict, { "与已有记录冲突", "conflicts with what is already recorded" } },
    { "08", Errc::unavailable, lost },
    { "25006",
      Errc::unavailable,
      { "所连的数据库只可读，请连到主库后重试",
        "this database can only be read; connect to the primary and try again" } },
    { "28",
      Errc::unavailable,
      { "数据库拒绝了登录，请检查连接地址中的用户和密码",
        "the database refused the sign-in; check user and password in its address" } },
    { "3D000",
      Errc::unavailable,
      { "数据库不存在，请先建立", "there is no such database; create it" } },
    { "40", Errc::unavailable, busy },
    { "53100",
      Errc::unavailable,
      { "数据库磁盘空间不足，未写入；请腾出空间后重试",
        "the database's disk is full and nothing was written; free some space and try again" } },
    { "53", Errc::unavailable, busy },
    { "55P03", Errc::unavailable, busy },
    { "57014",
      Errc::unavailable,
      { "查询时间过长，已停止；请缩小范围后重试",
        "the query took too long and was stopped; ask for less and try again" } },
    { "57P", Errc::unavailable, lost },
    { "58",
      Errc::unavailable,
      { "数据库无法读写磁盘，请检查", "the database cannot use its disk; check it" } },
    { "XX001", Errc::corrupt, damaged },
    { "XX002", Errc::corrupt, damaged },
} };

std::string_view text_of(const char* text) {
    return text == nullptr ? std::string_view {} : std::string_view { text };
}

}  // namespace

Error error_for(std::string_view sqlstate, std::string_view words) {
    const auto* const meaning = std::ranges::find_if(meanings, [&](const Meaning& each) {
        return sqlstate.starts_with(each.prefix);
    });
    if (meaning != meanings.end()) {
        return { meaning->code, meaning->text, {} };
    }
    // Class 42 speaks of the statement, which is ours and holds no person's value.
    if (sqlstate.starts_with("42")) {
        return { Errc::internal, compose({ "语句有误：{}", "bad statement: {}" }, { words }), {} };
    }
    return {
        Errc::internal,
        compose({ "数据库内部错误（代码 {}）", "internal database error (code {})" }, { sqlstate }),
        {},
    };
}

Error lost_session() {
    return { Errc::unavailable, lost, {} };
}

Error error_of(const pg_conn* session, const pg_result* result) {
    const auto sqlstate = text_of(PQresultErrorField(result, PG_DIAG_SQLSTATE));
    if (sqlstate.empty()) {
        const bool is_lost = PQstatus(session) != CONNECTION_OK;
        return is_lost ? lost_session() : error_for("?", {});
    }
    auto error = error_for(sqlstate, text_of(PQresultErrorField(result, PG_DIAG_MESSAGE_PRIMARY)));
    constexpr std::string_view unique_violation = "23505";
    if (sqlstate == unique_violation) {
        const auto key = text_of(PQresultErrorField(result, PG_DIAG_CONSTRAINT_NAME));
        error.fields.push_back({ std::string { key }, error.message });
    }
    return error;
}

Error error_of_connecting(const pg_conn* session) {
    auto words = text_of(PQerrorMessage(session));
    words.remove_suffix(words.ends_with('\n') ? 1 : 0);
    return {
        Errc::unavailable,
        compose({ "无法连接数据库：{}", "the database cannot be reached: {}" }, { words }),
        {},
    };
}

}  // namespace boai::storage

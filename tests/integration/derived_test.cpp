// Everything derived from the field tables, as files that a reviewer reads: a change of a field
// shows here in each of its forms.
#include "app/modules.hpp"
#include "figures/figure.hpp"
#include "ledger/tables.hpp"
#include "modules/giving/campaign.hpp"
#include "modules/giving/gift.hpp"
#include "modules/giving/gift_book.hpp"
#include "modules/people/person.hpp"
#include "record/audit.hpp"
#include "record/describe.hpp"
#include "record/json.hpp"
#include "record/schema.hpp"
#include "record/tabular.hpp"
#include "storage/sql_text.hpp"
#include "support/golden.hpp"
#include "support/test_book.hpp"
#include "transparency/log.hpp"

#include <gmock/gmock.h>

namespace boai::test {
namespace {

using storage::Dialect;
using ::testing::HasSubstr;
using ::testing::Not;

/// JSON with a line for every member of the outer levels, so that a difference is a line.
std::string broken_into_lines(std::string_view json, int levels) {
    std::string lines;
    int level = 0;
    bool in_text = false;
    for (std::size_t i = 0; i < json.size(); ++i) {
        const char c = json[i];
        if (in_text) {
            lines += c;
            if (c == '\\') {
                lines += json[++i];
            }
            in_text = c != '"';
            continue;
        }
        in_text = c == '"';
        const auto new_line
            = [&] { lines += '\n' + std::string(static_cast<std::size_t>(level) * 2, ' '); };
        const bool closes = c == '}' || c == ']';
        if (closes && level-- <= levels) {
            new_line();
        }
        lines += c;
        if (c == '{' || c == '[') {
            ++level;
        }
        if ((c == '{' || c == '[' || c == ',') && level <= levels) {
            new_line();
        }
    }
    return lines + '\n';
}

class DerivedTest : public ::testing::Test {
protected:
    std::string derived_schema(Dialect dialect) {
        std::string ddl { record::shared_tables() };
        ddl += figures::tables();
        ddl += transparency::tables();
        ddl += ledger::tables();
        ddl += giving::counter_table();
        for (const auto* table : book_->registry().records()) {
            ddl += '\n' + record::create_table(table->type());
        }
        return storage::spell_types(ddl, dialect);
    }

    TestBook book_ { Dialect::sqlite };
};

TEST_F(DerivedTest, schema_of_both_databases) {
    expect_golden("schema.sqlite.sql", derived_schema(Dialect::sqlite));
    expect_golden("schema.postgresql.sql", derived_schema(Dialect::postgresql));
}

TEST_F(DerivedTest, forms_of_every_record) {
    for (const auto* table : book_->registry().records()) {
        std::string json;
        record::append_record_meta(json, table->type(), { *app::Book::system() });
        expect_golden(
            "forms/" + std::string { table->type().name } + ".json", broken_into_lines(json, 2)
        );
    }
}

TEST_F(DerivedTest, forms_of_every_command) {
    for (const auto* command : book_->registry().commands()) {
        if (!command->listed) {
            continue;
        }
        std::string json;
        record::append_command_meta(json, *command);
        expect_golden("forms/" + command->name + ".json", broken_into_lines(json, 2));
    }
}

/// Whether a condition can hold: the field is there, and each value is one of its words.
void expect_possible(const record::RecordType& type, const record::Condition& condition) {
    const auto* field = type.find_field(condition.field);
    ASSERT_NE(field, nullptr) << type.name << ' ' << condition.field;
    for (const auto value : condition.values) {
        const bool is_word = std::ranges::any_of(field->choices, [&](const auto& choice) {
            return choice.value == value;
        });
        const bool is_flag
            = field->kind == &record::flag_kind && (value == "true" || value == "false");
        EXPECT_TRUE(is_word || is_flag || value.empty()) << type.name << ' ' << value;
    }
}

TEST_F(DerivedTest, every_listed_command_stands_where_people_find_it) {
    for (const auto* command : book_->registry().commands()) {
        if (!command->listed) {
            continue;
        }
        EXPECT_FALSE(command->about.empty() && command->makes.empty()) << command->name;
        EXPECT_TRUE(command->makes.empty() || book_->registry().find_record(command->makes))
            << command->name;
        const auto* about = book_->registry().find_record(command->about);
        EXPECT_EQ(about == nullptr, command->about.empty()) << command->name;
        for (const auto& condition : command->when) {
            ASSERT_NE(about, nullptr) << command->name;
            expect_possible(about->type(), condition);
        }
    }
}

TEST_F(DerivedTest, whoever_needs_a_second_person_names_the_record_that_the_first_one_made) {
    std::size_t seen = 0;
    for (const auto* command : book_->registry().commands()) {
        if (!command->four_eyes) {
            continue;
        }
        ++seen;
        EXPECT_NE(book_->registry().find_record(command->about), nullptr) << command->name;
        EXPECT_TRUE(std::ranges::any_of(command->fields, [&](const record::FieldSpec& field) {
            return field.options.references == command->about && field.options.required;
        })) << command->name;
    }
    EXPECT_GT(seen, 5U);
}

TEST_F(DerivedTest, columns_of_every_table_for_people) {
    std::string csv = "record,language,headings\n";
    for (const auto* table : book_->registry().records()) {
        for (const auto language : { Language::zh, Language::en }) {
            csv += std::string { table->type().name } + (language == Language::zh ? ",zh" : ",en");
            for (const auto& heading :
                 record::headings({ table->type(), *book_->engine().branches(), language })) {
                csv += ',' + heading;
            }
            csv += '\n';
        }
    }
    expect_golden("columns.csv", csv);
}

TEST_F(DerivedTest, definitions_of_every_figure) {
    std::string text;
    for (const auto* figure : book_->figures()) {
        text += std::string { figure->name } + " version " + std::to_string(figure->version) + ", "
            + std::string { figures::name_of(figure->unit) } + "\n  zh "
            + std::string { figure->title.zh } + "：" + std::string { figure->meaning.zh }
            + "\n  en " + std::string { figure->title.en } + ": "
            + std::string { figure->meaning.en } + "\n  by day, branch";
        for (const auto& dimension : figure->dimensions) {
            text += ", " + std::string { dimension.name };
        }
        text += '\n';
        const auto* behind = book_->registry().find_record(figure->record);
        EXPECT_NE(behind, nullptr) << figure->name;
        text += "  counts " + std::string { figure->record } + '\n';
        EXPECT_FALSE(figure->meaning.zh.empty() || figure->meaning.en.empty()) << figure->name;
        EXPECT_NE(figure->recount, nullptr) << figure->name;
    }
    expect_golden("figures.txt", text);
}

/// A person with every field filled.
people::Person sample_person() {
    return { .name = "欧阳娜娜",
             .phone = "13812345678",
             .id_number = "320706199001011234",
             .email = "nana@example.org",
             .address = "海州区朝阳路 1 号",
             .note = "由街道介绍",
             .state = people::PersonState::active,
             .merged_into = {} };
}

giving::Gift sample_gift() {
    return { .donor_kind = giving::DonorKind::person,
             .donor_name = "欧阳娜娜",
             .donor_person = Id { 77 },
             .donor_organisation = {},
             .publish_name = false,
             .amount = { 123'45 },
             .refunded = { 0 },
             .day = Day { 18'300 },
             .channel = Id { 5 },
             .campaign = {},
             .purpose = {},
             .reference = "T0001",
             .payment_note = "祝平安",
             .receipt_year = 2020,
             .receipt_number = 12,
             .receipt_state = giving::ReceiptState::issued,
             .state = giving::GiftState::recorded,
             .batch = {},
             .fingerprint = 0 };
}

template <class T>
record::Loaded loaded(T value) {
    constexpr Instant at { 1'590'000'000'000 };
    return { { Id { 1 }, Id { 42 }, 3, at, at, Id { 7 } }, std::make_shared<T>(std::move(value)) };
}

template <class T>
std::string json_of(const record::RecordType& type, T value, record::Show show) {
    std::string json;
    record::append_record(json, type, loaded(std::move(value)), "320700", show);
    return json;
}

TEST_F(DerivedTest, rows_as_json_masked_and_in_full) {
    const auto person = json_of(people::person_type, sample_person(), record::Show::masked);
    for (const auto* secret : { "娜", "2345678", "199001011", "nana", "朝阳路", "街道" }) {
        EXPECT_THAT(person, Not(HasSubstr(secret)));
    }
    const auto gift = json_of(giving::gift_type, sample_gift(), record::Show::masked);
    EXPECT_THAT(gift, Not(HasSubstr("娜")));
    EXPECT_THAT(gift, Not(HasSubstr("平安")));
    const auto full = json_of(people::person_type, sample_person(), record::Show::full);
    EXPECT_THAT(full, HasSubstr("320706199001011234"));
    expect_golden(
        "rows.json",
        broken_into_lines(
            R"({"people.person masked":)" + person + R"(,"people.person in full":)" + full
                + R"(,"giving.gift masked":)" + gift + R"(,"giving.gift in full":)"
                + json_of(giving::gift_type, sample_gift(), record::Show::full) + "}",
            2
        )
    );
}

TEST_F(DerivedTest, changes_without_personal_values) {
    const auto before = sample_person();
    auto after = before;
    after.name = "欧阳娜";
    after.phone = "";
    after.state = people::PersonState::merged;
    after.merged_into = Id { 43 };
    const auto person = record::changes_of(people::person_type.fields, &before, &after);
    EXPECT_THAT(person, Not(HasSubstr("娜")));
    const giving::Campaign old_campaign { .name = "防汛救灾",
                                          .summary = {},
                                          .purpose = {},
                                          .target = { 1'000'00 },
                                          .begins = Day { 18'300 } };
    auto new_campaign = old_campaign;
    new_campaign.target = { 2'000'00 };
    new_campaign.ends = Day { 18'400 };
    new_campaign.state = giving::CampaignState::open;
    expect_golden(
        "changes.json",
        broken_into_lines(
            R"({"people.person":)" + person + R"(,"giving.campaign":)"
                + record::changes_of(giving::campaign_type.fields, &old_campaign, &new_campaign)
                + "}",
            2
        )
    );
}

} // namespace
} // namespace boai::test

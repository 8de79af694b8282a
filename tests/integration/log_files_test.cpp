// The branches' logs as they are served, read as a stranger reads them: with nothing but the
// verifier key.
#include "app/logs.hpp"
#include "journal/checkpoint.hpp"
#include "journal/tile.hpp"
#include "support/test_site.hpp"
#include "transparency/log.hpp"

#include <gmock/gmock.h>

namespace boai::test {
namespace {

using ::testing::HasSubstr;

class LogFiles : public ::testing::TestWithParam<storage::Dialect> {
protected:
    void SetUp() override {
        auto begun = app::Logs::begin(*site_.book, { .public_url = "https://give.example.org" });
        ASSERT_TRUE(begun) << begun.error().message.en;
        logs_ = std::move(*begun);
    }

    void enter(std::size_t count) {
        const auto done = site_.book->writer().run(
            site_.book.city,
            [&](storage::Transaction& tx) -> Result<void> {
                for (std::size_t i = 0; i < count; ++i) {
                    TRY(transparency::append(tx, site_.book.city, "entry " + std::to_string(i)));
                }
                return {};
            }
        );
        ASSERT_TRUE(done) << done.error().message.en;
        logs_->sign();
    }

    http::Response get(const std::string& path) {
        return site_.ask({}, { .name = path, .target = "/log/320700/" + path });
    }

    std::string body(const std::string& path) {
        const auto response = get(path);
        EXPECT_EQ(response.status, 200) << path;
        return response.body;
    }

    journal::Verifier key() {
        auto text = body("vkey");
        text.pop_back();
        return journal::parse_vkey(text).value();
    }

    TestSite site_ { GetParam() };
    std::unique_ptr<app::Logs> logs_;
};

TEST_P(LogFiles, an_empty_log_shows_its_key_and_no_checkpoint) {
    EXPECT_EQ(key().name, "give.example.org/log/320700");
    EXPECT_EQ(get("checkpoint").status, 404);
    EXPECT_EQ(site_.ask({}, { .target = "/log/999999/vkey" }).status, 404);
}

TEST_P(LogFiles, every_file_of_the_log_gives_the_signed_root) {
    enter(600);
    const auto note = journal::parse_note(body("checkpoint"));
    ASSERT_TRUE(note);
    const auto opened = journal::open_checkpoint(*note, key(), {});
    ASSERT_TRUE(opened) << opened.error().message.en;
    const auto head = opened->checkpoint.head;
    EXPECT_EQ(head.size, 600U);
    const auto root = journal::root_of(head.size, [&](int level, std::uint64_t index) {
        return journal::hash_in_tiles(
            level,
            index,
            head.size,
            [&](const journal::TileName& name) -> Result<std::string> {
                return body(path_of(name));
            }
        );
    });
    ASSERT_TRUE(root);
    EXPECT_EQ(*root, head.root);
    journal::Frontier frontier;
    for (const auto* path : { "tile/entries/000", "tile/entries/001", "tile/entries/002.p/88" }) {
        const auto bundle = body(path);
        const auto entries = journal::parse_bundle(bundle);
        ASSERT_TRUE(entries);
        for (const auto entry : *entries) {
            frontier.append(
                journal::leaf_hash(entry), [](int, std::uint64_t, const journal::Hash&) { }
            );
        }
    }
    EXPECT_EQ(frontier.head(), head);
}

TEST_P(LogFiles, a_partial_tile_of_every_size_is_there_up_to_the_published_one) {
    enter(70);
    const auto whole = body("tile/0/000.p/70");
    for (std::size_t width = 1; width <= 70; ++width) {
        EXPECT_EQ(body("tile/0/000.p/" + std::to_string(width)), whole.substr(0, width * 32));
    }
    EXPECT_EQ(get("tile/0/000.p/71").status, 404);
    EXPECT_EQ(get("tile/0/000").status, 404);
    EXPECT_EQ(get("tile/entries/000.p/71").status, 404);
    const auto unsigned_yet
        = site_.book->writer().run(site_.book.city, [&](storage::Transaction& tx) -> Result<void> {
              TRY(transparency::append(tx, site_.book.city, "not signed yet"));
              return {};
          });
    ASSERT_TRUE(unsigned_yet);
    EXPECT_EQ(get("tile/entries/000.p/71").status, 404) << "nobody has signed it yet";
    logs_->sign();
    EXPECT_EQ(get("tile/entries/000.p/71").status, 200);
}

TEST_P(LogFiles, paths_that_name_no_tile_are_not_found) {
    enter(300);
    for (const auto* path : { "tile/0/000.p/0",
                              "tile/0/000.p/256",
                              "tile/0/0",
                              "tile/0/x000/000",
                              "tile/64/000",
                              "tile/-1/000",
                              "tile/entries/000/",
                              "tile/0/18446744073709551616",
                              "tile/0/x999/x999/x999/x999/x999/x999/999",
                              "tile/entries/000.p/%31%31",
                              "proof/300",
                              "proof/-1",
                              "proof/01",
                              "proof/99999999999999999999",
                              "proof/1x" }) {
        const auto status = get(path).status;
        const bool is_encoded = std::string_view { path }.contains('%');
        EXPECT_EQ(status, is_encoded ? 200 : 404) << path;
    }
}

TEST_P(LogFiles, a_proof_shows_its_entry_and_no_other_byte) {
    enter(300);
    const auto text = body("proof/123");
    const auto proof = journal::parse_proof(text);
    ASSERT_TRUE(proof);
    EXPECT_EQ(proof->extra, "entry 123");
    const auto verifier = key();
    const auto proven = journal::verify_proof(*proof, proof->extra, verifier, {});
    ASSERT_TRUE(proven) << proven.error().message.en;
    EXPECT_EQ(proven->index, 123U);
    for (std::size_t at = 0; at < text.size(); ++at) {
        auto bent = text;
        bent[at] = static_cast<char>(bent[at] ^ 1);
        const auto parsed = journal::parse_proof(bent);
        const bool holds
            = parsed && journal::verify_proof(*parsed, parsed->extra, verifier, {}).has_value();
        EXPECT_FALSE(holds) << "byte " << at << " of the proof";
    }
}

TEST_P(LogFiles, pages_of_others_may_read_them_and_keep_what_never_changes) {
    enter(300);
    const auto header = [&](const std::string& path, std::string_view name) {
        return header_in(get(path), name);
    };
    for (const auto* path : { "checkpoint", "vkey", "tile/0/000", "proof/1", "tile/0/999" }) {
        EXPECT_EQ(header(path, "Access-Control-Allow-Origin"), "*") << path;
    }
    EXPECT_THAT(header("tile/0/000", "Cache-Control"), HasSubstr("immutable"));
    EXPECT_THAT(header("tile/entries/001.p/44", "Cache-Control"), HasSubstr("immutable"));
    EXPECT_EQ(header("checkpoint", "Cache-Control"), "public, max-age=1");
    EXPECT_EQ(get("tile/0/000").content_type, "application/octet-stream");
    EXPECT_EQ(get("checkpoint").content_type, "text/plain; charset=utf-8");
    const auto again = site_.ask(
        {},
        { .target = "/log/320700/tile/0/000",
          .headers = { { "if-none-match", header("tile/0/000", "ETag") } } }
    );
    EXPECT_EQ(again.status, 304);
}

TEST_P(LogFiles, the_operator_sees_how_far_each_log_is_published) {
    enter(300);
    site_.check(
        {},
        { .name = "metrics",
          .target = "/metrics",
          .contains = { "boai_log_published_entries{branch=\"320700\"} 300\n" } }
    );
}

INSTANTIATE_TEST_SUITE_P(
    Databases, LogFiles, ::testing::ValuesIn(TempDatabase::kinds()), TempDatabase::name_of
);

} // namespace
} // namespace boai::test

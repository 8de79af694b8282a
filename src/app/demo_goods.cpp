#include "app/demo_goods.hpp"

#include "app/demo_paper.hpp"
#include "app/demo_spending.hpp"
#include "base/function_ref.hpp"
#include "base/json_text.hpp"

#include <array>
#include <map>
#include <memory>
#include <optional>
#include <span>
#include <string>
#include <string_view>

namespace boai::app {
namespace {

using Actor = std::shared_ptr<const record::Actor>;

/// One line of a donor's list; texts as somebody types them.
struct Goods {
    std::string_view item;
    std::string_view specification;
    std::string_view quantity;
    std::string_view category = "other";
    std::int32_t expires_in = 0; ///< days after the gift; 0 for goods that do not expire
    std::string_view basis = "none";
    std::string_view value {}; ///< yuan
    std::string_view proof {};
    std::string_view waiver {}; ///< why it is taken though it expires soon
    std::optional<std::int64_t> counted {}; ///< where it differs from the list
};

enum class Taken : std::uint8_t { listed, counted, accepted, delivered, refused };
enum class Aim : std::uint8_t { none, flood, flood_campaign, school };

/// The goods one donor brought on a day, and what became of them.
struct Brought {
    std::int32_t days_ago;
    std::string_view donor_kind;
    std::string_view donor;
    std::span<const Goods> goods;
    Taken taken = Taken::accepted;
    Aim aim = Aim::none;
    std::string_view recipient {}; ///< of goods that go straight to a unit
    std::string_view corrected_donor {}; ///< as it turned out later
    bool receipt_is_void = false; ///< and waits for a new one
};

constexpr std::array shelter {
    Goods { .item = "帐篷",
            .specification = "4 人",
            .quantity = "20顶",
            .category = "equipment",
            .basis = "invoice",
            .value = "16000.00",
            .proof = "发票 DEMO-0451" },
    Goods { .item = "折叠床",
            .specification = "",
            .quantity = "40张",
            .category = "equipment",
            .basis = "invoice",
            .value = "4800.00",
            .proof = "发票 DEMO-0451" },
};
constexpr std::array protection {
    Goods { .item = "口罩", .specification = "KN95", .quantity = "36箱", .category = "protective" },
    Goods { .item = "医用橡胶手套",
            .specification = "",
            .quantity = "120副",
            .category = "protective" },
};
constexpr std::array first_aid {
    Goods { .item = "急救包",
            .specification = "家用",
            .quantity = "50个",
            .category = "equipment",
            .basis = "fair_value",
            .value = "7500.00",
            .proof = "示例资产评估所 DEMO-12 号" },
    Goods { .item = "手电筒", .specification = "", .quantity = "60支" },
};
constexpr std::array biscuits {
    Goods { .item = "压缩饼干",
            .specification = "24 包/箱",
            .quantity = "45箱",
            .category = "food",
            .expires_in = 100,
            .waiver = "安置点急需，三日内发放完毕" },
};
constexpr std::array desks {
    Goods { .item = "课桌椅",
            .specification = "可升降",
            .quantity = "60套",
            .basis = "invoice",
            .value = "18000.00",
            .proof = "发票 DEMO-0468" },
};
constexpr std::array quilts {
    Goods { .item = "棉被", .specification = "1.5 米", .quantity = "100床", .counted = 98 },
    Goods { .item = "毛毯", .specification = "", .quantity = "80条" },
};
constexpr std::array rice {
    Goods { .item = "大米",
            .specification = "10 千克",
            .quantity = "200袋",
            .category = "food",
            .expires_in = 400 },
    Goods { .item = "饮用水",
            .specification = "24 瓶/箱",
            .quantity = "300箱",
            .category = "food",
            .expires_in = 330 },
};
constexpr std::array raincoats {
    Goods { .item = "雨衣", .specification = "", .quantity = "150件" },
};
constexpr std::array cold_medicine {
    Goods { .item = "感冒颗粒",
            .specification = "10 袋/盒",
            .quantity = "8箱",
            .category = "medicine",
            .expires_in = 20 },
};
constexpr std::array school_bags {
    Goods { .item = "书包", .specification = "", .quantity = "90个" },
};
constexpr std::array life_jackets {
    Goods { .item = "救生衣",
            .specification = "L",
            .quantity = "35件",
            .category = "equipment",
            .basis = "invoice",
            .value = "4200.00",
            .proof = "发票 DEMO-0473" },
};

constexpr std::array lists {
    Brought {
        58, "organisation", "海湾造船示例有限公司", shelter, Taken::accepted, Aim::flood_campaign },
    Brought { 49, "alias", "望海楼主", protection },
    Brought { 41, "organisation", "晨光示例药房", first_aid, Taken::accepted, Aim::flood },
    Brought { 30, "organisation", "港口物流示例集团", biscuits, Taken::accepted, Aim::flood },
    Brought { .days_ago = 26,
              .donor_kind = "organisation",
              .donor = "东方渔具示例厂",
              .goods = desks,
              .taken = Taken::delivered,
              .aim = Aim::school,
              .recipient = "示例市第一实验小学" },
    Brought { .days_ago = 19,
              .donor_kind = "person",
              .donor = "欧阳若水",
              .goods = school_bags,
              .aim = Aim::school,
              .corrected_donor = "欧阳若汐" },
    Brought { .days_ago = 12,
              .donor_kind = "person",
              .donor = "诸葛望",
              .goods = life_jackets,
              .aim = Aim::flood,
              .receipt_is_void = true },
    Brought { 8, "person", "孙南乔", cold_medicine, Taken::refused },
    Brought { 3, "organisation", "示例大学学生会", quilts, Taken::counted, Aim::flood },
    Brought { 2, "organisation", "云台山茶业合作社（示例）", rice, Taken::listed, Aim::flood },
    Brought { 1, "anonymous", "", raincoats, Taken::listed },
};

class GoodsFiller {
public:
    GoodsFiller(Book& book, Id city, const DemoGoodsUse& use)
        : book_(book)
        , city_(city)
        , use_(use)
        , today_(local_day(book.clock().now())) { }

    Result<void> fill() {
        store_ = TRY(add_demo_person(book_, city_, { "demo.store", "谢晚舟" }));
        counter_ = TRY(add_demo_person(book_, city_, { "demo.counter", "温如岸" }));
        for (const auto& brought : lists) {
            TRY(bring(brought));
        }
        return {};
    }

private:
    using Fill = FunctionRef<void(JsonObject& input)>;

    Result<Id>
    run(const Actor& actor, std::string_view command, Fill fill, std::string_view reason = {}) {
        std::string json;
        {
            JsonObject object { json };
            fill(object);
        }
        const auto* type = book_.registry().find_command("giving." + std::string { command });
        std::map<std::string, std::string, std::less<>> envelope;
        auto input = TRY(book_.engine().read_input(*type, json, envelope));
        const auto outcome = TRY(
            book_.engine().run({ actor, type, city_, std::move(input), {}, std::string { reason } })
        );
        return outcome.id;
    }

    /// A command that asks for nothing but the gift.
    Result<void>
    run_on(const Actor& actor, std::string_view command, Id gift, std::string_view reason = {}) {
        TRY(run(
            actor, command, [&](JsonObject& input) { input.text("gift", to_string(gift)); }, reason
        ));
        return {};
    }

    void add_aim(JsonObject& input, Aim aim) const {
        switch (aim) {
        case Aim::flood:
            input.text("purpose", to_string(use_.flood));
            break;
        case Aim::flood_campaign:
            input.text("campaign", to_string(use_.flood_campaign));
            break;
        case Aim::school:
            input.text("purpose", to_string(use_.school));
            break;
        case Aim::none:
            break;
        }
    }

    Result<void> bring(const Brought& brought) {
        const auto day = today_ + -brought.days_ago;
        const auto gift = TRY(run(store_, "record_goods", [&](JsonObject& input) {
            input.text("donor_kind", brought.donor_kind)
                .text("donor_name", brought.donor)
                .text("day", to_string(day));
            add_aim(input, brought.aim);
            if (!brought.recipient.empty()) {
                input.text("delivery", "direct").text("recipient", brought.recipient);
            }
        }));
        for (const auto& goods : brought.goods) {
            TRY(add_line(gift, goods, day));
        }
        if (brought.taken == Taken::listed) {
            return {};
        }
        if (brought.taken == Taken::refused) {
            return run_on(counter_, "refuse_goods", gift, "距失效不足六个月，无法及时发放");
        }
        TRY(run(counter_, "count_goods", [&](JsonObject& input) {
            input.text("gift", to_string(gift)).text("counted_on", to_string(day));
        }));
        TRY(take(gift, brought));
        return correct(gift, brought);
    }

    Result<void> add_line(Id gift, const Goods& goods, Day day) {
        const auto line = TRY(run(store_, "add_goods_line", [&](JsonObject& input) {
            input.text("gift", to_string(gift))
                .text("item", goods.item)
                .text("specification", goods.specification)
                .text("quantity", goods.quantity)
                .text("category", goods.category)
                .text("value_basis", goods.basis);
            if (goods.expires_in != 0) {
                input.text("expires_on", to_string(day + goods.expires_in));
            }
            if (!goods.value.empty()) {
                input.text("value", goods.value).text("value_proof", goods.proof);
            }
        }));
        const auto about = [&](JsonObject& input) { input.text("line", to_string(line)); };
        if (goods.counted) {
            TRY(run(counter_, "count_goods_line", [&](JsonObject& input) {
                about(input);
                input.number("counted", *goods.counted);
            }));
        }
        if (!goods.waiver.empty()) {
            TRY(run(counter_, "allow_near_expiry", about, goods.waiver));
        }
        return {};
    }

    Result<void> take(Id gift, const Brought& brought) {
        if (brought.taken == Taken::counted) {
            return {};
        }
        if (brought.taken == Taken::accepted) {
            TRY(run_on(store_, "accept_goods", gift));
        } else {
            TRY(run(store_, "deliver_goods", [&](JsonObject& input) {
                input.text("gift", to_string(gift)).text("taken_by", "何知微");
            }));
        }
        if (brought.goods.front().basis != "invoice") {
            return {};
        }
        return attach_demo_paper(
            book_,
            store_,
            city_,
            { .record = "giving.goods_gift",
              .owner = gift,
              .name = "发票（演示）.pdf",
              .words = "Demo invoice" }
        );
    }

    /// What turned out to be wrong after the goods were taken.
    Result<void> correct(Id gift, const Brought& brought) {
        if (!brought.corrected_donor.empty()) {
            const auto corrected = [&](JsonObject& input) {
                input.text("gift", to_string(gift))
                    .text("donor_kind", brought.donor_kind)
                    .text("donor_name", brought.corrected_donor);
            };
            TRY(run(counter_, "amend_goods_donor", corrected, "姓名写错一字"));
        }
        return brought.receipt_is_void
            ? run_on(counter_, "void_goods_receipt", gift, "票据污损，待补开")
            : Result<void> {};
    }

    Book& book_;
    Id city_;
    DemoGoodsUse use_;
    Day today_;
    Actor store_; ///< enters and takes
    Actor counter_; ///< the second person
};

} // namespace

Result<void> add_demo_goods(Book& book, Id city, const DemoGoodsUse& use) {
    return GoodsFiller { book, city, use }.fill();
}

} // namespace boai::app

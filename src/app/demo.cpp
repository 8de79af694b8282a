#include "app/demo.hpp"

#include "app/demo_call.hpp"
#include "app/demo_campaigns.hpp"
#include "app/demo_disclosure.hpp"
#include "app/demo_goods.hpp"
#include "app/demo_spending.hpp"
#include "base/json_text.hpp"
#include "modules/giving/giving_commands.hpp"
#include "record/generic_commands.hpp"

#include <algorithm>
#include <array>
#include <future>
#include <map>
#include <random>

namespace boai::app {
namespace {

using giving::DonorKind;
using giving::RecordGift;

/// A city, county or district with its administrative division code.
struct County {
    std::string_view code;
    std::string_view zh;
    std::string_view en;
};

constexpr County city { "320700", "连云港市", "Lianyungang" };
constexpr std::array<County, 6> counties { {
    { "320703", "连云区", "Lianyun District" },
    { "320706", "海州区", "Haizhou District" },
    { "320707", "赣榆区", "Ganyu District" },
    { "320722", "东海县", "Donghai County" },
    { "320723", "灌云县", "Guanyun County" },
    { "320724", "灌南县", "Guannan County" },
} };

// Common surnames and given-name characters put together by chance: nobody in particular.
constexpr std::array<std::string_view, 24> surnames { "王", "李", "张",   "刘",   "陈",   "杨",
                                                      "赵", "黄", "周",   "吴",   "徐",   "孙",
                                                      "马", "朱", "胡",   "郭",   "何",   "林",
                                                      "高", "罗", "欧阳", "司马", "诸葛", "上官" };
constexpr std::array<std::string_view, 20> given { "海",   "云",   "潮生", "晓帆", "舟",
                                                   "一苇", "静澜", "望",   "青",   "远航",
                                                   "若水", "汐",   "明月", "松",   "知微",
                                                   "禾",   "星野", "南乔", "乐山", "念" };
constexpr std::array<std::string_view, 8> organisations {
    "海湾造船示例有限公司", "示例市第一实验小学", "港口物流示例集团", "云台山茶业合作社（示例）",
    "示例大学学生会",       "东方渔具示例厂",     "示例市书法家协会", "晨光示例药房"
};
constexpr std::array<std::string_view, 8> aliases { "一个海边的人", "爱心市民",  "望海楼主",
                                                    "小浪花",       "无名氏",    "老船长",
                                                    "风筝",         "隔壁的老王" };

constexpr std::string_view school_campaign = "博爱助学 2026";

/// A society's name as it stands on papers: nobody shall take a demo's for a real one's.
Message name_of(const County& county) {
    return { std::string { county.zh } + "红十字会（演示）",
             "Red Cross Society of " + std::string { county.en } + " (demonstration)" };
}

class Filler {
public:
    Filler(Book& book, FixedClock& clock, const DemoOptions& options)
        : book_(book)
        , clock_(clock)
        , now_(clock.now())
        , options_(options)
        , random_(options.seed) { }

    Result<void> fill(const std::function<void(std::size_t)>& on_progress) {
        clock_.set(now_ + -demo_span_ms);
        const auto name = name_of(city);
        branches_.push_back(TRY(make_root(book_, std::string { city.code }, name.zh, name.en)));
        for (const auto& county : counties) {
            TRY(add_county(county));
        }
        desk_ = TRY(add_demo_person(book_, branches_[0], { "demo.desk", "方晴" }));
        TRY(add_shared_records());
        TRY(add_gifts(on_progress));
        TRY(add_demo_spending(book_, branches_[0], branches_[1], purposes_));
        TRY(add_demo_goods(
            book_, branches_[0], { purposes_[0], campaigns_.front().first, purposes_[1] }
        ));
        const auto& [campaign, purpose] = campaigns_[1];
        TRY(add_demo_campaign(
            book_, { branches_[0], campaign, purpose, channels_[1], school_campaign }
        ));
        return add_demo_disclosure(book_, clock_, now_, branches_[0], campaigns_);
    }

private:
    Result<void> add_county(const County& county) {
        const auto name = name_of(county);
        std::string json;
        JsonObject { json }
            .text("code", county.code)
            .text("name_zh", name.zh)
            .text("name_en", name.en)
            .text("level", "county");
        const auto made = TRY(run("society.create_branch", branches_.front(), json));
        branches_.push_back(made.id);
        return {};
    }

    Result<record::Outcome> run(std::string_view name, Id branch, const std::string& json) {
        return run_demo_call(book_, { Book::system(), name, branch, json });
    }

    Result<Id> add(std::string_view type, const std::string& json) {
        const auto made = TRY(run(std::string { type } + ".create", branches_.front(), json));
        return made.id;
    }

    Result<void> add_channel(std::string_view code, std::string_view name, std::string_view kind) {
        std::string json;
        JsonObject { json }.text("code", code).text("name", name).text("kind", kind);
        channels_.push_back(TRY(add("giving.channel", json)));
        return {};
    }

    [[nodiscard]] Day campaigns_begin() const { return local_day(book_.clock().now()) + -80; }

    /// A plan for a year, filed in time; everything in it is made up.
    Result<Id> add_plan(std::string_view name, std::string_view summary, std::string_view target) {
        std::string json;
        JsonObject { json }
            .text("name", name)
            .text("aim", summary)
            .text("begins", to_string(campaigns_begin()))
            .text("ends", to_string(campaigns_begin() + plan_days))
            .text("region", "云台市")
            .text("person_in_charge", "方知行")
            .text("office_address", "云台市示例路 1 号")
            .text("contact", "0518-0000000（工作日 9 时至 17 时）")
            .text("query_way", "在本站按票据号或姓名查询")
            .text("accepting", "示例公益平台、银行转账")
            .text("bank_account", "示例银行云台支行 0000 0000 0000")
            .text("beneficiaries", "困难家庭")
            .text("use", summary)
            .text("target", target)
            .text("surplus_rule", "用于目的相同或相近的项目")
            .text("certificate_number", "53320700DEMO");
        const auto plan = TRY(add("giving.fundraising_plan", json));
        ++plans_;
        json.clear();
        constexpr int days_before = 20;
        JsonObject { json }
            .text("plan", to_string(plan))
            .text("filing_number", "53320700DEMO" + std::to_string(plans_))
            .text("filed_on", to_string(campaigns_begin() + -days_before));
        TRY(run("giving.file_plan", branches_.front(), json));
        json.clear();
        JsonObject { json }.text("plan", to_string(plan));
        TRY(run("giving.start_plan", branches_.front(), json));
        return plan;
    }

    Result<void> add_campaign(
        std::string_view name, std::string_view summary, Id purpose, std::string_view target
    ) {
        std::string json;
        const auto begins = campaigns_begin();
        {
            JsonObject object { json };
            object.text("name", name).text("summary", summary).text("target", target);
            object.text("begins", to_string(begins));
            // One appeals to known donors; the others are given to on a platform made up here.
            object.flag("raises_publicly", !purpose.empty());
            if (!purpose.empty()) {
                const auto plan = TRY(add_plan(name, summary, target));
                object.text("platform", "示例公益平台")
                    .text("platform_link", "https://gongyi.example.org/campaign")
                    .text("plan", to_string(plan))
                    .text("ends", to_string(begins + plan_days))
                    .text("purpose", to_string(purpose));
            }
        }
        const auto id = TRY(add("giving.campaign", json));
        const auto* publish = book_.registry().find_command("giving.campaign.publish");
        auto input = publish->make();
        static_cast<record::RecordWrite*>(input.get())->id = id;
        TRY(book_.engine().run(
            { Book::system(), publish, branches_.front(), std::move(input), {}, {} }
        ));
        campaigns_.emplace_back(id, purpose);
        return {};
    }

    Result<void> add_shared_records() {
        TRY(add_channel("cash", "现金", "cash"));
        TRY(add_channel("bank", "银行对公账户", "bank"));
        TRY(add_channel("alipay", "支付宝", "alipay"));
        TRY(add_channel("wechat", "微信支付", "wechat"));
        TRY(add_channel("unionpay", "云闪付", "unionpay"));
        TRY(add_channel("qr", "二维码及 POS 机", "terminal"));
        TRY(add_channel("other", "其他", "other"));
        std::string json;
        JsonObject { json }
            .text("code", "flood")
            .text("name", "防汛救灾")
            .number("fee_cap", 50)
            .text("description", "用于汛期受灾群众的救助和安置");
        const auto flood = TRY(add("giving.purpose", json));
        json.clear();
        JsonObject { json }
            .text("code", "school")
            .text("name", "博爱助学")
            .text("description", "资助家庭困难的学生");
        const auto school = TRY(add("giving.purpose", json));
        purposes_ = { flood, school };
        TRY(add_campaign(
            "防汛救灾专项募捐", "为汛期受灾家庭准备住处、被褥和食物。", flood, "500000.00"
        ));
        TRY(add_campaign(school_campaign, "让每一个孩子按时开学。", school, "600000.00"));
        return add_campaign("博爱送万家", "年节时看望困难家庭，款项不限定用途。", {}, "0");
    }

    template <class T>
    const auto& any(const T& items) {
        return items[random_() % items.size()];
    }

    Money any_amount() {
        constexpr std::array<std::int64_t, 12> usual { 1'00,   5'00,   6'66,   10'00,
                                                       20'00,  50'00,  66'60,  88'00,
                                                       100'00, 200'00, 500'00, 1'000'00 };
        const auto draw = random_() % 200;
        if (draw == 0) {
            return { static_cast<std::int64_t>(random_() % 50 + 1) * 1'000'00 };
        }
        return { draw < 20 ? static_cast<std::int64_t>(random_() % 30'000 + 1) : any(usual) };
    }

    /// Half of the gifts came in the last ten weeks, in which campaigns ran.
    std::uint32_t any_span() { return random_() % 2 == 0 ? 75 : 330; }

    RecordGift any_gift(std::size_t number) {
        RecordGift gift { .amount = any_amount(),
                          .day = local_day(book_.clock().now())
                              + -static_cast<std::int32_t>(random_() % any_span()) };
        const auto who = random_() % 100;
        if (who < 72) {
            gift.donor_name = std::string { any(surnames) } + std::string { any(given) };
        } else if (who < 80) {
            gift.donor_kind = DonorKind::organisation;
            gift.donor_name = any(organisations);
            gift.amount.fen *= 20;
        } else if (who < 90) {
            gift.donor_kind = DonorKind::alias;
            gift.donor_name = any(aliases);
        } else {
            gift.donor_kind = DonorKind::anonymous;
        }
        gift.channel = any(channels_);
        gift.reference = "DEMO" + std::to_string(100'000'000 + number);
        const auto restriction = random_() % 10;
        if (restriction < 5) {
            const auto& [campaign, purpose] = any(campaigns_);
            // Whoever gave before a campaign began gave for its purpose alone.
            gift.campaign = gift.day < campaigns_begin() ? Id {} : campaign;
            gift.purpose = purpose;
        } else if (restriction == 5) {
            gift.purpose = any(purposes_);
        }
        return gift;
    }

    Result<void> add_gifts(const std::function<void(std::size_t)>& on_progress) {
        constexpr std::size_t chunk = 500;
        for (std::size_t done = 0; done < options_.gifts; done += chunk) {
            const auto branch = branches_[done / chunk % branches_.size()];
            std::vector<RecordGift> gifts;
            std::vector<Result<std::shared_ptr<void>>> inputs;
            for (std::size_t i = done; i < std::min(done + chunk, options_.gifts); ++i) {
                gifts.push_back(any_gift(i));
            }
            // As they came in: what is spent first was given first.
            std::ranges::stable_sort(gifts, {}, &RecordGift::day);
            inputs.reserve(gifts.size());
            for (auto& gift : gifts) {
                inputs.emplace_back(std::make_shared<RecordGift>(std::move(gift)));
            }
            TRY(book_gifts(branch, std::move(inputs)));
            on_progress(std::min(done + chunk, options_.gifts));
        }
        return {};
    }

    Result<void> book_gifts(Id branch, std::vector<Result<std::shared_ptr<void>>> inputs) {
        std::promise<Result<std::vector<Result<record::Outcome>>>> promise;
        auto outcome = promise.get_future();
        const auto* command = book_.registry().find_command("giving.record_gift");
        book_.engine().submit_many(
            { desk_, command, branch, nullptr, {}, {} },
            std::move(inputs),
            [&](auto result) { promise.set_value(std::move(result)); }
        );
        const auto outcomes = TRY(outcome.get());
        for (const auto& one : outcomes) {
            if (!one) {
                return std::unexpected(one.error());
            }
        }
        return {};
    }

    /// A demo's book was worked on for some hours already.
    static constexpr std::int64_t demo_span_ms = 3 * 3'600'000;

    Book& book_;
    FixedClock& clock_;
    Instant now_;
    DemoOptions options_;
    std::mt19937 random_;
    std::shared_ptr<const record::Actor> desk_; ///< who entered the gifts
    /// The term of a demo plan, in days.
    static constexpr std::int32_t plan_days = 365;

    std::vector<Id> branches_;
    int plans_ = 0;
    std::vector<Id> channels_;
    std::vector<Id> purposes_;
    std::vector<std::pair<Id, Id>> campaigns_;
};

} // namespace

Result<Id> make_root(
    Book& book, const std::string& code, const std::string& name_zh, const std::string& name_en
) {
    std::string json;
    JsonObject { json }
        .text("code", code)
        .text("name_zh", name_zh)
        .text("name_en", name_en)
        .text("level", "city");
    const auto made
        = TRY(run_demo_call(book, { Book::system(), "society.create_branch", {}, json }));
    TRY(book.engine().reload_branches());
    return made.id;
}

Result<void> fill_demo(
    Book& book,
    FixedClock& clock,
    const DemoOptions& options,
    const std::function<void(std::size_t)>& on_progress
) {
    return Filler { book, clock, options }.fill(on_progress);
}

} // namespace boai::app

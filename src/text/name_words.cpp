#include "text/name_words.hpp"

#include "text/normalise.hpp"

#include <algorithm>
#include <array>
#include <string>

namespace boai::text {
namespace {

using View = std::u32string_view;

constexpr View name_dots = U"·•‧・∙⋅●․•‐᛫⸱";

// Compound surnames of the Hundred Family Surnames and of today's registers. Left out are those
// that begin with a common single surname and are next to never borne (王孙, 贺兰, 高堂): taking
// them for one would show a character of a given name.
constexpr auto compound_surnames = std::to_array<View>({
    U"欧阳",   U"司马",   U"上官",     U"诸葛",     U"夏侯", U"皇甫", U"尉迟", U"公孙",
    U"慕容",   U"令狐",   U"宇文",     U"长孙",     U"司徒", U"司空", U"司寇", U"东方",
    U"独孤",   U"轩辕",   U"端木",     U"南宫",     U"百里", U"呼延", U"东郭", U"西门",
    U"南门",   U"东门",   U"北宫",     U"闻人",     U"赫连", U"澹台", U"公冶", U"宗政",
    U"濮阳",   U"淳于",   U"单于",     U"太叔",     U"申屠", U"仲孙", U"叔孙", U"季孙",
    U"钟离",   U"鲜于",   U"闾丘",     U"亓官",     U"拓跋", U"夹谷", U"宰父", U"谷梁",
    U"榖梁",   U"公西",   U"漆雕",     U"乐正",     U"壤驷", U"公良", U"公羊", U"巫马",
    U"公祖",   U"公仪",   U"公输",     U"第五",     U"归海", U"羊舌", U"微生", U"梁丘",
    U"左丘",   U"太史",   U"颛孙",     U"子车",     U"段干", U"纳兰", U"完颜", U"耶律",
    U"哥舒",   U"尔朱",   U"斛律",     U"达奚",     U"屈突", U"豆卢", U"仆固", U"万俟",
    U"沮渠",   U"秃发",   U"乞伏",     U"綦毋",     U"毌丘", U"毋丘", U"屠岸", U"主父",
    U"即墨",   U"褚师",   U"相里",     U"南荣",     U"西陵", U"那拉", U"呼衍", U"库狄",
    U"侯莫陈", U"阿史那", U"爱新觉罗", U"叶赫那拉", U"歐陽", U"司馬", U"諸葛", U"東方",
    U"尉遲",   U"公孫",   U"長孫",     U"獨孤",     U"軒轅", U"南宮", U"東郭", U"西門",
    U"南門",   U"東門",   U"聞人",     U"赫連",     U"澹臺", U"濮陽", U"單于", U"仲孫",
    U"叔孫",   U"鍾離",   U"鮮于",     U"閭丘",     U"夾谷", U"穀梁", U"樂正", U"壤駟",
    U"公儀",   U"巫馬",   U"梁丘",     U"左丘",     U"顓孫", U"子車", U"段幹", U"納蘭",
    U"完顏",   U"萬俟",   U"愛新覺羅", U"葉赫那拉",
});

// The commonest single surnames; they cover nearly nine tenths of all persons.
constexpr View common_surnames
    = U"王李张刘陈杨黄赵吴周徐孙马朱胡郭何林罗高郑梁谢宋唐许韩冯邓曹彭曾肖田董袁潘于蒋蔡余杜叶程苏"
      U"魏吕丁任沈姚卢姜崔钟谭陆汪范金石廖贾夏韦付方白邹孟熊秦邱江尹薛闫段雷侯龙史陶黎贺顾毛郝龚邵"
      U"万钱严覃武戴莫孔向汤温康施文牛樊葛邢安齐易乔伍庞颜倪庄聂章鲁岳翟殷詹申欧耿关兰焦俞左柳甘祝"
      U"包宁尚符舒阮柯纪梅童凌毕单季裴霍涂成苗谷盛曲翁冉骆蓝路游辛靳管柴蒙鲍华喻祁蒲房滕屈饶解"
      U"張劉陳楊黃趙吳孫馬羅鄭謝許韓馮鄧葉蘇呂盧鍾譚陸賈韋鄒";

constexpr auto nobody_words = std::to_array<View>({
    U"匿名",     U"匿名者",       U"匿名人士",   U"匿名捐赠",   U"匿名捐款",   U"匿名网友",
    U"匿名市民", U"匿名用户",     U"无名",       U"无名氏",     U"佚名",       U"隐名",
    U"未署名",   U"未留名",       U"不留名",     U"不具名",     U"未知",       U"无",
    U"不详",     U"不愿透露姓名", U"爱心人士",   U"爱心市民",   U"爱心网友",   U"爱心企业",
    U"爱心单位", U"社会爱心人士", U"好心人",     U"有心人",     U"热心人",     U"热心人士",
    U"热心市民", U"热心网友",     U"热心群众",   U"市民",       U"网友",       U"路人",
    U"群众",     U"一市民",       U"一名市民",   U"志愿者",     U"一名志愿者", U"党员",
    U"老党员",   U"一名党员",     U"一名老党员", U"个人",       U"散户",       U"社会公众",
    U"公众",     U"微信用户",     U"支付宝用户", U"云闪付用户", U"anonymous",  U"n/a",
});

// May follow a bare surname, because nobody bears one as a given name.
constexpr auto honorifics = std::to_array<View>({
    U"先生",   U"女士",   U"小姐",   U"夫妇",   U"夫妻",   U"夫妻俩", U"伉俪",
    U"贤伉俪", U"老师",   U"师傅",   U"阿姨",   U"奶奶",   U"爷爷",   U"叔叔",
    U"同学",   U"一家人", U"一家子", U"全家人", U"全家福",
});

// Only after a surname and something more: 张全家 could be a name. None has one character, so that
// none is the end of a usual name.
constexpr auto kin_words = std::to_array<View>({
    U"父子", U"父女",   U"母子",   U"母女",   U"兄弟", U"姐妹", U"姊妹", U"兄妹", U"姐弟",
    U"祖孙", U"婆媳",   U"一家",   U"全家",   U"合家", U"阖家", U"阖府", U"家族", U"家庭",
    U"家人", U"及家人", U"和家人", U"及全家", U"家属", U"亲属", U"亲友", U"等人", U"等同学",
    U"同志", U"小朋友", U"医生",   U"护士",   U"教授", U"书记", U"家长",
});

constexpr View counting = U"0123456789一二两三四五六七八九十百千几多余";

constexpr auto organisation_endings = std::to_array<View>({
    U"公司",     U"企业",       U"集团",     U"协会",     U"学会",     U"商会",       U"公会",
    U"工会",     U"总会",       U"分会",     U"行会",     U"促进会",   U"研究会",     U"联合会",
    U"联谊会",   U"同乡会",     U"校友会",   U"理事会",   U"委员会",   U"基金会",     U"慈善会",
    U"红十字会", U"家委会",     U"学生会",   U"居委会",   U"村委会",   U"业委会",     U"管委会",
    U"组委会",   U"党支部",     U"党总支",   U"团支部",   U"团总支",   U"支部",       U"党委",
    U"团委",     U"妇联",       U"工商联",   U"残联",     U"学校",     U"大学",       U"学院",
    U"中学",     U"小学",       U"高中",     U"初中",     U"幼儿园",   U"托儿所",     U"职高",
    U"技校",     U"研究院",     U"研究所",   U"设计院",   U"科学院",   U"实验室",     U"医院",
    U"卫生院",   U"卫生室",     U"卫生所",   U"诊所",     U"门诊部",   U"药房",       U"药店",
    U"大药房",   U"疾控中心",   U"血站",     U"养老院",   U"敬老院",   U"福利院",     U"政府",
    U"办公室",   U"办事处",     U"街道办",   U"法院",     U"检察院",   U"公安局",     U"派出所",
    U"分局",     U"管理局",     U"税务局",   U"教育局",   U"民政局",   U"卫健委",     U"发改委",
    U"国资委",   U"人大",       U"政协",     U"司法所",   U"银行",     U"支行",       U"分行",
    U"信用社",   U"合作社",     U"供销社",   U"报社",     U"杂志社",   U"出版社",     U"旅行社",
    U"电视台",   U"广播台",     U"事务所",   U"律所",     U"工作室",   U"工作站",     U"服务站",
    U"加油站",   U"服务部",     U"经营部",   U"门市部",   U"营业部",   U"项目部",     U"指挥部",
    U"俱乐部",   U"部队",       U"大队",     U"中队",     U"支队",     U"总队",       U"救援队",
    U"志愿队",   U"志愿服务队", U"服务队",   U"车队",     U"爱心团队", U"义工团队",   U"义工队",
    U"消防队",   U"工厂",       U"加工厂",   U"厂",       U"农场",     U"林场",       U"盐场",
    U"市场",     U"商场",       U"超市",     U"商店",     U"商行",     U"商铺",       U"酒店",
    U"饭店",     U"宾馆",       U"酒楼",     U"餐厅",     U"饭庄",     U"店",         U"专卖店",
    U"旗舰店",   U"便利店",     U"局",       U"中心",     U"社区",     U"小区",       U"街道",
    U"村民小组", U"居民小组",   U"联盟",     U"平台",     U"网络",     U"寺",         U"寺院",
    U"庙",       U"道观",       U"教堂",     U"教会",     U"清真寺",   U"宗祠",       U"基金",
    U"项目组",   U"课题组",     U"年级",     U"全体员工", U"全体职工", U"全体师生",   U"全体教师",
    U"全体学生", U"全体同学",   U"全体党员", U"全体村民", U"全体业主", U"全体研究生", U"全员",
    U"服务所",   U"财政所",     U"经销部",   U"经销处",   U"机关",     U"公司员工",   U"公司职工",
    U"学校师生", U"大学校友",   U"图书馆",   U"博物馆",   U"文化馆",   U"体育馆",     U"科技馆",
    U"会所",     U"驿站",       U"书院",     U"车间",     U"矿",       U"电厂",       U"水厂",
    U"电站",     U"码头",       U"港口",     U"船队",     U"物业",     U"家园",       U"之家",
    U"站",       U"協會",       U"學校",     U"大學",     U"醫院",     U"委員會",     U"基金會",
    U"商會",     U"集團",       U"廠",       U"銀行",
});

// What may stand in brackets behind an organisation's name. Anything else might be a person.
constexpr auto bracket_words = std::to_array<View>({
    U"有限合伙",
    U"普通合伙",
    U"特殊普通合伙",
    U"个体工商户",
    U"个人独资",
    U"集团",
    U"中国",
    U"江苏",
    U"江西",
    U"安徽",
    U"甘肃",
    U"宁夏",
    U"筹",
    U"总部",
});

constexpr auto latin_organisation_words = std::to_array<View>({
    U"ltd",        U"limited",     U"inc",         U"llc",        U"llp",       U"plc",
    U"gmbh",       U"corp",        U"corporation", U"company",    U"group",     U"holdings",
    U"foundation", U"association", U"society",     U"university", U"college",   U"school",
    U"academy",    U"institute",   U"hospital",    U"clinic",     U"committee", U"federation",
});

std::size_t longest_ending(View text, auto const& words, std::size_t before_min) {
    std::size_t longest = 0;
    if (text.empty()) {
        return longest;
    }
    for (View const word : words) {
        // The last character rules out nearly all words at the cost of one comparison.
        bool const found = word.back() == text.back() && text.size() >= word.size() + before_min
            && text.ends_with(word);
        longest = found ? std::max(longest, word.size()) : longest;
    }
    return longest;
}

/// The size of 等三人 or 一家五口 at the end.
GroupSuffix counted_suffix(View name) {
    auto const unit = name.empty() ? U'\0' : name.back();
    bool const persons = View { U"人位名" }.contains(unit);
    if (!persons && unit != U'口') {
        return {};
    }
    auto start = name.size() - 1;
    while (start > 0 && counting.contains(name[start - 1])) {
        --start;
    }
    if (start == name.size() - 1) {
        return {};
    }
    auto const head = name.substr(0, start);
    bool const family = unit == U'口' && (head.ends_with(U"一家") || head.ends_with(U"全家"));
    if (family && head.size() > 2) {
        return { name.size() - start + 2, true };
    }
    if (persons && head.ends_with(U"等") && head.size() > 2) {
        return { name.size() - start + 1, false };
    }
    return {};
}

/// Whether the text ends as the Chinese names of organisations do: two characters or more before
/// the ending, and more than a person's name has before an ending of one character.
bool has_organisation_ending(View text) {
    auto const size = longest_ending(text, organisation_endings, 2);
    if (size != 1) {
        return size > 0;
    }
    return text.size() > std::max<std::size_t>(3, surname_size(text) + 2);
}

/// Whether the text ends as the names of school classes do: 三(2)班. 库尔班 is a person.
bool is_school_class(View text) {
    return text.size() > 3 && text.back() == U'班'
        && View { U"0123456789)一二三四五六七八九十级" }.contains(text[text.size() - 2]);
}

bool is_latin_letter(char32_t c) {
    return (c >= U'a' && c <= U'z') || (c >= U'A' && c <= U'Z');
}

char32_t lower(char32_t c) {
    return c >= U'A' && c <= U'Z' ? c - U'A' + U'a' : c;
}

/// Whether one of at least two Latin words is a word of organisations.
bool has_latin_organisation_word(View text) {
    std::u32string word;
    std::size_t words = 0;
    bool found = false;
    auto const end_word = [&] {
        words += word.empty() ? 0U : 1U;
        found = found
            || std::ranges::find(latin_organisation_words, word) != latin_organisation_words.end();
        word.clear();
    };
    for (char32_t const c : text) {
        if (is_latin_letter(c)) {
            word += lower(c);
        } else if (c != U'.' && c != U'\'') {
            end_word();
        }
    }
    end_word();
    return found && words > 1;
}

}  // namespace

bool is_name_dot(char32_t c) {
    return name_dots.contains(c);
}

std::size_t surname_size(View name) {
    std::size_t longest = 1;
    if (name.empty()) {
        return longest;
    }
    for (View const surname : compound_surnames) {
        bool const found = surname.front() == name.front() && name.starts_with(surname);
        longest = found ? std::max(longest, surname.size()) : longest;
    }
    return longest;
}

bool looks_like_common_name(View name) {
    return (name.size() == 2 || name.size() == 3) && common_surnames.contains(name.front())
        && std::ranges::all_of(name, is_ideograph);
}

bool names_nobody(View text) {
    return std::ranges::find(nobody_words, text) != nobody_words.end();
}

GroupSuffix group_suffix(View name) {
    if (auto const counted = counted_suffix(name); counted.size > 0) {
        return counted;
    }
    if (auto const size = longest_ending(name, honorifics, 1); size > 0) {
        return { size, true };
    }
    return { longest_ending(name, kin_words, 2), false };
}

bool has_organisation_word(View text) {
    if (is_school_class(text) || has_latin_organisation_word(text)) {
        return true;
    }
    auto const open = text.ends_with(U')') ? text.rfind(U'(') : View::npos;
    return has_organisation_ending(text.substr(0, open));
}

bool names_no_person(View bracket) {
    bool const place = bracket.size() <= 3 && !looks_like_common_name(bracket);
    return place || std::ranges::find(bracket_words, bracket) != bracket_words.end()
        || has_organisation_ending(bracket);
}

}  // namespace boai::text

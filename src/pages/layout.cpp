#include "pages/layout.hpp"

#include "http/compression.hpp"
#include "pages/html.hpp"

namespace boai::pages {
namespace {

constexpr Text product { "博爱", "Boai" };
constexpr Text home { "首页", "Home" };
constexpr Text disclosure { "捐赠公示", "Gifts received" };
constexpr Text console { "工作台", "Staff" };
constexpr Text skip { "跳到正文", "Skip to content" };
constexpr Text navigation { "主导航", "Main" };
constexpr Text dark_mode { "深色", "Dark" };
constexpr Text light_mode { "浅色", "Light" };
constexpr Text footer {
    "本页数字由账本逐笔汇总；姓名按隐私规则部分隐去。",
    "Every figure on this page is added up from the book, gift by gift. Names are partly hidden."
};
constexpr Text not_affiliated {
    "博爱是开源软件，与任何红十字组织没有隶属关系，也不使用红十字标志。",
    "Boai is open-source software. It is not affiliated with any Red Cross body and uses no emblem."
};

std::string_view code_of(Language language) {
    return language == Language::zh ? "zh-CN" : "en";
}

std::string_view name_of(Theme theme) {
    switch (theme) {
    case Theme::system:
        return "system";
    case Theme::light:
        return "light";
    case Theme::dark:
        return "dark";
    }
    return "system";
}

void append_head(Html& html, const Page& page, const Preferences& preferences) {
    html.raw("<!doctype html>\n<html lang=\"").raw(code_of(preferences.language)).raw("\"");
    // Paper is light, whatever the reader's screen is.
    const auto theme = preferences.print ? Theme::light : preferences.theme;
    if (theme != Theme::system) {
        html.raw(" data-theme=\"").raw(name_of(theme)).raw("\"");
    }
    html.raw(">\n<head>\n<meta charset=\"utf-8\">\n"
             "<meta name=\"viewport\" content=\"width=device-width, initial-scale=1\">\n"
             "<meta name=\"color-scheme\" content=\"light dark\">\n<title>");
    html.text(page.title)
        .raw(" · ")
        .text(page.society.empty() ? product.in(preferences.language) : page.society);
    html.raw("</title>\n<link rel=\"icon\" type=\"image/svg+xml\" href=\"/assets/mark.svg\">\n"
             "<link rel=\"stylesheet\" href=\"/assets/tokens.css\">\n"
             "<link rel=\"stylesheet\" href=\"/assets/portal.css\">\n");
    if (page.live) {
        html.raw("<script src=\"/assets/live.js\" defer></script>\n");
    }
    if (!page.module.empty()) {
        html.raw("<script type=\"module\" src=\"").raw(page.module).raw("\"></script>\n");
    }
    html.raw("</head>\n");
}

/// A link to the same page with one parameter more.
void append_choice(
    Html& html,
    const Page& page,
    std::string_view parameter,
    std::string_view label,
    std::string_view code
) {
    const auto joint = page.path.contains('?') ? "&" : "?";
    html.raw("<a class=\"choice\" rel=\"nofollow\" href=\"")
        .text(page.path)
        .text(joint)
        .text(parameter)
        .raw("\"");
    if (!code.empty()) {
        html.raw(" lang=\"").raw(code).raw("\"");
    }
    html.raw(">").text(label).raw("</a>");
}

/// The society's own lockup, which holds its name, or the product's mark beside the name.
void append_brand(Html& html, const Page& page, Language language) {
    const auto name
        = page.society.empty() ? product.in(language) : std::string_view { page.society };
    if (!page.lockup.empty()) {
        html.raw("<img class=\"lockup\" src=\"").text(page.lockup).raw("\" alt=\"");
        html.text(name).raw("\">");
        return;
    }
    html.raw("<img src=\"/assets/mark.svg\" alt=\"\" width=\"32\" height=\"32\"><span>")
        .text(name)
        .raw("</span>");
}

void append_header(Html& html, const Page& page, const Preferences& preferences) {
    const auto language = preferences.language;
    html.raw("<a class=\"skip\" href=\"#content\">")
        .text(skip.in(language))
        .raw("</a>\n"
             "<header class=\"top\"><div class=\"wide\">\n<a class=\"brand\" href=\"/\">");
    append_brand(html, page, language);
    html.raw("</a>\n<nav aria-label=\"");
    html.text(navigation.in(language)).raw("\">");
    html.link("/", home.in(language)).link("/disclosure", disclosure.in(language));
    html.link("/console/", console.in(language)).raw("</nav>\n<div class=\"choices\">");
    const bool is_zh = language == Language::zh;
    append_choice(
        html,
        page,
        is_zh ? "lang=en" : "lang=zh",
        is_zh ? "English" : "中文",
        is_zh ? "en" : "zh-CN"
    );
    const bool is_dark = preferences.theme == Theme::dark;
    append_choice(
        html,
        page,
        is_dark ? "theme=light" : "theme=dark",
        (is_dark ? light_mode : dark_mode).in(language),
        ""
    );
    html.raw("</div>\n</div></header>\n");
}

std::string cookie(std::string_view name, std::string_view value) {
    return std::string { name } + "=" + std::string { value }
    + "; Path=/; Max-Age=31536000; SameSite=Lax; HttpOnly";
}

}  // namespace

Preferences preferences_of(const http::Request& request) {
    Preferences preferences;
    const auto lang = request.parameter("lang");
    const auto theme = request.parameter("theme");
    preferences.chosen_now = lang.has_value() || theme.has_value();
    const std::string_view kept = request.cookie("lang");
    const std::string_view language = lang ? std::string_view { *lang } : kept;
    if (language.empty()) {
        const auto accepted = request.header("accept-language");
        preferences.language
            = accepted.empty() || accepted.starts_with("zh") ? Language::zh : Language::en;
    } else {
        preferences.language = language == "en" ? Language::en : Language::zh;
    }
    const std::string_view chosen = theme ? std::string_view { *theme } : request.cookie("theme");
    preferences.theme = chosen == "dark" ? Theme::dark
        : chosen == "light"              ? Theme::light
                                         : Theme::system;
    preferences.print = request.parameter("print") == "1";
    preferences.takes_gzip = http::accepts_gzip(request.header("accept-encoding"));
    return preferences;
}

void remember(const Preferences& preferences, http::Response& response) {
    if (preferences.chosen_now) {
        const auto lang = preferences.language == Language::en ? "en" : "zh";
        response.headers.emplace_back("Set-Cookie", cookie("lang", lang));
        response.headers.emplace_back("Set-Cookie", cookie("theme", name_of(preferences.theme)));
    }
}

std::string render(const Page& page, const Preferences& preferences) {
    constexpr std::size_t frame_bytes = 4096;
    Html html { page.body.size() + frame_bytes };
    append_head(html, page, preferences);
    html.raw(preferences.print ? "<body class=\"print\">\n" : "<body>\n");
    if (preferences.print) {
        html.raw("<header class=\"wide letterhead\"><p class=\"brand\">");
        append_brand(html, page, preferences.language);
        html.raw("</p></header>\n");
    } else {
        append_header(html, page, preferences);
    }
    html.raw("<main id=\"content\" class=\"wide\">\n").raw(page.body).raw("\n</main>\n");
    html.raw("<footer class=\"bottom\"><div class=\"wide\"><p>")
        .text(footer.in(preferences.language));
    html.raw("</p><p>").text(not_affiliated.in(preferences.language)).raw("</p></div></footer>\n");
    html.raw("</body>\n</html>\n");
    return html.take();
}

http::Response html_response(std::string document, const Preferences& preferences, int status) {
    http::Response response { .status = status, .content_type = "text/html; charset=utf-8" };
    response.body = std::move(document);
    response.headers.emplace_back("Vary", "Cookie, Accept-Language");
    response.headers.emplace_back("Cache-Control", "no-cache");
    remember(preferences, response);
    return response;
}

Page notice(Text title, const Message& what, std::string_view society, Language language) {
    Html html;
    html.raw("<section class=\"card notice\">").element("h1", title.in(language));
    html.element("p", what.in(language)).raw("</section>");
    return {
        .title = std::string { title.in(language) },
        .path = "/",
        .body = html.take(),
        .society = std::string { society },
    };
}

}  // namespace boai::pages

//! The parts of a page that are not its article, told by element, role, and the names that web pages give their parts.

use dom_query::NodeRef;
use once_cell::sync::Lazy;
use rustc_hash::FxHashMap;

/// A part of a page.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum Zone {
    Article,
    Pull,
    Caption,
    Navigation,
    Header,
    Footer,
    Aside,
    Consent,
    Share,
    Related,
    Signup,
    Paywall,
    Comments,
    Advertising,
    Byline,
    Hidden,
    Form,
}

impl Zone {
    /// What is said of blocks that were left out because they stand there.
    pub fn name(self) -> &'static str {
        match self {
            Zone::Article | Zone::Pull | Zone::Caption => "other parts of the page",
            Zone::Navigation => "menus",
            Zone::Header => "page header",
            Zone::Footer => "page footer",
            Zone::Aside => "boxes beside the text",
            Zone::Consent => "cookie notice",
            Zone::Share => "share buttons",
            Zone::Related => "related links",
            Zone::Signup => "newsletter offers",
            Zone::Paywall => "subscription offers",
            Zone::Comments => "readers' comments",
            Zone::Advertising => "advertising",
            Zone::Byline => "byline and dates",
            Zone::Hidden => "hidden text",
            Zone::Form => "forms and buttons",
        }
    }
}

/// What stands between the parts of a name, and between names.
const BREAKS: [char; 2] = ['-', ' '];
/// A name of a part of the page has so many parts itself, at most.
const LONGEST: usize = 3;

/// Names of classes and ids, as a whole word or as a part between hyphens; the first zone that has one of them decides.
static NAMES: Lazy<FxHashMap<&str, (usize, Zone)>> = Lazy::new(|| {
    let zones = [
        (Zone::Pull, "pull-quote pull-quotes pullout pullquote pullquotes quote-pull"),
        (Zone::Consent, "cmp consent cookie cookie-banner cookie-bar cookie-notice cookiebanner cookiebar cookienotice cookies gdpr onetrust"),
        (Zone::Paywall, "meter-wall meterwall paywall piano regwall subscribe-wall subscriber-only subscriberonly subscribewall"),
        (Zone::Signup, "donate donation membership newsletter newsletters sign-up signup subscribe subscription"),
        (Zone::Share, "addthis follow-us share sharedaddy sharing social socials"),
        (Zone::Comments, "comment-list comment-section comments discussion disqus"),
        (
            Zone::Advertising,
            "ad ad-unit ads adslot adunit advert advertisement advertising adverts cta dfp outbrain promo promos promotion sponsor \
             sponsored taboola",
        ),
        (
            Zone::Related,
            "also-like also-read latest-news more-from more-like more-news more-on more-stories most-popular most-read most-viewed \
             read-more read-next readmore readnext recirc recommendations recommended related see-also story-list storylist teaser teasers \
             trending up-next upnext",
        ),
        (
            Zone::Navigation,
            "breadcrumb breadcrumbs hamburger menu menus nav navbar navigation pager pagination skip-link skip-to-content skiplink \
             skipto-content ticker toolbar",
        ),
        (Zone::Footer, "colophon copyright footer page-footer site-footer"),
        (Zone::Caption, "caption credit image-caption image-credit photo-caption photo-credit wp-caption-text"),
        (
            Zone::Byline,
            "article-info article-meta articleinfo articlemeta author author-bio author-box author-info author-name authors bio by-line \
             byline date dateline datetime entry-meta entrymeta eyebrow kicker label labels meta-data metadata post-info post-meta \
             post-tags postinfo postmeta pub-date pubdate publish-date published read-time reading-time story-meta storymeta tag-list tags \
             timestamp topics updated",
        ),
        (Zone::Header, "banner global-header masthead page-header site-header top-bar topbar"),
    ];
    zones.into_iter().enumerate().flat_map(|(rank, (zone, names))| names.split(' ').map(move |name| (name, (rank, zone)))).collect()
});

/// The part of a page that an element opens. `inside` says that it stands within an article.
pub fn zone(node: &NodeRef, name: &str, inside: bool) -> Option<Zone> {
    if is_hidden(node) {
        return Some(Zone::Hidden);
    }
    let named = named(node);
    let role = node.attr("role");
    match (name, role.as_deref()) {
        ("article" | "main", _) | (_, Some("main" | "article")) => return Some(Zone::Article),
        ("body" | "html" | "p" | "li" | "ul" | "ol" | "table" | "tbody", _)
            if !matches!(named, Some(Zone::Byline | Zone::Pull | Zone::Caption | Zone::Share)) =>
        {
            // a whole list may be one of links; a paragraph is a part of the page only by its own name
            return named.filter(|z| matches!(name, "ul" | "ol" | "p" | "table") && *z != Zone::Header);
        }
        ("nav", _) | (_, Some("navigation" | "menu" | "menubar" | "search" | "toolbar")) => return Some(Zone::Navigation),
        ("form" | "button" | "dialog" | "fieldset", _) | (_, Some("dialog" | "alertdialog" | "alert")) => return Some(named.unwrap_or(Zone::Form)),
        (_, Some("contentinfo")) => return Some(Zone::Footer),
        (_, Some("banner")) => return Some(Zone::Header),
        ("address", _) => return Some(Zone::Byline),
        _ => {}
    }
    match (name, named) {
        (_, Some(zone)) => Some(zone),
        ("header", None) if !inside => Some(Zone::Header),
        ("footer", None) => Some(Zone::Footer),
        ("aside", None) => Some(Zone::Aside),
        _ => None,
    }
}

/// What the element's class, id or label calls it.
fn named(node: &NodeRef) -> Option<Zone> {
    let label = ["class", "id", "aria-label", "data-component", "data-testid"].map(|a| node.attr(a).unwrap_or_default().to_string()).join(" ");
    let label = spread(&label);
    let starts = label.match_indices(BREAKS).map(|(at, _)| at + 1).chain([0]);
    let ends = |start: usize| label[start..].match_indices(BREAKS).map(move |(at, _)| start + at).chain([label.len()]).take(LONGEST);
    let names = starts.flat_map(|start| ends(start).map(move |end| (start, end)));
    names.filter_map(|(start, end)| NAMES.get(&label[start..end])).min().map(|(_, zone)| *zone)
}

/// Names in one spelling: `ArticleShareBar__list` becomes `article-share-bar--list`.
fn spread(names: &str) -> String {
    let mut out = String::with_capacity(names.len() + 8);
    let mut small = false;
    for c in names.chars() {
        if c.is_uppercase() && small {
            out.push('-');
        }
        small = c.is_lowercase() || c.is_ascii_digit();
        out.extend(if c == '_' { '-' } else { c }.to_lowercase());
    }
    out
}

/// Not shown on the page: by attribute, style, or a class for readers of the screen aloud.
pub fn is_hidden(node: &NodeRef) -> bool {
    let style = node.attr("style").map(|s| s.replace(' ', "").to_ascii_lowercase()).unwrap_or_default();
    let class = node.attr("class").unwrap_or_default();
    node.has_attr("hidden")
        || node.attr("aria-hidden").as_deref() == Some("true")
        || style.contains("display:none")
        || style.contains("visibility:hidden")
        || class.split_ascii_whitespace().any(|c| matches!(c, "sr-only" | "visually-hidden" | "visuallyhidden" | "screen-reader-text"))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn parts_of_a_page_are_told_by_their_names() {
        let rows = [
            ("<div class='ArticleShareBar__list'>x</div>", Some(Zone::Share)),
            ("<section id='cookie-banner'>x</section>", Some(Zone::Consent)),
            ("<aside class='related-stories'>x</aside>", Some(Zone::Related)),
            ("<aside class='c-pullquote'>x</aside>", Some(Zone::Pull)),
            ("<div class='shareholder-report'>x</div>", None),
            ("<div class='loads'>x</div>", None),
            ("<p class='lead'>x</p>", None),
            ("<div role='dialog'>x</div>", Some(Zone::Form)),
            ("<div style='display: none'>x</div>", Some(Zone::Hidden)),
            ("<header>x</header>", Some(Zone::Header)),
        ];
        for (html, want) in rows {
            let document = dom_query::Document::fragment(html);
            let node = document.root().descendants_it().find(|n| n.is_element() && n.node_name().as_deref() != Some("html")).unwrap();
            let name = node.node_name().unwrap();
            assert_eq!(zone(&node, &name, false), want, "{html}");
        }
    }
}

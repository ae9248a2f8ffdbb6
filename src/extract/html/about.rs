//! What a page says of itself: JSON-LD first, then its `<meta>` and `<link>` elements, then what stands on it.

use crate::extract::Meta;
use crate::extract::plain;
use dom_query::Document;
use serde_json::Value;

/// What is known of a page beside its text.
#[derive(Debug, Default)]
pub struct About {
    pub meta: Meta,
    pub language: Option<String>,
    /// The whole article as JSON-LD has it, where it has.
    pub body: Option<String>,
    /// The page says that only subscribers may read it all.
    pub paid: bool,
}

/// Reads what the page says of itself.
pub fn about(page: &Document, source: &str) -> About {
    let data = article_data(page);
    let text = |key: &str| data.as_ref().and_then(|d| d.get(key)).and_then(words);
    let meta = |names: &[&str]| names.iter().find_map(|name| content(page, name));
    let site = data.as_ref().and_then(|d| d.get("publisher")).and_then(name).or_else(|| meta(&["og:site_name", "application-name", "dc.publisher"]));
    let author = data.as_ref().and_then(|d| d.get("author")).and_then(names).or_else(|| meta(&["author", "article:author", "dc.creator", "parsely-author"]));
    let author = author.filter(|a| !a.contains("://")).map(|a| plain::byline(&a).map_or(a.clone(), String::from));
    let mut known = Meta {
        title: text("headline").or_else(|| meta(&["og:title", "twitter:title", "dc.title"])).or_else(|| title(page)),
        author: author.or_else(|| written_byline(page)),
        date: text("datePublished").or_else(|| meta(&["article:published_time", "date", "dc.date", "pubdate", "parsely-pub-date"])).or_else(|| time(page)),
        url: link(page).or_else(|| meta(&["og:url"])).or_else(|| saved_from(source)),
        genre: data.as_ref().and_then(genre),
        source_from: site.is_some().then(|| "the page".into()),
        source: site,
        ..Meta::default()
    };
    if let Some(changed) = text("dateModified").or_else(|| meta(&["article:modified_time"])).filter(|c| Some(c) != known.date.as_ref()) {
        known.extra.insert("modified".into(), changed.into());
    }
    let paid = data.as_ref().and_then(|d| d.get("isAccessibleForFree")).is_some_and(|free| match free {
        Value::Bool(free) => !free,
        other => other.as_str().is_some_and(|s| s.eq_ignore_ascii_case("false")),
    });
    let language = page.select_single("html").attr("lang").map(|l| l.to_string()).filter(|l| !l.is_empty());
    About { meta: known, language, body: text("articleBody"), paid }
}

/// The addresses that a saved page gives as its own, by its first bytes: where a browser saved it from, its canonical link, where a message
/// says it lies.
pub fn addresses(head: &[u8]) -> Vec<String> {
    let text = String::from_utf8_lossy(head);
    let header =
        |name: &str| text.lines().take(40).find_map(|l| l.split_once(": ").filter(|(k, _)| k.eq_ignore_ascii_case(name)).map(|(_, v)| v.trim().into()));
    let located: Vec<String> = ["Snapshot-Content-Location", "Content-Location"].into_iter().filter_map(header).collect();
    if !located.is_empty() {
        return located;
    }
    let small = text.to_ascii_lowercase();
    let own = &text[..small.find("<body").unwrap_or(text.len())];
    if super::is_too_deep(own) {
        return Vec::new();
    }
    let page = Document::from(own);
    [saved_from(own), link(&page), content(&page, "og:url")].into_iter().flatten().collect()
}

/// The JSON-LD object of the article, wherever in the page's data it lies.
fn article_data(page: &Document) -> Option<Value> {
    page.select("script[type=\"application/ld+json\"]").iter().find_map(|script| {
        let text = script.text();
        let text = text.trim().trim_start_matches("<!--").trim_end_matches("-->").trim_start_matches("//<![CDATA[").trim_end_matches("//]]>");
        find(serde_json::from_str(text).ok()?, 0)
    })
}

fn find(value: Value, depth: usize) -> Option<Value> {
    if depth > 4 {
        return None;
    }
    match value {
        Value::Array(all) => all.into_iter().find_map(|v| find(v, depth + 1)),
        Value::Object(ref fields) if types(&value).any(|t| t.ends_with("Article") || t.ends_with("BlogPosting") || t == "Report") && fields.len() > 2 => {
            Some(value)
        }
        Value::Object(mut fields) => ["@graph", "mainEntity", "mainEntityOfPage"].iter().find_map(|key| find(fields.remove(*key)?, depth + 1)),
        _ => None,
    }
}

fn types(value: &Value) -> impl Iterator<Item = &str> {
    let types = &value["@type"];
    types.as_array().map_or(std::slice::from_ref(types), Vec::as_slice).iter().filter_map(Value::as_str)
}

/// The genre that the type of the article names: an opinion, an analysis, a review.
fn genre(data: &Value) -> Option<String> {
    types(data).find_map(|t| t.strip_suffix("NewsArticle").filter(|kind| matches!(*kind, "Opinion" | "Analysis" | "Review"))).map(str::to_lowercase)
}

/// A string that says something, without the entities that some pages leave in it.
fn words(value: &Value) -> Option<String> {
    let text = value.as_str()?.trim();
    let text = if text.contains('&') { Document::fragment(text).text().trim().to_string() } else { text.to_string() };
    (!text.is_empty()).then_some(text)
}

/// The name of a person or organisation, given as text or as an object.
fn name(value: &Value) -> Option<String> {
    match value {
        Value::Array(all) => all.iter().find_map(name),
        Value::Object(fields) => fields.get("name").and_then(name),
        other => words(other),
    }
}

fn names(value: &Value) -> Option<String> {
    let all: Vec<String> = match value {
        Value::Array(all) => all.iter().filter_map(name).collect(),
        one => name(one).into_iter().collect(),
    };
    match all.split_last()? {
        (last, []) => Some(last.clone()),
        (last, rest) => Some(format!("{} and {last}", rest.join(", "))),
    }
}

fn content(page: &Document, name: &str) -> Option<String> {
    ["property", "name", "itemprop"].iter().find_map(|attribute| {
        let found = page.select(&format!("meta[{attribute}=\"{name}\" i]"));
        found.iter().find_map(|m| m.attr("content").map(|c| c.trim().to_string()).filter(|c| !c.is_empty()))
    })
}

/// The page's title without the name of its site, which stands behind a bar or dash.
fn title(page: &Document) -> Option<String> {
    let heading = page.select("h1").iter().map(|h| one_line(&h.text())).find(|h| !h.is_empty());
    let title = one_line(&page.select_single("title").text());
    let short = [" | ", " \u{2013} ", " \u{2014} ", " - ", " \u{BB} "].iter().find_map(|bar| title.rsplit_once(bar)).map(|(head, _)| head.to_string());
    heading.or(short.filter(|s| s.split_whitespace().count() >= 3)).or(Some(title).filter(|t| !t.is_empty()))
}

fn time(page: &Document) -> Option<String> {
    page.select("time[datetime]").iter().find_map(|t| t.attr("datetime").map(|d| d.to_string()).filter(|d| !d.is_empty()))
}

fn link(page: &Document) -> Option<String> {
    let canonical = page.select("link[rel=\"canonical\"]");
    canonical.iter().find_map(|l| l.attr("href")).map(|h| h.trim().to_string()).filter(|h| h.contains("://"))
}

/// The name in an element that is marked as the byline.
fn written_byline(page: &Document) -> Option<String> {
    let found = page.select("[rel=\"author\"], [itemprop=\"author\"], .byline, .by-line, .author-name, .article-byline");
    let line = found.iter().map(|f| one_line(&f.text())).find(|l| !l.is_empty())?;
    let name = line.strip_prefix("by ").unwrap_or(&line);
    plain::byline(name).or(plain::byline(&format!("By {name}"))).map(String::from)
}

/// The address that a browser writes into a page it saves.
fn saved_from(source: &str) -> Option<String> {
    let head = source.get(..source.len().min(4096)).unwrap_or(source);
    let after = [" saved from url=(", "url: http"].iter().find_map(|key| head.find(key))?;
    let start = after + head[after..].find("http")?;
    let address = head[start..].split([' ', '\n', '\r', '\t', '<']).next()?.trim_end_matches("-->");
    (address.len() > 10).then(|| address.to_string())
}

fn one_line(text: &str) -> String {
    text.split_whitespace().collect::<Vec<_>>().join(" ")
}

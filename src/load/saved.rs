//! Lists of addresses with the pages already saved beside them: which line is an address, and which file is its page.

use super::folder::{media_of, name_of, slashed};
use super::shelf::Shelf;
use crate::extract::{Media, addresses};
use std::collections::{HashMap, HashSet};
use std::path::{Path, PathBuf};

/// What of a page is read to see which address it gives as its own, in bytes.
pub const HEAD: usize = 256 << 10;

/// The lines of a list that are not empty and no comment, each with its number and its address, or what is wrong with it. An address
/// that stands there twice is taken once.
///
/// A line holds one address; ` #` behind it begins a comment.
pub fn lines(list: &str) -> Vec<(usize, Result<&str, String>)> {
    let mut seen = HashSet::new();
    let filled = (1..).zip(list.lines().map(str::trim)).filter(|(_, line)| !line.is_empty() && !line.starts_with('#'));
    let line = |(number, line)| match address(line) {
        Some(address) => seen.insert(address).then_some((number, Ok(address))),
        None => {
            let shown: String = line.chars().take(60).collect();
            let message = "A list has one address a line, which begins with https:// or http://; # begins a comment.";
            Some((number, Err(format!("\"{shown}\" is no address. {message}"))))
        }
    };
    filled.filter_map(line).collect()
}

/// The address that a line consists of, apart from a comment.
fn address(line: &str) -> Option<&str> {
    let (address, rest) = line.split_once(char::is_whitespace).unwrap_or((line, ""));
    let (scheme, host) = address.split_once("://")?;
    let is_web = scheme.eq_ignore_ascii_case("https") || scheme.eq_ignore_ascii_case("http");
    (is_web && host.starts_with(char::is_alphanumeric) && matches!(rest.trim_start().as_bytes().first(), None | Some(b'#'))).then_some(address)
}

/// Whether a text is nothing but a list of addresses. Of a file that goes on, the last line does not count.
pub fn is_list(head: &[u8], goes_on: bool) -> bool {
    let Ok(text) = std::str::from_utf8(head).or_else(|e| std::str::from_utf8(&head[..e.valid_up_to()])) else { return false };
    let text = text.trim_start_matches('\u{FEFF}');
    let text = if goes_on { text.rsplit_once('\n').map_or("", |(whole, _)| whole) } else { text };
    let mut filled = text.lines().map(str::trim).filter(|l| !l.is_empty() && !l.starts_with('#')).peekable();
    filled.peek().is_some() && filled.all(|line| address(line).is_some())
}

/// The file of each address, in the order of the addresses; or why there is none.
///
/// A file is the page of an address if it is named after the whole of it, as `wget -x` and most programs that save pages do
/// (`host/path.html`, `host_path.html`); else if it says itself that it is (the address that a browser writes into a saved page, the
/// canonical link); else if it alone is named after the address's path or the last part of that. Each file is the page of one address.
pub fn pages(shelf: &Shelf, folder: &Path, list: &Path, wanted: &[&str]) -> Vec<Result<PathBuf, String>> {
    let mut files = Vec::new();
    // what leads out of the folder is no page of it
    let _ = shelf.walk(folder, &mut files);
    super::inputs::without_page_files(&mut files);
    files.retain(|path| path != list && media_of(path, Some(Media::Html)).is_some_and(is_document));
    let mut search = Search { files, taken: HashSet::new(), found: vec![None; wanted.len()] };
    let inside = |path: &Path| slashed(path.strip_prefix(folder).unwrap_or(path));
    let keys: Vec<[String; 3]> = wanted.iter().map(|address| keys(address)).collect();

    let whole = search.index(|path| vec![slug(&bare(&inside(path)))]);
    keys.iter().enumerate().for_each(|(i, [key, ..])| search.take(i, &whole, key));
    if search.found.contains(&None) {
        let own = search.index(|path| match media_of(path, None) {
            Some(Media::Html | Media::Mhtml) => addresses(&head(shelf, path)).iter().map(|a| self::keys(a)[0].clone()).collect(),
            _ => Vec::new(),
        });
        keys.iter().enumerate().for_each(|(i, [key, ..])| search.take(i, &own, key));
    }
    let mut rivals = vec![Vec::new(); wanted.len()];
    for part in [1, 2] {
        let named = search.index(|path| match media_of(path, None) {
            Some(_) if part == 1 => vec![slug(&bare(&inside(path)))],
            Some(_) => vec![slug(&bare(&name_of(path)))],
            None => Vec::new(),
        });
        let open: Vec<usize> = (0..keys.len()).filter(|&i| search.found[i].is_none() && !keys[i][part].is_empty()).collect();
        for &i in &open {
            let files: Vec<usize> = named.get(&keys[i][part]).into_iter().flatten().copied().filter(|f| !search.taken.contains(f)).collect();
            if files.len() == 1 && open.iter().filter(|&&j| keys[j][part] == keys[i][part]).count() == 1 {
                search.found[i] = Some(files[0]);
            } else {
                rivals[i] = files;
            }
        }
        search.taken.extend(search.found.iter().flatten());
    }
    let told = |(i, found): (usize, &Option<usize>)| match found {
        Some(file) => Ok(search.files[*file].clone()),
        None => Err(missing(wanted[i], rivals[i].iter().map(|&f| inside(&search.files[f])).collect())),
    };
    search.found.iter().enumerate().map(told).collect()
}

/// The files beside a list, and which of them are taken by which address.
struct Search {
    files: Vec<PathBuf>,
    taken: HashSet<usize>,
    found: Vec<Option<usize>>,
}

impl Search {
    /// The files that are not taken, by the keys that they have.
    fn index(&self, keys: impl Fn(&Path) -> Vec<String>) -> HashMap<String, Vec<usize>> {
        let mut index: HashMap<String, Vec<usize>> = HashMap::new();
        for (i, path) in self.files.iter().enumerate().filter(|(i, _)| !self.taken.contains(i)) {
            keys(path).into_iter().filter(|key| !key.is_empty()).for_each(|key| index.entry(key).or_default().push(i));
        }
        index
    }

    /// Gives the address the first file of this key that nobody has.
    fn take(&mut self, address: usize, index: &HashMap<String, Vec<usize>>, key: &str) {
        if self.found[address].is_none() {
            self.found[address] = index.get(key).and_then(|files| files.iter().copied().find(|file| !self.taken.contains(file)));
            self.taken.extend(self.found[address]);
        }
    }
}

/// What files may be named after: the whole address, its path, and the last part of that.
fn keys(address: &str) -> [String; 3] {
    let whole = bare(address.split_once("://").map_or(address, |(_, rest)| rest).split('#').next().unwrap_or_default());
    let path = whole.split_once('/').map_or("", |(_, path)| path);
    [slug(&whole), slug(path), slug(path.rsplit('/').next().unwrap_or_default())]
}

/// A path or address without its ending, and without "index" and a slash at the end of the path; what stands behind `?`, or `@` as some programs
/// write it, stays.
fn bare(path: &str) -> String {
    let decoded = decoded(path);
    let at = decoded.rfind('/').map_or(0, |slash| slash + 1);
    let at = at + decoded[at..].find(['?', '@']).unwrap_or(decoded.len() - at);
    let (path, query) = decoded.split_at(at);
    let path = without_ending(path.trim_end_matches('/'));
    let path = path.strip_suffix("/index").unwrap_or(path).trim_end_matches('/');
    format!("{path}{}", without_ending(query))
}

fn without_ending(name: &str) -> &str {
    let stem = name.rsplit_once('.').filter(|(stem, ending)| !stem.is_empty() && !stem.ends_with('/') && !ending.contains('/'));
    let is_ending = |ending: &str| {
        media_of(Path::new(&format!("a.{ending}")), None).is_some() || ["php", "asp", "aspx", "jsp", "shtml"].iter().any(|e| ending.eq_ignore_ascii_case(e))
    };
    match stem.filter(|(_, ending)| is_ending(ending)) {
        // "page.php" is saved as "page.php.html"
        Some((stem, _)) => without_ending(stem),
        None => name,
    }
}

/// Letters and digits in small, with one hyphen for all that stands between them; without a protocol and "www".
fn slug(name: &str) -> String {
    let small = name.to_lowercase();
    let mut parts: Vec<&str> = small.split(|c: char| !c.is_alphanumeric()).filter(|p| !p.is_empty()).collect();
    for first in [&["https", "http"][..], &["www"]] {
        if parts.len() > 1 && first.contains(&parts[0]) {
            parts.remove(0);
        }
    }
    parts.join("-")
}

/// `%C3%BC` is a letter.
fn decoded(text: &str) -> String {
    let (bytes, mut out, mut at) = (text.as_bytes(), Vec::with_capacity(text.len()), 0);
    while let Some(&byte) = bytes.get(at) {
        let hex = text.get(at + 1..at + 3).filter(|_| byte == b'%').and_then(|digits| u8::from_str_radix(digits, 16).ok());
        out.push(hex.unwrap_or(byte));
        at += if hex.is_some() { 3 } else { 1 };
    }
    String::from_utf8(out).unwrap_or_else(|_| text.into())
}

fn is_document(media: Media) -> bool {
    !matches!(media, Media::Csv | Media::Tsv | Media::Json | Media::Record | Media::Row | Media::Zip | Media::Urls)
}

/// The first bytes of a file; none where it cannot be read.
pub fn head(shelf: &Shelf, path: &Path) -> Vec<u8> {
    use std::io::Read;
    let mut bytes = Vec::new();
    let _ = shelf.open(path).map(|file| file.take(HEAD as u64).read_to_end(&mut bytes));
    bytes
}

fn missing(address: &str, rivals: Vec<String>) -> String {
    if rivals.is_empty() {
        let [whole, _, last] = keys(address);
        let name = if last.is_empty() { whole } else { last };
        return format!(
            "The page of {address} is not beside the list: no file there is named after it, and none gives this address as its own. Save the page there, for example as \"{name}.html\", or take the address out of the list."
        );
    }
    let some: Vec<String> = rivals.iter().take(3).map(|r| format!("\"{r}\"")).collect();
    format!(
        "Which file is the page of {address} cannot be told: {} has a name that fits, and so has another file or another address. Write a table (.csv) with the columns url and file in the place of the list.",
        some.join(" or ")
    )
}

#[cfg(test)]
mod tests {
    use super::*;

    fn found(files: &[(&str, &str)], wanted: &[&str]) -> Vec<String> {
        let shelf = Shelf::held(files.iter().map(|(path, text)| (PathBuf::from(path), text.as_bytes().to_vec())));
        let told = |found: Result<PathBuf, String>| found.map_or_else(|e| format!("none: {e}"), |p| slashed(&p));
        pages(&shelf, Path::new("l"), Path::new("l/pages.urls"), wanted).into_iter().map(told).collect()
    }

    #[test]
    fn pages_are_found_under_the_names_that_programs_give_them() {
        let rows = [
            ("https://tide.example/news/buoy", "l/tide.example/news/buoy.html"),
            ("https://www.tide.example/news/buoy.html", "l/tide.example/news/buoy.html"),
            ("https://tide.example/news/buoy/", "l/tide.example/news/buoy/index.html"),
            ("https://tide.example/", "l/tide.example/index.html"),
            ("https://tide.example", "l/tide.example.html"),
            ("http://tide.example/a.php?id=7", "l/tide.example/a.php?id=7"),
            ("http://tide.example/a.php?id=7", "l/tide.example/a.php@id=7.html"),
            ("https://tide.example/news/buoy", "l/https_tide.example_news_buoy.htm"),
            ("https://tide.example/news/buoy", "l/tide-example-news-buoy.mhtml"),
            ("https://tide.example/b%C3%BCro", "l/tide.example/b\u{fc}ro.html"),
            ("https://tide.example/news/buoy?from=feed#top", "l/tide.example/news/buoy?from=feed.html"),
            ("https://tide.example/news/buoy", "l/news/buoy.html"),
            ("https://tide.example/news/buoy.pdf", "l/buoy.pdf"),
            ("https://tide.example/news/buoy", "l/saved/Buoy.html"),
        ];
        for (address, path) in rows {
            assert_eq!(found(&[(path, "<p>Text.</p>"), ("l/other.html", ""), ("l/pages.urls", "")], &[address]), [path], "{address}");
        }
    }

    #[test]
    fn pages_are_found_by_the_address_that_they_give() {
        let rows = [
            "<!-- saved from url=(0029)https://tide.example/news/buoy -->\n<html><body>Text.",
            "<html><head><link rel=\"canonical\" href=\"http://www.tide.example/news/buoy/\"></head><body>Text.",
            "<html><head><meta property=\"og:url\" content=\"https://tide.example/news/buoy\"></head><body>Text.",
            "<!--\n Page saved with SingleFile \n url: https://tide.example/news/buoy \n-->",
        ];
        for page in rows {
            assert_eq!(found(&[("l/Harbour news.html", page)], &["https://tide.example/news/buoy"]), ["l/Harbour news.html"], "{page}");
        }
        let mhtml = "From: <Saved by a browser>\r\nSnapshot-Content-Location: https://tide.example/news/buoy\r\nMIME-Version: 1.0\r\n\r\n";
        assert_eq!(found(&[("l/x.mhtml", mhtml)], &["https://tide.example/news/buoy"]), ["l/x.mhtml"]);
        // what a page links to in its text is not its own address
        let other = "<html><body><link rel=\"canonical\" href=\"https://tide.example/news/buoy\">";
        assert!(found(&[("l/x.html", other)], &["https://tide.example/news/buoy"])[0].starts_with("none: The page of"));
    }

    #[test]
    fn a_name_that_fits_twice_is_not_guessed() {
        let both = ["https://a.example/buoy", "https://b.example/buoy"];
        let got = found(&[("l/buoy.html", "")], &both);
        assert!(got.iter().all(|g| g.contains("cannot be told: \"buoy.html\" has a name that fits")), "{got:?}");
        let canonical = "<head><link rel=canonical href='https://b.example/buoy'></head>";
        let got = found(&[("l/buoy.html", canonical)], &both);
        assert!(got[0].contains("Save the page there, for example as \"buoy.html\"") && got[1] == "l/buoy.html", "{got:?}");
        let got = found(&[("l/1/buoy.html", ""), ("l/2/buoy.html", "")], &both[..1]);
        assert!(got[0].contains("\"1/buoy.html\" or \"2/buoy.html\""), "{got:?}");
    }

    #[test]
    fn lists_are_told_from_texts() {
        assert!(is_list(b"\xEF\xBB\xBF# Monday\r\n\r\nhttps://a.example/x\r\nHTTP://b.example # short\r\n", false));
        assert!(is_list(b"https://a.example/x\nhttps://a.exa", true) && !is_list(b"https://a.exa", true));
        for text in ["", "# Title\n", "https://a.example/x says it rained.\n", "It rained.\nhttps://a.example/x\n", "https://\n"] {
            assert!(!is_list(text.as_bytes(), false), "{text}");
        }
        let list = "# Monday\nhttps://a.example/x # first\n\nharbour\nhttps://a.example/x\n";
        let got = lines(list);
        assert_eq!((got.len(), got[0].clone(), got[1].0), (2, (2, Ok("https://a.example/x")), 4));
        assert!(got[1].1.as_ref().unwrap_err().starts_with("\"harbour\" is no address."));
    }
}

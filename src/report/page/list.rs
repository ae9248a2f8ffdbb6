//! The pages of all documents, where there are more than the first page can hold.

use super::{Frame, render, source};
use crate::report::number;
use crate::report::site::Site;
use askama::Template;

/// Documents on each page of the list; so many fit on the first page of the report.
const A_PAGE: usize = 100;
/// Documents on the first page of the report where there is a list.
const FIRST: usize = 25;

#[derive(Template)]
#[template(path = "list.html")]
struct ListPage<'a> {
    frame: Frame<'a>,
    from: usize,
    to: usize,
    all: String,
    documents: String,
    pages: Vec<Turn>,
}

/// A page of the list, as another page links to it.
pub struct Turn {
    pub href: String,
    pub name: String,
    pub here: bool,
}

/// All pages of the list with their paths; none where the first page of the report holds all documents.
pub fn pages(site: &Site) -> Vec<(String, Vec<u8>)> {
    (0..count(site)).map(|p| (href(p), page(site, p))).collect()
}

/// Links to all pages of the list, from the folder of the report; `here` is the page that links.
pub fn turns(site: &Site, here: Option<usize>) -> Vec<Turn> {
    let turn = |p: usize| {
        let (from, to) = range(site, p);
        Turn { href: href(p), name: format!("{}–{to}", from + 1), here: here == Some(p) }
    };
    (0..count(site)).map(turn).collect()
}

/// How many documents the first page of the report shows.
pub fn on_first(site: &Site) -> usize {
    let n = site.documents.len();
    if n > A_PAGE { FIRST } else { n }
}

fn count(site: &Site) -> usize {
    let n = site.documents.len();
    if n > A_PAGE { n.div_ceil(A_PAGE) } else { 0 }
}

fn range(site: &Site, page: usize) -> (usize, usize) {
    (page * A_PAGE, ((page + 1) * A_PAGE).min(site.documents.len()))
}

fn href(page: usize) -> String {
    format!("documents-{}.html", page + 1)
}

fn page(site: &Site, p: usize) -> Vec<u8> {
    let (from, to) = range(site, p);
    let documents: Vec<usize> = (from..to).collect();
    let title = format!("Documents {}–{to}", from + 1);
    render(&ListPage {
        frame: Frame::new(site, &title, "", vec![("index.html".to_string(), site.report.title.clone())]),
        from: from + 1,
        to,
        all: number::count(site.documents.len() as u64),
        documents: source::document_table(site, &documents, "").html(),
        pages: turns(site, Some(p)),
    })
}

//! Decides which pieces of a page are its article, and why each other piece is not.

use super::walk::{Piece, walk};
use super::zones::Zone;
use crate::segment::BlockKind;
use dom_query::Document;
use dom_smoothie::Readability;
use rustc_hash::{FxHashMap, FxHashSet};

/// A part of the page with more of the article than this, in percent, is no part beside it, whatever its name.
const MOST: usize = 40;
/// Letters from which on a piece is looked for anywhere in the article; shorter ones must be a block of it.
const LONG: usize = 25;
/// Pieces above the article among which its title and its lead are looked for.
const HEAD: usize = 12;
/// Words of a lead, at least.
const LEAD: usize = 6;
/// Words of an item of a list of key points, at least, on average.
const ITEM: usize = 4;
/// Words of a line that is a link to another story, at most.
const LINK: usize = 25;

/// Bytes in which pieces are looked for.
const MOST_SEARCHED: usize = 1 << 30;
/// Quotations set apart that may repeat the text.
const MOST_QUOTES: usize = 100;

/// What becomes of a piece.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Fate {
    /// A block of the text, as this.
    Kept(BlockKind),
    Dropped(&'static str),
}

/// The fate of every piece of the page; none where no article is found.
pub fn fates(page: &Document, pieces: &[Piece]) -> Option<Vec<Fate>> {
    let inside = inside(page, pieces)?;
    let zones: Vec<Option<Zone>> = zones(pieces, &inside);
    let first = (0..pieces.len()).find(|&i| inside[i] && zones[i].is_none())?;
    let last = (0..pieces.len()).rev().find(|&i| inside[i] && zones[i].is_none())?;
    let title = (first.saturating_sub(HEAD)..=first).rev().find(|&i| pieces[i].level == 1 && zones[i].is_none_or(|z| z == Zone::Header));
    let head = title.unwrap_or(first);
    let homes: FxHashSet<u32> = (first..=last).filter(|&i| inside[i] && zones[i].is_none()).map(|i| pieces[i].parent).collect();
    let points = title.map_or_else(FxHashSet::default, |title| key_points(&pieces[title..first]));
    let mut fates: Vec<Fate> = (0..pieces.len())
        .map(|i| {
            let piece = &pieces[i];
            let here = (head..=last).contains(&i);
            match zones[i] {
                _ if Some(i) == title => Fate::Kept(BlockKind::Headline),
                Some(zone) => Fate::Dropped(zone.name()),
                None if piece.is_date() => Fate::Dropped(Zone::Byline.name()),
                None if !here => Fate::Dropped(Zone::Article.name()),
                None if piece.is_linked() && piece.words() <= LINK && piece.level != 1 => Fate::Kept(BlockKind::Furniture),
                None if inside[i]
                    || belongs(piece, &homes)
                    || i < first && (is_lead(piece) || piece.kind == Some(BlockKind::List) && points.contains(&piece.parent)) =>
                {
                    Fate::Kept(piece.kind.unwrap_or(BlockKind::Body))
                }
                None => Fate::Dropped(Zone::Article.name()),
            }
        })
        .collect();
    lone_headings(pieces, &mut fates);
    repeated(pieces, &mut fates);
    Some(fates)
}

/// Where no article is found: everything that stands in no part beside it.
pub fn everything(pieces: &[Piece]) -> Vec<Fate> {
    let fate = |p: &Piece| match p.zones.iter().find(|z| z.1 != Zone::Article) {
        Some((_, zone)) => Fate::Dropped(zone.name()),
        None if p.is_linked() => Fate::Kept(BlockKind::Furniture),
        None => Fate::Kept(p.kind.unwrap_or(BlockKind::Body)),
    };
    pieces.iter().map(fate).collect()
}

/// Which pieces the reader's view of the page holds.
fn inside(page: &Document, pieces: &[Piece]) -> Option<Vec<bool>> {
    let config = dom_smoothie::Config { max_elements_to_parse: 100_000, ..dom_smoothie::Config::default() };
    let article = Readability::with_document(page.clone(), None, Some(config)).ok()?.parse().ok()?;
    let blocks = walk(&Document::fragment(article.content).root())?;
    let letters = |text: &str| text.chars().filter(|c| c.is_alphanumeric()).collect::<String>();
    let blocks: Vec<String> = blocks.iter().map(|b| letters(&b.text)).collect();
    let (whole, blocks) = (blocks.concat(), blocks.into_iter().collect::<FxHashSet<String>>());
    // a page made of nothing but strange pieces is not searched for each of them
    let mut left = MOST_SEARCHED;
    let inside: Vec<bool> = pieces
        .iter()
        .map(|p| {
            let letters = letters(&p.text);
            blocks.contains(&letters)
                || letters.len() >= LONG && {
                    left = left.saturating_sub(whole.len());
                    left > 0 && whole.contains(&letters)
                }
        })
        .collect();
    inside.contains(&true).then_some(inside)
}

/// The part beside the article in which each piece stands; parts that hold much of the article itself do not count.
fn zones(pieces: &[Piece], inside: &[bool]) -> Vec<Option<Zone>> {
    let article = |p: &Piece| p.text.len();
    let all: usize = pieces.iter().zip(inside).filter(|(_, inside)| **inside).map(|(p, _)| article(p)).sum();
    let mut held: FxHashMap<u32, usize> = FxHashMap::default();
    for (piece, _) in pieces.iter().zip(inside).filter(|(_, inside)| **inside) {
        piece.zones.iter().for_each(|z| *held.entry(z.0).or_default() += article(piece));
    }
    let counts = |z: &(u32, Zone)| z.1 != Zone::Article && held.get(&z.0).is_none_or(|n| n * 100 <= all * MOST);
    // what a part is called says more than that it stands in a header, a footer or a box
    let is_frame = |z: &Zone| matches!(z, Zone::Header | Zone::Footer | Zone::Aside);
    let zone = |p: &Piece| {
        let all = || p.zones.iter().filter(|z| counts(z)).map(|z| z.1);
        all().find(|z| !is_frame(z)).or(all().next())
    };
    pieces.iter().map(zone).collect()
}

/// A caption, a quotation or a heading between the article's blocks, or a block of the same element as they.
fn belongs(piece: &Piece, homes: &FxHashSet<u32>) -> bool {
    matches!(piece.kind, Some(BlockKind::Caption | BlockKind::Quote | BlockKind::Headline)) || homes.contains(&piece.parent) && !piece.is_linked()
}

/// A standfirst: between the title and the first paragraph.
fn is_lead(piece: &Piece) -> bool {
    piece.words() >= LEAD && !piece.is_linked() && piece.kind != Some(BlockKind::List)
}

/// The lists between the title and the first paragraph that sum the article up: of several items, which say something and lead nowhere.
fn key_points(head: &[Piece]) -> FxHashSet<u32> {
    let mut lists: FxHashMap<u32, Vec<&Piece>> = FxHashMap::default();
    head.iter().filter(|p| p.kind == Some(BlockKind::List)).for_each(|p| lists.entry(p.parent).or_default().push(p));
    let says =
        |items: &[&Piece]| items.len() > 1 && items.iter().all(|p| !p.is_linked()) && items.iter().map(|p| p.words()).sum::<usize>() >= ITEM * items.len();
    lists.into_iter().filter(|(_, items)| says(items)).map(|(list, _)| list).collect()
}

/// A heading below which nothing was kept belongs to what was left out.
fn lone_headings(pieces: &[Piece], fates: &mut [Fate]) {
    for i in 0..pieces.len() {
        if pieces[i].level < 2 || !matches!(fates[i], Fate::Kept(BlockKind::Headline)) {
            continue;
        }
        let below = fates[i + 1..].iter().zip(&pieces[i + 1..]).take_while(|(_, p)| p.level == 0 || p.level > pieces[i].level);
        let mut below = below.map(|(f, _)| *f).peekable();
        let left_out = below.peek().is_none_or(|f| !matches!(f, Fate::Kept(k) if *k != BlockKind::Furniture));
        if left_out && !below.any(|f| matches!(f, Fate::Kept(k) if k != BlockKind::Furniture)) {
            fates[i] = Fate::Dropped(Zone::Related.name());
        }
    }
}

/// A sentence set large beside the text is nobody's words a second time.
fn repeated(pieces: &[Piece], fates: &mut [Fate]) {
    let letters = |text: &str| text.chars().filter(|c| c.is_alphanumeric()).flat_map(char::to_lowercase).collect::<String>();
    let body = |fates: &[Fate], not: usize| -> String {
        (0..pieces.len()).filter(|&j| j != not && !pieces[j].pull && matches!(fates[j], Fate::Kept(_))).map(|j| letters(&pieces[j].text)).collect()
    };
    let quotes: Vec<usize> = (0..pieces.len()).filter(|&i| matches!(fates[i], Fate::Kept(BlockKind::Quote)) && pieces[i].words() >= 4).collect();
    for &i in quotes.iter().take(MOST_QUOTES) {
        if body(fates, i).contains(&letters(&pieces[i].text)) {
            fates[i] = Fate::Kept(BlockKind::Furniture);
        }
    }
}

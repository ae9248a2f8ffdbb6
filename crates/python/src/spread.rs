//! The comparison of documents in pieces, as Spark shuffles them: each function takes the rows of one piece as columns and gives rows.

use super::SlantscopeError;
use super::engine::{Engine, rows};
use super::table::{Builder, Cell, Of, Table};
use pyo3::prelude::*;
use pyo3::pybacked::{PyBackedBytes, PyBackedStr};
use pyo3::types::PyList;
use serde::Serialize;
use serde::de::DeserializeOwned;
use slantscope::compare::cast::{Company, Drafts};
use slantscope::compare::echoes::{self, Passage, Words};
use slantscope::compare::facts::{Facts, Register};
use slantscope::compare::ledger::{self, Item, Topic};
use slantscope::compare::names::{self, Declared, DocumentNames};
use slantscope::compare::overlaps::{self, Standing};
use slantscope::compare::view::{self, View};
use slantscope::compare::{duplicates, spread};
use slantscope::report::site::one_line;
use slantscope::report::words;
use slantscope::text::Positions;
use std::collections::BTreeMap;

use Of::{Bytes, Flag, Number, Text};

type Id = PyBackedStr;
type Blob = PyBackedBytes;

/// What a piece holds: hashes of a document or sentence, or sequences with their places.
fn stored<T: Serialize>(value: &T) -> Vec<u8> {
    postcard::to_stdvec(value).unwrap_or_else(|e| unreachable!("numbers and names can be written: {e}"))
}

fn read<T: DeserializeOwned>(bytes: &[u8]) -> PyResult<T> {
    postcard::from_bytes(bytes)
        .map_err(|_| SlantscopeError::new_err("What one stage wrote cannot be read by the next; have one version of slantscope on all machines."))
}

fn builder(columns: &[(&str, Of)]) -> Builder {
    Builder::new(columns.iter().map(|(name, of)| (name.to_string(), *of)).collect())
}

fn done(to: Builder) -> Table {
    let rows = to.rows();
    to.done(vec![rows])
}

/// What all documents together say of names, added up.
#[pyclass]
#[derive(Default)]
pub struct Names(Facts);

#[pymethods]
impl Names {
    #[new]
    fn new() -> Names {
        Names::default()
    }

    /// Adds what documents name.
    fn see(&mut self, documents: Vec<Blob>) -> PyResult<()> {
        documents.iter().try_for_each(|bytes| {
            self.0.see(&read(bytes)?);
            Ok(())
        })
    }

    /// Adds what others have added up.
    fn join(&mut self, other: Blob) -> PyResult<()> {
        self.0.join(read(&other)?);
        Ok(())
    }

    /// The sum, as bytes.
    fn stored(&self) -> Vec<u8> {
        stored(&self.0)
    }
}

/// The actors that documents name, counted with what all documents say of names.
#[pyclass]
pub struct Actors {
    register: Register,
    drafts: Drafts<String>,
}

#[pymethods]
impl Actors {
    #[new]
    fn new(engine: &Engine, names: Blob) -> PyResult<Actors> {
        Ok(Actors { register: Register::new(read(&names)?, engine.lexicon()), drafts: Drafts::default() })
    }

    /// Adds the actors of documents.
    fn see(&mut self, ids: Vec<String>, documents: Vec<Blob>) -> PyResult<()> {
        ids.into_iter().zip(&documents).try_for_each(|(id, bytes)| {
            let mut names: DocumentNames = read(bytes)?;
            self.register.settle(&mut names);
            self.drafts.see(&self.register, &names, id);
            Ok(())
        })
    }

    /// Adds what others have counted.
    fn join(&mut self, other: Blob) -> PyResult<()> {
        self.drafts.join(read(&other)?);
        Ok(())
    }

    /// The counts, as bytes.
    fn stored(&self) -> Vec<u8> {
        stored(&self.drafts)
    }
}

/// The actors of a corpus, by which each document is read.
#[pyclass(frozen)]
pub struct Cast(pub Company);

#[pymethods]
impl Cast {
    #[new]
    fn new(engine: &Engine, names: Blob, actors: Blob) -> PyResult<Cast> {
        let drafts: Drafts<String> = read(&actors)?;
        Ok(Cast(Company::new(Register::new(read(&names)?, engine.lexicon()), drafts)))
    }
}

/// What documents name and by which hashes copies of them are found. A row that cannot be analysed says why.
#[pyfunction]
pub fn named(py: Python, engine: &Engine, texts: Bound<PyList>, fields: Vec<(String, Bound<PyList>)>) -> PyResult<Table> {
    let rows = rows(&texts, &fields, 1)?;
    Ok(py.detach(|| {
        let mut to = builder(&[("document", Text), ("error", Text), ("rank", Number), ("second", Number), ("names", Bytes), ("sketch", Bytes)]);
        let words = view::Words::new(engine.lexicon());
        for done in engine.each(rows, 1) {
            match done {
                Ok(reading) => {
                    let view = View::new(&reading, engine.lexicon(), words);
                    let (rank, second) = duplicates::rank(&view);
                    let found = stored(&names::names(&view, &Declared::default()));
                    let first = [reading.meta.id.as_str().into(), Cell::Nothing, Cell::Number(rank), Cell::Number(second)];
                    to.row(first.into_iter().chain([Cell::Bytes(found), Cell::Bytes(stored(&duplicates::sketch(&view)))]));
                }
                Err(e) => {
                    let first = [e.id.as_deref().unwrap_or_default().into(), e.error.as_str().into()];
                    to.row(first.into_iter().chain((0..4).map(|_| Cell::Nothing)));
                }
            }
        }
        done(to)
    }))
}

/// What documents bring to the ledger and to the echoes: their words, and their claims, of which each has the number of them.
#[pyfunction]
pub fn pages(py: Python, engine: &Engine, cast: &Cast, texts: Bound<PyList>, fields: Vec<(String, Bound<PyList>)>) -> PyResult<(Table, Table)> {
    let rows = rows(&texts, &fields, 1)?;
    Ok(py.detach(|| {
        let mut to = builder(&[("document", Text), ("source", Text), ("text", Text), ("words", Bytes)]);
        let (mut claims, mut counts) = (builder(&[("topic", Bytes), ("claim", Bytes)]), Vec::new());
        let words = view::Words::new(engine.lexicon());
        for reading in engine.each(rows, 1).into_iter().flatten() {
            let view = View::new(&reading, engine.lexicon(), words);
            let cast = cast.0.of(&view);
            let items = ledger::items(&view, &cast, 0);
            items.iter().for_each(|(topic, item)| claims.row([Cell::Bytes(stored(topic)), Cell::Bytes(stored(item))]));
            counts.push(items.len());
            let own = stored(&echoes::words(&view, &cast.mentions[0]));
            to.row([reading.meta.id.as_str().into(), reading.meta.source.as_deref().into(), reading.text.source.as_str().into(), Cell::Bytes(own)]);
        }
        (done(to), claims.done(counts))
    }))
}

/// A document, or a sentence of it with its first word and how many it has; how many hashes it has; those that fall into a bucket.
type Unit = (u32, u32, u32, Vec<u64>);

/// The columns of a document whose units are compared, with those hashes of them that fall into a bucket.
const UNITS: [(&str, Of); 5] = [("bucket", Number), ("rank", Number), ("second", Number), ("document", Text), ("units", Bytes)];

/// Adds a row for each bucket into which hashes of a document fall.
fn cut(to: &mut Builder, buckets: u64, rank: (i64, i64), document: &str, units: impl Iterator<Item = Unit>) {
    let mut cut: BTreeMap<u64, Vec<Unit>> = BTreeMap::new();
    for (at, words, size, hashes) in units {
        for hash in hashes {
            let here = cut.entry(hash % buckets).or_default();
            match here.last_mut() {
                Some(unit) if unit.0 == at => unit.3.push(hash),
                _ => here.push((at, words, size, vec![hash])),
            }
        }
    }
    for (bucket, units) in cut {
        to.row([bucket.into(), Cell::Number(rank.0), Cell::Number(rank.1), document.into(), Cell::Bytes(stored(&units))]);
    }
}

/// The sketches of documents, in buckets.
#[pyfunction]
pub fn cut_sketches(documents: Vec<String>, ranks: Vec<i64>, seconds: Vec<i64>, sketches: Vec<Blob>, buckets: u64) -> PyResult<Table> {
    let mut to = builder(&UNITS);
    for (i, document) in documents.iter().enumerate() {
        let sketch: Vec<u64> = read(&sketches[i])?;
        cut(&mut to, buckets, (ranks[i], seconds[i]), document, std::iter::once((0, 0, sketch.len() as u32, sketch)));
    }
    Ok(done(to))
}

/// The shingles of sentences that no passage covers, in buckets.
#[pyfunction]
pub fn cut_sentences(documents: Vec<String>, words: Vec<Blob>, covered: Vec<Vec<(u32, u32)>>, buckets: u64) -> PyResult<Table> {
    let mut to = builder(&UNITS);
    for ((document, words), covered) in documents.iter().zip(&words).zip(&covered) {
        let sentences = read::<Words>(words)?.sentences(covered);
        cut(&mut to, buckets, (0, 0), document, sentences.into_iter().map(|s| (s.at as u32, s.words as u32, s.all as u32, s.shingles)));
    }
    Ok(done(to))
}

/// Pairs of units of different documents that share hashes of one bucket, the later first.
#[pyfunction]
pub fn alike(py: Python, ranks: Vec<i64>, seconds: Vec<i64>, documents: Vec<Id>, units: Vec<Blob>, kept: usize) -> PyResult<Table> {
    py.detach(|| {
        let mut order: Vec<usize> = (0..documents.len()).collect();
        order.sort_by(|&a, &b| (ranks[a], seconds[a], &*documents[a]).cmp(&(ranks[b], seconds[b], &*documents[b])));
        let (mut places, mut hashes) = (Vec::new(), Vec::new());
        for &i in &order {
            for (at, words, size, own) in read::<Vec<Unit>>(&units[i])? {
                places.push((&*documents[i], at, words, size));
                hashes.push(own);
            }
        }
        let place = ["document", "at", "words", "size", "to_document", "to_at", "to_words", "to_size", "both"];
        let mut to = builder(&place.map(|c| (c, if c.ends_with("document") { Text } else { Number })));
        for (n, o, both) in spread::both(&hashes, kept) {
            let cells = |(document, at, words, size): (&'_ str, u32, u32, u32)| [Cell::Text(document.to_string().into()), at.into(), words.into(), size.into()];
            if places[n].0 != places[o].0 {
                to.row(cells(places[n]).into_iter().chain(cells(places[o])).chain([both.into()]));
            }
        }
        Ok(done(to))
    })
}

/// The word sequences of documents, in buckets.
#[pyfunction]
pub fn cut_sequences(documents: Vec<String>, words: Vec<Blob>, buckets: u64) -> PyResult<Table> {
    let mut to = builder(&[("bucket", Number), ("document", Text), ("sequences", Bytes)]);
    for (document, words) in documents.iter().zip(&words) {
        let words: Words = read(words)?;
        let mut cut: BTreeMap<u64, spread::Sequences> = BTreeMap::new();
        for (at, hash) in words.sequences().enumerate() {
            cut.entry(hash % buckets).or_default().push((hash, at as u32));
        }
        for (bucket, part) in cut {
            to.row([bucket.into(), document.as_str().into(), Cell::Bytes(stored(&part))]);
        }
    }
    Ok(done(to))
}

/// Pairs of documents that have sequences of one bucket, the later first, with the places.
#[pyfunction]
pub fn met(py: Python, documents: Vec<Id>, sequences: Vec<Blob>) -> PyResult<Table> {
    py.detach(|| {
        let mut order: Vec<usize> = (0..documents.len()).collect();
        order.sort_by_key(|&i| &*documents[i]);
        let all = order.iter().map(|&i| read(&sequences[i])).collect::<PyResult<Vec<spread::Sequences>>>()?;
        let mut to = builder(&[("document", Text), ("to_document", Text), ("places", Bytes)]);
        for (d, o, places) in spread::met(&all, echoes::KEPT) {
            to.row([Cell::from(&*documents[order[d]]), (&*documents[order[o]]).into(), Cell::Bytes(stored(&places))]);
        }
        Ok(done(to))
    })
}

/// The numbers of ids, in their order.
fn numbered<'a>(ids: impl Iterator<Item = &'a str>) -> (Vec<&'a str>, BTreeMap<&'a str, usize>) {
    let mut all: Vec<&str> = ids.collect();
    all.sort_unstable();
    all.dedup();
    let numbers = all.iter().enumerate().map(|(n, id)| (*id, n)).collect();
    (all, numbers)
}

const RUN: [(&str, Of); 6] = [("document", Text), ("at", Number), ("words", Number), ("other", Text), ("other_at", Number), ("other_words", Number)];

fn run(to: &mut Builder, ids: &[&str], origin: Passage, other: Passage) {
    let cells = |p: Passage| [Cell::Text(ids[p.0].to_string().into()), (p.1 as u64).into(), (p.2 as u64).into()];
    to.row(cells(origin).into_iter().chain(cells(other)));
}

/// The longest runs of documents that stand in earlier ones. Each document has a row for each earlier one that it meets, with the words of
/// that one and the places, and one row for itself with its own words.
#[pyfunction]
pub fn runs(py: Python, documents: Vec<Id>, to_documents: Vec<Id>, words: Vec<Blob>, places: Vec<Vec<Blob>>) -> PyResult<Table> {
    py.detach(|| {
        let (ids, numbers) = numbered(documents.iter().chain(&to_documents).map(|id| &**id));
        let mut all: BTreeMap<usize, Words> = BTreeMap::new();
        let mut found: BTreeMap<usize, BTreeMap<u32, Vec<(u32, u32)>>> = BTreeMap::new();
        for i in 0..documents.len() {
            let (d, o) = (numbers[&*documents[i]], numbers[&*to_documents[i]]);
            if let std::collections::btree_map::Entry::Vacant(place) = all.entry(o) {
                place.insert(read(&words[i])?);
            }
            for bytes in &places[i] {
                for (at, q) in read::<Vec<(u32, u32)>>(bytes)? {
                    found.entry(d).or_default().entry(at).or_default().push((o as u32, q));
                }
            }
        }
        let mut to = builder(&RUN);
        for (d, places) in &found {
            let at = |at: usize| places.get(&(at as u32)).into_iter().flatten().copied();
            for (origin, place) in echoes::runs(&all[d].hashes, at, |o| &all[&o].hashes) {
                run(&mut to, &ids, origin, (*d, place, origin.2));
            }
        }
        Ok(done(to))
    })
}

/// The passages that runs make, with all their places.
#[pyfunction]
pub fn passages(py: Python, documents: Vec<Id>, at: Vec<usize>, words: Vec<usize>, others: Vec<Id>, other_at: Vec<usize>, other_words: Vec<usize>) -> Table {
    py.detach(|| {
        let (ids, numbers) = numbered(documents.iter().chain(&others).map(|id| &**id));
        let mut all: Vec<(Passage, Passage)> =
            (0..at.len()).map(|i| ((numbers[&*documents[i]], at[i], words[i]), (numbers[&*others[i]], other_at[i], other_words[i]))).collect();
        all.sort_unstable_by_key(|r| r.1);
        let mut to = builder(&RUN);
        for (origin, others) in spread::passages(all) {
            others.into_iter().for_each(|other| run(&mut to, &ids, origin, other));
        }
        done(to)
    })
}

/// A passage that stands in a document: the document, first word and number of words of the passage where it stands first, and first word and
/// number of words here.
type Stands = (Id, u32, u32, u32, u32);

/// Where passages stand in their documents.
#[pyfunction]
pub fn stand(py: Python, documents: Vec<Id>, sources: Vec<Option<String>>, texts: Vec<Id>, words: Vec<Blob>, stands: Vec<Vec<Stands>>) -> PyResult<Table> {
    py.detach(|| {
        let flags = [("origin", Flag), ("named", Flag), ("quoted", Flag), ("edge", Flag), ("source", Text)];
        let place = [("char_start", Number), ("char_end", Number), ("text", Text)];
        let mut to = builder(&RUN.into_iter().chain(flags).chain(place).collect::<Vec<_>>());
        for i in 0..documents.len() {
            let (own, positions) = (read::<Words>(&words[i])?, Positions::new(&texts[i]));
            for (document, at, n, here, m) in &stands[i] {
                let (from, len) = (*here as usize, *m as usize);
                let span = own.span(from, len);
                let standing = own.standing(0, None, from, len);
                let origin = *document == documents[i] && at == here;
                let chars = positions.place(span).chars.map(Cell::from);
                let first = [Cell::from(&**document), (*at).into(), (*n).into(), (&*documents[i]).into(), (*here).into(), (*m).into()];
                let flags = [origin.into(), own.is_name(from, len).into(), standing.quoted.into(), standing.edge.into(), sources[i].as_deref().into()];
                let text = origin.then(|| span.of(&texts[i]));
                to.row(first.into_iter().chain(flags).chain(chars).chain([text.into()]));
            }
        }
        Ok(done(to))
    })
}

/// One place of a passage, as `stand` gives it.
#[derive(FromPyObject)]
#[pyo3(from_item_all)]
pub struct Place {
    document: Id,
    at: u32,
    words: u32,
    near: bool,
    other: Id,
    other_at: u32,
    other_words: u32,
    quoted: bool,
    edge: bool,
    source: Option<Id>,
    char_start: u32,
    char_end: u32,
    text: Option<Id>,
}

/// The passages with what they are, their places in order.
#[pyfunction]
pub fn echo(py: Python, places: Vec<Place>) -> Table {
    py.detach(|| {
        let mut groups: BTreeMap<(bool, &str, u32, u32), Vec<&Place>> = BTreeMap::new();
        places.iter().for_each(|p| groups.entry((p.near, &p.document, p.at, p.words)).or_default().push(p));
        let mut to = builder(&[
            ("near", Flag),
            ("document", Text),
            ("at", Number),
            ("words", Number),
            ("kind", Text),
            ("sort", Number),
            ("documents", Number),
            ("others", Number),
            ("text", Text),
            ("place", Number),
            ("other", Text),
            ("other_words", Number),
            ("char_start", Number),
            ("char_end", Number),
        ]);
        for ((near, document, at, n), mut all) in groups {
            all.sort_by(|a, b| (&*a.other, a.other_at, a.other_words).cmp(&(&*b.other, b.other_at, b.other_words)));
            let (ids, numbers) = numbered(all.iter().map(|p| &*p.other));
            let standing: Vec<Standing> =
                all.iter().map(|p| Standing { document: numbers[&*p.other], source: p.source.as_deref(), quoted: p.quoted, edge: p.edge }).collect();
            let kind = overlaps::kind(&standing);
            let text = one_line(all.iter().find_map(|p| p.text.as_deref()).unwrap_or_default());
            // of places that begin at one word the shortest is shown, and the passage itself where it stands first
            all.retain(|p| (&*p.other, p.other_at) != (document, at) || p.other_words == n);
            all.dedup_by_key(|p| (p.other.to_string(), p.other_at));
            for (place, p) in all.iter().enumerate() {
                to.row([
                    near.into(),
                    document.into(),
                    at.into(),
                    n.into(),
                    words::echo(kind).into(),
                    (kind as u32).into(),
                    (ids.len() as u64).into(),
                    (all.len() as u64 - 1).into(),
                    text.as_str().into(),
                    (place as u64).into(),
                    (&*p.other).into(),
                    p.other_words.into(),
                    p.char_start.into(),
                    p.char_end.into(),
                ]);
            }
        }
        done(to)
    })
}

/// The groups of claims of some topics, one row for each claim; the first five columns put the groups in the order of the ledger.
#[pyfunction]
pub fn group(py: Python, topics: Vec<Blob>, documents: Vec<Id>, numbers: Vec<u32>, claims: Vec<Blob>) -> PyResult<Table> {
    py.detach(|| {
        let (ids, number) = numbered(documents.iter().map(|id| &**id));
        let mut order: Vec<usize> = (0..topics.len()).collect();
        order.sort_by(|&a, &b| (&*topics[a], &*documents[a], numbers[a]).cmp(&(&*topics[b], &*documents[b], numbers[b])));
        let mut to = builder(&[
            ("part", Number),
            ("by_document", Text),
            ("by_number", Number),
            ("by_word", Text),
            ("nth", Number),
            ("kind", Text),
            ("about", Text),
            ("agreement", Text),
            ("differs", Text),
            ("entry", Number),
            ("document", Text),
            ("sentence_number", Number),
            ("char_start", Number),
            ("char_end", Number),
            ("exact", Text),
            ("attribution", Text),
            ("source", Text),
        ]);
        for same in order.chunk_by(|&a, &b| topics[a] == topics[b]) {
            let topic: Topic = read(&topics[same[0]])?;
            let item = |&i: &usize| -> PyResult<Item> {
                let mut item: Item = read(&claims[i])?;
                item.set_document(number[&*documents[i]]);
                Ok(item)
            };
            let items = same.iter().map(item).collect::<PyResult<Vec<_>>>()?;
            for (nth, g) in ledger::grouped(&topic, items, &ids).iter().enumerate() {
                let first = &g.entries[0];
                let (part, document, number, word): (u32, &str, u32, &str) = match &topic {
                    Topic::Figures(_) => (1, &first.document, first.span.bytes[0], ""),
                    Topic::Dates(actor, word) => (2, "", *actor, word),
                    Topic::Ranks(actor) => (3, "", *actor, ""),
                };
                let differs = g.differs.join("; ");
                for (n, e) in g.entries.iter().enumerate() {
                    let [from, end] = e.span.chars.map(Cell::from);
                    to.row([
                        part.into(),
                        document.into(),
                        number.into(),
                        word.into(),
                        (nth as u64).into(),
                        g.kind.into(),
                        g.about.as_str().into(),
                        words::agreement(g.agreement).into(),
                        differs.as_str().into(),
                        (n as u64).into(),
                        e.document.as_str().into(),
                        (e.sentence + 1).into(),
                        from,
                        end,
                        e.exact.as_str().into(),
                        e.attribution.into(),
                        e.source.as_deref().into(),
                    ]);
                }
            }
        }
        Ok(done(to))
    })
}

/// The numbers that the pieces are compared by.
pub fn rules(m: &Bound<PyModule>) -> PyResult<()> {
    m.add("NEAR", echoes::NEAR)?;
    m.add("FOLLOWED", (duplicates::COMMON, echoes::KEPT))?;
    m.add("SAME", duplicates::SAME)?;
    m.add("WITNESS", overlaps::WITNESS)?;
    m.add("SHOWN", (ledger::SHOWN, overlaps::SHOWN, overlaps::PLACES))
}

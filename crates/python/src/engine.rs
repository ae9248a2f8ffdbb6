//! The options of `check` made ready, and batches of texts analysed with them.

use super::SlantscopeError;
use super::object::Objects;
use super::table::{Builder, Table};
use super::tables::{self, Kind};
use pyo3::exceptions::PyTypeError;
use pyo3::prelude::*;
use pyo3::types::{PyList, PyString};
use self_cell::self_cell;
use slantscope::analyzer::Analyzer;
use slantscope::cli::Session;
use slantscope::compare::sources::UNNAMED;
use slantscope::compare::{compare, pool};
use slantscope::extract::{Corpus, Meta};
use slantscope::lexicon::Lexicon;
use slantscope::report::model::ErrorRecord;
use slantscope::score::Reading;
use std::ffi::OsString;
use std::sync::Mutex;
use std::sync::atomic::{AtomicUsize, Ordering};

self_cell!(
    struct Ready {
        owner: Session,
        #[covariant]
        dependent: Analyzer,
    }
);

/// The options of `slantscope check` made ready.
#[pyclass(frozen)]
pub struct Engine(Ready);

/// A text with what is known of it.
pub struct Row {
    text: Option<String>,
    meta: Meta,
    number: usize,
}

pub type Done = Result<Reading, ErrorRecord>;

/// A source, where its name was read, and the parts of its documents.
type Group = (Option<String>, Option<String>, Vec<Vec<u8>>);

#[pymethods]
impl Engine {
    #[new]
    fn new(py: Python, options: Vec<OsString>) -> PyResult<Engine> {
        let session = py.detach(|| Session::new(options)).map_err(SlantscopeError::new_err)?;
        Ok(Engine(py.detach(|| Ready::new(session, |session| Analyzer::new(session.lexicon())))))
    }

    /// The record of each text, as `check --format jsonl` writes it, as objects.
    fn records<'py>(
        &self,
        py: Python<'py>,
        texts: Bound<PyList>,
        fields: Vec<(String, Bound<PyList>)>,
        first: usize,
        threads: usize,
    ) -> PyResult<Vec<Bound<'py, PyAny>>> {
        let rows = rows(&texts, &fields, first)?;
        let done = py.detach(|| self.each(rows, threads));
        let mut objects = Objects::new(py);
        let mut object = |done: &Done| match done {
            Ok(reading) => objects.of(&reading.record(self.lexicon())),
            Err(e) => objects.of(e),
        };
        done.iter().map(&mut object).collect()
    }

    /// Tables of the texts, in the order of their names.
    fn tables(
        &self,
        py: Python,
        texts: Bound<PyList>,
        fields: Vec<(String, Bound<PyList>)>,
        first: usize,
        threads: usize,
        names: Vec<String>,
    ) -> PyResult<Vec<Table>> {
        let kinds = kinds(&names)?;
        let rows = rows(&texts, &fields, first)?;
        Ok(py.detach(|| {
            let done = self.each(rows, threads);
            kinds.iter().map(|&kind| self.table(kind, &done)).collect()
        }))
    }

    /// Tables of what the texts make together, as `slantscope report` sets them beside each other, and the ids of those that failed.
    fn compared(
        &self,
        py: Python,
        texts: Bound<PyList>,
        fields: Vec<(String, Bound<PyList>)>,
        threads: usize,
        names: Vec<String>,
    ) -> PyResult<(Vec<Table>, Vec<String>)> {
        let kinds = kinds(&names)?;
        let rows = rows(&texts, &fields, 1)?;
        py.detach(|| {
            let (mut readings, mut failed) = (Vec::new(), Vec::new());
            for done in self.each(rows, threads) {
                match done {
                    Ok(reading) => readings.push(reading),
                    Err(e) => failed.push(e.id.unwrap_or_default()),
                }
            }
            let comparison = compare(&readings, &Corpus::default(), self.lexicon());
            let table = |&kind: &Kind| {
                let mut to = Builder::new(kind.columns());
                tables::add_compared(kind, &comparison, self.lexicon(), &mut to)?;
                let rows = to.rows();
                Ok(to.done(vec![rows]))
            };
            Ok((kinds.iter().map(table).collect::<PyResult<_>>()?, failed))
        })
    }

    /// Tables of sources, made of the parts of their documents.
    fn pooled(&self, py: Python, groups: Vec<Group>, names: Vec<String>) -> PyResult<Vec<Table>> {
        let kinds = kinds(&names)?;
        py.detach(|| {
            let lexicon = self.lexicon();
            let mut out: Vec<(Builder, Vec<usize>)> = kinds.iter().map(|k| (Builder::new(k.columns()), Vec::new())).collect();
            for (name, named_by, parts) in groups {
                let parts = parts.iter().map(|bytes| tables::read_part(bytes)).collect::<PyResult<Vec<_>>>()?;
                let (scores, name) = (pool::pool(&parts.iter().collect::<Vec<_>>()), name.as_deref().unwrap_or(UNNAMED));
                for (kind, (to, counts)) in kinds.iter().zip(&mut out) {
                    let before = to.rows();
                    tables::add_pooled(*kind, name, named_by.as_deref().unwrap_or_default(), parts.len(), &scores, lexicon, to);
                    counts.push(to.rows() - before);
                }
            }
            Ok(out.into_iter().map(|(to, counts)| to.done(counts)).collect())
        })
    }
}

impl Engine {
    pub fn lexicon(&self) -> &Lexicon {
        self.0.borrow_owner().lexicon()
    }

    fn analyze(&self, row: Row) -> Done {
        let line = row.number;
        self.0.with_dependent(|session, analyzer| session.analyze(row.text, row.meta, analyzer).map_err(|e| ErrorRecord { line: Some(line), ..e }))
    }

    fn table(&self, kind: Kind, done: &[Done]) -> Table {
        let mut to = Builder::new(kind.columns());
        let mut counts = Vec::with_capacity(done.len());
        for done in done {
            let before = to.rows();
            tables::add(kind, done, self.lexicon(), &mut to);
            counts.push(to.rows() - before);
        }
        to.done(counts)
    }

    /// Analyses each row on one of the threads; results stand in the order of the rows.
    pub fn each(&self, rows: Vec<Row>, threads: usize) -> Vec<Done> {
        if threads < 2 || rows.len() < 2 {
            return rows.into_iter().map(|row| self.analyze(row)).collect();
        }
        let next = AtomicUsize::new(0);
        let slots: Vec<Mutex<(Option<Row>, Option<Done>)>> = rows.into_iter().map(|row| Mutex::new((Some(row), None))).collect();
        std::thread::scope(|scope| {
            for _ in 0..threads.min(slots.len()) {
                scope.spawn(|| {
                    while let Some(slot) = slots.get(next.fetch_add(1, Ordering::Relaxed)) {
                        let mut slot = slot.lock().unwrap_or_else(|e| e.into_inner());
                        slot.1 = slot.0.take().map(|row| self.analyze(row));
                    }
                });
            }
        });
        slots.into_iter().filter_map(|slot| slot.into_inner().unwrap_or_else(|e| e.into_inner()).1).collect()
    }
}

fn kinds(names: &[String]) -> PyResult<Vec<Kind>> {
    names.iter().map(|n| Kind::named(n)).collect()
}

/// The rows of a batch, which are counted from `first`; what is known of them stands in columns as long as the texts.
pub fn rows(texts: &Bound<PyList>, fields: &[(String, Bound<PyList>)], first: usize) -> PyResult<Vec<Row>> {
    let row = |(i, text): (usize, Bound<PyAny>)| -> PyResult<Row> {
        let mut meta = Meta::default();
        for (name, values) in fields {
            let value = string(&values.get_item(i)?)?.filter(|v| !v.is_empty());
            match name.as_str() {
                "id" => meta.id = value.unwrap_or_default(),
                "source" => meta.source = value,
                "title" => meta.title = value,
                "author" => meta.author = value,
                "date" => meta.date = value,
                "url" => meta.url = value,
                "genre" => meta.genre = value,
                "owner" => meta.owner = value,
                "perspective" => meta.perspective = value,
                _ => return Err(PyTypeError::new_err(format!("there is no field \"{name}\""))),
            }
        }
        let number = first + i;
        if meta.id.is_empty() {
            meta.id = format!("text-{number}");
        }
        Ok(Row { text: string(&text)?, meta, number })
    };
    texts.iter().enumerate().map(row).collect()
}

/// A text; letters that are no whole ones (half of a surrogate pair) are replaced, as everywhere where bytes are decoded.
fn string(value: &Bound<PyAny>) -> PyResult<Option<String>> {
    if value.is_none() {
        return Ok(None);
    }
    match value.cast::<PyString>() {
        Ok(text) => Ok(Some(text.to_string_lossy().into_owned())),
        Err(_) => Err(PyTypeError::new_err(format!("a text is a str or None, and this is {}", value.get_type().name()?))),
    }
}

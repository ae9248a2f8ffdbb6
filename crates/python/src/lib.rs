//! The native part of the Python package: analyses batches of texts without the interpreter's lock, and gives objects or Arrow tables.

mod engine;
mod object;
mod spread;
mod table;
mod tables;

use pyo3::exceptions::PyValueError;
use pyo3::prelude::*;
use std::ffi::OsString;

pyo3::create_exception!(slantscope, SlantscopeError, PyValueError, "What the program would print, as an exception: what, where, and what to do.");

/// Runs the program with these arguments, the first of them its name, and returns the code to end with.
#[pyfunction]
fn main(py: Python, arguments: Vec<OsString>) -> u8 {
    py.detach(|| slantscope::cli::main(arguments))
}

/// The columns of a table, each a name and one of "text", "number", "real", "flag", "bytes".
#[pyfunction]
fn columns(table: &str) -> PyResult<Vec<(String, &'static str)>> {
    Ok(tables::Kind::named(table)?.columns().into_iter().map(|(name, of)| (name, of.name())).collect())
}

#[pymodule]
fn _slantscope(m: &Bound<PyModule>) -> PyResult<()> {
    m.add("SlantscopeError", m.py().get_type::<SlantscopeError>())?;
    m.add("TABLES", tables::Kind::NAMES)?;
    m.add("VERSION", env!("CARGO_PKG_VERSION"))?;
    m.add("LARGEST", slantscope::load::LARGEST)?;
    m.add_function(wrap_pyfunction!(main, m)?)?;
    m.add_function(wrap_pyfunction!(columns, m)?)?;
    m.add_class::<spread::Names>()?;
    m.add_class::<spread::Actors>()?;
    m.add_class::<spread::Cast>()?;
    m.add_function(wrap_pyfunction!(spread::named, m)?)?;
    m.add_function(wrap_pyfunction!(spread::pages, m)?)?;
    m.add_function(wrap_pyfunction!(spread::cut_sketches, m)?)?;
    m.add_function(wrap_pyfunction!(spread::cut_sentences, m)?)?;
    m.add_function(wrap_pyfunction!(spread::alike, m)?)?;
    m.add_function(wrap_pyfunction!(spread::cut_sequences, m)?)?;
    m.add_function(wrap_pyfunction!(spread::met, m)?)?;
    m.add_function(wrap_pyfunction!(spread::runs, m)?)?;
    m.add_function(wrap_pyfunction!(spread::passages, m)?)?;
    m.add_function(wrap_pyfunction!(spread::stand, m)?)?;
    m.add_function(wrap_pyfunction!(spread::echo, m)?)?;
    m.add_function(wrap_pyfunction!(spread::group, m)?)?;
    spread::rules(m)?;
    m.add_class::<engine::Engine>()?;
    m.add_class::<table::Table>()
}

//! A table with typed columns: written row by row, read as Arrow or as rows of Python objects.

use arrow_array::builder::{BinaryBuilder, BooleanBuilder, Float64Builder, Int64Builder, StringBuilder};
use arrow_array::cast::AsArray;
use arrow_array::ffi_stream::FFI_ArrowArrayStream;
use arrow_array::types::{Float64Type, Int64Type};
use arrow_array::{Array, ArrayRef, RecordBatch, RecordBatchIterator};
use arrow_schema::{DataType, Field, Schema};
use pyo3::exceptions::PyRuntimeError;
use pyo3::prelude::*;
use pyo3::types::{PyBytes, PyCapsule, PyDict, PyList};
use std::borrow::Cow;
use std::sync::Arc;

/// What a column holds.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Of {
    Text,
    Number,
    Real,
    Flag,
    Bytes,
}

impl Of {
    /// The name that Python reads.
    pub fn name(self) -> &'static str {
        match self {
            Of::Text => "text",
            Of::Number => "number",
            Of::Real => "real",
            Of::Flag => "flag",
            Of::Bytes => "bytes",
        }
    }
}

/// What stands in a row under a column.
pub enum Cell<'a> {
    Nothing,
    Text(Cow<'a, str>),
    Number(i64),
    Real(f64),
    Flag(bool),
    Bytes(Vec<u8>),
}

impl<'a> From<&'a str> for Cell<'a> {
    fn from(x: &'a str) -> Self {
        Cell::Text(x.into())
    }
}

impl From<String> for Cell<'_> {
    fn from(x: String) -> Self {
        Cell::Text(x.into())
    }
}

impl From<u64> for Cell<'_> {
    fn from(x: u64) -> Self {
        Cell::Number(x as i64)
    }
}

impl From<u32> for Cell<'_> {
    fn from(x: u32) -> Self {
        Cell::Number(x.into())
    }
}

impl From<f64> for Cell<'_> {
    fn from(x: f64) -> Self {
        Cell::Real(x)
    }
}

impl From<bool> for Cell<'_> {
    fn from(x: bool) -> Self {
        Cell::Flag(x)
    }
}

impl<'a, T: Into<Cell<'a>>> From<Option<T>> for Cell<'a> {
    fn from(x: Option<T>) -> Self {
        x.map_or(Cell::Nothing, Into::into)
    }
}

enum Column {
    Text(StringBuilder),
    Number(Int64Builder),
    Real(Float64Builder),
    Flag(BooleanBuilder),
    Bytes(BinaryBuilder),
}

/// A table being written.
pub struct Builder {
    head: Vec<(String, Of)>,
    columns: Vec<Column>,
    rows: usize,
}

impl Builder {
    /// A table without rows.
    pub fn new(head: Vec<(String, Of)>) -> Builder {
        let column = |of: &Of| match of {
            Of::Text => Column::Text(StringBuilder::new()),
            Of::Number => Column::Number(Int64Builder::new()),
            Of::Real => Column::Real(Float64Builder::new()),
            Of::Flag => Column::Flag(BooleanBuilder::new()),
            Of::Bytes => Column::Bytes(BinaryBuilder::new()),
        };
        let columns = head.iter().map(|(_, of)| column(of)).collect();
        Builder { head, columns, rows: 0 }
    }

    /// Adds a row of as many cells as there are columns.
    pub fn row<'a>(&mut self, cells: impl IntoIterator<Item = Cell<'a>>) {
        let mut cells = cells.into_iter();
        for (column, (name, of)) in self.columns.iter_mut().zip(&self.head) {
            match (column, cells.next().unwrap_or_else(|| unreachable!("a row ends before its column {name}"))) {
                (Column::Text(b), Cell::Text(x)) => b.append_value(x),
                (Column::Number(b), Cell::Number(x)) => b.append_value(x),
                (Column::Real(b), Cell::Real(x)) => b.append_value(x),
                (Column::Flag(b), Cell::Flag(x)) => b.append_value(x),
                (Column::Bytes(b), Cell::Bytes(x)) => b.append_value(x),
                (Column::Text(b), Cell::Nothing) => b.append_null(),
                (Column::Number(b), Cell::Nothing) => b.append_null(),
                (Column::Real(b), Cell::Nothing) => b.append_null(),
                (Column::Flag(b), Cell::Nothing) => b.append_null(),
                (Column::Bytes(b), Cell::Nothing) => b.append_null(),
                _ => unreachable!("the column {name} holds {}", of.name()),
            }
        }
        self.rows += 1;
    }

    /// Rows written so far.
    pub fn rows(&self) -> usize {
        self.rows
    }

    /// The finished table, with how many of its rows each document has.
    pub fn done(self, counts: Vec<usize>) -> Table {
        let fields: Vec<Field> = self.head.iter().map(|(name, of)| Field::new(name, arrow(*of), true)).collect();
        let arrays: Vec<ArrayRef> = self.columns.into_iter().map(finished).collect();
        let batch = RecordBatch::try_new(Arc::new(Schema::new(fields)), arrays);
        Table { head: self.head, batch: batch.unwrap_or_else(|e| unreachable!("columns of one table have one length: {e}")), counts }
    }
}

fn arrow(of: Of) -> DataType {
    match of {
        Of::Text => DataType::Utf8,
        Of::Number => DataType::Int64,
        Of::Real => DataType::Float64,
        Of::Flag => DataType::Boolean,
        Of::Bytes => DataType::Binary,
    }
}

fn finished(column: Column) -> ArrayRef {
    match column {
        Column::Text(mut b) => Arc::new(b.finish()),
        Column::Number(mut b) => Arc::new(b.finish()),
        Column::Real(mut b) => Arc::new(b.finish()),
        Column::Flag(mut b) => Arc::new(b.finish()),
        Column::Bytes(mut b) => Arc::new(b.finish()),
    }
}

/// A finished table. Libraries that know Arrow read it through `__arrow_c_stream__`.
#[pyclass(frozen)]
pub struct Table {
    head: Vec<(String, Of)>,
    batch: RecordBatch,
    counts: Vec<usize>,
}

#[pymethods]
impl Table {
    /// How many rows each document has.
    #[getter]
    fn counts(&self) -> Vec<usize> {
        self.counts.clone()
    }

    fn __len__(&self) -> usize {
        self.batch.num_rows()
    }

    /// The Arrow PyCapsule interface.
    #[pyo3(signature = (requested_schema=None))]
    fn __arrow_c_stream__<'py>(&self, py: Python<'py>, requested_schema: Option<Bound<'py, PyAny>>) -> PyResult<Bound<'py, PyCapsule>> {
        // a consumer may ask for another schema, and casts by itself where it is not given
        let _ = requested_schema;
        let reader = RecordBatchIterator::new([Ok(self.batch.clone())], self.batch.schema());
        PyCapsule::new_with_value(py, FFI_ArrowArrayStream::new(Box::new(reader)), c"arrow_array_stream")
    }

    /// The rows as dicts.
    fn rows<'py>(&self, py: Python<'py>) -> PyResult<Bound<'py, PyList>> {
        let rows = (0..self.batch.num_rows()).map(|_| PyDict::new(py)).collect::<Vec<_>>();
        for ((name, of), array) in self.head.iter().zip(self.batch.columns()) {
            let name = pyo3::types::PyString::intern(py, name);
            for (i, row) in rows.iter().enumerate() {
                row.set_item(&name, value(py, *of, array, i)?)?;
            }
        }
        PyList::new(py, rows)
    }
}

fn value<'py>(py: Python<'py>, of: Of, array: &ArrayRef, i: usize) -> PyResult<Bound<'py, PyAny>> {
    if array.is_null(i) {
        return Ok(py.None().into_bound(py));
    }
    let wrong = |e: std::convert::Infallible| PyRuntimeError::new_err(e.to_string());
    Ok(match of {
        Of::Text => array.as_string::<i32>().value(i).into_pyobject(py).map_err(wrong)?.into_any(),
        Of::Number => array.as_primitive::<Int64Type>().value(i).into_pyobject(py).map_err(wrong)?.into_any(),
        Of::Real => array.as_primitive::<Float64Type>().value(i).into_pyobject(py).map_err(wrong)?.into_any(),
        Of::Flag => array.as_boolean().value(i).into_pyobject(py).map_err(wrong)?.to_owned().into_any(),
        Of::Bytes => PyBytes::new(py, array.as_binary::<i32>().value(i)).into_any(),
    })
}

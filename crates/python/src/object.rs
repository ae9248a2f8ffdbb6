//! Records as Python objects: the objects that `json.loads` makes of their JSON, without the JSON.
//!
//! Names of fields, short values and small numbers, which come again and again, are made once and shared.

use pyo3::BoundObject;
use pyo3::prelude::*;
use pyo3::types::{PyDict, PyList, PyString};
use rustc_hash::FxHashMap;
use serde::ser::{Error as _, Impossible, Serialize, SerializeMap, SerializeSeq, SerializeStruct, Serializer};
use std::fmt;

/// The longest value that is shared, in bytes, and how many are kept.
const SHORT: usize = 24;
const KEPT: usize = 8192;
/// Numbers below this are shared; most are places in an article.
const SMALL: u64 = 1 << 14;

/// Makes objects, and remembers those that are shared.
pub struct Objects<'py> {
    py: Python<'py>,
    known: FxHashMap<Box<str>, Bound<'py, PyString>>,
    numbers: Vec<Option<Bound<'py, PyAny>>>,
}

/// A Python error inside serde.
#[derive(Debug)]
pub struct Failed(PyErr);

impl fmt::Display for Failed {
    fn fmt(&self, f: &mut fmt::Formatter) -> fmt::Result {
        self.0.fmt(f)
    }
}

impl std::error::Error for Failed {}

impl serde::ser::Error for Failed {
    fn custom<T: fmt::Display>(message: T) -> Failed {
        Failed(super::SlantscopeError::new_err(message.to_string()))
    }
}

impl From<PyErr> for Failed {
    fn from(e: PyErr) -> Failed {
        Failed(e)
    }
}

impl<'py> Objects<'py> {
    /// Nothing is remembered yet.
    pub fn new(py: Python<'py>) -> Objects<'py> {
        Objects { py, known: FxHashMap::default(), numbers: vec![None; SMALL as usize] }
    }

    /// The object of a record.
    pub fn of<T: Serialize>(&mut self, record: &T) -> PyResult<Bound<'py, PyAny>> {
        record.serialize(&mut *self).map_err(|e| e.0)
    }

    fn text(&mut self, text: &str) -> Bound<'py, PyString> {
        if text.len() > SHORT {
            return PyString::new(self.py, text);
        }
        if let Some(known) = self.known.get(text) {
            return known.clone();
        }
        let made = PyString::new(self.py, text);
        if self.known.len() < KEPT {
            self.known.insert(text.into(), made.clone());
        }
        made
    }
}

type Made<'py> = Result<Bound<'py, PyAny>, Failed>;

fn any<'py, T: IntoPyObject<'py>>(py: Python<'py>, value: T) -> Made<'py>
where
    T::Error: Into<PyErr>,
{
    let made = value.into_pyobject(py).map_err(|e| Failed(e.into()))?;
    Ok(made.into_bound().into_any())
}

macro_rules! plain {
    ($($name:ident: $type:ty),*) => {
        $(fn $name(self, value: $type) -> Made<'py> {
            any(self.py, value)
        })*
    };
}

impl<'s, 'py> Serializer for &'s mut Objects<'py> {
    type Ok = Bound<'py, PyAny>;
    type Error = Failed;
    type SerializeSeq = Items<'s, 'py>;
    type SerializeTuple = Items<'s, 'py>;
    type SerializeTupleStruct = Items<'s, 'py>;
    type SerializeMap = Fields<'s, 'py>;
    type SerializeStruct = Fields<'s, 'py>;
    type SerializeTupleVariant = Impossible<Self::Ok, Failed>;
    type SerializeStructVariant = Impossible<Self::Ok, Failed>;

    plain!(serialize_bool: bool, serialize_i8: i8, serialize_i16: i16, serialize_i32: i32, serialize_i64: i64);
    plain!(serialize_u8: u8, serialize_u16: u16);

    fn serialize_u32(self, value: u32) -> Made<'py> {
        self.serialize_u64(value.into())
    }

    fn serialize_u64(self, value: u64) -> Made<'py> {
        if value >= SMALL {
            return any(self.py, value);
        }
        if self.numbers[value as usize].is_none() {
            self.numbers[value as usize] = Some(any(self.py, value)?);
        }
        Ok(self.numbers[value as usize].clone().unwrap_or_else(|| unreachable!("it was made above")))
    }

    /// As it is printed: the number of its shortest decimals.
    fn serialize_f32(self, value: f32) -> Made<'py> {
        self.serialize_f64(value.to_string().parse().unwrap_or(f64::NAN))
    }

    fn serialize_f64(self, value: f64) -> Made<'py> {
        if value.is_finite() { any(self.py, value) } else { self.serialize_none() }
    }

    fn serialize_char(self, value: char) -> Made<'py> {
        self.serialize_str(value.encode_utf8(&mut [0; 4]))
    }

    fn serialize_str(self, value: &str) -> Made<'py> {
        Ok(self.text(value).into_any())
    }

    fn serialize_bytes(self, _: &[u8]) -> Made<'py> {
        Err(Failed::custom("records hold no bytes"))
    }

    fn serialize_none(self) -> Made<'py> {
        Ok(self.py.None().into_bound(self.py))
    }

    fn serialize_some<T: Serialize + ?Sized>(self, value: &T) -> Made<'py> {
        value.serialize(self)
    }

    fn serialize_unit(self) -> Made<'py> {
        self.serialize_none()
    }

    fn serialize_unit_struct(self, _: &'static str) -> Made<'py> {
        self.serialize_none()
    }

    fn serialize_unit_variant(self, _: &'static str, _: u32, variant: &'static str) -> Made<'py> {
        self.serialize_str(variant)
    }

    fn serialize_newtype_struct<T: Serialize + ?Sized>(self, _: &'static str, value: &T) -> Made<'py> {
        value.serialize(self)
    }

    fn serialize_newtype_variant<T: Serialize + ?Sized>(self, _: &'static str, _: u32, variant: &'static str, value: &T) -> Made<'py> {
        let inner = value.serialize(&mut *self)?;
        let dict = PyDict::new(self.py);
        dict.set_item(self.text(variant), inner)?;
        Ok(dict.into_any())
    }

    fn serialize_seq(self, len: Option<usize>) -> Result<Items<'s, 'py>, Failed> {
        Ok(Items { to: self, items: Vec::with_capacity(len.unwrap_or_default()) })
    }

    fn serialize_tuple(self, len: usize) -> Result<Items<'s, 'py>, Failed> {
        self.serialize_seq(Some(len))
    }

    fn serialize_tuple_struct(self, _: &'static str, len: usize) -> Result<Items<'s, 'py>, Failed> {
        self.serialize_seq(Some(len))
    }

    fn serialize_tuple_variant(self, _: &'static str, _: u32, _: &'static str, _: usize) -> Result<Self::SerializeTupleVariant, Failed> {
        Err(Failed::custom("records hold no tuple variants"))
    }

    fn serialize_map(self, _: Option<usize>) -> Result<Fields<'s, 'py>, Failed> {
        Ok(Fields { dict: PyDict::new(self.py), key: None, to: self })
    }

    fn serialize_struct(self, _: &'static str, _: usize) -> Result<Fields<'s, 'py>, Failed> {
        self.serialize_map(None)
    }

    fn serialize_struct_variant(self, _: &'static str, _: u32, _: &'static str, _: usize) -> Result<Self::SerializeStructVariant, Failed> {
        Err(Failed::custom("records hold no struct variants"))
    }
}

/// A list that is being made.
pub struct Items<'s, 'py> {
    to: &'s mut Objects<'py>,
    items: Vec<Bound<'py, PyAny>>,
}

impl<'py> SerializeSeq for Items<'_, 'py> {
    type Ok = Bound<'py, PyAny>;
    type Error = Failed;

    fn serialize_element<T: Serialize + ?Sized>(&mut self, value: &T) -> Result<(), Failed> {
        self.items.push(value.serialize(&mut *self.to)?);
        Ok(())
    }

    fn end(self) -> Made<'py> {
        Ok(PyList::new(self.to.py, self.items)?.into_any())
    }
}

impl<'py> serde::ser::SerializeTuple for Items<'_, 'py> {
    type Ok = Bound<'py, PyAny>;
    type Error = Failed;

    fn serialize_element<T: Serialize + ?Sized>(&mut self, value: &T) -> Result<(), Failed> {
        SerializeSeq::serialize_element(self, value)
    }

    fn end(self) -> Made<'py> {
        SerializeSeq::end(self)
    }
}

impl<'py> serde::ser::SerializeTupleStruct for Items<'_, 'py> {
    type Ok = Bound<'py, PyAny>;
    type Error = Failed;

    fn serialize_field<T: Serialize + ?Sized>(&mut self, value: &T) -> Result<(), Failed> {
        SerializeSeq::serialize_element(self, value)
    }

    fn end(self) -> Made<'py> {
        SerializeSeq::end(self)
    }
}

/// A dict that is being made.
pub struct Fields<'s, 'py> {
    to: &'s mut Objects<'py>,
    dict: Bound<'py, PyDict>,
    key: Option<Bound<'py, PyAny>>,
}

impl<'py> SerializeStruct for Fields<'_, 'py> {
    type Ok = Bound<'py, PyAny>;
    type Error = Failed;

    fn serialize_field<T: Serialize + ?Sized>(&mut self, key: &'static str, value: &T) -> Result<(), Failed> {
        let made = value.serialize(&mut *self.to)?;
        Ok(self.dict.set_item(self.to.text(key), made)?)
    }

    fn end(self) -> Made<'py> {
        Ok(self.dict.into_any())
    }
}

impl<'py> SerializeMap for Fields<'_, 'py> {
    type Ok = Bound<'py, PyAny>;
    type Error = Failed;

    fn serialize_key<T: Serialize + ?Sized>(&mut self, key: &T) -> Result<(), Failed> {
        self.key = Some(key.serialize(&mut *self.to)?);
        Ok(())
    }

    fn serialize_value<T: Serialize + ?Sized>(&mut self, value: &T) -> Result<(), Failed> {
        let made = value.serialize(&mut *self.to)?;
        Ok(self.dict.set_item(self.key.take(), made)?)
    }

    fn end(self) -> Made<'py> {
        Ok(self.dict.into_any())
    }
}

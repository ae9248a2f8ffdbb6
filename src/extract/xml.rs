//! Walks the XML inside word processors' files: elements and text, nothing else.

use super::archive::damaged;
use quick_xml::Reader;
use quick_xml::events::{BytesStart, Event};

/// Elements inside each other, at most.
const DEEPEST: usize = 256;

/// What stands next in a part.
pub enum Node<'n> {
    /// An element begins: its name without its prefix, and itself for its attributes.
    Open(&'n str, &'n BytesStart<'n>),
    Close(&'n str),
    Text(&'n str),
}

/// Calls `each` for every element and text of a part, in order.
///
/// # Errors
/// A sentence where the part is not well formed or goes too deep.
pub fn read(part: &str, mut each: impl FnMut(Node)) -> Result<(), String> {
    let mut reader = Reader::from_str(part);
    let mut depth = 0;
    loop {
        match reader.read_event() {
            Ok(Event::Start(e)) => {
                depth += 1;
                if depth > DEEPEST {
                    return Err(format!("The file has more than {DEEPEST} elements inside each other, which no word processor writes. Save its text as .txt."));
                }
                each(Node::Open(e.local_name().as_ref(), &e));
            }
            Ok(Event::Empty(e)) => {
                each(Node::Open(e.local_name().as_ref(), &e));
                each(Node::Close(e.local_name().as_ref()));
            }
            Ok(Event::End(e)) => {
                depth = depth.saturating_sub(1);
                each(Node::Close(e.local_name().as_ref()));
            }
            Ok(Event::Text(e)) => each(Node::Text(&e.xml10_content())),
            Ok(Event::CData(e)) => each(Node::Text(&e.xml10_content())),
            Ok(Event::GeneralRef(e)) => {
                let c = e.resolve_char_ref().ok().flatten();
                let name = e.xml10_content();
                match (c, quick_xml::escape::resolve_xml_entity(&name)) {
                    (Some(c), _) => each(Node::Text(c.encode_utf8(&mut [0; 4]))),
                    (None, Some(text)) => each(Node::Text(text)),
                    // entities of its own are not expanded
                    (None, None) => {}
                }
            }
            Ok(Event::Eof) => return Ok(()),
            Ok(_) => {}
            Err(_) => return Err(damaged("its XML is broken")),
        }
    }
}

/// An attribute by its name without prefix.
pub fn attribute(e: &BytesStart, name: &str) -> Option<String> {
    e.attributes()
        .flatten()
        .find(|a| a.key.local_name().as_ref() == name)
        .map(|a| a.normalized_value(quick_xml::XmlVersion::Implicit1_0).unwrap_or_default().into_owned())
}

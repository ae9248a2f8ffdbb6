//! The parts of a word processor's file that are the same in every handout: what is in it, its styles, its footer.

/// What kind each part is.
pub const CONTENT_TYPES: &str = include_str!("templates/docx/content_types.xml");
/// Where the document lies.
pub const ROOT_RELATIONS: &str = include_str!("templates/docx/rels.xml");
/// What the document uses.
pub const RELATIONS: &str = include_str!("templates/docx/document_rels.xml");
/// How each kind of paragraph looks.
pub const STYLES: &str = include_str!("templates/docx/styles.xml");
/// The bullet of lists.
pub const NUMBERING: &str = include_str!("templates/docx/numbering.xml");
/// The version of the format.
pub const SETTINGS: &str = include_str!("templates/docx/settings.xml");
/// The page number; FOOT is replaced by the small print.
pub const FOOTER: &str = include_str!("templates/docx/footer.xml");

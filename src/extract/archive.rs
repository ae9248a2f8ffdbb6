//! Zipped files, read within limits: DOCX, ODT and EPUB are archives of XML, and a corpus may come as one archive.

use std::io::{Cursor, ErrorKind, Read};
use zip::ZipArchive;
use zip::result::ZipError;

/// Files that an archive may hold.
pub const MOST_FILES: usize = 20_000;
/// The largest file inside an archive, in bytes.
pub const LARGEST: u64 = 64 << 20;
/// All files of an archive together, unpacked, in bytes.
pub const LARGEST_SUM: u64 = 512 << 20;

/// An archive in memory.
pub struct Archive {
    zip: ZipArchive<Cursor<Vec<u8>>>,
    left: u64,
}

impl Archive {
    /// Opens an archive.
    ///
    /// # Errors
    /// A sentence where the bytes are no archive, or a damaged one, or one of too many files.
    pub fn open(bytes: Vec<u8>) -> Result<Archive, String> {
        let zip = ZipArchive::new(Cursor::new(bytes)).map_err(|_| damaged("the archive ends too early, or parts of it are missing"))?;
        if zip.len() > MOST_FILES {
            return Err(format!("The archive holds {} files; at most {MOST_FILES} are read. Unpack it and give the folder.", zip.len()));
        }
        Ok(Archive { zip, left: LARGEST_SUM })
    }

    /// The names of its files, sorted; folders and hidden files are left out.
    pub fn names(&self) -> Vec<String> {
        let mut names: Vec<String> = self.zip.file_names().filter_map(Result::ok).map(|n| n.replace('\\', "/")).collect();
        let hidden = |n: &str| n.ends_with('/') || n.split('/').any(|part| part.starts_with('.') || part == "__MACOSX");
        names.retain(|n| !hidden(n));
        names.sort();
        names.dedup();
        names
    }

    /// Whether there is such a file.
    pub fn has(&self, name: &str) -> bool {
        self.zip.index_for_name(name).is_some()
    }

    /// The bytes of a file.
    ///
    /// # Errors
    /// A sentence where the file is missing, locked by a password, damaged, or larger than the limits.
    pub fn read(&mut self, name: &str) -> Result<Vec<u8>, String> {
        let limit = LARGEST.min(self.left);
        let file = self.zip.by_name(name).map_err(|e| match e {
            ZipError::FileNotFound => damaged(&format!("it has no part \"{name}\"")),
            ZipError::UnsupportedArchive(why) if why.contains("assword") => {
                "The file is locked with a password. Save it without one, and give that file.".into()
            }
            ZipError::UnsupportedArchive(_) | ZipError::CompressionMethodNotSupported(_) => {
                "The file is packed in a way that is not read here. Unpack it, and give the files themselves.".to_string()
            }
            _ => damaged(&format!("its part \"{name}\" cannot be read")),
        })?;
        let mut bytes = Vec::new();
        file.take(limit + 1).read_to_end(&mut bytes).map_err(|e| match e.kind() {
            ErrorKind::InvalidData | ErrorKind::InvalidInput | ErrorKind::UnexpectedEof => damaged(&format!("its part \"{name}\" is broken")),
            _ => damaged(&format!("its part \"{name}\" cannot be unpacked")),
        })?;
        if bytes.len() as u64 > limit {
            let size = if limit == LARGEST { LARGEST } else { LARGEST_SUM } >> 20;
            return Err(format!(
                "The file unpacks to more than {size} MiB, the most that is read. Unpack it yourself if you trust it, and give the parts you need."
            ));
        }
        self.left -= bytes.len() as u64;
        Ok(bytes)
    }

    /// A part as text; XML is UTF-8, or says by its first bytes that it is UTF-16.
    ///
    /// # Errors
    /// As `read`, and where the part is no text.
    pub fn text(&mut self, name: &str) -> Result<String, String> {
        let bytes = self.read(name)?;
        let declared = super::decode::declaration(&bytes);
        super::decode::decode(bytes, declared.as_deref()).map(|d| d.text).map_err(|_| damaged(&format!("its part \"{name}\" is no text")))
    }
}

/// A sentence on a damaged file.
pub fn damaged(why: &str) -> String {
    format!("The file is damaged: {why}. Open it in the program that wrote it, save it again, and give that file.")
}

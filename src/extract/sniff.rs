//! What a file is by its first bytes, whatever its name says.

use super::archive::Archive;
use super::document::Media;

/// The format that the bytes show: of those that have a signature, and of web pages. Others are what their name says.
///
/// # Errors
/// A sentence for formats that are known and not read, and for damaged archives.
pub fn sniff(bytes: &[u8], named: Media) -> Result<Media, String> {
    let head = &bytes[..bytes.len().min(512)];
    if head.starts_with(b"%PDF") {
        return Ok(Media::Pdf);
    }
    if head.starts_with(b"{\\rtf") {
        return Ok(Media::Rtf);
    }
    if head.starts_with(b"PK\x03\x04") || head.starts_with(b"PK\x05\x06") {
        return archive(bytes);
    }
    for (signature, what, cure) in UNREAD {
        if head.starts_with(signature) {
            return Err(format!("The file is {what}, which is not read. {cure}"));
        }
    }
    match named {
        Media::Docx | Media::Odt | Media::Epub | Media::Zip => Err(super::archive::damaged("its name says that it is an archive, and it is none")),
        Media::Pdf => Err(super::archive::damaged("its name says that it is a PDF, and it does not begin as one")),
        Media::Rtf => Err(super::archive::damaged("its name says that it is RTF, and it does not begin as one")),
        Media::Text if is_page(head) => Ok(Media::Html),
        Media::Html if is_message(head) => Ok(Media::Mhtml),
        Media::Mhtml if is_page(head) => Ok(Media::Html),
        other => Ok(other),
    }
}

/// Formats that are known by their first bytes, with what to do about them.
const UNREAD: [(&[u8], &str, &str); 7] = [
    (b"\xD0\xCF\x11\xE0", "an old Word, Excel or Outlook file (.doc, .xls, .msg)", "Open it and save it as .docx, .csv or .txt."),
    (b"\x89PNG", "a picture", "Save its text with a text recognition (OCR)."),
    (b"\xFF\xD8\xFF", "a picture", "Save its text with a text recognition (OCR)."),
    (b"GIF8", "a picture", "Save its text with a text recognition (OCR)."),
    (b"\x1F\x8B", "a gzip archive", "Unpack it with gunzip and give what it holds."),
    (b"7z\xBC\xAF", "a 7z archive", "Unpack it and give the folder."),
    (b"bplist", "a Safari web archive", "Save the page as \"Page Source\" (.html) and give that file."),
];

/// What an archive is by the files in it.
fn archive(bytes: &[u8]) -> Result<Media, String> {
    let archive = Archive::open(bytes.to_vec())?;
    Ok(match () {
        () if archive.has("word/document.xml") => Media::Docx,
        () if archive.has("META-INF/container.xml") => Media::Epub,
        () if archive.has("content.xml") && archive.has("mimetype") => Media::Odt,
        () if archive.has("xl/workbook.xml") => return Err(unread("an Excel table", "Save it as CSV (UTF-8) and give that file.")),
        () if archive.has("ppt/presentation.xml") => return Err(unread("a PowerPoint file", "Save its text as .txt or .pdf and give that file.")),
        () => Media::Zip,
    })
}

fn unread(what: &str, cure: &str) -> String {
    format!("The file is {what}, which is not read. {cure}")
}

fn is_page(head: &[u8]) -> bool {
    let text = String::from_utf8_lossy(head).trim_start_matches('\u{FEFF}').trim_start().to_ascii_lowercase();
    let text = text.strip_prefix("<?xml").and_then(|t| t.split_once("?>")).map_or(text.as_str(), |(_, rest)| rest.trim_start());
    text.starts_with("<!doctype html") || text.starts_with("<html")
}

fn is_message(head: &[u8]) -> bool {
    let text = String::from_utf8_lossy(head);
    text.starts_with("From: ") || text.to_ascii_lowercase().contains("mime-version:") && text.to_ascii_lowercase().contains("multipart/related")
}

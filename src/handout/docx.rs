//! Writes a handout for a word processor, because teachers edit: Office Open XML (ECMA-376), as little of it as a handout needs.

use super::docx_parts::{CONTENT_TYPES, FOOTER, NUMBERING, RELATIONS, ROOT_RELATIONS, SETTINGS, STYLES};
use super::model::{Grid, Handout, Line, Paragraph, Part, Question, Run, Sheet};
use crate::report::form::Form;
use crate::report::html::escape;
use crate::segment::BlockKind;
use std::io::{Cursor, Write};
use zip::write::SimpleFileOptions;
use zip::{CompressionMethod, DateTime, ZipWriter};

/// Ruled lines under a question.
const ANSWER: usize = 3;
/// The width of the page between its margins, in twentieths of a point.
const WIDTH: usize = 9750;

/// The file's bytes; the same handout gives the same bytes.
pub fn file(handout: &Handout) -> Vec<u8> {
    let title = escape(&handout.title);
    let core = format!(
        "<?xml version=\"1.0\" encoding=\"UTF-8\" standalone=\"yes\"?>\n<cp:coreProperties xmlns:cp=\"http://schemas.openxmlformats.org/package/2006/metadata/core-properties\" xmlns:dc=\"http://purl.org/dc/elements/1.1/\"><dc:title>{title}</dc:title><dc:creator>slantscope</dc:creator><dc:language>en</dc:language></cp:coreProperties>"
    );
    let footer = FOOTER.replace("FOOT", &escape(&handout.foot));
    let document = document(handout);
    let files: [(&str, &str); 9] = [
        ("[Content_Types].xml", CONTENT_TYPES),
        ("_rels/.rels", ROOT_RELATIONS),
        ("docProps/core.xml", &core),
        ("word/document.xml", &document),
        ("word/_rels/document.xml.rels", RELATIONS),
        ("word/styles.xml", STYLES),
        ("word/numbering.xml", NUMBERING),
        ("word/settings.xml", SETTINGS),
        ("word/footer1.xml", &footer),
    ];
    // no clock: every file bears the first moment that the format knows
    let options = SimpleFileOptions::default().compression_method(CompressionMethod::Stored).last_modified_time(DateTime::default());
    let mut zip = ZipWriter::new(Cursor::new(Vec::new()));
    for (name, xml) in files {
        written(zip.start_file(name, options));
        written(zip.write_all(xml.as_bytes()));
    }
    written(zip.finish()).into_inner()
}

/// Writing into memory fails only where memory ends.
fn written<T, E: std::fmt::Display>(result: Result<T, E>) -> T {
    result.unwrap_or_else(|e| unreachable!("writing into memory: {e}"))
}

fn document(handout: &Handout) -> String {
    let mut out = String::from(
        "<?xml version=\"1.0\" encoding=\"UTF-8\" standalone=\"yes\"?>\n<w:document xmlns:w=\"http://schemas.openxmlformats.org/wordprocessingml/2006/main\" xmlns:r=\"http://schemas.openxmlformats.org/officeDocument/2006/relationships\"><w:body>\n",
    );
    for (i, sheet) in handout.sheets.iter().enumerate() {
        self::sheet(sheet, i == 0, &mut out);
    }
    out.push_str("<w:sectPr><w:footerReference w:type=\"default\" r:id=\"rId4\"/><w:pgSz w:w=\"11906\" w:h=\"16838\"/><w:pgMar w:top=\"964\" w:right=\"1078\" w:bottom=\"1078\" w:left=\"1078\" w:header=\"567\" w:footer=\"567\" w:gutter=\"0\"/></w:sectPr></w:body></w:document>");
    out
}

fn sheet(sheet: &Sheet, first: bool, out: &mut String) {
    let turn = if first { "" } else { "<w:pageBreakBefore/>" };
    let signed =
        if sheet.signed { styled("Sign", turn, "Name ______________________________   Class ____________   Date ____________") } else { String::new() };
    let turn = if sheet.signed { "" } else { turn };
    out.push_str(&signed);
    out.push_str(&styled("Kicker", turn, &sheet.kicker));
    out.push_str(&styled("Heading1", "", &sheet.title));
    if !sheet.lead.is_empty() {
        out.push_str(&styled("Lead", "", &sheet.lead));
    }
    for part in &sheet.parts {
        out.push_str(&self::part(part));
    }
}

fn part(part: &Part) -> String {
    match part {
        Part::Heading(text) => styled("Heading2", "", text),
        Part::Words(text) => styled("Normal", "", text),
        Part::Items(items) => items.iter().map(|i| styled("ListBullet", "", i)).collect(),
        Part::Room(n) => styled("Room", "", "").repeat(*n),
        Part::Text(paragraphs) => paragraphs.iter().flat_map(|p| p.lines.iter().enumerate().map(move |(i, l)| line(p.kind, i == 0, l))).collect(),
        Part::Legend(runs) => paragraph("Lead", "", &runs.iter().map(|r| format!("{}{}", run(r, ""), plain("   ", ""))).collect::<String>()),
        Part::Marked(paragraphs) => marked(paragraphs),
        Part::Questions(questions) => questions.iter().enumerate().map(|(i, q)| question(i + 1, q)).collect(),
        Part::Terms(terms) => terms.iter().map(|(term, what)| paragraph("Normal", "", &(plain(term, "<w:b/>") + &plain(&format!(". {what}"), "")))).collect(),
        Part::Table(grid) => table(grid),
    }
}

/// Letters of one look; `look` are properties of the run.
fn plain(text: &str, look: &str) -> String {
    let look = if look.is_empty() { String::new() } else { format!("<w:rPr>{look}</w:rPr>") };
    format!("<w:r>{look}<w:t xml:space=\"preserve\">{}</w:t></w:r>", xml(text))
}

/// Escaped, without the few characters that XML cannot hold.
fn xml(text: &str) -> String {
    escape(text).replace(['\u{fffe}', '\u{ffff}', '\u{b}', '\u{c}', '\u{85}'], " ")
}

fn paragraph(style: &str, properties: &str, runs: &str) -> String {
    format!("<w:p><w:pPr><w:pStyle w:val=\"{style}\"/>{properties}</w:pPr>{runs}</w:p>\n")
}

fn styled(style: &str, properties: &str, text: &str) -> String {
    paragraph(style, properties, &if text.is_empty() { String::new() } else { plain(text, "") })
}

/// A numbered line; the last line of a block leaves room below by the next one's first.
fn line(kind: BlockKind, first: bool, line: &Line) -> String {
    let space = if first { "<w:spacing w:before=\"120\"/>" } else { "" };
    let look = if kind == BlockKind::Headline { "<w:b/>" } else { "" };
    let number = plain(&line.label, "<w:rStyle w:val=\"Number\"/>");
    let words: String = line.runs.iter().map(|r| run(r, look)).collect();
    paragraph("Line", space, &format!("{number}<w:r><w:tab/></w:r>{words}"))
}

/// The line under a mark, in the forms that a word processor has.
fn run(run: &Run, look: &str) -> String {
    let form = match run.form {
        None => "",
        Some(Form::Solid) => "<w:u w:val=\"single\"/>",
        Some(Form::Double) => "<w:u w:val=\"double\"/>",
        Some(Form::Dashed) => "<w:u w:val=\"dash\"/>",
        Some(Form::Dotted) => "<w:u w:val=\"dotted\"/>",
        Some(Form::Wavy) => "<w:u w:val=\"wave\"/>",
        Some(Form::Framed) => "<w:u w:val=\"dotDash\"/>",
        Some(Form::Bracketed) => "<w:bdr w:val=\"single\" w:sz=\"4\" w:space=\"0\" w:color=\"666666\"/>",
    };
    plain(&run.text, &format!("{look}{form}"))
}

fn question(number: usize, q: &Question) -> String {
    let places: Vec<&str> = q.places.iter().map(|p| p.1.as_str()).collect();
    let head = plain(&format!("{number}. {}: ", places.join(", ")), "<w:b/>") + &plain(&q.finding, "");
    paragraph("Question", "<w:keepNext/>", &head) + &paragraph("Ask", "<w:keepNext/>", &plain(&q.ask, "<w:i/>")) + &styled("Room", "", "").repeat(ANSWER)
}

/// A cell with its width; `borders` where the table has no lines of its own.
fn cell(width: usize, content: &str) -> String {
    format!("<w:tc><w:tcPr><w:tcW w:w=\"{width}\" w:type=\"dxa\"/></w:tcPr>{content}</w:tc>")
}

fn grid(style: &str, widths: &[usize], rows: &str) -> String {
    let columns: String = widths.iter().map(|w| format!("<w:gridCol w:w=\"{w}\"/>")).collect();
    format!(
        "<w:tbl><w:tblPr><w:tblStyle w:val=\"{style}\"/><w:tblW w:w=\"{}\" w:type=\"dxa\"/><w:tblLayout w:type=\"fixed\"/></w:tblPr><w:tblGrid>{columns}</w:tblGrid>{rows}</w:tbl>\n<w:p><w:pPr><w:pStyle w:val=\"Small\"/></w:pPr></w:p>\n",
        widths.iter().sum::<usize>()
    )
}

/// The key's text: number, line, and the families of the marks that begin in it.
fn marked(paragraphs: &[Paragraph]) -> String {
    let widths = [600, 6500, 2650];
    let rows: String = paragraphs
        .iter()
        .flat_map(|p| &p.lines)
        .map(|l| {
            let words: String = l.runs.iter().map(|r| run(r, "")).collect();
            let cells = cell(widths[0], &styled("Small", "", &l.label))
                + &cell(widths[1], &paragraph("Key", "", &words))
                + &cell(widths[2], &styled("Small", "", &l.beside));
            format!("<w:tr><w:trPr><w:cantSplit/></w:trPr>{cells}</w:tr>\n")
        })
        .collect();
    grid("Bare", &widths, &rows)
}

fn table(of: &Grid) -> String {
    let widths: Vec<usize> = of.widths.iter().map(|w| *w as usize * WIDTH / 100).collect();
    let row = |cells: &[String], properties: &str, style: &str| {
        let cells: String = cells.iter().zip(&widths).map(|(c, w)| cell(*w, &styled(style, "", c))).collect();
        format!("<w:tr><w:trPr><w:cantSplit/>{properties}</w:trPr>{cells}</w:tr>\n")
    };
    let rows: String = of.rows.iter().map(|r| row(r, "", "Small")).collect();
    grid("Grid", &widths, &(row(&of.head, "<w:tblHeader/>", "Head") + &rows))
}

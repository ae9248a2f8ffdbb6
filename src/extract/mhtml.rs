//! MHTML: a web page with its pictures in one file, as browsers save it. Only the page itself is read.

use super::archive::damaged;

/// Parts of a message inside each other, at most.
const DEEPEST: usize = 8;

/// A page inside the file: its bytes, the encoding it declares, and its address.
#[derive(Debug, PartialEq)]
pub struct Page {
    pub bytes: Vec<u8>,
    pub charset: Option<String>,
    pub address: Option<String>,
}

/// The first page of the file.
///
/// # Errors
/// A sentence where the file holds no page.
///
/// ```
/// let file = b"MIME-Version: 1.0\r\nContent-Type: multipart/related; boundary=\"b1\"\r\n\r\n--b1\r\nContent-Type: text/html; charset=utf-8\r\n\
///     Content-Transfer-Encoding: quoted-printable\r\nContent-Location: https://a.example/x\r\n\r\n<p>caf=C3=A9 and =\r\nmore</p>\r\n--b1--\r\n";
/// let page = slantscope::extract::mhtml::page(file).unwrap();
/// assert_eq!((String::from_utf8(page.bytes).unwrap().as_str(), page.address.as_deref()), ("<p>caf\u{e9} and more</p>", Some("https://a.example/x")));
/// ```
pub fn page(bytes: &[u8]) -> Result<Page, String> {
    find(bytes, 0).ok_or_else(|| damaged("it holds no web page, or breaks off before it"))
}

fn find(part: &[u8], depth: usize) -> Option<Page> {
    let end = ["\r\n\r\n", "\n\n"].iter().filter_map(|blank| position(part, blank.as_bytes()).map(|at| (at, at + blank.len()))).min()?;
    let head = String::from_utf8_lossy(&part[..end.0]).replace("\r\n", "\n").replace("\n ", " ").replace("\n\t", " ");
    let body = &part[end.1..];
    let header =
        |name: &str| head.lines().find_map(|l| l.split_once(':').filter(|(k, _)| k.trim().eq_ignore_ascii_case(name)).map(|(_, v)| v.trim().to_string()));
    let kind = header("Content-Type").unwrap_or_default();
    if let Some(boundary) = parameter(&kind, "boundary").filter(|_| depth < DEEPEST) {
        return parts(body, &boundary).into_iter().find_map(|p| find(p, depth + 1));
    }
    if !kind.to_ascii_lowercase().starts_with("text/html") && !kind.to_ascii_lowercase().starts_with("application/xhtml") {
        return None;
    }
    let bytes = match header("Content-Transfer-Encoding").unwrap_or_default().to_ascii_lowercase().as_str() {
        "quoted-printable" => quoted_printable(body),
        "base64" => base64(body),
        _ => body.to_vec(),
    };
    Some(Page { bytes, charset: parameter(&kind, "charset"), address: header("Content-Location").filter(|a| a.starts_with("http")) })
}

/// The value of `name=` in a header.
fn parameter(header: &str, name: &str) -> Option<String> {
    header.split(';').skip(1).find_map(|p| {
        let (key, value) = p.split_once('=')?;
        key.trim().eq_ignore_ascii_case(name).then(|| value.trim().trim_matches('"').to_string()).filter(|v| !v.is_empty())
    })
}

/// What stands between the boundaries.
fn parts<'b>(body: &'b [u8], boundary: &str) -> Vec<&'b [u8]> {
    let line = format!("--{boundary}");
    let mut starts = Vec::new();
    let mut at = 0;
    while let Some(found) = position(&body[at..], line.as_bytes()) {
        starts.push(at + found);
        at += found + line.len();
    }
    let part = |i: usize| {
        let end = starts.get(i + 1).copied().unwrap_or(body.len());
        let inner = &body[starts[i] + line.len()..end];
        let inner = inner.strip_prefix(b"\r\n").or(inner.strip_prefix(b"\n")).unwrap_or(inner);
        inner.strip_suffix(b"\r\n").or(inner.strip_suffix(b"\n")).unwrap_or(inner)
    };
    (0..starts.len()).map(part).filter(|p| !p.starts_with(b"--")).collect()
}

fn position(bytes: &[u8], wanted: &[u8]) -> Option<usize> {
    bytes.windows(wanted.len()).position(|w| w == wanted)
}

fn quoted_printable(body: &[u8]) -> Vec<u8> {
    let (mut out, mut at) = (Vec::with_capacity(body.len()), 0);
    while at < body.len() {
        let rest = &body[at..];
        let hex = rest.get(1..3).and_then(|d| std::str::from_utf8(d).ok()).and_then(|d| u8::from_str_radix(d, 16).ok());
        match (rest[0], hex) {
            (b'=', Some(byte)) => {
                out.push(byte);
                at += 3;
            }
            (b'=', None) if rest.starts_with(b"=\r\n") => at += 3,
            (b'=', None) if rest.starts_with(b"=\n") => at += 2,
            (byte, _) => {
                out.push(byte);
                at += 1;
            }
        }
    }
    out
}

fn base64(body: &[u8]) -> Vec<u8> {
    let value = |b: u8| match b {
        b'A'..=b'Z' => Some(b - b'A'),
        b'a'..=b'z' => Some(b - b'a' + 26),
        b'0'..=b'9' => Some(b - b'0' + 52),
        b'+' => Some(62),
        b'/' => Some(63),
        _ => None,
    };
    let (mut out, mut bits, mut n) = (Vec::with_capacity(body.len() * 3 / 4), 0u32, 0);
    for v in body.iter().filter_map(|&b| value(b)) {
        bits = bits << 6 | u32::from(v);
        n += 6;
        if n >= 8 {
            n -= 8;
            out.push((bits >> n) as u8);
        }
    }
    out
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn pages_lie_in_parts_of_parts() {
        let file = "Content-Type: multipart/mixed;\r\n boundary=a\r\n\r\n--a\r\nContent-Type: multipart/alternative; boundary=b\r\n\r\n--b\r\nContent-Type: text/plain\r\n\r\nno\r\n--b\r\nContent-Type: text/html\r\nContent-Transfer-Encoding: base64\r\n\r\nPHA+eWVz\r\nPC9wPg==\r\n--b--\r\n--a--";
        assert_eq!(page(file.as_bytes()).unwrap().bytes, b"<p>yes</p>");
        assert!(page(b"Content-Type: text/plain\r\n\r\nno").is_err());
        assert!(page(b"nothing").is_err());
    }
}

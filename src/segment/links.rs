//! Where an address of the web or of a mailbox ends.

/// Letters of a host, or of a mail address, at most: longer runs are no address.
const LONGEST: usize = 100;

/// The end of an address that says what it is: `https://orrisal.example/ferries`, `www.orrisal.example`.
pub fn link_end(text: &str, start: usize) -> Option<usize> {
    let rest = &text.as_bytes()[start..];
    let is = |p: &[u8]| rest.len() > p.len() && rest[..p.len()].eq_ignore_ascii_case(p);
    (is(b"http://") || is(b"https://") || is(b"www.")).then(|| path_end(text, start))
}

/// The end of an address that is known by its marks: `ana@orrisal.example`, `orrisal.example/ferries`. A host alone may be a
/// company's name, or two sentences without a space between them.
pub fn address_end(text: &str, start: usize) -> Option<usize> {
    let rest = &text.as_bytes()[start..];
    let in_host = |b: u8| b.is_ascii_alphanumeric() || matches!(b, b'.' | b'-' | b'_' | b'@' | b'+');
    let end = rest.iter().take(LONGEST).position(|&b| !in_host(b)).unwrap_or(rest.len().min(LONGEST));
    if end == LONGEST {
        return None;
    }
    let run = &text[start..start + end];
    let path = rest.get(end) == Some(&b'/') && rest.get(end + 1).is_some_and(u8::is_ascii_alphanumeric);
    match run.split_once('@') {
        None => (path && is_host(run)).then(|| path_end(text, start)),
        Some((name, host)) => {
            let host = host.trim_end_matches(['.', '-', '_', '+']);
            (!name.is_empty() && is_host(host)).then_some(start + name.len() + 1 + host.len())
        }
    }
}

/// Names with a stop between them, the last of small letters.
fn is_host(host: &str) -> bool {
    let named = |name: &str| !name.is_empty() && !name.contains(['@', '+']);
    host.split('.').all(named) && host.rsplit_once('.').is_some_and(|(_, last)| last.len() >= 2 && last.bytes().all(|b| b.is_ascii_lowercase()))
}

/// The end of an address that begins here: it goes on to a blank or a bracket, and leaves the marks of its sentence behind it.
fn path_end(text: &str, start: usize) -> usize {
    let stops = |c: char| c.is_whitespace() || c.is_control() || matches!(c, '<' | '>' | '"' | '“' | '”' | '»' | '«' | '[' | ']' | '{' | '}' | '|' | '`');
    let link = &text[start..];
    let link = &link[..link.find(stops).unwrap_or(link.len())];
    let trimmed = link.trim_end_matches(['.', ',', ';', ':', '!', '?', '\'', '’', '*', '_']);
    let trimmed = if trimmed.contains('(') { trimmed } else { trimmed.trim_end_matches(')').trim_end_matches(['.', ',']) };
    start + trimmed.len()
}

#[cfg(test)]
mod tests {
    use crate::segment::words::{Kind, tokens};

    fn links(text: &str) -> Vec<&str> {
        tokens(text).iter().filter(|t| t.kind == Kind::Link).map(|t| t.span().of(text)).collect()
    }

    #[test]
    fn addresses_are_one_token() {
        let rows: &[(&str, &[&str])] = &[
            ("see (https://a.example/x?y=1).", &["https://a.example/x?y=1"]),
            ("Write to ana.rossi@tarn-post.example, or call.", &["ana.rossi@tarn-post.example"]),
            ("The ferry sails again. pic.tarn.example/aB3xYz", &["pic.tarn.example/aB3xYz"]),
            ("Rates are at tarn.example/rates.", &["tarn.example/rates"]),
        ];
        for (text, want) in rows {
            assert_eq!(&links(text), want, "{text}");
        }
    }

    #[test]
    fn words_with_stops_and_strokes_are_no_addresses() {
        for text in
            ["Open from 9 a.m./10 a.m. on.", "He left.Then/later she came.", "U.S./Canada talks", "Tarn.example grew", "me @ home", "and/or", "a@b", "x@y.z"]
        {
            assert_eq!(links(text), [""; 0], "{text}");
        }
    }
}

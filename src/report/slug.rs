//! File names that every system takes, one for each id.

use std::collections::BTreeSet;

/// Characters of a name before its number.
const LONGEST: usize = 60;
/// Names that Windows keeps for devices.
const DEVICES: [&str; 4] = ["con", "prn", "aux", "nul"];

/// A file name without extension for each id, in order; no two alike, also where case does not count.
///
/// ```
/// assert_eq!(slantscope::report::slug::slugs(["A b", "a/b", "..", "con"]), ["a-b", "a-b-2", "x", "con-x"]);
/// ```
pub fn slugs<'a>(ids: impl IntoIterator<Item = &'a str>) -> Vec<String> {
    let mut taken = BTreeSet::new();
    ids.into_iter()
        .map(|id| {
            let base = slug(id);
            let mut name = base.clone();
            for n in 2.. {
                if taken.insert(name.clone()) {
                    break;
                }
                name = format!("{base}-{n}");
            }
            name
        })
        .collect()
}

/// Lower-case ASCII letters, digits and single hyphens; never empty.
pub fn slug(id: &str) -> String {
    let mut out = String::new();
    for c in id.chars() {
        if out.len() >= LONGEST {
            break;
        }
        match c {
            'a'..='z' | '0'..='9' => out.push(c),
            'A'..='Z' => out.push(c.to_ascii_lowercase()),
            _ if out.is_empty() || out.ends_with('-') => {}
            _ => out.push('-'),
        }
    }
    let out = out.trim_end_matches('-');
    let device = DEVICES.contains(&out) || out.len() == 4 && (out.starts_with("com") || out.starts_with("lpt"));
    match out {
        "" => "x".to_string(),
        _ if device => format!("{out}-x"),
        _ => out.to_string(),
    }
}

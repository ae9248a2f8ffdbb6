use super::model::{ErrorRecord, Manifest, Report, report};
use super::{files, form::Form};
use crate::analyzer::Analyzer;
use crate::annotate::annotate;
use crate::attribute::{Attribution, Directness, Figure, FigureKind, Missing, Source, SourceClass, Voice, Voiced, voices::Voices};
use crate::compare::*;
use crate::error::InputError;
use crate::extract::{Document, Meta};
use crate::lexicon::{Lexicon, file::SourceFile, files_of, roles::ROLES};
use crate::score::{Reading, marks, measures};
use crate::text::{Place, Positions, Span};
use std::collections::BTreeMap;

const EVIL: &str = "<script>alert(\"1\")</script></style>'\"&";

fn rule(family: &str, name: &str, terms: &str, word: &str) -> SourceFile {
    let text = format!(
        "id = \"{family}.{name}\"\ntitle = \"Title <b> of {name}\"\nstatus = \"stable\"\nwhat = \"What.\"\nwhy = \"Why & so.\"\nlimits = \"Limits.\"\nask = \"Ask?\"\nsources = [\"a2000\"]\n[match]\nterms = [{terms}]\nunless = [\"{word} house\"]\n[score]\nweight = 0.5\n[test]\nhit = [\"The {{{word}}} came.\", \"A {{{word}}} went.\"]\nmiss = [\"The {word} house came.\", \"Nothing.\"]\n"
    );
    SourceFile { path: format!("en/{family}/{name}.toml"), text }
}

fn family(id: &str, tier: u8) -> SourceFile {
    SourceFile {
        path: format!("en/{id}/family.toml"),
        text: format!(
            "id = \"{id}\"\ntitle = \"Family {id}\"\nsingular = \"{id} word\"\ntier = {tier}\nrole = \"advocacy\"\nwhat = \"What.\"\nsources = [\"a2000\"]\n"
        ),
    }
}

/// Every word list that the code asks for, each with a word that is in no text.
fn lists() -> Vec<SourceFile> {
    let mut by_file: BTreeMap<String, Vec<String>> = BTreeMap::new();
    for name in ROLES.iter().flat_map(|r| r.1) {
        let mut parts = name.splitn(3, '.');
        let id = format!("{}.{}", parts.next().unwrap(), parts.next().unwrap());
        by_file.entry(id).or_default().push(parts.next().unwrap_or("all").to_string());
    }
    let mut n = 0;
    by_file
        .into_iter()
        .map(|(id, mut names)| {
            names.sort();
            names.dedup();
            let lists: String = names
                .iter()
                .map(|l| {
                    n += 1;
                    format!("{l} = [\"zzq{}\"]\n", "x".repeat(n))
                })
                .collect();
            SourceFile {
                path: format!("en/{}.toml", id.replace('.', "/")),
                text: format!("id = \"{id}\"\ntitle = \"List\"\nwhat = \"What.\"\nsources = [\"a2000\"]\n[lists]\n{lists}"),
            }
        })
        .collect()
}

fn lexicon() -> Lexicon {
    let mut all = vec![
        SourceFile { path: "sources.toml".into(), text: "[a2000]\ncite = \"Author, A. and Other, B. (2000). A <i>title</i>. Place: House.\"\n".into() },
        family("loaded", 2),
        family("superlative", 2),
        family("hedge", 0),
        rule("loaded", "tyranny", "\"tyranny\", \"largest tyranny\"", "tyranny"),
        rule("superlative", "size", "\"largest\", \"the largest\"", "largest"),
        rule("hedge", "may", "\"perhaps\"", "perhaps"),
    ];
    all.extend(lists());
    files_of(&all).unwrap()
}

/// A text with overlapping marks, a quotation, figures and markup in all places that carry words.
fn reading(lexicon: &Lexicon, id: &str, copies: usize) -> Reading {
    let body = format!(
        "The largest tyranny of the coast fell in <b>ruins</b> & \"dust\". Perhaps 300 men & women of {EVIL} saw it. Jane Roe said that tyranny was over.\n\n"
    );
    let meta = Meta {
        id: id.into(),
        title: Some(format!("{EVIL} {id}")),
        source: Some(EVIL.into()),
        path: Some(format!("{EVIL}.txt")),
        author: Some(EVIL.into()),
        genre: Some(EVIL.into()),
        date: Some("=1+1".into()),
        ..Meta::default()
    };
    let mut r = Analyzer::new(lexicon).analyze(Document { meta, text: body.repeat(copies), hints: vec![] });
    let find = |what: &str| {
        let at = r.text.source.find(what).unwrap();
        let tokens = (r.text.token_at(at as u32) as u32, r.text.token_at((at + what.len() - 1) as u32) as u32 + 1);
        (tokens, Span::new(at, at + what.len()))
    };
    let (tokens, span) = find("300");
    let sentence = r.text.sentence_of(tokens.0 as usize) as u32;
    let ((source, source_span), (cue, cue_span), (content, _)) = (find("Jane Roe"), find("said"), find("that tyranny was over"));
    let at = r.text.sentence_of(source.0 as usize) as u32;
    r.attributed.figures = vec![Figure {
        tokens,
        span,
        min: Some(300.0),
        max: None,
        approximate: false,
        kind: FigureKind::Count,
        head: None,
        class: SourceClass::None,
        attribution: None,
        sentence,
        missing: vec![Missing::Base],
    }];
    r.attributed.attributions = vec![Attribution {
        source: Some(Source { tokens: source, span: source_span, class: SourceClass::NamedPerson, named: source_span, resolved: None, reason: None }),
        cue,
        cue_span,
        content: [content].into_iter().collect(),
        directness: Directness::Indirect,
        sentence: at,
        speech: true,
    }];
    r.attributed.voices = Voices::own(r.text.tokens.len()).with(content.0..content.1, Voiced::new(Voice::Reported, Some(0)));
    r.attributed.quotes = r.text.quotes.iter().map(|_| Voiced::new(Voice::UnsourcedQuote, None)).collect();
    r.marks = marks::marks(&r.text, &mut annotate(&r.text, lexicon), &r.attributed, lexicon);
    r.scores = measures::scores(&r.text, &r.attributed, &r.marks, lexicon).into();
    r
}

fn place(r: &Reading, span: Span) -> Place {
    Positions::new(&r.text.source).place(span)
}

fn comparison(readings: &[Reading]) -> Comparison {
    let (r, span) = (&readings[0], Span::new(0, 11));
    let event = Event { document: r.meta.id.clone(), kind: EventKind::Blame, word: EVIL.into(), span: place(r, span), clause: EVIL.into(), sentence: 0 };
    Comparison {
        perspective: Perspective {
            verdict: Verdict::Single,
            basis: vec![Basis::Evidence],
            evidence: vec![Evidence { kind: "blame", text: EVIL.into(), value: None }],
            note: format!("Note {EVIL}"),
        },
        sources: (0..3)
            .map(|i| SourceProfile {
                id: format!("s/{i}"),
                name: format!("{EVIL} {i}"),
                named_by: EVIL.into(),
                documents: readings.iter().map(|r| r.meta.id.clone()).collect(),
                scores: (*r.scores).clone(),
            })
            .collect(),
        actors: (0..30)
            .map(|i| Actor {
                name: format!("Actor {i} {EVIL}"),
                aliases: vec![EVIL.into()],
                positive: i,
                negative: 30 - i,
                terms: vec![EVIL.into()],
                events: vec![event.clone()],
                ..Actor::default()
            })
            .collect(),
        ledger: vec![LedgerGroup {
            kind: "figure",
            about: EVIL.into(),
            agreement: Agreement::Conflict,
            differs: vec!["value"],
            independent: 1,
            entries: vec![LedgerEntry {
                document: r.meta.id.clone(),
                span: place(r, span),
                exact: EVIL.into(),
                sentence: 0,
                attribution: "none",
                source: Some(EVIL.into()),
            }],
        }],
        echoes: vec![Echo {
            text: EVIL.into(),
            words: 9,
            verbatim: true,
            kind: EchoKind::Copied,
            documents: 1,
            occurrences: vec![Occurrence { document: r.meta.id.clone(), span: place(r, span) }],
        }],
        texts: Texts { documents: 1, independent: 1, overlaps: Vec::new(), note: EVIL.into() },
        differences: vec![Difference { a: EVIL.into(), b: EVIL.into(), text: EVIL.into(), ..Difference::default() }],
        trends: vec![Trend {
            source: EVIL.into(),
            genre: Some(EVIL.into()),
            measure: "advocacy_density",
            documents: 8,
            from: EVIL.into(),
            to: EVIL.into(),
            slope: 1.0,
            interval: [0.5, 1.5],
            direction: Direction::Higher,
            text: EVIL.into(),
        }],
    }
}

fn written(count: usize) -> Vec<(String, Vec<u8>)> {
    let lexicon = lexicon();
    let readings: Vec<Reading> = (0..count).map(|i| reading(&lexicon, &format!("d{i}"), 8)).collect();
    let comparison = comparison(&readings);
    let errors = vec![ErrorRecord::new(&InputError { line: Some(3), ..InputError::new(EVIL, format!("It broke: {EVIL}")) })];
    let report: Report = report(
        EVIL,
        &readings,
        &comparison,
        &lexicon,
        &crate::norm::Norms::default(),
        Manifest { program: "slantscope".into(), version: "0".into(), lexicon: "f".repeat(64), ..Manifest::default() },
        errors,
    );
    files(&report, &readings, &lexicon)
}

fn pages(all: &[(String, Vec<u8>)]) -> Vec<(&str, &str)> {
    all.iter().filter(|f| f.0.ends_with(".html")).map(|f| (f.0.as_str(), std::str::from_utf8(&f.1).unwrap())).collect()
}

/// Reads tags and says which one is closed out of turn.
fn unbalanced(html: &str) -> Option<String> {
    const VOID: [&str; 8] = ["meta", "input", "br", "!doctype", "rect", "path", "circle", "line"];
    let mut stack: Vec<&str> = Vec::new();
    let mut rest = html;
    while let Some(at) = rest.find('<') {
        rest = &rest[at + 1..];
        let end = rest.find('>')?;
        let tag = &rest[..end];
        let name = tag.trim_start_matches('/').split([' ', '\n', '/']).next().unwrap_or_default();
        match (tag.starts_with('/'), tag.ends_with('/') || VOID.contains(&name)) {
            (true, _) if stack.pop() != Some(name) => return Some(format!("</{name}> before {:?}", &rest[..80.min(rest.len())])),
            (false, false) => stack.push(name),
            _ => {}
        }
        rest = &rest[end + 1..];
    }
    stack.pop().map(|s| format!("<{s}> is left open"))
}

#[test]
fn words_of_a_text_never_become_markup() {
    for (path, html) in pages(&written(2)) {
        assert!(!html.contains("<script"), "{path}");
        assert_eq!(html.matches("</style>").count(), 1, "{path}");
        assert!(!html.contains("<b>ruins"), "{path}");
        assert!(!html.contains("Title <b> of"), "{path}");
    }
}

#[test]
fn elements_nest_and_ids_are_unique() {
    for (path, html) in pages(&written(2)) {
        assert_eq!(unbalanced(html), None, "{path}");
        let mut ids: Vec<&str> = html.split(" id=\"").skip(1).filter_map(|s| s.split('"').next()).collect();
        ids.sort_unstable();
        let total = ids.len();
        ids.dedup();
        assert_eq!(ids.len(), total, "{path}: an id stands twice");
    }
}

#[test]
fn every_link_of_a_page_arrives() {
    let all = written(2);
    let pages: BTreeMap<&str, &str> = pages(&all).into_iter().collect();
    for (path, html) in &pages {
        let root = if path.contains('/') { &path[..=path.find('/').unwrap()] } else { "" };
        for href in html.split(" href=\"").skip(1).filter_map(|s| s.split('"').next()) {
            let (file, id) = href.split_once('#').unwrap_or((href, ""));
            let target = match file.strip_prefix("../") {
                Some(up) => up.to_string(),
                None if file.is_empty() => path.to_string(),
                None => format!("{root}{file}"),
            };
            let page = pages.get(target.as_str()).unwrap_or_else(|| panic!("{path}: no page {href}"));
            assert!(id.is_empty() || page.contains(&format!(" id=\"{id}\"")), "{path}: nothing at {href}");
        }
    }
}

#[test]
fn every_page_opens_with_the_note() {
    for (path, html) in pages(&written(2)) {
        let note = html.find("One perspective.").unwrap_or_else(|| panic!("{path} has no note"));
        assert!(note < html.find("<h2").unwrap(), "{path}");
    }
    let all = written(1);
    let markdown = std::str::from_utf8(&all.iter().find(|f| f.0 == "report.md").unwrap().1).unwrap();
    assert!(markdown.find("One perspective").unwrap() < markdown.find("##").unwrap());
}

#[test]
fn the_same_report_twice_is_the_same_bytes() {
    assert_eq!(written(2), written(2));
}

#[test]
fn paths_are_unique_and_plain() {
    let all = written(3);
    let mut paths: Vec<String> = all.iter().map(|f| f.0.to_lowercase()).collect();
    paths.sort();
    paths.dedup();
    assert_eq!(paths.len(), all.len());
    assert!(paths.iter().all(|p| p.bytes().all(|b| b.is_ascii_alphanumeric() || b"-./".contains(&b))), "{paths:?}");
}

#[test]
fn every_drawing_has_a_name_and_a_description() {
    let all = written(2);
    for (path, bytes) in all.iter().filter(|f| f.0.ends_with(".svg") || f.0.ends_with(".html")) {
        let text = std::str::from_utf8(bytes).unwrap();
        // a drawing inside a drawing is a part of it
        for svg in text.split("<svg ").skip(1).filter(|svg| !svg.starts_with("y=")) {
            let svg = &svg[..svg.find("</svg>").unwrap_or(svg.len())];
            assert!(svg.contains("role=\"img\"") && svg.contains("<title") && svg.contains("<desc"), "{path}");
        }
    }
    assert!(all.iter().any(|f| f.0 == "charts/actors.svg"));
}

#[test]
fn tables_are_neutral_and_add_up_to_the_scores() {
    let all = written(1);
    let table = |name: &str| {
        csv::Reader::from_reader(all.iter().find(|f| f.0 == format!("tables/{name}.csv")).unwrap().1.as_slice())
            .deserialize::<BTreeMap<String, String>>()
            .map(Result::unwrap)
            .collect::<Vec<_>>()
    };
    let documents = table("documents");
    assert_eq!(documents[0]["date"], "'=1+1");
    let weights: f64 = table("marks")
        .iter()
        .filter(|m| ["own", "unsourced_quote", "scare_quote"].contains(&m["voice"].as_str()))
        .map(|m| m["weight"].parse::<f64>().unwrap())
        .sum();
    let own: f64 = documents[0]["words_own"].parse().unwrap();
    let density: f64 = documents[0]["advocacy_density"].parse().unwrap();
    assert!((weights / own * 1000.0 - density).abs() < 1e-3, "{weights} {own} {density}");
}

#[test]
fn forms_are_data_where_a_family_is_scored() {
    let lexicon = crate::lexicon::builtin().unwrap();
    let form = |id: &str| lexicon.families.iter().find(|f| f.id == id).map(Form::of);
    for (id, want) in [("loaded", Form::Solid), ("absolute", Form::Double), ("doubt", Form::Wavy), ("discredit", Form::Framed), ("hedge", Form::Bracketed)] {
        assert_eq!(form(id), Some(want), "{id}");
    }
}

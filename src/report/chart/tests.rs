use super::canvas::text_width;
use super::{Chart, Room, actors, by_source, classes, dots, norm, sheet};
use crate::attribute::SourceClass;
use crate::compare::{Actor, Evaluation};
use crate::norm::Place;
use crate::score::Scores;
use crate::stats::Measure;

/// Left, top, right, bottom and words of every text of a drawing.
fn boxes(svg: &str) -> Vec<(f64, f64, f64, f64, String)> {
    assert!(svg.contains("dominant-baseline=\"central\"") && svg.contains(&format!("font-size=\"{}\"", sheet::TEXT)));
    let get = |tag: &str, name: &str| tag.split(&format!("{name}=\"")).nth(1).and_then(|s| s.split('"').next()).unwrap_or_default().to_string();
    let mut out = Vec::new();
    for group in svg.split("<g text-anchor=").skip(1) {
        let anchor = group.split('"').nth(1).unwrap();
        for t in group.split("<text ").skip(1) {
            let (tag, rest) = t.split_once('>').unwrap();
            let words = rest.split("</text>").next().unwrap().trim().to_string();
            let size: f64 = get(tag, "font-size").parse().unwrap_or(sheet::TEXT as f64);
            let (x, y): (f64, f64) = (get(tag, "x").parse().unwrap(), get(tag, "y").parse().unwrap());
            let width = text_width(&words.replace("&#39;", "'").replace("&amp;", "&"), size.round() as i32) as f64;
            let left = match anchor {
                "middle" => x - width / 2.0,
                "end" => x - width,
                _ => x,
            };
            out.push((left, y - size / 2.0, left + width, y + size / 2.0, words));
        }
    }
    out
}

fn check(chart: &Chart) {
    for svg in [&chart.wide, &chart.narrow].into_iter().filter(|svg| !svg.is_empty()) {
        let view: Vec<f64> = svg.split("viewBox=\"").nth(1).unwrap().split('"').next().unwrap().split(' ').map(|n| n.parse().unwrap()).collect();
        let all = boxes(svg);
        assert!(all.len() > 10);
        for (i, a) in all.iter().enumerate() {
            assert!(a.0 >= -1.0 && a.2 <= view[2] + 1.0 && a.3 <= view[3] + 1.0, "{}: {a:?} leaves the sheet", chart.id);
            for b in &all[i + 1..] {
                assert!(a.2 <= b.0 || b.2 <= a.0 || a.3 <= b.1 || b.3 <= a.1, "{}: {a:?} over {b:?}", chart.id);
            }
        }
    }
}

fn names(n: usize) -> Vec<String> {
    (0..n)
        .map(|i| {
            ["THE NATIONAL WIRE OF WESTERN MARROW", "A paper with quite a long name, for once", "Mm", "Radio Corriston & Sons"][i % 4].to_string()
                + &format!(" {i}")
        })
        .collect()
}

#[test]
fn labels_of_dots_do_not_overlap() {
    for n in [5, 30] {
        let names = names(n);
        let measures: Vec<Measure> =
            (0..n).map(|i| if i == 3 { Measure::rate(&[1.0], 20, 100) } else { Measure::rate(&vec![0.7; i * 9], 1000, 100) }).collect();
        let rows: Vec<dots::Row> = names.iter().zip(&measures).map(|(name, measure)| dots::Row { name, measure }).collect();
        check(&dots::dots("x", "Title", "Source", &rows, &Room::ALL).unwrap());
    }
}

#[test]
fn labels_of_classes_do_not_overlap() {
    for n in [5, 30] {
        let names = names(n);
        let scores: Vec<Scores> = (0..n as u64)
            .map(|i| {
                let counts = SourceClass::ALL.map(|c| (c.name(), (i * 7 + c as u64 * 5) % 11 * 40));
                let total = counts.iter().map(|c| c.1).sum();
                Scores { source_classes: counts.iter().map(|(c, k)| (*c, Measure::share(*k, total, 1))).collect(), ..Scores::default() }
            })
            .collect();
        let rows: Vec<classes::Row> = names.iter().zip(&scores).map(|(name, scores)| classes::Row { name, scores }).collect();
        check(&classes::classes("x", "Title", "Source", &rows).unwrap());
    }
}

#[test]
fn labels_of_actors_do_not_overlap() {
    for n in [6, 30] {
        let names = names(n);
        let rows = names.iter().zip(0..).map(|(name, i)| actors::Row { name, positive: (i * 977) % 1200, negative: (i * 613) % 900 });
        check(&actors::actors("x", "Title", &rows.collect::<Vec<_>>()).unwrap());
    }
}

/// Actors, each praised and blamed by every source.
fn evaluated(actors: usize, sources: &[String], most: u64) -> Vec<Actor> {
    let by_source = |k: u64| -> Vec<Evaluation> {
        let of = |(i, source): (u64, &String)| Evaluation {
            source: source.clone(),
            positive: i * 977 * (k + 1) % most,
            negative: i * 613 * (k + 3) % most,
            ..Evaluation::default()
        };
        (1..).zip(sources).map(of).collect()
    };
    (0..actors as u64)
        .map(|k| {
            let by_source = by_source(k);
            let sum = |n: fn(&Evaluation) -> u64| by_source.iter().map(n).sum();
            Actor {
                name: format!("The Provisional Committee of Harbour Number {k}"),
                positive: sum(|e| e.positive),
                negative: sum(|e| e.negative),
                by_source,
                ..Actor::default()
            }
        })
        .collect()
}

#[test]
fn labels_of_actors_by_source_do_not_overlap() {
    for (sources, actors, most) in [(5, 2, 12), (5, 5, 1200), (30, 5, 1200), (30, 9, 90)] {
        let names = names(sources);
        let chart = by_source::by_source("x", &names.iter().map(String::as_str).collect::<Vec<_>>(), &evaluated(actors, &names, most)).unwrap();
        check(&chart);
        assert_eq!(chart.wide.matches(">The Prov").count(), actors.min(5), "each actor has its column");
    }
}

#[test]
fn a_chart_by_source_says_on_whom_the_sources_part() {
    let names = ["Gazette".to_string(), "Herald".to_string()];
    let told = |counts: [(u64, u64); 2]| {
        let by_source = names.iter().zip(counts).map(|(s, (negative, positive))| Evaluation { source: s.clone(), negative, positive, ..Evaluation::default() });
        let actor = Actor { name: "the council".into(), positive: 1, negative: 1, by_source: by_source.collect(), ..Actor::default() };
        by_source::by_source("x", &["Gazette", "Herald"], &[actor]).map(|c| c.summary)
    };
    assert!(told([(3, 0), (0, 2)]).unwrap().ends_with("others blame more than they praise: the council."));
    assert!(told([(3, 0), (2, 2)]).unwrap().contains("no source praises more than it blames whom another"));
    assert_eq!(told([(3, 0), (0, 0)]), None, "one source beside nothing is no comparison");
}

#[test]
fn names_with_the_same_number_are_level() {
    let measure = |count: usize| Measure::rate(&vec![1.0; count], 1000, 100);
    let said = |counts: &[usize]| {
        let (names, measures) = (names(counts.len()), counts.iter().map(|&c| measure(c)).collect::<Vec<_>>());
        let rows: Vec<dots::Row> = names.iter().zip(&measures).map(|(name, measure)| dots::Row { name, measure }).collect();
        dots::dots("x", "Title", "Source", &rows, &Room::ALL).unwrap().summary
    };
    assert!(
        said(&[9, 4, 9]).starts_with("From 4.0 (A paper with quite a long name, for once 1) to 9.0 (THE NATIONAL WIRE OF WESTERN MARROW 0 and Mm 2, level), ")
    );
    assert!(said(&[4, 4]).starts_with("All 2 are level at 4.0, per 1,000 words."));
    let row = |name, positive| actors::Row { name, positive, negative: 0 };
    let chart = actors::actors("x", "Title", &[row("B", 2), row("A", 2), row("C", 1)]).unwrap();
    assert_eq!(chart.summary, "Words of praise and blame in the authors’ own voice; praised most: A and B, level (2 each).");
}

#[test]
fn a_drawing_on_a_page_takes_its_colours_from_the_style_sheet() {
    let m = Measure::rate(&[1.0; 20], 1000, 100);
    let chart = dots::dots("x", "A < B", "Source", &[dots::Row { name: "A", measure: &m }], &Room::ALL).unwrap();
    assert!(!chart.wide.contains("#0b5c7b") && chart.wide.contains("var(--dot)"));
    assert!(chart.file().is_some_and(|f| f.contains("#0b5c7b") && !f.contains("var(")));
    assert!(chart.wide.contains("A &lt; B"));
}

#[test]
fn type_sizes_and_places_are_numbers_that_a_browser_reads() {
    let m = Measure::rate(&[1.0; 20], 1000, 100);
    let chart = dots::dots("x", "A", "Source", &[dots::Row { name: "A", measure: &m }], &Room::ALL).unwrap();
    let number = |n: &str| n.parse::<f64>().is_ok() && !n.ends_with('.');
    for name in ["font-size", "x", "y", "stroke-width"] {
        let values: Vec<&str> = chart.wide.split(&format!(" {name}=\"")).skip(1).filter_map(|s| s.split('"').next()).collect();
        assert!(!values.is_empty() && values.iter().all(|v| number(v)), "{name}: {values:?}");
    }
}

fn place(below: f64, above: f64, text: &str) -> Place {
    Place { measure: "m".into(), value: 1.0, below, above, marks: None, n: 40, text: text.into() }
}

#[test]
fn labels_of_norms_do_not_overlap() {
    let places = [
        (0.95, 0.0, "more than 9 of 10 political speech texts"),
        (0.0, 0.25, "like most political speech texts"),
        (0.1, 0.9, "less than 9 of 10 political speech texts"),
    ]
    .map(|(below, above, text)| place(below, above, text));
    for n in [5, 30] {
        let names = names(n);
        let rows: Vec<norm::Row> = names.iter().zip(places.iter().cycle()).map(|(name, place)| norm::Row { name: name.clone(), place }).collect();
        check(&norm::norm("x", "political speech", &rows).unwrap());
    }
}

#[test]
fn a_square_stands_beyond_nine_of_ten_and_a_dot_does_not() {
    let drawn = |place: Place| norm::norm("x", "news", &[norm::Row { name: "rate".into(), place: &place }]).unwrap();
    let [far, near] = [drawn(place(0.95, 0.0, "more than 9 of 10 news texts")), drawn(place(0.85, 0.1, "more than 8 of 10 news texts"))];
    assert_eq!([far.narrow.matches("linecap=\"round\"").count(), near.narrow.matches("linecap=\"round\"").count()], [0, 1]);
    assert!(far.summary.starts_with("One measure stands beyond nine of ten news texts. More: rate."), "{}", far.summary);
    assert!(near.summary.starts_with("No measure"), "{}", near.summary);
}

#[test]
fn the_documents_of_a_source_are_counted_where_they_stand_out() {
    let [far, near, low] = [(0.95, 0.0), (0.5, 0.4), (0.0, 0.96)].map(|(below, above)| place(below, above, "somewhere"));
    for n in [8, 30] {
        let rows: Vec<norm::Spread> = names(n).into_iter().map(|name| norm::Spread { name, places: vec![&far, &near, &low, &far] }).collect();
        check(&norm::spread("x", "political speech", &rows).unwrap());
    }
    let chart = norm::spread("x", "news", &[norm::Spread { name: "rate".into(), places: vec![&far, &near, &low, &far] }]).unwrap();
    assert!(
        chart.summary.starts_with("Of 4 documents, some stand beyond nine of ten news texts in rate (more: 2 of 4), rate (less: 1 of 4)."),
        "{}",
        chart.summary
    );
    assert!(norm::spread("x", "news", &[]).is_none());
}

#[test]
fn shapes_of_one_look_are_one_path() {
    let drawn = super::Canvas::paint(100, 50, |pen| {
        (0..9).for_each(|i| pen.line((i * 10, 0), (i * 10, 50), super::Paint::Rule, 1));
        pen.bar((1, 2), (30, 40), super::Paint::Class(1));
        pen.text((5, 5), "a < b", 13, super::Anchor::End, super::Paint::Ink);
    });
    let svg = drawn.inline("x", "Title", "What it shows");
    assert_eq!((svg.matches("<path d=\"M0 0V50M10 0V50").count(), svg.matches("fill=\"url(#x-c1)\"").count(), svg.matches("id=\"x-c1\"").count()), (1, 1, 1));
    assert!(svg.contains("<g text-anchor=\"end\">\n<text x=\"5\" y=\"5\">a &lt; b</text>"), "{svg}");
    assert!(svg.find("url(#x-c1)").unwrap() < svg.find("var(--rule)").unwrap(), "areas lie below lines");
}

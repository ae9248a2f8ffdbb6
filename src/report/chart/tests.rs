use super::canvas::text_width;
use super::{Chart, actors, classes, dots, norm};
use crate::attribute::SourceClass;
use crate::compare::Actor;
use crate::norm::Place;
use crate::score::Scores;
use crate::stats::Measure;

/// Left, top, right, bottom and words of every text of a drawing.
fn boxes(svg: &str) -> Vec<(f64, f64, f64, f64, String)> {
    svg.split("<text ")
        .skip(1)
        .map(|t| {
            let (tag, rest) = t.split_once('>').unwrap();
            let get = |name: &str| tag.split(&format!("{name}=\"")).nth(1).and_then(|s| s.split('"').next()).unwrap_or_default();
            let words = rest.split("</text>").next().unwrap().trim().to_string();
            let size: f64 = get("font-size").parse().unwrap();
            let (x, y): (f64, f64) = (get("x").parse().unwrap(), get("y").parse().unwrap());
            assert!(svg.contains("dominant-baseline=\"central\""));
            let width = text_width(&words.replace("&apos;", "'"), size.round() as i32) as f64;
            let left = match get("text-anchor") {
                "middle" => x - width / 2.0,
                "end" => x - width,
                _ => x,
            };
            (left, y - size / 2.0, left + width, y + size / 2.0, words)
        })
        .collect()
}

fn check(chart: &Chart) {
    for svg in [&chart.wide, &chart.narrow] {
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
        check(&dots::dots("x", "Title", "Source", &rows).unwrap());
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
        let all: Vec<Actor> = names(n)
            .into_iter()
            .enumerate()
            .map(|(i, name)| Actor { name, positive: (i as u64 * 977) % 1200, negative: (i as u64 * 613) % 900, ..Actor::default() })
            .collect();
        check(&actors::actors("x", "Title", &all.iter().collect::<Vec<_>>()).unwrap());
    }
}

#[test]
fn a_drawing_on_a_page_takes_its_colours_from_the_style_sheet() {
    let m = Measure::rate(&[1.0; 20], 1000, 100);
    let chart = dots::dots("x", "A < B", "Source", &[dots::Row { name: "A", measure: &m }]).unwrap();
    assert!(!chart.wide.contains("#0B5C7B") && chart.wide.contains("var(--dot)"));
    assert!(chart.file.contains("#0B5C7B") && !chart.file.contains("var("));
    assert!(chart.wide.contains("A &lt; B"));
}

#[test]
fn type_sizes_and_places_are_numbers_that_a_browser_reads() {
    let m = Measure::rate(&[1.0; 20], 1000, 100);
    let chart = dots::dots("x", "A", "Source", &[dots::Row { name: "A", measure: &m }]).unwrap();
    let number = |n: &str| n.parse::<f64>().is_ok() && !n.ends_with('.');
    for name in ["font-size", "x", "y", "cx", "cy"] {
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
    assert_eq!([far.wide.matches("<circle").count(), near.wide.matches("<circle").count()], [0, 1]);
    assert!(far.summary.starts_with("One measure stands beyond nine of ten news texts: rate (more than 9 of 10)."), "{}", far.summary);
    assert!(near.summary.starts_with("No measure"), "{}", near.summary);
}

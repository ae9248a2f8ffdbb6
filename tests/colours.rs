//! The colours of pages: enough contrast for every eye, in light and in dark, and marks that differ without any colour.

use regex::Regex;
use std::collections::{BTreeMap, BTreeSet};

const REPORT: &str = include_str!("../src/report/templates/report.css");
const HANDOUT: &str = include_str!("../src/handout/templates/handout.css");
/// Lines under marks.
const FORMS: [&str; 7] = ["solid", "double", "dashed", "dotted", "wavy", "framed", "bracketed"];

type Colour = [f64; 3];

/// What colour blindness makes of linear red, green and blue: nobody's, then the three kinds at full severity (Machado, Oliveira and Fernandes 2009).
const EYES: [(&str, [[f64; 3]; 3]); 4] = [
    ("full colour vision", [[1.0, 0.0, 0.0], [0.0, 1.0, 0.0], [0.0, 0.0, 1.0]]),
    ("protanopia", [[0.152286, 1.052583, -0.204868], [0.114503, 0.786281, 0.099216], [-0.003882, -0.048116, 1.051998]]),
    ("deuteranopia", [[0.367322, 0.860646, -0.227968], [0.280085, 0.672501, 0.047413], [-0.011820, 0.042940, 0.968881]]),
    ("tritanopia", [[1.255528, -0.076749, -0.178779], [-0.078411, 0.930809, 0.147602], [0.004733, 0.691367, 0.303900]]),
];

/// The variables of a style sheet, for light and for dark; what dark does not say is as in light.
fn themes(css: &str) -> [(&'static str, BTreeMap<String, Colour>); 2] {
    let blocks = Regex::new(r":root\{([^}]*)\}").unwrap();
    let variable = Regex::new(r"--([a-z0-9]+):#([0-9a-f]{3}(?:[0-9a-f]{3})?)\b").unwrap();
    let read = |block: &str| -> BTreeMap<String, Colour> { variable.captures_iter(block).map(|c| (c[1].to_string(), linear(&c[2]))).collect() };
    let all: Vec<BTreeMap<String, Colour>> = blocks.captures_iter(css).map(|c| read(&c[1])).collect();
    let mut dark = all[0].clone();
    dark.extend(all[1].clone());
    [("light", all[0].clone()), ("dark", dark)]
}

/// Hexadecimal sRGB as linear light.
fn linear(hex: &str) -> Colour {
    let long: String = if hex.len() == 3 { hex.chars().flat_map(|c| [c, c]).collect() } else { hex.to_string() };
    [0, 2, 4].map(|i| {
        let v = u8::from_str_radix(&long[i..i + 2], 16).unwrap() as f64 / 255.0;
        if v <= 0.04045 { v / 12.92 } else { ((v + 0.055) / 1.055).powf(2.4) }
    })
}

fn seen(c: Colour, eye: &[[f64; 3]; 3]) -> Colour {
    eye.map(|row| (0..3).map(|i| row[i] * c[i]).sum::<f64>().clamp(0.0, 1.0))
}

/// Contrast as WCAG 2.2 defines it.
fn contrast(a: Colour, b: Colour) -> f64 {
    let light = |c: Colour| 0.2126 * c[0] + 0.7152 * c[1] + 0.0722 * c[2] + 0.05;
    let (a, b) = (light(a), light(b));
    a.max(b) / a.min(b)
}

#[test]
fn contrast_is_measured_as_the_standard_does() {
    assert!((contrast(linear("000"), linear("fff")) - 21.0).abs() < 1e-9);
    assert!((contrast(linear("767676"), linear("ffffff")) - 4.54).abs() < 0.01);
}

#[test]
fn text_has_4_5_and_lines_have_3_to_1_for_every_eye() {
    let marks = || FORMS.iter().copied();
    let charts = ["dot", "praise", "blame", "c0", "c1", "c2", "c3", "c4", "c5", "c6", "c7"];
    let mut wrong = Vec::new();
    for (sheet, css) in [("report.css", REPORT), ("handout.css", HANDOUT)] {
        for (theme, colours) in themes(css) {
            let grounds = ["paper", "panel", "quoted", "reported", "self", "scare"].into_iter().filter(|g| colours.contains_key(*g));
            for ground in grounds {
                let text = ["ink", "soft", "link"].into_iter().map(|c| (c, 4.5));
                let chart = charts.into_iter().filter(|_| ground == "paper");
                for (name, least) in text.chain(marks().chain(chart).map(|c| (c, 3.0))) {
                    let Some(&colour) = colours.get(name) else { continue };
                    for (eye, matrix) in &EYES {
                        let ratio = contrast(seen(colour, matrix), seen(colours[ground], matrix));
                        if ratio < least {
                            wrong.push(format!("{sheet}, {theme}, {eye}: {name} on {ground} has {ratio:.2}, needs {least}"));
                        }
                    }
                }
            }
        }
    }
    assert!(wrong.is_empty(), "{}", wrong.join("\n"));
}

#[test]
fn lines_under_marks_differ_without_their_colour() {
    for css in [REPORT, HANDOUT] {
        let looks: BTreeSet<String> = FORMS
            .iter()
            .map(|form| {
                let rule = css.split(&format!("\n.m.{form}{{")).nth(1).and_then(|r| r.split('}').next()).unwrap_or_else(|| panic!(".m.{form}"));
                let plain = rule.split(';').filter(|d| !d.contains("decoration-color")).map(|d| d.split("var(").next().unwrap()).collect::<Vec<_>>();
                plain.join(";").replace("text-decoration-style:solid", "")
            })
            .collect();
        assert_eq!(looks.len(), FORMS.len(), "{looks:?}");
    }
}

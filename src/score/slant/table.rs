//! The table of a model: named features with their norm and weight, readable and shipped as data.

use std::fmt::Write;

/// A feature's norm on the training data, and its weight in log odds for each standard deviation above it.
#[derive(Clone, Debug, PartialEq)]
pub struct Row {
    pub name: String,
    pub mean: f32,
    pub sd: f32,
    pub weight: f32,
}

/// A model as its file writes it.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Table {
    /// Lines about training data, licence, date, command and result, without their `#`.
    pub card: Vec<String>,
    pub bias: f32,
    pub rows: Vec<Row>,
}

impl Table {
    /// Reads lines `name <tab> mean <tab> sd <tab> weight`; lines that begin with `#` are the card.
    pub fn parse(text: &str) -> Table {
        let mut out = Table::default();
        for line in text.lines() {
            if let Some(card) = line.strip_prefix('#') {
                out.card.push(card.trim().into());
                continue;
            }
            let mut parts = line.split('\t');
            let name = parts.next().unwrap_or_default();
            let mut number = || parts.next().and_then(|x| x.trim().parse::<f32>().ok());
            let (Some(mean), Some(sd), Some(weight)) = (number(), number(), number()) else { continue };
            if name == "bias" {
                out.bias = weight;
            } else {
                out.rows.push(Row { name: name.into(), mean, sd, weight });
            }
        }
        out
    }

    /// Writes the table as `parse` reads it, the heaviest feature first; weights that round to nothing are left out.
    pub fn text(&self) -> String {
        let mut out = String::new();
        self.card.iter().for_each(|c| writeln!(out, "# {c}").expect("a string takes all"));
        writeln!(out, "bias\t0\t1\t{:.4}", self.bias).expect("a string takes all");
        let mut rows: Vec<&Row> = self.rows.iter().filter(|r| (r.weight * 1e4).round() != 0.0).collect();
        rows.sort_by(|a, b| b.weight.abs().total_cmp(&a.weight.abs()).then_with(|| a.name.cmp(&b.name)));
        for r in rows {
            writeln!(out, "{}\t{:.4}\t{:.4}\t{:.4}", r.name, r.mean, r.sd, r.weight).expect("a string takes all");
        }
        out
    }
}

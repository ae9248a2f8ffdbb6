//! `slantscope eval`: the marks compared with annotated texts.

use super::args::Eval;
use super::check::known;
use super::outcome::Outcome;
use super::{gold, words};
use slantscope::analyzer::Analyzer;
use slantscope::eval::{Measured, Reads, measure, write};
use std::io::{self, Write};

/// Measures all sets and shows the result.
pub fn eval(args: &Eval) -> anyhow::Result<Outcome> {
    let lexicon = words::chosen(&args.lexicon)?;
    known(args.family.iter().map(String::as_str), &lexicon)?;
    let analyzer = Analyzer::new(&lexicon);
    let sets = gold::open(&args.gold, &lexicon, false)?;
    let measured: Vec<Measured> = sets.iter().filter(|s| s.set.reads != Reads::Sample).map(|s| measure(&s.set, &s.gold, &analyzer)).collect();
    let mut out = io::stdout().lock();
    match args.json {
        true => writeln!(out, "{}", write::data(&measured))?,
        false => out.write_all(write::text(&measured, &lexicon, args.rules, &args.family).as_bytes())?,
    }
    Ok(Outcome::Done)
}

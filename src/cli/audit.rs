//! `slantscope lexicon audit`: the balance of the lexicon itself.

use super::args::{Audit, Gold};
use super::outcome::Outcome;
use super::{gold, words};
use anyhow::{Context, bail};
use slantscope::analyzer::Analyzer;
use slantscope::eval::audit::Names;
use slantscope::eval::balance;
use std::io::{self, Write};

/// Audits, and shows or writes the page.
pub fn audit(args: &Audit) -> anyhow::Result<Outcome> {
    let lexicon = words::chosen(&args.lexicon)?;
    let files = words::files(&args.lexicon)?;
    let Some(file) = files.iter().find(|f| f.path.ends_with("audit.toml")) else {
        bail!("the lexicon has no audit.toml with the names to swap; lexicons/audit.toml of the program shows the form");
    };
    let names = Names::parse(&file.text).map_err(anyhow::Error::msg)?;
    let analyzer = Analyzer::new(&lexicon);
    let sets = match args.gold.is_empty() {
        true => Vec::new(),
        false => gold::open(&Gold { gold: args.gold.clone(), data: args.data.clone(), texts: None }, &lexicon, true)?,
    };
    let sets: Vec<_> = sets.into_iter().map(|s| (s.set, s.gold)).collect();
    let page = balance::audit(&names, &sets, &analyzer);
    match &args.out {
        Some(path) => std::fs::write(path, &page).with_context(|| format!("{} cannot be written", path.display()))?,
        None => io::stdout().lock().write_all(page.as_bytes())?,
    }
    Ok(Outcome::Done)
}

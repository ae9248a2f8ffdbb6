//! What is generated from the command line's own description: completions for shells, manual pages.

use super::args::{Args, Completions, Man};
use super::outcome::Outcome;
use anyhow::Context;
use clap::CommandFactory;
use std::io::Write;

/// Prints the completions of a shell.
pub fn completions(args: &Completions) -> anyhow::Result<Outcome> {
    let mut script = Vec::new();
    clap_complete::generate(args.shell, &mut Args::command(), env!("CARGO_PKG_NAME"), &mut script);
    anstream::stdout().lock().write_all(&script)?;
    Ok(Outcome::Done)
}

/// Prints the manual page of the program, or writes those of all commands.
pub fn man(args: &Man) -> anyhow::Result<Outcome> {
    match &args.out {
        Some(folder) => {
            std::fs::create_dir_all(folder).with_context(|| format!("The folder {} cannot be made; choose another with --out", folder.display()))?;
            clap_mangen::generate_to(Args::command(), folder).with_context(|| format!("The manual cannot be written into {}", folder.display()))?;
        }
        None => {
            let mut page = Vec::new();
            clap_mangen::Man::new(Args::command()).render(&mut page)?;
            anstream::stdout().lock().write_all(&page)?;
        }
    }
    Ok(Outcome::Done)
}

//! Reads the arguments, runs the command, sets the exit code. A reader that stops reading is no error.

mod cli;

use clap::Parser;
use std::process::ExitCode;

fn main() -> ExitCode {
    match cli::run(cli::args::Args::parse()) {
        Ok(outcome) => outcome.into(),
        Err(e) if cli::is_closed_pipe(&e) => ExitCode::SUCCESS,
        Err(e) => {
            anstream::eprintln!("slantscope: {e:#}");
            ExitCode::from(2)
        }
    }
}

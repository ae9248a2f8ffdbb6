//! Reads the arguments, runs the command, sets the exit code. A reader that stops reading is no error.

mod cli;

use std::process::ExitCode;

fn main() -> ExitCode {
    match cli::config::arguments().and_then(cli::run) {
        Ok(outcome) => outcome.into(),
        Err(e) if cli::is_closed_pipe(&e) => ExitCode::SUCCESS,
        Err(e) => {
            anstream::eprintln!("slantscope: {e:#}");
            ExitCode::from(2)
        }
    }
}

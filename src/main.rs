//! Hands the program's arguments to the commands of the library.

use std::process::ExitCode;

fn main() -> ExitCode {
    slantscope::cli::listen();
    slantscope::cli::hush_readers();
    ExitCode::from(slantscope::cli::main(std::env::args_os().collect()))
}

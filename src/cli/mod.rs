//! Runs the command that the arguments name; only here and in `load` does the program touch the world.

mod args;
mod assemble;
mod audit;
mod check;
mod compare;
mod config;
mod eval;
mod exchange;
mod explain;
mod extract;
mod folder;
mod gather;
mod generate;
mod gold;
mod handout;
mod ignore;
mod interrupt;
mod lexicon;
mod measure;
mod model;
mod norm;
mod outcome;
mod page;
mod paint;
mod report;
mod sentence;
mod session;
mod stream;
mod style;
mod verify;
mod words;

pub use interrupt::listen;
pub use outcome::hush_readers;

use args::{Args, Command, ModelCommand};
use outcome::Outcome;
pub use session::Session;
use std::ffi::OsString;

/// Runs the program with these arguments, the first of them its name, and returns the code to end with. What goes wrong is
/// said on standard error; a reader that stops reading is no error.
///
/// ```
/// let code = slantscope::cli::main(["slantscope", "lexicon", "list"].map(Into::into).to_vec());
/// assert_eq!(code, 0);
/// ```
pub fn main(arguments: Vec<OsString>) -> u8 {
    match config::arguments(&arguments).and_then(|given| given.map_or_else(Ok, |args| run(args).map(Outcome::code))) {
        Ok(code) => code,
        Err(e) if outcome::is_closed_pipe(&e) => 0,
        Err(e) => {
            anstream::eprintln!("slantscope: {}", style::safe(&format!("{e:#}")));
            2
        }
    }
}

fn run(args: Args) -> anyhow::Result<Outcome> {
    match args.command {
        Command::Check(args) => check::check(&args.traced()),
        Command::Report(args) => report::report(&args),
        Command::Verify(args) => verify::verify(&args),
        Command::Handout(args) => handout::handout(&args),
        Command::Explain(args) => explain::explain(&args),
        Command::Lexicon(args) => lexicon::lexicon(&args.command),
        Command::Eval(args) => eval::eval(&args),
        Command::Model(args) => match args.command {
            ModelCommand::Train(args) => model::train(&args),
        },
        Command::Compare(args) => compare::compare(&args),
        Command::Norm(args) => norm::norm(&args.command),
        Command::Extract(args) => extract::extract(&args),
        Command::Config(asked) => config::show(&asked, args.config.as_deref(), args.no_config),
        Command::Completions(args) => generate::completions(&args),
        Command::Man(args) => generate::man(&args),
    }
}

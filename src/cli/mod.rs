//! Runs the command that the arguments name; only here and in `load` does the program touch the world.

pub mod args;
mod assemble;
mod audit;
mod check;
mod compare;
pub mod config;
mod eval;
mod exchange;
mod explain;
mod extract;
mod gather;
mod generate;
mod gold;
mod handout;
mod ignore;
mod lexicon;
mod measure;
mod model;
mod norm;
mod outcome;
mod page;
mod paint;
mod report;
mod stream;
mod style;
mod words;

pub use outcome::is_closed_pipe;

use args::{Args, Command, ModelCommand};
use outcome::Outcome;

/// Runs the command.
pub fn run(args: Args) -> anyhow::Result<Outcome> {
    match args.command {
        Command::Check(args) => check::check(&args.traced()),
        Command::Report(args) => report::report(&args),
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

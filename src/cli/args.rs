//! The command line, as its help shows it.

use clap::{Args as ClapArgs, Parser, Subcommand, ValueEnum};
use slantscope::extract::Media;
use std::path::PathBuf;

const AFTER: &str = "Results go to standard output or to --out, everything else to standard error.
Exit codes: 0 done; 1 a threshold of --fail-above was crossed; 2 an error, or some inputs could not be analysed.";

/// Shows, mark by mark, how texts try to persuade and on whose word they rely.
///
/// It says nothing about truth, and gives no left-right label and no trust score.
#[derive(Debug, Parser)]
#[command(name = "slantscope", version, after_help = AFTER)]
pub struct Args {
    #[command(subcommand)]
    pub command: Command,
}

#[derive(Debug, Subcommand)]
pub enum Command {
    /// Show the marks of texts in the terminal, or as data
    Check(Check),
    /// Write a report with pages, charts and tables into a folder
    Report(Report),
    /// Explain a family or a rule: what it finds, why, its limits, its literature, its examples
    Explain(Explain),
    /// List or test rules
    Lexicon(Lexicon),
    /// Set two documents, two sources or two versions of a text side by side
    Compare(Compare),
    /// Make or list norms: what texts of a genre usually show
    Norm(NormArgs),
}

#[derive(Debug, ClapArgs)]
pub struct Check {
    #[command(flatten)]
    pub input: Input,
    #[command(flatten)]
    pub lexicon: Words,
    /// How the result is written
    #[arg(long, value_enum, default_value_t = Format::Text)]
    pub format: Format,
    /// Show marks of this family only; may be given several times, or as a list with commas (the scores stay whole)
    #[arg(long, value_name = "FAMILY", value_delimiter = ',')]
    pub family: Vec<String>,
    /// End with exit code 1 if a document has more marks of the family per 1,000 own words; "all" is the advocacy density
    #[arg(long, value_name = "FAMILY=RATE", value_parser = threshold)]
    pub fail_above: Vec<(String, f64)>,
}

#[derive(Debug, ClapArgs)]
pub struct Report {
    #[command(flatten)]
    pub input: Input,
    #[command(flatten)]
    pub lexicon: Words,
    /// The folder to write into
    #[arg(long, value_name = "DIR", default_value = "slantscope-report")]
    pub out: PathBuf,
    /// The report's title; without it, the title of corpus.toml or the folder's name
    #[arg(long)]
    pub title: Option<String>,
    /// A norm of your own, made by `slantscope norm build`; it takes the place of the built-in one for its genre
    #[arg(long, value_name = "FILE")]
    pub norm: Vec<PathBuf>,
    /// Open the report in the browser when it is done
    #[arg(long)]
    pub open: bool,
}

#[derive(Debug, ClapArgs)]
pub struct Explain {
    /// A family ("loaded") or a rule ("loaded.state-power"); without it, all families
    pub id: Option<String>,
    #[command(flatten)]
    pub lexicon: Words,
}

#[derive(Debug, ClapArgs)]
pub struct Lexicon {
    #[command(subcommand)]
    pub command: LexiconCommand,
}

#[derive(Debug, Subcommand)]
pub enum LexiconCommand {
    /// List all rules with their number of terms and their weight
    List {
        #[command(flatten)]
        lexicon: Words,
    },
    /// Check all files and run every rule's own examples
    Test {
        /// A folder of rules of your own, or a whole lexicon with its sources.toml
        dir: Option<PathBuf>,
    },
}

#[derive(Debug, ClapArgs)]
pub struct Compare {
    /// A file, or a folder with the documents of one source
    pub a: PathBuf,
    /// Another, or another version of the first
    pub b: PathBuf,
    #[command(flatten)]
    pub lexicon: Words,
    /// How the result is written
    #[arg(long, value_enum, default_value_t = CompareFormat::Text)]
    pub format: CompareFormat,
}

#[derive(Clone, Copy, Debug, PartialEq, Eq, ValueEnum)]
pub enum CompareFormat {
    /// For reading
    Text,
    /// One object
    Json,
}

#[derive(Debug, ClapArgs)]
pub struct NormArgs {
    #[command(subcommand)]
    pub command: NormCommand,
}

#[derive(Debug, Subcommand)]
pub enum NormCommand {
    /// Make the norm of one genre from texts
    Build(Box<NormBuild>),
    /// List the norms in use, with their cards
    List(NormList),
}

#[derive(Debug, ClapArgs)]
pub struct NormBuild {
    #[command(flatten)]
    pub input: Input,
    #[command(flatten)]
    pub lexicon: Words,
    /// The genre, as sentences name it: news
    #[arg(long)]
    pub genre: String,
    /// Other names under which documents declare the genre, as a list with commas
    #[arg(long, value_delimiter = ',')]
    pub also: Vec<String>,
    /// Take documents that declare one of these genres too; those that declare none are always taken, all others never
    #[arg(long, value_delimiter = ',')]
    pub take: Vec<String>,
    /// Leave out a measure that the texts do not show as they were
    #[arg(long, value_name = "MEASURE", value_delimiter = ',')]
    pub without: Vec<String>,
    /// The set of texts, in words
    #[arg(long)]
    pub set: String,
    /// When the texts were written
    #[arg(long, default_value = "")]
    pub dates: String,
    /// The licence of the texts
    #[arg(long, default_value = "")]
    pub licence: String,
    /// What the norm cannot be used for
    #[arg(long, default_value = "")]
    pub limits: String,
    /// The file to write; without it, standard output
    #[arg(long, value_name = "FILE")]
    pub out: Option<PathBuf>,
}

#[derive(Debug, ClapArgs)]
pub struct NormList {
    #[command(flatten)]
    pub lexicon: Words,
    /// A norm of your own
    #[arg(long, value_name = "FILE")]
    pub norm: Vec<PathBuf>,
}

/// What is read.
#[derive(Debug, ClapArgs)]
pub struct Input {
    /// Files and folders (.txt .md .markdown .jsonl .ndjson); - is standard input
    #[arg(required = true, value_name = "PATH")]
    pub paths: Vec<PathBuf>,
    /// How standard input and files of other endings are written
    #[arg(long, value_enum, value_name = "FORMAT")]
    pub input_format: Option<InputFormat>,
    /// The name of the source of all documents
    #[arg(long, value_name = "NAME")]
    pub source: Option<String>,
    /// How many documents are analysed at the same time; the result is the same [default: 1 on standard input, else all cores]
    #[arg(long, value_name = "N", value_parser = clap::value_parser!(u16).range(1..=256))]
    pub threads: Option<u16>,
}

/// The rules that are looked for.
#[derive(Debug, Default, ClapArgs)]
pub struct Words {
    /// A folder of rules of your own, added to the built-in ones; a rule with the same id takes the other's place
    #[arg(long, value_name = "DIR")]
    pub lexicon: Vec<PathBuf>,
    /// A whole lexicon that takes the place of the built-in one (for development)
    #[arg(long, value_name = "DIR")]
    pub base_lexicon: Option<PathBuf>,
}

#[derive(Clone, Copy, Debug, PartialEq, Eq, ValueEnum)]
pub enum Format {
    /// Sentences with their marks, for reading
    Text,
    /// One object with all documents
    Json,
    /// One object a line, written as it goes
    Jsonl,
    /// A table of marks
    Csv,
    /// For notes and web pages
    Markdown,
}

#[derive(Clone, Copy, Debug, PartialEq, Eq, ValueEnum)]
pub enum InputFormat {
    Text,
    Markdown,
    Jsonl,
}

impl From<InputFormat> for Media {
    fn from(format: InputFormat) -> Media {
        match format {
            InputFormat::Text => Media::Text,
            InputFormat::Markdown => Media::Markdown,
            InputFormat::Jsonl => Media::Record,
        }
    }
}

fn threshold(written: &str) -> Result<(String, f64), String> {
    let wrong = || "write it as FAMILY=RATE, for example loaded=5 or all=40".to_string();
    let (family, rate) = written.split_once('=').ok_or_else(wrong)?;
    let rate: f64 = rate.trim().parse().map_err(|_| wrong())?;
    if rate.is_finite() && rate >= 0.0 { Ok((family.trim().into(), rate)) } else { Err(wrong()) }
}

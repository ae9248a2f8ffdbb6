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
    /// Write sheets for a class: a numbered text, questions on its lines, a way to check it, a glossary, a key
    Handout(Handout),
    /// Explain a family or a rule: what it finds, why, its limits, its literature, its examples
    Explain(Explain),
    /// List or test rules
    Lexicon(Lexicon),
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
    /// Open the report in the browser when it is done
    #[arg(long)]
    pub open: bool,
}

#[derive(Debug, ClapArgs)]
pub struct Handout {
    /// The text (.txt .md, or a .jsonl with one record); - is standard input
    #[arg(value_name = "FILE")]
    pub file: PathBuf,
    /// A second text on the same event: the questions then set the two beside each other
    #[arg(long, value_name = "FILE2")]
    pub pair: Option<PathBuf>,
    /// How many questions, three to seven; a text with fewer findings has fewer [default: 3, 5 or 7, by the level]
    #[arg(long, value_name = "N", value_parser = clap::value_parser!(u16).range(3..=7))]
    pub questions: Option<u16>,
    /// How much the questions help
    #[arg(long, value_enum, default_value_t = Level::Middle)]
    pub level: Level,
    /// Add the key for the teacher: the same lines with their marks, and what each question rests on
    #[arg(long)]
    pub key: bool,
    /// Leave out who published and wrote the text, in the text too
    #[arg(long)]
    pub hide_source: bool,
    /// How it is written: a page to print, or a file for a word processor [default: by the ending of --out, else html]
    #[arg(long, value_enum)]
    pub format: Option<Sheets>,
    /// The file to write; without it standard output, or on a terminal a file named after the text
    #[arg(long, value_name = "FILE")]
    pub out: Option<PathBuf>,
    /// Open the handout when it is done
    #[arg(long)]
    pub open: bool,
    /// How standard input and files of other endings are written
    #[arg(long, value_enum, value_name = "FORMAT")]
    pub input_format: Option<InputFormat>,
    #[command(flatten)]
    pub lexicon: Words,
}

#[derive(Clone, Copy, Debug, PartialEq, Eq, ValueEnum)]
pub enum Level {
    /// Shows the words and says what they are; three questions
    First,
    /// Shows the words; five questions
    Middle,
    /// Names lines and families, and the words must be found; seven questions, with patterns to discuss
    Upper,
}

#[derive(Clone, Copy, Debug, PartialEq, Eq, ValueEnum)]
pub enum Sheets {
    /// One page, for print and for screens
    Html,
    /// For Word, LibreOffice and their like
    Docx,
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

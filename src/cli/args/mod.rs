//! The command line, as its help shows it.

mod rules;

use clap::builder::PossibleValuesParser;
use clap::{Args as ClapArgs, Parser, Subcommand, ValueEnum};
use slantscope::extract::Media;
use slantscope::report::tables;
use std::path::PathBuf;

pub use rules::*;

const AFTER: &str = "Results go to standard output or to --out, everything else to standard error.
Exit codes: 0 done; 1 a threshold of --fail-above was crossed, or a report does not come out again; 2 an error, or some inputs could not be analysed.";

/// Shows, mark by mark, how texts try to persuade and on whose word they rely.
///
/// It says nothing about truth, and gives no left-right label and no trust score.
#[derive(Debug, Parser)]
#[command(name = "slantscope", version, after_help = AFTER)]
pub struct Args {
    #[command(subcommand)]
    pub command: Command,
    /// A file of options in the place of the slantscope.toml that is found in this folder or above it
    #[arg(long, global = true, value_name = "FILE")]
    pub config: Option<PathBuf>,
    /// Read no slantscope.toml
    #[arg(long, global = true)]
    pub no_config: bool,
}

#[derive(Debug, Subcommand)]
pub enum Command {
    /// Show the marks of texts in the terminal, or as data
    Check(Check),
    /// Write a report with pages, charts and tables into a folder
    Report(Report),
    /// Make a report again from its manifest, compare it byte for byte, and say what differs and why
    Verify(Verify),
    /// Write sheets for a class: a numbered text, questions on its lines, a way to check it, a glossary, a key
    Handout(Handout),
    /// Explain a family or a rule: what it finds, why, its limits, its literature, its examples
    Explain(Explain),
    /// List, test, measure and exchange rules
    Lexicon(Lexicon),
    /// Compare the marks with annotated texts: precision, recall and F1 with intervals
    Eval(Eval),
    /// Train the models on annotated texts of your own
    Model(Model),
    /// Set two documents, two sources or two versions of a text side by side
    Compare(Compare),
    /// Make or list norms: what texts of a genre usually show
    Norm(NormArgs),
    /// Show the text that is read out of files, and what of them is left out
    Extract(Extract),
    /// Show the options that hold here, or every key of slantscope.toml
    Config(Config),
    /// Print a script that completes commands and options in a shell
    Completions(Completions),
    /// Print the manual page, or write the pages of all commands into a folder
    Man(Man),
}

#[derive(Debug, ClapArgs)]
pub struct Check {
    #[command(flatten)]
    pub input: Input,
    #[command(flatten)]
    pub lexicon: Words,
    /// Give sentence probabilities for texts in which this share of the sentences is slanted, or opinion: 0.1 for one in ten [default: 0.5]
    #[arg(long, value_name = "SHARE", value_parser = share)]
    pub base_rate: Option<f32>,
    /// How the result is written
    #[arg(long, value_enum, default_value_t = Format::Text)]
    pub format: Format,
    /// Which table `--format csv` writes [default: marks]
    #[arg(long, value_name = "NAME", value_parser = PossibleValuesParser::new(tables::names()))]
    pub table: Option<String>,
    /// Show marks of this family only; may be given several times, or as a list with commas (the scores stay whole)
    #[arg(long, value_name = "FAMILY", value_delimiter = ',')]
    pub family: Vec<String>,
    /// End with exit code 1 if a document has more marks of the family per 1,000 own words; "all" is the advocacy density
    #[arg(long, value_name = "FAMILY=RATE", value_parser = threshold)]
    pub fail_above: Vec<(String, f64)>,
    /// An earlier log of `--format sarif`; each result then says whether it is new, unchanged or gone
    #[arg(long, value_name = "FILE", requires = "format")]
    pub baseline: Option<PathBuf>,
}

impl Check {
    /// The same, with places in the files themselves where the format shows them.
    pub fn traced(mut self) -> Check {
        self.input.trace = self.format == Format::Sarif;
        self
    }
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
    /// Give sentence probabilities for texts in which this share of the sentences is slanted, or opinion: 0.1 for one in ten [default: 0.5]
    #[arg(long, value_name = "SHARE", value_parser = share)]
    pub base_rate: Option<f32>,
    /// Open the report in the browser when it is done
    #[arg(long)]
    pub open: bool,
}

#[derive(Debug, ClapArgs)]
pub struct Verify {
    /// The folder of the report
    #[arg(value_name = "DIR")]
    pub report: PathBuf,
    /// The files and folders that it was made from, in their order [default: those that its manifest names, from this folder]
    #[arg(long, value_name = "PATH", num_args = 1..)]
    pub inputs: Vec<PathBuf>,
    /// A norm that it was made with [default: those that its manifest names]
    #[arg(long, value_name = "FILE")]
    pub norm: Vec<PathBuf>,
    /// The file of marks to ignore that it was made with [default: the one that its manifest names]
    #[arg(long, value_name = "FILE")]
    pub ignore_file: Option<PathBuf>,
    /// How many documents are analysed at the same time; the result is the same [default: all cores]
    #[arg(long, value_name = "N", value_parser = clap::value_parser!(u16).range(1..=256))]
    pub threads: Option<u16>,
    /// How many seconds the reader of a page, PDF or office file is waited for; a file that takes longer is named, and the others go on [default: 60]
    #[arg(long, value_name = "N", value_parser = clap::value_parser!(u32).range(1..=86_400))]
    pub max_seconds: Option<u32>,
    #[command(flatten)]
    pub lexicon: Words,
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
    /// A family ("loaded") or a rule ("loaded.state-power"); without it, all families. With --sentence, a file
    pub id: Option<String>,
    /// Show what adds up to the probabilities of this sentence of the file, counted from 1
    #[arg(long, value_name = "N", requires = "id", value_parser = clap::value_parser!(u32).range(1..))]
    pub sentence: Option<u32>,
    /// Give sentence probabilities for texts in which this share of the sentences is slanted, or opinion: 0.1 for one in ten [default: 0.5]
    #[arg(long, value_name = "SHARE", requires = "sentence", value_parser = share)]
    pub base_rate: Option<f32>,
    #[command(flatten)]
    pub lexicon: Words,
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

#[derive(Debug, ClapArgs)]
pub struct Extract {
    #[command(flatten)]
    pub input: Input,
    /// Show what was left out in the place of the text
    #[arg(long)]
    pub dropped: bool,
    /// Show each block with its kind
    #[arg(long, conflicts_with = "dropped")]
    pub blocks: bool,
}

#[derive(Debug, ClapArgs)]
pub struct Config {
    /// Print a slantscope.toml with every key, what it does and its default
    #[arg(long)]
    pub default: bool,
}

#[derive(Debug, ClapArgs)]
pub struct Completions {
    pub shell: clap_complete::Shell,
}

#[derive(Debug, ClapArgs)]
pub struct Man {
    /// Write all pages into this folder
    #[arg(long, value_name = "DIR")]
    pub out: Option<PathBuf>,
}

/// What is read.
#[derive(Debug, Default, ClapArgs)]
pub struct Input {
    /// Files and folders (.txt .md .html .mhtml .pdf .docx .odt .rtf .epub .csv .tsv .json .jsonl .urls .zip); - is standard input
    #[arg(required = true, value_name = "PATH")]
    pub paths: Vec<PathBuf>,
    /// How standard input and files of other endings are written
    #[arg(long, value_enum, value_name = "FORMAT")]
    pub input_format: Option<InputFormat>,
    /// The column of a table (.csv, .tsv) that holds the texts [default: text]
    #[arg(long, value_name = "NAME")]
    pub text_column: Option<String>,
    /// Score texts that do not look like English too
    #[arg(long)]
    pub any_language: bool,
    /// The name of the source of all documents
    #[arg(long, value_name = "NAME")]
    pub source: Option<String>,
    /// How many documents are analysed at the same time; the result is the same [default: 1 on standard input, else all cores]
    #[arg(long, value_name = "N", value_parser = clap::value_parser!(u16).range(1..=256))]
    pub threads: Option<u16>,
    /// How many seconds the reader of a page, PDF or office file is waited for; a file that takes longer is named, and the others go on [default: 60]
    #[arg(long, value_name = "N", value_parser = clap::value_parser!(u32).range(1..=86_400))]
    pub max_seconds: Option<u32>,
    /// A file of marks that are not to be shown or counted [default: slantscope-ignore.toml, in this folder or above it]
    #[arg(long, value_name = "FILE")]
    pub ignore_file: Option<PathBuf>,
    /// Look for no ignore file.
    #[arg(skip)]
    pub ignore_nothing: bool,
    /// Keep where every text stands in its file.
    #[arg(skip)]
    pub trace: bool,
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
    /// A table: that of the marks, or the one that --table names
    Csv,
    /// For notes and web pages
    Markdown,
    /// SARIF 2.1.0, for editors and code hosts
    Sarif,
    /// W3C Web Annotation (JSON-LD), for annotation tools
    Annotation,
}

#[derive(Clone, Copy, Debug, PartialEq, Eq, ValueEnum)]
pub enum InputFormat {
    Text,
    Markdown,
    Html,
    Mhtml,
    Pdf,
    Docx,
    Odt,
    Rtf,
    Epub,
    Csv,
    Tsv,
    Json,
    Jsonl,
    Zip,
    /// One address a line; the pages are saved beside the list
    Urls,
}

impl From<InputFormat> for Media {
    fn from(format: InputFormat) -> Media {
        match format {
            InputFormat::Text => Media::Text,
            InputFormat::Markdown => Media::Markdown,
            InputFormat::Html => Media::Html,
            InputFormat::Mhtml => Media::Mhtml,
            InputFormat::Pdf => Media::Pdf,
            InputFormat::Docx => Media::Docx,
            InputFormat::Odt => Media::Odt,
            InputFormat::Rtf => Media::Rtf,
            InputFormat::Epub => Media::Epub,
            InputFormat::Csv => Media::Csv,
            InputFormat::Tsv => Media::Tsv,
            InputFormat::Json => Media::Json,
            InputFormat::Jsonl => Media::Record,
            InputFormat::Zip => Media::Zip,
            InputFormat::Urls => Media::Urls,
        }
    }
}

fn threshold(written: &str) -> Result<(String, f64), String> {
    let wrong = || "write it as FAMILY=RATE, for example loaded=5 or all=40".to_string();
    let (family, rate) = written.split_once('=').ok_or_else(wrong)?;
    let rate: f64 = rate.trim().parse().map_err(|_| wrong())?;
    if rate.is_finite() && rate >= 0.0 { Ok((family.trim().into(), rate)) } else { Err(wrong()) }
}

fn share(written: &str) -> Result<f32, String> {
    let wrong = || "write a share between 0 and 1, for example 0.1".to_string();
    written.trim().parse().ok().filter(|s| *s > 0.0 && *s < 1.0).ok_or_else(wrong)
}

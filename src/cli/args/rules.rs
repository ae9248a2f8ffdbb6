//! The arguments of the commands that list, measure, exchange and train rules.

use super::Words;
use clap::{Args as ClapArgs, Subcommand, ValueEnum};
use slantscope::exchange::Dialect;
use std::path::PathBuf;

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
    /// Measure rules against annotated texts, and write the result into their files and onto a page
    Measure(Measure),
    /// Draw hits at random, to be judged by reading
    Sample(Sample),
    /// Write a page with every family, rule, term, source and measured precision
    Page {
        /// The page to write (.html)
        #[arg(long, value_name = "FILE")]
        out: PathBuf,
        #[command(flatten)]
        lexicon: Words,
    },
    /// Write a commented rule file to fill in
    New(New),
    /// Turn a word list of another program into a folder of rules
    Import(Import),
    /// Write the words of rules for another program
    Export(Export),
    /// Audit the balance of the lexicon: names swapped, pairs mirrored, rates by the leaning of the outlet
    Audit(Audit),
}

#[derive(Debug, ClapArgs)]
pub struct Eval {
    #[command(flatten)]
    pub gold: Gold,
    #[command(flatten)]
    pub lexicon: Words,
    /// Show this family only; may be given several times, or as a list with commas
    #[arg(long, value_name = "FAMILY", value_delimiter = ',')]
    pub family: Vec<String>,
    /// Show every rule below its family
    #[arg(long)]
    pub rules: bool,
    /// Write one JSON object in the place of tables
    #[arg(long)]
    pub json: bool,
}

#[derive(Debug, ClapArgs)]
pub struct Measure {
    #[command(flatten)]
    pub gold: Gold,
    /// Judgments of drawn hits, as `lexicon sample` writes them
    #[arg(long, value_name = "FILE")]
    pub judgments: Option<PathBuf>,
    /// The lexicon or folder of rules whose files get their evidence; without it, the result is only shown
    #[arg(long, value_name = "DIR")]
    pub write: Option<PathBuf>,
    /// A page in Markdown with all results
    #[arg(long, value_name = "FILE")]
    pub out: Option<PathBuf>,
}

#[derive(Debug, ClapArgs)]
pub struct Sample {
    #[command(flatten)]
    pub gold: Gold,
    #[command(flatten)]
    pub lexicon: Words,
    /// Draw hits of this family only; may be given several times, or as a list with commas
    #[arg(long, value_name = "FAMILY", value_delimiter = ',')]
    pub family: Vec<String>,
    /// How many hits of each family
    #[arg(long, value_name = "N", default_value_t = 60)]
    pub number: usize,
    /// Another number draws other hits
    #[arg(long, default_value_t = 1)]
    pub seed: u64,
}

#[derive(Debug, ClapArgs)]
pub struct Model {
    #[command(subcommand)]
    pub command: ModelCommand,
}

#[derive(Debug, Subcommand)]
pub enum ModelCommand {
    /// Learn the table of a model from annotated texts, and write it with its card
    Train(Train),
}

#[derive(Debug, ClapArgs)]
pub struct Train {
    /// The model
    #[arg(value_enum)]
    pub model: Which,
    /// Texts with labels, or for cue with attributions (.jsonl)
    pub gold: PathBuf,
    /// Strength of the penalty [default: 150, for cue 10]
    #[arg(long)]
    pub l2: Option<f64>,
    /// Keep so many features at most, for a model that can be read at a glance: the lightest go, and the others are learned again
    #[arg(long, value_name = "N", value_parser = clap::value_parser!(u16).range(1..=2000))]
    pub features: Option<u16>,
    /// Measure the model on ten folds, and on outlets held out where the texts name theirs
    #[arg(long)]
    pub validate: bool,
    /// Draw the reliability diagram (SVG), from ten folds
    #[arg(long, value_name = "FILE")]
    pub diagram: Option<PathBuf>,
    /// What the texts are called, for the card [default: the file's name]
    #[arg(long)]
    pub title: Option<String>,
    /// Their licence, for the card
    #[arg(long)]
    pub licence: Option<String>,
    /// The day of the training, for the card
    #[arg(long)]
    pub date: Option<String>,
    #[command(flatten)]
    pub lexicon: Words,
    /// The table to write [default: standard output]
    #[arg(long, value_name = "FILE")]
    pub out: Option<PathBuf>,
}

#[derive(Clone, Copy, Debug, PartialEq, Eq, ValueEnum)]
pub enum Which {
    /// Words that credit somebody with something
    Cue,
    /// Slanted wording in news
    Slant,
    /// The author's view rather than a report
    Opinion,
}

impl Which {
    /// The name of the model.
    pub fn name(self) -> &'static str {
        match self {
            Which::Cue => "cue",
            Which::Slant => "slant",
            Which::Opinion => "opinion",
        }
    }
}

#[derive(Debug, ClapArgs)]
pub struct New {
    /// The rule's id: its family, a dot, its name ("loaded.harbour")
    pub id: String,
    /// The folder of rules to write into
    #[arg(long, value_name = "DIR", default_value = "my-rules")]
    pub out: PathBuf,
}

#[derive(Debug, ClapArgs)]
pub struct Import {
    /// The word list
    pub file: PathBuf,
    /// How the list is written [default: by the file's ending]
    #[arg(long, value_enum)]
    pub format: Option<ListFormat>,
    /// The name of the families that are made [default: the file's name]
    #[arg(long)]
    pub name: Option<String>,
    /// The work that the list comes from, to be cited with every rule
    #[arg(long, value_name = "TEXT")]
    pub cite: Option<String>,
    /// Leave out lines that cannot be read, after naming them, in the place of stopping
    #[arg(long)]
    pub skip: bool,
    /// The folder to write into
    #[arg(long, value_name = "DIR")]
    pub out: PathBuf,
}

#[derive(Debug, ClapArgs)]
pub struct Export {
    /// The other program
    #[arg(long, value_enum)]
    pub format: ExportFormat,
    /// Write the words of this family only; may be given several times, or as a list with commas
    #[arg(long, value_name = "FAMILY", value_delimiter = ',')]
    pub family: Vec<String>,
    #[command(flatten)]
    pub lexicon: Words,
    /// The folder to write into
    #[arg(long, value_name = "DIR")]
    pub out: PathBuf,
}

#[derive(Clone, Copy, Debug, PartialEq, Eq, ValueEnum)]
pub enum ListFormat {
    /// LIWC up to 2015 (.dic)
    Liwc,
    /// LIWC-22 (.dicx)
    Dicx,
    /// A quanteda dictionary (.yml)
    Quanteda,
    /// A Vale rule (.yml)
    Vale,
    /// VADER's table (.tsv)
    Vader,
    /// One word or phrase a line (.txt)
    List,
}

impl From<ListFormat> for Dialect {
    fn from(format: ListFormat) -> Dialect {
        match format {
            ListFormat::Liwc => Dialect::Dic,
            ListFormat::Dicx => Dialect::Dicx,
            ListFormat::Quanteda => Dialect::Quanteda,
            ListFormat::Vale => Dialect::Vale,
            ListFormat::Vader => Dialect::Vader,
            ListFormat::List => Dialect::List,
        }
    }
}

#[derive(Clone, Copy, Debug, PartialEq, Eq, ValueEnum)]
pub enum ExportFormat {
    /// A dictionary with a key for each family and rule
    Quanteda,
    /// A dictionary (.dic) with a category for each family
    Liwc,
    /// One rule a file
    Vale,
}

#[derive(Debug, ClapArgs)]
pub struct Audit {
    /// Annotated texts that name the leaning of their outlet, or a plan of sets; adds their rates
    #[arg(value_name = "GOLD")]
    pub gold: Vec<PathBuf>,
    /// The folder that a plan names its files from [default: the plan's own]
    #[arg(long, value_name = "DIR")]
    pub data: Option<PathBuf>,
    #[command(flatten)]
    pub lexicon: Words,
    /// Write the page to this file in the place of standard output
    #[arg(long, value_name = "FILE")]
    pub out: Option<PathBuf>,
}

/// Annotated texts.
#[derive(Debug, ClapArgs)]
pub struct Gold {
    /// Annotated texts (.jsonl), or a plan (.toml) that says how sets of them are read
    #[arg(required = true, value_name = "GOLD")]
    pub gold: Vec<PathBuf>,
    /// The folder that a plan names its files from [default: the plan's own]
    #[arg(long, value_name = "DIR")]
    pub data: Option<PathBuf>,
    /// The folder of the texts, where marks stand apart from them
    #[arg(long, value_name = "DIR")]
    pub texts: Option<PathBuf>,
}

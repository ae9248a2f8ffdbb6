//! `check` for programs that hold their texts in memory: the options are read once, and the texts come one by one.

use super::args::{Args, Check, Command};
use super::gather::{analyze, named, threads};
use super::ignore::Ignore;
use super::stream::error_record;
use super::words::Chosen;
use super::{check, config, ignore, words};
use slantscope::analyzer::Analyzer;
use slantscope::error::InputError;
use slantscope::extract::{Meta, given};
use slantscope::lexicon::Lexicon;
use slantscope::load::STDIN;
use slantscope::report::model::ErrorRecord;
use slantscope::score::Reading;
use std::ffi::OsString;

/// The options of `slantscope check`, with those of slantscope.toml, made ready.
pub struct Session {
    check: Check,
    lexicon: Chosen,
    ignore: Ignore,
}

impl Session {
    /// Reads the options as they would stand on the command line, and the files that they name.
    ///
    /// # Errors
    /// The sentence that the program would print.
    ///
    /// ```
    /// use slantscope::{analyzer::Analyzer, cli::Session, extract::Meta};
    /// let session = Session::new(["--no-config", "--any-language"].map(Into::into))?;
    /// let analyzer = Analyzer::new(session.lexicon());
    /// let reading = session.analyze(Some("Everyone knows it.".into()), Meta { id: "a1".into(), ..Meta::default() }, &analyzer).unwrap();
    /// assert_eq!(reading.meta.id, "a1");
    /// # Ok::<(), String>(())
    /// ```
    pub fn new(options: impl IntoIterator<Item = OsString>) -> Result<Session, String> {
        let first = ["slantscope", "check", "-", "--format", "jsonl"].map(OsString::from);
        let arguments: Vec<OsString> = first.into_iter().chain(options).collect();
        let read = || -> anyhow::Result<Session> {
            let Args { command: Command::Check(check), .. } = config::parsed(&arguments)?.0? else { unreachable!("the command is check") };
            let lexicon = words::chosen(&check.lexicon)?;
            check::known(check.family.iter().map(String::as_str), &lexicon)?;
            let ignore = ignore::read(&check.input, &lexicon)?;
            Ok(Session { check, lexicon, ignore })
        };
        read().map_err(|e| match e.downcast_ref::<clap::Error>() {
            // without the name of the program, and without its hint at --help
            Some(wrong) => wrong.to_string().split("\n\n").next().unwrap_or_default().trim_start_matches("error: ").to_string(),
            None => format!("{e:#}"),
        })
    }

    /// The rules that are looked for.
    pub fn lexicon(&self) -> &Lexicon {
        &self.lexicon
    }

    /// How many documents are to be analysed at the same time.
    pub fn threads(&self) -> usize {
        threads(&self.check.input)
    }

    /// Analyses one text as `check --format jsonl` analyses a record with these fields.
    ///
    /// # Errors
    /// The record that `check` would write in its place.
    pub fn analyze(&self, text: Option<String>, meta: Meta, analyzer: &Analyzer) -> Result<Reading, ErrorRecord> {
        let document = given(text, meta, self.check.input.any_language);
        let reading = document.and_then(|document| analyze(named(document, &self.check.input), analyzer));
        let mut reading = reading.map_err(|e| error_record(&InputError { place: STDIN.into(), ..e }))?;
        self.ignore.apply(&mut reading, analyzer.lexicon);
        check::only(&mut reading, &self.check, analyzer.lexicon);
        Ok(reading)
    }
}

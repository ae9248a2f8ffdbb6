//! `slantscope.toml`: options that hold for a folder and all below it. Every key is the name of an option; the command line wins.

use super::args::{Args, Config};
use super::check::nearest;
use super::outcome::Outcome;
use anyhow::{Context, bail};
use clap::{Arg, Command, CommandFactory, FromArgMatches};
use std::ffi::OsString;
use std::fmt::Write as _;
use std::io::Write as _;
use std::path::{Path, PathBuf};
use toml::{Table, Value};

/// The name of the file.
pub const NAME: &str = "slantscope.toml";
/// Commands whose options may stand in the file.
const COMMANDS: [&str; 2] = ["check", "report"];

/// The arguments of this run: those given, with those of the file where they are silent; or, where help is asked for or an
/// argument is wrong, that was printed and the code to end with stands in its place.
pub fn arguments(given: &[OsString]) -> anyhow::Result<Result<Args, u8>> {
    let (parsed, file) = parsed(given)?;
    match parsed {
        Ok(args) => Ok(Ok(args)),
        Err(e) => {
            let _ = e.print();
            if let Some(file) = file.filter(|_| e.use_stderr()) {
                anstream::eprintln!("Options that are not on the command line come from {}.", file.display());
            }
            Ok(Err(if e.use_stderr() { 2 } else { 0 }))
        }
    }
}

/// The arguments of this run or what is wrong with them, and the file if it added any.
pub fn parsed(given: &[OsString]) -> anyhow::Result<(Result<Args, clap::Error>, Option<PathBuf>)> {
    let command = Args::command();
    let (all, file) = expanded(given, &command)?;
    Ok((command.try_get_matches_from(all).and_then(|matches| Args::from_arg_matches(&matches)), file))
}

/// The arguments with those of the file behind the name of the command, and the file if it added any.
fn expanded(given: &[OsString], command: &Command) -> anyhow::Result<(Vec<OsString>, Option<PathBuf>)> {
    let text: Vec<String> = given.iter().map(|a| a.to_string_lossy().into_owned()).collect();
    let untouched = (given.to_vec(), None);
    let Some((mut at, first)) = text.iter().enumerate().skip(1).find_map(|(i, a)| command.find_subcommand(a).map(|c| (i, c))) else { return Ok(untouched) };
    let mut sub = first;
    while let Some(inner) = text.get(at + 1).and_then(|a| sub.find_subcommand(a)) {
        (at, sub) = (at + 1, inner);
    }
    if !takes_options(sub) || text.iter().any(|a| a == "--no-config") {
        return Ok(untouched);
    }
    let named = text.iter().enumerate().find_map(|(i, a)| match a.strip_prefix("--config") {
        Some("") => given.get(i + 1).map(PathBuf::from),
        Some(rest) => rest.strip_prefix('=').map(PathBuf::from),
        None => None,
    });
    let Some((path, table)) = read(named.as_deref())? else { return Ok(untouched) };
    let mut added = Vec::new();
    for (key, value) in options(&table, first.get_name()) {
        let Some(arg) = sub.get_arguments().find(|a| a.get_long() == Some(key)) else { continue };
        let flag = format!("--{key}");
        if !text.iter().any(|a| *a == flag || a.starts_with(&format!("{flag}="))) {
            added.extend(words(&path, arg, key, value)?);
        }
    }
    let from = (!added.is_empty()).then_some(path);
    let mut all = given.to_vec();
    all.splice(at + 1..at + 1, added);
    Ok((all, from))
}

/// Commands that read texts or rules take options from the file.
fn takes_options(command: &Command) -> bool {
    command.get_arguments().any(|a| matches!(a.get_long(), Some("input-format" | "lexicon")))
}

/// The file that was named, or the nearest one above this folder.
fn read(named: Option<&Path>) -> anyhow::Result<Option<(PathBuf, Table)>> {
    let path = match named {
        Some(path) => path.to_path_buf(),
        None => match upwards(NAME) {
            Some(path) => path,
            None => return Ok(None),
        },
    };
    let text = std::fs::read_to_string(&path).with_context(|| format!("The file of options {} cannot be read", path.display()))?;
    let table: Table = text.parse().with_context(|| format!("{} is not TOML", path.display()))?;
    known(&path, &table)?;
    Ok(Some((path, table)))
}

/// The nearest file of this name in the folder where the program runs, or above it.
pub fn upwards(name: &str) -> Option<PathBuf> {
    let here = std::env::current_dir().ok()?;
    here.ancestors().map(|folder| folder.join(name)).find(|path| path.is_file())
}

/// Refuses keys that are no option.
fn known(path: &Path, table: &Table) -> anyhow::Result<()> {
    let command = Args::command();
    let keys: Vec<String> = command.get_subcommands().filter(|c| takes_options(c)).flat_map(keys_of).collect();
    let names: Vec<&str> = command.get_subcommands().filter(|c| takes_options(c)).map(Command::get_name).collect();
    let inner = table.iter().filter(|(k, v)| v.is_table() && names.contains(&k.as_str())).filter_map(|(_, v)| v.as_table());
    let outer = table.iter().filter(|(k, v)| !(v.is_table() && names.contains(&k.as_str())));
    for (key, _) in outer.chain(inner.flatten()) {
        if !keys.contains(key) {
            bail!(
                "{}: there is no key \"{key}\".{} `slantscope config --default` shows all keys.",
                path.display(),
                nearest(key, keys.iter().map(String::as_str))
            );
        }
    }
    Ok(())
}

fn keys_of(command: &Command) -> Vec<String> {
    let own = |a: &&Arg| !matches!(a.get_long(), Some("help" | "version" | "config" | "no-config"));
    command.get_arguments().filter(own).filter_map(|a| a.get_long().map(String::from)).collect()
}

/// The keys for a command: its own table goes before the file's first lines.
fn options<'t>(table: &'t Table, command: &str) -> Vec<(&'t str, &'t Value)> {
    let own = table.get(command).and_then(Value::as_table);
    let outer = table.iter().filter(|(k, v)| !v.is_table() && own.is_none_or(|o| !o.contains_key(*k)));
    outer.chain(own.into_iter().flatten()).map(|(k, v)| (k.as_str(), v)).collect()
}

/// A key as it would stand on the command line. Paths count from the folder of the file.
fn words(file: &Path, arg: &Arg, key: &str, value: &Value) -> anyhow::Result<Vec<OsString>> {
    let flag = || OsString::from(format!("--{key}"));
    let is_path = arg.get_value_names().is_some_and(|n| n.iter().any(|n| matches!(n.as_str(), "DIR" | "FILE")));
    let one = |value: &Value| -> anyhow::Result<Vec<OsString>> {
        let text = match value {
            Value::String(s) if is_path => return Ok(vec![flag(), file.parent().unwrap_or(Path::new("")).join(s).into_os_string()]),
            Value::String(s) => s.clone(),
            Value::Integer(n) => n.to_string(),
            Value::Float(x) => x.to_string(),
            _ => bail!("{}: the key \"{key}\" is not written as it should be; `slantscope config --default` shows how", file.display()),
        };
        Ok(vec![format!("--{key}={text}").into()])
    };
    match (value, arg.get_action().takes_values()) {
        (Value::Boolean(true), false) => Ok(vec![flag()]),
        (Value::Boolean(false), false) => Ok(Vec::new()),
        (Value::Array(all), true) => Ok(all.iter().map(one).collect::<anyhow::Result<Vec<_>>>()?.concat()),
        (value, true) => one(value),
        _ => bail!("{}: the key \"{key}\" is true or false", file.display()),
    }
}

/// `slantscope config`: which file holds here and what it says; or every key there is.
pub fn show(asked: &Config, named: Option<&Path>, none: bool) -> anyhow::Result<Outcome> {
    let text = match (asked.default, none) {
        (true, _) => default(),
        (false, true) => "No file of options is read.\n".into(),
        (false, false) => match read(named)? {
            Some((path, table)) => format!("# {}\n{}", path.display(), toml::to_string(&table)?),
            None => format!("There is no {NAME} in this folder or above it. `slantscope config --default` prints one with every key.\n"),
        },
    };
    let mut out = anstream::stdout().lock();
    out.write_all(text.as_bytes())?;
    Ok(Outcome::Done)
}

/// A file with every key as a comment: what it does, and its default.
fn default() -> String {
    let mut out = format!(
        "# {NAME}: options for this folder and all below it. A key is the name of an option; the command line wins.\n\
         # A key above the tables holds for every command that has the option, a key in a table for that command alone.\n\
         # Paths count from the folder of this file.\n"
    );
    let command = Args::command();
    let commands: Vec<&Command> = COMMANDS.iter().filter_map(|name| command.find_subcommand(name)).collect();
    let shared = |key: &str| commands.iter().all(|c| c.get_arguments().any(|a| a.get_long() == Some(key)));
    let first = commands[0];
    first.get_arguments().filter(|a| a.get_long().is_some_and(|l| keys_of(first).iter().any(|k| k == l) && shared(l))).for_each(|a| key(a, &mut out));
    for command in &commands {
        let _ = writeln!(out, "\n[{}]", command.get_name());
        let own = keys_of(command);
        command.get_arguments().filter(|a| a.get_long().is_some_and(|l| own.iter().any(|k| k == l) && !shared(l))).for_each(|a| key(a, &mut out));
    }
    out
}

fn key(arg: &Arg, out: &mut String) {
    let Some(long) = arg.get_long() else { return };
    let values: Vec<String> = arg.get_possible_values().iter().map(|v| format!("\"{}\"", v.get_name())).collect();
    let default: Vec<String> = arg.get_default_values().iter().map(|v| v.to_string_lossy().into_owned()).collect();
    let value = match (arg.get_action(), default.first()) {
        (clap::ArgAction::SetTrue, _) => "false".into(),
        (clap::ArgAction::Append, _) => "[]".into(),
        (_, Some(default)) => format!("\"{default}\""),
        _ if arg.get_value_names().is_some_and(|n| n[0] == "N") => "0".into(),
        _ => "\"\"".into(),
    };
    let _ = writeln!(out, "\n# {}", arg.get_help().map(ToString::to_string).unwrap_or_default().replace('\n', "\n# "));
    if !values.is_empty() && arg.get_action().takes_values() {
        let _ = writeln!(out, "# One of {}.", values.join(", "));
    }
    let _ = writeln!(out, "# {long} = {value}");
}

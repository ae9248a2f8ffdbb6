//! `slantscope lexicon new`, `import` and `export`: rules to fill in, from other programs and for them.

use super::args::{Export, ExportFormat, Import, New, Words};
use super::check::known;
use super::outcome::Outcome;
use super::words;
use anyhow::{Context, bail};
use slantscope::error::Fault;
use slantscope::exchange::export::Spelled;
use slantscope::exchange::rules::{Origin, files, id};
use slantscope::exchange::{Dialect, read};
use slantscope::lexicon::builtin;
use slantscope::load::slashed;
use std::path::{Path, PathBuf};

/// A rule file with everything to fill in.
const RULE: &str = include_str!("new-rule.toml");
const FAMILY: &str = include_str!("new-family.toml");

/// Writes a rule file to fill in, and a family where there is none of that name.
pub fn new(args: &New) -> anyhow::Result<Outcome> {
    let is_name = |s: &str| !s.is_empty() && s == id(s);
    let Some((family, name)) = args.id.split_once('.').filter(|(f, n)| is_name(f) && is_name(n)) else {
        bail!("\"{}\" is no id of a rule. Write its family, a dot and its name, in small letters, digits and hyphens: loaded.harbour", args.id);
    };
    let filled = |text: &str| text.replace("FAMILY", family).replace("NAME", name).replace("DIR", &slashed(&args.out));
    write(&args.out.join(family).join(format!("{name}.toml")), &filled(RULE), true)?;
    let known = builtin()?.families.iter().any(|f| f.id == family);
    if !known && !args.out.join(family).join("family.toml").exists() {
        write(&args.out.join(family).join("family.toml"), &filled(FAMILY), true)?;
    }
    Ok(Outcome::Done)
}

/// Writes a file and the folders above it; what is there already is kept.
fn write(path: &Path, text: &str, tell: bool) -> anyhow::Result<()> {
    if path.exists() {
        bail!("{} is there already, and was left as it is. Choose another name or folder", path.display());
    }
    if let Some(folder) = path.parent() {
        std::fs::create_dir_all(folder).with_context(|| format!("The folder {} cannot be made", folder.display()))?;
    }
    std::fs::write(path, text).with_context(|| format!("{} cannot be written", path.display()))?;
    if tell {
        anstream::println!("{}", path.display());
    }
    Ok(())
}

/// Turns a word list into a folder of rules, and tests them.
pub fn import(args: &Import) -> anyhow::Result<Outcome> {
    let shown = args.file.display().to_string();
    let text = std::fs::read_to_string(&args.file).with_context(|| format!("{shown} cannot be read; it must be a file of UTF-8 text"))?;
    let read = read(&text, dialect(args)?, &shown);
    read.faults.iter().take(200).for_each(|f| anstream::eprintln!("{f}"));
    if !read.faults.is_empty() && (!args.skip || read.categories.is_empty()) {
        bail!("{shown} has {} faults, and nothing was written. Mend them, or leave such lines out with --skip", read.faults.len());
    }
    let stem = args.file.file_stem().map(|s| s.to_string_lossy().into_owned()).unwrap_or_default();
    let name = id(args.name.as_deref().unwrap_or(&stem));
    let file = args.file.file_name().map(|n| n.to_string_lossy().into_owned()).unwrap_or_default();
    let cite = args.cite.clone().unwrap_or_else(|| format!("{file}. Write here what work this list comes from, and its licence."));
    for made in files(&read.categories, &Origin { name: &name, file: &file, cite: &cite }) {
        write(&args.out.join(&made.path), &made.text, false)?;
    }
    let entries: usize = read.categories.iter().map(|c| c.entries.len()).sum();
    anstream::println!("{entries} words in {} categories were written below {}.", read.categories.len(), args.out.display());
    if !read.faults.is_empty() {
        anstream::println!("{} lines were left out (see above).", read.faults.len());
    }
    tested(&args.out)
}

/// The dialect that was asked for, else the one that the ending tells.
fn dialect(args: &Import) -> anyhow::Result<Dialect> {
    if let Some(format) = args.format {
        return Ok(format.into());
    }
    match args.file.extension().map(|e| e.to_string_lossy().to_lowercase()).as_deref() {
        Some("dic") => Ok(Dialect::Dic),
        Some("dicx") => Ok(Dialect::Dicx),
        Some("tsv") => Ok(Dialect::Vader),
        Some("txt") => Ok(Dialect::List),
        Some("yml" | "yaml") => bail!("{} may be a quanteda dictionary or a Vale rule. Say which with --format quanteda or --format vale", args.file.display()),
        _ => bail!("the ending of {} does not tell how the list is written. Say it with --format", args.file.display()),
    }
}

/// What the new rules' own tests say; their words may already be in a family of the same name.
fn tested(dir: &Path) -> anyhow::Result<Outcome> {
    let chosen = Words { lexicon: vec![dir.into()], base_lexicon: None };
    let lexicon = words::chosen(&chosen)?;
    let own = slashed(dir);
    let faults: Vec<Fault> = slantscope::verify::verify(&lexicon, &words::files(&chosen)?).into_iter().filter(|f| f.file.starts_with(&own)).collect();
    faults.iter().for_each(|f| anstream::println!("{f}"));
    let told = if faults.is_empty() { "The rules pass their tests" } else { "Mend the examples named above" };
    anstream::println!("{told}. They are drafts: shown, not scored, until their status and the tier of their family say so.");
    Ok(if faults.is_empty() { Outcome::Done } else { Outcome::Incomplete })
}

/// Writes the words of rules for another program.
pub fn export(args: &Export) -> anyhow::Result<Outcome> {
    let lexicon = words::from_files(&args.lexicon)?;
    known(args.family.iter().map(String::as_str), &lexicon)?;
    let files = words::files(&args.lexicon)?;
    let inflection = files.iter().find(|f| f.path.ends_with("inflection.toml")).map_or("", |f| &f.text);
    let inflection = toml::from_str(inflection).context("the lexicon's inflection.toml has a fault")?;
    let spelled = Spelled::new(&lexicon, &inflection, &args.family);
    let made = match args.format {
        ExportFormat::Quanteda => spelled.quanteda(),
        ExportFormat::Liwc => spelled.liwc(),
        ExportFormat::Vale => spelled.vale(),
    };
    std::fs::create_dir_all(&args.out).with_context(|| format!("The folder {} cannot be made", args.out.display()))?;
    for (name, text) in &made.files {
        let path: PathBuf = args.out.join(name);
        std::fs::write(&path, text).with_context(|| format!("{} cannot be written", path.display()))?;
    }
    anstream::println!("{} files were written below {}. Gates, weights and literature stay behind.", made.files.len(), args.out.display());
    if !made.left_out.is_empty() {
        anstream::eprintln!("{} terms cannot be said in that format and were left out:", made.left_out.len());
        made.left_out.iter().for_each(|t| anstream::eprintln!("  {t}"));
    }
    Ok(Outcome::Done)
}

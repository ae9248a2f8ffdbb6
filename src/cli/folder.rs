//! Writes files so that nobody ever finds half of one: beside their place first, then renamed into it.

use super::interrupt;
use anyhow::{Context, bail};
use slantscope::report::Contents;
use std::collections::HashSet;
use std::ffi::OsString;
use std::fs;
use std::io::{self, BufWriter, Write as _};
use std::path::{Path, PathBuf};

/// Writes a file whole or not at all, and the folders on the way to it. What is no plain file, such as a device, is written as it is.
pub fn write_file(path: &Path, bytes: &[u8]) -> anyhow::Result<()> {
    write_with(path, &|to| to.write_all(bytes))
}

fn write_with(path: &Path, contents: Contents) -> anyhow::Result<()> {
    if let Some(folder) = path.parent() {
        make(folder)?;
    }
    let failed = || format!("{} cannot be written; choose another place with --out", path.display());
    if fs::symlink_metadata(path).is_ok_and(|found| !found.is_file()) {
        return filled(path, contents).with_context(failed);
    }
    let beside = beside(path, "new")?;
    let written = filled(&beside, contents).and_then(|()| fs::rename(&beside, path));
    if written.is_err() {
        let _ = fs::remove_file(&beside);
    }
    written.with_context(failed)
}

/// A new file with these contents.
fn filled(path: &Path, contents: Contents) -> io::Result<()> {
    let mut to = BufWriter::new(fs::File::create(path)?);
    contents(&mut to)?;
    to.flush()
}

/// Hands over files, each with its path and what writes it; it may be asked to do so again.
pub type Each<'a> = &'a dyn Fn(&mut dyn FnMut(&str, Contents) -> anyhow::Result<()>) -> anyhow::Result<()>;

/// Writes a folder of files: all of them beside it, then in its place at once. An earlier report goes; files of others in its folder stay.
/// A folder that cannot be moved, such as the one in which the program runs, has its files replaced one by one, the last one last.
pub fn write(folder: &Path, files: Each) -> anyhow::Result<()> {
    // "." and ".." have no name
    let (Ok(new), Ok(old)) = (beside(folder, "new"), beside(folder, "old")) else { return one_by_one(folder, files) };
    recover(folder, &old)?;
    let exists = fs::symlink_metadata(folder).is_ok();
    let movable = fs::symlink_metadata(folder).is_ok_and(|found| found.is_dir()) && !is_around_us(folder);
    if exists && !movable {
        return one_by_one(folder, files);
    }
    clear(&new)?;
    if exists && fs::create_dir(&new).is_err() {
        return one_by_one(folder, files);
    }
    interrupt::begun(Some(new.clone()));
    let staged = files(&mut |name, contents| plain(&new.join(name), contents));
    let mut begun = interrupt::hold();
    *begun = None;
    if staged.is_err() {
        let _ = fs::remove_dir_all(&new);
        return staged;
    }
    if exists && fs::rename(folder, &old).is_err() {
        clear(&new)?;
        return one_by_one(folder, files);
    }
    let placed = fs::rename(&new, folder);
    if placed.is_err() && exists {
        let _ = fs::rename(&old, folder);
    }
    placed.with_context(|| format!("{} cannot be written; what was made lies in {}", folder.display(), new.display()))?;
    recover(folder, &old)
}

fn one_by_one(folder: &Path, files: Each) -> anyhow::Result<()> {
    files(&mut |name, contents| write_with(&folder.join(name), contents))
}

fn plain(path: &Path, contents: Contents) -> anyhow::Result<()> {
    path.parent().map_or(Ok(()), make)?;
    filled(path, contents).with_context(|| format!("{} cannot be written; choose another folder with --out", path.display()))
}

/// What an earlier report, put aside, held besides the report itself goes back into the folder; then it is removed. A run that was broken
/// off between the two renames has left no folder: then the earlier report comes back whole.
fn recover(folder: &Path, old: &Path) -> anyhow::Result<()> {
    if !old.is_dir() {
        return Ok(());
    }
    let failed = || format!("What {} holds cannot be brought back into {}", old.display(), folder.display());
    if !folder.exists() {
        return fs::rename(old, folder).with_context(failed);
    }
    let mut kept = Vec::new();
    foreign(old, Path::new(""), &ours(old), &mut kept).with_context(failed)?;
    for inside in kept {
        let to = folder.join(&inside);
        if !to.exists() {
            to.parent().map_or(Ok(()), make)?;
            fs::rename(old.join(&inside), to).with_context(failed)?;
        }
    }
    clear(old)
}

/// The files that the manifest of a report names, with itself; none where there is none.
fn ours(folder: &Path) -> HashSet<PathBuf> {
    use slantscope::report::manifest::{NAME, Stored};
    let stored = fs::read_to_string(folder.join(NAME)).ok().and_then(|text| Stored::read(&text).ok());
    stored.map_or_else(HashSet::new, |s| s.files.iter().map(|f| PathBuf::from(&f.path)).chain([PathBuf::from(NAME)]).collect())
}

/// The files of a folder that are none of ours.
fn foreign(root: &Path, inside: &Path, ours: &HashSet<PathBuf>, into: &mut Vec<PathBuf>) -> io::Result<()> {
    for entry in fs::read_dir(root.join(inside))? {
        let entry = entry?;
        let path = inside.join(entry.file_name());
        if entry.file_type()?.is_dir() {
            foreign(root, &path, ours, into)?;
        } else if !ours.contains(&path) {
            into.push(path);
        }
    }
    Ok(())
}

fn is_around_us(folder: &Path) -> bool {
    let here = std::env::current_dir().and_then(|d| d.canonicalize());
    here.is_ok_and(|here| folder.canonicalize().is_ok_and(|folder| here.starts_with(folder)))
}

fn clear(folder: &Path) -> anyhow::Result<()> {
    if folder.exists() {
        fs::remove_dir_all(folder).with_context(|| format!("{} is left from an earlier run and cannot be removed", folder.display()))
    } else {
        Ok(())
    }
}

fn make(folder: &Path) -> anyhow::Result<()> {
    fs::create_dir_all(folder).with_context(|| format!("The folder {} cannot be made; choose another with --out", folder.display()))
}

/// The name under which something waits beside its place.
fn beside(path: &Path, ending: &str) -> anyhow::Result<PathBuf> {
    let Some(name) = path.file_name() else { bail!("{} is no name for what is written; choose another with --out", path.display()) };
    let mut hidden = OsString::from(".");
    hidden.push(name);
    hidden.push(format!(".slantscope-{ending}"));
    Ok(path.with_file_name(hidden))
}

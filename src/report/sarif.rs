//! SARIF 2.1.0: marks as notes for editors, reviews and the pages of code hosts. A mark is no mistake, so every level is `note` or `none`.

use crate::lexicon::{Lexicon, Rule, RuleId, Tier};
use crate::load::sha256;
use crate::score::{Mark, Reading};
use crate::text::{Positions, Span};
use rustc_hash::FxHashMap;
use serde::Serialize;
use serde_json::Value;
use std::collections::BTreeMap;

/// Results that the large code hosts take in one run; heavier marks go before lighter ones.
pub const MOST_RESULTS: usize = 25_000;
/// The name of our fingerprint, with its version.
pub const FINGERPRINT: &str = "slantscope/v1";

/// A log with one run.
#[derive(Debug, Serialize)]
#[cfg_attr(test, derive(schemars::JsonSchema))]
pub struct Log {
    #[serde(rename = "$schema")]
    pub schema: &'static str,
    pub version: &'static str,
    pub runs: [Run; 1],
}

/// One run of the program.
#[derive(Debug, Serialize)]
#[cfg_attr(test, derive(schemars::JsonSchema))]
#[serde(rename_all = "camelCase")]
pub struct Run {
    pub tool: Tool,
    pub column_kind: &'static str,
    pub invocations: [Invocation; 1],
    pub artifacts: Vec<Artifact>,
    pub results: Vec<Value>,
    pub properties: RunProperties,
}

#[derive(Debug, Serialize)]
#[cfg_attr(test, derive(schemars::JsonSchema))]
pub struct RunProperties {
    /// SHA-256 over the lexicon's files.
    pub lexicon: String,
}

#[derive(Debug, Serialize)]
#[cfg_attr(test, derive(schemars::JsonSchema))]
pub struct Tool {
    pub driver: Driver,
}

/// The program with its rules.
#[derive(Debug, Serialize)]
#[cfg_attr(test, derive(schemars::JsonSchema))]
#[serde(rename_all = "camelCase")]
pub struct Driver {
    pub name: &'static str,
    pub semantic_version: &'static str,
    pub rules: Vec<ReportingDescriptor>,
}

/// A rule that has a result.
#[derive(Debug, Serialize)]
#[cfg_attr(test, derive(schemars::JsonSchema))]
#[serde(rename_all = "camelCase")]
pub struct ReportingDescriptor {
    pub id: String,
    pub short_description: Message,
    pub full_description: Message,
    pub help: Help,
    #[serde(skip_serializing_if = "Option::is_none")]
    pub help_uri: Option<String>,
    pub default_configuration: Configuration,
    pub properties: RuleProperties,
}

#[derive(Debug, Serialize)]
#[cfg_attr(test, derive(schemars::JsonSchema))]
pub struct Configuration {
    pub level: &'static str,
}

#[derive(Debug, Serialize)]
#[cfg_attr(test, derive(schemars::JsonSchema))]
pub struct RuleProperties {
    pub tags: Vec<String>,
    /// How sure a mark of the rule is to be what the rule says.
    pub precision: &'static str,
}

#[derive(Clone, Debug, Serialize)]
#[cfg_attr(test, derive(schemars::JsonSchema))]
pub struct Message {
    pub text: String,
}

#[derive(Debug, Serialize)]
#[cfg_attr(test, derive(schemars::JsonSchema))]
pub struct Help {
    pub text: String,
    pub markdown: String,
}

/// How the run went; each input that could not be analysed is a notification.
#[derive(Debug, Serialize)]
#[cfg_attr(test, derive(schemars::JsonSchema))]
#[serde(rename_all = "camelCase")]
pub struct Invocation {
    pub execution_successful: bool,
    pub tool_execution_notifications: Vec<Notification>,
}

#[derive(Debug, Serialize)]
#[cfg_attr(test, derive(schemars::JsonSchema))]
pub struct Notification {
    pub level: &'static str,
    pub message: Message,
    #[serde(skip_serializing_if = "Vec::is_empty")]
    pub locations: Vec<Location>,
}

/// A document.
#[derive(Debug, Serialize)]
#[cfg_attr(test, derive(schemars::JsonSchema))]
pub struct Artifact {
    pub location: ArtifactLocation,
    #[serde(skip_serializing_if = "BTreeMap::is_empty")]
    pub hashes: BTreeMap<&'static str, String>,
}

#[derive(Clone, Debug, Serialize)]
#[cfg_attr(test, derive(schemars::JsonSchema))]
pub struct ArtifactLocation {
    pub uri: String,
    #[serde(skip_serializing_if = "Option::is_none")]
    pub index: Option<usize>,
}

/// A mark.
#[derive(Debug, Serialize)]
#[cfg_attr(test, derive(schemars::JsonSchema))]
#[serde(rename_all = "camelCase")]
pub struct ResultRecord {
    pub rule_id: String,
    pub rule_index: usize,
    /// "fail" for a mark that counts, "informational" for one that is shown only.
    pub kind: &'static str,
    pub level: &'static str,
    pub message: Message,
    pub locations: [Location; 1],
    pub partial_fingerprints: BTreeMap<&'static str, String>,
    #[serde(skip_serializing_if = "Option::is_none")]
    pub baseline_state: Option<&'static str>,
    #[serde(skip_serializing_if = "Vec::is_empty")]
    pub suppressions: Vec<Suppression>,
    /// The weight of the mark in the score, 0 to 1.
    pub rank: f64,
    pub properties: ResultProperties,
}

#[derive(Debug, Serialize)]
#[cfg_attr(test, derive(schemars::JsonSchema))]
pub struct ResultProperties {
    pub family: String,
    pub voice: &'static str,
    pub exact: String,
}

/// Taken out by the ignore file.
#[derive(Clone, Debug, Serialize)]
#[cfg_attr(test, derive(schemars::JsonSchema))]
pub struct Suppression {
    pub kind: &'static str,
    pub justification: String,
}

#[derive(Clone, Debug, Serialize)]
#[cfg_attr(test, derive(schemars::JsonSchema))]
#[serde(rename_all = "camelCase")]
pub struct Location {
    pub physical_location: PhysicalLocation,
}

#[derive(Clone, Debug, Serialize)]
#[cfg_attr(test, derive(schemars::JsonSchema))]
#[serde(rename_all = "camelCase")]
pub struct PhysicalLocation {
    pub artifact_location: ArtifactLocation,
    /// None where the text is not written in the file as such, as in a PDF.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub region: Option<Region>,
}

/// Lines and columns, counted from 1; columns in UTF-16 code units.
#[derive(Clone, Debug, Serialize)]
#[cfg_attr(test, derive(schemars::JsonSchema))]
#[serde(rename_all = "camelCase")]
pub struct Region {
    pub start_line: usize,
    pub start_column: usize,
    pub end_line: usize,
    pub end_column: usize,
    pub snippet: Message,
}

/// The log of all readings. `errors` are places and sentences; `baseline` is an earlier log of the same texts.
pub fn log(readings: &[Reading], errors: &[(String, String)], lexicon: &Lexicon, baseline: Option<&Baseline>) -> Log {
    let mut rules: Vec<RuleId> =
        readings.iter().flat_map(|r| r.marks.iter().chain(r.ignored.iter().map(|i| &i.mark))).map(|m| m.rule).filter(|&r| is_shown(r, lexicon)).collect();
    rules.sort_unstable();
    rules.dedup();
    let index: FxHashMap<RuleId, usize> = rules.iter().enumerate().map(|(i, &r)| (r, i)).collect();
    let mut found: Vec<ResultRecord> = readings.iter().enumerate().flat_map(|(d, r)| results(d, r, &index, lexicon)).collect();
    let mut notifications: Vec<Notification> = errors.iter().map(|(place, sentence)| notification("error", place, sentence)).collect();
    if found.len() > MOST_RESULTS {
        let text = format!(
            "{} marks were found; the {MOST_RESULTS} heaviest are listed, which is what code hosts take. Name single files, or families with --family, to see the others.",
            found.len()
        );
        notifications.push(Notification { level: "warning", message: Message { text }, locations: Vec::new() });
        let mut order: Vec<usize> = (0..found.len()).collect();
        order.sort_by(|&a, &b| found[b].rank.total_cmp(&found[a].rank).then(a.cmp(&b)));
        let kept: std::collections::BTreeSet<usize> = order.into_iter().take(MOST_RESULTS).collect();
        found = found.into_iter().enumerate().filter(|(i, _)| kept.contains(i)).map(|(_, r)| r).collect();
    }
    let mut results: Vec<Value> = Vec::with_capacity(found.len());
    let mut absent = baseline.map(|b| b.results.clone()).unwrap_or_default();
    for mut record in found {
        if baseline.is_some() {
            let known = absent.get_mut(&record.partial_fingerprints[FINGERPRINT]).and_then(Vec::pop).is_some();
            record.baseline_state = Some(if known { "unchanged" } else { "new" });
        }
        results.push(serde_json::to_value(record).unwrap_or_else(|e| unreachable!("a record of ours: {e}")));
    }
    results.extend(absent.into_values().flatten());
    Log {
        schema: "https://docs.oasis-open.org/sarif/sarif/v2.1.0/errata01/os/schemas/sarif-schema-2.1.0.json",
        version: "2.1.0",
        runs: [Run {
            tool: Tool {
                driver: Driver {
                    name: env!("CARGO_PKG_NAME"),
                    semantic_version: env!("CARGO_PKG_VERSION"),
                    rules: rules.iter().map(|&r| descriptor(r, lexicon)).collect(),
                },
            },
            column_kind: "utf16CodeUnits",
            invocations: [Invocation { execution_successful: errors.is_empty(), tool_execution_notifications: notifications }],
            artifacts: readings.iter().map(artifact).collect(),
            results,
            properties: RunProperties { lexicon: lexicon.digest.clone() },
        }],
    }
}

/// An earlier log: its results by their fingerprint.
#[derive(Clone, Debug, Default)]
pub struct Baseline {
    results: BTreeMap<String, Vec<Value>>,
}

impl Baseline {
    /// Reads a log of this program. Results that an earlier baseline had already lost are left out.
    ///
    /// # Errors
    /// A sentence where the text is no SARIF log, or none of this program.
    pub fn parse(text: &str) -> Result<Baseline, String> {
        let log: Value = serde_json::from_str(text).map_err(|e| format!("is not JSON ({e}); give a file that `check --format sarif` wrote"))?;
        let runs =
            log["runs"].as_array().filter(|_| log["version"] == "2.1.0").ok_or("is no SARIF 2.1.0 log; give a file that `check --format sarif` wrote")?;
        let mut baseline = Baseline::default();
        for result in runs.iter().filter_map(|r| r["results"].as_array()).flatten().filter(|r| r["baselineState"] != "absent") {
            let Some(print) = result["partialFingerprints"][FINGERPRINT].as_str() else {
                return Err("was not written by this program: its results have no fingerprints of ours".into());
            };
            let mut lost = result.clone();
            if let Some(fields) = lost.as_object_mut() {
                fields.insert("baselineState".into(), "absent".into());
                // they point into lists of the earlier log
                fields.remove("ruleIndex");
            }
            for location in lost["locations"].as_array_mut().into_iter().flatten() {
                if let Some(fields) = location["physicalLocation"]["artifactLocation"].as_object_mut() {
                    fields.remove("index");
                }
            }
            baseline.results.entry(print.into()).or_default().push(lost);
        }
        Ok(baseline)
    }
}

/// Signs of care with evidence are no notes to an editor.
fn is_shown(rule: RuleId, lexicon: &Lexicon) -> bool {
    lexicon.family(rule).tier != Tier::Counter
}

fn results(document: usize, reading: &Reading, index: &FxHashMap<RuleId, usize>, lexicon: &Lexicon) -> Vec<ResultRecord> {
    let lines = Lines::of(reading);
    let mut seen: FxHashMap<String, usize> = FxHashMap::default();
    let mut all: Vec<(&Mark, Vec<Suppression>)> = reading.marks.iter().map(|m| (m, Vec::new())).collect();
    all.extend(reading.ignored.iter().map(|i| (&i.mark, vec![Suppression { kind: "external", justification: i.reason.clone() }])));
    all.retain(|(m, _)| index.contains_key(&m.rule));
    all.sort_by_key(|(m, _)| (m.span, m.rule));
    let record = |(mark, suppressions): (&Mark, Vec<Suppression>)| {
        let (rule, family) = (&lexicon.rules[mark.rule as usize], lexicon.family(mark.rule));
        let counts = mark.weight > 0.0 && mark.voice.is_own() && family.tier != Tier::Discuss;
        let exact = reading.text.slice(mark.span);
        let voice = if mark.voice.is_own() { "" } else { " (in somebody else's words: not counted)" };
        let text = format!("{}: \u{201C}{}\u{201D}{voice}. Rule: {}. Ask: {}", family.singular, super::site::one_line(exact), rule.title, rule.ask);
        ResultRecord {
            rule_id: rule.id.clone(),
            rule_index: index[&mark.rule],
            kind: if counts { "fail" } else { "informational" },
            level: if counts { "note" } else { "none" },
            message: Message { text },
            locations: [Location {
                physical_location: PhysicalLocation { artifact_location: location(reading, Some(document)), region: lines.region(mark.span) },
            }],
            partial_fingerprints: BTreeMap::from([(FINGERPRINT, fingerprint(reading, mark, &rule.id, &mut seen))]),
            baseline_state: None,
            suppressions,
            rank: (crate::score::measures::exact(mark.weight) * 1e5).round() / 1e3,
            properties: ResultProperties { family: family.id.clone(), voice: mark.voice.name(), exact: exact.into() },
        }
    };
    all.into_iter().map(record).collect()
}

/// Made of the rule, the words and their sentence, and counted where these repeat: edits elsewhere do not change it.
fn fingerprint(reading: &Reading, mark: &Mark, rule: &str, seen: &mut FxHashMap<String, usize>) -> String {
    let sentence = reading.text.sentences.get(mark.sentence as usize).map_or("", |s| reading.text.slice(s.span));
    let words = |text: &str| text.split_whitespace().collect::<Vec<_>>().join(" ").to_lowercase();
    let print = format!("{}\n{rule}\n{}\n{}", reading.meta.path.as_deref().unwrap_or(&reading.meta.id), words(reading.text.slice(mark.span)), words(sentence));
    let n = seen.entry(print.clone()).or_default();
    *n += 1;
    sha256(format!("{print}\n{n}").as_bytes())[..32].to_string()
}

fn location(reading: &Reading, index: Option<usize>) -> ArtifactLocation {
    ArtifactLocation { uri: uri(reading.meta.path.as_deref().unwrap_or(&reading.meta.id)), index }
}

/// A path as an address: what may not stand in one is written as `%20`.
fn uri(path: &str) -> String {
    let plain = |b: u8| b.is_ascii_alphanumeric() || matches!(b, b'/' | b'-' | b'.' | b'_' | b'~');
    path.bytes().map(|b| if plain(b) { (b as char).to_string() } else { format!("%{b:02X}") }).collect()
}

fn artifact(reading: &Reading) -> Artifact {
    let hashes = reading.meta.hash.iter().map(|h| ("sha-256", h.clone())).collect();
    Artifact { location: location(reading, None), hashes }
}

fn notification(level: &'static str, place: &str, sentence: &str) -> Notification {
    let artifact_location = ArtifactLocation { uri: uri(place), index: None };
    let locations = vec![Location { physical_location: PhysicalLocation { artifact_location, region: None } }];
    Notification { level, message: Message { text: sentence.into() }, locations }
}

fn descriptor(rule: RuleId, lexicon: &Lexicon) -> ReportingDescriptor {
    let (rule, family) = (&lexicon.rules[rule as usize], lexicon.family(rule));
    let scored = matches!(family.tier, Tier::Lexical | Tier::Gated);
    let literature: Vec<&String> = rule.sources.iter().filter_map(|key| lexicon.sources.get(key)).collect();
    ReportingDescriptor {
        id: rule.id.clone(),
        short_description: Message { text: rule.title.clone() },
        full_description: Message { text: format!("{} {}", rule.what, rule.why) },
        help: help(rule, &literature),
        help_uri: literature.iter().find_map(|cite| link(cite)),
        default_configuration: Configuration { level: if scored { "note" } else { "none" } },
        properties: RuleProperties {
            tags: vec![family.id.clone(), "rhetoric".into()],
            precision: if family.tier == Tier::Lexical { "high" } else { "medium" },
        },
    }
}

fn help(rule: &Rule, literature: &[&String]) -> Help {
    let cited = |bullet: &str| literature.iter().map(|cite| format!("\n{bullet}{cite}")).collect::<String>();
    let text = format!("{}\n\nWhy it matters: {}\n\nLimits: {}\n\nAsk: {}\n\nLiterature:{}", rule.what, rule.why, rule.limits, rule.ask, cited(""));
    let markdown =
        format!("{}\n\n**Why it matters.** {}\n\n**Limits.** {}\n\n**Ask.** {}\n\n**Literature**\n{}", rule.what, rule.why, rule.limits, rule.ask, cited("- "));
    Help { text, markdown }
}

/// The link in a reference.
fn link(cite: &str) -> Option<String> {
    let start = cite.find("https://").or_else(|| cite.find("http://"))?;
    let link = cite[start..].split([' ', ')', '>', ']']).next()?.trim_end_matches(['.', ',']);
    Some(link.to_string())
}

/// The lines of the file that a document was read from.
struct Lines<'r> {
    reading: &'r Reading,
    text: Option<&'r str>,
    starts: Vec<u32>,
    /// Columns are UTF-16 units; counted from the start of a line each time, a long line would cost its square.
    positions: Positions,
    /// The line and the column at which the text begins in its file, counted from 0.
    first: (usize, usize),
}

impl<'r> Lines<'r> {
    fn of(reading: &'r Reading) -> Lines<'r> {
        let input = &reading.meta.input;
        let (text, first) = match &input.written {
            Some(written) => (Some(written.text.as_str()), (written.line - 1, written.column)),
            // the text is the file's own
            None if input.format.is_none() => (Some(reading.text.source.as_str()), (0, 0)),
            None => (None, (0, 0)),
        };
        let starts = text.map_or_else(Vec::new, |t| std::iter::once(0).chain(t.match_indices('\n').map(|(i, _)| i as u32 + 1)).collect());
        Lines { reading, text, starts, positions: Positions::new(text.unwrap_or_default()), first }
    }

    fn region(&self, span: Span) -> Option<Region> {
        let text = self.text?;
        let inside = match &self.reading.meta.input.written {
            Some(_) => self.reading.meta.input.origin.as_ref()?.written(span)?,
            None => [span.start, span.end],
        };
        let snippet = Message { text: text.get(inside[0] as usize..inside[1] as usize)?.to_string() };
        let place = |byte: u32| {
            let line = self.starts.partition_point(|&s| s <= byte).max(1) - 1;
            let [from, to] = self.positions.place(Span { start: self.starts[line], end: byte }).utf16;
            (self.first.0 + line + 1, (to - from) as usize + if line == 0 { self.first.1 } else { 0 } + 1)
        };
        let ((start_line, start_column), (end_line, end_column)) = (place(inside[0]), place(inside[1]));
        Some(Region { start_line, start_column, end_line, end_column, snippet })
    }
}

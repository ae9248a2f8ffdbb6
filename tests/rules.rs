//! The built-in rules: every example holds, there are enough of them, and every trap of the taxonomy is somebody's near miss.

use slantscope::analyzer::Analyzer;
use slantscope::extract::Document;
use slantscope::lexicon::builtin::{builtin, builtin_files};
use slantscope::lexicon::file::Status;
use slantscope::lexicon::{Lexicon, RuleId};
use slantscope::verify::verify;

fn lexicon() -> &'static Lexicon {
    builtin().unwrap_or_else(|faults| panic!("{faults}"))
}

#[test]
fn every_example_of_every_rule_holds() {
    let faults = verify(lexicon(), &builtin_files());
    let told: Vec<String> = faults.iter().map(ToString::to_string).collect();
    assert!(told.is_empty(), "{} examples fail:\n{}", told.len(), told.join("\n"));
}

#[test]
fn there_are_at_least_90_rules_and_2500_terms() {
    let l = lexicon();
    assert!(l.rules.len() >= 90, "{} rules", l.rules.len());
    assert!(l.terms.len() >= 2_500, "{} terms", l.terms.len());
}

/// The families of the taxonomy with their tier; 0 stands for the counter-indicators.
const FAMILIES: [(u8, &str); 4] = [
    (1, "absolute booster inevitability puffery vague-attribution anonymous-source unattributed-figure reporting-verb editorial emphasis"),
    (
        2,
        "superlative loaded label virtue one-sided-pair vague-quantity incomplete-figure factive doubt call-to-action in-group bandwagon martyrdom metaphor euphemism agentless \
         rhetorical-question",
    ),
    (3, "fear-urgency simplification discredit"),
    (0, "hedge citation named-attribution concession"),
];

#[test]
fn every_family_of_the_taxonomy_is_there_with_its_tier() {
    let l = lexicon();
    let mut wrong = Vec::new();
    for (tier, names) in FAMILIES {
        for name in names.split_whitespace() {
            match l.families.iter().find(|f| f.id == name) {
                None => wrong.push(format!("{name} is missing")),
                Some(f) if f.tier as u8 != tier => wrong.push(format!("{name} is of tier {}, not {tier}", f.tier as u8)),
                Some(f) if !l.rules.iter().any(|r| l.families[r.family as usize].id == f.id) => wrong.push(format!("{name} has no rule")),
                Some(_) => {}
            }
        }
    }
    assert!(wrong.is_empty(), "{wrong:#?}");
}

/// What a rule must not fall for: the family, and words of which one must stand in a miss of that family.
const TRAPS: &[(&str, &[&str])] = &[
    ("absolute", &["all 50", "all fifty", "all seven", "all nine", "all 12"]),
    ("absolute", &["not all", "not every"]),
    ("absolute", &["after all"]),
    ("absolute", &["above all"]),
    ("absolute", &["at all"]),
    ("absolute", &["shall", "tenant", "licence", "statute"]),
    ("absolute", &["never married"]),
    ("superlative", &["at least"]),
    ("superlative", &["at best"]),
    ("superlative", &["most of"]),
    ("superlative", &["the latest"]),
    ("superlative", &["first"]),
    ("superlative", &["forest"]),
    ("superlative", &["west"]),
    ("superlative", &["almost"]),
    ("superlative", &["census", "survey", "register"]),
    ("booster", &["clearly visible"]),
    ("booster", &["the very same"]),
    ("booster", &["discover"]),
    ("booster", &["course of"]),
    ("inevitability", &["rain", "snow", "weather", "tide", "timetable"]),
    ("inevitability", &["brink of"]),
    ("loaded", &["flood"]),
    ("loaded", &["toxic waste"]),
    ("loaded", &["free radical"]),
    ("loaded", &["drug regime", "tax regime"]),
    ("loaded", &["court", "charged", "convicted"]),
    ("label", &["calls himself", "call themselves", "calls herself"]),
    ("label", &["designated", "terrorist organisation"]),
    ("label", &["historian", "scholar", "botanist"]),
    ("virtue", &["programme", "agenda"]),
    ("virtue", &["freedom party", "justice act", "ministry of justice"]),
    ("virtue", &["degrees of freedom"]),
    ("one-sided-pair", &["act", "association", "league", "society"]),
    ("puffery", &["great britain"]),
    ("puffery", &["popular vote"]),
    ("puffery", &["award", "prize", "medal"]),
    ("puffery", &["leading to"]),
    ("vague-attribution", &["survey of", "poll of"]),
    ("vague-quantity", &["some 70", "some 40", "some 300"]),
    ("vague-quantity", &["many thanks"]),
    ("vague-quantity", &["in all", ":"]),
    ("anonymous-source", &["police said"]),
    ("unattributed-figure", &["1987", "19", "20"]),
    ("unattributed-figure", &["10:30", "p.m.", "a.m."]),
    ("unattributed-figure", &[", 52,", "aged"]),
    ("unattributed-figure", &["street", "road"]),
    ("incomplete-figure", &["from 1 in", "from 2 to", "from 4 to"]),
    ("reporting-verb", &["insurance claim"]),
    ("reporting-verb", &["admitted to hospital"]),
    ("reporting-verb", &["charged in court"]),
    ("reporting-verb", &["a note"]),
    ("factive", &["new phone", "new car", "new model"]),
    ("factive", &["?"]),
    ("doubt", &["the alleged"]),
    ("doubt", &["the novel", "the term", "the film"]),
    ("doubt", &["24\"", "inch"]),
    // "naturally" is a term of the boosters, so its trap is theirs
    ("booster", &["naturally occurring"]),
    ("editorial", &["spoke sadly"]),
    ("call-to-action", &["must have"]),
    ("call-to-action", &["shall"]),
    ("call-to-action", &["oven", "stir", "recipe", "rice"]),
    ("call-to-action", &["newsletter", "log in", "subscribe"]),
    ("in-group", &["we measured", "we used", "we compared", "we tested", "in this study, we", "we weighed our samples"]),
    ("bandwagon", &["poll of", "survey of"]),
    ("bandwagon", &["consensus statement"]),
    ("martyrdom", &["obituary"]),
    ("martyrdom", &["chess", "pawn"]),
    ("metaphor", &["cancer of"]),
    ("metaphor", &["match", "season", "league"]),
    ("euphemism", &["acid", "creditors", "neutralis"]),
    ("agentless", &["by the"]),
    ("agentless", &["were mixed", "was heated", "were stored", "was measured", "were weighed", "laboratory's protocol", "labelled with a date"]),
    ("rhetorical-question", &["?", "asked"]),
    ("emphasis", &["nato", "who"]),
    ("fear-urgency", &["storm", "forecaster", "weather"]),
    ("simplification", &["either"]),
    ("discredit", &["what about"]),
    ("hedge", &["in may", "may 12"]),
    ("hedge", &["can of"]),
    ("hedge", &["is about"]),
    ("citation", &["next page", "share this", "read more"]),
    ("named-attribution", &["observers"]),
    ("concession", &["however"]),
];

#[test]
fn every_trap_of_the_taxonomy_is_a_near_miss_of_some_rule() {
    let l = lexicon();
    let misses = |family: &str| -> Vec<String> {
        l.rules.iter().filter(|r| l.families[r.family as usize].id == family).flat_map(|r| &r.miss).map(|m| m.to_lowercase().replace('\u{2019}', "'")).collect()
    };
    let open: Vec<String> = TRAPS
        .iter()
        .filter(|(family, words)| !misses(family).iter().any(|m| words.iter().any(|w| m.contains(w))))
        .map(|(f, w)| format!("{f}: no miss holds {w:?}"))
        .collect();
    assert!(open.is_empty(), "{} traps are open:\n{}", open.len(), open.join("\n"));
}

#[test]
fn rules_say_what_a_reader_needs() {
    let l = lexicon();
    let mut wrong = Vec::new();
    for r in l.rules.iter().filter(|r| r.status != Status::Draft) {
        for (name, text) in [("what", &r.what), ("why", &r.why), ("limits", &r.limits)] {
            if !text.trim().ends_with(['.', '!', '?']) || text.len() < 20 {
                wrong.push(format!("{}: \"{name}\" is no sentence: {text}", r.path));
            }
        }
        if !r.ask.contains('?') {
            wrong.push(format!("{}: \"ask\" is no question: {}", r.path, r.ask));
        }
    }
    assert!(wrong.is_empty(), "{}", wrong.join("\n"));
}

#[test]
fn marks_of_families_that_are_not_scored_weigh_nothing() {
    let analyzer = Analyzer::new(lexicon());
    let mut seen = 0;
    for (number, rule) in lexicon().rules.iter().enumerate().filter(|(n, _)| is_shown_only(*n as RuleId)) {
        for hit in &rule.hit {
            let reading = analyzer.analyze(Document::new("hit", &hit.replace(['{', '}'], "")));
            for mark in reading.marks.iter().filter(|m| usize::from(m.rule) == number) {
                assert_eq!(mark.weight, 0.0, "{}: {hit}", rule.id);
                seen += 1;
            }
        }
    }
    assert!(seen > 10, "{seen} marks seen");
}

fn is_shown_only(rule: RuleId) -> bool {
    !lexicon().family(rule).tier.is_scored() || lexicon().uncounted(rule).is_some()
}

#[test]
fn whoever_is_not_counted_says_why() {
    let reasons: Vec<(&str, &str)> = lexicon().all_uncounted().collect();
    assert!(!reasons.is_empty());
    for (title, reason) in reasons {
        assert!(reason.split_whitespace().count() >= 8 && reason.ends_with('.'), "{title}: {reason}");
    }
    let rule = lexicon().rule("unattributed-figure.bare").expect("the rule of bare figures");
    assert!(lexicon().uncounted(rule).is_some_and(|r| r.contains("%")), "a family's reason holds for its rules");
}

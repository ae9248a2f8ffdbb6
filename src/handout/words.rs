//! The words in which a handout speaks: short, plain, and to a class.

/// The title of the sheet with the text.
pub const TEXT: &str = "A text to read closely";
/// The sheet with the text.
pub const READ: &str =
    "Read the text once without a pencil. Then read it again and write in the margin: what is claimed, who says so, and which words do the work.";
/// What is told where names are hidden.
pub const HIDDEN_NOTE: &str = "The text does not say here who published it. Where it names its publisher or its author, it reads [publisher].";
/// The sheet of questions.
pub const ASK: &str = "Each question looks at words of the text. There is no single right answer: a marked word is no mistake, and no proof that a sentence is false. Give your reason, and name the line.";
/// The sheet of questions on two texts.
pub const ASK_PAIR: &str =
    "Two texts on one event. The questions look at lines of text A and of text B. There is no single right answer: give your reason, and name the line.";
/// No finding to ask about.
pub const NO_FINDING: &str = "No rule found anything in the author’s own words of this text, so there is no question that could cite a finding. That does not say that the text is true, complete or fair. The sheet on checking it works all the same.";
/// A text too short for rates.
pub const SHORT: &str =
    "This text is short. Its marks can be talked about one by one; a rate made from so few words would say more about chance than about the text.";
/// The glossary.
pub const GLOSSARY: &str = "The kinds of words that the program found in the text. Each can be used well or badly; the question is what it does here.";
/// The sheet on checking.
pub const LEAVE: &str = "Good readers do not stay on a page they do not know. They open other pages and see what others say, and then come back. Four moves help, after Mike Caulfield’s “SIFT”.";
/// The key.
pub const KEY: &str = "The lines and their numbers are those of the handout. Underlined words are marks; beside each line stands the family of every mark that begins in it. Words of quoted or reported sources are in brackets and are not counted as the author’s.";
/// What a mark is not.
pub const NO_VERDICT: &str = "A mark says that words of a kind stand there. It is no verdict on the sentence, and none on who wrote it. A true text can be full of marks, and a false one can have none.";

/// "a" or "an" before a noun of ours.
pub fn article(noun: &str) -> &'static str {
    let vowel = noun.starts_with(['a', 'e', 'i', 'o', 'u']) && !noun.starts_with("one");
    if vowel { "an" } else { "a" }
}

/// A text cut at a word to at most so many characters, with an ellipsis where something is missing.
pub fn cut(text: &str, most: usize) -> String {
    if text.chars().count() <= most {
        return text.to_string();
    }
    let short: String = text.chars().take(most).collect();
    let end = short.rfind(' ').unwrap_or(short.len());
    format!("{} …", short[..end].trim_end_matches([',', ';', ':', ' ']))
}

/// The same, but never without the part that matters: what stands far before it is left out too.
///
/// ```
/// let text = "Last week, as the fog came in over the quay, they counted 90 boats.";
/// assert_eq!(slantscope::handout::words::around(text, "90 boats", 40), "… over the quay, they counted 90 boats.");
/// ```
pub fn around(text: &str, part: &str, most: usize) -> String {
    let end = text.find(part).map_or(0, |at| text[..at + part.len()].chars().count());
    if end + 1 < most {
        return cut(text, most);
    }
    // a third of the room is left for what follows the part
    let skipped = (end + most / 3).min(text.chars().count()).saturating_sub(most);
    let from = text.char_indices().nth(skipped).map_or(0, |(at, _)| at);
    let word = text[from..].find(' ').map_or(from, |at| from + at + 1);
    format!("… {}", cut(&text[word..], most))
}

/// Things in a row: "a, b and c".
pub fn list(items: &[String]) -> String {
    match items {
        [] => String::new(),
        [one] => one.clone(),
        [first @ .., last] => format!("{} and {last}", first.join(", ")),
    }
}

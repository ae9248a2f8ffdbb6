//! The signs of the terminal: each group of families has an underline of its own, and a colour beside it, never alone.

use anstyle::{AnsiColor, Style};
use slantscope::lexicon::Tier;
use slantscope::score::Mark;

/// How a group of marks is drawn.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Sign {
    pub underline: char,
    pub style: Style,
    /// What the legend says.
    pub means: &'static str,
}

/// All signs, in the order of the legend.
pub const SIGNS: [Sign; 5] = [LEXICAL, GATED, DISCUSS, COUNTER, UNCOUNTED];

const LEXICAL: Sign = Sign { underline: '^', style: AnsiColor::Yellow.on_default(), means: "scored: the words alone show it" };
const GATED: Sign = Sign { underline: '~', style: AnsiColor::Magenta.on_default(), means: "scored: the words and what stands around them show it" };
const DISCUSS: Sign = Sign { underline: '?', style: AnsiColor::Cyan.on_default(), means: "never scored: worth discussing" };
const COUNTER: Sign = Sign { underline: '+', style: AnsiColor::Green.on_default(), means: "never scored: care with evidence (sources, hedges, concessions)" };
const UNCOUNTED: Sign = Sign { underline: '.', style: AnsiColor::BrightBlack.on_default(), means: "not counted here: somebody else's words, or denied" };

/// The sign of a mark.
pub fn sign(mark: &Mark, tier: Tier) -> Sign {
    match tier {
        Tier::Counter => COUNTER,
        Tier::Discuss => DISCUSS,
        _ if mark.weight == 0.0 || !mark.voice.is_own() => UNCOUNTED,
        Tier::Lexical => LEXICAL,
        Tier::Gated => GATED,
    }
}

/// Headings and names.
pub const STRONG: Style = Style::new().bold();
/// Numbers of lines, and other small print.
pub const FAINT: Style = Style::new().dimmed();

/// The width of the terminal, or 80 where there is none; never so narrow that nothing fits.
pub fn width() -> usize {
    terminal_size::terminal_size().map_or(80, |(w, _)| usize::from(w.0)).clamp(40, 120)
}

/// The text in lines of at most `width` characters, the first after `first` spaces and the others after `rest`.
pub fn wrap(text: &str, width: usize, first: usize, rest: usize) -> String {
    let (mut out, mut column, mut begun) = (" ".repeat(first), first, false);
    for word in text.split_whitespace() {
        let len = word.chars().count();
        if begun && column + 1 + len > width {
            out.push('\n');
            out.push_str(&" ".repeat(rest));
            column = rest;
        } else if begun {
            out.push(' ');
            column += 1;
        }
        out.push_str(word);
        column += len;
        begun = true;
    }
    out
}

/// The text with nothing that steers a terminal; line breaks stay.
pub fn safe(text: &str) -> String {
    let steers = |c: char| c.is_control() && !matches!(c, '\n' | '\t') || slantscope::text::turns_direction(c);
    text.chars().map(|c| if steers(c) { '\u{FFFD}' } else { c }).collect()
}

/// What a terminal may be given of a text: spaces for breaks and tabs, nothing that steers it.
pub fn plain(text: &str) -> String {
    let shown = |c: char| if c.is_whitespace() { Some(' ') } else { (!c.is_control() && !slantscope::text::is_invisible(c)).then_some(c) };
    text.chars().filter_map(shown).collect::<String>().split(' ').filter(|w| !w.is_empty()).collect::<Vec<_>>().join(" ")
}

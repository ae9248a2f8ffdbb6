//! Decides whose words these are and on whose word they stand: cues, sources, contents, figures, citations, voices.

pub mod anonymity;
pub mod antecedents;
mod chunks;
pub mod citations;
pub mod contents;
pub mod cues;
mod edges;
pub mod features;
pub mod figures;
pub mod flags;
mod labels;
pub mod lists;
pub mod names;
pub mod numbers;
mod people;
pub mod phrases;
mod ranges;
pub mod relations;
pub mod select;
pub mod sources;
pub mod subjects;
pub mod surroundings;
pub mod train;
mod unmarked;
pub mod view;
pub mod voices;
pub mod weights;
mod worded;

use crate::annotate::Annotated;
use crate::extract::plain::domain;
use crate::lexicon::Lexicon;
use crate::segment::Text;
use crate::text::Span;
pub use antecedents::Antecedent;
use serde::{Deserialize, Serialize};
use smallvec::SmallVec;
pub use weights::Weights;

/// Whose words a piece of text is.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Hash, PartialOrd, Ord, Serialize)]
#[cfg_attr(test, derive(schemars::JsonSchema))]
#[serde(rename_all = "snake_case")]
#[repr(u8)]
pub enum Voice {
    /// The author's words.
    #[default]
    Own,
    /// Direct quotation with a speaker.
    Quoted,
    /// The content of indirect speech.
    Reported,
    /// Quotation marks without any speaker.
    UnsourcedQuote,
    /// A quoted word or phrase with no clause.
    ScareQuote,
    /// Speech of the publishing organisation or the movement that the manifest names as its own.
    SelfQuote,
    /// Page furniture.
    Boilerplate,
}

impl Voice {
    /// All voices, in the order of their numbers.
    pub const ALL: [Voice; 7] = [Voice::Own, Voice::Quoted, Voice::Reported, Voice::UnsourcedQuote, Voice::ScareQuote, Voice::SelfQuote, Voice::Boilerplate];

    /// Whether marks in this voice count in the document's own score.
    pub fn is_own(self) -> bool {
        matches!(self, Voice::Own | Voice::UnsourcedQuote | Voice::ScareQuote)
    }

    /// The name that other programs read.
    pub fn name(self) -> &'static str {
        match self {
            Voice::Own => "own",
            Voice::Quoted => "quoted",
            Voice::Reported => "reported",
            Voice::UnsourcedQuote => "unsourced_quote",
            Voice::ScareQuote => "scare_quote",
            Voice::SelfQuote => "self_quote",
            Voice::Boilerplate => "boilerplate",
        }
    }
}

/// The voice of a token or a quotation, and the attribution whose content it is in, in four bytes: a long text has a hundred thousand runs of them.
///
/// ```
/// use slantscope::attribute::{Voice, Voiced};
/// let said = Voiced::new(Voice::Quoted, Some(7));
/// assert_eq!((said.voice(), said.attribution()), (Voice::Quoted, Some(7)));
/// assert_eq!(Voiced::OWN.attribution(), None);
/// ```
#[derive(Clone, Copy, PartialEq, Eq)]
pub struct Voiced(u32);

const _: () = {
    let mut number = 0;
    while number < Voice::ALL.len() {
        assert!(Voice::ALL[number] as usize == number);
        number += 1;
    }
};

/// The lower bits of a [`Voiced`] say which voice it is, the upper ones which attribution; 0 is none, 1 the first.
const VOICE_BITS: u32 = 3;

impl Voiced {
    /// Own words.
    pub const OWN: Voiced = Voiced::new(Voice::Own, None);

    /// Words of this voice, credited by this attribution.
    pub const fn new(voice: Voice, attribution: Option<u32>) -> Voiced {
        let number = match attribution {
            Some(number) => number + 1,
            None => 0,
        };
        Voiced(number << VOICE_BITS | voice as u32)
    }

    /// Whose words the token is part of.
    #[inline]
    pub fn voice(self) -> Voice {
        Voice::ALL[(self.0 & ((1 << VOICE_BITS) - 1)) as usize]
    }

    /// The attribution, by its place in `Attributed::attributions`.
    #[inline]
    pub fn attribution(self) -> Option<u32> {
        (self.0 >> VOICE_BITS).checked_sub(1)
    }
}

impl std::fmt::Debug for Voiced {
    fn fmt(&self, f: &mut std::fmt::Formatter) -> std::fmt::Result {
        write!(f, "{:?} {:?}", self.voice(), self.attribution())
    }
}

/// What kind of source somebody's word is.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Hash, PartialOrd, Ord, Serialize, Deserialize)]
#[cfg_attr(test, derive(schemars::JsonSchema))]
#[serde(rename_all = "snake_case")]
#[repr(u8)]
pub enum SourceClass {
    /// Nobody but the author.
    #[default]
    None,
    NamedPerson,
    Organisation,
    /// A report, judgment, law, study, dataset, link or footnote.
    Document,
    /// A pronoun or description whose name was not found.
    Pronoun,
    /// Somebody exists, and the name is withheld.
    Anonymous,
    /// "Observers", "many believe": nobody could be asked.
    Vague,
    /// The publishing organisation, or the movement it speaks for.
    #[serde(rename = "self")]
    Own,
}

impl SourceClass {
    /// All classes, in the order of a report.
    pub const ALL: [SourceClass; 8] = [
        SourceClass::NamedPerson,
        SourceClass::Organisation,
        SourceClass::Document,
        SourceClass::Pronoun,
        SourceClass::Anonymous,
        SourceClass::Vague,
        SourceClass::Own,
        SourceClass::None,
    ];

    /// The name that other programs read.
    pub fn name(self) -> &'static str {
        match self {
            SourceClass::None => "none",
            SourceClass::NamedPerson => "named_person",
            SourceClass::Organisation => "organisation",
            SourceClass::Document => "document",
            SourceClass::Pronoun => "pronoun",
            SourceClass::Anonymous => "anonymous",
            SourceClass::Vague => "vague",
            SourceClass::Own => "self",
        }
    }

    /// Whether a reader could go and ask, or look it up.
    pub fn is_identified(self) -> bool {
        matches!(self, SourceClass::NamedPerson | SourceClass::Organisation | SourceClass::Document)
    }
}

/// Who or what an attribution names.
#[derive(Clone, Debug, PartialEq)]
pub struct Source {
    pub tokens: (u32, u32),
    pub span: Span,
    pub class: SourceClass,
    /// The person's name inside the span; the whole span where none stands there.
    pub named: Span,
    /// The name that a pronoun, a description or a surname stands for, where it was found earlier in the text.
    pub resolved: Option<Antecedent>,
    /// The words that say why the name of an anonymous source is withheld.
    pub reason: Option<Span>,
}

impl Source {
    /// The fullest name known: the antecedent's, else its own, else all its words.
    pub fn name(&self) -> Span {
        self.resolved.map_or(self.named, |a| a.span)
    }
}

/// How a source's words are given.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize)]
#[cfg_attr(test, derive(schemars::JsonSchema))]
#[serde(rename_all = "lowercase")]
pub enum Directness {
    Direct,
    Indirect,
    Mixed,
}

/// The pieces of what is credited, in order of place. Nearly all have one or two, which need no memory of their own.
pub type Content = SmallVec<[(u32, u32); 2]>;

/// A source, the words that credit it, and what is credited.
#[derive(Clone, Debug, PartialEq)]
pub struct Attribution {
    pub source: Option<Source>,
    pub cue: (u32, u32),
    pub cue_span: Span,
    pub content: Content,
    pub directness: Directness,
    pub sentence: u32,
    /// Whether the source is given the word: "said that ..." is speech; "ordered a march" tells what was done, in the author's words.
    pub speech: bool,
}

impl Attribution {
    /// The class of its source; `None` where it has no source.
    pub fn class(&self) -> SourceClass {
        self.source.as_ref().map_or(SourceClass::None, |s| s.class)
    }
}

/// What a figure counts.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, PartialOrd, Ord, Serialize, Deserialize)]
#[cfg_attr(test, derive(schemars::JsonSchema))]
#[serde(rename_all = "lowercase")]
pub enum FigureKind {
    Count,
    Share,
    Duration,
    Money,
    Measure,
    /// Part of a fixed name or adjective: "a 12-point declaration".
    Descriptor,
}

/// What a reader would need and the sentence does not give.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize)]
#[cfg_attr(test, derive(schemars::JsonSchema))]
#[serde(rename_all = "lowercase")]
pub enum Missing {
    Base,
    Period,
    Comparator,
}

/// A quantity about the world that a reader could check.
#[derive(Clone, Debug, PartialEq)]
pub struct Figure {
    pub tokens: (u32, u32),
    pub span: Span,
    pub min: Option<f64>,
    pub max: Option<f64>,
    pub approximate: bool,
    pub kind: FigureKind,
    /// The noun it counts, or its unit.
    pub head: Option<Span>,
    pub class: SourceClass,
    /// The attribution that vouches for it, by its place in `Attributed::attributions`.
    pub attribution: Option<u32>,
    pub sentence: u32,
    pub missing: Vec<Missing>,
}

/// What a citation points to.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, PartialOrd, Ord, Serialize)]
#[cfg_attr(test, derive(schemars::JsonSchema))]
#[serde(rename_all = "lowercase")]
pub enum CitationKind {
    Link,
    Footnote,
    Document,
}

/// A reference to an identifiable document.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Citation {
    pub span: Span,
    pub kind: CitationKind,
    pub sentence: u32,
}

/// Whose words each part of the text is, and what vouches for it.
#[derive(Clone, Debug, Default)]
pub struct Attributed {
    pub attributions: Vec<Attribution>,
    /// For each quotation of the text: its voice, and the attribution that it belongs to.
    pub quotes: Vec<Voiced>,
    pub figures: Vec<Figure>,
    pub citations: Vec<Citation>,
    /// The voice of every token, and the attribution whose content it is in.
    pub voices: voices::Voices,
    /// For each sentence, the class of the source that it leans on.
    pub sentences: Vec<SourceClass>,
}

/// Who the publisher is: names whose words are the publication's own side.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Publisher {
    /// Names and aliases of the publishing organisation and of the movement that the manifest calls its own.
    pub names: Vec<String>,
    /// The domain of its site, as [`crate::extract::plain::domain`] gives it: a link to it is no citation.
    pub site: Option<String>,
}

impl Publisher {
    /// Whether an address is on the publisher's own site, or on a part of it.
    ///
    /// ```
    /// let publisher = slantscope::attribute::Publisher { site: Some("tideline.example".into()), ..Default::default() };
    /// assert!(publisher.owns("https://archive.tideline.example/2031"));
    /// assert!(!publisher.owns("https://notideline.example/"));
    /// ```
    pub fn owns(&self, address: &str) -> bool {
        let part = |whole: &str, of: &str| whole.strip_suffix(of).is_some_and(|rest| rest.is_empty() || rest.ends_with('.'));
        let domain = domain(address).map(str::to_ascii_lowercase);
        self.site.as_deref().zip(domain).is_some_and(|(site, domain)| part(&domain, &site.to_ascii_lowercase()))
    }
}

/// Finds attributions, figures and citations, and gives every token its voice.
// a function of its own, so that benches/stages.py finds what belongs to it
#[inline(never)]
pub fn attribute(text: &Text, annotated: &Annotated, lexicon: &Lexicon, weights: &Weights, publisher: &Publisher) -> Attributed {
    let view = view::View::new(text, annotated, lexicon);
    let mut out = Attributed { attributions: select::attributions(&view, weights, publisher), ..Attributed::default() };
    out.citations = citations::citations(&view, publisher);
    voices::voices(text, &mut out);
    out.figures = figures::figures(&view, &out);
    out.sentences = voices::sentence_classes(text, &out);
    out
}

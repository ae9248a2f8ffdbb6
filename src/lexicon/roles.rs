//! The word lists that the code asks for by name, as bits of a word.

/// Declares the roles and the lists that fill them.
macro_rules! roles {
    ($($role:ident = [$($list:literal),+];)*) => {
        /// A closed class of words that a stage asks for.
        #[derive(Clone, Copy, Debug, PartialEq, Eq)]
        #[repr(u8)]
        pub enum Role { $(#[doc = concat!("Words of ", $($list, " "),+)] $role),* }

        /// Each role with the lists of `lexicons/en/` that fill it.
        pub const ROLES: &[(Role, &[&str])] = &[$((Role::$role, &[$($list),+])),*];
    };
}

roles! {
    Negation = ["negation.words.particle", "negation.words.contraction", "negation.words.bare", "negation.words.near"];
    NegativePrefix = ["negation.words.prefixes"];
    Determiner = ["function.words.determiner"];
    Article = ["function.words.article"];
    Auxiliary = ["function.words.auxiliary"];
    Modal = ["function.words.modal"];
    Aspect = ["function.words.aspect"];
    Preposition = ["function.words.preposition"];
    Crediting = ["function.words.crediting"];
    Conjunction = ["function.words.conjunction"];
    Wh = ["function.words.wh"];
    Adverb = ["function.words.adverb"];
    SubjectPronoun = ["pronoun.words.subject"];
    ObjectPronoun = ["pronoun.words.object"];
    Possessive = ["pronoun.words.possessive"];
    Reflexive = ["pronoun.words.reflexive"];
    Indefinite = ["pronoun.words.indefinite"];
    Demonstrative = ["pronoun.words.demonstrative"];
    PersonTitle = ["title.words.person"];
    TitleQualifier = ["title.words.qualifier"];
    RoleNoun = ["class.role-noun"];
    OrganisationNoun = ["class.organisation-noun"];
    DocumentNoun = ["class.document-noun"];
    ResearchNoun = ["class.document-noun.research"];
    ResearchVerb = ["class.research-verb.about"];
    FindingVerb = ["class.research-verb.finding"];
    VagueGroup = ["class.vague-source.group"];
    VagueQuantifier = ["class.vague-source.quantifier"];
    Withheld = ["class.anonymous-source.withheld"];
    AnonymousNoun = ["class.anonymous-source.source-noun"];
    ReasonWord = ["class.anonymous-source.reason-word"];
    AnonymousRank = ["class.anonymous-source.rank"];
    NumberLabel = ["number.approximate.label"];
    Clock = ["number.approximate.clock"];
    Dialled = ["number.approximate.dialled"];
    Lasting = ["number.approximate.lasting"];
    Metred = ["number.approximate.metred"];
    Classed = ["number.approximate.classed"];
    Percent = ["number.approximate.percent"];
    ApproximateAbove = ["number.approximate.above"];
    ApproximateBelow = ["number.approximate.below"];
    ApproximateNear = ["number.approximate.near"];
    SourceWord = ["furniture.words.source-line"];
    Address = ["number.approximate.address"];
    Addressing = ["function.words.addressing"];
    Relative = ["number.approximate.relative"];
    Cardinal = ["number.words.cardinal"];
    Multiplier = ["number.words.multiplier"];
    Fraction = ["number.words.fraction"];
    VagueCount = ["number.words.vague-count"];
    Approximator = ["number.words.approximator"];
    Share = ["number.words.share"];
    TimeUnit = ["number.words.time-unit"];
    Month = ["number.words.month", "abbreviation.words.month"];
    Weekday = ["number.words.weekday"];
    Currency = ["number.words.currency"];
    Unit = ["unit.words"];
    NotName = ["name.words.not-name"];
    FirstName = ["name.words.first-name"];
    KnownName = ["class.slant-politics.leader"];
    Feminine = ["name.gender.feminine"];
    Masculine = ["name.gender.masculine"];
    FeminineName = ["name.gender.feminine-name"];
    EitherName = ["name.gender.either-name"];
    OrganisationSuffix = ["name.words.organisation-suffix", "name.words.company-suffix", "name.words.organisation"];
    CompanySuffix = ["name.words.company-suffix"];
    Place = ["name.words.place"];
    CueSay = ["cue.say"];
    GroupActor = ["class.group-actor"];
    HarmVerb = ["class.harm-verb"];
    HarmParticiple = ["class.harm-participle"];
    PraiseVerb = ["class.praise-verb"];
    NegativeTrait = ["class.negative-trait-noun"];
    PositiveTrait = ["class.positive-trait-noun"];
    NegativeAdjective = ["class.negative-adjective"];
    PositiveAdjective = ["class.positive-adjective"];
    Legitimacy = ["class.legitimacy"];
    Denotative = ["class.denotative"];
    Be = ["class.evaluation.be"];
    Copula = ["class.evaluation.copula"];
    AgainstVerb = ["class.evaluation.against-verb"];
    AgainstNoun = ["class.evaluation.against-noun"];
    FallNoun = ["class.evaluation.fall-noun"];
    OnslaughtNoun = ["class.evaluation.onslaught-noun"];
    Menace = ["class.evaluation.menace"];
    Doing = ["class.evaluation.doing"];
    DeedNoun = ["class.evaluation.deed"];
    Suffered = ["class.evaluation.suffered"];
    Ideal = ["class.evaluation.ideal"];
    VerdictNoun = ["class.evaluation.verdict"];
    MemberNoun = ["class.evaluation.member"];
    Folk = ["class.evaluation.folk"];
    PlacePreposition = ["class.evaluation.place-preposition"];
    NameParticle = ["class.evaluation.name-particle"];
    Concession = ["class.evaluation.concession"];
    CrowdWord = ["class.evaluation.crowd"];
    DatedWord = ["class.evaluation.dated"];
    RankedNoun = ["class.evaluation.ranked"];
    DeathWord = ["class.evaluation.death"];
    GoodDeed = ["class.praise-verb.good-deed"];
    Praised = ["class.praise-verb.praised"];
    Particle = ["class.slant-frames.particle"];
    Degree = ["class.slant-frames.degree"];
    Duty = ["class.slant-frames.duty"];
    Compare = ["class.slant-frames.compare"];
    Present = ["class.slant-frames.present"];
    Past = ["class.slant-frames.past"];
    Colloquial = ["class.slant-frames.colloquial"];
    Emotion = ["class.slant-frames.emotion"];
    Contrast = ["class.slant-frames.contrast"];
    Ideology = ["class.slant-frames.ideology"];
    Procedure = ["class.slant-frames.procedure"];
    Record = ["class.slant-frames.record"];
    Compound = ["class.slant-frames.compound"];
    CompoundPrefix = ["class.slant-frames.prefix"];
    Politics = ["class.slant-politics"];
    Strife = ["class.slant-frames.strife"];
    Judging = ["class.slant-frames.judging"];
    Praising = ["class.slant-frames.praising"];
    Huge = ["class.slant-frames.huge"];
    Identity = ["class.slant-frames.identity"];
    Creed = ["class.slant-frames.creed"];
    Opine = ["class.slant-frames.opine"];
    PlainEnding = ["class.slant-shapes.plain"];
    Universal = ["function.words.universal"];
    MediaNoun = ["class.organisation-noun.media"];
}

/// Declares the frame words: the list of `function.frame` and the name are one.
macro_rules! frames {
    ($($frame:ident = $list:literal;)*) => {
        /// What a small word beside a verb tells of its frame; every word has one at most.
        #[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Hash, PartialOrd, Ord)]
        #[repr(u8)]
        pub enum Frame { #[default] None, $(#[doc = $list] $frame),* }

        /// Each frame with its list.
        pub const FRAMES: &[(Frame, &str)] = &[$((Frame::$frame, $list)),*];
    };
}

frames! {
    That = "that"; Nominative = "nominative"; It = "it"; First = "first"; Second = "second"; To = "to"; Of = "of"; About = "about";
    For = "for"; On = "on"; As = "as"; With = "with"; Against = "against"; By = "by"; From = "from"; In = "in"; Wh = "wh"; Whether = "whether";
    Relative = "relative"; Negation = "negation"; Be = "be"; Have = "have"; Do = "do"; Will = "will"; And = "and"; Subordinate = "subordinate";
    Tell = "tell";
}

/// A set of frames.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct FrameSet(u32);

impl FrameSet {
    /// Whether one of these frames is in it.
    #[inline]
    pub fn has_any(self, frames: &[Frame]) -> bool {
        self.0 & frames.iter().copied().collect::<FrameSet>().0 != 0
    }
}

impl FromIterator<Frame> for FrameSet {
    #[inline]
    fn from_iter<I: IntoIterator<Item = Frame>>(frames: I) -> FrameSet {
        FrameSet(frames.into_iter().fold(0, |set, f| set | 1 << f as u32))
    }
}

impl std::ops::BitOr for FrameSet {
    type Output = FrameSet;
    #[inline]
    fn bitor(self, other: FrameSet) -> FrameSet {
        FrameSet(self.0 | other.0)
    }
}

const _: () = assert!(FRAMES.len() < 32, "frames are bits of one number");

/// A set of roles.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Hash)]
pub struct RoleSet(u128);

impl RoleSet {
    pub(super) fn bits(self) -> u128 {
        self.0
    }

    pub(super) fn of_bits(bits: u128) -> RoleSet {
        RoleSet(bits)
    }

    /// Whether the word has this role.
    #[inline]
    pub fn has(self, role: Role) -> bool {
        self.0 & (1 << role as u128) != 0
    }

    /// Whether the word has one of these roles.
    #[inline]
    pub fn has_any(self, roles: &[Role]) -> bool {
        self.0 & roles.iter().fold(0, |set, &r| set | 1 << r as u128) != 0
    }

    /// Gives the word this role.
    pub fn add(&mut self, role: Role) {
        self.0 |= 1 << role as u128;
    }
}

impl std::ops::BitOr for RoleSet {
    type Output = RoleSet;
    #[inline]
    fn bitor(self, other: RoleSet) -> RoleSet {
        RoleSet(self.0 | other.0)
    }
}

const _: () = assert!(ROLES.len() <= 128, "roles are bits of one number");

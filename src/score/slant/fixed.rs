//! The features that do not come from the lexicon's families: by name, sign, and in words.

macro_rules! fixed {
    ($($name:ident = $text:literal, $sign:literal, $words:literal;)*) => {
        /// The features that do not come from the lexicon's families, as indices.
        #[derive(Clone, Copy, Debug, PartialEq, Eq)]
        #[repr(u16)]
        pub enum Fixed { $(#[doc = $words] $name),* }
        /// Name of each, the sign its weight must have (0: either), and what it is in words.
        pub const FIXED: &[(&str, i8, &str)] = &[$(($text, $sign, $words)),*];
    };
}

fixed! {
    StrongLog = "strong.count", 1, "strong words in the sentence";
    StrongNone = "strong.none", -1, "no strong word";
    StrongTwo = "strong.two", 1, "two strong words or more";
    StrongThree = "strong.three", 1, "three strong words or more";
    StrongPer10 = "strong.per10", 1, "strong words for every ten words";
    StrongWeight = "strong.weight", 1, "weight of the strong words";
    StrongReported = "strong.reported", 0, "strong words in reported speech";
    StrongQuoted = "strong.quoted", 0, "strong words in quotation marks";
    StrongCue = "strong.with-cue", 0, "strong words and an attribution";
    StrongName = "strong.with-name", 1, "strong words and a name";
    StrongNear = "strong.near-name", 1, "a strong word beside a name";
    StrongDegree = "strong.after-degree", 1, "a strong word after “so” or “very”";
    StrongPair = "strong.pair", 1, "two strong words side by side";
    StrongEnd = "strong.at-end", 1, "a strong word at the end";
    StrongFamilies = "strong.families", 1, "different families of strong words";
    StrongIdeology = "strong.with-ideology", 1, "strong words and words for a creed of politics";
    StrongPolitics = "strong.with-politics", 1, "strong words and words of politics";
    Breadth = "breadth.families", 1, "different families with marks";
    BreadthRules = "breadth.rules", 1, "different rules with marks";
    BreadthCue = "breadth.with-cue", 0, "marks of many families and an attribution";
    BreadthQuote = "breadth.with-quote", 0, "marks of many families and a quotation";
    Denotative = "denotative", 0, "words that name a grave matter plainly";
    Cue = "source.cue", -1, "an attribution";
    Identified = "source.identified", -1, "a source that is identified";
    PronounSource = "source.pronoun", 0, "a source that is a pronoun";
    QuoteShare = "quote.share", 0, "words in quotation marks";
    ShortQuote = "quote.short", 1, "a few words in quotation marks";
    Exclaim = "mark.exclamation", 1, "an exclamation mark";
    Question = "mark.question", 1, "a question mark";
    WhQuestion = "mark.open-question", 1, "a question with “who”, “what” or “why”";
    Ellipsis = "mark.ellipsis", 1, "an ellipsis";
    Dash = "mark.dash", 1, "a dash";
    Colon = "mark.colon", 0, "a colon";
    Semicolon = "mark.semicolon", 0, "a semicolon";
    Bracket = "mark.bracket", 1, "brackets";
    Comma = "mark.comma", 0, "commas";
    Upper = "shape.capitals", 1, "words all in capitals";
    Capital = "shape.names", -1, "capitalised words";
    Digit = "shape.digit", -1, "a digit";
    Figures = "shape.figures", -1, "figures";
    Percent = "shape.percent", -1, "a percentage";
    Money = "shape.money", -1, "an amount of money";
    Weekday = "shape.weekday", -1, "a day of the week";
    Month = "shape.month", -1, "a month";
    Year = "shape.year", -1, "a year";
    Words = "shape.words", 0, "length of the sentence";
    WordLength = "shape.word-length", 0, "length of its words";
    Hyphen = "shape.hyphen", 1, "hyphenated words";
    Ly = "ending.ly", 1, "words in “-ly”";
    Ous = "ending.ous", 1, "words in “-ous”";
    Ful = "ending.ful", 1, "words in “-ful”";
    Ive = "ending.ive", 1, "words in “-ive”";
    Able = "ending.able", 1, "words in “-able”";
    Ical = "ending.ical", 1, "words in “-ical”";
    Ist = "ending.ist", 1, "words in “-ist”";
    Ism = "ending.ism", 1, "words in “-ism”";
    Est = "ending.est", 1, "words in “-est”";
    Ed = "ending.ed", -1, "words in “-ed”";
    Ing = "ending.ing", 0, "words in “-ing”";
    BeJudged = "frame.be-judging", 1, "“is” or “was” and a judging word";
    LyThenAdjective = "frame.adverb-adjective", 1, "an adverb in “-ly” before an adjective";
    StartsAnd = "frame.starts-and", 1, "begins with “and” or “but”";
    StartsIt = "frame.starts-it", 1, "begins with “it”";
    StartsWh = "frame.starts-wh", 1, "begins with “who”, “what” or “why”";
    Cleft = "frame.cleft", 1, "“it is … that”";
    First = "frame.first-person", 1, "“I” or “we”";
    Second = "frame.second-person", 1, "“you”";
    Contraction = "frame.contraction", 1, "a contraction";
    Never = "frame.negation", 1, "a negation";
    Compound = "frame.compound", 1, "a word joined of two";
    Prefixed = "frame.prefixed", 1, "a word with a charged prefix";
    Simile = "frame.simile", 1, "a comparison with “like” or “as”";
    Particle = "class.particle", 1, "“even”, “just” and their like";
    Degree = "class.degree", 1, "“so”, “very” and their like";
    Duty = "class.duty", 1, "words for what must be done";
    Compare = "class.comparison", 1, "words that compare";
    Present = "class.present", 0, "verbs of the present";
    Past = "class.past", 0, "verbs of the past";
    Colloquial = "class.colloquial", 1, "colloquial words";
    Emotion = "class.emotion", 1, "words for feelings";
    Contrast = "class.contrast", 0, "“but”, “while” and their like";
    Ideology = "class.ideology", 0, "words for a creed of politics";
    Politics = "class.politics", 1, "words of politics";
    Strife = "class.strife", 1, "words of strife";
    Judging = "class.judging", 1, "judging words";
    Praising = "class.praising", 1, "praising words";
    Huge = "class.huge", 1, "words for great size";
    Identity = "class.identity", 0, "words for groups of people";
    Creed = "class.creed", 1, "words for beliefs";
    Opine = "class.opine", 1, "“I think”, “in my view” and their like";
    Procedure = "class.procedure", -1, "words of procedure";
    Record = "class.record", -1, "words of records";
    Office = "class.office", -1, "words for offices";
    Institution = "class.institution", -1, "words for institutions";
    Research = "class.research", -1, "words of research";
    Modal = "class.modal", 0, "“may”, “should” and their like";
    Wh = "class.wh", 0, "question words";
    Nominative = "class.he-she", 0, "“he”, “she” or “they”";
    It = "class.it", 0, "“it”";
    That = "class.that", 0, "“that”";
    Subordinate = "class.subordinate", 0, "“because”, “if” and their like";
    And = "class.and", 0, "“and”";
    Possessive = "class.possessive", 0, "“my”, “his” and their like";
    Demonstrative = "class.demonstrative", 0, "“this”, “those” and their like";
    Indefinite = "class.indefinite", 0, "“somebody”, “anything” and their like";
    Preposition = "class.preposition", 0, "prepositions";
    Determiner = "class.determiner", 0, "articles and their like";
    PersonTitle = "class.title", -1, "titles of persons";
    Other = "other", 0, "other words";
}

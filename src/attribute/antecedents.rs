//! Whom a pronoun, a description or a surname stands for, and how sure that is.

use super::chunks::head;
use super::flags::Flag;
use super::names::{APPOSITION, Gender, folded, full_name, is_part, name_in, roles, same};
use super::view::View;
use super::{Source, SourceClass};
use crate::lexicon::{Frame, Role};
use crate::segment::words::Shape;
use crate::segment::{BlockKind, Kind};
use crate::text::Span;
use rustc_hash::FxHashMap;

/// The name that a pronoun, a description or a surname stands for.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Antecedent {
    pub span: Span,
    pub evidence: Evidence,
}

/// What speaks for an antecedent. How often each was right was counted by reading: `evaluation/antecedents.jsonl` has the cases.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Evidence {
    /// A surname that one person of the text has.
    Surname,
    /// A surname that several persons have: the one who was named last.
    SharedSurname,
    /// A description in the words that named the person: "the minister".
    Role,
    /// A pronoun that only one person within reach can be.
    Only,
    /// A pronoun for whoever was given the word last, with nobody named since.
    Speaker,
    /// A pronoun for the likeliest of several.
    Nearest,
    /// "it" and "they" for the body, the paper or the group that spoke last.
    Body,
}

impl Evidence {
    /// All kinds of evidence.
    pub const ALL: [Evidence; 7] =
        [Evidence::Surname, Evidence::SharedSurname, Evidence::Role, Evidence::Only, Evidence::Speaker, Evidence::Nearest, Evidence::Body];

    /// The name that `evaluation/antecedents.jsonl` gives it.
    pub fn name(self) -> &'static str {
        match self {
            Evidence::Surname => "surname",
            Evidence::SharedSurname => "shared_surname",
            Evidence::Role => "role",
            Evidence::Only => "only",
            Evidence::Speaker => "speaker",
            Evidence::Nearest => "nearest",
            Evidence::Body => "body",
        }
    }

    /// The share of read cases that were right, from 0 to 1, with one case right and one wrong added, so that few cases claim little.
    pub fn confidence(self) -> f64 {
        match self {
            Evidence::Surname => 0.98,
            Evidence::SharedSurname => 0.88,
            Evidence::Role => 0.95,
            Evidence::Only => 0.92,
            Evidence::Speaker => 0.92,
            Evidence::Nearest => 0.68,
            Evidence::Body => 0.80,
        }
    }
}

/// How many sentences back a pronoun may reach, and a description.
const REACH: u32 = 6;
const DESCRIPTION_REACH: u32 = 200;

/// How many tokens may stand between "it" or "they" and its verb.
const BESIDE: usize = 2;

/// How many numbers hold the bits of the hashes of surnames.
const HASHES: usize = 16;

/// Somebody or something that the text has named.
#[derive(Debug)]
struct Entity {
    /// The first full form of its name.
    span: Span,
    class: SourceClass,
    gender: Gender,
    plural: bool,
    /// Words that say what the person does: "minister".
    roles: Vec<u32>,
    /// The phrase that named it first.
    phrase: (u32, u32),
    /// Those that named it otherwise, as they come.
    phrases: Vec<(u32, u32)>,
    mentions: u32,
    /// The next person with this surname.
    namesake: Option<usize>,
}

impl Entity {
    /// A person, also one who speaks for a body: "a spokeswoman for the ministry".
    fn is_somebody(&self) -> bool {
        self.class.is_person() || self.class == SourceClass::Organisation && self.gender != Gender::UNKNOWN
    }
}

/// One place where an entity is named or stands behind a pronoun.
#[derive(Clone, Copy, Debug)]
struct Mention {
    entity: usize,
    sentence: u32,
    /// Whether it was given the word there.
    speaks: bool,
    /// Whether it opens its sentence, as subjects do.
    opens: bool,
}

/// All that a text has named up to a place.
#[derive(Debug, Default)]
pub struct Entities<'a> {
    all: Vec<Entity>,
    /// In order of place.
    mentions: Vec<Mention>,
    /// The first person with each surname.
    by_surname: FxHashMap<&'a str, usize>,
    /// Surnames that stand with a first name or a title, or speak, anywhere in the text, with the gender that those tell.
    surnames: FxHashMap<&'a str, Gender>,
    /// A bit for the hash of each.
    hashes: [u64; HASHES],
    /// The gender of surnames whose relative clause has "his" or "her": it goes before what a first name suggests.
    told: FxHashMap<&'a str, Gender>,
    /// The token up to which names were read.
    read: usize,
    /// Of the persons with a surname those whom a name may be of.
    same: Vec<usize>,
}

impl<'a> Entities<'a> {
    /// Reads the whole text for surnames and what tells their gender: "Clinton" is known before "Mrs. Clinton" is reached.
    pub fn new(v: &View<'a>, people: impl Iterator<Item = (u32, u32)>) -> Entities<'a> {
        let mut out = Entities::default();
        let mut from = 0;
        while let Some(i) = v.flags.next(from, v.text.tokens.len(), Flag::CAPITAL) {
            from = i + 1;
            if let Some(end) = full_name(v, i, v.text.tokens.len()) {
                out.learn(v, (i, end));
                from = end;
            }
        }
        for tokens in people {
            out.learn(v, name_in(v, tokens.0 as usize, tokens.1 as usize));
        }
        out
    }

    fn learn(&mut self, v: &View<'a>, name: (usize, usize)) {
        let Some(last) = (name.0..name.1).rev().find(|&j| is_part(v, j)) else { return };
        let gender = Gender::of(v, name);
        let (slot, bit) = place(v, last);
        self.hashes[slot] |= bit;
        let known = self.surnames.entry(v.text.word(last)).or_default();
        // two persons with one name: neither is told apart by it
        *known = Gender { feminine: known.feminine | gender.feminine, masculine: known.masculine | gender.masculine };
        if let Some(gender) = told_by_clause(v, name.1) {
            self.told.insert(v.text.word(last), gender);
        }
    }

    /// Whether the hash of the word is that of some surname; nine of ten capitalised words are refused here.
    #[inline]
    fn may_be_surname(&self, v: &View, i: usize) -> bool {
        let (slot, bit) = place(v, i);
        self.hashes[slot] & bit != 0
    }

    /// Whether a phrase is one capitalised word that stands elsewhere in the text as somebody's surname.
    pub fn is_surname(&self, v: &View, from: usize, to: usize) -> bool {
        to == from + 1 && is_part(v, from) && self.surnames.contains_key(v.text.word(from))
    }

    fn gender(&self, v: &View, phrase: (usize, usize), surname: &str) -> Gender {
        if let Some(&told) = self.told.get(surname) {
            return told;
        }
        let told = Gender::of(v, phrase);
        let learnt = self.surnames.get(surname).copied().filter(|g| g.feminine != g.masculine);
        if told == Gender::UNKNOWN { learnt.unwrap_or_default() } else { told }
    }

    /// Reads the names that the author's own words give up to token `to`.
    pub fn read_to(&mut self, v: &View<'a>, to: usize) {
        while let Some(i) = v.flags.next(self.read, to, Flag::CAPITAL) {
            self.read = i + 1;
            if v.speech(i).is_some() {
                continue;
            }
            if let Some(end) = full_name(v, i, to) {
                // in a headline every word may have a capital
                if let Some(sentence) = told_in(v, i).filter(|&s| v.text.blocks[v.text.sentences[s as usize].block as usize].kind != BlockKind::Headline) {
                    self.person(v, (i, end), (i, end), sentence, false);
                }
                self.read = end;
            } else if self.may_be_surname(v, i)
                && is_part(v, i)
                && self.surnames.contains_key(v.text.word(i))
                && let Some(sentence) = told_in(v, i)
            {
                self.person(v, (i, i + 1), (i, i + 1), sentence, false);
            }
        }
        self.read = self.read.max(to);
    }

    /// A person with a name: a new one, or one known by it. The second range is the whole phrase.
    fn person(&mut self, v: &View<'a>, name: (usize, usize), phrase: (usize, usize), sentence: u32, speaks: bool) -> Option<(usize, Evidence)> {
        let mut parts = (name.0..name.1).filter(|&j| is_part(v, j));
        let start = parts.next()?;
        let (words, last) = parts.fold((1, start), |(n, _), j| (n + 1, j));
        let surname = v.text.word(last);
        let gender = self.gender(v, phrase, surname);
        let first_known = self.by_surname.get(surname).copied();
        // "Rossi Jr." is not his father
        let junior = (last + 1..name.1).find(|&j| v.is(j, Role::TitleQualifier)).map(|j| v.text.word(j));
        let mut same = std::mem::take(&mut self.same);
        same.clear();
        same.extend(std::iter::successors(first_known, |&e| self.all[e].namesake).filter(|&e| {
            let known = &self.all[e];
            let first = |text: &str| text.split_whitespace().any(|w| words > 1 && w == v.text.word(start));
            let agrees = known.gender.agrees(gender) && junior.is_none_or(|j| v.text.slice(known.span).ends_with(j));
            agrees && (words == 1 || first(v.text.slice(known.span)) || v.text.slice(known.span) == surname)
        }));
        let found = (!same.is_empty()).then(|| (self.likeliest(&same, sentence), same.len()));
        self.same = same;
        let Some((entity, candidates)) = found else {
            let entity = self.add(v, name, phrase, SourceClass::NamedPerson, sentence, speaks);
            self.all[entity].gender = gender;
            match std::iter::successors(first_known, |&e| self.all[e].namesake).last() {
                Some(before) => self.all[before].namesake = Some(entity),
                None => _ = self.by_surname.insert(surname, entity),
            }
            return None;
        };
        let known = &mut self.all[entity];
        if known.gender == Gender::UNKNOWN {
            known.gender = gender;
        }
        if roles(v, phrase).any(|r| !known.roles.iter().any(|&k| same_word(v, k as usize, r))) {
            known.phrases.push((phrase.0 as u32, phrase.1 as u32));
            known.roles.extend(roles(v, phrase).map(|r| r as u32));
        }
        let longer = known.span.len() > v.text.span((start as u32, last as u32 + 1)).len();
        if words > 1 && !longer {
            known.span = v.text.span((name.0 as u32, name.1 as u32));
        }
        self.mention(v, entity, sentence, phrase.0, speaks);
        let evidence = if candidates == 1 { Evidence::Surname } else { Evidence::SharedSurname };
        longer.then_some((entity, evidence))
    }

    fn add(&mut self, v: &View, name: (usize, usize), phrase: (usize, usize), class: SourceClass, sentence: u32, speaks: bool) -> usize {
        let gender = Gender::of(v, phrase);
        let plural = class != SourceClass::NamedPerson && v.bytes(head(v, phrase.0, phrase.1)).ends_with(b"s") || class == SourceClass::Vague;
        let span = v.text.span((name.0 as u32, name.1 as u32));
        let roles = roles(v, phrase).map(|r| r as u32).collect();
        let phrase = (phrase.0 as u32, phrase.1 as u32);
        self.all.push(Entity { span, class, gender, plural, roles, phrase, phrases: Vec::new(), mentions: 0, namesake: None });
        self.mention(v, self.all.len() - 1, sentence, phrase.0 as usize, speaks);
        self.all.len() - 1
    }

    fn mention(&mut self, v: &View, entity: usize, sentence: u32, token: usize, speaks: bool) {
        let opens = token <= v.text.sentences[sentence as usize].tokens.0 as usize + 1;
        self.all[entity].mentions += 1;
        self.mentions.push(Mention { entity, sentence, speaks, opens });
    }

    /// Of these, the one that was mentioned in this sentence or the one before, else the one that was mentioned most.
    fn likeliest(&self, of: &[usize], sentence: u32) -> usize {
        if let [one] = of {
            return *one;
        }
        let near = self.mentions.iter().rev().take_while(|m| m.sentence + 1 >= sentence).find(|m| of.contains(&m.entity));
        near.map_or_else(|| of.iter().copied().max_by_key(|&e| self.all[e].mentions).unwrap_or(of[0]), |m| m.entity)
    }

    /// The latest mention of each entity, from the nearest back to `reach` sentences before `sentence`.
    fn within(&self, sentence: u32, reach: u32) -> Vec<Mention> {
        let mut near: Vec<Mention> = Vec::new();
        for m in self.mentions.iter().rev().take_while(|m| m.sentence + reach >= sentence) {
            match near.iter_mut().find(|n| n.entity == m.entity) {
                Some(n) if n.sentence == m.sentence => {
                    n.speaks |= m.speaks;
                    n.opens |= m.opens;
                }
                Some(_) => {}
                None => near.push(*m),
            }
        }
        near
    }

    /// A source with a name, a description or a group of its own: remembered, and where it is a known person's surname, resolved.
    pub fn named(&mut self, v: &View<'a>, source: &mut Source, sentence: u32) {
        let (from, to) = (source.tokens.0 as usize, source.tokens.1 as usize);
        self.read_to(v, from);
        self.read = self.read.max(to);
        if source.class == SourceClass::NamedPerson {
            let name = name_in(v, from, to);
            source.named = v.text.span((name.0 as u32, name.1 as u32));
            let known = self.person(v, name, (from, to), sentence, true);
            source.resolved = known.map(|(entity, e)| Antecedent { span: self.all[entity].span, evidence: e });
        } else {
            let name = source.span;
            let known = self.mentions.iter().rev().take_while(|m| m.sentence + DESCRIPTION_REACH >= sentence).find(|m| {
                let e = &self.all[m.entity];
                e.class == source.class && e.span.len() == name.len() && same(v.text.slice(e.span), v.text.slice(name))
            });
            match known.map(|m| m.entity) {
                Some(entity) => self.mention(v, entity, sentence, from, true),
                None => {
                    self.add(v, (from, to), (from, to), source.class, sentence, true);
                }
            }
        }
    }

    /// "he", "she", "they", "it" and their possessives: the class of the antecedent, or `Pronoun` where none is likely enough.
    pub fn pronoun(&mut self, v: &View<'a>, source: &mut Source, cue: (u32, u32), sentence: u32) {
        let at = source.tokens.0 as usize;
        self.read_to(v, at);
        let gender = Gender::of(v, (at, at + 1));
        let person = gender != Gender::UNKNOWN;
        // "they", "them" and "their", not "it" and "its"
        let plural = !person && v.text.word(at).len() > 3;
        let fits = |m: &Mention| {
            let e = &self.all[m.entity];
            match () {
                _ if person => e.is_somebody() && !e.plural && e.gender.agrees(gender),
                _ if plural => e.plural || e.class == SourceClass::Organisation && !e.is_somebody(),
                _ => !e.plural && matches!(e.class, SourceClass::Organisation | SourceClass::Document) && !e.is_somebody(),
            }
        };
        let mut near = self.within(sentence, if person { REACH } else { 1 });
        if !person {
            // "it is important to note" is nobody; else only who spoke last can be "it" or "they"
            let verb = (cue.0 as usize).saturating_sub(at) <= BESIDE && v.is(at, Role::SubjectPronoun);
            near.retain(|m| m.speaks && verb);
            near.truncate(1);
        }
        near.retain(fits);
        let known = |m: &Mention| person && self.all[m.entity].gender == gender;
        let weigh = |m: &Mention| {
            let far = f64::from(sentence.saturating_sub(m.sentence));
            let unnamed = self.all[m.entity].class == SourceClass::Pronoun;
            let signs = [(m.speaks, 1.5), (m.opens, 0.5), (known(m), 1.5), (unnamed, -1.0)];
            signs.iter().filter(|s| s.0).map(|s| s.1).sum::<f64>() - far
        };
        // of equals the nearest, which stands first
        let Some(best) = near.iter().copied().reduce(|a, b| if weigh(&b) > weigh(&a) { b } else { a }) else {
            source.class = SourceClass::Pronoun;
            return;
        };
        let (first, alone) = (near[0].entity == best.entity, near.len() == 1);
        let (sure, close) = (known(&best), best.sentence + 2 >= sentence);
        let entity = &mut self.all[best.entity];
        let evidence = match () {
            _ if !person => Evidence::Body,
            _ if alone && sure => Evidence::Only,
            _ if first && best.speaks && close && !v.is(at, Role::Possessive) => Evidence::Speaker,
            _ => Evidence::Nearest,
        };
        source.class = entity.class;
        source.resolved = Some(Antecedent { span: entity.span, evidence });
        if person && alone && entity.gender == Gender::UNKNOWN {
            entity.gender = gender;
        }
        self.mention(v, best.entity, sentence, at, true);
    }

    /// "the minister" is the last person who was named with that role, "the man" the last man who was described; whoever else "the" points to is
    /// known to the reader and not to us.
    pub fn description(&mut self, v: &View<'a>, source: &mut Source, sentence: u32) {
        let (from, to) = (source.tokens.0 as usize, source.tokens.1 as usize);
        self.read_to(v, from);
        self.read = self.read.max(to);
        let word = folded(v.text.word(head(v, from, to)));
        let gender = Gender::of(v, (from, to));
        let told = |e: &Entity| has_modifiers(v, e, from, to);
        // "the governor" is "Gov. Rossi"
        let title = v.is(head(v, from, to), Role::PersonTitle);
        let found = self.mentions.iter().rev().take_while(|m| m.sentence + DESCRIPTION_REACH >= sentence).find(|m| {
            let e = &self.all[m.entity];
            let said = |&r: &u32| {
                let role = folded(v.text.word(r as usize));
                role == word || title && role.len() > 2 && word.starts_with(&*role)
            };
            e.class.is_person() && e.class != SourceClass::Pronoun && !e.plural && e.gender.agrees(gender) && e.roles.iter().any(said) && told(e)
        });
        match found.map(|m| m.entity) {
            Some(entity) => {
                let known = &self.all[entity];
                source.class = known.class;
                source.resolved = Some(Antecedent { span: known.span, evidence: Evidence::Role });
                self.mention(v, entity, sentence, from, true);
            }
            None => {
                source.class = SourceClass::Pronoun;
                self.add(v, (from, to), (from, to), SourceClass::Pronoun, sentence, true);
            }
        }
    }

    /// "the ministry" is the last body that was named with that word.
    pub fn body(&mut self, v: &View<'a>, source: &mut Source, sentence: u32) {
        let (from, to) = (source.tokens.0 as usize, source.tokens.1 as usize);
        let word = head(v, from, to);
        let named_so = |e: &Entity| same_word(v, head(v, e.phrase.0 as usize, e.phrase.1 as usize), word);
        let names_it = |e: &Entity| e.class == SourceClass::Organisation && e.span.len() > source.span.len() && named_so(e) && has_modifiers(v, e, from, to);
        let found = self.mentions.iter().rev().take_while(|m| m.sentence + DESCRIPTION_REACH >= sentence).find(|m| names_it(&self.all[m.entity]));
        match found.map(|m| m.entity) {
            Some(entity) => {
                source.resolved = Some(Antecedent { span: self.all[entity].span, evidence: Evidence::Role });
                self.mention(v, entity, sentence, from, true);
            }
            None => self.named(v, source, sentence),
        }
    }
}

impl SourceClass {
    /// Whether "he" or "she" may stand for such a source.
    fn is_person(self) -> bool {
        matches!(self, SourceClass::NamedPerson | SourceClass::Anonymous | SourceClass::Vague | SourceClass::Pronoun)
    }
}

/// Whether every word between "the" and the head stands in a phrase that named the entity: "the vice president" is not "President Rossi".
fn has_modifiers(v: &View, e: &Entity, from: usize, to: usize) -> bool {
    let near = |&(a, b): &(u32, u32)| (a as usize).saturating_sub(3)..(b as usize + APPOSITION).min(v.text.tokens.len());
    let mut modifiers = (from + 1..head(v, from, to)).filter(|&j| v.kind(j) == Kind::Word);
    modifiers.all(|m| [e.phrase].iter().chain(&e.phrases).any(|p| near(p).any(|j| v.kind(j) == Kind::Word && same_word(v, j, m))))
}

/// Whether two tokens are one word.
fn same_word(v: &View, i: usize, j: usize) -> bool {
    same(v.text.word(i), v.text.word(j))
}

/// How many tokens of a relative clause may stand before its "his" or "her".
const CLAUSE: usize = 6;

/// "Rossi, the first speaker, who had focused her work on boats": what the relative clause behind a name tells of its gender.
fn told_by_clause(v: &View, end: usize) -> Option<Gender> {
    let plain = |j: &usize| v.kind(*j) != Kind::Word || !v.has(*j, Shape::CAPITAL);
    let who = |&j: &usize| v.frame(j) == Frame::Relative && v.sign(j - 1) == b',';
    let who = (end..v.text.tokens.len().min(end + APPOSITION)).take_while(plain).find(who)?;
    let last = v.text.sentences[v.text.sentence_of(end - 1)].tokens.1 as usize;
    if who >= last {
        return None;
    }
    let own = (who + 1..last.min(who + 1 + CLAUSE)).take_while(plain).find(|&j| v.is(j, Role::Possessive))?;
    Some(Gender::of(v, (own, own + 1))).filter(|g| *g != Gender::UNKNOWN)
}

/// The sentence of token `i`, unless it is page furniture.
fn told_in(v: &View, i: usize) -> Option<u32> {
    let sentence = v.text.sentence_of(i);
    (v.text.blocks[v.text.sentences[sentence].block as usize].kind != BlockKind::Furniture).then_some(sentence as u32)
}

/// Where the filter of surnames keeps the word of token `i`: a number, and one of its bits.
#[inline]
fn place(v: &View, i: usize) -> (usize, u64) {
    let hash = v.annotated.facts[i].hash() >> 16;
    (hash as usize % HASHES, 1 << (hash >> 10))
}

//! What the rules share while they read one account.

use super::finds::Finds;
use super::lexicon::Lexicon;
use super::register::{NameForm, NameUse};
use super::words::{Word, without_owners_s, words};
use super::{Actor, Register, fold};
use jiff::civil::Date;
use khaldun_language::{Doc, Parsed};
use khaldun_model::{ActorForm, ActorMention, ActorRef, ActorType};
use khaldun_text::{Account, BlockKind, Span};
use std::collections::BTreeMap;
use std::ops::Range;

/// A block under reading.
pub(super) struct Block<'a> {
    /// Its index in the account.
    pub(super) index: usize,
    pub(super) text: &'a str,
    /// Where it begins in the account's text.
    pub(super) offset: u32,
    pub(super) words: Vec<Word>,
    pub(super) doc: Option<&'a Doc>,
    /// Written in capitals throughout, so that capitals tell nothing.
    pub(super) shouted: bool,
}

impl<'a> Block<'a> {
    /// The word as written.
    pub(super) fn written(&self, word: usize) -> &'a str {
        self.words[word].span.of(self.text)
    }

    /// A range of words as written.
    pub(super) fn phrase(&self, range: Range<usize>) -> &'a str {
        self.span_here(range).of(self.text)
    }

    fn span_here(&self, range: Range<usize>) -> Span {
        self.words[range.start].span.cover(self.words[range.end - 1].span)
    }

    /// A range of words as a span of the account's text.
    pub(super) fn span(&self, range: Range<usize>) -> Span {
        self.span_here(range).shift(self.offset)
    }

    /// The parser's token that holds a word.
    pub(super) fn token(&self, word: usize) -> Option<usize> {
        self.doc?.token_at(self.words[word].span.start)
    }

    /// The words of a parser's tokens.
    pub(super) fn words_of(&self, tokens: Range<usize>) -> Option<Range<usize>> {
        let span = self.doc?.span(tokens);
        let from = self.words.partition_point(|w| w.span.end <= span.start);
        let to = self.words.partition_point(|w| w.span.start < span.end);
        (from < to).then_some(from..to)
    }
}

/// A name or description found, before overlaps are settled.
#[derive(Clone, Debug)]
pub(super) struct Found {
    pub(super) block: usize,
    pub(super) words: Range<usize>,
    pub(super) actor: Option<ActorRef>,
    pub(super) form: ActorForm,
    pub(super) because: String,
}

/// One account with what the rules know of it so far.
pub(super) struct Reading<'a> {
    pub(super) register: &'a Register,
    pub(super) lexicon: Lexicon,
    pub(super) on: Option<Date>,
    pub(super) blocks: Vec<Block<'a>>,
    /// How often each country is spoken of, by the names of its actors.
    pub(super) countries: BTreeMap<String, usize>,
    /// How many places of each country are named, where places are known.
    pub(super) place_countries: BTreeMap<String, usize>,
    /// No apostrophe stands before an "s" anywhere: "Perus army" may be Peru's.
    bare_possessives: bool,
    /// Acronyms that the account defines.
    pub(super) acronyms: BTreeMap<String, (ActorRef, String)>,
    pub(super) found: Finds,
}

impl<'a> Reading<'a> {
    pub(super) fn new(
        account: &'a Account,
        parsed: &'a Parsed,
        register: &'a Register,
        on: Option<Date>,
    ) -> Self {
        let readable = |k: &BlockKind| {
            !matches!(k, BlockKind::Furniture(_) | BlockKind::Dateline | BlockKind::Byline)
        };
        let block = |index: usize| {
            let text = account.blocks[index].span.of(&account.text);
            let doc = parsed.docs.get(index).and_then(Option::as_ref);
            let offset = account.blocks[index].span.start;
            let mut words = words(text);
            if let Some(doc) = doc {
                without_owners_s(&mut words, text, doc);
            }
            Block { index, text, offset, words, doc, shouted: is_shouted(text) }
        };
        let indices = 0..account.blocks.len();
        let blocks = indices.filter(|&i| readable(&account.blocks[i].kind)).map(block).collect();
        Self {
            register,
            lexicon: Lexicon::new(),
            on,
            blocks,
            countries: BTreeMap::new(),
            place_countries: BTreeMap::new(),
            bare_possessives: !["'s", "\u{2019}s"].iter().any(|p| account.text.contains(p)),
            acronyms: BTreeMap::new(),
            found: Finds::default(),
        }
    }

    /// The uses of the register's name that words `range` spell, if they do.
    pub(super) fn uses(&self, block: &Block<'_>, range: Range<usize>) -> Vec<&'a NameUse> {
        let inner = &block.words[range.clone()];
        if inner.iter().skip(1).any(|w| w.apart) || inner.last().is_some_and(Word::is_article) {
            return Vec::new();
        }
        let names: Vec<&str> =
            inner.iter().filter(|w| !w.is_article()).map(|w| w.folded.as_str()).collect();
        let name = names.join(" ");
        let text = block.phrase(range.clone());
        let uses = self.register.uses(&name);
        let found: Vec<&NameUse> =
            uses.iter().filter(|u| Self::spelt(block, range.clone(), text, u)).collect();
        if !found.is_empty() || !self.lost_apostrophe(block, range.end - 1) {
            return found;
        }
        let (Some(name), Some(text)) = (name.strip_suffix('s'), text.strip_suffix('s')) else {
            return found;
        };
        let uses = self.register.uses(name);
        uses.iter().filter(|u| Self::spelt(block, range.clone(), text, u)).collect()
    }

    /// Whether a word may be a possessive that has lost its apostrophe ("Perus army"): capitalised,
    /// with a final "s", before a noun, in a text without a single such apostrophe.
    pub(super) fn lost_apostrophe(&self, block: &Block<'_>, word: usize) -> bool {
        use khaldun_language::Pos;
        let this = &block.words[word];
        let next = block.words.get(word + 1).filter(|w| !w.apart);
        let noun = || {
            let token = next.and_then(|_| block.token(word + 1));
            block.doc.zip(token).is_some_and(|(d, t)| {
                matches!(d.pos(t), Pos::Noun | Pos::Propn | Pos::Adj | Pos::Num)
            })
        };
        self.bare_possessives
            && this.capital
            && this.folded.len() > 3
            && this.folded.ends_with('s')
            && !block.shouted
            && noun()
    }

    /// Whether capitals allow the name; `text` is the words as written.
    fn spelt(block: &Block<'_>, range: Range<usize>, text: &str, name: &NameUse) -> bool {
        if fold::is_exact(&name.written) {
            let plain = |s: &str| s.replace(['.', '\'', '’'], "");
            return plain(text) == plain(&name.written) && !(block.shouted && fold::is_word(text));
        }
        let content = |w: &&Word| !w.is_article();
        let capital = block.words[range].iter().find(content).is_some_and(|w| w.capital);
        let written = words(&name.written);
        let wants = written.iter().find(content).is_some_and(|w| w.capital);
        capital || !wants
    }

    /// The one actor that several uses come to, with the reason.
    pub(super) fn choose(&self, uses: &[&NameUse]) -> Option<(&'a Actor, NameForm, String)> {
        let register = self.register;
        let form_of = |a: &Actor| {
            let of = |u: &&&NameUse| register.actor(u.actor).id == a.id;
            uses.iter().filter(of).map(|u| u.form).min()
        };
        let mut actors: Vec<&'a Actor> = uses.iter().map(|u| register.actor(u.actor)).collect();
        actors.sort_by(|a, b| a.id.cmp(&b.id));
        actors.dedup_by(|a, b| a.id == b.id);
        let written = uses.first()?.written.as_str();
        let mut because = format!("register: {written}");
        if actors.len() > 1
            && let Some(on) = self.on
            && actors.iter().any(|a| a.valid_on(on))
        {
            actors.retain(|a| a.valid_on(on));
            because = format!("register: the bearer of {written} on {on}");
        }
        if actors.len() > 1 {
            let all = actors.clone();
            let above = |a: &Actor| {
                all.iter().any(|b| register.ancestors(&b.id).iter().any(|x| x.id == a.id))
            };
            actors.retain(|a| !above(a));
        }
        if actors.len() > 1 {
            // One body under successive names: the last of them.
            let all = actors.clone();
            let earlier = |a: &Actor| {
                all.iter().any(|b| register.predecessors(&b.id).iter().any(|x| x.id == a.id))
            };
            actors.retain(|a| !earlier(a));
        }
        if actors.len() > 1 {
            let weight = |a: &Actor| {
                a.country.as_ref().and_then(|c| self.countries.get(c)).copied().unwrap_or(0)
            };
            let most = actors.iter().map(|a| weight(a)).max()?;
            let first = actors.iter().filter(|a| weight(a) == most).count();
            if most > 0 && first == 1 {
                actors.retain(|a| weight(a) == most);
                because = format!(
                    "register: the bearer of {written} in the country the account is about"
                );
            }
        }
        if actors.len() > 1 {
            let canonical: Vec<&'a Actor> = actors
                .iter()
                .copied()
                .filter(|a| form_of(a) == Some(NameForm::Canonical))
                .collect();
            if canonical.len() == 1 {
                actors = canonical;
            }
        }
        match actors.as_slice() {
            [one] => Some((one, form_of(one)?, because)),
            _ => None,
        }
    }

    /// Adds a find unless words of it are taken by one at least as long.
    pub(super) fn add(&mut self, find: Found) {
        self.found.add(find);
    }

    /// The block of that index.
    pub(super) fn block(&self, index: usize) -> Option<&Block<'a>> {
        self.blocks.binary_search_by_key(&index, |b| b.index).ok().map(|n| &self.blocks[n])
    }

    /// The find that covers a word.
    pub(super) fn at(&self, block: usize, word: usize) -> Option<&Found> {
        self.found.meeting(block, &(word..word + 1))
    }

    /// Whether any of some words are taken.
    pub(super) fn overlaps(&self, block: usize, words: &Range<usize>) -> bool {
        self.found.meeting(block, words).is_some()
    }

    /// Everything found so far, in text order.
    pub(super) fn mentions(&self) -> Vec<ActorMention> {
        let mention = |f: &Found| {
            Some(ActorMention {
                span: self.block(f.block)?.span(f.words.clone()),
                actor: f.actor.clone(),
                form: f.form,
                because: f.because.clone(),
            })
        };
        self.found.iter().filter_map(mention).collect()
    }
}

/// An actor that only the account knows.
pub(super) fn unknown(name: &str, kind: ActorType, country: Option<String>) -> ActorRef {
    ActorRef { id: None, name: name.to_owned(), kind, country }
}

fn is_shouted(text: &str) -> bool {
    let small = text.chars().filter(|c| c.is_lowercase()).count();
    let capital = text.chars().filter(|c| c.is_uppercase()).count();
    capital > 20 && small * 10 < capital
}

//! Is this name meant as a place here?
//!
//! Evidence is added up: how prominent the place is, what the recogniser thinks of the words, what
//! stands before and after them. The recogniser's kind alone never decides: on names of conflicts it is
//! often wrong where its span is right.

use super::gazetteer::Gazetteer;
use super::pack::By;
use super::scan::{Hit, is_capital};
use khaldun_language::{Dep, Doc, EntityKind, Pos, Tag};
use khaldun_model::{PlaceKind, PlaceUse};
use std::collections::BTreeSet;
use std::ops::Range;

/// From here on a name counts as a place.
pub(super) const BOUND: f64 = 1.5;

/// What speaks for and against a place, and what the name would be doing.
#[derive(Clone, Copy, Debug)]
pub(super) struct Evidence {
    pub(super) score: f64,
    pub(super) used_as: PlaceUse,
}

/// What the whole account says about names.
#[derive(Debug, Default)]
pub(super) struct Around {
    /// Folded words of the names of persons.
    pub(super) persons: BTreeSet<String>,
}

/// The words of one block with what judges them.
pub(super) struct Court<'a> {
    pub(super) doc: &'a Doc,
    pub(super) gazetteer: &'a Gazetteer,
    pub(super) entities: &'a [(Range<usize>, EntityKind)],
    pub(super) around: &'a Around,
    /// Upper case throughout: capitals say nothing.
    pub(super) shouted: bool,
}

impl Court<'_> {
    /// Weighs one hit.
    pub(super) fn weigh(&self, hit: &Hit) -> Evidence {
        if hit.demonym {
            return Evidence { score: 3.0, used_as: PlaceUse::Demonym };
        }
        let entity = self.entity(&hit.tokens);
        let located = self.located(hit);
        let mut score = Self::prominence(hit) + self.by_entity(hit, entity) + self.by_tag(hit);
        score += if located { 1.5 } else { 0.0 };
        score += self.by_neighbours(hit, entity, located);
        score += self.by_words(hit, entity);
        let used_as = if self.in_name(hit, entity) { PlaceUse::InName } else { PlaceUse::Literal };
        Evidence { score, used_as }
    }

    fn entity(&self, tokens: &Range<usize>) -> Option<&(Range<usize>, EntityKind)> {
        // Entities stand in text order and do not overlap.
        let at = self.entities.partition_point(|(r, _)| r.end <= tokens.start);
        self.entities.get(at).filter(|(r, _)| r.start < tokens.end)
    }

    fn prominence(hit: &Hit) -> f64 {
        let best = hit.candidates.iter().map(|c| {
            let by = match c.by {
                By::Main => 0.0,
                By::Alternate => -0.5,
                By::Skeleton => -1.0,
            };
            let base = match c.kind {
                PlaceKind::Country => 3.0,
                PlaceKind::Area => 2.0,
                PlaceKind::Region if c.weight > 5.0 => 2.0,
                _ => 0.45 * c.weight - 1.3,
            };
            base + by
        });
        let words = hit.tokens.len() as f64;
        best.fold(-2.0, f64::max) + 0.4 * (words - 1.0).min(2.0)
    }

    fn by_entity(&self, hit: &Hit, entity: Option<&(Range<usize>, EntityKind)>) -> f64 {
        use EntityKind as E;
        let Some((range, kind)) = entity else { return 0.0 };
        let whole = self.bare(range) == self.bare(&hit.tokens);
        let wider = range.len() > hit.tokens.len();
        match kind {
            E::Gpe | E::Loc => {
                if whole {
                    2.5
                } else if wider {
                    1.5
                } else {
                    2.0
                }
            }
            E::Fac => 1.5,
            E::Person if whole => {
                if hit.tokens.len() > 1 {
                    -0.5
                } else {
                    -1.2
                }
            }
            E::Person => -4.0,
            E::Org if whole => -0.3,
            E::Org => 0.4,
            E::Norp => -0.5,
            E::Product if whole => -0.5,
            E::Event | E::WorkOfArt | E::Law | E::Product => {
                if wider {
                    -1.0
                } else {
                    -0.5
                }
            }
            E::Language | E::Date | E::Time | E::Money | E::Percent => -2.5,
            E::Cardinal | E::Ordinal | E::Quantity => -1.0,
        }
    }

    /// Without a leading "the" and a trailing "'s".
    fn bare(&self, range: &Range<usize>) -> Range<usize> {
        let start =
            range.start + usize::from(self.doc.word(range.start).eq_ignore_ascii_case("the"));
        let owned = matches!(self.doc.word(range.end - 1), "'s" | "’s" | "'" | "’");
        start..(range.end - usize::from(owned)).max(start)
    }

    fn by_tag(&self, hit: &Hit) -> f64 {
        let last = &self.doc.tokens[hit.tokens.end - 1];
        match last.tag {
            Tag::Nnp | Tag::Nnps => 0.5,
            Tag::Nn | Tag::Nns | Tag::Jj | Tag::Fw => -0.8,
            _ if last.pos == Pos::Propn => 0.5,
            // A capital within a sentence, whatever the tagger makes of an unheard name.
            _ if is_capital(self.doc.word(hit.tokens.start)) && !last.sent_start => -0.8,
            _ => -1.8,
        }
    }

    fn word(&self, i: usize) -> Option<String> {
        self.doc.tokens.get(i).map(|t| t.span.of(&self.doc.text).to_lowercase())
    }

    fn before(&self, at: usize, n: usize) -> Option<String> {
        at.checked_sub(n).and_then(|i| self.word(i))
    }

    fn list(&self, list: &str, word: Option<&String>) -> bool {
        word.is_some_and(|w| self.gazetteer.words.has(list, w))
    }

    /// "in Aleppo", "near the Donbas", "in northern Mali", "in Aden and Abyan".
    fn located(&self, hit: &Hit) -> bool {
        let start = hit.tokens.start;
        let near = (1..=3).map_while(|n| self.before(start, n));
        for word in near {
            if self.list("at", Some(&word)) {
                return true;
            }
            let passes = word == "the" || super::derive::direction(&word).is_some() || word == "-";
            if !passes {
                break;
            }
        }
        if self.moved_upon(hit) {
            return true;
        }
        let chained = self.doc.dep(hit.tokens.end - 1) == Dep::Conj;
        let head = self.doc.head(hit.tokens.end - 1).filter(|_| chained);
        head.is_some_and(|h| {
            self.acted_upon(h)
                || self.doc.head(h).is_some_and(|p| self.list("at", self.word(p).as_ref()))
        })
    }

    /// What one enters, leaves, shells or takes: "rebels entered Goma".
    fn moved_upon(&self, hit: &Hit) -> bool {
        let verb = hit.tokens.start.checked_sub(1);
        let motion = |v: usize| self.gazetteer.words.has("motion", self.doc.lemma(v));
        self.acted_upon(hit.tokens.end - 1) || verb.is_some_and(motion)
    }

    fn acted_upon(&self, token: usize) -> bool {
        let object = matches!(self.doc.dep(token), Dep::Dobj | Dep::Nsubjpass);
        let head = self.doc.head(token).filter(|_| object);
        head.is_some_and(|h| self.gazetteer.words.has("motion", self.doc.lemma(h)))
    }

    /// "Tal Afar, west of Mosul", "Nawa, a town in …", "Barawe, 200 km from …", "Palma, in Cabo Delgado": what is said behind
    /// the comma is said of places.
    fn told_of(&self, end: usize) -> bool {
        if self.word(end).as_deref() != Some(",") {
            return false;
        }
        let next = |n: usize| self.word(end + n).unwrap_or_default();
        let sort = |w: &str| self.gazetteer.words.has("kind", w);
        let number = next(1).chars().next().is_some_and(|c| c.is_ascii_digit());
        super::derive::direction(&next(1)).is_some() && next(2) == "of"
            || matches!(next(1).as_str(), "a" | "an" | "the")
                && (sort(&next(2)) || sort(&next(3)) && next(4) != "'s")
            || number && matches!(next(2).as_str(), "km" | "kilometres" | "kilometers" | "miles")
            || next(1) == "in"
                && self
                    .doc
                    .tokens
                    .get(end + 2)
                    .is_some_and(|t| is_capital(t.span.of(&self.doc.text)))
    }

    fn by_neighbours(
        &self,
        hit: &Hit,
        entity: Option<&(Range<usize>, EntityKind)>,
        located: bool,
    ) -> f64 {
        let Range { start, end } = hit.tokens;
        let (prior, next) = (self.before(start, 1), self.word(end));
        let mut score = 0.0;
        let of =
            prior.as_deref() == Some("of") && self.list("kind", self.before(start, 2).as_ref());
        score += if of { 2.0 } else { 0.0 };
        score += if self.told_of(end) { 1.5 } else { 0.0 };
        let flows = |c: &super::candidate::Candidate| {
            (c.kind.is_line() || c.kind == PlaceKind::Nature) && c.by != By::Skeleton
        };
        score += if self.has_article(hit) && hit.candidates.iter().any(flows) { 1.2 } else { 0.0 };
        score += if self.list("kind", next.as_ref()) { 1.0 } else { 0.0 };
        if self.titled(start) {
            score -= 3.5;
        }
        let tight = entity.is_some_and(|(r, k)| {
            matches!(k, EntityKind::Gpe | EntityKind::Loc) && r.len() == hit.tokens.len()
        });
        if self.name_before(start) && !tight {
            score -= 2.5;
        }
        if self.name_after(end) && !tight && !self.shouted {
            score -= 2.0;
        }
        let folded = &hit.key;
        if self.around.persons.contains(folded) && !located {
            score -= 2.5;
        }
        score
    }

    /// "the Dnipro" and no "the Dnipro region": rivers and seas take an article, towns do not.
    pub(super) fn has_article(&self, hit: &Hit) -> bool {
        self.before(hit.tokens.start, 1).as_deref() == Some("the")
            && self.doc.dep(hit.tokens.end - 1) != Dep::Compound
    }

    /// "Mr Hadi", "General Haftar" (with a dot or without).
    fn titled(&self, start: usize) -> bool {
        let prior = self.before(start, 1).map(|w| w.trim_end_matches('.').to_owned());
        self.list("title", prior.as_ref()) && start > 0 && is_capital(self.doc.word(start - 1))
    }

    /// A first name, or another proper name that is no direction and no place, stands right before.
    fn name_before(&self, start: usize) -> bool {
        let Some(i) = start.checked_sub(1) else { return false };
        let word = self.doc.word(i);
        if !is_capital(word) || self.shouted {
            return false;
        }
        let lower = word.to_lowercase();
        let initial = word.len() == 2 && word.ends_with('.');
        initial || self.gazetteer.words.has("first", &lower) || lower == "abu" || lower == "ibn"
    }

    /// A proper name follows that is neither a sort of place nor of body ("Jordan Smith").
    fn name_after(&self, end: usize) -> bool {
        let Some(token) = self.doc.tokens.get(end) else { return false };
        let word = token.span.of(&self.doc.text);
        let lower = word.to_lowercase();
        let known = ["kind", "organ", "title"].iter().any(|l| self.gazetteer.words.has(l, &lower));
        let same = self.doc.head(end - 1) == Some(end) && self.doc.dep(end - 1) == Dep::Compound;
        token.pos == Pos::Propn && is_capital(word) && same && !known
    }

    fn by_words(&self, hit: &Hit, entity: Option<&(Range<usize>, EntityKind)>) -> f64 {
        let single = hit.tokens.len() == 1;
        let word = self.doc.word(hit.tokens.start);
        let lower = word.to_lowercase();
        let place = entity.is_some_and(|(_, k)| matches!(k, EntityKind::Gpe | EntityKind::Loc));
        let common = single && self.gazetteer.words.has("common", &lower);
        let first = single && self.gazetteer.words.has("first", &lower);
        let sentence = self.doc.tokens[hit.tokens.start].sent_start || hit.tokens.start == 0;
        let mut score = 0.0;
        if common && !place {
            score -= if sentence { 3.0 } else { 1.8 };
        }
        if first && !place {
            score -= 1.0;
        }
        if self.shouted && !place {
            score -= 0.7;
        }
        let best = hit.candidates.iter().map(|c| c.weight).fold(0.0, f64::max);
        let loud = single && word.chars().all(char::is_uppercase);
        if loud && word.len() <= 4 && best < 5.5 && !self.shouted {
            score -= 2.0;
        }
        if loud && word.len() > 2 && self.opens_dateline(hit) {
            score += 2.5;
        }
        if hit.candidates.iter().all(|c| c.by == By::Skeleton) && !place && !self.located(hit) {
            score -= 1.5;
        }
        if self.list("disease", self.word(hit.tokens.end).as_ref()) {
            score -= 3.0;
        }
        score
    }

    /// "GOMA, Congo —", "KABUL (AP)": capitals at the head of a paragraph, closed by a dash or bracket.
    fn opens_dateline(&self, hit: &Hit) -> bool {
        let near = (hit.tokens.end..hit.tokens.end + 8).filter_map(|i| self.word(i));
        hit.tokens.start < 3
            && near.into_iter().any(|w| matches!(w.as_str(), "-" | "--" | "–" | "—" | "("))
    }

    /// "Gondar & Bahir Dar", "Kherson Oblast": names of places and sorts of places, and nothing else.
    fn only_places(&self, range: &Range<usize>) -> bool {
        let tokens: Vec<usize> = self.bare(range).collect();
        let mut parts = tokens.split(|t| matches!(self.doc.word(*t), "&" | "and" | ","));
        parts.all(|part| {
            let sorted = |t: &usize| self.list("kind", self.word(*t).as_ref());
            let end = part.iter().rposition(|t| !sorted(t)).map_or(0, |n| n + 1);
            let Some((first, last)) = part[..end].first().zip(part[..end].last()) else {
                return part.is_empty();
            };
            let words = self.doc.span(*first..*last + 1).of(&self.doc.text);
            !self.gazetteer.exact(&super::fold::key(words)).is_empty()
        })
    }

    /// Part of a longer name of a body or a work ("Damascus University").
    fn in_name(&self, hit: &Hit, entity: Option<&(Range<usize>, EntityKind)>) -> bool {
        use EntityKind as E;
        let wider = |r: &Range<usize>| self.bare(r).len() > hit.tokens.len();
        let body = entity.is_some_and(|(r, k)| {
            wider(r)
                && !self.only_places(r)
                && matches!(k, E::Org | E::Event | E::WorkOfArt | E::Law | E::Product | E::Person)
        });
        let next = self.word(hit.tokens.end);
        let head = self
            .doc
            .tokens
            .get(hit.tokens.end)
            .is_some_and(|t| is_capital(t.span.of(&self.doc.text)));
        body || (head && self.list("organ", next.as_ref()))
    }
}

//! What a browser may ask to be decided, and how it becomes a deed.

use khaldun::analyst::{Anchor, Credibility, Deed, Log, Name, Rating, Reliability, Value, Work};
use khaldun::{Checked, CheckedAccount};
use khaldun_model::{Claim, Place};
use khaldun_text::Span;
use serde::Deserialize;

/// The longest text, in characters, and the longest list that is taken.
const TEXT: usize = 10_000;
const LIST: usize = 50;

/// Decisions taken together, on a version of the layer.
#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub(crate) struct Decide {
    /// The number of the last decision that the browser has seen.
    pub(crate) version: u64,
    /// What is to be done, in order.
    pub(crate) asks: Vec<Ask>,
}

/// One thing to be done; claims are named by the anchor of their card.
#[derive(Debug, Deserialize)]
#[serde(tag = "do", rename_all = "kebab-case", deny_unknown_fields)]
pub(crate) enum Ask {
    Accept {
        claim: String,
    },
    Reject {
        claim: String,
        #[serde(default)]
        why: String,
    },
    Set {
        claim: String,
        value: Value,
    },
    Split {
        claim: String,
        at: Vec<u32>,
    },
    Merge {
        claims: Vec<String>,
    },
    Note {
        claim: String,
        text: String,
    },
    Match {
        claim: String,
        set: String,
        row: String,
        right: bool,
    },
    Hypothesis {
        #[serde(default)]
        id: Option<String>,
        text: String,
    },
    Drop {
        id: String,
    },
    Rate {
        hypothesis: String,
        claim: String,
        rating: Rating,
    },
    Reliability {
        voice: String,
        grade: Reliability,
    },
    Credibility {
        claim: String,
        grade: Credibility,
    },
    Attach {
        decision: u64,
        claim: String,
    },
    Undo {
        #[serde(default)]
        decision: Option<u64>,
    },
}

/// What an ask is understood against.
pub(crate) struct Ground<'g> {
    pub(crate) checked: &'g Checked,
    pub(crate) work: &'g Work,
    pub(crate) log: &'g Log,
}

impl Ground<'_> {
    /// The claim of a card's anchor (`a1-c012`, `a1-c012.1`).
    pub(crate) fn claim(&self, anchor: &str) -> Result<(usize, &CheckedAccount, &Claim), String> {
        let unknown = || format!("there is no claim {}", short(anchor));
        let (account, label) = anchor.split_once('-').ok_or_else(unknown)?;
        let n: usize =
            account.strip_prefix('a').and_then(|n| n.parse().ok()).ok_or_else(unknown)?;
        let n = n.checked_sub(1).ok_or_else(unknown)?;
        let one = self.checked.accounts.get(n).ok_or_else(unknown)?;
        let called = |c: &&Claim| self.label(n, c) == label;
        let claim = one.claims.iter().find(called).ok_or_else(unknown)?;
        Ok((n, one, claim))
    }

    /// What a claim is called.
    pub(crate) fn label(&self, account: usize, claim: &Claim) -> String {
        let origin = self.work.of(account, claim.id).and_then(|w| w.origin.as_ref());
        origin.map_or_else(|| claim.id.to_string(), |o| o.label.clone())
    }

    fn anchor(&self, name: &str) -> Result<Anchor, String> {
        let (_, one, claim) = self.claim(name)?;
        stretch(one, claim.span)
    }

    /// The deed that is asked for, or why it cannot be.
    pub(crate) fn deed(&self, ask: Ask) -> Result<Deed, String> {
        Ok(match ask {
            Ask::Accept { claim } => {
                let (_, one, found) = self.claim(&claim)?;
                Deed::accept(stretch(one, found.span)?, found)
            }
            Ask::Reject { claim, why } => {
                let (_, one, found) = self.claim(&claim)?;
                Deed::reject(stretch(one, found.span)?, found, text(why)?)
            }
            Ask::Set { claim, value } => {
                Deed::Set { claim: self.anchor(&claim)?, value: sound(value)? }
            }
            Ask::Split { claim, at } => self.split(&claim, at)?,
            Ask::Merge { claims } => self.merge(&claims)?,
            Ask::Note { claim, text: note } => {
                Deed::Note { claim: self.anchor(&claim)?, text: text(note)? }
            }
            Ask::Match { claim, set, row, right } => {
                let (_, one, found) = self.claim(&claim)?;
                let mut held = one.matches_of(found.id).filter(|m| m.set == set);
                if !held.any(|m| m.rows.iter().chain(&m.near).any(|r| r.id == row)) {
                    return Err(format!("row {} is not held beside {claim}", short(&row)));
                }
                Deed::Match { claim: stretch(one, found.span)?, set, row, right }
            }
            Ask::Hypothesis { id, text: says } => self.hypothesis(id, says)?,
            Ask::Drop { id } => Deed::Drop { id: self.known(id)? },
            Ask::Rate { hypothesis, claim, rating } => {
                let hypothesis = self.known(hypothesis)?;
                Deed::Rate { hypothesis, claim: self.anchor(&claim)?, rating }
            }
            Ask::Reliability { voice, grade } => {
                let speaks = |c: &Claim| c.attribution.label() == voice;
                if !self.checked.accounts.iter().any(|a| a.claims.iter().any(speaks)) {
                    return Err(format!("no claim is made on the word of {}", short(&voice)));
                }
                Deed::Reliability { voice, grade }
            }
            Ask::Credibility { claim, grade } => {
                Deed::Credibility { claim: self.anchor(&claim)?, grade }
            }
            Ask::Attach { decision, claim } => {
                if !self.work.orphans.iter().any(|o| o.n == decision) {
                    return Err(format!("decision {decision} is not orphaned"));
                }
                Deed::Attach { decision, claim: self.anchor(&claim)? }
            }
            Ask::Undo { decision } => {
                let last = || self.log.last_standing().map(|e| e.n);
                let decision = decision.or_else(last).ok_or("there is nothing to take back")?;
                Deed::Undo { decision }
            }
        })
    }

    fn split(&self, name: &str, mut at: Vec<u32>) -> Result<Deed, String> {
        let (_, one, claim) = self.claim(name)?;
        at.sort_unstable();
        at.dedup();
        if at.is_empty() || at.len() >= LIST {
            return Err(format!("a claim is split at 1 to {} places", LIST - 1));
        }
        let within = |cut: &u32| claim.span.start < *cut && *cut < claim.span.end;
        let between = |cut: &u32| one.account.text.is_char_boundary(*cut as usize);
        if !at.iter().all(|cut| within(cut) && between(cut)) {
            return Err("a cut must lie between two characters of the claim".to_owned());
        }
        let ends = at.iter().copied().chain([claim.span.end]);
        let mut start = claim.span.start;
        let mut parts = Vec::new();
        for end in ends {
            parts.push(stretch(one, trimmed(one, Span { start, end })?)?);
            start = end;
        }
        Ok(Deed::Split { claim: stretch(one, claim.span)?, parts })
    }

    fn merge(&self, names: &[String]) -> Result<Deed, String> {
        if names.len() < 2 || names.len() > LIST {
            return Err(format!("two to {LIST} claims are merged"));
        }
        let mut found = Vec::new();
        for name in names {
            found.push(self.claim(name)?);
        }
        let (n, one, first) = found[0];
        if found.iter().any(|(m, _, claim)| *m != n || claim.block != first.block) {
            return Err("only claims of one paragraph are merged".to_owned());
        }
        found.sort_by_key(|(_, _, claim)| (claim.span.start, claim.span.end));
        found.dedup_by_key(|(_, _, claim)| claim.id);
        if found.len() < 2 {
            return Err("a claim is not merged with itself".to_owned());
        }
        let whole = found.iter().map(|(_, _, c)| c.span).reduce(Span::cover).unwrap_or(first.span);
        if one.claims.iter().any(|c| c.span == whole) {
            return Err("there is a claim of just these words already".to_owned());
        }
        let claims = found.iter().map(|(_, _, c)| stretch(one, c.span));
        Ok(Deed::Merge { claims: claims.collect::<Result<_, _>>()?, whole: stretch(one, whole)? })
    }

    fn hypothesis(&self, id: Option<String>, says: String) -> Result<Deed, String> {
        let says = text(says)?;
        if says.trim().is_empty() {
            return Err("a hypothesis says something".to_owned());
        }
        let id = if let Some(id) = id {
            self.known(id)?
        } else {
            // A number is never given twice, not even after a drop.
            let given = |e: &khaldun::analyst::Entry| match &e.deed {
                Deed::Hypothesis { id, .. } => id.strip_prefix('h')?.parse::<u32>().ok(),
                _ => None,
            };
            let last = self.log.entries().iter().filter_map(given).max().unwrap_or(0);
            format!("h{}", last.saturating_add(1))
        };
        Ok(Deed::Hypothesis { id, text: says })
    }

    fn known(&self, id: String) -> Result<String, String> {
        let known = self.work.hypotheses.iter().any(|(h, _)| h.id == id);
        if known { Ok(id) } else { Err(format!("there is no hypothesis {}", short(&id))) }
    }
}

fn stretch(one: &CheckedAccount, span: Span) -> Result<Anchor, String> {
    Anchor::to(&one.account, span).ok_or_else(|| "these are no words of the account".to_owned())
}

/// A stretch without the white space at its ends.
fn trimmed(one: &CheckedAccount, span: Span) -> Result<Span, String> {
    let words = span.of(&one.account.text);
    let start = span.start + (words.len() - words.trim_start().len()) as u32;
    let end = span.end - (words.len() - words.trim_end().len()) as u32;
    if start >= end {
        return Err("a part must hold a word".to_owned());
    }
    Ok(Span { start, end })
}

fn text(text: String) -> Result<String, String> {
    if text.chars().count() > TEXT {
        return Err(format!("a text has at most {TEXT} characters"));
    }
    Ok(text)
}

/// A value that can be held against a record: names that name, places on the globe, days in order.
fn sound(value: Value) -> Result<Value, String> {
    let names = |names: &[Name]| {
        let named =
            names.iter().all(|n| !n.name.trim().is_empty() && n.name.chars().count() <= 300);
        if names.len() <= LIST && named {
            Ok(())
        } else {
            Err("a name is empty or too long".to_owned())
        }
    };
    match &value {
        Value::Actor(list) | Value::Target(list) => names(list)?,
        Value::Place(places) => {
            let on_the_globe = |p: &Place| {
                p.lat.abs() <= 90.0
                    && p.lon.abs() <= 180.0
                    && (0.0..=20_000.0).contains(&p.radius_km)
                    && !p.name.trim().is_empty()
                    && p.name.chars().count() <= 300
                    && p.id.len() <= 300
                    && p.country.as_ref().is_none_or(|c| c.len() <= 2)
            };
            if places.len() > LIST || !places.iter().all(on_the_globe) {
                return Err("a place has a name, a point on the globe and a radius".to_owned());
            }
        }
        Value::Time(Some(window)) => {
            let year = |d: jiff::civil::Date| (1000..=2500).contains(&d.year());
            if window.start > window.end || !year(window.start) || !year(window.end) {
                return Err("a window runs forward, between the years 1000 and 2500".to_owned());
            }
        }
        Value::Voice(chain) => {
            let named = chain.iter().all(|n| !n.trim().is_empty() && n.chars().count() <= 300);
            if chain.len() > LIST || !named {
                return Err("a voice has a name".to_owned());
            }
        }
        Value::Kind(_) | Value::Polarity(_) | Value::Time(None) => {}
    }
    Ok(value)
}

fn short(text: &str) -> String {
    text.chars().filter(|c| !c.is_control()).take(60).collect()
}

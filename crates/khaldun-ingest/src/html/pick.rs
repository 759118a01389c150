//! Which pieces of the page are the account: title, dateline, byline, body.
//!
//! A piece is body if the article finder voted for it, or if it is running text in the same container
//! as what was voted for; unless it stands in a zone that calls itself furniture. A zone that holds
//! most of the article is no furniture, whatever it calls itself. In doubt a paragraph stays.

use super::entity;
use super::page::Page;
use super::zone::Says;
use crate::lines::Hint;
use crate::{date, dateline, furniture, words};
use khaldun_text::Furniture;
use std::collections::BTreeMap;
use std::ops::Range;

/// Where a chosen piece's words stand.
pub(crate) enum From {
    /// A piece of the page.
    Piece(usize),
    /// A value in the page's head.
    Head(Range<usize>),
}

/// A piece of the account, in its order.
pub(crate) struct Chosen {
    pub(crate) from: From,
    pub(crate) hint: Hint,
}

/// The account's pieces and what was left out.
pub(crate) struct Picked {
    pub(crate) pieces: Vec<Chosen>,
    pub(crate) left_out: BTreeMap<Furniture, usize>,
    /// Whether no article could be told from the page.
    pub(crate) whole_page: bool,
}

/// How far up zones are followed; pages nest a few.
const UP: usize = 64;

struct Picker<'p> {
    received: &'p str,
    page: &'p Page,
    texts: &'p [String],
    /// What each piece is by its zone; `None` where no zone holds it.
    kinds: Vec<Option<Furniture>>,
}

/// Chooses the account's pieces.
pub(crate) fn pick(received: &str, page: &Page, texts: &[String], vote: Option<&[bool]>) -> Picked {
    let own = own_vote(page, texts);
    let mut vote = vote.map_or_else(|| own.clone(), <[bool]>::to_vec);
    let mut kinds = kinds(page, &vote);
    // The finder may have taken the comments for the article, or a teaser: then running text counts.
    let outside = |vote: &[bool], kinds: &[Option<Furniture>]| -> usize {
        (0..vote.len())
            .filter(|i| vote[*i] && kinds[*i].is_none())
            .map(|i| page.raws[i].words)
            .sum()
    };
    if outside(&vote, &kinds) * 10 < outside(&own, &kinds) * 3 {
        kinds = self::kinds(page, &own);
        vote = own;
    }
    let picker = Picker { received, page, texts, kinds };
    picker.pick(&vote)
}

/// Running text that is not made of links.
fn own_vote(page: &Page, texts: &[String]) -> Vec<bool> {
    page.raws
        .iter()
        .zip(texts)
        .map(|(raw, text)| raw.linked * 2 < raw.words.max(1) && words::is_prose(text))
        .collect()
}

/// Zones that hold most of what was voted for are lifted; the rest name their pieces.
fn kinds(page: &Page, vote: &[bool]) -> Vec<Option<Furniture>> {
    let zones = &page.zones;
    let up = |from: Option<usize>| std::iter::successors(from, |z| zones[*z].parent).take(UP);
    let comments =
        |kind: Furniture| matches!(kind, Furniture::ReaderComment | Furniture::CommentForm);
    let mut inside = vec![0_usize; zones.len()];
    let (mut all, mut uncommented) = (0, 0);
    for (raw, _) in page.raws.iter().zip(vote).filter(|(_, v)| **v) {
        all += raw.words;
        uncommented += if up(raw.zone).any(|z| comments(zones[z].kind)) { 0 } else { raw.words };
        up(raw.zone).for_each(|z| inside[z] += raw.words);
    }
    let lifted = |z: usize| {
        if comments(zones[z].kind) {
            inside[z] * 10 > all * 9
        } else {
            inside[z] * 10 > uncommented.max(1) * 4
        }
    };
    let lifted: Vec<bool> = (0..zones.len()).map(lifted).collect();
    page.raws.iter().map(|raw| up(raw.zone).find(|z| !lifted[*z]).map(|z| zones[z].kind)).collect()
}

impl Picker<'_> {
    fn pick(&self, vote: &[bool]) -> Picked {
        let count = self.page.raws.len();
        let title = self.title(vote);
        let body: Vec<bool> = self.body(vote, title);
        let heading = |i: usize| matches!(self.page.raws[i].hint, Hint::Heading(_));
        let first = (0..count).find(|i| body[*i] && !heading(*i)).unwrap_or(count);
        let last = (0..count).rfind(|i| body[*i]).unwrap_or(count);
        let dated = self.dateline(title, first, last);
        let mut pieces = Vec::new();
        let mut used = vec![false; count];
        let mut take = |i: usize, hint: Hint, pieces: &mut Vec<Chosen>| {
            if !std::mem::replace(&mut used[i], true) {
                pieces.push(Chosen { from: From::Piece(i), hint });
            }
        };
        match title {
            Some(i) => take(i, Hint::Heading(1), &mut pieces),
            None => pieces.extend(
                self.head_title().map(|r| Chosen { from: From::Head(r), hint: Hint::Heading(1) }),
            ),
        }
        match dated {
            Some(i) => take(i, Hint::Dateline, &mut pieces),
            None => pieces.extend(
                self.head_date(first).map(|r| Chosen { from: From::Head(r), hint: Hint::Dateline }),
            ),
        }
        for i in self.bylines(title, first) {
            take(i, Hint::Byline, &mut pieces);
        }
        for i in (0..count).filter(|i| body[*i]) {
            take(i, self.hint(i), &mut pieces);
        }
        let mut left_out = BTreeMap::new();
        for i in (0..count).filter(|i| {
            !used[*i] && Some(self.texts[*i].as_str()) != title.map(|t| self.texts[t].as_str())
        }) {
            *left_out.entry(self.left_out_as(i)).or_default() += words::count(&self.texts[i]);
        }
        Picked { pieces, left_out, whole_page: !vote.contains(&true) }
    }

    fn body(&self, vote: &[bool], title: Option<usize>) -> Vec<bool> {
        let count = self.page.raws.len();
        let free = |i: usize| self.kinds[i].is_none() && Some(i) != title;
        if !vote.contains(&true) {
            return (0..count)
                .map(|i| free(i) && self.page.raws[i].linked * 2 <= self.page.raws[i].words)
                .collect();
        }
        let chosen: Vec<usize> = (0..count).filter(|i| vote[*i] && free(*i)).collect();
        let total: usize = chosen.iter().map(|i| self.page.raws[*i].words).sum();
        let mut containers: BTreeMap<usize, usize> = BTreeMap::new();
        for i in &chosen {
            *containers.entry(self.page.raws[*i].container).or_default() +=
                self.page.raws[*i].words;
        }
        let home = |i: usize| {
            containers.get(&self.page.raws[i].container).is_some_and(|w| w * 10 >= total * 3)
        };
        let (first, last) =
            (chosen.first().copied().unwrap_or(0), chosen.last().copied().unwrap_or(0));
        let keep = |i: usize| {
            let raw = &self.page.raws[i];
            // A standfirst, and the rows of a table inside the text.
            let standfirst =
                title.is_some_and(|t| t < i) && i < first && matches!(raw.hint, Hint::Heading(_));
            let row = raw.hint == Hint::Row && (first..=last).contains(&i);
            if (standfirst || row) && free(i) && raw.linked == 0 {
                return true;
            }
            let prose = words::is_prose(&self.texts[i]) && raw.linked * 3 <= raw.words;
            let inside = (first..=last).contains(&i);
            let small =
                raw.linked * 2 <= raw.words && (home(i) || matches!(raw.hint, Hint::Heading(_)));
            free(i)
                && raw.says.is_none_or(|s| !matches!(s, Says::Title) || inside)
                && (vote[i]
                    || (inside && (prose || small))
                    || (home(i) && (prose || raw.linked == 0)))
                && (i >= first || home(i) || vote[i])
        };
        (0..count).map(keep).collect()
    }

    fn hint(&self, i: usize) -> Hint {
        let raw = &self.page.raws[i];
        match raw.hint {
            // A paragraph that is one link leads elsewhere.
            _ if raw.words >= 3 && raw.linked == raw.words && raw.words <= 30 => {
                Hint::Furniture(Furniture::Related)
            }
            Hint::Heading(1) => Hint::Heading(2),
            _ if raw.says == Some(Says::Byline)
                && dateline::read_byline(&self.texts[i]).is_some() =>
            {
                Hint::Byline
            }
            hint => hint,
        }
    }

    fn value(&self, range: Option<&Range<usize>>) -> Option<String> {
        range.map(|r| level(&entity::decode(&self.received[r.clone()])))
    }

    /// The heading that the head's title repeats, or that calls itself the title.
    fn title(&self, vote: &[bool]) -> Option<usize> {
        let headline = self.value(self.page.meta.headline.as_ref());
        let window = self.value(self.page.meta.window.as_ref());
        let site = self.value(self.page.meta.site.as_ref());
        let first_body = vote.iter().position(|v| *v).unwrap_or(vote.len());
        let heads = |i: &usize| {
            self.page.raws[*i].says == Some(Says::Title)
                || matches!(self.page.raws[*i].hint, Hint::Heading(1..=3))
        };
        let nearest = (0..first_body).rev().find(heads);
        let score = |i: usize| {
            let raw = &self.page.raws[i];
            let text = level(&self.texts[i]);
            let (heading, called) = (raw.hint, raw.says == Some(Says::Title));
            if !called && !matches!(heading, Hint::Heading(1..=3))
                || text.is_empty()
                || words::count(&text) > 60
            {
                return 0;
            }
            let mut score = 0;
            score += if headline.as_deref() == Some(&text) { 6 } else { 0 };
            // The more of the window's title it is, the less it is the site's name in it.
            score += match &window {
                Some(w) if w.contains(&text) && words::count(&text) >= 2 => {
                    1 + text.len() * 5 / w.len().max(1)
                }
                _ => 0,
            } as i32;
            score += if Some(i) == nearest { 2 } else { 0 };
            score += match heading {
                Hint::Heading(1) => 3,
                Hint::Heading(2) => 1,
                _ => 0,
            };
            score += if called { 2 } else { 0 };
            score -= if self.kinds[i].is_some() { 4 } else { 0 };
            score -= if site.as_deref() == Some(&text) { 5 } else { 0 };
            // A heading far below the first paragraph heads a part, not the whole.
            score -= if i > first_body + 1 && heading != Hint::Heading(1) { 3 } else { 0 };
            score
        };
        let best = (0..self.page.raws.len()).map(|i| (score(i), std::cmp::Reverse(i))).max()?;
        (best.0 >= 3).then_some(best.1.0)
    }

    /// The title out of the page's head, where no heading serves; a site's name at its end goes.
    fn head_title(&self) -> Option<Range<usize>> {
        let meta = &self.page.meta;
        if let Some(range) = &meta.headline {
            return Some(range.clone());
        }
        let range = meta.window.clone()?;
        let text = &self.received[range.clone()];
        let cut = [" | ", " - ", " – ", " — ", " :: ", " &raquo; ", " » "]
            .iter()
            .filter_map(|bar| text.rfind(bar))
            .filter(|at| words::count(&text[..*at]) >= 3 && words::count(&text[*at..]) <= 6)
            .max();
        Some(range.start..cut.map_or(range.end, |at| range.start + at))
    }

    /// The printed dateline: after the title and before the body, else right before the title, else
    /// right after the body; never in comments.
    fn dateline(&self, title: Option<usize>, first: usize, last: usize) -> Option<usize> {
        let start = title.map_or(first.saturating_sub(6), |t| t + 1);
        let says = |i: usize| self.page.raws[i].says == Some(Says::Dateline);
        let fits = |i: usize| {
            let kind = self.kinds[i];
            let text = &self.texts[i];
            kind.is_none_or(|k| matches!(k, Furniture::Credit | Furniture::Share))
                && (dateline::is_line(text)
                    || (says(i)
                        && words::count(text) <= 25
                        && date::find(text).is_some_and(|d| d.year.is_some())))
        };
        let count = self.page.raws.len();
        let before_body = start.min(count)..(first + 2).min(count);
        let before_title = title.map_or(0..0, |t| t.saturating_sub(4)..t);
        let after = (last + 1).min(count)..(last + 6).min(count);
        let mut found = before_body.into_iter().filter(|i| fits(*i));
        found
            .next()
            .or_else(|| before_title.into_iter().find(|i| says(*i) && fits(*i)))
            .or_else(|| after.into_iter().find(|i| says(*i) && fits(*i)))
    }

    /// The day out of the page's head, unless the body begins with a dateline of its own.
    fn head_date(&self, first: usize) -> Option<Range<usize>> {
        let own = self.texts.get(first).and_then(|t| dateline::read_run_in(t)).and_then(|f| f.date);
        if own.is_some_and(|d| d.year.is_some()) { None } else { self.page.meta.date.clone() }
    }

    fn bylines(&self, title: Option<usize>, first: usize) -> Vec<usize> {
        let start = title.map_or(first.saturating_sub(6), |t| t + 1);
        let says = |i: usize| self.page.raws[i].says == Some(Says::Byline);
        let fits = |i: &usize| {
            let text = &self.texts[*i];
            self.kinds[*i].is_none()
                && words::count(text) <= 12
                && (dateline::read_byline(text).is_some()
                    || (says(*i) && words::is_name_like(text) && words::count(text) <= 6))
        };
        (start..first.max(start)).filter(fits).take(2).collect()
    }

    fn left_out_as(&self, i: usize) -> Furniture {
        let raw = &self.page.raws[i];
        let own = || furniture::of_line(&self.texts[i]);
        let linked = || (raw.linked * 2 > raw.words).then_some(Furniture::Related);
        self.kinds[i].or_else(own).or_else(linked).unwrap_or(Furniture::Menu)
    }
}

/// White space levelled, for comparing.
fn level(text: &str) -> String {
    text.split_whitespace().collect::<Vec<_>>().join(" ")
}

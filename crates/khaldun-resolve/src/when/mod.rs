//! When? Time expressions and their windows.
//!
//! Three steps: words and numbers ([`lex`]), the grammar that finds expressions ([`grammar`], one file
//! a family), and the reckoning that gives each its window ([`resolve`]): from the words alone, from
//! the account's own date, or from the last date told. Where two readings fit, both are kept.

mod calendar;
mod expr;
mod grammar;
mod lex;
mod resolve;
mod tense;

use expr::{Expr, Says};
use grammar::Words;
use jiff::civil::Date;
use khaldun_diag::{Diagnostic, Read, Severity, Source};
use khaldun_language::{Doc, Parsed};
use khaldun_model::{TimeAnchor, TimeKind, TimeMention, Window};
use khaldun_text::{Account, Block, BlockKind, Span};
use lex::{Lex, Lexicon};
use resolve::{Place, Scene, Story, Told};

/// Finds the time expressions of an account and gives each its window.
///
/// `date` is the account's own date where its text gives none.
pub fn find(account: &Account, parsed: &Parsed, date: Option<Date>) -> Read<Vec<TimeMention>> {
    let lexicon = Lexicon::new();
    let mut story = Story { now: own_date(account, date), ..Story::default() };
    let mut found = Vec::new();
    for (index, block) in account.blocks.iter().enumerate() {
        if matches!(block.kind, BlockKind::Furniture(_)) {
            continue;
        }
        let doc = parsed.docs.get(index).and_then(Option::as_ref);
        let text = block.span.of(&account.text);
        found.extend(read_block(&lexicon, &mut story, (index, block), text, doc));
    }
    let notes = found.iter().filter_map(|m| note(account, m)).collect();
    Read { value: found, notes }
}

/// The account's own date: its dateline's (the last day of a month or year), else the one given.
pub fn own_date(account: &Account, given: Option<Date>) -> Option<Date> {
    let last = |(year, month, day): (i16, Option<u8>, Option<u8>)| {
        let first =
            Date::new(year, month.unwrap_or(12).cast_signed(), day.unwrap_or(1).cast_signed());
        let first = first.ok()?;
        Some(if day.is_some() { first } else { first.last_of_month() })
    };
    account.dateline.as_ref().and_then(|d| d.date).and_then(last).or(given)
}

fn read_block(
    lexicon: &Lexicon,
    story: &mut Story,
    (index, block): (usize, &Block),
    text: &str,
    doc: Option<&Doc>,
) -> Vec<TimeMention> {
    let lex = lexicon.cut(text);
    let words = Words { lex: &lex, doc, shouted: is_shouted(text) };
    let exprs = grammar::find(words);
    let sentences = sentences(text, doc);
    let sentence_of = |e: &Expr| {
        let at = lex[e.words.0].span.start;
        sentences.iter().position(|s| s.holds(at)).unwrap_or(0)
    };
    let tells = block.is_body();
    let mut mentions: Vec<(usize, TimeMention)> = Vec::new();
    let mut scenes = 0;
    for (n, expr) in exprs.iter().enumerate() {
        let sentence = sentence_of(expr);
        if tells {
            set_scenes(story, text, (&sentences, scenes..sentence), &mentions);
            scenes = scenes.max(sentence);
        }
        let after = words_after(text, &lex, expr.words.1);
        let ahead = tense::looks_ahead(words, expr.words.0);
        let beside = beside(story, &exprs, n, words, (index, sentence), &mentions);
        let place = Place { block: index, sentence, ahead, after: &after, beside };
        let (kind, when, anchor) = resolve::resolve(story, expr, place);
        let span = lex[expr.words.0].span.cover(lex[expr.words.1 - 1].span).shift(block.span.start);
        let flashback = is_step_back(expr)
            && story.told.is_some_and(|t| (t.block, t.sentence) == (index, sentence));
        if let (Some(window), true) = (when.window, tells && is_told(expr, kind) && !flashback) {
            let before = story.told.is_some_and(|t| t.explicit);
            let explicit = match anchor {
                TimeAnchor::Absolute => true,
                TimeAnchor::Narrative => before,
                _ => false,
            };
            // What follows "the night of the 14th" is reckoned from the 14th.
            let window = if expr.overnight { Window::day(window.start) } else { window };
            story.told = Some(Told { window, block: index, sentence, explicit });
        }
        let mention = TimeMention { span, kind, when, bound: expr.bound, anchor };
        mentions.push((sentence, mention));
    }
    if tells {
        set_scenes(story, text, (&sentences, scenes..sentences.len()), &mentions);
    }
    mentions.into_iter().map(|(_, m)| m).collect()
}

/// Whether later steps may be reckoned from it.
fn is_told(expr: &Expr, kind: TimeKind) -> bool {
    matches!(kind, TimeKind::Date | TimeKind::Time)
        && !matches!(expr.says, Says::Clock | Says::Century(_) | Says::Within { .. })
}

/// "created three months earlier" looks back from the date of its sentence and leaves it where it was.
fn is_step_back(expr: &Expr) -> bool {
    match expr.says {
        Says::Later { n, event, .. } => n < 0 || event == expr::Event::Named,
        Says::Adjacent { n, .. } => n < 0,
        _ => false,
    }
}

/// Keeps each sentence with the date it is set on: its own, else the last told before it.
fn set_scenes(
    story: &mut Story,
    text: &str,
    (sentences, range): (&[Span], std::ops::Range<usize>),
    mentions: &[(usize, TimeMention)],
) {
    let mut last = story.scenes.last().map(|s| s.window);
    for n in range {
        let sentence = sentences[n];
        let own = mentions.iter().filter(|(s, m)| *s == n && m.kind == TimeKind::Date);
        let own = own.filter_map(|(_, m)| m.when.window).find(|w| w.days() <= 31);
        last = own.or(last);
        if let Some(window) = last {
            let words = sentence.of(text).split(|c: char| !c.is_alphanumeric());
            let words = words.filter(|w| w.len() > 3).map(str::to_lowercase).collect();
            story.scenes.push(Scene { words, window });
        }
    }
}

/// The window of a day that stands right before or after a time of day, or in apposition to "two days
/// before the conference".
fn beside(
    story: &Story,
    exprs: &[Expr],
    n: usize,
    words: Words<'_>,
    (block, sentence): (usize, usize),
    before: &[(usize, TimeMention)],
) -> Option<Window> {
    // "The court ruled in 2009, eleven years later."
    if let Says::Later { event: expr::Event::Told, n: steps, .. } = exprs[n].says {
        let (first, end) = exprs[n].words;
        let closes = end >= words.lex.len() || words.is(end, &[".", ",", ";", ")"]);
        let comma = words.before(first) == ",";
        let prior = n.checked_sub(1).is_some_and(|p| exprs[p].words.1 + 1 == first);
        let last = before.last().filter(|(s, m)| *s == sentence && m.kind == TimeKind::Date)?;
        return last.1.when.window.filter(|_| steps > 0 && closes && comma && prior);
    }
    if !matches!(exprs[n].says, Says::Clock) {
        return None;
    }
    if let Some(next) = exprs.get(n + 1)
        && next.words.0 - exprs[n].words.1 <= 3
        && matches!(next.says, Says::Cal { .. } | Says::Today(_) | Says::Adjacent { .. })
    {
        let place = Place {
            block,
            sentence,
            ahead: tense::looks_ahead(words, next.words.0),
            after: &[],
            beside: None,
        };
        let (_, when, _) = resolve::resolve(story, next, place);
        return when.window.filter(|w| w.days() <= 7);
    }
    let last = before.last().filter(|(s, _)| *s == sentence)?;
    last.1.when.window.filter(|w| w.days() <= 2)
}

fn words_after(text: &str, lex: &[Lex], from: usize) -> Vec<String> {
    let rest = lex.iter().skip(from).take(8);
    let words = rest.take_while(|l| l.low.chars().all(char::is_alphanumeric));
    words.map(|l| l.span.of(text).to_owned()).collect()
}

/// Sentences as byte spans of the text.
fn sentences(text: &str, doc: Option<&Doc>) -> Vec<Span> {
    let whole = || vec![Span::new(0, text.len())];
    let Some(doc) = doc else { return whole() };
    let starts: Vec<usize> = doc
        .sentences()
        .iter()
        .filter_map(|s| Some(doc.tokens.get(s.start)?.span.start as usize))
        .collect();
    if starts.is_empty() {
        return whole();
    }
    let ends = starts.iter().skip(1).copied().chain([text.len()]);
    starts.iter().copied().zip(ends).map(|(a, b)| Span::new(a, b.max(a))).collect()
}

fn is_shouted(text: &str) -> bool {
    let small = text.chars().filter(|c| c.is_lowercase()).count();
    let capital = text.chars().filter(|c| c.is_uppercase()).count();
    capital > 20 && small * 10 < capital
}

/// What a reader should be told of an expression: that two readings fit.
fn note(account: &Account, m: &TimeMention) -> Option<Diagnostic> {
    let other = m.when.others.first()?;
    let window = m.when.window?;
    let source = Source::Account(account.name.clone());
    let (one, two) = (calendar::edtf(window), calendar::edtf(*other));
    Some(
        Diagnostic::new("KH-WHEN-003", Severity::Note, "two readings of this date fit", source)
            .label(m.span, format!("{one} ({}); {two} is possible", m.when.because)),
    )
}

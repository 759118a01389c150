//! The line by which an account says when, where and by whom it was written.
//!
//! *What it reads*: a line of its own (`ADEN, 30 August 2019`, `Agency, 2019-08-30`, `Posted on 12
//! December 2016 by X`, `By X | 3 May 2020`) and a line run into the first paragraph (`KYIV, 3 May
//! (Agency) – The …`, `ABIDJAN, 3 MAR 90 (RADIO) -- [TEXT] …`).
//! *Why it matters*: "yesterday" and dates without a year hang on it. *Example*: in `BAMAKO (Agency)
//! – Two convoys …` the words before the dash are the dateline, the rest is the paragraph.
//! *Known misreadings*: an entry of a chronology (`3 May: the bridge fell`) at the head of a page; it
//! is kept as body because lower-case words follow the date.

use crate::{date, words};
use khaldun_text::Span;
use regex::Regex;
use std::sync::LazyLock;

/// What a dateline gives; spans are into the line (or paragraph) it was read from.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) struct Found {
    /// The whole dateline.
    pub(crate) span: Span,
    pub(crate) date: Option<date::Printed>,
    pub(crate) place: Option<Span>,
    pub(crate) author: Option<Span>,
}

fn fixed(source: &str) -> Regex {
    Regex::new(source).expect("fixed pattern")
}

/// Words that only label, time or join.
static LABEL: LazyLock<Regex> = LazyLock::new(|| {
    fixed(concat!(
        r"(?i)\b(?:first |last |originally )?(?:date of publication|publication date|published|submitted|posted|updated?|modified|created|issued|filed|written|date[d]?|time|added|uploaded|publié|publicado|veröffentlicht|опубликовано|опубліковано|yayınlanma|نشر|نُشر)\b(?: (?:on|at|le|el|am|the|by))?",
        r"|\b(?:mon|tues?|wed(?:nes)?|thu(?:rs?)?|fri|sat(?:ur)?|sun)(?:day)?\b\.?",
        r"|\b(?:lundi|mardi|mercredi|jeudi|vendredi|samedi|dimanche|lunes|martes|miércoles|jueves|viernes|sábado|domingo|montag|dienstag|mittwoch|donnerstag|freitag|samstag|sonntag)\b",
        r"|\b\d{1,2}[:.h]\d{2}(?::\d{2})?\s*(?:[ap]\.?m\.?)?|\b\d{1,4}\s*(?:[ap]\.?m\.?|hrs|hours)\b",
        r"|\b(?:UTC|GMT|BST|CET|CEST|EST|EDT|ET|PST|PDT|MSK|KSA|EET|EEST|IST|EAT)\b(?:[+-]\d{1,2}(?::?\d{2})?)?",
        r"|\b\d+ min(?:ute)?s? read\b",
    ))
});

static BY: LazyLock<Regex> = LazyLock::new(|| {
    fixed(concat!(
        r"(?:^|[\s|·•,(–—-])(?:(?i:by|par|por|von|author|written by|text by|автор|بقلم|تأليف)\s*:?\s+)",
        r"(?P<who>(?:\p{Lu}|\p{Lo}|@|al-|el-)[\p{L}\p{M}.'’@_-]*(?:\s+(?:(?:and|y|et|und|de|la|bin|ibn|al|van|von|der)\s+)?(?:\p{Lu}|\p{Lo}|al-|el-)[\p{L}\p{M}.'’_-]*){0,5}|[\p{Ll}][\p{Ll}\d_.-]{2,}(?:$| on | at |,|\s*\|))"
    ))
});

/// Words that may follow a date in a dateline though they begin small.
static AFTER: LazyLock<Regex> =
    LazyLock::new(|| fixed(r"(?i)\b(?:by|in|at|from|via|par|por|von)\b"));

/// Whether a whole line is a dateline (cheap enough to ask of every short line).
pub(crate) fn is_line(line: &str) -> bool {
    read_line(line).is_some_and(|found| found.date.is_some_and(|d| d.year.is_some()))
}

/// Reads a line of its own: a date with no more around it than place, source, author and labels.
pub(crate) fn read_line(line: &str) -> Option<Found> {
    if line.len() > 240 || words::count(line) > 22 || line.contains('\n') {
        return None;
    }
    let date = date::find(line)?;
    // In a text all in capitals every word looks like a name.
    let shouted = !line.contains(char::is_lowercase) && line.contains(char::is_uppercase);
    if shouted && (date.year.is_none() || words::count(line) > 9) {
        return None;
    }
    let author = author(line);
    let before = without_author(&line[..date.span.start as usize], author);
    let after_start = date.span.end as usize;
    let after = match author {
        Some(a) if a.start as usize >= after_start => {
            format!("{} {}", &line[after_start..a.start as usize], &line[a.end as usize..])
        }
        _ => line[after_start..].to_owned(),
    };
    let (before, after) = (bare(&before), bare(&after));
    let named =
        words::count(&before) == 0 || words::is_name_like(&before) || sort_and_place(line, date);
    let trailing = words::count(&after) == 0 || words::is_name_like(&AFTER.replace_all(&after, ""));
    let dates_left = date::find(&after).is_some() || words::count(&after) <= 5;
    let sentence = words::ends_sentence(line) && words::count(&before) + words::count(&after) > 2;
    if !named || !trailing || !dates_left || words::count(&before) > 9 || sentence {
        return None;
    }
    let source_form =
        date.span.of(line).as_bytes().get(..4).is_some_and(|y| y.iter().all(u8::is_ascii_digit));
    let place = if source_form { None } else { place_before(line, date.span.start as usize) };
    let place = place.filter(|p| author.is_none_or(|a| !a.overlaps(*p)));
    Some(Found { span: Span::new(0, line.len()), date: Some(date), place, author })
}

/// Marks that part a line below a headline; in a line that ends as a sentence commas part nothing.
static MARKS: LazyLock<Regex> =
    LazyLock::new(|| fixed(r"[|·•*;()\[\]/–—]|\s-+\s|[.:](?:\s|$)|(?P<comma>[,،])"));

/// Reads the line below a headline. What stands there with a whole date set apart is a dateline,
/// whatever else it tells: "From our columnist. Friday, May 7th, 1999", "written at Goma (Congo) on 3
/// May 2004", "Tunis, Mon 3 May 2004, no power again".
pub(crate) fn read_head(line: &str) -> Option<Found> {
    if let Some(found) = read_line(line).filter(|f| f.date.is_some_and(|d| d.year.is_some())) {
        return Some(found);
    }
    if line.len() > 240 || words::count(line) > 26 || line.contains('\n') {
        return None;
    }
    let date = whole_dates(line).find(|date| stands_apart(line, *date))?;
    let author = author(line).filter(|a| !a.overlaps(date.span));
    let place = place_before(line, date.span.start as usize)
        .filter(|p| author.is_none_or(|a| !a.overlaps(*p)));
    Some(Found { span: Span::new(0, line.len()), date: Some(date), place, author })
}

/// The dates of a line that have a day, a month and a year.
fn whole_dates(line: &str) -> impl Iterator<Item = date::Printed> {
    let mut at = 0;
    let all = std::iter::from_fn(move || {
        let found = date::find(&line[at..])?;
        let span = found.span.shift(at as u32);
        at = span.end as usize;
        Some(date::Printed { span, ..found })
    });
    all.filter(|d| d.year.is_some() && d.month.is_some() && d.day.is_some())
}

/// Whether marks, labels, a weekday or a place's name part a date from the rest of its line, and the
/// line does not begin with it as an entry of a chronicle does.
fn stands_apart(line: &str, date: date::Printed) -> bool {
    let sentence = words::ends_sentence(line);
    let parts = |text: &str| -> Option<(usize, usize)> {
        let mut marks = MARKS.captures_iter(text);
        let mark = marks.find(|m| !sentence || m.name("comma").is_none())?.get(0)?;
        Some((mark.start(), mark.end()))
    };
    let head = line[..date.span.start as usize].trim_end_matches([' ', ',', '،', '(']);
    let weekday = LABEL.find_iter(head).last().filter(|m| m.end() == head.len());
    let head = weekday.map_or(head, |m| &head[..m.start()]);
    let mut left = head;
    while let Some((_, end)) = parts(left) {
        left = &left[end..];
    }
    let after = &line[date.span.end as usize..];
    let right = parts(after).map_or(after, |(start, _)| &after[..start]);
    let joined = |text: &str| {
        let first = text.split_whitespace().next().unwrap_or("");
        matches!(&*first.to_lowercase(), "by" | "in" | "at" | "from" | "via")
    };
    let before = bare(left);
    let named = |text: &str| text.is_empty() || words::is_name_like(text);
    let bound = |text: &str| words::count(text) <= 5 && named(text);
    let led_up_to = !bare(head).is_empty() || LABEL.is_match(head);
    let aside = joined(after) || after.trim_start().starts_with(['(', '[']);
    let opens = !led_up_to && !aside && !named(&bare(after));
    bound(&before) && (bare(right).is_empty() || joined(right)) && !opens
}

/// "Briefing note - GENEVA, 28 April 2009": what sort of text it is, then the place, then the date.
fn sort_and_place(line: &str, date: date::Printed) -> bool {
    let Some(place) = place_before(line, date.span.start as usize) else { return false };
    let before = line[..place.start as usize].trim_end();
    let sort = before.trim_end_matches(['-', '–', '—', '|', '·', ':']).trim_end();
    sort.len() < before.len()
        && words::count(sort) <= 4
        && sort.starts_with(|c: char| c.is_uppercase() || !c.is_lowercase() && c.is_alphabetic())
}

fn without_author(text: &str, author: Option<Span>) -> String {
    match author {
        Some(a) if a.end as usize <= text.len() => {
            format!("{} {}", &text[..a.start as usize], &text[a.end as usize..])
        }
        _ => text.to_owned(),
    }
}

/// Labels, times and weekdays off, "by" and what only parts words too.
fn bare(text: &str) -> String {
    static JOIN: LazyLock<Regex> = LazyLock::new(|| {
        fixed(r"(?i)\b(?:by|on|at|par|por|von|le|el|den|author)\b|[|·•,:;()\[\]/–—-]")
    });
    let text = LABEL.replace_all(text, " ");
    JOIN.replace_all(&text, " ").trim().to_owned()
}

/// A line that names the author and nothing else.
pub(crate) fn read_byline(line: &str) -> Option<Span> {
    let author = author(line)?;
    let rest = format!("{} {}", &line[..author.start as usize], &line[author.end as usize..]);
    let rest = bare(&rest);
    let short = words::count(line) <= 12 && !words::ends_sentence(line.trim_end_matches('.'));
    (short && (rest.is_empty() || words::is_name_like(&rest)) && author.start < 16)
        .then_some(author)
}

/// The author's name after "by".
pub(crate) fn author(line: &str) -> Option<Span> {
    let who = BY.captures(line)?.name("who")?;
    // A month is no name ("updated by May 2014"), nor is a time ("by Thursday").
    let words = who.as_str();
    if date::find(words).is_some() || LABEL.is_match(words) {
        return None;
    }
    Some(Span::new(who.start(), who.end() - trailing(words)))
}

/// A lower-case handle is caught with the word after it.
fn name_end(words: &str) -> usize {
    let words = words.trim_end_matches(['.', ',', '-', ' ', '|']);
    let handle = words.starts_with(char::is_lowercase)
        && !words.starts_with("al-")
        && !words.starts_with("el-");
    let cut = if handle { words.find(' ') } else { None };
    cut.unwrap_or(words.len())
}

fn trailing(words: &str) -> usize {
    words.len() - name_end(words)
}

/// `PLACE, ` directly before the date.
fn place_before(line: &str, date_at: usize) -> Option<Span> {
    let before = line[..date_at].trim_end_matches(|c: char| {
        c.is_whitespace() || matches!(c, ',' | '،' | '–' | '—' | '-' | '|' | '/' | '·' | '(')
    });
    let weekdays = LABEL.find_iter(before).last().filter(|m| m.end() == before.len());
    let before = weekdays.map_or(before, |m| {
        before[..m.start()].trim_end_matches([' ', ',', '-', '–', '—', '|', '·'])
    });
    let start = before
        .rfind([':', '|', '·', ';', '–', '—'])
        .map_or(0, |at| at + before[at..].chars().next().map_or(1, char::len_utf8));
    let start = before[start..].rfind(" - ").map_or(start, |at| start + at + 3);
    let lead = before[start..].len() - before[start..].trim_start().len();
    let place = &before[start + lead..];
    let good = !place.is_empty()
        && words::count(place) <= 5
        && words::is_name_like(place)
        && !place.chars().any(char::is_numeric)
        && !LABEL.is_match(place)
        && author(before).is_none();
    good.then(|| Span::new(start + lead, before.len()))
}

/// `PLACE[, Region][, date] [(Agency)] – ` at the start of a paragraph.
static RUN_IN: LazyLock<Regex> = LazyLock::new(|| {
    fixed(concat!(
        r"^(?P<place>[\p{Lu}\p{Lo}][\p{L}\p{M}.'’-]*(?:[ /\n][\p{Lu}\p{Lo}][\p{L}\p{M}.'’-]*){0,4})",
        r"(?P<region>(?:,[ \n]+|\s\()[\p{L} .'’-]{2,30}\)?)?",
        r"(?P<date>,?[ \n]+(?:[\p{L}]+\.?[ \n]+\d{1,2}(?:,[ \n]+\d{4})?|\d{1,2}[ \n]+\p{L}+\.?(?:,?[ \n]+\d{2,4})?|\d{4}-\d\d-\d\d|NO DATE))?",
        r"(?:(?P<agency>,?[ \n]*[\(\[/](?:[\p{L}\d][\p{L}\d .&’'/-]{1,60})[\)\]/])(?P<after>[ \n]*(?:--+|[–—-])[ \n]*|:[ \n]+)?",
        r"|(?P<dash>[ \n]*(?:--+|[–—])[ \n]*|[ \n]+-[ \n]+|:[ \n]+|-[ \n]+))",
        r"(?P<marks>(?:\[[^\]]{1,200}\][ \n]*)*)"
    ))
});

/// `Place AGENCY-` and `Place, AGENCY –`.
static RUN_IN_AGENCY: LazyLock<Regex> = LazyLock::new(|| {
    fixed(
        r"^(?P<place>\p{Lu}[\p{L}'’-]+(?: \p{Lu}[\p{L}'’-]+){0,2}),? (?P<agency>\p{Lu}{3,8}) ?(?:--|[-–—]) ?",
    )
});

/// A dateline run into the first paragraph; the span ends where the account's own words begin.
pub(crate) fn read_run_in(paragraph: &str) -> Option<Found> {
    let head = &paragraph[..floor(paragraph, 700)];
    if let Some(found) = RUN_IN_AGENCY.captures(head) {
        let end = found.get(0)?.end();
        if begins_sentence(&head[end..]) {
            return Some(Found {
                span: Span::new(0, end),
                date: None,
                place: place_of(&found),
                author: None,
            });
        }
    }
    let found = RUN_IN.captures(head)?;
    let end = found.get(0)?.end();
    let dated = found.name("date").map(|d| d.as_str());
    let date = dated.and_then(date::find);
    let place = found.name("place")?.as_str();
    let capitals = place.chars().all(|c| !c.is_lowercase())
        && place.chars().filter(|c| c.is_alphabetic()).count() >= 3;
    let agency = found.name("agency").is_some();
    let dash = found.name("dash").or(found.name("after")).map(|d| d.as_str().trim());
    let no_date = dated.is_some_and(|d| d.ends_with("NO DATE"));
    let strong_dash = dash.is_some_and(|d| d != ":" && d != "-");
    let sure = match dash {
        // "DAMASCUS (Agency) The …": the dash was lost.
        None => agency && capitals && found.name("region").is_none(),
        Some(":") => capitals && words::count(place) <= 3 && !agency,
        Some(_) => agency || date.is_some() || no_date || (capitals && strong_dash),
    };
    // A date that is not one ("Unit 731 – …") is no dateline either.
    let dates_fit = dated.is_none() || date.is_some() || no_date;
    if !sure || !dates_fit || !begins_sentence(&head[end..]) {
        return None;
    }
    let shift = found.name("date").map_or(0, |d| d.start());
    let date = date.map(|d| date::Printed { span: d.span.shift(shift as u32), ..d });
    Some(Found { span: Span::new(0, end), date, place: place_of(&found), author: None })
}

fn place_of(found: &regex::Captures) -> Option<Span> {
    let place = found.name("place")?;
    let fixed = place.as_str();
    let nowhere = ["CLANDESTINE", "NO CITY"].iter().any(|n| fixed.starts_with(n));
    (!nowhere).then(|| Span::new(place.start(), place.end()))
}

/// Whether what follows opens a sentence of its own.
fn begins_sentence(rest: &str) -> bool {
    let first =
        rest.trim_start().chars().find(|c| !matches!(c, '"' | '“' | '\'' | '‘' | '«' | '(' | '['));
    first.is_some_and(|c| c.is_alphanumeric() && !c.is_lowercase())
}

/// `Published 3 May 2020 at 10:00 by X ` before a capital: a printed date run into the text.
pub(crate) fn read_printed(paragraph: &str) -> Option<Found> {
    static TAIL: LazyLock<Regex> = LazyLock::new(|| {
        fixed(
            r"^(?:\s*(?:[,|·•–—-]|\(updated?[^)]{0,40}\)|(?:at )?\d{1,2}[:.]?\d{2}(?:\s*[ap]\.?m\.?)?|UTC[+-]?\d*|GMT[+-]?\d*|KSA|MSK|by (?:\p{Lu}[\p{L}-]+\s?){1,4}))*[\s.:]*",
        )
    });
    let head = &paragraph[..floor(paragraph, 200)];
    let date = date::find(head)?;
    date.year?;
    let before = &head[..date.span.start as usize];
    let labels = bare(before);
    if !labels.is_empty() || words::count(before) > 4 {
        return None;
    }
    let rest = &head[date.span.end as usize..];
    let end = date.span.end as usize + TAIL.find(rest).map_or(0, |m| m.end());
    let author = author(&head[..end]);
    let end = author.map_or(end, |a| end.min(first_name(head, a, end)));
    let next = head[end..].chars().next();
    let parted = head[..end].ends_with(|c: char| !c.is_alphanumeric());
    (parted
        && next.is_some_and(|c| c.is_uppercase() || c.is_numeric() || matches!(c, '"' | '“' | '(')))
    .then_some(Found { span: Span::new(0, end), date: Some(date), place: None, author })
}

/// A name run into the headline has no visible end; two words are taken.
fn first_name(head: &str, author: Span, end: usize) -> usize {
    let name = &head[author.start as usize..end];
    let two = name.match_indices(' ').nth(1).map_or(name.len(), |(at, _)| at + 1);
    author.start as usize + two
}

/// The largest character boundary at or below `at`.
pub(crate) fn floor(text: &str, at: usize) -> usize {
    (0..=at.min(text.len())).rev().find(|i| text.is_char_boundary(*i)).unwrap_or(0)
}

#[cfg(test)]
mod tests {
    use super::*;

    type Line<'t> = (Option<(i16, Option<u8>, Option<u8>)>, Option<&'t str>, Option<&'t str>);

    fn line(text: &str) -> Option<Line<'_>> {
        let found = read_line(text)?;
        Some((
            found.date.and_then(|d| d.iso()),
            found.place.map(|p| p.of(text)),
            found.author.map(|a| a.of(text)),
        ))
    }

    #[test]
    fn lines_of_their_own() {
        let day = |y, m, d| Some((y, Some(m), Some(d)));
        assert_eq!(line("GOMA, 3 February 2009"), Some((day(2009, 2, 3), Some("GOMA"), None)));
        assert_eq!(line("Agency, 2013-08-31"), Some((day(2013, 8, 31), None, None)));
        assert_eq!(
            line("Brief 9 - N'DJAMENA, 2 May 2008"),
            Some((day(2008, 5, 2), Some("N'DJAMENA"), None))
        );
        assert_eq!(
            line("Policy brief – NAIROBI, 2 May 2008"),
            Some((day(2008, 5, 2), Some("NAIROBI"), None))
        );
        assert_eq!(
            line("Field update no. 4 | Bangui, 9 January 2014"),
            Some((day(2014, 1, 9), Some("Bangui"), None))
        );
        assert_eq!(
            line("BELGRADE, 4 April 1999 - Opinion"),
            Some((day(1999, 4, 4), Some("BELGRADE"), None))
        );
        assert_eq!(
            line("Posted on 12 December 2016 by Ana Petrović"),
            Some((day(2016, 12, 12), None, Some("Ana Petrović")))
        );
        assert_eq!(
            line("By Juan Pérez | 3 May 2020"),
            Some((day(2020, 5, 3), None, Some("Juan Pérez")))
        );
        assert_eq!(
            line("Last Updated: Tuesday, 22 November 2016 at 11:20 GMT"),
            Some((day(2016, 11, 22), None, None))
        );
    }

    #[test]
    fn sentences_and_chronicles_are_no_datelines() {
        assert_eq!(line("On 12 June 2014 three tanks crossed."), None);
        assert_eq!(line("3 May 2020: rebels took the bridge"), None);
        assert_eq!(line("3 May 2020 - Militia took the bridge"), None);
        assert_eq!(line("FORCES TOOK THE BRIDGE ON 3 MAY"), None);
        assert_eq!(line("the last convoy - GOMA, 3 May 2020"), None);
        assert_eq!(line("The ceasefire of 24 February 2016 held for a week"), None);
    }

    #[test]
    fn lines_below_a_headline() {
        let day = |line: &str| read_head(line).and_then(|f| f.date).and_then(|d| d.iso());
        let want = Some((2004, Some(5), Some(3)));
        for line in [
            "Dili, Monday, 3 May 2004 (from our roving correspondent)",
            "Dili, 3rd May 2004 / Newsletter of the front, no. 6",
            "Eastern districts | Period under review 20 April-3 May 2004 | issued 3 May 2004",
            "Dili, Monday 03.05.2004. From the series \"Notes at night\"",
            "Mission of inquiry, drafted at Atambua (Indonesia) on 3 May 2004",
            "Dili, Mon 3 May 2004, no power again",
            "posted Monday, May 3, 2004, Dili, 10.15 pm (by candle)",
            "Dili, 3 May 2004. Paper of the working group. Reading time: 9 minutes",
            "@coastwatcher · Dili, harbour · Monday 3 May 2004",
            "By our own reporter, DILI (East Timor), Monday, May 3, 2004",
            "DILI, May 3 (2004), Monday",
            "Posted under: The Islands. 3rd of May, 2004 (a Monday, raining)",
            "Posted May 3rd, 2004 by saltwater in Long Reads | 12 comments",
            "Questions and answers, updated 3 May 2004",
            "From our man in Dili. Monday, May 3rd, 2004.",
        ] {
            assert_eq!(day(line), want, "{line}");
        }
        for line in [
            "3 May 2004: rebels took the bridge",
            "3 May 2004 - Militia took the bridge",
            "On 3 May 2004 three boats crossed the bay",
            "The army took the bridge on Monday, 3 May 2004.",
            "Residents say that on Monday, 3 May 2004, the boats came",
            "The truce of 3 May 2004 held for a week",
        ] {
            assert_eq!(day(line), None, "{line}");
        }
    }

    fn run_in(text: &str) -> Option<(&str, Option<&str>)> {
        read_run_in(text).map(|f| (f.span.of(text), f.place.map(|p| p.of(text))))
    }

    #[test]
    fn datelines_run_into_the_first_paragraph() {
        assert_eq!(
            run_in("GOMA (Agency) – The army left."),
            Some(("GOMA (Agency) – ", Some("GOMA")))
        );
        assert_eq!(
            run_in("GOMA, Congo (AP) — The army left."),
            Some(("GOMA, Congo (AP) — ", Some("GOMA")))
        );
        assert_eq!(
            run_in("JUBA, Feb 3 (Wire) - Two men died."),
            Some(("JUBA, Feb 3 (Wire) - ", Some("JUBA")))
        );
        assert_eq!(run_in("JUBA — Two men died."), Some(("JUBA — ", Some("JUBA"))));
        assert_eq!(
            run_in("BRAZZAVILLE (Wire) The army left."),
            Some(("BRAZZAVILLE (Wire)", Some("BRAZZAVILLE")))
        );
        assert_eq!(run_in("PORT SUDAN: Two men died."), Some(("PORT SUDAN: ", Some("PORT SUDAN"))));
        assert_eq!(
            run_in("QUITO, 3 JAN 90 (RADIO ONE) -- [REPORT] [TEXT] THE ARMY LEFT."),
            Some(("QUITO, 3 JAN 90 (RADIO ONE) -- [REPORT] [TEXT] ", Some("QUITO")))
        );
        assert_eq!(
            run_in("Juba, 3 May (Wire) – Two men died."),
            Some(("Juba, 3 May (Wire) – ", Some("Juba")))
        );
        assert_eq!(run_in("Juba WIRE-Two men died."), Some(("Juba WIRE-", Some("Juba"))));
    }

    #[test]
    fn openings_that_only_look_like_datelines() {
        assert_eq!(run_in("Hezbollah (Party of God) said so."), None);
        assert_eq!(run_in("Silence — that was the answer."), None);
        assert_eq!(run_in("UNICEF Director X said so."), None);
        assert_eq!(run_in("The Army (SLA) - which left - came back."), None);
    }

    #[test]
    fn printed_dates_run_in() {
        let text = "Published May 5 2012 The convoy left the port.";
        assert_eq!(read_printed(text).unwrap().span.of(text), "Published May 5 2012 ");
        let text = "Thursday 31 July 2014 10:59 Council: The convoy left.";
        assert_eq!(read_printed(text).unwrap().span.of(text), "Thursday 31 July 2014 10:59 ");
        assert!(read_printed("12 June 2014 was a black day.").is_none());
        assert!(read_printed("In June 2014 The Hague ruled.").is_none());
    }
}

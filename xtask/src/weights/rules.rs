//! The tokeniser's regular expressions, taken apart into character classes and strings.
//!
//! The program does not run these expressions: `khaldun-language` has the algorithm by hand and
//! reads the classes from `tokenizer.tsv`. Whatever here does not have the expected shape is an
//! error, so that another model cannot be converted into a wrong tokeniser.

use anyhow::{Context, Result, bail, ensure};
use std::collections::BTreeSet;
use std::fmt::Write;

/// `url_match` with the class of the last label taken out.
const URL: &str = r"(?u)^(?:(?:[\w\+\-\.]{2,})://)?(?:\S+(?::\S*)?@)?(?:(?!(?:10|127)(?:\.\d{1,3}){3})(?!(?:169\.254|192\.168)(?:\.\d{1,3}){2})(?!172\.(?:1[6-9]|2\d|3[0-1])(?:\.\d{1,3}){2})(?:[1-9]\d?|1\d\d|2[01]\d|22[0-3])(?:\.(?:1?\d{1,2}|2[0-4]\d|25[0-5])){2}(?:\.(?:[1-9]\d?|1\d\d|2[0-4]\d|25[0-4]))|(?:(?:[A-Za-z0-9\u00a1-\uffff][A-Za-z0-9\u00a1-\uffff_-]{0,62})?[A-Za-z0-9\u00a1-\uffff]\.)+(?:@{2,63}))(?::\d{2,5})?(?:[/?#]\S*)?$";

/// Writes the four expressions as lines `name<TAB>value`.
pub(super) fn table(prefix: &str, suffix: &str, infix: &str, url: &str) -> Result<String> {
    let mut out = String::from(
        "# Character classes (hexadecimal code points) and strings of the tokeniser's rules.\n",
    );
    prefixes(prefix, &mut out)?;
    suffixes(suffix, &mut out)?;
    infixes(infix, &mut out)?;
    let (at, class) = longest_class(url)?;
    ensure!(url.replacen(at, "@", 1) == URL, "the URL rule has another shape");
    class.line("url.tld", &mut out);
    Ok(out)
}

fn prefixes(rule: &str, out: &mut String) -> Result<()> {
    let (mut single, mut strings) = (Class::default(), Vec::new());
    for part in alternatives(rule) {
        let part = part.strip_prefix('^').context("a prefix without ^")?;
        match part {
            r"\.\.+" | r"\+(?![0-9])" => {} // by hand
            _ if part.starts_with('[') => single.extend(&Class::parse(part)?),
            _ => {
                let text = literal(part)?;
                match one(&text) {
                    Some(c) => single.add(c, c),
                    // An earlier single character wins over a string that begins with it.
                    None if single.has(text.chars().next().unwrap_or_default()) => {}
                    None => strings.push(text),
                }
            }
        }
    }
    single.line("prefix.chars", out);
    list("prefix.strings", &strings, out);
    Ok(())
}

fn suffixes(rule: &str, out: &mut String) -> Result<()> {
    let (mut single, mut strings, mut after_digit) = (Class::default(), Vec::new(), Vec::new());
    for part in alternatives(rule) {
        let part = part.strip_suffix('$').context("a suffix without $")?;
        if part == r"\.\.+" || part == r"(?<=°[FfCcKk])\." {
            continue; // by hand
        }
        if let Some(rest) = part.strip_prefix("(?<=[0-9])") {
            let rest = rest.strip_prefix("(?:").and_then(|r| r.strip_suffix(')')).unwrap_or(rest);
            for unit in alternatives(rest) {
                after_digit.push(literal(unit)?);
            }
        } else if let Some(rest) = part.strip_prefix("(?<=") {
            let classes = rest.strip_suffix(r")\.").context("an unknown suffix")?;
            let first = class_end(classes)?;
            if first == classes.len() {
                Class::parse(classes)?.line("suffix.period_after", out);
            } else {
                ensure!(classes[..first] == classes[first..], "two unlike classes");
                Class::parse(&classes[..first])?.line("suffix.period_after_two", out);
            }
        } else if part.starts_with('[') {
            single.extend(&Class::parse(part)?);
        } else {
            let text = literal(part)?;
            match one(&text) {
                Some(c) => single.add(c, c),
                None => strings.push(text),
            }
        }
    }
    single.line("suffix.chars", out);
    list("suffix.strings", &strings, out);
    list("suffix.after_digit", &after_digit, out);
    Ok(())
}

fn infixes(rule: &str, out: &mut String) -> Result<()> {
    let mut single = Class::default();
    for part in alternatives(rule) {
        if part == r"\.\.+" || part == r"(?<=[0-9])[+\-\*^](?=[0-9-])" {
            continue; // by hand
        }
        if let Some(rest) = part.strip_prefix("(?<=") {
            let end = class_end(rest)?;
            let left = Class::parse(&rest[..end])?;
            let rest = rest[end..].strip_prefix(')').context("an unknown infix")?;
            let (middle, right) = rest.split_once("(?=").context("an unknown infix")?;
            let right = Class::parse(right.strip_suffix(')').context("an unknown infix")?)?;
            let name = match middle {
                r"\." => "period",
                "," => "comma",
                "(?:-|–|—|--|---|——|~)" => "hyphen",
                "[:<>=/]" => "colon",
                other => bail!("an unknown infix {other}"),
            };
            left.line(&format!("infix.{name}_left"), out);
            right.line(&format!("infix.{name}_right"), out);
        } else if part.starts_with('[') {
            single.extend(&Class::parse(part)?);
        } else {
            let c = one(&literal(part)?).context("an infix of several characters")?;
            single.add(c, c);
        }
    }
    single.line("infix.chars", out);
    Ok(())
}

/// Splits at every `|` that stands in no class and no group.
fn alternatives(rule: &str) -> Vec<&str> {
    let (mut parts, mut start, mut depth, mut class, mut escaped) =
        (Vec::new(), 0, 0, false, false);
    for (i, c) in rule.char_indices() {
        match c {
            _ if escaped => escaped = false,
            '\\' => escaped = true,
            ']' if class => class = false,
            _ if class => {}
            '[' => class = true,
            '(' => depth += 1,
            ')' => depth -= 1,
            '|' if depth == 0 => {
                parts.push(&rule[start..i]);
                start = i + 1;
            }
            _ => {}
        }
    }
    parts.push(&rule[start..]);
    parts
}

/// Where the class that `text` begins with ends.
fn class_end(text: &str) -> Result<usize> {
    let mut escaped = false;
    for (i, c) in text.char_indices() {
        match c {
            _ if escaped => escaped = false,
            '\\' => escaped = true,
            ']' => return Ok(i + 1),
            _ => {}
        }
    }
    bail!("a class without end")
}

fn longest_class(rule: &str) -> Result<(&str, Class)> {
    let at = rule.char_indices().filter(|&(_, c)| c == '[').map(|(i, _)| &rule[i..]);
    let class = at.filter_map(|r| Some(&r[..class_end(r).ok()?])).max_by_key(|c| c.len());
    let class = class.context("no class")?;
    Ok((class, Class::parse(class)?))
}

fn literal(text: &str) -> Result<String> {
    let mut out = String::new();
    let mut chars = text.chars();
    while let Some(c) = chars.next() {
        out.push(match c {
            '\\' => escape(&mut chars)?,
            '.' | '+' | '*' | '?' | '(' | ')' | '[' | '{' | '^' | '$' => {
                bail!("{text} is no literal")
            }
            c => c,
        });
    }
    Ok(out)
}

fn escape(chars: &mut std::str::Chars<'_>) -> Result<char> {
    let c = chars.next().context("a lone backslash")?;
    let digits = match c {
        'u' => 4,
        'U' => 8,
        c if c.is_ascii_alphanumeric() => bail!("\\{c} is not read"),
        c => return Ok(c),
    };
    let hex: String = chars.by_ref().take(digits).collect();
    char::from_u32(u32::from_str_radix(&hex, 16)?).context("no character")
}

fn one(text: &str) -> Option<char> {
    let mut chars = text.chars();
    chars.next().filter(|_| chars.next().is_none())
}

fn list(name: &str, strings: &[String], out: &mut String) {
    let unique: BTreeSet<&String> = strings.iter().collect();
    let unique: Vec<&str> = unique.into_iter().map(String::as_str).collect();
    let _ = writeln!(out, "{name}\t{}", unique.join(" "));
}

/// Ranges of code points.
#[derive(Default)]
struct Class(Vec<(u32, u32)>);

impl Class {
    fn parse(text: &str) -> Result<Self> {
        let inner = text.strip_prefix('[').and_then(|t| t.strip_suffix(']'));
        let mut chars = inner.with_context(|| format!("no class: {text}"))?.chars();
        let mut class = Self::default();
        while let Some(c) = chars.next() {
            let from = if c == '\\' { escape(&mut chars)? } else { c };
            let mut ahead = chars.clone();
            let to = match (ahead.next(), ahead.next()) {
                (Some('-'), Some(second)) => {
                    chars.next();
                    chars.next();
                    if second == '\\' { escape(&mut chars)? } else { second }
                }
                _ => from,
            };
            ensure!(from <= to, "a range that runs backwards in {text}");
            class.add(from, to);
        }
        Ok(class)
    }

    fn add(&mut self, from: char, to: char) {
        self.0.push((from as u32, to as u32));
    }

    fn extend(&mut self, other: &Self) {
        self.0.extend(&other.0);
    }

    fn has(&self, c: char) -> bool {
        self.0.iter().any(|&(a, b)| (a..=b).contains(&(c as u32)))
    }

    fn line(&self, name: &str, out: &mut String) {
        let mut ranges = self.0.clone();
        ranges.sort_unstable();
        let mut merged: Vec<(u32, u32)> = Vec::new();
        for (a, b) in ranges {
            match merged.last_mut() {
                Some(last) if a <= last.1 + 1 => last.1 = last.1.max(b),
                _ => merged.push((a, b)),
            }
        }
        let ranges: Vec<String> = merged
            .iter()
            .map(|&(a, b)| if a == b { format!("{a:x}") } else { format!("{a:x}-{b:x}") })
            .collect();
        let _ = writeln!(out, "{name}\t{}", ranges.join(" "));
    }
}

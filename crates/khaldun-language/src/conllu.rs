//! CoNLL-U, with `start_char`, `end_char` (code points) and `NER=` in MISC.

use crate::{Dep, Doc, EntityKind, EntityMark, Pos, Tag, Token};
use khaldun_text::{CodePoints, Span};
use std::fmt::Write;

/// Writes one document; sentence numbers begin at `first` and the next free one is returned.
pub fn write(doc: &Doc, first: usize, out: &mut String) -> usize {
    let points = CodePoints::new(&doc.text);
    let mut number = first;
    for sentence in doc.sentences() {
        let text = doc.span(sentence.clone()).of(&doc.text).replace(['\n', '\r'], " ");
        let _ = writeln!(out, "# sent_id = {number}\n# text = {text}");
        for i in sentence.clone() {
            line(doc, &points, i, sentence.start, out);
        }
        out.push('\n');
        number += 1;
    }
    number
}

fn line(doc: &Doc, points: &CodePoints<'_>, i: usize, first: usize, out: &mut String) {
    let t = &doc.tokens[i];
    let escape = |s: &str| s.replace('\n', "\\n").replace('\t', "\\t").replace('\r', "\\r");
    let (form, lemma) = (escape(doc.word(i)), escape(&t.lemma));
    // A head may lie before its sentence where trees interleave; the number is then not positive.
    let head = doc.head(i).map_or(0, |h| h as i64 - first as i64 + 1);
    let morph = if t.morph.is_empty() { "_" } else { &t.morph };
    let ner = match t.entity {
        Some(EntityMark { kind, begins: true }) => format!("B-{}", kind.as_str()),
        Some(EntityMark { kind, begins: false }) => format!("I-{}", kind.as_str()),
        None => "O".to_owned(),
    };
    let (start, end) = (points.at(t.span.start as usize), points.at(t.span.end as usize));
    let (id, pos, tag, dep) = (i - first + 1, t.pos.as_str(), t.tag.as_str(), t.dep.as_str());
    let _ = writeln!(
        out,
        "{id}\t{form}\t{lemma}\t{pos}\t{tag}\t{morph}\t{head}\t{dep}\t_\tstart_char={start}|end_char={end}|NER={ner}"
    );
}

/// Reads one document back, given its text; the inverse of [`write()`].
///
/// Returns the 1-based line that could not be read as an error.
pub fn read(text: &str, conllu: &str) -> Result<Doc, usize> {
    let points = CodePoints::new(text);
    let mut tokens: Vec<Token> = Vec::new();
    let mut first = 0;
    for (n, line) in conllu.lines().enumerate() {
        if line.is_empty() {
            first = tokens.len();
        } else if !line.starts_with('#') {
            let token = token(&points, line, first, tokens.len()).ok_or(n + 1)?;
            tokens.push(token);
        }
    }
    Ok(Doc::new(text, tokens))
}

fn token(points: &CodePoints<'_>, line: &str, first: usize, index: usize) -> Option<Token> {
    let mut columns = line.split('\t');
    let _id: usize = columns.next()?.parse().ok()?;
    let _form = columns.next()?;
    let lemma = columns.next()?.replace("\\n", "\n").replace("\\t", "\t").replace("\\r", "\r");
    let pos = Pos::parse(columns.next()?)?;
    let tag = Tag::parse(columns.next()?)?;
    let morph = columns.next()?;
    let head: i64 = columns.next()?.parse().ok()?;
    let dep = Dep::parse(columns.next()?)?;
    let misc = columns.nth(1)?;
    let value = |key: &str| misc.split('|').find_map(|f| f.strip_prefix(key)?.strip_prefix('='));
    let start = points.byte(value("start_char")?.parse().ok()?);
    let end = points.byte(value("end_char")?.parse().ok()?);
    let entity = match value("NER")? {
        "O" => None,
        mark => {
            let (at, kind) = mark.split_once('-')?;
            Some(EntityMark { kind: EntityKind::parse(kind)?, begins: at == "B" })
        }
    };
    Some(Token {
        span: Span::new(start, end),
        head: if head == 0 { index } else { usize::try_from(first as i64 + head - 1).ok()? } as u32,
        dep,
        tag,
        pos,
        morph: if morph == "_" { "" } else { morph }.into(),
        lemma: lemma.into(),
        entity,
        sent_start: index == first,
    })
}

//! How far does each clause reach?

use super::frame::{self, Frame};
use super::head;
use super::keep;
use crate::clause::{Clause, Role};
use crate::lexicon::Class;
use crate::view::View;
use khaldun_language::{Dep, EntityKind, Pos, Tag};
use khaldun_text::Span;

/// Cuts one block; `first` is the number of clauses before it.
pub(crate) fn cut(
    view: &View<'_>,
    block: usize,
    offset: u32,
    first: usize,
    times: &[Span],
) -> Vec<Clause> {
    let mut found: Vec<Clause> = Vec::new();
    for h in 0..view.roles.len() {
        let Some(role) = view.roles[h] else { continue };
        if let Some(tokens) = reach(view, h, role).filter(|t| keep::worth(view, h, role, t)) {
            let span = view.doc.span(tokens[0]..tokens[tokens.len() - 1] + 1).shift(offset);
            let subject = subject(view, h);
            let clause = Clause { block, span, tokens, head: h, subject, role, parent: None };
            found.extend(super::gap::split(view, clause, times, offset));
        }
    }
    up_to_closings(view, &mut found, offset);
    found.extend(super::aside::appositions(view, block, offset));
    found.extend(super::nominal::deeds(view, block, offset));
    found.extend(super::absolute::parts(view, block, offset));
    cut_off(view, &mut found, offset);
    found.extend(super::charge::charges(view, block, offset));
    found.extend(super::likened::descriptions(view, block, offset));
    found.sort_by_key(|c| (c.span.start, std::cmp::Reverse(c.span.end)));
    found.dedup_by(|b, a| a.span == b.span);
    let mut carried: Vec<Option<usize>> = vec![None; view.roles.len()];
    for (i, clause) in found.iter().enumerate().rev() {
        carried[clause.head] = Some(i);
    }
    for clause in &mut found {
        let mut above = view.doc.ancestors(clause.head);
        clause.parent = above.find_map(|a| carried[a]).map(|p| p + first);
    }
    hollow_out(view, &mut found, first);
    found
}

/// Takes the words of a clause that lies inside another, as a claim of its own, from the tokens of
/// that other: its span holds them, its reading does not.
fn hollow_out(view: &View<'_>, found: &mut [Clause], first: usize) {
    for i in 0..found.len() {
        let (h, span) = (found[i].head, found[i].span);
        if !matches!(found[i].role, Role::Relative | Role::Purpose | Role::Adverbial) {
            continue;
        }
        let mut parent = found[i].parent;
        while let Some(p) = parent.map(|p| p - first).filter(|&p| found[p].span.contains(span)) {
            let inside = view.left[h]..=view.right[h];
            found[p].tokens.retain(|t| !inside.contains(t));
            parent = found[p].parent;
        }
    }
}

/// Ends a clause before an absolute phrase or a long apposition that stands at its foot: that is a
/// claim of its own.
fn cut_off(view: &View<'_>, found: &mut [Clause], offset: u32) {
    let tail = |c: &&Clause| {
        let first = c.tokens[0];
        c.role == Role::Parenthesis
            || c.role == Role::Apposition
                && c.tokens.len() >= 6
                && first > 0
                && view.doc.word(first - 1) == ","
    };
    let parts: Vec<(usize, usize)> =
        found.iter().filter(tail).map(|c| (c.tokens[0], c.tokens[c.tokens.len() - 1])).collect();
    let aside = |c: &&mut Clause| matches!(c.role, Role::Parenthesis | Role::Apposition);
    for clause in found.iter_mut().filter(|c| !aside(c)) {
        let last = clause.tokens[clause.tokens.len() - 1];
        let foot = parts.iter().find(|(a, b)| clause.head < *a && *b >= last && last >= *a);
        if let Some(&(from, _)) = foot {
            clause.tokens.retain(|&t| t < from);
            while clause.tokens.len() > 1
                && clause.tokens.last().is_some_and(|&t| {
                    matches!(view.doc.pos(t), Pos::Punct | Pos::Space | Pos::Cconj)
                        || view.word_is(t, &["with"])
                })
            {
                clause.tokens.pop();
            }
            let all = &clause.tokens;
            clause.span = view.doc.span(all[0]..all[all.len() - 1] + 1).shift(offset);
        }
    }
}

/// Gives the words just before a closing, where no clause holds them, to the clause before them:
/// without a comma the parser takes them for part of the speaker's name.
fn up_to_closings(view: &View<'_>, found: &mut [Clause], offset: u32) {
    for closing in view.closings.iter().filter(|c| c.last && c.bare) {
        let before = found.iter_mut().filter(|c| {
            c.tokens[0] >= closing.start && c.tokens[c.tokens.len() - 1] < closing.from
        });
        let Some(clause) = before.max_by_key(|c| c.tokens[c.tokens.len() - 1]) else { continue };
        let from = clause.tokens[clause.tokens.len() - 1] + 1;
        let plain = |t: usize| !view.verbal(t) && !matches!(view.doc.pos(t), Pos::Punct);
        if from < closing.from && (from..closing.from).all(plain) {
            clause.tokens.extend(from..closing.from);
            let all = &clause.tokens;
            clause.span = view.doc.span(all[0]..all[all.len() - 1] + 1).shift(offset);
        }
    }
}

/// The tokens of the clause that `h` carries, ends trimmed.
fn reach(view: &View<'_>, h: usize, role: Role) -> Option<Vec<usize>> {
    let frame = frame::of(view, h);
    if frame == Some(Frame::Plain) {
        return None;
    }
    let mut own = own(view, h, frame == Some(Frame::Whole));
    if head::absolute(view, h) {
        let means = view.subject(h);
        own.retain(|&t| means.is_none_or(|m| t < view.left[m] || t > view.right[m]));
    }
    if head::finite_after_all(view, h) {
        let spoken = view.doc.head(h).is_some_and(|n| (n..h).any(|t| view.doc.word(t) == ":"));
        let own = if spoken { own } else { with_antecedent(view, h, own) };
        return Some(trim(view, own, h)).filter(|t| !t.is_empty());
    }
    if role == Role::Participial
        && view.doc.dep(h) == Dep::Acl
        && head::restrictive(view, h)
        && !result(view, h)
    {
        own = with_antecedent(view, h, own);
    }
    if role == Role::Participial && set_off(view, h)
        || role == Role::Relative && (short(view, h) || cleft(view, h))
    {
        own = with_antecedent(view, h, own);
    }
    let mut run = bridge(view, &own, h);
    if let Some(word) = keep::answer(view, h).filter(|_| role == Role::Main) {
        let from = run.last().map_or(word, |&t| t + 1);
        run.extend(from..=word);
    }
    let run = up_to_colon(view, after_colon(view, after_heading(view, run, h), h), h);
    let tokens = whole_words(view, trim(view, run, h));
    (!tokens.is_empty()).then_some(tokens)
}

/// "The report, leaked in June, lists": a thing with what was done to it.
fn set_off(view: &View<'_>, h: usize) -> bool {
    let doc = view.doc;
    let Some(noun) = doc.head(h).filter(|_| view.tag(h) == Tag::Vbn) else { return false };
    let somebody = doc.tokens[noun].entity.is_some_and(|e| e.kind == EntityKind::Person)
        || view.is(noun, Class::Office)
        || doc.head(noun).is_some_and(|v| view.marks[v].any(&[Class::Say, Class::Act]));
    head::before_its_verb(view, h) && !head::restrictive(view, h) && !somebody
}

/// Whether a relative clause without a comma is too short to stand without its noun.
fn short(view: &View<'_>, h: usize) -> bool {
    head::restrictive(view, h) && view.weight(h) < 6
}

/// The antecedent's own words before the clause, and the clause.
fn with_antecedent(view: &View<'_>, h: usize, own: Vec<usize>) -> Vec<usize> {
    let Some(noun) = view.doc.head(h) else { return own };
    let from = view.left[noun];
    let chars = |a: usize, b: usize| view.doc.span(a..b.max(a + 1)).len();
    let long = view.roles[h] == Some(Role::Relative)
        && chars(from, own[0]) > chars(own[0], own[own.len() - 1] + 1);
    let spoken = from < own[0] && (from..own[0]).any(|t| view.framed(t));
    if long || spoken || from >= own[0] {
        return own;
    }
    (from..own[0]).chain(own).collect()
}

/// Whether the clause of `c` is cut out of the clause above it.
fn detached(view: &View<'_>, c: usize, whole: bool) -> bool {
    match view.roles[c] {
        None => false,
        Some(Role::Adverbial) if bound(view, c) => false,
        Some(Role::Relative) if cleft(view, c) => false,
        Some(Role::Relative) if head::restrictive(view, c) => {
            let of_a_saying = view.doc.head(c).is_some_and(|n| view.is(n, Class::Saying));
            !head::before_its_verb(view, c) && (view.weight(c) >= 6 || of_a_saying)
        }
        Some(Role::Purpose) => view.weight(c) >= 8,
        Some(Role::Adverbial) if told_by(view, c) => false,
        Some(_) if frame::of(view, c) == Some(Frame::Plain) => true,
        Some(Role::Participial) if result(view, c) => true,
        Some(Role::Participial) if view.doc.dep(c) == Dep::Acl => !head::restrictive(view, c),
        Some(Role::Complement) => !whole,
        Some(_) => true,
    }
}

/// "cannot be credible while …": a condition of what is only supposed stays with it.
fn bound(view: &View<'_>, c: usize) -> bool {
    let doc = view.doc;
    let modal = doc
        .head(c)
        .is_some_and(|h| view.has(h, |m| doc.dep(m) == Dep::Aux && view.tag(m) == Tag::Md));
    modal
        && view.has(c, |m| view.word_is(m, &["while", "when", "until", "once", "before", "after"]))
}

/// "died when rockets struck the house", "replied by shelling the port": what tells the moment or the
/// manner of an act, without a comma, is told of it as well as by itself.
fn told_by(view: &View<'_>, c: usize) -> bool {
    let doc = view.doc;
    let after = doc.head(c).is_some_and(|h| h < c);
    let manner =
        doc.head(c).filter(|&p| doc.dep(c) == Dep::Pcomp && view.word_is(p, &["by", "without"]));
    let moment = doc.dep(c) == Dep::Advcl
        && view.weight(c) < 9
        && head::restrictive(view, c)
        && view.word_is(view.left[c], &["when", "before"]);
    after && (manner.is_some() || moment)
}

/// "It was the guards that fired": one claim, told with an empty "it".
pub(crate) fn cleft(view: &View<'_>, c: usize) -> bool {
    let doc = view.doc;
    let Some(noun) = doc.head(c).filter(|&n| doc.dep(n) == Dep::Attr) else { return false };
    doc.head(noun).is_some_and(|be| {
        doc.lemma(be) == "be" && view.subject(be).is_some_and(|s| view.word_is(s, &["it"]))
    })
}

/// A participle with an object of its own, hung on the last noun of a predicate: what the act came
/// to, though no comma says so.
fn result(view: &View<'_>, c: usize) -> bool {
    let doc = view.doc;
    let Some(noun) = doc.head(c) else { return false };
    let in_predicate = view.doc.ancestors(noun).find(|&a| view.verbal(a)).is_some_and(|v| v < noun);
    doc.dep(c) == Dep::Acl
        && view.tag(c) == Tag::Vbg
        && doc.child_of(c, &[Dep::Dobj]).is_some()
        && in_predicate
        && (doc.pos(noun) == Pos::Propn
            || view.is(c, Class::CauseVerb)
            || HARMS.contains(&doc.lemma(c)))
}

pub(crate) const HARMS: [&str; 14] = [
    "kill", "injure", "wound", "destroy", "damage", "displace", "cut", "end", "restrict",
    "capture", "burn", "hit", "maim", "trap",
];

/// The tokens below `h` that belong to no clause further down.
fn own(view: &View<'_>, h: usize, whole: bool) -> Vec<usize> {
    let (mut all, mut todo) = (Vec::new(), vec![h]);
    while let Some(t) = todo.pop() {
        all.push(t);
        todo.extend(
            view.doc
                .children(t)
                .filter(|&c| head::absolute(view, c))
                .filter_map(|c| view.subject(c)),
        );
        let source =
            |c: usize| view.word_is(c, &["according"]) && view.doc.child(c, Dep::Prep).is_some();
        let kept = |c: &usize| !detached(view, *c, whole) && !source(*c) && !view.framed(*c);
        todo.extend(view.doc.children(t).filter(kept));
    }
    all.sort_unstable();
    all
}

/// The run of tokens around the head, bridged over a gap where most of what results is its own.
fn bridge(view: &View<'_>, own: &[usize], h: usize) -> Vec<usize> {
    let at = own.iter().position(|&t| t == h).unwrap_or(0);
    let (mut from, mut to) = (at, at);
    let chars = |a: usize, b: usize| view.doc.span(a..b + 1).len();
    while from > 0 {
        let gap = own[from] - own[from - 1] - 1;
        let left = run_start(own, from - 1);
        let set_off = own[from - 1] + 1;
        let long = chars(own[from], own[to]) * 8 >= chars(own[left], own[to]) * 3;
        let aside =
            reduced_aside(view, set_off, own[from]) || long && in_subject(view, set_off, own[from]);
        if gap > 0 && !hollow(view, set_off, own[from]) && !aside {
            let core = chars(own[from], own[to]);
            if core * 2 < chars(own[left], own[to]) {
                break;
            }
        }
        from = left;
    }
    while to + 1 < own.len() {
        let gap = own[to + 1] - own[to] - 1;
        let right = run_end(own, to + 1);
        if gap > 0 && !hollow(view, own[to] + 1, own[to + 1]) {
            let inner = chars(own[to] + 1, own[to + 1] - 1);
            if inner * 3 > chars(own[from], own[right]) {
                break;
            }
        }
        to = right;
    }
    own[from..=to].to_vec()
}

/// Whether a gap is a relative clause that belongs to the subject and stands without commas ("the
/// gunmen who ride with it have burned").
fn in_subject(view: &View<'_>, from: usize, to: usize) -> bool {
    let free = |t: usize| view.doc.word(t) != ",";
    let relative = (from..to).any(|t| {
        view.roles[t] == Some(Role::Relative) && view.doc.head(t).is_some_and(|n| n < from)
    });
    relative && free(from) && free(from - 1) && free(to - 1)
}

/// Whether a gap is a reduced clause between commas ("built by the Dutch") or an aside of speech
/// ("the prefect said"): neither parts a subject from its verb.
fn reduced_aside(view: &View<'_>, from: usize, to: usize) -> bool {
    let reduced = |t: usize| {
        view.roles[t] == Some(Role::Participial) && view.doc.head(t).is_some_and(|n| n < from)
    };
    let comma = view.doc.word(from) == "," || view.doc.word(from.saturating_sub(1)) == ",";
    let spoken = |t: usize| view.hosts[t].is_some();
    comma && (from..to).any(|t| reduced(t) || spoken(t))
}

/// Ends no clause inside a word that the tokenizer parts at its hyphens ("re-entered").
fn whole_words(view: &View<'_>, mut tokens: Vec<usize>) -> Vec<usize> {
    let doc = view.doc;
    let joined = |a: usize| {
        let next = doc.tokens.get(a + 1);
        let hyphen = |t: usize| matches!(doc.word(t), "-" | "‑" | "–");
        next.is_some_and(|n| {
            n.span.start == doc.tokens[a].span.end
                && (hyphen(a) || hyphen(a + 1) || doc.word(a).ends_with('-'))
        })
    };
    while let Some(&last) = tokens.last().filter(|&&t| joined(t)) {
        tokens.push(last + 1);
    }
    while let Some(&first) = tokens.first().filter(|&&t| t > 0 && joined(t - 1)) {
        tokens.insert(0, first - 1);
    }
    tokens
}

/// Takes a heading off that runs into the sentence without a stop ("… Idlib The brigade said"): an
/// article with a capital in mid-sentence, before the verb, behind words without one.
fn after_heading(view: &View<'_>, run: Vec<usize>, h: usize) -> Vec<usize> {
    let doc = view.doc;
    let article = |t: usize| matches!(doc.word(t), "The" | "A" | "An" | "In" | "On" | "At");
    let opens = |p: usize| {
        let (t, before) = (run[p], run[p - 1]);
        t < h
            && article(t)
            && before + 1 == t
            && !doc.tokens[t].sent_start
            && (matches!(doc.pos(before), Pos::Propn | Pos::Noun | Pos::Num | Pos::Space))
            && doc
                .word(before)
                .starts_with(|c: char| c.is_uppercase() || c.is_numeric() || c.is_whitespace())
            && !run[..p].iter().any(|&b| view.verbal(b))
    };
    match (1..run.len()).rev().find(|&p| opens(p)) {
        Some(p) => run[p..].to_vec(),
        None => run,
    }
}

/// Takes a heading, a speaker or a point before a colon off: words without a verb or a date.
fn after_colon(view: &View<'_>, run: Vec<usize>, h: usize) -> Vec<usize> {
    use khaldun_language::EntityKind::{Date, Time};
    let doc = view.doc;
    let Some(colon) = run.iter().position(|&t| t < h && doc.word(t) == ":") else { return run };
    let before = &run[..colon];
    let dated = |t: usize| doc.tokens[t].entity.is_some_and(|e| matches!(e.kind, Date | Time));
    let bare = before.len() <= 8 && !before.iter().any(|&t| view.verbal(t) || dated(t));
    if bare { run[colon + 1..].to_vec() } else { run }
}

/// Ends a clause at a semicolon, or at a colon with a list behind it; begins it behind a semicolon.
fn up_to_colon(view: &View<'_>, mut run: Vec<usize>, h: usize) -> Vec<usize> {
    let doc = view.doc;
    let semicolon = |t: usize| doc.word(t) == ";";
    if let Some(at) = run.iter().rposition(|&t| t < h && semicolon(t)) {
        run.drain(..=at);
    }
    let colon = |t: usize| semicolon(t) || doc.word(t) == ":" && spaced(view, t);
    if let Some(at) = run.iter().position(|&t| t > h && colon(t)) {
        run.truncate(at);
    }
    run
}

/// Whether a blank stands behind a mark: "10:30" holds no colon.
fn spaced(view: &View<'_>, t: usize) -> bool {
    let next = view.doc.tokens.get(t + 1);
    next.is_some_and(|n| n.span.start > view.doc.tokens[t].span.end)
}

fn run_start(own: &[usize], mut i: usize) -> usize {
    while i > 0 && own[i] - own[i - 1] == 1 {
        i -= 1;
    }
    i
}

fn run_end(own: &[usize], mut i: usize) -> usize {
    while i + 1 < own.len() && own[i + 1] - own[i] == 1 {
        i += 1;
    }
    i
}

/// Whether a gap holds punctuation alone.
fn hollow(view: &View<'_>, from: usize, to: usize) -> bool {
    (from..to).all(|t| matches!(view.doc.pos(t), Pos::Punct | Pos::Space))
}

/// Takes conjunctions, relative pronouns and punctuation off the ends.
fn trim(view: &View<'_>, mut tokens: Vec<usize>, h: usize) -> Vec<usize> {
    let doc = view.doc;
    unquote(view, &mut tokens);
    let loose = |i: usize| matches!(doc.pos(i), Pos::Punct | Pos::Space | Pos::Cconj);
    while tokens.last().is_some_and(|&i| loose(i) && !closes(view, &tokens, i)) {
        tokens.pop();
    }
    let lead = |i: usize| {
        (loose(i) && !opens(view, &tokens, i))
            || matches!(doc.dep(i), Dep::Mark) && doc.head(i) == Some(h)
            || pointed(view, i)
            || matches!(view.tag(i), Tag::Wdt | Tag::Wp)
            || (view.tag(i) == Tag::Wrb && doc.dep(i) == Dep::Advmod && doc.head(i) == Some(h))
            || view.word_is(i, &["yet", "so", "that", "actually", "meanwhile"])
                && i + 1 < doc.tokens.len()
                && matches!(doc.dep(i), Dep::Advmod | Dep::Mark | Dep::Cc)
    };
    let from = tokens.iter().position(|&i| !lead(i)).unwrap_or(tokens.len());
    tokens.split_off(from)
}

/// "1/", "2.": the number of a point.
fn pointed(view: &View<'_>, i: usize) -> bool {
    let word = view.doc.word(i);
    let bare = word.trim_end_matches(['/', '.', ')']);
    !bare.is_empty()
        && bare.len() < 3
        && bare.len() < word.len()
        && bare.bytes().all(|b| b.is_ascii_digit())
}

/// Takes the pair of quotation marks off a clause that is all quotation.
fn unquote(view: &View<'_>, tokens: &mut Vec<usize>) {
    let mark = |t: usize| matches!(view.doc.word(t), "\"" | "“" | "”" | "«" | "»");
    let punct = |t: usize| matches!(view.doc.pos(t), Pos::Punct | Pos::Space);
    let tail = tokens.iter().rposition(|&t| !punct(t)).map_or(0, |p| p + 1);
    let ends = tokens[tail..].iter().any(|&t| mark(t));
    if ends && tokens.len() > 2 && mark(tokens[0]) {
        tokens.truncate(tail);
        tokens.remove(0);
    }
}

/// Whether a closing quotation mark or bracket has its opening one inside.
fn closes(view: &View<'_>, tokens: &[usize], i: usize) -> bool {
    match view.doc.word(i) {
        "\"" => tokens.iter().filter(|&&t| view.doc.word(t) == "\"").count() % 2 == 0,
        "”" => tokens.iter().any(|&t| view.doc.word(t) == "“"),
        ")" => tokens.iter().any(|&t| view.doc.word(t) == "("),
        _ => false,
    }
}

/// Whether an opening quotation mark has its closing one inside.
fn opens(view: &View<'_>, tokens: &[usize], i: usize) -> bool {
    match view.doc.word(i) {
        "\"" => tokens.iter().filter(|&&t| view.doc.word(t) == "\"").count() % 2 == 0,
        "“" => tokens.iter().any(|&t| view.doc.word(t) == "”"),
        _ => false,
    }
}

/// The token of the subject, or of the noun that a relative or reduced clause speaks of, or of the
/// subject shared with the verb that this one is joined to.
pub(crate) fn subject(view: &View<'_>, h: usize) -> Option<usize> {
    let doc = view.doc;
    if let Some(s) = view.subject(h) {
        let relative = matches!(view.tag(s), Tag::Wdt | Tag::Wp);
        return if relative && doc.dep(h) == Dep::Relcl { doc.head(h) } else { Some(s) };
    }
    match doc.dep(h) {
        Dep::Conj | Dep::Advcl | Dep::Xcomp => subject(view, doc.head(h)?),
        Dep::Relcl | Dep::Acl => doc.head(h),
        Dep::Pcomp => subject(view, doc.head(doc.head(h)?)?),
        _ => None,
    }
}

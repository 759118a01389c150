//! Tables of the tokeniser, the norms, the attribute ruler, the lemmatiser and the actions.

use super::package::{Package, array, get, text};
use super::rules;
use anyhow::{Context, Result, bail, ensure};
use rmpv::Value;
use std::collections::BTreeMap;

/// Keys under which the lemmatiser's tables stand: 64-bit hashes of the parts of speech
/// (`punct` is one of the library's symbols and has a small number).
const PARTS: [(u64, &str); 5] = [
    (12_401_032_943_472_870_168, "adj"),
    (16_833_663_260_455_505_849, "noun"),
    (6_360_137_228_241_296_794, "verb"),
    (10_054_248_821_341_768_113, "adv"),
    (445, "punct"),
];
/// Ids of the attributes ORTH and NORM in tokeniser exceptions.
const ORTH: u64 = 65;
const NORM: u64 = 67;

/// Adds every table to the files.
pub(super) fn write(package: &Package, files: &mut BTreeMap<String, Vec<u8>>) -> Result<()> {
    let tokenizer = package.msgpack("tokenizer")?;
    let rule = |name: &str| text(get(&tokenizer, name)?);
    ensure!(get(&tokenizer, "token_match")?.is_nil(), "a token_match rule");
    ensure!(get(&tokenizer, "faster_heuristics")?.as_bool() == Some(true), "other heuristics");
    let rules = rules::table(
        rule("prefix_search")?,
        rule("suffix_search")?,
        rule("infix_finditer")?,
        rule("url_match")?,
    )?;
    let mut add = |name: &str, data: String| files.insert(name.to_owned(), data.into_bytes());
    add("tokenizer.tsv", rules);
    add("exceptions.tsv", exceptions(get(&tokenizer, "exceptions")?)?);
    add("norms.tsv", norms(&package.msgpack("vocab/lookups.bin")?)?);
    add("ruler.tsv", ruler(&package.msgpack("attribute_ruler/patterns")?)?);
    let lookups = package.msgpack("lemmatizer/lookups/lookups.bin")?;
    add("lemma_rules.tsv", lemma_rules(get(&lookups, "lemma_rules")?)?);
    add("lemma_exceptions.tsv", lemma_exceptions(get(&lookups, "lemma_exc")?)?);
    for (key, part) in PARTS {
        if let Some(words) = entry(get(&lookups, "lemma_index")?, key) {
            add(&format!("lemma_index_{part}.txt"), lemma_index(words)?);
        }
    }
    add("tags.txt", tags(package)?);
    for component in ["parser", "ner"] {
        add(&format!("actions_{component}.tsv"), actions(package, component)?);
    }
    Ok(())
}

/// The string, then each piece with its norm (empty where none is set).
fn exceptions(table: &Value) -> Result<String> {
    let mut lines = Vec::new();
    for (key, pieces) in table.as_map().context("no map of exceptions")? {
        let mut line = escape(text(key)?);
        for piece in array(pieces)? {
            let attribute = |id: u64| entry(piece, id).map(text).transpose();
            let orth = attribute(ORTH)?.context("a piece without its text")?;
            let norm = attribute(NORM)?.unwrap_or_default();
            line = line + "\t" + &escape(orth) + "\t" + &escape(norm);
        }
        lines.push(line);
    }
    lines.sort_unstable();
    Ok(joined("string\tpiece\tnorm\t…", &lines))
}

/// Hash of the string, and its norm.
fn norms(lookups: &Value) -> Result<String> {
    let table = get(lookups, "lexeme_norm")?.as_map().context("no norms")?;
    let line = |(key, norm): &(Value, Value)| {
        Ok(format!("{:016x}\t{}", key.as_u64().context("a hash")?, escape(text(norm)?)))
    };
    let mut lines: Vec<String> = table.iter().map(line).collect::<Result<_>>()?;
    lines.sort_unstable();
    Ok(joined("hash\tnorm", &lines))
}

/// `rule, token to set, what the tokens must be`, then the values to set: `TAG, POS, MORPH, LEMMA, DEP`.
fn ruler(patterns: &Value) -> Result<String> {
    let mut lines = Vec::new();
    for (number, rule) in array(patterns)?.iter().enumerate() {
        let index = get(rule, "index")?.as_u64().context("a negative index")?;
        let attrs = get(rule, "attrs")?;
        let value = |key: &str| get(attrs, key).ok().map(text).transpose();
        for (key, _) in attrs.as_map().context("no attributes")? {
            ensure!(["TAG", "POS", "MORPH", "LEMMA", "DEP"].contains(&text(key)?), "an attribute");
        }
        for pattern in array(get(rule, "patterns")?)? {
            let tokens: Vec<String> =
                array(pattern)?.iter().map(conditions).collect::<Result<_>>()?;
            let mut line = format!("{number}\t{index}\t{}", tokens.join(" + "));
            for key in ["TAG", "POS", "MORPH", "LEMMA", "DEP"] {
                line = line + "\t" + value(key)?.unwrap_or("-");
            }
            lines.push(line);
        }
    }
    Ok(joined("rule\ttoken\tpattern\ttag\tpos\tmorph\tlemma\tdep", &lines))
}

fn conditions(token: &Value) -> Result<String> {
    let mut out = Vec::new();
    for (key, value) in token.as_map().context("no conditions")? {
        let key = text(key)?;
        ensure!(["TAG", "LOWER", "DEP", "IS_SPACE"].contains(&key), "a condition on {key}");
        out.push(match value {
            Value::Boolean(b) => format!("{key}={}", u8::from(*b)),
            Value::Map(tests) => {
                ensure!(tests.len() == 1, "several tests of {key}");
                let (test, value) = &tests[0];
                match text(test)? {
                    "IN" => format!("{key}={}", options(value)?),
                    "NOT_IN" => format!("{key}!={}", options(value)?),
                    "REGEX" => format!("{key}={}", expand(text(value)?)?.join("|")),
                    other => bail!("a test {other}"),
                }
            }
            value => format!("{key}={}", text(value)?),
        });
    }
    Ok(out.join(" "))
}

/// The empty string stands for "not set"; every token has its values here.
fn options(list: &Value) -> Result<String> {
    let options: Vec<&str> = array(list)?.iter().map(text).collect::<Result<_>>()?;
    ensure!(options.iter().all(|o| !o.contains(['|', ' ', '\t'])), "an option with a separator");
    Ok(options.into_iter().filter(|o| !o.is_empty()).collect::<Vec<_>>().join("|"))
}

/// All strings of an anchored expression with `?` and `[…]`.
fn expand(rule: &str) -> Result<Vec<String>> {
    let inner = rule.strip_prefix('^').and_then(|r| r.strip_suffix('$')).context("no anchors")?;
    let mut all = vec![String::new()];
    let mut chars = inner.chars().peekable();
    while let Some(c) = chars.next() {
        let mut choices: Vec<String> = match c {
            '[' => chars.by_ref().take_while(|&c| c != ']').map(String::from).collect(),
            c if c.is_alphanumeric() || c == '\'' => vec![c.to_string()],
            other => bail!("{other} in {rule}"),
        };
        if chars.next_if_eq(&'?').is_some() {
            choices.push(String::new());
        }
        all = all.iter().flat_map(|a| choices.iter().map(move |c| format!("{a}{c}"))).collect();
    }
    all.sort_unstable();
    Ok(all)
}

fn lemma_rules(table: &Value) -> Result<String> {
    let mut lines = Vec::new();
    for (key, part) in PARTS {
        for rule in entry(table, key).map(array).transpose()?.unwrap_or_default() {
            let [old, new] = array(rule)? else { bail!("a rule of another length") };
            lines.push(format!("{part}\t{}\t{}", text(old)?, text(new)?));
        }
    }
    Ok(joined("part\tending\treplaced by", &lines))
}

fn lemma_exceptions(table: &Value) -> Result<String> {
    let mut lines = Vec::new();
    for (key, part) in PARTS {
        for (form, lemmas) in entry(table, key).and_then(Value::as_map).into_iter().flatten() {
            let lemmas: Vec<&str> = array(lemmas)?.iter().map(text).collect::<Result<_>>()?;
            lines.push(format!("{part}\t{}\t{}", text(form)?, lemmas.join("\t")));
        }
    }
    lines.sort_unstable();
    Ok(lines.join("\n") + "\n")
}

/// One word a line, sorted by bytes: the program searches it by bisection.
fn lemma_index(words: &Value) -> Result<String> {
    let mut words: Vec<&str> = array(words)?.iter().map(text).collect::<Result<_>>()?;
    ensure!(words.iter().all(|w| !w.contains('\n')), "a word with a line break");
    words.sort_unstable();
    words.dedup();
    Ok(words.join("\n") + "\n")
}

fn tags(package: &Package) -> Result<String> {
    let config = package.json("tagger/cfg")?;
    let labels = config["labels"].as_array().context("no tags")?;
    let labels: Vec<&str> = labels.iter().filter_map(|l| l.as_str()).collect();
    Ok(labels.join("\n") + "\n")
}

/// `kind of move, label`, in the order of the scores: by kind, then falling frequency, then
/// falling label.
fn actions(package: &Package, component: &str) -> Result<String> {
    let moves = package.msgpack(&format!("{component}/moves"))?;
    let moves: BTreeMap<String, BTreeMap<String, i64>> =
        serde_json::from_str(text(get(&moves, "moves")?)?)?;
    let mut lines = Vec::new();
    for (kind, labels) in &moves {
        let mut labels: Vec<(i64, &str)> = labels.iter().map(|(l, &f)| (f, l.as_str())).collect();
        ensure!(labels.iter().all(|l| l.0 >= 0), "labels added after training");
        labels.sort_unstable();
        lines.extend(labels.iter().rev().map(|(_, label)| format!("{kind}\t{label}")));
    }
    Ok(joined("move\tlabel", &lines))
}

fn entry(map: &Value, key: u64) -> Option<&Value> {
    map.as_map()?.iter().find(|(k, _)| k.as_u64() == Some(key)).map(|(_, v)| v)
}

fn joined(head: &str, lines: &[String]) -> String {
    format!("# {head}\n{}\n", lines.join("\n"))
}

/// Tabs, line breaks and backslashes as `\t`, `\n`, `\\`.
fn escape(text: &str) -> String {
    text.replace('\\', "\\\\").replace('\t', "\\t").replace('\n', "\\n")
}

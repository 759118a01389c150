use super::lexicon::Head;
use super::reading::{Found, Reading};
use super::register::Register;
use jiff::civil::Date;
use khaldun_model::{ActorForm, ActorRef, ActorType};
use std::collections::BTreeMap;
use std::ops::Range;

/// Descriptions: "the rebels", "government troops", "the coalition", "militants", "civilians".
///
/// *What it reads:* a head noun of `data/actors/heads.csv` with the nouns that modify it. It is linked to an actor only
/// where the account ties it: one coalition, one government or one armed group is named at all, or one
/// of several is called by that very noun ("the separatist Southern Transitional Council", "X, a rebel group"), here or
/// in its register names. Everything else stays a description in the account's own words.
///
/// *Why it matters:* "the rebels" of one paragraph need not be those of the next; a wrong tie accuses
/// the wrong party.
pub(super) fn read(reading: &mut Reading<'_>) {
    let cast = Cast::of(reading);
    for n in 0..reading.blocks.len() {
        for at in 0..reading.blocks[n].words.len() {
            if let Some(found) = one(reading, &cast, n, at) {
                reading.add(found);
            }
        }
    }
}

/// Who is named in the account, by sort.
struct Cast {
    coalitions: Vec<ActorRef>,
    governments: BTreeMap<String, (ActorRef, usize)>,
    groups: Vec<(ActorRef, Vec<String>)>,
    /// The country the account is mostly about.
    country: Option<String>,
    /// The countries it speaks of at least a quarter as often as of the first.
    spoken_of: Vec<String>,
}

impl Cast {
    fn of(reading: &Reading<'_>) -> Self {
        let mut cast = Self {
            coalitions: Vec::new(),
            governments: BTreeMap::new(),
            groups: Vec::new(),
            country: main_country(reading),
            spoken_of: spoken_of(reading),
        };
        for found in reading.found.iter() {
            let Some(actor) = found.actor.as_ref() else { continue };
            match actor.kind {
                ActorType::Coalition if !cast.coalitions.iter().any(|a| a.name == actor.name) => {
                    cast.coalitions.push(actor.clone());
                }
                ActorType::Government => {
                    let entry = cast
                        .governments
                        .entry(actor.name.clone())
                        .or_insert_with(|| (actor.clone(), 0));
                    entry.1 += 1;
                }
                ActorType::InsurgentGroup | ActorType::Organisation if actor.id.is_some() => {
                    let words = ties(reading, found);
                    let group = actor.kind == ActorType::InsurgentGroup || !words.is_empty();
                    match cast.groups.iter_mut().find(|(a, _)| a.name == actor.name) {
                        Some((_, known)) => known.extend(words),
                        None if group => cast.groups.push((actor.clone(), words)),
                        None => {}
                    }
                }
                _ => {}
            }
        }
        cast
    }

    fn government(&self, register: &Register) -> Option<(ActorRef, String)> {
        let home = |c: &String| self.country.as_ref() == Some(c);
        let of_home =
            self.governments.values().filter(|(a, _)| a.country.as_ref().is_some_and(home));
        let mut ranked: Vec<&(ActorRef, usize)> = of_home.collect();
        if ranked.is_empty() && self.country.is_none() {
            ranked = self.governments.values().collect();
        }
        ranked.sort_by_key(|x| std::cmp::Reverse(x.1));
        match ranked.as_slice() {
            [(only, _)] => Some((only.clone(), "the one government the account names".to_owned())),
            [(first, n), (_, m), ..] if *n >= 2 * m => {
                Some((first.clone(), "the government the account names most".to_owned()))
            }
            [] => {
                let government = register.government(self.country.as_ref()?)?;
                Some((
                    government.reference(),
                    "the government of the country the account is about".to_owned(),
                ))
            }
            _ => None,
        }
    }

    /// The armed forces of the country the account is about.
    fn army(&self, reading: &Reading<'_>, phrase: &str) -> Option<(ActorRef, String)> {
        let country = self.country.as_ref()?;
        let register = reading.register;
        let force = register.force(country, phrase, reading.on)?;
        // Where a second armed force of the country is named, "troops" may be either's.
        let second = |a: &ActorRef| {
            a.kind == ActorType::ArmedForce
                && a.country.as_ref() == Some(country)
                && a.id.as_ref().is_none_or(|id| {
                    *id != force.id && register.ancestors(id).iter().all(|x| x.id != force.id)
                })
        };
        let either = phrase.to_lowercase();
        let either = either.ends_with("troops") || either.ends_with("soldiers");
        if either && reading.found.iter().filter_map(|f| f.actor.as_ref()).any(second) {
            return None;
        }
        Some((force.reference(), format!("army of the country the account is about: {country}")))
    }

    fn coalition(&self) -> Option<(ActorRef, String)> {
        match self.coalitions.as_slice() {
            [only] => Some((only.clone(), "the one coalition the account names".to_owned())),
            _ => None,
        }
    }

    /// The register's collective row for "the rebels" of a country the account is about.
    fn collective(
        &self,
        register: &Register,
        noun: &str,
        on: Option<Date>,
    ) -> Option<(ActorRef, String)> {
        let mut rows = self.spoken_of.iter().filter_map(|c| register.collective(c, noun, on));
        let row = rows.next()?;
        if rows.next().is_some() {
            return None;
        }
        Some((
            row.reference(),
            format!("collective name of the {noun} of a country the account is about"),
        ))
    }

    /// The one group that is called by this noun, else the one group of the country that is named.
    fn group(&self, register: &Register, noun: &str) -> Option<(ActorRef, String)> {
        const LOOSE: &[&str] = &[
            "militia",
            "gunmen",
            "fighter",
            "terrorist",
            "mercenarie",
            "opposition",
            "militiamen",
            "paramilitarie",
        ];
        let stem = stem(noun);
        let registered = |a: &ActorRef| {
            let row = a.id.as_ref().and_then(|id| register.get(id));
            row.is_some_and(|r| r.aliases.iter().any(|x| words_hold(x, &stem)))
        };
        let called: Vec<&ActorRef> = self
            .groups
            .iter()
            .filter(|(a, words)| words.contains(&stem) || registered(a))
            .map(|(a, _)| a)
            .collect();
        match called.as_slice() {
            [only] => {
                return Some((
                    (*only).clone(),
                    format!("called {noun} in the account or the register"),
                ));
            }
            [] => {}
            _ => return None,
        }
        if LOOSE.contains(&stem.as_str()) {
            return None;
        }
        let home = |a: &&ActorRef| self.country.is_none() || a.country == self.country;
        let armed = self.groups.iter().map(|(a, _)| a);
        let armed: Vec<&ActorRef> =
            armed.filter(|a| a.kind == ActorType::InsurgentGroup).filter(home).collect();
        match armed.as_slice() {
            [only] => Some(((*only).clone(), "the one armed group the account names".to_owned())),
            _ => None,
        }
    }
}

fn words_hold(text: &str, wanted: &str) -> bool {
    super::fold::key(text).split(' ').any(|w| stem(w) == wanted)
}

/// "rebels" and "rebel", "separatists" and "separatist".
fn stem(noun: &str) -> String {
    noun.strip_suffix('s').unwrap_or(noun).to_owned()
}

/// The nouns by which the account calls a group right before or after its name.
fn ties(reading: &Reading<'_>, found: &Found) -> Vec<String> {
    let Some(block) = reading.block(found.block) else {
        return Vec::new();
    };
    let before = found.words.start.saturating_sub(2)..found.words.start;
    let apposed = block
        .words
        .get(found.words.end)
        .is_some_and(|w| w.apart && matches!(w.folded.as_str(), "a" | "an" | "the"));
    let reach = if apposed { 7 } else { 1 };
    let after = found.words.end..(found.words.end + reach).min(block.words.len());
    let rebel = |w: usize| {
        let folded = &block.words[w].folded;
        (reading.lexicon.head(folded) == Some(Head::Rebel)).then(|| stem(folded))
    };
    before.chain(after).filter_map(rebel).collect()
}

fn spoken_of(reading: &Reading<'_>) -> Vec<String> {
    let most = reading.countries.values().copied().max().unwrap_or(0);
    let often = reading.countries.iter().filter(|(_, n)| **n * 4 >= most);
    often.map(|(c, _)| c.clone()).collect()
}

/// The country the account is about, by its actors; where they do not show it, by actors and places.
fn main_country(reading: &Reading<'_>) -> Option<String> {
    let with_places = || {
        let mut both = reading.countries.clone();
        for (country, n) in &reading.place_countries {
            *both.entry(country.clone()).or_default() += n;
        }
        foremost(&both)
    };
    foremost(&reading.countries).or_else(with_places)
}

/// "the State has armed them": a country's government, where nothing says which state.
fn is_the_state(reading: &Reading<'_>, n: usize, at: usize) -> bool {
    use khaldun_language::{Dep, Pos};
    let block = &reading.blocks[n];
    let article = at.checked_sub(1).is_some_and(|b| block.words[b].folded == "the");
    let Some((doc, token)) = block.doc.zip(block.token(at)) else { return false };
    let acts = matches!(doc.dep(token), Dep::Nsubj | Dep::Nsubjpass)
        || doc.dep(token) == Dep::Pobj
            && doc.head(token).is_some_and(|p| matches!(doc.word(p), "with" | "against" | "by"));
    article
        && block.words[at].folded == "state"
        && acts
        && matches!(doc.pos(token), Pos::Noun | Pos::Propn)
        && doc.children(token).all(|c| matches!(doc.dep(c), Dep::Det | Dep::Punct | Dep::Appos))
}

/// "authorities intend": the bare plural, with nothing said of whose.
fn bare_authorities(reading: &Reading<'_>, n: usize, words: &Range<usize>) -> bool {
    use khaldun_language::Dep;
    let block = &reading.blocks[n];
    let Some((doc, token)) = block.doc.zip(block.token(words.end - 1)) else { return false };
    words.len() == 1
        && block.words[words.start].folded == "authorities"
        && !doc.children(token).any(|c| {
            matches!(doc.dep(c), Dep::Amod | Dep::Compound | Dep::Nmod | Dep::Poss)
                || doc.dep(c) == Dep::Prep && matches!(doc.word(c), "of" | "from" | "in")
        })
}

/// "the army", "soldiers": a word for a state's forces with nothing said of whose.
fn bare_force(reading: &Reading<'_>, n: usize, words: &Range<usize>, definite: bool) -> bool {
    use khaldun_language::Dep;
    let block = &reading.blocks[n];
    let phrase: Vec<&str> = block.words[words.clone()].iter().map(|w| w.folded.as_str()).collect();
    let fits = match phrase.join(" ").as_str() {
        "army" | "military" | "navy" | "air force" | "armed forces" => definite,
        "soldiers" | "troops" | "army soldiers" | "army troops" => true,
        _ => false,
    };
    let Some((doc, token)) = block.doc.zip(block.token(words.end - 1)).filter(|_| fits) else {
        return fits && definite;
    };
    let first = block.token(words.start).unwrap_or(token);
    let owned = |c: usize| match doc.dep(c) {
        Dep::Amod | Dep::Compound | Dep::Nmod => c < first,
        Dep::Poss => !matches!(&*doc.word(c).to_lowercase(), "our" | "my"),
        Dep::Prep => matches!(doc.word(c), "of" | "from" | "under"),
        Dep::Conj => true,
        _ => false,
    };
    !doc.children(token).any(owned)
}

/// The only country spoken of, or one spoken of three times and at least twice as often as any other.
fn foremost(countries: &BTreeMap<String, usize>) -> Option<String> {
    let mut ranked: Vec<(&String, &usize)> = countries.iter().collect();
    ranked.sort_by_key(|(_, n)| std::cmp::Reverse(**n));
    match ranked.as_slice() {
        [(only, _)] => Some((*only).clone()),
        [(first, n), (_, m), ..] if **n >= 3 && **n >= 2 * **m => Some((*first).clone()),
        _ => None,
    }
}

fn one(reading: &Reading<'_>, cast: &Cast, n: usize, at: usize) -> Option<Found> {
    let block = &reading.blocks[n];
    if reading.at(block.index, at).is_some() {
        return None;
    }
    if is_the_state(reading, n, at) {
        let (actor, because) = cast.government(reading.register)?;
        let (block, words) = (block.index, at..at + 1);
        return Some(Found {
            block,
            words,
            actor: Some(actor),
            form: ActorForm::Description,
            because,
        });
    }
    let (words, head, owner) = phrase(reading, n, at)?;
    let definite = words
        .start
        .checked_sub(1)
        .is_some_and(|b| matches!(block.words[b].folded.as_str(), "the" | "these" | "those"));
    let noun = block.words[words.end - 1].folded.as_str();
    let plural = if noun.ends_with('s') || noun.ends_with("men") {
        noun.to_owned()
    } else {
        format!("{noun}s")
    };
    let register = reading.register;
    if head == Head::Official
        && reading
            .at(block.index, words.end)
            .is_some_and(|f| f.actor.as_ref().is_some_and(|a| a.kind == ActorType::Person))
    {
        return None;
    }
    let bare = bare_force(reading, n, &words, definite);
    let link = match (owner, head) {
        (None, Head::Government) if owned(reading, n, words.start).is_some() => {
            owned(reading, n, words.start)
        }
        (Some(Head::Government), Head::Army) => {
            cast.army(reading, block.phrase(words.clone())).or_else(|| cast.government(register))
        }
        (Some(Head::Government), _) => cast.government(register),
        (_, Head::Government) if definite || bare_authorities(reading, n, &words) => {
            cast.government(register)
        }
        (Some(Head::Coalition), _) => cast.coalition(),
        (_, Head::Coalition) if definite || modifies(reading, n, words.end - 1) => cast.coalition(),
        (_, Head::Rebel) => cast
            .collective(register, &plural, reading.on)
            .or_else(|| definite.then(|| cast.group(register, noun)).flatten()),
        (_, Head::Army) if bare => cast.army(reading, block.phrase(words.clone())),
        _ => None,
    };
    let (actor, because) = match link {
        Some((actor, why)) => (Some(actor), why),
        None => (None, "a description that the account ties to nobody".to_owned()),
    };
    Some(Found { block: block.index, words, actor, form: ActorForm::Description, because })
}

/// "President Hadi's government", "Ethiopia's government": the government of whoever is named right before.
fn owned(reading: &Reading<'_>, n: usize, at: usize) -> Option<(ActorRef, String)> {
    let block = &reading.blocks[n];
    let before = reading.at(block.index, at.checked_sub(1)?)?;
    let register = reading.register;
    let owner = register.get(before.actor.as_ref()?.id.as_ref()?)?;
    let above = register.ancestors(&owner.id);
    let government = std::iter::once(owner).chain(above).find(|a| a.kind == ActorType::Government);
    let government = government.or_else(|| register.government(owner.country.as_ref()?))?;
    Some((government.reference(), format!("government of {}", owner.name)))
}

/// "coalition officers": the noun stands before another.
fn modifies(reading: &Reading<'_>, n: usize, word: usize) -> bool {
    use khaldun_language::Dep;
    let block = &reading.blocks[n];
    block.doc.zip(block.token(word)).is_some_and(|(d, t)| d.dep(t) == Dep::Compound)
}

/// A described party: its words without the article, the group of its head, and of a noun before it
/// ("government troops").
fn phrase(
    reading: &Reading<'_>,
    n: usize,
    at: usize,
) -> Option<(Range<usize>, Head, Option<Head>)> {
    let block = &reading.blocks[n];
    let head_at = |range: Range<usize>| {
        if range.end > block.words.len()
            || block.words[range.clone()].iter().skip(1).any(|w| w.apart)
        {
            return None;
        }
        let noun: Vec<&str> = block.words[range].iter().map(|w| w.folded.as_str()).collect();
        reading.lexicon.head(&noun.join(" "))
    };
    let first = [2, 1].into_iter().find_map(|l| head_at(at..at + l).map(|h| (at..at + l, h)))?;
    if !is_noun(reading, n, first.0.end - 1) {
        return None;
    }
    let next = first.0.end;
    let joined =
        block.words.get(next).is_some_and(|w| !w.apart) && reading.at(block.index, next).is_none();
    let second = [2, 1]
        .into_iter()
        .filter(|_| joined)
        .find_map(|l| head_at(next..next + l).map(|h| (at..next + l, h)));
    match second {
        Some((words, head)) if is_noun(reading, n, words.end - 1) => {
            Some((words, head, Some(first.1)))
        }
        _ => Some((first.0, first.1, None)),
    }
}

fn is_noun(reading: &Reading<'_>, n: usize, word: usize) -> bool {
    use khaldun_language::Pos;
    let block = &reading.blocks[n];
    block
        .doc
        .zip(block.token(word))
        .is_some_and(|(d, t)| matches!(d.pos(t), Pos::Noun | Pos::Propn))
}

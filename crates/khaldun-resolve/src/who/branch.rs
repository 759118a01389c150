use super::Actor;
use super::lexicon::Head;
use super::reading::{Block, Found, Reading, unknown};
use super::register::NameForm;
use khaldun_model::{ActorForm, ActorRef, ActorType};
use std::ops::Range;

/// Branches of a state: "Turkish air force", "Ethiopian federal troops", "the Hadi government",
/// "a Russian foreign ministry spokesman".
///
/// *What it reads:* an adjective of a state, or a name of the register, then at most three words, then
/// a head noun of `data/actors/heads.csv`. Forces come to the state's armed forces, authorities and
/// their officials to its government; civilians, protesters and journalists are described, not
/// named; rebels are linked by the register alone.
///
/// *Known misreadings:* forces of one nation that no state leads ("Syrian mercenaries").
pub(super) fn read(reading: &mut Reading<'_>) {
    for n in 0..reading.blocks.len() {
        for at in 0..reading.blocks[n].words.len() {
            if let Some(found) = one(reading, n, at) {
                reading.add(found);
            }
        }
    }
}

fn one(reading: &Reading<'_>, n: usize, at: usize) -> Option<Found> {
    let (length, owner) = owner(reading, n, at)?;
    let (words, head) = head_after(reading, n, at + length)?;
    let words = at..words.end;
    let block = &reading.blocks[n];
    if hyphened(block.text, block.words[at + length - 1].span.end) {
        return None;
    }
    let phrase = block.phrase(words.clone());
    if let Some(country) = own_body(reading, n, &words, at + length) {
        let actor = Some(unknown(phrase, ActorType::ArmedForce, Some(country)));
        let (block, form) = (block.index, ActorForm::Name);
        return Some(Found {
            block,
            words,
            actor,
            form,
            because: "a body named by the account alone".to_owned(),
        });
    }
    let (actor, because) = refer(reading, &owner, head, phrase)?;
    Some(Found { block: block.index, words, actor: Some(actor), form: ActorForm::Branch, because })
}

/// "Syrian National Army": a name of its own, though it begins like a branch.
fn own_body(reading: &Reading<'_>, n: usize, words: &Range<usize>, from: usize) -> Option<String> {
    const OWN: &[&str] = &[
        "national",
        "new",
        "transitional",
        "opposition",
        "liberation",
        "peoples",
        "democratic",
        "free",
        "popular",
    ];
    let block = &reading.blocks[n];
    let inner = &block.words[from..words.end];
    let own = inner.iter().any(|w| OWN.contains(&w.folded.as_str()));
    if block.shouted || !own || !inner.iter().all(|w| w.capital) {
        return None;
    }
    let adjective = block.phrase(words.start..from);
    reading.register.state_by_adjective(adjective).map(|s| s.country.clone())
}

/// "Turkish-backed" is not Turkish.
fn hyphened(text: &str, end: u32) -> bool {
    text[end as usize..].starts_with(['-', '‑', '–'])
}

/// Whose branch it is.
enum Owner<'a> {
    State(&'a Actor),
    Other(&'a Actor),
}

fn owner<'a>(reading: &Reading<'a>, n: usize, at: usize) -> Option<(usize, Owner<'a>)> {
    let block = &reading.blocks[n];
    if block.words[at].folded == "the" {
        return None;
    }
    for length in [2, 1] {
        if at + length > block.words.len() {
            continue;
        }
        let uses = reading.uses(block, at..at + length);
        let Some((actor, form, _)) = reading.choose(&uses) else { continue };
        let owner = match (form, actor.kind) {
            (NameForm::People, _) => return None,
            (_, ActorType::State) => Owner::State(actor),
            (_, ActorType::Population) => return None,
            _ => Owner::Other(actor),
        };
        return Some((length, owner));
    }
    None
}

/// The head noun after the owner, over at most three words that describe.
fn head_after(reading: &Reading<'_>, n: usize, from: usize) -> Option<(Range<usize>, Head)> {
    let block = &reading.blocks[n];
    let mut best = None;
    for at in from..(from + 4).min(block.words.len()) {
        if block.words[at].apart {
            break;
        }
        for length in [2, 1] {
            let range = at..at + length;
            if range.end > block.words.len()
                || block.words[range.clone()].iter().skip(1).any(|w| w.apart)
            {
                continue;
            }
            let noun: Vec<&str> =
                block.words[range.clone()].iter().map(|w| w.folded.as_str()).collect();
            if let Some(head) = reading.lexicon.head(&noun.join(" ")) {
                best = Some((range, head));
                break;
            }
        }
        // "soldiers shot farmers": past the first head only nouns go on.
        let goes_on =
            |w: usize| is_modifier(&block.words[w].folded) || best.is_some() && is_noun(block, w);
        if !goes_on(at) {
            break;
        }
    }
    best
}

/// Whether the parser takes a word for a noun; without a parse it may be one.
fn is_noun(block: &Block<'_>, word: usize) -> bool {
    use khaldun_language::Pos;
    let token = block.doc.zip(block.token(word));
    token.is_none_or(|(d, t)| matches!(d.pos(t), Pos::Noun | Pos::Propn))
}

/// Words that may stand between a nation and its branch.
fn is_modifier(folded: &str) -> bool {
    const WORDS: &[&str] = &[
        "air",
        "special",
        "armed",
        "security",
        "ground",
        "naval",
        "federal",
        "government",
        "army",
        "military",
        "regular",
        "national",
        "border",
        "riot",
        "presidential",
        "foreign",
        "defence",
        "defense",
        "interior",
        "state",
        "prime",
        "regime",
        "transitional",
        "interim",
        "fighter",
        "attack",
        "senior",
        "police",
        "coalition",
        "civil",
        "rebel",
        "new",
        "opposition",
    ];
    WORDS.contains(&folded)
}

fn refer(
    reading: &Reading<'_>,
    owner: &Owner<'_>,
    head: Head,
    phrase: &str,
) -> Option<(ActorRef, String)> {
    let register = reading.register;
    match owner {
        Owner::State(state) => {
            let country = state.country.clone()?;
            let of = |a: &Actor| (a.reference(), format!("branch of {}", a.name));
            let described =
                |kind| (unknown(phrase, kind, Some(country.clone())), "described".to_owned());
            Some(match head {
                Head::Army => register.force(&country, phrase, reading.on).map(of)?,
                Head::Official if phrase.to_lowercase().ends_with("police") => {
                    described(ActorType::ArmedForce)
                }
                Head::Government | Head::Official => register.government(&country).map(of)?,
                Head::Parliament => {
                    let name = format!("Parliament of {}", state.name);
                    (
                        unknown(&name, ActorType::Government, Some(country)),
                        format!("parliament of {}", state.name),
                    )
                }
                Head::People => described(ActorType::Population),
                Head::Media => described(ActorType::Media),
                Head::Rebel => {
                    let noun = phrase.rsplit(' ').next().unwrap_or_default().to_lowercase();
                    match register.collective(&country, &noun, reading.on) {
                        Some(group) => {
                            (group.reference(), format!("collective name of the {noun}"))
                        }
                        None => described(ActorType::InsurgentGroup),
                    }
                }
                Head::Coalition => return None,
            })
        }
        Owner::Other(person) if person.kind == ActorType::Person => {
            led_by(reading, person, head, phrase)
        }
        // "Norwegian government troops" are the state's army.
        Owner::Other(actor) if actor.kind == ActorType::Government && head == Head::Army => {
            let army = actor.country.as_ref().and_then(|c| register.force(c, phrase, reading.on));
            let actor = army.unwrap_or(actor);
            Some((actor.reference(), format!("branch of {}", actor.name)))
        }
        Owner::Other(actor) => match head {
            Head::Army | Head::Government | Head::Official | Head::Rebel => {
                Some((actor.reference(), format!("branch of {}", actor.name)))
            }
            _ => None,
        },
    }
}

/// "Biya's soldiers", "the Biya government": what a person of the register leads is what the person
/// is listed under; a president's soldiers are the state's.
fn led_by(
    reading: &Reading<'_>,
    person: &Actor,
    head: Head,
    phrase: &str,
) -> Option<(ActorRef, String)> {
    let register = reading.register;
    let above = register.ancestors(&person.id);
    let nearest = |kinds: &[ActorType]| above.iter().copied().find(|a| kinds.contains(&a.kind));
    let country =
        || nearest(&[ActorType::Government, ActorType::State]).and_then(|a| a.country.as_ref());
    let led = match head {
        Head::Army | Head::Rebel => {
            let own = nearest(&[ActorType::ArmedForce, ActorType::InsurgentGroup]);
            own.or_else(|| register.force(country()?, phrase, reading.on))
        }
        Head::Government | Head::Official => {
            nearest(&[ActorType::Government]).or_else(|| register.government(country()?))
        }
        _ => return None,
    };
    let actor = led.unwrap_or(person);
    Some((actor.reference(), format!("led by {}", person.name)))
}

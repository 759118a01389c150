//! Do the parties of a claim and a row meet, and by which route?

use crate::name::{Name, Sort};
use crate::words::holds;
use crate::{Relations, Route, Tie};
use jiff::civil::Date;
use khaldun_records::Event;
use std::sync::OnceLock;

/// What sort of habit.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum How {
    /// Leads the coalition under whose name it is filed: its acts are the coalition's.
    Leads,
    /// Sets file its acts there, having no side for it in that war.
    Filed,
    /// Stands behind the side; whether an act was its own the row must say.
    Behind,
}

/// A habit of filing: acts of one party stand under another.
#[derive(Debug)]
struct Habit {
    acting: Name,
    under: Name,
    country: String,
    from: Option<Date>,
    until: Option<Date>,
    how: How,
    says: String,
}

fn habits() -> &'static [Habit] {
    static TABLE: OnceLock<Vec<Habit>> = OnceLock::new();
    TABLE.get_or_init(|| {
        let lines = include_str!("../data/habits.csv").lines().skip(1);
        let read = |line: &str| -> Option<Habit> {
            let mut cells = line.splitn(7, ',');
            let mut next = || cells.next().map(str::trim);
            let how = match next()? {
                "leads" => How::Leads,
                "filed" => How::Filed,
                _ => How::Behind,
            };
            let (acting, under, country) = (next()?, next()?, next()?);
            let (from, until, says) = (next()?, next()?, next()?);
            Some(Habit {
                acting: Name::read(acting),
                under: Name::read(under),
                country: country.to_owned(),
                from: from.parse().ok(),
                until: until.parse().ok(),
                how,
                says: says.to_owned(),
            })
        };
        lines.filter_map(read).collect()
    })
}

/// What is needed to compare parties.
pub(crate) struct Parties<'a> {
    pub(crate) relations: &'a dyn Relations,
    /// Sides of the set with their number of rows: who has rows of their own.
    pub(crate) sides: &'a [(String, usize)],
    /// The set files conflict parties as sides, not those who acted: habits of filing, collective
    /// sides and the words of headlines then stand for what the sides do not say.
    pub(crate) files_sides: bool,
}

/// How a claim's party meets a side, best first.
#[derive(Clone, Debug, PartialEq)]
pub(crate) struct Meeting {
    pub(crate) route: Route,
    /// The side's name.
    pub(crate) filed: String,
    /// Under which sets file its acts as a habit.
    pub(crate) by_habit: bool,
    /// The side bears the party's own name, not that of a body it belongs to.
    pub(crate) own_name: bool,
    /// How the two hang together, in words.
    pub(crate) how: String,
}

impl Parties<'_> {
    /// A name is one party, or several between which the account leaves it open.
    pub(crate) fn read(names: &[String]) -> Vec<Name> {
        let parts = names.iter().flat_map(|n| n.split(" or "));
        parts.map(str::trim).filter(|n| !n.is_empty()).map(Name::read).collect()
    }

    /// Whether two names are one side, in words.
    pub(crate) fn same(&self, claimed: &Name, filed: &Name, event: &Event) -> Option<Tie> {
        let same = |why: &str| Some(Tie::Same(why.to_owned()));
        if claimed.spelt_as(filed) {
            return same("named as a side");
        }
        if claimed.is_common() && filed.key.ends_with(&format!(" {}", claimed.key)) {
            return same("a short form of the side's name");
        }
        let here =
            |c: &Option<String>| c.is_none() || event.country.is_none() || *c == event.country;
        match (&claimed.sort, &filed.sort) {
            (Sort::Civilians, Sort::Civilians) => return same("civilians"),
            (Sort::State(a), Sort::State(b)) if a == b => return same("forces of one state"),
            (Sort::Forces, Sort::State(b)) if event.country.as_ref() == Some(b) => {
                return same("forces of the state where it happened");
            }
            (Sort::Insurgents(a), Sort::Insurgents(b)) if a == b || (here(a) && here(b)) => {
                return same("rebels under one name for all");
            }
            (Sort::Loyal(of), Sort::State(b)) if event.country.as_ref() == Some(b) && here(of) => {
                return same("fighters on the government's side");
            }
            (Sort::Civilians, _) | (_, Sort::Civilians) => return None,
            _ => {}
        }
        let day = Some(event.window.start);
        let told = self.tie(claimed, filed, day);
        // A habit of filing says more than that the register knows of support.
        let same = told.clone().filter(|t| matches!(t, Tie::Same(_)));
        same.or_else(|| self.habit(claimed, filed, event))
            .or(told)
            .or_else(|| self.collective(claimed, filed, event))
    }

    /// What the register knows of any of their names; that they are one outweighs support.
    fn tie(&self, claimed: &Name, filed: &Name, day: Option<Date>) -> Option<Tie> {
        let mut best = None;
        for a in claimed.names() {
            for b in filed.names() {
                match self.relations.tie(a, b, day) {
                    Some(Tie::Same(how)) => return Some(Tie::Same(how)),
                    found => best = best.or(found),
                }
            }
        }
        best
    }

    fn habit(&self, claimed: &Name, filed: &Name, event: &Event) -> Option<Tie> {
        let day = event.window.end;
        let tied = |a: &Name, b: &Name| {
            a.spelt_as(b)
                || (a.sort == b.sort && matches!(a.sort, Sort::State(_)))
                || matches!(self.tie(a, b, Some(day)), Some(Tie::Same(_)))
        };
        let applies = |h: &&Habit| {
            h.from.is_none_or(|d| d <= day)
                && h.until.is_none_or(|d| event.window.start <= d)
                && (h.country.is_empty() || event.country.as_deref().is_none_or(|c| c == h.country))
        };
        let found =
            habits().iter().filter(applies).filter(|h| self.files_sides || h.how == How::Leads);
        let mut found = found.filter(|h| tied(claimed, &h.acting) && tied(filed, &h.under));
        let habit = found.next()?;
        let says = habit.says.clone();
        Some(match habit.how {
            How::Leads => Tie::Same(says),
            How::Filed => Tie::Filed(says),
            How::Behind => Tie::Behind(says),
        })
    }

    /// A collective side holds groups that the set does not tell apart: a group that has no rows of
    /// its own may be among them.
    fn collective(&self, claimed: &Name, filed: &Name, event: &Event) -> Option<Tie> {
        let Sort::Insurgents(of) = &filed.sort else { return None };
        if !self.files_sides || claimed.sort != Sort::Named || of.is_some() && *of != event.country
        {
            return None;
        }
        let armed = self.relations.armed(&claimed.text, Some(event.window.start));
        if !armed.unwrap_or_else(|| claimed.sounds_armed()) {
            return None;
        }
        let own = self.sides.iter().any(|(side, rows)| {
            *rows > 20 && {
                let side = Name::read(side);
                side.spelt_as(claimed)
                    || matches!(
                        self.tie(claimed, &side, Some(event.window.start)),
                        Some(Tie::Same(_))
                    )
            }
        });
        (!own).then(|| Tie::Same(format!("{} may stand for it in this set", filed.text)))
    }

    /// The best meeting of any of the claim's names with any of the sides.
    pub(crate) fn meet(&self, claimed: &[Name], sides: &[Name], event: &Event) -> Option<Meeting> {
        let mut best: Option<Meeting> = None;
        for name in claimed {
            for side in sides {
                let tie = self.same(name, side, event);
                let (route, by_habit, how) = match tie {
                    Some(Tie::Same(how)) => (Route::Side, false, how),
                    Some(Tie::Filed(how)) => (Route::Supporter(how.clone()), true, how),
                    Some(Tie::Behind(how)) => (Route::Supporter(how.clone()), false, how),
                    None => continue,
                };
                let own_name =
                    name.spelt_as(side) || (name.sort == side.sort && name.sort != Sort::Named);
                let found = Meeting { filed: side.text.clone(), route, by_habit, own_name, how };
                if found.route == Route::Side {
                    return Some(found);
                }
                if best.as_ref().is_none_or(|b| found.by_habit && !b.by_habit) {
                    best = Some(found);
                }
            }
        }
        best
    }

    /// Whether the row's headline or notes name one of the parties; the word that does.
    pub(crate) fn headline(&self, claimed: &[Name], event: &Event, folded: &str) -> Option<String> {
        if event.what.is_empty() || !self.files_sides {
            return None;
        }
        let day = Some(event.window.start);
        let undigested = without_digests(&event.what);
        let (what, folded) = match &undigested {
            Some((what, folded)) => (what.as_str(), folded.as_str()),
            None => (event.what.as_str(), folded),
        };
        for name in claimed
            .iter()
            .filter(|n| n.sort != Sort::Civilians && n.text.contains(char::is_uppercase))
        {
            let mut words = vec![name.text.clone()];
            words.extend(self.relations.names(&name.text, day));
            let found = words.iter().find(|w| spoken(w, what, folded));
            if let Some(word) = found {
                return Some(word.clone());
            }
            let state = name.state_words().into_iter();
            if let Some(word) = state.filter(|w| w.len() > 3).find(|w| holds(folded, w)) {
                return Some(word);
            }
        }
        None
    }
}

/// Headlines without those that sum up a day ("84 killed yesterday, among them …"): they name every
/// party of the war, and say of no row who acted in it. `None` where there are none.
fn without_digests(what: &str) -> Option<(String, String)> {
    const SUMS: [&str; 4] =
        ["killed yesterday", "died yesterday", "dead yesterday", "casualties yesterday"];
    let sums = |h: &&str| SUMS.iter().any(|s| h.to_lowercase().contains(s));
    if !what.split(';').any(|h| sums(&h)) {
        return None;
    }
    let kept: Vec<&str> = what.split(';').filter(|h| !sums(h)).collect();
    let kept = kept.join(";");
    let folded = khaldun_records::fold::fold(&kept);
    Some((kept, folded))
}

/// Acronyms and short names are looked for as they are written ("US" is not "us"); longer names in
/// any case and spelling.
fn spoken(word: &str, raw: &str, folded: &str) -> bool {
    let word = word.strip_prefix("the ").unwrap_or(word);
    let letters = word.chars().filter(|c| c.is_alphabetic());
    let acronym = word.chars().count() <= 4 || letters.clone().all(char::is_uppercase);
    if !acronym {
        return holds(folded, &khaldun_records::fold::fold(word));
    }
    let bare: String = word.chars().filter(|c| c.is_alphanumeric()).collect();
    raw.split(|c: char| !c.is_alphanumeric()).any(|w| w == word || w == bare)
}

//! A claim's card: its words, what was read out of them, and every set's rows beside it.

use super::{AnalystCard, Link, set, words};
use khaldun::analyst::Work;
use khaldun::{Checked, CheckedAccount};
use khaldun_match::{Match, Part, Route, RowMatch, Standing, Verdict};
use khaldun_model::{Check, Claim, ClaimId, Kind, PlaceKind, Polarity, Support};
use khaldun_records::{Event, Lack, RecordSet};
use khaldun_text::Span;

/// One claim in words.
#[derive(Debug)]
pub struct Card {
    /// Its anchor: `a1-c003`.
    pub anchor: String,
    /// Its number: `c003`.
    pub label: String,
    /// Its words.
    pub quote: String,
    /// Where they stand in the extracted layer.
    pub span: Span,
    /// Block of the account, from 1.
    pub paragraph: usize,
    /// What sort of claim.
    pub kind: Kind,
    /// Whether it is said not to be so.
    pub denied: bool,
    /// How firmly, where not flatly.
    pub modality: Option<&'static str>,
    /// The verdict that heads the card.
    pub verdict: Verdict,
    /// Who acts, each with how it was reached.
    pub who: Vec<(String, String)>,
    /// Whom it is done to.
    pub whom: Vec<(String, String)>,
    /// The action class, mode and context.
    pub what: Option<String>,
    /// Where.
    pub places: Vec<WhereView>,
    /// When.
    pub when: Option<String>,
    /// How the time was reached.
    pub when_because: String,
    /// On whose word.
    pub by: String,
    /// Figures.
    pub figures: Vec<FigureView>,
    /// What could bear on it.
    pub check: Check,
    /// What it is offered in support of.
    pub supports: Vec<Support>,
    /// The question that would settle an open point.
    pub open_question: Option<String>,
    /// The rules that made this reading: code, and what each saw.
    pub reasons: Vec<(String, String)>,
    /// Each set's verdict.
    pub sets: Vec<SetVerdict>,
    /// Names by which actors filter.
    pub actor_names: Vec<String>,
    /// Names by which places filter.
    pub place_names: Vec<String>,
    /// Numbers of the actor names in the report's list.
    pub actor_numbers: Vec<usize>,
    /// Numbers of the place names in the report's list.
    pub place_numbers: Vec<usize>,
    /// Number of the voice in the report's list.
    pub voice_number: usize,
    /// Whose observations lie behind what bears it out, in words; nothing where nothing does.
    pub backing: Option<String>,
    /// Names of those origins, by which the report filters.
    pub origin_names: Vec<String>,
    /// Numbers of those names in the report's list.
    pub origin_numbers: Vec<usize>,
    /// The claims of the account that deny it, or that it denies.
    pub against: Vec<Against>,
    /// What the analyst says of it; `None` where nothing was said.
    pub analyst: Option<AnalystCard>,
}

/// A claim that stands against another in the same account.
#[derive(Clone, Debug)]
pub struct Against {
    /// The claim.
    pub claim: Link,
    /// Its words, shortened.
    pub says: String,
    /// On whose word.
    pub by: String,
}

/// A place of a claim in words.
#[derive(Debug)]
pub struct WhereView {
    /// Main name where it was found, the account's words where not.
    pub name: String,
    /// Country, kind and reach, or that it was left open.
    pub about: String,
    /// Why this one.
    pub because: String,
    /// Whether it was carried over from before.
    pub carried: bool,
}

/// A figure in words.
#[derive(Debug)]
pub struct FigureView {
    /// The number and what it counts.
    pub says: String,
    /// The account's words.
    pub quote: String,
    /// Whose figure it is.
    pub by: String,
}

/// One set's verdict on a claim.
#[derive(Debug)]
pub struct SetVerdict {
    /// The set's short name.
    pub set: String,
    /// Its verdict.
    pub verdict: Verdict,
    /// The decisive facts.
    pub because: String,
    /// In which respect it does not cover the claim, where it does not.
    pub lack: Option<Lack>,
    /// The rows it rests on.
    pub rows: Vec<RowView>,
    /// Rows that were near and did not count.
    pub near: Vec<RowView>,
}

/// A row held beside a claim.
#[derive(Debug)]
pub struct RowView {
    /// The row's id as published.
    pub id: String,
    /// Its date.
    pub when: String,
    /// The rest, or its hash alone where its set may not be shown.
    pub beside: Beside,
    /// How each part stands.
    pub parts: Vec<Compared>,
}

/// What of a row may be printed.
#[derive(Debug)]
pub enum Beside {
    /// All of it.
    Shown {
        /// What the row says in words.
        what: String,
        /// Its sources as it names them.
        sources: Vec<String>,
        /// The set's own word on how well it is checked.
        verified: String,
        /// Who gives its figures.
        deaths_by: String,
        /// By which route the parties were brought together.
        route: Option<String>,
    },
    /// Only that it is there.
    Withheld {
        /// SHA-256 of the row.
        hash: String,
    },
}

/// One part compared.
#[derive(Debug)]
pub struct Compared {
    /// Which part.
    pub part: Part,
    /// How it stands.
    pub standing: Standing,
    /// What the account says.
    pub account: String,
    /// What the row says; empty where it may not be shown.
    pub row: String,
    /// In words; empty where the row may not be shown.
    pub says: String,
}

impl Card {
    pub(super) fn of(
        n: usize,
        claim: &Claim,
        within: &CheckedAccount,
        (all, work): (&Checked, &Work),
    ) -> Self {
        let mut card = Self::read(label(n, claim.id, work), n, claim, within);
        card.sets = within.matches_of(claim.id).map(|m| set_verdict(m, &card, all)).collect();
        card.rest_on(claim.id, within, all);
        if let Some(done) = work.of(n, claim.id) {
            let again = done.corrected.as_ref().map(|c| {
                let mut again = Self::read(card.label.clone(), n, &c.claim, within);
                again.sets = c.matches.iter().map(|m| set_verdict(m, &again, all)).collect();
                again
            });
            if let Some(again) = &again {
                card.actor_names = names(both(&card.actor_names, &again.actor_names));
                card.place_names = names(both(&card.place_names, &again.place_names));
            }
            card.analyst = Some(AnalystCard::of(n, claim.id, &card, again, work));
        }
        card
    }

    /// Whose observations lie behind what bears it out. Sets that may not be printed are left out of it.
    fn rest_on(&mut self, id: ClaimId, within: &CheckedAccount, all: &Checked) {
        let printable = |m: &&Match| {
            all.sets.iter().any(|s| s.manifest.name == m.set && s.manifest.rows_may_be_shown)
        };
        let shown = || within.matches_of(id).filter(printable);
        let bears = [Verdict::Corroborated, Verdict::Qualified];
        if !shown().any(|m| bears.contains(&m.verdict) && !m.rows.is_empty()) {
            return;
        }
        let backing = khaldun_match::origin::backing(shown(), &all.sets);
        self.origin_names = backing.origins.iter().map(|o| o.name.clone()).collect();
        if self.origin_names.is_empty() {
            self.origin_names.push("no known origin".to_owned());
        }
        self.origin_names.sort();
        self.backing = Some(backing.says());
    }

    /// What was read, without what it was held against.
    fn read(label: String, n: usize, claim: &Claim, within: &CheckedAccount) -> Self {
        let text = &within.account.text;
        Self {
            anchor: format!("a{}-{label}", n + 1),
            label,
            quote: claim.span.of(text).to_owned(),
            span: claim.span,
            paragraph: claim.block as usize + 1,
            kind: claim.kind,
            denied: claim.polarity == Polarity::Denied,
            modality: words::modality(claim.modality),
            verdict: within.headline(claim.id),
            who: claim.actor.iter().map(|p| (p.name.clone(), p.because.clone())).collect(),
            whom: claim.target.iter().map(|p| (p.name.clone(), p.because.clone())).collect(),
            what: what(claim),
            places: claim.places.iter().map(|s| place(s, text)).collect(),
            when: claim.time.map(words::window),
            when_because: claim.time_because.clone(),
            by: claim.attribution.label(),
            figures: claim.quantities.iter().map(|q| figure(q, text)).collect(),
            check: claim.check,
            supports: claim.supports.clone(),
            open_question: claim.open_question.clone(),
            reasons: claim.reasons.iter().map(|r| (r.rule.clone(), r.saw.clone())).collect(),
            sets: Vec::new(),
            actor_names: names(claim.actor.iter().chain(&claim.target).map(|p| p.name.clone())),
            place_names: names(claim.places.iter().map(|s| place(s, text).name)),
            actor_numbers: Vec::new(),
            place_numbers: Vec::new(),
            voice_number: 0,
            backing: None,
            origin_names: Vec::new(),
            origin_numbers: Vec::new(),
            against: Vec::new(),
            analyst: None,
        }
    }

    /// The way to it.
    pub fn link(&self) -> Link {
        Link { anchor: self.anchor.clone(), label: self.label.clone() }
    }

    /// Names of those who act, joined.
    pub fn who_line(&self) -> String {
        joined(&self.who)
    }

    /// Names of those it is done to, joined.
    pub fn whom_line(&self) -> String {
        joined(&self.whom)
    }

    fn says(&self, part: Part) -> String {
        let or = |text: String| if text.is_empty() { "does not say".to_owned() } else { text };
        match part {
            Part::Act => {
                let what = self.what.clone().unwrap_or_default();
                if self.denied && !what.is_empty() { format!("denied: {what}") } else { or(what) }
            }
            Part::Place => or(words::list(&self.place_names)),
            Part::Date => or(self.when.clone().unwrap_or_default()),
            Part::Parties => match (joined(&self.who), joined(&self.whom)) {
                (a, b) if b.is_empty() => or(a),
                (a, b) if a.is_empty() => format!("→ {b}"),
                (a, b) => format!("{a} → {b}"),
            },
            Part::Figures => {
                or(self.figures.iter().map(|f| f.says.clone()).collect::<Vec<_>>().join(", "))
            }
        }
    }
}

/// What a claim is called: its number, or, where it was made by hand, what it was made from.
pub(super) fn label(n: usize, claim: ClaimId, work: &Work) -> String {
    let origin = work.of(n, claim).and_then(|w| w.origin.as_ref());
    origin.map_or_else(|| claim.to_string(), |o| o.label.clone())
}

fn both<'n>(a: &'n [String], b: &'n [String]) -> impl Iterator<Item = String> + 'n {
    a.iter().chain(b).cloned()
}

fn joined(parties: &[(String, String)]) -> String {
    parties.iter().map(|(name, _)| name.as_str()).collect::<Vec<_>>().join(", ")
}

fn names(all: impl Iterator<Item = String>) -> Vec<String> {
    let mut names: Vec<String> = Vec::new();
    for name in all {
        if !names.contains(&name) {
            names.push(name);
        }
    }
    names
}

fn what(claim: &Claim) -> Option<String> {
    let coding = claim.coding.as_ref()?;
    let mut says = words::action(coding.action?);
    let more: Vec<&str> =
        [&coding.mode, &coding.context].into_iter().filter_map(Option::as_deref).collect();
    if !more.is_empty() {
        says = format!("{says} ({})", more.join(", "));
    }
    Some(says)
}

fn place(setting: &khaldun_model::Setting, text: &str) -> WhereView {
    let Some(found) = &setting.found else {
        let name = setting.span.of(text).to_owned();
        let about = "not placed: the evidence does not decide".to_owned();
        return WhereView { name, about, because: String::new(), carried: setting.carried };
    };
    let p = &found.place;
    let country = p.country.as_deref().unwrap_or("");
    let kind = words::place_kind(p.kind);
    let about = if p.kind == PlaceKind::Country {
        kind.to_owned()
    } else {
        let reach = words::number(p.radius_km.round().max(1.0));
        [country, kind, &format!("within {reach} km")]
            .into_iter()
            .filter(|s| !s.is_empty())
            .collect::<Vec<_>>()
            .join(", ")
    };
    WhereView {
        name: p.name.clone(),
        about,
        because: found.because.clone(),
        carried: setting.carried,
    }
}

fn figure(quantity: &khaldun_model::Quantity, text: &str) -> FigureView {
    FigureView {
        says: format!("{} {}", words::figure(quantity.figure), words::unit(&quantity.unit)),
        quote: quantity.span.of(text).to_owned(),
        by: quantity.by.clone(),
    }
}

fn set_verdict(m: &Match, card: &Card, all: &Checked) -> SetVerdict {
    let set = all.sets.iter().find(|s| s.manifest.name == m.set);
    let shown = set.is_some_and(|s| s.manifest.rows_may_be_shown);
    let row = |r: &RowMatch| row(r, set, card);
    let because = if shown || m.rows.is_empty() && m.near.is_empty() {
        m.because.clone()
    } else {
        "the rows of this set may not be printed here; their ids, dates and hashes stand below"
            .to_owned()
    };
    SetVerdict {
        set: m.set.clone(),
        verdict: m.verdict,
        because,
        lack: m.lack.clone(),
        rows: m.rows.iter().filter_map(row).collect(),
        near: m.near.iter().filter_map(row).collect(),
    }
}

fn row(r: &RowMatch, set: Option<&RecordSet>, card: &Card) -> Option<RowView> {
    let set = set?;
    let event = set.events.get(r.event)?;
    let shown = set.manifest.rows_may_be_shown;
    let beside = if shown {
        Beside::Shown {
            what: event.what.clone(),
            sources: event.sources.clone(),
            verified: event.verified.clone(),
            deaths_by: event.deaths_by.clone(),
            route: r.route.as_ref().map(route),
        }
    } else {
        Beside::Withheld { hash: set::row_hash(event) }
    };
    let compared = |a: &khaldun_match::Agreement| Compared {
        part: a.part,
        standing: a.standing,
        account: card.says(a.part),
        row: if shown { row_says(a.part, event) } else { String::new() },
        says: if shown { a.says.clone() } else { String::new() },
    };
    Some(RowView {
        id: r.id.clone(),
        when: words::window(event.window),
        beside,
        parts: r.agreements.iter().map(compared).collect(),
    })
}

fn route(route: &Route) -> String {
    match route {
        Route::Side => "the party is a side of the row".to_owned(),
        Route::Supporter(says) => says.clone(),
        Route::Headline(words) => format!("named only in the row's own words: “{words}”"),
    }
}

fn row_says(part: Part, event: &Event) -> String {
    let or = |text: String| if text.is_empty() { "does not say".to_owned() } else { text };
    match part {
        Part::Act => or(event.action.map(words::action).unwrap_or_default()),
        Part::Place => or(event.place.first().cloned().unwrap_or_default()),
        Part::Date => words::window(event.window),
        Part::Parties => {
            let (a, b) = (event.actors.join(", "), event.targets.join(", "));
            let joint = if event.directed { " → " } else { " and " };
            or([a, b].into_iter().filter(|s| !s.is_empty()).collect::<Vec<_>>().join(joint))
        }
        Part::Figures => or(event.deaths.map(words::deaths).unwrap_or_default()),
    }
}

//! A checked account of a conflict that never was, with every sort of thing a report must show:
//! nested and overlapping claims, all six verdicts, open places, hostile text, a set whose rows may
//! not be printed. Shared by the tests of the report and of the terminal.

use jiff::civil::{Date, date};
use khaldun::{Checked, CheckedAccount, Tested};
use khaldun_diag::{Diagnostic, Severity, Source};
use khaldun_match::{Agreement, Match, Part, Route, RowMatch, Standing, Verdict};
use khaldun_model::{
    Attribution, Check, Claim, ClaimId, Coding, Figure, Kind, Mentions, Modality, Party, Place,
    PlaceKind, PlaceMatch, Plover, Polarity, Quantity, Reason, Setting, Support, Unit, Voice,
    Window,
};
use khaldun_records::{Declared, Event, Manifest, RecordSet, Tally};
use khaldun_text::{Account, Block, BlockKind, Dateline, Furniture, OffsetMap, Sha256Hex, Span};
use std::collections::BTreeMap;

const TEXT: &str = include_str!("account.txt");

/// The whole of it.
pub(crate) fn checked() -> Checked {
    let account = account();
    let claims = claims();
    let matches = matches();
    let odd = span("the night of 6–7 March");
    let notes = vec![
        Diagnostic::new(
            "KH-WHEN-003",
            Severity::Note,
            "this date has no year; two readings fit",
            Source::Account(account.name.clone()),
        )
        .label(odd, "2031 from the dateline")
        .note("one claim depends on this reading")
        .help("give the year with --date"),
    ];
    let first = |polarity| claims.iter().find(|c: &&Claim| c.polarity == polarity).map(|c| c.id);
    let against = first(Polarity::Denied).zip(first(Polarity::Affirmed)).into_iter().collect();
    let checked =
        CheckedAccount { account, mentions: Mentions::default(), claims, matches, against, notes };
    Checked {
        version: "0.0.0-specimen",
        accounts: vec![checked],
        sets: sets(),
        tests: vec![tested()],
        courses: BTreeMap::default(),
    }
}

fn span(words: &str) -> Span {
    let at = TEXT.find(words).unwrap_or_else(|| panic!("the specimen does not say “{words}”"));
    Span::new(at, at + words.len())
}

fn account() -> Account {
    let mut blocks = Vec::new();
    let mut at = 0;
    for (n, line) in TEXT.split_inclusive('\n').enumerate() {
        let kind = match n {
            0 => BlockKind::Furniture(Furniture::Menu),
            1 => BlockKind::Title,
            2 => BlockKind::Dateline,
            3 => BlockKind::Byline,
            5 => BlockKind::Heading,
            10 => BlockKind::Furniture(Furniture::Share),
            11 => BlockKind::Furniture(Furniture::Copyright),
            _ => BlockKind::Paragraph,
        };
        blocks.push(Block { span: Span::new(at, at + line.trim_end().len()), kind });
        at += line.len();
    }
    Account {
        name: "obrin-2031.html".to_owned(),
        sha256: Sha256Hex("5".repeat(64)),
        encoding: "UTF-8",
        received: TEXT.to_owned(),
        text: TEXT.to_owned(),
        map: OffsetMap::Identity,
        title: Some(span("Eight days in Obrin")),
        author: Some(span("a staff writer")),
        dateline: Some(Dateline {
            span: span("KARSA, 12 March 2031"),
            date_span: Some(span("12 March 2031")),
            date: Some((2031, Some(3), Some(12))),
            place: Some(span("KARSA")),
        }),
        blocks,
    }
}

/// A claim in the making.
struct Draft(Claim);

fn draft(number: u32, words: &str, kind: Kind) -> Draft {
    let span = span(words);
    let before = &TEXT[..span.start as usize];
    Draft(Claim {
        id: ClaimId(number),
        span,
        block: before.matches('\n').count() as u32,
        kind,
        polarity: Polarity::Affirmed,
        modality: Modality::Asserted,
        attribution: Attribution::default(),
        actor: Vec::new(),
        target: Vec::new(),
        coding: None,
        places: Vec::new(),
        time: None,
        time_because: String::new(),
        time_bracketed: false,
        quantities: Vec::new(),
        check: Check::Records,
        supports: Vec::new(),
        open_question: None,
        reasons: vec![Reason {
            rule: "KH-KIND-001".to_owned(),
            saw: format!("the head of the clause; read as {}", kind.as_str()),
        }],
    })
}

impl Draft {
    fn who(mut self, name: &str, because: &str) -> Self {
        self.0.actor.push(party(name, because));
        self
    }

    fn whom(mut self, name: &str) -> Self {
        self.0.target.push(party(name, "object"));
        self
    }

    fn act(mut self, action: Plover) -> Self {
        self.0.coding = Some(Coding {
            action: Some(action),
            mode: None,
            context: Some("military".to_owned()),
            because: "the verb".to_owned(),
            score: 0.9,
        });
        self
    }

    fn at(mut self, words: &str, place: Option<Place>) -> Self {
        let because = "the only place of that name near the dateline".to_owned();
        let found = place.map(|place| PlaceMatch { place, confidence: 0.8, because });
        self.0.places.push(Setting { span: span(words), found, carried: false });
        self
    }

    fn on(mut self, start: Date, end: Date, because: &str) -> Self {
        self.0.time = Some(Window { start, end });
        because.clone_into(&mut self.0.time_because);
        self
    }

    fn by(mut self, names: &[&str]) -> Self {
        let voice = |n: &&str| Voice { names: vec![(*n).to_owned()], span: None, cue: None };
        self.0.attribution.chain = names.iter().map(voice).collect();
        self
    }

    fn figure(mut self, words: &str, unit: Unit, figure: Figure, by: &str) -> Self {
        self.0.quantities.push(Quantity { span: span(words), unit, figure, by: by.to_owned() });
        self
    }

    fn denied(mut self) -> Self {
        self.0.polarity = Polarity::Denied;
        self
    }

    fn check(mut self, check: Check) -> Self {
        self.0.check = check;
        self
    }

    fn supports(mut self, support: Support) -> Self {
        self.0.supports.push(support);
        self
    }

    fn ask(mut self, question: &str) -> Self {
        self.0.open_question = Some(question.to_owned());
        self
    }
}

fn party(name: &str, because: &str) -> Party {
    Party { name: name.to_owned(), id: None, span: None, because: because.to_owned() }
}

fn place(id: &str, name: &str, lat: f64, lon: f64, radius_km: f64, kind: PlaceKind) -> Place {
    let country = Some("XV".to_owned());
    Place { id: id.to_owned(), name: name.to_owned(), country, lat, lon, radius_km, kind }
}

fn obrin() -> Place {
    place("kh:obrin", "Obrin", 64.90, -18.60, 4.0, PlaceKind::Town)
}

fn karsa() -> Place {
    place("kh:karsa", "Karsa", 64.15, -21.50, 8.0, PlaceKind::Town)
}

fn sefta() -> Place {
    place("kh:sefta", "Sefta", 65.55, -17.30, 15.0, PlaceKind::Site)
}

fn lun() -> Place {
    place("kh:lun", "Lun", 64.60, -20.20, 60.0, PlaceKind::River)
}

const GUARD: &str = "Northern Guard";
const COUNCIL: &str = "Lowland Council";

fn claims() -> Vec<Claim> {
    let (third, twelfth) = (date(2031, 3, 3), date(2031, 3, 12));
    let drafts = [
        draft(
            1,
            "On 3 March the Northern Guard shelled the grain market of Obrin, killing at least nine people",
            Kind::Event,
        )
        .who(GUARD, "subject")
        .whom("market traders")
        .act(Plover::Assault)
        .at("Obrin,", Some(obrin()))
        .on(third, third, "the day named, in the dateline's year")
        .by(&["Obrin hospital"])
        .supports(Support::Thesis),
        draft(2, "killing at least nine people", Kind::Event)
            .who(GUARD, "subject of the main clause")
            .act(Plover::Assault)
            .at("Obrin,", Some(obrin()))
            .on(third, third, "the day of the clause it stands in")
            .by(&["Obrin hospital"])
            .figure("at least nine", Unit::Deaths, Figure::AtLeast(9.0), "Obrin hospital")
            .supports(Support::Claim(ClaimId(1))),
        draft(3, "The Guard denied firing on the town that day", Kind::Event)
            .who(GUARD, "subject")
            .act(Plover::Reject)
            .on(third, twelfth, "not before what is denied, not after the dateline"),
        draft(4, "firing on the town that day", Kind::Event)
            .who(GUARD, "subject of the denial")
            .act(Plover::Assault)
            .at("the town", Some(obrin()))
            .on(third, third, "“that day”: the last day told")
            .by(&[GUARD])
            .denied(),
        draft(5, "the Guard had struck the market twice because traders refused to pay its toll", Kind::Cause)
            .who(GUARD, "subject")
            .by(&["spokesman of the Lowland Council"])
            .check(Check::Documents)
            .supports(Support::Thesis),
        draft(6, "the Guard had struck the market twice", Kind::Event)
            .who(GUARD, "subject")
            .whom("market traders")
            .act(Plover::Assault)
            .at("Obrin,", Some(obrin()))
            .on(third, third, "carried from the paragraph's first sentence")
            .by(&["spokesman of the Lowland Council"])
            .figure("twice", Unit::Strikes, Figure::Exact(2.0), "spokesman of the Lowland Council"),
        draft(7, "traders refused to pay its toll", Kind::Event)
            .who("market traders", "subject")
            .whom(GUARD)
            .act(Plover::Reject)
            .by(&["spokesman of the Lowland Council"])
            .check(Check::Documents),
        draft(8, "Since December 2030 the Guard has stopped every convoy on the Lun road", Kind::Pattern)
            .who(GUARD, "subject")
            .whom("Relief Mission")
            .act(Plover::Coerce)
            .at("Lun road", Some(lun()))
            .on(date(2030, 12, 1), twelfth, "from the month named to the dateline"),
        draft(
            9,
            "Two days after the shelling, a convoy of the Relief Mission reached Karsa with about 40 lorries",
            Kind::Event,
        )
        .who("Relief Mission", "subject, through “convoy of”")
        .act(Plover::Aid)
        .at("Karsa with", Some(karsa()))
        .on(date(2031, 3, 5), date(2031, 3, 5), "two days after 3 March")
        .figure("about 40 lorries", Unit::Other("lorries".to_owned()), Figure::About(40.0), "narrator"),
        draft(10, "The Council's militia attacked the Guard's barracks at Sefta on the night of 6–7 March", Kind::Event)
            .who("Council's militia", "subject")
            .whom(GUARD)
            .act(Plover::Assault)
            .at("Sefta", Some(sefta()))
            .on(date(2031, 3, 6), date(2031, 3, 7), "the night named, in the dateline's year"),
        draft(11, "قال شهود إن القصف أصاب السوق مرتين", Kind::Event)
            .by(&["شهود"])
            .act(Plover::Assault)
            .at("السوق", None)
            .ask("Which market do the witnesses mean?"),
        draft(12, "The Council had promised to keep the bridge at Lun open", Kind::Event)
            .who(COUNCIL, "subject")
            .act(Plover::Agree)
            .at("the bridge at Lun", Some(lun()))
            .check(Check::Documents),
        draft(13, "If the bridge closes, Karsa will go hungry within weeks", Kind::Hypothetical)
            .at("Karsa will", Some(karsa()))
            .check(Check::None),
        draft(14, "The Guard never strikes while the relief lorries are in town", Kind::Pattern)
            .who(GUARD, "subject")
            .act(Plover::Assault)
            .at("Karsa will", Some(karsa()))
            .denied()
            .check(Check::Test),
        draft(15, "It was a disgraceful week", Kind::Judgement).check(Check::None),
        draft(16, "the Guard wanted it so", Kind::Intent).who(GUARD, "subject").check(Check::None),
    ];
    drafts.into_iter().map(|d| d.0).collect()
}

fn agreement(part: Part, standing: Standing, says: &str) -> Agreement {
    Agreement { part, standing, says: says.to_owned() }
}

fn row(event: usize, id: &str, agreements: Vec<Agreement>, route: Option<Route>) -> RowMatch {
    RowMatch { event, id: id.to_owned(), agreements, route, closeness: 0.9 }
}

fn market(figures: Standing, says: &str) -> RowMatch {
    row(
        0,
        "fic-0001",
        vec![
            agreement(Part::Act, Standing::Agrees, "both an attack"),
            agreement(Part::Place, Standing::Agrees, "3 km apart, within the row's 10 km"),
            agreement(Part::Date, Standing::Agrees, "the same day"),
            agreement(Part::Parties, Standing::Agrees, "the same side acts"),
            agreement(Part::Figures, figures, says),
        ],
        Some(Route::Side),
    )
}

fn found(claim: u32, set: &str, verdict: Verdict, because: &str, rows: Vec<RowMatch>) -> Match {
    let (set, because) = (set.to_owned(), because.to_owned());
    Match { claim: ClaimId(claim), set, verdict, because, lack: None, rows, near: Vec::new() }
}

fn matches() -> Vec<Match> {
    let convoy = row(
        1,
        "fic-0002",
        vec![
            agreement(Part::Act, Standing::Agrees, "both bring aid"),
            agreement(Part::Place, Standing::Agrees, "the same town"),
            agreement(Part::Date, Standing::Differs, "two days apart"),
            agreement(Part::Parties, Standing::Agrees, "the same body"),
            agreement(Part::Figures, Standing::Silent, "the row gives no number of lorries"),
        ],
        Some(Route::Side),
    );
    let near = RowMatch {
        agreements: vec![agreement(Part::Place, Standing::Differs, "140 km apart")],
        ..convoy.clone()
    };
    let private = row(
        0,
        "priv-77",
        vec![
            agreement(Part::Act, Standing::Agrees, "both an attack on a barracks"),
            agreement(Part::Date, Standing::Agrees, "the same night"),
        ],
        Some(Route::Headline("secret headline of the private set".to_owned())),
    );
    let act_place_date = "act, place, date and parties agree with fic-0001";
    let mut matches = vec![
        found(
            1,
            "starter",
            Verdict::Corroborated,
            act_place_date,
            vec![market(Standing::Silent, "the claim gives none")],
        ),
        found(
            1,
            "private",
            Verdict::NotFoundThoughCovered,
            "the set covers Obrin in March 2031 and holds no such attack",
            vec![],
        ),
        found(
            2,
            "starter",
            Verdict::Qualified,
            "the same event; the row counts 6 to 7 killed, the hospital at least 9",
            vec![market(Standing::Differs, "at least 9 against 6 to 7")],
        ),
        found(3, "starter", Verdict::NotFoundThoughCovered, "no row tells of a denial", vec![]),
        found(
            4,
            "starter",
            Verdict::Contradicted,
            "fic-0001 tells of the shelling that is denied",
            vec![market(Standing::Silent, "the claim gives none")],
        ),
        found(
            6,
            "starter",
            Verdict::Qualified,
            "the same event; the row tells of one strike, the spokesman of two",
            vec![market(Standing::Differs, "2 strikes against 1")],
        ),
        found(8, "starter", Verdict::NotCovered, "the set begins in March 2031", vec![]),
        found(
            9,
            "starter",
            Verdict::Qualified,
            "the same convoy; the row gives 7 March",
            vec![convoy],
        ),
        found(
            10,
            "starter",
            Verdict::NotFoundThoughCovered,
            "no attack on Sefta in the set",
            vec![],
        ),
        found(
            10,
            "private",
            Verdict::Corroborated,
            "the row's headline names the militia",
            vec![private],
        ),
        found(11, "starter", Verdict::NotCovered, "the place is open", vec![]),
    ];
    matches[3].near.push(near.clone());
    matches[8].near.push(near);
    matches
}

fn manifest(name: &str, title: &str, shown: bool) -> Manifest {
    Manifest {
        name: name.to_owned(),
        title: title.to_owned(),
        version: "1".to_owned(),
        licence: if shown { "CC0-1.0" } else { "LicenseRef-private" }.to_owned(),
        rows_may_be_shown: shown,
        sha256: "a".repeat(64),
        ..Manifest::default()
    }
}

fn event(id: &str, day: Date, at: &Place, action: Plover, what: &str) -> Event {
    Event {
        id: id.to_owned(),
        window: Window::day(day),
        date_precision: "day".to_owned(),
        place: vec![at.name.clone()],
        country: Some("XV".to_owned()),
        point: Some((at.lat + 0.02, at.lon + 0.03)),
        radius_km: 10.0,
        actors: vec![GUARD.to_owned()],
        targets: vec!["civilians".to_owned()],
        directed: true,
        action: Some(action),
        what: what.to_owned(),
        sources: vec!["Obrin Herald 2031".to_owned(), "https://example.org/<b>".to_owned()],
        verified: "yes".to_owned(),
        ..Event::new(id, Window::day(day), 2)
    }
}

fn set(manifest: Manifest, events: Vec<Event>) -> RecordSet {
    RecordSet::new(manifest, Declared::default(), events, Tally::default(), Vec::new())
}

fn sets() -> Vec<RecordSet> {
    let mut market = event(
        "fic-0001",
        date(2031, 3, 3),
        &obrin(),
        Plover::Assault,
        "Shells fall on the grain market of Obrin; <img src=x onerror=alert(1)> six to seven people are killed.",
    );
    market.deaths = Some((6.0, 7.0));
    "Obrin Herald".clone_into(&mut market.deaths_by);
    let mut convoy = event(
        "fic-0002",
        date(2031, 3, 7),
        &karsa(),
        Plover::Aid,
        "A relief convoy reaches Karsa.",
    );
    convoy.actors = vec!["Relief Mission".to_owned()];
    let private = event(
        "priv-77",
        date(2031, 3, 6),
        &sefta(),
        Plover::Assault,
        "secret headline of the private set",
    );
    let title = "A starter record of a conflict that never was";
    vec![
        set(manifest("starter", title, true), vec![market, convoy]),
        set(manifest("private", "A set for local use", false), vec![private]),
    ]
}

/// A test as a stranger's case might hold it: its words and its figure are hostile.
fn tested() -> Tested {
    let sums = |post: u32| serde_json::json!({ "post": post, "post_days": 210, "eligible": 30 });
    let answer = serde_json::json!({
        "plan": { "name": "held back.toml", "sha256": "00ff", "locked": true },
        "claim": { "words": "they held back <b>", "account": "elsewhere.txt", "id": "c900" },
        "verdict": "not-distinguishable",
        "headline": "not distinguishable at this power: ratio 0.84 (95 % interval 0.51 to 1.39)\u{202e}",
        "paragraph": "Within 25 km and 7 days, 21 responses were recorded after 30 <script>alert(1)</script> episodes.",
        "otherwise": ["what an event is: rows say that there was fighting, not who began it"],
        "cells": [{
            "km": 25.0, "days": 7, "trigger": sums(21), "contrast": sums(25), "ratio": { "post": 0.84 },
            "interval": { "low": 0.51, "high": null }, "p_adjusted": 0.4,
        }],
    });
    let svg = "<svg xmlns=\"http://www.w3.org/2000/svg\" viewBox=\"0 0 9 9\" onload=\"alert(1)\">\
               <script>alert(1)</script><rect width=\"9\" height=\"9\"/></svg>";
    let caption = "counts before and after \"onerror=alert(1)".to_owned();
    let figures = vec![khaldun::tested::Figure {
        file: "windows.svg".into(),
        caption,
        svg: svg.into(),
        csv: "km,days,ratio\r\n25,7,3\r\n".into(),
    }];
    Tested { name: "held back".into(), answer, figures }
}

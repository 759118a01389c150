//! Two accounts side by side.

use jiff::civil::date;
use khaldun_match::{Comparison, NoRelations, Stand, Told, compare_accounts};
use khaldun_model::{
    Attribution, Check, Claim, ClaimId, Coding, Figure, Kind, Modality, Party, Place, PlaceKind,
    PlaceMatch, Plover, Polarity, Quantity, Setting, Unit, Window,
};
use khaldun_text::Span;

/// Writes claims into a text as they are added.
#[derive(Default)]
struct Account {
    text: String,
    claims: Vec<Claim>,
}

impl Account {
    fn says(mut self, words: &str, who: &str, whom: &str, day: i8, dead: Option<f64>) -> Self {
        let span = Span::new(self.text.len(), self.text.len() + words.len());
        self.text.push_str(words);
        self.text.push('\n');
        let party = |name: &str| Party {
            name: name.to_owned(),
            id: None,
            span: None,
            because: String::new(),
        };
        let parties = |name: &str| if name.is_empty() { Vec::new() } else { vec![party(name)] };
        let place = Place {
            id: "gn:1".into(),
            name: "Abéché".into(),
            country: Some("TD".into()),
            lat: 13.83,
            lon: 20.83,
            radius_km: 3.0,
            kind: PlaceKind::Town,
        };
        let found = Some(PlaceMatch { place, confidence: 1.0, because: String::new() });
        let quantity = |n: f64| Quantity {
            span,
            unit: Unit::Deaths,
            figure: Figure::Exact(n),
            by: String::new(),
        };
        self.claims.push(Claim {
            id: ClaimId(self.claims.len() as u32 + 1),
            span,
            block: 0,
            kind: Kind::Event,
            polarity: Polarity::Affirmed,
            modality: Modality::Asserted,
            attribution: Attribution::default(),
            actor: parties(who),
            target: parties(whom),
            coding: Some(Coding {
                action: Some(Plover::Assault),
                mode: None,
                context: None,
                because: String::new(),
                score: 1.0,
            }),
            places: vec![Setting { span, found, carried: false }],
            time: (day > 0).then(|| Window::day(date(2008, 2, day))),
            time_because: String::new(),
            time_bracketed: false,
            quantities: dead.map(quantity).into_iter().collect(),
            check: Check::Records,
            supports: Vec::new(),
            open_question: None,
            reasons: Vec::new(),
        });
        self
    }

    fn denies(mut self) -> Self {
        self.claims.last_mut().expect("a claim to deny").polarity = Polarity::Denied;
        self
    }

    fn told(&self) -> Told<'_> {
        Told { text: &self.text, date: None, claims: &self.claims }
    }
}

fn ids(claims: &[ClaimId]) -> Vec<u32> {
    claims.iter().map(|c| c.0).collect()
}

fn stands(found: &Comparison) -> Vec<(u32, u32, Stand)> {
    found.pairs.iter().map(|p| (p.one.0, p.two.0, p.stand)).collect()
}

fn accounts() -> (Account, Account) {
    let one = Account::default()
        .says(
            "The Ridge Front attacked the barracks of the River Guard; nine died.",
            "Ridge Front",
            "River Guard",
            2,
            Some(9.0),
        )
        .says(
            "Two days later the River Guard shelled the Ridge Front: thirty dead.",
            "River Guard",
            "Ridge Front",
            4,
            Some(30.0),
        )
        .says(
            "The Ridge Front burned the stores of the River Guard.",
            "Ridge Front",
            "River Guard",
            12,
            None,
        )
        .says("The Ridge Front fought them all year.", "Ridge Front", "River Guard", 0, None);
    let two = Account::default()
        .says(
            "Nine of the River Guard fell when the Ridge Front came.",
            "Ridge Front",
            "River Guard",
            2,
            Some(9.0),
        )
        .says(
            "The River Guard killed four of the Ridge Front with shells.",
            "River Guard",
            "Ridge Front",
            4,
            Some(4.0),
        )
        .says(
            "The Ridge Front burned no stores of the River Guard.",
            "Ridge Front",
            "River Guard",
            12,
            None,
        )
        .denies()
        .says(
            "The River Guard shot at the Ridge Front from a lorry.",
            "River Guard",
            "Ridge Front",
            25,
            None,
        );
    (one, two)
}

#[test]
fn agreed_disputed_and_left_out() {
    let (one, two) = accounts();
    let found = compare_accounts(one.told(), two.told(), &NoRelations);
    let expected = [(1, 1, Stand::Agreed), (2, 2, Stand::Disputed), (3, 3, Stand::Disputed)];
    assert_eq!(stands(&found), expected, "{found:#?}");
    assert!(found.pairs[1].because.contains("the number of dead"), "{}", found.pairs[1].because);
    assert!(found.pairs[2].because.contains("denies"));
    assert_eq!((ids(&found.only_one), ids(&found.only_two)), (vec![], vec![4]));
    assert_eq!((found.apart_one, found.apart_two), (1, 0));
}

#[test]
fn neither_account_is_the_measure() {
    let (one, two) = accounts();
    let found = compare_accounts(one.told(), two.told(), &NoRelations);
    let back = compare_accounts(two.told(), one.told(), &NoRelations);
    let turned: Vec<_> = stands(&back).into_iter().map(|(a, b, s)| (b, a, s)).collect();
    assert_eq!(stands(&found), turned);
    assert_eq!((found.only_one, found.only_two), (back.only_two, back.only_one));
}

//! The page of the specimen: whole as structure, two small parts to the letter.

mod specimen;

use expect_test::{Expect, expect};
use std::collections::BTreeSet;

fn page() -> String {
    khaldun_report::html(&specimen::checked())
}

/// All values of an attribute, in page order; the script and the style are left out.
fn values<'p>(page: &'p str, attribute: &str) -> Vec<&'p str> {
    let start = format!(" {attribute}=\"");
    let body = &page[page.find("</style>").unwrap_or(0)..page.rfind("<script>").unwrap()];
    let mut rest = body;
    let mut out = Vec::new();
    while let Some(at) = rest.find(&start) {
        rest = &rest[at + start.len()..];
        let end = rest.find('"').unwrap();
        out.push(&rest[..end]);
    }
    out
}

/// The text between two marks, exclusive of the second.
fn between<'p>(page: &'p str, from: &str, to: &str) -> &'p str {
    let start = page.find(from).unwrap_or_else(|| panic!("no {from}"));
    let end = start + page[start..].find(to).unwrap_or_else(|| panic!("no {to} after {from}"));
    &page[start..end]
}

#[test]
fn the_page_asks_for_nothing_from_outside() {
    let page = page();
    for attribute in ["srcset", "action", "poster", "data"] {
        assert_eq!(values(&page, attribute), Vec::<&str>::new(), "{attribute}");
    }
    for src in values(&page, "src") {
        assert!(src.starts_with("data:image/svg+xml;base64,"), "the page fetches {src}");
    }
    for href in values(&page, "href") {
        assert!(href.starts_with('#'), "a link leaves the page: {href}");
    }
    assert!(!page.contains("url("), "styles must fetch nothing");
    assert!(!page.contains("@import"), "styles must fetch nothing");
    assert!(page.contains("default-src 'none'"), "the policy must forbid all fetching");
}

#[test]
fn every_link_has_its_end_and_every_anchor_is_one() {
    let page = page();
    let ids = values(&page, "id");
    let unique: BTreeSet<_> = ids.iter().copied().collect();
    assert_eq!(ids.len(), unique.len(), "an anchor is given twice");
    for href in values(&page, "href") {
        let end = href.trim_start_matches('#');
        assert!(end.is_empty() || unique.contains(end), "nothing at {href}");
    }
    for list in values(&page, "aria-labelledby") {
        assert!(unique.contains(list), "no label at {list}");
    }
}

#[test]
fn every_claim_is_marked_has_a_card_and_is_counted() {
    let checked = specimen::checked();
    let page = page();
    for claim in &checked.accounts[0].claims {
        assert!(page.contains(&format!("id=\"a1-{}\"", claim.id)), "no card for {}", claim.id);
        assert!(page.contains(&format!("id=\"a1-{}-in\"", claim.id)), "{} is not marked", claim.id);
    }
    let report = khaldun_report::view::Report::of(&checked);
    let all: usize = khaldun_match::Verdict::ALL.iter().map(|v| report.under(*v)).sum();
    assert_eq!(all, checked.accounts[0].claims.len());
    let kinds: usize = khaldun_model::Kind::ALL.iter().map(|k| report.of_kind(*k)).sum();
    assert_eq!(all, kinds);
    for verdict in khaldun_match::Verdict::ALL {
        assert!(report.under(verdict) > 0, "the specimen should show {verdict:?}");
    }
}

#[test]
fn hostile_text_is_shown_as_text() {
    let page = page();
    assert!(!page.contains("<script>alert"));
    let images = page.matches("<img src=\"data:image/svg+xml;base64,").count();
    assert_eq!(page.matches("<img").count(), images, "an image of the account's making");
    assert!(!page.contains('\u{202e}'), "an override must not reach the page");
    assert!(page.contains("&lt;script&gt;alert"));
    assert!(page.contains("&lt;img src=x onerror=alert(1)&gt;"));
    assert!(page.contains("⟨U+202E⟩word"));
    assert_eq!(page.matches("<script").count(), 1);
}

#[test]
fn a_test_stands_with_its_figures_and_nothing_in_it_runs() {
    let page = page();
    let section = between(&page, "<section class=\"tests\"", "<section class=\"unchecked\"");
    assert!(section.contains("ratio 0.84 (95 % interval 0.51 to 1.39)⟨U+202E⟩"), "{section}");
    assert!(section.contains("they held back &lt;b&gt;"), "{section}");
    assert!(section.contains("(this claim is not read in these words now)"), "{section}");
    assert!(section.contains("0.51 – unknown"), "{section}");
    assert!(section.contains("src=\"data:image/svg+xml;base64,PHN2Zy"), "{section}");
    assert!(
        section.contains("alt=\"counts before and after &quot;onerror=alert(1)\""),
        "{section}"
    );
    assert!(!section.contains("<script"), "{section}");
    assert!(!section.contains("<svg"), "{section}");
}

#[test]
fn claims_that_deny_each_other_name_each_other() {
    let page = page();
    let happened = page.matches("The account also says that it happened: ").count();
    let not = page.matches("The account also says that it did not happen: ").count();
    assert_eq!((happened, not), (1, 1));
    assert_eq!(page.matches("against it, in the account: ").count(), 2, "each under the other");
    assert!(page.contains("against it, in the record: "), "a contradicted ground names its row");
}

#[test]
fn rows_that_may_not_be_shown_appear_by_id_date_and_hash() {
    let page = page();
    assert!(!page.contains("secret headline"));
    let row = between(&page, "priv-77</bdi>", "</div>");
    assert!(row.contains("6 March 2031"));
    assert!(row.contains("SHA-256 of the row: <code>"));
    assert!(!row.contains("barracks"), "what a part says may quote the row");
}

#[test]
fn the_same_input_gives_the_same_bytes() {
    assert_eq!(page(), page());
}

#[test]
fn nothing_checked_is_a_page_too() {
    let mut checked = specimen::checked();
    checked.accounts[0].claims.clear();
    checked.accounts[0].matches.clear();
    assert!(khaldun_report::html(&checked).contains("found no claim in this account"));
    checked.accounts.clear();
    checked.sets.clear();
    assert!(khaldun_report::html(&checked).starts_with("<!DOCTYPE html>"));
}

#[test]
fn two_accounts_stand_side_by_side() {
    let mut checked = specimen::checked();
    checked.accounts.push(checked.accounts[0].clone());
    let page = khaldun_report::html(&checked);
    assert!(page.contains("id=\"a2-c016\""));
    let ids = values(&page, "id");
    assert_eq!(ids.len(), ids.iter().collect::<BTreeSet<_>>().len(), "an anchor is given twice");
}

#[test]
fn furniture_is_left_out_visibly() {
    let page = page();
    assert!(page.contains("left out: menu, 8 words"));
    assert!(page.contains("left out: share links, 3 words"));
}

fn check(got: &str, expected: &Expect) {
    // One element a line reads better in a snapshot.
    expected.assert_eq(&got.replace("><", ">\n<"));
}

#[test]
fn what_the_analyst_says_stands_apart() {
    use khaldun::analyst::{Anchor, Deed, Log, Rating, Reliability, Work};
    let case = tempfile::tempdir().unwrap();
    let (mut log, mut checked) = (Log::default(), specimen::checked());
    let claim = checked.accounts[0].claims[0].clone();
    let anchor = Anchor::to(&checked.accounts[0].account, claim.span).unwrap();
    let gone = Anchor { words: "other words".into(), ..anchor.clone() };
    let deeds = vec![
        Deed::accept(anchor.clone(), &claim),
        Deed::Note { claim: anchor.clone(), text: "<i>ask</i> the hospital".into() },
        Deed::Hypothesis { id: "h1".into(), text: "The market was not the aim.".into() },
        Deed::Rate { hypothesis: "h1".into(), claim: anchor, rating: Rating::Inconsistent },
        Deed::Reliability { voice: "Obrin hospital".into(), grade: Reliability::B },
        Deed::Note { claim: gone, text: "lost".into() },
    ];
    log.add(&khaldun::Disk, case.path(), 0, ("", "R.K."), deeds).unwrap();
    let library = khaldun::Library::new(&[]);
    let work = Work::hold(&log, &mut checked, &library);
    let page = khaldun_report::html_with(&checked, &work);
    let card = between(&page, "id=\"a1-c001\"", "</article>");
    let block = between(card, "<section class=\"analyst\"", "</section>");
    for words in ["reading accepted", "&lt;i&gt;ask", "inconsistent with", "(usually reliable)"] {
        assert!(block.contains(words), "{words} is missing in {block}");
    }
    let whole = between(&page, "id=\"analyst\"", "</section>");
    assert!(whole.contains("0 consistent, 1 inconsistent, 0 not applicable"), "{whole}");
    assert!(whole.contains("Orphaned decisions") && whole.contains("other words"), "{whole}");
    assert!(!page.contains("data-desk="), "a file has no buttons of the desk");
    let bare = khaldun_report::html(&specimen::checked());
    assert!(!bare.contains("id=\"analyst\""), "no layer, no section");
}

#[test]
fn every_row_named_stands_in_the_table_of_rows() {
    let page = page();
    let rows = between(&page, "id=\"rows\"", "</section>");
    for row in ["fic-0001", "fic-0002", "priv-77"] {
        assert!(rows.contains(&format!("<bdi>{row}</bdi>")), "{row} is missing");
    }
    assert!(!rows.contains("secret headline"));
}

#[test]
fn nested_claims_to_the_letter() {
    let page = page();
    let told = between(&page, "<article class=\"told\"", "</article>");
    check(
        between(told, "<mark class=\"u0-nof\"", ". A spokesman"),
        &expect![[r##"
            <mark class="u0-nof" data-c="a1-c003">The Guard denied </mark>
            <mark class="u0-nof u1-con" data-c="a1-c004 a1-c003">firing on the town that day</mark>&#8288;<a class="n v-con" id="a1-c004-in" href="#a1-c004" data-c="a1-c004" aria-label="claim 4, contradicted">4<span aria-hidden="true">✕</span>
            </a>&#8288;<a class="n v-nof" id="a1-c003-in" href="#a1-c003" data-c="a1-c003" aria-label="claim 3, not found though covered">3<span aria-hidden="true">○</span>
            </a>"##]],
    );
}

#[test]
fn a_denied_claim_to_the_letter() {
    let page = page();
    let card =
        between(&page, "<article class=\"card v-con\" id=\"a1-c004\"", "<section class=\"set");
    check(
        card,
        &expect![[r##"
            <article class="card v-con" id="a1-c004" tabindex="-1" aria-labelledby="a1-c004-h" data-kind="event" data-verdict="con" data-actor="2" data-place="2" data-voice="0" data-origin="" data-analyst="">
            <noscript>
            <header>
            <h3 id="a1-c004-h">
            <a href="#a1-c004-in" title="Back to its place in the account">c004</a> <span class="kind" title="an act by an actor; speech acts count">event</span> <span class="flag">denied</span>
            </h3>
            <p class="verdict" title="The record positively shows the contrary.">
            <span class="sign" aria-hidden="true">✕</span> contradicted</p>
            </header>
            </noscript>
            <blockquote dir="auto">firing on the town that day</blockquote>
            <noscript>
            <dl class="facts">
            <div>
            <dt>Who</dt>
            <dd>
            <span class="item">
            <bdi>Northern Guard</bdi>
            </span>
            </dd>
            </div>
            <div>
            <dt>Does what</dt>
            <dd>Assault (military)</dd>
            </div>
            <div>
            <dt>Where</dt>
            <dd>
            <span class="item">
            <bdi>Obrin</bdi> <span class="fine">XV, town, within 4 km</span>
            </span>
            </dd>
            </div>
            <div>
            <dt>When</dt>
            <dd>3 March 2031</dd>
            </div>
            <div>
            <dt>Says who</dt>
            <dd>
            <bdi>Northern Guard</bdi>
            </dd>
            </div>
            </dl>
            <p class="against">
            <b>The account also says that it happened: </b>
            <a class="to" href="#a1-c001" data-c="a1-c001">c001</a> <q dir="auto">On 3 March the Northern Guard shelled the grain market of Obrin, killing at least nine people</q> <span class="fine">says <bdi>Obrin hospital</bdi>
            </span>
            </p>"##]],
    );
}

#[test]
fn the_summary_leans_to_no_side() {
    let report = khaldun_report::view::Report::of(&specimen::checked());
    expect!["Khaldun read 16 claims in this account: held against the record, two borne out, three found with a detail that differs or stays open, one contradicted, one not found though covered and two outside what the records cover; seven no event record could settle."].assert_eq(&report.summary);
}

#![allow(clippy::needless_raw_string_hashes, reason = "expect-test writes them so")]

use super::{Layout, diagnostics, specimen, summary};
use expect_test::{Expect, expect};

/// Styles off: what a pipe or a screen reader gets.
fn bare(styled: &str) -> String {
    anstream::adapter::strip_str(styled).to_string()
}

fn claim(number: u32, width: usize, expected: &Expect) {
    let said = bare(&summary(&specimen::checked(), Layout { width, spoken: false }));
    let from = said.find(&format!("c{number:03} ")).expect("the claim is printed");
    let to = from + said[from..].find("\n\n").expect("a claim ends with an empty line");
    expected.assert_eq(&said[from..=to]);
}

#[test]
fn a_claim_inside_a_sentence() {
    claim(
        4,
        80,
        &expect![[r#"
        c004 contradicted · event, denied
          | … Obrin hospital. The Guard denied firing on the town that day. A spokesman
          |                                    ^^^^^^^^^^^^^^^^^^^^^^^^^^^
          | of the Lowland …
          = Northern Guard → Assault; Obrin; 3 March 2031; says Northern Guard
          = starter: contradicted; fic-0001 tells of the shelling that is denied
    "#]],
    );
}

#[test]
fn a_claim_longer_than_a_line() {
    claim(
        1,
        60,
        &expect![[r#"
            c001 corroborated · event
              | On 3 March the Northern Guard shelled the grain market
              | ^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^
              | of Obrin, killing at least nine people, according to the
              | ^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^
              | Obrin hospital. …
              = Northern Guard → Assault → market traders; Obrin; 3
                March 2031; says Obrin hospital
              = starter: corroborated; act, place, date and parties
                agree with fic-0001
              = private: not found though covered; the set covers Obrin
                in March 2031 and holds no such attack
              = no origin is known; of unknown lineage, and not counted:
                Obrin Herald 2031, https://example.org/<b>
        "#]],
    );
}

#[test]
fn right_to_left_words_are_quoted_not_underlined() {
    claim(
        11,
        80,
        &expect![[r#"
            c011 not covered · event
              | « قال شهود إن القصف أصاب السوق مرتين ».
              = Assault; “السوق” (not placed); says شهود
              = open: Which market do the witnesses mean?
        "#]],
    );
}

#[test]
fn for_ears_words_are_quoted_and_counts_stand_one_a_line() {
    let said = bare(&summary(&specimen::checked(), Layout { width: 80, spoken: true }));
    assert!(said.starts_with("2 corroborated\n3 qualified\n1 contradicted\n"), "{said}");
    let from = said.find("c004 ").expect("the claim is printed");
    expect![[r#"
        c004 contradicted · event, denied
           … Obrin hospital. The Guard denied « firing on the town that day ». A
           spokesman of the Lowland …
           Northern Guard → Assault; Obrin; 3 March 2031; says Northern Guard
    "#]]
    .assert_eq(&said[from..].split_inclusive('\n').take(4).collect::<String>());
}

#[test]
fn the_counts_come_first() {
    let said = bare(&summary(&specimen::checked(), Layout { width: 80, spoken: false }));
    let to = said.find("obrin-2031.html").expect("the account is named");
    expect![[r#"
            2 corroborated                 10 events
            3 qualified                     2 patterns
            1 contradicted                  1 intent
            1 not found though covered      1 cause
            2 not covered                   1 hypothetical
            7 not checkable by records      1 judgement

        held against starter 1 (CC0-1.0, 2 rows): A starter record of a conflict that
          never was; a starter, not a full record
        held against private 1 (LicenseRef-private, 1 row): A set for local use
    "#]]
    .assert_eq(&said[..to]);
}

#[test]
fn no_line_is_wider_than_the_terminal() {
    for width in [52, 60, 80, 120] {
        let said = bare(&summary(&specimen::checked(), Layout { width, spoken: false }));
        for line in said.lines() {
            let wide = unicode_width::UnicodeWidthStr::width(line);
            assert!(wide <= width, "{wide} columns where {width} were given: {line}");
        }
    }
}

#[test]
fn an_override_does_not_turn_the_line() {
    let said = bare(&summary(&specimen::checked(), Layout::default()));
    assert!(!said.contains('\u{202e}'));
}

#[test]
fn a_message_points_at_its_words() {
    let checked = specimen::checked();
    let account = &checked.accounts[0];
    let said =
        diagnostics(&account.notes, &[&account.account], Layout { width: 80, spoken: false });
    expect![[r#"
        note[KH-WHEN-003]: this date has no year; two readings fit
          in  obrin-2031.html, line 7 of the text as read
          | … the Guard's barracks at Sefta on the night of 6–7 March.
          |                                    ^^^^^^^^^^^^^^^^^^^^^^
          = here: 2031 from the dateline
          = so: one claim depends on this reading
          = try: give the year with --date
    "#]]
    .assert_eq(&bare(&said));
}

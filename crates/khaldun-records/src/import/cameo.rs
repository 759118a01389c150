//! CAMEO event codes, as GDELT and ICEWS use them, and the PLOVER class each falls into.
//!
//! Sources: Gerner, Schrodt and Yilmaz, CAMEO codebook 1.1b3; the correspondence of PLOVER's
//! classes to CAMEO's roots is told in the PLOVER manual. Statements (01) are no class of PLOVER.

use khaldun_model::Plover;

/// A code with its root, leading zeros restored.
///
/// Spreadsheets and typed loaders take codes for numbers and drop the zero: `40` is `040`, since
/// there are twenty roots only. Where both readings exist (`10` is "demand", `010` "make a
/// statement") the intensity decides: demands and worse stand at -2 or less, statements do not.
pub(crate) fn code(text: &str, intensity: Option<f64>) -> Option<(String, u8)> {
    let text = text.trim();
    if text.is_empty() || text.len() > 4 || !text.bytes().all(|b| b.is_ascii_digit()) {
        return None;
    }
    let root = |code: &str| code.get(..2).and_then(|r| r.parse::<u8>().ok());
    let own = root(text).filter(|r| (1..=20).contains(r));
    let padded = format!("0{text}");
    let lost = root(&padded).filter(|r| (1..=9).contains(r) && text.len() < 4);
    let mild = text.len() == 2 && intensity.is_some_and(|i| i > -1.0);
    match (own, lost) {
        (Some(_), Some(lost)) if mild => Some((padded, lost)),
        (Some(own), _) => Some((text.to_owned(), own)),
        (None, Some(lost)) => Some((padded, lost)),
        (None, None) => None,
    }
}

/// The PLOVER class of a code.
pub(crate) fn plover(code: &str, root: u8) -> Option<Plover> {
    Some(match root {
        2 | 10 => Plover::Request,
        3 => Plover::Agree,
        4 => Plover::Consult,
        // "Sign formal agreement".
        5 if code.starts_with("057") => Plover::Agree,
        5 => Plover::Support,
        6 => Plover::Cooperate,
        7 => Plover::Aid,
        // "De-escalate military engagement".
        8 if code.starts_with("087") => Plover::Retreat,
        8 => Plover::Concede,
        9 | 11 => Plover::Accuse,
        12 => Plover::Reject,
        13 => Plover::Threaten,
        14 => Plover::Protest,
        15 => Plover::Mobilize,
        16 => Plover::Sanction,
        17 => Plover::Coerce,
        // "Abduct, hijack, or take hostage": a person held, as in the other sets.
        18 if code.starts_with("181") => Plover::Coerce,
        18..=20 => Plover::Assault,
        _ => return None,
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn zeros_that_a_spreadsheet_dropped_come_back() {
        let read = |text: &str, intensity: Option<f64>| code(text, intensity).map(|(c, _)| c);
        assert_eq!(read("010", None).as_deref(), Some("010"));
        assert_eq!(read("10", Some(0.0)).as_deref(), Some("010"));
        assert_eq!(read("10", Some(-5.0)).as_deref(), Some("10"));
        assert_eq!(read("40", None).as_deref(), Some("040"));
        assert_eq!(read("831", None).as_deref(), Some("0831"));
        assert_eq!(read("1831", None).as_deref(), Some("1831"));
        assert_eq!(read("112", None).as_deref(), Some("112"));
        for bad in ["", "0", "00", "x12", "99123", "9912"] {
            assert_eq!(read(bad, None), None, "{bad}");
        }
    }

    #[test]
    fn roots_have_classes() {
        assert_eq!(plover("193", 19), Some(Plover::Assault));
        assert_eq!(plover("0874", 8), Some(Plover::Retreat));
        assert_eq!(plover("181", 18), Some(Plover::Coerce));
        assert_eq!(plover("183", 18), Some(Plover::Assault));
        assert_eq!(plover("010", 1), None);
    }
}

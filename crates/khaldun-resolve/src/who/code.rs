//! Codes by which other projects call an actor.
//!
//! ISO 3166-1 alpha-3 is the state's (`data/actors/states.csv`). A CAMEO actor code is made by its codebook's rule: the state's three letters, then
//! its role (`GOV`, `MIL`, `REB`, `MED`). Only what that rule gives is given: CAMEO's own codes of single groups and of
//! international bodies, and UCDP's actor ids, stand in no package that may be built in, and are left out. Such a code
//! names a role within a state, not one actor: two armies of one state share it.
//!
//! *Sources:* the CAMEO codebook (Schrodt, 2012), chapter on actors.

use super::{Actor, Register};
use khaldun_model::ActorType;

/// Where CAMEO keeps an older three-letter code: Romania, Timor-Leste.
const OLDER: [(&str, &str); 2] = [("ROU", "ROM"), ("TLS", "TMP")];

/// An actor's codes.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Codes {
    /// ISO 3166-1 alpha-3 of the state it belongs to.
    pub iso3: Option<String>,
    /// CAMEO's code for that role in that state.
    pub cameo: Option<String>,
}

impl Register {
    /// The codes of an actor, as far as rules give them.
    pub fn codes(&self, actor: &Actor) -> Codes {
        let country = actor.country.as_deref();
        let state = country.and_then(|c| self.states().iter().find(|s| s.country == c));
        let iso3 = state.map(|s| s.iso3.clone()).filter(|c| !c.is_empty());
        let older = |code: &str| OLDER.iter().find(|(iso, _)| *iso == code).map(|(_, old)| *old);
        let cameo = iso3
            .as_deref()
            .zip(role(actor.kind))
            .map(|(state, role)| format!("{}{role}", older(state).unwrap_or(state)));
        Codes { iso3, cameo }
    }
}

/// The role that CAMEO writes behind a state; a state itself has none.
fn role(kind: ActorType) -> Option<&'static str> {
    match kind {
        ActorType::State => Some(""),
        ActorType::Government => Some("GOV"),
        ActorType::ArmedForce => Some("MIL"),
        ActorType::InsurgentGroup => Some("REB"),
        ActorType::Media => Some("MED"),
        _ => None,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_role_in_a_state_has_a_code_and_a_coalition_of_many_has_none() {
        let register = Register::builtin();
        let of = |name: &str, kind: ActorType| {
            let found = register.named(name, None).into_iter().find(|a| a.kind == kind);
            register.codes(found.unwrap_or_else(|| panic!("{name}")))
        };
        let army = of("Colombian army", ActorType::ArmedForce);
        assert_eq!((army.iso3.as_deref(), army.cameo.as_deref()), (Some("COL"), Some("COLMIL")));
        let rebels = of("FARC", ActorType::InsurgentGroup);
        assert_eq!(rebels.cameo.as_deref(), Some("COLREB"));
        let body = of("United Nations", ActorType::Organisation);
        assert_eq!(body, Codes::default());
    }

    #[test]
    fn every_state_has_three_letters() {
        let register = Register::builtin();
        assert!(register.states().iter().all(|s| s.iso3.len() == 3));
    }
}

use jiff::civil::Date;
use khaldun_model::{ActorId, ActorRef, ActorType};

/// A row of the register.
#[derive(Clone, Debug, PartialEq)]
pub struct Actor {
    /// Its id.
    pub id: ActorId,
    /// Canonical name.
    pub name: String,
    /// What sort.
    pub kind: ActorType,
    /// ISO 3166-1 alpha-2, where it belongs to one state.
    pub country: Option<String>,
    /// Other names; partisan ones too: listing one is no endorsement.
    pub aliases: Vec<String>,
    /// First day on which the name was in use, where it is known.
    pub from: Option<Date>,
    /// Last day.
    pub to: Option<Date>,
    /// What it is part of.
    pub parent: Option<ActorId>,
    /// What it was before it bore this name.
    pub predecessor: Option<ActorId>,
    /// A remark.
    pub note: String,
    /// The lists it was merged from.
    pub origin: String,
}

impl Actor {
    /// Whether the name was in use on a day; an open end counts as in use.
    pub fn valid_on(&self, day: Date) -> bool {
        self.from.is_none_or(|f| f <= day) && self.to.is_none_or(|t| day <= t)
    }

    /// As mentions and claims carry it.
    pub fn reference(&self) -> ActorRef {
        ActorRef {
            id: Some(self.id.clone()),
            name: self.name.clone(),
            kind: self.kind,
            country: self.country.clone(),
        }
    }
}

/// The register's word for a type of actor, and back.
pub fn type_name(kind: ActorType) -> &'static str {
    match kind {
        ActorType::State => "state",
        ActorType::Government => "government",
        ActorType::ArmedForce => "armed force",
        ActorType::InsurgentGroup => "insurgent group",
        ActorType::Coalition => "coalition",
        ActorType::Organisation => "organisation",
        ActorType::Person => "person",
        ActorType::Tribe => "tribe",
        ActorType::Population => "population",
        ActorType::Media => "media",
        ActorType::Unknown => "unknown",
    }
}

pub(super) fn type_of(name: &str) -> Option<ActorType> {
    use ActorType as T;
    let all = [
        T::State,
        T::Government,
        T::ArmedForce,
        T::InsurgentGroup,
        T::Coalition,
        T::Organisation,
        T::Person,
        T::Tribe,
        T::Population,
        T::Media,
    ];
    all.into_iter().find(|t| type_name(*t) == name)
}

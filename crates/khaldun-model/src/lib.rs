//! What do the stages hand over?
//!
//! Inert data: mentions (who, where, when, as the words of the account name them), claims, and the
//! vocabulary they share with the record. No behaviour beyond names and parsing of names.

mod claim;
mod mention;
mod place;
mod plover;
mod when;

pub use claim::{
    ActorId, Attribution, Check, Claim, ClaimId, Figure, Kind, Modality, Party, Polarity, Quantity,
    Reason, Setting, Support, Unit, Voice,
};
pub use mention::{
    ActorForm, ActorMention, ActorRef, ActorType, Mentions, PlaceMention, PlaceUse, TimeAnchor,
    TimeBound, TimeMention,
};
pub use place::{Place, PlaceKind, PlaceMatch, km_between};
pub use plover::{Coding, Plover, Quad};
pub use when::{TimeKind, When, Window};

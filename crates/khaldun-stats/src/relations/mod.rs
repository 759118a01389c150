//! Who stands with whom over time: signed dyads by month, and how far a signed network is from balance.

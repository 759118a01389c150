//! Concentration: where and when do events crowd, given how many each place and each day has?
//!
//! Kulldorff's space-time permutation scan statistic.

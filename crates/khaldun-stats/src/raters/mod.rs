//! Several raters of the same items: which class has each item, and how far is each rater to be relied on?

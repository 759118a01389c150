//! What the page's head says: title, date, author, each with where it stands.

use super::zone::Attributes;
use regex::Regex;
use std::ops::Range;
use std::sync::LazyLock;

/// Places in the page where the head tells something; values are as written, entities and all.
#[derive(Clone, Debug, Default)]
pub(crate) struct Meta {
    /// `og:title` and the like.
    pub(crate) headline: Option<Range<usize>>,
    /// The window's title, which often has the site's name in it.
    pub(crate) window: Option<Range<usize>>,
    /// The day, ten characters `YYYY-MM-DD`.
    pub(crate) date: Option<Range<usize>>,
    pub(crate) author: Option<Range<usize>>,
    pub(crate) site: Option<Range<usize>>,
    /// How much the source of `date` is trusted; less is more.
    rank: usize,
}

/// Names of `meta` elements that give the day of publication, best first.
const DATES: [&str; 16] = [
    "article:published_time",
    "og:article:published_time",
    "datepublished",
    "date",
    "pubdate",
    "publishdate",
    "publish-date",
    "publish_date",
    "dc.date",
    "dc.date.issued",
    "dcterms.date",
    "dcterms.created",
    "sailthru.date",
    "parsely-pub-date",
    "citation_publication_date",
    "article.published",
];

static IN_SCRIPT: LazyLock<Regex> = LazyLock::new(|| {
    Regex::new(r#""datePublished"\s*:\s*"(?P<day>\d{4}-\d\d-\d\d)"#).expect("fixed pattern")
});
static DAY: LazyLock<Regex> =
    LazyLock::new(|| Regex::new(r"\d{4}-\d\d-\d\d").expect("fixed pattern"));

impl Meta {
    /// Reads a `meta` or `time` element.
    pub(crate) fn element(&mut self, name: &str, attributes: &Attributes<'_>) {
        if name == "time" {
            self.date(attributes, "datetime", DATES.len() + 1);
        }
        if name != "meta" {
            return;
        }
        let key = ["property", "name", "itemprop"].iter().find_map(|a| attributes.get(a));
        let Some(key) = key.map(str::to_ascii_lowercase) else { return };
        if let Some(rank) = DATES.iter().position(|d| *d == key) {
            self.date(attributes, "content", rank);
        }
        let value =
            attributes.range("content").filter(|r| !attributes.page[r.clone()].trim().is_empty());
        let slot = match key.as_str() {
            "og:title" | "twitter:title" | "headline" => &mut self.headline,
            "author" | "article:author" | "dc.creator" | "parsely-author" => &mut self.author,
            "og:site_name" => &mut self.site,
            _ => return,
        };
        let link = value.clone().is_some_and(|r| attributes.page[r].contains("://"));
        if slot.is_none() && !link {
            *slot = value;
        }
    }

    fn date(&mut self, attributes: &Attributes<'_>, attribute: &str, rank: usize) {
        let Some(range) = attributes.range(attribute) else { return };
        let Some(day) = DAY.find(&attributes.page[range.clone()]) else { return };
        self.keep(range.start + day.start()..range.start + day.end(), rank);
    }

    fn keep(&mut self, day: Range<usize>, rank: usize) {
        if self.date.is_none() || rank < self.rank {
            (self.date, self.rank) = (Some(day), rank);
        }
    }

    /// Reads the inside of a title or a script.
    pub(crate) fn raw(&mut self, page: &str, name: &str, text: Range<usize>) {
        if name.eq_ignore_ascii_case("title") && self.window.is_none() {
            self.window = Some(text).filter(|r| !page[r.clone()].trim().is_empty());
        } else if name.eq_ignore_ascii_case("script")
            && let Some(day) = IN_SCRIPT.captures(&page[text.clone()]).and_then(|c| c.name("day"))
        {
            self.keep(text.start + day.start()..text.start + day.end(), DATES.len());
        }
    }
}

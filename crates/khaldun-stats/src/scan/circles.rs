use super::{Case, Cluster, Scan};

/// The circles about each place, and the totals that no dealing out of days changes.
pub(super) struct Circles<'a> {
    scan: &'a Scan,
    /// The days with cases, in order.
    calendar: Vec<i64>,
    /// Cases before each of them, and in all.
    until: Vec<f64>,
    /// The numbers of the cases of each place.
    of_place: Vec<Vec<usize>>,
    /// For each place, the places about it, nearest first, and how far they are.
    near: Vec<Vec<(f64, usize)>>,
}

/// The greatest cylinder about a place.
pub(super) struct Cylinder {
    pub(super) centre: usize,
    pub(super) log_ratio: f64,
    /// How many of the nearest places it holds.
    nearest: usize,
    from: usize,
    to: usize,
    cases: f64,
    expected: f64,
}

impl<'a> Circles<'a> {
    pub(super) fn new(places: &[(f64, f64)], cases: &[Case], scan: &'a Scan) -> Self {
        let mut calendar: Vec<i64> = cases.iter().map(|c| c.day).collect();
        calendar.sort_unstable();
        let until_day = |day: i64| calendar.partition_point(|d| *d < day) as f64;
        let mut days = calendar.clone();
        days.dedup();
        let mut until: Vec<f64> = days.iter().map(|d| until_day(*d)).collect();
        until.push(cases.len() as f64);
        let mut of_place = vec![Vec::new(); places.len()];
        for (number, case) in cases.iter().enumerate() {
            of_place[case.place].push(number);
        }
        let near = places
            .iter()
            .map(|centre| {
                let mut near: Vec<(f64, usize)> = (0..places.len())
                    .filter(|n| !of_place[*n].is_empty())
                    .map(|n| (scan.metric.between(*centre, places[n]), n))
                    .filter(|(far, _)| *far <= scan.radius)
                    .collect();
                near.sort_by(|a, b| a.0.total_cmp(&b.0).then(a.1.cmp(&b.1)));
                near
            })
            .collect();
        Self { scan, calendar: days, until, of_place, near }
    }

    /// The number of a day with cases.
    pub(super) fn day(&self, day: i64) -> usize {
        self.calendar.partition_point(|d| *d < day)
    }

    /// For each place, the greatest cylinder about it, given the day of each case.
    pub(super) fn greatest_of_centres(&self, days: &[usize]) -> Vec<Option<Cylinder>> {
        let mut by_day = vec![0_u32; self.calendar.len()];
        (0..self.near.len()).map(|centre| self.greatest(centre, days, &mut by_day)).collect()
    }

    fn greatest(&self, centre: usize, days: &[usize], by_day: &mut [u32]) -> Option<Cylinder> {
        let all = days.len() as f64;
        let near = &self.near[centre];
        let mut best: Option<Cylinder> = None;
        let mut busy: Vec<usize> = Vec::new();
        let mut inside = 0.0;
        for (place, (far, number)) in near.iter().enumerate() {
            for case in &self.of_place[*number] {
                let day = days[*case];
                if by_day[day] == 0 {
                    busy.insert(busy.partition_point(|d| *d < day), day);
                }
                by_day[day] += 1;
                inside += 1.0;
            }
            if inside > all * self.scan.share {
                break;
            }
            // Places at one distance come in together.
            if near.get(place + 1).is_some_and(|next| next.0 <= *far) {
                continue;
            }
            self.windows(&busy, by_day, inside, |from, to, cases, expected| {
                let log_ratio = log_ratio(cases, expected, all);
                if best.as_ref().is_none_or(|b| log_ratio > b.log_ratio) {
                    let nearest = place + 1;
                    best = Some(Cylinder { centre, log_ratio, nearest, from, to, cases, expected });
                }
            });
        }
        for day in busy {
            by_day[day] = 0;
        }
        best
    }

    /// The runs of days with more cases than expected. A run that begins or ends on a day without a
    /// case of the circle is never the greatest, unless its end is given.
    fn windows(
        &self,
        busy: &[usize],
        by_day: &[u32],
        inside: f64,
        mut tell: impl FnMut(usize, usize, f64, f64),
    ) {
        let all = self.until[self.calendar.len()];
        let least = f64::from(self.scan.cases);
        let mut hold = |from: usize, to: usize, cases: f64| {
            let expected = inside * (self.until[to + 1] - self.until[from]) / all;
            if cases >= least && cases > expected {
                tell(from, to, cases, expected);
            }
        };
        for (at, from) in busy.iter().enumerate() {
            let last = self.calendar[*from] + self.scan.days - 1;
            let mut cases = 0.0;
            if let Some(alive) = self.scan.alive_on {
                if last < alive || self.calendar[*from] > alive {
                    continue;
                }
                let rest = busy[at..].iter().take_while(|d| self.calendar[**d] <= alive);
                cases = rest.map(|d| f64::from(by_day[*d])).sum();
                let to = self.calendar.partition_point(|d| *d <= alive) - 1;
                hold(*from, to, cases);
                continue;
            }
            for to in busy[at..].iter().take_while(|d| self.calendar[**d] <= last) {
                cases += f64::from(by_day[*to]);
                hold(*from, *to, cases);
            }
        }
    }

    /// The places of a cylinder, in order.
    pub(super) fn members(&self, cylinder: &Cylinder) -> Vec<usize> {
        let near = &self.near[cylinder.centre][..cylinder.nearest];
        let mut members: Vec<usize> = near.iter().map(|(_, number)| *number).collect();
        members.sort_unstable();
        members
    }

    pub(super) fn cluster(&self, found: &Cylinder, places: Vec<usize>, p: f64) -> Cluster {
        Cluster {
            centre: found.centre,
            places,
            radius: self.near[found.centre][found.nearest - 1].0,
            from: self.calendar[found.from],
            to: self.scan.alive_on.unwrap_or(self.calendar[found.to]),
            cases: found.cases as u64,
            expected: found.expected,
            log_ratio: found.log_ratio,
            p,
        }
    }
}

fn log_ratio(cases: f64, expected: f64, all: f64) -> f64 {
    let outside = all - cases;
    let rest = if outside > 0.0 { outside * libm::log(outside / (all - expected)) } else { 0.0 };
    cases * libm::log(cases / expected) + rest
}

/// Hat functions over evenly spaced knots: a baseline that bends at each of them. One knot is a constant.
#[derive(Clone, Copy, Debug)]
pub(super) struct Hats {
    start: f64,
    step: f64,
    pub(super) knots: usize,
}

impl Hats {
    pub(super) fn new(span: (f64, f64), knots: usize) -> Self {
        let step = (span.1 - span.0) / (knots.max(2) - 1) as f64;
        Self { start: span.0, step, knots }
    }

    /// The hats over a time, with their heights.
    pub(super) fn over(&self, t: f64) -> [(usize, f64); 2] {
        if self.knots == 1 {
            return [(0, 1.0), (0, 0.0)];
        }
        let at = ((t - self.start) / self.step).clamp(0.0, (self.knots - 1) as f64);
        let low = (at as usize).min(self.knots - 2);
        let part = at - low as f64;
        [(low, 1.0 - part), (low + 1, part)]
    }

    /// The area under each hat.
    pub(super) fn area(&self, knot: usize) -> f64 {
        let edge = knot == 0 || knot + 1 == self.knots;
        if edge && self.knots > 1 { self.step / 2.0 } else { self.step }
    }

    /// The height at a time, given that of each knot.
    pub(super) fn height(&self, heights: &[f64], t: f64) -> f64 {
        self.over(t).iter().map(|(k, h)| heights[*k] * h).sum()
    }

    /// The area up to a time, given the height of each knot.
    pub(super) fn until(&self, heights: &[f64], t: f64) -> f64 {
        if self.knots == 1 {
            return heights[0] * (t - self.start);
        }
        let [(low, _), (_, part)] = self.over(t);
        let whole: f64 = (0..low).map(|k| 0.5 * (heights[k] + heights[k + 1]) * self.step).sum();
        whole + 0.5 * (heights[low] + self.height(heights, t)) * part * self.step
    }
}

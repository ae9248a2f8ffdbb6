//! Counts of right and wrong marks, and the three rates made of them.

use crate::stats::Measure;

/// What a rule or a family found, and what it should have found.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Counts {
    /// Marks (or texts with a mark) that were judged, and those of them that are right.
    pub found: u64,
    pub right: u64,
    /// What the annotators marked, and what of it was touched by a mark.
    pub gold: u64,
    pub touched: u64,
}

impl Counts {
    /// The share of what was found that is right, with Wilson's interval.
    pub fn precision(&self) -> Measure {
        Measure::share(self.right, self.found, 1)
    }

    /// The share of what the annotators marked that was found.
    pub fn recall(&self) -> Measure {
        Measure::share(self.touched, self.gold, 1)
    }

    /// The harmonic mean of both. Its interval is Wilson's for the share of hits among hits, misses and false alarms, `f / (2 - f)`, carried over.
    ///
    /// ```
    /// use slantscope::eval::Counts;
    /// let f1 = Counts { found: 10, right: 5, gold: 10, touched: 5 }.f1();
    /// assert_eq!((f1.value, f1.n), (Some(0.5), 15));
    /// let [low, high] = f1.interval.unwrap();
    /// assert!(low < 0.5 && high > 0.5);
    /// ```
    pub fn f1(&self) -> Measure {
        let (Some(p), Some(r)) = (self.precision().value, self.recall().value) else {
            return Measure { unit: "share", reason: Some("there is nothing to count"), ..Measure::default() };
        };
        // one mark can touch two annotations and the other way round, so the two counts of hits may differ
        let hits = (self.right + self.touched) as f64 / 2.0;
        let all = ((self.found + self.gold) as f64 - hits).round().max(1.0) as u64;
        let f = if p + r > 0.0 { 2.0 * p * r / (p + r) } else { 0.0 };
        let share = Measure::share((f / (2.0 - f) * all as f64).round() as u64, all, 1);
        let back = |j: f64| (2.0 * j / (1.0 + j) * 1e4).round() / 1e4;
        Measure { value: Some((f * 1e4).round() / 1e4), interval: share.interval.map(|[l, h]| [back(l), back(h)]), ..share }
    }
}

impl std::ops::AddAssign for Counts {
    fn add_assign(&mut self, other: Counts) {
        self.found += other.found;
        self.right += other.right;
        self.gold += other.gold;
        self.touched += other.touched;
    }
}

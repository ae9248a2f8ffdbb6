//! A small seeded generator: the same report on every machine.

/// Xorshift64* (Marsaglia 2003, Vigna 2016).
#[derive(Clone, Debug)]
pub struct Chance(u64);

impl Chance {
    /// A generator from a seed; zero is not allowed by the method and becomes one.
    pub fn new(seed: u64) -> Chance {
        Chance(seed.max(1))
    }

    /// The next number.
    ///
    /// ```
    /// use slantscope::compare::chance::Chance;
    /// assert_eq!(Chance::new(7).next(), Chance::new(7).next());
    /// ```
    #[allow(clippy::should_implement_trait)]
    pub fn next(&mut self) -> u64 {
        self.0 ^= self.0 >> 12;
        self.0 ^= self.0 << 25;
        self.0 ^= self.0 >> 27;
        self.0.wrapping_mul(0x2545_F491_4F6C_DD1D) >> 16
    }

    /// A number below `n`.
    pub fn below(&mut self, n: usize) -> usize {
        (self.next() % n.max(1) as u64) as usize
    }
}

//! The fixed features of one sentence while they are counted, and how their counts become values.

use super::fixed::{FIXED, Fixed};

/// The fixed features of one sentence, and which of them were touched: a sentence has a quarter of them. There are as many places as 7 bits tell
/// apart, so that no access asks whether it lies inside.
#[derive(Debug)]
pub struct Counts {
    values: [f32; PLACES],
    touched: [u64; PLACES / 64],
}

const PLACES: usize = 128;
const _: () = assert!(FIXED.len() <= PLACES);

impl Default for Counts {
    fn default() -> Counts {
        Counts { values: [0.0; PLACES], touched: [0; PLACES / 64] }
    }
}

impl Counts {
    /// The feature's place.
    #[inline(always)]
    pub fn at(&mut self, feature: usize) -> &mut f32 {
        let i = feature % PLACES;
        self.touched[i / 64] |= 1 << (i % 64);
        &mut self.values[i]
    }

    /// The feature's count so far.
    #[inline(always)]
    pub fn get(&self, feature: Fixed) -> f32 {
        self.values[feature as usize % PLACES]
    }

    /// Gives the feature this value.
    #[inline(always)]
    pub fn set(&mut self, feature: Fixed, value: f32) {
        let i = feature as usize % PLACES;
        self.touched[i / 64] |= ((value != 0.0) as u64) << (i % 64);
        self.values[i] = value;
    }

    /// Empties the row: gives what is not 0, in the order of the features.
    #[inline(always)]
    pub fn drain(&mut self, mut f: impl FnMut(usize, f32)) {
        for half in 0..self.touched.len() {
            let mut touched = std::mem::take(&mut self.touched[half]);
            while touched != 0 {
                let i = (64 * half + touched.trailing_zeros() as usize) % PLACES;
                touched &= touched - 1;
                let x = std::mem::take(&mut self.values[i]);
                if x != 0.0 {
                    f(i, x);
                }
            }
        }
    }

    /// Counts the feature once more.
    #[inline(always)]
    pub fn count(&mut self, feature: Fixed) {
        *self.at(feature as usize) += 1.0;
    }

    /// The same where `is` holds.
    #[inline(always)]
    pub fn count_if(&mut self, feature: Fixed, is: bool) {
        let i = feature as usize % PLACES;
        self.touched[i / 64] |= (is as u64) << (i % 64);
        self.values[i] += is as u8 as f32;
    }
}

/// How a count becomes the value of its feature.
#[derive(Clone, Copy)]
pub enum Scale {
    /// Not at all.
    AsItIs,
    /// Whether there is any.
    Some,
    /// The logarithm of one more.
    Log,
    /// For every ten words.
    Per10,
}

/// The scale of each feature.
pub const SCALES: [Scale; PLACES] = {
    const fn fill(out: &mut [Scale; PLACES], from: Fixed, to: Fixed, scale: Scale) {
        let mut i = from as usize;
        while i <= to as usize {
            out[i] = scale;
            i += 1;
        }
    }
    let mut out = [Scale::AsItIs; PLACES];
    fill(&mut out, Fixed::Denotative, Fixed::Denotative, Scale::Log);
    fill(&mut out, Fixed::ShortQuote, Fixed::ShortQuote, Scale::Log);
    fill(&mut out, Fixed::Exclaim, Fixed::Question, Scale::Some);
    fill(&mut out, Fixed::Ellipsis, Fixed::Comma, Scale::Log);
    fill(&mut out, Fixed::Upper, Fixed::Upper, Scale::Log);
    fill(&mut out, Fixed::Figures, Fixed::Figures, Scale::Per10);
    fill(&mut out, Fixed::Percent, Fixed::Year, Scale::Some);
    fill(&mut out, Fixed::Hyphen, Fixed::Hyphen, Scale::Log);
    fill(&mut out, Fixed::Ly, Fixed::Ing, Scale::Per10);
    fill(&mut out, Fixed::First, Fixed::Simile, Scale::Log);
    fill(&mut out, Fixed::Particle, Fixed::PersonTitle, Scale::Per10);
    out
};

//! Numbers and strings of JSON, a machine word at a time.

/// Copies the first and the last `N` bytes, where there are as many, and gives them.
#[inline(always)]
pub fn ends<const N: usize>(from: &[u8], to: &mut [u8]) -> Option<([u8; N], [u8; N])> {
    let (first, last) = (*from.first_chunk()?, *from.last_chunk()?);
    *to.first_chunk_mut()? = first;
    *to.last_chunk_mut()? = last;
    Some((first, last))
}

/// A byte of 1 eight times.
const EACH: u64 = u64::MAX / 255;

/// 0 if none of eight bytes must be escaped.
#[inline(always)]
pub fn special(bytes: [u8; 8]) -> u64 {
    let x = u64::from_le_bytes(bytes);
    // the high bit of each byte that is smaller than `n`, and of some that stand above one
    let below = |x: u64, n: u64| x.wrapping_sub(EACH * n);
    (below(x, 32) | below(x ^ (EACH * b'"' as u64), 1) | below(x ^ (EACH * b'\\' as u64), 1)) & !x & (EACH << 7)
}

/// The digits of a number below a million, and how many they are: three at once, those in front of the first taken off again.
#[inline(always)]
pub fn digits(n: u64) -> Option<([u8; 8], usize)> {
    let (all, skip, len) = match n {
        0..1_000 => {
            let digits = TRIPLES[n as usize];
            (digits as u64, digits >> 24, 3)
        }
        1_000..1_000_000 => {
            let (high, low) = (TRIPLES[n as usize / 1000], TRIPLES[n as usize % 1000]);
            ((high & 0xFF_FFFF) as u64 | (low as u64) << 24, high >> 24, 6)
        }
        _ => return None,
    };
    Some(((all >> (8 * skip)).to_le_bytes(), len - skip as usize))
}

/// Three digits of each number below a thousand, the first in the lowest byte; in the highest, how many of them are zeros in front.
pub static TRIPLES: [u32; 1000] = {
    let mut out = [0; 1000];
    let mut n = 0;
    while n < 1000 {
        let skip = (n < 10) as u8 + (n < 100) as u8;
        out[n] = u32::from_le_bytes([b'0' + (n / 100) as u8, b'0' + (n / 10 % 10) as u8, b'0' + (n % 10) as u8, skip]);
        n += 1;
    }
    out
};

//! Every committed input of the fuzzers goes through what they fuzz: nothing panics that once did. So do inputs made from them by chance.

mod entries {
    include!("../fuzz/src/entries.rs");
}

use std::path::Path;

fn inputs(target: &str) -> Vec<(String, Vec<u8>)> {
    let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join("fuzz/corpus").join(target);
    let mut paths: Vec<_> = std::fs::read_dir(&folder).unwrap_or_else(|e| panic!("{}: {e}", folder.display())).map(|e| e.unwrap().path()).collect();
    paths.sort();
    paths.into_iter().map(|p| (p.display().to_string(), std::fs::read(p).unwrap())).collect()
}

#[test]
fn every_committed_input_is_read_without_a_panic() {
    for (target, run) in entries::TARGETS {
        let inputs = inputs(target);
        assert!(!inputs.is_empty(), "{target} has no inputs");
        for (path, bytes) in inputs {
            let ran = std::panic::catch_unwind(|| run(&bytes));
            assert!(ran.is_ok(), "{path}");
        }
    }
}

/// Xorshift64*.
struct Chance(u64);

impl Chance {
    fn below(&mut self, n: usize) -> usize {
        self.0 ^= self.0 >> 12;
        self.0 ^= self.0 << 25;
        self.0 ^= self.0 >> 27;
        ((self.0.wrapping_mul(0x2545_F491_4F6C_DD1D) >> 33) % n.max(1) as u64) as usize
    }
}

/// Bytes that readers of formats look for.
const TELLING: [&[u8]; 20] = [
    b"\"",
    b"'",
    b"<",
    b">",
    b"\\",
    b"{",
    b"}",
    b"\n",
    b"\n\n",
    b"\0",
    b"\xFF",
    b"&#x1F600;",
    "\u{201C}".as_bytes(),
    "\u{2019}s".as_bytes(),
    "\u{202E}".as_bytes(),
    "e\u{301}".as_bytes(),
    b"120,000",
    b"said",
    b"[1]",
    b"\xED\xA0\x80",
];

/// An input after a few cuts, copies, flips and insertions.
fn mutated(all: &[(String, Vec<u8>)], chance: &mut Chance) -> Vec<u8> {
    let mut bytes = all[chance.below(all.len())].1.clone();
    for _ in 0..=chance.below(6) {
        let at = chance.below(bytes.len() + 1);
        match chance.below(6) {
            0 => bytes.truncate(at.max(1)),
            1 => bytes.splice(at..at, TELLING[chance.below(TELLING.len())].iter().copied()).for_each(drop),
            2 if at < bytes.len() => bytes[at] ^= 1 << chance.below(8),
            3 => {
                let end = (at + chance.below(40)).min(bytes.len());
                let part = bytes[at..end].to_vec();
                let to = chance.below(bytes.len() + 1);
                bytes.splice(to..to, part).for_each(drop);
            }
            4 => {
                let end = (at + chance.below(40)).min(bytes.len());
                bytes.drain(at..end);
            }
            _ => {
                let other = &all[chance.below(all.len())].1;
                let from = chance.below(other.len() + 1);
                let part = &other[from..(from + chance.below(200)).min(other.len())];
                bytes.splice(at..at, part.iter().copied()).for_each(drop);
            }
        }
    }
    bytes
}

/// Some hundred inputs a target that are the same in every run; SLANTSCOPE_MUTATIONS asks for more, and SLANTSCOPE_SEED for others.
#[test]
fn inputs_made_by_chance_are_read_without_a_panic() {
    let number = |name: &str, usual: u64| std::env::var(name).ok().and_then(|n| n.parse().ok()).unwrap_or(usual);
    let (rounds, seed) = (number("SLANTSCOPE_MUTATIONS", 150), number("SLANTSCOPE_SEED", 0x5EED));
    for (target, run) in entries::TARGETS {
        let (all, mut chance) = (inputs(target), Chance(seed | 1));
        for round in 0..rounds {
            let bytes = mutated(&all, &mut chance);
            if std::panic::catch_unwind(|| run(&bytes)).is_err() {
                let kept = std::env::temp_dir().join(format!("slantscope-{target}-{seed}-{round}"));
                std::fs::write(&kept, &bytes).unwrap();
                panic!("{target}, round {round} of seed {seed}: the input was kept as {}", kept.display());
            }
        }
    }
}

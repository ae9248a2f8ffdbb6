//! What is fuzzed: one function for every kind of input that a stranger may write. The tests of the program run the
//! same functions on the committed inputs, without libFuzzer.

include!("entries.rs");

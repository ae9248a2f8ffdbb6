//! Who a source is: the noun phrase beside a cue, its class, and the name a pronoun stands for.

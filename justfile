# Everyday commands; `just` lists them.

default:
    @just --list

# build the program
build:
    cargo build --release

# all tests, and every rule's own examples
test:
    cargo test --release

# everything a change must pass
ci:
    .ci/run

# check all rule files and run their examples, without building them in
rules:
    cargo run --release --quiet -- lexicon test lexicons

# write the sample reports again
reports: build
    rm -rf reports/movement reports/mixed
    target/release/slantscope report tests/samples/movement --out reports/movement
    target/release/slantscope report tests/samples/mixed --out reports/mixed

# train the cue model on annotated documents (JSON lines)
train-cue GOLD:
    cargo run --release --example train_cue -- lexicons {{GOLD}} > lexicons/models/cue.tsv

# train a sentence model on labelled texts (JSON lines), with the strength of its penalty
train-sentences GOLD L2:
    cargo run --release --example train_sentences -- lexicons {{GOLD}} {{L2}}

# make the built-in norms again after a change of rules; DATA holds the folders reference, polnear and hyperpartisan
norms DATA: build
    lexicons/norms/build {{DATA}}
    cargo build --release

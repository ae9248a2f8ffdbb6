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
    target/release/slantscope lexicon page --out reports/lexicon.html

# measure all rules on the annotated sets below DATA, write their evidence, and the pages about it
measure DATA: build
    target/release/slantscope lexicon measure evaluation/sets.toml --data {{DATA}} --judgments evaluation/judgments.jsonl --write lexicons --out reports/evaluation.md
    target/release/slantscope lexicon audit evaluation/sets.toml --data {{DATA}} --base-lexicon lexicons --out reports/lexicon-audit.md
    target/release/slantscope lexicon page --base-lexicon lexicons --out reports/lexicon.html

# train the cue model on annotated documents (JSON lines)
train-cue GOLD:
    cargo run --release --quiet -- model train cue {{GOLD}} --base-lexicon lexicons --out lexicons/models/cue.tsv

# train a sentence model (slant, opinion) on labelled texts (JSON lines), with the strength of its penalty, measured on ten folds
train-sentences MODEL GOLD L2:
    cargo run --release --quiet -- model train {{MODEL}} {{GOLD}} --l2 {{L2}} --base-lexicon lexicons --diagram reports/reliability-{{MODEL}}.svg --out lexicons/models/{{MODEL}}.tsv

# make the built-in norms again after a change of rules; DATA holds the folders reference, polnear and hyperpartisan
norms DATA: build
    lexicons/norms/build {{DATA}}
    cargo build --release

# make the page: one HTML file with the whole analyser
page:
    crates/web/build

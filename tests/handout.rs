//! Handouts as a teacher makes them on the command line.

mod support;

use support::*;

const TEXT: &str = "Harbour sold\n\nBy Ann Roe\n\nClearly, the regime has sold 4,000 boats. Experts agree that it is the worst deal in history. Nobody will ever forgive this outrage.\n";
const OTHER: &str =
    "Boats change hands\n\nThe government said on Tuesday that 400 boats were sold. Ilse Brandt, the harbour master, said that the count may be wrong.\n";

#[test]
fn the_ending_of_the_file_says_the_format() {
    let folder = Folder::new().with("a.txt", TEXT);
    for (name, first) in [("h.html", &b"<!doctype html>"[..]), ("h.docx", b"PK\x03\x04"), ("deep/er/h.DOCX", b"PK\x03\x04")] {
        let output = run(&["handout", &folder.at("a.txt"), "--out", &folder.at(name)]);
        assert_eq!(code(&output), 0, "{}", err(&output));
        assert!(std::fs::read(folder.at(name)).unwrap().starts_with(first), "{name}");
        assert!(output.stdout.is_empty());
    }
    let output = run(&["handout", &folder.at("a.txt"), "--format", "docx"]);
    assert!(output.stdout.starts_with(b"PK\x03\x04"), "without --out it goes to standard output");
}

#[test]
fn the_same_text_gives_the_same_bytes() {
    let folder = Folder::new().with("a.txt", TEXT).with("b.txt", OTHER);
    for format in ["html", "docx"] {
        let make = || run(&["handout", &folder.at("a.txt"), "--pair", &folder.at("b.txt"), "--key", "--format", format]).stdout;
        assert!(make().len() > 2000 && make() == make());
    }
}

#[test]
fn the_number_of_questions_is_what_was_asked_for() {
    let folder = Folder::new().with("a.txt", TEXT);
    let asked = |n: &str| out(&run(&["handout", &folder.at("a.txt"), "--questions", n])).matches("class=\"ask\"").count();
    assert_eq!((asked("3"), asked("4")), (3, 4));
    for n in ["2", "8", "many"] {
        assert_eq!(code(&run(&["handout", &folder.at("a.txt"), "--questions", n])), 2, "{n}");
    }
}

#[test]
fn a_handout_is_made_of_one_text_or_of_two() {
    let folder = Folder::new().with("many/a.txt", TEXT).with("many/b.txt", OTHER).with("empty.txt", "");
    let rows: [(&[&str], &str); 3] = [
        (&["many"], "a handout is made of one text, and 2 were found"),
        (&["many/a.txt", "--pair", "empty.txt"], "two texts, and 1 could be read"),
        (&["nowhere.txt"], "no document could be analysed"),
    ];
    for (args, told) in rows {
        let output = run_in(folder.path(), &[&["handout"], args].concat());
        assert!(code(&output) == 2 && err(&output).contains(told), "{args:?}: {}", err(&output));
        assert!(output.stdout.is_empty(), "nothing half made");
    }
}

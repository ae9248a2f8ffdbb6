use slantscope::{analyzer::Analyzer, extract::{Document, Meta}, lexicon, report, verify};
use std::io::{BufRead, Write};

fn main() {
    let args: Vec<String> = std::env::args().collect();
    let dev = std::env::var("SLANTSCOPE_DEV_LEXICON").ok();
    let read = |dir: &str| {
        let mut out = Vec::new();
        fn go(root: &std::path::Path, dir: &std::path::Path, out: &mut Vec<lexicon::file::SourceFile>) {
            let mut all: Vec<_> = std::fs::read_dir(dir).unwrap().map(|e| e.unwrap().path()).collect();
            all.sort();
            for p in all {
                if p.is_dir() { go(root, &p, out) } else if p.extension().is_some_and(|e| e == "toml" || e == "tsv") {
                    out.push(lexicon::file::SourceFile { path: p.strip_prefix(root).unwrap().to_string_lossy().into_owned(), text: std::fs::read_to_string(&p).unwrap() });
                }
            }
        }
        go(std::path::Path::new(dir), std::path::Path::new(dir), &mut out);
        out
    };
    if args.get(1).is_some_and(|a| a == "lexicon") {
        let files = read(args.get(3).map_or("lexicons", String::as_str));
        match lexicon::files_of(&files) {
            Err(e) => { println!("{e}"); std::process::exit(1) }
            Ok(lex) => {
                let faults = verify::verify(&lex, &files);
                for f in &faults { println!("{f}"); }
                println!("{} rules, {} terms, {} words, {} examples failed", lex.rules.len(), lex.terms.len(), lex.vocabulary_size(), faults.len());
            }
        }
        return;
    }
    if args.get(1).is_some_and(|a| a == "train-cue") {
        let files = read("lexicons");
        let lex = lenient(files);
        let mut gold = vec![];
        for line in std::fs::read_to_string(&args[2]).unwrap().lines() {
            let v: serde_json::Value = serde_json::from_str(line).unwrap();
            let text = v["text"].as_str().unwrap().to_string();
            let at: Vec<usize> = text.char_indices().map(|c| c.0).chain([text.len()]).collect();
            let spans = |k: &str| v["attributions"].as_array().unwrap().iter().flat_map(|a| a[k].as_array().cloned().unwrap_or_default()).map(|s| slantscope::text::Span::new(at[s[0].as_u64().unwrap() as usize], at[s[1].as_u64().unwrap() as usize])).collect::<Vec<_>>();
            gold.push(slantscope::attribute::train::Gold { cues: spans("cue"), contents: spans("content"), text });
        }
        let e = |k: &str, d: f32| std::env::var(k).ok().and_then(|v| v.parse().ok()).unwrap_or(d);
        let set = slantscope::logistic::Settings { l2: e("L2", 10.0) as f64, rounds: e("ROUNDS", 300.0) as u32 };
        let w = slantscope::attribute::train::train(&gold, &lex, &lex.split_words(), set);
        print!("{}", w.table(&lex));
        return;
    }
    let own;
    let lex = match &dev { Some(d) => { own = lenient(read(d)); &own } None => lexicon::builtin().unwrap_or_else(|e| { eprintln!("{e}"); std::process::exit(2) }) };
    let analyzer = Analyzer::new(lex);
    let mut out = std::io::BufWriter::new(std::io::stdout().lock());
    for line in std::io::stdin().lock().lines() {
        let v: serde_json::Value = serde_json::from_str(&line.unwrap()).unwrap();
        let meta = Meta { id: v["id"].as_str().unwrap_or("").into(), ..Meta::default() };
        let reading = analyzer.analyze(Document { meta, text: v["text"].as_str().unwrap().to_string(), hints: vec![] });
        out.write_all(&report::json::line(&reading.record(lex))).unwrap();
    }
}

fn lenient(mut files: Vec<lexicon::file::SourceFile>) -> lexicon::Lexicon {
    loop {
        match lexicon::files_of(&files) {
            Ok(l) => return l,
            Err(e) => {
                let bad: Vec<String> = e.0.iter().filter(|f| f.file != "sources.toml").map(|f| f.file.clone()).collect();
                for s in e.0.iter().filter(|f| f.file == "sources.toml") { let key = s.what.split('"').nth(1).unwrap(); for f in files.iter_mut().filter(|f| f.path == "sources.toml") { f.text = f.text.replace(&format!("[{key}]"), &format!("[x{key}]")).to_string(); let i = f.text.find(&format!("[x{key}]")); if let Some(i) = i { let j = f.text[i..].find("\ncite").unwrap() + i; let k = f.text[j + 1..].find('\n').map_or(f.text.len(), |x| x + j + 1); f.text.replace_range(i..k, ""); } } }
                eprintln!("left out: {bad:?}");
                files.retain(|f| !bad.contains(&f.path));
            }
        }
    }
}

//! `check --format jsonl`: one line out for every document in, in order, in constant memory.

use super::args::Check;
use super::gather::{analyze, inputs, named, threads};
use super::outcome::tell;
use slantscope::analyzer::Analyzer;
use slantscope::error::InputError;
use slantscope::extract::Media;
use slantscope::load::{self, Inputs, Read1};
use slantscope::report::json;
use slantscope::report::model::ErrorRecord;
use slantscope::score::Reading;
use std::io::{self, Write};
use std::sync::mpsc::{Receiver, SyncSender, sync_channel};
use std::thread::Scope;

/// A batch goes to a worker when it holds so many documents, or so many bytes.
const BATCH: (usize, usize) = (64, 1 << 16);

/// Documents analysed and inputs failed.
#[derive(Clone, Copy, Debug, Default)]
pub struct Tally {
    pub analysed: usize,
    pub failed: usize,
}

/// A thread with its work and its results.
struct Worker {
    to: SyncSender<Vec<Read1>>,
    from: Receiver<(Vec<u8>, Tally)>,
}

/// Turns what was read into its line.
pub struct Pipe<'a> {
    pub args: &'a Check,
    pub analyzer: &'a Analyzer<'a>,
    /// What is done to a reading before it is written.
    pub keep: &'a (dyn Fn(&mut Reading) + Sync),
}

impl Pipe<'_> {
    /// Reads all inputs and writes their lines.
    // a function of its own, so that benches/stages.py finds what belongs to it
    #[inline(never)]
    pub fn run(&self, out: &mut dyn Write) -> io::Result<Tally> {
        let inputs = inputs(&self.args.input);
        match threads(&self.args.input) {
            1 => self.one(inputs, out),
            n => self.many(inputs, n, out),
        }
    }

    fn one(&self, mut inputs: Inputs, out: &mut dyn Write) -> io::Result<Tally> {
        let mut tally = Tally::default();
        while let Some(read) = inputs.next() {
            self.line(read, out, &mut tally)?;
            if !inputs.is_ready() {
                out.flush()?;
            }
        }
        out.flush()?;
        Ok(tally)
    }

    /// Batch `i` goes to worker `i % n`, and results are taken in the same turn: order without sorting, memory without growth.
    fn many(&self, mut inputs: Inputs, n: usize, out: &mut dyn Write) -> io::Result<Tally> {
        std::thread::scope(|scope| {
            let workers: Vec<Worker> = (0..n).map(|_| self.worker(scope)).collect();
            let (mut sent, mut taken, mut tally) = (0, 0, Tally::default());
            loop {
                let batch = batch(&mut inputs);
                let last = batch.is_empty();
                if !last && workers[sent % n].to.send(batch).is_ok() {
                    sent += 1;
                }
                while taken < sent && (last || sent - taken >= 2 * n) {
                    let (lines, part) = workers[taken % n].from.recv().map_err(io::Error::other)?;
                    out.write_all(&lines)?;
                    taken += 1;
                    tally.analysed += part.analysed;
                    tally.failed += part.failed;
                }
                if last {
                    out.flush()?;
                    return Ok(tally);
                }
            }
        })
    }

    /// Starts a worker; it ends when nobody sends to it, or nobody takes from it.
    fn worker<'scope>(&'scope self, scope: &'scope Scope<'scope, '_>) -> Worker {
        let (to, work) = sync_channel::<Vec<Read1>>(2);
        let (done, from) = sync_channel(2);
        scope.spawn(move || {
            for batch in work {
                let (mut lines, mut tally) = (Vec::new(), Tally::default());
                let written = batch.into_iter().try_for_each(|read| self.line(read, &mut lines, &mut tally));
                if written.is_err() || done.send((lines, tally)).is_err() {
                    break;
                }
            }
        });
        Worker { to, from }
    }

    fn line(&self, read: Read1, into: &mut dyn Write, tally: &mut Tally) -> io::Result<()> {
        let record = read.as_ref().ok().filter(|raw| matches!(raw.media, Media::Record | Media::Row)).and_then(|raw| raw.line);
        match read.and_then(load::read).and_then(|document| analyze(named(document, &self.args.input), self.analyzer)) {
            Ok(mut reading) => {
                (self.keep)(&mut reading);
                tally.analysed += 1;
                reading.close();
                json::line(&reading.record(self.analyzer.lexicon), into)
            }
            Err(e) => {
                let e = InputError { line: e.line.or(record), ..e };
                tell(&e);
                tally.failed += 1;
                json::line(&error_record(&e), into)
            }
        }
    }
}

/// The record of an input error, with the id of the document where one could be read.
pub fn error_record(e: &InputError) -> ErrorRecord {
    let mut record = ErrorRecord::new(e);
    record.path = record.path.filter(|p| p != load::STDIN);
    record
}

/// As many documents as fit a batch; none at the end.
fn batch(inputs: &mut Inputs) -> Vec<Read1> {
    let (mut batch, mut bytes) = (Vec::new(), 0);
    while batch.len() < BATCH.0 && bytes < BATCH.1 {
        let Some(read) = inputs.next() else { break };
        bytes += read.as_ref().map_or(0, |raw| raw.bytes.len());
        batch.push(read);
    }
    batch
}

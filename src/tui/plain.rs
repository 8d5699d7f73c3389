//! The same review line by line, for screen readers and terminals without a screen: append-only lines, one question
//! at a time, the same journal.

use std::io::{self, BufRead, Write};
use std::sync::Arc;
use std::sync::atomic::AtomicBool;

use crate::domain::decision::Verdict;
use crate::domain::state::State;
use crate::review::decide::needs_reason;

use super::desk::house::House;
use super::error::TuiError;
use super::model::overlay::Repeat;
use super::model::queue::Queue;
use super::model::{meter::Meter, names::Names, words};
use super::port::{Desk, DeskError, Entry, Intent, Loaded, News, Row};
use super::session::{How, TuiEnd, TuiOptions};
use super::update::decide::{not_sensitive, resolve};
use super::widget::safe;

const HELP: &str = "a approve the suggestion, m choose another mask, r reject (not sensitive, release), s skip, f flag,\n\
                    c comment, i all evidence, x show sample values (logged), u undo, U redo, n next without deciding, q quit";

/// Asks line by line about every open column of a review.
///
/// # Errors
/// As [`run_on`].
pub fn run(options: TuiOptions, input: &mut dyn BufRead, output: &mut dyn Write) -> Result<TuiEnd, TuiError> {
    run_on(&House::new(options), input, output)
}

/// Asks about every open column, highest priority first, until none is left or the input ends.
///
/// An empty line decides nothing. Ends at the end of the input as well as with `q`.
///
/// # Errors
/// Nothing could be loaded, or the input or output broke.
pub fn run_on(desk: &dyn Desk, input: &mut dyn BufRead, output: &mut dyn Write) -> Result<TuiEnd, TuiError> {
    let mut session = Session { desk, input, output, queue: Queue::default(), names: Names::default() };
    session.review().map_err(|stop| match stop {
        Stop::Io(source) => TuiError::Terminal { doing: "ask", source },
        Stop::Desk(error) => TuiError::Nothing(error.0),
    })
}

enum Stop {
    Io(io::Error),
    Desk(DeskError),
}

impl From<io::Error> for Stop {
    fn from(error: io::Error) -> Self {
        Self::Io(error)
    }
}

/// What follows an answer.
enum Next {
    Column,
    Ask,
    Quit,
}

struct Session<'a> {
    desk: &'a dyn Desk,
    input: &'a mut dyn BufRead,
    output: &'a mut dyn Write,
    queue: Queue,
    names: Names,
}

impl Session<'_> {
    fn review(&mut self) -> Result<TuiEnd, Stop> {
        let about = self.desk.about();
        self.say(&format!("vizard: {} — reviewer {}", safe(&about.project), safe(&about.reviewer)))?;
        self.say("looking for columns…")?;
        let loaded = self.load()?;
        for bad in &loaded.incomplete {
            let at = bad.at.as_deref().map_or_else(String::new, |at| format!(" {}", safe(at)));
            self.say(&format!("not read: {}{at}: {}", safe(&bad.table), safe(&bad.why)))?;
        }
        if let Some(why) = self.desk.about().read_only {
            self.say(&format!("nothing can be decided: {}", safe(&why)))?;
        } else {
            self.say(HELP)?;
            self.ask_all()?;
        }
        let meter = Meter::of(&self.queue);
        self.say(&format!("{} of {} left", meter.open, words::columns(meter.all)))?;
        Ok(TuiEnd {
            how: How::Quit,
            columns: meter.all,
            open: meter.open,
            unsaved: 0,
            incomplete: loaded.incomplete,
            cancelled: loaded.cancelled,
        })
    }

    fn load(&mut self) -> Result<Loaded, Stop> {
        let (queue, names) = (&mut self.queue, &mut self.names);
        self.desk
            .load(&AtomicBool::new(false), &mut |news| {
                if let News::Rows(rows) = news {
                    names.learn(rows.iter().map(|row| row.id.table.as_str()));
                    queue.arrive(rows);
                }
            })
            .map_err(Stop::Desk)
    }

    fn ask_all(&mut self) -> Result<(), Stop> {
        let mut passed: Vec<u32> = Vec::new();
        loop {
            let waits = |number: &&u32| {
                !passed.contains(number)
                    && self.queue.brief.get(**number as usize).is_some_and(|brief| brief.waits())
            };
            let Some(number) = self.queue.view.iter().find(waits).copied() else {
                return self.say("no column is left to ask about");
            };
            self.introduce(number)?;
            loop {
                match self.ask(number)? {
                    Next::Quit => return Ok(()),
                    Next::Ask => {}
                    Next::Column => {
                        // What stays open after its question is not asked about again in this session.
                        if self.queue.brief.get(number as usize).is_some_and(|brief| brief.waits()) {
                            passed.push(number);
                        }
                        break;
                    }
                }
            }
        }
    }

    fn introduce(&mut self, number: u32) -> Result<(), Stop> {
        let Some(row) = self.queue.row(number).cloned() else { return Ok(()) };
        let meter = Meter::of(&self.queue);
        let scan = &row.scan;
        let kind = scan.kind.as_deref().map_or_else(|| "no known type".to_owned(), safe);
        let share = scan.is.map_or_else(String::new, |is| format!(" {}", words::interval(&is)));
        let address = self.address(&row);
        self.say("")?;
        self.say(&format!(
            "{} left. {address}: {}, {kind}{share}, priority {:.0}",
            meter.open, scan.sensitivity, scan.score
        ))?;
        for contained in &scan.contains {
            self.say(&format!("  contains {}", safe(&words::contained(contained))))?;
        }
        if row.state != State::Undecided {
            let why = row.why_changed.as_deref().map_or_else(String::new, |why| format!(": {}", safe(why)));
            self.say(&format!("  {}{why}", row.state.name()))?;
        }
        if let Some(evidence) = scan.evidence.first() {
            self.say(&format!("  {:+.0} {}", evidence.weight, safe(&evidence.text)))?;
        }
        self.say(&format!(
            "  suggested: {} ({})",
            safe(&row.suggestion.action.label()),
            safe(&row.suggestion.why)
        ))
    }

    fn ask(&mut self, number: u32) -> Result<Next, Stop> {
        let Some(row) = self.queue.row(number).cloned() else { return Ok(Next::Column) };
        let Some(answer) = self.line("a m r s f c i x u U n q ? ")? else { return Ok(Next::Quit) };
        match answer.trim() {
            "a" => self.decide(&row, &Repeat::Approve),
            "r" => self.decide(&row, &Repeat::Same(not_sensitive())),
            "s" => self.decide(&row, &Repeat::Same(Verdict::Skipped)),
            "f" => self.decide(&row, &Repeat::Same(Verdict::Flagged)),
            "m" => self.mask(&row),
            "c" => {
                let Some(text) = self.line("comment (no values): ")? else { return Ok(Next::Quit) };
                if !text.trim().is_empty() {
                    self.write(&row, Intent::Comment(text.trim().to_owned()))?;
                }
                Ok(Next::Ask)
            }
            "i" => self.evidence(&row),
            "x" => self.values(&row),
            "u" => self.turn(self.desk.undo()),
            "U" => self.turn(self.desk.redo()),
            "n" => Ok(Next::Column),
            "q" => Ok(Next::Quit),
            _ => {
                self.say(HELP)?;
                Ok(Next::Ask)
            }
        }
    }

    fn decide(&mut self, row: &Arc<Row>, repeat: &Repeat) -> Result<Next, Stop> {
        let verdict = match resolve(repeat, row, &self.queue.rows) {
            Ok(verdict) => verdict,
            Err(why) => {
                self.say(&safe(&why))?;
                return Ok(Next::Ask);
            }
        };
        let mut reason = None;
        if needs_reason(row, &verdict) {
            let question =
                "restricted data would be released in clear. Why is that right? (empty: leave it) ";
            let text = self.line(question)?.unwrap_or_default();
            if text.trim().is_empty() {
                self.say("left as it is")?;
                return Ok(Next::Ask);
            }
            reason = Some(text.trim().to_owned());
        }
        let label = words::verdict(&verdict);
        let saved = self.write(row, Intent::Verdict { verdict, reason })?;
        if saved {
            let address = self.address(row);
            self.say(&format!("{address}: {}", safe(&label)))?;
        }
        Ok(if saved { Next::Column } else { Next::Ask })
    }

    fn mask(&mut self, row: &Arc<Row>) -> Result<Next, Stop> {
        let candidates = self.desk.candidates(row);
        for (at, candidate) in candidates.iter().enumerate() {
            let off = candidate
                .why_not
                .as_deref()
                .map_or_else(String::new, |why| format!(" — not here: {}", safe(why)));
            self.say(&format!(
                "  {} {}: {}{off}",
                at + 1,
                safe(&candidate.action.label()),
                safe(&candidate.title)
            ))?;
        }
        let number =
            self.line("number (empty: leave it) ")?.and_then(|text| text.trim().parse::<usize>().ok());
        let chosen = number.and_then(|number| candidates.get(number.checked_sub(1)?));
        match chosen {
            Some(candidate) if candidate.why_not.is_none() => {
                let verdict = Verdict::Decided { action: candidate.action.clone(), not_sensitive: false };
                self.decide(row, &Repeat::Same(verdict))
            }
            _ => {
                self.say("left as it is")?;
                Ok(Next::Ask)
            }
        }
    }

    fn evidence(&mut self, row: &Row) -> Result<Next, Stop> {
        for evidence in &row.scan.evidence {
            self.say(&format!(
                "  {:+.0} {}: {}",
                evidence.weight,
                safe(&evidence.source),
                safe(&evidence.text)
            ))?;
        }
        for term in &row.scan.reasons {
            self.say(&format!("  {:+.1} points {}: {}", term.points, safe(&term.term), safe(&term.why)))?;
        }
        for (shape, share) in &row.scan.stats.shapes {
            self.say(&format!("  shape {} {}", safe(shape), words::percent(*share)))?;
        }
        Ok(Next::Ask)
    }

    /// Shows values for as long as the terminal keeps them; logged before anything is read.
    fn values(&mut self, row: &Arc<Row>) -> Result<Next, Stop> {
        if self.desk.about().reveal_forbidden {
            self.say("the policy of this project forbids to show values")?;
        } else if self.write(row, Intent::Reveal)? {
            match self.desk.sample(row) {
                Err(error) => self.say(&safe(&error.0))?,
                Ok(sample) => {
                    for line in &sample.rows {
                        let cell = line.cells.get(sample.at).and_then(Option::as_ref);
                        let cell = cell.map_or_else(|| "∅".to_owned(), |cell| safe(cell.reveal()));
                        self.say(&format!("  row {}: {cell}", line.number))?;
                    }
                }
            }
        }
        Ok(Next::Ask)
    }

    fn turn(&mut self, turned: Result<super::port::Undone, DeskError>) -> Result<Next, Stop> {
        match turned {
            Ok(undone) => {
                self.settle(undone.rows);
                self.say(&safe(&undone.what))?;
                Ok(Next::Column)
            }
            Err(error) => {
                self.say(&safe(&error.0))?;
                Ok(Next::Ask)
            }
        }
    }

    /// Writes one entry; says so where that fails.
    fn write(&mut self, row: &Arc<Row>, intent: Intent) -> Result<bool, Stop> {
        match self.desk.write(&[Entry { row: Arc::clone(row), intent }]) {
            Ok(rows) => {
                self.settle(rows);
                Ok(true)
            }
            Err(error) => {
                self.say(&format!("not saved: {}", safe(&error.0)))?;
                Ok(false)
            }
        }
    }

    fn settle(&mut self, rows: Vec<Row>) {
        self.queue.begin_step();
        for row in rows {
            if let Some(number) = self.queue.number(&row.id) {
                self.queue.replace(number, Arc::new(row), true);
            }
        }
        self.queue.rebuild();
    }

    fn address(&self, row: &Row) -> String {
        safe(&self.names.address(row))
    }

    fn say(&mut self, line: &str) -> Result<(), Stop> {
        Ok(writeln!(self.output, "{line}")?)
    }

    /// Asks for a line; `None` at the end of the input.
    fn line(&mut self, question: &str) -> Result<Option<String>, Stop> {
        write!(self.output, "{question}")?;
        self.output.flush()?;
        let mut line = String::new();
        Ok((self.input.read_line(&mut line)? > 0).then_some(line))
    }
}

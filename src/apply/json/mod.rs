//! JSON and JSON Lines masked in place: values and keys that are not masked or dropped keep their bytes; between
//! members of an object stands `, `.

mod document;
mod walk;

pub use document::compact;

use std::collections::HashMap;
use std::io::{BufRead as _, BufReader, Read as _};
use std::sync::atomic::{AtomicU64, Ordering};

use serde_json::Value;

use self::walk::Walk;
use super::convert::Form;
use super::csv::stale;
use super::left_out::LeftOut;
use super::output::{Target, TextWriter};
use super::runner::{self, Runner, Step};
use super::verify::Nothing;
use super::{ApplyError, ApplyReport, ApplyRequest, ColumnCounts};
use crate::domain::dtype::DType;
use crate::domain::name;
use crate::mask::Outcome;
use crate::source::json::layout::Layout;
use crate::source::{self, ReadOptions, Sampling, decode};

/// A document that is no JSON Lines is held in memory while it is masked; a larger one is refused.
const LARGEST: u64 = 1 << 30;

/// Masks a file, into the other of the two layouts where that is asked for.
pub fn run(
    request: &ApplyRequest<'_>,
    runner: Runner,
    target: Target,
    to: Option<Form>,
) -> Result<ApplyReport, ApplyError> {
    let read = source::open(request.input)?.read(
        &ReadOptions {
            sampling: Sampling::All,
            threads: request.threads,
            progress: &AtomicU64::new(0),
            cancel: request.cancel,
        },
        &Nothing,
    )?;
    if read.schema.fingerprint() != request.dataset.schema {
        return Err(stale(request, &read.schema));
    }
    if let Some(problem) = read.incomplete.first() {
        let at = problem.at.clone().map(|at| format!(" {at}")).unwrap_or_default();
        return Err(ApplyError::Broken { what: format!("{}{at}: {}", problem.table, problem.why) });
    }
    let mut opened = decode::open(&request.input.path, &request.input.options)?;
    let mut writer = TextWriter::new(&target, opened.encoding)?;
    let whole = opened.head.len() < decode::HEAD;
    let lines = Layout::sniff(&opened.head, whole) == Some(Layout::Lines);
    let mut masker = Masker::new(request, runner);
    let io = |e| ApplyError::io(&request.input.path, "read", e);
    let write = |e| ApplyError::io(target.path(), "write", e);
    let mut report = ApplyReport { rows: read.rows.read, ..ApplyReport::default() };
    let mut out = Vec::new();
    let array = to == Some(Form::Array);
    let mut first = true;
    if lines {
        let mut reader = BufReader::with_capacity(1 << 20, opened.reader);
        let mut line = Vec::new();
        while reader.read_until(b'\n', &mut line).map_err(io)? > 0 {
            if request.cancel.load(Ordering::Relaxed) {
                return Err(ApplyError::Cancelled);
            }
            masker.line += 1;
            if line.trim_ascii().is_empty() {
                out.extend_from_slice(if array { b"" } else { &line });
            } else if !masker.leaves_out() {
                if array {
                    out.extend_from_slice(if first { b"[\n" } else { b",\n" });
                    first = false;
                }
                masker.record(if array { line.trim_ascii() } else { &line }, &mut out)?;
            }
            if out.len() > 1 << 20 {
                writer.text(&out).map_err(write)?;
                out.clear();
            }
            request.progress.fetch_add(line.len() as u64, Ordering::Relaxed);
            line.clear();
        }
        if array {
            out.extend_from_slice(if first { b"[]\n" } else { b"\n]\n" });
        }
    } else {
        let mut text = Vec::new();
        opened.reader.by_ref().take(LARGEST + 1).read_to_end(&mut text).map_err(io)?;
        if text.len() as u64 > LARGEST {
            return Err(ApplyError::Broken {
                what: format!(
                    "{}: a JSON document over 1 GiB cannot be masked; write it as JSON Lines",
                    decode::shown(&request.input.path)
                ),
            });
        }
        if to == Some(Form::Lines) {
            masker.lines_of(&text, &mut out)?;
        } else {
            masker.document(&text, &mut out)?;
        }
    }
    writer.text(&out).map_err(write)?;
    writer.finish().map_err(write)?;
    report.left_out = masker.left_out.as_ref().map_or(0, |rows| rows.count);
    report.rows -= report.left_out;
    report.columns = masker.counts;
    report.output = target.commit()?;
    Ok(report)
}

struct Masker<'a> {
    request: &'a ApplyRequest<'a>,
    steps: Vec<Step>,
    counts: Vec<ColumnCounts>,
    /// Columns by path.
    places: HashMap<String, usize>,
    /// Paths below which everything is dropped.
    dropped: HashMap<String, bool>,
    /// Some mask reads other columns of the record.
    reads: bool,
    line: u64,
    /// Rows that are left out, and the number of the next row.
    left_out: Option<LeftOut>,
    row: u64,
}

impl<'a> Masker<'a> {
    fn new(request: &'a ApplyRequest<'a>, runner: Runner) -> Self {
        let columns = request.dataset.columns.iter().enumerate();
        let places = columns.map(|(at, column)| (column.column.clone(), at)).collect();
        let reads = runner.steps.iter().any(|s| matches!(s, Step::Mask(m) if !m.reads.is_empty()));
        let counts = vec![ColumnCounts::default(); runner.steps.len()];
        let (steps, left_out) = (runner.steps, runner.left_out);
        Self { request, steps, counts, places, dropped: HashMap::new(), reads, line: 0, left_out, row: 0 }
    }

    /// Whether the next row is left out; the one after it is next then.
    fn leaves_out(&mut self) -> bool {
        self.row += 1;
        self.left_out.as_ref().is_some_and(|rows| rows.holds(self.row - 1))
    }

    fn broken(&self) -> ApplyError {
        ApplyError::Row {
            path: decode::shown(&self.request.input.path),
            row: self.line.max(1),
            what: "not valid JSON".to_owned(),
        }
    }

    /// One record: the line end and white space around it stay.
    fn record(&mut self, text: &[u8], out: &mut Vec<u8>) -> Result<(), ApplyError> {
        serde_json::from_slice::<serde::de::IgnoredAny>(text).map_err(|_| self.broken())?;
        let record: Option<Value> = if self.reads { serde_json::from_slice(text).ok() } else { None };
        let mut walk = Walk { text, at: 0 };
        walk.space(out);
        self.value(&mut walk, &mut String::new(), record.as_ref(), out)?;
        walk.space(out);
        Ok(())
    }

    fn value(
        &mut self,
        walk: &mut Walk<'_>,
        path: &mut String,
        record: Option<&Value>,
        out: &mut Vec<u8>,
    ) -> Result<(), ApplyError> {
        match walk.peek() {
            Some(b'{') => {
                if let Some(at) = self.place(path, ":object") {
                    self.scalar(walk, at, record, out);
                    return Ok(());
                }
                self.object(walk, path, record, out)
            }
            Some(b'[') => {
                walk.byte(out);
                walk.space(out);
                let length = path.len();
                path.push_str(if path.is_empty() { "value[]" } else { "[]" });
                while walk.peek().is_some_and(|b| b != b']') {
                    self.value(walk, path, record, out)?;
                    walk.space(out);
                    if walk.peek() == Some(b',') {
                        walk.byte(out);
                        walk.space(out);
                    }
                }
                path.truncate(length);
                walk.byte(out);
                Ok(())
            }
            Some(_) => {
                let name = if path.is_empty() { "value" } else { path.as_str() };
                let at = self.place(name, "").or_else(|| self.place(name, ":string"));
                match at {
                    Some(at) => {
                        self.scalar(walk, at, record, out);
                        Ok(())
                    }
                    // A null where the plan knows members: there is nothing to release.
                    None if walk.text[walk.at..].starts_with(b"null") => {
                        walk.skip();
                        out.extend_from_slice(b"null");
                        Ok(())
                    }
                    None => Err(ApplyError::Stale {
                        path: decode::shown(&self.request.input.path),
                        what: format!("column {name} is not in it"),
                    }),
                }
            }
            None => Err(self.broken()),
        }
    }

    fn place(&self, path: &str, suffix: &str) -> Option<usize> {
        if suffix.is_empty() {
            self.places.get(path).copied()
        } else {
            self.places.get(&format!("{path}{suffix}")).copied()
        }
    }

    fn object(
        &mut self,
        walk: &mut Walk<'_>,
        path: &mut String,
        record: Option<&Value>,
        out: &mut Vec<u8>,
    ) -> Result<(), ApplyError> {
        walk.byte(out);
        walk.space(out);
        let mut first = true;
        while walk.peek().is_some_and(|b| b != b'}') {
            let start = walk.at;
            walk.skip();
            let raw = &walk.text[start..walk.at];
            let key: String = serde_json::from_slice(raw).map_err(|_| self.broken())?;
            let length = path.len();
            if !path.is_empty() {
                path.push('.');
            }
            path.push_str(&name::segment(&key));
            let mut gap = Vec::new();
            walk.space(&mut gap);
            walk.byte(&mut gap);
            walk.space(&mut gap);
            if self.is_dropped(path) {
                walk.skip();
            } else {
                if !first {
                    out.extend_from_slice(b", ");
                }
                first = false;
                out.extend_from_slice(raw);
                out.extend_from_slice(&gap);
                self.value(walk, path, record, out)?;
            }
            path.truncate(length);
            let mut rest = Vec::new();
            walk.space(&mut rest);
            if walk.peek() == Some(b',') {
                walk.at += 1;
                walk.space(&mut rest);
            }
        }
        walk.byte(out);
        Ok(())
    }

    /// Whether every column at or below a path is dropped.
    fn is_dropped(&mut self, path: &str) -> bool {
        if let Some(known) = self.dropped.get(path) {
            return *known;
        }
        let below = |column: &str| {
            column.strip_prefix(path).is_some_and(|rest| rest.is_empty() || rest.starts_with(['.', '[', ':']))
        };
        let columns = &self.request.dataset.columns;
        let mut any = columns.iter().zip(&self.steps).filter(|(c, _)| below(&c.column)).peekable();
        let dropped = any.peek().is_some() && any.all(|(_, step)| matches!(step, Step::Drop));
        self.dropped.insert(path.to_owned(), dropped);
        dropped
    }

    /// A value that is one cell.
    fn scalar(&mut self, walk: &mut Walk<'_>, at: usize, record: Option<&Value>, out: &mut Vec<u8>) {
        let start = walk.at;
        walk.skip();
        let raw = &walk.text[start..walk.at];
        let Some(Step::Mask(step)) = self.steps.get_mut(at) else {
            if matches!(self.steps.get(at), Some(Step::Keep)) {
                out.extend_from_slice(raw);
            } else {
                out.extend_from_slice(b"null");
            }
            return;
        };
        let text: Option<Vec<u8>> = match raw.first() {
            Some(b'"') => serde_json::from_slice::<String>(raw).ok().map(String::into_bytes),
            _ if raw == b"null" => None,
            _ => Some(raw.to_vec()),
        };
        let columns = &self.request.dataset.columns;
        let others: Vec<Option<Vec<u8>>> =
            step.reads.iter().map(|r| columns.get(*r).and_then(|c| find(record?, &c.column))).collect();
        let others: Vec<Option<&[u8]>> = others.iter().map(Option::as_deref).collect();
        let mut masked = Vec::new();
        let outcome = runner::cell(step, text.as_deref(), &others, &mut masked);
        let output = step.plan.output;
        if let Some(counts) = self.counts.get_mut(at) {
            match outcome {
                Outcome::Masked => counts.masked += 1,
                Outcome::Kept => {}
                Outcome::Null => counts.masked += u64::from(text.is_some()),
                Outcome::Refused => counts.refused += 1,
            }
        }
        if outcome != Outcome::Masked {
            out.extend_from_slice(if outcome == Outcome::Kept { raw } else { b"null" });
            return;
        }
        let number = matches!(output, DType::Integer | DType::Float | DType::Boolean)
            && serde_json::from_slice::<Value>(&masked).is_ok_and(|v| v.is_number() || v.is_boolean());
        if number {
            out.extend_from_slice(&masked);
        } else {
            let quoted = Value::String(String::from_utf8_lossy(&masked).into_owned());
            out.extend_from_slice(quoted.to_string().as_bytes());
        }
    }
}

/// The text of a member by its path, lists excepted.
fn find(record: &Value, path: &str) -> Option<Vec<u8>> {
    let mut value = record;
    for part in path.split('.') {
        value = value.get(name::bare(part))?;
    }
    match value {
        Value::String(text) => Some(text.clone().into_bytes()),
        Value::Number(_) | Value::Bool(_) => Some(value.to_string().into_bytes()),
        _ => None,
    }
}

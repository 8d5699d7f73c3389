//! Threads that do what takes time: one that writes, one that reads samples, one for plans, one for filters, one that
//! scans. A key never waits for any of them.

use std::panic::{self, AssertUnwindSafe};
use std::sync::Arc;
use std::sync::atomic::{AtomicBool, Ordering};
use std::sync::mpsc::{self, Receiver, Sender};
use std::thread;

use super::message::{Effect, Message};
use super::port::{Desk, DeskError};

/// Takes effects and hands each to its thread.
pub struct Office {
    writer: Sender<Effect>,
    samples: Sender<Effect>,
    plans: Sender<Effect>,
    filters: Sender<Effect>,
    desk: Arc<dyn Desk>,
    answers: Sender<Message>,
    cancel: Arc<AtomicBool>,
}

impl Office {
    /// Starts the threads; they end when the office is dropped.
    pub fn open(desk: Arc<dyn Desk>, answers: Sender<Message>) -> Self {
        let cancel = Arc::new(AtomicBool::new(false));
        let hire = |name: &str| {
            let (sender, jobs) = mpsc::channel();
            let (desk, answers, cancel) = (Arc::clone(&desk), answers.clone(), Arc::clone(&cancel));
            let work = move || serve(&jobs, desk.as_ref(), &answers, &cancel);
            // Without a thread the receiver is gone: every job fails by itself and says so.
            drop(thread::Builder::new().name(name.to_owned()).spawn(work));
            sender
        };
        Self {
            writer: hire("journal"),
            samples: hire("samples"),
            plans: hire("plans"),
            filters: hire("filters"),
            desk,
            answers,
            cancel,
        }
    }

    /// Takes an effect.
    pub fn take(&self, effect: Effect) {
        let thread = match &effect {
            Effect::Load => return self.load(),
            Effect::CancelLoad => return self.cancel.store(true, Ordering::Relaxed),
            Effect::Write { .. } | Effect::Undo | Effect::Redo | Effect::Rename(..) | Effect::MakeKey => {
                &self.writer
            }
            Effect::Filter { .. } => &self.filters,
            Effect::Sample(..) | Effect::Candidates(..) | Effect::Preview(..) => &self.samples,
            _ => &self.plans,
        };
        if let Err(mpsc::SendError(effect)) = thread.send(effect) {
            fail(&effect, &|message| drop(self.answers.send(message)));
        }
    }

    fn load(&self) {
        let (desk, answers, cancel) =
            (Arc::clone(&self.desk), self.answers.clone(), Arc::clone(&self.cancel));
        let work = move || {
            perform_safely(desk.as_ref(), Effect::Load, &cancel, &|message| drop(answers.send(message)));
        };
        if thread::Builder::new().name("scan".to_owned()).spawn(work).is_err() {
            fail(&Effect::Load, &|message| drop(self.answers.send(message)));
        }
    }
}

/// Does the jobs of one thread; of questions that wait, only the last of a kind is answered.
fn serve(jobs: &Receiver<Effect>, desk: &dyn Desk, answers: &Sender<Message>, cancel: &AtomicBool) {
    while let Ok(first) = jobs.recv() {
        let mut waiting = vec![first];
        waiting.extend(jobs.try_iter());
        let kinds: Vec<_> = waiting.iter().map(std::mem::discriminant).collect();
        for (at, job) in waiting.into_iter().enumerate() {
            let kind = std::mem::discriminant(&job);
            let stale = is_question(&job) && kinds.iter().skip(at + 1).any(|later| *later == kind);
            if !stale {
                perform_safely(desk, job, cancel, &|message| drop(answers.send(message)));
            }
        }
    }
}

/// Whether nothing is lost when it is not answered because a newer one waits.
const fn is_question(effect: &Effect) -> bool {
    !matches!(
        effect,
        Effect::Write { .. }
            | Effect::Undo
            | Effect::Redo
            | Effect::Rename(..)
            | Effect::WritePlan
            | Effect::MakeKey
            | Effect::Export { .. }
    )
}

/// Does one job; a panic in it becomes a message, and what waits for an answer gets a refusal.
fn perform_safely(desk: &dyn Desk, effect: Effect, cancel: &AtomicBool, answer: &dyn Fn(Message)) {
    let copy = effect.clone();
    if panic::catch_unwind(AssertUnwindSafe(|| perform(desk, effect, cancel, answer))).is_err() {
        fail(&copy, answer);
    }
}

/// Does one job.
pub fn perform(desk: &dyn Desk, effect: Effect, cancel: &AtomicBool, answer: &dyn Fn(Message)) {
    answer(match effect {
        Effect::Load => Message::Loaded(desk.load(cancel, &mut |news| answer(Message::News(news)))),
        Effect::Filter { ticket, text, rows } => Message::Filtered(
            ticket,
            desk.filter(&text).map(|matcher| {
                let hits = rows.iter().map(|row| matcher(row)).collect();
                (text, matcher, hits)
            }),
        ),
        Effect::Write { ticket, entries } => Message::Wrote(ticket, desk.write(&entries)),
        Effect::Undo => Message::Undone(desk.undo()),
        Effect::Redo => Message::Undone(desk.redo()),
        Effect::Rename(rename, accept) => Message::Undone(desk.rename(&rename, accept)),
        Effect::Sample(ticket, row) => Message::Sampled(ticket, desk.sample(&row)),
        Effect::Candidates(ticket, row) => Message::Candidates(ticket, desk.candidates(&row)),
        Effect::Preview(ticket, row, action) => Message::Previewed(ticket, desk.preview(&row, &action)),
        Effect::Plan(ticket) => Message::Planned(ticket, desk.plan()),
        Effect::WritePlan => Message::Exported(desk.write_plan()),
        Effect::MakeKey => Message::KeyMade(desk.make_key()),
        Effect::Export { target, allow_lossy } => Message::Exported(desk.export(&target, allow_lossy)),
        Effect::Log(ticket) => Message::Logged(ticket, desk.log()),
        Effect::Changes(ticket) => Message::Changed(ticket, desk.changes()),
        Effect::CancelLoad => {
            cancel.store(true, Ordering::Relaxed);
            return;
        }
        // The loop does these itself.
        Effect::Copy(_) | Effect::Suspend => return,
    });
}

/// Refuses a job that could not be done, so that nothing waits for ever.
fn fail(effect: &Effect, answer: &dyn Fn(Message)) {
    let error =
        DeskError("a fault of vizard; what was shown as saved is safe, please report this".to_owned());
    answer(match effect {
        Effect::Load => Message::Loaded(Err(error)),
        Effect::Write { ticket, .. } => Message::Wrote(*ticket, Err(error)),
        Effect::Undo | Effect::Redo | Effect::Rename(..) => Message::Undone(Err(error)),
        Effect::Filter { ticket, .. } => Message::Filtered(*ticket, Err(error)),
        Effect::Sample(ticket, _) => Message::Sampled(*ticket, Err(error)),
        Effect::Preview(ticket, ..) => Message::Previewed(*ticket, Err(error)),
        Effect::Plan(ticket) => Message::Planned(*ticket, Err(error)),
        Effect::WritePlan | Effect::Export { .. } => Message::Exported(Err(error)),
        Effect::MakeKey => Message::KeyMade(Err(error)),
        Effect::Log(ticket) => Message::Logged(*ticket, Err(error)),
        Effect::Changes(ticket) => Message::Changed(*ticket, Err(error)),
        _ => Message::Fault("answering"),
    });
}

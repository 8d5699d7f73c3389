//! The queue: rows, their frozen order, what the filter shows, the cursor, marks.
//!
//! Rows are shared with workers by reference count and replaced, never changed in place; orders are vectors of
//! row numbers, so that 100 000 columns cost a key nothing but a walk over small numbers.

use std::collections::{BTreeSet, HashMap};
use std::sync::Arc;

use crate::domain::action::Action;
use crate::domain::name::ColumnId;
use crate::domain::state::State;
use crate::domain::tier::Tier;

use super::order::Order;
use super::row::Row;
use crate::tui::message::Ticket;
use crate::tui::port::Matcher;

/// What the order, the view and the meter need of a row: small, so that a walk over all rows is cheap.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct Brief {
    /// Priority.
    pub score: f32,
    /// Tier.
    pub tier: Tier,
    /// State as shown, a decision that is being saved included.
    pub state: State,
    /// State as it is safe on disk.
    pub settled: State,
    /// A decision is being saved.
    pub saving: bool,
    /// When it moved out of the open part in this session; 0 for never.
    pub moved: u32,
    /// Number of its semantic type; 0 for none.
    pub kind: u32,
    /// What was decided.
    pub acted: Acted,
}

/// What was decided, in one byte.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Acted {
    /// Nothing.
    Not,
    /// Released.
    Keep,
    /// Left out.
    Drop,
    /// Masked.
    Mask,
}

impl Brief {
    fn of(row: &Row, kind: u32) -> Self {
        Self {
            score: row.scan.score as f32,
            tier: row.scan.sensitivity,
            state: row.state,
            settled: row.state,
            saving: false,
            moved: 0,
            kind,
            acted: match row.status.action() {
                _ if row.state.is_open() => Acted::Not,
                None => Acted::Not,
                Some(Action::Keep) => Acted::Keep,
                Some(Action::Drop) => Acted::Drop,
                Some(Action::Mask { .. }) => Acted::Mask,
            },
        }
    }

    /// Whether the row waits for this reviewer.
    #[must_use]
    pub const fn waits(self) -> bool {
        matches!(self.state, State::Undecided | State::Disputed | State::Changed)
    }
}

/// A filter in force or remembered.
#[derive(Default, Clone)]
pub struct FilterState {
    /// The expression; empty for none.
    pub text: String,
    /// For rows that change or arrive.
    pub matcher: Option<Matcher>,
    /// For every row, whether it passes.
    pub hits: Vec<bool>,
    /// Only hits are shown.
    pub on: bool,
    /// Number of the last question.
    pub ticket: Ticket,
}

/// The queue.
#[derive(Default)]
pub struct Queue {
    /// Every column; the number of a row is its place here and never changes.
    pub rows: Arc<Vec<Arc<Row>>>,
    /// What orders, view and meter need, by row number.
    pub brief: Vec<Brief>,
    by_id: HashMap<ColumnId, u32>,
    kinds: HashMap<String, u32>,
    rank: Vec<u32>,
    /// Row numbers as shown: open, put off, decided.
    pub view: Vec<u32>,
    /// Place of the cursor in the view.
    pub at: usize,
    /// First place shown.
    pub top: usize,
    /// Marked row numbers.
    pub marks: BTreeSet<u32>,
    /// Where a range began.
    pub range_from: Option<u32>,
    /// Filter.
    pub filter: FilterState,
    /// Order.
    pub order: Order,
    moves: u32,
}

impl Queue {
    /// The row of a number.
    #[must_use]
    pub fn row(&self, number: u32) -> Option<&Arc<Row>> {
        self.rows.get(number as usize)
    }

    /// The number of the row under the cursor.
    #[must_use]
    pub fn cursor(&self) -> Option<u32> {
        self.view.get(self.at).copied()
    }

    /// The row under the cursor.
    #[must_use]
    pub fn current(&self) -> Option<&Arc<Row>> {
        self.cursor().and_then(|number| self.row(number))
    }

    /// The number of a column.
    #[must_use]
    pub fn number(&self, id: &ColumnId) -> Option<u32> {
        self.by_id.get(id).copied()
    }

    /// Takes columns that a scan found: known ones are replaced, new ones join the order where they belong.
    ///
    /// The order of what is known changes only while the reviewer has not decided anything yet.
    pub fn arrive(&mut self, rows: Vec<Row>) {
        let mut fresh = Vec::new();
        let mut reordered = false;
        let all = Arc::make_mut(&mut self.rows);
        for row in rows {
            let kind = kind_number(&mut self.kinds, row.scan.kind.as_deref());
            let hit = self.filter.matcher.as_ref().is_some_and(|matcher| matcher(&row));
            if let Some(&number) = self.by_id.get(&row.id) {
                let place = number as usize;
                if let (Some(old), Some(brief)) = (all.get_mut(place), self.brief.get_mut(place))
                    && !brief.saving
                {
                    let new = Brief { moved: brief.moved, ..Brief::of(&row, kind) };
                    reordered |= new.score.to_bits() != brief.score.to_bits();
                    *brief = new;
                    *old = Arc::new(row);
                    if let Some(known) = self.filter.hits.get_mut(place) {
                        *known = hit;
                    }
                }
                continue;
            }
            let number = all.len() as u32;
            self.by_id.insert(row.id.clone(), number);
            self.brief.push(Brief::of(&row, kind));
            self.filter.hits.push(hit);
            all.push(Arc::new(row));
            fresh.push(number);
        }
        fresh.sort_by(|a, b| self.order.compare(self, *a, *b));
        self.rank = self.merged(&fresh);
        if reordered && self.moves == 0 {
            self.resort();
        }
        // Until the reviewer moves, the cursor stays on the first line, whatever ranks first.
        let untouched = self.at == 0 && self.moves == 0;
        self.rebuild();
        if untouched {
            self.at = 0;
        }
    }

    fn merged(&self, fresh: &[u32]) -> Vec<u32> {
        let mut out = Vec::with_capacity(self.rank.len() + fresh.len());
        let mut fresh = fresh.iter().copied().peekable();
        for &known in &self.rank {
            while let Some(new) = fresh.next_if(|new| self.order.compare(self, *new, known).is_lt()) {
                out.push(new);
            }
            out.push(known);
        }
        out.extend(fresh);
        out
    }

    /// Sorts all rows anew.
    pub fn resort(&mut self) {
        let mut rank = std::mem::take(&mut self.rank);
        rank.sort_by(|a, b| self.order.compare(self, *a, *b));
        self.rank = rank;
    }

    /// A step begins: the rows that it moves keep their order among each other.
    pub const fn begin_step(&mut self) {
        self.moves += 1;
    }

    /// Replaces one row; `settled` says whether this state is safe on disk.
    pub fn replace(&mut self, number: u32, row: Arc<Row>, settled: bool) {
        let place = number as usize;
        let kind = kind_number(&mut self.kinds, row.scan.kind.as_deref());
        let Some(brief) = self.brief.get_mut(place) else { return };
        let mut new =
            Brief { moved: brief.moved, settled: brief.settled, saving: !settled, ..Brief::of(&row, kind) };
        if row.state != brief.state {
            new.moved = if new.waits() { 0 } else { self.moves };
        }
        if settled {
            new.settled = row.state;
        }
        *brief = new;
        if let Some(hit) = self.filter.hits.get_mut(place) {
            *hit = self.filter.matcher.as_ref().is_some_and(|matcher| matcher(&row));
        }
        if let Some(old) = Arc::make_mut(&mut self.rows).get_mut(place) {
            *old = row;
        }
    }

    /// Makes the view anew; the cursor stays on its column where that is still shown.
    pub fn rebuild(&mut self) {
        let keep = self.cursor();
        let (mut open, mut later, mut done) = (Vec::new(), Vec::new(), Vec::new());
        for &number in &self.rank {
            let place = number as usize;
            if self.filter.on && !self.filter.hits.get(place).copied().unwrap_or(false) {
                continue;
            }
            match self.brief.get(place).map(|brief| brief.state) {
                Some(State::Decided) => done.push(number),
                Some(State::Skipped | State::Flagged) => later.push(number),
                Some(_) => open.push(number),
                None => {}
            }
        }
        let moved = |number: &u32| self.brief.get(*number as usize).map_or(0, |brief| brief.moved);
        later.sort_by_key(moved);
        // Just decided first: that is what one looks for after a slip.
        done.sort_by_key(|number| std::cmp::Reverse(moved(number)));
        open.append(&mut later);
        open.append(&mut done);
        self.view = open;
        if let Some(place) = keep.and_then(|number| self.place_of(number)) {
            self.at = place;
        }
        self.at = self.at.min(self.view.len().saturating_sub(1));
    }

    /// Fits a filter that was set to rows that arrived meanwhile, and makes the view anew.
    pub fn refit_filter(&mut self) {
        let matcher = self.filter.matcher.as_ref();
        let rest = self.rows.iter().skip(self.filter.hits.len());
        let late: Vec<bool> = rest.map(|row| matcher.is_some_and(|matcher| matcher(row))).collect();
        self.filter.hits.extend(late);
        self.rebuild();
    }

    /// The place of a row in the view.
    #[must_use]
    pub fn place_of(&self, number: u32) -> Option<usize> {
        self.view.iter().position(|shown| *shown == number)
    }

    /// Puts the cursor on a row, where it is shown.
    pub fn go_to(&mut self, number: u32) -> bool {
        self.place_of(number).map(|place| self.at = place).is_some()
    }

    /// The next row that waits for a decision after the cursor, round the end; put-off ones when nothing else is left.
    #[must_use]
    pub fn next_waiting(&self, forward: bool) -> Option<u32> {
        let length = self.view.len();
        let step = |n: usize| if forward { (self.at + n) % length } else { (self.at + length - n) % length };
        let find = |wanted: fn(Brief) -> bool| {
            (1..length).filter_map(|n| self.view.get(step(n)).copied()).find(|number| {
                self.brief.get(*number as usize).is_some_and(|brief| !brief.saving && wanted(*brief))
            })
        };
        if length == 0 {
            return None;
        }
        find(Brief::waits).or_else(|| find(|brief| brief.state == State::Skipped))
    }

    /// The open rows of the type of that name that are not being saved.
    pub fn open_of_kind(&self, kind: &str) -> impl Iterator<Item = u32> + '_ {
        let kind = self.kinds.get(kind).copied();
        let of_kind = move |brief: &Brief| Some(brief.kind) == kind && brief.state.is_open() && !brief.saving;
        self.brief.iter().enumerate().filter(move |(_, brief)| of_kind(brief)).map(|(at, _)| at as u32)
    }

    /// How many rows are marked, a range in the making included.
    #[must_use]
    pub fn marked(&self) -> usize {
        if self.range_from.is_some() { self.effective_marks().len() } else { self.marks.len() }
    }

    /// What a capital letter is about: the marked rows, or all open ones that are shown.
    #[must_use]
    pub fn bulk(&self) -> Vec<u32> {
        let marks = self.effective_marks();
        let saving = |number: &u32| self.brief.get(*number as usize).is_none_or(|brief| brief.saving);
        if marks.is_empty() {
            let open = |number: &u32| self.brief.get(*number as usize).is_some_and(|b| b.state.is_open());
            self.view.iter().copied().filter(|number| open(number) && !saving(number)).collect()
        } else {
            self.view.iter().copied().filter(|number| marks.contains(number) && !saving(number)).collect()
        }
    }

    /// The marks, a range in the making included.
    #[must_use]
    pub fn effective_marks(&self) -> BTreeSet<u32> {
        let mut marks = self.marks.clone();
        if let Some(from) = self.range_from.and_then(|number| self.place_of(number)) {
            let (low, high) = (from.min(self.at), from.max(self.at));
            marks.extend(self.view.get(low..=high).unwrap_or_default());
        }
        marks
    }

    /// Whether a place of the view is marked, a range in the making included.
    #[must_use]
    pub fn is_marked(&self, place: usize, range_start: Option<usize>) -> bool {
        let in_range =
            range_start.is_some_and(|from| (from.min(self.at)..=from.max(self.at)).contains(&place));
        in_range || self.view.get(place).is_some_and(|number| self.marks.contains(number))
    }
}

/// The number of a type; new types get the next one.
fn kind_number(kinds: &mut HashMap<String, u32>, kind: Option<&str>) -> u32 {
    let Some(kind) = kind else { return 0 };
    if let Some(number) = kinds.get(kind) {
        return *number;
    }
    let number = kinds.len() as u32 + 1;
    kinds.insert(kind.to_owned(), number);
    number
}

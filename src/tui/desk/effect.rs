//! What an action on one column does to the risk of its table, on sample rows.

use std::sync::Arc;

use super::preview::{SubKey, cells_of, counted, masked_by, preview, reads, run};
use super::remarks;
use super::sample::Gathered;
use super::scene::{Scene, is_keyed};
use super::utility::{line, number};
use crate::domain::action::Action;
use crate::domain::plan::RiskFigures;
use crate::domain::spans::FindSpans;
use crate::domain::tier::Role;
use crate::risk::{self, Ground, Release, codes, counts, tuples};
use crate::tui::model::words::percent;
use crate::tui::port::{DeskError, Figure, Preview};

/// Sensitive columns whose spread is shown.
const SENSITIVE: usize = 3;

/// What an action does to the first column of a scene, and to its table.
///
/// # Errors
/// A mask that is unknown, cannot take the type, or has no key.
pub fn effect(
    scene: &Scene,
    gathered: &Gathered,
    action: &Action,
    sub_key: SubKey<'_>,
    finder: Option<Arc<dyn FindSpans>>,
) -> Result<Preview, DeskError> {
    let Some(column) = scene.columns.first() else { return Ok(Preview::default()) };
    let reads: Vec<usize> =
        reads(action, column.dtype)?.iter().filter_map(|path| scene.place(path)).collect();
    let (masked, refused) = run(gathered, action, column.dtype, &reads, sub_key, finder.clone())?;
    let masked: Vec<Option<&[u8]>> = masked.iter().map(Option::as_deref).collect();
    let table = Coded::of(scene, gathered, action, &masked, finder.as_ref())?;
    let mut preview = preview(gathered, &masked, refused);
    add_table(&mut preview, scene, &table, action);
    if let Some(before) = table.cells.first() {
        preview.remarks.extend(remarks::guess_cost(column, action, before));
    }
    preview.remarks.extend(remarks::giveaways(scene, &table.cells, &table.before, action));
    Ok(preview)
}

/// Adds the figures of the table to those of the column.
fn add_table(preview: &mut Preview, scene: &Scene, table: &Coded<'_>, action: &Action) {
    let quasi: Vec<usize> = scene.positions(Role::Quasi);
    if !quasi.is_empty() {
        let names: Vec<&str> =
            quasi.iter().filter_map(|at| scene.columns.get(*at)).map(|c| c.path.as_str()).collect();
        preview.figures.push(line(&format!("TABLE by {}", names.join(" + ")), String::new(), String::new()));
        let (was, is) = (table.figures(&table.before, &quasi), table.released(&table.after, &quasi));
        preview.figures.extend(of_table(&was, &is, scene.threshold));
        if table.suppress_under.is_some() {
            let gone = table.stays(&quasi).iter().filter(|stays| !**stays).count();
            preview.figures.push(line("rows left out", "0".to_owned(), gone.to_string()));
        } else if scene.suppress_under.is_some() {
            let why = "suppress_rows leaves no row out: no quasi-identifier of the table is released";
            preview.remarks.push(why.to_owned());
        }
        let keyed = |at: &usize| table.keyed.get(*at).is_some_and(|keyed| *keyed);
        let outside: Vec<usize> = quasi.iter().copied().filter(|at| !keyed(at)).collect();
        if outside.len() < quasi.len() {
            let seen = table.released(&table.after, &outside);
            preview.figures.push(line("k for an outsider", was.k.to_string(), seen.k.to_string()));
        }
        remark_on_gain(preview, scene, table, &quasi, &is, action);
    }
    let (original, released) = (table.classes(&table.before, &quasi), table.classes(&table.after, &quasi));
    let stays = table.stays(&quasi);
    for at in scene.positions(Role::Sensitive).into_iter().take(SENSITIVE) {
        if let (Some(column), Some(cells)) = (scene.columns.get(at), table.cells.get(at)) {
            preview.figures.extend(of_sensitive(&column.path, cells, &original, (&released, &stays)));
        }
    }
    if let Some(target) = scene.columns.iter().position(|column| column.target).filter(|at| *at > 0)
        && let (Some(known), Some(was), Some(is)) =
            (table.before.get(target), table.before.first(), table.after.first())
        && let Some(column) = scene.columns.get(target)
    {
        let nats = |codes: &[u32]| format!("{:.3} nats", risk::mutual_information(codes, known));
        preview.figures.push(line(&format!("tells of {}", column.path), nats(was), nats(is)));
    }
}

/// The columns of a scene as codes, before and under the plan so far.
struct Coded<'a> {
    cells: Vec<Vec<Option<&'a [u8]>>>,
    before: Vec<Vec<u32>>,
    after: Vec<Vec<u32>>,
    keyed: Vec<bool>,
    threshold: u64,
    /// As in the scene, where a quasi-identifier is released.
    suppress_under: Option<u64>,
}

impl<'a> Coded<'a> {
    fn of(
        scene: &Scene,
        gathered: &'a Gathered,
        action: &Action,
        masked: &[Option<&[u8]>],
        finder: Option<&Arc<dyn FindSpans>>,
    ) -> Result<Self, DeskError> {
        let cells: Vec<Vec<Option<&[u8]>>> =
            (0..scene.columns.len()).map(|at| cells_of(gathered, at)).collect();
        let before: Vec<Vec<u32>> = cells.iter().map(|cells| codes(cells)).collect();
        let mut after = before.clone();
        if let Some(first) = after.first_mut() {
            *first = codes(masked);
        }
        let place = |path: &str| scene.place(path);
        let values = |at: usize| Ok(counted(gathered, at));
        let tools = risk::Tools { finder, files: Some(&crate::apply::mask_file), values: Some(&values) };
        for at in scene.positions(Role::Quasi).into_iter().filter(|at| *at > 0) {
            let (Some(column), Some(slot)) = (scene.columns.get(at), after.get_mut(at)) else { continue };
            let released = risk::release(at, &column.action, column.dtype, &place, tools)
                .map_err(DeskError::from_words)?;
            match released.release {
                Release::Same => {}
                Release::Out => slot.fill(0),
                Release::Masked(mut mask) => {
                    let (out, _) = masked_by(mask.as_mut(), gathered, at, &released.reads);
                    *slot = codes(&out.iter().map(Option::as_deref).collect::<Vec<_>>());
                }
            }
        }
        let keyed = scene
            .columns
            .iter()
            .enumerate()
            .map(|(at, column)| is_keyed(if at == 0 { action } else { &column.action }, column.dtype))
            .collect();
        let is_released = |at: &usize| {
            let decided = scene.columns.get(*at).map(|column| &column.action);
            (if *at == 0 { Some(action) } else { decided }) != Some(&Action::Drop)
        };
        let released = scene.positions(Role::Quasi).iter().any(is_released);
        let suppress_under = scene.suppress_under.filter(|_| released);
        Ok(Self { cells, before, after, keyed, threshold: scene.threshold, suppress_under })
    }

    fn figures(&self, side: &[Vec<u32>], columns: &[usize]) -> RiskFigures {
        risk::figures(&counts(&self.classes(side, columns)), self.threshold)
    }

    /// The figures of the rows that are released: those of too small classes by all quasi-identifiers are left out.
    fn released(&self, side: &[Vec<u32>], columns: &[usize]) -> RiskFigures {
        let Some(least) = self.suppress_under else { return self.figures(side, columns) };
        let sizes = counts(&self.classes(side, columns)).into_iter().filter(|size| *size >= least);
        risk::figures(&sizes.collect::<Vec<_>>(), self.threshold)
    }

    /// Which rows are released.
    fn stays(&self, quasi: &[usize]) -> Vec<bool> {
        let classes = self.classes(&self.after, quasi);
        let sizes = counts(&classes);
        let size = |class: &u32| sizes.get(*class as usize).copied().unwrap_or(0);
        classes.iter().map(|class| self.suppress_under.is_none_or(|least| size(class) >= least)).collect()
    }

    /// The class of each row by some columns.
    fn classes(&self, side: &[Vec<u32>], columns: &[usize]) -> Vec<u32> {
        let rows = self.cells.first().map_or(0, Vec::len);
        let picked: Vec<&[u32]> = columns.iter().filter_map(|at| side.get(*at)).map(Vec::as_slice).collect();
        tuples(rows, &picked)
    }
}

impl Scene {
    /// Positions of the columns of a role.
    fn positions(&self, role: Role) -> Vec<usize> {
        (0..self.columns.len()).filter(|at| self.columns.get(*at).is_some_and(|c| c.role == role)).collect()
    }
}

fn of_table(was: &RiskFigures, is: &RiskFigures, threshold: u64) -> Vec<Figure> {
    vec![
        line("k, smallest group", was.k.to_string(), is.k.to_string()),
        line(&format!("in groups under {threshold}"), percent(was.small_share), percent(is.small_share)),
        line("alone", percent(was.unique_share), percent(is.unique_share)),
        line("prosecutor", percent(was.prosecutor), percent(is.prosecutor)),
        line("marketer", percent(was.marketer), percent(is.marketer)),
    ]
}

/// Says so where the table is no safer than with the column in clear.
fn remark_on_gain(
    preview: &mut Preview,
    scene: &Scene,
    table: &Coded<'_>,
    quasi: &[usize],
    is: &RiskFigures,
    action: &Action,
) {
    if *action == Action::Keep {
        return;
    }
    if scene.columns.first().is_none_or(|column| column.role != Role::Quasi) {
        preview
            .remarks
            .push("no quasi-identifier: what is done here leaves the table's risk as it is".to_owned());
        return;
    }
    let mut clear = table.after.clone();
    if let (Some(slot), Some(original)) = (clear.first_mut(), table.before.first()) {
        slot.clone_from(original);
    }
    let kept = table.released(&clear, quasi);
    if is.k <= kept.k && is.small_share >= kept.small_share && is.classes >= kept.classes {
        preview.remarks.push(
            "does not lower the table's risk: rows can be told apart as well as with the column in clear"
                .to_owned(),
        );
    }
}

/// Diversity and closeness of a sensitive column within the groups.
fn of_sensitive(
    path: &str,
    cells: &[Option<&[u8]>],
    original: &[u32],
    (released, stays): (&[u32], &[bool]),
) -> [Figure; 2] {
    let numbers: Option<Vec<f64>> = cells.iter().map(|cell| cell.and_then(number)).collect();
    let (values, ground) = match numbers {
        Some(numbers) => (in_order(&numbers), Ground::Ordered),
        None => (codes(cells), Ground::Equal),
    };
    let l = |classes: &[u32], values: &[u32]| risk::distinct_l(classes, values).to_string();
    let t = |classes: &[u32], values: &[u32]| format!("{:.3}", risk::t_closeness(classes, values, ground));
    let left = |all: &[u32]| -> Vec<u32> {
        all.iter().zip(stays).filter(|(_, stays)| **stays).map(|(one, _)| *one).collect()
    };
    let (classes, left) = (left(released), left(&values));
    [
        line(&format!("l of {path}"), l(original, &values), l(&classes, &left)),
        line(&format!("t of {path}"), t(original, &values), t(&classes, &left)),
    ]
}

/// Codes in the order of the numbers.
fn in_order(numbers: &[f64]) -> Vec<u32> {
    let mut known = numbers.to_vec();
    known.sort_unstable_by(f64::total_cmp);
    known.dedup();
    numbers.iter().map(|number| known.partition_point(|other| other < number) as u32).collect()
}

#[cfg(test)]
#[path = "effect_tests.rs"]
mod tests;

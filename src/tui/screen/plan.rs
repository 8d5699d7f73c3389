//! Screen 4: the plan: every column, what is open, lint, risk, targets.

use ratatui::buffer::Buffer;
use ratatui::text::Line;

use crate::tui::layout::Areas;
use crate::tui::model::{Model, Pane, words};
use crate::tui::theme::Meaning;
use crate::tui::widget::{self, Ink, fit, safe, tier_meaning, tier_symbol};

/// Lines before the columns.
const HEAD: usize = 3;

/// Draws the screen.
pub fn draw(model: &Model, areas: &Areas, buffer: &mut Buffer) {
    let ink = Ink(&model.theme);
    if !areas.main.is_empty() {
        let inside = widget::titled(buffer, areas.main, "plan", ink, model.focus == Pane::Main, areas.framed);
        let height = usize::from(inside.height);
        let top = if model.focus == Pane::Main { model.scroll } else { 0 };
        let top = top.min(main_length(model).saturating_sub(height));
        widget::lines(buffer, inside, &main(model, usize::from(inside.width), top, height), 0);
    }
    if !areas.side.is_empty() {
        let inside = widget::titled(
            buffer,
            areas.side,
            "checks and targets",
            ink,
            model.focus == Pane::Side,
            areas.framed,
        );
        let top = if model.focus == Pane::Side { model.scroll } else { 0 };
        widget::lines(buffer, inside, &side(model, usize::from(inside.width)), top);
    }
}

/// Lines of the main pane.
pub fn main_length(model: &Model) -> usize {
    HEAD + model.queue.brief.len()
}

/// The lines that are seen: counts, then every column, open ones first.
fn main(model: &Model, width: usize, top: usize, height: usize) -> Vec<Line<'static>> {
    let ink = Ink(&model.theme);
    let queue = &model.queue;
    let is_open =
        |number: &u32| queue.brief.get(*number as usize).is_none_or(|brief| brief.settled.is_open());
    let all = 0..queue.brief.len() as u32;
    let order = all.clone().filter(is_open).chain(all.filter(|number| !is_open(number)));
    let mut out = head(model, ink);
    for number in order.skip(top.saturating_sub(HEAD)).take(height) {
        let Some(row) = queue.row(number) else { continue };
        let open = row.state.is_open();
        let label = words::standing(row);
        let tier = row.scan.sensitivity;
        let what = (width / 3).clamp(10, 36);
        out.push(Line::from(vec![
            ink.put(if open { "● " } else { "✓ " }, if open { Meaning::Bad } else { Meaning::Good }),
            ink.put(format!("{} ", tier_symbol(tier)), tier_meaning(tier)),
            ink.put(fit(&safe(&model.address(row)), width.saturating_sub(what + 5)), Meaning::Text),
            ink.put(format!(" {}", fit(&safe(&label), what)), if open { Meaning::Bad } else { Meaning::Dim }),
        ]));
    }
    out.into_iter().skip(top.min(HEAD)).take(height).collect()
}

fn head(model: &Model, ink: Ink<'_>) -> Vec<Line<'static>> {
    let meter = &model.meter;
    let (keep, drop, mask) = meter.acted;
    let open = if meter.open == 0 {
        ink.line("every column is decided", Meaning::Good)
    } else {
        ink.line(
            format!("{} open: the plan is refused until they are decided", words::columns(meter.open)),
            Meaning::Bad,
        )
    };
    vec![
        ink.line(
            format!("{}: {mask} masked · {keep} kept · {drop} dropped", words::columns(meter.all)),
            Meaning::Title,
        ),
        open,
        Line::default(),
    ]
}

/// Reasons against the plan that are shown; the others are counted.
const REASONS: usize = 50;

/// Refusals, lint, sign-offs, risk, targets.
pub fn side(model: &Model, width: usize) -> Vec<Line<'static>> {
    let ink = Ink(&model.theme);
    if let Some(problem) = model.plan.problem() {
        return ink.labelled("plan       ", &safe(problem), Meaning::Bad, width);
    }
    let Some(plan) = model.plan.get() else { return vec![ink.line("building the plan…", Meaning::Dim)] };
    let mut out = Vec::new();
    for refused in plan.refused.iter().take(REASONS) {
        out.extend(ink.labelled("refused    ", &safe(refused), Meaning::Bad, width));
    }
    if let Some(more) = plan.refused.len().checked_sub(REASONS).filter(|more| *more > 0) {
        let text = format!("and {} reasons more; `vizard plan build` lists all", words::count(more as u64));
        out.extend(ink.labelled("           ", &text, Meaning::Bad, width));
    }
    if let Some(digest) = &plan.digest {
        out.extend(ink.labelled("digest     ", digest.get(..23).unwrap_or(digest), Meaning::Dim, width));
    }
    out.extend(ink.labelled("file       ", &safe(&plan.path), Meaning::Dim, width));
    out.extend(ink.labelled(
        "sign-offs  ",
        &format!("{} needed", plan.sign_offs_needed),
        Meaning::Dim,
        width,
    ));
    if plan.lint.is_empty() {
        out.extend(ink.labelled("lint       ", "nothing to say", Meaning::Good, width));
    }
    for (at, lint) in plan.lint.iter().enumerate() {
        let meaning = if lint.severity == "error" { Meaning::Bad } else { Meaning::Confidential };
        let text = format!("{} {} {}: {}", lint.severity, lint.rule, safe(&lint.at), safe(&lint.why));
        out.extend(ink.labelled(if at == 0 { "lint       " } else { "           " }, &text, meaning, width));
    }
    for (table, before, after) in &plan.risk {
        out.extend(ink.labelled(
            "risk       ",
            &format!("{}: {before} → {after}", safe(table)),
            Meaning::Text,
            width,
        ));
    }
    for (at, target) in plan.targets.iter().enumerate() {
        let text = format!(
            "{}: {} exact · {} lossy · {} unsupported",
            target.name,
            target.exact,
            target.lossy.len(),
            target.unsupported.len()
        );
        let clean = target.lossy.is_empty() && target.unsupported.is_empty();
        let label = if at == 0 { "targets    " } else { "           " };
        out.extend(ink.labelled(label, &text, if clean { Meaning::Good } else { Meaning::Text }, width));
    }
    out
}

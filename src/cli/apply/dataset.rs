//! Which dataset of a plan a file is.

use std::path::Path;
use std::sync::atomic::{AtomicBool, AtomicU64};

use crate::apply::verify::Nothing;
use crate::cli::context::Context;
use crate::cli::exit::End;
use crate::domain::plan::{Plan, PlanColumn, PlanDataset};
use crate::source::{self, Input, ReadOptions, Sampling, discover};

/// The dataset of a plan that a file is: by `--table`, by table id, else by its file name where that is unique.
///
/// # Errors
/// 2: no dataset fits.
pub fn dataset<'a>(
    context: &Context,
    plan: &'a Plan,
    path: &Path,
    tables: &[String],
) -> Result<&'a PlanDataset, End> {
    for text in tables {
        let (name, file) = text
            .split_once('=')
            .ok_or_else(|| End::usage(format!("--table {text}: give it as NAME=PATH")))?;
        if std::path::absolute(file).ok() == std::path::absolute(path).ok() {
            return plan
                .datasets
                .iter()
                .find(|d| d.table == name || short(plan, &d.table) == name)
                .ok_or_else(|| {
                    End::usage(format!("the plan has no table `{name}`; it has {}", names(plan)))
                });
        }
    }
    let absolute = std::path::absolute(path).unwrap_or_else(|_| path.to_owned());
    let id = discover::table_id(&absolute, context.project.root());
    if let Some(dataset) = plan.datasets.iter().find(|d| d.table == id) {
        return Ok(dataset);
    }
    let file = |table: &str| table.rsplit('/').next().unwrap_or(table).to_owned();
    let wanted = path.file_name().map(|n| n.to_string_lossy().into_owned()).unwrap_or_default();
    let by_name: Vec<&PlanDataset> = plan.datasets.iter().filter(|d| file(&d.table) == wanted).collect();
    let one = match by_name.as_slice() {
        [one] => Some(*one),
        _ => by_partition(context, plan, path, &id)
            .or_else(|| by_stem(plan, &wanted).filter(|_| by_name.is_empty())),
    };
    one.ok_or_else(|| {
        End::usage(format!(
            "{}: the plan has no table of that name; it has {}; give --table NAME={}",
            path.display(),
            names(plan),
            path.display()
        ))
    })
}

/// The folder of a table without what `column=value` folders of a partitioned dataset say.
fn base(table: &str) -> String {
    let mut parts: Vec<&str> = table.split('/').filter(|part| !part.contains('=')).collect();
    parts.pop();
    parts.join("/")
}

/// The dataset of a file that lies beside files of the plan, in a folder or its partitions, and has their schema; several
/// datasets must say the same of its columns.
fn by_partition<'a>(context: &Context, plan: &'a Plan, path: &Path, id: &str) -> Option<&'a PlanDataset> {
    let beside: Vec<&PlanDataset> = plan.datasets.iter().filter(|d| base(&d.table) == base(id)).collect();
    let input = context.project.input(&beside.first()?.table, path);
    let schema = fingerprint(&input)?;
    let mut fitting = beside.into_iter().filter(|d| d.schema == schema);
    let first = fitting.next()?;
    fitting.all(|other| says_the_same(first, other)).then_some(first)
}

fn fingerprint(input: &Input) -> Option<String> {
    let mut dataset = source::open(input).ok()?;
    if !dataset.format().starts_with("json") {
        return Some(dataset.preview().fingerprint());
    }
    let options = ReadOptions {
        sampling: Sampling::All,
        threads: 1,
        progress: &AtomicU64::new(0),
        cancel: &AtomicBool::new(false),
    };
    Some(dataset.read(&options, &Nothing).ok()?.schema.fingerprint())
}

/// Whether two datasets of one schema do the same to every column and row.
fn says_the_same(one: &PlanDataset, other: &PlanDataset) -> bool {
    let same = |a: &PlanColumn, b: &PlanColumn| {
        a.action == b.action && a.mask == b.mask && a.domain == b.domain && a.key_id == b.key_id
    };
    one.suppress_rows.is_none()
        && other.suppress_rows.is_none()
        && one.columns.iter().zip(&other.columns).all(|(a, b)| same(a, b))
}

/// The dataset whose file is called like this one but for its extension: a copy in another format.
fn by_stem<'a>(plan: &'a Plan, wanted: &str) -> Option<&'a PlanDataset> {
    let stem = |name: &str| {
        let name = name.rsplit('/').next().unwrap_or(name);
        let name = name.strip_suffix(".gz").or_else(|| name.strip_suffix(".zst")).unwrap_or(name);
        name.rsplit_once('.').map_or(name, |(stem, _)| stem).to_owned()
    };
    let mut alike = plan.datasets.iter().filter(|d| stem(&d.table) == stem(wanted));
    alike.next().filter(|_| alike.next().is_none())
}

fn short(plan: &Plan, table: &str) -> String {
    let ids: Vec<&str> = plan.datasets.iter().map(|d| d.table.as_str()).collect();
    let at = ids.iter().position(|id| *id == table);
    at.and_then(|at| discover::short_names(&ids).into_iter().nth(at)).unwrap_or_else(|| table.to_owned())
}

fn names(plan: &Plan) -> String {
    plan.datasets.iter().map(|d| d.table.as_str()).collect::<Vec<_>>().join(", ")
}

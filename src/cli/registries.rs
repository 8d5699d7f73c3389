//! `vizard masks|sources|importers|targets`: what each registry holds.

use serde_json::{Value, json};

use super::context::Context;
use super::exit::{End, Outcome};
use super::print::{self, Table};
use crate::export::EXPORTERS;
use crate::findings::IMPORTERS;
use crate::mask::{MASKS, describe};
use crate::source::SOURCES;
use crate::tui::action;
use crate::tui::keymap::Keymap;
use crate::tui::theme::Themes;

/// How a registry is printed.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default, clap::ValueEnum)]
pub enum ListFormat {
    /// For people.
    #[default]
    Table,
    /// One object with one list.
    Json,
}

/// Arguments of a registry command.
#[derive(Debug, clap::Args)]
pub struct ListArgs {
    /// How to print the list.
    #[arg(long, value_enum, default_value_t)]
    format: ListFormat,
}

/// Prints a list as the format asks: `key` names it in JSON, `columns` are the fields of the table.
///
/// # Errors
/// Where stdout cannot be written.
pub fn list(args: &ListArgs, format: &str, key: &str, columns: &[&str], entries: Vec<Value>) -> Outcome {
    if args.format == ListFormat::Json {
        let mut object = serde_json::Map::new();
        object.insert("format".to_owned(), format.into());
        object.insert(key.to_owned(), entries.into());
        print::json(&Value::Object(object))?;
        return Ok(End::pass());
    }
    let headings: Vec<String> = columns.iter().map(|c| c.to_uppercase()).collect();
    let headings: Vec<&str> = headings.iter().map(String::as_str).collect();
    let mut table = Table::new(&headings);
    for entry in &entries {
        table.row(columns.iter().map(|column| cell(entry.get(*column))));
    }
    print::out(&table.render())?;
    Ok(End::pass())
}

fn cell(value: Option<&Value>) -> String {
    match value {
        None | Some(Value::Null) => String::new(),
        Some(Value::String(text)) => text.clone(),
        Some(Value::Array(list)) => list.iter().map(|v| cell(Some(v))).collect::<Vec<_>>().join(" "),
        Some(other) => other.to_string(),
    }
}

/// `vizard masks`.
///
/// # Errors
/// Where stdout cannot be written.
pub fn masks(args: &ListArgs) -> Outcome {
    let entries = MASKS.iter().map(|mask| describe::describe(*mask)).collect();
    list(args, "vizard-masks/1", "masks", &["name", "class", "iso_20889", "applies_to", "title"], entries)
}

/// `vizard sources`.
///
/// # Errors
/// Where stdout cannot be written.
pub fn sources(args: &ListArgs) -> Outcome {
    let entries = SOURCES
        .iter()
        .map(|s| json!({"name": s.name(), "title": s.title(), "extensions": s.extensions()}))
        .collect();
    list(args, "vizard-sources/1", "sources", &["name", "extensions", "title"], entries)
}

/// `vizard importers`.
///
/// # Errors
/// Where stdout cannot be written.
pub fn importers(args: &ListArgs) -> Outcome {
    let entries = IMPORTERS
        .iter()
        .map(|i| json!({"name": i.name(), "title": i.title(), "covers": i.covers()}))
        .collect();
    list(args, "vizard-importers/1", "importers", &["name", "title", "covers"], entries)
}

/// `vizard targets`.
///
/// # Errors
/// Where stdout cannot be written.
pub fn targets(args: &ListArgs) -> Outcome {
    let entries = EXPORTERS
        .iter()
        .map(|e| json!({"name": e.name(), "title": e.title(), "covers": e.covers(), "extension": e.extension()}))
        .collect();
    list(args, "vizard-targets/1", "targets", &["name", "title", "covers"], entries)
}

/// `vizard themes`.
///
/// # Errors
/// A theme of the user's that is none, or stdout cannot be written.
pub fn themes(context: &Context, args: &ListArgs) -> Outcome {
    let themes = Themes::load(Some(&context.folders.config().join("themes")))
        .map_err(|e| End::usage(e.to_string()))?;
    let entries = themes.iter().map(|t| json!({"name": t.name, "title": t.title})).collect();
    list(args, "vizard-themes/1", "themes", &["name", "title"], entries)
}

/// `vizard keys-map`.
///
/// # Errors
/// A key map of the user's that is none, or stdout cannot be written.
pub fn keys_map(context: &Context, args: &ListArgs) -> Outcome {
    let path = context.folders.config().join("keys.toml");
    let map = match std::fs::read_to_string(&path) {
        Ok(text) => {
            Keymap::read(&text, &path.display().to_string()).map_err(|e| End::usage(e.to_string()))?
        }
        Err(e) if e.kind() == std::io::ErrorKind::NotFound => Keymap::default(),
        Err(e) => return Err(End::usage(format!("{}: cannot read the key map: {e}", path.display()))),
    };
    let entries = action::all()
        .map(|a| {
            let keys: Vec<String> = map.keys(a).iter().map(ToString::to_string).collect();
            json!({"name": a.name, "keys": keys, "title": a.title})
        })
        .collect();
    list(args, "vizard-keys-map/1", "keys", &["keys", "name", "title"], entries)
}

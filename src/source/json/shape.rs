//! The union of the shapes of all records, and the columns that it makes.
//!
//! Paths: `address.city`, `phones[].number`, `tags[]`. A key that is a scalar here and an object there is two
//! columns, `key:string` and `key:object`; the latter holds the object as JSON text. Records that are no objects
//! are the column `value`.

use std::collections::HashMap;

use super::token::{Fault, Kind, Part, Taker, unescape};
use crate::domain::dtype::DType;
use crate::domain::name;
use crate::domain::table::{Field, Schema};

/// More places than this are data in the guise of keys.
const MOST: usize = crate::source::MOST_COLUMNS;

const STRING: u8 = 1;
const INTEGER: u8 = 2;
const FLOAT: u8 = 4;
const BOOLEAN: u8 = 8;

/// One place: what stands there, its members and its elements.
#[derive(Debug, Default)]
struct Node {
    scalars: u8,
    null: bool,
    object: bool,
    members: Vec<(Box<[u8]>, usize)>,
    /// Whether each member's key stands in the text as it is.
    plain: Vec<bool>,
    by_key: HashMap<Box<[u8]>, usize>,
    /// Member that came last: keys mostly come in the same order.
    hint: usize,
    elements: Option<usize>,
    /// When it first came: several threads look at the data, its order is that of the file.
    first: u64,
}

/// The columns of one place.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub struct Places {
    /// Column of scalars, and of nulls.
    pub scalar: Option<usize>,
    /// Column of objects as one value; where there is none, the members have their own columns.
    pub object: Option<usize>,
}

/// The shape of some records. Place 0 is the record itself.
#[derive(Debug)]
pub struct Shape {
    nodes: Vec<Node>,
    clock: u64,
    /// What the record that is being read changed: little or nothing after the first ones.
    changes: Vec<Change>,
}

/// A change to a place, with what was there before.
#[derive(Debug, Clone, Copy)]
enum Change {
    Scalars(usize, u8),
    Null(usize),
    Object(usize),
    Member(usize),
    Elements(usize),
}

impl Default for Shape {
    fn default() -> Self {
        Self { nodes: vec![Node::default()], clock: 1, changes: Vec::new() }
    }
}

impl Shape {
    /// The place of a member, where a record had it.
    pub fn find_member(&self, at: usize, key: &[u8], after: usize) -> Option<(usize, usize)> {
        let node = self.nodes.get(at)?;
        let found = |n: usize| node.members.get(n).filter(|(name, _)| **name == *key).map(|(_, to)| (n, *to));
        found(after).or_else(|| found(0)).or_else(|| node.by_key.get(key).and_then(|n| found(*n)))
    }

    /// The member with that number, where its key stands in the text as it is.
    pub fn nth_member(&self, at: usize, number: usize) -> Option<(&[u8], usize)> {
        let node = self.nodes.get(at)?;
        let (key, to) = node.members.get(number).filter(|_| node.plain.get(number) == Some(&true))?;
        Some((key, *to))
    }

    /// The place of the elements of an array, where a record had one.
    pub fn find_elements(&self, at: usize) -> Option<usize> {
        self.nodes.get(at).and_then(|node| node.elements)
    }

    /// Says that the records which follow are those of this block; a shape takes blocks in ascending order.
    pub const fn at_block(&mut self, number: usize) {
        self.clock = ((number as u64) << 32) + 1;
    }

    /// Starts a record.
    pub fn begin(&mut self) {
        self.changes.clear();
    }

    /// Takes back what the record that is being read changed: it is a bad one.
    pub fn undo(&mut self) {
        while let Some(change) = self.changes.pop() {
            let (Change::Scalars(at, _)
            | Change::Null(at)
            | Change::Object(at)
            | Change::Member(at)
            | Change::Elements(at)) = change;
            let Some(node) = self.nodes.get_mut(at) else { continue };
            match change {
                Change::Scalars(_, before) => node.scalars = before,
                Change::Null(_) => node.null = false,
                Change::Object(_) => node.object = false,
                // The place that was made last is the one to go.
                Change::Member(_) => {
                    node.plain.pop();
                    if let Some((key, _)) = node.members.pop() {
                        node.by_key.remove(&key);
                    }
                    self.nodes.pop();
                }
                Change::Elements(_) => {
                    node.elements = None;
                    self.nodes.pop();
                }
            }
        }
    }

    /// Takes what another part of the data looked like.
    ///
    /// # Errors
    /// [`Fault::Keys`].
    pub fn merge(&mut self, other: &Self) -> Result<(), Fault> {
        self.merge_at(0, other, 0)
    }

    fn merge_at(&mut self, at: usize, other: &Self, from: usize) -> Result<(), Fault> {
        let Some(theirs) = other.nodes.get(from) else { return Ok(()) };
        if let Some(node) = self.nodes.get_mut(at) {
            node.scalars |= theirs.scalars;
            node.null |= theirs.null;
            node.object |= theirs.object;
            node.first = node.first.min(theirs.first);
        }
        for (key, to) in &theirs.members {
            self.clock = other.nodes.get(*to).map_or(0, |node| node.first);
            let mine = self.add_member(at, key)?;
            self.merge_at(mine, other, *to)?;
        }
        if let Some(to) = theirs.elements {
            let mine = self.add_elements(at)?;
            self.merge_at(mine, other, to)?;
        }
        Ok(())
    }

    fn new_node(&mut self) -> Result<usize, Fault> {
        if self.nodes.len() >= MOST {
            return Err(Fault::Keys);
        }
        self.nodes.push(Node { first: self.clock, ..Node::default() });
        self.clock += 1;
        Ok(self.nodes.len() - 1)
    }

    fn add_member(&mut self, at: usize, key: &[u8]) -> Result<usize, Fault> {
        let hint = self.nodes.get(at).map_or(0, |node| node.hint);
        if let Some((n, to)) = self.find_member(at, key, hint) {
            if let Some(node) = self.nodes.get_mut(at) {
                node.hint = n + 1;
            }
            return Ok(to);
        }
        let to = self.new_node()?;
        if let Some(node) = self.nodes.get_mut(at) {
            node.by_key.insert(key.into(), node.members.len());
            node.members.push((key.into(), to));
            node.plain.push(key.iter().all(|byte| *byte >= b' ' && !matches!(byte, b'"' | b'\\')));
            node.hint = node.members.len();
            self.changes.push(Change::Member(at));
        }
        Ok(to)
    }

    fn add_elements(&mut self, at: usize) -> Result<usize, Fault> {
        if let Some(to) = self.find_elements(at) {
            return Ok(to);
        }
        let to = self.new_node()?;
        if let Some(node) = self.nodes.get_mut(at) {
            node.elements = Some(to);
            self.changes.push(Change::Elements(at));
        }
        Ok(to)
    }

    /// The columns, in the order in which keys first came, and the columns of each place.
    pub fn columns(&self) -> (Schema, Vec<Places>) {
        let mut schema = Schema::default();
        let mut places = vec![Places::default(); self.nodes.len()];
        self.columns_at(0, "", &mut schema, &mut places);
        schema.number_occurrences();
        (schema, places)
    }

    fn columns_at(&self, at: usize, path: &str, schema: &mut Schema, places: &mut [Places]) {
        let Some(node) = self.nodes.get(at) else { return };
        let name = if path.is_empty() { "value" } else { path };
        let mut add = |path: String, dtype: DType| {
            schema.fields.push(Field { path, occurrence: 0, dtype, nullable: true });
            Some(schema.fields.len() - 1)
        };
        // The record itself is never two columns: its members are columns of their own.
        let two = node.scalars != 0 && node.object && at != 0;
        let mut own = Places::default();
        if node.scalars != 0 {
            let path = if two { format!("{name}:string") } else { name.to_owned() };
            own.scalar = add(path, dtype(node.scalars));
        }
        if two {
            own.object = add(format!("{name}:object"), DType::Object);
        }
        let bare = node.scalars == 0 && node.elements.is_none() && (at != 0 || !node.object);
        if bare && node.members.is_empty() && (at != 0 || node.null) {
            // Only nulls or only `{}`: the path is there all the same.
            own.scalar = add(name.to_owned(), DType::Null);
        }
        if let Some(place) = places.get_mut(at) {
            *place = own;
        }
        if !two {
            let first = |to: usize| self.nodes.get(to).map_or(0, |node| node.first);
            let mut members: Vec<&(Box<[u8]>, usize)> = node.members.iter().collect();
            members.sort_by_key(|(_, to)| first(*to));
            for (key, to) in members {
                let key = name::segment(&String::from_utf8_lossy(key));
                let path = if path.is_empty() { key } else { format!("{path}.{key}") };
                self.columns_at(*to, &path, schema, places);
            }
        }
        if let Some(to) = node.elements {
            self.columns_at(to, &format!("{name}[]"), schema, places);
        }
    }
}

const fn dtype(scalars: u8) -> DType {
    match scalars {
        0 => DType::Null,
        INTEGER => DType::Integer,
        FLOAT => DType::Float,
        BOOLEAN => DType::Boolean,
        _ if scalars == INTEGER | FLOAT => DType::Float,
        _ => DType::String,
    }
}

impl Taker for Shape {
    fn scalar(&mut self, at: usize, kind: Kind, _: Part, _: &[u8]) {
        let Some(node) = self.nodes.get_mut(at) else { return };
        let bit = match kind {
            Kind::String => STRING,
            Kind::Integer => INTEGER,
            Kind::Float => FLOAT,
            Kind::Boolean => BOOLEAN,
            Kind::Null => {
                if !node.null {
                    node.null = true;
                    self.changes.push(Change::Null(at));
                }
                return;
            }
        };
        if node.scalars & bit == 0 {
            self.changes.push(Change::Scalars(at, node.scalars));
            node.scalars |= bit;
        }
    }

    fn object(&mut self, at: usize) -> bool {
        if let Some(node) = self.nodes.get_mut(at) {
            node.hint = 0;
            if !node.object {
                node.object = true;
                self.changes.push(Change::Object(at));
            }
        }
        true
    }

    fn whole(&mut self, _: usize, _: Part) {}

    fn member(&mut self, at: usize, key: Part, text: &[u8]) -> Result<usize, Fault> {
        let raw = text.get(key.start..key.end).unwrap_or_default();
        if key.escaped {
            let mut name = Vec::new();
            unescape(raw, &mut name);
            return self.add_member(at, &name);
        }
        self.add_member(at, raw)
    }

    fn likely(&self, at: usize) -> Option<(&[u8], usize)> {
        self.nodes.get(at).and_then(|node| self.nth_member(at, node.hint))
    }

    fn came(&mut self, at: usize) {
        if let Some(node) = self.nodes.get_mut(at) {
            node.hint += 1;
        }
    }

    fn elements(&mut self, at: usize) -> Result<usize, Fault> {
        self.add_elements(at)
    }
}

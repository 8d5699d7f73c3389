//! What a type means in its table: tier, personal or not, role.

use super::context::Subject;
use super::header;
use crate::detect::Detector;
use crate::domain::tier::{Role, Tier};

/// Types that say something about a person only where the table is about persons.
const EITHER: &[&str] = &[
    "phone",
    "street_address",
    "po_box",
    "city",
    "state",
    "country",
    "postal_code",
    "location",
    "geo_coordinate",
    "language",
    "url",
    "income",
    "financial",
    "occupation",
    "education",
    "family",
    "age",
    "gender",
    "lifestyle",
    "physical_trait",
    "health_measurement",
    "nationality",
    "email",
    "person_key",
    "hash",
    "social_handle",
    "employer",
    "birth_year",
    "person_name",
    "license_plate",
    "vehicle_id",
    "bic_swift",
    "routing_number",
    "photo",
    "marital_status",
];

/// Types of a place.
const PLACES: &[&str] =
    &["city", "state", "country", "postal_code", "location", "geo_coordinate", "street_address", "po_box"];

/// Header words of organisations and what they run.
const ORGANISATIONS: &[&str] = &[
    "company",
    "hq",
    "headquarter",
    "headquarters",
    "org",
    "organization",
    "organisation",
    "employer",
    "branch",
    "store",
    "shop",
    "venue",
    "school",
    "university",
    "hospital",
    "clinic",
    "airport",
    "warehouse",
    "merchant",
    "merch",
    "vendor",
    "supplier",
    "facility",
    "station",
    "stadium",
    "hotel",
    "restaurant",
    "agency",
    "department",
    "firma",
    "empresa",
    "entreprise",
    "azienda",
    "bedrijf",
    "filiale",
    "sucursal",
    "tienda",
    "magasin",
    "negozio",
];

/// What a table is about.
#[derive(Debug, Clone, Copy)]
pub struct About {
    /// What rows are.
    pub subject: Subject,
    /// A column names a person in the row.
    pub named: bool,
    /// A column holds the street address of somebody.
    pub addressed: bool,
}

/// The standing of a type in a table.
pub struct Standing {
    /// Tier.
    pub tier: Tier,
    /// About natural persons.
    pub personal: bool,
    /// Role.
    pub role: Role,
    /// Why the table lowered it, where it did.
    pub lowered: Option<String>,
}

/// Tier, personal and role of a type in a table, under a header.
#[must_use]
pub fn standing(d: &Detector, about: About, header: &str) -> Standing {
    let subject = about.subject;
    let own = Standing { tier: d.tier, personal: d.personal, role: d.role, lowered: None };
    if (PLACES.contains(&d.parent) || d.parent == "phone")
        && let Some(word) = header::tokens(header).iter().find_map(|t| ORGANISATIONS.iter().find(|o| *o == t))
    {
        let (tier, what) =
            if d.parent == "phone" { (Tier::Internal, "number") } else { (Tier::Public, "place") };
        return Standing {
            tier,
            personal: false,
            role: Role::None,
            lowered: Some(format!("header word \"{word}\": the {what} of an organisation, not of a person")),
        };
    }
    if !d.personal || !EITHER.contains(&d.parent) || subject == Subject::Persons {
        return own;
    }
    // With a named person in the row, a contact is that person's.
    if about.named && matches!(d.parent, "street_address" | "po_box" | "phone" | "email") {
        return own;
    }
    // And so are the parts of the address that stand beside the street.
    if about.named && about.addressed && matches!(d.parent, "city" | "state" | "postal_code") {
        return own;
    }
    // What is private wherever it stands unless the table is clearly about things.
    let private =
        matches!(d.parent, "street_address" | "po_box" | "income" | "financial" | "health_measurement");
    let places = matches!(
        d.parent,
        "city"
            | "state"
            | "country"
            | "postal_code"
            | "location"
            | "geo_coordinate"
            | "street_address"
            | "po_box"
            | "language"
            | "occupation"
            | "education"
            | "nationality"
            | "employer"
            | "income"
            | "financial"
            | "url"
            | "physical_trait"
            | "health_measurement"
            | "photo"
    );
    let measures =
        matches!(d.parent, "age" | "gender" | "family" | "lifestyle" | "marital_status" | "birth_year");
    match subject {
        Subject::Persons => own,
        Subject::Things if places => Standing {
            tier: Tier::Public,
            personal: false,
            role: Role::None,
            lowered: Some("the other columns speak of things, places or firms, not of persons".to_owned()),
        },
        Subject::Things if matches!(d.parent, "phone" | "email") => Standing {
            tier: Tier::Internal,
            personal: false,
            role: Role::None,
            lowered: Some("the contact of an organisation, by the other columns".to_owned()),
        },
        Subject::Unclear if places && !private => Standing {
            tier: Tier::Public,
            personal: false,
            role: Role::None,
            lowered: Some("no other column speaks of persons".to_owned()),
        },
        Subject::Things if measures => Standing {
            tier: Tier::Public,
            personal: false,
            role: Role::None,
            lowered: Some("the other columns speak of things, not of persons".to_owned()),
        },
        Subject::Things | Subject::Unclear => own,
    }
}

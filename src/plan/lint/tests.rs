//! Every rule is shown to speak where it should and to be silent elsewhere.

use super::*;
use crate::domain::mask::Param;
use crate::domain::plan::{DatasetRisk, PlanAction, PlanColumn, RiskFigures, Waiver};
use crate::domain::tier::{Role, Tier};
use crate::plan::samples;

const TODAY: &str = "2026-11-25";

/// The sample plan with everything that the rules have to say about it mended.
fn clean() -> Plan {
    let mut plan = samples::plan();
    plan.waivers.clear();
    for risk in &mut plan.risk.datasets {
        risk.after.k = 20;
    }
    change(&mut plan, "city", drop_it);
    change(&mut plan, "note", |column| {
        let known = "email,full_name,card,tax_id,birth_date,last_ip,phone,password_hash";
        column.mask.as_mut().unwrap().params.insert("known".to_owned(), Param::Text(known.to_owned()));
    });
    for table in ["claims.parquet", "features.parquet"] {
        plan.risk.datasets.push(DatasetRisk { table: table.to_owned(), ..plan.risk.datasets[0].clone() });
    }
    plan
}

fn change(plan: &mut Plan, column: &str, edit: impl FnOnce(&mut PlanColumn)) {
    let mut columns = plan.datasets.iter_mut().flat_map(|dataset| &mut dataset.columns);
    edit(columns.find(|candidate| candidate.column == column).unwrap());
}

fn drop_it(column: &mut PlanColumn) {
    column.action = PlanAction::Drop;
    (column.mask, column.domain, column.key_id, column.nulls) = (None, None, None, None);
}

fn keep(column: &mut PlanColumn) {
    drop_it(column);
    column.action = PlanAction::Keep;
}

fn become_of(column: &mut PlanColumn, kind: &str, tier: Tier, role: Role) {
    column.kind = Some(kind.to_owned());
    (column.sensitivity, column.role) = (tier, role);
}

fn param(column: &mut PlanColumn, name: &str, value: i64) {
    column.mask.as_mut().unwrap().params.insert(name.to_owned(), Param::Number(value));
}

fn mask_like(plan: &mut Plan, column: &str, other: &str) {
    let like = plan.datasets.iter().flat_map(|d| &d.columns).find(|c| c.column == other).unwrap().clone();
    change(plan, column, |column| {
        column.action = PlanAction::Mask;
        (column.mask, column.domain) = (like.mask, like.domain);
        (column.key_id, column.nulls) = (like.key_id, like.nulls);
    });
}

type Edit = fn(&mut Plan);

/// One plan for every rule that makes it speak.
const SPEAKS: &[(&str, Edit)] = &[
    ("restricted-kept", |plan| change(plan, "card", keep)),
    ("direct-kept", |plan| change(plan, "email", keep)),
    ("contained-kept", |plan| change(plan, "note", keep)),
    ("card-partial", |plan| change(plan, "card", |column| param(column, "first", 6))),
    ("unknown-kept", |plan| change(plan, "status", |column| column.sensitivity = Tier::Unknown)),
    ("free-text-kept", |plan| {
        change(plan, "note", |column| {
            keep(column);
            column.contains.clear();
        });
    }),
    ("hash-kept", |plan| {
        change(plan, "status", |column| become_of(column, "hash", Tier::Internal, Role::Key));
    }),
    ("quasi-kept", |plan| {
        for column in ["birth_date", "postal_code", "city"] {
            change(plan, column, keep);
        }
    }),
    ("k-small", |plan| {
        plan.risk.datasets[0].after = RiskFigures { k: 4, classes: 9, ..RiskFigures::default() }
    }),
    ("confidential-kept", |plan| {
        change(plan, "status", |column| {
            become_of(column, "income", Tier::Confidential, Role::Sensitive);
            column.reason = "ok".to_owned();
        });
    }),
    ("contained-masked", |plan| change(plan, "card", |column| column.contains = vec!["email".to_owned()])),
    ("credential-masked", |plan| mask_like(plan, "password_hash", "customer_id")),
    ("partial-reveals", |plan| {
        change(plan, "card", |column| {
            become_of(column, "us_ssn", Tier::Restricted, Role::Direct);
            param(column, "last", 5);
        });
    }),
    ("birth-kept", |plan| {
        change(plan, "status", |column| become_of(column, "age", Tier::Internal, Role::Quasi));
    }),
    ("correlated-kept", |plan| change(plan, "city", keep)),
    ("date-unshifted", |plan| change(plan, "closed", keep)),
    ("tokens-differ", |plan| change(plan, "customer_id", |column| column.domain = Some("other".to_owned()))),
    ("tokens-collide", |plan| {
        change(plan, "customer_id", |column| param(column, "length", 8));
        plan.datasets[0].rows = 1_000_000;
    }),
    ("join-broken", |plan| change(plan, "customer_id", |column| column.domain = Some("other".to_owned()))),
    ("join-lossy", |plan| mask_like(plan, "customer_id", "full_name")),
    ("known-left", |plan| {
        change(plan, "note", |column| column.mask.as_mut().unwrap().params.clear());
    }),
    ("sampled", |plan| plan.datasets[0].sampled = Some(100)),
    ("sign-offs-missing", |plan| plan.sign_offs.given.clear()),
    ("waiver-expired", |plan| plan.waivers.push(waiver("k-small", "2026-11-24"))),
    ("waiver-unknown", |plan| plan.waivers.push(waiver("no-such-rule", "2027-01-01"))),
    ("risk-missing", |plan| drop(plan.risk.datasets.pop())),
];

/// Rules that no mask of this program can make speak: they stand guard for masks to come.
const ON_GUARD: &[&str] = &["unkeyed-hash"];

fn waiver(rule: &str, expires: &str) -> Waiver {
    Waiver { rule: rule.to_owned(), reason: "agreed".to_owned(), expires: expires.to_owned() }
}

#[test]
fn the_mended_plan_has_nothing_to_say() {
    assert_eq!(lint(&clean(), TODAY), []);
}

#[test]
fn every_rule_speaks_of_its_own_case() {
    for rule in RULES {
        if ON_GUARD.contains(&rule.name) {
            continue;
        }
        let (_, edit) =
            SPEAKS.iter().find(|(name, _)| *name == rule.name).unwrap_or_else(|| panic!("{}", rule.name));
        let mut plan = clean();
        edit(&mut plan);
        let found = lint(&plan, TODAY);
        let of_rule = found
            .iter()
            .find(|lint| lint.rule == rule.name)
            .unwrap_or_else(|| panic!("{}: {found:?}", rule.name));
        assert_eq!((of_rule.severity, &of_rule.waived), (rule.severity, &None));
        assert!(!of_rule.why.is_empty() && !of_rule.fix.is_empty());
    }
}

#[test]
fn names_are_unique_and_can_stand_in_a_waiver() {
    for (at, rule) in RULES.iter().enumerate() {
        assert!(RULES.iter().skip(at + 1).all(|other| other.name != rule.name), "{}", rule.name);
        assert!(rule.name.chars().all(|c| c.is_ascii_lowercase() || c == '-'), "{}", rule.name);
    }
}

#[test]
fn a_waiver_silences_its_rule_until_its_last_day() {
    let mut plan = clean();
    plan.risk.datasets[0].after.k = 2;
    plan.waivers.push(waiver("k-small", "2026-11-25"));
    let on = |today: &str| {
        let found = lint(&plan, today);
        found.iter().find(|lint| lint.rule == "k-small").unwrap().waived.clone()
    };
    assert_eq!(on("2026-11-25").as_deref(), Some("agreed"));
    assert_eq!(on("2026-11-26"), None);
}

#[test]
fn what_approves_a_plan_cannot_be_waived() {
    let mut plan = clean();
    plan.sign_offs.given.clear();
    plan.waivers.push(waiver("sign-offs-missing", "2027-01-01"));
    let found = lint(&plan, TODAY);
    assert!(found.iter().any(|lint| lint.rule == "sign-offs-missing" && lint.waived.is_none()));
    assert!(found.iter().any(|lint| lint.rule == "waiver-unknown"));
}

#[test]
fn an_unkeyed_token_is_an_error() {
    // A view with promises as an unkeyed hash would make them.
    let plan = clean();
    let mut view = View::new(&plan, TODAY);
    for column in &mut view.columns {
        if let Some(planned) = &mut column.mask {
            planned.guarantees.keyed = false;
        }
    }
    let mut hits = Vec::new();
    (unkeyed_hash::RULE.check)(&view, &mut hits);
    assert!(!hits.is_empty());
}

//! Signed proofs: made by a verification that passed, checked by whoever takes the file over.

use crate::support::project::Project;

const ROWS: &str = "id,email\n1,ana@example.com\n2,ben@example.com\n3,cleo@example.com\n";
const ATTESTATION: &str = "masked/p.csv.attestation.json";

fn masked() -> Project {
    let project = Project::with("p.csv", ROWS);
    project.expect(0, &["keys", "new"]);
    project.expect(0, &["decide", "*.id", "--keep"]);
    project.expect(0, &["decide", "*.email", "--mask", "pseudonym"]);
    project.expect(0, &["plan", "build"]);
    project.expect(0, &["apply", "vizard-plan.json", "p.csv", "--output", "masked/"]);
    project
}

fn check(project: &Project, attestation: &str, key: &str) -> i32 {
    let args =
        ["verify", "vizard-plan.json", "masked/p.csv", "--attestation", attestation, "--public-key", key];
    project.run(&args).code
}

#[test]
fn a_consumer_checks_a_proof_without_original_or_masking_key() {
    let project = masked();
    let verify = ["verify", "vizard-plan.json", "masked/p.csv", "--original", "p.csv", "--sign=ana"];
    assert!(project.expect(2, &verify).stderr.contains("vizard keys new ana --sign"));
    project.expect(0, &["keys", "new", "ana", "--sign", "--output", "ana.pem"]);
    project.expect(0, &["keys", "new", "ana", "--sign"]);
    project.expect(2, &["keys", "new", "ana", "--sign"]);
    let public = project.file("../user-data/keys/ana.sign.pub.pem").to_string_lossy().into_owned();
    project.expect(0, &verify);
    project.expect(2, &verify);
    project.expect(0, &[&verify[..], &["--force"]].concat());

    std::fs::remove_file(project.file("p.csv")).unwrap();
    assert_eq!(check(&project, ATTESTATION, &public), 0);
    assert_eq!(check(&project, "masked/p.csv.vsa.json", &public), 0);
    assert_eq!(check(&project, ATTESTATION, "ana.pub.pem"), 1, "another key");
    assert_eq!(check(&project, "vizard-plan.json", &public), 1, "no attestation");
    assert_eq!(check(&project, "none.json", &public), 2);
    for file in ["vizard-plan.json", "masked/p.csv", ATTESTATION] {
        let honest = project.read(file);
        project.write(file, format!("{honest} "));
        assert_eq!(check(&project, ATTESTATION, &public), 1, "{file} changed");
        project.write(file, honest);
    }
    assert_eq!(check(&project, ATTESTATION, &public), 0);
}

#[test]
fn what_did_not_pass_is_not_signed() {
    let project = masked();
    project.expect(0, &["keys", "new", "ana", "--sign"]);
    project.expect(0, &["verify", "vizard-plan.json", "masked/p.csv", "--original", "p.csv"]);
    project.expect(1, &["verify", "vizard-plan.json", "masked/p.csv", "--without-original", "--sign=ana"]);
    project.write("masked/p.csv", ROWS);
    project.expect(1, &["verify", "vizard-plan.json", "masked/p.csv", "--original", "p.csv", "--sign=ana"]);
    assert!(!project.file(ATTESTATION).exists());
}

#[test]
fn a_rotation_names_the_joins_that_break_and_old_plans_keep_working() {
    let project = masked();
    let before = project.read("masked/p.csv");
    let said = project.expect(0, &["keys", "rotate"]).stderr;
    assert!(said.contains("domain email") && said.contains("p.csv:email"), "{said}");
    project.expect(0, &["apply", "vizard-plan.json", "p.csv", "--output", "masked/", "--force"]);
    assert_eq!(project.read("masked/p.csv"), before, "the plan names the old key");
    project.expect(0, &["plan", "build"]);
    project.expect(0, &["apply", "vizard-plan.json", "p.csv", "--output", "masked/", "--force"]);
    assert_ne!(project.read("masked/p.csv"), before);
    project.expect(2, &["keys", "rotate", "nobody"]);
}

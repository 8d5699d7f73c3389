//! Sign-offs of a plan: given with a private key, checked with the public keys of the project, demanded by apply and export.

use crate::support::project::Project;

const APPLY: &[&str] = &["apply", "vizard-plan.json", "p.csv", "--output", "masked/"];
const EXPORT: &[&str] = &["export", "vizard-plan.json", "--to", "markdown"];

/// A project whose plan needs one sign-off of somebody else than ana, who decided; ben and cleo have keys.
fn planned() -> Project {
    let project = Project::with("p.csv", "id,email\n1,ana@example.com\n2,ben@example.com\n");
    project.write("vizard.toml", "[policy]\nsign_offs = 1\nfour_eyes = true\n");
    project.expect(0, &["keys", "new"]);
    project.expect(0, &["decide", "*.id", "--keep"]);
    project.expect(0, &["decide", "*.email", "--mask", "pseudonym"]);
    project.expect(0, &["plan", "build"]);
    for name in ["ana", "ben", "cleo"] {
        project.expect(0, &["keys", "new", name, "--sign"]);
    }
    project
}

fn trust(project: &Project, key: &str, name: &str) {
    let public =
        project.file(&format!("../user-data/keys/{key}.sign.pub.pem")).to_string_lossy().into_owned();
    project.expect(0, &["keys", "trust", &public, "--as", name]);
}

#[test]
fn apply_and_export_wait_for_the_sign_off_of_somebody_else() {
    let project = planned();
    trust(&project, "ana", "ana");
    trust(&project, "ben", "ben@example.com");
    for args in [APPLY, EXPORT, &["plan", "check"]] {
        assert!(project.expect(1, args).stderr.contains("1 sign-offs are needed, 0 count"));
    }
    // Who decided cannot sign, by whichever name of the same file.
    for name in ["ana", "Ana"] {
        let ended = project.expect(1, &["plan", "sign", "--key", "ana", "--reviewer", name]);
        assert!(ended.stderr.contains("four eyes"), "{}", ended.stderr);
    }
    let stranger = project.expect(0, &["plan", "sign", "--key", "cleo", "--reviewer", "cleo"]);
    assert!(stranger.stderr.contains("does not trust that key"), "{}", stranger.stderr);
    assert!(project.expect(1, &["plan", "check"]).stdout.contains("the project trusts no such key"));
    project.expect(1, APPLY);
    project.expect(0, &["plan", "sign", "--key", "ben", "--reviewer", "ben@example.com"]);
    let checked = project.expect(0, &["plan", "check"]);
    assert!(checked.stdout.contains("ben@example.com"), "{}", checked.stdout);
    project.expect(0, APPLY);
    project.expect(0, EXPORT);
    // A second build of the same keeps it, one of other decisions does not.
    project.expect(0, &["plan", "build"]);
    project.expect(0, &["plan", "check"]);
    project.expect(0, &["decide", "*.id", "--drop"]);
    project.expect(0, &["plan", "build"]);
    project.expect(1, &["plan", "check"]);
}

#[test]
fn a_plan_that_was_changed_after_it_was_signed_is_refused() {
    let project = planned();
    trust(&project, "ben", "ben");
    project.expect(0, &["plan", "sign", "--key", "ben", "--reviewer", "ben"]);
    project.expect(0, APPLY);
    let honest = project.read("vizard-plan.json");
    for (from, to) in [
        ("\"needed\":1", "\"needed\":0"),
        ("\"four_eyes\":true", "\"four_eyes\":false"),
        ("\"domain\":\"email\"", "\"domain\":\"other\""),
        ("\"by\":\"ben\"", "\"by\":\"cleo\""),
    ] {
        assert!(honest.contains(from), "{from}: {honest}");
        project.write("vizard-plan.json", honest.replace(from, to));
        assert!(project.expect(1, &["plan", "check"]).stdout.contains("was changed after it was signed"));
        project.expect(1, &[APPLY, &["--force"]].concat());
    }
    project.write("vizard-plan.json", &honest);
    // The policy in force counts where it asks for more than the plan says.
    project.write("vizard.toml", "[policy]\nsign_offs = 2\n");
    assert!(project.expect(1, EXPORT).stderr.contains("2 sign-offs are needed, 1 count"));
    // A key is trusted for its own name alone.
    project.write("vizard.toml", "");
    let folder = project.file(".vizard/signers");
    std::fs::rename(folder.join("ben.pub.pem"), folder.join("dora.pub.pem")).unwrap();
    assert!(project.expect(1, &["plan", "check"]).stdout.contains("under another name"));
}

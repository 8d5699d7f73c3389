//! A proof holds for its plan, file and key, and no byte of any of them can change.

use std::fs;

use super::*;
use crate::store::folders::Folders;
use crate::store::keys::Keys;

struct Fixture {
    folder: tempfile::TempDir,
    plan: Plan,
    key: SignKey,
}

impl Fixture {
    fn new() -> Self {
        let folder = tempfile::tempdir().unwrap();
        let text = include_bytes!("../../../tests/fixtures/plan.json");
        fs::write(folder.path().join("plan.json"), text).unwrap();
        fs::write(folder.path().join("masked.csv"), "id,email\n1,9f86d081884c7d65\n").unwrap();
        let (key, ..) = Keys::new(&Folders::under(folder.path())).new_sign_key("ana", None).unwrap();
        Self { plan: serde_json::from_slice(text).unwrap(), key, folder }
    }

    fn path(&self, name: &str) -> std::path::PathBuf {
        self.folder.path().join(name)
    }

    fn sign(&self, report: &VerifyReport) -> Result<Attestation, AttestError> {
        let (plan_file, masked) = (self.path("plan.json"), self.path("masked.csv"));
        let verified = Verified {
            plan_file: &plan_file,
            plan: &self.plan,
            dataset: &self.plan.datasets[0],
            masked: &masked,
            original: None,
            report,
        };
        sign(&verified, &self.key)
    }

    fn check(&self, envelope: &[u8]) -> Result<Value, AttestError> {
        check(envelope, &self.key.public(), &self.path("plan.json"), &self.path("masked.csv"))
    }
}

fn passed() -> VerifyReport {
    let mut report = VerifyReport { rows: 1, ..VerifyReport::default() };
    report.pass("values", 2, "as promised");
    report
}

#[test]
fn both_statements_say_what_was_proven_and_of_which_bytes() {
    let fixture = Fixture::new();
    let signed = fixture.sign(&passed()).unwrap();
    let masking = fixture.check(&signed.masking).unwrap();
    assert_eq!(masking["predicate"]["checks"][0]["check"], "values");
    assert_eq!(masking["predicate"]["rows"], 1);
    let summary = fixture.check(&signed.summary).unwrap();
    assert_eq!(summary["predicateType"], "https://slsa.dev/verification_summary/v1");
    assert_eq!(summary["predicate"]["policy"], masking["predicate"]["plan"]);
    for statement in [&masking, &summary] {
        let digest = digest::file(&fixture.path("masked.csv")).unwrap();
        assert_eq!(statement["subject"][0]["digest"]["sha256"], bare(&digest));
    }
}

#[test]
fn no_byte_of_an_attestation_a_plan_or_a_masked_file_can_change() {
    let fixture = Fixture::new();
    let signed = fixture.sign(&passed()).unwrap();
    for envelope in [&signed.masking, &signed.summary] {
        for at in 0..envelope.len() {
            for changed in [envelope[at] ^ 1, envelope[at] ^ 0x20, b' '] {
                let mut bytes = envelope.clone();
                bytes[at] = changed;
                assert!(changed == envelope[at] || fixture.check(&bytes).is_err(), "byte {at}");
            }
        }
        assert!(fixture.check(&envelope[..envelope.len() - 1]).is_err());
        assert!(fixture.check(&[envelope.as_slice(), b"\n"].concat()).is_err());
    }
    for file in ["plan.json", "masked.csv"] {
        let honest = fs::read(fixture.path(file)).unwrap();
        for at in (0..honest.len()).step_by(7) {
            let mut bytes = honest.clone();
            bytes[at] ^= 1;
            fs::write(fixture.path(file), bytes).unwrap();
            assert!(matches!(fixture.check(&signed.masking), Err(AttestError::Other { .. })), "{file} {at}");
        }
        fs::write(fixture.path(file), honest).unwrap();
    }
    assert!(fixture.check(&signed.masking).is_ok());
}

#[test]
fn what_failed_or_was_not_proven_is_never_signed_and_another_key_never_holds() {
    let fixture = Fixture::new();
    let (mut failed, mut open) = (passed(), passed());
    failed.fail("leak", "email", 1, 1, "an original value");
    open.not_proven("recomputed", "no key");
    for report in [failed, open] {
        assert!(matches!(fixture.sign(&report), Err(AttestError::NotPassed)));
    }
    let signed = fixture.sign(&passed()).unwrap();
    let other = Fixture::new().key.public();
    let held = check(&signed.masking, &other, &fixture.path("plan.json"), &fixture.path("masked.csv"));
    assert!(matches!(held, Err(AttestError::Signature { .. })));
}

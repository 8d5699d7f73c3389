//! The envelope of a signed statement: DSSE v1 (Dead Simple Signing Envelope, secure-systems-lab/dsse).

use data_encoding::BASE64;
use serde::{Deserialize, Serialize};

use super::AttestError;
use crate::store::keys::{PublicKey, SignKey};

/// The media type of an in-toto statement.
pub const IN_TOTO: &str = "application/vnd.in-toto+json";

/// A signed payload.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "camelCase", deny_unknown_fields)]
struct Envelope {
    payload: String,
    payload_type: String,
    signatures: Vec<EnvelopeSignature>,
}

#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
struct EnvelopeSignature {
    keyid: String,
    sig: String,
}

/// What is signed: type and body, each with its length, so that one cannot pass for the other.
fn pae(kind: &str, body: &[u8]) -> Vec<u8> {
    let mut out = format!("DSSEv1 {} {kind} {} ", kind.len(), body.len()).into_bytes();
    out.extend_from_slice(body);
    out
}

/// The bytes of an envelope around a body, signed.
///
/// # Errors
/// Where it cannot be written as JSON.
pub fn seal(kind: &str, body: &[u8], key: &SignKey) -> Result<Vec<u8>, AttestError> {
    let signature =
        EnvelopeSignature { keyid: key.public().id(), sig: BASE64.encode(&key.sign(&pae(kind, body))) };
    bytes(&Envelope {
        payload: BASE64.encode(body),
        payload_type: kind.to_owned(),
        signatures: vec![signature],
    })
}

/// The body of an envelope, once its signature holds.
///
/// # Errors
/// Bytes that are no envelope, of another type, rewritten since, or without a signature of the key that holds.
pub fn open(kind: &str, envelope: &[u8], key: &PublicKey) -> Result<Vec<u8>, AttestError> {
    let parsed: Envelope = serde_json::from_slice(envelope).map_err(|_| AttestError::NoEnvelope)?;
    // Spelling is not signed; whoever changed it changed the file all the same.
    if bytes(&parsed)? != envelope {
        return Err(AttestError::Rewritten);
    }
    if parsed.payload_type != kind {
        return Err(AttestError::Kind);
    }
    let body = BASE64.decode(parsed.payload.as_bytes()).map_err(|_| AttestError::NoEnvelope)?;
    let message = pae(kind, &body);
    let holds = |signature: &EnvelopeSignature| {
        signature.keyid == key.id()
            && BASE64.decode(signature.sig.as_bytes()).is_ok_and(|sig| key.verifies(&message, &sig))
    };
    if parsed.signatures.iter().any(holds) { Ok(body) } else { Err(AttestError::Signature { key: key.id() }) }
}

fn bytes(envelope: &Envelope) -> Result<Vec<u8>, AttestError> {
    let mut bytes = serde_json_canonicalizer::to_vec(envelope).map_err(AttestError::Json)?;
    bytes.push(b'\n');
    Ok(bytes)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_signed_bytes_are_those_of_the_specification() {
        // The example of the DSSE protocol.
        let wanted = b"DSSEv1 29 http://example.com/HelloWorld 11 hello world";
        assert_eq!(pae("http://example.com/HelloWorld", b"hello world"), wanted);
    }
}

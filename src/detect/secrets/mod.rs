//! Credentials and keys.

use super::Detector;

mod authorization_header;
mod aws_key;
mod connection_string;
mod github_token;
mod gitlab_token;
mod google_api_key;
mod jwt;
mod password;
mod password_hash;
mod private_key;
mod secret;
mod slack_token;
mod stripe_key;

/// The detectors of the family.
pub const ALL: &[&Detector] = &[
    &authorization_header::DETECTOR,
    &aws_key::DETECTOR,
    &connection_string::DETECTOR,
    &github_token::DETECTOR,
    &gitlab_token::DETECTOR,
    &google_api_key::DETECTOR,
    &jwt::DETECTOR,
    &password::DETECTOR,
    &password_hash::DETECTOR,
    &private_key::DETECTOR,
    &secret::DETECTOR,
    &slack_token::DETECTOR,
    &stripe_key::DETECTOR,
];

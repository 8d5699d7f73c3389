//! Headers put together from a role and what is said of it: `authorName`, `sender_person_id`, `klant`.

/// What a header names of the person in a role.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Said {
    /// The name: `author_name`.
    Name,
    /// A key: `sender_id`.
    Key,
    /// The role alone: `customer`.
    Alone,
}

/// Roles that natural persons have, in twelve languages, singular, folded.
const ROLES: &[&str] = &[
    "applicant",
    "athlete",
    "attendee",
    "author",
    "beneficiary",
    "borrower",
    "buyer",
    "caller",
    "candidate",
    "cardholder",
    "caregiver",
    "carer",
    "child",
    "citizen",
    "claimant",
    "client",
    "customer",
    "debtor",
    "defendant",
    "dentist",
    "doctor",
    "donor",
    "driver",
    "employee",
    "father",
    "guardian",
    "guest",
    "holder",
    "host",
    "husband",
    "inmate",
    "instructor",
    "insured",
    "investigator",
    "juror",
    "learner",
    "manager",
    "member",
    "midwife",
    "mother",
    "nurse",
    "offender",
    "officer",
    "owner",
    "parent",
    "participant",
    "passenger",
    "patient",
    "payee",
    "person",
    "pharmacist",
    "physician",
    "plaintiff",
    "player",
    "policyholder",
    "prescriber",
    "pupil",
    "recipient",
    "resident",
    "respondent",
    "reviewer",
    "sender",
    "speaker",
    "spouse",
    "staff",
    "student",
    "subscriber",
    "surgeon",
    "suspect",
    "taxpayer",
    "teacher",
    "tenant",
    "therapist",
    "trainee",
    "trainer",
    "traveler",
    "traveller",
    "tutor",
    "user",
    "victim",
    "visitor",
    "voter",
    "wife",
    "witness",
    "worker",
    "kunde",
    "kunden",
    "mitarbeiter",
    "benutzer",
    "schueler",
    "mieter",
    "versicherter",
    "bewerber",
    "mitglied",
    "cliente",
    "usuario",
    "empleado",
    "paciente",
    "alumno",
    "estudiante",
    "titular",
    "socio",
    "salarie",
    "utilisateur",
    "eleve",
    "patiente",
    "adherent",
    "locataire",
    "dipendente",
    "utente",
    "paziente",
    "studente",
    "socia",
    "aluno",
    "funcionario",
    "trabalhador",
    "klant",
    "medewerker",
    "gebruiker",
    "leerling",
    "lid",
    "kund",
    "anstalld",
    "brugere",
    "bruger",
    "ansatt",
    "medlem",
    "elev",
    "asiakas",
    "potilas",
    "klient",
    "pracownik",
    "pacjent",
    "uzytkownik",
    "musteri",
    "calisan",
    "ogrenci",
    "kullanici",
];

const NAMES: &[&str] =
    &["name", "names", "nm", "naam", "nom", "nombre", "nome", "navn", "namn", "nimi", "nazwa", "adi"];

const KEYS: &[&str] = &[
    "id",
    "ids",
    "no",
    "nr",
    "num",
    "number",
    "key",
    "code",
    "uid",
    "nummer",
    "numero",
    "numer",
    "codigo",
    "codice",
    "ref",
    "reference",
];

/// What is neither of the person nor a key: `customer company name`, `user agent`, `member since`.
const OTHER: &[&str] = &[
    "company",
    "business",
    "org",
    "organization",
    "organisation",
    "product",
    "type",
    "group",
    "count",
    "brand",
    "device",
    "agent",
    "event",
    "school",
    "team",
    "class",
    "category",
    "segment",
    "plan",
    "file",
    "table",
    "phone",
    "relation",
    "tongue",
    "language",
    "lang",
    "card",
    "account",
    "tax",
    "item",
    "city",
    "country",
    "state",
    "status",
    "zip",
    "postal",
    "firma",
    "empresa",
];

/// The role in a header of at most four words, and what is said of it.
#[must_use]
pub fn said(tokens: &[&str]) -> Option<(&'static str, Said)> {
    if tokens.is_empty() || tokens.len() > 4 || tokens.iter().any(|t| OTHER.contains(t)) {
        return None;
    }
    let role = tokens.iter().find_map(|token| role(token))?;
    let said = match tokens.last().copied() {
        Some(last) if NAMES.contains(&last) => Said::Name,
        Some(last) if KEYS.contains(&last) => Said::Key,
        _ if tokens.len() == 1 => Said::Alone,
        // "id_cliente", "nome do cliente"
        _ if tokens.first().is_some_and(|t| KEYS.contains(t)) => Said::Key,
        _ if tokens.first().is_some_and(|t| NAMES.contains(t)) => Said::Name,
        _ => return None,
    };
    Some((role, said))
}

/// The role that a word names.
#[must_use]
pub fn role(token: &str) -> Option<&'static str> {
    let single = token.strip_suffix('s').unwrap_or(token);
    ROLES.iter().find(|role| **role == token || **role == single).copied()
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::classify::header::tokens;

    #[test]
    fn a_role_and_what_is_said_of_it_are_read_together() {
        for (header, expected) in [
            ("authorName", Some(("author", Said::Name))),
            ("SenderPersonId", Some(("sender", Said::Key))),
            ("Customer", Some(("customer", Said::Alone))),
            ("id_cliente", Some(("cliente", Said::Key))),
            ("Klant nr", Some(("klant", Said::Key))),
            ("user agent", None),
            ("customer company name", None),
            ("order id", None),
            ("", None),
        ] {
            let tokens = tokens(header);
            let tokens: Vec<&str> = tokens.iter().map(String::as_str).collect();
            assert_eq!(said(&tokens), expected, "{header}");
        }
    }
}

//! Type names of other scanners and ours.

/// Upper-case name as reports write it, and our type. Sources: Presidio's supported entities, Google's infoType
/// reference, Macie's managed data identifiers, the match names of pdscan and piicatcher, Snowflake's semantic categories.
#[rustfmt::skip]
const TYPES: &[(&str, &str)] = &[
    // Contact and person
    ("EMAIL_ADDRESS", "email"), ("EMAIL", "email"), ("PHONE_NUMBER", "phone"), ("PHONE", "phone"),
    ("PERSON", "person_name"), ("PERSON_NAME", "person_name"), ("NAME", "person_name"), ("FULL_NAME", "person_name"),
    ("FIRST_NAME", "first_name"), ("LAST_NAME", "last_name"), ("SURNAME", "last_name"), ("GIVEN_NAME", "first_name"),
    ("FEMALE_NAME", "first_name"), ("MALE_NAME", "first_name"),
    ("USERNAME", "username"), ("USER_NAME", "username"),
    ("STREET_ADDRESS", "street_address"), ("STREET", "street_address"), ("ADDRESS", "street_address"), ("US_STREET_ADDRESS", "street_address"),
    ("LOCATION", "location"), ("GPE", "location"), ("CITY", "city"), ("US_STATE", "state"), ("STATE", "state"), ("ADMINISTRATIVE_AREA_1", "state"),
    ("COUNTRY", "country"), ("POSTAL_CODE", "postal_code"), ("ZIP_CODE", "postal_code"), ("ZIP", "postal_code"), ("US_POSTAL_CODE", "postal_code"),
    ("UK_POSTCODE", "postal_code"), ("DE_PLZ", "postal_code"),
    ("LOCATION_COORDINATES", "geo_coordinate"), ("LATITUDE", "geo_coordinate"), ("LONGITUDE", "geo_coordinate"), ("LATLONG", "geo_coordinate"),
    ("DATE_OF_BIRTH", "date_of_birth"), ("DOB", "date_of_birth"), ("BIRTH_DATE", "date_of_birth"), ("BIRTHDATE", "date_of_birth"), ("YEAR_OF_BIRTH", "birth_year"),
    ("AGE", "age"), ("GENDER", "gender"), ("SEX", "gender"), ("NRP", "nationality"), ("NATIONALITY", "nationality"),
    ("MARITAL_STATUS", "marital_status"), ("OCCUPATION", "occupation"), ("ETHNIC_GROUP", "race_ethnicity"), ("ETHNICITY", "race_ethnicity"),
    ("RELIGIOUS_TERM", "religion"), ("RELIGION", "religion"), ("POLITICAL_TERM", "political_affiliation"), ("SEXUAL_ORIENTATION", "sexual_orientation"),
    ("TRADE_UNION", "union_membership"), ("DATE_TIME", "date"), ("DATE", "date"), ("TIME", "date"), ("URL", "url"), ("DOMAIN_NAME", "url"),
    ("ORGANIZATION", "organization"), ("ORGANIZATION_NAME", "organization"), ("ORG", "organization"),
    // Finance
    ("CREDIT_CARD", "credit_card"), ("CREDIT_CARD_NUMBER", "credit_card"), ("PAYMENT_CARD", "credit_card"), ("CREDIT_CARD_NUMBER_(NO_KEYWORD)", "credit_card"),
    ("CREDIT_CARD_TRACK_NUMBER", "credit_card"), ("CREDIT_CARD_MAGNETIC_STRIPE", "credit_card"), ("CREDIT_CARD_DATA", "credit_card"),
    ("CREDIT_CARD_EXPIRATION", "card_expiry"), ("CREDIT_CARD_EXPIRATION_DATE", "card_expiry"), ("CREDIT_CARD_SECURITY_CODE", "cvv"), ("CVV_NUMBER", "cvv"),
    ("IBAN_CODE", "iban"), ("IBAN", "iban"), ("SWIFT_CODE", "bic_swift"), ("ABA_ROUTING_NUMBER", "routing_number"), ("AMERICAN_BANKERS_CUSIP_ID", "routing_number"),
    ("US_BANK_NUMBER", "bank_account"), ("BANK_ACCOUNT_NUMBER", "bank_account"), ("BANK_ACCOUNT", "bank_account"), ("FINANCIAL_ACCOUNT_NUMBER", "bank_account"),
    ("FRANCE_BANK_ACCOUNT_NUMBER", "bank_account"), ("GERMANY_BANK_ACCOUNT_NUMBER", "bank_account"), ("ITALY_BANK_ACCOUNT_NUMBER", "bank_account"),
    ("SPAIN_BANK_ACCOUNT_NUMBER", "bank_account"), ("UK_BANK_ACCOUNT_NUMBER", "bank_account"), ("FINANCIAL_ID", "bank_account"),
    ("CRYPTO", "crypto_address"), ("SALARY", "income"),
    // Government
    ("US_SSN", "us_ssn"), ("SSN", "us_ssn"), ("US_SOCIAL_SECURITY_NUMBER", "us_ssn"), ("USA_SOCIAL_SECURITY_NUMBER", "us_ssn"), ("SOCIAL_SECURITY_NUMBER", "us_ssn"),
    ("US_ITIN", "us_itin"), ("US_INDIVIDUAL_TAXPAYER_IDENTIFICATION_NUMBER", "us_itin"), ("USA_INDIVIDUAL_TAX_IDENTIFICATION_NUMBER", "us_itin"),
    ("US_PASSPORT", "passport"), ("PASSPORT", "passport"), ("UK_PASSPORT", "passport"), ("ES_PASSPORT", "passport"), ("IT_PASSPORT", "passport"),
    ("IN_PASSPORT", "passport"), ("KR_PASSPORT", "passport"), ("DE_PASSPORT", "passport"), ("FRANCE_PASSPORT", "passport"), ("GERMANY_PASSPORT", "passport"),
    ("USA_PASSPORT_NUMBER", "passport"), ("CANADA_PASSPORT", "passport"),
    ("UK_NHS", "uk_nhs"), ("UK_NHS_NUMBER", "uk_nhs"), ("UK_NATIONAL_HEALTH_SERVICE_NUMBER", "uk_nhs"), ("UK_NINO", "uk_nino"), ("UK_NATIONAL_INSURANCE_NUMBER", "uk_nino"),
    ("DE_TAX_ID", "de_tax_id"), ("GERMANY_TAXPAYER_IDENTIFICATION_NUMBER", "de_tax_id"), ("GERMANY_TAX_IDENTIFICATION_NUMBER", "de_tax_id"),
    ("DE_TAX_NUMBER", "tax_id"), ("DE_ID_CARD", "national_id"), ("GERMANY_IDENTITY_CARD_NUMBER", "national_id"), ("DE_SOCIAL_SECURITY", "national_id"),
    ("FRANCE_NIR", "fr_nir"), ("FRANCE_SOCIAL_SECURITY_NUMBER", "fr_nir"), ("FRANCE_CNI", "national_id"), ("FRANCE_NATIONAL_IDENTIFICATION_NUMBER", "national_id"),
    ("ES_NIF", "es_dni"), ("SPAIN_NIF_NUMBER", "es_dni"), ("SPAIN_DNI_NUMBER", "es_dni"), ("ES_NIE", "es_nie"), ("SPAIN_NIE_NUMBER", "es_nie"),
    ("NETHERLANDS_BSN_NUMBER", "nl_bsn"), ("NL_BSN", "nl_bsn"), ("IT_FISCAL_CODE", "it_fiscal_code"), ("ITALY_FISCAL_CODE", "it_fiscal_code"),
    ("IT_IDENTITY_CARD", "national_id"), ("IT_VAT_CODE", "company_id"), ("PL_PESEL", "pl_pesel"), ("POLAND_PESEL_NUMBER", "pl_pesel"),
    ("SE_PERSONNUMMER", "se_personnummer"), ("SWEDEN_NATIONAL_ID_NUMBER", "se_personnummer"), ("FI_PERSONAL_IDENTITY_CODE", "fi_hetu"), ("FINLAND_NATIONAL_ID_NUMBER", "fi_hetu"),
    ("IN_AADHAAR", "in_aadhaar"), ("INDIA_AADHAAR_INDIVIDUAL", "in_aadhaar"), ("INDIA_AADHAAR_NUMBER", "in_aadhaar"), ("IN_PAN", "in_pan"), ("INDIA_PAN_INDIVIDUAL", "in_pan"), ("PAN_CARD", "in_pan"),
    ("CA_SIN", "ca_sin"), ("CANADA_SOCIAL_INSURANCE_NUMBER", "ca_sin"), ("AU_TFN", "au_tfn"), ("AUSTRALIA_TAX_FILE_NUMBER", "au_tfn"),
    ("AU_MEDICARE", "au_medicare"), ("AUSTRALIA_MEDICARE_NUMBER", "au_medicare"), ("BRAZIL_CPF_NUMBER", "br_cpf"), ("BR_CPF", "br_cpf"),
    ("ZA_ID_NUMBER", "za_id"), ("KR_RRN", "kr_rrn"), ("KOREA_RRN", "kr_rrn"), ("SG_NRIC_FIN", "sg_nric"), ("SINGAPORE_NATIONAL_REGISTRATION_ID_NUMBER", "sg_nric"),
    ("TR_NATIONAL_ID", "tr_id"), ("MEXICO_CURP_NUMBER", "national_id"), ("TH_TNIN", "national_id"), ("THAILAND_NATIONAL_ID_NUMBER", "national_id"), ("IN_VOTER", "national_id"),
    ("NG_NIN", "national_id"), ("KR_FRN", "national_id"), ("PH_TIN", "tax_id"), ("GOVERNMENT_ID", "national_id"), ("NATIONAL_IDENTIFIER", "national_id"), ("NATIONAL_ID", "national_id"), ("TAX_IDENTIFIER", "tax_id"),
    ("AU_ABN", "company_id"), ("AU_ACN", "company_id"), ("SG_UEN", "company_id"), ("IN_GSTIN", "company_id"), ("DE_VAT_ID", "company_id"), ("VAT_NUMBER", "company_id"), ("US_EMPLOYER_IDENTIFICATION_NUMBER", "company_id"),
    ("US_DRIVER_LICENSE", "driver_license"), ("US_DRIVERS_LICENSE_NUMBER", "driver_license"), ("DRIVERS_LICENSE", "driver_license"), ("DRIVERS_LICENSE_NUMBER", "driver_license"),
    ("UK_DRIVING_LICENCE", "driver_license"), ("IT_DRIVER_LICENSE", "driver_license"), ("KR_DRIVER_LICENSE", "driver_license"), ("DE_FUEHRERSCHEIN", "driver_license"), ("FRANCE_DRIVERS_LICENSE_NUMBER", "driver_license"),
    // Health
    ("US_MBI", "us_mbi"), ("USA_MEDICARE_BENEFICIARY_IDENTIFIER", "us_mbi"), ("US_NPI", "us_npi"), ("USA_NATIONAL_PROVIDER_IDENTIFIER", "us_npi"), ("US_HEALTHCARE_NPI", "us_npi"),
    ("MEDICAL_LICENSE", "medical_license"), ("US_DRUG_ENFORCEMENT_AGENCY_NUMBER", "medical_license"), ("US_DEA_NUMBER", "medical_license"),
    ("USA_HEALTH_INSURANCE_CLAIM_NUMBER", "health_insurance_id"), ("CANADA_HEALTH_NUMBER", "health_insurance_id"), ("EUROPEAN_HEALTH_INSURANCE_CARD_NUMBER", "health_insurance_id"),
    ("FINLAND_EUROPEAN_HEALTH_INSURANCE_NUMBER", "health_insurance_id"), ("FRANCE_HEALTH_INSURANCE_NUMBER", "health_insurance_id"), ("DE_HEALTH_INSURANCE", "health_insurance_id"),
    ("MEDICAL_RECORD_NUMBER", "medical_record_number"), ("MEDICAL_TERM", "medical_condition"), ("ICD10_CODE", "medical_condition"), ("ICD9_CODE", "medical_condition"), ("BLOOD_TYPE", "medical_condition"), ("FDA_CODE", "medication"),
    // Technical and secrets
    ("IP_ADDRESS", "ip_address"), ("IP", "ip_address"), ("MAC_ADDRESS", "mac_address"), ("MAC", "mac_address"), ("IMEI_HARDWARE_ID", "device_id"), ("IMEI", "device_id"), ("ADVERTISING_ID", "device_id"),
    ("VEHICLE_IDENTIFICATION_NUMBER", "vehicle_id"), ("VIN", "vehicle_id"), ("UK_VEHICLE_REGISTRATION", "license_plate"), ("IN_VEHICLE_REGISTRATION", "license_plate"), ("TR_LICENSE_PLATE", "license_plate"), ("DE_KFZ", "license_plate"),
    ("AWS_CREDENTIALS", "secret"), ("GCP_API_KEY", "secret"), ("GCP_CREDENTIALS", "secret"), ("AUTH_TOKEN", "secret"), ("OAUTH_TOKEN", "secret"), ("JSON_WEB_TOKEN", "secret"), ("BASIC_AUTH_HEADER", "secret"),
    ("HTTP_BASIC_AUTH_HEADER", "secret"), ("ENCRYPTION_KEY", "secret"), ("OPENSSH_PRIVATE_KEY", "secret"), ("PGP_PRIVATE_KEY", "secret"), ("PKCS", "secret"), ("PRIVATE_KEY", "secret"), ("API_KEY", "secret"),
    ("PASSWORD", "password"), ("WEAK_PASSWORD_HASH", "password_hash"),
];

/// Endings that name the kind where the whole name is not known (`SLOVENIA_DRIVERS_LICENSE`).
const ENDINGS: &[(&str, &str)] = &[
    ("DRIVERS_LICENSE", "driver_license"),
    ("DRIVERS_LICENSE_NUMBER", "driver_license"),
    ("DRIVER_LICENSE", "driver_license"),
    ("PASSPORT", "passport"),
    ("PASSPORT_NUMBER", "passport"),
    ("BANK_ACCOUNT_NUMBER", "bank_account"),
    ("HEALTH_INSURANCE_NUMBER", "health_insurance_id"),
    ("TAX_IDENTIFICATION_NUMBER", "tax_id"),
    ("TAXPAYER_IDENTIFICATION_NUMBER", "tax_id"),
    ("NATIONAL_ID_NUMBER", "national_id"),
    ("NATIONAL_ID", "national_id"),
    ("PRIVATE_KEY", "secret"),
    ("CREDENTIALS", "secret"),
    ("API_KEY", "secret"),
];

/// Our type for a name of another scanner; `None` where it is not mapped (it is then shown as it came).
#[must_use]
pub fn ours(reported: &str) -> Option<&'static str> {
    let name = reported.trim().to_ascii_uppercase().replace([' ', '-'], "_");
    let known = |list: &[(&str, &'static str)]| {
        list.iter().find(|(theirs, _)| *theirs == name).map(|(_, ours)| *ours)
    };
    known(TYPES).or_else(|| {
        ENDINGS
            .iter()
            .find(|(end, _)| name.strip_suffix(end).is_some_and(|head| head.ends_with('_')))
            .map(|(_, ours)| *ours)
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn names_are_mapped_whatever_their_case_and_the_unknown_stay_unknown() {
        for (theirs, expected) in [
            ("EMAIL_ADDRESS", Some("email")),
            ("email", Some("email")),
            ("Credit Card", Some("credit_card")),
            ("USA_SOCIAL_SECURITY_NUMBER", Some("us_ssn")),
            ("SLOVENIA_DRIVERS_LICENSE", Some("driver_license")),
            ("SOMETHING_ELSE", None),
            ("", None),
        ] {
            assert_eq!(ours(theirs), expected, "{theirs}");
        }
    }

    #[test]
    fn no_name_is_listed_twice_and_every_type_is_in_the_registry() {
        let mut seen = std::collections::HashSet::new();
        for (theirs, ours) in TYPES {
            assert!(seen.insert(theirs), "{theirs} twice");
            if !crate::detect::DETECTORS.is_empty() {
                assert!(
                    crate::detect::find(ours).is_some()
                        || crate::detect::DETECTORS.iter().any(|d| d.parent == *ours),
                    "{theirs}: `{ours}` is no type of ours"
                );
            }
        }
    }
}

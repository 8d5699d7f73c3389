//! Numbers that governments give to persons.

use super::Detector;

mod ar_cuit;
mod at_svnr;
mod au_tfn;
mod baltic_id;
mod be_nrn;
mod bg_egn;
mod br_cns;
mod br_cpf;
mod ca_sin;
mod ch_ahv;
mod cl_rut;
mod cn_ric;
mod co_nit;
mod cz_rc;
mod de_id_card;
mod de_svnr;
mod de_tax_id;
mod dk_cpr;
mod driver_license;
mod ec_ci;
mod emso_jmbg;
mod es_dni;
mod es_nie;
mod fi_hetu;
mod fr_nif;
mod fr_nir;
mod gr_amka;
mod hk_id;
mod hr_oib;
mod id_nik;
mod ie_pps;
mod il_id;
mod in_aadhaar;
mod in_pan;
mod in_voter_id;
mod it_fiscal_code;
mod jp_my_number;
mod kr_rrn;
mod mx_curp;
mod mx_rfc;
mod my_nric;
mod national_id;
mod nl_bsn;
mod no_fnr;
mod passport;
mod passport_mrz;
mod pk_cnic;
mod pl_nip;
mod pl_pesel;
mod pt_nif;
mod ro_cnp;
mod ru_inn;
mod ru_snils;
mod se_personnummer;
mod sg_nric;
mod tax_id;
mod th_pin;
mod tr_id;
mod tw_id;
mod ua_rntrc;
mod uk_driving_licence;
mod uk_nino;
mod uk_utr;
mod us_itin;
mod us_ssn;
mod us_ssn_digits;
mod za_id;

/// The detectors of the family.
pub const ALL: &[&Detector] = &[
    &ar_cuit::DETECTOR,
    &at_svnr::DETECTOR,
    &au_tfn::DETECTOR,
    &baltic_id::DETECTOR,
    &be_nrn::DETECTOR,
    &bg_egn::DETECTOR,
    &br_cns::DETECTOR,
    &br_cpf::DETECTOR,
    &ca_sin::DETECTOR,
    &ch_ahv::DETECTOR,
    &cl_rut::DETECTOR,
    &cn_ric::DETECTOR,
    &co_nit::DETECTOR,
    &cz_rc::DETECTOR,
    &de_id_card::DETECTOR,
    &de_svnr::DETECTOR,
    &de_tax_id::DETECTOR,
    &dk_cpr::DETECTOR,
    &driver_license::DETECTOR,
    &ec_ci::DETECTOR,
    &emso_jmbg::DETECTOR,
    &es_dni::DETECTOR,
    &es_nie::DETECTOR,
    &fi_hetu::DETECTOR,
    &fr_nif::DETECTOR,
    &fr_nir::DETECTOR,
    &gr_amka::DETECTOR,
    &hk_id::DETECTOR,
    &hr_oib::DETECTOR,
    &id_nik::DETECTOR,
    &ie_pps::DETECTOR,
    &il_id::DETECTOR,
    &in_aadhaar::DETECTOR,
    &in_pan::DETECTOR,
    &in_voter_id::DETECTOR,
    &it_fiscal_code::DETECTOR,
    &jp_my_number::DETECTOR,
    &kr_rrn::DETECTOR,
    &mx_curp::DETECTOR,
    &mx_rfc::DETECTOR,
    &my_nric::DETECTOR,
    &national_id::DETECTOR,
    &nl_bsn::DETECTOR,
    &no_fnr::DETECTOR,
    &passport::DETECTOR,
    &passport_mrz::DETECTOR,
    &pk_cnic::DETECTOR,
    &pl_nip::DETECTOR,
    &pl_pesel::DETECTOR,
    &pt_nif::DETECTOR,
    &ro_cnp::DETECTOR,
    &ru_inn::DETECTOR,
    &ru_snils::DETECTOR,
    &se_personnummer::DETECTOR,
    &sg_nric::DETECTOR,
    &tax_id::DETECTOR,
    &th_pin::DETECTOR,
    &tr_id::DETECTOR,
    &tw_id::DETECTOR,
    &ua_rntrc::DETECTOR,
    &uk_driving_licence::DETECTOR,
    &uk_nino::DETECTOR,
    &uk_utr::DETECTOR,
    &us_itin::DETECTOR,
    &us_ssn::DETECTOR,
    &us_ssn_digits::DETECTOR,
    &za_id::DETECTOR,
];

//! What a column is taken for, case by case: the values are made up, the causes are general.

use std::fmt::Write as _;

use crate::support::project::Project;

/// Type and tier of a column as the scan says them; `-` where no type was taken.
type Said = (String, String);

/// A table whose columns are a header and the values that it repeats, 60 rows.
struct Table(&'static str, &'static [(&'static str, &'static [&'static str])]);

impl Table {
    fn csv(&self) -> String {
        let quoted = |text: &str| format!("\"{}\"", text.replace('"', "\"\""));
        let mut out = self.1.iter().map(|(header, _)| quoted(header)).collect::<Vec<_>>().join(",");
        for row in 0..60 {
            let cell = |values: &[&str]| {
                let value = values[(row * 7 + row / 5) % values.len()];
                quoted(&value.replace('#', &row.to_string()))
            };
            let cells: Vec<String> = self.1.iter().map(|(_, values)| cell(values)).collect();
            write!(out, "\n{}", cells.join(",")).unwrap();
        }
        out
    }
}

fn scanned(table: &Table) -> Vec<Said> {
    let project = Project::with(table.0, &table.csv());
    let text = project.expect(0, &["scan", "--full", "--format", "json"]).stdout;
    let scan: serde_json::Value = serde_json::from_str(&text).unwrap();
    let mut columns: Vec<&serde_json::Value> =
        scan["datasets"][0]["columns"].as_array().unwrap().iter().collect();
    columns.sort_by_key(|c| c["index"].as_u64());
    let text = |value: &serde_json::Value| value.as_str().unwrap_or("-").to_owned();
    columns.iter().map(|c| (text(&c["type"]), text(&c["sensitivity"]))).collect()
}

/// A table and what its columns are taken for.
fn expect(table: &Table, expected: &[(&str, &str)]) {
    let said = scanned(table);
    let said: Vec<(&str, &str)> = said.iter().map(|(kind, tier)| (kind.as_str(), tier.as_str())).collect();
    let named = |list: &[(&str, &str)]| {
        let columns = table.1.iter().map(|(header, _)| *header).zip(list.iter().copied());
        columns.map(|(header, (kind, tier))| format!("{header}: {kind}, {tier}")).collect::<Vec<_>>()
    };
    assert_eq!(named(&said), named(expected), "{}", table.0);
}

#[test]
fn the_questions_of_a_survey_are_read_and_opinions_are_nobodys_secret() {
    expect(
        &Table(
            "answers.csv",
            &[
                ("What is your gender?", &["Female", "Male"]),
                ("Do you ever smoke cigarettes?", &["Yes", "No", "No"]),
                ("How much did your household earn last year?", &["$0 to $24,999", "$25,000 to $49,999"]),
                ("Do you think religion should be taught in school?", &["Yes", "No"]),
                ("q1", &["Straight", "Gay", "Bisexual", "Straight"]),
                ("q2", &["$10,000-$24,999", "$25,000-$49,999", "$200,000+"]),
                ("q3", &["Married", "Never married", "Divorced", "Widowed"]),
                ("q4", &["White", "Black", "Hispanic", "Asian", "Other"]),
                ("q5", &["A little", "A lot", "Not at all"]),
            ],
        ),
        &[
            ("gender", "internal"),
            ("lifestyle", "confidential"),
            ("income_band", "confidential"),
            ("-", "public"),
            ("sexual_orientation", "restricted"),
            ("income_band", "confidential"),
            ("marital_status", "internal"),
            ("race_ethnicity", "restricted"),
            ("-", "public"),
        ],
    );
}

#[test]
fn attributes_of_persons_are_known_though_a_file_codes_them() {
    expect(
        &Table(
            "panel.csv",
            &[
                ("respondent_id", &["1#", "2#", "3#"]),
                ("sex", &["1", "2"]),
                ("union", &["yes", "no"]),
                ("race___1", &["0", "1"]),
                ("smoker", &["0", "1", "9"]),
                ("wage", &["1204.50", "988.10", "2310.00"]),
            ],
        ),
        &[
            ("person_key", "internal"),
            ("gender", "internal"),
            ("union_membership", "restricted"),
            ("race_ethnicity", "restricted"),
            ("lifestyle", "confidential"),
            ("income", "confidential"),
        ],
    );
}

#[test]
fn a_role_says_whose_name_or_key_it_is() {
    expect(
        &Table(
            "changes.csv",
            &[
                ("authorName", &["Saranyaa", "Qadirov", "Ngozika", "Yildirey"]),
                ("authorEmail", &["a#@example.com", "b#@example.org"]),
                ("ReviewerPersonId", &["87.0", "32.0", "194.0"]),
                ("branchName", &["main", "release", "fix"]),
            ],
        ),
        &[
            ("person_name", "confidential"),
            ("email", "confidential"),
            ("person_key", "internal"),
            ("-", "public"),
        ],
    );
}

#[test]
fn where_rows_are_places_incomes_are_nobodys() {
    let states = [
        "Alabama",
        "Alaska",
        "Arizona",
        "Arkansas",
        "California",
        "Colorado",
        "Connecticut",
        "Delaware",
        "Florida",
        "Georgia",
        "Hawaii",
        "Idaho",
    ];
    let mut csv = "State,Income,Population".to_owned();
    for (at, state) in states.iter().enumerate() {
        write!(csv, "\n{state},{},{}", 31_000 + 977 * at, 700_000 + 91_003 * at).unwrap();
    }
    let project = Project::with("states.csv", &csv);
    let text = project.expect(0, &["scan", "--full", "--format", "json"]).stdout;
    let scan: serde_json::Value = serde_json::from_str(&text).unwrap();
    for column in scan["datasets"][0]["columns"].as_array().unwrap() {
        assert_eq!(column["sensitivity"], "public", "{}", column["column"]);
    }
}

#[test]
fn the_place_of_an_organisation_is_not_a_persons() {
    expect(
        &Table(
            "staff.csv",
            &[
                ("first_name", &["Maria", "John", "Anna", "Peter"]),
                ("last_name", &["Gonzalez", "Smith", "Novak"]),
                ("city", &["Berlin", "Paris", "Madrid"]),
                ("company_city", &["Berlin", "Paris", "Madrid"]),
            ],
        ),
        &[
            ("first_name", "confidential"),
            ("last_name", "confidential"),
            ("city", "internal"),
            ("city", "public"),
        ],
    );
}

#[test]
fn names_of_products_are_no_streets() {
    expect(
        &Table(
            "shop.csv",
            &[
                ("product_name", &["Trail boot #", "Summit lamp #", "River rope #"]),
                ("price", &["9.50", "12.00"]),
            ],
        ),
        &[("product", "public"), ("measure", "public")],
    );
}

#[test]
fn what_a_file_adds_to_a_header_changes_nothing() {
    expect(
        &Table(
            "export.csv",
            &[
                ("first_name_raw", &["Maria", "John", "Anna", "Peter"]),
                ("sex_cd", &["1", "2"]),
                ("email_1", &["a#@example.com", "b#@example.org"]),
                ("mac_address", &["active", "no", "yes"]),
            ],
        ),
        &[("first_name", "confidential"), ("gender", "internal"), ("email", "confidential"), ("-", "public")],
    );
}

#[test]
fn a_contact_is_a_persons_where_the_row_names_one() {
    let contact: &[(&str, &[&str])] = &[
        ("product", &["Chair", "Desk", "Lamp"]),
        ("unit_price", &["9.50", "12.00"]),
        ("ship_address", &["5 Oak Street", "12 Elm Road", "7 Main Street"]),
    ];
    let named: &[(&str, &[&str])] =
        &[contact[0], contact[1], contact[2], ("customer_name", &["Maria Gonzalez", "John Smith"])];
    let tier = |columns: &'static [(&'static str, &'static [&'static str])]| {
        scanned(&Table("orders.csv", columns))[2].1.clone()
    };
    assert_eq!(tier(contact.to_vec().leak()), "public");
    assert_eq!(tier(named.to_vec().leak()), "confidential");
}

#[test]
fn the_number_of_a_case_is_no_number_of_a_person() {
    expect(
        &Table(
            "incidents.csv",
            &[("Case Number", &["HZ1234#", "HZ2345#", "JA3456#"]), ("Ward", &["12", "4"])],
        ),
        &[("record_id", "public"), ("-", "public")],
    );
}

/// What stands inside the second column, and in how many of 60 rows.
fn inside(header: &'static str, usual: &'static str, other: &'static str) -> Vec<(String, u64)> {
    let mut text = format!("id,{header}");
    for row in 0..60 {
        let value = if row % 10 == 3 { other } else { usual };
        write!(text, "\n{row},\"{}\"", value.replace('#', &row.to_string()).replace('"', "\"\"")).unwrap();
    }
    let project = Project::with("t.csv", &text);
    let scan: serde_json::Value =
        serde_json::from_str(&project.expect(0, &["scan", "--full", "--format", "json"]).stdout).unwrap();
    let columns = scan["datasets"][0]["columns"].as_array().unwrap();
    let column = columns.iter().find(|c| c["index"] == 1).unwrap();
    let contained = column["contains"].as_array().unwrap().iter();
    contained.map(|c| (c["type"].as_str().unwrap().to_owned(), c["rows"].as_u64().unwrap())).collect()
}

#[test]
fn what_a_value_carries_is_found_whatever_the_value_is() {
    for (header, usual, other, kind) in [
        ("page", "https://example.com/p/#", "https://example.com/login?mail=ann@example.com", "email"),
        (
            "address",
            "# Church Ave, Bristol, TX 76739",
            "# Church Ave, Bristol 4111 1111 1111 1111",
            "credit_card",
        ),
        ("file", "/var/data/job#/out.csv", "/home/x/114-87-9032/note.txt", "us_ssn"),
        ("payload", "{\"v\":#}", "{\"mail\":\"ann@example.com\"}", "email"),
        (
            "agent",
            "Mozilla/5.0 (X11; Linux) Firefox/#.0",
            "Mozilla/5.0 (X11) ann@example.com Firefox",
            "email",
        ),
        (
            "line",
            "GET /x # ok",
            "GET /x Bearer eyJhbGciOiJIUzI1NiJ9.eyJzdWIiOiIxMjM0NTYifQ.abcdefghijk#",
            "jwt",
        ),
    ] {
        let found = inside(header, usual, other);
        assert!(found.contains(&(kind.to_owned(), 6)), "{header}: {found:?}");
    }
}

#[test]
fn headers_that_are_shortened_or_run_together_are_read_as_what_they_stand_for() {
    expect(
        &Table(
            "staff.csv",
            &[
                ("patientdob", &["03/14/1985", "11/02/1971", "07/23/1990", "01/30/1962"]),
                ("annualsalaryamt", &["52000", "61500", "48250", "75000", "39900"]),
                ("gendercd", &["F", "M", "F"]),
                ("EmplrNm", &["Smith Group", "Jones and Sons", "Brown PLC", "Taylor Ltd"]),
                ("GrossAnnSal", &["52000", "61500", "48250", "75000", "39900"]),
                ("homepage", &["https://example.org/#", "https://example.com/#"]),
                ("postage", &["1.20", "2.40", "3.10"]),
            ],
        ),
        &[
            ("date_of_birth", "confidential"),
            ("income", "confidential"),
            ("gender", "internal"),
            ("employer", "internal"),
            ("income", "confidential"),
            ("url", "public"),
            ("-", "public"),
        ],
    );
}

#[test]
fn a_header_does_not_make_a_phone_of_a_digit_nor_a_form_one_of_a_date() {
    expect(
        &Table(
            "people.csv",
            &[
                ("full_name", &["Ana Maria Silva", "John Smith", "Maria Garcia", "Peter Brown"]),
                ("email", &["ana.#@example.org", "j.smith#@example.com"]),
                ("marital_status", &["single", "married", "divorced"]),
                ("phone", &["1", "2", "3", "4", "5"]),
                ("x1", &["03/14/1985", "11/02/1971", "07/23/1990", "01/30/1962"]),
                ("x2", &["F", "M"]),
            ],
        ),
        &[
            ("person_name", "confidential"),
            ("email", "confidential"),
            ("marital_status", "internal"),
            ("-", "public"),
            ("date", "public"),
            ("gender", "internal"),
        ],
    );
}

#[test]
fn credentials_are_seen_in_odd_forms_and_behind_digests() {
    expect(
        &Table(
            "settings.csv",
            &[
                ("clientSecret", &["9f86d081884c7d659a2feaa0c55ad015", "4e07408562bedb8b60ce05c1decfe3ad"]),
                ("hdr", &["Basic QWxhZGRpbjpvcGVuIHNlc2FtZTE#", "Bearer mF9xB5f4x1JqM2xD0aQ7rT9sLp#"]),
                ("link", &["https://store.example.org/box?sv=2024&sig=aGVsbG8gd29ybGQgaGVsbG8#%3D"]),
                ("Company Phone", &["+1 202 555 01#", "+49 30 9018 2#", "+44 20 7946 09#"]),
            ],
        ),
        &[
            ("secret", "restricted"),
            ("authorization_header", "restricted"),
            ("connection_string", "restricted"),
            ("phone", "internal"),
        ],
    );
}

#[test]
fn headers_and_values_in_other_scripts_are_read() {
    let personal = [
        ("person_name", "confidential"),
        ("phone", "confidential"),
        ("street_address", "confidential"),
        ("date_of_birth", "confidential"),
        ("city", "internal"),
    ];
    static TABLES: [Table; 3] = [
        Table(
            "cn.csv",
            &[
                ("客户姓名", &["王伟", "李娜", "张敏", "刘洋", "陈静", "杨丽"]),
                ("手机号", &["138-0013-80#", "139-1234-56#"]),
                ("家庭地址", &["北京市朝阳区建国路#号", "上海市浦东新区世纪大道#号"]),
                ("出生日期", &["1980年3月4日", "1991年12月24日", "1975年7月8日"]),
                ("城市", &["北京", "上海", "广州", "深圳"]),
            ],
        ),
        Table(
            "jp.csv",
            &[
                ("氏名", &["佐藤 花子", "鈴木 一郎", "高橋 健太", "田中 美咲"]),
                ("電話番号", &["03-1234-56#", "090-1234-56#"]),
                ("住所", &["東京都渋谷区神南1丁目#番", "大阪府大阪市北区梅田3-1-#"]),
                ("生年月日", &["1980年3月4日", "1991年12月24日", "1975年7月8日"]),
                ("市区町村", &["東京", "大阪", "横浜", "名古屋"]),
            ],
        ),
        Table(
            "ru.csv",
            &[
                ("ФИО", &["Иванов Иван Петрович", "Смирнова Анна Сергеевна", "Кузнецов Олег Ильич"]),
                ("Телефон", &["+7 916 123-45-#", "+7 495 765-43-#"]),
                ("Адрес", &["ул. Ленина, д. #", "Тверская улица, #", "пр. Мира, #"]),
                ("Дата_рождения", &["04.03.1980", "24.12.1991", "08.07.1975"]),
                ("Город", &["Москва", "Казань", "Самара", "Екатеринбург"]),
            ],
        ),
    ];
    for table in &TABLES {
        let said = scanned(table);
        let said: Vec<(&str, &str)> =
            said.iter().map(|(kind, tier)| (kind.as_str(), tier.as_str())).collect();
        assert_eq!(said, personal, "{}", table.0);
    }
}

#[test]
fn the_rest_of_a_named_persons_address_is_that_persons() {
    expect(
        &Table(
            "shipments.csv",
            &[
                ("order_no", &["100200#", "100300#"]),
                ("carrier", &["DHL", "UPS"]),
                ("warehouse", &["W1", "W2"]),
                ("product", &["Lamp", "Chair"]),
                (
                    "to_name",
                    &[
                        "Anna Smith",
                        "John Baker",
                        "Maria Lopez",
                        "Peter Gray",
                        "Laura Jones",
                        "Paul Miller",
                        "Emma Davis",
                        "James Wilson",
                        "Sarah Moore",
                        "Robert Taylor",
                        "Linda Brown",
                    ],
                ),
                ("to_street", &["1# Main Street", "2# Oak Avenue"]),
                ("to_city", &["Boston", "Denver", "Chicago"]),
                ("to_zip", &["02108", "80202", "60601"]),
            ],
        ),
        &[
            ("record_id", "public"),
            ("-", "public"),
            ("-", "public"),
            ("-", "public"),
            ("person_name", "confidential"),
            ("street_address", "confidential"),
            ("city", "internal"),
            ("postal_code", "internal"),
        ],
    );
}

#[test]
fn a_link_that_carries_mail_addresses_is_as_sensitive_as_they_are() {
    expect(
        &Table(
            "visits.csv",
            &[
                ("page", &["https://shop.example.com/p?ref=mail&email=ann#@example.com"]),
                ("referrer", &["https://shop.example.com/p?ref=mail&item=#"]),
            ],
        ),
        &[("url", "confidential"), ("url", "public")],
    );
}

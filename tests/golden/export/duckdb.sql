-- vizard plan p-5a1e9c0d7b3f2486 revision 1 sha256:7f31e641a2d318fa384cdab7eaa0540bc70e4ddcd074f7c77dc5e418560afaeb
-- Masked views for DuckDB. The tables must have the columns and types of the plan.
-- A view does not hide its table: export the view (COPY ... TO), and give that file to readers.
-- Keyed masks give the tokens of `vizard apply` where the session holds the sub-key, 64 hex digits.
-- The sub-keys follow from the key (HKDF-SHA256). After this script, with the field `key` of the key file (base64)
-- in the variable vizard_key, not in a file:
--   SET VARIABLE vizard_prk = (SELECT vizard_hmac_blob(hex('vizard/1 sub-key'::BLOB) || repeat('00', 16), from_base64(getvariable('vizard_key'))));
--   key k-639722fc2ee35262, domain alias:
--   SET VARIABLE vizard_alias_6bc2bed5 = (SELECT vizard_hmac_blob(getvariable('vizard_prk'), unhex('00000000000000046d61736b0000000000000005616c69617301')));
--   key k-639722fc2ee35262, domain email:
--   SET VARIABLE vizard_email_a5b74dd6 = (SELECT vizard_hmac_blob(getvariable('vizard_prk'), unhex('00000000000000046d61736b0000000000000005656d61696c01')));
--   key k-639722fc2ee35262, domain person_key:
--   SET VARIABLE vizard_person_key_1905f10a = (SELECT vizard_hmac_blob(getvariable('vizard_prk'), unhex('00000000000000046d61736b000000000000000a706572736f6e5f6b657901')));
--   key k-639722fc2ee35262, domain phone:
--   SET VARIABLE vizard_phone_4a871348 = (SELECT vizard_hmac_blob(getvariable('vizard_prk'), unhex('00000000000000046d61736b000000000000000570686f6e6501')));
--   key k-639722fc2ee35262, domain record_id:
--   SET VARIABLE vizard_record_id_563f7506 = (SELECT vizard_hmac_blob(getvariable('vizard_prk'), unhex('00000000000000046d61736b00000000000000097265636f72645f696401')));
--   key k-639722fc2ee35262, domain row:
--   SET VARIABLE vizard_row_53c4b2cb = (SELECT vizard_hmac_blob(getvariable('vizard_prk'), unhex('00000000000000046d61736b0000000000000003726f7701')));
--   key k-639722fc2ee35262, domain session_id:
--   SET VARIABLE vizard_session_id_9979791a = (SELECT vizard_hmac_blob(getvariable('vizard_prk'), unhex('00000000000000046d61736b000000000000000a73657373696f6e5f696401')));

CREATE OR REPLACE MACRO vizard_pad(k, pad) AS
  xor(CAST(unhex(k || repeat('00', 32)) AS BIT), CAST(unhex(repeat(pad, 64)) AS BIT))::BLOB;
CREATE OR REPLACE MACRO vizard_hmac_blob(k, m) AS
  sha256(vizard_pad(k, '5c') || unhex(sha256(vizard_pad(k, '36') || m)));
CREATE OR REPLACE MACRO vizard_hmac(k, m) AS vizard_hmac_blob(k, encode(m));
CREATE OR REPLACE MACRO vizard_base32(h, n) AS CASE WHEN h IS NOT NULL THEN array_to_string([
  substr('abcdefghijklmnopqrstuvwxyz234567', 1 +
    ((CAST('0x' || rpad(substr(h, 5 * (i // 4) + 1, 5), 5, '0') AS INTEGER) >> (15 - 5 * (i % 4))) & 31), 1)
  for i in range(n)], '') END;
CREATE OR REPLACE MACRO vizard_uuid(h) AS
  substr(h, 1, 8) || '-' || substr(h, 9, 4) || '-8' || substr(h, 14, 3) || '-' ||
  translate(substr(h, 17, 1), '0123456789abcdef', '89ab89ab89ab89ab') || substr(h, 18, 3) || '-' || substr(h, 21, 12);
CREATE OR REPLACE MACRO vizard_number(h, digits) AS CASE digits
  WHEN 16 THEN CAST(CAST('0x' || substr(h, 1, 16) AS UBIGINT) AS UHUGEINT)
  ELSE CAST(CAST('0x' || substr(h, 1, 16) AS UBIGINT) AS UHUGEINT) * 18446744073709551616 +
    CAST('0x' || substr(h, 17, 16) AS UBIGINT) END;

-- table customers.csv
CREATE OR REPLACE VIEW "customers_masked" AS
SELECT
  left(vizard_hmac(getvariable('vizard_person_key_1905f10a'), CAST("customer_id" AS VARCHAR)), 16) AS "customer_id",
  CASE WHEN regexp_matches(trim(CAST("email" AS VARCHAR), ' ' || chr(9) || chr(10) || chr(12) || chr(13)), '^[^@]+@[^[:cntrl:] !"#$%&''()*+,/:;<=>?@\[\\\]^_`{|}~]*[.][^[:cntrl:] !"#$%&''()*+,/:;<=>?@\[\\\]^_`{|}~]*$') THEN left(vizard_hmac(getvariable('vizard_email_a5b74dd6'), translate(trim(CAST("email" AS VARCHAR), ' ' || chr(9) || chr(10) || chr(12) || chr(13)), 'ABCDEFGHIJKLMNOPQRSTUVWXYZ', 'abcdefghijklmnopqrstuvwxyz')), 12) || '@' || split_part(trim(CAST("email" AS VARCHAR), ' ' || chr(9) || chr(10) || chr(12) || chr(13)), '@', 2) END AS "email",
  CASE WHEN CAST("full_name" AS VARCHAR) <> '********' THEN '********' END AS "full_name",
  nullif(CASE WHEN length(CAST("card" AS VARCHAR)) > 4 THEN left(CAST("card" AS VARCHAR), 0) || '****' || right(CAST("card" AS VARCHAR), 4) WHEN length(CAST("card" AS VARCHAR)) > 0 THEN '****' END, CAST("card" AS VARCHAR)) AS "card",
  nullif(CASE WHEN length(CAST("tax_id" AS VARCHAR)) > 3 THEN left(CAST("tax_id" AS VARCHAR), 1) || regexp_replace(substr(CAST("tax_id" AS VARCHAR), 2, length(CAST("tax_id" AS VARCHAR)) - 3), '[^ -/:-@\[-`{-~]', '*', 'g') || right(CAST("tax_id" AS VARCHAR), 2) ELSE regexp_replace(CAST("tax_id" AS VARCHAR), '[^ -/:-@\[-`{-~]', '*', 'g') END, CAST("tax_id" AS VARCHAR)) AS "tax_id",
  CASE WHEN regexp_matches(CAST("birth_date" AS VARCHAR), '^[0-9]{4}-(0[1-9]|1[0-2])-(0[1-9]|[12][0-9]|3[01])$') THEN left(CAST("birth_date" AS VARCHAR), 4) || '-01-01' END AS "birth_date",
  CASE WHEN regexp_matches(trim(CAST("postal_code" AS VARCHAR), ' ' || chr(9) || chr(10) || chr(12) || chr(13)), '^[A-Za-z0-9 -]{2,12}$') THEN left(trim(CAST("postal_code" AS VARCHAR), ' ' || chr(9) || chr(10) || chr(12) || chr(13)), least(2, length(trim(CAST("postal_code" AS VARCHAR), ' ' || chr(9) || chr(10) || chr(12) || chr(13))) - 1)) || '**' END AS "postal_code",
  "city",
  CASE WHEN regexp_matches(trim(CAST("last_ip" AS VARCHAR), ' ' || chr(9) || chr(10) || chr(12) || chr(13)), '^(25[0-5]|2[0-4][0-9]|1[0-9][0-9]|[1-9]?[0-9])[.](25[0-5]|2[0-4][0-9]|1[0-9][0-9]|[1-9]?[0-9])[.](25[0-5]|2[0-4][0-9]|1[0-9][0-9]|[1-9]?[0-9])[.](25[0-5]|2[0-4][0-9]|1[0-9][0-9]|[1-9]?[0-9])$') THEN split_part(trim(CAST("last_ip" AS VARCHAR), ' ' || chr(9) || chr(10) || chr(12) || chr(13)), '.', 1) || '.' || split_part(trim(CAST("last_ip" AS VARCHAR), ' ' || chr(9) || chr(10) || chr(12) || chr(13)), '.', 2) || '.' || split_part(trim(CAST("last_ip" AS VARCHAR), ' ' || chr(9) || chr(10) || chr(12) || chr(13)), '.', 3) || '.' || '0' END AS "last_ip",
  CASE WHEN position('://' IN split_part(split_part(trim(CAST("referrer" AS VARCHAR), ' ' || chr(9) || chr(10) || chr(12) || chr(13)), '?', 1), '#', 1)) > 0 THEN left(split_part(split_part(trim(CAST("referrer" AS VARCHAR), ' ' || chr(9) || chr(10) || chr(12) || chr(13)), '?', 1), '#', 1), position('://' IN split_part(split_part(trim(CAST("referrer" AS VARCHAR), ' ' || chr(9) || chr(10) || chr(12) || chr(13)), '?', 1), '#', 1)) + 2) || regexp_replace(split_part(substr(split_part(split_part(trim(CAST("referrer" AS VARCHAR), ' ' || chr(9) || chr(10) || chr(12) || chr(13)), '?', 1), '#', 1), position('://' IN split_part(split_part(trim(CAST("referrer" AS VARCHAR), ' ' || chr(9) || chr(10) || chr(12) || chr(13)), '?', 1), '#', 1)) + 3), '/', 1), '^[^/]*@', '', 'g') || substr(substr(split_part(split_part(trim(CAST("referrer" AS VARCHAR), ' ' || chr(9) || chr(10) || chr(12) || chr(13)), '?', 1), '#', 1), position('://' IN split_part(split_part(trim(CAST("referrer" AS VARCHAR), ' ' || chr(9) || chr(10) || chr(12) || chr(13)), '?', 1), '#', 1)) + 3), length(split_part(substr(split_part(split_part(trim(CAST("referrer" AS VARCHAR), ' ' || chr(9) || chr(10) || chr(12) || chr(13)), '?', 1), '#', 1), position('://' IN split_part(split_part(trim(CAST("referrer" AS VARCHAR), ' ' || chr(9) || chr(10) || chr(12) || chr(13)), '?', 1), '#', 1)) + 3), '/', 1)) + 1) WHEN left(split_part(split_part(trim(CAST("referrer" AS VARCHAR), ' ' || chr(9) || chr(10) || chr(12) || chr(13)), '?', 1), '#', 1), 1) = '/' THEN split_part(split_part(trim(CAST("referrer" AS VARCHAR), ' ' || chr(9) || chr(10) || chr(12) || chr(13)), '?', 1), '#', 1) END AS "referrer",
  CAST(NULL AS VARCHAR) AS "note",
  vizard_base32(vizard_hmac(getvariable('vizard_phone_4a871348'), CAST("phone" AS VARCHAR)), 12) AS "phone",
  vizard_uuid(vizard_hmac(getvariable('vizard_session_id_9979791a'), CAST("session" AS VARCHAR))) AS "session",
  CAST('web' AS VARCHAR) AS "source",
  "status"
FROM "customers";
COMMENT ON VIEW "customers_masked" IS 'vizard plan p-5a1e9c0d7b3f2486 revision 1 sha256:7f31e641a2d318fa384cdab7eaa0540bc70e4ddcd074f7c77dc5e418560afaeb';

-- table claims.parquet
CREATE OR REPLACE VIEW "claims_masked" AS
SELECT
  CAST(vizard_number(vizard_hmac(getvariable('vizard_record_id_563f7506'), CAST("claim_id" AS VARCHAR)), 32) % 900000000000 + 100000000000 AS BIGINT) AS "claim_id",
  left(vizard_hmac(getvariable('vizard_person_key_1905f10a'), CAST("customer_id" AS VARCHAR)), 16) AS "customer_id",
  CAST("opened" + (CAST(vizard_number(vizard_hmac(getvariable('vizard_person_key_1905f10a'), CAST("customer_id" AS VARCHAR)), 16) % 60 AS INTEGER) - 30 + CASE WHEN CAST(vizard_number(vizard_hmac(getvariable('vizard_person_key_1905f10a'), CAST("customer_id" AS VARCHAR)), 16) % 60 AS INTEGER) < 30 THEN 0 ELSE 1 END) AS DATE) AS "opened",
  CAST(date_trunc('month', "closed") AS DATE) AS "closed",
  (("amount" + 50) - (("amount" + 50) % 100 + 100) % 100) AS "amount",
  CASE WHEN "age" >= 90 THEN '[90+)' WHEN "age" IS NOT NULL THEN '[' || CAST(("age" - ("age" % 10 + 10) % 10) AS VARCHAR) || '-' || CAST(("age" - ("age" % 10 + 10) % 10) + 10 AS VARCHAR) || ')' END AS "age",
  CASE WHEN NOT ("opened" >= DATE '2024-02-29') THEN "visits" ELSE CASE WHEN "visits" > 20 THEN CAST(20 AS BIGINT) WHEN "visits" < 0 THEN CAST(0 AS BIGINT) ELSE "visits" END END AS "visits",
  CAST(NULL AS VARCHAR) AS "diagnosis",
  "approved"
FROM "claims";
COMMENT ON VIEW "claims_masked" IS 'vizard plan p-5a1e9c0d7b3f2486 revision 1 sha256:7f31e641a2d318fa384cdab7eaa0540bc70e4ddcd074f7c77dc5e418560afaeb';

-- table features.parquet
CREATE OR REPLACE VIEW "features_masked" AS
SELECT
  "row_id",
  CASE WHEN NOT (CAST("score" AS DOUBLE) BETWEEN -1e15 AND 1e15) THEN NULL WHEN CAST("score" AS DOUBLE) >= 100 THEN '[100+)' WHEN CAST("score" AS DOUBLE) < 0 THEN '(<0)' ELSE '[' || CAST((CAST(floor(CAST("score" AS DOUBLE) / 10) AS BIGINT) * 10) AS VARCHAR) || '-' || CAST((CAST(floor(CAST("score" AS DOUBLE) / 10) AS BIGINT) * 10) + 10 AS VARCHAR) || ')' END AS "score",
  CASE WHEN CAST("spend" AS DOUBLE) BETWEEN -1e15 AND 1e15 THEN CAST(floor(CAST("spend" AS DOUBLE) / 10 + 0.5) * 10 AS DOUBLE) END AS "spend",
  CASE WHEN NOT (CAST("rating" AS DOUBLE) BETWEEN -1e15 AND 1e15) THEN NULL WHEN CAST("rating" AS DOUBLE) > 5 THEN CAST(5 AS DOUBLE) WHEN CAST("rating" AS DOUBLE) < 1 THEN CAST(1 AS DOUBLE) ELSE "rating" END AS "rating",
  CASE WHEN NOT (CASE WHEN regexp_matches(CAST("seen_text" AS VARCHAR), '^(([0-9]{4}-((0[13578]|1[02])-(0[1-9]|[12][0-9]|3[01])|(0[469]|11)-(0[1-9]|[12][0-9]|30)|02-(0[1-9]|1[0-9]|2[0-8])))|([0-9]{2}(0[48]|[2468][048]|[13579][26])|([02468][048]|[13579][26])00)-02-29)([T ]([01][0-9]|2[0-3]):[0-5][0-9](:[0-5][0-9]([.][0-9]{1,9})?)?(Z|[+-]([01][0-9]|2[0-3])(:?[0-5][0-9])?)?)?$') AND left(CAST("seen_text" AS VARCHAR), 4) <> '0000' THEN CAST(left(CAST("seen_text" AS VARCHAR), 10) AS DATE) <= DATE '2024-02-29' END) THEN "income_text" ELSE CASE WHEN NOT (regexp_matches(CAST("income_text" AS VARCHAR), '^[+-]?[0-9]{1,15}([.][0-9]{1,15})?$')) THEN NULL WHEN CAST("income_text" AS DOUBLE) >= 100000 THEN '[100000+)' ELSE '[' || CAST((CAST(floor(CAST("income_text" AS DOUBLE) / 1000) AS BIGINT) * 1000) AS VARCHAR) || '-' || CAST((CAST(floor(CAST("income_text" AS DOUBLE) / 1000) AS BIGINT) * 1000) + 1000 AS VARCHAR) || ')' END END AS "income_text",
  CASE WHEN NOT (CAST("moved_at" AS DATE) < DATE '2024-02-29') THEN "paid_text" ELSE CASE WHEN regexp_matches(CAST("paid_text" AS VARCHAR), '^[+-]?[0-9]{1,15}$') THEN CAST(((CAST("paid_text" AS BIGINT) + 50) - ((CAST("paid_text" AS BIGINT) + 50) % 100 + 100) % 100) AS VARCHAR) WHEN regexp_matches(CAST("paid_text" AS VARCHAR), '^[+-]?[0-9]{1,15}[.][0-9]{1,15}$') THEN CAST(CAST(floor(CAST("paid_text" AS DOUBLE) / 100 + 0.5) * 100 AS BIGINT) AS VARCHAR) || '.0' END END AS "paid_text",
  CASE WHEN NOT (regexp_matches(CAST("visits_text" AS VARCHAR), '^[+-]?[0-9]{1,15}([.][0-9]{1,15})?$')) THEN NULL WHEN CAST("visits_text" AS DOUBLE) > 20 THEN CAST(20 AS VARCHAR) WHEN CAST("visits_text" AS DOUBLE) < 0 THEN CAST(0 AS VARCHAR) ELSE CAST("visits_text" AS VARCHAR) END AS "visits_text",
  CASE WHEN regexp_matches(CAST("seen_text" AS VARCHAR), '^[1-9][0-9]{3}-((0[13578]|1[02])-(0[1-9]|[12][0-9]|3[01])|(0[469]|11)-(0[1-9]|[12][0-9]|30)|02-(0[1-9]|1[0-9]|2[0-8]))$') THEN strftime(CAST(CAST("seen_text" AS DATE) + (CAST(vizard_number(vizard_hmac(getvariable('vizard_row_53c4b2cb'), CAST("row_id" AS VARCHAR)), 16) % 20 AS INTEGER) - 10 + CASE WHEN CAST(vizard_number(vizard_hmac(getvariable('vizard_row_53c4b2cb'), CAST("row_id" AS VARCHAR)), 16) % 20 AS INTEGER) < 10 THEN 0 ELSE 1 END) AS DATE), '%Y-%m-%d') END AS "seen_text",
  CASE WHEN regexp_matches(CAST("seen_quarter" AS VARCHAR), '^[0-9]{4}-(0[1-9]|1[0-2])-(0[1-9]|[12][0-9]|3[01])$') THEN left(CAST("seen_quarter" AS VARCHAR), 5) || CASE WHEN substr(CAST("seen_quarter" AS VARCHAR), 6, 2) <= '03' THEN '01' WHEN substr(CAST("seen_quarter" AS VARCHAR), 6, 2) <= '06' THEN '04' WHEN substr(CAST("seen_quarter" AS VARCHAR), 6, 2) <= '09' THEN '07' ELSE '10' END || '-01' END AS "seen_quarter",
  CAST(date_trunc('quarter', "seen_at") AS TIMESTAMP) AS "seen_at",
  CAST("moved_at" + (CAST(vizard_number(vizard_hmac(getvariable('vizard_row_53c4b2cb'), CAST("row_id" AS VARCHAR)), 16) % 20 AS INTEGER) - 10 + CASE WHEN CAST(vizard_number(vizard_hmac(getvariable('vizard_row_53c4b2cb'), CAST("row_id" AS VARCHAR)), 16) % 20 AS INTEGER) < 10 THEN 0 ELSE 1 END) * INTERVAL '1 day' AS TIMESTAMP) AS "moved_at",
  CASE WHEN regexp_matches(trim(CAST("contact" AS VARCHAR), ' ' || chr(9) || chr(10) || chr(12) || chr(13)), '^[^@]+@[^[:cntrl:] !"#$%&''()*+,/:;<=>?@\[\\\]^_`{|}~]*[.][^[:cntrl:] !"#$%&''()*+,/:;<=>?@\[\\\]^_`{|}~]*$') THEN 'user' || '@' || split_part(trim(CAST("contact" AS VARCHAR), ' ' || chr(9) || chr(10) || chr(12) || chr(13)), '@', 2) END AS "contact",
  CASE WHEN regexp_matches(trim(CAST("gateway" AS VARCHAR), ' ' || chr(9) || chr(10) || chr(12) || chr(13)), '^(25[0-5]|2[0-4][0-9]|1[0-9][0-9]|[1-9]?[0-9])[.](25[0-5]|2[0-4][0-9]|1[0-9][0-9]|[1-9]?[0-9])[.](25[0-5]|2[0-4][0-9]|1[0-9][0-9]|[1-9]?[0-9])[.](25[0-5]|2[0-4][0-9]|1[0-9][0-9]|[1-9]?[0-9])$') THEN split_part(trim(CAST("gateway" AS VARCHAR), ' ' || chr(9) || chr(10) || chr(12) || chr(13)), '.', 1) || '.' || split_part(trim(CAST("gateway" AS VARCHAR), ' ' || chr(9) || chr(10) || chr(12) || chr(13)), '.', 2) || '.' || CAST(CAST(split_part(trim(CAST("gateway" AS VARCHAR), ' ' || chr(9) || chr(10) || chr(12) || chr(13)), '.', 3) AS BIGINT) - CAST(split_part(trim(CAST("gateway" AS VARCHAR), ' ' || chr(9) || chr(10) || chr(12) || chr(13)), '.', 3) AS BIGINT) % 16 AS VARCHAR) || '.' || '0' END AS "gateway",
  CASE WHEN NOT (NOT ("seen_at" = TIMESTAMP '2020-02-28 05:00:00' OR CAST("seen_at" AS DATE) = DATE '1999-12-31')) THEN "page" ELSE CASE WHEN position('://' IN split_part(split_part(trim(CAST("page" AS VARCHAR), ' ' || chr(9) || chr(10) || chr(12) || chr(13)), '?', 1), '#', 1)) > 0 THEN left(split_part(split_part(trim(CAST("page" AS VARCHAR), ' ' || chr(9) || chr(10) || chr(12) || chr(13)), '?', 1), '#', 1), position('://' IN split_part(split_part(trim(CAST("page" AS VARCHAR), ' ' || chr(9) || chr(10) || chr(12) || chr(13)), '?', 1), '#', 1)) + 2) || regexp_replace(split_part(substr(split_part(split_part(trim(CAST("page" AS VARCHAR), ' ' || chr(9) || chr(10) || chr(12) || chr(13)), '?', 1), '#', 1), position('://' IN split_part(split_part(trim(CAST("page" AS VARCHAR), ' ' || chr(9) || chr(10) || chr(12) || chr(13)), '?', 1), '#', 1)) + 3), '/', 1), '^[^/]*@', '', 'g') WHEN left(split_part(split_part(trim(CAST("page" AS VARCHAR), ' ' || chr(9) || chr(10) || chr(12) || chr(13)), '?', 1), '#', 1), 1) = '/' THEN '' END END AS "page",
  CASE WHEN CAST("pin" AS VARCHAR) <> '******' THEN '******' END AS "pin",
  CAST('7' AS BIGINT) AS "unit",
  CASE WHEN NOT (CAST(CAST("unit" AS VARCHAR) AS DOUBLE) = 1 OR CAST(CAST("unit" AS VARCHAR) AS DOUBLE) = 5) THEN CASE WHEN NOT (CAST("page" AS VARCHAR) IS NULL) THEN "alias" ELSE nullif(CASE WHEN length(CAST("alias" AS VARCHAR)) > 2 THEN left(CAST("alias" AS VARCHAR), 1) || '***' || right(CAST("alias" AS VARCHAR), 1) WHEN length(CAST("alias" AS VARCHAR)) > 0 THEN '***' END, CAST("alias" AS VARCHAR)) END ELSE left(vizard_hmac(getvariable('vizard_alias_6bc2bed5'), CAST("alias" AS VARCHAR)), 16) END AS "alias",
  CASE WHEN NOT (CASE WHEN regexp_matches(CAST("visits_text" AS VARCHAR), '^[+-]?[0-9]{1,15}([.][0-9]{1,15})?$') THEN CAST(CAST("visits_text" AS VARCHAR) AS DOUBLE) END >= 10) THEN CAST(NULL AS VARCHAR) ELSE CASE WHEN CAST("nick" AS VARCHAR) <> '*****' THEN '*****' END END AS "nick"
FROM "features";
COMMENT ON VIEW "features_masked" IS 'vizard plan p-5a1e9c0d7b3f2486 revision 1 sha256:7f31e641a2d318fa384cdab7eaa0540bc70e4ddcd074f7c77dc5e418560afaeb';

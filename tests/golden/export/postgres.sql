-- vizard plan p-5a1e9c0d7b3f2486 revision 1 sha256:7f31e641a2d318fa384cdab7eaa0540bc70e4ddcd074f7c77dc5e418560afaeb
-- Masked views for PostgreSQL 13 or later. The tables must have the columns and types of the plan.
-- A view does not hide its table: the script takes PUBLIC's rights away; give readers the view alone, such as
--   GRANT SELECT ON "customers_masked" TO readers;
-- Keyed masks give the tokens of `vizard apply` where the session holds the sub-key, 64 hex digits. Whoever can
-- read a session's settings can read the key, so make the copy in a session of your own and give readers that:
--   CREATE TABLE shared AS SELECT * FROM "customers_masked";
-- The sub-keys follow from the key (HKDF-SHA256). In psql, with the field `key` of the key file (base64):
--   \prompt 'key: ' vizard_key
--   key k-639722fc2ee35262, domain alias:
--   SELECT set_config('vizard.alias_6bc2bed5', encode(hmac(decode('00000000000000046d61736b0000000000000005616c69617301', 'hex'), hmac(decode(:'vizard_key', 'base64'), 'vizard/1 sub-key', 'sha256'), 'sha256'), 'hex'), false);
--   key k-639722fc2ee35262, domain email:
--   SELECT set_config('vizard.email_a5b74dd6', encode(hmac(decode('00000000000000046d61736b0000000000000005656d61696c01', 'hex'), hmac(decode(:'vizard_key', 'base64'), 'vizard/1 sub-key', 'sha256'), 'sha256'), 'hex'), false);
--   key k-639722fc2ee35262, domain person_key:
--   SELECT set_config('vizard.person_key_1905f10a', encode(hmac(decode('00000000000000046d61736b000000000000000a706572736f6e5f6b657901', 'hex'), hmac(decode(:'vizard_key', 'base64'), 'vizard/1 sub-key', 'sha256'), 'sha256'), 'hex'), false);
--   key k-639722fc2ee35262, domain phone:
--   SELECT set_config('vizard.phone_4a871348', encode(hmac(decode('00000000000000046d61736b000000000000000570686f6e6501', 'hex'), hmac(decode(:'vizard_key', 'base64'), 'vizard/1 sub-key', 'sha256'), 'sha256'), 'hex'), false);
--   key k-639722fc2ee35262, domain record_id:
--   SELECT set_config('vizard.record_id_563f7506', encode(hmac(decode('00000000000000046d61736b00000000000000097265636f72645f696401', 'hex'), hmac(decode(:'vizard_key', 'base64'), 'vizard/1 sub-key', 'sha256'), 'sha256'), 'hex'), false);
--   key k-639722fc2ee35262, domain row:
--   SELECT set_config('vizard.row_53c4b2cb', encode(hmac(decode('00000000000000046d61736b0000000000000003726f7701', 'hex'), hmac(decode(:'vizard_key', 'base64'), 'vizard/1 sub-key', 'sha256'), 'sha256'), 'hex'), false);
--   key k-639722fc2ee35262, domain session_id:
--   SELECT set_config('vizard.session_id_9979791a', encode(hmac(decode('00000000000000046d61736b000000000000000a73657373696f6e5f696401', 'hex'), hmac(decode(:'vizard_key', 'base64'), 'vizard/1 sub-key', 'sha256'), 'sha256'), 'hex'), false);
BEGIN;

CREATE EXTENSION IF NOT EXISTS pgcrypto;
CREATE OR REPLACE FUNCTION vizard_hmac(setting text, value text) RETURNS text LANGUAGE sql STABLE STRICT AS $vizard$
  SELECT CASE WHEN current_setting(setting) ~ '^[0-9a-f]{64}$' THEN
    encode(hmac(convert_to(value, 'UTF8'), decode(current_setting(setting), 'hex'), 'sha256'), 'hex') END
$vizard$;
CREATE OR REPLACE FUNCTION vizard_base32(hex text, length int) RETURNS text LANGUAGE sql IMMUTABLE STRICT AS $vizard$
  SELECT string_agg(substr('abcdefghijklmnopqrstuvwxyz234567',
    substring(('x' || hex)::bit(260) FROM i * 5 + 1 FOR 5)::bit(5)::int + 1, 1), '' ORDER BY i)
  FROM generate_series(0, length - 1) AS i
$vizard$;
CREATE OR REPLACE FUNCTION vizard_uuid(hex text) RETURNS text LANGUAGE sql IMMUTABLE STRICT AS $vizard$
  SELECT substr(hex, 1, 8) || '-' || substr(hex, 9, 4) || '-8' || substr(hex, 14, 3) || '-' ||
    translate(substr(hex, 17, 1), '0123456789abcdef', '89ab89ab89ab89ab') || substr(hex, 18, 3) || '-' || substr(hex, 21, 12)
$vizard$;
CREATE OR REPLACE FUNCTION vizard_number(hex text, digits int) RETURNS numeric LANGUAGE sql IMMUTABLE STRICT AS $vizard$
  SELECT sum(('x' || substr(hex, 1 + 8 * i, 8))::bit(32)::bigint * power(4294967296::numeric, digits / 8 - 1 - i))
  FROM generate_series(0, digits / 8 - 1) AS i
$vizard$;

-- table customers.csv
DROP VIEW IF EXISTS "customers_masked";
CREATE VIEW "customers_masked" AS
SELECT
  left(vizard_hmac('vizard.person_key_1905f10a', CAST("customer_id" AS text)), 16) AS "customer_id",
  CASE WHEN btrim(CAST("email" AS text), E' \t\n\f\r') ~ '^[^@]+@[^[:cntrl:] !"#$%&''()*+,/:;<=>?@\[\\\]^_`{|}~]*[.][^[:cntrl:] !"#$%&''()*+,/:;<=>?@\[\\\]^_`{|}~]*$' THEN left(vizard_hmac('vizard.email_a5b74dd6', translate(btrim(CAST("email" AS text), E' \t\n\f\r'), 'ABCDEFGHIJKLMNOPQRSTUVWXYZ', 'abcdefghijklmnopqrstuvwxyz')), 12) || '@' || split_part(btrim(CAST("email" AS text), E' \t\n\f\r'), '@', 2) END AS "email",
  CASE WHEN CAST("full_name" AS text) <> '********' THEN '********' END AS "full_name",
  nullif(CASE WHEN length(CAST("card" AS text)) > 4 THEN left(CAST("card" AS text), 0) || '****' || right(CAST("card" AS text), 4) WHEN length(CAST("card" AS text)) > 0 THEN '****' END, CAST("card" AS text)) AS "card",
  nullif(CASE WHEN length(CAST("tax_id" AS text)) > 3 THEN left(CAST("tax_id" AS text), 1) || regexp_replace(substr(CAST("tax_id" AS text), 2, length(CAST("tax_id" AS text)) - 3), '[^ -/:-@\[-`{-~]', '*', 'g') || right(CAST("tax_id" AS text), 2) ELSE regexp_replace(CAST("tax_id" AS text), '[^ -/:-@\[-`{-~]', '*', 'g') END, CAST("tax_id" AS text)) AS "tax_id",
  CASE WHEN CAST("birth_date" AS text) ~ '^[0-9]{4}-(0[1-9]|1[0-2])-(0[1-9]|[12][0-9]|3[01])$' THEN left(CAST("birth_date" AS text), 4) || '-01-01' END AS "birth_date",
  CASE WHEN btrim(CAST("postal_code" AS text), E' \t\n\f\r') ~ '^[A-Za-z0-9 -]{2,12}$' THEN left(btrim(CAST("postal_code" AS text), E' \t\n\f\r'), least(2, length(btrim(CAST("postal_code" AS text), E' \t\n\f\r')) - 1)) || '**' END AS "postal_code",
  "city",
  CASE WHEN btrim(CAST("last_ip" AS text), E' \t\n\f\r') ~ '^(25[0-5]|2[0-4][0-9]|1[0-9][0-9]|[1-9]?[0-9])[.](25[0-5]|2[0-4][0-9]|1[0-9][0-9]|[1-9]?[0-9])[.](25[0-5]|2[0-4][0-9]|1[0-9][0-9]|[1-9]?[0-9])[.](25[0-5]|2[0-4][0-9]|1[0-9][0-9]|[1-9]?[0-9])$' THEN split_part(btrim(CAST("last_ip" AS text), E' \t\n\f\r'), '.', 1) || '.' || split_part(btrim(CAST("last_ip" AS text), E' \t\n\f\r'), '.', 2) || '.' || split_part(btrim(CAST("last_ip" AS text), E' \t\n\f\r'), '.', 3) || '.' || '0' END AS "last_ip",
  CASE WHEN position('://' IN split_part(split_part(btrim(CAST("referrer" AS text), E' \t\n\f\r'), '?', 1), '#', 1)) > 0 THEN left(split_part(split_part(btrim(CAST("referrer" AS text), E' \t\n\f\r'), '?', 1), '#', 1), position('://' IN split_part(split_part(btrim(CAST("referrer" AS text), E' \t\n\f\r'), '?', 1), '#', 1)) + 2) || regexp_replace(split_part(substr(split_part(split_part(btrim(CAST("referrer" AS text), E' \t\n\f\r'), '?', 1), '#', 1), position('://' IN split_part(split_part(btrim(CAST("referrer" AS text), E' \t\n\f\r'), '?', 1), '#', 1)) + 3), '/', 1), '^[^/]*@', '', 'g') || substr(substr(split_part(split_part(btrim(CAST("referrer" AS text), E' \t\n\f\r'), '?', 1), '#', 1), position('://' IN split_part(split_part(btrim(CAST("referrer" AS text), E' \t\n\f\r'), '?', 1), '#', 1)) + 3), length(split_part(substr(split_part(split_part(btrim(CAST("referrer" AS text), E' \t\n\f\r'), '?', 1), '#', 1), position('://' IN split_part(split_part(btrim(CAST("referrer" AS text), E' \t\n\f\r'), '?', 1), '#', 1)) + 3), '/', 1)) + 1) WHEN left(split_part(split_part(btrim(CAST("referrer" AS text), E' \t\n\f\r'), '?', 1), '#', 1), 1) = '/' THEN split_part(split_part(btrim(CAST("referrer" AS text), E' \t\n\f\r'), '?', 1), '#', 1) END AS "referrer",
  CAST(NULL AS text) AS "note",
  vizard_base32(vizard_hmac('vizard.phone_4a871348', CAST("phone" AS text)), 12) AS "phone",
  vizard_uuid(vizard_hmac('vizard.session_id_9979791a', CAST("session" AS text))) AS "session",
  CAST('web' AS text) AS "source",
  "status"
FROM "customers";
COMMENT ON VIEW "customers_masked" IS 'vizard plan p-5a1e9c0d7b3f2486 revision 1 sha256:7f31e641a2d318fa384cdab7eaa0540bc70e4ddcd074f7c77dc5e418560afaeb';
REVOKE ALL ON "customers" FROM PUBLIC;
REVOKE ALL ON "customers_masked" FROM PUBLIC;

-- table claims.parquet
DROP VIEW IF EXISTS "claims_masked";
CREATE VIEW "claims_masked" AS
SELECT
  CAST(vizard_number(vizard_hmac('vizard.record_id_563f7506', CAST("claim_id" AS text)), 32) % 900000000000 + 100000000000 AS bigint) AS "claim_id",
  left(vizard_hmac('vizard.person_key_1905f10a', CAST("customer_id" AS text)), 16) AS "customer_id",
  CAST("opened" + (CAST(vizard_number(vizard_hmac('vizard.person_key_1905f10a', CAST("customer_id" AS text)), 16) % 60 AS INTEGER) - 30 + CASE WHEN CAST(vizard_number(vizard_hmac('vizard.person_key_1905f10a', CAST("customer_id" AS text)), 16) % 60 AS INTEGER) < 30 THEN 0 ELSE 1 END) AS date) AS "opened",
  CAST(date_trunc('month', "closed") AS date) AS "closed",
  (("amount" + 50) - (("amount" + 50) % 100 + 100) % 100) AS "amount",
  CASE WHEN "age" >= 90 THEN '[90+)' WHEN "age" IS NOT NULL THEN '[' || CAST(("age" - ("age" % 10 + 10) % 10) AS text) || '-' || CAST(("age" - ("age" % 10 + 10) % 10) + 10 AS text) || ')' END AS "age",
  CASE WHEN NOT ("opened" >= DATE '2024-02-29') THEN "visits" ELSE CASE WHEN "visits" > 20 THEN CAST(20 AS bigint) WHEN "visits" < 0 THEN CAST(0 AS bigint) ELSE "visits" END END AS "visits",
  CAST(NULL AS text) AS "diagnosis",
  "approved"
FROM "claims";
COMMENT ON VIEW "claims_masked" IS 'vizard plan p-5a1e9c0d7b3f2486 revision 1 sha256:7f31e641a2d318fa384cdab7eaa0540bc70e4ddcd074f7c77dc5e418560afaeb';
REVOKE ALL ON "claims" FROM PUBLIC;
REVOKE ALL ON "claims_masked" FROM PUBLIC;

-- table features.parquet
DROP VIEW IF EXISTS "features_masked";
CREATE VIEW "features_masked" AS
SELECT
  "row_id",
  CASE WHEN NOT (CAST("score" AS double precision) BETWEEN -1e15 AND 1e15) THEN NULL WHEN CAST("score" AS double precision) >= 100 THEN '[100+)' WHEN CAST("score" AS double precision) < 0 THEN '(<0)' ELSE '[' || CAST((CAST(floor(CAST("score" AS double precision) / 10) AS bigint) * 10) AS text) || '-' || CAST((CAST(floor(CAST("score" AS double precision) / 10) AS bigint) * 10) + 10 AS text) || ')' END AS "score",
  CASE WHEN CAST("spend" AS double precision) BETWEEN -1e15 AND 1e15 THEN CAST(floor(CAST("spend" AS double precision) / 10 + 0.5) * 10 AS double precision) END AS "spend",
  CASE WHEN NOT (CAST("rating" AS double precision) BETWEEN -1e15 AND 1e15) THEN NULL WHEN CAST("rating" AS double precision) > 5 THEN CAST(5 AS double precision) WHEN CAST("rating" AS double precision) < 1 THEN CAST(1 AS double precision) ELSE "rating" END AS "rating",
  CASE WHEN NOT (CASE WHEN CAST("seen_text" AS text) ~ '^(([0-9]{4}-((0[13578]|1[02])-(0[1-9]|[12][0-9]|3[01])|(0[469]|11)-(0[1-9]|[12][0-9]|30)|02-(0[1-9]|1[0-9]|2[0-8])))|([0-9]{2}(0[48]|[2468][048]|[13579][26])|([02468][048]|[13579][26])00)-02-29)([T ]([01][0-9]|2[0-3]):[0-5][0-9](:[0-5][0-9]([.][0-9]{1,9})?)?(Z|[+-]([01][0-9]|2[0-3])(:?[0-5][0-9])?)?)?$' AND left(CAST("seen_text" AS text), 4) <> '0000' THEN CAST(left(CAST("seen_text" AS text), 10) AS date) <= DATE '2024-02-29' END) THEN "income_text" ELSE CASE WHEN NOT (CAST("income_text" AS text) ~ '^[+-]?[0-9]{1,15}([.][0-9]{1,15})?$') THEN NULL WHEN CAST("income_text" AS double precision) >= 100000 THEN '[100000+)' ELSE '[' || CAST((CAST(floor(CAST("income_text" AS double precision) / 1000) AS bigint) * 1000) AS text) || '-' || CAST((CAST(floor(CAST("income_text" AS double precision) / 1000) AS bigint) * 1000) + 1000 AS text) || ')' END END AS "income_text",
  CASE WHEN NOT (CAST("moved_at" AS date) < DATE '2024-02-29') THEN "paid_text" ELSE CASE WHEN CAST("paid_text" AS text) ~ '^[+-]?[0-9]{1,15}$' THEN CAST(((CAST("paid_text" AS bigint) + 50) - ((CAST("paid_text" AS bigint) + 50) % 100 + 100) % 100) AS text) WHEN CAST("paid_text" AS text) ~ '^[+-]?[0-9]{1,15}[.][0-9]{1,15}$' THEN CAST(CAST(floor(CAST("paid_text" AS double precision) / 100 + 0.5) * 100 AS bigint) AS text) || '.0' END END AS "paid_text",
  CASE WHEN NOT (CAST("visits_text" AS text) ~ '^[+-]?[0-9]{1,15}([.][0-9]{1,15})?$') THEN NULL WHEN CAST("visits_text" AS double precision) > 20 THEN CAST(20 AS text) WHEN CAST("visits_text" AS double precision) < 0 THEN CAST(0 AS text) ELSE CAST("visits_text" AS text) END AS "visits_text",
  CASE WHEN CAST("seen_text" AS text) ~ '^[1-9][0-9]{3}-((0[13578]|1[02])-(0[1-9]|[12][0-9]|3[01])|(0[469]|11)-(0[1-9]|[12][0-9]|30)|02-(0[1-9]|1[0-9]|2[0-8]))$' THEN to_char(CAST(CAST("seen_text" AS date) + (CAST(vizard_number(vizard_hmac('vizard.row_53c4b2cb', CAST("row_id" AS text)), 16) % 20 AS INTEGER) - 10 + CASE WHEN CAST(vizard_number(vizard_hmac('vizard.row_53c4b2cb', CAST("row_id" AS text)), 16) % 20 AS INTEGER) < 10 THEN 0 ELSE 1 END) AS date), 'YYYY-MM-DD') END AS "seen_text",
  CASE WHEN CAST("seen_quarter" AS text) ~ '^[0-9]{4}-(0[1-9]|1[0-2])-(0[1-9]|[12][0-9]|3[01])$' THEN left(CAST("seen_quarter" AS text), 5) || CASE WHEN substr(CAST("seen_quarter" AS text), 6, 2) <= '03' THEN '01' WHEN substr(CAST("seen_quarter" AS text), 6, 2) <= '06' THEN '04' WHEN substr(CAST("seen_quarter" AS text), 6, 2) <= '09' THEN '07' ELSE '10' END || '-01' END AS "seen_quarter",
  CAST(date_trunc('quarter', "seen_at") AS timestamp) AS "seen_at",
  CAST("moved_at" + (CAST(vizard_number(vizard_hmac('vizard.row_53c4b2cb', CAST("row_id" AS text)), 16) % 20 AS INTEGER) - 10 + CASE WHEN CAST(vizard_number(vizard_hmac('vizard.row_53c4b2cb', CAST("row_id" AS text)), 16) % 20 AS INTEGER) < 10 THEN 0 ELSE 1 END) * INTERVAL '1 day' AS timestamp) AS "moved_at",
  CASE WHEN btrim(CAST("contact" AS text), E' \t\n\f\r') ~ '^[^@]+@[^[:cntrl:] !"#$%&''()*+,/:;<=>?@\[\\\]^_`{|}~]*[.][^[:cntrl:] !"#$%&''()*+,/:;<=>?@\[\\\]^_`{|}~]*$' THEN 'user' || '@' || split_part(btrim(CAST("contact" AS text), E' \t\n\f\r'), '@', 2) END AS "contact",
  CASE WHEN btrim(CAST("gateway" AS text), E' \t\n\f\r') ~ '^(25[0-5]|2[0-4][0-9]|1[0-9][0-9]|[1-9]?[0-9])[.](25[0-5]|2[0-4][0-9]|1[0-9][0-9]|[1-9]?[0-9])[.](25[0-5]|2[0-4][0-9]|1[0-9][0-9]|[1-9]?[0-9])[.](25[0-5]|2[0-4][0-9]|1[0-9][0-9]|[1-9]?[0-9])$' THEN split_part(btrim(CAST("gateway" AS text), E' \t\n\f\r'), '.', 1) || '.' || split_part(btrim(CAST("gateway" AS text), E' \t\n\f\r'), '.', 2) || '.' || CAST(CAST(split_part(btrim(CAST("gateway" AS text), E' \t\n\f\r'), '.', 3) AS bigint) - CAST(split_part(btrim(CAST("gateway" AS text), E' \t\n\f\r'), '.', 3) AS bigint) % 16 AS text) || '.' || '0' END AS "gateway",
  CASE WHEN NOT (NOT ("seen_at" = TIMESTAMP '2020-02-28 05:00:00' OR CAST("seen_at" AS date) = DATE '1999-12-31')) THEN "page" ELSE CASE WHEN position('://' IN split_part(split_part(btrim(CAST("page" AS text), E' \t\n\f\r'), '?', 1), '#', 1)) > 0 THEN left(split_part(split_part(btrim(CAST("page" AS text), E' \t\n\f\r'), '?', 1), '#', 1), position('://' IN split_part(split_part(btrim(CAST("page" AS text), E' \t\n\f\r'), '?', 1), '#', 1)) + 2) || regexp_replace(split_part(substr(split_part(split_part(btrim(CAST("page" AS text), E' \t\n\f\r'), '?', 1), '#', 1), position('://' IN split_part(split_part(btrim(CAST("page" AS text), E' \t\n\f\r'), '?', 1), '#', 1)) + 3), '/', 1), '^[^/]*@', '', 'g') WHEN left(split_part(split_part(btrim(CAST("page" AS text), E' \t\n\f\r'), '?', 1), '#', 1), 1) = '/' THEN '' END END AS "page",
  CASE WHEN CAST("pin" AS text) <> '******' THEN '******' END AS "pin",
  CAST('7' AS bigint) AS "unit",
  CASE WHEN NOT (CAST(CAST("unit" AS text) AS double precision) = 1 OR CAST(CAST("unit" AS text) AS double precision) = 5) THEN CASE WHEN NOT (CAST("page" AS text) IS NULL) THEN "alias" ELSE nullif(CASE WHEN length(CAST("alias" AS text)) > 2 THEN left(CAST("alias" AS text), 1) || '***' || right(CAST("alias" AS text), 1) WHEN length(CAST("alias" AS text)) > 0 THEN '***' END, CAST("alias" AS text)) END ELSE left(vizard_hmac('vizard.alias_6bc2bed5', CAST("alias" AS text)), 16) END AS "alias",
  CASE WHEN NOT (CASE WHEN CAST("visits_text" AS text) ~ '^[+-]?[0-9]{1,15}([.][0-9]{1,15})?$' THEN CAST(CAST("visits_text" AS text) AS double precision) END >= 10) THEN CAST(NULL AS text) ELSE CASE WHEN CAST("nick" AS text) <> '*****' THEN '*****' END END AS "nick"
FROM "features";
COMMENT ON VIEW "features_masked" IS 'vizard plan p-5a1e9c0d7b3f2486 revision 1 sha256:7f31e641a2d318fa384cdab7eaa0540bc70e4ddcd074f7c77dc5e418560afaeb';
REVOKE ALL ON "features" FROM PUBLIC;
REVOKE ALL ON "features_masked" FROM PUBLIC;

COMMIT;

-- Who may ask: keys, sessions, one-time login codes, the keys that sign session tokens, and what was done with them.
-- Of what callers hold only the SHA-256 is stored: of 256 random bits, or of a long secret that an operator chose.

CREATE TABLE api_keys (
    id             text        PRIMARY KEY,
    secret_hash    bytea       NOT NULL UNIQUE CHECK (octet_length(secret_hash) = 32),
    name           text        NOT NULL CHECK (length(name) BETWEEN 1 AND 100),
    subject        text        NOT NULL CHECK (length(subject) BETWEEN 1 AND 100),
    role           text        NOT NULL CHECK (role IN ('viewer', 'member', 'operator', 'admin')),
    is_configured  boolean     NOT NULL, -- taken from the configuration, not made by an admin
    created_at     timestamptz NOT NULL,
    created_by     text        NOT NULL,
    expires_at     timestamptz,
    last_used_at   timestamptz,
    revoked_at     timestamptz,
    revoked_by     text,
    revoked_reason text,
    CHECK ((revoked_at IS NULL) = (revoked_by IS NULL))
);

CREATE TABLE sessions (
    id         text        PRIMARY KEY,
    subject    text        NOT NULL,
    role       text        NOT NULL CHECK (role IN ('viewer', 'member', 'operator', 'admin')),
    key_id     text        REFERENCES api_keys (id), -- null when it was opened by a one-time code
    opened_at  timestamptz NOT NULL,
    ends_at    timestamptz NOT NULL,
    revoked_at timestamptz
);

CREATE INDEX sessions_of_key ON sessions (key_id) WHERE key_id IS NOT NULL;
CREATE INDEX sessions_ended ON sessions (ends_at);
CREATE INDEX sessions_revoked ON sessions (revoked_at) WHERE revoked_at IS NOT NULL;

CREATE TABLE login_codes (
    code_hash  bytea       PRIMARY KEY CHECK (octet_length(code_hash) = 32),
    subject    text        NOT NULL,
    role       text        NOT NULL CHECK (role IN ('viewer', 'member', 'operator', 'admin')),
    made_at    timestamptz NOT NULL,
    expires_at timestamptz NOT NULL,
    used_at    timestamptz
);

CREATE TABLE signing_keys (
    id         text        PRIMARY KEY,
    secret     text        NOT NULL,
    created_at timestamptz NOT NULL
);

CREATE TABLE access_audit (
    id     bigint      GENERATED ALWAYS AS IDENTITY PRIMARY KEY,
    at     timestamptz NOT NULL,
    actor  text        NOT NULL,
    action text        NOT NULL,
    target text        NOT NULL,
    reason text,
    before jsonb,
    after  jsonb
);

CREATE INDEX access_audit_of_target ON access_audit (target, at);

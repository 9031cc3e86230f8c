-- Web Push: where a session's browser is told of notifications while no page is open.

-- One per session, and gone with it: signing a device out ends what is sent there.
CREATE TABLE push_subscriptions (
    session_id bigint PRIMARY KEY REFERENCES sessions ON DELETE CASCADE,
    user_id bigint NOT NULL REFERENCES users ON DELETE CASCADE,
    endpoint text NOT NULL,
    -- The browser's public key and shared secret (RFC 8291), base64url.
    p256dh text NOT NULL,
    auth text NOT NULL
);
CREATE INDEX push_subscriptions_user ON push_subscriptions (user_id);
CREATE INDEX push_subscriptions_endpoint ON push_subscriptions (endpoint);

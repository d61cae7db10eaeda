-- An XMPP server for Ringback and the people it writes to: Prosody 0.12 or newer. Streams are encrypted, only the
-- administrator makes accounts, and messages wait for people who are away.
-- Environment: XMPP_DOMAIN. Certificates: certs/XMPP_DOMAIN.crt and .key beside this file.

modules_enabled = {
	"roster"; "saslauth"; "tls"; "disco"; "ping"; "blocklist"; "pep"; "vcard4"; "vcard_legacy"; "limits";
	-- The server delivers again what was not acknowledged (XEP-0198), and all of a person's clients show every message.
	"smacks"; "carbons"; "csi_simple";
}

-- Ringback reaches only people with an account here. To reach people of other servers, remove these two and open port 5269.
modules_disabled = { "s2s" }
s2s_ports = {}

allow_registration = false
authentication = "internal_hashed"
c2s_require_encryption = true
c2s_direct_tls_ports = {}
limits = { c2s = { rate = "10kb/s" } }
certificates = "certs"
data_path = "/var/lib/prosody"
pidfile = "/tmp/prosody.pid"
log = { info = "*console" }

VirtualHost(ENV_XMPP_DOMAIN)

-- An XMPP server for Ringback and the people it writes to: Prosody 0.12 or newer. Streams are encrypted, nobody makes an
-- account without the administrator, and messages wait for those who are away.
-- Environment: XMPP_DOMAIN. Certificates: certs/XMPP_DOMAIN.crt and .key beside this file.

modules_enabled = {
	"roster"; "saslauth"; "tls"; "disco"; "ping"; "blocklist"; "pep"; "vcard4"; "vcard_legacy"; "limits";
	-- What is not acknowledged is delivered again (XEP-0198), and all of a person's clients show what was said.
	"smacks"; "carbons"; "csi_simple";
}

-- Only people with an account here. To write to people of other servers, take these away and open port 5269.
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

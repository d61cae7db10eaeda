/**
 * Who may do what: API keys and bearer tokens, operators' logins, CSRF, headers, rate limits, body sizes and slow clients.
 *
 * <p>In: every request. Out: the request if it is allowed; else 401, 403, 404, 408, 411, 413, 429 or 503, as a problem (RFC 9457)
 * under {@code /api} and as a page elsewhere. What no chain names is not found. The engine's webapps under {@code
 * /camunda} guard themselves.
 */
package io.ringback.web.security;

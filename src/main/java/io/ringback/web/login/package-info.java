/**
 * The login of operators beyond name and password: a device's codes for accounts (TOTP, RFC 6238), and an issuer that knows the people
 * (OpenID Connect); and their sessions, which all nodes share.
 *
 * <p>In: a code, what the issuer says of somebody, or a cookie. Out: whether it is right, an operator with groups, or their session. The
 * chains that ask are in {@link io.ringback.web.security}.
 */
package io.ringback.web.login;

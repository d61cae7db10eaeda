/**
 * The login of operators beyond name and password: a device's codes for accounts (TOTP, RFC 6238), and an issuer that knows the people
 * (OpenID Connect).
 *
 * <p>In: a code, or what the issuer says of somebody. Out: whether it is right, and an operator with groups. The chains that ask
 * are in {@link io.ringback.web.security}.
 */
package io.ringback.web.login;

package io.ringback.web.security;

import java.io.Serializable;
import java.time.Instant;

/**
 * What operators are told once they are logged in.
 *
 * @param failures wrong passwords and codes for the account since its last login; none is zero
 * @param codes how many of them were wrong codes behind the right password
 * @param last when the last of them came, null if there was none
 * @param from the address that it came from, null if there was none
 * @param weak whether the password is one that would be refused today
 */
public record LoginNotice(long failures, long codes, Instant last, String from, boolean weak) implements Serializable {

    /** Where the session keeps it. */
    public static final String ATTRIBUTE = "io.ringback.web.security.login-notice";

    boolean saysSomething() {
        return failures > 0 || weak;
    }
}

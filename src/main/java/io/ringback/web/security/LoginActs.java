package io.ringback.web.security;

/** Where acts of logging in are written down that no request under {@code /operations} asks for: the operators' journal. */
public interface LoginActs {

    /**
     * Writes one down.
     *
     * @param account whose it is
     * @param from the address that it came from
     * @param act in words
     */
    void note(String account, String from, String act);
}

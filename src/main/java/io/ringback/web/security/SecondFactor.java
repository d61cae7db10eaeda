package io.ringback.web.security;

/** What an account is asked for once its password was right: a code that only its owner's device shows (RFC 6238). */
public interface SecondFactor {

    /** What comes behind the password. */
    enum Asked {
        /** The password was enough. */
        NOTHING,
        /** A code of the device, or a recovery code. */
        CODE,
        /** The owner sets a device up, and gives its first code. */
        ENROLMENT
    }

    /** What became of a code. */
    enum Checked {
        WRONG,
        /** Too many were wrong; it was not looked at. */
        TOO_SOON,
        RIGHT,
        /** It was a recovery code, which is used up now. */
        RECOVERED,
        /** It was the first one of a device that counts from now on. */
        ENROLLED
    }

    /** What to ask the account for now. For an enrolment a new secret is made each time. */
    Asked asks(String account);

    /** Checks a code that came with the right password. A code counts once, on whichever node. */
    Checked check(String account, String code);
}

package io.ringback.telephony.switchcheck;

/** What has to be mended before anything can be found out. */
final class CannotBeChecked extends RuntimeException {

    CannotBeChecked(String message) {
        super(message);
    }
}

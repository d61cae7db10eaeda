package io.ringback.telephony.callcontrol;

import java.util.Optional;

/**
 * What the callee hears and reads while there is nobody to talk to (claim 8).
 *
 * @param callingCaller the announcement server's URI of "we are calling ..." (RFC 4240); empty to play nothing
 * @param callerUnreachable the URI of "... cannot be reached"
 * @param callingText the same to read, where the callee is to read it
 * @param unreachableText likewise
 */
record Announcements(
        Optional<String> callingCaller,
        Optional<String> callerUnreachable,
        Optional<String> callingText,
        Optional<String> unreachableText) {}

package io.ringback.telephony.callcontrol;

import io.ringback.cases.Announcement;
import io.ringback.conversation.Acceptance;
import io.ringback.directory.Address;
import java.util.Locale;
import java.util.Map;
import java.util.UUID;

/**
 * What {@code direct:connect-call} is asked for.
 *
 * @param id the outbound message's, so that the same request is known again
 * @param caller the phone the caller wants to be reached on, or the conference that the callee is to join
 * @param callerName as it may be spoken and shown to the callee
 * @param calleeName as it may be spoken to the caller
 * @param language of the callee
 * @param callerLanguage of the caller
 * @param calleeAccepts what of the callee counts as an answer
 * @param callerAccepts the same of the caller
 */
record ConnectionRequest(
        UUID id,
        UUID caseId,
        UUID calleeId,
        UUID callerId,
        Address callee,
        Address caller,
        String callerName,
        String calleeName,
        Locale language,
        Locale callerLanguage,
        Announcement announcement,
        Acceptance calleeAccepts,
        Acceptance callerAccepts) {

    /**
     * Reads the body of the endpoint.
     *
     * @throws IllegalArgumentException if something is missing or wrong; says which field and quotes no address
     */
    static ConnectionRequest of(Map<String, ?> body, String country) {
        return new ConnectionRequest(
                id(body, "connectionId"),
                id(body, "caseId"),
                id(body, "calleeId"),
                id(body, "callerId"),
                address(body, "callee", country),
                address(body, "caller", country),
                text(body, "callerName"),
                text(body, "calleeName"),
                Locale.forLanguageTag(text(body, "calleeLanguage")),
                Locale.forLanguageTag(text(body, "callerLanguage")),
                kind(text(body, "announcement")),
                acceptance(body, "calleeAccepts"),
                acceptance(body, "callerAccepts"));
    }

    /**
     * Of the two accounts for tests, who are nobody and have no case.
     *
     * @param asks whether who answers can be asked to press a key
     */
    static ConnectionRequest forTest(Address callee, Address caller, boolean asks) {
        UUID nobody = UUID.randomUUID();
        Acceptance accepts = asks ? Acceptance.KEY : Acceptance.ANSWER;
        return new ConnectionRequest(
                UUID.randomUUID(),
                nobody,
                nobody,
                nobody,
                callee,
                caller,
                "",
                "",
                Locale.ENGLISH,
                Locale.ENGLISH,
                Announcement.VOICE,
                accepts,
                accepts);
    }

    private static UUID id(Map<String, ?> body, String field) {
        String text = text(body, field);
        try {
            return UUID.fromString(text);
        } catch (IllegalArgumentException e) {
            throw new IllegalArgumentException("The field " + field + " of direct:connect-call is a UUID.", e);
        }
    }

    private static Address address(Map<String, ?> body, String field, String country) {
        String text = text(body, field);
        try {
            return Address.parse(text, country);
        } catch (IllegalArgumentException e) {
            throw new IllegalArgumentException("The field " + field + " of direct:connect-call: " + e.getMessage(), e);
        }
    }

    private static Announcement kind(String text) {
        try {
            return Announcement.valueOf(text);
        } catch (IllegalArgumentException e) {
            throw new IllegalArgumentException(
                    "The field announcement of direct:connect-call is VOICE, SIGNAL or TEXT.", e);
        }
    }

    private static Acceptance acceptance(Map<String, ?> body, String field) {
        String text = text(body, field);
        try {
            return Acceptance.valueOf(text);
        } catch (IllegalArgumentException e) {
            throw new IllegalArgumentException("The field " + field + " of direct:connect-call is KEY or ANSWER.", e);
        }
    }

    private static String text(Map<String, ?> body, String field) {
        Object value = body.get(field);
        if (value == null) {
            throw new IllegalArgumentException("The field " + field + " of direct:connect-call is missing.");
        }
        return value.toString();
    }
}

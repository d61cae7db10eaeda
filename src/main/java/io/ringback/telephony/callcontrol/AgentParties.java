package io.ringback.telephony.callcontrol;

import io.ringback.protocol.sdp.BlackHoleDescription;
import io.ringback.protocol.sip.OutgoingCall;
import io.ringback.protocol.sip.UserAgent;
import io.ringback.telephony.callcontrol.Party.Role;
import io.ringback.telephony.diversion.CallHeaders;
import java.security.SecureRandom;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.Executor;
import java.util.function.Predicate;

/**
 * The parties of one connection or dialogue as the user agent reaches them. Whoever is called sees Ringback as the caller.
 *
 * @param uris whom to call
 * @param callHeaders further headers of each INVITE, by name
 * @param announcementRoute how to reach the announcement server (Route), if not like the phones
 * @param names tells what names the one or the other, among words that their phones choose by chance
 * @param from Ringback's own number
 * @param displayName Ringback's own name
 * @param blackHole what a phone talks to while there is nobody else
 * @param mediaAddress stands in the origin of all descriptions
 * @param notes of the phones' answers
 */
record AgentParties(
        UserAgent agent,
        Map<Role, String> uris,
        Map<String, String> callHeaders,
        Optional<String> announcementRoute,
        Map<Role, Predicate<String>> names,
        String from,
        String displayName,
        BlackHoleDescription blackHole,
        String mediaAddress,
        Limits limits,
        AnswerNotes notes)
        implements PartyMaker {

    private static final String CALL_ID = "Call-ID";
    private static final SecureRandom RANDOM = new SecureRandom();

    /** Parties whose answers nobody notes. */
    AgentParties(
            UserAgent agent,
            Map<Role, String> uris,
            Map<String, String> callHeaders,
            Optional<String> announcementRoute,
            Map<Role, Predicate<String>> names,
            String from,
            String displayName,
            BlackHoleDescription blackHole,
            String mediaAddress,
            Limits limits) {
        this(
                agent,
                uris,
                callHeaders,
                announcementRoute,
                names,
                from,
                displayName,
                blackHole,
                mediaAddress,
                limits,
                AnswerNotes.NONE);
    }

    @Override
    public Party make(Role role, PartyListener listener, Executor serial) {
        Party.Line line = (party, offer) -> agent.place(
                new OutgoingCall(
                        uris.get(role), from, Optional.of(displayName), offer, headers(role), limits.ringing()),
                new Ear(party, serial, isPhone(role) ? notes : AnswerNotes.NONE));
        return new Party(role, line, mediaAddress, blackHole, names.getOrDefault(role, text -> false), listener);
    }

    private Map<String, String> headers(Role role) {
        Map<String, String> headers = new HashMap<>(callHeaders);
        Optional.ofNullable(callHeaders.get(CallHeaders.CONNECTION)).ifPresent(id -> headers.put(CALL_ID, callId(id)));
        announcementRoute.filter(route -> !isPhone(role)).ifPresent(route -> headers.put("Route", route));
        return headers;
    }

    /**
     * Begins with what it is a call of, so that who has it from a switch's log finds the case without a row about each call; the rest is
     * random, as nobody but who has seen it may know it (RFC 3261 8.1.1.4).
     */
    private static String callId(String connection) {
        return connection + "." + Long.toHexString(RANDOM.nextLong());
    }

    private static boolean isPhone(Role role) {
        return role == Role.CALLEE || role == Role.CALLER;
    }
}

package io.ringback.telephony.announcement;

import java.util.Optional;

/**
 * Where call control finds the announcement server, built in or another.
 *
 * @param server its SIP URI, {@code sip:annc@192.0.2.1:5080}; empty if there is none, and nothing is announced
 */
public record AnnouncementAddress(Optional<String> server) {}

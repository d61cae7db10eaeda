package io.ringback.endtoend;

import io.ringback.peers.Wire;
import java.util.Arrays;
import java.util.List;
import java.util.stream.Collectors;

/** What Ringback said over TCP to servers that speak to many receivers, by receiver: each byte a character. */
final class CapturedStreams {

    private static final int SUBMIT_SM = 4;
    private static final int HEADER = 16;

    private final Wire wire;

    CapturedStreams(Wire wire) {
        this.wire = wire;
    }

    /** What was said to the mail server on this port from MAIL to the next MAIL, if it was for this mailbox; others share its connection. */
    String mailsTo(String mailbox, int port) {
        return streams(port).stream()
                .flatMap(stream -> Arrays.stream(stream.split("(?=MAIL FROM:)")))
                .filter(stream -> stream.contains("RCPT TO:<" + mailbox))
                .collect(Collectors.joining("\n"));
    }

    /** Each submit_sm (SMPP 3.4 4.4) to this number, without plus sign, that the SMSC on this port was sent. */
    String submittedTo(String number, int port) {
        StringBuilder all = new StringBuilder();
        for (String stream : streams(port)) {
            for (int at = 0; at + HEADER <= stream.length(); ) {
                int length = integer(stream, at);
                String pdu = stream.substring(at, Math.min(stream.length(), at + length));
                if (integer(stream, at + 4) == SUBMIT_SM && pdu.contains(number)) {
                    all.append(pdu).append('\n');
                }
                at += length;
            }
        }
        return all.toString();
    }

    private static int integer(String octets, int at) {
        return octets.charAt(at) << 24
                | octets.charAt(at + 1) << 16
                | octets.charAt(at + 2) << 8
                | octets.charAt(at + 3);
    }

    private List<String> streams(int port) {
        return List.copyOf(wire.packets().stream()
                .filter(packet -> packet.to() == port)
                .collect(Collectors.groupingBy(
                        Wire.Packet::from, Collectors.mapping(Wire.Packet::text, Collectors.joining())))
                .values());
    }
}

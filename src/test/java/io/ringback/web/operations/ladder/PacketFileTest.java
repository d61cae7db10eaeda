package io.ringback.web.operations.ladder;

import static org.assertj.core.api.Assertions.assertThat;

import io.ringback.ladder.Rung;
import io.ringback.ladder.Rung.End;
import io.ringback.ladder.Rung.Protocol;
import io.ringback.ladder.Upright;
import io.ringback.peers.Tcpdump;
import java.nio.ByteBuffer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The file of packets, as tcpdump reads it. */
class PacketFileTest {

    private static final Instant AT = Instant.parse("2026-12-01T03:00:00.123456Z");
    private static final End OWN = new End(Upright.RINGBACK, "192.0.2.1", 5060);
    private static final End SWITCH = new End(Upright.SWITCH, "198.51.100.2", 5070);
    private static final End MAIL = new End(Upright.MAIL_SERVER, "mail.example", 25);

    @TempDir
    Path folder;

    private static Rung rung(Protocol protocol, End from, End to, String text) {
        return new Rung(AT, protocol, from, to, "", text);
    }

    @Test
    void tcpdumpReadsSipAndMail() throws Exception {
        Path file = folder.resolve("ladder.pcap");
        Files.write(
                file,
                PacketFile.of(List.of(
                        rung(Protocol.SIP_UDP, SWITCH, OWN, "INVITE sip:bob@ringback.example SIP/2.0\r\n\r\n"),
                        rung(Protocol.RTP, OWN, SWITCH, "100 packets"),
                        rung(Protocol.SMTP, OWN, MAIL, "MAIL FROM:<a@example.com>\r\n"),
                        rung(Protocol.SMTP, MAIL, OWN, "250 OK\r\n"),
                        rung(Protocol.SMTP, OWN, MAIL, "QUIT\r\n"))));

        List<String> read = Tcpdump.read(file);

        assertThat(read.stream().filter(line -> line.contains("bad") || line.contains("incorrect")))
                .as("wrong checksums")
                .isEmpty();
        String all = String.join("\n", read);
        assertThat(all)
                .contains(
                        "03:00:00.123456",
                        "198.51.100.2.5070 > 192.0.2.1.5060",
                        "SIP",
                        "INVITE sip:bob@ringback.example")
                .contains(
                        "192.0.2.1.5060 > 192.0.2.8.25",
                        "MAIL FROM:<a@example.com>",
                        "seq 1:9, ack 27",
                        "seq 27:33, ack 9");
    }

    @Test
    void aPacketIsAsLongAsItSays() {
        byte[] file = PacketFile.of(List.of(rung(Protocol.SIP_UDP, SWITCH, OWN, "é")));

        ByteBuffer packet = ByteBuffer.wrap(file, 24 + 16, file.length - 40).slice();
        assertThat(packet.getShort(2)).isEqualTo((short) packet.capacity());
        assertThat(packet.capacity()).isEqualTo(20 + 8 + 2);
    }
}

package io.ringback.peers;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HexFormat;
import java.util.Set;
import java.util.TreeSet;
import java.util.function.Predicate;
import java.util.stream.Stream;

/**
 * The sockets of this machine, as the kernel lists them (proc(5)). Whoever asks by binding the port holds it for a moment, and a program
 * that starts in that moment finds it taken.
 *
 * @param local addresses and ports, as in the list
 */
record SocketsInUse(Set<String> local) {

    private static final String ANY = "00000000:";
    private static final String ANY_OF_IPV6 = "0".repeat(32) + ":";
    /** Before an IPv4 address of a socket that has both kinds, as Java's have (RFC 4291 section 2.5.5.2). */
    private static final String MAPPED = "0000000000000000FFFF0000";
    /** In the column of states: nobody is connected to it, anybody may be. */
    private static final String LISTENS = "0A";

    /** Those that are bound. */
    static SocketsInUse udp() {
        return listed(state -> true, "udp", "udp6");
    }

    /** Those that listen or are, or were just, connected. */
    static SocketsInUse tcp() {
        return listed(state -> true, "tcp", "tcp6");
    }

    /** Those that listen. */
    static SocketsInUse listening() {
        return listed(LISTENS::equals, "tcp", "tcp6");
    }

    /** Whether nobody else can have this port at this address. */
    boolean has(InetAddress address, int port) {
        String end = "%04X".formatted(port);
        return local.contains(listed(address) + ":" + end)
                || local.contains(ANY + end)
                || local.contains(ANY_OF_IPV6 + end);
    }

    /** Four octets at a time, each four as a number of this machine's. */
    private static String listed(InetAddress address) {
        ByteBuffer octets = ByteBuffer.wrap(address.getAddress()).order(ByteOrder.nativeOrder());
        StringBuilder digits = new StringBuilder();
        while (octets.hasRemaining()) {
            digits.append(HexFormat.of().withUpperCase().toHexDigits(octets.getInt()));
        }
        return digits.toString();
    }

    private static SocketsInUse listed(Predicate<String> state, String... lists) {
        Set<String> local = new TreeSet<>();
        for (Path list : Stream.of(lists)
                .map(name -> Path.of("/proc/net", name))
                .filter(Files::exists)
                .toList()) {
            try (Stream<String> lines = Files.lines(list)) {
                lines.skip(1)
                        .map(line -> line.strip().split(" +"))
                        .filter(columns -> state.test(columns[3]))
                        .map(columns -> columns[1])
                        .map(address -> address.startsWith(MAPPED) ? address.substring(MAPPED.length()) : address)
                        .forEach(local::add);
            } catch (IOException e) {
                throw new UncheckedIOException(e);
            }
        }
        return new SocketsInUse(local);
    }
}

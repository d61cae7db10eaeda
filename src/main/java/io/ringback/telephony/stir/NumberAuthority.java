package io.ringback.telephony.stir;

import java.nio.charset.StandardCharsets;
import java.security.cert.X509Certificate;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;

/**
 * Which numbers a certificate has authority over: its TNAuthList (RFC 8226 section 9). A service provider's code says nothing of
 * single numbers; which a provider may sign for, its attestation says.
 *
 * @param provider whether it names a service provider
 * @param ranges the numbers, if it names any
 */
record NumberAuthority(boolean provider, List<Range> ranges) {

    private static final String TN_AUTH_LIST = "1.3.6.1.5.5.7.1.26";

    private static final int SERVICE_PROVIDER_CODE = 0xA0;
    private static final int RANGE = 0xA1;
    private static final int ONE = 0xA2;
    private static final int OCTET_STRING = 0x04;
    private static final int SEQUENCE = 0x30;
    private static final int INTEGER = 0x02;

    /** Numbers from {@code first}, {@code count} of them. */
    record Range(String first, long count) {

        boolean contains(String number) {
            if (number.length() != first.length() || !number.matches("[0-9]{1,18}") || !first.matches("[0-9]{1,18}")) {
                return number.equals(first);
            }
            long distance = Long.parseLong(number) - Long.parseLong(first);
            return distance >= 0 && distance < count;
        }
    }

    /** Empty if the certificate has none, or one that cannot be read: then it is no certificate for telephone numbers. */
    static Optional<NumberAuthority> of(X509Certificate certificate) {
        byte[] extension = certificate.getExtensionValue(TN_AUTH_LIST);
        try {
            return extension == null ? Optional.empty() : Optional.of(read(extension));
        } catch (IndexOutOfBoundsException | IllegalArgumentException e) {
            return Optional.empty();
        }
    }

    private static NumberAuthority read(byte[] extension) {
        Der entries = new Der(new Der(extension).value(OCTET_STRING)).inside(SEQUENCE);
        boolean provider = false;
        List<Range> ranges = new ArrayList<>();
        while (entries.hasMore()) {
            switch (entries.tag()) {
                case SERVICE_PROVIDER_CODE -> {
                    entries.value(SERVICE_PROVIDER_CODE);
                    provider = true;
                }
                case ONE -> ranges.add(new Range(text(entries.inside(ONE)), 1));
                case RANGE -> {
                    Der range = entries.inside(RANGE);
                    // RFC 8226: TelephoneNumberRange is a SEQUENCE, whether or not the tag stands in place of its own.
                    Der fields = range.tag() == SEQUENCE ? range.inside(SEQUENCE) : range;
                    ranges.add(new Range(text(fields), number(fields.value(INTEGER))));
                }
                default -> throw new IllegalArgumentException("an unknown entry");
            }
        }
        return new NumberAuthority(provider, List.copyOf(ranges));
    }

    /** The characters of an IA5String, which is the next. */
    private static String text(Der of) {
        return new String(of.value(of.tag()), StandardCharsets.US_ASCII).replaceAll("[^0-9*#]", "");
    }

    private static long number(byte[] octets) {
        if (octets.length > Integer.BYTES) {
            throw new IllegalArgumentException("too many numbers");
        }
        long number = 0;
        for (byte octet : octets) {
            number = number << Byte.SIZE | octet & 0xFF;
        }
        return number;
    }

    /** Whether one of its ranges has the number. */
    boolean covers(Passport.Identity caller) {
        return caller.kind() == Passport.Kind.NUMBER
                && ranges.stream().anyMatch(range -> range.contains(caller.value()));
    }

    /** Tags, lengths and values (X.690), one after the other. */
    private static final class Der {
        private final byte[] octets;
        private int at;

        Der(byte[] octets) {
            this.octets = octets;
        }

        boolean hasMore() {
            return at < octets.length;
        }

        int tag() {
            return octets[at] & 0xFF;
        }

        Der inside(int tag) {
            return new Der(value(tag));
        }

        byte[] value(int tag) {
            if (tag() != tag) {
                throw new IllegalArgumentException("another tag");
            }
            at++;
            int length = octets[at++] & 0xFF;
            if (length > 0x7F) {
                int more = length & 0x7F;
                if (more < 1 || more > 2) {
                    throw new IllegalArgumentException("a length of " + more + " octets");
                }
                length = 0;
                for (int i = 0; i < more; i++) {
                    length = length << Byte.SIZE | octets[at++] & 0xFF;
                }
            }
            if (length > octets.length - at) {
                throw new IllegalArgumentException("longer than what there is");
            }
            byte[] value = Arrays.copyOfRange(octets, at, at + length);
            at += length;
            return value;
        }
    }
}

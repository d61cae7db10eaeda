package io.ringback.media.smpp;

import jakarta.validation.constraints.Max;
import jakarta.validation.constraints.Min;
import java.time.Duration;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jsmpp.bean.OptionalParameter;
import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;
import org.springframework.validation.annotation.Validated;

/**
 * Settings of {@code ringback.sms.smpp}; docs/sms.md has them as a table.
 *
 * @param binds where to bind as a transceiver, {@code smsc1.example:2775,smsc2.example:2775}; the same twice for two binds.
 *     Without any there is no SMSC
 * @param tls whether the connections are by TLS
 * @param serviceType service_type of all messages
 * @param receipts whether the SMSC is asked to tell what became of each message
 * @param validity after which the SMSC gives up, if the text is worth delivering for so long
 * @param replaceIfPresent whether the SMSC understands replace_if_present_flag
 * @param parameters further optional parameters, tag and value in hexadecimal
 * @param window submit_sm without an answer, for each bind
 * @param deliveries deliver_sm handled at the same time, for each bind
 * @param answerWithin the longest that an answer is waited for
 * @param enquireLink silence after which the SMSC is asked whether it is there
 * @param firstReconnect after a loss; doubled after each further one
 * @param segmentsWithin how long the segments of a text are waited for
 */
@Validated
@ConfigurationProperties("ringback.sms.smpp")
record SmppProperties(
        @DefaultValue List<String> binds,
        @DefaultValue("false") boolean tls,
        @DefaultValue("") String systemId,
        @DefaultValue("") String password,
        @DefaultValue("") String systemType,
        @DefaultValue("") String addressRange,
        @DefaultValue("") String serviceType,
        @DefaultValue("true") boolean receipts,
        @DefaultValue("AS_SENT") ReceiptIds receiptIds,
        @DefaultValue("UDH_8") Concatenation concatenation,
        @DefaultValue("1d") Duration validity,
        @DefaultValue("true") boolean replaceIfPresent,
        @DefaultValue Map<String, String> parameters,
        @Min(1) @Max(1000) @DefaultValue("16") int window,
        @Min(1) @Max(100) @DefaultValue("16") int deliveries,
        @DefaultValue("10s") Duration answerWithin,
        @DefaultValue("30s") Duration enquireLink,
        @DefaultValue("1s") Duration firstReconnect,
        @DefaultValue("1m") Duration longestReconnect,
        @DefaultValue("1h") Duration segmentsWithin) {

    private static final Duration LONGEST_VALIDITY = Duration.ofDays(31);

    private static final Pattern HOST = Pattern.compile("([^\\s:/@]+|\\[[0-9a-fA-F:.]+]):([0-9]{1,5})");

    /** Where an SMSC listens. */
    record Host(String name, int port) {}

    List<Host> hosts() {
        return binds.stream().map(String::strip).map(SmppProperties::host).toList();
    }

    private static Host host(String text) {
        Matcher host = HOST.matcher(text);
        if (!host.matches() || Integer.parseInt(host.group(2)) > 65535) {
            throw new IllegalStateException("ringback.sms.smpp.binds has \"" + text
                    + "\". Write hosts with their ports, with commas between: smsc.example:2775.");
        }
        return new Host(host.group(1), Integer.parseInt(host.group(2)));
    }

    List<OptionalParameter> optionalParameters() {
        return parameters.entrySet().stream()
                .<OptionalParameter>map(parameter -> new OptionalParameter.OctetString(
                        (short) HexFormat.fromHexDigits(parameter.getKey()),
                        HexFormat.of().parseHex(parameter.getValue())))
                .toList();
    }

    /**
     * SMPP 3.4 7.1.1.2: relative, as the SMSC's clock may be wrong; empty for the SMSC's own.
     *
     * @param left for how long the text is worth delivering; empty if that is not limited
     */
    String validityPeriod(Optional<Duration> left) {
        if (validity.isNegative() || validity.compareTo(LONGEST_VALIDITY) > 0) {
            throw new IllegalStateException("ringback.sms.smpp.validity is at most 31 days; 0s for the SMSC's own.");
        }
        Duration most = validity.isZero() ? LONGEST_VALIDITY : validity;
        return left.map(time -> time.compareTo(most) < 0 ? time : most)
                .or(() -> Optional.of(validity).filter(period -> !period.isZero()))
                .map(SmppProperties::relative)
                .orElse("");
    }

    private static String relative(Duration period) {
        return "0000%02d%02d%02d%02d000R"
                .formatted(period.toDaysPart(), period.toHoursPart(), period.toMinutesPart(), period.toSecondsPart());
    }

    /** Holds a password. */
    @Override
    public String toString() {
        return "ringback.sms.smpp";
    }
}

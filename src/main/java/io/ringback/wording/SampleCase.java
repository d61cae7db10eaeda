package io.ringback.wording;

import io.ringback.cases.CallReason;
import io.ringback.cases.OneLine;
import io.ringback.cases.WhyCalled;
import io.ringback.delivery.MessageKind;
import io.ringback.directory.Address;
import io.ringback.directory.Medium;
import io.ringback.failedcall.Cause;
import io.ringback.failedcall.Urgency;
import io.ringback.wording.ContactView.DeviceChoice;
import io.ringback.wording.Content.Courtesy;
import io.ringback.wording.Content.Information;
import io.ringback.wording.Content.Notification;
import io.ringback.wording.Content.PassedOn;
import io.ringback.wording.Content.Question;
import io.ringback.wording.Content.Said;
import java.net.URI;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneId;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;

/**
 * A thought-of case with everything that a message can tell of, so that somebody sees what would be written before it is. Nobody is
 * written to about it, and its links lead nowhere.
 *
 * @param now when it is written; the call failed a little before
 * @param publicUrl where links lead
 */
public record SampleCase(Instant now, URI publicUrl) {

    /** Who calls. */
    public static final String CALLER = "Anna Andersson";

    /** Who is called. */
    public static final String CALLEE = "Bertil Öberg";

    /** Why she calls, in her words. */
    public static final String WHY = "About Friday: does three o'clock suit you?";
    /** What one writes to the other, as long as may be. */
    public static final String LINE =
            "Friday works, or Monday after lunch if that is better. I read your letter and asked Dora to look"
                    + " for the papers; she thinks they are in the archive. OK?";

    private static final String DEPUTY = "Carola Dahl";

    /** What no message may show: neither learns the other's, and no letter needs the reader's own. */
    static final List<Address> ADDRESSES = List.of(
            new Address("tel:+46701740605"), new Address("mailto:anna.sample@example.org"),
            new Address("tel:+46701740615"), new Address("mailto:bertil.sample@example.org"));

    private static final ZoneId ZONE = ZoneId.of("Europe/Stockholm");
    private static final Duration SINCE = Duration.ofMinutes(10);
    private static final Duration UNTIL_CALLED = Duration.ofHours(18);
    private static final int ATTEMPTS = 2;

    /** As long as those that are sent. */
    private static final String SESSION = "0123456789012345678901234";

    /** Stands still when it is written. */
    public Clock clock() {
        return Clock.fixed(now, ZONE);
    }

    /**
     * All that is written, in words for an analyst.
     *
     * @param reader the language, with the brand if there is one
     */
    public Map<String, Content> contents(Locale reader) {
        Map<String, Content> all = new LinkedHashMap<>();
        for (Medium failed : List.of(Medium.VOICE, Medium.SMS)) {
            String after = failed == Medium.VOICE ? "a call" : "a message";
            all.put("Question, after " + after, to(reader, question(reader, failed)));
            all.put("Notification, of " + after, to(reader, notification(reader, failed, false)));
        }
        all.put("Notification, of a caller who says why", to(reader, notification(toldWhy(reader, List.of()))));
        all.put(
                "Notification, of a caller who asks to be called back",
                to(reader, notification(toldToCallBack(reader, List.of()))));
        all.put("Notification, of a caller who is not verified", to(reader, notification(reader, Medium.VOICE, true)));
        all.put(
                "Notification, to who stands in for the callee",
                to(reader, notification(toldDeputy(reader, List.of()))));
        all.put(
                "Question, about a time that the callee has named",
                to(reader, new Question(askedAboutTime(reader), page("q"))));
        all.put("Information, that the callee can be reached", to(reader, information(reader, false)));
        all.put("Information, that the callee has called back", to(reader, information(reader, true)));
        all.put("A line of the callee", to(reader, new PassedOn(callees(reader), Optional.of(page("a")))));
        all.put("A line of the caller, in answer", to(reader, new PassedOn(callers(reader), Optional.empty())));
        all.put("Closing, after a reply that came too late", to(reader, new Courtesy(MessageKind.CLOSING)));
        return all;
    }

    /** What only texts say: the answers to words that carriers demand. */
    public Map<String, Content> courtesies(Locale reader) {
        Map<String, Content> all = new LinkedHashMap<>();
        all.put("Stopped", to(reader, new Courtesy(MessageKind.STOPPED)));
        all.put("Started", to(reader, new Courtesy(MessageKind.STARTED)));
        all.put("Help", to(reader, new Courtesy(MessageKind.HELP)));
        return all;
    }

    /** Which of its addresses a text shows, in whatever spelling; none does. */
    public static List<String> addressesIn(String text) {
        String plain = text.toLowerCase(Locale.ROOT);
        String digits = text.replaceAll("[^0-9]", "");
        return ADDRESSES.stream()
                .map(address -> address.uri().substring(address.uri().indexOf(':') + 1))
                .filter(address ->
                        plain.contains(address) || address.startsWith("+") && digits.contains(national(address)))
                .toList();
    }

    /** Without the country, as people write a number at home. */
    private static String national(String number) {
        return number.substring("+46".length());
    }

    private Said question(Locale reader, Medium failed) {
        return new Question(asked(reader, failed), page("q"));
    }

    /** What the caller is asked after an attempt through {@code failed}. */
    public QuestionView asked(Locale reader, Medium failed) {
        return new QuestionView(
                CALLER, reader, ZONE, CALLEE, Cause.NO_ANSWER, failed, now.minus(SINCE), ATTEMPTS, false);
    }

    /** What the caller is asked about a time that the callee has named. */
    public QuestionView askedAboutTime(Locale reader) {
        return asked(reader, Medium.VOICE).about(now.plus(UNTIL_CALLED));
    }

    private Said notification(Locale reader, Medium failed, boolean unverified) {
        return notification(told(reader, failed, unverified, List.of(), true));
    }

    private Said notification(ContactView view) {
        return new Notification(view, page("c"));
    }

    /**
     * What the callee is told of an attempt through {@code failed}.
     *
     * @param unverified whether somebody else may have called
     * @param devices those of the callee
     * @param canConnect whether the two can be connected
     */
    public ContactView told(
            Locale reader, Medium failed, boolean unverified, List<DeviceChoice> devices, boolean canConnect) {
        return told(CALLEE, reader, failed, unverified, devices, canConnect, Optional.empty());
    }

    /**
     * What the callee is told of a caller who says why they called.
     *
     * @param devices those of the callee
     */
    public ContactView toldWhy(Locale reader, List<DeviceChoice> devices) {
        return told(reader, Medium.VOICE, false, devices, true)
                .because(new WhyCalled(CallReason.OWN_WORDS, Urgency.URGENT, Optional.of(OneLine.of(WHY))));
    }

    /**
     * What the callee is told of a caller who asks to be called back.
     *
     * @param devices those of the callee
     */
    public ContactView toldToCallBack(Locale reader, List<DeviceChoice> devices) {
        return told(reader, Medium.VOICE, false, devices, true).because(WhyCalled.CALL_BACK);
    }

    /**
     * What the callee is told of a caller who has said aloud why they called.
     *
     * @param devices those of the callee
     */
    public ContactView toldAloud(Locale reader, List<DeviceChoice> devices) {
        return told(reader, Medium.VOICE, false, devices, true).because(WhyCalled.SPOKEN);
    }

    /**
     * What somebody is told in the callee's stead.
     *
     * @param devices those of the reader
     */
    public ContactView toldDeputy(Locale reader, List<DeviceChoice> devices) {
        return told(DEPUTY, reader, Medium.VOICE, false, devices, false, Optional.of(CALLEE));
    }

    private ContactView told(
            String name,
            Locale reader,
            Medium failed,
            boolean unverified,
            List<DeviceChoice> devices,
            boolean canConnect,
            Optional<String> standsInFor) {
        return new ContactView(
                name,
                reader,
                ZONE,
                CALLER,
                failed,
                now.minus(SINCE),
                ATTEMPTS,
                false,
                unverified,
                devices,
                canConnect,
                standsInFor);
    }

    private Said information(Locale reader, boolean returned) {
        return new Information(
                new InformationView(CALLER, reader, ZONE, CALLEE, Optional.empty(), returned, now.minus(SINCE)));
    }

    /** What the callee has written, as the caller reads it. */
    public LineView callees(Locale reader) {
        return new LineView(CALLER, reader, CALLEE, false, OneLine.of(LINE));
    }

    /** What the caller has answered, as the callee reads it. */
    private LineView callers(Locale reader) {
        return new LineView(CALLEE, reader, CALLER, true, OneLine.of(LINE));
    }

    private Content to(Locale reader, Said said) {
        Optional<String> told = said instanceof Notification notice
                ? Optional.of(notice.view().calleeName())
                : said instanceof PassedOn line && line.view().ofCaller() ? Optional.of(CALLEE) : Optional.empty();
        return new Content(
                new UUID(0, told.isPresent() ? 2 : 1),
                told.orElse(CALLER),
                ADDRESSES.get(told.isPresent() ? 2 : 0),
                reader,
                ZONE,
                said,
                Optional.empty(),
                page("u"));
    }

    private URI page(String name) {
        return publicUrl.resolve("/" + name + "/" + SESSION);
    }
}

package io.ringback.telephony.callcontrol;

import io.ringback.cases.Announcement;
import java.text.MessageFormat;
import java.time.Duration;
import java.util.Locale;
import java.util.Optional;
import java.util.ResourceBundle;

/** Chooses what a callee hears and reads, and where the announcement server has it (RFC 4240 section 3). */
final class Announcer {

    /** Speaks a caller's name, where that can be done. */
    @FunctionalInterface
    interface Voice {

        /** The {@code play} URL of "we are calling" with this name, if there is one. */
        Optional<String> render(String name, Locale language);
    }

    private static final Duration PAUSE = Duration.ofSeconds(3);
    private static final ResourceBundle.Control NO_FALLBACK =
            ResourceBundle.Control.getNoFallbackControl(ResourceBundle.Control.FORMAT_PROPERTIES);

    private final Optional<String> server;
    private final Voice voice;
    private final Duration longest;

    /**
     * @param server SIP URI of the announcement server; empty if there is none, and nothing is heard
     * @param longest how long an announcement may take
     */
    Announcer(Optional<String> server, Voice voice, Duration longest) {
        this.server = server;
        this.voice = voice;
        this.longest = longest;
    }

    /** What the callee of {@code request} hears and reads. May take some moments, since a name may be spoken for it. */
    Announcements announcements(ConnectionRequest request) {
        boolean text = request.announcement() == Announcement.TEXT;
        Locale language = request.language();
        return new Announcements(
                server.map(uri -> uri(uri, calling(request), language) + ";repeat=forever;delay=" + PAUSE.toMillis()),
                server.map(uri -> uri(uri, "file:prompts/caller-unreachable.wav", language)),
                text ? Optional.of(text("connection.calling", request)) : Optional.empty(),
                text ? Optional.of(text("connection.unreachable", request)) : Optional.empty());
    }

    /** The server's URI for prompt and collect (RFC 5022 section 3), if there is one. */
    Optional<String> promptAndCollect() {
        return server.map(uri -> service(uri, "ivr"));
    }

    /** The announcement server as next hop: it is not behind the switch. */
    Optional<String> route() {
        return server.map(uri -> "<" + (uri.contains(";lr") ? uri : uri + ";lr") + ">");
    }

    private String calling(ConnectionRequest request) {
        return request.announcement() == Announcement.VOICE
                ? voice.render(request.callerName(), request.language()).orElse("file:prompts/calling-caller.wav")
                : "file:prompts/signal.wav";
    }

    private String uri(String server, String play, Locale language) {
        return service(server, "annc") + ";play=" + play + ";locale=" + language.toLanguageTag() + ";duration="
                + longest.toMillis();
    }

    private static String service(String server, String user) {
        return server.replaceFirst("^(sips?:)(?:[^@;]*@)?", "$1" + user + "@");
    }

    private static String text(String key, ConnectionRequest request) {
        ResourceBundle texts = ResourceBundle.getBundle("messages/connections", request.language(), NO_FALLBACK);
        return new MessageFormat(texts.getString(key), request.language()).format(new Object[] {request.callerName()});
    }
}

package io.ringback.telephony.callcontrol;

import io.ringback.cases.Announcement;
import io.ringback.conversation.Acceptance;
import io.ringback.telephony.callcontrol.Turn.Then;
import io.ringback.wording.TextsOf;
import io.ringback.wording.WordingInForce;
import java.time.Duration;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.UUID;
import java.util.stream.Stream;

/** Chooses what a callee hears and reads, and where the announcement server has it (RFC 4240 section 3). */
final class Announcer {

    /** Speaks where that can be done. Languages may have a brand beside them. */
    @FunctionalInterface
    interface Voice {

        /** The {@code play} URL of "we are calling" with this name, if there is one. */
        Optional<String> render(String name, Locale language);

        /** The {@code play} URL of a question to accept, with this name, if there is one. */
        default Optional<String> renderQuestion(String question, String name, Locale language) {
            return Optional.empty();
        }

        /** The {@code play} URL of what the caller has said aloud for the callee, if they have. */
        default Optional<String> whisper(UUID caseId, UUID calleeId) {
            return Optional.empty();
        }

        /** The {@code play} URL of what a recording says, if it is to be spoken in the recording's place. */
        default Optional<String> renderInsteadOf(String recording, Locale language) {
            return Optional.empty();
        }
    }

    private static final Duration PAUSE = Duration.ofSeconds(3);

    private final Optional<String> server;
    private final Voice voice;
    private final WordingInForce wording;
    private final Duration longest;

    /**
     * @param server SIP URI of the announcement server; empty if there is none, and nothing is heard
     * @param longest how long an announcement may take
     */
    Announcer(Optional<String> server, Voice voice, WordingInForce wording, Duration longest) {
        this.server = server;
        this.wording = wording;
        this.voice = voice;
        this.longest = longest;
    }

    /** What the callee of {@code request} hears and reads. May take some moments, since a name may be spoken for it. */
    Announcements announcements(ConnectionRequest request) {
        boolean text = request.announcement() == Announcement.TEXT;
        Locale language = request.language();
        return new Announcements(
                server.map(uri -> uri(uri, calling(request), language) + ";repeat=forever;delay=" + PAUSE.toMillis()),
                server.map(uri -> uri(uri, recording("caller-unreachable", language), language)),
                text ? Optional.of(text("connection.calling", request)) : Optional.empty(),
                text ? Optional.of(text("connection.unreachable", request)) : Optional.empty());
    }

    /**
     * What whoever answers is asked, so that no machine is connected. Names nobody where a signal or a text is wanted instead of words: the
     * question cannot be put in another way. A callee for whom the caller has said something aloud is offered to hear it: a machine that
     * answers presses no key, and does not hear it.
     *
     * @param calleeIsRung false if they are on the line already, and have pressed a key there
     */
    Questions questions(ConnectionRequest request, boolean calleeIsRung) {
        Optional<Turn> callee = question(
                "accept-callee",
                calleeIsRung ? request.calleeAccepts() : Acceptance.ANSWER,
                request,
                request.callerName(),
                request.language());
        Optional<Turn> caller = question(
                "accept-caller", request.callerAccepts(), request, request.calleeName(), request.callerLanguage());
        Optional<String> whisper = callee.filter(question -> request.announcement() == Announcement.VOICE)
                .flatMap(question -> voice.whisper(request.caseId(), request.calleeId()));
        if (whisper.isEmpty()) {
            return new Questions(callee, caller, Optional.empty());
        }
        Turn offered = with(callee.orElseThrow(), Stream.of(recording("hear-why", request.language())), false);
        return new Questions(Optional.of(offered), caller, whisper.map(said -> with(offered, Stream.of(said), true)));
    }

    private static Turn with(Turn question, Stream<String> more, boolean before) {
        Stream<String> prompts = question.prompts().stream();
        return new Turn(
                (before ? Stream.concat(more, prompts) : Stream.concat(prompts, more)).toList(),
                question.language(),
                question.then());
    }

    private Optional<Turn> question(
            String key, Acceptance accepts, ConnectionRequest request, String name, Locale language) {
        if (accepts == Acceptance.ANSWER) {
            return Optional.empty();
        }
        Optional<String> spoken = request.announcement() == Announcement.VOICE
                ? voice.renderQuestion(key, name, language)
                : Optional.empty();
        return Optional.of(new Turn(List.of(spoken.orElseGet(() -> recording(key, language))), language, Then.ASK));
    }

    /** The server's URI for prompt and collect (RFC 5022 section 3), if there is one. */
    Optional<String> promptAndCollect() {
        return server.map(uri -> service(uri, "ivr"));
    }

    /** Whether who answers can be asked to press a key. */
    boolean canAsk() {
        return server.isPresent();
    }

    /** The announcement server as next hop: it is not behind the switch. */
    Optional<String> route() {
        return server.map(uri -> "<" + (uri.contains(";lr") ? uri : uri + ";lr") + ">");
    }

    private String calling(ConnectionRequest request) {
        return request.announcement() == Announcement.VOICE
                ? voice.render(request.callerName(), request.language())
                        .orElseGet(() -> recording("calling-caller", request.language()))
                : "file:prompts/signal.wav";
    }

    private String recording(String name, Locale language) {
        return voice.renderInsteadOf(name, language).orElse("file:prompts/" + name + ".wav");
    }

    private String uri(String server, String play, Locale language) {
        return service(server, "annc") + ";play=" + play + ";locale=" + language.toLanguageTag() + ";duration="
                + longest.toMillis();
    }

    private static String service(String server, String user) {
        return server.replaceFirst("^(sips?:)(?:[^@;]*@)?", "$1" + user + "@");
    }

    private String text(String key, ConnectionRequest request) {
        return wording.say(TextsOf.CONNECTIONS, key, request.language(), request.callerName());
    }
}

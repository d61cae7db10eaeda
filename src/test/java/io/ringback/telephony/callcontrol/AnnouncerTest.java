package io.ringback.telephony.callcontrol;

import static org.assertj.core.api.Assertions.assertThat;

import io.ringback.cases.Announcement;
import io.ringback.conversation.Acceptance;
import io.ringback.directory.Address;
import io.ringback.wording.WordingInForce;
import java.time.Duration;
import java.util.Locale;
import java.util.Optional;
import java.util.UUID;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** What the callee hears and reads, by kind, language and server. */
class AnnouncerTest {

    private static ConnectionRequest request(Announcement kind, String language) {
        return request(kind, language, Acceptance.KEY);
    }

    private static ConnectionRequest request(Announcement kind, String language, Acceptance accepts) {
        return new ConnectionRequest(
                UUID.randomUUID(),
                UUID.randomUUID(),
                UUID.randomUUID(),
                UUID.randomUUID(),
                new Address("tel:+46701740606"),
                new Address("tel:+46701740605"),
                "Anna {0} Berg",
                "Bob {0} Ek",
                Locale.forLanguageTag(language),
                Locale.forLanguageTag("sv"),
                kind,
                Acceptance.KEY,
                accepts);
    }

    private static Announcements of(String server, Announcer.Voice voice, ConnectionRequest request) {
        return new Announcer(Optional.ofNullable(server), voice, WordingInForce.builtIn(), Duration.ofMinutes(1))
                .announcements(request);
    }

    @ParameterizedTest
    @CsvSource({
        "sip:media.example, sip:annc@media.example",
        "sip:annc@media.example:5080, sip:annc@media.example:5080",
        "sip:other@[2001:db8::1]:5080;transport=tcp, sip:annc@[2001:db8::1]:5080;transport=tcp",
    })
    void theServerIsAskedForAnAnnouncement(String server, String asked) {
        Announcements announcements =
                of(server, (name, language) -> Optional.empty(), request(Announcement.VOICE, "en-GB"));

        assertThat(announcements.callingCaller())
                .hasValue(asked + ";play=file:prompts/calling-caller.wav;locale=en-GB;duration=60000;repeat=forever"
                        + ";delay=3000");
        assertThat(announcements.callerUnreachable())
                .hasValue(asked + ";play=file:prompts/caller-unreachable.wav;locale=en-GB;duration=60000");
        assertThat(announcements.callingText()).isEmpty();
        assertThat(announcements.unreachableText()).isEmpty();
    }

    @Test
    void theCallersNameIsSpokenWhereThatCanBeDone() {
        assertThat(of(
                                "sip:media.example",
                                (name, language) -> Optional.of("file:spoken/1.wav"),
                                request(Announcement.VOICE, "sv"))
                        .callingCaller()
                        .orElseThrow())
                .contains(";play=file:spoken/1.wav;");
    }

    @Test
    void aSignalSaysNoName() {
        assertThat(of(
                                "sip:media.example",
                                (name, language) -> Optional.of("file:spoken/1.wav"),
                                request(Announcement.SIGNAL, "sv"))
                        .callingCaller()
                        .orElseThrow())
                .contains(";play=file:prompts/signal.wav;");
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "sv | Vi ringer upp Anna {0} Berg. Var god vänta kvar.",
                "en-GB | We are calling Anna {0} Berg. Please hold the line.",
                "fi | We are calling Anna {0} Berg. Please hold the line.",
            })
    void aTextIsReadInTheCalleesLanguageBesideTheSignal(String language, String text) {
        Announcements announcements =
                of("sip:media.example", (name, locale) -> Optional.empty(), request(Announcement.TEXT, language));

        assertThat(announcements.callingText()).hasValue(text);
        assertThat(announcements.unreachableText().orElseThrow()).contains("Anna {0} Berg");
        assertThat(announcements.callingCaller().orElseThrow()).contains(";play=file:prompts/signal.wav;");
    }

    @Test
    void whoeverAnswersIsAskedByTheNameOfTheOtherInTheirOwnLanguage() {
        Announcer.Voice voice = new Announcer.Voice() {
            @Override
            public Optional<String> render(String name, Locale language) {
                return Optional.empty();
            }

            @Override
            public Optional<String> renderQuestion(String question, String name, Locale language) {
                return Optional.of(question + " " + name + " " + language);
            }
        };

        Questions spoken = questions(voice, Announcement.VOICE, Acceptance.KEY);
        assertThat(spoken.callee().orElseThrow().prompts()).containsExactly("accept-callee Anna {0} Berg en_GB");
        assertThat(spoken.caller().orElseThrow().prompts()).containsExactly("accept-caller Bob {0} Ek sv");
        assertThat(questions(voice, Announcement.SIGNAL, Acceptance.KEY)
                        .callee()
                        .orElseThrow()
                        .prompts())
                .containsExactly("file:prompts/accept-callee.wav");
        assertThat(questions(voice, Announcement.VOICE, Acceptance.ANSWER).caller())
                .isEmpty();
        assertThat(announcer(voice)
                        .questions(request(Announcement.VOICE, "sv"), false)
                        .callee())
                .as("of a callee who is on the line")
                .isEmpty();
    }

    @Test
    void aCalleeWhoIsAskedIsOfferedToHearWhatTheCallerHasSaid() {
        Announcer.Voice voice = new Announcer.Voice() {
            @Override
            public Optional<String> render(String name, Locale language) {
                return Optional.empty();
            }

            @Override
            public Optional<String> whisper(UUID caseId, UUID calleeId) {
                return Optional.of("file:spoken/said.wav");
            }
        };

        Questions asked = questions(voice, Announcement.VOICE, Acceptance.KEY);

        assertThat(asked.callee().orElseThrow().prompts())
                .containsExactly("file:prompts/accept-callee.wav", "file:prompts/hear-why.wav");
        assertThat(asked.whisper().orElseThrow().prompts())
                .containsExactly("file:spoken/said.wav", "file:prompts/accept-callee.wav", "file:prompts/hear-why.wav");
        assertThat(asked.caller().orElseThrow().prompts()).containsExactly("file:prompts/accept-caller.wav");
        assertThat(questions(voice, Announcement.SIGNAL, Acceptance.KEY).whisper())
                .as("a callee who wants no speech")
                .isEmpty();
        assertThat(announcer(voice)
                        .questions(request(Announcement.VOICE, "sv"), false)
                        .whisper())
                .as("a callee who is on the line, and is not asked")
                .isEmpty();
    }

    private static Questions questions(Announcer.Voice voice, Announcement kind, Acceptance caller) {
        return announcer(voice).questions(request(kind, "en-GB", caller), true);
    }

    private static Announcer announcer(Announcer.Voice voice) {
        return new Announcer(Optional.of("sip:media.example"), voice, WordingInForce.builtIn(), Duration.ofMinutes(1));
    }

    @Test
    void withoutAServerNothingIsHeard() {
        Announcements announcements = of(null, (name, language) -> Optional.empty(), request(Announcement.VOICE, "sv"));

        assertThat(announcements.callingCaller()).isEmpty();
        assertThat(announcements.callerUnreachable()).isEmpty();
    }
}

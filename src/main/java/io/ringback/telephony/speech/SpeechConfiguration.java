package io.ringback.telephony.speech;

import io.ringback.telephony.announcement.Recordings;
import io.ringback.telephony.announcement.SpokenPrompts;
import io.ringback.telephony.announcement.Wav;
import io.ringback.wording.SoundReader;
import io.ringback.wording.WordingInForce;
import java.util.Optional;
import org.apache.camel.ProducerTemplate;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;

/** Puts together who speaks: the service, and what it cannot say now the program; or neither. */
@Configuration(proxyBeanMethods = false)
class SpeechConfiguration {

    private final SpeechProperties settings;

    SpeechConfiguration(SpeechProperties settings) {
        this.settings = settings;
    }

    /** What the route calls, if it is there. */
    @Bean
    SpeechService speechService(ProducerTemplate producer) {
        return new SpeechService(producer);
    }

    @Bean
    Deadline speechDeadline() {
        return new Deadline(settings.patience());
    }

    @Bean
    SpokenTexts spokenTexts(SpeechService service, Optional<SpokenPrompts> prompts) {
        Speech program = settings.installed()
                .<Speech>map(installed -> new EspeakNg(installed, settings.patience()))
                .orElse((text, language) -> Optional.empty());
        Speech speech = settings.hasService()
                ? (text, language) -> service.speak(text, language).or(() -> program.speak(text, language))
                : program;
        return new SpokenTexts(prompts, speech);
    }

    /** Recordings of {@code wording/} are read at a deploy, also on a node that plays none. */
    @Bean
    static SoundReader soundReader() {
        return Wav::samples;
    }

    @Bean
    Recordings recordings(WordingInForce wording) {
        return wording::recording;
    }

    @Bean
    SpokenNames spokenNames(SpokenTexts texts, WordingInForce wording) {
        return new SpokenNames(texts, wording);
    }
}

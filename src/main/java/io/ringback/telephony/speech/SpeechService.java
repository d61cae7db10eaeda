package io.ringback.telephony.speech;

import io.ringback.telephony.announcement.TelephoneSound;
import java.io.IOException;
import java.io.InputStream;
import java.util.Locale;
import java.util.Optional;
import java.util.concurrent.Semaphore;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.apache.camel.CamelExecutionException;
import org.apache.camel.Exchange;
import org.apache.camel.ProducerTemplate;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Speech from whatever stands behind {@code direct:speak}: {@code camel-routes/speech.camel.yaml}. */
public final class SpeechService implements Speech {

    private static final Logger log = LoggerFactory.getLogger(SpeechService.class);

    private static final String ENDPOINT = "direct:speak";
    private static final int LARGEST = 2_000_000;
    private static final int AT_A_TIME = 4;

    /** RFC 3190 section 4: the rate is required, and there is one channel unless it says otherwise. */
    private static final Pattern L16 =
            Pattern.compile("(?i)audio/L16\\s*;(?!.*channels=\"?[^1]).*rate=\"?(\\d{4,6})\\b.*");

    private final ProducerTemplate producer;
    private final Semaphore speaking = new Semaphore(AT_A_TIME);

    SpeechService(ProducerTemplate producer) {
        this.producer = producer;
    }

    @Override
    public Optional<short[]> speak(String text, Locale language) {
        // Whoever is late does not wait behind a service that hangs.
        if (!speaking.tryAcquire()) {
            return Optional.empty();
        }
        try {
            Exchange said = producer.request(ENDPOINT, exchange -> {
                exchange.getMessage().setBody(text);
                exchange.getMessage().setHeader("language", language.toLanguageTag());
            });
            if (said.getException() != null) {
                throw said.getException();
            }
            String type = said.getMessage().getHeader("Content-Type", "", String.class);
            byte[] body = said.getMessage().getBody(byte[].class);
            return Optional.of(sound(type, body == null ? new byte[0] : body)).filter(sound -> sound.length > 0);
        } catch (Exception e) {
            log.warn("The speech service did not speak: {}", problem(e));
            return Optional.empty();
        } finally {
            speaking.release();
        }
    }

    private static short[] sound(String type, byte[] body) throws IOException {
        Matcher raw = L16.matcher(type);
        return raw.matches() ? TelephoneSound.ofL16(body, Integer.parseInt(raw.group(1))) : TelephoneSound.ofWav(body);
    }

    /** What others say of their failures may quote the text, and so a name. */
    private static String problem(Exception e) {
        Throwable cause = e instanceof CamelExecutionException && e.getCause() != null ? e.getCause() : e;
        return cause.getClass() == IOException.class
                ? cause.getMessage()
                : cause.getClass().getSimpleName();
    }

    /**
     * The body of the service's answer.
     *
     * @param status of HTTP
     * @throws IOException if it is no answer, or too long to be one
     */
    public byte[] read(int status, InputStream body) throws IOException {
        if (status / 100 != 2) {
            throw new IOException("it answered " + status);
        }
        byte[] answer = body == null ? new byte[0] : body.readNBytes(LARGEST + 1);
        if (answer.length > LARGEST) {
            throw new IOException("it answered more than 2 MB");
        }
        return answer;
    }
}

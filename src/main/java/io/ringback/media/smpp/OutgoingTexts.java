package io.ringback.media.smpp;

import com.github.benmanes.caffeine.cache.Cache;
import com.github.benmanes.caffeine.cache.Caffeine;
import com.github.benmanes.caffeine.cache.Ticker;
import io.ringback.delivery.CannotBeDelivered;
import io.ringback.delivery.Failure;
import io.ringback.delivery.NotDelivered;
import io.ringback.delivery.TimeLeft;
import java.time.Clock;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Sends the texts of docs/adapters.md. */
final class OutgoingTexts {

    private static final Logger LOG = LoggerFactory.getLogger(OutgoingTexts.class);

    /** How long what is known of an unfinished message is kept for its next try. */
    private static final Duration UNFINISHED = Duration.ofHours(2);

    private static final int MOST_UNFINISHED = 10_000;

    private final Smsc smsc;
    private final Pace pace;
    private final SmppProperties settings;
    private final Clock clock;

    /** What has become so far of messages that must be tried again; lost with the node, which doubles a segment then. */
    private final Cache<String, Progress> unfinished;

    private static final class Progress {
        private final List<String> ids = new ArrayList<>();
        private final List<String> given = new ArrayList<>();
        private boolean answerLost;
        /** Whether receipts of all segments will name them. */
        private boolean named = true;
    }

    /**
     * A text that the SMSC has taken.
     *
     * @param ids of its segments, as receipts will have them; {@link SentTexts#UNNAMED} where the SMSC gives none
     * @param given the same as the SMSC gave them, with what {@link HeldText} adds
     * @param named whether the SMSC has given all of them
     */
    record Taken(List<String> ids, List<String> given, boolean named) {}

    OutgoingTexts(Smsc smsc, Pace pace, SmppProperties settings, Clock clock) {
        this.smsc = smsc;
        this.pace = pace;
        this.settings = settings;
        this.clock = clock;
        Ticker ticker = () -> TimeUnit.MILLISECONDS.toNanos(clock.millis());
        unfinished = Caffeine.newBuilder()
                .ticker(ticker)
                .expireAfterAccess(UNFINISHED)
                .maximumSize(MOST_UNFINISHED)
                .build();
    }

    /**
     * Sends a text and waits until the SMSC has taken all of it.
     *
     * @param messageId ours, the same whenever the message is tried again
     * @param arrival told of the bind that the message is about to be given to; throws if that holds as many as it may
     * @param leaves told before each submit_sm
     * @return what the SMSC calls it
     */
    Taken send(String messageId, Map<?, ?> message, Consumer<SmscBind> arrival, Runnable leaves) {
        SmscAddress from = SmscAddress.of(field(message, "from"));
        SmscAddress to = SmscAddress.of(field(message, "to"));
        String text = field(message, "text");
        List<ShortMessage> segments = ShortMessage.segments(text, messageId.hashCode(), settings.concatenation());
        Duration wait = pace.untilTurn(messageId);
        if (!wait.isZero()) {
            throw new NotDelivered(new Failure.Slowed("the SMSC wants to be written to more slowly", wait));
        }
        SmscBind bind = smsc.next(arrival);
        // Only the very same segments can be gone on with.
        String key = messageId + "/" + text.hashCode();
        Progress progress = unfinished.get(key, id -> new Progress());
        // With several segments, a doubled one has the reference of the first, and the phone takes it for that.
        boolean replace = segments.size() == 1
                && settings.replaceIfPresent()
                && (progress.answerLost || Boolean.parseBoolean(String.valueOf(message.get("replaces"))));
        Optional<Duration> left = TimeLeft.of(message, clock.instant());
        try {
            for (ShortMessage segment : segments.subList(progress.ids.size(), segments.size())) {
                Optional<String> id =
                        bind.submit(from, to, segment, replace, left, leaves).filter(given -> !given.isBlank());
                progress.named &= id.isPresent();
                progress.given.add(
                        id.map(given -> HeldText.named(given, segment)).orElse(SentTexts.UNNAMED));
                progress.ids.add(id.map(settings.receiptIds()::ofResponse).orElse(SentTexts.UNNAMED));
                pace.taken();
            }
        } catch (NotDelivered e) {
            if (e.failure() instanceof Failure.Refused) {
                unfinished.invalidate(key);
            }
            LOG.info(
                    "Message {} was not taken by the SMSC on bind {}: {}",
                    messageId,
                    bind.name(),
                    e.failure().problem());
            throw read(e, messageId, progress);
        }
        unfinished.invalidate(key);
        if (!progress.named) {
            LOG.info("Message {} was taken by the SMSC without a message_id.", messageId);
        }
        return new Taken(List.copyOf(progress.ids), List.copyOf(progress.given), progress.named);
    }

    /**
     * Has the SMSC forget a text that it holds, each segment by its id.
     *
     * @throws NotDelivered if one of them is held still, as far as is known
     */
    void cancel(Map<?, ?> message) {
        SmscAddress from = SmscAddress.of(field(message, "from"));
        SmscAddress to = SmscAddress.of(field(message, "to"));
        for (HeldText held : HeldText.of(field(message, "ids"))) {
            atItsSmsc(bind -> bind.cancel(held.id(), from, to));
        }
    }

    /**
     * Has the SMSC put another text in the place of one that it holds. Only a text of one segment: of several, some may have arrived, and
     * a phone would join old ones and new ones.
     *
     * @throws NotDelivered if the old text stays, as far as is known
     */
    void replace(String messageId, Map<?, ?> message) {
        List<HeldText> held = HeldText.of(field(message, "ids"));
        List<ShortMessage> segments =
                ShortMessage.segments(field(message, "text"), messageId.hashCode(), settings.concatenation());
        if (held.size() > 1 || segments.size() > 1) {
            throw new CannotBeDelivered("replace_sm can replace one segment by one, not " + held.size() + " by "
                    + segments.size() + "; the old text stays.");
        }
        ShortMessage segment = segments.get(0);
        if (held.get(0).dataCoding() != segment.dataCoding()) {
            throw new CannotBeDelivered("replace_sm cannot change the alphabet of a text; the old one stays.");
        }
        SmscAddress from = SmscAddress.of(field(message, "from"));
        Optional<Duration> left = TimeLeft.of(message, clock.instant());
        atItsSmsc(bind -> bind.replace(held.get(0).id(), from, segment, left));
    }

    /** Whichever SMSC has given the id knows it; the others refuse. */
    private void atItsSmsc(Consumer<SmscBind> request) {
        NotDelivered refused = new NotDelivered(new Failure.NotTaken("no bind with an SMSC is up"));
        for (SmscBind bind : smsc.eachOnce()) {
            try {
                request.accept(bind);
                return;
            } catch (NotDelivered e) {
                refused = e;
            }
        }
        throw refused;
    }

    private NotDelivered read(NotDelivered thrown, String messageId, Progress progress) {
        Failure failure = thrown.failure();
        if (failure instanceof Failure.Slowed slowed) {
            return new NotDelivered(new Failure.Slowed(slowed.problem(), pace.slowed(messageId)));
        }
        if (failure instanceof Failure.AnswerLost) {
            progress.answerLost = true;
        }
        return thrown;
    }

    private static String field(Map<?, ?> message, String name) {
        Object value = message.get(name);
        if (value == null || value.toString().isBlank()) {
            throw new CannotBeDelivered("The message has no \"" + name + "\"; see docs/adapters.md.");
        }
        return value.toString();
    }
}

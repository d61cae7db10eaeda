package io.ringback.engine.preview;

import io.ringback.delivery.MessageKind;
import io.ringback.directory.Medium;
import io.ringback.directory.Person;
import java.time.DateTimeException;
import java.time.Duration;
import java.util.EnumMap;
import java.util.Map;

/** Adds up what cases come to. */
final class Sums {

    private static final int SECONDS_OF_HOUR = 3600;

    private final SmsOfTexts texts;
    private final Map<MeasuredCase, Long> sums = new EnumMap<>(MeasuredCase.class);

    Sums(SmsOfTexts texts) {
        this.texts = texts;
    }

    void add(DecidedCase decided, EarlierFacts facts) {
        decided.said().forEach((topic, value) -> {
            if (topic == Topic.CONSENT && !value.equals("ASK") && !value.equals("NOT_NEEDED")) {
                count(MeasuredCase.NOBODY, 1);
            } else if (topic == Topic.CHOICE_CONNECT && value.equals("CONNECT")) {
                count(MeasuredCase.CONNECTED, 1);
            } else if (topic.isWait()) {
                count(MeasuredCase.valueOf(topic.name()), seconds(value));
            } else if (topic.isMessage()) {
                message(MessageKind.valueOf(topic.name()), value, facts);
                count(MeasuredCase.AT_NIGHT, decided.atNight().contains(topic) && isMedium(value) ? 1 : 0);
            }
        });
    }

    private void message(MessageKind kind, String medium, EarlierFacts facts) {
        if (!isMedium(medium)) {
            count(MeasuredCase.UNREACHED, 1);
            return;
        }
        count(
                switch (kind) {
                    case QUESTION -> MeasuredCase.QUESTIONS;
                    case NOTIFICATION -> MeasuredCase.NOTIFICATIONS;
                    default -> MeasuredCase.INFORMATION;
                },
                1);
        count(MeasuredCase.valueOf(medium), 1);
        if (medium.equals(Medium.SMS.name())) {
            count(
                    MeasuredCase.SEGMENTS,
                    facts.reader(kind)
                            .map(Person::language)
                            .map(language -> texts.of(kind, language))
                            .orElse(1));
        }
    }

    private static boolean isMedium(String said) {
        return !said.equals(DecidedCase.NONE) && !said.equals(DecidedCase.UNDECIDED);
    }

    private static long seconds(String wait) {
        try {
            return Duration.parse(wait).toSeconds();
        } catch (DateTimeException e) {
            // In months, or from a given day on: how long that is depends.
            return 0;
        }
    }

    private void count(MeasuredCase what, long more) {
        sums.merge(what, more, Long::sum);
    }

    /** Of waits in hours, of all else as it was counted. */
    long of(MeasuredCase what) {
        long sum = sums.getOrDefault(what, 0L);
        return what.name().startsWith("WAIT_") ? Math.round((double) sum / SECONDS_OF_HOUR) : sum;
    }
}

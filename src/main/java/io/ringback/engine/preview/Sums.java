package io.ringback.engine.preview;

import io.ringback.cases.Replayed.Line;
import io.ringback.delivery.MessageKind;
import io.ringback.directory.Medium;
import io.ringback.directory.Person;
import io.ringback.engine.trial.Walked;
import java.time.DateTimeException;
import java.time.Duration;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;

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

    /** @param way what the case came to on it */
    void add(Walked walked, CaseOnItsWay way) {
        count(MeasuredCase.NOBODY, walked.mayNotBeWritten() ? 1 : 0);
        walked.messages()
                .forEach((kind, media) -> media.forEach(medium -> {
                    count(written(kind), 1);
                    count(MeasuredCase.valueOf(medium.name()), 1);
                }));
        count(MeasuredCase.UNREACHED, walked.unreached());
        count(MeasuredCase.AT_NIGHT, way.atNight());
        count(MeasuredCase.SEGMENTS, way.segments());
        count(MeasuredCase.WAIT_IN_ALL, way.taken().toSeconds());
        count(MeasuredCase.ending(walked.end()), 1);
    }

    private static MeasuredCase written(MessageKind kind) {
        return switch (kind) {
            case QUESTION -> MeasuredCase.QUESTIONS;
            case NOTIFICATION -> MeasuredCase.NOTIFICATIONS;
            default -> MeasuredCase.INFORMATION;
        };
    }

    private void message(MessageKind kind, String medium, EarlierFacts facts) {
        if (!isMedium(medium)) {
            count(MeasuredCase.UNREACHED, 1);
            return;
        }
        count(written(kind), 1);
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

    /** Everything that is counted, side by side. */
    static List<Line> lines(Sums now, Sums then) {
        return Stream.of(MeasuredCase.values())
                .map(what -> new Line(what.group(), what.words(), now.of(what), then.of(what)))
                .toList();
    }

    /** Of waits in hours, of all else as it was counted. */
    private long of(MeasuredCase what) {
        long sum = sums.getOrDefault(what, 0L);
        return what.name().startsWith("WAIT_") ? Math.round((double) sum / SECONDS_OF_HOUR) : sum;
    }
}

package io.ringback.conversation;

import io.ringback.conversation.TimeWords.Slot;
import java.time.Duration;
import java.time.LocalTime;
import java.util.Arrays;
import java.util.Optional;
import java.util.function.Function;

/** What a phrase can mean that names a time; in it # stands for a number, and @ for a time of day such as 15:30. */
enum TimeSense {
    MINUTES("time-in-minutes", number -> number.value() < 1 ? Optional.empty() : in(number.value())),
    QUARTER("time-in-15", number -> in(15)),
    HALF_HOUR("time-in-30", number -> in(30)),
    HOUR("time-in-60", number -> in(60)),
    AT("time-at", Slot::clock),
    /** Only if it is said which half of the day is meant: "3 pm". */
    AT_WITH_HALF("time-at-with-half", number -> number.half() == Half.EITHER ? Optional.empty() : number.clock()),
    HALF_PAST("time-half-past", number -> number.clock(30)),
    QUARTER_PAST("time-quarter-past", number -> number.clock(15)),
    HALF_TO("time-half-to", number -> number.clock(-30)),
    QUARTER_TO("time-quarter-to", number -> number.clock(-15));

    private final String key;
    private final Function<Slot, Optional<SpokenTime>> read;

    TimeSense(String key, Function<Slot, Optional<SpokenTime>> read) {
        this.key = key;
        this.read = read;
    }

    static Optional<TimeSense> of(String key) {
        return Arrays.stream(values()).filter(sense -> sense.key.equals(key)).findAny();
    }

    /** Empty if there is no such time. */
    Optional<SpokenTime> of(Slot number) {
        return read.apply(number);
    }

    private static Optional<SpokenTime> in(int minutes) {
        return Optional.of(SpokenTime.in(Duration.ofMinutes(minutes)));
    }

    /** The half of the day that a number belongs to, if that was said. */
    enum Half {
        BEFORE_NOON,
        AFTER_NOON,
        EITHER;

        /** The times that a clock with twelve hours may mean. */
        LocalTime[] of(LocalTime time, boolean twelve) {
            LocalTime early = time.getHour() < 12 ? time : time.minusHours(12);
            return switch (this) {
                case BEFORE_NOON -> new LocalTime[] {early};
                case AFTER_NOON -> new LocalTime[] {early.plusHours(12)};
                case EITHER -> twelve ? new LocalTime[] {early, early.plusHours(12)} : new LocalTime[] {time};
            };
        }
    }
}

package io.ringback.web.pages;

import io.ringback.calendar.BusyTimes;
import io.ringback.cases.Outcome;
import io.ringback.delivery.MessageKind;
import io.ringback.directory.Brand;
import io.ringback.directory.Medium;
import io.ringback.failedcall.Cause;
import io.ringback.privacy.PersonFile;
import io.ringback.wording.SampleCase;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Locale;
import java.util.UUID;

/** What could be kept about the callee of the thought-of case. Their own number is not a whole one. */
final class SampleFile {

    private static final String NUMBER = "+46 ••• 15";
    private static final String DEVICE = "Mobile";
    private static final String NO_SOUND = "UklGRg==";
    private static final UUID NOBODY = new UUID(0, 0);

    private final Instant now;
    private final Locale reader;
    private final String zone;

    private SampleFile(SampleCase sample, Locale reader) {
        this.now = sample.now();
        this.reader = reader;
        this.zone = sample.clock().getZone().getId();
    }

    /** Of somebody about whom there is something of everything. */
    static PersonFile full(SampleCase sample, Locale reader) {
        SampleFile file = new SampleFile(sample, reader);
        Instant before = file.now.minus(Duration.ofDays(1));
        return file.of(
                "Kiosk",
                new PersonFile.Wishes(true, true, true, "CALLING_PHONE", "22:00–07:00", before, null, true),
                List.of(new PersonFile.KnownPerson(SampleCase.CALLER, true)),
                List.of(
                        new PersonFile.BlockedPerson(SampleCase.CALLER, before, null),
                        new PersonFile.BlockedPerson(SampleCase.CALLER, before, file.now)),
                List.of(new PersonFile.Stopped(NUMBER, Medium.SMS, before)),
                List.of(
                        file.call(PersonFile.Role.CALLEE, file.now, true),
                        file.call(PersonFile.Role.CALLER, before, false),
                        file.call(PersonFile.Role.DEPUTY, before, false)));
    }

    /** Of somebody with whom nothing has happened yet. */
    static PersonFile little(SampleCase sample, Locale reader) {
        return new SampleFile(sample, reader)
                .of(
                        null,
                        new PersonFile.Wishes(false, false, false, "FIRST_PHONE", null, null, null, false),
                        List.of(),
                        List.of(),
                        List.of(),
                        List.of());
    }

    private PersonFile of(
            String beside,
            PersonFile.Wishes wishes,
            List<PersonFile.KnownPerson> contacts,
            List<PersonFile.BlockedPerson> blocked,
            List<PersonFile.Stopped> stopped,
            List<PersonFile.OwnCase> cases) {
        return new PersonFile(
                now,
                NOBODY,
                SampleCase.CALLEE,
                Brand.language(reader).toLanguageTag(),
                zone,
                beside,
                beside == null ? null : "SE",
                null,
                beside == null ? null : SampleCase.CALLER,
                wishes,
                List.of(new PersonFile.OwnDevice(Medium.VOICE, NUMBER, DEVICE, false, null)),
                contacts,
                blocked,
                blocked.stream()
                        .map(one -> new PersonFile.AllowedPerson(one.name(), one.since(), one.since()))
                        .toList(),
                stopped,
                beside == null
                        ? null
                        : new PersonFile.OwnCalendar(
                                now,
                                now.plus(Duration.ofDays(14)),
                                List.of(new BusyTimes.Busy(
                                        now.plus(Duration.ofHours(1)), now.plus(Duration.ofHours(2)))),
                                "https://calendar.example.com/private-8c2f/basic.ics"),
                cases);
    }

    private PersonFile.OwnCase call(PersonFile.Role role, Instant at, boolean open) {
        boolean stoodIn = role == PersonFile.Role.DEPUTY;
        return new PersonFile.OwnCase(
                NOBODY,
                role,
                SampleCase.CALLER,
                stoodIn ? SampleCase.CALLEE : null,
                stoodIn ? null : NUMBER,
                Medium.VOICE,
                Cause.NO_ANSWER,
                2,
                at,
                at,
                open,
                open ? null : Outcome.CONNECTED,
                open ? null : at,
                SampleCase.WHY,
                open ? NO_SOUND : null,
                List.of(new PersonFile.Act(at, "CALLER_ANSWERED", "YES")),
                SampleCase.LINE,
                List.of(new PersonFile.Message(MessageKind.NOTIFICATION, Medium.SMS, DEVICE, at, at, at)),
                List.of(new PersonFile.Call(at, at, at)));
    }
}

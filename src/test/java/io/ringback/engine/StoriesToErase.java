package io.ringback.engine;

import static io.ringback.delivery.MessageKind.INFORMATION;
import static io.ringback.delivery.MessageKind.NOTIFICATION;
import static io.ringback.delivery.MessageKind.QUESTION;

import io.ringback.conversation.Answer;
import io.ringback.conversation.Choice;
import io.ringback.conversation.Connections.Ending;
import io.ringback.delivery.OutboundMessage;
import io.ringback.directory.Address;
import io.ringback.directory.Device;
import io.ringback.directory.Medium;
import io.ringback.directory.Person;
import io.ringback.directory.Preferences;
import io.ringback.directory.QuietHours;
import io.ringback.session.Purpose;
import java.time.LocalTime;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.UUID;

/** What can come of a call from Anna to Bob, each as a story that leaves its traces wherever such a story does. */
enum StoriesToErase {
    ASKED,
    NO {
        @Override
        void play(ErasedStoriesTest test, Two two) {
            test.answer(test.fails(two), Answer.NO);
        }
    },
    NOBODY_ANSWERED {
        @Override
        void play(ErasedStoriesTest test, Two two) {
            UUID caseId = test.fails(two);
            test.sentIn(caseId, QUESTION);
            test.timerFires(caseId);
        }
    },
    NOTIFIED {
        @Override
        void play(ErasedStoriesTest test, Two two) {
            test.notified(two);
        }
    },
    TAKEN_BACK {
        @Override
        void play(ErasedStoriesTest test, Two two) {
            UUID caseId = test.notified(two);
            test.conversation.withdraw(
                    test.sessions.derive(test.sentIn(caseId, QUESTION).id(), Purpose.WITHDRAW));
        }
    },
    NO_REACTION {
        @Override
        void play(ErasedStoriesTest test, Two two) {
            test.timerFires(test.notified(two));
        }
    },
    INFORMED {
        @Override
        void play(ErasedStoriesTest test, Two two) {
            UUID caseId = test.notified(two);
            test.choose(caseId, Choice.INFORM);
            test.sentIn(caseId, INFORMATION);
            test.awaitOutcome(caseId, "INFORMED");
        }
    },
    NOT_NOW {
        @Override
        void play(ErasedStoriesTest test, Two two) {
            test.choose(test.notified(two), Choice.NOT_NOW);
        }
    },
    BLOCKED {
        @Override
        void play(ErasedStoriesTest test, Two two) {
            test.choose(test.notified(two), Choice.BLOCK);
            test.awaitRefusal(test.fails(two));
        }
    },
    CONNECTING {
        @Override
        void play(ErasedStoriesTest test, Two two) {
            test.connecting(two);
        }
    },
    CONNECTED {
        @Override
        void play(ErasedStoriesTest test, Two two) {
            UUID caseId = test.connecting(two);
            test.connections.ended(UUID.randomUUID().toString(), caseId, Ending.CONNECTED);
            test.awaitOutcome(caseId, "CONNECTED");
        }
    },
    CALLED_AGAIN {
        @Override
        void play(ErasedStoriesTest test, Two two) {
            test.fails(two);
            test.fails(two);
        }
    },
    REACHED_MEANWHILE {
        @Override
        void play(ErasedStoriesTest test, Two two) {
            test.notified(two);
            test.talk(two);
        }
    },
    NOT_ASKED {
        @Override
        void play(ErasedStoriesTest test, Two two) {
            test.preferring(two.anna(), new Preferences(true, false, false));
            test.sentIn(test.fails(two), NOTIFICATION);
        }
    },
    MAIL_UNDELIVERABLE {
        @Override
        void play(ErasedStoriesTest test, Two two) {
            ProcessTestBase.refusal = ProcessTestBase.noSuchUser();
            UUID caseId = test.fails(two);
            test.awaitFailure(caseId);
            ProcessTestBase.refusal = null;
        }
    },
    BY_SMS {
        @Override
        List<Device> devices(String name, String number) {
            return List.of(
                    voice(number), new Device(UUID.randomUUID(), Medium.SMS, new Address("tel:" + number), "Mobile"));
        }

        @Override
        void play(ErasedStoriesTest test, Two two) {
            UUID caseId = test.fails(two);
            test.writes(two.anna(), "Yes please", test.sentIn(caseId, QUESTION));
            test.sentIn(caseId, NOTIFICATION);
        }
    },
    STOP_BY_SMS {
        @Override
        List<Device> devices(String name, String number) {
            return BY_SMS.devices(name, number);
        }

        @Override
        void play(ErasedStoriesTest test, Two two) {
            UUID caseId = test.fails(two);
            OutboundMessage question = test.sentIn(caseId, QUESTION);
            test.writes(two.anna(), "yes", question);
            test.writes(two.bob(), "STOP", test.sentIn(caseId, NOTIFICATION));
            test.writes(two.anna(), "STOP", question);
        }
    },
    BY_INSTANT_MESSAGE {
        @Override
        List<Device> devices(String name, String number) {
            return List.of(
                    voice(number),
                    new Device(
                            UUID.randomUUID(),
                            Medium.INSTANT_MESSAGE,
                            new Address("sip:" + name + "@example.test"),
                            "Chat"));
        }

        @Override
        void play(ErasedStoriesTest test, Two two) {
            test.sentIn(test.fails(two), QUESTION);
        }
    },
    SPOKEN {
        @Override
        List<Device> devices(String name, String number) {
            return List.of(voice(number));
        }

        @Override
        void play(ErasedStoriesTest test, Two two) {
            test.ringing(test.fails(two), two);
        }
    },
    A_REPORT_TOO_EARLY {
        @Override
        void play(ErasedStoriesTest test, Two two) {
            test.fails(two);
            test.reportOfNothingKnown(two.anna());
            test.reportOfNothingKnown(two.bob());
        }
    },
    HALF_A_TEXT {
        @Override
        void play(ErasedStoriesTest test, Two two) {
            test.fails(two);
            test.segmentFrom(two.anna());
            test.segmentFrom(two.bob());
        }
    },
    STUCK {
        @Override
        void play(ErasedStoriesTest test, Two two) {
            UUID caseId = test.fails(two);
            test.sentIn(caseId, QUESTION);
            test.runtime.suspendProcessInstanceById(test.processOf(caseId));
            test.answer(caseId, Answer.YES);
            test.talk(two);
        }
    },
    HELD_AT_NIGHT {
        @Override
        Preferences preferences() {
            LocalTime now = LocalTime.now(ZoneOffset.UTC);
            return new Preferences(
                    true,
                    false,
                    false,
                    Preferences.ReturnCallsTo.CALLING_PHONE,
                    Optional.of(new QuietHours(now.minusHours(4), now.plusHours(4))));
        }

        @Override
        List<Device> devices(String name, String number) {
            return BY_SMS.devices(name, number);
        }

        @Override
        void play(ErasedStoriesTest test, Two two) {
            test.awaitWaiting(test.fails(two));
        }
    },
    WRITTEN_IN_COCKPIT {
        @Override
        void play(ErasedStoriesTest test, Two two) {
            UUID caseId = test.notified(two);
            List<String> notes = new ArrayList<>();
            for (Person person : List.of(two.anna(), two.bob())) {
                notes.add(person.name() + " " + ProcessTestBase.address(person).uri());
            }
            test.runtime.setVariable(test.processOf(caseId), "note", String.join(", ", notes));
            test.cancelInCockpit(
                    caseId,
                    "asked by " + two.anna().name() + " and " + two.bob().name());
        }
    },
    MAIL_BOUNCED {
        @Override
        void play(ErasedStoriesTest test, Two two) {
            test.mailBounces(two);
        }
    };

    /** @param number tells the two from those of all other stories */
    record Two(Person anna, Person bob, int number) {}

    void play(ErasedStoriesTest test, Two two) {
        test.sentIn(test.fails(two), QUESTION);
    }

    Preferences preferences() {
        return Preferences.UNSET;
    }

    List<Device> devices(String name, String number) {
        return List.of(
                voice(number),
                new Device(UUID.randomUUID(), Medium.EMAIL, new Address("mailto:" + name + "@example.test"), "Mail"));
    }

    private static Device voice(String number) {
        return new Device(UUID.randomUUID(), Medium.VOICE, new Address("tel:" + number), "Mobile");
    }

    static String localPart(String first, int number) {
        return (first + "-marker" + number + "x").toLowerCase(Locale.ROOT);
    }
}

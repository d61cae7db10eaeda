package io.ringback.web.api;

import io.ringback.directory.Address;
import io.ringback.directory.AddressBooks;
import io.ringback.directory.AddressReader;
import io.ringback.directory.Brand;
import io.ringback.directory.Contact;
import io.ringback.directory.Device;
import io.ringback.directory.Medium;
import io.ringback.directory.Particulars;
import io.ringback.directory.Person;
import io.ringback.directory.Preferences;
import io.ringback.directory.Preferences.ReturnCallsTo;
import io.ringback.directory.QuietHours;
import io.ringback.web.api.PersonBody.ContactBody;
import io.ringback.web.api.PersonBody.DeviceBody;
import io.ringback.web.api.PersonBody.PreferencesBody;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.IllformedLocaleException;
import java.util.List;
import java.util.Locale;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.springframework.stereotype.Component;

/** Turns what API clients write about people into people, and notes all that is wrong with it. */
@Component
class People {

    static final String BRAND = "brand";

    private static final int LONGEST_NAME = 100;
    private static final int LONGEST_LABEL = 50;
    private static final int LONGEST_ORGANISATION = 100;
    /** Ten years. */
    private static final Duration LONGEST = Duration.ofDays(3653);

    private static final Pattern COUNTRY = Pattern.compile("([A-Z]{2})(-[A-Z0-9]{1,3})?");
    private static final Set<String> COUNTRIES = Set.of(Locale.getISOCountries());

    private final AddressReader addresses;
    private final AddressBooks contacts;
    private final Clock clock;

    People(AddressReader addresses, AddressBooks contacts, Clock clock) {
        this.addresses = addresses;
        this.contacts = contacts;
        this.clock = clock;
    }

    /**
     * The person whom the body describes.
     *
     * @param id whose
     * @param known what is known of this person so far; devices keep their ids
     * @return empty if there are findings
     */
    Optional<Person> read(Findings findings, UUID id, PersonBody body, Optional<Person> known) {
        if (body.id() != null && !body.id().equals(id)) {
            findings.add("id", "is another one than in the path; leave it out");
        }
        Optional<String> name = findings.text("name", body.name(), LONGEST_NAME);
        Optional<Locale> language = language(findings, body.language());
        Optional<ZoneId> timeZone = timeZone(findings, body.timeZone());
        Optional<QuietHours> quietHours = Optional.ofNullable(body.preferences())
                .map(PreferencesBody::quietHours)
                .flatMap(text -> quietHours(findings, "preferences.quietHours", text));
        Preferences.Ends ends = ends(findings, body.preferences());
        Optional<Brand> brand = Optional.ofNullable(body.brand()).flatMap(word -> brand(findings, word));
        List<Device> devices = findings.required("devices", body.devices())
                .map(given -> devices(findings, given, known))
                .orElse(List.of());
        Optional<String> organisation =
                Optional.ofNullable(body.organisation()).flatMap(text -> organisation(findings, text));
        Optional<String> country = Optional.ofNullable(body.country()).flatMap(text -> country(findings, text));
        Optional<UUID> deputy = Optional.ofNullable(body.deputy());
        deputy.ifPresent(one -> somebodyElse(findings, "deputy", id, one, contacts.unknown(List.of(one))));
        if (!findings.isEmpty()) {
            return Optional.empty();
        }
        return Optional.of(new Person(
                id,
                name.orElseThrow(),
                language.orElseThrow(),
                timeZone.orElseThrow(),
                preferences(body.preferences(), quietHours, ends)
                        .withSeen(seen(Optional.ofNullable(body.preferences()).map(PreferencesBody::seen), known)),
                devices,
                new Particulars(organisation, country, deputy),
                brand));
    }

    /** Whom the body says the person knows. */
    List<Contact> contacts(Findings findings, UUID id, PersonBody body) {
        List<ContactBody> given = Optional.ofNullable(body.contacts()).orElse(List.of());
        if (given.size() > PersonBody.MOST_CONTACTS) {
            findings.add("contacts", "are more than " + PersonBody.MOST_CONTACTS);
            return List.of();
        }
        Set<UUID> unknown = contacts.unknown(given.stream()
                .filter(Objects::nonNull)
                .map(ContactBody::person)
                .filter(Objects::nonNull)
                .toList());
        Set<UUID> seen = new HashSet<>();
        List<Contact> read = new ArrayList<>();
        for (int i = 0; i < given.size(); i++) {
            ContactBody contact = given.get(i);
            String field = "contacts[" + i + "]";
            if (contact == null) {
                findings.add(field, "must be an object in {}");
                continue;
            }
            findings.required(field + ".person", contact.person()).ifPresent(person -> {
                somebodyElse(findings, field + ".person", id, person, unknown);
                if (!seen.add(person)) {
                    findings.add(field + ".person", "is there twice");
                }
                read.add(new Contact(person, Boolean.TRUE.equals(contact.vip())));
            });
        }
        return read;
    }

    /** Notes if the person is named as their own contact or deputy, or if nobody has the id. */
    static void somebodyElse(Findings findings, String field, UUID id, UUID other, Set<UUID> unknown) {
        if (other.equals(id)) {
            findings.add(field, "is the person themselves");
        } else if (unknown.contains(other)) {
            findings.add(field, "is nobody in the directory; add them first");
        }
    }

    /** For whom somebody works. */
    Optional<String> organisation(Findings findings, String text) {
        return findings.text("organisation", text, LONGEST_ORGANISATION);
    }

    /** A country by its ISO 3166-1 code, perhaps with a region as in ISO 3166-2. */
    Optional<String> country(Findings findings, String text) {
        String code = text.strip().toUpperCase(Locale.ROOT);
        Matcher country = COUNTRY.matcher(code);
        if (!country.matches() || !COUNTRIES.contains(country.group(1))) {
            findings.add(
                    "country", "is not a country as in ISO 3166, such as SE, or one with its region, such as DE-BY");
            return Optional.empty();
        }
        return Optional.of(code);
    }

    private static Preferences preferences(
            PreferencesBody given, Optional<QuietHours> quietHours, Preferences.Ends ends) {
        return given == null
                ? Preferences.UNSET
                : new Preferences(
                        Boolean.TRUE.equals(given.alwaysNotifyForMe()),
                        Boolean.TRUE.equals(given.alwaysTellMe()),
                        Boolean.TRUE.equals(given.never()),
                        Optional.ofNullable(given.returnCallsTo()).orElse(ReturnCallsTo.CALLING_PHONE),
                        quietHours,
                        ends);
    }

    /** Whoever has said on a page that they are not to be watched is not, because a program that does not know it says nothing of it. */
    static Optional<Boolean> seen(Optional<Boolean> given, Optional<Person> known) {
        return given.or(() -> known.flatMap(person -> person.preferences().seen()));
    }

    private Preferences.Ends ends(Findings findings, PreferencesBody given) {
        return given == null
                ? Preferences.Ends.NEVER
                : new Preferences.Ends(
                        end(findings, "alwaysNotifyForMe", given.alwaysNotifyForMe(), given.alwaysNotifyForMeUntil()),
                        end(findings, "alwaysTellMe", given.alwaysTellMe(), given.alwaysTellMeUntil()));
    }

    /** When something that is settled ends. */
    private Optional<Instant> end(Findings findings, String settled, Boolean said, Instant end) {
        if (end == null) {
            return Optional.empty();
        }
        Instant now = clock.instant();
        String field = "preferences." + settled + "Until";
        if (!Boolean.TRUE.equals(said)) {
            findings.add(field, "is when " + settled + " ends, which is not true here; leave it out");
        } else if (!end.isAfter(now)) {
            findings.add(field, "is over already; leave both out");
        } else if (end.isAfter(now.plus(LONGEST))) {
            findings.add(field, "is more than ten years ahead; leave it out if there is to be no end");
        } else {
            return Optional.of(end);
        }
        return Optional.empty();
    }

    /** Quiet hours as {@link QuietHours#text()} writes them. */
    Optional<QuietHours> quietHours(Findings findings, String field, String text) {
        return findings.read(field, () -> QuietHours.parse(text.strip().toLowerCase(Locale.ROOT)));
    }

    /** A brand by its word. It need not be there on disk: files come and go apart from people. */
    Optional<Brand> brand(Findings findings, String word) {
        return findings.read(BRAND, () -> new Brand(word.strip()));
    }

    /** A language by its BCP 47 tag. */
    Optional<Locale> language(Findings findings, String tag) {
        return findings.text("language", tag, 35).flatMap(text -> {
            try {
                return Optional.of(new Locale.Builder().setLanguageTag(text).build());
            } catch (IllformedLocaleException e) {
                findings.add("language", "is not a BCP 47 language tag, such as en or sv");
                return Optional.empty();
            }
        });
    }

    /** A time zone by its IANA name. */
    Optional<ZoneId> timeZone(Findings findings, String name) {
        return findings.text("timeZone", name, 50).flatMap(text -> {
            if (!ZoneId.getAvailableZoneIds().contains(text)) {
                findings.add("timeZone", "is not an IANA time zone, such as Europe/Stockholm");
                return Optional.empty();
            }
            return Optional.of(ZoneId.of(text));
        });
    }

    private List<Device> devices(Findings findings, List<DeviceBody> given, Optional<Person> known) {
        if (given.size() > PersonBody.MOST_DEVICES) {
            findings.add("devices", "are more than " + PersonBody.MOST_DEVICES);
            return List.of();
        }
        List<Device> before = known.map(Person::devices).orElse(List.of());
        Set<UUID> ids = new HashSet<>();
        Set<String> reached = new HashSet<>();
        List<Device> devices = new ArrayList<>();
        for (int i = 0; i < given.size(); i++) {
            String field = "devices[" + i + "]";
            DeviceBody body = given.get(i);
            if (body == null) {
                findings.add(field, "must be an object in {}");
                continue;
            }
            if (body.id() != null && before.stream().noneMatch(d -> d.id().equals(body.id()))) {
                findings.add(field + ".id", "is not the id of one of this person's devices; leave it out to add one");
            }
            if (body.id() != null && !ids.add(body.id())) {
                findings.add(field + ".id", "is there twice");
            }
            device(findings, field + ".", body).ifPresent(device -> {
                if (!reached.add(device.medium() + " " + device.address().uri())) {
                    findings.add(field + ".address", "is there twice for " + device.medium());
                }
                devices.add(device);
            });
        }
        return devices.stream()
                .map(device -> device.id() == null ? withId(device, before, ids) : device)
                .toList();
    }

    /** A device; its id is null if none was given. */
    Optional<Device> device(Findings findings, String prefix, DeviceBody given) {
        Optional<Medium> through = findings.required(prefix + "medium", given.medium());
        Optional<Address> reached = findings.required(prefix + "address", given.address())
                .flatMap(text -> findings.read(prefix + "address", () -> addresses.read(text)));
        Optional<String> called = findings.text(prefix + "label", given.label(), LONGEST_LABEL);
        if (through.isEmpty() || reached.isEmpty() || called.isEmpty()) {
            return Optional.empty();
        }
        boolean textOnly = Boolean.TRUE.equals(given.textOnly());
        if (textOnly && through.get() != Medium.VOICE) {
            findings.add(prefix + "textOnly", "is for devices of medium VOICE; others are written to anyhow");
            return Optional.empty();
        }
        Optional<Instant> until = deviceEnd(findings, prefix + "until", given.until());
        return findings.read(
                prefix + "address",
                () -> new Device(
                        given.id(),
                        through.get(),
                        reached.get(),
                        called.get(),
                        textOnly,
                        Boolean.TRUE.equals(given.unverifiedCalls()),
                        until));
    }

    /** When a device may be used no more. */
    private Optional<Instant> deviceEnd(Findings findings, String field, Instant end) {
        if (end != null && !end.isAfter(clock.instant())) {
            findings.add(field, "is over already; leave the device out");
        } else if (end != null && end.isAfter(clock.instant().plus(LONGEST))) {
            findings.add(field, "is more than ten years ahead; leave it out if there is to be no end");
        }
        return Optional.ofNullable(end);
    }

    /** A device that was there before with the same address is the same device. */
    static Device withId(Device device, List<Device> before, Set<UUID> used) {
        UUID id = Stream.concat(
                        before.stream()
                                .filter(d -> d.medium() == device.medium()
                                        && d.address().equals(device.address()))
                                .map(Device::id)
                                .filter(used::add),
                        Stream.generate(UUID::randomUUID))
                .findFirst()
                .orElseThrow();
        return new Device(
                id,
                device.medium(),
                device.address(),
                device.label(),
                device.textOnly(),
                device.unverifiedCalls(),
                device.until());
    }
}

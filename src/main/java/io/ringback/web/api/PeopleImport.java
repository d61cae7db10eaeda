package io.ringback.web.api;

import static io.ringback.web.api.PeopleFile.QUIET_HOURS;
import static io.ringback.web.api.PeopleFile.SEEN;

import io.ringback.directory.AddressBooks;
import io.ringback.directory.Brand;
import io.ringback.directory.Contact;
import io.ringback.directory.Device;
import io.ringback.directory.Directory;
import io.ringback.directory.Directory.Saved;
import io.ringback.directory.Particulars;
import io.ringback.directory.Person;
import io.ringback.directory.Preferences;
import io.ringback.directory.Preferences.ReturnCallsTo;
import io.ringback.web.api.PeopleFile.DeviceOfRow;
import io.ringback.web.api.PeopleFile.Draft;
import io.swagger.v3.oas.annotations.media.Schema;
import io.swagger.v3.oas.annotations.media.Schema.RequiredMode;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import org.springframework.beans.factory.annotation.Value;
import org.springframework.stereotype.Component;
import org.springframework.transaction.support.TransactionTemplate;
import org.springframework.util.unit.DataSize;

/** Takes the people of a CSV file into the directory: all or nothing, with every wrong row named. */
@Component
class PeopleImport {

    private static final String DEPUTY = "deputy";
    private static final String CONTACTS = "contacts";
    private static final String VIPS = "vips";
    private static final List<String> NAMING = List.of(DEPUTY, CONTACTS, VIPS);

    private final People people;
    private final Directory directory;
    private final AddressBooks contacts;
    private final TransactionTemplate transaction;
    private final long largest;

    PeopleImport(
            People people,
            Directory directory,
            AddressBooks contacts,
            TransactionTemplate transaction,
            @Value("${ringback.limits.import-body:5MB}") DataSize largest) {
        this.people = people;
        this.directory = directory;
        this.contacts = contacts;
        this.transaction = transaction;
        this.largest = largest.toBytes();
    }

    /** What was imported. */
    @Schema(name = "Imported", description = "What was imported")
    record Imported(
            @Schema(requiredMode = RequiredMode.REQUIRED, description = "People who are new")
            int added,

            @Schema(requiredMode = RequiredMode.REQUIRED, description = "People who were there before")
            int replaced,

            @Schema(requiredMode = RequiredMode.REQUIRED, description = "Devices of all of them")
            int devices) {}

    /**
     * @throws InvalidRequest if any row is wrong; then nothing is stored
     * @throws Refusal if the file is too large
     */
    Imported read(InputStream file) throws IOException {
        Findings findings = new Findings();
        Map<String, Draft> drafts = PeopleFile.read(file, largest, people, findings);
        findings.throwIfAny();
        return transaction.execute(status -> save(findings, drafts));
    }

    private Imported save(Findings findings, Map<String, Draft> drafts) {
        List<Person> persons = new ArrayList<>();
        Map<UUID, Integer> rowOfDevice = new HashMap<>();
        drafts.forEach((key, draft) -> {
            findings.inRow(draft.row());
            person(findings, id(key), draft, rowOfDevice).ifPresent(persons::add);
        });
        Map<UUID, List<Contact>> known = known(findings, drafts);
        findings.throwIfAny();
        Saved saved = directory.saveAll(persons);
        contacts.replace(known);
        for (Device taken : saved.taken()) {
            findings.inRow(rowOfDevice.get(taken.id()));
            findings.add("address", "belongs to someone who is not in this file, for " + taken.medium());
        }
        findings.throwIfAny();
        return new Imported(saved.added(), persons.size() - saved.added(), rowOfDevice.size());
    }

    /** Whom each of them knows, with findings where a deputy or a contact is neither in the file nor in the directory. */
    private Map<UUID, List<Contact>> known(Findings findings, Map<String, Draft> drafts) {
        Set<UUID> named = new HashSet<>();
        drafts.values()
                .forEach(draft -> NAMING.forEach(column -> draft.keys(column).forEach(key -> named.add(id(key)))));
        drafts.keySet().forEach(key -> named.remove(id(key)));
        Set<UUID> unknown = contacts.unknown(named);
        Map<UUID, List<Contact>> known = new HashMap<>();
        drafts.forEach((key, draft) -> {
            findings.inRow(draft.row());
            NAMING.forEach(column -> draft.keys(column)
                    .forEach(other -> People.somebodyElse(findings, column, id(key), id(other), unknown)));
            if (draft.keys(DEPUTY).size() > 1) {
                findings.add(DEPUTY, "names more than one person");
            }
            Map<UUID, Contact> theirs = new LinkedHashMap<>();
            draft.keys(CONTACTS).forEach(other -> theirs.put(id(other), new Contact(id(other), false)));
            draft.keys(VIPS).forEach(other -> theirs.put(id(other), new Contact(id(other), true)));
            if (theirs.size() > PersonBody.MOST_CONTACTS) {
                findings.add(CONTACTS, "are more than " + PersonBody.MOST_CONTACTS);
            }
            known.put(id(key), List.copyOf(theirs.values()));
        });
        return known;
    }

    private Particulars particulars(Findings findings, Draft draft) {
        return new Particulars(
                Optional.ofNullable(draft.text("organisation")).flatMap(text -> people.organisation(findings, text)),
                Optional.ofNullable(draft.text("country")).flatMap(text -> people.country(findings, text)),
                draft.keys(DEPUTY).stream().findFirst().map(PeopleImport::id));
    }

    private Optional<Person> person(Findings findings, UUID id, Draft draft, Map<UUID, Integer> rowOfDevice) {
        Optional<String> name = findings.text("name", draft.text("name"), 100);
        Optional<Locale> language = people.language(findings, draft.text("language"));
        Optional<ZoneId> timeZone = people.timeZone(findings, draft.text("timeZone"));
        if (name.isEmpty() || language.isEmpty() || timeZone.isEmpty()) {
            return Optional.empty();
        }
        Optional<Person> known = directory.find(id);
        List<Device> before = known.map(Person::devices).orElse(List.of());
        Set<UUID> used = new HashSet<>();
        List<Device> devices = new ArrayList<>();
        for (DeviceOfRow read : draft.devices()) {
            Device device = People.withId(read.device(), before, used);
            rowOfDevice.put(device.id(), read.row());
            devices.add(device);
        }
        Preferences preferences = new Preferences(
                draft.isTrue("alwaysNotifyForMe"),
                draft.isTrue("alwaysTellMe"),
                draft.isTrue("never"),
                draft.returnCallsTo().orElse(ReturnCallsTo.CALLING_PHONE),
                Optional.ofNullable(draft.text(QUIET_HOURS))
                        .flatMap(text -> people.quietHours(findings, QUIET_HOURS, text)),
                Preferences.Ends.NEVER,
                People.seen(Optional.ofNullable(draft.text(SEEN)).map(said -> draft.isTrue(SEEN)), known));
        Optional<Brand> brand =
                Optional.ofNullable(draft.text(People.BRAND)).flatMap(word -> people.brand(findings, word));
        return Optional.of(new Person(
                id,
                name.get(),
                language.get(),
                timeZone.get(),
                preferences,
                devices,
                particulars(findings, draft),
                brand));
    }

    /** An id of ours stands for itself; any other key always becomes the same id (RFC 4122 4.3). */
    private static UUID id(String key) {
        return key.matches("(?i)[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}")
                ? UUID.fromString(key)
                : UUID.nameUUIDFromBytes(("urn:ringback:person:" + key).getBytes(StandardCharsets.UTF_8));
    }
}

package io.ringback.web.api;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.MappingIterator;
import com.fasterxml.jackson.databind.ObjectReader;
import com.fasterxml.jackson.databind.RuntimeJsonMappingException;
import com.fasterxml.jackson.dataformat.csv.CsvMapper;
import com.fasterxml.jackson.dataformat.csv.CsvParser;
import com.fasterxml.jackson.dataformat.csv.CsvSchema;
import io.ringback.directory.Device;
import io.ringback.directory.Directory;
import io.ringback.directory.Directory.Saved;
import io.ringback.directory.Medium;
import io.ringback.directory.Person;
import io.ringback.directory.Preferences;
import io.ringback.directory.Preferences.ReturnCallsTo;
import io.ringback.web.api.PersonBody.DeviceBody;
import io.swagger.v3.oas.annotations.media.Schema;
import io.swagger.v3.oas.annotations.media.Schema.RequiredMode;
import java.io.BufferedReader;
import java.io.FilterInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.io.Reader;
import java.nio.charset.CharacterCodingException;
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
import java.util.TreeSet;
import java.util.UUID;
import org.springframework.beans.factory.annotation.Value;
import org.springframework.stereotype.Component;
import org.springframework.transaction.support.TransactionTemplate;
import org.springframework.util.unit.DataSize;

/** Reads people from CSV: one row per device, all or nothing, with every wrong row named. */
@Component
class PeopleImport {

    private static final Set<String> PERSON_COLUMNS = Set.of("name", "language", "timeZone");
    private static final String RETURN_CALLS_TO = "returnCallsTo";
    private static final String QUIET_HOURS = "quietHours";
    private static final Set<String> YES_OR_NO = Set.of("alwaysNotifyForMe", "alwaysTellMe", "never");
    private static final Set<String> DEVICE_COLUMNS = Set.of("medium", "address", "label");
    private static final String TEXT_ONLY = "textOnly";
    private static final int LONGEST_KEY = 200;
    private static final int LONGEST_HEADER = 1000;
    private static final char BYTE_ORDER_MARK = '\ufeff';

    private static final ObjectReader CSV = new CsvMapper()
            .enable(CsvParser.Feature.TRIM_SPACES)
            .enable(CsvParser.Feature.SKIP_EMPTY_LINES)
            .readerForMapOf(String.class);

    private final People people;
    private final Directory directory;
    private final TransactionTemplate transaction;
    private final long largest;

    PeopleImport(
            People people,
            Directory directory,
            TransactionTemplate transaction,
            @Value("${ringback.import.max-size:5MB}") DataSize largest) {
        this.people = people;
        this.directory = directory;
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

    /** A person as far as the rows read so far tell. */
    private static final class Draft {
        private final int row;
        private final Map<String, String> columns = new HashMap<>();
        private final List<DeviceOfRow> devices = new ArrayList<>();

        Draft(int row) {
            this.row = row;
        }
    }

    private record DeviceOfRow(int row, Device device) {}

    /**
     * @throws InvalidRequest if any row is wrong; then nothing is stored
     * @throws Refusal if the file is too large
     */
    Imported read(InputStream file) throws IOException {
        Findings findings = new Findings();
        Map<String, Draft> drafts = new LinkedHashMap<>();
        try (Reader text = new BufferedReader(
                new InputStreamReader(new Bounded(file, largest), StandardCharsets.UTF_8.newDecoder()))) {
            rows(findings, text, drafts);
        } catch (CharacterCodingException e) {
            findings.add("file", "is not UTF-8. Save it as \"CSV UTF-8\"");
        }
        findings.throwIfAny();
        return transaction.execute(status -> save(findings, drafts));
    }

    private void rows(Findings findings, Reader text, Map<String, Draft> drafts) throws IOException {
        text.mark(LONGEST_HEADER);
        char[] start = new char[LONGEST_HEADER];
        int length = Math.max(text.read(start), 0);
        text.reset();
        String header = new String(start, 0, length).lines().findFirst().orElse("");
        if (!header.isEmpty() && header.charAt(0) == BYTE_ORDER_MARK) {
            text.skip(1);
        }
        if (header.isBlank()) {
            findings.add("header", "is missing from the file: its first row names the columns. See docs/people.csv");
            return;
        }
        char separator = header.contains(";") ? ';' : ',';
        CsvSchema schema = CsvSchema.emptySchema().withHeader().withColumnSeparator(separator);
        Map<String, Integer> addressRows = new HashMap<>();
        int row = 1;
        findings.inRow(row);
        try (MappingIterator<Map<String, String>> rows = CSV.with(schema).readValues(text)) {
            boolean more = rows.hasNextValue();
            if (!columnsAreRight(findings, rows)) {
                return;
            }
            while (more) {
                findings.inRow(++row);
                read(findings, row, rows.nextValue(), drafts, addressRows);
                more = rows.hasNextValue();
            }
            if (row == 1) {
                findings.add("file", "has no rows after the header");
            }
        } catch (JsonProcessingException | RuntimeJsonMappingException e) {
            findings.add(
                    "row",
                    "is not CSV with the columns of the header. Look for a missing or surplus quote or separator");
        }
    }

    private static boolean columnsAreRight(Findings findings, MappingIterator<Map<String, String>> rows) {
        CsvSchema schema = (CsvSchema) rows.getParser().getSchema();
        Set<String> missing = new TreeSet<>(PERSON_COLUMNS);
        missing.addAll(DEVICE_COLUMNS);
        missing.add("person");
        Set<String> unknown = new TreeSet<>();
        for (CsvSchema.Column column : schema) {
            if (!missing.remove(column.getName()) && !isOptional(column.getName())) {
                unknown.add(column.getName());
            }
        }
        missing.forEach(column -> findings.add(column, "is missing from the header"));
        unknown.forEach(column -> findings.add(
                column.length() > LONGEST_KEY ? "header" : column,
                "is not a column known here, or is there twice. See docs/people.csv"));
        return findings.isEmpty();
    }

    private void read(
            Findings findings,
            int row,
            Map<String, String> values,
            Map<String, Draft> drafts,
            Map<String, Integer> addressRows) {
        Optional<String> key = findings.text("person", values.get("person"), LONGEST_KEY);
        if (key.isEmpty()) {
            return;
        }
        Draft draft = drafts.computeIfAbsent(key.get(), k -> new Draft(row));
        values.forEach((column, value) -> {
            if ((PERSON_COLUMNS.contains(column) || isPreference(column)) && !value.isBlank()) {
                String before = draft.columns.putIfAbsent(column, value);
                if (before != null && !before.equals(value)) {
                    findings.add(column, "is not what an earlier row says of this person");
                }
                if (before == null && YES_OR_NO.contains(column) && !isBoolean(value)) {
                    findings.add(column, "must be true, false or empty");
                }
                if (before == null && column.equals(RETURN_CALLS_TO)) {
                    noteUnlessPhone(findings, value);
                }
                if (before == null && column.equals(QUIET_HOURS)) {
                    people.quietHours(findings, QUIET_HOURS, value);
                }
            }
        });
        if (DEVICE_COLUMNS.stream().allMatch(column -> isBlank(values.get(column))) && isBlank(values.get(TEXT_ONLY))) {
            return;
        }
        device(findings, values).ifPresent(device -> {
            Integer earlier = addressRows.putIfAbsent(
                    device.medium() + " " + device.address().uri(), row);
            if (earlier != null) {
                findings.add("address", "is in row " + earlier + " already, for " + device.medium());
            }
            draft.devices.add(new DeviceOfRow(row, device));
            if (draft.devices.size() == PersonBody.MOST_DEVICES + 1) {
                findings.add("person", "has more than " + PersonBody.MOST_DEVICES + " devices");
            }
        });
    }

    private Optional<Device> device(Findings findings, Map<String, String> values) {
        String textOnly = values.get(TEXT_ONLY);
        if (!isBlank(textOnly) && !isBoolean(textOnly)) {
            findings.add(TEXT_ONLY, "must be true, false or empty");
            return Optional.empty();
        }
        return medium(findings, values.get("medium"))
                .flatMap(medium -> people.device(
                        findings,
                        "",
                        new DeviceBody(
                                null,
                                medium,
                                values.get("address"),
                                values.get("label"),
                                "true".equalsIgnoreCase(textOnly))));
    }

    private static Optional<Medium> medium(Findings findings, String name) {
        try {
            return Optional.of(Medium.valueOf(String.valueOf(name).strip().toUpperCase(Locale.ROOT)));
        } catch (IllegalArgumentException e) {
            findings.add("medium", "must be one of " + List.of(Medium.values()));
            return Optional.empty();
        }
    }

    private Imported save(Findings findings, Map<String, Draft> drafts) {
        List<Person> persons = new ArrayList<>();
        Map<UUID, Integer> rowOfDevice = new HashMap<>();
        drafts.forEach((key, draft) -> {
            findings.inRow(draft.row);
            person(findings, id(key), draft, rowOfDevice).ifPresent(persons::add);
        });
        findings.throwIfAny();
        Saved saved = directory.saveAll(persons);
        for (Device taken : saved.taken()) {
            findings.inRow(rowOfDevice.get(taken.id()));
            findings.add("address", "belongs to someone who is not in this file, for " + taken.medium());
        }
        findings.throwIfAny();
        return new Imported(saved.added(), persons.size() - saved.added(), rowOfDevice.size());
    }

    private Optional<Person> person(Findings findings, UUID id, Draft draft, Map<UUID, Integer> rowOfDevice) {
        Optional<String> name = findings.text("name", draft.columns.get("name"), 100);
        Optional<Locale> language = people.language(findings, draft.columns.get("language"));
        Optional<ZoneId> timeZone = people.timeZone(findings, draft.columns.get("timeZone"));
        if (name.isEmpty() || language.isEmpty() || timeZone.isEmpty()) {
            return Optional.empty();
        }
        List<Device> before = directory.find(id).map(Person::devices).orElse(List.of());
        Set<UUID> used = new HashSet<>();
        List<Device> devices = new ArrayList<>();
        for (DeviceOfRow read : draft.devices) {
            Device device = People.withId(read.device(), before, used);
            rowOfDevice.put(device.id(), read.row());
            devices.add(device);
        }
        Preferences preferences = new Preferences(
                isTrue(draft, "alwaysNotifyForMe"),
                isTrue(draft, "alwaysTellMe"),
                isTrue(draft, "never"),
                Optional.ofNullable(draft.columns.get(RETURN_CALLS_TO))
                        .map(PeopleImport::returnCallsTo)
                        .orElse(ReturnCallsTo.CALLING_PHONE),
                Optional.ofNullable(draft.columns.get(QUIET_HOURS))
                        .flatMap(text -> people.quietHours(findings, QUIET_HOURS, text)));
        return Optional.of(new Person(id, name.get(), language.get(), timeZone.get(), preferences, devices));
    }

    /** An id of ours stands for itself; any other key always becomes the same id (RFC 4122 4.3). */
    private static UUID id(String key) {
        return key.matches("(?i)[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}")
                ? UUID.fromString(key)
                : UUID.nameUUIDFromBytes(("urn:ringback:person:" + key).getBytes(StandardCharsets.UTF_8));
    }

    private static boolean isPreference(String column) {
        return YES_OR_NO.contains(column) || column.equals(RETURN_CALLS_TO) || column.equals(QUIET_HOURS);
    }

    private static boolean isOptional(String column) {
        return isPreference(column) || column.equals(TEXT_ONLY);
    }

    private static void noteUnlessPhone(Findings findings, String value) {
        try {
            returnCallsTo(value);
        } catch (IllegalArgumentException e) {
            findings.add(RETURN_CALLS_TO, "must be one of " + List.of(ReturnCallsTo.values()) + " or empty");
        }
    }

    private static ReturnCallsTo returnCallsTo(String value) {
        return ReturnCallsTo.valueOf(value.strip().toUpperCase(Locale.ROOT));
    }

    private static boolean isTrue(Draft draft, String column) {
        return "true".equalsIgnoreCase(draft.columns.get(column));
    }

    private static boolean isBoolean(String value) {
        return value.equalsIgnoreCase("true") || value.equalsIgnoreCase("false");
    }

    private static boolean isBlank(String value) {
        return value == null || value.isBlank();
    }

    /** Refuses to read more than so many bytes. */
    private static final class Bounded extends FilterInputStream {
        private final long most;
        private long read;

        Bounded(InputStream in, long most) {
            super(in);
            this.most = most;
        }

        @Override
        public int read() throws IOException {
            int octet = super.read();
            count(octet < 0 ? 0 : 1);
            return octet;
        }

        @Override
        public int read(byte[] buffer, int offset, int length) throws IOException {
            int octets = super.read(buffer, offset, length);
            count(Math.max(octets, 0));
            return octets;
        }

        private void count(int octets) {
            read += octets;
            if (read > most) {
                throw Refusal.tooLarge(most);
            }
        }
    }
}

package io.ringback.web.api;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.StreamReadConstraints;
import com.fasterxml.jackson.databind.MappingIterator;
import com.fasterxml.jackson.databind.ObjectReader;
import com.fasterxml.jackson.databind.RuntimeJsonMappingException;
import com.fasterxml.jackson.dataformat.csv.CsvFactory;
import com.fasterxml.jackson.dataformat.csv.CsvMapper;
import com.fasterxml.jackson.dataformat.csv.CsvParser;
import com.fasterxml.jackson.dataformat.csv.CsvSchema;
import io.ringback.directory.Device;
import io.ringback.directory.Medium;
import io.ringback.directory.Preferences.ReturnCallsTo;
import io.ringback.web.api.PersonBody.DeviceBody;
import java.io.BufferedReader;
import java.io.FilterInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.io.Reader;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Stream;

/**
 * A CSV file of people: one row per device, the rows of one person by their key (docs/people.csv). Files are only read: a spreadsheet
 * would take a name that begins with =, +, - or @ for a formula.
 */
final class PeopleFile {

    private static final Set<String> PERSON_COLUMNS = Set.of("name", "language", "timeZone");
    private static final String RETURN_CALLS_TO = "returnCallsTo";
    static final String QUIET_HOURS = "quietHours";
    static final String SEEN = "seen";
    private static final Set<String> YES_OR_NO = Set.of("alwaysNotifyForMe", "alwaysTellMe", "never", SEEN);
    private static final Set<String> DEVICE_COLUMNS = Set.of("medium", "address", "label");
    private static final String TEXT_ONLY = "textOnly";
    private static final String UNVERIFIED_CALLS = "unverifiedCalls";
    private static final Set<String> YES_OR_NO_OF_DEVICE = Set.of(TEXT_ONLY, UNVERIFIED_CALLS);

    /** What tables may ask about the person. The last three name people by their keys. */
    private static final Set<String> PARTICULARS = Set.of("organisation", "country", "deputy", "contacts", "vips");

    private static final int LONGEST_KEY = 200;
    private static final int LONGEST_HEADER = 1000;

    /** More than any column may hold; a quote that is left open ends here. */
    private static final int LONGEST_CELL = 100_000;

    private static final char BYTE_ORDER_MARK = '\ufeff';

    private static final ObjectReader CSV = new CsvMapper(CsvFactory.builder()
                    .streamReadConstraints(StreamReadConstraints.builder()
                            .maxStringLength(LONGEST_CELL)
                            .build())
                    .build())
            .enable(CsvParser.Feature.TRIM_SPACES)
            .enable(CsvParser.Feature.SKIP_EMPTY_LINES)
            .readerForMapOf(String.class);

    private final People people;
    private final Findings findings;
    private final Map<String, Draft> drafts = new LinkedHashMap<>();

    private PeopleFile(People people, Findings findings) {
        this.people = people;
        this.findings = findings;
    }

    /** A person as far as the rows tell. */
    static final class Draft {

        private final int row;
        private final Map<String, String> columns = new HashMap<>();
        private final List<DeviceOfRow> devices = new ArrayList<>();

        private Draft(int row) {
            this.row = row;
        }

        /** In which the person is first. */
        int row() {
            return row;
        }

        /** What stands in the column, or null. */
        String text(String column) {
            return columns.get(column);
        }

        /** The keys that the column names, with {@code |} between them. */
        List<String> keys(String column) {
            return Arrays.stream(columns.getOrDefault(column, "").split("\\|"))
                    .map(String::strip)
                    .filter(key -> !key.isEmpty())
                    .distinct()
                    .toList();
        }

        boolean isTrue(String column) {
            return "true".equalsIgnoreCase(columns.get(column));
        }

        /** Where the person is called back, if the rows say so. */
        Optional<ReturnCallsTo> returnCallsTo() {
            return Optional.ofNullable(columns.get(RETURN_CALLS_TO)).map(PeopleFile::returnCallsTo);
        }

        /** In the order of the rows; they have no ids yet. */
        List<DeviceOfRow> devices() {
            return List.copyOf(devices);
        }
    }

    record DeviceOfRow(int row, Device device) {}

    /**
     * Reads a file.
     *
     * @param findings gets what is wrong with it, by row
     * @param largest how many bytes are read at most
     * @return everybody in it by their key, in the order of the rows; to be used only if there are no findings
     * @throws Refusal if the file is too large
     */
    static Map<String, Draft> read(InputStream file, long largest, People people, Findings findings)
            throws IOException {
        PeopleFile reading = new PeopleFile(people, findings);
        try (Reader text = new BufferedReader(
                new InputStreamReader(new Bounded(file, largest), StandardCharsets.UTF_8.newDecoder()))) {
            reading.rows(text);
        } catch (CharacterCodingException e) {
            findings.add("file", "is not UTF-8. Save it as \"CSV UTF-8\"");
        }
        return reading.drafts;
    }

    private void rows(Reader text) throws IOException {
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
            if (!columnsAreRight(rows)) {
                return;
            }
            while (more && !findings.areMany()) {
                findings.inRow(++row);
                read(row, rows.nextValue(), addressRows);
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

    private boolean columnsAreRight(MappingIterator<Map<String, String>> rows) {
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

    private void read(int row, Map<String, String> values, Map<String, Integer> addressRows) {
        Optional<String> key = findings.text("person", values.get("person"), LONGEST_KEY);
        if (key.isEmpty()) {
            return;
        }
        Draft draft = drafts.computeIfAbsent(key.get(), k -> new Draft(row));
        values.forEach((column, value) -> {
            if ((PERSON_COLUMNS.contains(column) || isPreference(column) || PARTICULARS.contains(column))
                    && !value.isBlank()) {
                String before = draft.columns.putIfAbsent(column, value);
                if (before != null && !before.equals(value)) {
                    findings.add(column, "is not what an earlier row says of this person");
                }
                if (before == null && YES_OR_NO.contains(column) && !isBoolean(value)) {
                    findings.add(column, "must be true, false or empty");
                }
                if (before == null && column.equals(RETURN_CALLS_TO)) {
                    noteUnlessPhone(value);
                }
                if (before == null && column.equals(QUIET_HOURS)) {
                    people.quietHours(findings, QUIET_HOURS, value);
                }
                if (before == null && column.equals(People.BRAND)) {
                    people.brand(findings, value);
                }
            }
        });
        if (Stream.concat(DEVICE_COLUMNS.stream(), YES_OR_NO_OF_DEVICE.stream())
                .allMatch(column -> isBlank(values.get(column)))) {
            return;
        }
        device(values).ifPresent(device -> {
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

    private Optional<Device> device(Map<String, String> values) {
        List<String> wrong = YES_OR_NO_OF_DEVICE.stream()
                .filter(column -> !isBlank(values.get(column)) && !isBoolean(values.get(column)))
                .toList();
        wrong.forEach(column -> findings.add(column, "must be true, false or empty"));
        if (!wrong.isEmpty()) {
            return Optional.empty();
        }
        return medium(values.get("medium"))
                .flatMap(medium -> people.device(
                        findings,
                        "",
                        new DeviceBody(
                                null,
                                medium,
                                values.get("address"),
                                values.get("label"),
                                "true".equalsIgnoreCase(values.get(TEXT_ONLY)),
                                "true".equalsIgnoreCase(values.get(UNVERIFIED_CALLS)),
                                null)));
    }

    private Optional<Medium> medium(String name) {
        try {
            return Optional.of(Medium.valueOf(String.valueOf(name).strip().toUpperCase(Locale.ROOT)));
        } catch (IllegalArgumentException e) {
            findings.add("medium", "must be one of " + List.of(Medium.values()));
            return Optional.empty();
        }
    }

    private static boolean isPreference(String column) {
        return YES_OR_NO.contains(column)
                || column.equals(RETURN_CALLS_TO)
                || column.equals(QUIET_HOURS)
                || column.equals(People.BRAND);
    }

    private static boolean isOptional(String column) {
        return isPreference(column) || PARTICULARS.contains(column) || YES_OR_NO_OF_DEVICE.contains(column);
    }

    private void noteUnlessPhone(String value) {
        try {
            returnCallsTo(value);
        } catch (IllegalArgumentException e) {
            findings.add(RETURN_CALLS_TO, "must be one of " + List.of(ReturnCallsTo.values()) + " or empty");
        }
    }

    private static ReturnCallsTo returnCallsTo(String value) {
        return ReturnCallsTo.valueOf(value.strip().toUpperCase(Locale.ROOT));
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

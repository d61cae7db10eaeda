package io.ringback.engine.trial;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.StreamReadConstraints;
import com.fasterxml.jackson.databind.MappingIterator;
import com.fasterxml.jackson.databind.ObjectReader;
import com.fasterxml.jackson.databind.ObjectWriter;
import com.fasterxml.jackson.databind.RuntimeJsonMappingException;
import com.fasterxml.jackson.dataformat.csv.CsvFactory;
import com.fasterxml.jackson.dataformat.csv.CsvMapper;
import com.fasterxml.jackson.dataformat.csv.CsvParser;
import com.fasterxml.jackson.dataformat.csv.CsvSchema;
import io.ringback.cases.TableTests;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/**
 * A file of tests as its rows and cells, however a spreadsheet or an editor has written it: with semicolons, commas or tabs, with
 * a byte order mark or without, in quotation marks or not (RFC 4180).
 *
 * @param header the names of the columns
 * @param rows those that are not empty
 */
record TestSheet(List<String> header, List<Row> rows) {

    /** More rows than this are not tried, so that a deploy takes seconds. */
    static final int MOST_ROWS = 2_000;

    private static final int LARGEST = 1_000_000;
    private static final int LONGEST_CELL = 10_000;
    private static final Pattern SEPARATOR_TOLD = Pattern.compile("\"?sep=([;,\t])\"?\\R", Pattern.CASE_INSENSITIVE);
    private static final Pattern FORMULA = Pattern.compile("=\\s*\"(.*)\"");
    private static final Pattern NAMED = Pattern.compile("\"[^\"]*\"");

    private static final ObjectReader CSV = new CsvMapper(CsvFactory.builder()
                    .streamReadConstraints(StreamReadConstraints.builder()
                            .maxStringLength(LONGEST_CELL)
                            .build())
                    .build())
            .enable(CsvParser.Feature.WRAP_AS_ARRAY)
            .readerFor(String[].class);

    private static final ObjectWriter WRITER = new CsvMapper()
            .writer(CsvSchema.emptySchema().withColumnSeparator(';').withLineSeparator("\n"));

    TestSheet {
        header = List.copyOf(header);
        rows = List.copyOf(rows);
    }

    /**
     * A row.
     *
     * @param number as a spreadsheet counts, so that the header is row 1
     * @param cells as many as the header has, without what is around them
     */
    record Row(int number, List<String> cells) {

        Row {
            cells = List.copyOf(cells);
        }
    }

    /** The file cannot be read as rows and cells. The message says why and what to do. */
    static final class Illegible extends Exception {
        private static final long serialVersionUID = 1;

        Illegible(String why) {
            super(why);
        }
    }

    /** Reads a file. */
    static TestSheet of(byte[] content) throws Illegible {
        if (content.length > LARGEST) {
            throw new Illegible("The file is larger than " + LARGEST + " bytes. Leave out what says the same twice.");
        }
        String text = text(content);
        Matcher told = SEPARATOR_TOLD.matcher(text);
        boolean isTold = told.lookingAt();
        List<Row> all = rows(
                isTold ? text.substring(told.end()) : text,
                isTold ? told.group(1).charAt(0) : '\0');
        if (all.isEmpty() || all.get(0).number() > 1) {
            throw new Illegible(
                    "Its first row is empty. Write the names of the facts and results there, and sentence.");
        }
        List<String> header = withoutEmptyEnd(all.get(0).cells());
        List<Row> rows = new ArrayList<>();
        // A spreadsheet counts the line that names the separator as no row.
        for (Row row : all.subList(1, all.size())) {
            List<String> cells = withoutEmptyEnd(row.cells());
            if (cells.size() > header.size()) {
                throw new Illegible("Row " + row.number() + " has " + cells.size() + " cells, and the header has "
                        + header.size() + ". Put a sentence that has a separator in it in quotation marks.");
            }
            if (!cells.isEmpty()) {
                rows.add(new Row(row.number(), filledUp(cells, header.size())));
            }
        }
        if (rows.size() > MOST_ROWS) {
            throw new Illegible("It has more than " + MOST_ROWS
                    + " rows. Leave a cell empty where it makes no difference," + " and one row says what many said.");
        }
        return new TestSheet(header, rows);
    }

    /** A file with these rows, with semicolons, as spreadsheets read it in most countries. */
    static byte[] written(TableTests.Sheet sheet) {
        if (sheet.rows().isEmpty()) {
            return "\n".getBytes(StandardCharsets.UTF_8);
        }
        List<List<String>> all = new ArrayList<>(List.of(sheet.header()));
        all.addAll(sheet.rows());
        try {
            return WRITER.writeValueAsString(all).getBytes(StandardCharsets.UTF_8);
        } catch (JsonProcessingException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static String text(byte[] content) throws Illegible {
        try {
            String text = StandardCharsets.UTF_8
                    .newDecoder()
                    .decode(ByteBuffer.wrap(content))
                    .toString();
            return text.startsWith("\ufeff") ? text.substring(1) : text;
        } catch (CharacterCodingException e) {
            throw new Illegible("It is not UTF-8. Save it as \"CSV UTF-8\".");
        }
    }

    private static List<Row> rows(String text, char told) throws Illegible {
        CsvSchema schema = CsvSchema.emptySchema().withColumnSeparator(told == '\0' ? separator(text) : told);
        List<Row> rows = new ArrayList<>();
        int number = 0;
        try (MappingIterator<String[]> read = CSV.with(schema).readValues(text)) {
            while (read.hasNextValue() && rows.size() <= MOST_ROWS + 1) {
                List<String> cells =
                        Arrays.stream(read.nextValue()).map(TestSheet::bare).toList();
                number++;
                if (cells.stream().anyMatch(cell -> !cell.isEmpty())) {
                    rows.add(new Row(number, cells));
                }
            }
        } catch (JsonProcessingException | RuntimeJsonMappingException e) {
            throw new Illegible("Row " + (number + 1)
                    + " cannot be read. Look for a missing or surplus quotation mark there, or in the row above it.");
        } catch (IOException e) {
            throw new Illegible("It cannot be read: " + FileTrial.innermost(e) + ".");
        }
        return rows;
    }

    /** That of which the header has most. */
    private static char separator(String text) {
        String header = NAMED.matcher(text.lines().findFirst().orElse("")).replaceAll("");
        return Stream.of(';', ',', '\t')
                .max(Comparator.comparingLong(
                        one -> header.chars().filter(each -> each == one).count()))
                .orElseThrow();
    }

    /** The cell without spaces, without the ="..." that keeps a spreadsheet from making 6/20 a day of June, and without FEEL's quotes. */
    private static String bare(String cell) {
        String text = cell == null ? "" : cell.replace('\u00a0', ' ').strip();
        Matcher formula = FORMULA.matcher(text);
        if (formula.matches()) {
            text = formula.group(1).strip();
        }
        return text.length() > 1 && NAMED.matcher(text).matches() ? text.substring(1, text.length() - 1) : text;
    }

    private static List<String> withoutEmptyEnd(List<String> cells) {
        int size = cells.size();
        while (size > 0 && cells.get(size - 1).isEmpty()) {
            size--;
        }
        return cells.subList(0, size);
    }

    private static List<String> filledUp(List<String> cells, int size) {
        List<String> all = new ArrayList<>(cells);
        while (all.size() < size) {
            all.add("");
        }
        return all;
    }
}

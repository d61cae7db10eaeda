package io.ringback.engine.trial;

import io.ringback.engine.trial.TriedTable.InputColumn;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.BitSet;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.camunda.bpm.dmn.engine.DmnEngineException;

/**
 * Which rows of a table fit each value of its facts, as bits: so a combination of facts is decided by looking at bits, and a
 * million of them in seconds. Not for several threads.
 */
final class RowsByFacts {

    /** Of rows that the engine cannot tell. */
    private static final long[] UNKNOWN = {};

    private final TriedTable table;
    private final Combinations facts;
    private final int words;
    private final List<Columns> parts;
    private final int[] places;
    private final long[][] looked;

    /** Columns that ask for facts of the same groups, with the rows that fit whatever these can be. */
    private final class Columns {
        private final int[] groups;
        private final List<InputColumn> columns = new ArrayList<>();
        private final Map<Long, long[]> rows = new HashMap<>();

        Columns(List<Integer> groups) {
            this.groups = groups.stream().mapToInt(Integer::intValue).toArray();
        }

        long[] rows() {
            long key = 0;
            for (int group : groups) {
                key = key * facts.groups().get(group).size() + places[group];
            }
            return rows.computeIfAbsent(key, unseen -> fitting());
        }

        private long[] fitting() {
            Map<String, Object> one = new LinkedHashMap<>();
            for (int group : groups) {
                one.putAll(facts.groups().get(group).get(places[group]));
            }
            BitSet all = new BitSet();
            all.set(0, table.size());
            try {
                columns.forEach(column -> all.and(column.fitting(one)));
            } catch (DmnEngineException e) {
                // Whoever asks with all facts is told.
                return UNKNOWN;
            }
            return Arrays.copyOf(all.toLongArray(), words);
        }
    }

    RowsByFacts(TriedTable table, Combinations facts) {
        this.table = table;
        this.facts = facts;
        this.words = (table.size() + Long.SIZE - 1) / Long.SIZE;
        this.places = new int[facts.groups().size()];
        List<Set<String>> names = facts.groups().stream()
                .map(group ->
                        group.stream().flatMap(one -> one.keySet().stream()).collect(Collectors.toSet()))
                .toList();
        Map<List<Integer>, Columns> byGroups = new LinkedHashMap<>();
        for (InputColumn column : table.inputs()) {
            List<Integer> groups = IntStream.range(0, names.size())
                    .filter(group -> column.names().stream().anyMatch(names.get(group)::contains))
                    .boxed()
                    .toList();
            byGroups.computeIfAbsent(groups, Columns::new).columns.add(column);
        }
        this.parts = List.copyOf(byGroups.values());
        this.looked = new long[parts.size()][];
    }

    /**
     * The rows, counted from 0, that decide in a combination.
     *
     * @throws DmnEngineException if the engine cannot decide
     */
    BitSet deciding(long number) {
        long rest = number;
        for (int group = 0; group < places.length; group++) {
            int size = facts.groups().get(group).size();
            places[group] = (int) (rest % size);
            rest /= size;
        }
        for (int part = 0; part < looked.length; part++) {
            looked[part] = parts.get(part).rows();
            if (looked[part] == UNKNOWN) {
                return table.deciding(facts.at(number));
            }
        }
        return deciding();
    }

    private BitSet deciding() {
        BitSet found = new BitSet();
        for (int word = 0; word < words; word++) {
            long bits = word < words - 1 || table.size() % Long.SIZE == 0 ? -1L : (1L << table.size()) - 1;
            for (long[] one : looked) {
                bits &= one[word];
            }
            if (bits != 0 && table.firstDecides()) {
                found.set(word * Long.SIZE + Long.numberOfTrailingZeros(bits));
                return found;
            }
            for (long left = bits; left != 0; left &= left - 1) {
                found.set(word * Long.SIZE + Long.numberOfTrailingZeros(left));
            }
        }
        return found;
    }
}

package io.ringback.arrival;

import io.ringback.cells.Cell;
import io.ringback.cells.Cells;
import io.ringback.directory.Address;
import io.ringback.directory.AddressReader;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;
import org.springframework.stereotype.Component;

/**
 * Tells {@code camel-routes/kafka-in.camel.yaml} which cells a record concerns: the callee's, and of an answered call the caller's too, since
 * it may end a case of either of the two.
 */
@Component("recordsOfCells")
public class RecordsOfCells {

    private static final String MISSING = "missing";

    private final Cells cells;
    private final AddressReader addresses;

    /** Reads addresses as {@code direct:failed-call} does. */
    public RecordsOfCells(Cells cells, AddressReader addresses) {
        this.cells = cells;
        this.addresses = addresses;
    }

    /**
     * A record for the cells that it concerns.
     *
     * @param ours what of it is this cell's; null if nothing
     * @param others what is other cells'
     */
    public record Spread(Map<?, ?> ours, List<Elsewhere> others) {}

    /**
     * What goes to another cell.
     *
     * @param key the URI of whoever lives there
     * @param body the record
     */
    public record Elsewhere(String key, Map<?, ?> body) {}

    /**
     * Spreads a record.
     *
     * @throws IllegalArgumentException if it does not say whom it concerns
     */
    public Spread spread(Map<?, ?> body) {
        Fields fields = new Fields(body, addresses);
        if (fields.has(MISSING)) {
            return join(body, fields);
        }
        Address callee = fields.address("callee");
        Stream<Address> concerned =
                "ANSWERED".equals(body.get("kind")) ? Stream.of(callee, fields.address("caller")) : Stream.of(callee);
        Map<String, Elsewhere> others = new LinkedHashMap<>();
        boolean ours = false;
        for (Address one : concerned.toList()) {
            Optional<Cell> cell = cells.elsewhere(one);
            cell.ifPresent(other -> others.putIfAbsent(other.name(), new Elsewhere(one.uri(), body)));
            ours |= cell.isEmpty();
        }
        return new Spread(ours ? body : null, List.copyOf(others.values()));
    }

    /** Each cell gets those who are missing there. */
    private Spread join(Map<?, ?> body, Fields fields) {
        List<Object> ours = new ArrayList<>();
        Map<String, List<Object>> others = new LinkedHashMap<>();
        Map<String, String> keys = new HashMap<>();
        List<Fields> missing = fields.each(MISSING);
        List<?> given = List.copyOf((Collection<?>) body.get(MISSING));
        for (int place = 0; place < missing.size(); place++) {
            Address callee = missing.get(place).address("callee");
            Optional<Cell> cell = cells.elsewhere(callee);
            cell.ifPresent(other -> keys.putIfAbsent(other.name(), callee.uri()));
            cell.map(other -> others.computeIfAbsent(other.name(), name -> new ArrayList<>()))
                    .orElse(ours)
                    .add(given.get(place));
        }
        List<Elsewhere> elsewhere = others.entrySet().stream()
                .map(one -> new Elsewhere(keys.get(one.getKey()), of(body, one.getValue())))
                .toList();
        return new Spread(ours.isEmpty() ? null : of(body, ours), elsewhere);
    }

    private static Map<?, ?> of(Map<?, ?> body, List<Object> missing) {
        Map<Object, Object> some = new LinkedHashMap<>(body);
        some.put(MISSING, missing);
        return some;
    }
}

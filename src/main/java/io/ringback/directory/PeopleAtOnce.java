package io.ringback.directory;

import io.ringback.directory.Pair.Said;
import io.ringback.sealing.SealedAddresses;
import java.util.Collection;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import java.util.function.Function;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;

/** Looks up many people in two queries, where {@link Directory} would need two for each. */
@Component
public class PeopleAtOnce {

    private final JdbcClient jdbc;
    private final PersonRows rows;

    PeopleAtOnce(JdbcClient jdbc, SealedAddresses addresses) {
        this.jdbc = jdbc;
        this.rows = new PersonRows(addresses);
    }

    /**
     * Who called whom.
     *
     * @param callerId null if nobody we know
     * @param calleeId null if nobody we know
     */
    public record Ids(UUID callerId, UUID calleeId) {}

    /** Each two as they are now. Who has been deleted since is unknown. */
    public Map<Ids, Pair> pairs(Collection<Ids> wanted) {
        Set<Ids> all = new HashSet<>(wanted);
        String[] ids = all.stream()
                .flatMap(two -> Stream.of(Optional.ofNullable(two.callerId()), Optional.ofNullable(two.calleeId())))
                .flatMap(Optional::stream)
                .distinct()
                .map(UUID::toString)
                .toArray(String[]::new);
        Map<UUID, Person> people = people(ids);
        Map<Ids, Said> said = said(all);
        return all.stream()
                .collect(Collectors.toMap(
                        Function.identity(),
                        two -> new Pair(
                                Optional.ofNullable(people.get(two.callerId())),
                                Optional.ofNullable(people.get(two.calleeId())),
                                said.getOrDefault(two, Said.NOTHING))));
    }

    private Map<UUID, Person> people(String[] ids) {
        return jdbc.sql(PersonRows.SELECT + """
                        from person p left join device d on d.person_id = p.id
                        where p.id = any (:ids::uuid[]) order by d.position
                        """).param("ids", ids).query(rows::people).stream()
                .collect(Collectors.toMap(Person::id, Function.identity()));
    }

    private Map<Ids, Said> said(Set<Ids> all) {
        List<Ids> both = all.stream()
                .filter(two -> two.callerId() != null && two.calleeId() != null)
                .toList();
        return jdbc
                .sql("select w.caller, w.callee, " + PersonRows.saidBy("w.caller", "w.callee")
                        + " from unnest(:callers::uuid[], :callees::uuid[]) as w (caller, callee)")
                .param(
                        "callers",
                        both.stream().map(two -> two.callerId().toString()).toArray(String[]::new))
                .param(
                        "callees",
                        both.stream().map(two -> two.calleeId().toString()).toArray(String[]::new))
                .query((row, number) -> Map.entry(
                        new Ids(row.getObject("caller", UUID.class), row.getObject("callee", UUID.class)),
                        PersonRows.said(row, number)))
                .list()
                .stream()
                .collect(Collectors.toMap(Map.Entry::getKey, Map.Entry::getValue));
    }
}

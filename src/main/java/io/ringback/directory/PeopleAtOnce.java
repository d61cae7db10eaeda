package io.ringback.directory;

import io.ringback.sealing.SealedAddresses;
import java.util.Collection;
import java.util.HashSet;
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
        Set<Ids> blocked = blocked(ids);
        return all.stream()
                .collect(Collectors.toMap(
                        Function.identity(),
                        two -> new Pair(
                                Optional.ofNullable(people.get(two.callerId())),
                                Optional.ofNullable(people.get(two.calleeId())),
                                blocked.contains(two))));
    }

    private Map<UUID, Person> people(String[] ids) {
        return jdbc.sql(PersonRows.SELECT + """
                        from person p left join device d on d.person_id = p.id
                        where p.id = any (:ids::uuid[]) order by d.position
                        """).param("ids", ids).query(rows::people).stream()
                .collect(Collectors.toMap(Person::id, Function.identity()));
    }

    private Set<Ids> blocked(String[] ids) {
        return Set.copyOf(
                jdbc.sql("select caller_id, callee_id from block_in_force where callee_id = any (:ids::uuid[])"
                                + " and caller_id = any (:ids::uuid[])")
                        .param("ids", ids)
                        .query((row, number) ->
                                new Ids(row.getObject("caller_id", UUID.class), row.getObject("callee_id", UUID.class)))
                        .list());
    }
}

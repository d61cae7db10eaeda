package io.ringback.directory;

import java.util.ArrayList;
import java.util.Collection;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.UUID;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;
import org.springframework.transaction.annotation.Transactional;

/** Whom people know, and whose calls matter to them. Only the person's own record shows it; the others are told nothing. */
@Component
public class AddressBooks {

    private final JdbcClient jdbc;

    AddressBooks(JdbcClient jdbc) {
        this.jdbc = jdbc;
    }

    /**
     * What one person is to another.
     *
     * @param known whether they are in the other's contacts
     * @param vip whether the other has marked them so
     */
    public record Standing(boolean known, boolean vip) {

        /** Of somebody who is in nobody's contacts. */
        public static final Standing STRANGER = new Standing(false, false);
    }

    /** What {@code other} is to {@code person}. */
    public Standing standing(UUID person, UUID other) {
        return jdbc.sql("select vip from contact where person_id = ? and contact_id = ?")
                .params(person, other)
                .query(Boolean.class)
                .optional()
                .map(vip -> new Standing(true, vip))
                .orElse(Standing.STRANGER);
    }

    /** The contacts of each of some people, always in the same order; people without any are not in it. */
    public Map<UUID, List<Contact>> of(Collection<UUID> people) {
        Map<UUID, List<Contact>> contacts = new LinkedHashMap<>();
        jdbc.sql("select person_id, contact_id, vip from contact where person_id = any (:ids::uuid[])"
                        + " order by person_id, contact_id")
                .param("ids", texts(people))
                .query(row -> {
                    contacts.computeIfAbsent(row.getObject("person_id", UUID.class), person -> new ArrayList<>())
                            .add(new Contact(row.getObject("contact_id", UUID.class), row.getBoolean("vip")));
                });
        return contacts;
    }

    /** The contacts of one person, always in the same order. */
    public List<Contact> of(UUID person) {
        return of(List.of(person)).getOrDefault(person, List.of());
    }

    /**
     * Replaces the contacts of each of these people. Whoever is in the directory no more is left out.
     *
     * @param contacts by person; without any to take all away
     */
    @Transactional
    public void replace(Map<UUID, List<Contact>> contacts) {
        jdbc.sql("delete from contact where person_id = any (:ids::uuid[])")
                .param("ids", texts(contacts.keySet()))
                .update();
        List<UUID> people = new ArrayList<>();
        List<Contact> known = new ArrayList<>();
        contacts.forEach((person, theirs) -> theirs.forEach(contact -> {
            people.add(person);
            known.add(contact);
        }));
        if (known.isEmpty()) {
            return;
        }
        // Locked, so that nobody is forgotten between the look and the row.
        jdbc.sql("""
                        insert into contact (person_id, contact_id, vip)
                        select c.person, p.id, c.vip
                          from unnest(:people::uuid[], :contacts::uuid[], :vips::boolean[]) as c (person, contact, vip)
                          join person p on p.id = c.contact
                         order by p.id
                           for key share of p
                        """)
                .param("people", texts(people))
                .param("contacts", texts(known.stream().map(Contact::personId).toList()))
                .param("vips", known.stream().map(Contact::vip).toArray(Boolean[]::new))
                .update();
    }

    /** Those of some ids that nobody in the directory has. */
    public Set<UUID> unknown(Collection<UUID> ids) {
        Set<UUID> unknown = new HashSet<>(ids);
        if (!unknown.isEmpty()) {
            jdbc.sql("select id from person where id = any (:ids::uuid[])")
                    .param("ids", texts(unknown))
                    .query(UUID.class)
                    .list()
                    .forEach(unknown::remove);
        }
        return unknown;
    }

    private static String[] texts(Collection<UUID> ids) {
        return ids.stream().map(UUID::toString).toArray(String[]::new);
    }
}

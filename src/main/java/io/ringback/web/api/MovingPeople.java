package io.ringback.web.api;

import io.ringback.directory.Address;
import io.ringback.directory.AddressBooks;
import io.ringback.directory.AddressReader;
import io.ringback.directory.CarriedBlocks;
import io.ringback.directory.CarriedBlocks.CarriedBlock;
import io.ringback.directory.Contact;
import io.ringback.directory.Device;
import io.ringback.directory.Directory;
import io.ringback.directory.Particulars;
import io.ringback.directory.Person;
import io.ringback.reach.OptOuts;
import io.ringback.reach.OptOuts.Said;
import io.ringback.web.api.MovingBody.BlockedBody;
import io.ringback.web.api.MovingBody.KnownBody;
import io.ringback.web.api.MovingBody.ReachedBody;
import io.ringback.web.api.MovingBody.StopBody;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.UUID;
import org.springframework.stereotype.Component;
import org.springframework.transaction.annotation.Isolation;
import org.springframework.transaction.annotation.Transactional;

/** Takes a person out for another cell, and takes in who comes from one. What they have said no to only ever grows. */
@Component
class MovingPeople {

    private final Directory directory;
    private final AddressBooks contacts;
    private final CarriedBlocks blocks;
    private final OptOuts stops;
    private final AddressReader addresses;
    private final People people;

    MovingPeople(
            Directory directory,
            AddressBooks contacts,
            CarriedBlocks blocks,
            OptOuts stops,
            AddressReader addresses,
            People people) {
        this.directory = directory;
        this.contacts = contacts;
        this.blocks = blocks;
        this.stops = stops;
        this.addresses = addresses;
        this.people = people;
    }

    /** All that another cell has to know, as it stood at one instant; empty if there is no such person. */
    @Transactional(readOnly = true, isolation = Isolation.REPEATABLE_READ)
    Optional<MovingBody> read(UUID id) {
        return directory.find(id).map(this::body);
    }

    private MovingBody body(Person person) {
        return new MovingBody(
                PersonBody.of(with(person, Optional.empty()), List.of()).withoutIdsOfDevices(),
                person.particulars()
                        .deputy()
                        .flatMap(directory::find)
                        .map(MovingPeople::reached)
                        .orElse(null),
                contacts.of(person.id()).stream()
                        .flatMap(contact -> directory.find(contact.personId()).stream()
                                .map(known -> new KnownBody(reached(known), contact.vip())))
                        .toList(),
                blocks.of(person.id()).stream()
                        .map(block -> new BlockedBody(
                                block.caller().stream().map(Address::uri).toList(),
                                block.since(),
                                block.until().orElse(null)))
                        .toList(),
                blocks.ofErased(person.id()),
                stops
                        .at(person.devices().stream()
                                .map(Device::address)
                                .distinct()
                                .toList())
                        .stream()
                        .map(said -> new StopBody(
                                said.address().uri(), said.medium().orElse(null), said.complaint(), said.since()))
                        .toList());
    }

    private static List<ReachedBody> reached(Person person) {
        return person.devices().stream()
                .map(device -> new ReachedBody(device.medium(), device.address().uri()))
                .toList();
    }

    /**
     * Who of those that they know is here, and who is not.
     *
     * @param contacts here
     * @param unknown how many are not in this cell's directory, a deputy among them
     */
    record Arrived(int contacts, int unknown) {}

    /** Saves them with all that they have said no to, or says what is wrong with it. */
    @Transactional
    Arrived save(UUID id, MovingBody body) {
        Findings findings = new Findings();
        Optional<Person> known = directory.findForUpdate(id);
        Optional<Person> person =
                findings.required("person", body.person()).flatMap(given -> people.read(findings, id, given, known));
        List<CarriedBlock> blocked = blocked(findings, body);
        List<Said> stopped = stopped(findings, body);
        Map<UUID, Boolean> contactsHere = new LinkedHashMap<>();
        int unknown = 0;
        for (KnownBody one : Optional.ofNullable(body.contacts()).orElse(List.of())) {
            Optional<UUID> here = find(findings, "contacts", one == null ? null : one.devices());
            here.ifPresent(contact -> contactsHere.putIfAbsent(contact, Boolean.TRUE.equals(one.vip())));
            unknown += here.isEmpty() ? 1 : 0;
        }
        Optional<UUID> deputy = Optional.ofNullable(body.deputy()).flatMap(one -> find(findings, "deputy", one));
        findings.throwIfAny();
        directory.save(with(person.orElseThrow(), deputy.filter(one -> !one.equals(id))));
        contactsHere.remove(id);
        List<Contact> theirs = new ArrayList<>();
        contactsHere.forEach((contact, vip) -> theirs.add(new Contact(contact, vip)));
        contacts.replace(Map.of(id, theirs));
        blocks.carry(id, blocked);
        stops.carry(stopped);
        return new Arrived(theirs.size(), unknown + (body.deputy() != null && deputy.isEmpty() ? 1 : 0));
    }

    private static Person with(Person person, Optional<UUID> deputy) {
        return new Person(
                person.id(),
                person.name(),
                person.language(),
                person.timeZone(),
                person.preferences(),
                person.devices(),
                new Particulars(
                        person.particulars().organisation(),
                        person.particulars().country(),
                        deputy),
                person.brand());
    }

    private Optional<UUID> find(Findings findings, String field, List<ReachedBody> devices) {
        return findings.required(field, devices).flatMap(given -> given.stream()
                .filter(Objects::nonNull)
                .filter(one -> one.medium() != null)
                .flatMap(one -> address(findings, field, one.address())
                        .flatMap(address -> directory.findByAddress(one.medium(), address))
                        .stream())
                .map(Person::id)
                .findFirst());
    }

    private List<CarriedBlock> blocked(Findings findings, MovingBody body) {
        return findings.required("blocked", body.blocked()).orElse(List.of()).stream()
                .flatMap(one -> findings.required("blocked.since", one == null ? null : one.since()).stream()
                        .map(since -> new CarriedBlock(
                                findings.required("blocked.addresses", one.addresses()).orElse(List.of()).stream()
                                        .flatMap(text -> address(findings, "blocked.addresses", text).stream())
                                        .toList(),
                                since,
                                Optional.ofNullable(one.until()))))
                .toList();
    }

    private List<Said> stopped(Findings findings, MovingBody body) {
        return findings.required("stopped", body.stopped()).orElse(List.of()).stream()
                .flatMap(one -> findings.required("stopped.since", one == null ? null : one.since()).stream()
                        .flatMap(since -> address(findings, "stopped.address", one.address()).stream()
                                .map(address -> new Said(
                                        address,
                                        Optional.ofNullable(one.medium()),
                                        Boolean.TRUE.equals(one.complaint()),
                                        since))))
                .toList();
    }

    private Optional<Address> address(Findings findings, String field, String text) {
        return findings.required(field, text).flatMap(given -> findings.read(field, () -> addresses.read(given)));
    }
}

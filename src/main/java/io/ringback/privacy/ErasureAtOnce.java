package io.ringback.privacy;

import io.ringback.cases.CaseProcess;
import io.ringback.cases.Cases;
import io.ringback.cases.EndedCases;
import io.ringback.cases.Journal;
import io.ringback.cases.Journal.Step;
import io.ringback.cases.Outcome;
import io.ringback.cases.RunningCase;
import io.ringback.directory.Address;
import io.ringback.directory.Device;
import io.ringback.directory.Directory;
import io.ringback.directory.Erased;
import io.ringback.directory.Medium;
import io.ringback.directory.Person;
import io.ringback.directory.Traces;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import java.util.function.Predicate;
import java.util.function.Supplier;
import java.util.stream.Stream;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.stereotype.Service;
import org.springframework.transaction.support.TransactionTemplate;

/**
 * Erases in one transaction, which takes its locks as all do: the cases first, in one order, and the person last. A case that opens
 * meanwhile, be it of a call that another transaction had in hand, is seen in the end, and all of it is done once more.
 */
@Service
class ErasureAtOnce implements Erasure {

    static final String REASON = "erased";

    private static final Logger LOG = LoggerFactory.getLogger(ErasureAtOnce.class);

    /** What races with a case that is told something just then comes through the next time. */
    private static final int TRIES = 5;

    private final Directory directory;
    private final Cases cases;
    private final EndedCases ended;
    private final CaseProcess process;
    private final Journal journal;
    private final List<Traces> traces;
    private final TransactionTemplate transaction;

    ErasureAtOnce(
            Directory directory,
            Cases cases,
            EndedCases ended,
            CaseProcess process,
            Journal journal,
            List<Traces> traces,
            TransactionTemplate transaction) {
        this.directory = directory;
        this.cases = cases;
        this.ended = ended;
        this.process = process;
        this.journal = journal;
        this.traces = List.copyOf(traces);
        this.transaction = transaction;
    }

    /** A case of theirs opened just now. */
    private static final class Overtaken extends RuntimeException {
        private Overtaken() {
            super("A case of theirs opened meanwhile; the erasure is tried again.");
        }
    }

    @Override
    public Result person(UUID id, Predicate<Person> meant) {
        return untilDone(() ->
                directory.find(id).<Result>map(person -> erase(person, meant)).orElseGet(Result.Unknown::new));
    }

    @Override
    public Result address(Address address) {
        return untilDone(() -> owner(address).<Result>map(Result.OfPerson::new).orElseGet(() -> {
            List<UUID> named = ended.naming(Optional.empty(), List.of(address));
            int open = end(named);
            forget(new Erased(Optional.empty(), List.of(address), Set.copyOf(named)));
            requireNoOther(named, Optional.empty(), List.of(address));
            LOG.info("An address was erased from {} cases, {} of which were open", named.size(), open);
            return new Result.Done(open, named.size());
        }));
    }

    private Result erase(Person seen, Predicate<Person> meant) {
        List<Address> formerly = formerly(seen.id());
        List<UUID> named = ended.naming(Optional.of(seen.id()), addresses(seen, formerly));
        int open = end(named);
        Optional<Person> person = directory.findForUpdate(seen.id());
        if (person.isEmpty()) {
            throw new Overtaken();
        }
        if (!meant.test(person.get())) {
            return new Result.Changed();
        }
        List<Address> theirs = addresses(person.get(), formerly);
        forget(new Erased(Optional.of(seen.id()), theirs, Set.copyOf(named)));
        requireNoOther(named, Optional.of(seen.id()), theirs);
        directory.delete(seen.id());
        LOG.info("Person {} was erased from {} cases, {} of which were open", seen.id(), named.size(), open);
        return new Result.Done(open, named.size());
    }

    /** To forget their events is to wait for who has one in hand, and may open a case with it. */
    private void requireNoOther(List<UUID> named, Optional<UUID> person, List<Address> theirs) {
        Set<UUID> now = new HashSet<>(ended.naming(person, theirs));
        now.removeAll(named);
        if (!now.isEmpty()) {
            throw new Overtaken();
        }
    }

    private void forget(Erased who) {
        traces.forEach(trace -> trace.erase(who));
    }

    private int end(List<UUID> named) {
        List<RunningCase> open = named.stream()
                .flatMap(id -> cases.lock(id).stream())
                .filter(RunningCase::isOpen)
                .toList();
        open.forEach(running -> {
            journal.write(
                    running.id(), Step.CANCELLED, null, running.state().name(), "one of its people was " + REASON);
            process.end(running, Outcome.CANCELLED, REASON);
        });
        return open.size();
    }

    private static List<Address> addresses(Person person, List<Address> formerly) {
        return Stream.concat(person.devices().stream().map(Device::address), formerly.stream())
                .distinct()
                .toList();
    }

    /** What they called from or were called at, and nobody has now: a number that they gave up is theirs to be forgotten too. */
    private List<Address> formerly(UUID person) {
        return ended.addressesOf(person).stream()
                .filter(address -> owner(address).isEmpty())
                .toList();
    }

    private Optional<UUID> owner(Address address) {
        return Stream.of(Medium.values())
                .flatMap(medium -> directory.findByAddress(medium, address).stream())
                .map(Person::id)
                .findFirst();
    }

    private Result untilDone(Supplier<Result> erase) {
        for (int tried = 1; ; tried++) {
            try {
                return transaction.execute(status -> {
                    Result result = erase.get();
                    if (!(result instanceof Result.Done)) {
                        status.setRollbackOnly();
                    }
                    return result;
                });
            } catch (RuntimeException e) {
                if (tried == TRIES) {
                    throw e;
                }
                LOG.debug("An erasure could not be done (try {})", tried, e);
            }
        }
    }
}

package io.ringback.privacy;

import io.ringback.directory.Address;
import io.ringback.directory.Person;
import java.util.UUID;
import java.util.function.Predicate;

/** Erases people and addresses from all that is kept, at once and for good (docs/decisions/0025-erasure.md). */
public interface Erasure {

    /** What came of the wish that somebody is erased. */
    sealed interface Result {

        /**
         * Nothing of them is kept any more.
         *
         * @param casesEnded that were open
         * @param cases in which they are named no more, those included
         */
        record Done(int casesEnded, int cases) implements Result {}

        /** There is no such person. */
        record Unknown() implements Result {}

        /** The person is not as whoever wished it had seen them. */
        record Changed() implements Result {}

        /** The address is the person's: they are to be erased, or to get another address. */
        record OfPerson(UUID person) implements Result {}
    }

    /**
     * Erases a person with all addresses. Their open cases end as CANCELLED.
     *
     * @param meant asked once nobody else can change them
     */
    Result person(UUID id, Predicate<Person> meant);

    /** Erases an address that is nobody's: of somebody who called or was called, and is not in the directory. */
    Result address(Address address);
}

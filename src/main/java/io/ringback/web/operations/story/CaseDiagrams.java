package io.ringback.web.operations.story;

import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** What the page of a case must know of the engine: the diagrams, and where a process stands in one. */
public interface CaseDiagrams {

    /**
     * A version of the diagram.
     *
     * @param xml as it was deployed
     * @param names of its elements by their ids; without those that have none
     */
    record Version(int number, String xml, Map<String, String> names) {

        /** What people call an element. */
        String name(String element) {
            return names.getOrDefault(element, element);
        }
    }

    /**
     * Where a process stands.
     *
     * @param here the elements at which its tokens are
     * @param problems what does not go on by itself
     */
    record Standing(List<String> here, List<Problem> problems) {

        static final Standing NOWHERE = new Standing(List.of(), List.of());
    }

    /** @param words why it does not go on at {@code element} */
    record Problem(String element, String words) {}

    /** How many processes wait at an element, whatever the version of their diagram. */
    record Waiting(String element, long processes) {}

    /** One version; empty if somebody has deleted it from the engine. */
    Optional<Version> version(int number);

    /** The version that new cases run on; empty before the first is deployed. */
    Optional<Version> inForce();

    /** Where a process stands; nowhere if it has ended. */
    Standing standing(String processInstanceId);

    /** How many problems each of these processes has; without those that have none. */
    Map<String, Integer> problems(Collection<String> processInstanceIds);

    /** Where processes wait, the most first. */
    List<Waiting> waiting();
}

package io.ringback.web.operations;

import jakarta.servlet.http.HttpServletRequest;
import java.util.List;
import java.util.Optional;
import java.util.UUID;

/** Tells the operators' journal of requests whose words and cases are more than their path says. */
public interface NamedActs {

    /**
     * What a request asks for.
     *
     * @param act in words; empty if it only looks
     * @param cases to which
     */
    record Named(String act, List<UUID> cases) {

        /** What only looks. */
        public static final Named LOOK = new Named("", List.of());

        public Named {
            cases = List.copyOf(cases);
        }
    }

    /** What {@code request} asks for; empty if it is none of these. */
    Optional<Named> named(HttpServletRequest request);
}

package io.ringback.failedcall;

import io.ringback.failedcall.CannotBeMeant.About;
import io.ringback.failedcall.CannotBeMeant.Finding;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** Collects what is wrong with what was told, so that its sender hears of everything at once. */
final class Complaints {

    private final List<Finding> findings = new ArrayList<>();

    void add(String field, String problem) {
        add(field, About.VALUE, problem);
    }

    void add(String field, About about, String problem) {
        findings.add(new Finding(field, about, problem));
    }

    /** The value, or a finding if it is missing. */
    <T> Optional<T> required(String field, T value) {
        if (value == null) {
            add(field, "is missing");
        }
        return Optional.ofNullable(value);
    }

    void throwIfAny() {
        if (!findings.isEmpty()) {
            throw new CannotBeMeant(findings);
        }
    }
}

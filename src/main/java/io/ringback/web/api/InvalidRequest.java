package io.ringback.web.api;

import java.util.List;

/** A request whose content cannot be meant. */
final class InvalidRequest extends RuntimeException {

    private final transient List<FieldProblem> problems;

    InvalidRequest(List<FieldProblem> problems) {
        super("The request has " + problems.size() + " wrong fields.");
        this.problems = List.copyOf(problems);
    }

    List<FieldProblem> problems() {
        return problems;
    }
}

package io.ringback.failedcall;

import java.util.List;

/** What was told of a call cannot be meant. */
public final class CannotBeMeant extends IllegalArgumentException {

    private final transient List<Finding> findings;

    CannotBeMeant(List<Finding> findings) {
        super("What was told of the call has " + findings.size() + " wrong fields.");
        this.findings = List.copyOf(findings);
    }

    /** All that is wrong, in the order of the fields; at least one. */
    public List<Finding> findings() {
        return findings;
    }

    /**
     * What is wrong with one field.
     *
     * @param field such as {@code callee} or {@code missing[0].callee}
     * @param about what kind of value the field was to have
     * @param problem what is wrong and how to mend it; never repeats an address. What {@link About#ADDRESS} has is a
     *     sentence, the others go on from the name of the field
     */
    public record Finding(String field, About about, String problem) {}

    /** What a finding is about. */
    public enum About {
        /** That the text is no address. */
        ADDRESS,
        /** That the text is no time. */
        TIME,
        /** Anything else. */
        VALUE
    }
}

package io.ringback.failedcall;

import java.io.IOException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.OptionalInt;
import java.util.function.BooleanSupplier;
import org.springframework.beans.factory.annotation.Value;
import org.springframework.boot.context.properties.bind.BindException;
import org.springframework.boot.context.properties.bind.BindHandler;
import org.springframework.boot.context.properties.bind.Bindable;
import org.springframework.boot.context.properties.bind.Binder;
import org.springframework.boot.context.properties.bind.handler.NoUnboundElementsBindHandler;
import org.springframework.boot.context.properties.source.ConfigurationPropertySources;
import org.springframework.boot.env.YamlPropertySourceLoader;
import org.springframework.core.env.PropertySource;
import org.springframework.core.io.Resource;
import org.springframework.stereotype.Component;

/** The table in {@code classification.yaml}: which endings of a call are failed calls, and why they failed. */
@Component
public class Classification {

    /** What must hold besides the number for a line to fit. */
    enum Condition {
        ALWAYS,
        RANG,
        RANG_LONG,
        CALLEE_KNOWN
    }

    /** What a line says; the causes are those of {@link Cause}. */
    enum Result {
        BUSY(new Verdict.Failed(Cause.BUSY)),
        NO_ANSWER(new Verdict.Failed(Cause.NO_ANSWER)),
        UNREACHABLE(new Verdict.Failed(Cause.UNREACHABLE)),
        REJECTED(new Verdict.Failed(Cause.REJECTED)),
        NOT_FOUND(new Verdict.Failed(Cause.NOT_FOUND)),
        NOTHING(new Verdict.Nothing()),
        BLOCK(new Verdict.Block());

        @SuppressWarnings("ImmutableEnumChecker") // Every verdict is a record of enums.
        private final Verdict verdict;

        Result(Verdict verdict) {
            this.verdict = verdict;
        }
    }

    /** A line of the table. */
    record Rule(List<String> sip, List<String> q850, Condition when, Result then) {

        Rule {
            sip = sip == null ? List.of() : List.copyOf(sip);
            q850 = q850 == null ? List.of() : List.copyOf(q850);
            when = when == null ? Condition.ALWAYS : when;
            if (sip.isEmpty() == q850.isEmpty()) {
                throw new IllegalArgumentException("A rule has either \"sip\" or \"q850\".");
            }
            if (then == null) {
                throw new IllegalArgumentException("A rule needs \"then\".");
            }
            for (String status : sip) {
                if (!status.matches("[3-6]([0-9][0-9]|xx)")) {
                    throw new IllegalArgumentException("\"sip\" is a status from 300 to 699, or such as 3xx.");
                }
            }
            for (String cause : q850) {
                if (!cause.matches("[0-9]{1,3}")) {
                    throw new IllegalArgumentException("\"q850\" is a number.");
                }
            }
        }

        private boolean names(OptionalInt number, List<String> numbers) {
            if (number.isEmpty()) {
                return false;
            }
            String digits = Integer.toString(number.getAsInt());
            return numbers.contains(digits) || numbers.contains(digits.charAt(0) + "xx");
        }

        private boolean fits(CallEnding ending) {
            return names(ending.q850(), q850) || names(ending.sipStatus(), sip);
        }
    }

    /** The file. */
    record Table(int ringSeconds, List<Rule> rules) {}

    private final Duration longRinging;
    private final List<Rule> rules;

    /**
     * @param file the table
     * @throws IllegalStateException if the table cannot be read; the message names the file and what is wrong in it
     */
    Classification(@Value("${ringback.classification:classpath:classification.yaml}") Resource file) {
        Table table = read(file);
        List<Rule> ordered = new ArrayList<>();
        table.rules().stream().filter(rule -> !rule.q850().isEmpty()).forEach(ordered::add);
        table.rules().stream().filter(rule -> !rule.sip().isEmpty()).forEach(ordered::add);
        this.rules = List.copyOf(ordered);
        this.longRinging = Duration.ofSeconds(table.ringSeconds());
    }

    /** The table in this file, for whoever asks it outside of Ringback. */
    public static Classification of(Resource file) {
        return new Classification(file);
    }

    /** Its lines, in the order in which they are asked. */
    List<Rule> rules() {
        return rules;
    }

    /** How long it has to ring to count as long. */
    public Duration longRinging() {
        return longRinging;
    }

    private static Table read(Resource file) {
        try {
            List<PropertySource<?>> sources = new YamlPropertySourceLoader().load("classification", file);
            Table table = new Binder(ConfigurationPropertySources.from(sources))
                    .bind(
                            "classification",
                            Bindable.of(Table.class),
                            new NoUnboundElementsBindHandler(BindHandler.DEFAULT))
                    .orElseThrow(() -> new IllegalStateException("it does not begin with \"classification:\""));
            if (table.rules() == null) {
                throw new IllegalStateException("it has no \"rules\"");
            }
            return table;
        } catch (BindException e) {
            throw new IllegalStateException(
                    "The classification table " + file.getDescription() + " is wrong at " + e.getName()
                            + (e.getOrigin() == null ? "" : ", " + e.getOrigin()) + ": " + reason(e)
                            + ". Compare it with the comment at the top of the built-in classification.yaml.",
                    e);
        } catch (IOException | RuntimeException e) {
            throw new IllegalStateException(
                    "The classification table " + file.getDescription() + " cannot be read: " + e.getMessage()
                            + ". Correct the file, or leave ringback.classification out to use the built-in table.",
                    e);
        }
    }

    private static String reason(Throwable problem) {
        Throwable innermost = problem;
        while (innermost.getCause() != null) {
            innermost = innermost.getCause();
        }
        return innermost.getMessage();
    }

    /**
     * Looks an ending up in the table.
     *
     * @param calleeKnown asked only if a line wants to know
     */
    public Verdict classify(CallEnding ending, BooleanSupplier calleeKnown) {
        return rules.stream()
                .filter(rule -> rule.fits(ending) && holds(rule.when(), ending, calleeKnown))
                .findFirst()
                .map(rule -> rule.then().verdict)
                .orElseGet(Verdict.Nothing::new);
    }

    private boolean holds(Condition condition, CallEnding ending, BooleanSupplier calleeKnown) {
        return switch (condition) {
            case ALWAYS -> true;
            case RANG -> ending.rang();
            case RANG_LONG -> ending.rang() && ending.ringing().compareTo(longRinging) >= 0;
            case CALLEE_KNOWN -> calleeKnown.getAsBoolean();
        };
    }
}

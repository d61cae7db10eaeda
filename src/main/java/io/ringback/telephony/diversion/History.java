package io.ringback.telephony.diversion;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * History-Info (RFC 7044, and RFC 4244 before it): where the call has been, each with its index ({@code 1.1} came from
 * {@code 1}), how it got there ({@code rc} a phone registered for it, {@code mp} another person, {@code np} unchanged) and,
 * escaped in the URI, why it did not stay (Reason). Entries that cannot be read are passed over.
 */
record History(List<NameAddress> entries, Optional<NameAddress> us) {

    /**
     * @param lines the header's lines
     * @param requestUri where the request came to; the last entry usually names it, but some switches leave it out
     */
    static History of(List<String> lines, SipUri requestUri, OwnAddresses own) {
        List<NameAddress> entries = NameAddress.readable(lines);
        if (entries.isEmpty()) {
            return new History(entries, Optional.empty());
        }
        NameAddress last = entries.get(entries.size() - 1);
        boolean isUs = last.uri().sameAs(requestUri) || own.contains(last.uri());
        return isUs
                ? new History(entries.subList(0, entries.size() - 1), Optional.of(last))
                : new History(entries, Optional.empty());
    }

    /** Whether nothing can be read of it, or there is none. */
    boolean isEmpty() {
        return entries.isEmpty() && us.isEmpty();
    }

    /** Who sent the call on, the latest first: the persons, not their phones. */
    List<Diverter> diverters() {
        List<Diverter> diverters = new ArrayList<>();
        Optional<NameAddress> target = us;
        Optional<NameAddress> from = us.flatMap(this::origin)
                .or(() -> entries.isEmpty() ? Optional.empty() : Optional.of(entries.get(entries.size() - 1)));
        while (from.isPresent() && diverters.size() < entries.size()) {
            NameAddress person = person(from.get());
            diverters.add(new Diverter(person.uri(), reasonsAt(person), target.flatMap(History::cause)));
            target = Optional.of(person);
            from = wasSentOn(person) ? origin(person) : Optional.empty();
        }
        return diverters;
    }

    private NameAddress person(NameAddress phone) {
        NameAddress from = phone;
        for (int steps = 0; steps < entries.size(); steps++) {
            NameAddress entry = from;
            Optional<NameAddress> person =
                    entry.parameter("rc").or(() -> entry.parameter("np")).flatMap(this::entry);
            if (person.isEmpty() || person.get().equals(from)) {
                break;
            }
            from = person.get();
        }
        return from;
    }

    /** Whether somebody else had the call before: {@code mp} (RFC 7044), or RFC 4458's {@code cause} before there was that. */
    private static boolean wasSentOn(NameAddress entry) {
        return entry.parameter("mp").isPresent() || cause(entry).isPresent();
    }

    /** Beside a Reason that was written as parameters, {@code cause} is the Reason's. */
    private static Optional<Category> cause(NameAddress entry) {
        return entry.uri()
                .parameter("cause")
                .filter(cause -> !entry.uri().parameters().containsKey("reason"))
                .flatMap(Category::ofCause);
    }

    /** The Reason at a person, or at the latest of their phones, whose entries are numbered below theirs. */
    private Reasons reasonsAt(NameAddress person) {
        String index = person.parameter("index").orElse("");
        Reasons own = Reasons.of(reasonsOf(person));
        return entries.stream()
                .filter(entry -> !index.isEmpty() && !wasSentOn(entry))
                .filter(entry -> entry.parameter("index").map(History::parent).filter(index::equals).isPresent())
                .map(entry -> Reasons.of(reasonsOf(entry)))
                .filter(reasons -> own.equals(Reasons.NONE) && !reasons.equals(Reasons.NONE))
                .reduce((earlier, later) -> later)
                .orElse(own);
    }

    private Optional<NameAddress> origin(NameAddress target) {
        return target.parameter("mp")
                .or(() -> target.parameter("index")
                        .filter(index -> index.contains("."))
                        .map(History::parent))
                .flatMap(this::entry);
    }

    private static String parent(String index) {
        return index.substring(0, Math.max(index.lastIndexOf('.'), 0));
    }

    private Optional<NameAddress> entry(String index) {
        return entries.stream()
                .filter(entry -> entry.parameter("index").filter(index::equals).isPresent())
                .findFirst();
    }

    /** Why the call failed where it was last. */
    Reasons reasons() {
        for (int i = entries.size() - 1; i >= 0; i--) {
            Reasons reasons = Reasons.of(reasonsOf(entries.get(i)));
            if (!reasons.equals(Reasons.NONE)) {
                return reasons;
            }
        }
        return Reasons.NONE;
    }

    /** The Reasons of an entry: escaped in its URI, or as application servers write them, as parameters. */
    private static List<String> reasonsOf(NameAddress entry) {
        List<String> reasons = new ArrayList<>(entry.uri().header("reason"));
        for (Map<String, String> parameters : List.of(entry.uri().parameters(), entry.parameters())) {
            String reason = SipGrammar.unescapedWherePossible(parameters.getOrDefault("reason", ""));
            if (reason.contains("cause")) {
                reasons.add(reason);
            } else if (!reason.isEmpty()) {
                reasons.add(reason + ";cause=" + parameters.getOrDefault("cause", "") + ";text=\""
                        + parameters.getOrDefault("text", "").replace('"', ' ') + '"');
            }
        }
        return reasons;
    }

    /** Why it was sent on to us, as RFC 4458 has it in the URI it was sent to. */
    Optional<Category> category() {
        return us.flatMap(History::cause);
    }
}

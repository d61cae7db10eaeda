package io.ringback.web.operations.acts;

import io.ringback.cases.WithoutAddresses;
import java.util.Arrays;
import java.util.Optional;
import org.springframework.http.HttpStatus;
import org.springframework.util.MultiValueMap;
import org.springframework.web.server.ResponseStatusException;

/**
 * What the form of acts asks for.
 *
 * @param name the incident's; may be empty
 * @param problem what the operator has to add; empty if it is complete
 * @param back where they can
 */
record AskedAct(String name, Wish wish, Optional<String> problem, String back) {

    private static final int LONGEST_NAME = 100;
    private static final int LONGEST_WORDS = 1000;
    private static final int LONGEST_REASON = 150;

    /**
     * As a form says it.
     *
     * @throws ResponseStatusException if no form of ours does
     */
    static AskedAct of(MultiValueMap<String, String> given, String operator) {
        CaseAct act = oneOf(CaseAct.values(), text(given, "act", LONGEST_NAME))
                .orElseThrow(() -> new ResponseStatusException(HttpStatus.BAD_REQUEST));
        String name = WithoutAddresses.text(text(given, "name", LONGEST_NAME));
        String words = WithoutAddresses.text(text(given, "words", act == CaseAct.END ? LONGEST_REASON : LONGEST_WORDS));
        String detail = act.needsWay()
                ? oneOf(WayOn.values(), text(given, "way", LONGEST_NAME))
                        .orElse(WayOn.TIME)
                        .name()
                : act.needsWords() ? words : "";
        Optional<String> problem = act.needsWords() && words.isEmpty()
                ? Optional.of("Nothing was done: write the "
                        + (act == CaseAct.END ? "reason why the case ends." : "note for your colleagues."))
                : Optional.empty();
        return new AskedAct(name, new Wish(act, detail, operator), problem, back(given));
    }

    /** To the case, if it was about one. */
    private static String back(MultiValueMap<String, String> given) {
        return Optional.ofNullable(given.getFirst("case"))
                .flatMap(BatchPages::id)
                .map(id -> "/operations/cases/" + id)
                .orElse("/operations/cases");
    }

    private static <E extends Enum<E>> Optional<E> oneOf(E[] values, String name) {
        return Arrays.stream(values).filter(one -> one.name().equals(name)).findFirst();
    }

    private static String text(MultiValueMap<String, String> given, String name, int longest) {
        String text = Optional.ofNullable(given.getFirst(name))
                .orElse("")
                .replace("\u0000", "")
                .strip();
        return text.substring(0, Math.min(text.length(), longest));
    }
}

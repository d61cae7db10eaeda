package io.ringback.engine.trial;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.Iterator;
import java.util.List;
import java.util.Map;
import java.util.function.Function;

/**
 * Works something out once for all who answer alike. Whoever works it out asks one question after the other, and which one comes next
 * depends on the answers before: so all that anybody can answer is a tree, and whoever comes to a leaf has what was worked out for
 * the first who came there. Not for several threads.
 *
 * @param <C> who is asked
 * @param <R> what is worked out; depends on the answers alone
 */
final class AskedInTurn<C, R> {

    private final Function<Asking<C>, R> working;
    private final int most;
    private final Place<C, R> root = new Place<>();
    private int known;

    /** Asks whoever it is about. */
    interface Asking<C> {

        /** @param question may have an effect on who is asked; answers are compared */
        <A> A ask(Function<C, A> question);
    }

    private static final class Place<C, R> {
        private Function<C, ?> question;
        private final Map<Object, Place<C, R>> next = new HashMap<>();
        private R result;
    }

    /**
     * Keeps what it works out.
     *
     * @param most how many results; the rest is worked out each time
     */
    AskedInTurn(Function<Asking<C>, R> working, int most) {
        this.working = working;
        this.most = most;
    }

    /** How many results are kept. */
    int known() {
        return known;
    }

    R of(C one) {
        List<Object> answers = new ArrayList<>();
        Place<C, R> at = root;
        while (at != null && at.question != null) {
            Object answer = at.question.apply(one);
            answers.add(answer);
            Place<C, R> before = at;
            at = before.next.get(answer);
            if (at == null && known < most) {
                at = new Place<>();
                before.next.put(answer, at);
            }
        }
        if (at == null) {
            return new Noting(one, answers, new Place<>()).work();
        }
        if (at.result != null) {
            return at.result;
        }
        known++;
        return new Noting(one, answers, at).work();
    }

    /** Works it out for one whose first answers are known. */
    private final class Noting implements Asking<C> {

        private final C one;
        private final Iterator<Object> answered;
        private Place<C, R> at;

        Noting(C one, List<Object> answers, Place<C, R> from) {
            this.one = one;
            this.answered = answers.iterator();
            this.at = from;
        }

        R work() {
            R result = working.apply(this);
            at.result = result;
            return result;
        }

        @Override
        @SuppressWarnings("unchecked")
        public <A> A ask(Function<C, A> question) {
            if (answered.hasNext()) {
                return (A) answered.next();
            }
            A answer = question.apply(one);
            at.question = question;
            at = at.next.computeIfAbsent(answer, first -> new Place<>());
            return answer;
        }
    }
}

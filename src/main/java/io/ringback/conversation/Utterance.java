package io.ringback.conversation;

import io.ringback.conversation.SpokenLine.Word;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.List;
import java.util.Set;
import java.util.function.Predicate;

/** A line as the phrases that it consists of, without greeting and without what only leads up to an answer. */
final class Utterance {

    private static final Set<Sense> DECISIVE =
            EnumSet.of(Sense.YES, Sense.NO, Sense.ALWAYS, Sense.STOP, Sense.REACHABLE, Sense.REACHED, Sense.NEGATION);
    private static final int LONGEST_NAME = 3;

    private final List<Unit> units;

    private Utterance(List<Unit> units) {
        this.units = units;
    }

    /**
     * A phrase of the lexicon, or a word that is not in it.
     *
     * @param senses empty for a word that is not in it
     */
    record Unit(String text, Set<Sense> senses, boolean endsClause, boolean several) {

        boolean is(Sense sense) {
            return senses.contains(sense);
        }

        boolean isDecisive() {
            return senses.stream().anyMatch(DECISIVE::contains);
        }

        boolean isNumber() {
            return Character.isDigit(text.codePointAt(0));
        }

        boolean isUnknown() {
            return senses.isEmpty() && !isNumber() && !SpokenLine.isSign(text);
        }

        private Unit without(Sense sense) {
            Set<Sense> left = EnumSet.copyOf(senses);
            left.remove(sense);
            return new Unit(text, left, endsClause, several);
        }
    }

    static Utterance of(String line, Lexicon lexicon) {
        List<Unit> units = withoutGreeting(units(SpokenLine.split(line), lexicon));
        int from = 0;
        while (from < units.size()
                && (units.get(from).is(Sense.LEAD) || units.get(from).is(Sense.IDIOM))
                && !units.get(from).isDecisive()) {
            from++;
        }
        return new Utterance(certain(units.subList(from, units.size())));
    }

    boolean isEmpty() {
        return units.isEmpty();
    }

    Unit first() {
        return units.get(0);
    }

    List<Unit> units() {
        return units;
    }

    boolean has(Sense sense) {
        return units.stream().anyMatch(unit -> unit.is(sense));
    }

    /** How many words are neither in the lexicon nor the name of somebody to be told. */
    long unknown() {
        long unknown = 0;
        for (int i = 0; i < units.size(); i++) {
            if (units.get(i).isUnknown() && !isName(i)) {
                unknown++;
            }
        }
        return unknown;
    }

    /** Whether every unit is as {@code allowed} says, or a number, a sign, or a name. */
    boolean consistsOf(Predicate<Unit> allowed) {
        return unknown() == 0 && units.stream().allMatch(unit -> unit.senses().isEmpty() || allowed.test(unit));
    }

    private boolean isName(int i) {
        boolean told = i > 0 && (units.get(i - 1).is(Sense.NAMING) || (i > 1 && isName(i - 1)));
        return (told && units.get(i).isUnknown())
                || (i + 1 < units.size() && units.get(i + 1).is(Sense.NAMED));
    }

    private static List<Unit> units(List<Word> words, Lexicon lexicon) {
        List<Unit> units = new ArrayList<>();
        List<String> texts =
                words.stream().map(word -> asKnown(word.text(), lexicon)).toList();
        int at = 0;
        while (at < words.size()) {
            int length = 1;
            Set<Sense> senses = EnumSet.noneOf(Sense.class);
            for (Lexicon.Phrase phrase : lexicon.beginningWith(texts.get(at))) {
                int size = phrase.words().size();
                if (at + size <= texts.size()
                        && texts.subList(at, at + size).equals(phrase.words())
                        && words.subList(at, at + size - 1).stream().noneMatch(Word::endsClause)) {
                    length = size;
                    senses = phrase.senses();
                    break;
                }
            }
            units.add(new Unit(texts.get(at), senses, words.get(at + length - 1).endsClause(), length > 1));
            at += length;
        }
        return units;
    }

    private static String asKnown(String word, Lexicon lexicon) {
        return lexicon.knows(word)
                ? word
                : SpokenLine.shorter(word).stream()
                        .filter(lexicon::knows)
                        .findFirst()
                        .orElse(word);
    }

    /** Without "Hi", "Hej Ringback," and the like, if something follows. */
    private static List<Unit> withoutGreeting(List<Unit> units) {
        if (units.isEmpty() || !units.get(0).is(Sense.GREETING)) {
            return units;
        }
        int named = 1;
        if (!units.get(0).endsClause()) {
            while (named < units.size() && !units.get(named).endsClause()) {
                named++;
            }
            boolean isName = named < units.size() - 1
                    && named <= LONGEST_NAME
                    && units.subList(1, named + 1).stream().noneMatch(Unit::isDecisive);
            named = isName ? named + 1 : 1;
        }
        return units.subList(named, units.size());
    }

    /**
     * A word that says yes in one language and thanks, or "if", in another counts as what its place makes of it, and "don't tell
     * them" as no yes.
     */
    private static List<Unit> certain(List<Unit> units) {
        List<Unit> certain = new ArrayList<>();
        for (Unit unit : units) {
            boolean decidedElsewhere =
                    units.stream().anyMatch(other -> !other.text().equals(unit.text()) && other.isDecisive());
            boolean thanks = unit.is(Sense.YES) && unit.is(Sense.NEUTRAL) && decidedElsewhere;
            boolean either = unit.is(Sense.YES) && unit.is(Sense.CONDITION);
            boolean denied = unit.is(Sense.YES)
                    && unit.several()
                    && !certain.isEmpty()
                    && certain.get(certain.size() - 1).is(Sense.NEGATION);
            if (denied) {
                certain.add(new Unit(unit.text(), EnumSet.of(Sense.AFTER_NO), unit.endsClause(), true));
            } else if (thanks) {
                certain.add(unit.without(Sense.YES));
            } else if (either) {
                certain.add(unit.without(certain.isEmpty() ? Sense.CONDITION : Sense.YES));
            } else {
                certain.add(unit);
            }
        }
        return certain;
    }
}

package io.ringback.engine.preview;

import io.ringback.cases.EarlierCase;
import io.ringback.cases.Replayed.Line;
import java.util.List;
import java.util.Set;
import java.util.stream.Stream;

/** Decides cases by what is in force and by what would be, and adds up what comes of all. Not for several threads. */
interface BothWays {

    /** Whether cases go through diagrams; otherwise tables alone are asked. */
    boolean throughDiagrams();

    /** The facts about people that make a difference. */
    Set<String> looksAt();

    /** What would be otherwise in each of these, in their order; nothing where all is alike. */
    Stream<List<Differing>> decide(List<EarlierCase> some, Stream<EarlierFacts> facts);

    /** What comes of all of them so far. */
    List<Line> lines();

    /** What could not be replayed, and why. */
    List<String> notes();
}

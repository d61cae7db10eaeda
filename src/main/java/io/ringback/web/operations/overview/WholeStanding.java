package io.ringback.web.operations.overview;

import io.ringback.agenda.ThisNode;
import java.time.Duration;
import java.util.List;
import java.util.stream.Stream;

/**
 * How Ringback stands as a whole.
 *
 * @param asking how many things ask for a person
 * @param acting whether one of them does not mend itself
 * @param open cases that have not ended
 * @param waiting messages that have not left yet
 * @param oldest for how long the oldest of them has waited
 * @param allowed how long a message may wait
 * @param tallies what became of the messages of the last hour
 * @param calls failed calls that were told of
 * @param messages that have left
 * @param talks how long it took until the two talked
 * @param underWay calls that ring or are talked on
 */
public record WholeStanding(
        long asking,
        boolean acting,
        long open,
        long waiting,
        Duration oldest,
        Duration allowed,
        List<Tally> tallies,
        HourBesideYesterday calls,
        HourBesideYesterday messages,
        TalksBesideYesterday talks,
        long underWay,
        ThisNode.Nodes nodes,
        List<Provider> providers) {

    /** The few very large figures, what asks for a person first. */
    public List<BigFigure> figures() {
        return List.of(
                new BigFigure("Asks for you", asking, asking == 0 ? "nothing" : "see the list", asked(), "#asks"),
                new BigFigure("Waiting to leave", waiting, waited(), waitedSign(), "/operations/messages"),
                delivered(),
                failed(),
                new BigFigure(
                        "Failed calls in the last hour", calls.now(), calls.words(), calls.sign(), "/operations/cases"),
                new BigFigure(
                        "Minutes from call to talk",
                        talks.median().toMinutes(),
                        talks.words(),
                        talks.sign(),
                        "/operations/cases?outcome=CONNECTED"),
                new BigFigure("Open cases", open, "not ended yet", Sign.FINE, "/operations/cases"),
                new BigFigure("Calls under way", underWay, "ringing or talked on", Sign.FINE, "/operations/cases"),
                living());
    }

    /** For the whole. */
    public Sign sign() {
        return Sign.worst(Stream.concat(
                figures().stream().map(BigFigure::sign), providers.stream().map(Provider::sign)));
    }

    private Sign asked() {
        if (asking == 0) {
            return Sign.FINE;
        }
        return acting ? Sign.ACT : Sign.LOOK;
    }

    private String waited() {
        return waiting == 0 ? "none" : "the oldest for " + inWords(oldest);
    }

    private Sign waitedSign() {
        if (oldest.compareTo(allowed) > 0) {
            return Sign.ACT;
        }
        return oldest.multipliedBy(2).compareTo(allowed) > 0 ? Sign.LOOK : Sign.FINE;
    }

    private BigFigure delivered() {
        return new BigFigure(
                "Delivered in the last hour", messages.now(), messages.words(), messages.sign(), "/operations/cases");
    }

    private BigFigure failed() {
        long failed = tallies.stream().mapToLong(Tally::failed).sum();
        List<String> media = tallies.stream()
                .filter(tally -> tally.failed() > 0)
                .map(Tally::by)
                .toList();
        return new BigFigure(
                "Failed in the last hour",
                failed,
                failed == 0 ? "no message" : "by " + String.join(", ", media),
                Sign.worst(tallies.stream().map(Tally::sign)),
                "/operations/messages");
    }

    private BigFigure living() {
        boolean whole = nodes.fallenSilent() == 0;
        return new BigFigure(
                "Nodes alive",
                nodes.alive(),
                whole ? "none fell silent in the last hour" : nodes.fallenSilent() + " fell silent in the last hour",
                whole ? Sign.FINE : Sign.LOOK,
                "#running");
    }

    private static String inWords(Duration time) {
        if (time.toMinutes() < 2) {
            return time.toSeconds() + " s";
        }
        return time.toHours() < 2 ? time.toMinutes() + " min" : time.toHours() + " h";
    }
}

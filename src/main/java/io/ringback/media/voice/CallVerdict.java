package io.ringback.media.voice;

import io.ringback.delivery.MessageKind;
import io.ringback.telephony.callcontrol.Script.End;

/**
 * What the end of a call means for its message.
 *
 * <table>
 * <caption>Calls of Ringback: questions, notifications, information</caption>
 * <tr><th>end</th><th>hearing</th><th>means</th></tr>
 * <tr><td>any</td><td>ANSWERED</td><td>DELIVERED</td></tr>
 * <tr><td>CONNECTED</td><td>any</td><td>DELIVERED</td></tr>
 * <tr><td>BUSY, NO_ANSWER, UNREACHABLE</td><td></td><td>ANOTHER</td></tr>
 * <tr><td>REJECTED, FAILED</td><td></td><td>FAILED</td></tr>
 * <tr><td>HUNG_UP, FINISHED</td><td>UNSTORED</td><td>ANOTHER</td></tr>
 * <tr><td>HUNG_UP</td><td>SAID, SAID_TO_SOMEBODY</td><td>DELIVERED</td></tr>
 * <tr><td>HUNG_UP</td><td>NOTHING, SOMEBODY</td><td>ANOTHER</td></tr>
 * <tr><td>FINISHED</td><td>SOMEBODY, SAID_TO_SOMEBODY</td><td>DELIVERED</td></tr>
 * <tr><td>FINISHED</td><td>NOTHING, SAID</td><td>ANOTHER; an information is DELIVERED</td></tr>
 * </table>
 *
 * <table>
 * <caption>An offer, to a caller who is on the line</caption>
 * <tr><th>end</th><th>hearing</th><th>means</th></tr>
 * <tr><td>any</td><td>ANSWERED</td><td>DELIVERED</td></tr>
 * <tr><td>HUNG_UP, FINISHED</td><td>SAID, SAID_TO_SOMEBODY</td><td>SILENT: the table "Consent on the spot" says what follows</td></tr>
 * <tr><td>HUNG_UP, FINISHED</td><td>NOTHING, SOMEBODY, UNSTORED</td><td>FAILED: the caller is asked in writing</td></tr>
 * <tr><td>any other</td><td>any but ANSWERED</td><td>FAILED</td></tr>
 * </table>
 *
 * <p>An offer was heard when its prompts, what the keys do included, have been played to their end in a call that the switch has
 * confirmed. Who hung up before that, whose call the switch gave up (CANCEL, BYE, no ACK), or who pressed only keys that are not
 * offered, has not said no.
 */
enum CallVerdict {
    DELIVERED,
    /** The person is to be called once more, if that is not too often. */
    ANOTHER,
    FAILED,
    /** The caller has heard the question and pressed no key. */
    SILENT;

    static CallVerdict of(MessageKind kind, End end, Hearing hearing) {
        if (hearing == Hearing.ANSWERED || end == End.CONNECTED) {
            return DELIVERED;
        }
        return kind == MessageKind.OFFER ? ofOffer(end, hearing) : ofCall(kind, end, hearing);
    }

    private static CallVerdict ofOffer(End end, Hearing hearing) {
        boolean over = end == End.HUNG_UP || end == End.FINISHED;
        boolean heard = hearing == Hearing.SAID || hearing == Hearing.SAID_TO_SOMEBODY;
        return over && heard ? SILENT : FAILED;
    }

    private static CallVerdict ofCall(MessageKind kind, End end, Hearing hearing) {
        return switch (end) {
            case REJECTED, FAILED -> FAILED;
            case HUNG_UP -> deliveredIf(hearing == Hearing.SAID || hearing == Hearing.SAID_TO_SOMEBODY);
            case FINISHED -> deliveredIf(isEnough(kind, hearing));
            default -> ANOTHER;
        };
    }

    /** To the end of the call, that is: nobody has hung up. */
    private static boolean isEnough(MessageKind kind, Hearing hearing) {
        return switch (hearing) {
            case SOMEBODY, SAID_TO_SOMEBODY -> true;
            case UNSTORED -> false;
            default -> kind == MessageKind.INFORMATION;
        };
    }

    private static CallVerdict deliveredIf(boolean so) {
        return so ? DELIVERED : ANOTHER;
    }
}

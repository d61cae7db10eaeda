package io.ringback.media.smpp;

import io.ringback.delivery.CannotBeDelivered;
import java.util.List;

/**
 * A segment that an SMSC holds, as it is kept beside the message: its message_id, and after a tab its data_coding unless that is 0, which
 * replace_sm cannot change.
 */
record HeldText(String id, int dataCoding) {

    private static final char THEN = '\t';

    static String named(String id, ShortMessage segment) {
        return segment.dataCoding() == 0 ? id : id + THEN + segment.dataCoding();
    }

    /**
     * @param ids one on each line
     * @throws CannotBeDelivered if the SMSC has not named one of them
     */
    static List<HeldText> of(String ids) {
        return ids.lines().map(HeldText::read).toList();
    }

    private static HeldText read(String line) {
        if (line.equals(SentTexts.UNNAMED)) {
            throw new CannotBeDelivered("The SMSC gave the message no message_id to name it by.");
        }
        int end = line.lastIndexOf(THEN);
        return end >= 0 && line.substring(end + 1).matches("[0-9]{1,3}")
                ? new HeldText(line.substring(0, end), Integer.parseInt(line.substring(end + 1)))
                : new HeldText(line, 0);
    }
}

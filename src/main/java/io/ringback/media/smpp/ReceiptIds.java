package io.ringback.media.smpp;

import java.math.BigInteger;
import java.util.Locale;

/** How an SMSC writes a message's id in submit_sm_resp and how in its receipts; SMPP 3.4 does not say that it is the same. */
enum ReceiptIds {
    /** The same in both, but for capitals and leading zeros. */
    AS_SENT(0, 0),
    /** Hexadecimal in submit_sm_resp, decimal in receipts. */
    HEX_TO_DECIMAL(16, 10),
    /** Decimal in submit_sm_resp, hexadecimal in receipts. */
    DECIMAL_TO_HEX(10, 16);

    private final int given;
    private final int reported;

    ReceiptIds(int given, int reported) {
        this.given = given;
        this.reported = reported;
    }

    /** The id of submit_sm_resp as {@link #ofReceipt} writes that of its receipt. */
    String ofResponse(String id) {
        if (this == AS_SENT) {
            return folded(id);
        }
        try {
            return new BigInteger(id.strip(), given).toString(reported);
        } catch (NumberFormatException e) {
            return folded(id);
        }
    }

    String ofReceipt(String id) {
        return folded(id);
    }

    private static String folded(String id) {
        String text = id.strip().toLowerCase(Locale.ROOT);
        int begin = 0;
        while (begin < text.length() - 1 && text.charAt(begin) == '0') {
            begin++;
        }
        return text.substring(begin);
    }
}

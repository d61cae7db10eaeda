package io.ringback.media.mms;

import java.util.regex.Pattern;

/** Words of MM7 that both directions need (TS 23.140, 8.7 and annex L). */
final class Mm7 {

    /** How the namespaces of all releases begin. */
    static final String SCHEMAS = "http://www.3gpp.org/ftp/Specs/archive/23_series/23.140/schema/";

    static final String TRANSACTION_ID = "TransactionID";

    /** Releases 5 to 7 have the messages that are used here in common. */
    private static final Pattern SCHEMA = Pattern.compile(Pattern.quote(SCHEMAS) + "REL-[567]-MM7-[0-9]-[0-9]");

    private Mm7() {}

    static boolean isSchema(String namespace) {
        return SCHEMA.matcher(namespace).matches();
    }
}

package io.ringback.mms;

/** Words of MM7 that both directions need (TS 23.140, 8.7 and annex L). */
final class Mm7 {

    /** How the namespaces of all releases begin. */
    static final String SCHEMAS = "http://www.3gpp.org/ftp/Specs/archive/23_series/23.140/schema/";

    static final String TRANSACTION_ID = "TransactionID";

    private Mm7() {}

    static boolean isSchema(String namespace) {
        return namespace.startsWith(SCHEMAS);
    }
}

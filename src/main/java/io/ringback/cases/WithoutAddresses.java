package io.ringback.cases;

import java.util.regex.Pattern;

/** What somebody typed may hold anything; an address does not belong into what is kept of a case. */
public final class WithoutAddresses {

    private static final Pattern ADDRESS = Pattern.compile("\\S*@\\S*|\\+?\\d[\\d /-]{4,}\\d");

    /** With the hour behind it, if one is. */
    private static final Pattern DATE = Pattern.compile("\\d{4}-\\d\\d-\\d\\d( \\d\\d)?");

    private WithoutAddresses() {}

    /** The text with dots in the place of mail addresses and numbers. */
    public static String text(String typed) {
        return ADDRESS.matcher(typed.strip())
                .replaceAll(found -> DATE.matcher(found.group()).matches() ? found.group() : "...");
    }
}

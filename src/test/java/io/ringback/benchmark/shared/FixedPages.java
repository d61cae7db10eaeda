package io.ringback.benchmark.shared;

/** The pages of the flows on an engine: fixed texts without any look-up or CSRF token, which is less than Ringback's do. */
public final class FixedPages {

    public static final String QUESTION = """
            <html><body><form method="post"><button name="answer" value="yes">Yes</button></form></body></html>
            """;
    public static final String NOTICE = """
            <html><body><form method="post"><input type="hidden" name="device" value="Mobile">
            <button name="choice" value="inform">Tell them I can be reached</button></form></body></html>
            """;

    private FixedPages() {}
}

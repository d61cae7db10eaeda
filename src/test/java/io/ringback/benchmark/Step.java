package io.ringback.benchmark;

/** What is timed in each case. */
enum Step {
    EVENT("event -> 202"),
    QUESTION("event -> question in sink"),
    ANSWER("answer POST"),
    NOTIFICATION("answer -> notification in sink"),
    /** As long as the caller waits for the page, too. */
    ANSWERED("question opened -> notification in sink"),
    USE("contact means POST"),
    INFORMATION("use -> information in sink"),
    CASE("whole case");

    private final String title;

    Step(String title) {
        this.title = title;
    }

    String title() {
        return title;
    }
}

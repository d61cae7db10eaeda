package io.ringback.web.operations.story;

import java.util.List;

/**
 * All that the page of a case says.
 *
 * @param why the callee has or has not got anything, in one sentence
 * @param version of the diagram that is shown; null if there is none
 * @param versionIsKnown false if it is the one in force, as nobody kept which this case ran on
 * @param way the elements that the token came to, in order
 * @param here where it stands now, by name; empty if the case has ended
 * @param problems what does not go on by itself
 */
public record Story(
        CaseRow row,
        String why,
        Integer version,
        boolean versionIsKnown,
        List<Stretch> journey,
        List<StepOfWay> way,
        List<String> here,
        List<Obstacle> problems) {

    /** @param place what people call the element */
    public record Obstacle(String element, String place, String words) {}
}

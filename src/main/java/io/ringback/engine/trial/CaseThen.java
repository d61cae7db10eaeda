package io.ringback.engine.trial;

import io.ringback.delivery.MessageKind;
import io.ringback.directory.Medium;
import java.util.List;
import java.util.Map;
import java.util.OptionalInt;

/**
 * An earlier case that is taken through a diagram once more. It is told what is done, in order, and is asked for what it knows then:
 * so it is another one for each way.
 */
public interface CaseThen {

    /** Whether it became part of another case. */
    boolean joined();

    /** What consent-policy looks at. */
    Map<String, Object> consent();

    /** What consent-on-the-spot looks at. */
    Map<String, Object> onTheSpot();

    /**
     * What choice-of-medium and waiting-times look at.
     *
     * @param chosen the medium chosen before; null if none was
     * @param another whether it is for one message more, beside those under way
     */
    Map<String, Object> message(MessageKind kind, String chosen, boolean another);

    /** What waiting-times looks at when the two are to be connected. */
    Map<String, Object> connection();

    /** What connect-or-inform looks at, except what the callee chose. */
    Map<String, Object> contact();

    /** A message leaves. */
    void writes(MessageKind kind, Medium medium);

    /** The caller is asked in the call. */
    void asksInTheCall();

    /** The two are called. */
    void connects();

    /** Which of these things happens first, on its clock, which goes on until then; empty if none does. */
    OptionalInt first(List<Chance> chances);
}

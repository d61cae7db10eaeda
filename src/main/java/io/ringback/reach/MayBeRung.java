package io.ringback.reach;

import io.ringback.directory.Address;
import io.ringback.directory.Directory;
import io.ringback.directory.Person;
import java.util.UUID;
import org.springframework.stereotype.Component;

/**
 * Whether a person may be rung, now, for another one who asks for it. They have said no more than that they can be reached, and that was
 * some time ago: it is looked at again whenever it is offered, and before their telephone rings.
 */
@Component
public class MayBeRung {

    private final Directory directory;
    private final QuietTime quietTime;
    private final OptOuts optOuts;

    MayBeRung(Directory directory, QuietTime quietTime, OptOuts optOuts) {
        this.directory = directory;
        this.quietTime = quietTime;
        this.optOuts = optOuts;
    }

    /**
     * Not if they want nothing, or nothing about the other one, have pressed the key for no more on this telephone, or are in their quiet hours.
     *
     * @param by who asks for it
     */
    public boolean on(Address telephone, Person person, UUID by) {
        return !person.preferences().never()
                && quietTime.until(person).isEmpty()
                && directory.blocked(person.id(), by).isEmpty()
                && !optOuts.hasByKey(telephone);
    }
}

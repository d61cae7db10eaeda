package io.ringback.telephony.switchcheck;

/** How far a synthetic call came. */
enum SyntheticOutcome {
    /** All the way: the two heard each other. */
    CONNECTED("the two accounts were connected and heard each other"),
    NOT_REGISTERED("the switch did not register the test accounts"),
    NOT_CALLED("the call between the test accounts did not come to the callee's phone"),
    ELSEWHERE("a call to a test account rang at a phone that is not Ringback's own"),
    NOT_TOLD("the switch did not tell Ringback of the busy callee"),
    MISTOLD("the switch told Ringback something else than that the callee was busy"),
    CALLEE_NOT_REACHED("the connection did not reach the test callee"),
    CALLER_NOT_REACHED("the connection did not reach the test caller"),
    NOT_CONNECTED("the connection of the two was not set up"),
    NOT_HEARD("the two were connected and did not hear each other"),
    BROKEN("the synthetic call itself broke");

    private final String words;

    SyntheticOutcome(String words) {
        this.words = words;
    }

    /** In a sentence's half. */
    String words() {
        return words;
    }
}

package io.ringback.telephony.callcontrol;

import java.time.Duration;

/**
 * How long each part of a connection may last.
 *
 * @param ringing of either phone
 * @param announcing from the callee's answer until the announcement plays; then it goes on without
 * @param announcement what the callee hears while there is nobody to talk to
 * @param firstKey waited for by whoever has been asked to press a key
 * @param asking of who has answered, until they have accepted or not
 * @param joining from the caller's answer until the two can talk
 * @param talk of the two
 * @param ending from hanging up until every phone has confirmed it
 */
record Limits(
        Duration ringing,
        Duration announcing,
        Duration announcement,
        Duration firstKey,
        Duration asking,
        Duration joining,
        Duration talk,
        Duration ending) {}

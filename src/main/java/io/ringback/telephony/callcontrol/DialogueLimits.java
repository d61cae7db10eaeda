package io.ringback.telephony.callcontrol;

import java.time.Duration;

/**
 * How long each part of a dialogue may last.
 *
 * @param joining from the phone's answer, or the held call's, until the server is heard
 * @param thinking of the script, while nothing is heard
 * @param prompts that are played at once
 * @param firstKey waited for when all has been played
 * @param keeping of a phone for the connection that has been asked for
 * @param silence of a caller on the line, from the answer or the last key until they hear the last word
 * @param whole from the answer to the end
 * @param ending from hanging up until both sides have confirmed it
 */
record DialogueLimits(
        Duration joining,
        Duration thinking,
        Duration prompts,
        Duration firstKey,
        Duration keeping,
        Duration silence,
        Duration whole,
        Duration ending) {}

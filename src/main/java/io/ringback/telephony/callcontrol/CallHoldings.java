package io.ringback.telephony.callcontrol;

/**
 * What this node holds of one kind of calls at this moment; zero once all have ended.
 *
 * @param underWay how many connections or dialogues
 * @param timers that wait for something to take too long
 */
public record CallHoldings(int underWay, int timers) {}

package io.ringback.telephony.switchcheck;

import io.ringback.protocol.sip.SipSettings.Listen;

/**
 * An account of the switch that no person has, and the phone that registers it.
 *
 * @param proxy where the switch listens
 * @param domain of its accounts
 * @param name of the account
 * @param password of it; in no text of this record
 * @param listen a free port of this machine that the switch reaches
 */
record CheckAccount(String proxy, String domain, String name, String password, Listen listen) {

    /** The address of the account. */
    String uri() {
        return "sip:" + name + "@" + domain;
    }

    @Override
    public String toString() {
        return name;
    }
}

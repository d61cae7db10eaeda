package io.ringback.telephony.callcontrol;

import io.ringback.directory.Address;

/**
 * Ringback as the phones meet it.
 *
 * @param from its number, a SIP URI
 * @param displayName its name
 * @param domain of the switch, where numbers are called
 * @param mediaAddress where phones send what they say to nobody, and the origin of all descriptions
 * @param mediaHost the address of this machine behind it
 */
record Identity(String from, String displayName, String domain, String mediaAddress, String mediaHost) {

    /** How a phone is dialled: a number at the switch (RFC 3261 19.1.6). */
    String dialled(Address address) {
        return address.scheme().equals("tel") ? "sip:" + address.value() + "@" + domain + ";user=phone" : address.uri();
    }
}

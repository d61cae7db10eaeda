package io.ringback.telephony.callcontrol;

import io.ringback.directory.Address;
import io.ringback.telephony.trunk.SwitchDomain;

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

    /** How a phone is dialled. */
    String dialled(Address address) {
        return new SwitchDomain(domain).dialled(address.uri());
    }
}

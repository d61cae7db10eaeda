package io.ringback.telephony.diversion;

import java.util.Optional;

/**
 * One who sent the call on, to the next or to Ringback.
 *
 * @param party the person, not one of their phones
 * @param reasons why the call did not stay with them, as far as it is said of them alone
 * @param category the same in the few words of Diversion or {@code cause}
 */
record Diverter(SipUri party, Reasons reasons, Optional<Category> category) {

    /** Of several who sent a call on, whose failure is told: {@code ringback.diversion.diverter}. */
    enum Told {
        FIRST,
        LAST
    }

    /** Whether the call to them failed. It did not if they have all calls go elsewhere. */
    boolean failed() {
        return reasons.sip().isPresent()
                || reasons.q850().isPresent()
                || category.filter(Category::failed).isPresent();
    }

    boolean saysWhy() {
        return !reasons.equals(Reasons.NONE) || category.isPresent();
    }

    static Diverter of(NameAddress diversion) {
        return new Diverter(
                diversion.uri(), Reasons.NONE, diversion.parameter("reason").flatMap(Category::ofDiversion));
    }
}

package io.ringback.web.operations.find;

import io.ringback.TestDatabase;
import io.ringback.cases.SealedCase;
import io.ringback.directory.Address;
import io.ringback.sealing.SealedAddresses;
import java.util.UUID;

/** Gives the newest cases of {@link ManyCases} that name a stranger an address of their own, as only Java can encrypt it. */
final class ManyStrangers {

    private ManyStrangers() {}

    static void seal(TestDatabase database) {
        SealedAddresses addresses = database.addresses();
        Address address = new Address("tel:+46709999999");
        for (UUID id : database.jdbc()
                .sql("select id from failed_call_case where names_stranger order by ended_at desc limit ?")
                .param(LookUps.STRANGERS + 1)
                .query(UUID.class)
                .list()) {
            database.jdbc()
                    .sql("update failed_call_case set callee_sealed = ? where id = ?")
                    .params(SealedCase.sealCallee(addresses, id, address), id)
                    .update();
        }
    }
}

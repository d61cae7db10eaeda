package io.ringback.directory;

import io.ringback.sealing.SealedAddresses;
import io.ringback.sealing.SealedColumn;
import java.util.UUID;

/** The address of a device, as it lies in its row: {@code address_hash} to find it by, {@code address_sealed} to read. */
public final class SealedDevice {

    static final SealedColumn COLUMN = new SealedColumn(
            "device.address_sealed",
            """
            select id as row, address_sealed as sealed from device
             where id > coalesce(?::uuid, '00000000-0000-0000-0000-000000000000') order by id limit ?
            """,
            "update device set address_sealed = ? where id = ?::uuid and address_sealed = ?");

    private SealedDevice() {}

    /** What {@code address_sealed} is to be. */
    public static byte[] seal(SealedAddresses addresses, UUID device, Address address) {
        return addresses.seal(COLUMN, device, address.uri());
    }

    /**
     * The address that was read as {@code address_sealed}.
     *
     * @throws IllegalStateException if it is not that device's
     */
    public static Address open(SealedAddresses addresses, UUID device, byte[] sealed) {
        return new Address(addresses.open(COLUMN, device, sealed));
    }
}

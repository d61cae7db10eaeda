package io.ringback;

import db.addresses.RenewHashes;
import io.ringback.sealing.AddressKeys;
import java.io.PrintStream;
import java.util.List;
import java.util.stream.Stream;
import javax.sql.DataSource;
import org.springframework.beans.factory.annotation.Value;
import org.springframework.boot.Banner;
import org.springframework.boot.WebApplicationType;
import org.springframework.boot.autoconfigure.ImportAutoConfiguration;
import org.springframework.boot.autoconfigure.context.PropertyPlaceholderAutoConfiguration;
import org.springframework.boot.autoconfigure.jdbc.DataSourceAutoConfiguration;
import org.springframework.boot.builder.SpringApplicationBuilder;
import org.springframework.context.ConfigurableApplicationContext;
import org.springframework.context.annotation.Bean;

/** The program that replaces the key of the hashes (docs/operations.md), with the settings that a node has. */
public final class RenewAddressHashes {

    /** What the jar is told to run it. */
    public static final String COMMAND = "renew-address-hashes";

    /** The connections of a pool would be others than the one that works. */
    private static final List<String> ALONE =
            List.of("--spring.datasource.hikari.maximum-pool-size=1", "--spring.datasource.hikari.minimum-idle=1");

    private RenewAddressHashes() {}

    /**
     * Runs it, and says what came of it.
     *
     * @param settings as on the command line of a node
     * @return whether it was done
     */
    public static boolean run(String[] settings, PrintStream out) {
        try (ConfigurableApplicationContext context = new SpringApplicationBuilder(Parts.class)
                .web(WebApplicationType.NONE)
                .bannerMode(Banner.Mode.OFF)
                .logStartupInfo(false)
                .run(Stream.concat(Stream.of(settings), ALONE.stream()).toArray(String[]::new))) {
            int all = RenewHashes.in(context.getBean(DataSource.class), context.getBean(AddressKeys.class));
            out.println(all + " addresses have new hashes. Start the nodes.");
            return true;
        } catch (RuntimeException e) {
            out.println("Nothing was changed. " + e.getMessage());
            return false;
        }
    }

    /** Of Ringback, only what reaches the database and reads it. Not marked as configuration, so that no node takes it for its own. */
    @ImportAutoConfiguration({PropertyPlaceholderAutoConfiguration.class, DataSourceAutoConfiguration.class})
    static class Parts {

        @Bean
        AddressKeys addressKeys(
                @Value("${ringback.address-keys:}") String keys, @Value("${ringback.secret:}") String secret) {
            return AddressKeys.of(keys, secret);
        }
    }
}

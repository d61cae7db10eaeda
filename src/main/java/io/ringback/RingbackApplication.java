package io.ringback;

import db.addresses.SealAddresses;
import io.ringback.agenda.DatabaseClock;
import io.ringback.engine.CheckDiagrams;
import io.ringback.engine.CheckTables;
import io.ringback.sealing.AddressKeys;
import io.ringback.sealing.SealedAddresses;
import io.ringback.session.SessionIdentifiers;
import io.ringback.telephony.announcement.AnnouncementServerAlone;
import io.ringback.telephony.announcement.Wav;
import io.ringback.telephony.switchcheck.CheckSwitch;
import io.ringback.wording.CheckWording;
import java.io.IOException;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.Map;
import org.springframework.beans.factory.annotation.Value;
import org.springframework.boot.SpringApplication;
import org.springframework.boot.autoconfigure.SpringBootApplication;
import org.springframework.boot.context.properties.ConfigurationPropertiesScan;
import org.springframework.context.annotation.Bean;
import org.springframework.jdbc.core.simple.JdbcClient;

/** Starts Ringback. */
@SpringBootApplication
@ConfigurationPropertiesScan
public class RingbackApplication {

    /**
     * Services that libraries otherwise look for in every nested jar each time they need one: the engine for each timer's
     * duration (19 % of Java's CPU in a profile), Jakarta Mail several times a mail (11 %). These name what they find.
     */
    private static final Map<String, String> SERVICES = Map.of(
            "javax.xml.datatype.DatatypeFactory",
                    "com.sun.org.apache.xerces.internal.jaxp.datatype.DatatypeFactoryImpl",
            "jakarta.mail.util.StreamProvider", "org.eclipse.angus.mail.util.MailStreamProvider");

    static {
        SERVICES.forEach((service, found) -> {
            if (System.getProperty(service) == null) {
                System.setProperty(service, found);
            }
        });
    }

    public static void main(String[] args) throws IOException {
        if (args.length > 0 && args[0].equals(AnnouncementServerAlone.COMMAND)) {
            start(() -> AnnouncementServerAlone.run(Arrays.copyOfRange(args, 1, args.length)));
        } else if (args.length > 1 && args[0].equals(CheckDiagrams.COMMAND)) {
            System.exit(CheckDiagrams.run(Path.of(args[1]), System.out) ? 0 : 1);
        } else if (args.length > 1 && args[0].equals(CheckTables.COMMAND)) {
            System.exit(CheckTables.run(Path.of(args[1]), System.out) ? 0 : 1);
        } else if (args.length > 1 && args[0].equals(CheckWording.COMMAND)) {
            System.exit(CheckWording.run(Path.of(args[1]), Wav::samples, System.out) ? 0 : 1);
        } else if (args.length > 0 && args[0].equals(CheckSwitch.COMMAND)) {
            System.exit(CheckSwitch.run(Arrays.copyOfRange(args, 1, args.length), System.getenv(), System.out));
        } else if (args.length > 0 && args[0].equals(RenewAddressHashes.COMMAND)) {
            System.exit(RenewAddressHashes.run(Arrays.copyOfRange(args, 1, args.length), System.out) ? 0 : 1);
        } else {
            start(() -> SpringApplication.run(RingbackApplication.class, args));
        }
    }

    private static void start(Runnable server) {
        try {
            server.run();
        } catch (RuntimeException e) {
            // Spring has said why. Threads of what had started before must not keep a node alive that does not work.
            System.exit(1);
        }
    }

    @Bean
    DatabaseClock clock(JdbcClient jdbc) {
        return DatabaseClock.of(jdbc);
    }

    @Bean
    SessionIdentifiers sessionIdentifiers(@Value("${ringback.secret:}") String secret) {
        return new SessionIdentifiers(secret);
    }

    @Bean
    AddressKeys addressKeys(
            @Value("${ringback.address-keys:}") String keys, @Value("${ringback.secret:}") String secret) {
        return AddressKeys.of(keys, secret);
    }

    /** Among the migrations of Flyway. */
    @Bean
    SealAddresses sealAddresses(AddressKeys keys) {
        return new SealAddresses(keys);
    }

    @Bean
    SealedAddresses sealedAddresses(JdbcClient jdbc, AddressKeys keys) {
        return SealedAddresses.of(jdbc, keys);
    }
}

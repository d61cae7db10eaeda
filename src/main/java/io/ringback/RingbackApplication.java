package io.ringback;

import io.ringback.session.SessionIdentifiers;
import java.time.Clock;
import org.springframework.beans.factory.annotation.Value;
import org.springframework.boot.SpringApplication;
import org.springframework.boot.autoconfigure.SpringBootApplication;
import org.springframework.boot.context.properties.ConfigurationPropertiesScan;
import org.springframework.context.annotation.Bean;

/** Starts Ringback. */
@SpringBootApplication
@ConfigurationPropertiesScan
public class RingbackApplication {

    /**
     * The engine parses every timer's duration through {@link javax.xml.datatype.DatatypeFactory}, which otherwise looks
     * for an implementation in every nested jar each time (19 % of Java's CPU in a profile). This names the JDK's own.
     */
    private static final String DATATYPE_FACTORY = "javax.xml.datatype.DatatypeFactory";

    static {
        if (System.getProperty(DATATYPE_FACTORY) == null) {
            System.setProperty(
                    DATATYPE_FACTORY, "com.sun.org.apache.xerces.internal.jaxp.datatype.DatatypeFactoryImpl");
        }
    }

    public static void main(String[] args) {
        SpringApplication.run(RingbackApplication.class, args);
    }

    @Bean
    Clock clock() {
        return Clock.systemUTC();
    }

    @Bean
    SessionIdentifiers sessionIdentifiers(@Value("${ringback.secret:}") String secret) {
        return new SessionIdentifiers(secret);
    }
}

package io.ringback.embedded;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Path;
import java.security.SecureRandom;
import java.util.Map;
import org.springframework.boot.SpringApplication;
import org.springframework.boot.context.config.ConfigDataEnvironmentPostProcessor;
import org.springframework.boot.env.EnvironmentPostProcessor;
import org.springframework.core.Ordered;
import org.springframework.core.env.ConfigurableEnvironment;
import org.springframework.core.env.MapPropertySource;
import org.springframework.core.env.Profiles;
import org.springframework.core.env.StandardEnvironment;

/**
 * Puts the {@link Secrets} among the settings before anything is started. Environment variables and command line
 * arguments win over them; configuration files do not.
 */
public final class SecretsPropertySource implements EnvironmentPostProcessor, Ordered {

    private static final Profiles EMBEDDED = Profiles.of("embedded");

    @Override
    public void postProcessEnvironment(ConfigurableEnvironment environment, SpringApplication application) {
        if (!environment.acceptsProfiles(EMBEDDED)) {
            return;
        }
        Path folder = Path.of(environment.getProperty("ringback.embedded.data", "data"));
        DataFolder.makePrivate(folder);
        Path file = folder.resolve("secrets.properties");
        try {
            Map<String, Object> secrets = Map.copyOf(Secrets.readOrMake(file, new SecureRandom()));
            environment
                    .getPropertySources()
                    .addAfter(
                            StandardEnvironment.SYSTEM_ENVIRONMENT_PROPERTY_SOURCE_NAME,
                            new MapPropertySource(file.toString(), secrets));
        } catch (IOException e) {
            throw new UncheckedIOException("Cannot read or make " + file + ": " + e.getMessage(), e);
        }
    }

    /** After the profiles and configuration files are known. */
    @Override
    public int getOrder() {
        return ConfigDataEnvironmentPostProcessor.ORDER + 1;
    }
}

package io.ringback.web.login;

import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InvalidObjectException;
import java.io.ObjectInputFilter;
import java.io.ObjectOutputStream;
import org.springframework.core.ConfigurableObjectInputStream;
import org.springframework.util.ClassUtils;

/**
 * Writes what a session holds as bytes, and reads it. Nothing else is read than the classes that our login, Spring's and the engine's
 * webapps put there, and no more of it than they do: reading any other class would let whoever wrote the bytes run what it does.
 */
final class SessionValues {

    private static final ObjectInputFilter OURS = ObjectInputFilter.Config.createFilter(String.join(
            ";",
            "maxdepth=30",
            "maxrefs=5000",
            "maxarray=5000",
            "io.ringback.web.security.*",
            "io.ringback.web.login.OperatorOfIssuer",
            // Who has logged in, and what an issuer said of them.
            "org.springframework.security.core.**",
            "org.springframework.security.authentication.*",
            "org.springframework.security.web.authentication.*",
            "org.springframework.security.oauth2.core.**",
            "org.springframework.security.oauth2.client.authentication.*",
            "java.net.URL",
            // What the next page is to say.
            "org.springframework.web.servlet.FlashMap",
            "org.springframework.util.LinkedMultiValueMap",
            "org.springframework.util.MultiValueMapAdapter",
            "java.util.concurrent.CopyOnWriteArrayList",
            // The engine's webapps.
            "org.camunda.bpm.webapp.impl.security.auth.*",
            "java.lang.Number",
            "java.lang.Boolean",
            "java.lang.Integer",
            "java.lang.Long",
            "java.lang.Double",
            "java.lang.String",
            "java.lang.Enum",
            "java.lang.Object",
            "java.math.*",
            "java.time.*",
            "java.util.*",
            "!*"));

    private static final int LONGEST = 262_144;

    private SessionValues() {}

    /** @throws IllegalArgumentException if it could not be read again */
    static byte[] written(Object value) {
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        try (ObjectOutputStream out = new ObjectOutputStream(bytes)) {
            out.writeObject(value);
            out.flush();
            read(bytes.toByteArray());
        } catch (IOException | ClassNotFoundException e) {
            throw new IllegalArgumentException(
                    value.getClass().getName() + " cannot be kept in a session, which all nodes have to read", e);
        }
        return bytes.toByteArray();
    }

    static Object read(byte[] bytes) throws IOException, ClassNotFoundException {
        if (bytes.length > LONGEST) {
            throw new InvalidObjectException(bytes.length + " octets are more than a session may hold in one place");
        }
        try (ConfigurableObjectInputStream in = new ConfigurableObjectInputStream(
                new ByteArrayInputStream(bytes), ClassUtils.getDefaultClassLoader())) {
            in.setObjectInputFilter(OURS);
            return in.readObject();
        }
    }
}

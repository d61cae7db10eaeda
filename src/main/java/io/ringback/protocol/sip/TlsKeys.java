package io.ringback.protocol.sip;

import io.ringback.protocol.sip.SipSettings.Tls;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.security.KeyStore;
import java.security.KeyStoreException;
import java.util.Collections;
import javax.net.ssl.KeyManagerFactory;
import javax.net.ssl.SSLContext;
import javax.net.ssl.TrustManagerFactory;

/** The key and the trusted certificates of one agent. */
final class TlsKeys {

    /** The protocols spoken; older ones are broken (RFC 8996). */
    static final String[] PROTOCOLS = {"TLSv1.3", "TLSv1.2"};

    private TlsKeys() {}

    /** @throws IllegalStateException if a store cannot be read; the message names it */
    static SSLContext context(Tls tls) {
        try {
            KeyManagerFactory keys = KeyManagerFactory.getInstance(KeyManagerFactory.getDefaultAlgorithm());
            KeyStore own = store(tls.keyStore(), tls.keyStorePassword());
            if (!has(own, own::isKeyEntry)) {
                throw new IllegalStateException("The key store " + tls.keyStore() + " has no key. Make it with:"
                        + " openssl pkcs12 -export -in CERTIFICATE -inkey KEY -certfile CA -out STORE");
            }
            keys.init(own, tls.keyStorePassword().toCharArray());
            TrustManagerFactory trusted = TrustManagerFactory.getInstance(TrustManagerFactory.getDefaultAlgorithm());
            KeyStore others = store(tls.trustStore(), tls.trustStorePassword());
            // Such as OpenSSL makes it: every handshake would fail, and nobody would hear why.
            if (!has(others, others::isCertificateEntry)) {
                throw new IllegalStateException("The trust store " + tls.trustStore()
                        + " has no certificate that is marked as trusted. Make it with:"
                        + " keytool -importcert -alias ca -file CA -keystore STORE -storetype PKCS12");
            }
            trusted.init(others);
            SSLContext context = SSLContext.getInstance("TLS");
            context.init(keys.getKeyManagers(), trusted.getTrustManagers(), null);
            return context;
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException("The keys for TLS (" + tls + ") cannot be used: " + e.getMessage(), e);
        }
    }

    private interface Kind {
        boolean isOf(String alias) throws KeyStoreException;
    }

    private static boolean has(KeyStore store, Kind kind) throws KeyStoreException {
        for (String alias : Collections.list(store.aliases())) {
            if (kind.isOf(alias)) {
                return true;
            }
        }
        return false;
    }

    private static KeyStore store(Path file, String password) throws GeneralSecurityException {
        try (InputStream in = Files.newInputStream(file)) {
            KeyStore store = KeyStore.getInstance("PKCS12");
            store.load(in, password.toCharArray());
            return store;
        } catch (IOException e) {
            throw new IllegalStateException(
                    "The key store " + file + " cannot be read: is it there, is it PKCS 12, is the password right?", e);
        }
    }
}

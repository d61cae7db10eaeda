package io.ringback.telephony.stir;

import java.io.IOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.security.cert.CertificateException;
import java.security.cert.X509Certificate;
import java.util.List;
import java.util.Optional;

/** Certificates on disk, each under the host and path of its address. */
final class CertificateFolder implements Certificates {

    private final Path folder;

    /** @throws IllegalStateException if there is no such folder; says what to do */
    CertificateFolder(Path folder) {
        if (!Files.isDirectory(folder)) {
            throw new IllegalStateException("ringback.stir.certificates is " + folder
                    + ", which is no folder. Make it, or leave the setting out.");
        }
        this.folder = folder.toAbsolutePath().normalize();
    }

    @Override
    public Optional<List<X509Certificate>> at(URI where) {
        try {
            Path file = folder.resolve(where.getHost() + where.getPath()).normalize();
            // Somebody else writes the address: it does not lead out of the folder.
            if (!file.startsWith(folder) || !Files.isRegularFile(file)) {
                return Optional.empty();
            }
            return Optional.of(TrustedChains.read(Files.readAllBytes(file)));
        } catch (IOException | CertificateException | InvalidPathException e) {
            return Optional.empty();
        }
    }
}

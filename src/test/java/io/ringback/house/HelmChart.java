package io.ringback.house;

import com.marcnuri.helm.Helm;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.yaml.snakeyaml.Yaml;

/** Renders the chart of {@code deploy/helm} as {@code helm template} does, with Helm's own library. */
final class HelmChart {

    static final Path FOLDER = Path.of("deploy", "helm", "ringback");

    /** A Kubernetes that the chart says it runs on. */
    private static final String KUBERNETES = "1.31.0";

    /** What an installation has to give, and no more. */
    static final String LEAST = """
            image: {repository: registry.example/ringback}
            publicUrl: https://ringback.example:8443/
            country: SE
            secrets: {existingSecret: ringback-secrets}
            database: {hosts: ['pg.databases:5432'], existingSecret: ringback-database}
            mail:
              domain: ringback.example
              existingSecret: ringback-mail
              smtp: {host: smtp.example}
              imap: {host: imap.example}
            networkPolicy:
              http: {from: [{namespaceSelector: {matchLabels: {kubernetes.io/metadata.name: ingress}}}]}
              database: {to: [{namespaceSelector: {matchLabels: {kubernetes.io/metadata.name: databases}}}]}
              mail: {to: [{ipBlock: {cidr: 192.0.2.25/32}}]}
            """;

    /** The same with a switch. */
    static final String SIP = """
            sip: {enabled: true, proxy: 'sip:192.0.2.1:5060', number: '+46812345', peers: [192.0.2.1, 198.51.100.0/24]}
            """;

    /** The same with numbers that Prometheus reads. */
    static final String METRICS = """
            metrics: {existingSecret: ringback-prometheus, serviceMonitor: {enabled: true}, rules: {enabled: true}}
            networkPolicy: {metrics: {from: [{podSelector: {matchLabels: {app: prometheus}}}]}}
            """;

    private HelmChart() {}

    /**
     * What Kubernetes is given.
     *
     * @param values files of values, the later ones before the earlier ones
     * @throws IllegalStateException if the chart refuses them, with its words
     */
    static Manifests render(String... values) {
        return Manifests.of(rendered("ringback", values));
    }

    /** The same for a release of another name. */
    static Manifests renderAs(String release, String... values) {
        return Manifests.of(rendered(release, values));
    }

    private static String rendered(String release, String... values) {
        List<Path> files = new ArrayList<>();
        try {
            var template = new Helm(FOLDER)
                    .template()
                    .withName(release)
                    .withNamespace("calls")
                    .withKubeVersion(KUBERNETES);
            for (String some : values) {
                Path file = Files.createTempFile("values", ".yaml");
                files.add(file);
                template.withValuesFile(Files.writeString(file, some));
            }
            return template.call();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        } finally {
            files.forEach(file -> file.toFile().delete());
        }
    }

    /** A file of the chart as YAML. */
    static <T> T yaml(String file) {
        return new Yaml().load(HouseFiles.text(FOLDER.resolve(file).toString()));
    }
}

package io.ringback.protocol.sip;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.ringback.peers.Ports;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.apache.camel.impl.DefaultCamelContext;
import org.apache.camel.support.PluginHelper;
import org.junit.jupiter.api.Test;

/** What Camel and its tools are told of the component. */
class SipComponentDescriptionTest {

    /** Every consumer and producer of Camel has these. */
    private static final List<String> OF_CAMEL = List.of(
            "name",
            "bridgeErrorHandler",
            "exceptionHandler",
            "exchangePattern",
            "lazyStartProducer",
            "autowiredEnabled");

    private static JsonNode description() throws IOException {
        try (InputStream metadata =
                SipComponent.class.getResourceAsStream("/META-INF/io/ringback/protocol/sip/sip.json")) {
            return new ObjectMapper().readTree(metadata);
        }
    }

    @Test
    void theDocumentationNamesEveryOptionAndHeader() throws IOException {
        String documentation = Files.readString(Path.of("docs/sip-component.md"));
        List<String> names = new ArrayList<>();
        for (String kind : List.of("componentProperties", "properties", "headers")) {
            description().get(kind).fieldNames().forEachRemaining(names::add);
        }
        names.removeAll(OF_CAMEL);

        assertThat(names).hasSizeGreaterThan(20).allSatisfy(name -> assertThat(documentation)
                .contains("`" + name + "`"));
    }

    @Test
    void camelFindsTheComponentByItsSchemeAndSetsItsOptions() throws Exception {
        try (DefaultCamelContext camel = new DefaultCamelContext()) {
            SipComponent component =
                    (SipComponent) PluginHelper.getComponentResolver(camel).resolveComponent("sip", camel);
            component.setListen("udp:127.0.0.1:" + Ports.free());
            camel.addComponent("sip", component);
            SipEndpoint endpoint =
                    camel.getEndpoint("sip:test?method=PUBLISH&expires=60&event=presence", SipEndpoint.class);

            assertThat(endpoint.getConfiguration().getMethod()).isEqualTo("PUBLISH");
            assertThat(endpoint.getConfiguration().getExpires()).isEqualTo(60);
            assertThat(endpoint.getConfiguration().getEvent()).isEqualTo("presence");
        }
    }
}

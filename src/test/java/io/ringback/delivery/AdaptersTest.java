package io.ringback.delivery;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.mockito.ArgumentMatchers.anyString;
import static org.mockito.Mockito.mock;
import static org.mockito.Mockito.when;

import io.ringback.delivery.routes.RouteFiles;
import io.ringback.directory.Medium;
import org.apache.camel.CamelContext;
import org.apache.camel.builder.RouteBuilder;
import org.apache.camel.impl.DefaultCamelContext;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.support.StaticListableBeanFactory;

/** What the process is told of the adapters while a node starts and stops. */
class AdaptersTest {

    @Test
    void doNotSayThatAMediumIsMissingBeforeTheirRoutesAreStartedOrAfterwards() throws Exception {
        try (CamelContext camel = new DefaultCamelContext()) {
            camel.addRoutes(new RouteBuilder() {
                @Override
                public void configure() {
                    from("direct:send-email").process(exchange -> {});
                }
            });
            RouteFiles routes = mock(RouteFiles.class);
            Adapters adapters = new Adapters(
                    camel,
                    camel.createProducerTemplate(),
                    new StaticListableBeanFactory().getBeanProvider(SwitchState.class),
                    routes,
                    new AtTheServer());

            assertThatThrownBy(() -> adapters.isAvailable(Medium.EMAIL)).isInstanceOf(Adapters.NotReady.class);
            assertThatThrownBy(adapters::isSwitchAvailable).isInstanceOf(Adapters.NotReady.class);

            camel.start();
            assertThatThrownBy(() -> adapters.isAvailable(Medium.EMAIL)).isInstanceOf(Adapters.NotReady.class);
            when(routes.isSettled(anyString())).thenReturn(true);
            assertThat(adapters.isAvailable(Medium.EMAIL)).isTrue();
            assertThat(adapters.isAvailable(Medium.SMS)).isFalse();

            camel.stop();
            assertThatThrownBy(() -> adapters.isAvailable(Medium.EMAIL)).isInstanceOf(Adapters.NotReady.class);
        }
    }
}

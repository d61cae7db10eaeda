package io.ringback.protocol.sip;

import org.apache.camel.Category;
import org.apache.camel.Consumer;
import org.apache.camel.Processor;
import org.apache.camel.Producer;
import org.apache.camel.spi.Metadata;
import org.apache.camel.spi.UriEndpoint;
import org.apache.camel.spi.UriParam;
import org.apache.camel.spi.UriPath;
import org.apache.camel.support.DefaultEndpoint;

/** Send and receive SIP requests, and place, answer and steer calls (RFC 3261). */
@UriEndpoint(
        firstVersion = "0.1.0",
        scheme = "sip",
        title = "SIP",
        syntax = "sip:name",
        category = {Category.MESSAGING, Category.MOBILE},
        headersClass = SipConstants.class)
public class SipEndpoint extends DefaultEndpoint {

    @UriPath(description = "A name for the endpoint. It is not sent.")
    @Metadata(required = true)
    private String name;

    @UriParam
    private SipConfiguration configuration;

    public SipEndpoint(String uri, SipComponent component, String name, SipConfiguration configuration) {
        super(uri, component);
        this.name = name;
        this.configuration = configuration;
    }

    @Override
    public Producer createProducer() {
        return new SipProducer(this);
    }

    @Override
    public Consumer createConsumer(Processor processor) throws Exception {
        SipConsumer consumer = new SipConsumer(this, processor);
        configureConsumer(consumer);
        return consumer;
    }

    @Override
    public SipComponent getComponent() {
        return (SipComponent) super.getComponent();
    }

    public String getName() {
        return name;
    }

    public void setName(String name) {
        this.name = name;
    }

    public SipConfiguration getConfiguration() {
        return configuration;
    }

    public void setConfiguration(SipConfiguration configuration) {
        this.configuration = configuration;
    }
}

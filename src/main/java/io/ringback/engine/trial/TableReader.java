package io.ringback.engine.trial;

import java.io.ByteArrayInputStream;
import java.net.URL;
import java.util.stream.Stream;
import javax.xml.XMLConstants;
import javax.xml.parsers.DocumentBuilderFactory;
import javax.xml.transform.Source;
import javax.xml.transform.stream.StreamSource;
import javax.xml.validation.Schema;
import javax.xml.validation.SchemaFactory;
import org.camunda.bpm.model.dmn.DmnModelInstance;
import org.camunda.bpm.model.dmn.impl.DmnModelConstants;
import org.camunda.bpm.model.dmn.impl.DmnParser;
import org.xml.sax.SAXException;

/**
 * Reads decision tables as the engine does, with the same schemas of DMN. The engine's own reader reads all of these from their
 * files anew for every table; this one has read them once.
 */
final class TableReader extends DmnParser {

    /** The properties by which the engine's reader names the schemas (JAXP 1.2). */
    private static final String SCHEMA_LANGUAGE = "http://java.sun.com/xml/jaxp/properties/schemaLanguage";

    private static final String SCHEMA_SOURCE = "http://java.sun.com/xml/jaxp/properties/schemaSource";

    private static final Schema ALL_VERSIONS = allVersions();
    private static final TableReader ONLY = new TableReader();

    private TableReader() {}

    /**
     * The tables in a file.
     *
     * @throws org.camunda.bpm.model.xml.ModelException if it is no such file
     */
    static DmnModelInstance read(byte[] file) {
        return ONLY.parseModelFromStream(new ByteArrayInputStream(file));
    }

    @Override
    protected void configureFactory(DocumentBuilderFactory factory) {
        super.configureFactory(factory);
        factory.setAttribute(SCHEMA_SOURCE, null);
        factory.setAttribute(SCHEMA_LANGUAGE, null);
        factory.setValidating(false);
        factory.setSchema(ALL_VERSIONS);
    }

    private static Schema allVersions() {
        Source[] schemas = Stream.of(
                        DmnModelConstants.DMN_15_SCHEMA_LOCATION,
                        DmnModelConstants.DMN_14_SCHEMA_LOCATION,
                        DmnModelConstants.DMN_13_SCHEMA_LOCATION,
                        DmnModelConstants.DMN_12_SCHEMA_LOCATION,
                        DmnModelConstants.DMN_11_SCHEMA_LOCATION,
                        DmnModelConstants.DMN_11_ALTERNATIVE_SCHEMA_LOCATION)
                .map(DmnParser.class.getClassLoader()::getResource)
                .map(URL::toString)
                .map(StreamSource::new)
                .toArray(Source[]::new);
        try {
            return SchemaFactory.newInstance(XMLConstants.W3C_XML_SCHEMA_NS_URI).newSchema(schemas);
        } catch (SAXException e) {
            throw new IllegalStateException("The engine's schemas of DMN cannot be read", e);
        }
    }
}

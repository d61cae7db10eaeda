package io.ringback.media.xmpp;

import java.io.Reader;
import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Proxy;
import org.jivesoftware.smack.xml.SmackXmlParser;
import org.jivesoftware.smack.xml.XmlPullParser;
import org.jivesoftware.smack.xml.XmlPullParserException;
import org.jivesoftware.smack.xml.XmlPullParserFactory;

/**
 * XML whose depth ends where no XMPP extension goes. Smack reads unknown elements by recursion, so a stranger's stanza with
 * some ten thousand of them inside each other, which servers let through, would end its thread.
 *
 * <p>It stands in Smack's own parser, because a stream that lasts as long as the connection is no document that {@link
 * io.ringback.protocol.xml.BoundedXml} could read to its end.
 */
final class ShallowXml implements XmlPullParserFactory {

    private static final int DEEPEST = 50;

    private final XmlPullParserFactory given;

    private ShallowXml(XmlPullParserFactory given) {
        this.given = given;
    }

    /** From now on Smack reads all streams so. */
    static synchronized void install() {
        XmlPullParserFactory given = SmackXmlParser.getXmlPullParserFactory();
        if (!(given instanceof ShallowXml)) {
            SmackXmlParser.setXmlPullParserFactory(new ShallowXml(given));
        }
    }

    @Override
    public XmlPullParser newXmlPullParser(Reader reader) throws XmlPullParserException {
        XmlPullParser parser = given.newXmlPullParser(reader);
        return (XmlPullParser) Proxy.newProxyInstance(
                XmlPullParser.class.getClassLoader(),
                new Class<?>[] {XmlPullParser.class},
                (proxy, method, arguments) -> {
                    try {
                        Object result = method.invoke(parser, arguments);
                        // What begins deeper is passed over, to its end and with it.
                        while (method.getName().equals("next") && parser.getDepth() > DEEPEST) {
                            result = method.invoke(parser, arguments);
                        }
                        return result;
                    } catch (InvocationTargetException e) {
                        throw e.getCause();
                    }
                });
    }
}

package io.ringback.wording;

import java.io.IOException;
import java.io.StringReader;
import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Properties;

/** Reads a file of texts: {@code key=text}, as {@link Properties} reads them, in UTF-8 and each key once. */
final class TextsReader {

    private static final char BYTE_ORDER_MARK = '\ufeff';

    private TextsReader() {}

    /** @return nothing if the file cannot be read, and then it says why */
    static Map<String, String> read(byte[] content, FoundInFile found) {
        String text;
        try {
            text = StandardCharsets.UTF_8
                    .newDecoder()
                    .decode(ByteBuffer.wrap(content))
                    .toString();
        } catch (CharacterCodingException e) {
            found.refuse("It is not UTF-8.", "Save it as UTF-8.");
            return Map.of();
        }
        if (!text.isEmpty() && text.charAt(0) == BYTE_ORDER_MARK) {
            text = text.substring(1);
        }
        Map<String, String> texts = new LinkedHashMap<>();
        try {
            new EachOnce(texts, found).load(new StringReader(text));
        } catch (IOException | IllegalArgumentException e) {
            found.refuse(
                    "It cannot be read: " + e.getMessage() + ".", "Write lines of key=text, and \\\\ for a backslash.");
        }
        return texts;
    }

    private static final class EachOnce extends Properties {

        private static final long serialVersionUID = 1;

        private final transient Map<String, String> texts;
        private final transient FoundInFile found;

        EachOnce(Map<String, String> texts, FoundInFile found) {
            this.texts = texts;
            this.found = found;
        }

        @Override
        public synchronized Object put(Object key, Object text) {
            if (texts.put(key.toString(), text.toString().strip()) != null) {
                found.refuse(key.toString(), "It is there twice.", "Keep one of them.");
            }
            return null;
        }
    }
}

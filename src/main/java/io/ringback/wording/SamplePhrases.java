package io.ringback.wording;

import io.ringback.wording.EditableWording.EditableText;
import java.text.MessageFormat;
import java.util.List;
import java.util.Locale;
import java.util.Map;

/** What pages and voices say of the thought-of case: single phrases, each with what is put into it. */
public final class SamplePhrases {

    private static final String NAME = SampleCase.CALLEE;
    private static final String DEVICE = "+46 ••• 15";
    private static final int OFTEN = 2;

    /** What no rule below knows: the file that is handed to a person about themself. */
    private static final Map<String, List<Object>> OF_FILE = Map.of(
            "file.quietHours", List.of("22:00–07:00"),
            "file.stopped", List.of("SMS"),
            "file.why", List.of(SampleCase.WHY),
            "file.case", List.of(NAME, "…", "…", OFTEN),
            "file.message", List.of("…", "SMS", DEVICE));

    private SamplePhrases() {}

    /**
     * A phrase as it is said.
     *
     * @param when a time as it is written in that language
     */
    public static String said(TextsFile file, EditableText text, String when) {
        return new MessageFormat(text.then(), file.language()).format(values(file.of(), text.key(), when));
    }

    private static Object[] values(TextsOf of, String key, String when) {
        if (OF_FILE.containsKey(key)) {
            List<Object> values = OF_FILE.get(key);
            return key.equals("file.stopped") ? new Object[] {values.get(0), when} : values.toArray();
        }
        if (key.startsWith("file.")) {
            return new Object[] {key.equals("file.made") || key.equals("file.ended") ? when : NAME, when, when};
        }
        if (key.equals("settled.until")) {
            return new Object[] {when};
        }
        String name = readByCallee(of, key) ? SampleCase.CALLER : SampleCase.CALLEE;
        if (key.equals("page.for")) {
            name = SampleCase.CALLER;
        }
        return new Object[] {
            key.equals("greeting") ? "Ringback" : name,
            key.startsWith("notification-") ? OFTEN : key.equals("information-on") ? DEVICE : when
        };
    }

    private static boolean readByCallee(TextsOf of, String key) {
        return of == TextsOf.ANNOUNCEMENTS && !key.startsWith("accept-caller")
                || of == TextsOf.CONNECTIONS
                || key.toLowerCase(Locale.ROOT).startsWith("notification")
                || key.startsWith("contact.")
                || key.startsWith("settled.block");
    }
}

package io.ringback.wording;

import io.ringback.wording.Look.Setting;
import java.nio.ByteBuffer;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.regex.Pattern;

/** Whether {@code brand.properties} and {@code logo.png} can be put into force, and be read by everybody when they are. */
final class LookCheck {

    private static final int LONGEST_NAME = 40;
    private static final Pattern NAME = Pattern.compile("[^\\p{Cntrl}\\p{Cf}<>@\"]+");

    /** WCAG 2.2, 1.4.3: text; and 1.4.11: what shows where the focus is. */
    private static final double READABLE = 4.5;

    private static final double VISIBLE = 3.0;

    private static final String LIGHT_SHEET = "#ffffff";
    private static final String DARK_SHEET = "#1f242a";

    private static final byte[] PNG = {(byte) 0x89, 'P', 'N', 'G', '\r', '\n', 0x1a, '\n'};
    private static final int HEADER_END = 24;
    private static final int LARGEST_LOGO = 100_000;
    private static final int WIDEST = 1_024;

    private LookCheck() {}

    static void settings(Map<String, String> settings, FoundInFile found) {
        Map<String, Setting> known = new TreeMap<>();
        Arrays.stream(Setting.values()).forEach(setting -> known.put(setting.key(), setting));
        settings.forEach((key, value) -> {
            Setting setting = known.get(key);
            if (setting == null) {
                found.refuse(
                        key,
                        "There is no such setting.",
                        "Did you mean " + NearestWord.to(key, known.keySet()) + "? There are "
                                + String.join(", ", known.keySet()) + ".");
            } else if (setting.isColour() && !Look.isColour(value)) {
                found.refuse(key, "\"" + value + "\" is no colour.", "Write it as #0b57a4.");
            } else if (!setting.isColour()
                    && (value.length() > LONGEST_NAME || !NAME.matcher(value).matches())) {
                found.refuse(
                        key,
                        "This cannot stand as a sender or in a heading.",
                        "Write 1 to " + LONGEST_NAME + " characters without <, >, @, quotation marks and line ends.");
            }
        });
        if (!found.isRefused()) {
            contrasts(new Look(key -> Optional.ofNullable(settings.get(key))), found);
        }
    }

    private static void contrasts(Look look, FoundInFile found) {
        contrast(look, Setting.PRIMARY, look.primaryInk(), Setting.PRIMARY_INK.key(), READABLE, found);
        contrast(look, Setting.DARK_PRIMARY, look.darkPrimaryInk(), Setting.DARK_PRIMARY_INK.key(), READABLE, found);
        contrast(look, Setting.PRIMARY, LIGHT_SHEET, "the sheet of light pages, " + LIGHT_SHEET, VISIBLE, found);
        contrast(look, Setting.DARK_PRIMARY, DARK_SHEET, "the sheet of dark pages, " + DARK_SHEET, VISIBLE, found);
    }

    private static void contrast(Look look, Setting of, String other, String name, double least, FoundInFile found) {
        double contrast = Look.contrast(look.colour(of), other);
        if (contrast < least) {
            found.refuse(
                    of.key(),
                    "Its contrast with %s is %.1f, and many could not see it.".formatted(name, contrast),
                    "Choose colours with a contrast of %.1f or more (WCAG 2.2).".formatted(least));
        }
    }

    static void logo(byte[] content, FoundInFile found) {
        if (content.length < HEADER_END || !Arrays.equals(PNG, Arrays.copyOf(content, PNG.length))) {
            found.refuse("It is not a PNG.", "Save the logo as PNG: other kinds can hold more than a picture.");
            return;
        }
        int width = ByteBuffer.wrap(content).getInt(16);
        int height = ByteBuffer.wrap(content).getInt(20);
        List<Integer> sides = List.of(width, height);
        if (content.length > LARGEST_LOGO || sides.stream().anyMatch(side -> side < 1 || side > WIDEST)) {
            found.refuse(
                    "It has %d by %d points in %d bytes.".formatted(width, height, content.length),
                    "Save it with at most %d points on each side and %d bytes; it is shown 28 points high."
                            .formatted(WIDEST, LARGEST_LOGO));
        }
    }
}

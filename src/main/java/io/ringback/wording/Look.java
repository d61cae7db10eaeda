package io.ringback.wording;

import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.function.Function;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Under which name and in which colours people are served, as {@code brand.properties} says. */
public final class Look {

    /** Ringback's own. */
    public static final Look BUILT_IN = new Look(key -> Optional.empty());

    /** The settings. */
    enum Setting {
        /** What the service calls itself: on pages, in letters, on the telephone. */
        NAME("name", ""),
        /** From whom mail comes; else the name, and else what is set for the installation. */
        SENDER("sender", ""),
        /** The colour of the button that is meant first, and what is written on it, on a light screen and on a dark one. */
        PRIMARY("primary", "#0b57a4"),
        PRIMARY_INK("primary.ink", "#ffffff"),
        DARK_PRIMARY("dark.primary", "#8cc2ff"),
        DARK_PRIMARY_INK("dark.primary.ink", "#08203a");

        private final String key;
        private final String builtIn;

        Setting(String key, String builtIn) {
            this.key = key;
            this.builtIn = builtIn;
        }

        String key() {
            return key;
        }

        boolean isColour() {
            return !builtIn.isEmpty();
        }
    }

    private static final Pattern COLOUR = Pattern.compile("#([0-9a-fA-F]{2})([0-9a-fA-F]{2})([0-9a-fA-F]{2})");

    private final Function<String, Optional<String>> settings;

    Look(Function<String, Optional<String>> settings) {
        this.settings = settings;
    }

    /** What the service calls itself; empty if as the installation's settings say. */
    public Optional<String> name() {
        return given(Setting.NAME);
    }

    /** From whom mail comes; empty if as the installation's settings say. */
    public Optional<String> sender() {
        return given(Setting.SENDER).or(this::name);
    }

    public String primary() {
        return colour(Setting.PRIMARY);
    }

    public String primaryInk() {
        return colour(Setting.PRIMARY_INK);
    }

    public String darkPrimary() {
        return colour(Setting.DARK_PRIMARY);
    }

    public String darkPrimaryInk() {
        return colour(Setting.DARK_PRIMARY_INK);
    }

    /** Whether any colour is another than Ringback's. */
    public boolean hasColours() {
        return List.of(Setting.values()).stream().filter(Setting::isColour).anyMatch(setting -> !colour(setting)
                .equals(setting.builtIn));
    }

    String colour(Setting setting) {
        return given(setting).map(text -> text.toLowerCase(Locale.ROOT)).orElse(setting.builtIn);
    }

    private Optional<String> given(Setting setting) {
        return settings.apply(setting.key);
    }

    static boolean isColour(String text) {
        return COLOUR.matcher(text).matches();
    }

    /**
     * The contrast of two colours, from 1 to 21 (WCAG 2.2, "contrast ratio").
     *
     * @throws IllegalArgumentException if one is no colour
     */
    static double contrast(String one, String other) {
        double lighter = Math.max(luminance(one), luminance(other));
        double darker = Math.min(luminance(one), luminance(other));
        return (lighter + 0.05) / (darker + 0.05);
    }

    private static double luminance(String colour) {
        Matcher parts = COLOUR.matcher(colour);
        if (!parts.matches()) {
            throw new IllegalArgumentException("A colour is written as #0b57a4");
        }
        return 0.2126 * linear(parts.group(1)) + 0.7152 * linear(parts.group(2)) + 0.0722 * linear(parts.group(3));
    }

    private static double linear(String hex) {
        double share = Integer.parseInt(hex, 16) / 255.0;
        return share <= 0.04045 ? share / 12.92 : Math.pow((share + 0.055) / 1.055, 2.4);
    }
}

package io.ringback.telephony.speech;

/** People's names, as an engine may be given them: whatever people have written there, only what stands within names. */
public final class Speakable {

    private static final int LONGEST = 60;

    private Speakable() {}

    /** Letters, digits and what stands within names. Empty if nothing is left that can be said. */
    public static String of(String name) {
        StringBuilder speakable = new StringBuilder();
        name.codePoints().limit(4L * LONGEST).forEach(c -> {
            boolean kept = Character.isLetterOrDigit(c)
                    || Character.getType(c) == Character.NON_SPACING_MARK
                    || "'’-.&,".indexOf(c) >= 0;
            speakable.appendCodePoint(kept ? c : ' ');
        });
        String words = speakable.toString().strip().replaceAll(" +", " ");
        if (words.codePoints().noneMatch(Character::isLetterOrDigit)) {
            return "";
        }
        return words.substring(
                0, words.offsetByCodePoints(0, Math.min(LONGEST, words.codePointCount(0, words.length()))));
    }
}

package io.ringback.engine.trial;

import java.util.LinkedHashSet;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Which names a FEEL or JUEL text mentions. What stands in quotation marks is no name. */
public final class FactNames {

    private static final Pattern TEXT_OR_NAME =
            Pattern.compile("\"(?:[^\"\\\\]|\\\\.)*\"|'(?:[^'\\\\]|\\\\.)*'|(?<![.\\w])[A-Za-z_]\\w*");

    private static final Pattern EXPRESSION = Pattern.compile("[$#]\\{([^}]*)}");
    private static final Pattern WORD = Pattern.compile("\\w+");

    /** All words in the expressions of a text, also in quotation marks: execution.getVariable('x') names x. */
    public static Set<String> inExpressions(String text) {
        Set<String> words = new LinkedHashSet<>();
        EXPRESSION.matcher(text).results().forEach(expression -> WORD.matcher(expression.group(1))
                .results()
                .forEach(word -> words.add(word.group())));
        return words;
    }

    /** All names in a text of FEEL or JUEL. */
    public static Set<String> in(String text) {
        Set<String> names = new LinkedHashSet<>();
        Matcher parts = TEXT_OR_NAME.matcher(text);
        while (parts.find()) {
            if (Character.isLetter(parts.group().charAt(0)) || parts.group().charAt(0) == '_') {
                names.add(parts.group());
            }
        }
        return names;
    }

    private FactNames() {}
}

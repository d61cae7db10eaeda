package io.ringback.engine.trial;

import java.util.Locale;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Expressions compare and name, and call nothing: what an expression may call leads in two steps to every class of Java, so
 * that whoever draws a diagram would run programs on the server. Variables, and what a table said, may be asked for.
 */
final class CallsRule {

    private static final String QUOTED = "'(?:[^'\\\\]|\\\\.)*+'|\"(?:[^\"\\\\]|\\\\.)*+\"";
    private static final Pattern IN_QUOTES = Pattern.compile(QUOTED);

    /** A brace in quotation marks does not end it. */
    private static final Pattern EXPRESSION = Pattern.compile("[$#]\\{((?:" + QUOTED + "|[^}'\"])*+)");

    private static final Pattern CALL = Pattern.compile("([\\w$.\\])]*)\\s*\\(");
    private static final Pattern LANGUAGE = Pattern.compile("expressionLanguage=\"([^\"]*)\"");
    private static final Pattern ID = Pattern.compile("\\sid=\"([^\"]*)\"");

    /** What may stand before a bracket: nothing, the words of the language, and questions for variables and for what a table said. */
    private static final Set<String> HARMLESS = Set.of(
            "",
            "not",
            "empty",
            "and",
            "or",
            "eq",
            "ne",
            "lt",
            "gt",
            "le",
            "ge",
            "div",
            "mod",
            "execution.getVariable",
            "execution.hasVariable",
            "execution.getVariableLocal",
            "execution.hasVariableLocal",
            "decisionResult.getSingleResult",
            "decisionResult.getSingleEntry",
            "decisionResult.getFirstResult",
            // Of whatever was asked for before: no other object here has a method of these names.
            ").getEntry",
            ").getSingleEntry",
            ").getFirstEntry");

    private CallsRule() {}

    /** @param file the XML as a parser understood it, so that nothing hides behind entities */
    static void check(String file, FileFindings findings) {
        String xml = written(file);
        Matcher expressions = EXPRESSION.matcher(xml);
        while (expressions.find()) {
            String called = called(expressions.group(1));
            if (!called.isEmpty()) {
                findings.refuse(
                        idBefore(xml, expressions.start()),
                        "Its expression calls " + called + ", and expressions here call nothing.",
                        "Compare variables, as in ${consent == 'ASK'}, or let a table decide.");
            }
        }
    }

    /** The languages of a table's cells other than FEEL are programs too. */
    static void checkLanguages(String xml, FileFindings findings) {
        Matcher languages = LANGUAGE.matcher(xml);
        while (languages.find()) {
            if (!languages.group(1).toLowerCase(Locale.ROOT).contains("feel")) {
                findings.refuse(
                        idBefore(xml, languages.start()),
                        "Its expression language is " + languages.group(1) + ", and only FEEL is read.",
                        "Choose FEEL.");
            }
        }
    }

    private static String written(String xml) {
        return xml.replace("&quot;", "\"")
                .replace("&apos;", "'")
                .replace("&lt;", "<")
                .replace("&gt;", ">")
                .replaceAll("&#(?:9|10|13);", " ")
                .replace("&amp;", "&");
    }

    private static String called(String expression) {
        // Something can be asked of a text too, as of any other object; so a name stays in its place.
        Matcher calls = CALL.matcher(IN_QUOTES.matcher(expression).replaceAll("text"));
        while (calls.find()) {
            if (!HARMLESS.contains(calls.group(1))) {
                return calls.group(1);
            }
        }
        return "";
    }

    private static String idBefore(String xml, int at) {
        String last = "";
        Matcher ids = ID.matcher(xml).region(0, at);
        while (ids.find()) {
            last = ids.group(1);
        }
        return last;
    }
}

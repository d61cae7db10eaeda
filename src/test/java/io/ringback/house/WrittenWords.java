package io.ringback.house;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * Holds what is written against what is there: links, paths, classes, packages, settings, environment variables, beans and routes
 * that a text names.
 */
final class WrittenWords {

    private static final Pattern CODE = Pattern.compile("`([^`\n]+)`");
    private static final Pattern LINK = Pattern.compile("\\]\\(([^)\\s]+)\\)|(?:src|href)=\"([^\"]+)\"");
    private static final Pattern HEADING = Pattern.compile("(?m)^#{1,6} +(.+?) *#*$");
    private static final Pattern FENCED = Pattern.compile("(?ms)^```.*?^```");
    private static final Pattern DOCUMENT = Pattern.compile("\\bdocs/[\\w/.-]*\\.(?:md|csv|svg|png|puml)\\b");
    private static final Pattern FOLDER =
            Pattern.compile("(?:docs|bin|src|deploy|camel-routes|bpmn|\\.ci|\\.github)/[\\w./-]*");
    private static final Pattern QUALIFIED = Pattern.compile("\\bio\\.ringback((?:\\.\\w+)+)");
    /** How the types of events begin that followers of cases are told (docs/kafka.md). */
    private static final String EVENTS_OF_CASES = ".case.";

    private static final Pattern CAMEL_CASE = Pattern.compile("[A-Z][a-z0-9]+(?:[A-Z][A-Za-z0-9]*)+");
    private static final Pattern SETTING = Pattern.compile("ringback(?:\\.[a-zA-Z0-9<>*\\[\\]-]+)+");
    /** A table whose first heading is {@code `ringback.sms.smpp.`}: its rows name settings below that. */
    private static final Pattern SETTINGS_TABLE =
            Pattern.compile("(?m)^\\| *(?:setting )?`(ringback\\.[a-z.-]+)\\.\\*?` *\\|.*\n\\|[-| ]+\n((?:\\|.*\n?)+)");

    private static final Pattern ROW_NAMES = Pattern.compile("`([a-z][A-Za-z0-9.<>*-]*)`");
    private static final Pattern VARIABLE = Pattern.compile("\\bRINGBACK_[A-Z0-9_]*[A-Z0-9]");
    private static final Pattern BEAN = Pattern.compile("\\bbeans? `(\\w+)`|\\bbean:(\\w+)");
    private static final Pattern ROUTE = Pattern.compile("\\bdirect:([a-z][a-z-]*[a-z])(?![\\w*-])");
    private static final Pattern DECLARED_BEAN =
            Pattern.compile("@(?:Component|Service|Controller|RestController|Configuration)\\b(?:\\(\"(\\w+)\"\\))?"
                    + "|@Bean[^\\n]*\\n(?:\\s*@[^\\n]*\\n)*\\s*(?:public |static )*[\\w<>.?, ]+ (\\w+)\\(");
    private static final Pattern COMMENT = Pattern.compile("/\\*(?s:.*?)\\*/|(?m:^\\s*//.*$)");
    /** A setting that is named without marks, as in a comment; not the package, and no path. */
    private static final Pattern NAMED_SETTING =
            Pattern.compile("(?<![\\w./-])ringback(?:\\.[a-z0-9]+(?:-[a-z0-9]+)*)+(?![\\w(])");

    private static final Pattern ENDPOINT = Pattern.compile("direct:([a-z-]+)|take\\(\"([a-z-]+)\"");

    private static final Pattern WORD = Pattern.compile("\\w+");

    private final String everything;
    private final Set<String> words = new HashSet<>();
    /** What has been asked, as texts name the same things over and over. */
    private final Map<String, Boolean> areSettings = new HashMap<>();

    private final Map<String, Boolean> areVariables = new HashMap<>();
    private final Set<String> beans = new TreeSet<>();
    private final Set<String> routes = new TreeSet<>();
    private final KnownSettings settings = KnownSettings.ofTheHouse();

    private WrittenWords(Map<String, String> files) {
        this.everything = String.join("\n", files.values());
        WORD.matcher(everything).results().map(MatchResult::group).forEach(words::add);
        files.forEach((name, text) -> {
            if (name.startsWith("src/main/java")) {
                declaredBeans(name, text);
                endpoints(COMMENT.matcher(text).replaceAll(""));
            } else if (name.startsWith("camel-routes/")) {
                endpoints(text.replaceAll("(?m)^\\s*#.*$", ""));
            }
        });
    }

    static WrittenWords ofTheHouse() {
        return new WrittenWords(
                Stream.of("src", "bpmn", "camel-routes", "deploy", "bin", "docker-compose.yml", "pom.xml")
                        .flatMap(folder -> HouseFiles.below(folder, WrittenWords::isText).entrySet().stream())
                        .collect(Collectors.toMap(Map.Entry::getKey, Map.Entry::getValue)));
    }

    private static boolean isText(String name) {
        return !name.matches(".*\\.(png|wav|dat|jks|p12|eml|ico|woff2?|gz)|.*/WrittenWordsTest.java");
    }

    private void declaredBeans(String file, String source) {
        String own = Path.of(file).getFileName().toString().replace(".java", "");
        DECLARED_BEAN.matcher(source).results().forEach(match -> {
            String name = match.group(2) != null ? match.group(2) : match.group(1) != null ? match.group(1) : own;
            beans.add(name.substring(0, 1).toLowerCase(Locale.ROOT) + name.substring(1));
        });
    }

    private void endpoints(String text) {
        ENDPOINT.matcher(text).results().forEach(match -> routes.add(first(match)));
    }

    private static String first(MatchResult match) {
        return match.group(1) != null ? match.group(1) : match.group(2);
    }

    /** What a page of documentation says that is not so. */
    List<String> untrueIn(String page, String text) {
        List<String> untrue = new ArrayList<>(untrueInComment(text));
        String prose = FENCED.matcher(text).replaceAll("");
        untrue.addAll(deadLinksIn(page, text));
        CODE.matcher(prose).results().map(match -> match.group(1).strip()).forEach(code -> checkCode(code, untrue));
        SETTINGS_TABLE.matcher(prose).results().forEach(table -> checkRows(table.group(1), table.group(2), untrue));
        return untrue.stream().distinct().toList();
    }

    /** The links of a page that lead nowhere: all that can be asked of a page about what was. */
    List<String> deadLinksIn(String page, String text) {
        List<String> dead = new ArrayList<>();
        LINK.matcher(FENCED.matcher(text).replaceAll(""))
                .results()
                .map(WrittenWords::first)
                .forEach(target -> checkLink(page, text, target, dead));
        return dead;
    }

    /** What a comment says that is not so: fewer things are marked as code there. */
    List<String> untrueInComment(String text) {
        List<String> untrue = new ArrayList<>();
        DOCUMENT.matcher(text)
                .results()
                .map(MatchResult::group)
                .filter(name -> !HouseFiles.exists(name))
                .forEach(name -> untrue.add(name + " is no file"));
        QUALIFIED
                .matcher(text)
                .results()
                .map(match -> match.group(1))
                .filter(name -> !isInTheHouse(name) && !name.startsWith(EVENTS_OF_CASES))
                .forEach(name -> untrue.add("io.ringback" + name + " is neither class nor package"));
        VARIABLE.matcher(text)
                .results()
                .map(MatchResult::group)
                .filter(name -> !isVariable(name))
                .forEach(name -> untrue.add(name + " sets nothing"));
        NAMED_SETTING
                .matcher(text)
                .results()
                .map(MatchResult::group)
                .filter(name -> !isSetting(name))
                .forEach(name -> untrue.add(name + " is no setting and no metric"));
        BEAN.matcher(text)
                .results()
                .map(WrittenWords::first)
                .filter(name -> !beans.contains(name))
                .forEach(name -> untrue.add(name + " is no bean"));
        Set<String> shown = ENDPOINT.matcher(
                        FENCED.matcher(text).results().map(MatchResult::group).collect(Collectors.joining()))
                .results()
                .map(WrittenWords::first)
                .collect(Collectors.toSet());
        ROUTE.matcher(text)
                .results()
                .map(match -> match.group(1))
                .filter(name -> !routes.contains(name) && !shown.contains(name))
                .forEach(name -> untrue.add("direct:" + name + " is no endpoint"));
        return untrue.stream().distinct().toList();
    }

    private void checkLink(String page, String text, String target, List<String> untrue) {
        if (target.matches("[a-z]+:.*")) {
            return;
        }
        String file = target.replaceFirst("#.*", "");
        Path folder = Path.of(page).getParent();
        String path = file.isEmpty()
                ? page
                : (folder == null ? Path.of(file) : folder.resolve(file))
                        .normalize()
                        .toString();
        if (!HouseFiles.exists(path)) {
            untrue.add("The link " + target + " leads nowhere");
        } else if (target.contains("#") && path.endsWith(".md")) {
            String anchor = target.substring(target.indexOf('#') + 1);
            String linked = path.equals(page) ? text : HouseFiles.text(path);
            if (!anchors(linked).contains(anchor)) {
                untrue.add("The link " + target + " leads to no heading");
            }
        }
    }

    /** As GitHub makes them. */
    private static Set<String> anchors(String text) {
        return HEADING.matcher(FENCED.matcher(text).replaceAll(""))
                .results()
                .map(match -> match.group(1)
                        .toLowerCase(Locale.ROOT)
                        .replaceAll("[^\\p{L}\\p{N} _-]", "")
                        .replace(' ', '-'))
                .collect(Collectors.toSet());
    }

    private void checkRows(String prefix, String rows, List<String> untrue) {
        rows.lines()
                .map(row -> row.split("\\|")[1])
                .flatMap(cell -> ROW_NAMES.matcher(cell).results().map(match -> prefix + "." + match.group(1)))
                .filter(name -> !settings.has(name.replaceAll("<\\w+>|NAME", "*")))
                .forEach(name -> untrue.add(name + " is no setting"));
    }

    private void checkCode(String code, List<String> untrue) {
        String word = code.split("[\\s=]")[0];
        if (FOLDER.matcher(word).matches() && !HouseFiles.exists(word)) {
            untrue.add(word + " is no file or folder");
        } else if (CAMEL_CASE.matcher(word).matches() && !words.contains(word)) {
            untrue.add(word + " is named nowhere but here");
        } else if (SETTING.matcher(word).matches() && !isSetting(word)) {
            untrue.add(word + " is no setting and no metric");
        }
    }

    private boolean isSetting(String name) {
        return areSettings.computeIfAbsent(name, this::findSetting);
    }

    private boolean findSetting(String name) {
        if (name.matches(".*\\.(p12|pem|key|jar|css)")) {
            return true;
        }
        String plain = name.replaceAll("<\\w+>|NAME", "*").replaceAll("\\.\\*?$", "");
        return settings.has(plain) || everything.contains('"' + plain + '"') || everything.contains('/' + name);
    }

    private boolean isVariable(String name) {
        return areVariables.computeIfAbsent(name, this::findVariable);
    }

    private boolean findVariable(String name) {
        return settings.hasVariable(name)
                || everything.contains("${" + name)
                || Pattern.compile("(?m)^\\s*(?:export )?" + name + "=|^#!\\w+ \"?!?" + name + "\\b")
                        .matcher(everything)
                        .find();
    }

    /** Whether there is a package, or a class whose members may be named behind it. */
    private static boolean isInTheHouse(String dotted) {
        StringBuilder path = new StringBuilder("/java/io/ringback");
        for (String part : dotted.substring(1).split("\\.")) {
            path.append('/').append(part);
            if (Character.isUpperCase(part.charAt(0))) {
                return HouseFiles.exists("src/main" + path + ".java") || HouseFiles.exists("src/test" + path + ".java");
            }
        }
        return HouseFiles.exists("src/main" + path) || HouseFiles.exists("src/test" + path);
    }
}

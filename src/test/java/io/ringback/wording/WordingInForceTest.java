package io.ringback.wording;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.tuple;

import io.ringback.cases.DeployPreview.Change;
import io.ringback.cases.DeployPreview.FileChange;
import io.ringback.cases.FilesBeside.Compared;
import io.ringback.directory.Brand;
import java.awt.image.BufferedImage;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Locale;
import java.util.Map;
import java.util.stream.Collectors;
import javax.imageio.ImageIO;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Which text is said to whom, by brand and language. */
class WordingInForceTest {

    private static final String KEY = "question.no";

    @TempDir
    private Path directory;

    /** @param files folders in which the text is its folder's name; in one of a language that is not built in, with all others */
    private void write(String files) throws IOException {
        for (String folder : files.split(" ")) {
            String language = folder.substring(folder.indexOf('/') + 1);
            Locale locale = Locale.forLanguageTag(language);
            boolean builtIn = Edition.isBuiltIn(locale);
            Map<String, String> others =
                    builtIn || !locale.getCountry().isEmpty() ? Map.of() : BuiltInTexts.english(TextsOf.LETTERS);
            write(
                    folder + "/letters.properties",
                    others.entrySet().stream()
                                    .filter(text -> !text.getKey().equals(KEY))
                                    .map(text -> text.getKey() + "=" + text.getValue() + "\n")
                                    .collect(Collectors.joining())
                            + KEY + "=" + folder + "\n");
        }
    }

    private void write(String path, String text) throws IOException {
        Path file = directory.resolve(path);
        Files.createDirectories(file.getParent());
        Files.writeString(file, text);
    }

    @ParameterizedTest
    @CsvSource({
        // on disk                                    | installation's | reader       | is told
        "default/en,                                    '',    en,           default/en",
        "acme/en,                                       '',    en,           No",
        "acme/en,                                       '',    en-x-acme,    acme/en",
        "acme/en,                                       '',    en-x-other,   No",
        "acme/en default/en,                            '',    en-x-acme,    acme/en",
        "acme/en default/en,                            '',    en-x-other,   default/en",
        "acme/en default/en,                            '',    en,           default/en",
        "acme/en default/en,                            acme,  en,           acme/en",
        "acme/en other/en,                              acme,  en-x-other,   other/en",
        "acme/en default/sv,                            '',    sv-x-acme,    default/sv",
        "acme/en,                                       '',    sv-x-acme,    Nej",
        "acme/de acme/en,                               '',    de-x-acme,    acme/de",
        "acme/de acme/en,                               '',    de,           No",
        "default/de acme/en,                            '',    de-x-acme,    default/de",
        "acme/de acme/de-AT,                            '',    de-AT-x-acme, acme/de-AT",
        "acme/de acme/de-AT,                            '',    de-CH-x-acme, acme/de",
        "default/de default/de-AT acme/de,              '',    de-AT-x-acme, acme/de",
        "acme/en,                                       '',    en-GB-x-acme, acme/en",
        "acme/en,                                       '',    fi-x-acme,    acme/en",
        "default/en,                                    '',    fi-x-acme,    default/en",
        "default/sv,                                    '',    fi-x-acme,    No",
        "default/zh,                                    '',    zh-Hant-TW,   default/zh",
        "default/zh default/zh-Hant,                    '',    zh-Hant-TW,   default/zh-Hant",
        "default/zh default/zh-Hant default/zh-Hant-TW, '',    zh-Hant-TW,   default/zh-Hant-TW",
        "default/zh default/zh-Hant default/zh-Hant-TW, '',    zh-Hant-HK,   default/zh-Hant",
        "default/zh default/zh-Hant,                    '',    zh-TW,        default/zh",
        "default/zh default/zh-Hant,                    '',    zh-Hans-CN,   default/zh",
        "default/zh-Hant,                               '',    zh,           No",
        "default/sr acme/sr-Latn,                       '',    sr-Latn-x-acme, acme/sr-Latn",
        "default/sr acme/sr-Latn,                       '',    sr-Latn,      default/sr",
        "default/sv,                                    '',    sv-Latn-FI,   default/sv",
    })
    void theNearestIsSaid(String files, String installation, String reader, String said) throws IOException {
        write(files);

        WordingInForce wording = WordingOnDisk.of(directory, installation);

        assertThat(wording.known().refused()).isEmpty();
        assertThat(wording.say(TextsOf.LETTERS, KEY, Locale.forLanguageTag(reader)))
                .isEqualTo(said);
    }

    @Test
    void nothingIsWrittenInTwoScripts() throws IOException {
        write("default/sr");
        write("default/sr-Latn/letters.properties", KEY + "=half");
        write("default/sr-Xxxx/letters.properties", KEY + "=no script");

        WordingInForce wording = WordingOnDisk.in(directory);

        assertThat(wording.known().refused())
                .extracting(refusal -> refusal.file().replaceAll(".*/default/", ""))
                .containsExactlyInAnyOrder("sr-Latn/letters.properties", "sr-Xxxx/letters.properties");
        assertThat(wording.say(TextsOf.LETTERS, KEY, Locale.forLanguageTag("sr-Latn")))
                .isEqualTo("default/sr");
    }

    @Test
    void oneBrandsWordsAreNeverSaidToAnother() throws IOException {
        write("acme/en other/en acme/de");

        WordingInForce wording = WordingOnDisk.in(directory);

        assertThat(wording.say(TextsOf.LETTERS, KEY, new Brand("other").in(Locale.GERMAN)))
                .isEqualTo("other/en");
        assertThat(wording.language(TextsOf.LETTERS, new Brand("other").in(Locale.GERMAN)))
                .isEqualTo(Locale.ENGLISH);
    }

    @Test
    void aDirectoryThatIsNotThereIsAnEmptyOne() {
        WordingInForce wording = WordingOnDisk.in(directory.resolve("nowhere"));

        assertThat(wording.known().refused()).isEmpty();
        assertThat(wording.inForce()).isEmpty();
        assertThat(wording.say(TextsOf.LETTERS, KEY, Locale.forLanguageTag("sv")))
                .isEqualTo("Nej");
    }

    @Test
    void aFileIsReadAtTheDeployAndNotBefore() throws IOException {
        WordingInForce wording = WordingOnDisk.in(directory);
        write("default/en");
        assertThat(wording.say(TextsOf.LETTERS, KEY, Locale.ENGLISH)).isEqualTo("No");

        assertThat(wording.compare().deploy()).containsExactly(directory + "/default/en/letters.properties");
        assertThat(wording.say(TextsOf.LETTERS, KEY, Locale.ENGLISH)).isEqualTo("default/en");
        assertThat(wording.compare().deploy()).isEmpty();

        Files.delete(directory.resolve("default/en/letters.properties"));
        wording.compare().deploy();
        assertThat(wording.say(TextsOf.LETTERS, KEY, Locale.ENGLISH)).isEqualTo("No");
    }

    @Test
    void whatADeployWouldChangeIsSaidBeforeAndOnlyThatComesIntoForce() throws IOException {
        write("acme/en default/en default/sv");
        WordingInForce wording = WordingOnDisk.in(directory);
        assertThat(wording.known().files()).isEmpty();

        write("acme/en/letters.properties", "# " + KEY + "\n" + KEY + "=acme/en\n");
        write("default/en/letters.properties", KEY + "=Shown\n");
        write("other/en/letters.properties", "question.nein=typo\n");
        write("other/brand.properties", "name=Other\n");
        Files.delete(directory.resolve("default/sv/letters.properties"));
        Compared shown = wording.compare();

        assertThat(shown.files())
                .extracting(FileChange::file, FileChange::change)
                .containsExactly(
                        tuple(directory + "/default/en/letters.properties", Change.CHANGED),
                        tuple(directory + "/default/sv/letters.properties", Change.REMOVED),
                        tuple(directory + "/other/brand.properties", Change.NEW),
                        tuple(directory + "/other/en/letters.properties", Change.REFUSED));
        assertThat(wording.known().differing()).hasSize(3);
        assertThat(wording.say(TextsOf.LETTERS, KEY, Locale.ENGLISH)).isEqualTo("default/en");
        assertThat(wording.compare().fingerprint()).isEqualTo(shown.fingerprint());

        write("default/en/letters.properties", KEY + "=Not shown\n");
        assertThat(wording.compare().fingerprint()).isNotEqualTo(shown.fingerprint());

        shown.deploy();
        assertThat(wording.say(TextsOf.LETTERS, KEY, Locale.ENGLISH)).isEqualTo("Shown");
        assertThat(wording.known().differing()).isEmpty();
        assertThat(wording.known().refused()).hasSize(1);
    }

    @Test
    void aLogoThatIsTheSameAsBeforeDoesNotDiffer() throws IOException {
        ByteArrayOutputStream png = new ByteArrayOutputStream();
        ImageIO.write(new BufferedImage(8, 8, BufferedImage.TYPE_INT_RGB), "png", png);
        Path logo = directory.resolve("acme/logo.png");
        Files.createDirectories(logo.getParent());
        Files.write(logo, png.toByteArray());
        WordingInForce wording = WordingOnDisk.in(directory);

        write("acme/brand.properties", "name=Acme\n");

        assertThat(wording.compare().differing()).containsExactly(directory + "/acme/brand.properties");
    }

    @Test
    void inPlaceOfARefusedFileTheOneBeforeStaysAndTheOthersAreRenewed() throws IOException {
        write("acme/en default/en");
        WordingInForce wording = WordingOnDisk.in(directory);

        write("acme/en/letters.properties", KEY + "=Better\nquestion.nein=typo\n");
        write("default/en/letters.properties", KEY + "=Renewed\n");
        wording.compare().deploy();

        assertThat(wording.known().refused()).singleElement().satisfies(refusal -> {
            assertThat(refusal.file()).endsWith("acme/en/letters.properties");
            assertThat(refusal.element()).isEqualTo("question.nein");
        });
        assertThat(wording.say(TextsOf.LETTERS, KEY, new Brand("acme").in(Locale.ENGLISH)))
                .isEqualTo("acme/en");
        assertThat(wording.say(TextsOf.LETTERS, KEY, Locale.ENGLISH)).isEqualTo("Renewed");
    }

    @Test
    void aBrandOfTheInstallationWithoutFilesIsWarnedOf() throws IOException {
        write("acme/en");

        assertThat(WordingOnDisk.of(directory, "acme").known().warned()).isEmpty();
        assertThat(WordingOnDisk.of(directory, "acmee").known().warned())
                .singleElement()
                .satisfies(warning -> assertThat(warning.problem()).contains("ringback.brand is acmee"));
    }

    @Test
    void whatABrandLeavesOpenLooksAsInDefault() throws IOException {
        write("default/brand.properties", "name=Telco\nprimary=#8a1c5b\n");
        write("acme/brand.properties", "name=Acme\n");

        WordingInForce wording = WordingOnDisk.in(directory);
        Look acme = wording.look(new Brand("acme").in(Locale.ENGLISH));

        assertThat(acme.name()).hasValue("Acme");
        assertThat(acme.sender()).hasValue("Acme");
        assertThat(acme.primary()).isEqualTo("#8a1c5b");
        assertThat(wording.look(Locale.ENGLISH).name()).hasValue("Telco");
        assertThat(WordingInForce.builtIn().look(Locale.ENGLISH).name()).isEmpty();
    }

    @Test
    void theInstallationsBrandIsAWordOrRingbackDoesNotStart() {
        assertThatThrownBy(() -> WordingOnDisk.of(directory, "Acme Inc."))
                .hasMessageContaining("ringback.brand")
                .hasMessageContaining("such as acme");
    }

    @Test
    void allBuiltInTextsAreTakenFromDiskAsTheyAre() throws IOException {
        for (TextsOf of : TextsOf.values()) {
            write(
                    "default/en/" + of.file(),
                    BuiltInTexts.english(of).entrySet().stream()
                            .map(text -> text.getKey() + "=" + text.getValue() + "\n")
                            .collect(Collectors.joining()));
        }

        WordingInForce wording = WordingOnDisk.in(directory);

        assertThat(wording.known().refused()).isEmpty();
        assertThat(wording.known().warned()).isEmpty();
        assertThat(wording.inForce()).hasSize(TextsOf.values().length);
    }
}

package io.ringback.house;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.Map;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** A table belongs to one package (docs/architecture.md): it alone writes to it. */
class TableOwnersTest {

    private static final TableOwners OWNERS = new TableOwners(HouseFiles.text("docs/architecture.md"));
    private static final Pattern CREATED = Pattern.compile("(?i)create table (\\w+)");

    @Test
    void everyTableHasAnOwner() {
        String migrations = String.join(
                        "\n",
                        HouseFiles.below("src/main/resources/db/migration", name -> name.endsWith(".sql"))
                                .values())
                + String.join(
                        "\n",
                        HouseFiles.below("src/main/java/db", name -> name.endsWith(".java"))
                                .values());

        assertThat(OWNERS.tables())
                .containsExactlyInAnyOrderElementsOf(CREATED.matcher(migrations)
                        .results()
                        .map((MatchResult created) -> created.group(1))
                        .collect(Collectors.toSet()));
    }

    @Test
    void onlyTheOwnerWritesAndWhoeverJoinsIsNamed() {
        assertThat(OWNERS.findings(HouseFiles.javaSources())).isEmpty();
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
            insert into person (id) values (?)           | writes to person, which belongs to directory
            update person set name = ?                   | writes to person, which belongs to directory
            delete from person where id = ?              | writes to person, which belongs to directory
            truncate person                              | writes to person, which belongs to directory
            truncate table person                        | writes to person, which belongs to directory
            insert into public.person (id) values (?)    | writes to person, which belongs to directory
            update only person set name = ?              | writes to person, which belongs to directory
            delete from \"person\"                       | writes to person, which belongs to directory
            copy person from stdin                       | writes to person, which belongs to directory
            drop table if exists person                  | writes to person, which belongs to directory
            insert into %s values (?)                    | does not write out the table that it writes to
            delete from                                  | does not write out the table that it writes to
            select 1 from note n, person p               | person is joined by [texting], and docs/architecture.md says []
            select name from person                      | person is joined by [texting], and docs/architecture.md says []
            select 1 from note n join person p on true   | person is joined by [texting], and docs/architecture.md says []
            """)
    void whoeverElseTouchesATableIsFound(String sql, String finding) {
        TableOwners owners = new TableOwners("| `person` | `directory` | |\n");

        assertThat(owners.findings(Map.of(
                        "src/main/java/io/ringback/texting/Newcomer.java",
                        "jdbc.sql(\"" + sql.replace("\"", "\\\"") + "\")")))
                .anyMatch(found -> found.contains(finding));
    }

    @Test
    void theOwnerNamesWhoJoins() {
        TableOwners owners = new TableOwners("| `person` | `directory` | `texting` |\n");

        assertThat(owners.findings(Map.of(
                        "src/main/java/io/ringback/texting/Newcomer.java", "jdbc.sql(\"select name from person\")",
                        "src/main/java/io/ringback/directory/package-info.java", "/** Who is who. */")))
                .isEqualTo(
                        List.of("The package-info of directory does not name io.ringback.texting, which joins person"));
    }

    @Test
    void aLiteralThatLooksLikeACommentHidesNothing() {
        TableOwners owners = new TableOwners("| `person` | `directory` | |\n");
        String source = "paths(\"/api/**\"); jdbc.sql(\"delete from person\"); /* ends here */";

        assertThat(owners.findings(Map.of("src/main/java/io/ringback/texting/Newcomer.java", source)))
                .anyMatch(found -> found.contains("writes to person"));
    }
}

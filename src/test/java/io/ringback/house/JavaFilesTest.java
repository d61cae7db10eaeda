package io.ringback.house;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

/** Tests stand beside the code that they test, and each class has a name of its own, tests included. */
class JavaFilesTest {

    private static final JavaFiles HOUSE = JavaFiles.ofTheHouse();

    @Test
    void eachRoomOfTheSpineIsTestedOnARealDatabase() {
        assertThat(HOUSE.roomsWithoutDatabaseTest())
                .as("rooms of the spine without a test of their own that uses TestDatabase")
                .isEmpty();
    }

    @Test
    void aTestNamedAfterAClassStandsInItsPackage() {
        assertThat(HOUSE.testsElsewhere())
                .as("tests that stand somewhere else than the class whose name they have")
                .isEmpty();
    }

    @Test
    void noTwoClassesHaveOneName() {
        assertThat(HOUSE.twins())
                .as("files that share a class name; give each a name of its own")
                .isEmpty();
    }

    @Test
    void aNewRoomOfTheSpineWithoutSuchATestIsSeen() {
        JavaFiles files = new JavaFiles(
                Map.of(
                        "src/main/java/io/ringback/policies/Policy.java", "",
                        "src/main/java/io/ringback/inbox/Inbox.java", "",
                        "src/main/java/io/ringback/web/admin/AdminController.java", "",
                        "src/main/java/io/ringback/RingbackApplication.java", ""),
                Map.of(
                        "src/test/java/io/ringback/policies/PolicyTest.java", "class PolicyTest {}",
                        "src/test/java/io/ringback/inbox/InboxTest.java", "TestDatabase.fresh()"));

        assertThat(files.roomsWithoutDatabaseTest()).containsExactly("io/ringback/policies");
    }

    @Test
    void aTestFarFromItsClassIsSeen() {
        JavaFiles files = new JavaFiles(
                Map.of("src/main/java/io/ringback/inbox/Inbox.java", ""),
                Map.of(
                        "src/test/java/io/ringback/engine/InboxTest.java", "",
                        "src/test/java/io/ringback/engine/NightTest.java", ""));

        assertThat(files.testsElsewhere())
                .containsExactly(Map.entry(
                        "src/test/java/io/ringback/engine/InboxTest.java",
                        "belongs in io/ringback/inbox beside Inbox"));
    }

    @Test
    void twinsAreSeenAmongCodeAndTests() {
        JavaFiles files = new JavaFiles(
                Map.of(
                        "src/main/java/io/ringback/reach/Phones.java", "",
                        "src/main/java/io/ringback/reach/package-info.java", "",
                        "src/main/java/io/ringback/inbox/package-info.java", ""),
                Map.of("src/test/java/io/ringback/load/Phones.java", ""));

        assertThat(files.twins())
                .containsExactly(List.of(
                        "src/main/java/io/ringback/reach/Phones.java", "src/test/java/io/ringback/load/Phones.java"));
    }
}

package io.ringback;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * {@code bin/release} in a repository of its own, with a Maven that only writes what a build would leave and a {@code
 * bin/verify} that only says that it ran.
 */
class ReleaseTest {

    private static final String CHANGES = """
            # Changes

            ## [1.2.3] - 2026-02-03

            ### Added
            - A bell.

            ## [1.2.2] - 2026-01-01

            - A whistle.
            """;

    /** The same jar in each folder, unless it is asked for another each time. */
    private static final String MAVEN = """
            #!/bin/sh
            mkdir -p target/classes/META-INF/sbom
            echo "${JAR_OF_FOLDER:+$PWD} jar" > target/ringback.jar
            echo '{}' > target/classes/META-INF/sbom/application.cdx.json
            """;

    @TempDir
    Path folder;

    private Path repository;

    /** @param status of the program, 0 if it did all it was asked */
    private record Ended(int status, String output) {}

    @BeforeEach
    void commitWhatIsReleased() throws Exception {
        repository = Files.createDirectories(folder.resolve("repository/bin")).getParent();
        write("tools/mvn", MAVEN);
        write("repository/bin/verify", "#!/bin/sh\necho verified\n");
        for (String program : List.of("bin/lib", "bin/release")) {
            Files.copy(Path.of(program), repository.resolve(program));
        }
        write("repository/.gitignore", "/target/\n");
        write("repository/CHANGELOG.md", CHANGES);
        version("1.2.3");
        assertThat(git("init", "-q").status()).isZero();
        commit();
    }

    @Test
    void aReleaseIsVerifiedBuiltTwiceAndTaggedHere() throws Exception {
        Ended release = release();

        assertThat(release.status()).as(release.output()).isZero();
        assertThat(release.output()).contains("verified", "byte by byte", "git push origin v1.2.3");
        try (Stream<Path> files = Files.list(repository.resolve("target/release"))) {
            assertThat(files.map(file -> file.getFileName().toString()))
                    .containsExactlyInAnyOrder(
                            "ringback-1.2.3.jar", "ringback-1.2.3.cdx.json", "ringback-1.2.3.sha256");
        }
        assertThat(run(repository.resolve("target/release"), "sha256sum", "-c", "ringback-1.2.3.sha256")
                        .status())
                .isZero();
        assertThat(git("cat-file", "tag", "v1.2.3").output())
                .contains("Ringback 1.2.3", "### Added", "A bell.")
                .doesNotContain("A whistle.");
    }

    @Test
    void aDryRunVerifiesAndTagsNothing() throws Exception {
        Ended release = release("--dry-run");

        assertThat(release.status()).as(release.output()).isZero();
        assertThat(release.output()).contains("byte by byte", "dry run").doesNotContain("verified\n");
        assertThat(git("tag").output()).isEmpty();
    }

    @Test
    void buildsThatDifferAreNoRelease() throws Exception {
        Ended release = run(repository, "env", "JAR_OF_FOLDER=yes", "./bin/release");

        assertThat(release.status()).isNotZero();
        assertThat(release.output()).contains("Two builds of the same commit differ");
        assertThat(git("tag").output()).isEmpty();
    }

    @Test
    void whatIsNotReadySaysWhatToDo() throws Exception {
        write("repository/left-over", "");
        refuses("Not all is committed");
        Files.delete(repository.resolve("left-over"));

        version("1.2.3-SNAPSHOT");
        commit();
        refuses("Write three numbers");

        version("1.2.4");
        commit();
        refuses("no section \"## [1.2.4] - YYYY-MM-DD\"");

        write("repository/CHANGELOG.md", "## [1.2.4] - 2026-02-03\n\n## [1.2.3] - 2026-02-03\n\n- A bell.\n");
        commit();
        refuses("The section of 1.2.4 in CHANGELOG.md is empty");

        write("repository/CHANGELOG.md", "## [1.2.4] - 2026-02-04\n\n- A bell.\n");
        commit();
        refuses("Write the same day in both");

        version("1.2.3");
        write("repository/CHANGELOG.md", CHANGES);
        commit();
        git("tag", "v1.2.3");
        refuses("1.2.3 is released already");

        assertThat(release("--faster").output()).contains("Not an option: --faster");
    }

    private void refuses(String why) throws Exception {
        Ended release = release("--dry-run");
        assertThat(release.status()).isNotZero();
        assertThat(release.output()).contains(why).doesNotContain("Building");
    }

    private void version(String version) throws IOException {
        write("repository/pom.xml", """
                <project>
                  <version>%s</version>
                  <properties>
                    <project.build.outputTimestamp>2026-02-03T00:00:00Z</project.build.outputTimestamp>
                  </properties>
                </project>
                """.formatted(version));
    }

    private void write(String file, String text) throws IOException {
        Path path = folder.resolve(file);
        Files.createDirectories(path.getParent());
        Files.writeString(path, text);
        if (text.startsWith("#!")) {
            assertThat(path.toFile().setExecutable(true)).isTrue();
        }
    }

    private void commit() throws Exception {
        git("add", "-A");
        Ended commit = git("commit", "-q", "-m", "Change something");
        assertThat(commit.status()).as(commit.output()).isZero();
    }

    private Ended git(String... arguments) throws Exception {
        return run(
                repository,
                Stream.concat(Stream.of("git"), Stream.of(arguments)).toArray(String[]::new));
    }

    private Ended release(String... arguments) throws Exception {
        return run(
                repository,
                Stream.concat(Stream.of("./bin/release"), Stream.of(arguments)).toArray(String[]::new));
    }

    private Ended run(Path directory, String... command) throws Exception {
        Path output = folder.resolve("output");
        ProcessBuilder program = new ProcessBuilder(command);
        program.directory(directory.toFile()).redirectErrorStream(true).redirectOutput(output.toFile());
        program.environment().put("PATH", folder.resolve("tools") + ":" + System.getenv("PATH"));
        // Whoever runs the test may sign commits, or may have no name.
        program.environment().put("GIT_CONFIG_GLOBAL", "/dev/null");
        program.environment().put("GIT_CONFIG_NOSYSTEM", "1");
        for (String role : List.of("AUTHOR", "COMMITTER")) {
            program.environment().put("GIT_" + role + "_NAME", "Anna");
            program.environment().put("GIT_" + role + "_EMAIL", "anna@ringback.example");
        }
        int status = program.start().waitFor();
        return new Ended(status, Files.readString(output, StandardCharsets.UTF_8));
    }
}

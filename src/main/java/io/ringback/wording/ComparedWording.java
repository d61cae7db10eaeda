package io.ringback.wording;

import io.ringback.cases.DeployPreview.Change;
import io.ringback.cases.DeployPreview.FileChange;
import io.ringback.cases.Diagrams.Refusal;
import io.ringback.cases.Diagrams.Warning;
import io.ringback.cases.FilesBeside;
import io.ringback.cases.Fingerprint;
import java.util.List;
import java.util.Optional;
import java.util.TreeMap;
import java.util.function.Consumer;

/**
 * What lies in {@code wording/}, beside what is in force of it.
 *
 * @param directory as the installation names it
 * @param read the fingerprint of the files
 * @param now what is in force
 * @param then what would be after a deploy
 * @param intoForce takes what is deployed
 */
record ComparedWording(
        String directory,
        String read,
        Edition now,
        Edition then,
        List<Refusal> refused,
        List<Warning> warned,
        Consumer<ComparedWording> intoForce)
        implements FilesBeside.Compared {

    boolean isOf(String files) {
        return read.equals(files);
    }

    /** By content, so that it is the same on each node with the same files before and after. */
    @Override
    public String fingerprint() {
        return new Fingerprint()
                .with("files", read)
                .with("changes", files().toString())
                .hex();
    }

    @Override
    public List<FileChange> files() {
        TreeMap<String, Change> changes = new TreeMap<>();
        refused.forEach(refusal -> changes.put(refusal.file(), Change.REFUSED));
        then.changesSince(now).forEach((file, change) -> changes.put(directory + "/" + file.path(), change));
        return changes.entrySet().stream()
                .map(file -> new FileChange(file.getKey(), file.getValue(), Optional.empty()))
                .toList();
    }

    @Override
    public List<String> deploy() {
        List<String> renewed = differing();
        intoForce.accept(new ComparedWording(directory, read, then, then, refused, warned, intoForce));
        return renewed;
    }
}

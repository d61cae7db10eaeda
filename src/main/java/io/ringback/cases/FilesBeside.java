package io.ringback.cases;

import io.ringback.cases.DeployPreview.Change;
import io.ringback.cases.DeployPreview.FileChange;
import io.ringback.cases.Diagrams.Refusal;
import io.ringback.cases.Diagrams.Warning;
import java.util.List;

/**
 * Files beside {@code bpmn/} that are put into force with it, on the same word of an administrator. All beans of this type are.
 * They are this node's own: each node reads its disk, and what is in force there is no version that could be taken back.
 */
public interface FilesBeside {

    /** Reads the files as they lie there now, and tries them. Nothing comes into force by it. */
    Compared compare();

    /** The same as it was found last: at the start, at the last {@link #compare} or at the last deploy. */
    Compared known();

    /** The names of the files in force. */
    List<String> inForce();

    /** The files beside what is in force of them. They judge themselves: what is refused leaves in force what was. */
    interface Compared {

        /** Of the files, and of what a deploy would do with them. */
        String fingerprint();

        /** Those that are new, other, gone or refused, by name. */
        List<FileChange> files();

        /** Why files would be refused, or were. */
        List<Refusal> refused();

        /** What is accepted, and is perhaps not as it was meant. */
        List<Warning> warned();

        /**
         * Puts into force what was compared and is not refused, whatever lies there by now.
         *
         * @return the names of those that are new, other or gone
         */
        List<String> deploy();

        /** The names of those that a deploy would put into force or take out of it. */
        default List<String> differing() {
            return files().stream()
                    .filter(file -> file.change() != Change.REFUSED)
                    .map(FileChange::file)
                    .toList();
        }
    }
}

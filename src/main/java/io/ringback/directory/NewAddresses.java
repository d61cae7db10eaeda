package io.ringback.directory;

import java.util.List;

/** Is told of everybody who is saved, with their addresses, in the transaction that saves them. All beans of this type are. */
public interface NewAddresses {

    /** These people are in the directory now, or with other addresses than before. */
    void saved(List<Person> people);
}

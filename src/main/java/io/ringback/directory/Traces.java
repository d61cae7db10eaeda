package io.ringback.directory;

/**
 * Forgets what it keeps of somebody. Whoever keeps an address, a name, or words of a person in a table of their own has a bean of this
 * type, and all of them are asked when somebody is erased (docs/privacy.md).
 */
public interface Traces {

    /**
     * Takes part in the transaction that erases, which has ended the cases of whoever is erased, and has locked them. After it, neither
     * their addresses nor their name may be found in what is kept here.
     */
    void erase(Erased who);
}

package dev.portolan.providers;

import dev.portolan.providers.oauth.ConsentStyle;
import java.util.Map;
import java.util.function.Predicate;

/** A provider of a test that a whole server can be pointed at, with an account in which things happen. */
public interface Simulator extends Fixture {

    /** Which provider it is, as our catalogue has it. */
    String provider();

    ConsentStyle consent();

    /** Where its API is, by the name that the variable of a process ends in. */
    Map<String, String> endpoints();

    /** Whose tokens it takes from now on. */
    void trust(Predicate<String> accessTokens);

    /** To another folder or name; it stays the same document. */
    void move(String from, String to);

    /** A folder that documents were written to, with all of them. */
    void removeFolder(String name);

    /** It remembers nothing of what it is asked: for measurements. */
    void forgetful();
}

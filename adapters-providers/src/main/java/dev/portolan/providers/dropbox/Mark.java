package dev.portolan.providers.dropbox;

import dev.portolan.domain.Checkpoint;
import dev.portolan.domain.ProviderFailure;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Where a scope's sync stopped: a cursor of Dropbox's, the root that it belongs to, and whether the first listing is still
 * under way.
 */
record Mark(boolean listing, String root, String cursor) {

    private static final Pattern FORM = Pattern.compile("(listing|feed):([A-Za-z0-9_-]*):([\\x21-\\x7e]{1,16000})");

    static Mark of(Checkpoint checkpoint) {
        Matcher matcher = FORM.matcher(checkpoint.value());
        if (!matcher.matches()) {
            throw new ProviderFailure.ResyncRequired("The checkpoint is not one of this connector");
        }
        return new Mark(matcher.group(1).equals("listing"), matcher.group(2), matcher.group(3));
    }

    Checkpoint checkpoint() {
        return new Checkpoint((listing ? "listing:" : "feed:") + root + ":" + cursor);
    }
}

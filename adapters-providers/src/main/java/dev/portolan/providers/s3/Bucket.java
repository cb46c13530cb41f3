package dev.portolan.providers.s3;

import dev.portolan.domain.ProviderFailure;
import dev.portolan.domain.Settings;
import dev.portolan.providers.paths.Percent;
import java.net.URI;
import java.util.Map;
import java.util.Optional;

/**
 * Which bucket, where, and how its objects are addressed.
 *
 * @param endpoint of a store that is not AWS; empty: AWS
 * @param region what the user said; empty: to be learned
 * @param prefix of the keys that are wanted; one leading slash is forgiven
 */
record Bucket(String name, Optional<URI> endpoint, Optional<String> region, String prefix) {

    private static final String ANYWHERE = "us-east-1";

    static Bucket of(Settings settings) {
        Bucket bucket = new Bucket(
                settings.require("bucket"),
                settings.text("endpoint").map(URI::create),
                settings.text("region").map(String::strip).filter(region -> !region.isEmpty()),
                settings.text("prefix").map(Bucket::forgiven).orElse(""));
        bucket.check();
        return bucket;
    }

    private static String forgiven(String prefix) {
        return prefix.startsWith("/") ? prefix.substring(1) : prefix;
    }

    private void check() {
        if (name.startsWith("arn:") || name.endsWith("-s3alias") || name.endsWith("--ol-s3")) {
            throw new ProviderFailure.Invalid("'" + name + "' is an access point; name its bucket instead");
        }
        if (name.endsWith("--x-s3")) {
            throw new ProviderFailure.Invalid(
                    "'" + name
                            + "' is a directory bucket, which lists its keys in no order; only general purpose buckets can be synced");
        }
        if (!name.matches(isAws() ? "[a-zA-Z0-9][a-zA-Z0-9._-]{2,254}" : "[a-zA-Z0-9][a-zA-Z0-9._-]{0,254}")) {
            throw new ProviderFailure.Invalid(
                    "'" + name + "' cannot be a bucket's name: it has letters, digits, dots and hyphens only");
        }
        region.filter(text -> !isRegion(text)).ifPresent(text -> {
            throw new ProviderFailure.Invalid(
                    "'" + text + "' cannot be a region's name; regions are named like eu-west-1");
        });
        endpoint.map(URI::getPath)
                .filter(path -> !path.isEmpty() && !path.equals("/"))
                .ifPresent(path -> {
                    throw new ProviderFailure.Invalid("The endpoint must have no path, but has '" + path + "'");
                });
    }

    /** Regions become part of host names: nothing else may. */
    static boolean isRegion(String text) {
        return text.matches("[a-zA-Z0-9][a-zA-Z0-9_-]{0,62}");
    }

    boolean isAws() {
        return endpoint.isEmpty();
    }

    String regionOr(Optional<String> learned) {
        return learned.or(this::region).orElse(ANYWHERE);
    }

    /** Host and port, as users know the store. */
    String host() {
        return endpoint.map(URI::getAuthority).orElse("s3.amazonaws.com");
    }

    /** The directory that paths are relative to. */
    String root() {
        return prefix.substring(0, prefix.lastIndexOf('/') + 1);
    }

    /** Dots and double slashes are parts of keys: nothing is normalized. */
    URI object(String key, String inRegion) {
        return URI.create(base(inRegion) + Percent.escaped(key, "/"));
    }

    URI listing(Map<String, String> parameters, String inRegion) {
        StringBuilder query = new StringBuilder(base(inRegion));
        if (query.charAt(query.length() - 1) == '/' && !isVirtualHosted()) {
            query.setLength(query.length() - 1);
        }
        char separator = '?';
        for (Map.Entry<String, String> parameter : parameters.entrySet()) {
            query.append(separator)
                    .append(parameter.getKey())
                    .append('=')
                    .append(Percent.escaped(parameter.getValue(), ""));
            separator = '&';
        }
        return URI.create(query.toString());
    }

    /** Up to the slash before the key. */
    private String base(String inRegion) {
        return endpoint.map(custom -> custom.getScheme() + "://" + custom.getAuthority() + "/" + name + "/")
                .orElseGet(() -> {
                    String domain = inRegion + (inRegion.startsWith("cn-") ? ".amazonaws.com.cn" : ".amazonaws.com");
                    return isVirtualHosted()
                            ? "https://" + name + ".s3." + domain + "/"
                            : "https://s3." + domain + "/" + name + "/";
                });
    }

    /** Certificates cover one label only, host names no capitals. */
    private boolean isVirtualHosted() {
        return isAws() && name.matches("[a-z0-9-]{3,63}");
    }
}

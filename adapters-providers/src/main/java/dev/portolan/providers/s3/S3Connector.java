package dev.portolan.providers.s3;

import dev.portolan.application.port.Connector;
import dev.portolan.application.port.ConnectorSession;
import dev.portolan.domain.AuthScheme;
import dev.portolan.domain.Capability;
import dev.portolan.domain.Field;
import dev.portolan.domain.Provider;
import dev.portolan.providers.paths.Selection;
import dev.portolan.providers.wire.Wire;
import jakarta.inject.Singleton;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Stream;

/** Buckets of Amazon S3 and of stores that speak its language. */
@Singleton
public final class S3Connector implements Connector {

    static final Provider.Id ID = new Provider.Id("s3");

    private static final List<Field> SETTINGS = Stream.concat(
                    Stream.of(
                            Field.required("bucket", Field.Type.TEXT, "Bucket", "The bucket's name"),
                            Field.optional(
                                    "region",
                                    Field.Type.TEXT,
                                    "Region",
                                    "Such as eu-west-1; found out where it is left empty"),
                            Field.optional(
                                    "prefix",
                                    Field.Type.TEXT,
                                    "Prefix",
                                    "Only keys that begin with this; a directory's ends in a slash"),
                            Field.optional(
                                    "endpoint",
                                    Field.Type.URL,
                                    "Endpoint",
                                    "Of a store that is not AWS, such as https://storage.example.com; private addresses must be allowed by the operator")),
                    Selection.FIELDS.stream())
            .toList();

    private static final List<Field> SECRETS = List.of(
            Field.optional("accessKeyId", Field.Type.TEXT, "Access key ID", "Empty for a public bucket"),
            Field.optional("secretAccessKey", Field.Type.SECRET, "Secret access key", "Belongs to the access key ID"),
            Field.optional("sessionToken", Field.Type.SECRET, "Session token", "Only with temporary keys"));

    private static final Provider PROVIDER = new Provider(
            ID,
            "Amazon S3",
            "Objects in a bucket of Amazon S3 or a compatible store",
            List.of("files", "storage"),
            List.of(new AuthScheme.Secrets(SECRETS)),
            SETTINGS,
            Set.of(Capability.DELETIONS, Capability.HIERARCHY),
            Optional.empty());

    private final Wire wire;
    private final Regions regions = new Regions();

    public S3Connector(Wire wire) {
        this.wire = wire;
    }

    @Override
    public Provider provider() {
        return PROVIDER;
    }

    @Override
    public ConnectorSession open(Binding binding) {
        Bucket bucket = Bucket.of(binding.settings());
        return new S3Session(
                new Store(wire, bucket, new Signing(binding.keys(), bucket, regions, wire.clock()), regions),
                Selection.of(binding.settings()));
    }
}

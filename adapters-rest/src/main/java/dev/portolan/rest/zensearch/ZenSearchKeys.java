package dev.portolan.rest.zensearch;

import io.micronaut.http.HttpRequest;
import io.micronaut.security.token.reader.TokenReader;
import jakarta.inject.Singleton;
import java.util.Optional;

/** Finds the API key where zensearch's clients send it. */
@Singleton
final class ZenSearchKeys implements TokenReader<HttpRequest<?>> {

    static final String HEADER = "X-ZenSearch-Key";

    private final ZenSearchDialect dialect;

    ZenSearchKeys(ZenSearchDialect dialect) {
        this.dialect = dialect;
    }

    @Override
    public Optional<String> findToken(HttpRequest<?> request) {
        return dialect.speaks(request.getPath()) ? request.getHeaders().findFirst(HEADER) : Optional.empty();
    }
}

package dev.portolan.rest;

import dev.portolan.application.Answers;
import dev.portolan.application.Answers.Begun;
import dev.portolan.application.Answers.Ticket;
import dev.portolan.domain.Principal;
import dev.portolan.domain.Refusal;
import io.micronaut.http.HttpHeaders;
import io.micronaut.http.HttpMethod;
import io.micronaut.http.HttpRequest;
import io.micronaut.http.HttpResponse;
import io.micronaut.http.HttpStatus;
import io.micronaut.http.MediaType;
import io.micronaut.http.MutableHttpResponse;
import io.micronaut.http.ServerHttpRequest;
import io.micronaut.http.annotation.Filter;
import io.micronaut.http.body.ByteBody;
import io.micronaut.http.body.CloseableAvailableByteBody;
import io.micronaut.http.filter.HttpServerFilter;
import io.micronaut.http.filter.ServerFilterChain;
import io.micronaut.http.filter.ServerFilterPhase;
import io.micronaut.json.JsonMapper;
import io.micronaut.scheduling.TaskExecutors;
import io.micronaut.web.router.RouteAttributes;
import jakarta.inject.Named;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ExecutorService;
import org.reactivestreams.Publisher;
import reactor.core.publisher.Flux;
import reactor.core.publisher.Mono;
import reactor.core.scheduler.Scheduler;
import reactor.core.scheduler.Schedulers;

/**
 * Has every POST with an {@code Idempotency-Key} carried out once, in every dialect: who repeats it gets the first answer again.
 * Only what succeeded is kept; what was refused has done nothing, and may be put right under the same key.
 */
@Filter(patterns = Filter.MATCH_ALL_PATTERN, methods = HttpMethod.POST)
final class Repeats implements HttpServerFilter {

    private static final String STATUS = "status";
    private static final String BODY = "body";
    private static final List<String> HEADERS =
            List.of(HttpHeaders.CONTENT_TYPE, HttpHeaders.LOCATION, "Preference-Applied");

    /** Longer answers are rare, and given once. */
    private static final int MOST = 1024 * 1024;

    private final Answers answers;
    private final Failures failures;
    private final JsonMapper mapper;
    private final Scheduler blocking;

    Repeats(
            Answers answers,
            Failures failures,
            JsonMapper mapper,
            @Named(TaskExecutors.BLOCKING) ExecutorService blocking) {
        this.answers = answers;
        this.failures = failures;
        this.mapper = mapper;
        this.blocking = Schedulers.fromExecutorService(blocking);
    }

    /** A request that must be carried out once. */
    private record Asked(HttpRequest<?> request, Principal caller, String key, ByteBody body) {}

    @Override
    public int getOrder() {
        return ServerFilterPhase.SECURITY.after();
    }

    @Override
    public Publisher<MutableHttpResponse<?>> doFilter(HttpRequest<?> request, ServerFilterChain chain) {
        return asked(request).map(asked -> once(asked, chain)).orElseGet(() -> Flux.from(chain.proceed(request)));
    }

    private static Optional<Asked> asked(HttpRequest<?> request) {
        String key = request.getHeaders().get(Answers.HEADER);
        if (key == null
                || request.getMethod() != HttpMethod.POST
                || RouteAttributes.getRouteMatch(request).isEmpty()
                || !(request instanceof ServerHttpRequest<?> server)) {
            return Optional.empty();
        }
        return request.getUserPrincipal(Caller.class)
                .map(caller -> new Asked(request, caller.principal(), key, server.byteBody()));
    }

    private Flux<MutableHttpResponse<?>> once(Asked asked, ServerFilterChain chain) {
        return Mono.fromFuture(() -> asked.body()
                        .split(ByteBody.SplitBackpressureMode.NEW)
                        .buffer()
                        .thenApply(CloseableAvailableByteBody::toByteArray))
                .map(Optional::of)
                // A body that cannot be read is for whoever needs it to refuse.
                .onErrorReturn(Optional.empty())
                .publishOn(blocking)
                .flatMapMany(body -> body.map(bytes -> begun(asked, bytes, chain))
                        .orElseGet(() -> Flux.from(chain.proceed(asked.request()))));
    }

    private Flux<MutableHttpResponse<?>> begun(Asked asked, byte[] body, ServerFilterChain chain) {
        try {
            return switch (answers.begin(asked.caller(), asked.key(), told(asked.request(), body))) {
                case Begun.First first -> first(first.ticket(), asked.request(), chain);
                case Begun.Again again -> Flux.<MutableHttpResponse<?>>just(again(again.answer()));
                case Begun.InTheWay inTheWay ->
                    Flux.<MutableHttpResponse<?>>just(failures.failed(
                            HttpResponse.ok(), asked.request(), HttpStatus.CONFLICT, inTheWay.reason()));
            };
        } catch (Refusal refusal) {
            return Flux.<MutableHttpResponse<?>>just(failures.refused(asked.request(), refusal));
        }
    }

    /** What tells one request from another. */
    private static byte[] told(HttpRequest<?> request, byte[] body) {
        ByteArrayOutputStream all = new ByteArrayOutputStream();
        all.writeBytes((request.getMethodName() + " " + request.getUri() + "\n").getBytes(StandardCharsets.UTF_8));
        all.writeBytes(body);
        return all.toByteArray();
    }

    private Flux<MutableHttpResponse<?>> first(Ticket ticket, HttpRequest<?> request, ServerFilterChain chain) {
        return Flux.<MutableHttpResponse<?>>from(chain.proceed(request))
                .concatMap(response ->
                        later(() -> answered(ticket, response)).then(Mono.<MutableHttpResponse<?>>just(response)))
                .onErrorResume(failed -> later(() -> answers.drop(ticket)).then(Mono.error(failed)));
    }

    private void answered(Ticket ticket, MutableHttpResponse<?> response) {
        boolean well = response.code() >= 200 && response.code() < 300;
        Object body = response.body();
        if (well && body instanceof Publisher<?> pieces) {
            follow(ticket, response, pieces);
        } else if (well) {
            byte[] bytes = body == null ? new byte[0] : bytes(body);
            if (body != null) {
                response.body(bytes);
            }
            keep(ticket, response, bytes);
        } else {
            answers.drop(ticket);
        }
    }

    /** An answer that comes in pieces is kept when the last one was sent; nobody repeats what nobody has waited for. */
    private void follow(Ticket ticket, MutableHttpResponse<?> response, Publisher<?> pieces) {
        ByteArrayOutputStream sent = new ByteArrayOutputStream();
        response.body(Flux.from(pieces)
                .map(this::bytes)
                .doOnNext(sent::writeBytes)
                .concatWith(Mono.defer(() ->
                        later(() -> keep(ticket, response, sent.toByteArray())).then(Mono.empty())))
                .doOnError(failed -> blocking.schedule(() -> answers.drop(ticket)))
                .doOnCancel(() -> blocking.schedule(() -> answers.drop(ticket))));
    }

    private Mono<Void> later(Runnable work) {
        return Mono.<Void>fromRunnable(work).subscribeOn(blocking);
    }

    private byte[] bytes(Object body) {
        try {
            return switch (body) {
                case byte[] bytes -> bytes;
                case CharSequence text -> text.toString().getBytes(StandardCharsets.UTF_8);
                default -> mapper.writeValueAsBytes(body);
            };
        } catch (IOException broken) {
            throw new UncheckedIOException(broken);
        }
    }

    private void keep(Ticket ticket, MutableHttpResponse<?> response, byte[] body) {
        if (body.length > MOST) {
            answers.drop(ticket);
            return;
        }
        Map<String, String> parts = new HashMap<>();
        parts.put(STATUS, Integer.toString(response.code()));
        parts.put(BODY, new String(body, StandardCharsets.UTF_8));
        HEADERS.forEach(name -> {
            String value = response.getHeaders().get(name);
            if (value != null) {
                parts.put(name, value);
            }
        });
        answers.keep(ticket, parts);
    }

    private static MutableHttpResponse<?> again(Map<String, String> parts) {
        MutableHttpResponse<byte[]> response =
                HttpResponse.status(HttpStatus.valueOf(Integer.parseInt(parts.getOrDefault(STATUS, "200"))));
        HEADERS.forEach(name -> Optional.ofNullable(parts.get(name)).ifPresent(value -> response.header(name, value)));
        String body = parts.getOrDefault(BODY, "");
        if (!body.isEmpty()) {
            response.body(body.getBytes(StandardCharsets.UTF_8));
            if (response.getContentType().isEmpty()) {
                response.contentType(MediaType.APPLICATION_JSON_TYPE);
            }
        }
        return response.header("Idempotency-Replayed", "true");
    }
}

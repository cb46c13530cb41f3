package dev.portolan.rest.portolan;

import com.fasterxml.jackson.annotation.JsonInclude;
import dev.portolan.application.References;
import dev.portolan.domain.ItemIssue;
import dev.portolan.domain.Page;
import dev.portolan.domain.Refusal;
import dev.portolan.rest.JsonBody;
import dev.portolan.rest.OnTheWire;
import dev.portolan.rest.Words;
import io.swagger.v3.oas.annotations.media.Schema;
import java.time.Instant;
import java.util.List;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/** Documents that failed or were skipped, on the wire. */
final class IssuesJson {

    private IssuesJson() {}

    /** @param next to be sent as {@code after} for the page that follows; absent on the last */
    @OnTheWire
    @Schema(name = "IssueList")
    record IssueList(
            List<IssueView> data,

            @JsonInclude(JsonInclude.Include.NON_NULL) @Nullable
            String next) {
        static IssueList of(Page<ItemIssue> page) {
            return new IssueList(page.items().stream().map(IssueView::of).toList(), PortolanApi.next(page));
        }
    }

    /**
     * A document that failed or was skipped.
     *
     * @param externalId the document's id at the provider
     * @param retryRequested the next sync tries it again whatever the code
     * @param syncId the sync that met it last
     */
    @OnTheWire
    @Schema(name = "Issue")
    record IssueView(
            UUID id,
            UUID connectionId,
            String scope,
            String externalId,
            String path,

            @Schema(
                    type = "string",
                    allowableValues = {
                        "unavailable",
                        "denied",
                        "invalid",
                        "archived",
                        "too_large",
                        "no_text",
                        "unreadable",
                        "truncated"
                    })
            String code,

            String message,
            int attempts,
            boolean retryRequested,
            UUID syncId,
            Instant firstAt,
            Instant lastAt) {

        static IssueView of(ItemIssue issue) {
            return new IssueView(
                    issue.id().value(),
                    issue.connection().value(),
                    issue.scope().value(),
                    issue.resource().value(),
                    issue.path(),
                    Words.of(issue.code()),
                    issue.message(),
                    issue.attempts(),
                    issue.retryRequested(),
                    issue.run().value(),
                    issue.firstAt(),
                    issue.lastAt());
        }
    }

    /** @param ids of issues; all of the connection where absent */
    @Schema(name = "RetryRequest")
    record Retry(@Nullable List<UUID> ids) {
        /** Empty: all. An id that is none of ours is as unknown as any other. */
        static List<ItemIssue.Id> read(@Nullable JsonBody body) {
            return body == null
                    ? List.of()
                    : body.readStrictly(it -> it.texts("ids").map(Retry::ids).orElse(List.of()));
        }

        private static List<ItemIssue.Id> ids(List<String> texts) {
            if (texts.isEmpty()) {
                throw new Refusal.InvalidInput("ids", "must name at least one issue; leave it out for all");
            }
            return texts.stream()
                    .map(text -> References.uuid(text)
                            .map(ItemIssue.Id::new)
                            .orElseThrow(() -> new Refusal.NotFound("issue", text)))
                    .toList();
        }
    }

    /** @param requested how many the next sync tries again */
    @OnTheWire
    @Schema(name = "RetryAnswer")
    record Retried(int requested) {}
}

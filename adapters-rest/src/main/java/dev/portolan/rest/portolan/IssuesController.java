package dev.portolan.rest.portolan;

import dev.portolan.application.Connections;
import dev.portolan.application.Documents;
import dev.portolan.domain.ItemIssue;
import dev.portolan.domain.Principal;
import dev.portolan.rest.CalledBy;
import dev.portolan.rest.JsonBody;
import dev.portolan.rest.Words;
import dev.portolan.rest.portolan.IssuesJson.IssueList;
import dev.portolan.rest.portolan.IssuesJson.Retried;
import dev.portolan.rest.portolan.IssuesJson.Retry;
import io.micronaut.http.annotation.Body;
import io.micronaut.http.annotation.Controller;
import io.micronaut.http.annotation.Get;
import io.micronaut.http.annotation.Post;
import io.micronaut.http.annotation.QueryValue;
import io.swagger.v3.oas.annotations.media.Content;
import io.swagger.v3.oas.annotations.media.Schema;
import io.swagger.v3.oas.annotations.parameters.RequestBody;
import io.swagger.v3.oas.annotations.tags.Tag;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** The documents of a connection that failed or were skipped. */
@Controller(PortolanApi.MOUNT + "/connections/{id}/issues")
@PortolanRoutes
@Tag(name = "Issues")
final class IssuesController {

    private final Documents documents;

    IssuesController(Documents documents) {
        this.documents = documents;
    }

    /** Issues of a connection, one a document. */
    @Get
    IssueList listIssues(
            @CalledBy Principal caller,
            String id,
            @QueryValue @Nullable String code,
            @QueryValue(defaultValue = "100") @Schema(minimum = "1", maximum = "1000") int limit,
            @QueryValue @Nullable String after) {
        Optional<ItemIssue.Code> only =
                Optional.ofNullable(code).map(text -> Words.parameter("code", ItemIssue.Code.class, text));
        return IssueList.of(documents.issues(caller, Connections.id(id), only, PortolanApi.after(after), limit));
    }

    /** Has the next sync try these again. */
    @Post("/retry")
    Retried retryIssues(
            @CalledBy Principal caller,
            String id,
            @Body @RequestBody(content = @Content(schema = @Schema(implementation = Retry.class))) @Nullable
                    JsonBody body) {
        return new Retried(documents.retryIssues(caller, Connections.id(id), Retry.read(body)));
    }
}

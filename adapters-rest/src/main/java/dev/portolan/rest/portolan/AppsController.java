package dev.portolan.rest.portolan;

import dev.portolan.application.Apps;
import dev.portolan.domain.Principal;
import dev.portolan.rest.CalledBy;
import dev.portolan.rest.JsonBody;
import dev.portolan.rest.portolan.AppsJson.AppList;
import dev.portolan.rest.portolan.AppsJson.AppPatch;
import dev.portolan.rest.portolan.AppsJson.AppView;
import dev.portolan.rest.portolan.AppsJson.NewApp;
import io.micronaut.http.HttpResponse;
import io.micronaut.http.HttpStatus;
import io.micronaut.http.annotation.Body;
import io.micronaut.http.annotation.Controller;
import io.micronaut.http.annotation.Delete;
import io.micronaut.http.annotation.Get;
import io.micronaut.http.annotation.Patch;
import io.micronaut.http.annotation.Post;
import io.micronaut.http.annotation.Status;
import io.swagger.v3.oas.annotations.media.Content;
import io.swagger.v3.oas.annotations.media.Schema;
import io.swagger.v3.oas.annotations.parameters.RequestBody;
import io.swagger.v3.oas.annotations.tags.Tag;

/** Registrations at providers, in whose name consent is asked for. */
@Controller(PortolanApi.MOUNT + "/apps")
@PortolanRoutes
@Tag(name = "Apps")
final class AppsController {

    private final Apps apps;

    AppsController(Apps apps) {
        this.apps = apps;
    }

    /** The organization's apps and those of its collections, oldest first, then the deployment's own. */
    @Get
    AppList listApps(@CalledBy Principal caller) {
        return AppList.of(apps.list(caller));
    }

    /** Registers an app. Contacts no provider. */
    @Post
    @Status(HttpStatus.CREATED)
    HttpResponse<AppView> createApp(
            @CalledBy Principal caller,
            @Body @RequestBody(required = true, content = @Content(schema = @Schema(implementation = NewApp.class)))
                    JsonBody body) {
        AppView made = AppView.of(apps.create(caller, NewApp.read(body)));
        return PortolanApi.created("/apps/", made.id(), made);
    }

    /** One app. */
    @Get("/{id}")
    AppView getApp(@CalledBy Principal caller, String id) {
        return AppView.of(apps.get(caller, Apps.id(id)));
    }

    /** Changes an app of the organization's own; its client id only while nobody is connected with it. */
    @Patch("/{id}")
    AppView updateApp(
            @CalledBy Principal caller,
            String id,
            @Body @RequestBody(required = true, content = @Content(schema = @Schema(implementation = AppPatch.class)))
                    JsonBody body) {
        return AppView.of(apps.update(caller, Apps.id(id), AppPatch.read(body)));
    }

    /** Forgets an app of the organization's own; 409 while connections are authorized with it. */
    @Delete("/{id}")
    @Status(HttpStatus.NO_CONTENT)
    void deleteApp(@CalledBy Principal caller, String id) {
        apps.delete(caller, Apps.id(id));
    }
}

package dev.portolan.rest;

import io.micronaut.web.router.Router;
import java.util.List;

/** The routes of all APIs as the server has them: whatever is added is among them. */
final class Served {

    private Served() {}

    static List<String> by(TestServer server) {
        return server.context
                .getBean(Router.class)
                .uriRoutes()
                .map(route -> route.getHttpMethodName() + " " + route.getUriMatchTemplate())
                .filter(route -> !route.startsWith("HEAD ") && !RoutesTest.PAGES.contains(route))
                .distinct()
                .sorted()
                .toList();
    }
}

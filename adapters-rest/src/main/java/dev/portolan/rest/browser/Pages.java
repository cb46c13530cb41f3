package dev.portolan.rest.browser;

import dev.portolan.application.Callbacks.Reply;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** What the pages say. Whatever comes from an address line or a provider is text, never markup. */
final class Pages {

    static final String MOUNT = "/oauth";
    static final String CALLBACK = MOUNT + "/callback";

    static final String HTML = "text/html; charset=utf-8";

    private static final String PAGE = """
            <!doctype html>
            <html lang="en">
            <head>
              <meta charset="utf-8">
              <meta name="viewport" content="width=device-width, initial-scale=1">
              <title>Portolan: %1$s</title>
              <link rel="icon" href="data:,">
              <style>
                body { font: 1rem/1.5 system-ui, sans-serif; max-width: 36rem; margin: 15vh auto 0; padding: 0 1.5rem; }
                code { overflow-wrap: anywhere; }
                @media (prefers-color-scheme: dark) { body { background: #14181c; color: #e6e6e6; } }
              </style>
            </head>
            <body>
              <h1>%1$s</h1>
            %2$s
            </body>
            </html>
            """;

    private Pages() {}

    static String connected(String provider, Optional<String> account) {
        return page(
                "Connected",
                paragraph(escaped(provider + " is connected"
                        + account.map(name -> " as " + name).orElse("") + ".")),
                paragraph("You can close this window."));
    }

    static String notConnected(String reason) {
        return page("Not connected", paragraph(escaped(reason)), paragraph("You can close this window."));
    }

    /** For a client that sends on itself what the browser has brought. */
    static String toBeSent(String state, Reply reply) {
        List<String> parts = new ArrayList<>();
        parts.add(paragraph("Nothing is connected yet. The application that began this waits for what stands here:"));
        parts.add(value("state", state));
        reply.code().ifPresent(code -> parts.add(value("code", code)));
        reply.error().ifPresent(error -> parts.add(value("error", error)));
        reply.errorDescription().ifPresent(text -> parts.add(value("error_description", text)));
        parts.add(paragraph("It is good once, and for ten minutes. Give it to nobody else."));
        return page("One more step", parts.toArray(String[]::new));
    }

    static String failed(String title, String message) {
        return page(title, paragraph(escaped(message)));
    }

    private static String page(String title, String... parts) {
        return PAGE.formatted(escaped(title), String.join("\n", parts));
    }

    private static String paragraph(String markup) {
        return "  <p>" + markup + "</p>";
    }

    private static String value(String name, String text) {
        return paragraph(name + ": <code id=\"" + name + "\">" + escaped(text) + "</code>");
    }

    private static String escaped(String text) {
        return text.replace("&", "&amp;")
                .replace("<", "&lt;")
                .replace(">", "&gt;")
                .replace("\"", "&quot;")
                .replace("'", "&#39;");
    }
}

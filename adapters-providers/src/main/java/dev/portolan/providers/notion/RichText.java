package dev.portolan.providers.notion;

import dev.portolan.providers.notion.NotionPayloads.Thing;
import java.util.List;
import java.util.stream.Collectors;

/** Runs of text as Markdown: styles, links, equations and mentions. */
final class RichText {

    private RichText() {}

    static String markdown(List<Thing> runs) {
        return runs.stream().map(RichText::markdown).collect(Collectors.joining());
    }

    static String plain(List<Thing> runs) {
        return runs.stream().map(run -> run.text("plain_text").orElse("")).collect(Collectors.joining());
    }

    private static String markdown(Thing run) {
        String plain = run.text("plain_text").orElse("");
        if (run.type().equals("equation")) {
            return "$" + run.text("equation", "expression").orElse(plain) + "$";
        }
        String text = plain.strip();
        if (text.isEmpty()) {
            return plain;
        }
        Thing styles = run.at("annotations");
        String styled = text;
        if (styles.flag("code")) {
            styled = "`" + styled + "`";
        }
        if (styles.flag("bold")) {
            styled = "**" + styled + "**";
        }
        if (styles.flag("italic")) {
            styled = "*" + styled + "*";
        }
        if (styles.flag("strikethrough")) {
            styled = "~~" + styled + "~~";
        }
        String linked = styled;
        String whole = run.text("href").map(address -> link(linked, address)).orElse(styled);
        int start = plain.indexOf(text);
        return plain.substring(0, start) + whole + plain.substring(start + text.length());
    }

    /** Addresses within Notion begin with a slash. */
    static String link(String text, String address) {
        return "[" + text + "](" + (address.startsWith("/") ? "https://www.notion.so" + address : address) + ")";
    }
}

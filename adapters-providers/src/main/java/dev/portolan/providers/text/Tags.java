package dev.portolan.providers.text;

import java.util.Set;
import org.jsoup.nodes.Element;

/** What kinds of elements a page is made of. */
final class Tags {

    private static final Set<String> NOISE = Set.of(
            "head",
            "script",
            "style",
            "noscript",
            "template",
            "nav",
            "svg",
            "math",
            "iframe",
            "object",
            "canvas",
            "audio",
            "video",
            "button",
            "select",
            "datalist",
            "dialog");

    private static final Set<String> IN_LINE = Set.of("ins", "del");

    private Tags() {}

    /** Whether nobody reads a page for it. */
    static boolean isNoise(Element element) {
        return NOISE.contains(element.normalName())
                || element.hasAttr("hidden")
                || element.attr("role").equals("navigation");
    }

    /** Whether it has lines of its own. */
    static boolean isBlock(Element element) {
        return element.isBlock() && !IN_LINE.contains(element.normalName());
    }

    /** The level of a heading; 0 where it is none. */
    static int heading(Element element) {
        String name = element.normalName();
        boolean heading = name.length() == 2 && name.charAt(0) == 'h' && name.charAt(1) >= '1' && name.charAt(1) <= '6';
        return heading ? name.charAt(1) - '0' : 0;
    }
}

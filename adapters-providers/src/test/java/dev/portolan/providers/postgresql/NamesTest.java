package dev.portolan.providers.postgresql;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class NamesTest {

    @Test
    void a_name_is_quoted_only_where_it_must_be() {
        assertEquals("public.orders", Names.canonical("public", "orders"));
        assertEquals("public.\"Order Items\"", Names.canonical("public", "Order Items"));
        assertEquals("\"a.b\".\"say \"\"hi\"\"\"", Names.canonical("a.b", "say \"hi\""));
    }

    @Test
    void what_was_made_of_names_is_read_as_these_names() {
        for (List<String> names : List.of(
                List.of("public"),
                List.of("public", "orders"),
                List.of("a.b", "say \"hi\""),
                List.of("ü", ":[1]", "x"))) {
            String text = String.join(".", names.stream().map(Names::canonical).toList());
            assertEquals(Optional.of(new Names.Parsed(names, Optional.empty())), Names.parse(text));
            assertEquals(
                    Optional.of(new Names.Parsed(names, Optional.of("[\"a:b\"]"))), Names.parse(text + ":[\"a:b\"]"));
        }
    }

    @Test
    void a_name_has_one_form_only() {
        for (String text :
                List.of("", ".", "public.", ".orders", "Public", "\"public\"", "a b", "\"\"", "\"a", "a\"b\"", "1a")) {
            assertEquals(Optional.empty(), Names.parse(text), text);
        }
    }

    @Test
    void lists_of_texts_come_back_as_they_went() {
        List<String> texts = List.of("", "a\"b\\c", "\u0001\n", "\uD83D\uDE80", "[1,2]", "null");
        assertEquals(Optional.of(texts), Texts.read(Texts.write(texts)));
        assertEquals(Optional.of(List.of("-5", "x")), Texts.read("[-5,\"x\"]"));
    }

    @Test
    void what_is_no_list_of_texts_is_none() {
        for (String json : List.of("", "null", "{}", "[null]", "[1.5]", "[[]]", "[\"a\"", "[\"a\"] 1", "x")) {
            assertEquals(Optional.empty(), Texts.read(json), json);
        }
    }
}

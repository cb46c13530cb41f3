package dev.portolan.providers.salesforce;

/** Ids of 15 letters, which differ by case, and of 18, whose last three say which of the letters are capitals. */
final class SalesforceIds {

    private static final int SHORT = 15;
    private static final int GROUP = 5;
    private static final String ALPHABET = "ABCDEFGHIJKLMNOPQRSTUVWXYZ012345";

    private SalesforceIds() {}

    /** The long form, whichever was given. */
    static String eighteen(String id) {
        if (id.length() != SHORT) {
            return id;
        }
        StringBuilder all = new StringBuilder(id);
        for (int group = 0; group < SHORT; group += GROUP) {
            int capitals = 0;
            for (int i = 0; i < GROUP; i++) {
                char letter = id.charAt(group + i);
                capitals |= letter >= 'A' && letter <= 'Z' ? 1 << i : 0;
            }
            all.append(ALPHABET.charAt(capitals));
        }
        return all.toString();
    }
}

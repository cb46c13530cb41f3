package dev.portolan.providers.oauth;

import java.util.Map;

/**
 * How the providers differ in their OAuth, as far as each documents it.
 *
 * @param asked what an authorization must say besides what all say
 * @param proves whether it takes PKCE; one that does not document it must not be sent it
 * @param basic whether the app says who it is in a header; otherwise in the body
 * @param json whether its token endpoint reads JSON; otherwise forms
 * @param answer with the access token and the refresh token to be filled in
 */
public record ConsentStyle(Map<String, String> asked, boolean proves, boolean basic, boolean json, String answer) {

    /** Without {@code token_access_type=offline} there is no refresh token. */
    public static final ConsentStyle DROPBOX =
            new ConsentStyle(Map.of("token_access_type", "offline"), true, true, false, """
            {"access_token":"%s","token_type":"bearer","expires_in":14400,"refresh_token":"%s",
             "scope":"account_info.read files.content.read files.metadata.read","uid":"12345",
             "account_id":"dbid:AAH4f99T0taONIb-OurWxbNQ6ywGRopQngc"}""");

    public static final ConsentStyle GOOGLE =
            new ConsentStyle(Map.of("access_type", "offline", "prompt", "consent"), true, false, false, """
            {"access_token":"%s","expires_in":3599,"refresh_token":"%s",
             "scope":"https://www.googleapis.com/auth/drive.readonly","token_type":"Bearer"}""");

    /** No scopes, no expiry. */
    public static final ConsentStyle NOTION = new ConsentStyle(Map.of("owner", "user"), false, true, true, """
            {"access_token":"%s","token_type":"bearer","refresh_token":"%s",
             "bot_id":"6f0d7c1a-1111-4a2b-9c3d-0000000000b0","workspace_icon":null,"workspace_name":"Example Inc",
             "workspace_id":"7a0d7c1a-2222-4a2b-9c3d-000000000001","owner":{"type":"workspace","workspace":true},
             "duplicated_template_id":null,"request_id":"e1a2b3c4-0000-4000-8000-000000000001"}""");

    String answered(String accessToken, String refreshToken) {
        return answer.formatted(accessToken, refreshToken);
    }
}

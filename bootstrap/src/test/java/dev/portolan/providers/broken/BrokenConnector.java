package dev.portolan.providers.broken;

import java.net.http.HttpClient;
import java.sql.DriverManager;
import java.sql.SQLException;

public final class BrokenConnector {
    public String goRound(String url) throws SQLException {
        return HttpClient.newHttpClient().toString() + DriverManager.getConnection(url);
    }
}

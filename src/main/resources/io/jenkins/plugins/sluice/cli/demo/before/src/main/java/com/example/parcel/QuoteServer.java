package com.example.parcel;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import java.io.File;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.text.SimpleDateFormat;
import java.util.Date;

/** Answers {@code GET /quote/DE/1500} with a price in cents. */
public final class QuoteServer {

    private static final SimpleDateFormat TIME = new SimpleDateFormat("yyyy-MM-dd'T'HH:mm:ss");

    private final PriceCalculator calculator;
    private volatile long answered;

    QuoteServer(PriceCalculator calculator) {
        this.calculator = calculator;
    }

    private void answer(HttpExchange exchange) throws IOException {
        byte[] body = quote(exchange.getRequestURI().getPath()).getBytes(StandardCharsets.UTF_8);
        answered++;
        exchange.getResponseHeaders().add("X-Answered", answered + " at " + TIME.format(new Date()));
        exchange.sendResponseHeaders(200, body.length);
        exchange.getResponseBody().write(body);
        exchange.close();
    }

    /** The price for a path such as {@code /quote/DE/1500}. */
    String quote(String path) {
        String[] parts = path.split("/");
        Parcel parcel = new Parcel(Integer.parseInt(parts[3]), 300, 200, 100);
        return calculator.price(parcel, Zone.of(parts[2]), false) + " cents\n";
    }

    /** Started with the tariff's file and a port. */
    public static void main(String[] args) throws IOException {
        QuoteServer quotes = new QuoteServer(new PriceCalculator(Tariff.read(new File(args[0]))));
        HttpServer server = HttpServer.create(
                new InetSocketAddress(InetAddress.getLoopbackAddress(), Integer.parseInt(args[1])), 0);
        server.createContext("/quote/", quotes::answer);
        server.start();
    }
}

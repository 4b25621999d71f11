package dev.penstock.cli.fake;

import com.sun.net.httpserver.HttpExchange;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicInteger;

/** Keeps uploads as the storage's contract says, and breaks connections when told to. */
public final class FakeBlobs {
  private final Map<String, ByteArrayOutputStream> kept = new ConcurrentHashMap<>();
  private final Map<String, Boolean> complete = new ConcurrentHashMap<>();
  private final AtomicInteger breaks = new AtomicInteger();

  /** Breaks the next so many uploads after their bytes have been kept. */
  public void breakNext(int times) {
    breaks.set(times);
  }

  /** Begins a blob, as an earlier upload that broke off would have. */
  public void begin(String sha256, byte[] bytes) {
    kept.computeIfAbsent(sha256, key -> new ByteArrayOutputStream()).writeBytes(bytes);
  }

  public boolean has(String sha256) {
    return complete.getOrDefault(sha256, false);
  }

  public byte[] bytes(String sha256) {
    return kept.getOrDefault(sha256, new ByteArrayOutputStream()).toByteArray();
  }

  void answer(HttpExchange exchange, byte[] body) throws IOException {
    String path = exchange.getRequestURI().getPath();
    String sha256 = path.substring(path.lastIndexOf('/') + 1);
    if (exchange.getRequestMethod().equals("HEAD")) {
      reply(exchange, sha256, kept.containsKey(sha256) ? 204 : 404);
      return;
    }
    ByteArrayOutputStream blob = kept.computeIfAbsent(sha256, key -> new ByteArrayOutputStream());
    long offset = Long.parseLong(exchange.getRequestHeaders().getFirst("Upload-Offset"));
    long length = Long.parseLong(exchange.getRequestHeaders().getFirst("Upload-Length"));
    if (offset != blob.size()) {
      reply(exchange, sha256, 409);
      return;
    }
    blob.writeBytes(body);
    if (blob.size() == length) {
      complete.put(sha256, sha256(blob.toByteArray()).equals(sha256));
      if (!has(sha256)) {
        kept.remove(sha256);
        reply(exchange, sha256, 422);
        return;
      }
    }
    if (breaks.getAndUpdate(left -> Math.max(0, left - 1)) > 0) {
      exchange.close();
      return;
    }
    reply(exchange, sha256, 204);
  }

  private void reply(HttpExchange exchange, String sha256, int status) throws IOException {
    if (status == 204 || status == 409) {
      exchange.getResponseHeaders().set("Upload-Offset", "" + bytes(sha256).length);
      exchange.getResponseHeaders().set("Upload-Complete", has(sha256) ? "?1" : "?0");
    }
    exchange.sendResponseHeaders(status, -1);
  }

  /** The checksum, in hexadecimal. */
  public static String sha256(byte[] bytes) {
    try {
      return HexFormat.of().formatHex(MessageDigest.getInstance("SHA-256").digest(bytes));
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException(e);
    }
  }
}

package dev.penstock.notebooks;

import jakarta.servlet.ServletOutputStream;
import jakarta.servlet.http.HttpUpgradeHandler;
import jakarta.servlet.http.WebConnection;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.ByteBuffer;
import java.nio.channels.SocketChannel;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * A web socket between a reader and a notebook: bytes both ways, until either side ends. Made by
 * the web server, hence public.
 */
public final class Tunnel implements HttpUpgradeHandler {
  private static final int BUFFER = 16 * 1024;

  /** A close frame of a web socket's server: going away (1001). */
  private static final byte[] GOING_AWAY = {(byte) 0x88, 2, 0x03, (byte) 0xE9};

  private @Nullable SocketChannel notebook;
  private @Nullable Runnable whenClosed;

  /** Not yet connected. */
  public Tunnel() {}

  /**
   * Says where it leads to, before it opens.
   *
   * @param to has answered the handshake, and nothing of it is read beyond
   * @param whenEnded is called at the end
   */
  void connect(SocketChannel to, Runnable whenEnded) {
    this.notebook = to;
    this.whenClosed = whenEnded;
  }

  /** Returns when the web socket has ended: the web server's thread, a virtual one, is ours. */
  @Override
  public void init(WebConnection reader) {
    SocketChannel to = Objects.requireNonNull(notebook);
    Thread back = Thread.ofVirtual().name("notebook-tunnel").start(() -> pumpBack(to, reader));
    try {
      pumpIn(reader.getInputStream(), to);
    } catch (IOException ended) {
      // by the reader, or with the notebook
    } finally {
      closeQuietly(to);
      closeQuietly(reader);
      back.interrupt();
      Objects.requireNonNull(whenClosed).run();
    }
  }

  private static void pumpIn(InputStream from, SocketChannel to) throws IOException {
    byte[] buffer = new byte[BUFFER];
    int read = from.read(buffer);
    while (read >= 0) {
      ByteBuffer bytes = ByteBuffer.wrap(buffer, 0, read);
      while (bytes.hasRemaining()) {
        to.write(bytes);
      }
      read = from.read(buffer);
    }
  }

  private static void pumpBack(SocketChannel from, WebConnection reader) {
    try {
      ServletOutputStream to = reader.getOutputStream();
      pumpOut(from, to);
      // a reader that answers this ends the other direction too
      to.write(GOING_AWAY);
      to.flush();
    } catch (IOException | IllegalStateException ended) {
      // the second when the reader's side was closed from here
      closeQuietly(reader);
    } finally {
      closeQuietly(from);
    }
  }

  private static void pumpOut(SocketChannel from, OutputStream to) throws IOException {
    ByteBuffer bytes = ByteBuffer.allocate(BUFFER);
    try {
      while (from.read(bytes.clear()) >= 0) {
        to.write(bytes.array(), 0, bytes.position());
        to.flush();
      }
    } catch (java.nio.channels.ClosedChannelException weEndIt) {
      return;
    }
  }

  private static void closeQuietly(AutoCloseable what) {
    try {
      what.close();
    } catch (Exception e) {
      // it was closed from the other side
    }
  }

  @Override
  public void destroy() {
    if (notebook != null) {
      closeQuietly(notebook);
    }
  }
}

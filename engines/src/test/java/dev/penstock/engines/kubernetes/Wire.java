package dev.penstock.engines.kubernetes;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;

/** Carries connections to a port of this machine, and can be cut. */
final class Wire implements AutoCloseable {
  private final int target;
  private final ServerSocket entry;
  private final Set<Socket> carried = ConcurrentHashMap.newKeySet();
  private boolean cut;

  Wire(int target) {
    this.target = target;
    try {
      entry = new ServerSocket(0, 50, InetAddress.getLoopbackAddress());
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    Thread.startVirtualThread(this::accept);
  }

  int port() {
    return entry.getLocalPort();
  }

  private void accept() {
    while (!entry.isClosed()) {
      try {
        carry(entry.accept());
      } catch (IOException broken) {
        // of that connection only, or the wire is closed
      }
    }
  }

  private synchronized void carry(Socket from) throws IOException {
    if (cut) {
      reset(from);
      return;
    }
    Socket to = new Socket(InetAddress.getLoopbackAddress(), target);
    carried.add(from);
    carried.add(to);
    Thread.startVirtualThread(() -> pass(from, to));
    Thread.startVirtualThread(() -> pass(to, from));
  }

  private void pass(Socket from, Socket to) {
    try {
      from.getInputStream().transferTo(to.getOutputStream());
    } catch (IOException broken) {
      // the other end is told by the closed connection
    } finally {
      close(from);
      close(to);
    }
  }

  private void close(Socket socket) {
    carried.remove(socket);
    try {
      socket.close();
    } catch (IOException e) {
      // nothing more can be done with it
    }
  }

  private static void reset(Socket socket) {
    try {
      socket.setSoLinger(true, 0);
      socket.close();
    } catch (IOException e) {
      // it is closed already
    }
  }

  /** Breaks all connections, and those that come from now on. */
  synchronized void cut() {
    cut = true;
    carried.forEach(Wire::reset);
    carried.clear();
  }

  synchronized void mend() {
    cut = false;
  }

  @Override
  public void close() {
    try {
      entry.close();
      cut();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}

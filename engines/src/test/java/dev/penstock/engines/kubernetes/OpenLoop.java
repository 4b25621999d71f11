package dev.penstock.engines.kubernetes;

import io.fabric8.mockwebserver.http.Dispatcher;
import io.fabric8.mockwebserver.http.MockResponse;
import io.fabric8.mockwebserver.http.RecordedRequest;
import io.fabric8.mockwebserver.http.Response;
import io.fabric8.mockwebserver.http.WebSocket;
import io.fabric8.mockwebserver.http.WebSocketListener;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;

/**
 * Keeps the mock server from waiting for itself. When a watch ends, the mock's listener waits on
 * the server's only event loop for the thread that sends its events, and that thread waits until
 * the loop has written them: for 30 seconds nobody is answered and the server can't be closed. Here
 * another thread waits for the loop, and the loop never waits for that one.
 */
final class OpenLoop extends Dispatcher {
  private final Dispatcher mock;

  OpenLoop(Dispatcher mock) {
    this.mock = mock;
  }

  @Override
  public MockResponse dispatch(RecordedRequest request) {
    MockResponse response = mock.dispatch(request);
    WebSocketListener watch = response.getWebSocketListener();
    return watch == null ? response : response.withWebSocketUpgrade(new Watch(watch));
  }

  @Override
  public void shutdown() {
    mock.shutdown();
  }

  @Override
  public void releaseResources() {
    mock.releaseResources();
  }

  private static final class Watch extends WebSocketListener {
    private final WebSocketListener mock;

    /** Ends by itself when nobody holds it any more. */
    private final ExecutorService sender =
        Executors.newSingleThreadExecutor(Thread.ofVirtual().factory());

    private Watch(WebSocketListener mock) {
      this.mock = mock;
    }

    @Override
    public void onBeforeAccept(WebSocket socket, Response response) {
      mock.onBeforeAccept(socket, response);
    }

    @Override
    public void onOpen(WebSocket socket, Response response) {
      mock.onOpen(new Queued(sender, socket), response);
    }

    @Override
    public void onMessage(WebSocket socket, String text) {
      mock.onMessage(socket, text);
    }

    @Override
    public void onMessage(WebSocket socket, byte[] bytes) {
      mock.onMessage(socket, bytes);
    }

    @Override
    public void onPing(WebSocket socket, byte[] bytes) {
      mock.onPing(socket, bytes);
    }

    @Override
    public void onClosing(WebSocket socket, int code, String reason) {
      mock.onClosing(socket, code, reason);
    }

    @Override
    public void onClosed(WebSocket socket, int code, String reason) {
      mock.onClosed(socket, code, reason);
    }

    @Override
    public void onFailure(WebSocket socket, Throwable problem, Response response) {
      mock.onFailure(socket, problem, response);
    }
  }

  /** Has it all done in order, and waits for nothing. */
  private record Queued(ExecutorService sender, WebSocket socket) implements WebSocket {
    @Override
    public RecordedRequest request() {
      return socket.request();
    }

    @Override
    public boolean send(String text) {
      sender.execute(() -> socket.send(text));
      return true;
    }

    @Override
    public boolean send(byte[] bytes) {
      sender.execute(() -> socket.send(bytes));
      return true;
    }

    @Override
    public boolean close(int code, String reason) {
      sender.execute(() -> socket.close(code, reason));
      return true;
    }
  }
}

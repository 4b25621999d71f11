package dev.penstock.replica;

/**
 * Serves the ONNX model in the folder PENSTOCK_INPUT_MODEL by the Open Inference Protocol, on the
 * unix socket PENSTOCK_SOCKET or the loopback port PENSTOCK_PORT. Ends tidily on SIGTERM; exits
 * with 2 when it cannot start.
 *
 * <p>Start it with {@code -XX:TieredStopAtLevel=1 -XX:+UseSerialGC
 * --enable-native-access=ALL-UNNAMED -Djava.io.tmpdir=$TMPDIR}: it is ready in about half the time,
 * and the native library is unpacked where the job may write.
 */
public final class Replica {
  private Replica() {}

  /**
   * Starts and stays.
   *
   * @param arguments none are taken
   */
  public static void main(String[] arguments) {
    try {
      Settings settings = Settings.of(System.getenv());
      ReplicaServer server = ReplicaServer.start(settings);
      Runtime.getRuntime().addShutdownHook(new Thread(() -> stop(server), "stop"));
      System.out.printf(
          "Serving on %s: inputs %s, outputs %s, %d thread(s).%n",
          settings.socket() == null ? "port " + server.port() : settings.socket(),
          ModelSpec.names(server.spec().inputs()),
          ModelSpec.names(server.spec().outputs()),
          settings.threads());
    } catch (StartException e) {
      System.err.println(e.getMessage());
      System.exit(2);
    } catch (Exception e) {
      System.err.println("The server cannot start: " + e);
      System.exit(2);
    }
  }

  private static void stop(ReplicaServer server) {
    try {
      System.out.println("Asked to stop: finishing what is under way.");
      server.stop();
    } catch (Exception e) {
      System.err.println("The server did not stop tidily: " + e);
    }
  }
}

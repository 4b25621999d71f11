package dev.penstock.engines.kubernetes;

import static org.assertj.core.api.Assertions.assertThat;

import dev.penstock.engines.kubernetes.KubernetesSettings.Form;
import io.fabric8.kubernetes.api.model.ConfigMap;
import io.fabric8.kubernetes.api.model.ConfigMapBuilder;
import io.fabric8.kubernetes.client.KubernetesClient;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

final class MockClusterTest {
  private static final int ROUNDS = 4;
  private static final int WATCHES = 8;

  @TempDir private Path shared;
  private int changes;

  /** A client gives an unanswered request up after ten seconds. */
  @Test
  void answersAndClosesThoughWhatIsWatchedChangesWhileTheWatchesEnd() throws InterruptedException {
    try (MockCluster cluster = new MockCluster(shared, Form.JOB)) {
      cluster.client().resource(changed()).create();
      for (int round = 0; round < ROUNDS; round++) {
        List<KubernetesClient> watching =
            IntStream.range(0, WATCHES).mapToObj(_ -> cluster.another()).toList();
        watching.forEach(it -> it.configMaps().inNamespace("default").inform());
        Thread ending = Thread.startVirtualThread(() -> watching.forEach(KubernetesClient::close));
        while (ending.isAlive()) {
          cluster.client().resource(changed()).update();
        }
        ending.join();
        ConfigMap last = cluster.client().resource(changed()).update();

        assertThat(last.getData()).isEqualTo(changed(changes).getData());
      }
    }
  }

  private ConfigMap changed() {
    changes++;
    return changed(changes);
  }

  private static ConfigMap changed(int times) {
    return new ConfigMapBuilder()
        .withNewMetadata()
        .withName("changed")
        .withNamespace("default")
        .endMetadata()
        .withData(Map.of("times", String.valueOf(times)))
        .build();
  }
}

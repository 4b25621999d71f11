package dev.penstock.engines.kubernetes;

import static org.assertj.core.api.Assertions.assertThat;

import com.sun.net.httpserver.HttpServer;
import dev.penstock.engines.CardInfo;
import dev.penstock.engines.NodeInfo;
import dev.penstock.engines.kubernetes.KubernetesSettings.Exporter;
import dev.penstock.engines.kubernetes.KubernetesSettings.Form;
import io.fabric8.kubernetes.api.model.ConfigMapBuilder;
import io.fabric8.kubernetes.api.model.NodeBuilder;
import io.fabric8.kubernetes.api.model.Quantity;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.InstantSource;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What a cluster says of its nodes and their cards. */
final class InventoryTest {
  /** In the form that MindCluster's documentation shows for the device plugin. */
  private static final String FAULTS =
      """
      {"DeviceInfo":{"DeviceList":{"huawei.com/Ascend910":"Ascend910-0,Ascend910-1",
      "huawei.com/Ascend910-Fault":"[{\\"fault_type\\":\\"CardNetworkUnhealthy\\",\\"npu_name\\":\\"Ascend910-0\\",\\"fault_level\\":\\"PreSeparateNPU\\",\\"fault_handling\\":\\"PreSeparateNPU\\",\\"fault_code\\":\\"81078603\\"},{\\"fault_type\\":\\"CardUnhealthy\\",\\"npu_name\\":\\"Ascend910-4\\",\\"fault_handling\\":\\"SeparateNPU\\",\\"fault_code\\":\\"A8028801\\"},{\\"fault_type\\":\\"CardUnhealthy\\",\\"npu_name\\":\\"Ascend910-5\\",\\"fault_handling\\":\\"NotHandleFault\\",\\"fault_code\\":\\"80E18401\\"}]",
      "huawei.com/Ascend910-NetworkUnhealthy":"Ascend910-0","huawei.com/Ascend910-Recovering":"",
      "huawei.com/Ascend910-Unhealthy":"Ascend910-4"},"UpdateTime":1744182144},"SuperPodID":3,"ServerIndex":1}
      """;

  private static final String METRICS =
      """
      # HELP npu_chip_info_power the npu power
      # TYPE npu_chip_info_power gauge
      npu_chip_info_power{id="0",model_name="910B3",vdie_id="A",pod_name=""} 93.5 1744182144000
      npu_chip_info_temperature{id="0",model_name="910B3"} 41
      npu_chip_info_temperature{id="1",model_name="910B3, x=\\"y\\""} 42
      npu_chip_info_power{id="2",model_name="910B3"} NaN
      DCGM_FI_DEV_GPU_TEMP{gpu="7",UUID="GPU-1",Hostname="a"} 55
      npu_chip_info_utilization{id="3"} 12
      """;

  @TempDir private Path shared;
  private MockCluster cluster;
  private HttpServer exporter;

  @BeforeEach
  void open() throws IOException {
    exporter = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
    exporter.createContext(
        "/metrics",
        exchange -> {
          byte[] body = METRICS.getBytes(StandardCharsets.UTF_8);
          exchange.sendResponseHeaders(200, body.length);
          exchange.getResponseBody().write(body);
          exchange.close();
        });
    exporter.start();
    String address = "http://{node}:%d/metrics".formatted(exporter.getAddress().getPort());
    cluster =
        new MockCluster(
            shared,
            Form.JOB,
            it ->
                new KubernetesSettings(
                    it.name(),
                    it.installation(),
                    it.form(),
                    it.placement(),
                    it.cards(),
                    it.volume(),
                    it.scheduling(),
                    it.limits(),
                    it.tenants(),
                    it.topology(),
                    List.of(new Exporter(address)),
                    it.resync()),
            InstantSource.system());
  }

  @AfterEach
  void close() {
    cluster.close();
    exporter.stop(0);
  }

  private void node(
      String name,
      boolean ready,
      boolean cordoned,
      Map<String, String> labels,
      Map<String, Quantity> resources) {
    cluster
        .client()
        .nodes()
        .resource(
            new NodeBuilder()
                .withNewMetadata()
                .withName(name)
                .withLabels(labels)
                .endMetadata()
                .withNewSpec()
                .withUnschedulable(cordoned)
                .endSpec()
                .withNewStatus()
                .addNewAddress("127.0.0.1", "InternalIP")
                .withCapacity(resources)
                .withAllocatable(resources)
                .addNewCondition()
                .withType("Ready")
                .withStatus(ready ? "True" : "False")
                .endCondition()
                .endStatus()
                .build())
        .create();
  }

  @Test
  void tellsCardsPlacesFaultsAndFigures() {
    node(
        "n1",
        true,
        false,
        Map.of(
            "node.kubernetes.io/npu.chip.name", "910B3",
            "mind-cluster/npu-chip-memory", "64G",
            "penstock/switch", "leaf-2",
            "penstock/ring-cards", "8"),
        Map.of(
            "cpu", new Quantity("192"),
            "memory", new Quantity("1536Gi"),
            "huawei.com/Ascend910", new Quantity("8")));
    cluster
        .client()
        .configMaps()
        .inNamespace("kube-system")
        .resource(
            new ConfigMapBuilder()
                .withNewMetadata()
                .withName("mindx-dl-deviceinfo-n1")
                .endMetadata()
                .addToData("DeviceInfoCfg", FAULTS)
                .build())
        .create();

    List<NodeInfo> nodes = cluster.engine().nodes();

    assertThat(nodes).hasSize(1);
    NodeInfo node = nodes.getFirst();
    assertThat(node.milliCores()).isEqualTo(192_000);
    assertThat(node.memoryBytes()).isEqualTo(1536L << 30);
    assertThat(node.labels())
        .containsEntry(NodeInfo.SWITCH, "leaf-2")
        .containsEntry(NodeInfo.SUPER_NODE, "3")
        .containsEntry(NodeInfo.RING_CARDS, "8");
    assertThat(node.cards()).extracting(CardInfo::model).containsOnly("Ascend910B3").hasSize(8);
    assertThat(node.cards())
        .extracting(CardInfo::healthy)
        .containsExactly(false, true, true, true, false, true, true, true);
    assertThat(node.cards().get(4).detail()).contains("A8028801").contains("SeparateNPU");
    assertThat(node.cards().get(5).detail()).contains("NotHandleFault");
    assertThat(node.cards().get(0).powerWatts()).isEqualTo(93.5);
    assertThat(node.cards().get(0).temperatureC()).isEqualTo(41);
    assertThat(node.cards().get(1).temperatureC()).isEqualTo(42);
    assertThat(node.cards().get(2).powerWatts()).as("not reported").isNull();
    assertThat(node.cards().get(3).temperatureC()).as("not reported").isNull();
    assertThat(node.cards().get(7).temperatureC()).isEqualTo(55);
  }

  @Test
  void leavesOutNodesThatTakeNoWork() {
    Map<String, Quantity> plain =
        Map.of("cpu", new Quantity("3500m"), "memory", new Quantity("8Gi"));
    node("broken", false, false, Map.of(), plain);
    node("cordoned", true, true, Map.of(), plain);
    node("fine", true, false, Map.of(), plain);

    assertThat(cluster.engine().nodes()).extracting(NodeInfo::name).containsExactly("fine");
    assertThat(cluster.engine().nodes().getFirst().milliCores()).isEqualTo(3500);
    assertThat(cluster.engine().nodes().getFirst().cards()).isEmpty();
  }
}

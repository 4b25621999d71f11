package dev.penstock.bench.peers;

import com.netflix.fenzo.VirtualMachineLease;
import dev.penstock.bench.simulate.packing.PackingTrace;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.apache.mesos.Protos;
import org.jspecify.annotations.Nullable;

/**
 * A node as it is offered to Fenzo.
 *
 * @param hostname its name, which is that of the offer too
 * @param node what it has
 */
record FenzoLease(String hostname, PackingTrace.Node node) implements VirtualMachineLease {

  @Override
  public String getId() {
    return hostname;
  }

  @Override
  public long getOfferedTime() {
    return System.currentTimeMillis();
  }

  @Override
  public String getVMID() {
    return hostname;
  }

  @Override
  public double cpuCores() {
    return node.milliCores() / 1000.0;
  }

  @Override
  public double memoryMB() {
    return node.memoryMiB();
  }

  @Override
  public double networkMbps() {
    return 0;
  }

  @Override
  public double diskMB() {
    return 0;
  }

  @Override
  public List<Range> portRanges() {
    return List.of();
  }

  @Override
  public Protos.@Nullable Offer getOffer() {
    return null;
  }

  @Override
  public Map<String, Protos.Attribute> getAttributeMap() {
    return new HashMap<>();
  }

  @Override
  public Double getScalarValue(String name) {
    return getScalarValues().getOrDefault(name, 0.0);
  }

  @Override
  public Map<String, Double> getScalarValues() {
    return Map.of(FenzoRequest.CARDS, node.cards() * 1000.0);
  }
}

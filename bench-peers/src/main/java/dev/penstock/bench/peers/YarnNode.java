package dev.penstock.bench.peers;

import java.util.List;
import java.util.Map;
import java.util.Set;
import org.apache.hadoop.net.Node;
import org.apache.hadoop.net.NodeBase;
import org.apache.hadoop.yarn.api.records.ApplicationId;
import org.apache.hadoop.yarn.api.records.Container;
import org.apache.hadoop.yarn.api.records.ContainerId;
import org.apache.hadoop.yarn.api.records.NodeAttribute;
import org.apache.hadoop.yarn.api.records.NodeId;
import org.apache.hadoop.yarn.api.records.NodeState;
import org.apache.hadoop.yarn.api.records.Resource;
import org.apache.hadoop.yarn.api.records.ResourceUtilization;
import org.apache.hadoop.yarn.server.api.protocolrecords.NodeHeartbeatResponse;
import org.apache.hadoop.yarn.server.api.records.OpportunisticContainersStatus;
import org.apache.hadoop.yarn.server.resourcemanager.RMContext;
import org.apache.hadoop.yarn.server.resourcemanager.rmnode.RMNode;
import org.apache.hadoop.yarn.server.resourcemanager.rmnode.UpdatedContainerInfo;
import org.jspecify.annotations.Nullable;

/** A node that runs, and whose reports tell nothing but that it is there. */
final class YarnNode implements RMNode {
  private static final int PORT = 8041;
  private static final String RACK = "/rack";

  private final NodeId id;
  private final Resource capability;

  YarnNode(int number, Resource capability) {
    // an address rather than a name: nobody need be asked for it
    this.id = NodeId.newInstance("10.1.%d.%d".formatted(number >> 8, number & 255), PORT);
    this.capability = capability;
  }

  @Override
  public NodeId getNodeID() {
    return id;
  }

  @Override
  public String getHostName() {
    return id.getHost();
  }

  @Override
  public int getCommandPort() {
    return PORT;
  }

  @Override
  public int getHttpPort() {
    return PORT;
  }

  @Override
  public String getNodeAddress() {
    return id.toString();
  }

  @Override
  public String getHttpAddress() {
    return id.toString();
  }

  @Override
  public String getHealthReport() {
    return "";
  }

  @Override
  public long getLastHealthReportTime() {
    return 0;
  }

  @Override
  public String getNodeManagerVersion() {
    return "";
  }

  @Override
  public Resource getTotalCapability() {
    return capability;
  }

  @Override
  public boolean isUpdatedCapability() {
    return false;
  }

  @Override
  public void resetUpdatedCapability() {}

  @Override
  public @Nullable ResourceUtilization getAggregatedContainersUtilization() {
    return null;
  }

  @Override
  public @Nullable ResourceUtilization getNodeUtilization() {
    return null;
  }

  @Override
  public Resource getPhysicalResource() {
    return capability;
  }

  @Override
  public String getRackName() {
    return RACK;
  }

  @Override
  public Node getNode() {
    return new NodeBase(id.toString(), RACK);
  }

  @Override
  public NodeState getState() {
    return NodeState.RUNNING;
  }

  @Override
  public List<ContainerId> getContainersToCleanUp() {
    return List.of();
  }

  @Override
  public List<ApplicationId> getAppsToCleanup() {
    return List.of();
  }

  @Override
  public List<ApplicationId> getRunningApps() {
    return List.of();
  }

  @Override
  public void setAndUpdateNodeHeartbeatResponse(NodeHeartbeatResponse response) {}

  @Override
  public @Nullable NodeHeartbeatResponse getLastNodeHeartBeatResponse() {
    return null;
  }

  @Override
  public void resetLastNodeHeartBeatResponse() {}

  @Override
  public List<UpdatedContainerInfo> pullContainerUpdates() {
    return List.of();
  }

  @Override
  public Set<String> getNodeLabels() {
    return Set.of();
  }

  @Override
  public List<Container> pullNewlyIncreasedContainers() {
    return List.of();
  }

  @Override
  public @Nullable OpportunisticContainersStatus getOpportunisticContainersStatus() {
    return null;
  }

  @Override
  public long getUntrackedTimeStamp() {
    return 0;
  }

  @Override
  public void setUntrackedTimeStamp(long timeStamp) {}

  @Override
  public @Nullable Integer getDecommissioningTimeout() {
    return null;
  }

  @Override
  public Map<String, Long> getAllocationTagsWithCount() {
    return Map.of();
  }

  @Override
  public @Nullable RMContext getRMContext() {
    return null;
  }

  @Override
  public Set<NodeAttribute> getAllNodeAttributes() {
    return Set.of();
  }

  @Override
  public long calculateHeartBeatInterval(
      long defaultInterval,
      long minInterval,
      long maxInterval,
      float speedupFactor,
      float slowdownFactor) {
    return defaultInterval;
  }
}

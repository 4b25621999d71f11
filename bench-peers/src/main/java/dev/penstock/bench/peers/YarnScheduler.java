package dev.penstock.bench.peers;

import dev.penstock.bench.simulate.packing.PackingTrace;
import dev.penstock.dispatch.packing.Task;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.apache.hadoop.yarn.api.records.ApplicationAttemptId;
import org.apache.hadoop.yarn.api.records.ApplicationId;
import org.apache.hadoop.yarn.api.records.ApplicationSubmissionContext;
import org.apache.hadoop.yarn.api.records.Priority;
import org.apache.hadoop.yarn.api.records.Resource;
import org.apache.hadoop.yarn.conf.YarnConfiguration;
import org.apache.hadoop.yarn.event.Dispatcher;
import org.apache.hadoop.yarn.event.Event;
import org.apache.hadoop.yarn.event.EventHandler;
import org.apache.hadoop.yarn.server.resourcemanager.RMContextImpl;
import org.apache.hadoop.yarn.server.resourcemanager.ahs.RMApplicationHistoryWriter;
import org.apache.hadoop.yarn.server.resourcemanager.metrics.NoOpSystemMetricPublisher;
import org.apache.hadoop.yarn.server.resourcemanager.nodelabels.RMNodeLabelsManager;
import org.apache.hadoop.yarn.server.resourcemanager.rmapp.RMAppImpl;
import org.apache.hadoop.yarn.server.resourcemanager.rmcontainer.ContainerAllocationExpirer;
import org.apache.hadoop.yarn.server.resourcemanager.scheduler.ResourceScheduler;
import org.apache.hadoop.yarn.server.resourcemanager.scheduler.capacity.CapacityScheduler;
import org.apache.hadoop.yarn.server.resourcemanager.scheduler.constraint.AllocationTagsManager;
import org.apache.hadoop.yarn.server.resourcemanager.scheduler.event.AppAddedSchedulerEvent;
import org.apache.hadoop.yarn.server.resourcemanager.scheduler.event.AppAttemptAddedSchedulerEvent;
import org.apache.hadoop.yarn.server.resourcemanager.security.AMRMTokenSecretManager;
import org.apache.hadoop.yarn.server.resourcemanager.security.ClientToAMTokenSecretManagerInRM;
import org.apache.hadoop.yarn.server.resourcemanager.security.NMTokenSecretManagerInRM;
import org.apache.hadoop.yarn.server.resourcemanager.security.RMContainerTokenSecretManager;
import org.apache.hadoop.yarn.util.Records;
import org.apache.hadoop.yarn.util.resource.DominantResourceCalculator;
import org.apache.hadoop.yarn.util.resource.ResourceUtils;

/**
 * A CapacityScheduler without the rest of the resource manager: what it tells others is dropped.
 */
final class YarnScheduler {
  private static final String CARDS = "gpu-milli";
  private static final String QUEUES = "yarn.scheduler.capacity.";
  private static final String QUEUE = "default";
  private static final String USER = "tenant";
  private static final int MOST = 1 << 26;

  private YarnScheduler() {}

  /** One with one queue, which may take all, and one application in it. */
  static CapacityScheduler started(ApplicationAttemptId attempt) {
    YarnConfiguration settings = settings();
    ResourceUtils.resetResourceTypes(settings);
    RMContextImpl context = context(settings);
    CapacityScheduler scheduler = new CapacityScheduler();
    scheduler.setConf(settings);
    scheduler.setRMContext(context);
    context.setScheduler(scheduler);
    scheduler.init(settings);
    scheduler.start();
    submit(attempt, settings, context);
    return scheduler;
  }

  private static void submit(
      ApplicationAttemptId attempt, YarnConfiguration settings, RMContextImpl context) {
    ApplicationId id = attempt.getApplicationId();
    ApplicationSubmissionContext asked = Records.newRecord(ApplicationSubmissionContext.class);
    asked.setApplicationId(id);
    asked.setQueue(QUEUE);
    asked.setUnmanagedAM(true);
    ResourceScheduler scheduler = context.getScheduler();
    context
        .getRMApps()
        .put(
            id,
            new RMAppImpl(
                id, context, settings, "work", USER, QUEUE, asked, scheduler, null, 0, "", Set.of(),
                List.of()));
    scheduler.handle(new AppAddedSchedulerEvent(USER, asked, false, Priority.newInstance(0)));
    scheduler.handle(new AppAttemptAddedSchedulerEvent(attempt, false));
  }

  private static YarnConfiguration settings() {
    YarnConfiguration settings = new YarnConfiguration();
    settings.set(YarnConfiguration.RESOURCE_TYPES, CARDS);
    settings.setInt(YarnConfiguration.RM_SCHEDULER_MINIMUM_ALLOCATION_MB, 1);
    settings.setInt(YarnConfiguration.RM_SCHEDULER_MAXIMUM_ALLOCATION_MB, MOST);
    settings.setInt(YarnConfiguration.RM_SCHEDULER_MINIMUM_ALLOCATION_VCORES, 1);
    settings.setInt(YarnConfiguration.RM_SCHEDULER_MAXIMUM_ALLOCATION_VCORES, MOST);
    settings.set(
        QUEUES + "resource-calculator", DominantResourceCalculator.class.getCanonicalName());
    settings.set(QUEUES + "root.queues", QUEUE);
    settings.set(QUEUES + "root.default.capacity", "100");
    settings.set(QUEUES + "maximum-am-resource-percent", "1");
    settings.set(QUEUES + "root.default.user-limit-factor", "-1");
    settings.set(QUEUES + "node-locality-delay", "-1");
    // decides when a node reports, on the thread that reports
    settings.set(QUEUES + "schedule-asynchronously.enable", "false");
    return settings;
  }

  private static RMContextImpl context(YarnConfiguration settings) {
    Silence silence = new Silence();
    RMContainerTokenSecretManager containers = new RMContainerTokenSecretManager(settings);
    containers.rollMasterKey();
    NMTokenSecretManagerInRM nodes = new NMTokenSecretManagerInRM(settings);
    nodes.rollMasterKey();
    RMContextImpl context =
        new RMContextImpl(
            silence,
            new ContainerAllocationExpirer(silence),
            null,
            null,
            null,
            new AMRMTokenSecretManager(settings, null),
            containers,
            nodes,
            new ClientToAMTokenSecretManagerInRM());
    context.setYarnConfiguration(settings);
    RMNodeLabelsManager labels = new RMNodeLabelsManager();
    labels.init(settings);
    context.setNodeLabelManager(labels);
    context.setSystemMetricsPublisher(new NoOpSystemMetricPublisher());
    RMApplicationHistoryWriter history = new RMApplicationHistoryWriter();
    history.init(settings);
    context.setRMApplicationHistoryWriter(history);
    context.setAllocationTagsManager(new AllocationTagsManager(context));
    return context;
  }

  static Resource resource(PackingTrace.Node it) {
    return resource(it.milliCores(), it.memoryMiB(), it.cards() * Task.WHOLE);
  }

  static Resource resource(Task it) {
    return resource(it.milliCores(), it.memoryMiB(), it.totalMilli());
  }

  /** YARN knows whole cores alone; a thousandth of one is a core here. */
  private static Resource resource(int milliCores, int memoryMiB, int cardMilli) {
    return Resource.newInstance(memoryMiB, milliCores, Map.of(CARDS, (long) cardMilli));
  }

  /** Events for the rest of the resource manager lead nowhere. */
  @SuppressWarnings("rawtypes") // as YARN declares it
  private static final class Silence implements Dispatcher {
    @Override
    public EventHandler<Event> getEventHandler() {
      return event -> {};
    }

    @Override
    public void register(Class<? extends Enum> eventType, EventHandler handler) {}
  }
}

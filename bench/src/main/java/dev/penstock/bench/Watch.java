package dev.penstock.bench;

import java.lang.management.ManagementFactory;
import java.lang.management.ThreadMXBean;

/** Times what one thread does, by the clock and by the processor. */
final class Watch {
  private static final ThreadMXBean THREADS = ManagementFactory.getThreadMXBean();

  private final long began = System.nanoTime();
  private final long beganCpu = THREADS.getCurrentThreadCpuTime();

  /**
   * How long it took.
   *
   * @param millis by the clock, in milliseconds
   * @param cpuMillis the thread's time on a processor, in milliseconds: that of others, which share
   *     the machine, is not in it, nor is that of the collector
   */
  record Took(double millis, double cpuMillis) {}

  Took took() {
    long cpu = THREADS.getCurrentThreadCpuTime() - beganCpu;
    return new Took((System.nanoTime() - began) / 1e6, cpu / 1e6);
  }
}

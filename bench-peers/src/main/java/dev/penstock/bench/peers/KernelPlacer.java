package dev.penstock.bench.peers;

import dev.penstock.bench.simulate.packing.Turnover;
import dev.penstock.dispatch.packing.Packer;
import dev.penstock.dispatch.packing.Task;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Our kernel. */
record KernelPlacer(Packer packer) implements Turnover.Placer<Packer.Spot> {

  @Override
  public void place(List<Task> tasks, List<Packer.@Nullable Spot> spots) {
    for (Task task : tasks) {
      spots.add(packer.place(task));
    }
  }

  @Override
  public void end(Packer.Spot spot) {
    packer.end(spot);
  }
}

"""Trains one small network on several nodes at once: each works on its own share of the data.

One process a node, joined by torch.distributed over gloo. What each node needs to find the others,
RANK, WORLD_SIZE, MASTER_ADDR and MASTER_PORT, stands in the environment of every Penstock job.
"""

import hashlib
import json
import math
import os
import pathlib

import torch
from torch import distributed, nn
from torch.nn.parallel import DistributedDataParallel

EPOCHS = int(os.environ.get("EPOCHS", "30"))
SEED = int(os.environ.get("SEED", "7"))
POINTS = 2_000  # of all nodes together
BATCH = 100  # of one node


def spirals(count, generator):
    """Points on two spirals that wind around each other, and which of the two each is on."""
    angle = 3 * math.pi * torch.rand(count, generator=generator).sqrt()
    label = torch.arange(count) % 2
    turned = angle + math.pi * label
    points = torch.stack([angle * turned.cos(), angle * turned.sin()], dim=1) / 10
    return points + 0.02 * torch.randn(count, 2, generator=generator), label


def network():
    return nn.Sequential(
        nn.Linear(2, 64), nn.ReLU(), nn.Linear(64, 64), nn.ReLU(), nn.Linear(64, 2)
    )


def checksum(model):
    """Says whether two networks are the same, to the last bit."""
    digest = hashlib.sha256()
    for parameter in model.parameters():
        digest.update(parameter.detach().numpy().tobytes())
    return digest.hexdigest()[:16]


def train_epoch(model, optimiser, points, labels, shuffle):
    """The mean loss on this node's share; DistributedDataParallel averages the gradients of all."""
    total = 0.0
    for batch in torch.randperm(len(labels), generator=shuffle).split(BATCH):
        loss = nn.functional.cross_entropy(model(points[batch]), labels[batch])
        optimiser.zero_grad()
        loss.backward()
        optimiser.step()
        total += loss.item() * len(batch) / len(labels)
    return total


def mean_of_all(value):
    tensor = torch.tensor(value)
    distributed.all_reduce(tensor)
    return tensor.item() / distributed.get_world_size()


def main():
    distributed.init_process_group("gloo")  # meets the others by the environment
    rank, world = distributed.get_rank(), distributed.get_world_size()

    torch.set_num_threads(1)  # the fastest for a network as small as this

    torch.manual_seed(SEED + rank)
    own = network()
    began = checksum(own)
    model = DistributedDataParallel(own)  # now all have the parameters of rank 0
    optimiser = torch.optim.Adam(model.parameters(), lr=0.01)
    points, labels = spirals(POINTS, torch.Generator().manual_seed(SEED))
    share = torch.arange(POINTS)[rank * POINTS // world : (rank + 1) * POINTS // world]
    shuffle = torch.Generator().manual_seed(SEED + rank)
    print(f"rank {rank} of {world}: {len(share)} of {POINTS} points", flush=True)

    losses = []
    for epoch in range(1, EPOCHS + 1):
        mine = train_epoch(model, optimiser, points[share], labels[share], shuffle)
        losses.append(mean_of_all(mine))
        if rank == 0 and (epoch == 1 or epoch % 10 == 0):
            print(f"epoch {epoch}: loss {losses[-1]:.4f}", flush=True)

    ended = checksum(model)
    print(f"rank {rank}: parameters {ended}", flush=True)
    report = {"world": world, "began": began, "losses": losses, "parameters": ended}
    out = pathlib.Path(os.environ["PENSTOCK_OUTPUT_REPORT"])
    (out / f"rank-{rank}.json").write_text(json.dumps(report) + "\n", encoding="ascii")


if __name__ == "__main__":
    main()

"""Trains a small network to read handwritten digits, 8 by 8 pixels each.

Reads train.csv and heldout.csv, writes a checkpoint after each epoch, goes on from the newest
complete one when it is started again, and leaves an ONNX model and a report.
"""

import csv
import json
import os
import pathlib
import random
import shutil
import signal
import sys
import threading
import time

import torch
from torch import nn

EPOCHS = int(os.environ.get("EPOCHS", "30"))
BATCH = int(os.environ.get("BATCH", "32"))
LEARNING_RATE = float(os.environ.get("LEARNING_RATE", "0.002"))
SEED = int(os.environ.get("SEED", "7"))
REPORT_EVERY = 10  # steps between two lines of metrics
CHECKPOINTS_KEPT = 2
STOPPED = 143  # 128 + SIGTERM, as a shell would report it

stop_asked = threading.Event()


def folder(variable):
    """The folder an environment variable names; ends the program in plain words without one."""
    value = os.environ.get(variable)
    if not value:
        sys.exit(f"{variable} is not set: set it to a folder, or run this as a Penstock job.")
    return pathlib.Path(value)


def say(text):
    print(text, flush=True)


def read_digits(path):
    """Pixels as [N,1,8,8] from 0 to 1, and labels as [N]."""
    with path.open(newline="", encoding="ascii") as source:
        rows = csv.reader(source)
        next(rows)
        values = torch.tensor([[int(cell) for cell in row] for row in rows])
    return values[:, :64].float().div(16).reshape(-1, 1, 8, 8), values[:, 64]


def network():
    return nn.Sequential(
        nn.Conv2d(1, 32, 3, padding=1),
        nn.BatchNorm2d(32),
        nn.ReLU(),
        nn.Conv2d(32, 64, 3, padding=1),
        nn.BatchNorm2d(64),
        nn.ReLU(),
        nn.MaxPool2d(2),
        nn.Flatten(),
        nn.Dropout(0.25),
        nn.Linear(64 * 4 * 4, 128),
        nn.ReLU(),
        nn.Linear(128, 10),
    )


class Metrics:
    """Appends one JSON line for each report."""

    def __init__(self, path):
        path.parent.mkdir(parents=True, exist_ok=True)
        self.out = path.open("a", encoding="ascii")

    def write(self, step, epoch, **values):
        line = {"step": step, "epoch": epoch, **{k: round(v, 6) for k, v in values.items()}}
        self.out.write(json.dumps(line) + "\n")
        self.out.flush()


def epoch_of(path):
    return int(path.name.split("-", 1)[1])


def complete_checkpoints(root):
    """Complete checkpoints, the oldest first. COMPLETED is written last, so it vouches for the rest."""
    found = [path for path in root.glob("epoch-*") if (path / "COMPLETED").is_file()]
    return sorted((path for path in found if path.name[6:].isdigit()), key=epoch_of)


def sync(path):
    handle = os.open(path, os.O_RDONLY)
    try:
        os.fsync(handle)
    finally:
        os.close(handle)


def save(root, epoch, step, model, optimiser, shuffle):
    target = root / f"epoch-{epoch}"
    shutil.rmtree(target, ignore_errors=True)
    target.mkdir(parents=True)
    state = {
        "epoch": epoch,
        "step": step,
        "model": model.state_dict(),
        "optimiser": optimiser.state_dict(),
        "shuffle": shuffle.get_state(),
        "random": torch.get_rng_state(),
    }
    torch.save(state, target / "state.pt")
    # The state must be on the disk before the mark that vouches for it.
    sync(target / "state.pt")
    sync(target)
    (target / "COMPLETED").touch()
    sync(target)
    for old in complete_checkpoints(root)[:-CHECKPOINTS_KEPT]:
        # The mark goes first: half a checkpoint must never look complete.
        (old / "COMPLETED").unlink()
        shutil.rmtree(old, ignore_errors=True)


def resume(root, model, optimiser, shuffle):
    """The epoch and step to go on from; (0, 0) when there is nothing to go on from."""
    complete = complete_checkpoints(root)
    if not complete:
        return 0, 0
    state = torch.load(complete[-1] / "state.pt")
    model.load_state_dict(state["model"])
    optimiser.load_state_dict(state["optimiser"])
    shuffle.set_state(state["shuffle"])
    torch.set_rng_state(state["random"])
    say(f"Going on after epoch {state['epoch']}, from the checkpoint {complete[-1].name}.")
    return state["epoch"], state["step"]


def predict(model, pixels):
    model.eval()
    with torch.no_grad():
        return model(pixels).argmax(dim=1)


def share(predicted, labels):
    return (predicted == labels).float().mean().item()


def leave_if_asked():
    """Between two steps is a good moment to leave: the last complete checkpoint is whole."""
    if stop_asked.is_set():
        say("Asked to stop: leaving. The last complete checkpoint is kept.")
        sys.exit(STOPPED)


def train_epoch(model, optimiser, shuffle, pixels, labels, metrics, epoch, step):
    model.train()
    order = torch.randperm(len(labels), generator=shuffle)
    for batch in order.split(BATCH):
        leave_if_asked()
        logits = model(pixels[batch])
        loss = nn.functional.cross_entropy(logits, labels[batch])
        optimiser.zero_grad()
        loss.backward()
        optimiser.step()
        step += 1
        if step % REPORT_EVERY == 0:
            right = share(logits.argmax(dim=1), labels[batch])
            metrics.write(step, epoch, loss=loss.item(), accuracy=right)
    return step, loss.item()


def export(model, path):
    model.eval()
    path.parent.mkdir(parents=True, exist_ok=True)
    torch.onnx.export(
        model,
        torch.zeros(1, 1, 8, 8),
        str(path),
        opset_version=13,
        input_names=["pixels"],
        output_names=["logits"],
        dynamic_axes={"pixels": {0: "batch"}, "logits": {0: "batch"}},
    )


def write_json(path, value):
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_text(json.dumps(value) + "\n", encoding="ascii")


def main():
    signal.signal(signal.SIGTERM, lambda number, frame: stop_asked.set())
    started = time.monotonic()
    data, checkpoints = folder("PENSTOCK_INPUT_DATA"), folder("PENSTOCK_CHECKPOINT")
    model_out, report_out = folder("PENSTOCK_OUTPUT_MODEL"), folder("PENSTOCK_OUTPUT_REPORT")
    metrics = Metrics(folder("PENSTOCK_METRICS"))
    threads = int(os.environ.get("OMP_NUM_THREADS", "1"))
    torch.set_num_threads(threads)
    random.seed(SEED)
    torch.manual_seed(SEED)
    shuffle = torch.Generator().manual_seed(SEED)

    pixels, labels = read_digits(data / "train.csv")
    heldout_pixels, heldout_labels = read_digits(data / "heldout.csv")
    say(f"Read {len(labels)} digits to train on and {len(heldout_labels)} held out.")
    model = network()
    optimiser = torch.optim.Adam(model.parameters(), lr=LEARNING_RATE)
    done, step = resume(checkpoints, model, optimiser, shuffle)
    say(f"Training for {EPOCHS} epochs with {threads} thread(s), seed {SEED}.")

    for epoch in range(done + 1, EPOCHS + 1):
        step, loss = train_epoch(
            model, optimiser, shuffle, pixels, labels, metrics, epoch, step
        )
        accuracy = share(predict(model, heldout_pixels), heldout_labels)
        metrics.write(step, epoch, loss=loss, accuracy=accuracy)
        save(checkpoints, epoch, step, model, optimiser, shuffle)
        say(f"Epoch {epoch} of {EPOCHS}: loss {loss:.4f}, accuracy {accuracy:.2%} held out.")

    leave_if_asked()
    export(model, model_out / "model.onnx")
    predicted = predict(model, heldout_pixels)
    accuracy = share(predicted, heldout_labels)
    write_json(
        report_out / "predictions.json",
        {
            "indices": list(range(len(heldout_labels))),
            "labels": heldout_labels.tolist(),
            "predictions": predicted.tolist(),
        },
    )
    write_json(report_out / "metrics.json", {"accuracy": round(accuracy, 6)})
    seconds = time.monotonic() - started
    say(f"Done in {seconds:.1f} s: accuracy {accuracy:.2%}; the model and the report are written.")


if __name__ == "__main__":
    main()
